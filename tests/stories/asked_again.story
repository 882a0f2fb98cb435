# Two agencies find differently, and one is asked to look again
pack norway-2006

2008-06-01  pro-centre     reports R1: a woman of 22, Oslo, prostitution; seen: she does not decide over her money
2008-06-01  rosa           accepts R1 as case C1
2008-06-02  rosa           asks oslo-police to look again at its finding on C1: nobody asked about the debt
            then refused: no finding
2008-06-02  rosa           presumes C1 a victim
2008-06-02  C1             consents to oslo-police: identity, status; for identification
2008-06-03  oslo-police    does not find C1 a victim
            then rosa sees C1's finding: not-found
2008-06-03  rosa           orders interpreting for C1 from provider-oslo
2008-06-04  rosa           asks oslo-police to look again at its finding on C1: nobody asked about the debt
            then C1's a finding looked at again is due 2008-06-18
            then rosa sees C1's reviews.state: asked
# It is on the desk and the case of the agency that was asked; what that agency did not find is no verdict for the others.
            then oslo-police's desk shows C1: finding-review
            then oslo-police sees C1's reviews.state: asked
            then oslo-police does not see C1's reviews.why
            then rosa's desk does not show C1: finding-review
            then oslo-police sees C1's finding: not-found
2008-06-05  C1             consents to udi: status; for residence
2008-06-05  udi            asks for C1
            then the answer says finding presumed
            then the answer does not say not-found
2008-06-05  rosa           adds pro-centre to the team of C1
2008-06-05  pro-centre     presumes C1 a victim
            then C1's a finding looked at again is due 2008-06-18
            then pro-centre sees C1's finding: presumed
2008-06-06  rosa           asks oslo-police to look again at its finding on C1: once more
            then refused: asked already
2008-06-10  provider       delivers interpreting to C1
2008-06-12  oslo-police    presumes C1 a victim
            then C1's a finding looked at again is done
            then rosa sees C1's reviews.state: answered
# Two are asked: the second owes its answer when the first has given one.
2008-06-20  rosa           asks oslo-police to look again at its finding on C1: she has told more
            then C1's a finding looked at again is due 2008-07-04
2008-06-21  rosa           asks pro-centre to look again at its finding on C1: the debt was another's
            then pro-centre's desk does not show C1: finding-review
2008-06-25  oslo-police    presumes C1 a victim
            then C1's a finding looked at again is due 2008-07-09
            then pro-centre's desk shows C1: finding-review
            then oslo-police's desk does not show C1: finding-review
2008-07-01  pro-centre     presumes C1 a victim
            then C1's a finding looked at again is done
