# An inspection counts whom it met and reported, and names nobody
pack norway-2006

2008-05-06  labour-inspection  inspects construction in Oslo as I1 for measure 26, 30 workers met, 6 of them reported, 1 employers reported: Three building sites
            then the plan's figure inspections is 1
            then the plan's figure inspected-workers is 30
            then the plan's figure inspected-workers-reported is 6
            then the plan's figure inspected-employers-reported is 1
            then the work I1 says Three building sites
            then measure 26 is under-way
2008-05-07  labour-inspection  inspects construction in western Norway as I2 for measure 26, 0 workers met, 0 of them reported, 0 employers reported: A yard where nobody was
            then the plan's figure inspections is 2
2008-05-08  labour-inspection  inspects construction in Oslo as I3 for measure 26, 3 workers met, 4 of them reported, 0 employers reported: One building site
            then refused: more than there are
2008-05-08  oslo-police    inspects construction in Oslo as I3 for measure 26, 3 workers met, 0 of them reported, 0 employers reported: One building site
            then refused: may not do that
            then the plan's figure inspections is 2
