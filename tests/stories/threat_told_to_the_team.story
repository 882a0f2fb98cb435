# A new threat is on the desk of everybody on the team, until they have looked
pack norway-2006

2008-02-29  pro-centre     reports R1: a woman of 26, Oslo, begging; seen: sent out to steal
2008-02-29  rosa           accepts R1 as case C1
2008-02-29  rosa           adds pro-centre to the team of C1
2008-02-29  rosa           adds clinic to the team of C1
2008-02-29  rosa           adds oslo-police to the team of C1
2008-02-29  rosa           orders social-support for C1 from provider-oslo: somebody to talk to
            then rosa sees C1's seen_by: provider-oslo
2008-03-01  clinic         records a threat to C1 from a man: he knows the school
            then rosa's desk shows C1: alert threat
            then pro-centre's desk shows C1: alert threat
            then clinic's desk shows C1: alert threat
# The police read that there is something to ask about, and neither what nor the duty that would tell.
            then oslo-police's desk shows C1: alert safety
            then oslo-police's desk does not show C1: threat
            then oslo-police does not see C1's duties.duty
            then rosa sees C1's duties.duty: housing-after-threat
# Each has now looked at the case: rosa and the police by what stands above, the others not.
            then rosa's desk does not show C1: alert
            then oslo-police's desk does not show C1: alert
            then pro-centre's desk shows C1: alert threat
2008-03-02  rosa           records that threat 1 to C1 is over: he was arrested
            then pro-centre's desk does not show C1: alert
