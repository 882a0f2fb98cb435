# What a campaign changed, and what a treaty has come to
pack norway-2006

2007-01-10  children-ministry  plans campaign A1 for measure 3 among the general public, The campaign, from 50 to 60 per cent: Should it be bought?
            then the answer says 408
2007-01-11  children-ministry  surveys A1 after: 300 of 500 agree
            then refused: nobody was asked before
2007-01-11  children-ministry  surveys A1 before: 250 of 500 agree
2009-01-11  children-ministry  surveys A1 after: 300 of 500 agree
            then the work A1 says percent points 10
            then the plan's figure campaign-change is 10
2009-01-12  children-ministry  records guidelines G1 for measure 3 at a state-owned enterprise: Made-up Enterprise
            then the plan's figure guidelines-adopted is 1
2009-01-13  health-ministry  follows organ-waiting-list as W1 for measure 4, Waiting list, towards 150
2009-01-14  health-ministry  records 210 on 2009-01-01 for W1, from a register
2009-06-14  health-ministry  records 190 on 2009-06-01 for W1, from a register
            then the plan's figure organ-waiting-list is 190
2009-06-14  health-ministry  records 205 on 2009-03-01 for W1, from a register
            then the plan's figure organ-waiting-list is 190
            then the work W1 says last 190
2009-06-14  health-ministry  records 191 on 2009-06-01 for W1, from a register that was corrected
            then the plan's figure organ-waiting-list is 191
2009-06-14  health-ministry  follows organ-waiting-list as W2 for measure 4, Waiting list, towards 140
            then refused: series-followed
2009-06-15  foreign-ministry  records that MD has ratified palermo-protocol as P1, for measure 33
            then the work P1 says Palermo Protocol
2009-06-15  foreign-ministry  records that MD has ratified palermo-protocol as P2, for measure 33
            then refused: this step is recorded already
2009-06-15  foreign-ministry  records that MD has signed palermo-protocol as P3, for measure 33
            then refused: treaty-step
2009-06-15  foreign-ministry  records that QQ has signed palermo-protocol as P4, for measure 33
            then refused: no country
2009-06-16  foreign-ministry  makes contribution K1 for measure 16 with Council of Baltic Sea States, by 2009-12-01: A training programme
2009-06-17  foreign-ministry  keeps K1: It was held
2009-06-18  foreign-ministry  holds dialogue D1 for measure 35 with VN, raised, promised something: A round of dialogue
2009-06-18  foreign-ministry  holds dialogue D2 for measure 35 with CN, silent, answered: A round of dialogue
            then refused: what was not raised
2009-06-19  foreign-ministry  holds dialogue D3 for measure 35 with CN, silent, no answer: A round of dialogue
            then the plan's figure dialogue-raised is 50
2009-12-02  foreign-ministry  makes contribution K2 for measure 16 with Council of Baltic Sea States, by 2009-12-03: A second programme
            then the plan's figure commitments-kept-children is 100
2009-12-05  foreign-ministry  keeps K2: It was held two days late
            then the plan's figure commitments-kept-children is 50
