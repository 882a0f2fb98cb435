# A threat: housing is looked at anew, and whoever holds a bed is warned
pack norway-2006

2008-01-07  pro-centre     reports R1: a woman P1 of 31, Oslo, prostitution; seen: a bruise she does not explain
2008-01-07  rosa           accepts R1 as case C1
2008-01-07  rosa           opens house H1: 4 beds for women in Oslo
2008-01-07  rosa           opens house H2: 4 beds for women in Oslo
2008-01-07  rosa           holds a bed in H1 for C1
2008-01-08  rosa           records the first night of C1 in H1
2008-01-10  rosa           records a threat to C1 and the family from a former boyfriend: he wrote that he knows the house
            then the answer says is the house still safe
            then C1's housing looked at after a threat is due 2008-01-11
            then rosa sees C1's feared: boyfriend
            then rosa's desk shows C1: housing-after-threat
            then oslo-police does not see C1's feared
            then kom does not see C1's feared
2008-01-10  rosa           warns of H1, address known: told by the person who lives there
2008-01-10  rosa           warns of H1, address known: told again
            then refused: marked with that already
2008-01-11  rosa           frees the bed of C1 in H1
            then C1's housing looked at after a threat is done
2008-01-11  rosa           holds a bed in H1 for C1
            then the answer says address known
2008-01-11  rosa           frees the bed of C1 in H1
2008-01-11  rosa           holds a bed in H2 for C1
2008-01-12  rosa           agrees a safety plan with C1: a code word, and whom to call; safe at weekday mornings; by text to a friend's phone
            then C1's the safety plan looked at again is due 2008-04-12
            then rosa sees C1's safe_times: mornings
            then oslo-police does not see C1's safe_times
# A second threat opens it again.
2008-02-20  rosa           records a threat to C1 from a man in a car: he waited outside
            then C1's housing looked at after a threat is due 2008-02-21
2008-03-01  (nobody did)
            then C1's housing looked at after a threat is overdue
2008-03-02  rosa           records that threat 2 to C1 is over: he has left the country
2008-03-02  rosa           records that threat 2 to C1 is over: he has left the country
            then refused: recorded already
            then rosa sees C1's over_why: left the country

# Somebody who is feared may be in the register too, and in the house.
2008-03-03  pro-centre     reports R2: a woman P2 of 40, Oslo, prostitution; seen: she keeps the others' money
2008-03-03  rosa           accepts R2 as case C2 about P2
2008-03-03  rosa           holds a bed in H1 for C2
2008-03-04  rosa           records a threat to C1 from P2: she says that the debt is not paid
2008-03-04  rosa           frees the bed of C1 in H2
2008-03-04  rosa           holds a bed in H1 for C1
            then the answer says somebody whom this person fears has a bed in this house

# And the other way round: whoever is feared is not placed unawares beside those who fear them.
2008-03-05  rosa           frees the bed of C2 in H1
2008-03-05  rosa           holds a bed in H1 for C2
            then the answer says somebody who has a bed in this house fears this person
