# Two persons with two reflection periods are one: the conflict is shown, and nothing is ended by it
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman P1 of 23, called Tatjana Sokolova, born 1983-05-17, from RU, Oslo, prostitution
2007-03-02  rosa           accepts R1 as case C1
2007-03-02  rosa           presumes C1 a victim
2007-03-03  C1             consents to udi: identity, status; for residence
2007-03-05  udi            grants C1 a reflection period
2007-06-01  labour-inspection reports R2: a woman P2 of 24, called Tatiana Sokolova, born 1983-05-17, from RU, Oslo, forced labour
2007-06-02  rosa           accepts R2 as case C2
2007-06-02  rosa           presumes C2 a victim
2007-06-03  C2             consents to udi: identity, status; for residence
2007-06-04  udi            grants C2 a reflection period
# The desk that leads both does not judge its own question: the neutral reviewer does, and sees no name.
2007-06-05  rosa           asks whether P2 is known already
2007-06-05  rosa           asks what there is to judge
            then the answer does not say waiting
2007-06-06  kom            asks what there is to judge
            then the answer says waiting
            then the answer does not say Sokolova
            then the answer does not say rosa
2007-06-06  kom            answers whether the two are one, the same person: name, day of birth and citizenship agree
2007-06-06  kom            joins the two: as answered
            then the answer says each of the two has a reflection period
            then rosa sees C1's conflict: two-reflection-periods
            then rosa sees C2's conflicts: 2007-09-05
            then C1's reflection period is running
            then C2's reflection period is running
2007-06-07  kom            takes the two apart again: asked to look once more
            then rosa does not see C1's conflict
