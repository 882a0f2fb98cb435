# Nobody travels home while an answer is awaited, wished or not
pack norway-2006

2007-05-02  rosa           reports R1: a woman of 28, Oslo, prostitution; seen: a debt that grows
2007-05-02  rosa           accepts R1 as case C1
2007-05-02  rosa           presumes C1 a victim
2007-05-03  rosa           does record-application with {"case": "C1", "application": "asylum"}
2007-05-20  rosa           plans a obliged return of C1 to NG
2007-05-21  rosa           finds the risk of the return of C1 acceptable: a shelter there has said yes
2007-05-22  rosa           records that C1 has travelled home
            then refused: return-nothing-pending
            then refused: asylum
2007-06-01  rosa           does record-application-decided with {"case": "C1", "application": "asylum", "granted": false}
2007-06-02  rosa           does record-application with {"case": "C1", "application": "appeal"}
2007-06-03  rosa           records that C1 has travelled home
            then refused: appeal
2007-07-01  rosa           does record-application-decided with {"case": "C1", "application": "appeal", "granted": false}
2007-07-02  rosa           records that C1 has travelled home
            then rosa sees C1's phase: returned
