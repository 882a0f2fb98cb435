# A ministry pays, and the plan says where its measures stand
pack norway-2006

2007-01-02  foreign-ministry  appropriates 22500000 kroner as B1 for measure 1 in 2007 from the budget projects-abroad-2006-2009: Projects abroad
            then measure 1 is under-way
2007-01-02  health-ministry  appropriates 90000001 kroner as B2 for measure 1 in 2007: Projects abroad
            then refused: does not name this agency
2007-01-02  foreign-ministry  appropriates 90000001 kroner as B3 for measure 1 in 2007 from the budget projects-abroad-2006-2009: Projects abroad
            then refused: lines 793-795
2007-01-02  foreign-ministry  appropriates 67500001 kroner as B4 for measure 1 in 2008 from the budget projects-abroad-2006-2009: More projects abroad
            then refused: appropriated already: NOK 22500000
2007-01-02  foreign-ministry  appropriates 28000000 kroner as B5 for measure 34 in 2007 from the budget ilo-programme-budget: The ILO
2007-01-02  foreign-ministry  appropriates 1 kroner as B6 for measure 34 in 2007 from the budget ilo-programme-budget: A little more
            then refused: budget-amount
2007-01-02  kom            appropriates 1 kroner as B10 for measure 26 in 2007 from the budget ilo-programme-budget: As another measure's
            then refused: each year
2007-01-02  kom            appropriates 28000000 kroner as B7 for measure 26 in 2008 from the budget ilo-programme-budget: The year after
2007-01-03  foreign-ministry  proposes project T1 for measure 1 with Made-up Partner in MD for women, 2000000 kroner: Work for women
2007-01-03  foreign-ministry  pays 1000000 kroner of T1: the first half
            then refused: not agreed yet
2007-01-04  foreign-ministry  agrees T1 with 2000000 kroner until 2009-01-01
2007-01-05  foreign-ministry  pays 1000000 kroner of T1: the first half
2007-01-05  foreign-ministry  disburses 1000000 kroner of B1: Work for women
2007-01-05  foreign-ministry  pays 1 kroner of T1: the first half
            then refused: instalment-paid
2007-01-06  foreign-ministry  pays 1000001 kroner of T1: the second half
            then refused: paid: NOK 1000000
2007-01-06  foreign-ministry  disburses 14000001 kroner of B5: child-labour
            then refused: budget-part
2007-01-06  foreign-ministry  disburses 14000000 kroner of B5: child-labour
2007-01-06  foreign-ministry  disburses 1 kroner of B5: child-labour
            then refused: paid: NOK 14000000
2007-01-06  foreign-ministry  disburses 1 kroner of B5: Something else
            then refused: social-partners
            then the plan's figure ilo-nok-left is 14000000
            then measure 34 is under-way: funds disbursed, 2007-01-06
2007-01-07  foreign-ministry  records a result of T1, 120 reached: They have work.
            then the plan's figure projects-nok-paid is 1000000
            then the plan's figure abroad-nok-left is 21500000
            then the plan's figure projects-reached is 120
            then the work T1 says with-results
2007-01-08  foreign-ministry  proposes project T2 for measure 33 with Made-up Partner in UA for authorities, 500000 kroner: Border posts
2007-01-09  foreign-ministry  declines T2: No money is left this year.
2007-01-10  justice-ministry  sets milestone M1 of measure 24, by 2007-03-01: The review is asked for
            then measure 24 is not-begun
2007-03-02  (nobody reached it)
            then the work M1 says overdue
            then measure 24 is late: milestone
2007-03-05  justice-ministry  reaches milestone M1: A letter of today
            then the plan's figure m24-steps is 0
2007-03-05  justice-ministry  reaches milestone M1: A letter of today
            then refused: milestone-reached
2007-03-05  foreign-ministry  disburses 21500001 kroner of B1: More work
            then refused: appropriation-spent
2007-03-06  justice-ministry  updates measure 24 as U1, Work goes on: minutes of a meeting
            then measure 24 is under-way
2007-03-07  oslo-police    updates measure 24 as U2, Work goes on: minutes of a meeting
            then refused: role
2008-02-01  justice-ministry  concludes measure 24 as K1, no change, Organisation of the police: Nothing is changed.
            then measure 24 is delivered: 2008-02-01
2008-02-02  justice-ministry  concludes measure 28 as K2, no change, Competence: Nothing is changed.
            then refused: delivered by what is done
2008-02-03  kom            commissions evaluation S1 on measure 10 from Made-up Institute, by 2008-12-01: ROSA in its third year
2008-11-01  kom            publishes S1 in Report 7: It has helped.
            then the plan's figure studies-published is 1
2008-11-02  kom            publishes S1 in Report 8: It has helped.
            then refused: study-published
2008-11-02  foreign-ministry  appropriates 67500000 kroner as B8 for measure 1 in 2009 from the budget projects-abroad-2006-2009: What is left
2008-11-02  foreign-ministry  appropriates 1 kroner as B9 for measure 1 in 2009 from the budget projects-abroad-2006-2009: One krone too many
            then refused: appropriated already: NOK 90000000
2008-11-02  kom            surveys interpreting as S2 for measure 9, The year's survey: 40 asked, 30 answered, 21 satisfied
2008-11-02  kom            publishes S2 in Report 8: It has helped.
            then refused: study-commissioned
2008-11-02  kom            updates measure 29 as U3, A case: the woman with the telephone 22 33 44 55
            then refused: telephone
