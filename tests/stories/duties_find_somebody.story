# Every duty is on somebody's desk: what a kind of agency owes that is not there falls to the lead, and back
pack norway-2006

2008-03-03  pro-centre     reports R1: a girl of 16, Oslo, prostitution; seen: an older man waits outside
2008-03-03  pro-centre     accepts R1 as case C1
            then pro-centre's desk shows C1: child-representative
            then pro-centre's desk shows C1: child-told-rights
            then the law says of C1: lead
2008-03-04  pro-centre     adds barnevern to the team of C1
            then barnevern's desk shows C1: child-representative
            then pro-centre's desk does not show C1: child-representative
2008-03-05  barnevern      takes barnevern off the team of C1
            then pro-centre's desk shows C1: child-representative
2008-03-06  pro-centre     agrees a safety plan with C1: a code word; safe at mornings; by a friend
            then pro-centre's desk shows C1: safety-plan-review
