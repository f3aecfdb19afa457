"""What a word may be, a bit each: several are set where a word is several things."""

from __future__ import annotations

from typing import Final

# verbs, by what they begin
DELIVERY, OPEN, CHANGE, DOWN, WEAK, ENABLING, BEHAVES, PROCESSED, ATTENDS = (1 << place for place in range(9))
# forms of verbs
BASE, THIRD, PAST, ING = (1 << place for place in range(9, 13))
# nouns
DELIVERABLE, EVENT, METRIC, QUALITY, PEOPLE, PLURAL = (1 << place for place in range(13, 19))
# other words with a meaning
COMPARATIVE, STATE, VANITY, QUALIFIER, JARGON = (1 << place for place in range(19, 24))
# the small words of the grammar
DETERMINER, PREPOSITION, JOINING, BE, MODAL, PRONOUN, QUANTIFIER, ADVERB, RELATIVE, UNIT = (
    1 << place for place in range(24, 34)
)
# numbers, days and signs
COUNT, NUMERAL, PERCENT, MONEY, SPAN, TIMES, OUT_OF, FRACTION, DATE, ARROW, COMPARE, HASH, STOP, POSSESSIVE = (
    1 << place for place in range(34, 48)
)

VERB: Final = DELIVERY | OPEN | CHANGE | WEAK
ANY_VERB: Final = VERB | ENABLING | BEHAVES | ATTENDS | PROCESSED
FINITE: Final = BASE | THIRD | PAST
VALUE: Final = METRIC | QUALITY
NOUN: Final = DELIVERABLE | VALUE | PEOPLE
NUMBER: Final = COUNT | PERCENT | MONEY | SPAN | TIMES | OUT_OF
MEASURED: Final = PERCENT | MONEY | SPAN | TIMES | OUT_OF
"""Numbers that are no mere count of things."""
BEFORE_NOUN: Final = DETERMINER | QUANTIFIER | ADVERB | COMPARE | HASH | FRACTION | NUMBER
BREAK: Final = PREPOSITION | JOINING | BE | MODAL | RELATIVE | PRONOUN | ARROW | COMPARE | STOP | DATE | HASH
"""What no noun phrase goes across."""
GRAMMAR: Final = DETERMINER | PREPOSITION | JOINING | BE | MODAL | PRONOUN | QUANTIFIER | ADVERB | RELATIVE
LISTED: Final = ANY_VERB | NOUN | COMPARATIVE | STATE | UNIT | FRACTION | DATE
