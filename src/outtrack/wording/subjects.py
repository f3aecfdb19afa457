"""Statements that begin with what they are about: `Churn below 3 %`, `Users find answers`, `Dark mode`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.groups import past_adverbs, said_of
from outtrack.wording.measures import target
from outtrack.wording.names import is_bare
from outtrack.wording.of_things import say_of_thing
from outtrack.wording.things import Thing, after_verb
from outtrack.wording.values import say_behaviour, say_numbers, say_values, value_words

if TYPE_CHECKING:
    from outtrack.wording.evidence import Reading
    from outtrack.wording.sentence import Sentence

_NONE: Final = frozenset(("no", "zero", "none"))
_NONES: Final = frozenset(("zero", "none"))
_FEWER: Final = frozenset(("fewer", "less", "reduced", "decreased"))
_AT_MOST: Final = frozenset(("fewer than", "less than", "no more than", "not more than", "at most", "<", "≤", "under"))
_HABITS: Final = frozenset(("no longer", "never", "always", "rarely", "seldom", "hardly ever", "usually"))
_ACTS: Final = ("tion", "sion", "ment", "ing", "sis")
_PEOPLE: Final = (
    "ers", "ors", "ists", "ians", "ants", "ees", "mates", "uates", "men", "folk", "ies", "children", "people"
)  # fmt: skip
"""How words for groups of people end that are in no list; only where a verb follows."""
_HOPS: Final = 3
_WORK_FOUND: Final = ("P1", "P2", "P6", "P7")


def judge_subject(reading: Reading, at: int) -> None:
    """Add the evidence of a statement that begins with what it is about."""
    sentence = reading.sentence
    thing = after_verb(sentence, at)
    if sentence.kinds[at] & m.PRONOUN:
        reading.say("O6", 2, at, min(at + 2, sentence.size))
    elif sentence.kinds[at] & m.UNIT and at + 1 < sentence.size and not sentence.kinds[at + 1] & m.STOP:
        reading.say("O3", 1, at)  # `minutes without power`
    does = _verb_place(sentence, thing.end)
    if _is_people(sentence, thing, does):
        _say_of_group(reading, thing, does)
    elif does < sentence.size:
        say_of_thing(reading, thing, does)
    _say_counts(reading, thing)
    _say_comparison(reading, at, thing)
    _say_state(reading, thing)
    _say_measured(reading, at, thing)
    if not reading.evidence and not thing.kind:
        _say_bound(reading)
    _say_habit(reading, thing.end)
    if thing.is_work and not reading.evidence and is_bare(reading):
        reading.say("P4", 1, thing.first, thing.end)


def _is_people(sentence: Sentence, thing: Thing, does: int) -> bool:
    """Return whether the subject is a group: of the list, or by the form of its word where a verb follows."""
    if thing.is_group:
        return True
    if does >= sentence.size or thing.is_value:
        return False
    if thing.is_work and sentence.kinds[does] & m.BE:  # `the shop was opened`
        return False
    is_verb = sentence.kinds[does] & (m.ANY_VERB | m.MODAL | m.RELATIVE) or not sentence.kinds[does]
    is_called_so = thing.kind == 0 and sentence.texts[thing.head].endswith(_PEOPLE)
    return bool((thing.kind & m.PEOPLE or is_called_so) and is_verb)


def _verb_place(sentence: Sentence, at: int) -> int:
    """Return where the verb of the subject stands: past what is said of it with prepositions."""
    for _ in range(_HOPS):
        at = past_adverbs(sentence, at)
        if at >= sentence.size or not sentence.kinds[at] & m.PREPOSITION:
            break
        inner = after_verb(sentence, at + 1)
        verb = (place for place in range(inner.first + 1, inner.end) if _is_plain_verb(sentence, place))
        at = next(verb, max(inner.end, at + 1))
    return at


def _is_plain_verb(sentence: Sentence, at: int) -> bool:
    kind = sentence.kinds[at]
    return at + 1 < sentence.size and bool(kind & m.BEHAVES and kind & m.BASE and not kind & m.NOUN)


def _say_of_group(reading: Reading, thing: Thing, at: int) -> None:
    said = said_of(reading.sentence, thing, at)
    end = min(at + 2, reading.sentence.size)
    if said == "behaviour":
        reading.say("O6", 2, thing.head, end)
    elif said == "processed":
        reading.say("P6", 2, thing.head, end)
    elif said == "work":
        reading.say("P1", 2, at, end)


def _say_counts(reading: Reading, thing: Thing) -> None:
    if thing.number_of[1] > 0 and not thing.is_value:
        reading.say("P5", 1, *thing.number_of)
    elif reading.sentence.kinds[0] & m.HASH and not thing.is_value:
        reading.say("P5", 1, 0)
    if thing.number >= 0 and thing.is_work and not reading.has("O6"):
        if thing.number and reading.sentence.texts[thing.number - 1] in _AT_MOST:
            reading.say("O5", 1, thing.number - 1, thing.end)
        else:
            reading.say("P2", 2, thing.number, thing.end)


def _say_comparison(reading: Reading, at: int, thing: Thing) -> None:
    sentence = reading.sentence
    if not sentence.marks & m.COMPARATIVE:
        return
    place = next(
        (one for one in range(at, min(thing.first + 1, sentence.size)) if sentence.kinds[one] & m.COMPARATIVE), -1
    )
    if place < 0 or reading.has("P1") or sentence.texts[place + 1 : place + 2] == ["than"]:
        return
    if place and sentence.kinds[place - 1] & m.COUNT:  # `two more agents`
        return
    reading.say("O8", 2, place)
    if thing.is_work and sentence.texts[place] not in _FEWER and not sentence.texts[place].endswith("est"):
        reading.say("P7", 2, thing.first, thing.end)


def _say_state(reading: Reading, thing: Thing) -> None:
    kinds = reading.sentence.kinds
    if not reading.sentence.marks & m.STATE or reading.has("P6") or not (thing.kind & m.PEOPLE or reading.has("O6")):
        return
    place = next((at for at, kind in enumerate(kinds) if kind & m.STATE), -1)
    if place >= 0:
        reading.say("O10", 3, place)


def _say_measured(reading: Reading, at: int, thing: Thing) -> None:
    found = reading.measures
    if thing.is_work and not reading.has("O2", "O5", "O6", "O8", *_WORK_FOUND) and _is_soon(reading):
        reading.say_at("O5", 1, found.limit)
    if thing.is_work and not reading.has("O2", "O5", "O6", "O8"):
        reading.say_at("O4", 1, found.size if not reading.has("P1") else None)
        if reading.sentence.texts[at] == "no" and thing.end < reading.sentence.size:
            reading.say("O5", 1, at)
        is_measure = found.is_measured or found.is_falling or found.rate
        reading.say_at("O1", 3, found.moved if is_measure else None)
        return
    is_plain = not reading.evidence and not thing.kind
    head = "".join(reading.sentence.texts[thing.head : thing.head + 1])  # none, where an article stands alone
    is_act = is_plain and head.endswith(_ACTS)  # `calibration of scores`
    values = [] if is_act else value_words(reading.sentence, at, with_topics=not is_plain)
    say_values(reading, values)
    say_numbers(reading, of_value=bool(values))
    is_none = reading.sentence.texts[at] in _NONE and (values or thing.end < reading.sentence.size)
    if is_none and not reading.has("O5"):
        reading.say("O5", 1, at)
    elif not _NONES.isdisjoint(reading.sentence.texts) and not reading.has("O5"):  # `missed deadlines: none`
        none = next((place for place in range(1, reading.sentence.size) if reading.sentence.texts[place] in _NONES), -1)
        reading.say_at("O5", 1, (none, none + 1) if none > 0 else None)
    if not reading.has("O6", "P1", "P6"):
        say_behaviour(reading, at)


def _say_habit(reading: Reading, start: int) -> None:
    """Add that something happens never, always or no longer, where nothing else says what is done."""
    sentence = reading.sentence
    if _HABITS.isdisjoint(sentence.texts):
        return
    place = next((at for at in range(start, sentence.size) if sentence.texts[at] in _HABITS), -1)
    if place >= 0 and not reading.has("O6", "P1", "P6"):
        reading.say("O6", 1, place, min(place + 2, sentence.size))


def _say_bound(reading: Reading) -> None:
    """Add the threshold of what no list knows: `median page weight under 500 kB`."""
    where = reading.measures.limit or target(reading.sentence)
    if where and (reading.measures.limit or reading.sentence.marks & m.MEASURED):
        reading.say("O5", 1, *where)


def _is_soon(reading: Reading) -> bool:
    """Return whether it says within which time something is there: `first engine on site in under nine minutes`."""
    limit = reading.measures.limit
    return limit is not None and any(kind & m.SPAN for kind in reading.sentence.kinds[limit[0] : limit[1]])
