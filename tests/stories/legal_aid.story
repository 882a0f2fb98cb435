# Five hours to decide whether to complain, and not a minute more
pack norway-2006

2007-04-01  rosa           reports R1: a woman of 33, eastern, domestic servitude; seen: works all day, owns nothing
2007-04-01  rosa           accepts R1 as case C1
2007-04-02  rosa           orders legal-aid for C1 from counsel-oslo: to decide about a complaint
2007-04-02  rosa           grants C1 legal aid
            then the answer says minutes 300
2007-04-03  rosa           grants C1 legal aid of 10 minutes
            then refused: at most 300 minutes
2007-04-10  counsel        uses 180 minutes of legal aid for C1
            then the answer says left 120
2007-04-12  counsel        uses 121 minutes of legal aid for C1
            then refused: only 120 minutes are left
2007-04-12  counsel        uses 60 minutes of legal aid for C1
2007-04-13  counsel        delivers legal-aid to C1
# With the complaint the hours end: they were for deciding about it.
2007-04-20  rosa           takes the complaint of C1
2007-04-21  counsel        uses 30 minutes of legal aid for C1
            then refused: ended with it
# What was used before the complaint may be written down after it.
2007-04-21  counsel        uses 20 minutes of legal aid for C1; it happened 2007-04-19
            then the answer says left 40
2007-04-22  counsel        uses 40 minutes of legal aid for C1; it happened 2007-04-18
            then the law says of C1: left 0
