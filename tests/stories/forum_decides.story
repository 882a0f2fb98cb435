# A forum decides, and somebody owes it
pack norway-2006

2007-02-01  kom            founds forum F1 for measure 30: The Oslo Pilot, local in Oslo, with rosa, pro-centre, oslo-police, pion
2007-02-02  kom            decides in F1 that rosa does it by 2007-03-01: A list of telephone numbers
            then refused: has not met
2007-02-02  rosa           meets in F1: How we work together
2007-02-02  kom            decides in F1 that rosa does it by 2007-03-01: A list of telephone numbers
2007-02-02  kom            decides in F1 that oslo-police does it by 2007-02-10: A contact in each district
2007-02-12  (nobody has done it)
            then the work F1 says state overdue
2007-02-13  rosa           carries out decision 2 of F1: done
            then refused: another agency
2007-02-13  oslo-police    carries out decision 2 of F1: a list
2007-02-14  rosa           carries out decision 1 of F1: a list
2007-02-15  rosa           carries out decision 1 of F1: a list
            then refused: done-already
2007-02-15  children-ministry  plans conference N1 for measure 15 on 2007-10-01, Nordic conference: What have you learnt?
2007-03-01  children-ministry  concludes N1, barnevern to follow up by 2008-05-01: Share more
            then refused: the conference is held
2007-10-01  children-ministry  concludes N1, barnevern to follow up by 2008-05-01: Share more
            then measure 15 is delivered
            then the plan's figure forum-decisions-in-time is 50
2008-02-01  barnevern      follows up conclusion 1 of N1: shared
2008-05-02  (the day it was due has passed)
            then the plan's figure conference-followed-up is 100
