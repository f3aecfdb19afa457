"""Evidence that both sorts of statements share: metrics with their numbers, and what people do inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.groups import past_adverbs, said_of
from outtrack.wording.measures import NOTHING, target
from outtrack.wording.things import AVERAGES, Thing, phrase

if TYPE_CHECKING:
    from outtrack.wording.evidence import Reading
    from outtrack.wording.sentence import Sentence

_MOST: Final = 2
_BEFORE_CLAUSE: Final = frozenset(
    ("where", "that", "when", "if", "so", "ensure", "make sure", "see", "have", "get", "guarantee", "which")
)
_MANNERS: Final = frozenset(("time", "schedule", "budget", "average", "total"))
_TOPICS: Final = frozenset(("on", "about", "against", "for", "around", "regarding"))
_MAY_ACT: Final = m.PRONOUN | m.PEOPLE
_NO_NOUN: Final = m.BREAK | m.BEFORE_NOUN
_MAY_BE_VALUE: Final = m.VALUE | m.PEOPLE
"""What a phrase that is a value has in it, but for an average: people are one if they are loyal."""
_BETWEEN: Final = m.DETERMINER | m.QUANTIFIER | m.ADVERB | m.NUMBER | m.FRACTION


def value_words(sentence: Sentence, start: int, most: int = _MOST, *, with_topics: bool = True) -> list[int]:
    """Return where metrics and the like stand: heads of noun phrases, and what stands before these in the same.

    Without topics, what something is about or for is left out: an `assembly on traffic` measures no traffic.
    """
    kinds, texts = sentence.kinds, sentence.texts
    found: list[int] = []
    at, end = start, sentence.size
    if AVERAGES.isdisjoint(texts):
        while end > start and not kinds[end - 1] & _MAY_BE_VALUE:
            end -= 1
    while at < end and len(found) < most:
        kind = kinds[at]
        is_purpose = kind & m.CHANGE and at and texts[at - 1] == "to"  # `to increase sales`
        if kind & _NO_NOUN or is_purpose or _is_manner(texts, at):
            at += 1
            continue
        thing = phrase(sentence, at)
        if thing.kind & m.VALUE and (with_topics or at == start or not _begins_topic(sentence, at)):
            found += [place for place in range(thing.first, thing.head) if kinds[place] & m.VALUE]
            found.append(thing.head)
        at = max(thing.end, at + 1)
    return found[:most]


def _is_manner(texts: list[str], at: int) -> bool:
    """Return whether it says in what manner: `on time`, `in total`."""
    return texts[at] in _MANNERS and at > 0 and texts[at - 1] in {"on", "in"}


def _begins_topic(sentence: Sentence, at: int) -> bool:
    while at and sentence.kinds[at - 1] & (m.DETERMINER | m.QUANTIFIER):
        at -= 1
    return sentence.texts[at - 1] in _TOPICS


def say_values(reading: Reading, places: list[int]) -> None:
    """Add the metrics."""
    for place in places:
        reading.say("O3", 1, place)


def say_numbers(reading: Reading, *, of_value: bool) -> None:
    """Add what the numbers say; a threshold counts only where something is there to measure."""
    found = reading.measures
    if found is NOTHING:
        return
    reading.say_at("O1", 3, found.moved)
    reading.say_at("O4", 1, found.size)
    if of_value:
        after = (found.moved[1] - 1, found.moved[1]) if found.moved else target(reading.sentence)
        reading.say_at("O5", 1, found.limit or after)
    if of_value or reading.has("O4", "O6"):
        reading.say_at("O7", 1, found.rate)


def say_behaviour(reading: Reading, start: int) -> None:
    """Add what people do in a clause of the sentence: `customers who come back`, `so that they pay`."""
    sentence = reading.sentence
    if not sentence.marks & _MAY_ACT:
        return
    for at in range(start, sentence.size - 1):
        kind = sentence.kinds[at]
        if (
            kind & m.PRONOUN
            and sentence.texts[at] not in {"us", "them", "it", "you"}
            and not sentence.kinds[at - 1] & m.PREPOSITION
        ):
            reading.say("O6", 2, at, at + 2)
            return
        if not kind & m.PEOPLE or kind & m.POSSESSIVE:
            continue
        after = past_adverbs(sentence, at + 1)
        if after >= sentence.size:
            return
        is_relative = sentence.kinds[after] & (m.RELATIVE | m.MODAL)
        if (is_relative or _begins_clause(sentence, at)) and said_of(
            sentence, _person(sentence, at), after
        ) == "behaviour":
            reading.say("O6", 2, at, min(after + 2, sentence.size))
            return


def _person(sentence: Sentence, at: int) -> Thing:
    return Thing(at, at + 1, at, sentence.kinds[at])


def _begins_clause(sentence: Sentence, at: int) -> bool:
    before = at - 1
    while before >= 0 and (
        sentence.kinds[before] == 0 or sentence.kinds[before] & _BETWEEN or sentence.texts[before] == "of"
    ):
        before -= 1
    return before >= 0 and sentence.texts[before] in _BEFORE_CLAUSE
