# A return in full anonymity, and one that is followed up
pack norway-2006

2008-04-01  pro-centre     reports R1: a woman of 27, Oslo, prostitution; seen: she wishes to go home
2008-04-01  rosa           accepts R1 as case C1
2008-04-01  rosa           follows C1 up after the return: doing well
            then refused: no return is planned
2008-04-02  rosa           plans a wished return of C1 to MD, in full anonymity
2008-04-02  rosa           finds the risk of the return of C1 acceptable: her sister meets her
2008-04-02  rosa           follows C1 up after the return: doing well
            then refused: has not departed
2008-04-10  rosa           records that C1 has travelled home
            then C1 has no follow-up after a return
2008-05-10  rosa           follows C1 up after the return: doing well
            then refused: full anonymity
2008-05-11  rosa           records how to reach C1 after the return: through a helpline she calls herself
            then rosa sees C1's channel: helpline
            then oslo-police does not see C1's channel
2008-05-12  rosa           follows C1 up after the return: doing well
            then the figure returns_followed_up.well is 1

2008-05-13  pro-centre     reports R2: a woman of 33, Oslo, prostitution; seen: she must leave
2008-05-13  rosa           accepts R2 as case C2
2008-05-14  rosa           plans a obliged return of C2 to NG
2008-05-14  rosa           finds the risk of the return of C2 too great: those she fears live there
2008-05-15  rosa           records that C2 has travelled home
            then refused: return-risk
2008-05-20  rosa           finds the risk of the return of C2 acceptable: a shelter in another town takes her in
2008-05-21  rosa           records that C2 has travelled home
            then C2's follow-up after a return is due 2008-08-21
2008-08-22  (nobody asked)
            then C2's follow-up after a return is overdue
2008-08-23  rosa           follows C2 up after the return: trafficked again
            then the answer says a new report opens a new case
            then C2's follow-up after a return is done
