# The law of another country beside ours, and how far what is proposed has come
pack norway-2006

2007-03-01  justice-ministry  compares Purchase of sexual services of SE as L1 for measure 19, compared, and says it is considered: The same here
            then the plan's figure proposals-by-status is 1
            then the work L1 says compared
            then the work L1 says under-review
2007-03-02  justice-ministry  compares Exploitation in begging of DK as L2 for measure 19, compared, and says it is considered: Wider words
2007-03-02  justice-ministry  compares Somebody of QQ as L3 for measure 19, compared, and says it is considered: Wider words
            then refused: no country
2007-03-02  health-ministry  compares Exploitation in begging of DK as L3 for measure 19, compared, and says it is considered: Wider words
            then refused: measure-owner
2007-06-01  justice-ministry  takes the proposal of L1 to change proposed: The working group proposes it
            then the work L1 says proposed
            then the plan's figure proposals-by-status is 2
2007-06-01  justice-ministry  takes the proposal of L1 to change proposed: The working group proposes it
            then refused: proposal-status
2007-06-02  justice-ministry  takes the proposal of L2 to not pursued: Our own words reach as far
            then the work L2 says not-pursued
2007-06-03  kom            commissions review S1 on measure 19 from Made-up Institute, by 2008-12-01: The neighbours
2007-06-04  justice-ministry  takes the proposal of S1 to change proposed: The working group proposes it
            then refused: law-compared
2007-06-05  justice-ministry  publishes L1 in Report 7: It has helped.
            then refused: study-commissioned
2009-06-01  justice-ministry  takes the proposal of L1 to law adopted: Adopted by the parliament
            then the plan's figure proposals-by-status is 2
