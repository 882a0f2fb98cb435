# A citizen of the EEA has a way of their own, beside the others
pack norway-2006

2008-06-02  labour-inspection reports R1: a man of 41, from PL, western Norway, forced labour; seen: passport held by the foreman
2008-06-02  rosa           accepts R1 as case C1
            then the law says of C1: EEA
            then C1 has no reflection period
2008-06-02  rosa           presumes C1 a victim
            then the law says of C1: route eea
2008-06-03  rosa           issues letter L1 to C1: health care, until 2008-12-01
2008-06-03  labour-inspection asks who C1 is
            then refused: no case
2008-06-05  rosa           records that wages was claimed for C1: five months
2008-06-20  rosa           records that wages was refused for C1: the firm is gone
2008-06-20  rosa           records that compensation from the state was claimed for C1
            then rosa sees C1's kind: victims-fund
