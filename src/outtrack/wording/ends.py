"""Where a noun phrase ends: before a verb, before what begins anew, and before words that may be a verb here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m

if TYPE_CHECKING:
    from outtrack.wording.sentence import Sentence

_UP_AND_DOWN: Final = frozenset(("up", "down", "flat", "steady"))
_BEFORE_OBJECT: Final = m.DETERMINER | m.NUMBER | m.PRONOUN
_BEGINS_ANEW: Final = m.DETERMINER | m.QUANTIFIER | m.ADVERB | m.FRACTION
_DIRECTIONS: Final = frozenset(("by", "to", "from", "below", "above", "under", "over"))


def ends(sentence: Sentence, at: int, head: int) -> bool:
    """Return whether a noun phrase that has begun ends before this word."""
    kinds, kind = sentence.kinds, sentence.kinds[at]
    if kind & m.NUMBER:
        return not (kind & m.COUNT and kinds[at - 1] == 0)  # `ISO 27001 certification` is one
    if sentence.texts[at] in _UP_AND_DOWN:
        return True
    is_plural = is_many(sentence, at - 1)
    if head < 0 and not is_plural:
        return _is_sentence(sentence, at, is_plural=False)
    if kind & _BEGINS_ANEW:
        return True
    if _is_verb(sentence, at, is_plural=is_plural):
        return True
    if kind & m.NOUN or head < 0:
        return turns_to_verb(sentence, at)
    return _ends_by_form(sentence, at, is_people=is_plural and bool(kinds[at - 1] & m.PEOPLE))


def _is_verb(sentence: Sentence, at: int, *, is_plural: bool) -> bool:
    """Return whether a word that may be a noun, too, is the verb of what stands before it."""
    kind = sentence.kinds[at]
    if is_plural and kind & m.BASE:
        has_more = at + 1 < sentence.size and not sentence.kinds[at + 1] & m.STOP
        if kind & m.BEHAVES and (has_more or not kind & m.NOUN):
            return True
        if sentence.kinds[at - 1] & m.PEOPLE and kind & m.ANY_VERB and _is_acted_out(sentence, at + 1):
            return True
    return _is_sentence(sentence, at, is_plural=is_plural)


def _ends_by_form(sentence: Sentence, at: int, *, is_people: bool) -> bool:
    kind, text = sentence.kinds[at], sentence.texts[at]
    if kind & m.ANY_VERB:
        has_more = at + 1 < sentence.size and not sentence.kinds[at + 1] & m.STOP
        agrees = kind & (m.THIRD | m.PAST) or is_many(sentence, at - 1)
        return bool(kind & m.FINITE and agrees) or (is_people and has_more)
    if kind & m.STATE:
        return is_people
    is_noun = text.endswith(("s", "ing")) and not sentence.texts[at - 1].endswith("s")  # `staff lockers`
    return is_people and kind == 0 and not is_noun


def _is_sentence(sentence: Sentence, at: int, *, is_plural: bool) -> bool:
    """Return whether a word is the verb by what follows: `plugins extend the editor`, `the battery lasts two days`."""
    kind = sentence.kinds[at]
    if kind & m.NOUN or at + 1 == sentence.size:
        return False
    after = sentence.kinds[at + 1]
    if is_plural and kind:
        return bool(kind & m.ANY_VERB and kind & m.BASE and after & (_BEFORE_OBJECT | m.PREPOSITION | m.ADVERB))
    if is_plural:
        return is_unlisted_verb(sentence, at)
    if not after & _BEFORE_OBJECT:
        return False
    return (kind == 0 or bool(kind & m.BEHAVES and kind & m.THIRD)) and sentence.texts[at].endswith("s")


def is_unlisted_verb(sentence: Sentence, at: int) -> bool:
    """Return whether a word that no list knows is a verb, with its object after it: `holders forecast their spend`."""
    if at + 1 >= sentence.size or sentence.kinds[at] or not sentence.kinds[at + 1] & m.DETERMINER:
        return False
    return not sentence.texts[at].endswith(("s", "ed", "ing"))


def _is_acted_out(sentence: Sentence, at: int) -> bool:
    """Return whether what follows makes a verb of a word: `teams release weekly`, `customers order a second one`."""
    if at >= sentence.size:
        return False
    kind = sentence.kinds[at]
    return bool(kind & (m.ADVERB | m.DETERMINER | m.QUANTIFIER | m.NUMBER)) or (
        bool(kind & m.PREPOSITION) and sentence.texts[at - 2].endswith("s")  # `nurses document at the bedside`
    )


def is_many(sentence: Sentence, at: int) -> bool:
    """Return whether a noun is a plural: by the lists, else by its form."""
    kind, text = sentence.kinds[at], sentence.texts[at]
    if kind & m.NOUN:
        return bool(kind & m.PLURAL)
    if text.endswith(("children", "people", "women")):
        return True
    return (kind == 0 or bool(kind & m.THIRD)) and text.endswith("s") and not text.endswith(("ss", "us", "is"))


def turns_to_verb(sentence: Sentence, at: int) -> bool:
    """Return whether a word that may be both is a verb here: `invoices drop to`, `the number of calls falls by`."""
    kind = sentence.kinds[at] if at < sentence.size else 0
    if not kind & m.CHANGE or not kind & m.FINITE:
        return False
    return at + 1 == sentence.size or sentence.texts[at + 1] in _DIRECTIONS
