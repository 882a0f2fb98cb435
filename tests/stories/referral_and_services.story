# A referral carries what the offer names, and nothing else
pack norway-2006

2007-06-01  pro-centre     reports R1: a woman of 29, called Made-up Name, reached at a made-up number, Oslo, prostitution; seen: pain that nobody has looked at
2007-06-01  rosa           accepts R1 as case C1
            then clinic cannot find C1
2007-06-02  rosa           offers C1 to clinic for health-care, with identity, health
            then clinic's desk shows C1: health-care
            then clinic sees C1's full_name: Made-up Name
            then clinic does not see C1's contact
            then clinic does not see C1's seen
2007-06-04  clinic         accepts the referral of C1
            then clinic's desk does not show C1: health-care
            then rosa sees C1's state: accepted
# A provider sees its own order, of the case nothing more.
2007-06-05  rosa           orders interpreting for C1 from provider-oslo: twice a week
            then provider sees C1's need: twice a week
            then provider does not see C1's full_name
            then provider does not see C1's phase
            then provider's desk shows C1: interpreting
2007-06-20  provider       delivers interpreting to C1: eight hours
            then rosa sees C1's note: eight hours
2007-06-21  provider       delivers interpreting to C1
            then refused: delivered already
2007-06-22  rosa           orders health-care for C1 from provider-oslo
            then refused: do not deliver
2007-06-23  rosa           offers C1 to iom for return-assistance
2007-06-24  iom            declines the referral of C1: full
            then rosa sees C1's reason: full
            then iom cannot find C1
