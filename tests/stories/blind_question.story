# A question to another register goes out without a name, as often as the pack lets it
pack norway-2006

2007-03-01  pro-centre     reports R1: a woman P1 of 23, called Tatjana Sokolova, born 1983-05-17, from RU, Oslo, prostitution
2007-03-02  pro-centre     asks another country's Soria, without a name, whether it knows P1
            then the answer says No answer comes back here
2007-03-02  pro-centre     asks what was asked without a name
            then the answer says waiting
            then the answer says other-country
            then the answer does not name P1
            then the answer does not say Sokolova
# Another agency's questions are its own; the neutral reviewer sees who asks, and for what.
2007-03-02  rosa           asks what was asked without a name
            then the answer does not say waiting
2007-03-02  kom            asks what was asked without a name
            then the answer says pro-centre
            then the answer does not name P1
2007-03-03  pro-centre     asks another country's Soria, without a name, whether it knows P1
2007-03-04  pro-centre     asks another country's Soria, without a name, whether it knows P1
2007-03-05  pro-centre     asks another country's Soria, without a name, whether it knows P1
2007-03-06  pro-centre     asks another country's Soria, without a name, whether it knows P1
2007-03-07  pro-centre     asks another country's Soria, without a name, whether it knows P1
            then refused: as often as the pack lets it
2007-04-01  pro-centre     asks another country's Soria, without a name, whether it knows P1
            then the answer says No answer comes back here
2007-04-01  udi            asks another country's Soria, without a name, whether it knows P1
            then refused: there is no person
