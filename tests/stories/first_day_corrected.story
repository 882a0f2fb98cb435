# A first day that was written down wrong: the clock moves by the law of the right one, and says what it changed
pack norway-2006

2006-12-04  rosa           reports R1: a woman of 24, Oslo, prostitution; seen: locked in
2006-12-04  rosa           accepts R1 as case C1
2006-12-04  rosa           presumes C1 a victim
2006-12-04  C1             consents to udi: identity, status; for residence
2006-12-05  udi            grants C1 a reflection period from 2006-12-04
            then C1's reflection period ends 2007-06-04, by measure 7
# She was promised it four days earlier, when the old law still held: forty-five days, and other days warn.
2006-12-06  udi            corrects the first day of C1's reflection period to 2006-11-30: the letter bears that day
            then the answer says was from 2006-12-04
            then the answer says was until 2007-06-04
            then the answer says was rule reflection-period@measure 7
            then the answer says 2006-11-30 + P45D = 2007-01-14
            then the answer says warns on 2006-12-15
            then C1's reflection period ends 2007-01-14, by 5.3
            then rosa sees C1's residence_until: 2007-01-14
            then the law says of C1: from before 2006-12-04, ends before 2007-06-04, rule before reflection-period@measure 7
2006-12-07  udi            corrects the first day of C1's reflection period to 2006-11-30: the same again
            then refused: recorded already
2006-12-07  rosa           corrects the first day of C1's reflection period to 2006-12-01: not hers to correct
            then refused: correct-residence-start
2006-12-08  udi            corrects the first day of C1's reflection period to 2006-11-30 until 2007-03-01: a longer one
            then refused: the length is fixed by the rule
2006-12-08  udi            corrects the first day of C1's one-year-permit to 2006-12-01: there is none
            then refused: nothing of that kind was granted
2006-12-15  (thirty days before the corrected end)
            then rosa's desk shows C1: 30 days left
2007-01-14  (the corrected end)
            then C1's reflection period has run out
            then rosa sees C1's residence: none
# The letter was read wrong after all: by the first day it had not run out, and it runs again.
2007-01-16  udi            corrects the first day of C1's reflection period to 2006-12-04: the letter was read again
            then C1's reflection period is running
            then C1's reflection period ends 2007-06-04, by measure 7
            then rosa sees C1's residence: reflection-period
2007-06-04  (its end)
            then C1's reflection period has run out
