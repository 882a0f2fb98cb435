# Who comes second is told who was first, and when
pack norway-2006

2007-03-01  rosa           opens house H1: 1 beds for women in Oslo
2007-03-02  pro-centre     reports R1: a woman of 20, Oslo, prostitution; seen: nowhere to sleep
2007-03-02  pro-centre     accepts R1 as case C1
2007-03-02  pro-centre     reports R2: a woman of 27, Oslo, prostitution; seen: nowhere to sleep
2007-03-02  rosa           accepts R2 as case C2
2007-03-02  pro-centre     accepts R2 as case C3
            then refused: opened by another agency on 2007-03-02
2007-03-03  pro-centre     holds bed 1 in H1 for C1
# Whoever runs the house reads who took the bed; others, that another agency did.
2007-03-04  rosa           holds bed 1 in H1 for C2
            then refused: taken by The Pro Centre on 2007-03-03
2007-03-04  rosa           holds a bed in H1 for C2
            then refused: the last was taken by The Pro Centre on 2007-03-03
2007-03-04  rosa           adds barnevern to the team of C2
2007-03-04  barnevern      holds a bed in H1 for C2
            then refused: taken by another agency on 2007-03-03
2007-03-04  pro-centre     holds a bed in H1 for C1
            then refused: taken by The Pro Centre on 2007-03-03
2007-03-05  C2             consents to udi: status; for residence
2007-03-06  C2             consents to udi: identity, status; for residence
            then the answer says written down by The ROSA project on 2007-03-05
2007-03-07  C2             withdraws the consent to udi for residence
2007-03-08  C2             withdraws the consent to udi for residence
            then refused: ended already, by The ROSA project on 2007-03-07
2007-03-09  rosa           offers C2 to clinic for health-care
2007-03-10  rosa           withdraws the referral of C2 to clinic
2007-03-11  rosa           withdraws the referral of C2 to clinic
            then refused: by The ROSA project on 2007-03-10
