# An adult who refuses: nothing is shared, and the door stays open
pack norway-2006

2008-02-04  pro-centre     reports R1: a woman of 36, called Made-up Name, Oslo, prostitution; seen: somebody waits outside, she will not speak of it
2008-02-04  pro-centre     accepts R1 as case C1
            then oslo-police cannot find C1
            then udi cannot find C1
            then rosa cannot find C1
2008-02-05  pro-centre     offers C1 to rosa for safe-housing
            then rosa finds C1
            then rosa does not see C1's full_name
2008-02-05  pro-centre     withdraws the referral of C1 to rosa: she does not want it
            then rosa cannot find C1
2008-02-06  oslo-police    takes the complaint of C1
            then refused: no case
2008-02-06  pro-centre     closes C1: she does not want help now
2008-02-06  pro-centre     records that C1 needs health-care
            then refused: the case is closed
# She comes back, and begins anew.
2008-09-01  pro-centre     reports R2: a woman of 36, Oslo, prostitution; seen: she asks for a bed
2008-09-01  rosa           accepts R2 as case C2
2008-09-01  rosa           presumes C2 a victim
