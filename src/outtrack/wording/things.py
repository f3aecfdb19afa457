"""Noun phrases: what a statement is about, and what the verb is done to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.wording import marks as m
from outtrack.wording.ends import ends

if TYPE_CHECKING:
    from outtrack.wording.sentence import Sentence

SEE_THROUGH: Final = frozenset(
    ("number", "amount", "total", "quantity", "count", "size", "frequency", "majority", "figure", "volume")
)
"""`number of articles` is about articles."""
AVERAGES: Final = frozenset(("average", "median", "mean", "typical", "avg"))
_MORE_THAN_NOUN: Final = ~(m.NOUN | m.PLURAL | m.EVENT)
_LOYAL: Final = frozenset(("active", "paying", "loyal", "satisfied", "retained", "engaged"))
"""With one of these, people are a number that shows a change."""


class Thing(NamedTuple):
    """A noun phrase: where it begins and ends, which word is its head, and what that is (0 where it is in no list)."""

    first: int
    end: int
    head: int
    kind: int
    number: int = -1
    """Where the number before it stands, -1 without one."""
    number_of: tuple[int, int] = (-1, -1)
    """Where `number of` stands before it."""

    @property
    def is_work(self) -> bool:
        """Whether it is something that is made or held, and nothing else."""
        return bool(self.kind & m.DELIVERABLE) and not self.kind & m.VALUE

    @property
    def is_value(self) -> bool:
        """Whether it is a number that shows a change, or what people feel, know or are."""
        return bool(self.kind & m.VALUE)

    @property
    def is_group(self) -> bool:
        """Whether it is a group of people."""
        return bool(self.kind & m.PEOPLE) and not self.kind & (m.VALUE | m.DELIVERABLE)


def phrase(sentence: Sentence, start: int) -> Thing:
    """Return the noun phrase that begins at a word; an empty one where none does."""
    found = sentence.phrases.get(start)
    if found is None:
        found = sentence.phrases[start] = _phrase(sentence, start)
    return found


def _phrase(sentence: Sentence, start: int) -> Thing:
    kinds, size = sentence.kinds, sentence.size
    at, head = start, -1
    while at < size:
        kind = kinds[at]
        is_noun = kind & m.NOUN
        if not is_noun or kind & _MORE_THAN_NOUN:  # a mere noun goes on
            if kind & m.BREAK or (at > start and ends(sentence, at, head)):
                break
            is_noun = is_noun and not kind & m.POSSESSIVE
        if is_noun:
            head = at
        at += 1
    if at == start:
        return Thing(start, start, start, 0)
    last = at - 1
    if last > start and not AVERAGES.isdisjoint(sentence.texts[start:last]):
        return Thing(start, at, last, m.METRIC)
    if head < 0 or (head < last and _is_unlisted(kinds[last]) and not sentence.texts[last].endswith("ed")):
        return Thing(start, at, last, _named_after(kinds[start:last]))
    if kinds[head] & m.PEOPLE and not _LOYAL.isdisjoint(sentence.texts[start:head]):
        return Thing(start, at, head, kinds[head] & ~m.DELIVERABLE | m.METRIC)
    return Thing(start, at, head, kinds[head])


def _is_unlisted(kind: int) -> bool:
    """Return whether a last word may be the noun that no list knows: `rate limiting`, `report builder`."""
    return kind == 0 or bool(kind & (m.ING | m.BASE | m.UNIT) and not kind & m.NOUN)


def _named_after(kinds: list[int]) -> int:
    """Return what a thing is whose last word is in no list: `report builder` is work, as a report is."""
    is_work = any(kind & m.DELIVERABLE for kind in kinds) and not any(kind & (m.VALUE | m.PEOPLE) for kind in kinds)
    return m.DELIVERABLE if is_work else 0


def after_verb(sentence: Sentence, start: int) -> Thing:
    """Return what a verb is done to: past articles, numbers, adjectives and `number of`."""
    at, count = _skip(sentence, start)
    if at == start and at < sentence.size and sentence.kinds[at] & m.PREPOSITION:
        at, count = _skip(sentence, at + 1)
    found = phrase(sentence, at)
    of = found.end
    if found.end > found.first and of < sentence.size and sentence.texts[of] == "of" and _sees_through(sentence, found):
        at, count_of = _skip(sentence, of + 1)
        inner = phrase(sentence, at)
        if inner.end > inner.first:
            return inner._replace(number=max(count, count_of), number_of=(found.first, of + 1))
    return found if count < 0 else found._replace(number=count)


def _sees_through(sentence: Sentence, found: Thing) -> bool:
    return sentence.texts[found.end - 1] in SEE_THROUGH


def _skip(sentence: Sentence, at: int) -> tuple[int, int]:
    """Return where the noun phrase begins, and where the count before it stands."""
    kinds, count = sentence.kinds, -1
    while at < sentence.size:
        kind = kinds[at]
        if kind & m.COUNT:
            count = at
        elif not kind & m.BEFORE_NOUN and not (
            sentence.texts[at] in {"of", "than"}
            and at
            and kinds[at - 1] & (m.FRACTION | m.QUANTIFIER | m.PERCENT | m.COMPARATIVE | m.OUT_OF)
        ):
            break
        at += 1
    return at, count
