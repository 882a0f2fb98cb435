# An adult who turns out to be a child: what she opened ends, what a child is owed begins
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman P1 of 19, called Made-up Woman, Oslo, prostitution; seen: papers that somebody made
2007-03-01  rosa           accepts R1 as case C1
2007-03-01  rosa           opens house H1: 2 beds for women in Oslo
2007-03-01  rosa           holds a bed in H1 for C1
2007-03-02  C1             consents to udi: identity, status; for residence
            then udi sees C1's full_name: Made-up
            then C1 has no child-representative
            then rosa sees C1's maybe_child: no
2007-03-05  rosa           doubts the age of C1: she says 16
            then the answer says a consent ended
            then rosa sees C1's maybe_child: yes
            then udi cannot find C1
            then C1's a representative for the child is due 2007-03-19
            then C1's the child is told their rights is due 2007-03-12
            then rosa's desk shows C1: child-representative
            then rosa sees C1's notes.text: she says 16
# The bed was held for an adult: child welfare has to hold it before the first night.
2007-03-05  rosa           records the first night of C1 in H1
            then refused: 6.2
            then refused: sleeps in a bed that child welfare holds
2007-03-06  rosa           adds barnevern to the team of C1
2007-03-06  barnevern      frees the bed of C1 in H1
2007-03-06  barnevern      holds a bed in H1 for C1
            then the answer says the house is for adults
2007-03-06  barnevern      records the first night of C1 in H1
2007-03-07  barnevern      decides that C1 is under 18: her own papers
            then rosa sees C1's age_band: under-18
