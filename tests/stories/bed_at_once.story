# One bed, two who need it: one gets it, the other is told
pack norway-2006

2007-03-01  rosa           opens house H1: 1 beds for women in Oslo
2007-03-02  pro-centre     reports R1: a woman of 20, Oslo, prostitution; seen: nowhere to sleep
2007-03-02  pro-centre     accepts R1 as case C1
2007-03-02  rosa           reports R2: a woman of 27, Oslo, prostitution; seen: nowhere to sleep
2007-03-02  rosa           accepts R2 as case C2
2007-03-02  at once:
            pro-centre     holds bed 1 in H1 for C1
            rosa           holds bed 1 in H1 for C2
            then one of them is refused: the bed is taken
            then the figure beds.held is 1
            then the figure beds.free is 0
