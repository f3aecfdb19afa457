"""Bare names, such as titles of epics: a thing is named, and nothing is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.ends import is_many
from outtrack.wording.things import Thing, phrase

if TYPE_CHECKING:
    from outtrack.wording.evidence import Reading
    from outtrack.wording.sentence import Sentence

_EVERY: Final = frozenset(("every", "each", "per"))
_CLAUSES: Final = frozenset(("when", "if", "because", "while", "until"))
_TO_IT: Final = frozenset(("based", "aimed", "powered"))
"""Participles that go on with a name: `a stack based on`."""
_ABSTRACT: Final = ("ity", "ness", "ence", "ance", "ship", "ism", "tion", "sion", "ment", "dom", "hood", "cy")


def is_bare(reading: Reading) -> bool:
    """Return whether nothing is said of a thing that is named: no verb, no clause, no number that measures it."""
    kinds, texts, found = reading.sentence.kinds, reading.sentence.texts, reading.measures
    is_sentence = any(
        kind & (m.BE | m.MODAL | m.RELATIVE)
        or (kind & m.BEHAVES and kind & m.PAST and not _is_adjective(kinds, at) and texts[at] not in _TO_IT)
        for at, kind in enumerate(kinds)
    )
    is_timed = reading.sentence.marks & m.SPAN and not _EVERY.intersection(texts)
    return not (is_sentence or is_timed or found.limit or found.moved or found.size or _CLAUSES.intersection(texts))


def _is_adjective(kinds: list[int], at: int) -> bool:
    """Return whether a participle stands where no verb does: `shared calendars`, `mails for abandoned carts`."""
    is_first = not at and not kinds[at] & m.BASE
    return is_first or bool(at and kinds[at - 1] & (m.PREPOSITION | m.DETERMINER))


def judge_name(reading: Reading, at: int) -> None:
    """Add what the form says of a statement in which no list knows anything: an order, or a bare name."""
    sentence = reading.sentence
    kinds = sentence.kinds
    after = kinds[at + 1] if at + 1 < sentence.size else 0
    if (
        kinds[at] == 0
        and after & (m.DETERMINER | m.POSSESSIVE | m.COUNT | m.QUANTIFIER)
        and not sentence.texts[at].endswith("s")
    ):
        reading.say("P1", 1, at)
        return
    thing = phrase(sentence, at)
    end = thing.end if thing.end > thing.first else sentence.size  # `Christmas party` begins with a date
    is_name = thing.end - thing.first > 1 or thing.end < sentence.size
    if not is_bare(reading) or reading.measures.rate or _may_be_sentence(sentence, thing):
        return
    is_many_people = thing.kind & m.PEOPLE and is_many(sentence, thing.head)
    is_abstract = thing.kind & m.VALUE or is_many_people or sentence.texts[end - 1].endswith(_ABSTRACT)
    if is_name and not is_abstract:
        reading.say("P4", 1, thing.first, end)


def _may_be_sentence(sentence: Sentence, thing: Thing) -> bool:
    """Return whether a plural stands before the last word of a phrase: that word may be its verb, `toys vanish`."""
    last = thing.end - 1
    if sentence.kinds[last] & m.NOUN or is_many(sentence, last):
        return False
    return any(is_many(sentence, at) for at in range(thing.first, last))
