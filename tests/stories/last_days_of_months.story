# The last of a month, a leap day, and the nights on which the clocks change
pack norway-2006

# Six months from the last of August end on the last of February, which has 29 days in 2008.
2007-08-31  rosa           reports R1: a woman of 24, Oslo, prostitution; seen: a debt
2007-08-31  rosa           accepts R1 as case C1
2007-08-31  rosa           presumes C1 a victim
2007-08-31  C1             consents to udi: identity, status; for residence
2007-08-31  udi            grants C1 a reflection period
            then C1's reflection period ends 2008-02-29, by measure 7
2008-01-30  (thirty days before)
            then C1's reflection period has 30 days left
2008-02-28  (the day before)
            then C1's reflection period is running
2008-02-29  (the leap day begins at midnight)
            then C1's reflection period has run out

# From a leap day on: six months keep the day, a year ends on the last of February.
2008-02-29  rosa           reports R2: a woman of 31, Oslo, prostitution; seen: a debt
2008-02-29  rosa           accepts R2 as case C2
2008-02-29  rosa           presumes C2 a victim
2008-02-29  C2             consents to udi: identity, status; for residence
2008-02-29  udi            grants C2 a reflection period
            then C2's reflection period ends 2008-08-29, by measure 7
2008-03-01  rosa           records that C2 has broken away
2008-03-01  C2             consents to oslo-police: status; for identification
2008-03-01  oslo-police    begins an investigation for C2
2008-03-01  udi            grants C2 the permit one-year-permit from 2008-02-29
            then C2's one-year permit ends 2009-02-28, by measure 7

# Days are counted, not hours: on 30 March 2008 a day had 23.
2008-03-29  rosa           reports R3: a woman of 40, Oslo, forced labour; seen: owns nothing
2008-03-29  rosa           accepts R3 as case C3
2008-03-29  rosa           presumes C3 a victim
2008-03-29  C3             consents to udi: identity, status; for residence
2008-03-29  udi            grants C3 a reflection period until 2008-03-31
2008-03-30  (the night had an hour less)
            then C3's reflection period is running
            then C3's reflection period has 1 days left
2008-03-31  (two days after)
            then C3's reflection period has run out

# Born on a leap day: 18 on 28 February, for the day that would come does not. Our assumption; the plan is silent.
2009-11-30  barnevern      reports R4: a girl of 17, called Made-up Girl, born 1992-02-29, Oslo, theft and drug dealing; seen: sent out to steal
2009-11-30  barnevern      accepts R4 as case C4
            then barnevern's desk shows C4: 2010-02-28
2010-02-27  barnevern      tells C4 their rights in ro
2010-02-28  barnevern      tells C4 their rights in ro
            then refused: not a child
