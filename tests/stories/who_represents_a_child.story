# Who represents a child: an agency of that kind, and it opens nothing to itself
pack norway-2006

2007-03-01  reception      reports R1: a boy of 15, called Made-up Boy, Oslo, begging; seen: hands over what he is given
2007-03-01  barnevern      accepts R1 as case C1
2007-03-02  barnevern      appoints oslo-police to represent C1, independent of every suspect: Made-up Officer
            then refused: do not represent children
            then refused: article 10(4)
            then oslo-police cannot find C1
2007-03-02  barnevern      appoints rosa to represent C1, independent of every suspect: Made-up Worker
            then refused: representative-kind
2007-03-02  barnevern      appoints guardians-oslo to represent C1, independent of every suspect: Made-up Representative
            then C1's a representative for the child is done
2007-03-03  guardian       does give-consent with {"case": "C1", "to": "guardians-oslo", "purpose": "child-protection", "classes": ["story"], "language": "ro", "words": "made up"}
            then refused: to their own agency
            then guardian does not see C1's seen
# To another agency the representative may, for the child.
2007-03-03  guardian       does give-consent with {"case": "C1", "to": "udi", "purpose": "residence", "classes": ["status"], "language": "ro", "words": "made up"}
            then udi finds C1
