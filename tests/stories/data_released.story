# Data go out to whoever studies them, and it stands who got them and how persons are protected
pack norway-2006

2008-09-01  kom            releases data D1 for measure 32 to Made-up University for a study of housing, numbers of groups only, by a decision of the ministry: Beds by year and region
            then the work D1 says Beds by year and region
            then the work D1 says Made-up University
            then the work D1 says a decision of the ministry
            then the plan's figure data-released is 1
            then measure 32 is under-way
2008-09-02  officer        releases data D2 for measure 32 to Made-up Institute for a study of returns, de-identified, by a decision of the ministry: Returns by country
            then the plan's figure data-released is 2
2008-09-03  kom            releases data D3 for measure 32 to Made-up Institute for a study, rounded numbers, by a decision: What somebody at someone@example.org said
            then refused: still identifies somebody
2008-09-03  rosa           releases data D3 for measure 32 to Made-up Institute for a study, rounded numbers, by a decision: Numbers of one house
            then refused: may not do that
            then the plan's figure data-released is 2
