# The woman who owes a debt
pack norway-2006

2007-02-01  pro-centre     reports R1: an adult woman, Oslo, prostitution; seen: passport held by others, a debt that grows
            then the answer says call:
2007-02-01  pro-centre     screens R1 with the list for prostitution: debt serviced
            then the answer says A list never decides
2007-02-02  rosa           accepts R1 as case C1
2007-02-02  rosa           presumes C1 a victim
2007-02-03  C1             consents to udi: identity, status; for residence
2007-02-05  udi            grants C1 a reflection period
            then C1's reflection period ends 2007-08-05, by measure 7
            then the answer says 2007-02-05 + P6M = 2007-08-05
2007-02-06  oslo-police    asks where C1 lives
            then refused: whereabouts
2007-07-06  (a month before)
            then rosa's desk shows C1: 30 days left
