# What was learnt, without whom it was learnt from
pack norway-2006

2008-03-01  barnevern      writes lesson E1 for measure 12 on trust in Oslo, The same adult: A girl of 16 years met someone new on 2008-02-12 and would not speak.
            then refused: an exact age
2008-03-01  barnevern      writes lesson E2 for measure 12 on trust in Oslo, The same adult: Mercy Okafor would not speak to someone new.
            then refused: a name?
2008-03-01  barnevern      writes lesson E3 for measure 12 on trust in Oslo, The same adult: A child who meets the same adult each time speaks sooner.
            then the plan's figure lessons-minors is 1
            then measure 12 is under-way
2008-03-02  children-ministry  plans course T1 for measure 13: Child victims, for child welfare in western Norway, 20 places
2008-03-03  barnevern      enrols 15 of child welfare from western Norway in T1
2008-03-10  children-ministry  certifies 12 of child welfare from western Norway in T1: 60 of 120 right before, 102 of 120 after
            then the plan's figure trained-minors is 12
            then the plan's figure right-before-minors is 50
            then the plan's figure right-after-minors is 85
2008-03-11  children-ministry  certifies 9 of child welfare from western Norway in T1: 0 of 0 right before, 0 of 0 after
            then refused: more have completed
2008-03-11  barnevern      enrols 6 of child welfare from western Norway in T1
            then refused: course-places
2008-03-11  children-ministry  certifies 4 of child welfare from western Norway in T1: 0 of 0 right before, 0 of 0 after
            then refused: course-enrolled
2008-03-12  defence-ministry  records deployment D1 for measure 2: 80 of military in Made-up Unit to Made-up Mission, 60 trained
            then the plan's figure deployed-trained is 75
2008-03-13  rosa           surveys interpreting as S1 for measure 9, Interpreters: 20 asked, 4 answered, 3 satisfied
            then refused: so few have answered
2008-03-13  rosa           surveys interpreting as S2 for measure 9, Interpreters: 20 asked, 16 answered, 12 satisfied
            then the plan's figure service-satisfied is 75
2008-03-14  kom            issues brochure G1 for measure 29 to everybody in nb, edition 1: How victims are identified
2008-03-15  kom            gives G1 to 12 at rosa
            then the answer says 1
2008-03-16  kom            revises G1 to edition 2: A new telephone number
2008-03-16  kom            revises G1 to edition 1: The old number again
            then refused: guidance-edition
2008-03-16  kom            gives G1 to 3 at rosa, edition 1
            then the answer says There is a newer edition: 2
2008-03-16  kom            gives G1 to 3 at rosa, edition 7
            then refused: is no edition of this guidance
            then the plan's figure guidance-given is 15
            then the work G1 says edition
2008-03-17  kom            registers organisation O1 for measure 8: users, Made-up Organisation
2008-03-18  kom            supports O1 with 50000 kroner: A year's work
            then the plan's figure organisations-nok is 50000
2008-03-18  kom            founds forum F1 for measure 30: Users and services, national in Oslo, with rosa, pro-centre
2008-03-18  kom            gives O1 a seat in F1
            then the work F1 says Made-up Organisation
            then the work F1 says founded
2008-03-18  kom            gives O1 a seat in F1
            then refused: seat-given
