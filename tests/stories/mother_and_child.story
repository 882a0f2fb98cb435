# A mother and her child: each a file of their own
pack norway-2006

2008-03-03  rosa           reports R1: a woman P1 of 29, called Made-up Mother, Oslo, prostitution; seen: a small boy waits in the hall
2008-03-03  rosa           accepts R1 as case C1 about P1 for mothers with children
2008-03-03  rosa           adds P2 to R1: a boy of 3, called Made-up Son
            then the answer says a child has a file of their own
2008-03-03  rosa           reports a concern about R1 to barnevern: a child of three lives with it
            then barnevern finds R1
2008-03-04  barnevern      accepts R1 as case C2 about P2
            then C2's the child is told their rights is due 2008-03-11
2008-03-04  rosa           records that P2 is the child of C1
            then rosa sees C1's relation: child
            then oslo-police does not see C1's relation
2008-03-04  rosa           records that P2 is the child of C1
            then refused: recorded already
2008-03-04  rosa           records that P1 is the sibling of C1
            then refused: the person of this case
2008-03-05  rosa           records that C1 is pregnant, due 2008-08
            then clinic cannot find C1
2008-03-05  rosa           offers C1 to clinic for health-care, with health, identity
            then clinic sees C1's child_due: 2008-08
            then oslo-police does not see C1's child_due
