# One woman who goes by two names: by the other one, and by the number of her passport, she is found
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman P1 of 23, called Tatjana Sokolova, also called Masha Petrova, born 1983-05-17, from RU, passport AB 12-3456 of RU, Oslo, prostitution
2007-03-02  rosa           accepts R1 as case C1
            then rosa sees C1's other_names: Masha Petrova
            then rosa sees C1's documents: AB 12-3456
            then kom does not see C1's other_names
2007-03-02  rosa           searches for petrova
            then the answer names P1
# An agency that does not know of her meets her under the other name, half a birth date with it.
2007-06-01  labour-inspection reports R2: a woman P2 of 24, called Masha Petrova, born 1983, from RU, Oslo, forced labour
2007-06-02  rosa           asks who P2 may be
            then the answer names P1
            then the answer says given name, by another name: the same
            then the answer says surname, by another name: the same
2007-06-02  labour-inspection asks who P2 may be
            then the answer does not name P1
            then the answer does not say Sokolova
# A third desk has no name that is hers, and the passport; its number is written with a dash and another space.
2007-06-03  pro-centre     reports R3: a woman P3 of 24, called Olga Maria Ivanova, born 1983-05-17, from RU, passport ab-123 456, Oslo, prostitution
2007-06-03  rosa           asks who P3 may be
            then the answer names P1
            then the answer says number of a document: the same
2007-06-04  labour-inspection asks whether P2 is known already
2007-06-04  rosa           asks what there is to judge
            then the answer says waiting
2007-06-04  rosa           answers whether the two are one, the same person: the same birthmark
2007-06-04  rosa           joins the two: she says so herself
            then rosa sees C1's same_person: person
# What is learnt later counts from then on; what was hers stays when the two are taken apart.
2007-06-05  rosa           takes the two apart again: it was her sister
            then rosa sees C1's other_names: Masha Petrova
2007-06-05  rosa           learns of C1: also called Rita, identity card 77 001 002 of RU, not theirs Masha Petrova
            then rosa sees C1's other_names: Rita
            then rosa sees C1's documents: 77 001 002
            then rosa sees C1's documents: AB 12-3456
2007-06-05  rosa           searches for petrova
            then the answer names P2
            then the answer does not name P1
2007-06-05  rosa           asks who P2 may be
            then the answer does not name P1
# A passport that three hold is a link between them, and says of nobody who they are.
2007-06-06  pro-centre     reports R4: a woman P4 of 30, called Joy Omoruyi, born 1977-02-01, from NG, passport AB 123456, Oslo, prostitution
2007-06-06  pro-centre     reports R5: a woman P5 of 21, called Faith Ehigie, born 1986-08-09, from NG, passport AB 123456, Oslo, prostitution
2007-06-06  rosa           asks who P3 may be
            then the answer does not name P1
            then the answer does not name P4
2007-06-06  rosa           learns of C1: not theirs ab 123-456
            then rosa sees C1's documents: 77 001 002
# Nothing is recorded twice, and nothing is taken away that is not there.
2007-06-06  rosa           learns of C1: also called Rita
            then refused: stands there already
2007-06-06  rosa           learns of C1: also called Tatjana Sokolova
            then refused: is the full name
2007-06-06  rosa           learns of C1: identity card 77001-002
            then refused: stands there already
2007-06-06  rosa           learns of C1: passport - -
            then refused: neither a letter nor a digit
2007-06-06  rosa           learns of C1: not theirs Masha Petrova
            then refused: is none of the other names
2007-06-06  rosa           learns of C1: also called A 1, also called A 2, also called A 3, also called A 4, also called A 5, also called A 6, also called A 7, also called A 8
            then refused: at most 8 other names
2007-06-06  rosa           learns of C1: passport 1, passport 2, passport 3, passport 4
            then refused: at most 4 documents
2007-06-06  rosa           does state-identity with {"case": "C1"}
            then refused: say another name
2007-06-06  labour-inspection learns of C1: also called Rosa
            then refused: there is no case
            then the readers of C1 name rosa
