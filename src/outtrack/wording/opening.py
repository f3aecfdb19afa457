"""How a statement opens: with a verb that says what is to be done, or with what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.ends import is_unlisted_verb, turns_to_verb
from outtrack.wording.things import phrase

if TYPE_CHECKING:
    from outtrack.wording.sentence import Sentence

_MORE_THAN_A_VERB: Final = m.PREPOSITION | m.STOP | m.BE | m.MODAL | m.JOINING | m.COMPARE | m.ARROW
_BEFORE_OBJECT: Final = m.DETERMINER | m.QUANTIFIER | m.POSSESSIVE | m.PRONOUN | m.NUMBER | m.FRACTION
_ALSO_NOUNS: Final = frozenset(
    ("open", "close", "pass", "cut", "win", "hit", "work", "repeat", "rework", "spend", "support")
)
"""Verbs that may be part of a noun, though no list of things holds them: `win rate`, `support questions`."""
_ALWAYS_VERBS: Final = frozenset(
    ("launch", "redesign", "relaunch", "revamp", "update", "upgrade", "pilot", "prototype", "set")
)
"""Things of the lists that are verbs wherever a statement begins with them."""
_PARTICLES: Final = frozenset(("back", "up", "out", "off", "down", "over", "in"))
_BOUNDS: Final = frozenset(("under", "below", "above", "over", "<", ">", "≤", "≥", "at most", "at least", "less than"))


def first_verb(sentence: Sentence, at: int) -> bool:
    """Return whether the word is a verb that says what is to be done, and no noun or adjective."""
    kind = sentence.kinds[at]
    if not kind & (m.VERB | m.ENABLING):
        return False
    if kind & m.COMPARATIVE:
        return bool(kind & m.BASE and at + 1 < sentence.size and sentence.kinds[at + 1] & (m.DETERMINER | m.POSSESSIVE))
    if not kind & (m.BASE | m.PAST | m.ING):
        return bool(kind & m.CHANGE) and not kind & m.NOUN
    if at + 1 == sentence.size:
        return not kind & m.NOUN
    after = sentence.kinds[at + 1]
    if kind & (m.ING | m.PAST) and not kind & m.BASE:
        is_noun = (
            kind & m.NOUN
            or _is_subject(sentence, at)
            or turns_to_verb(sentence, phrase(sentence, at).end)
            or (_is_compound(sentence, at) and _is_measured(sentence, at))
        )
        return not is_noun
    if " " in sentence.texts[at] or after & _BEFORE_OBJECT or _goes_on(sentence, at + 1):
        return True
    if kind & m.NOUN and not kind & m.CHANGE and sentence.texts[at] not in _ALWAYS_VERBS:
        return not after & _MORE_THAN_A_VERB and not _is_compound(sentence, at)
    if kind & m.NOUN:
        return not after & _MORE_THAN_A_VERB
    if is_unlisted_verb(sentence, phrase(sentence, at).end):  # `budget holders forecast their spend`
        return False
    is_noun = _is_compound(sentence, at) and (sentence.texts[at] in _ALSO_NOUNS or _is_measured(sentence, at))
    return not is_noun


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Return whether another verb follows: `review and update`."""
    return (
        sentence.texts[at] in {"and", "&", "/", "or"}
        and at + 1 < sentence.size
        and bool(sentence.kinds[at + 1] & m.VERB and sentence.kinds[at + 1] & m.BASE)
    )


def _is_compound(sentence: Sentence, at: int) -> bool:
    """Return whether a word that may be both is part of a noun: `test coverage`, `support tickets fall`."""
    whole = phrase(sentence, at)
    return (whole.head > at and whole.is_value) or _is_subject(sentence, at) or _changes(sentence, whole.end)


def _changes(sentence: Sentence, start: int) -> bool:
    """Return whether a verb of change follows that is not `to change`: `support questions per user halve`."""
    for at in range(start + 1, sentence.size):
        kind = sentence.kinds[at]
        if kind & m.CHANGE and kind & (m.BASE | m.THIRD) and not kind & m.NOUN:
            is_last = at + 1 == sentence.size or bool(sentence.kinds[at + 1] & m.PREPOSITION)
            return is_last and not sentence.kinds[at - 1] & (m.PREPOSITION | m.JOINING | m.MODAL)
    return False


def _is_measured(sentence: Sentence, at: int) -> bool:
    """Return whether a threshold or a move follows: `hold time under 90 seconds` is about a time."""
    whole = phrase(sentence, at)
    return bool(sentence.kinds[at] & m.DELIVERY) and not _BOUNDS.isdisjoint(sentence.texts[whole.end : whole.end + 1])


def _is_subject(sentence: Sentence, at: int) -> bool:
    whole = phrase(sentence, at)
    if whole.end == sentence.size or whole.head == at:
        return False
    after = sentence.kinds[whole.end]
    if sentence.texts[whole.end] in {"up", "down"}:
        return True
    return bool(after & (m.BE | m.MODAL)) or bool(after & m.ANY_VERB and after & m.FINITE and not after & m.NOUN)


def may_be_noun(sentence: Sentence, at: int) -> bool:
    """Return whether a verb of delivery may be a noun after all: `trial accounts`, but not `trial the accounts`."""
    is_both = sentence.kinds[at] & m.NOUN or sentence.texts[at] in _ALSO_NOUNS
    if not is_both or at + 1 == sentence.size or sentence.texts[at] in _ALWAYS_VERBS:
        return False
    after = at + 2 if sentence.texts[at + 1] in _PARTICLES else at + 1  # `call back all leads`
    return after == sentence.size or not sentence.kinds[after] & _BEFORE_OBJECT
