# A letter of residence proves nothing once the residence is gone, or ends before the letter does
pack norway-2006

2008-02-29  pro-centre     reports R1: a woman of 26, Oslo, begging; seen: sent out to steal
2008-02-29  rosa           accepts R1 as case C1
2008-02-29  rosa           presumes C1 a victim
2008-02-29  C1             consents to udi: status; for residence
2008-02-29  udi            grants C1 a reflection period
2008-02-29  udi            issues letter L1 to C1: lawful residence, until 2008-08-28
2008-03-01  provider       checks letter L1
            then the answer says valid yes
# Immigration control is told of no letter.
2008-03-01  pu             checks letter L1
            then refused: there is no letter
2008-03-02  udi            corrects the first day of C1's reflection period to 2008-02-20: the decision was made then
2008-03-03  provider       checks letter L1
            then the answer says valid no
2008-03-03  udi            issues letter L2 to C1: lawful residence, until 2008-08-01
2008-03-04  provider       checks letter L2
            then the answer says valid yes
2008-03-10  udi            withdraws the residence of C1: made-up papers
2008-03-11  provider       checks letter L2
            then the answer says valid no
