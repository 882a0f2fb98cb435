# Who asked for a bed and got none is counted, and nobody is named
pack norway-2006

2008-11-03  rosa           turns away one of women in Oslo: no free bed
2008-11-03  pro-centre     turns away one of men in western Norway: not the right place for the person
2008-11-04  barnevern      turns away one of children in Oslo: asked for another place; it happened 2008-10-31
            then the plan's figure turned-away is 3
2008-11-05  oslo-police    turns away one of women in Oslo: no free bed
            then refused: may not do that
            then the plan's figure turned-away is 3
