# A need, an order, and a way to work; wages that are paid in the end
pack norway-2006

2008-05-05  labour-inspection reports R1: a man of 34, western Norway, forced labour; seen: eight in one room, no wages
2008-05-05  rosa           accepts R1 as case C1
2008-05-05  rosa           records that C1 needs language-lessons: he asks for it
            then the answer says delivers it
2008-05-05  rosa           records that C1 needs language-lessons
            then refused: recorded already
2008-05-06  rosa           orders language-lessons for C1 from provider-oslo
2008-05-07  provider       declines the order of language-lessons for C1: full
            then provider cannot find C1
            then rosa sees C1's reason: full
2008-05-08  provider       accepts the order of language-lessons for C1
            then refused: no case
2008-05-08  rosa           orders language-lessons for C1 from provider-oslo: in the evening
2008-05-09  provider       accepts the order of language-lessons for C1
            then rosa sees C1's state: accepted
2008-05-09  provider       accepts the order of language-lessons for C1
            then refused: accepted already
2008-06-05  provider       delivers language-lessons to C1
            then rosa sees C1's met: 2008-06-05
            then the figure needs.days-waited is 31
2008-06-10  rosa           plans a step of C1 towards work: a trial at a workshop
2008-06-10  rosa           plans a step of C1 towards education: an evening course
2008-07-01  rosa           records that C1 has reached step 1
2008-07-01  rosa           records that C1 has reached step 1
            then refused: reached already
2008-07-02  rosa           drops step 2 of C1: the course was full
            then rosa sees C1's why: the course was full
2008-07-02  rosa           records that C1 has reached step 2
            then refused: dropped already
2008-07-02  rosa           records that C1 has reached step 3
            then refused: no step of that number
2008-07-03  rosa           appoints provider-oslo as counsel for C1, for compensation and wages
            then refused: is no counsel
2008-07-03  rosa           appoints counsel-oslo as counsel for C1, for compensation and wages
            then counsel finds C1
2008-07-03  rosa           appoints counsel-oslo as counsel for C1, for compensation and wages
            then refused: appointed already
2008-07-10  counsel        records that wages was claimed for C1: eight months
            then labour-inspection cannot find C1
2008-09-10  counsel        records that wages was paid for C1
            then rosa sees C1's step: paid
            then the figure redress.paid is 1
