"""The numbers of a statement: a move from one to another, a size of change, a threshold, a rate."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.wording import marks as m

if TYPE_CHECKING:
    from outtrack.wording.sentence import Sentence

Where = tuple[int, int]
_NUMBERS: Final = m.NUMBER | m.FRACTION
_SHARES: Final = m.PERCENT | m.FRACTION | m.OUT_OF
_IN_RATES: Final = _SHARES | m.UNIT
_SIZES: Final = _SHARES | m.TIMES
_LIMITS: Final = frozenset(
    ("below", "under", "above", "over", "at least", "at most", "within", "minimum", "maximum", "beyond", "exceed",
     "exceeds", "more than", "less than", "fewer than", "no more than", "no fewer than", "not more than", "up to",
     "than")
)  # fmt: skip
_BEFORE_FORMER: Final = frozenset(
    (
        ("instead of",),
        ("rather than",),
        *((*stop, way, "from") for stop in ((), (",",), ("(",)) for way in ("up", "down")),
    )
)
"""What stands between a number and what it was before."""
_ONE_PHRASE: Final = 6
"""So many words further the second number of a move stands at most."""
_AGES: Final = frozenset(("age", "aged", "ages"))
_OR_MORE: Final = frozenset(("better", "less", "more", "fewer", "higher", "lower", "above", "below", "faster", "over"))
_BEFORE_TARGET: Final = frozenset(("of", "at", "to", ":", "is", "-", "\N{EN DASH}", "=", "worth"))
_RATES: Final = frozenset(("share", "ratio", "proportion", "percentage", "rate", "every second", "every third", "%"))
_DIGITS: Final = re.compile(r"\d[\d.,:]*")
_UNITS: Final = {
    "ms": 1 / 60_000,
    "s": 1 / 60,
    "h": 60,
    "d": 1440,
    "w": 10_080,
    "mo": 43_200,
    "y": 525_600,
    "k": 1e3,
    "m": 1,
}
_SMALL: Final = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


class Measures(NamedTuple):
    """Where the numbers of a statement stand, each as first word and end; None where there is none of the sort."""

    moved: Where | None = None
    is_measured: bool = False
    """Whether what moves is no mere count."""
    is_falling: bool = False
    size: Where | None = None
    limit: Where | None = None
    rate: Where | None = None


NOTHING: Final = Measures()


def measures(sentence: Sentence) -> Measures:
    """Return the numbers of a statement."""
    rate = _rate(sentence)
    if not sentence.marks & _NUMBERS:
        return Measures(rate=rate) if rate else NOTHING
    numbers = [at for at, kind in enumerate(sentence.kinds) if kind & _NUMBERS]
    moved = _moved(sentence, numbers)
    is_measured = is_falling = False
    if moved:
        ends = [at for at in numbers if moved[0] <= at < moved[1]]
        is_measured = any(sentence.kinds[at] & m.MEASURED for at in ends)
        is_falling = _value(sentence.texts[ends[-1]]) < _value(sentence.texts[ends[0]])
    return Measures(moved, is_measured, is_falling, _size(sentence, numbers), _limit(sentence, numbers), rate)


def target(sentence: Sentence) -> Where | None:
    """Return where a number is said of what stands before it: `NPS of 50`, `MRR 50k`; None where none is."""
    if not sentence.marks & m.NUMBER:
        return None
    for at in range(1, sentence.size):
        if sentence.kinds[at] & m.NUMBER and (
            sentence.texts[at - 1] in _BEFORE_TARGET or sentence.kinds[at - 1] & (m.VALUE | m.COMPARE)
        ):
            return at - 1, at + 1
    return None


def _moved(sentence: Sentence, numbers: list[int]) -> Where | None:
    texts, kinds = sentence.texts, sentence.kinds
    for first, second in pairwise(numbers):
        is_pair = second - first <= _ONE_PHRASE and not kinds[first] & kinds[second] & m.FRACTION
        if is_pair and texts[first - 1] not in _AGES:
            between = texts[first + 1 : second]
            if any(kind & m.ARROW for kind in kinds[first + 1 : second]):
                return first, second + 1
            since = next((at for at in range(first - 1, max(first - 4, -1), -1) if texts[at] == "from"), None)
            if tuple(between) in _BEFORE_FORMER:
                return first, second + 1
            if "to" in between and since is not None:
                return since, second + 1
            if between == ["to"] and (kinds[first] | kinds[second]) & m.MEASURED:
                return first, second + 1
    return None


def _size(sentence: Sentence, numbers: list[int]) -> Where | None:
    for at in numbers:
        is_often = _is_often(sentence, at)
        if sentence.kinds[at] & _SIZES and not is_often:
            return at, at + 1
        if sentence.texts[max(at - 2, 0) : at] == ["down", "to"]:
            return at - 2, at + 1
    return next(
        ((at - 1, at + 1) for at in numbers if at and sentence.texts[at - 1] == "by" and _ends_there(sentence, at)),
        None,
    )


def _is_often(sentence: Sentence, at: int) -> bool:
    """Return whether it says how often something takes place: `twice a week`, `every second Friday`."""
    after = at + 1
    if after == sentence.size or not sentence.kinds[at] & m.FRACTION:
        return False
    if sentence.texts[at] == "twice":
        return sentence.texts[after] in {"a", "per", "each", "every"}
    return bool(sentence.kinds[after] & (m.DATE | m.UNIT)) and sentence.texts[at].startswith("every")


def _ends_there(sentence: Sentence, at: int) -> bool:
    """Return whether a number stands for itself, and counts nothing that follows."""
    if at + 1 == sentence.size or sentence.kinds[at] & m.MEASURED:
        return True
    return bool(sentence.kinds[at + 1] & m.BREAK)


def _limit(sentence: Sentence, numbers: list[int]) -> Where | None:
    texts, kinds = sentence.texts, sentence.kinds
    for at in numbers:
        before = at - 1
        while before > 0 and (kinds[before] & m.DETERMINER or texts[before] in {"about", "around", "nearly"}):
            before -= 1
        if before >= 0 and (kinds[before] & m.COMPARE or texts[before] in _LIMITS):
            return before, at + 1
        if texts[at].endswith("+"):
            return at, at + 1
        if at + 2 < sentence.size and texts[at + 1] == "or" and texts[at + 2] in _OR_MORE:
            return at, at + 3
    return None


def _rate(sentence: Sentence) -> Where | None:
    texts, kinds = sentence.texts, sentence.kinds
    if not sentence.marks & _IN_RATES and _RATES.isdisjoint(texts) and "per" not in texts:
        return None
    for at, text in enumerate(texts):
        after = kinds[at + 1] if at + 1 < sentence.size else 0
        if text == "per" or (after & m.UNIT and at and text in {"a", "an", "each", "every"}):
            return at, at + 2
        if text in _RATES and not _is_often(sentence, at):
            return at, at + 1
        if after and texts[at + 1] == "of" and kinds[at] & _SHARES:
            return at, at + 2
    return None


def _value(text: str) -> float:
    """Return what a number is worth, times in minutes: only for telling which of two is larger."""
    found = _DIGITS.search(text)
    if not found:
        first = text.partition(" ")[0]
        return _SMALL.index(first) if first in _SMALL else 0
    digits = found.group().rstrip(".,:").replace(",", "").replace(":", ".")
    unit = text[found.end() :].lstrip(" -")
    factor = next((size for name, size in _UNITS.items() if unit.startswith(name)), 1)
    return float(digits) * factor if digits.count(".") <= 1 else 0
