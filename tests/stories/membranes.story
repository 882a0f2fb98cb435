# What came for help stays with help
pack norway-2006

2007-04-01  pro-centre     reports R1: a woman of 30, called Made-up Name, reached at a made-up number, Oslo, prostitution; seen: she told us who holds her; place: a made-up street
2007-04-02  rosa           accepts R1 as case C1
2007-04-02  rosa           opens house H1: 1 beds for women in Oslo
2007-04-02  rosa           holds a bed in H1 for C1
2007-04-03  C1             consents to oslo-police: identity, status, contact, whereabouts, health, story, care; for identification
# Even with her consent, in this first policy the police see neither care nor where she is.
2007-04-04  oslo-police    asks where C1 lives
            then refused: whereabouts
2007-04-04  oslo-police    asks how to reach C1
            then refused: contact
            then oslo-police sees C1's full_name: Made-up Name
            then oslo-police does not see C1's seen
# Immigration control finds nothing, the ministry finds no person, the coordinating unit sees codes without names.
2007-04-05  pu             asks for C1
            then refused: there is no case
2007-04-05  justice-ministry asks for C1
            then refused: there is no case
2007-04-05  kom            asks who C1 is
            then refused: identity
            then kom sees C1's phase: open
            then kom does not see C1's full_name
            then the readers of C1 name kom
            then the readers of C1 name oslo-police
