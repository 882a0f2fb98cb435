# A reflection period that runs out: warned three times, then other routes are shown, and no help stops
pack norway-2006

2007-01-10  rosa           reports R1: a woman of 22, western, prostitution; seen: no contact with her family
2007-01-10  rosa           accepts R1 as case C1
2007-01-11  rosa           presumes C1 a victim
2007-01-12  C1             consents to udi: identity, status; for residence
2007-01-15  udi            grants C1 a reflection period until 2007-04-15
            then C1's reflection period ends 2007-04-15, by measure 7
2007-01-16  rosa           opens house H1: 2 beds for women in western
2007-01-16  rosa           holds a bed in H1 for C1
2007-01-17  rosa           records the first night of C1 in H1
# A month, two weeks and three days before: the pack's warnings, marked there as assumptions.
2007-03-16  (thirty days before)
            then C1's reflection period has 30 days left
            then rosa's desk shows C1: 30 days left
2007-04-14  (the last day)
            then C1's reflection period has 1 days left
            then C1's reflection period is running
2007-04-15  (it has run out)
            then C1's reflection period has run out
            then rosa sees C1's residence: none
            then rosa sees C1's house: -
            then the law says of C1: Consider the other routes of residence; help does not stop by itself
            then the law says of C1: route asylum, name Asylum, open yes
            then as of 2007-04-14 rosa sees C1's residence: reflection-period
# In the same situation there is no second one; the rule says why and what would change it.
2007-04-16  udi            grants C1 a reflection period
            then refused: reflection-period.once
