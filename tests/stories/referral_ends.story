# A referral ends: done, or withdrawn; the lead goes over to another
pack norway-2006

2008-05-05  pro-centre     reports R1: a man of 34, the rest of eastern Norway, forced labour; seen: no wages for eight months
2008-05-05  pro-centre     accepts R1 as case C1
2008-05-06  pro-centre     offers C1 to clinic for health-care, with health
2008-05-06  pro-centre     completes the referral of C1 to clinic
            then refused: has not been accepted
2008-05-07  clinic         accepts the referral of C1
            then clinic finds C1
2008-05-20  clinic         completes the referral of C1 to clinic: two visits
            then clinic cannot find C1
            then pro-centre sees C1's state: completed
2008-05-20  pro-centre     withdraws the referral of C1 to clinic
            then refused: declined, completed or withdrawn already
2008-05-21  pro-centre     offers C1 to iom for return-assistance
            then iom finds C1
2008-05-22  pro-centre     withdraws the referral of C1 to iom: he wishes to stay
            then iom cannot find C1
2008-05-23  pro-centre     hands the lead of C1 to rosa
            then refused: not on the team
2008-05-23  pro-centre     adds rosa to the team of C1
2008-05-23  rosa           hands the lead of C1 to rosa
            then refused: hand-over-lead
2008-05-23  pro-centre     hands the lead of C1 to rosa
2008-05-24  rosa           closes C1: he works elsewhere now
