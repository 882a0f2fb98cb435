# A girl turns 18: her representative's access ends that day, her bed does not
pack norway-2006

2008-01-07  reception      reports R1: a girl of 17, called Made-up Girl, born 1990-05-04, the rest of eastern Norway, prostitution; seen: fetched by a man in the evening
2008-01-07  reception      reports a concern about R1 to barnevern: fetched by a man
2008-01-07  barnevern      accepts R1 as case C1
2008-01-07  barnevern      opens house H1: 3 beds for children in Oslo
2008-01-07  barnevern      holds a bed in H1 for C1
2008-01-08  barnevern      records the first night of C1 in H1
2008-01-09  barnevern      tells C1 their rights in ro, in writing
2008-01-10  barnevern      appoints guardians-oslo to represent C1, independent of every suspect: Made-up Representative
            then guardian sees C1's full_name: Made-up Girl
2008-02-03  (ninety-one days before)
            then barnevern's desk does not show C1: 2008-05-04
2008-02-04  (ninety days before)
            then barnevern's desk shows C1: 2008-05-04
            then guardian's desk shows C1: 2008-05-04
            then oslo-police's desk does not show C1
            then kom's desk does not show C1
2008-05-03  (the day before)
            then barnevern sees C1's maybe_child: yes
            then guardian sees C1's full_name: Made-up Girl
2008-05-04  (her birthday)
            then guardian cannot find C1
            then barnevern sees C1's maybe_child: no
            then the figure beds.used is 1
            then barnevern sees C1's full_name: Made-up Girl
2008-05-05  barnevern      tells C1 their rights in ro
            then refused: not a child
# Now she decides for herself: whoever asks her writes it down.
2008-05-05  C1             consents to udi: identity, status; for residence
            then udi sees C1's full_name: Made-up Girl
