# How personnel on a mission behaved is counted, and nobody is named
pack norway-2006

2008-02-04  defence-ministry  records conduct case B1 for measure 2 on Made-up Mission, military personnel, purchase of sexual services, sent home
            then the plan's figure conduct-cases is 1
            then the work B1 says Made-up Mission
            then measure 2 is under-way
2008-02-05  health-ministry  records conduct case B2 for measure 2 on Made-up Mission, civilian personnel, human trafficking, nothing was found
            then refused: measure-owner
2008-02-05  defence-ministry  records conduct case B2 for measure 2 on Mission of someone@example.org, civilian personnel, human trafficking, nothing was found
            then refused: still identifies somebody
            then the plan's figure conduct-cases is 1
