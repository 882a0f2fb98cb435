# A child who turns out to be an adult, and an adult who turns out to be a child
pack norway-2006

2007-02-01  pro-centre     reports R1: a girl of 16, called Made-up Girl, Oslo, prostitution; seen: afraid to be seen
2007-02-01  barnevern      accepts R1 as case C1
2007-02-01  barnevern      opens house H1: 2 beds for children in Oslo
2007-02-01  barnevern      holds a bed in H1 for C1
2007-02-02  barnevern      records the first night of C1 in H1
2007-02-02  barnevern      appoints guardians-oslo to represent C1, independent of every suspect: Made-up Representative
            then guardian finds C1
2007-02-20  barnevern      decides that C1 is 18 or older: papers from her school
# The representative's access ends, consent is her own; no bed and no service ends by it.
            then guardian cannot find C1
            then the figure beds.used is 1
2007-02-21  C1             consents to udi: status; for residence
2007-02-21  barnevern      tells C1 their rights in ro
            then refused: not a child

2007-03-01  rosa           reports R2: a woman of 19, called Made-up Woman, Oslo, prostitution; seen: papers that somebody made
2007-03-01  rosa           accepts R2 as case C2
2007-03-01  rosa           opens house H2: 2 beds for women in Oslo
2007-03-01  rosa           holds a bed in H2 for C2
2007-03-02  C2             consents to clinic: identity; for assistance
2007-03-05  rosa           doubts the age of C2: she says 16
# Doubt counts as a child: what an adult may do alone she may not, and no bed is taken from her.
2007-03-05  C2             consents to udi: status; for residence
            then refused: child
            then the figure beds.held is 1
2007-03-05  rosa           adds barnevern to the team of C2
2007-03-06  barnevern      decides that C2 is under 18: her own papers
2007-03-06  rosa           frees the bed of C2 in H2
2007-03-06  rosa           holds a bed in H2 for C2
            then refused: held by child welfare
            then refused: 6.2
2007-03-06  barnevern      tells C2 their rights in ro
2007-03-06  rosa           plans a wished return of C2 to RO
2007-03-06  rosa           finds the risk of the return of C2 acceptable: nobody knows her there
2007-03-06  rosa           records that C2 has travelled home
            then refused: 5.5
