# A man in forced labour: help comes from welfare, not through the police
pack norway-2006

2008-08-04  labour-inspection reports R1: a man of 29, called Made-up Worker, central, forced labour; seen: passport held by the foreman, a debt for the journey
            then the answer says call:
2008-08-04  labour-inspection screens R1 with the list for labour: nothing seen
            then the answer says absence of signs
2008-08-05  rosa           accepts R1 as case C1
            then labour-inspection does not see C1's full_name
2008-08-05  rosa           presumes C1 a victim
2008-08-05  rosa           opens house H1: 3 beds for men in central
2008-08-05  rosa           holds a bed in H1 for C1
2008-08-06  rosa           records the first night of C1 in H1
            then labour-inspection cannot find C1
2008-08-07  C1             consents to udi: identity, status; for residence
2008-08-08  udi            grants C1 a reflection period
2008-08-20  rosa           records that wages was claimed for C1: four months
2009-01-08  (a month before)
            then rosa's desk shows C1: 31 days left
