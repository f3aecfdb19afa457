"""What is said of a group of people: that it does something, or that something was done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from outtrack.wording import marks as m
from outtrack.wording.ends import is_many
from outtrack.wording.things import after_verb

if TYPE_CHECKING:
    from outtrack.wording.sentence import Sentence
    from outtrack.wording.things import Thing

Said = Literal["behaviour", "processed", "work", ""]
TEAMS: Final = frozenset(("team", "teams", "squad", "squads", "department", "departments", "engineers", "we"))
_TAKES_PART: Final = frozenset(("complete", "completes", "completed", "finished", "join", "joins", "joined"))
_DO: Final = frozenset(("do", "does", "did"))
_HAVE: Final = frozenset(("have", "has", "had"))
_CAN: Final = frozenset(("can", "could", "able to", "are able to", "is able to"))
_NO_VERB: Final = (
    m.PREPOSITION | m.STOP | m.JOINING | m.DATE | m.COMPARE | m.ARROW | m.DETERMINER | m.QUANTIFIER | m.NUMBER
)


def said_of(sentence: Sentence, group: Thing, at: int) -> Said:
    """Return what the words from `at` say of a group; nothing where they say nothing."""
    at = past_adverbs(sentence, at)
    if at >= sentence.size:
        return ""
    kind, text = sentence.kinds[at], sentence.texts[at]
    if kind & m.RELATIVE:
        return said_of(sentence, group, at + 1) or "behaviour"
    if kind & m.MODAL and text not in _DO:
        return "behaviour" if text in _CAN else said_of(sentence, group, at + 1)
    if kind & m.BE:
        return _is_done(sentence, at + 1)
    if text in _HAVE:
        return _has(sentence, group, at + 1)
    return _does(sentence, group, at)


def _does(sentence: Sentence, group: Thing, at: int) -> Said:
    """Return what a verb, or what may be one, says of a group."""
    kind, text = sentence.kinds[at], sentence.texts[at]
    if kind & m.PROCESSED and kind & m.PAST and not _has_object(sentence, at):
        return "processed"
    if kind & m.ATTENDS or text in _TAKES_PART:
        is_attended = kind & m.ATTENDS and (kind & m.PAST or text.startswith("attend"))
        return _takes_part(sentence, at + 1, anything=bool(is_attended))
    if kind & m.DELIVERY:
        return _delivers(sentence, group, at)
    return "behaviour" if _is_verb(sentence, group, at) else ""


def past_adverbs(sentence: Sentence, at: int) -> int:
    """Return the first place from `at` on where no adverb stands."""
    while at < sentence.size and sentence.kinds[at] & m.ADVERB:
        at += 1
    return at


def _has_object(sentence: Sentence, at: int) -> bool:
    """Return whether a noun follows a verb at once: people who contacted support did that themselves."""
    return at + 1 < sentence.size and not sentence.kinds[at + 1] & (m.BREAK | m.ADVERB)


def _is_done(sentence: Sentence, at: int) -> Said:
    while at < sentence.size and sentence.kinds[at] & (m.ADVERB | m.BE):
        at += 1
    if at >= sentence.size:
        return ""
    kind = sentence.kinds[at]
    is_past = kind & m.PAST and not kind & m.STATE
    is_reached = kind & m.PROCESSED or (kind & m.DELIVERY and not kind & m.BEHAVES)
    return "processed" if is_past and is_reached else "behaviour"


def _has(sentence: Sentence, group: Thing, at: int) -> Said:
    """Return what `have` says: have done something, or have a thing that somebody made."""
    after = past_adverbs(sentence, at)
    if after < sentence.size and sentence.kinds[after] & (m.PAST | m.BE):
        return said_of(sentence, group, after)
    what = after_verb(sentence, at)
    is_a_thing = not what.kind and sentence.texts[at : at + 1] in (["a"], ["an"])
    return "work" if what.is_work or is_a_thing else "behaviour"


def _takes_part(sentence: Sentence, at: int, *, anything: bool) -> Said:
    """Return whether people take part in what is put on for them: then they are counted, and nothing is changed yet."""
    what = after_verb(sentence, at)
    if what.end == what.first:
        return "processed" if anything else "behaviour"
    if any(kind & m.EVENT for kind in sentence.kinds[what.first : what.end]):
        return "processed"
    is_past = bool(sentence.kinds[at - 1] & m.PAST)
    is_counted = anything and (not what.kind or (is_past and what.kind & m.DELIVERABLE))
    return "processed" if is_counted else "behaviour"


def _delivers(sentence: Sentence, group: Thing, at: int) -> Said:
    kind = sentence.kinds[at]
    what = after_verb(sentence, at + 1)
    is_team = sentence.texts[group.head] in TEAMS and not kind & m.BEHAVES
    if kind & m.PAST and not kind & m.BASE:
        has_object = what.end > what.first and not sentence.kinds[at + 1] & m.PREPOSITION
        return ("work" if is_team and what.is_work else "behaviour") if has_object else "processed"
    if is_team:
        is_own = sentence.texts[at + 1 : at + 2] == ["their"]
        return "work" if what.is_work and not is_own else "behaviour"
    return "behaviour" if _is_verb(sentence, group, at) else ""


def _is_verb(sentence: Sentence, group: Thing, at: int) -> bool:
    kind, text = sentence.kinds[at], sentence.texts[at]
    if kind & (_NO_VERB | m.POSSESSIVE):
        return False
    if kind & m.NOUN and not kind & m.ANY_VERB:
        return False
    is_third = bool(kind & m.THIRD) and not kind & (m.BASE | m.PAST)
    is_followed = at + 1 < sentence.size and not sentence.kinds[at + 1] & (m.PREPOSITION | m.STOP | m.JOINING)
    if is_many(sentence, group.head):
        return not is_third or is_followed
    before = sentence.texts[group.first - 1] if group.first else ""
    return text.endswith("s") and (before in {"each", "every", "no", "a", "an", "the"} or (is_third and is_followed))
