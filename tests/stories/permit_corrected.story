# The first day of a permit is corrected: the duty that came with it moves too, and one that is over by the right day is over
pack norway-2006

2007-02-01  pro-centre     reports R1: a woman of 25, Oslo, prostitution; seen: a new telephone every week
2007-02-02  rosa           accepts R1 as case C1
2007-02-02  rosa           presumes C1 a victim
2007-02-03  C1             consents to udi: identity, status; for residence
2007-02-03  C1             consents to oslo-police: identity, status; for identification
2007-02-05  oslo-police    begins an investigation for C1
2007-02-06  rosa           records that C1 has broken away
2007-02-10  udi            grants C1 the permit one-year-permit
            then C1's permanent arrangements after the permit is due 2007-05-10
# No version of the rule binds before December 2006: nothing moves.
2007-02-12  udi            corrects the first day of C1's one-year-permit to 2006-11-30: an older letter
            then refused: no version of this rule binds on 2006-11-30
            then C1's one-year-permit ends 2008-02-10, by measure 7
2007-02-12  udi            corrects the first day of C1's one-year-permit to 2007-02-08: the decision bears that day
            then C1's one-year-permit ends 2008-02-08, by measure 7
            then C1's permanent arrangements after the permit is due 2007-05-08
            then the law says of C1: ends before 2007-05-10
2007-05-09  (the day after the corrected one)
            then C1's permanent arrangements after the permit is overdue
2007-05-10  udi            corrects the first day of C1's one-year-permit to 2007-02-10: it was right at first
            then C1's permanent arrangements after the permit is due 2007-05-10
2008-02-09  udi            corrects the first day of C1's one-year-permit to 2007-02-09: one day too many
            then the answer says ran out on 2008-02-09
            then C1's one-year-permit has run out
            then rosa sees C1's residence: none
