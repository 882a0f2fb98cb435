# One woman whom two agencies know: found, joined, taken apart
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman P1 of 23, called Tatjana Sokolova, born 1983-05-17, from RU, reached at 99 88 77 66, Oslo, prostitution
2007-03-02  rosa           accepts R1 as case C1
2007-03-02  rosa           presumes C1 a victim
2007-03-03  C1             consents to udi: identity, status; for residence
2007-03-05  udi            grants C1 a reflection period
# Another agency writes her name as it hears it, and in the other order. The desk sees whom it may be before this becomes a second case.
2007-06-01  labour-inspection reports R2: a woman P2 of 24, called Sokolowa Tatiana, born 1983-05-17, from RU, Oslo, forced labour
2007-06-02  rosa           asks who P2 may be
            then the answer names P1
            then the answer names C1
            then the answer says speaks strongly for it
            then the answer says a person decides
# Who may not know of her is told of nobody, and in the same words as when there is nobody.
2007-06-02  labour-inspection asks who P2 may be
            then the answer does not name P1
            then the answer does not say Sokolova
2007-06-02  labour-inspection asks whether P2 is known already
            then the answer says No answer comes back here
2007-06-02  labour-inspection asks what there is to judge
            then the answer does not say waiting
# The question goes to who leads the case; it says what agrees, never who asked. Nobody joins before somebody has answered.
2007-06-03  rosa           asks what there is to judge
            then the answer says waiting
            then the answer does not say labour-inspection
2007-06-03  rosa           joins the two: she says so herself
            then refused: a machine's proposal joins nobody
2007-06-03  rosa           answers whether the two are one, the same person: she says so herself
2007-06-04  rosa           joins the two: she says so herself
            then the figure persons_joined is 1
            then rosa sees C1's same_person: person
# It joins identity, never access.
2007-06-05  labour-inspection asks for C1
            then refused: there is no case
2007-06-05  labour-inspection asks who P2 may be
            then the answer does not name P1
2007-06-05  rosa           answers whether the two are one, not the same: it was another
            then refused: the two are joined
2007-06-06  rosa           takes the two apart again: it was her sister's name
            then the figure persons_joined is 0
            then rosa does not see C1's same_person.person
2007-06-06  rosa           takes the two apart again: once more
            then refused: the two are not joined
2007-06-07  rosa           answers whether the two are one, cannot tell: neither remembers
2007-06-07  rosa           joins the two: all the same
            then refused: nobody has answered that the two are the same
