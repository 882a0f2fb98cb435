# Forty-five days against six months: each case by the law of its day, and what another law would have done
pack norway-2006

2006-10-16  rosa           reports R1: a woman of 24, Oslo, prostitution; seen: locked in
2006-10-16  rosa           accepts R1 as case C1
2006-10-16  rosa           presumes C1 a victim
2006-10-16  C1             consents to udi: identity, status; for residence
2006-10-17  udi            grants C1 a reflection period
            then C1's reflection period ends 2006-12-01, by 5.3
            then the answer says 2006-10-17 + P45D = 2006-12-01
# The old rule has one length; nobody may choose another.
2006-10-18  rosa           reports R2: a woman of 31, Oslo, forced labour; seen: no wages
2006-10-18  rosa           accepts R2 as case C2
2006-10-18  rosa           presumes C2 a victim
2006-10-18  C2             consents to udi: identity, status; for residence
2006-11-29  udi            grants C2 a reflection period until 2007-03-01
            then refused: the length is fixed by the rule
# The last day of the old rule, and the first of the new one (its day is an assumption, and says so).
2006-11-30  udi            grants C2 a reflection period
            then C2's reflection period ends 2007-01-14, by 5.3
2006-12-01  rosa           reports R3: a woman of 28, Oslo, prostitution; seen: a debt
2006-12-01  rosa           accepts R3 as case C3
2006-12-01  rosa           presumes C3 a victim
2006-12-01  C3             consents to udi: identity, status; for residence
2006-12-01  udi            grants C3 a reflection period
            then C3's reflection period ends 2007-06-01, by measure 7
            then C1's reflection period has run out
# At the maximum: 31 August and six months is the last of February.
2007-08-31  rosa           reports R4: a woman of 40, Oslo, prostitution; seen: threats
2007-08-31  rosa           accepts R4 as case C4
2007-08-31  rosa           presumes C4 a victim
2007-08-31  C4             consents to udi: identity, status; for residence
2007-08-31  udi            grants C4 a reflection period until 2008-03-01
            then refused: it may not be longer than the rule allows
2007-08-31  udi            grants C4 a reflection period
            then C4's reflection period ends 2008-02-29, by measure 7
# What if it were forty-five days again? Nothing is changed by asking.
2007-09-01  (the ministry asks)
            then with reflection-period of P45D, 2 would end earlier and 0 later
            then with reflection-period of P45D, C4 would end 2007-10-15
            then with reflection-period of P45D, C3 would end 2007-01-15
            then C4's reflection period ends 2008-02-29, by measure 7
