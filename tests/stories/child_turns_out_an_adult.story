# A child who turns out to be an adult: what a child is owed ends, and nothing of it is overdue
pack norway-2006

2007-02-01  pro-centre     reports R1: a girl of 16, called Made-up Girl, Oslo, prostitution; seen: afraid to be seen
2007-02-01  barnevern      accepts R1 as case C1
            then barnevern sees C1's age_band: 9-17
            then barnevern sees C1's maybe_child: yes
            then barnevern's desk shows C1: child-representative
2007-02-05  barnevern      decides that C1 is 18 or older: papers from her school
            then barnevern sees C1's age_band: adult
            then barnevern sees C1's maybe_child: no
            then pro-centre sees R1's maybe_child: no
            then barnevern's desk does not show C1: child
            then the law says of C1: ended 2007-02-05
2007-03-20  (long after they were due)
            then the figure duties.overdue is 0
            then the law says of C1: ended 2007-02-05
