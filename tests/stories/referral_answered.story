# What was answered to a referral stands on the desk of whoever offered it, until they have opened the case, and not for ever
pack norway-2006

2008-05-05  pro-centre     reports R1: a man of 34, the rest of eastern Norway, forced labour; seen: no wages for eight months
2008-05-05  pro-centre     accepts R1 as case C1
2008-05-05  pro-centre     adds rosa to the team of C1
2008-05-06  pro-centre     offers C1 to clinic for health-care, with health
            then pro-centre's desk does not show C1: answer
2008-05-07  clinic         accepts the referral of C1
            then pro-centre's desk shows C1: accepted
            then pro-centre's desk shows C1: clinic
# Neither whoever answered, nor who is on the case and offered nothing.
            then clinic's desk does not show C1: answer
            then rosa's desk does not show C1: answer
# What a colleague on the team opens is not seen by whoever offered.
            then rosa sees C1's state: accepted
            then pro-centre's desk shows C1: accepted
            then pro-centre sees C1's state: accepted
            then pro-centre's desk does not show C1: answer
2008-05-08  rosa           offers C1 to iom for return-assistance
2008-05-10  iom            declines the referral of C1: full
            then rosa's desk shows C1: declined
            then pro-centre's desk does not show C1: answer
2008-05-23  pro-centre     records that C1 needs social-support
            then rosa's desk shows C1: declined
2008-05-24  pro-centre     records that C1 needs health-care
            then rosa's desk does not show C1: answer
# As of an earlier day the desk is as it was.
2008-05-24  rosa           offers C1 to provider-oslo for social-support
2008-05-25  provider       accepts the referral of C1
            then rosa's desk shows C1: accepted
2008-05-26  pro-centre     takes rosa off the team of C1
            then rosa's desk does not show C1: answer
