# A house of one bed, and what it cannot do
pack norway-2006

2007-02-01  rosa           reports R1: a woman of 24, Oslo, prostitution; seen: a debt
2007-02-01  rosa           accepts R1 as case C1
2007-02-01  rosa           reports R2: a woman of 31, Oslo, forced labour; seen: works without pay
2007-02-01  rosa           accepts R2 as case C2
2007-02-01  rosa           opens house H1: 1 beds for women in Oslo
2007-02-01  rosa           opens house H2: 2 beds for women in western
2007-02-01  rosa           records the first night of C1 in H1
            then refused: bed-held
2007-02-01  rosa           holds a bed in H1 for C1
2007-02-01  rosa           holds a bed in H2 for C1
            then refused: bed-one-each
2007-02-01  rosa           holds a bed in H1 for C2
            then refused: house-full
2007-02-01  rosa           records the first night of C1 in H1
2007-02-02  rosa           records the first night of C1 in H1
            then refused: bed-used
2007-02-02  rosa           closes C1: she goes her own way
            then refused: case-has-bed
2007-02-02  rosa           frees the bed of C1 in H1
2007-02-02  rosa           closes C1: she goes her own way
2007-02-02  rosa           holds a bed in H1 for C2
# A house for others than the person is said, and refuses nobody.
2007-02-03  rosa           reports R3: a man of 30, Oslo, forced labour; seen: works without pay
2007-02-03  rosa           accepts R3 as case C3 for men
2007-02-03  rosa           holds a bed in H2 for C3
            then the answer says the house is for women, and the person is a man
