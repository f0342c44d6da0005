"""How far the rules look from a number, in characters: every distance with its reason.

A look mostly ends before, at the mark that ends the clause, the sentence or the line. The distance holds
where marks are missing (a scan, a table without its lines), so that nothing far off governs a number and a
rule takes no longer on such a text. Of the clauses of the annotated reports 99.99 % have no more than 60
characters; of the stretches up to a full stop or a semicolon 90 % have no more than 60, 99 % 120 and 99.9 %
160.

Words that must stand directly at a number have their few characters beside their rule.
"""

from __future__ import annotations

from typing import Final

# As far as a clause, a list or a sentence goes.
CLAUSE: Final = 60
"""The clause of a number, or of words."""
LIST: Final = 60
"""The nouns that a number, or a row of them, belongs to begin within so many characters before it."""
DENIAL: Final = 60
"""So far before what is denied its sentence says of what case, or of whom, or with what exception."""
KIND: Final = 60
"""So far before a number its sentence names the kind of licence that it tells of."""
AIM: Final = 120
"""An aim (力争…) or a condition (若…) governs its sentence."""
PAST: Final = 120
"""… and so does the year before (去年…)."""
WORDS: Final = 160
"""The words of a phrase stand so near their number (as `window` in ``catalog/lexicon/linking.yaml``)."""
WHOSE: Final = 160
"""At the head of its sentence it is said whose a figure is, or of which bodies it is told."""
ABOUT: Final = 160
"""… or that the sentence is about something else, and behind a number that others counted it."""
DATED: Final = 120
"""So far before a campaign its sentence tells the days that it took."""
TURN: Final = 240
"""So far before a number its sentence has turned to another subject than the one that a time was said of."""
COURSE: Final = 300
"""What a course is about is said in its sentence, which a list of courses makes long, or the one before."""
SENTENCE: Final = 400
"""A sentence with all that it enumerates: no boundary is looked for further off."""
PART: Final = 400
"""A part is told so near behind its whole, where two values of one figure are no contradiction."""
RECKONED: Final = 400
"""The figures of a sum or of a share are told within so many characters; others fit by chance."""
TOPIC: Final = 400
"""Words without a number hold for what their point told of so near before them."""
DISCLOSURE: Final = 400
"""So far before a number its paragraph has told of disclosure."""
PARAGRAPH: Final = 600
"""What the sentences of a paragraph were told to be about or of when, up to a number."""
RESTATED: Final = 600
"""Behind 更正前： what is replaced goes on to 更正后：, and no further than this."""

# Near a number, or the words that it is told with.
ITS_NUMBER: Final = 2
"""No more than a copula and a blank stand between an aim and the number that is all of it (目标为60%，…)."""
PARTED_VERB: Final = 4
"""A verb that speech takes apart stands so near before its count, with what completes it (立了21件案)."""
RATE_IN_WORDS: Final = 4
"""So many characters stand between the words that begin the name of a rate and its number."""
BROKEN_NUMBER: Final = 8
"""The first half of a number that a line break parts."""
SHORT_VERB: Final = 12
"""A verb that stands for a longer one before its count (其中调52件)."""
PAPER_TIME: Final = 18
"""So near before its name stands when an earlier paper was given (11月份报县政府的)."""
TOLD_TO_HOLD: Final = 12
"""So near before a value it is said that it is the one that holds (实际, 共)."""
CARRIED: Final = 18
"""What was carried over is said of a number so near before 的 (上年结转的2件)."""
DRAWN: Final = 24
"""So near before a number it is said that so many were drawn by lot."""
GROUP: Final = 24
"""Behind the number of a group so near the number of its members is told (124个县区中有101个)."""
BODY: Final = 32
"""The name of a body that is the subject of a clause ends within so many characters."""
OTHERS: Final = 48
"""So near before it in its paragraph another body is the one that did it (移送公安2起。立1起)."""
YEARS: Final = 400
"""A list of years and the rows whose numbers have them."""
