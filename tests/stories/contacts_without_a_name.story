# A night in the street: nobody is asked for a name
pack norway-2006

2008-05-09  pro-centre     meets 3 women and 1 men outdoors in Oslo, information oral in ro
2008-05-09  pro-centre     meets 1 women and 0 men online in Oslo, information written in en, referred to rosa
2008-05-09  pro-centre     meets 0 women and 0 men indoors in Oslo
            then refused: say how many
2008-05-10  pro-centre     meets 2 women and 0 men indoors in Oslo, information oral in ro, with the agent Made-up Agent
            then refused: conflicts of interest
2008-05-10  pro-centre     meets 2 women and 0 men indoors in Oslo, information oral in ro, with the agent Made-up Agent; no conflict of interest
            then the figure contacts.all is 3
            then the figure contacts.women is 6
            then the figure contacts.men is 1
            then the figure contacts.referred is 1
            then the figure contacts_by_region.oslo is 3
            then the figure information.oral is 2
            then the figure information_by_language.ro is 2
