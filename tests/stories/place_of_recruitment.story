# A house turns out to be a place of recruitment: whoever holds a bed there is told
pack norway-2006

2008-04-07  provider       opens house H1: 6 beds for men in eastern
2008-04-07  pro-centre     reports R1: a man of 24, the rest of eastern Norway, begging; seen: gives away what he is given
2008-04-07  pro-centre     accepts R1 as case C1
2008-04-07  pro-centre     holds a bed in H1 for C1
2008-04-08  pro-centre     warns of H1, place of recruitment: two men were offered work at its door
            then pro-centre's desk shows C1: place of recruitment
            then pro-centre sees C1's house_warnings: place of recruitment
            then rosa's desk does not show C1
2008-04-08  pro-centre     frees the bed of C1 in H1
2008-04-08  pro-centre     holds bed 2 in H1 for C1
            then the answer says place of recruitment
2008-04-09  pro-centre     warns of H1, place of recruitment: again
            then refused: marked with that already
2008-04-09  kom            warns of H1, place of recruitment: heard of it
            then refused: no house
