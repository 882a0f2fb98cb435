# Arrested for selling drugs, and a presumed victim: neither takes anything from the other
pack norway-2006

2008-03-10  oslo-police    reports R1: a man of 19, called Made-up Suspect, Oslo, theft and drug dealing; seen: sells for others, owes them, will not say who
            then the answer says call:
2008-03-10  rosa           accepts R1 as case C1
2008-03-11  oslo-police    presumes C1 a victim
            then refused: no case
2008-03-11  C1             consents to oslo-police: identity, status; for identification
2008-03-11  oslo-police    presumes C1 a victim
            then rosa sees C1's presumed: yes
2008-03-11  rosa           orders psychosocial for C1 from clinic
            then oslo-police does not see C1's service
            then oslo-police does not see C1's seen
2008-03-12  oslo-police    begins an investigation for C1
            then rosa sees C1's investigation: yes
2008-03-12  C1             consents to udi: identity, status; for residence
2008-03-13  udi            grants C1 a reflection period
            then C1's reflection period is running
