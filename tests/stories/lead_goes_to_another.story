# The lead goes to another agency, with its clocks and duties; never where nobody could lead
pack norway-2006

2008-02-29  pro-centre     reports R1: a woman of 26, Oslo, begging; seen: sent out to steal
2008-02-29  rosa           accepts R1 as case C1
2008-02-29  rosa           presumes C1 a victim
2008-02-29  C1             consents to udi: status; for residence
2008-02-29  rosa           appoints counsel-oslo as counsel for C1, for residence
2008-02-29  udi            grants C1 a reflection period
2008-02-29  rosa           records a threat to C1 from a man: he waits at the door
            then rosa's desk shows C1: housing-after-threat
2008-03-01  rosa           adds oslo-police to the team of C1
2008-03-01  rosa           hands the lead of C1 to oslo-police
            then refused: case-lead
            then refused: nor lead one
            then rosa finds C1
2008-03-01  rosa           adds campaign-experts to the team of C1
            then refused: nobody at that agency could see the case
2008-03-01  rosa           adds pro-centre to the team of C1
2008-03-02  rosa           hands the lead of C1 to pro-centre
            then pro-centre's desk shows C1: housing-after-threat
            then pro-centre's desk shows C1: overdue
            then rosa's desk does not show C1: housing-after-threat
2008-08-20  (nine days before)
            then pro-centre's desk shows C1: 9 days left
            then counsel's desk shows C1: 9 days left
            then rosa's desk does not show C1: reflection
# The day on which it runs out, and two weeks after it, it still lies there.
2008-08-29  (run out)
            then C1's reflection period has run out
            then pro-centre's desk shows C1: expired
            then counsel's desk shows C1: expired
2008-09-10  (twelve days after)
            then pro-centre's desk shows C1: reflection
2008-09-15  (more than two weeks)
            then pro-centre's desk does not show C1: reflection
