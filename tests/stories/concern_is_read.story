# What was written for a child is read by whoever protects the child, and by nobody else
pack norway-2006

2007-03-01  reception      reports R1: a boy of 15, called Made-up Boy, Oslo, begging; seen: hands over what he is given
2007-03-01  reception      reports a concern about R1 to barnevern: a man fetches him each Friday
            then barnevern sees R1's notes.text: each Friday
            then rosa does not see R1's notes.text
2007-03-02  barnevern      accepts R1 as case C1
            then barnevern sees C1's notes.text: each Friday
2007-03-03  barnevern      adds oslo-police to the team of C1
2007-03-03  barnevern      plans a wished return of C1 to RO
2007-03-04  barnevern      does determine-best-interests with {"case": "C1", "supports_return": false, "grounds": "nobody is at home", "view_of_the_child": "he wishes to stay"}
2007-03-04  barnevern      names the carer of C1: Made-up Aunt
2007-03-04  barnevern      finds the risk of the return of C1 too great: the man knows the village
            then barnevern sees C1's notes.text: nobody is at home
            then barnevern sees C1's notes.view_of_the_child: he wishes to stay
            then barnevern sees C1's notes.text: as told in the story
            then barnevern sees C1's notes.text: knows the village
            then oslo-police does not see C1's notes.text
            then kom does not see C1's notes.text
2007-03-05  barnevern      records that C1 has broken away
            then barnevern sees C1's notes.text: each Friday
2007-03-06  reception      reports R2: a girl of 16, called Made-up Girl, Oslo, begging; seen: is told what to say
2007-03-06  reception      reports a concern about R2 to barnevern: she is told what to say
2007-03-14  (child welfare has not answered within the week)
2007-03-15  barnevern      accepts R2 as case C2
            then the plan's figure concerns-answered-in-time is 50
