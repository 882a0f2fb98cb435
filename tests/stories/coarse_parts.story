# Courses by module, personnel by rank, contacts by city, cases by industry: as coarse as the figures are, and no coarser
pack norway-2006

2007-02-01  kom            does plan-course with {"measure": "m31", "title": "A course", "profession": "health", "region": "oslo", "places": 20, "module": "child-victims"}
            then the plan's figure trained-general is 0
2007-02-02  kom            does plan-course with {"measure": "m31", "title": "A course", "profession": "health", "region": "oslo", "places": 20, "module": "of-somebody"}
            then refused: module
2007-02-03  defence-ministry  does record-deployment with {"measure": "m02", "mission": "A mission", "kind": "military", "unit": "A unit", "deployed": 40, "trained": 30, "rank": "officer"}
            then the plan's figure deployed-people is 40
2007-02-04  defence-ministry  does record-deployment with {"measure": "m02", "mission": "A mission", "kind": "military", "unit": "A unit", "deployed": 10, "trained": 5}
            then the plan's figure deployed-people is 50
2007-02-05  pro-centre     does log-contact with {"region": "western", "city": "bergen", "arena": "outdoors", "women": 3, "men": 0, "information": [], "referred_to": "rosa"}
2007-02-06  pro-centre     does log-contact with {"region": "western", "arena": "outdoors", "women": 2, "men": 0, "information": []}
            then the plan's figure contacts-referred is 1
            then the plan's figure contacts-logged is 2
2007-02-07  pro-centre     does log-contact with {"region": "western", "city": "a street", "arena": "outdoors", "women": 2, "men": 0, "information": []}
            then refused: city
