# A letter proves what and until when, never why
pack norway-2006

2008-02-01  pro-centre     reports R1: a woman P1 of 25, called Made-up Name, Oslo, prostitution; seen: passport held by others
2008-02-01  rosa           accepts R1 as case C1
2008-02-02  rosa           issues letter L1 to C1: health care, until 2008-08-01
            then refused: not been presumed
2008-02-02  rosa           presumes C1 a victim
2008-02-02  rosa           issues letter L1 to C1: health care, until 2008-08-01
2008-02-03  provider       checks letter L1
            then the answer says health care
            then the answer says 2008-08-01
2008-02-03  rosa           issues letter L2 to C1: lawful residence, until 2008-06-01
            then refused: neither a reflection period nor a permit
2008-02-04  C1             consents to udi: identity, status; for residence
2008-02-05  udi            grants C1 a reflection period
2008-02-05  udi            issues letter L2 to C1: lawful residence, until 2008-08-05
            then refused: the residence runs until 2008-08-05
2008-02-05  udi            issues letter L2 to C1: lawful residence, until 2008-08-04
2008-02-05  udi            issues letter L3 to C1: health care, until 2009-08-04
            then refused: more than a year
2008-03-01  oslo-police    checks letter L2
            then the answer says lawful residence
            then the answer says valid
            then oslo-police cannot find C1
2008-03-02  rosa           revokes letter L1 of C1
2008-03-02  rosa           revokes letter L1 of C1
            then refused: revoked already
            then rosa sees C1's revoked: yes
