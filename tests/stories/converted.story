# A reflection period that becomes a year: she broke away and an investigation has begun
pack norway-2006

2007-02-01  pro-centre     reports R1: a woman of 25, Oslo, prostitution; seen: a new telephone every week
2007-02-02  rosa           accepts R1 as case C1
2007-02-02  rosa           presumes C1 a victim
2007-02-03  C1             consents to udi: identity, status; for residence
2007-02-05  udi            grants C1 a reflection period
2007-04-02  udi            grants C1 the permit one-year-permit
            then refused: broken away
2007-04-03  C1             consents to oslo-police: identity, status; for identification
2007-04-04  oslo-police    takes the complaint of C1
2007-04-05  oslo-police    begins an investigation for C1
2007-04-06  rosa           records that C1 has broken away
2007-04-10  udi            grants C1 the permit one-year-permit
            then C1's one-year-permit ends 2008-04-10, by measure 7
            then C1's reflection period was ended by permit
            then rosa sees C1's residence: one-year-permit
2008-02-10  (sixty days before the year is over)
            then rosa's desk shows C1: 60 days left
