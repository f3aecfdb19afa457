"""What is said of a thing: that it is delivered, that it changes, or that it does something by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.ends import is_many
from outtrack.wording.things import Thing, after_verb

if TYPE_CHECKING:
    from outtrack.wording.evidence import Reading
    from outtrack.wording.sentence import Sentence

_BEFORE_OBJECT: Final = m.DETERMINER | m.QUANTIFIER | m.POSSESSIVE | m.NUMBER | m.PRONOUN
IN_PLACE: Final = frozenset(
    ("available", "ready", "up", "live", "complete", "online", "operational", "done", "accessible")
)
_DONE: Final = frozenset(("taken", "given"))
_LIVE: Final = frozenset(("goes live", "go live", "went live", "going live"))
_BECOMES: Final = frozenset(("stays", "stay", "remains", "remain", "becomes", "become", "up", "down", "ended", "ends"))
_PROMPT: Final = frozenset(("same", "first", "time", "day", "hour", "twice"))
_FALLS: Final = frozenset(("fall", "falls", "fell", "fallen", "falling", "go down", "goes down", "decline", "declines"))


def say_of_thing(reading: Reading, thing: Thing, at: int) -> None:
    """Add what is said of no people: it is delivered, it changes, or it does something by itself."""
    sentence = reading.sentence
    verb = at
    while verb < sentence.size and sentence.kinds[verb] & (m.BE | m.MODAL | m.ADVERB):
        verb += 1
    if verb == sentence.size:
        return
    kind, text = sentence.kinds[verb], sentence.texts[verb]
    is_delivered = _is_delivered(sentence, thing, at, verb)
    is_in_place = thing.is_work and text in IN_PLACE and not reading.measures.size
    if is_delivered and _is_prompt(sentence, thing, verb):
        reading.say("O5", 1, verb, sentence.size)
    elif (is_delivered and not thing.is_value) or text in _LIVE or is_in_place:
        reading.say("P1", 2, at, verb + 1)
    elif (kind & m.CHANGE and kind & (m.FINITE | m.ING)) or text in _BECOMES:
        _say_change(reading, thing, verb)
    elif _is_used(sentence, at, verb):
        reading.say("O6", 2 if sentence.texts[verb + 1 : verb + 2] == ["by"] else 1, at, verb + 1)
    elif _does(sentence, thing, at, verb):
        reading.say("O6", 1, thing.head, verb + 1)


def _is_delivered(sentence: Sentence, thing: Thing, at: int, verb: int) -> bool:
    """Return whether a participle says that it was made, held or brought; `robots run a shift` has none."""
    kind = sentence.kinds[verb]
    if thing.is_work and sentence.texts[verb] in _DONE:
        return True
    if not kind & m.PAST or not kind & (m.DELIVERY | m.OPEN) or kind & m.CHANGE:
        return False
    after = verb + 1
    has_object = after < sentence.size and (
        sentence.kinds[after] & _BEFORE_OBJECT
        or (sentence.texts[after] == "at" and any(kind & m.MEASURED for kind in sentence.kinds[after + 1 : after + 2]))
    )
    return not (verb == at and kind & m.BASE and has_object and is_many(sentence, thing.head))


def _is_used(sentence: Sentence, at: int, verb: int) -> bool:
    """Return whether people do something with it: `the newsletter is read by decision makers`."""
    kind = sentence.kinds[verb]
    if not sentence.kinds[at] & m.BE or not kind & m.BEHAVES or not kind & m.PAST:
        return False
    by = after_verb(sentence, verb + 1)
    if sentence.texts[verb + 1 : verb + 2] == ["by"] and by.kind & m.PEOPLE:
        return True
    return not kind & (m.DELIVERY | m.OPEN)


def _does(sentence: Sentence, thing: Thing, at: int, verb: int) -> bool:
    """Return whether a thing does or is something: `searches return what is looked for`, `the river is clean`."""
    kind = sentence.kinds[verb]
    if sentence.kinds[at] & m.BE:
        return not kind & (m.ANY_VERB | m.NOUN | m.BREAK)
    if kind & m.NOUN:
        return False
    if verb + 1 == sentence.size:
        return bool(kind & m.BEHAVES and kind & m.BASE) and is_many(sentence, thing.head)
    has_object = bool(sentence.kinds[verb + 1] & _BEFORE_OBJECT)
    if is_many(sentence, thing.head):
        return bool(kind & m.ANY_VERB and kind & m.BASE)
    is_third = kind & m.BEHAVES and kind & m.THIRD and not sentence.kinds[verb + 1] & (m.PREPOSITION | m.STOP)
    return bool(is_third) or (kind == 0 and sentence.texts[verb].endswith("s") and has_object)


def _is_prompt(sentence: Sentence, thing: Thing, verb: int) -> bool:
    """Return whether it says how soon things are always done: that is a promise to people, not a piece of work."""
    after = range(verb + 1, sentence.size)
    return is_many(sentence, thing.head) and any(
        sentence.kinds[at] & (m.SPAN | m.TIMES | m.COMPARATIVE)
        or sentence.texts[at] in _PROMPT
        or sentence.texts[at] == "twice"
        for at in after
    )


def _say_change(reading: Reading, thing: Thing, verb: int) -> None:
    """Add that something changes; where it is a thing that was made, more of it is only more work."""
    sentence, found = reading.sentence, reading.measures
    is_measured = found.size or any(kind & m.MEASURED for kind in sentence.kinds[verb:])
    grows = sentence.kinds[verb] & m.CHANGE and not sentence.kinds[verb] & m.DOWN and sentence.texts[verb] not in _FALLS
    if not thing.is_work or is_measured or (sentence.kinds[verb] & m.CHANGE and not grows):
        reading.say("O2", 2, verb)
    elif not grows or after_verb(sentence, verb + 1).is_group:
        reading.say("O6", 1, thing.head, verb + 1)
    else:
        reading.say("P7", 2, thing.first, thing.end)
