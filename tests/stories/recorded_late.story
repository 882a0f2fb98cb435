# What is written down late happened when it happened
pack norway-2006

2007-02-12  rosa           reports R1: a woman of 23, Oslo, prostitution; seen: she came on the tenth; it happened 2007-02-10
2007-02-12  rosa           accepts R1 as case C1
2007-02-12  rosa           presumes C1 a victim; it happened 2007-02-10
2007-02-12  C1             consents to udi: identity, status; for residence
2007-02-20  udi            grants C1 a reflection period from 2007-02-15; it happened 2007-02-15
            then C1's reflection period ends 2007-08-15, by measure 7
# On the 19th nobody here knew of it; now it is known that it ran since the 15th.
2007-02-21  (a day later)
            then as of 2007-02-19 rosa sees C1's residence: none
            then rosa sees C1's residence: reflection-period
# A year is too coarse for a clock of days, and tomorrow has not happened.
2007-02-21  rosa           records that C1 has broken away; it happened 2007-02-22
            then refused: lies in the future
