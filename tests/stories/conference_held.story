# A conference: a call, a programme, those who came, what they concluded
pack norway-2006

2007-03-01  children-ministry  plans conference N1 for measure 15 on 2007-06-12, Nordic conference: What have you learnt of children who were trafficked?
2007-04-10  children-ministry  sets the programme of N1: First day: what was learnt. Second day: what is missing.
            then the work N1 says Second day: what is missing
            then the work N1 says planned
2007-04-11  kom            sets the programme of N1: Another programme
            then refused: another agency has begun this
2007-05-02  children-ministry  counts 40 of child welfare from SE in N1
            then refused: the conference is held on 2007-06-12
2007-06-12  children-ministry  counts 40 of child welfare from SE in N1
2007-06-12  children-ministry  counts 25 of police from NO in N1
            then the plan's figure conference-participants is 65
2007-06-13  children-ministry  sets the programme of N1: What was said after all
            then refused: conference-over
2007-06-13  children-ministry  concludes N1, barnevern to follow up by 2007-12-01: A child meets one adult
            then the work N1 says concluded
            then measure 15 is delivered
