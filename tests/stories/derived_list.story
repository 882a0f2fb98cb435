# The outreach team derives a list of its own, and revises it
pack norway-2006

2007-02-01  pro-centre   derives list S1 from the list for prostitution: sex-01, sex-02, sex-09
2007-02-02  pro-centre   reports R1: a woman, Oslo, prostitution; seen: a debt
2007-02-02  pro-centre   screens R1 with list S1: sex-02
            then the answer says 1 of 3 indicators
            then the answer says A list never decides
2007-02-02  pro-centre   screens R1 with list S1: sex-03
            then refused: does not stand in edition 1
# What the agency left out still stands in the common list.
2007-02-02  pro-centre   screens R1 with the list for prostitution: sex-03
# It is the outreach team's: nobody else finds it.
2007-02-03  rosa         revises list S1: sex-01
            then refused: there is no list
2007-02-03  pro-centre   revises list S1: sex-01, sex-02, sex-09
            then refused: edition 1 has these indicators already
2007-02-03  pro-centre   does revise-list with {"list": "S1", "indicators": ["sex-01", "gen-control-02"]}
            then refused: does not stand in the list prostitution
2007-02-04  pro-centre   revises list S1: sex-01, sex-02, sex-03
            then the answer says edition 2
2007-02-05  pro-centre   screens R1 with list S1: sex-03
            then the answer says 1 of 3 indicators
2007-02-05  pro-centre   screens R1 with list S1: sex-09
            then refused: does not stand in edition 2
