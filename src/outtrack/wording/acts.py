"""Statements that begin with a verb: `Launch the shop`, `Reduce churn to 3 %`, `Build trust`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from outtrack.wording import marks as m
from outtrack.wording.groups import said_of
from outtrack.wording.of_things import IN_PLACE
from outtrack.wording.opening import may_be_noun
from outtrack.wording.things import Thing, after_verb
from outtrack.wording.values import say_behaviour, say_numbers, say_values, value_words

if TYPE_CHECKING:
    from outtrack.wording.evidence import Reading
    from outtrack.wording.sentence import Sentence

Act = Literal["deliver", "change", "move", "enable"]
_BECOMES: Final = frozenset(("be", "become", "remain", "being", "becoming", "stay"))
_TO_GET_DONE: Final = frozenset(("get", "getting", "have", "having"))
_WITHIN: Final = frozenset(("in", "within"))
_NONES: Final = frozenset(("zero", "none"))
_TO_CLOSE: Final = frozenset(("close", "closing", "closed"))


def judge_act(reading: Reading, at: int) -> None:
    """Add the evidence of a statement that begins with a verb."""
    sentence = reading.sentence
    thing = after_verb(sentence, at + 1)
    values = value_words(sentence, at + 1)
    act = _act(reading, at, thing)
    if act == "deliver":
        _deliver(reading, at, thing, values)
    elif act == "enable":
        reading.say("O9", 2, at)
        say_values(reading, values)
        say_numbers(reading, of_value=bool(values))
    else:
        reading.say("O2", 2 if act == "change" else 1, at)
        if thing.is_work and not _is_of_state(sentence, at, thing):
            _change_work(reading, at, thing, values)
        else:
            _change(reading, at, thing, values)


def _is_of_state(sentence: Sentence, at: int, thing: Thing) -> bool:
    """Return whether it says how something is to be, rather than what is to be made: `become the best shop`."""
    if sentence.texts[at] in _BECOMES:
        return True
    if sentence.texts[at] not in {"make", "making"} or at + 1 == sentence.size:
        return False
    after = sentence.kinds[at + 1]
    is_known = thing.first > at + 1 and after & m.DETERMINER and sentence.texts[at + 1] not in {"a", "an", "another"}
    return bool(is_known or (after & m.ING and not after & m.NOUN))


def _act(reading: Reading, at: int, thing: Thing) -> Act:
    """Return what sort of act it is; some verbs are judged by what they are done to."""
    kind = reading.sentence.kinds[at]
    if kind & m.ENABLING and thing.is_work and not kind & m.VERB:
        return "deliver"
    if kind & m.ENABLING and (_enables(reading.sentence, at, thing) or not kind & m.VERB):
        return "enable"
    if kind & m.OPEN or (kind & m.DELIVERY and kind & (m.CHANGE | m.WEAK)):
        return "move" if _is_worth(reading, at, thing) else "deliver"
    if kind & m.DELIVERY or _is_got_done(reading.sentence, at) or _is_made_into(reading.sentence, at):
        return "deliver"
    return "change" if kind & m.CHANGE else "move"


def _enables(sentence: Sentence, at: int, thing: Thing) -> bool:
    """Return whether people become able to do something: `equip nurses to decide`, not `equip nurses with phones`."""
    return bool(thing.kind & m.PEOPLE) and not (sentence.kinds[at] & m.DELIVERY and "to" not in sentence.texts)


def _is_got_done(sentence: Sentence, at: int) -> bool:
    """Return whether something is to be got done: `get the plan approved`, `have the shop live by June`."""
    if sentence.texts[at] not in _TO_GET_DONE:
        return False
    thing = after_verb(sentence, at + 1)
    if not IN_PLACE.isdisjoint(sentence.texts[thing.end - 1 : thing.end + 1]) and not thing.kind & (m.PEOPLE | m.VALUE):
        return True
    return any(kind & m.PAST and kind & m.DELIVERY for kind in (*sentence.kinds[at + 1 : at + 2], sentence.kinds[-1]))


def _is_made_into(sentence: Sentence, at: int) -> bool:
    """Return whether a thing is made of another: `convert the barracks into flats`, but not `trials into customers`."""
    if "into" not in sentence.texts or not sentence.texts[at].startswith(("convert", "transform", "turn")):
        return False
    return after_verb(sentence, sentence.texts.index("into") + 1).is_work


def _is_worth(reading: Reading, at: int, thing: Thing) -> bool:
    """Return whether what is built, created or delivered is a value rather than a thing."""
    if thing.kind & m.VALUE:
        return not thing.kind & m.DELIVERABLE
    texts = reading.sentence.texts
    if (thing.is_group and texts[at + 1] not in {"a", "an"}) or "where" in texts[thing.end :]:
        return True
    is_money = texts[at] in _TO_CLOSE and bool(reading.sentence.marks & m.MONEY)
    return is_money or bool(reading.measures.size and not thing.is_work)


def _deliver(reading: Reading, at: int, thing: Thing, values: list[int]) -> None:
    found = reading.measures
    is_sure = not may_be_noun(reading.sentence, at)
    is_pace = _is_pace(reading)
    reading.say("P1", 3 if is_sure and not is_pace else 1, at)
    if thing.number >= 0:
        reading.say("P6" if thing.is_group else "P2", 2, thing.number, thing.end)
    _say_number_of(reading, thing)
    if not is_sure and not _NONES.isdisjoint(reading.sentence.texts):
        reading.say("O5", 1, reading.sentence.size - 1)
    if is_pace:
        reading.say_at("O1", 3, found.moved)
    elif not is_sure and (found.moved or reading.sentence.marks & m.MEASURED):
        say_values(reading, values)
        say_numbers(reading, of_value=True)
    elif values := values if is_sure else value_words(reading.sentence, at + 1, with_topics=False):
        reading.say("O3", 1, values[0])
        reading.say_at("O1", 3, found.moved if found.is_measured else None)
        reading.say_at("O4", 1, found.size)
        reading.say_at("O5", 1, found.limit)
    say_behaviour(reading, thing.end)


def _is_pace(reading: Reading) -> bool:
    """Return whether work is to be done faster, rather than done: `close the books in three days instead of eight`."""
    sentence, moved = reading.sentence, reading.measures.moved
    return moved is not None and bool(sentence.kinds[moved[0]] & m.SPAN) and sentence.texts[moved[0] - 1] in _WITHIN


def _change_work(reading: Reading, at: int, thing: Thing, values: list[int]) -> None:
    """Judge `improve the handbook` and `increase articles from 4 to 8`: work, unless a measured number moves."""
    sentence, found = reading.sentence, reading.measures
    goes_down = sentence.kinds[at] & m.DOWN
    is_measured = (
        (found.moved and (found.is_measured or found.is_falling))
        or (found.size and goes_down)
        or (found.limit and sentence.marks & m.SPAN)
    )
    values = [place for place in values if place >= thing.end]
    if is_measured or (values and found.size):
        say_values(reading, values)
        say_numbers(reading, of_value=True)
        return
    reading.say("P7", 2, thing.first, thing.end)
    _say_number_of(reading, thing)
    count = thing.number if thing.number >= 0 else _count(sentence)
    if count >= 0:
        reading.say("P2", 2, count, max(thing.end, count + 1) if thing.number >= 0 else count + 2)


def _count(sentence: Sentence) -> int:
    return next((at for at, kind in enumerate(sentence.kinds) if kind & m.COUNT), -1)


def _change(reading: Reading, at: int, thing: Thing, values: list[int]) -> None:
    if not thing.is_value:
        _say_number_of(reading, thing)
    say_values(reading, values)
    if thing.is_group and thing.number >= 0 and not values:
        reading.say("O3", 1, thing.number, thing.end)
    say_numbers(reading, of_value=bool(values) or thing.is_group)
    if thing.kind & m.PEOPLE and said_of(reading.sentence, thing, thing.end) == "processed":
        reading.say("P6", 2, thing.head, min(thing.end + 2, reading.sentence.size))
    else:
        say_behaviour(reading, at + 1)


def _say_number_of(reading: Reading, thing: Thing) -> None:
    if thing.number_of[1] > 0:
        reading.say("P5", 1, *thing.number_of)
