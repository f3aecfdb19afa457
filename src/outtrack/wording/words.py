"""The word lists: read from the files that come along, joined with what a team adds, and made ready to look up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.wording import inflect
from outtrack.wording import marks as m

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parent.parent / "data" / "words"
LISTS: Final = {
    "behaviours": m.BEHAVES,
    "change_verbs": m.CHANGE,
    "comparatives": m.COMPARATIVE,
    "deliverables": m.DELIVERABLE,
    "delivery_verbs": m.DELIVERY,
    "enabling_verbs": m.ENABLING,
    "events": m.EVENT | m.DELIVERABLE,
    "institutions": m.PEOPLE | m.DELIVERABLE,
    "jargon": m.JARGON,
    "metrics": m.METRIC,
    "open_verbs": m.OPEN,
    "people": m.PEOPLE,
    "processed": m.PROCESSED,
    "qualities": m.QUALITY,
    "states": m.STATE,
    "vanity": m.VANITY,
    "vanity_qualifiers": m.QUALIFIER,
    "weak_verbs": m.WEAK,
}
"""The lists that a team can extend, and what a word in each is."""
_GRAMMAR: Final = {
    "adverbs": m.ADVERB,
    "be": m.BE,
    "dates": m.DATE,
    "determiners": m.DETERMINER,
    "fractions": m.FRACTION,
    "joining": m.JOINING,
    "modals": m.MODAL,
    "numerals": m.COUNT | m.NUMERAL,
    "prepositions": m.PREPOSITION,
    "pronouns": m.PRONOUN,
    "quantifiers": m.QUANTIFIER,
    "relatives": m.RELATIVE,
    "units": m.UNIT,
}
_EITHER: Final = (m.VERB | m.ENABLING, m.DELIVERABLE | m.VALUE)
"""What a team says of a word replaces what the lists that come along say of it, within each of these."""
_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_INFLECTED_FIRST: Final = m.VERB | m.ENABLING | m.BEHAVES | m.PROCESSED | m.STATE
_AS_IT_IS: Final = m.COMPARATIVE | m.QUALIFIER
_Form = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Words:
    """The lists made ready: what each word is, and the phrases that begin with a word, the longest first."""

    meanings: Mapping[str, int]
    phrases: Mapping[str, tuple[_Form, ...]]
    foreign: frozenset[str]


def load_words(more: Mapping[str, tuple[str, ...]] | None = None) -> Words:
    """Return the lists, with what a team adds to them by their names; the same ones are made only once."""
    return _load(tuple(sorted((name, tuple(entries)) for name, entries in (more or {}).items())))


def read(name: str) -> list[str]:
    """Return the entries of a list that comes along, without its comments."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def _load(more: tuple[tuple[str, tuple[str, ...]], ...]) -> Words:
    irregular = _Irregular(_table("irregular_verbs"), _table("irregular_plurals"))
    found: dict[tuple[str, ...], int] = {}
    for name, meaning in LISTS.items():
        for entry in read(name):
            for words, what in _forms(entry, meaning, irregular):
                found[words] = found.get(words, 0) | what
    for words, meaning in _grammar():
        found[words] = found.get(words, 0) | meaning
    for name, entries in more:
        others = next((group for group in _EITHER if LISTS[name] & group), 0)
        for entry in entries:
            for words, what in _forms(entry, LISTS[name], irregular):
                found[words] = (found.get(words, 0) & ~others) | what
    return _ready(found)


class _Irregular(NamedTuple):
    """The forms that follow no rule, by the base form."""

    verbs: Mapping[str, tuple[str, ...]]
    plurals: Mapping[str, tuple[str, ...]]


def _table(name: str) -> dict[str, tuple[str, ...]]:
    return {base: tuple(others) for base, *others in map(str.split, read(name))}


def _ready(found: Mapping[tuple[str, ...], int]) -> Words:
    phrases: dict[str, list[_Form]] = {}
    for words, what in found.items():
        if len(words) > 1:
            phrases.setdefault(words[0], []).append((words[1:], what))
    return Words(
        meanings={words[0]: what for words, what in found.items() if len(words) == 1},
        phrases={first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in phrases.items()},
        foreign=frozenset(read("foreign")),
    )


def _grammar() -> Iterator[_Form]:
    for line in read("grammar"):
        name, _, words = line.partition(":")
        for entry in words.split(","):
            yield tuple(entry.split()), _GRAMMAR[name]


def _forms(entry: str, meaning: int, irregular: _Irregular) -> Iterator[_Form]:
    """Yield an entry in all its forms, each as words with what they are."""
    first, *rest = _WORD.findall(entry.lower()) or ("",)
    if not first:
        return
    if meaning & _INFLECTED_FIRST:
        for one in inflect.spellings(first):
            third, past, going_on = inflect.verb_forms(one, irregular.verbs)
            yield (one, *rest), meaning | m.BASE
            yield (third, *rest), meaning | m.THIRD
            yield from (((form, *rest), meaning | m.PAST) for form in past)
            yield (going_on, *rest), meaning | m.ING
    elif meaning & _AS_IT_IS:
        yield (first, *rest), meaning
    else:
        *before, last = (first, *rest)
        for one in inflect.spellings(last):
            yield (*before, one), meaning
            many = irregular.plurals.get(one) or (inflect.plural(one),)
            yield from (((*before, form), meaning | m.PLURAL) for form in many)
