# What is recorded twice is told so, and stands once
pack norway-2006

2007-02-01  rosa           reports R1: a woman P1, called Made-up Woman, Oslo, prostitution; seen: a debt
2007-02-01  rosa           accepts R1 as case C1 about P1
2007-02-01  rosa           accepts R1 as case C9 about P1
            then refused: case-open-already
2007-02-01  rosa           presumes C1 a victim

# The team.
2007-02-02  rosa           adds clinic to the team of C1
2007-02-02  rosa           adds clinic to the team of C1
            then refused: team-member-already
2007-02-02  rosa           takes rosa off the team of C1
            then refused: team-lead-stays

# A referral that waits, and an order that was declined.
2007-02-03  rosa           offers C1 to iom for psychosocial
2007-02-03  rosa           offers C1 to iom for psychosocial
            then refused: referral-open
2007-02-03  rosa           orders psychosocial for C1 from rosa
2007-02-04  rosa           declines the order of psychosocial for C1: full
2007-02-05  rosa           delivers psychosocial to C1
            then refused: order-declined

# Residence.
2007-02-05  C1             consents to udi: identity, status; for residence
2007-02-05  udi            withdraws the residence of C1: nothing was granted
            then refused: residence-running
2007-02-05  udi            grants C1 the permit temporary-residence-and-work-permit
            then refused: permit-is-reflection-period
2007-02-05  udi            grants C1 a reflection period
2007-02-06  rosa           does record-application with {"case": "C1", "application": "asylum"}
2007-02-06  rosa           does record-application with {"case": "C1", "application": "asylum"}
            then refused: application-pending
2007-02-07  rosa           records that C1 has broken away
2007-02-07  rosa           records that C1 has broken away
            then refused: broken-away
2007-02-08  C1             consents to oslo-police: status; for identification
2007-02-08  oslo-police    begins an investigation for C1
2007-02-08  oslo-police    begins an investigation for C1
            then refused: investigation-begun
# A year and no longer.
2007-02-09  udi            grants C1 the permit one-year-permit until 2008-02-11
            then refused: one-year-permit@measure 7
2007-02-09  udi            grants C1 the permit one-year-permit
            then C1's one-year permit ends 2008-02-09, by measure 7
2007-02-10  udi            withdraws the residence of C1: a mistake of the file
2007-02-11  udi            corrects the first day of C1's one-year-permit to 2007-02-08: the letter said so
            then refused: residence-withdrawn

# The complaint.
2007-02-12  rosa           takes the complaint of C1
2007-02-12  rosa           takes the complaint of C1
            then refused: complaint-made

# Doubt about an age.
2007-02-13  rosa           doubts the age of C1: no papers
2007-02-13  rosa           doubts the age of C1: no papers
            then refused: age-in-doubt
2007-02-14  C1             consents to clinic: identity; for assistance
            then refused: consent-of-a-child
