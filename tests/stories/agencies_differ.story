# Two agencies find differently: both findings stand, and no service stops
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman of 26, Oslo, prostitution; seen: does not know her own address
2007-03-01  rosa           accepts R1 as case C1
2007-03-02  rosa           presumes C1 a victim: the debt, the threats
2007-03-03  C1             consents to oslo-police: identity, status; for identification
2007-03-04  oslo-police    does not find C1 a victim: no evidence of force
            then rosa sees C1's findings: presumed
            then rosa sees C1's findings: not-found
            then rosa sees C1's presumed: yes
2007-03-05  rosa           orders social-support for C1 from rosa
2007-03-05  udi            asks for C1
            then refused: there is no case
2007-03-06  C1             consents to udi: identity, status; for residence
2007-03-07  udi            grants C1 a reflection period
            then C1's reflection period ends 2007-09-07
# Only the police and the immigration authority identify; a shelter presumes.
2007-03-08  rosa           identifies C1 as a victim
            then refused: may not make that finding
