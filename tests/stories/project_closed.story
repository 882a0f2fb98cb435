# A project from the mission that found it until it is closed
pack norway-2006

2007-01-03  foreign-ministry  proposes project T1 for measure 1 with Made-up Partner in MD for women, 2000000 kroner, found by Made-up Mission: Work for women
            then the plan's figure projects-undecided is 1
            then the work T1 says Made-up Mission
2007-01-03  foreign-ministry  closes project T1 as completed: Nothing
            then refused: project-agreed
2007-01-04  foreign-ministry  chooses project T1: It is near those at risk
            then the plan's figure projects-chosen is 1
            then the work T1 says chosen
2007-01-04  foreign-ministry  chooses project T1: It is near those at risk
            then refused: project-chosen
2007-01-04  foreign-ministry  pays 1000 kroner of T1: first
            then refused: project-agreed
2007-01-05  foreign-ministry  agrees T1 with 2000000 kroner until 2007-06-01
            then the plan's figure projects-under-way is 1
            then the plan's figure projects-undecided is 0
2007-01-06  foreign-ministry  chooses project T1: It is near those at risk
            then refused: project-proposed
2007-02-01  foreign-ministry  pays 1000000 kroner of T1: first
2007-06-05  foreign-ministry  closes project T1 as completed: Forty women have work
            then the plan's figure projects-under-way is 0
            then the plan's figure projects-closed is 1
            then the work T1 says closed
2007-06-06  foreign-ministry  pays 1000 kroner of T1: second
            then refused: project-closed
2007-06-06  foreign-ministry  closes project T1 as ended early: It is over
            then refused: project-closed
2007-06-07  foreign-ministry  proposes project T2 for measure 33 with Made-up Partner in UA for authorities, 500000 kroner: Border posts
2007-06-08  foreign-ministry  agrees T2 with 500000 kroner until 2008-06-01
            then the plan's figure transit-projects-under-way is 1
