# Ten women with one telephone and 1 January: a link between them, not evidence that they are one
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman P1 of 22, called Blessing Osagie, born 1985-01-01, from NG, reached at 99887766, a woman P2 of 22, called Joy Igbinedion, born 1985-01-01, from NG, reached at 99887766, a woman P3 of 22, called Mercy Omoruyi, born 1985-01-01, from NG, reached at 99887766, a woman P4 of 22, called Faith Ehigie, born 1985-01-01, from NG, reached at 99887766, a woman P5 of 22, called Gift Aigbe, born 1985-01-01, from NG, reached at 99887766, Oslo, prostitution
2007-03-02  pro-centre     reports R2: a woman P6 of 22, born 1985-01-01, from NG, reached at 99887766, a woman P7 of 22, born 1985-01-01, from NG, reached at 99887766, a woman P8 of 22, born 1985-01-01, from NG, reached at 99887766, a woman P9 of 22, born 1985-01-01, from NG, reached at 99887766, a woman P10 of 22, called Blessing Osagi, born 1985-01-01, from NG, reached at 99887766, Oslo, prostitution
2007-03-03  rosa           asks who P2 may be
            then the answer does not say the same
2007-03-03  rosa           asks who P6 may be
            then the answer does not name P7
            then the answer does not name P8
2007-03-03  pro-centre     asks whether P2 is known already
2007-03-03  pro-centre     asks whether P6 is known already
2007-03-03  pro-centre     asks what there is to judge
            then the answer does not say waiting
# The one who was written down twice is found all the same, by her name; the telephone is said to be a link.
2007-03-04  rosa           asks who P10 may be
            then the answer names P1
            then the answer does not name P2
            then the answer says several use it: a link, not evidence
2007-03-04  pro-centre     asks whether P10 is known already
2007-03-05  pro-centre     asks what there is to judge
            then the answer says waiting
2007-03-05  pro-centre     answers whether the two are one, not the same: they stood side by side
