# A boy goes home only to somebody: his return is refused for want of a carer
pack norway-2006

2007-05-02  reception      reports R1: a boy of 15, from RO, Oslo, begging; seen: an adult who is never far away
            then the answer says call:
            then barnevern finds R1
2007-05-03  barnevern      accepts R1 as case C1
            then C1's child-told-rights is due 2007-05-10
2007-05-03  barnevern      presumes C1 a victim
2007-05-04  barnevern      tells C1 their rights in ro, in writing
            then C1's child-told-rights is done
2007-05-07  barnevern      appoints guardians-oslo to represent C1: an uncle he came with
            then refused: representative-independent
2007-05-08  barnevern      appoints guardians-oslo to represent C1, independent of every suspect: Made-up Representative
            then guardian finds C1
2007-06-01  barnevern      plans a wished return of C1 to RO
2007-06-02  barnevern      finds the risk of the return of C1 acceptable: the home was visited
2007-06-05  barnevern      records that C1 has travelled home
            then refused: carer
2007-06-05  barnevern      names the carer of C1: Made-up Grandmother
# A carer alone is not enough: the return must be in his best interests too.
2007-06-06  barnevern      records that C1 has travelled home
            then refused: best interests
2007-06-07  barnevern      finds a return in the best interests of C1: he asks to go, and the welfare service there follows him up
2007-06-08  barnevern      records that C1 has travelled home
            then barnevern sees C1's phase: returned
