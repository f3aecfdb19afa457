"""Statements that begin with what they are about: `Churn below 3 %`, `Users find answers`, `Dark mode`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.wording import marks as m
from outtrack.wording.groups import past_adverbs, said_of
from outtrack.wording.measures import target
from outtrack.wording.things import Thing, after_verb, is_many, phrase
from outtrack.wording.values import say_behaviour, say_numbers, say_values, value_words

if TYPE_CHECKING:
    from outtrack.wording.evidence import Reading
    from outtrack.wording.sentence import Sentence

_BEFORE_OBJECT: Final = m.DETERMINER | m.QUANTIFIER | m.POSSESSIVE | m.NUMBER | m.PRONOUN
_IN_PLACE: Final = frozenset(
    ("available", "ready", "up", "live", "complete", "online", "operational", "done", "accessible")
)
_LIVE: Final = frozenset(("goes live", "go live", "went live", "going live"))
_BECOMES: Final = frozenset(("stays", "stay", "remains", "remain", "becomes", "become", "up", "down", "ended", "ends"))
_NONE: Final = frozenset(("no", "zero", "none"))
_NONES: Final = frozenset(("zero", "none"))
_PROMPT: Final = frozenset(("same", "first", "time", "day", "hour"))
_FEWER: Final = frozenset(("fewer", "less", "reduced", "decreased"))
_AT_MOST: Final = frozenset(("fewer than", "less than", "no more than", "not more than", "at most", "<", "≤", "under"))
_FALLS: Final = frozenset(("fall", "falls", "fell", "fallen", "falling", "go down", "goes down", "decline", "declines"))
_HABITS: Final = frozenset(("no longer", "never", "always", "rarely", "seldom", "hardly ever", "usually"))
_ACTS: Final = ("tion", "sion", "ment", "ing", "sis")
_EVERY: Final = frozenset(("every", "each", "per"))
_CLAUSES: Final = frozenset(("when", "if", "because", "while", "until"))
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
        _say_of_thing(reading, thing, does)
    _say_counts(reading, thing)
    _say_comparison(reading, at, thing)
    _say_state(reading, thing)
    _say_measured(reading, at, thing)
    if not reading.evidence and not thing.kind:
        _say_bound(reading)
    _say_habit(reading, thing.end)
    if thing.is_work and not reading.evidence and _is_bare(reading):
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


_PEOPLE: Final = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ants",
    "ees",
    "mates",
    "uates",
    "men",
    "folk",
    "ies",
    "children",
    "people",
)


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


def _say_of_thing(reading: Reading, thing: Thing, at: int) -> None:
    """Add what is said of no people: it is delivered, it changes, or it does something by itself."""
    sentence = reading.sentence
    verb = at
    while verb < sentence.size and sentence.kinds[verb] & (m.BE | m.MODAL | m.ADVERB):
        verb += 1
    if verb == sentence.size:
        return
    kind, text = sentence.kinds[verb], sentence.texts[verb]
    is_active = (
        verb == at
        and kind & m.BASE
        and bool(sentence.kinds[verb + 1 : verb + 2])
        and (is_many(sentence, thing.head) and sentence.kinds[verb + 1] & _BEFORE_OBJECT)
    )  # `robots run a shift`
    is_delivered = kind & m.PAST and kind & (m.DELIVERY | m.OPEN) and not kind & m.CHANGE and not is_active
    if is_delivered and _is_prompt(sentence, thing, verb):
        reading.say("O5", 1, verb, sentence.size)
    elif (
        (is_delivered and not thing.is_value)
        or text in _LIVE
        or (thing.is_work and text in _IN_PLACE and not reading.measures.size)
    ):
        reading.say("P1", 2, at, verb + 1)
    elif (kind & m.CHANGE and kind & (m.FINITE | m.ING)) or text in _BECOMES:
        _say_change(reading, thing, verb)
    elif _is_used(sentence, at, verb):
        reading.say("O6", 2 if sentence.texts[verb + 1 : verb + 2] == ["by"] else 1, at, verb + 1)
    elif _does(sentence, thing, at, verb):
        reading.say("O6", 1, thing.head, verb + 1)


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


def _is_share(sentence: Sentence, thing: Thing) -> bool:
    """Return whether it is about a share: `two thirds of all questions are answered`."""
    return thing.first > 0 and any(kind & (m.PERCENT | m.FRACTION | m.OUT_OF) for kind in sentence.kinds[: thing.first])


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


def _say_counts(reading: Reading, thing: Thing) -> None:
    if thing.number_of[1] > 0 and not thing.is_value:
        reading.say("P5", 1, *thing.number_of)
    elif reading.sentence.kinds[0] & m.HASH and not thing.is_value:
        reading.say("P5", 1, 0)
    if thing.number >= 0 and thing.is_work and not reading.has("O6"):
        if reading.sentence.texts[thing.number - 1] in _AT_MOST:
            reading.say("O5", 1, thing.number - 1, thing.end)
        else:
            reading.say("P2", 2, thing.number, thing.end)


def _say_comparison(reading: Reading, at: int, thing: Thing) -> None:
    sentence = reading.sentence
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
    if reading.has("P6") or not (thing.kind & m.PEOPLE or reading.has("O6")):
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
        is_measure = found.is_measured or found.is_falling or found.rate
        reading.say_at("O1", 3, found.moved if is_measure else None)
        return
    is_plain = not reading.evidence and not thing.kind
    is_act = is_plain and reading.sentence.texts[thing.head].endswith(_ACTS)  # `calibration of scores`
    values = [] if is_act else value_words(reading.sentence, at, with_topics=not is_plain)
    say_values(reading, values)
    say_numbers(reading, of_value=bool(values))
    is_none = reading.sentence.texts[at] in _NONE and (values or thing.end < reading.sentence.size)
    if is_none and not reading.has("O5"):
        reading.say("O5", 1, at)
    elif not reading.has("O5"):  # `missed deadlines: none`
        none = next((place for place in range(1, reading.sentence.size) if reading.sentence.texts[place] in _NONES), -1)
        reading.say_at("O5", 1, (none, none + 1) if none > 0 else None)
    if not reading.has("O6", "P1", "P6"):
        say_behaviour(reading, at)


def _say_habit(reading: Reading, start: int) -> None:
    """Add that something happens never, always or no longer, where nothing else says what is done."""
    sentence = reading.sentence
    place = next((at for at in range(start, sentence.size) if sentence.texts[at] in _HABITS), -1)
    if place >= 0 and not reading.has("O6", "P1", "P6"):
        reading.say("O6", 1, place, min(place + 2, sentence.size))


def _say_bound(reading: Reading) -> None:
    """Add the threshold of what no list knows: `median page weight under 500 kB`."""
    where = reading.measures.limit or target(reading.sentence)
    if where and (reading.measures.limit or any(kind & m.MEASURED for kind in reading.sentence.kinds)):
        reading.say("O5", 1, *where)


def _is_bare(reading: Reading) -> bool:
    """Return whether nothing is said of a thing that is named: no verb, no clause, no number that measures it."""
    kinds, texts, found = reading.sentence.kinds, reading.sentence.texts, reading.measures
    is_sentence = any(kind & (m.BE | m.MODAL | m.RELATIVE) or (kind & m.BEHAVES and kind & m.PAST) for kind in kinds)
    is_timed = any(kind & m.SPAN for kind in kinds) and not _EVERY.intersection(texts)
    return not (is_sentence or is_timed or found.limit or found.moved or found.size or _CLAUSES.intersection(texts))


def _is_soon(reading: Reading) -> bool:
    """Return whether it says within which time something is there: `first engine on site in under nine minutes`."""
    limit = reading.measures.limit
    return limit is not None and any(kind & m.SPAN for kind in reading.sentence.kinds[limit[0] : limit[1]])


def judge_unknown(reading: Reading, at: int) -> None:
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
    is_name = thing.end - thing.first > 1 or thing.end < sentence.size
    if not _is_bare(reading) or reading.measures.rate or _may_be_sentence(sentence, thing):
        return
    is_many_people = thing.kind & m.PEOPLE and is_many(sentence, thing.head)
    is_abstract = thing.kind & m.VALUE or is_many_people or sentence.texts[thing.end - 1].endswith(_ABSTRACT)
    if is_name and not is_abstract:
        reading.say("P4", 1, thing.first, thing.end)


def _may_be_sentence(sentence: Sentence, thing: Thing) -> bool:
    """Return whether a plural stands before the last word of a phrase: that word may be its verb, `toys vanish`."""
    last = thing.end - 1
    if sentence.kinds[last] & m.NOUN or is_many(sentence, last):
        return False
    return any(is_many(sentence, at) for at in range(thing.first, last))


_ABSTRACT: Final = ("ity", "ness", "ence", "ance", "ship", "ism", "tion", "sion", "ment", "dom", "hood", "cy")
