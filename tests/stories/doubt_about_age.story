# She says nineteen; nobody is sure: doubt counts as a child
pack norway-2006

2007-02-01  rosa           reports R1: a woman of 19, Oslo, prostitution; seen: looks younger than she says
2007-02-01  rosa           accepts R1 as case C1
2007-02-01  rosa           opens house H1: 2 beds for women in Oslo
2007-02-01  barnevern      opens house H2: 2 beds for children in Oslo
2007-02-02  rosa           doubts the age of C1: says she is nineteen, speaks of school
2007-02-02  rosa           holds a bed in H1 for C1
            then refused: child welfare
# Child welfare joins, and holds the bed.
2007-02-02  rosa           adds barnevern to the team of C1
2007-02-02  barnevern      holds a bed in H2 for C1
2007-02-03  barnevern      records the first night of C1 in H2
# Her consent is not asked for as an adult's: it is child welfare that answers.
2007-02-04  C1             consents to udi: identity, status; for residence
            then refused: consent-of-a-child
# Decided: 19. No bed and no service ends by itself.
2007-03-01  barnevern      decides that C1 is 18 or older: school records
            then rosa sees C1's age_in_doubt: no
            then barnevern sees C1's house: -
            then the figure beds.used is 1
2007-03-02  C1             consents to udi: identity, status; for residence

# What was told of somebody can be the doubt itself: a child's age, and an adult's birth.
2007-03-03  reception      reports R2: a girl of 17, born 1985-01-01, Oslo, prostitution; seen: fetched by a man in the evening
2007-03-03  rosa           accepts R2 as case C2
            then rosa sees C2's age_in_doubt: yes
