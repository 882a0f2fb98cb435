# Trafficked again: a new case is a new situation, and she can apply again
pack norway-2006

2007-01-10  rosa           reports R1: a woman P1 of 30, Oslo, prostitution; seen: owed money for the journey
2007-01-10  rosa           accepts R1 as case C1
2007-01-10  rosa           presumes C1 a victim
2007-01-10  C1             consents to udi: identity, status; for residence
2007-01-11  udi            grants C1 a reflection period
            then C1's reflection period ends 2007-07-11, by measure 7
2007-07-20  udi            grants C1 a reflection period
            then refused: reflection-period.once
            then refused: trafficked again
2007-08-01  rosa           closes C1: she works and has a room of her own
2008-03-01  rosa           accepts R1 as case C2 about P1
2008-03-02  udi            grants C2 a reflection period
            then C2's reflection period ends 2008-09-02, by measure 7
