# She changes her mind: a consent holds until it is withdrawn, and no longer
pack norway-2006

2007-03-01  pro-centre     reports R1: an adult woman, called Made-up Name, from NG, Oslo, prostitution; seen: afraid of the man who waits outside
2007-03-02  rosa           accepts R1 as case C1
2007-03-02  rosa           presumes C1 a victim
            then udi cannot find C1
            then oslo-police cannot find C1
# One agency, one purpose, the classes she names: nobody else, nothing else.
2007-03-05  C1             consents to udi: identity, status; for residence
            then udi sees C1's full_name: Made-up Name
            then udi does not see C1's contact
            then oslo-police cannot find C1
2007-03-20  C1             withdraws the consent to udi for residence
            then udi cannot find C1
            then as of 2007-03-10 rosa sees C1's purpose: residence
2007-03-21  udi            asks who C1 is
            then refused: there is no case
# Withdrawing what was never given is no harm, and is said.
2007-03-21  C1             withdraws the consent to oslo-police for identification
            then refused: no such consent
2007-03-22  (rosa's own view has not changed)
            then rosa sees C1's full_name: Made-up Name
