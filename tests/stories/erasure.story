# An erasure is refused by a rule of retention, then done by two officers
pack norway-2006

2007-01-10  rosa           reports R1: a woman P1 of 35, called Made-up Name, also called Made-up Alias, passport AB 123456 of NG, Oslo, prostitution; seen: asked for help once
2007-01-10  rosa           accepts R1 as case C1
2007-01-11  rosa           searches for Made-up Alias
            then the answer names P1
2007-01-11  officer        asks to erase P1
            then refused: open case
2007-01-20  rosa           closes C1: she moved on
2007-01-21  officer        asks to erase P1
            then refused: keep-care
            then refused: 2007-01-20 + P5Y = 2012-01-20
# The day that is told is the one on which the last rule lets go.
            then refused: from 2017-01-20 on
# Ten years later no rule keeps anything; one officer is not enough.
2017-01-20  officer        asks to erase P1
2017-01-20  officer-2      asks to erase P1
            then refused: erasure-asked
2017-01-20  officer        confirms that P1 is erased
            then refused: a second officer
2017-01-21  officer-2      confirms that P1 is erased
            then the answer says complete 2017-02-20
            then rosa does not see C1's full_name
            then rosa does not see C1's other_names
            then rosa does not see C1's documents
2017-01-21  rosa           searches for Made-up Alias
            then the answer does not name P1
            then the figure persons is 1
2017-01-22  officer        asks to erase P1
            then refused: erased
# Nobody is left whom the law could judge by: the case stays as a number, and nothing more is recorded on it.
2017-01-23  rosa           records that C1 has broken away
            then refused: person-erased
2017-01-23  rosa           accepts R1 as case C2
            then refused: people-erased
