"""Scores for what to do next, each with its inputs; what is missing gives no score (`methods.md` 6)."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTH: Final = 20
"""Person-days to a person-month."""
MOONSHOT: Final = 0.5
"""Below this confidence RICE calls an idea a moonshot."""
IMPACTS: Final = (3, 2, 1, 0.5, 0.25)
"""The impacts that RICE knows: massive, high, medium, low, minimal."""
CONFIDENCES: Final = (1, 0.8, 0.5)
"""The confidences that RICE knows: high, medium, low; less is a moonshot."""
LETTERS: Final = ("M", "O", "A", "I", "R", "Q")
"""Kano's answers: must-be, one-dimensional, attractive, indifferent, reverse, questionable; of as many, the first."""
KANO_WORDS: Final = {
    "M": "must-be", "O": "one-dimensional", "A": "attractive", "I": "indifferent", "R": "reverse", "Q": "questionable",
}  # fmt: skip
FEW_ANSWERS: Final = 30
"""With fewer answers a survey says little."""


def rice(reach: float | None, impact: float | None, confidence: float | None, effort: float | None) -> float | None:
    """Return reach x impact x confidence / effort in person-months; None where one is missing, or the effort is 0.

    `effort` is in person-days, of which 20 are a month. (Intercom, by featurevote.co and tempo.io.)
    """
    if reach is None or impact is None or confidence is None or not effort:
        return None
    return reach * impact * confidence / (effort / MONTH)


def ice(impact: float | None, confidence: float | None, ease: float | None) -> float | None:
    """Return impact x confidence x ease, each from 0 to 10; None where one is missing (Gilad)."""
    if impact is None or confidence is None or ease is None:
        return None
    return impact * confidence * ease


def opportunity_score(importance: float | None, satisfaction: float | None) -> float | None:
    """Return importance + max(importance - satisfaction, 0), 0 to 20; None where one is missing (Ulwick).

    Each is ten times the share of the people asked who answered 4 or 5 of 5.
    """
    if importance is None or satisfaction is None:
        return None
    return importance + max(importance - satisfaction, 0)


def need(score: float) -> str:
    """Return what an opportunity score means: low, worth a look (from 10), strong (from 12), extreme (above 15)."""
    if score > 15:  # noqa: PLR2004 - Ulwick's bounds
        return "extreme"
    if score >= 12:  # noqa: PLR2004
        return "strong"
    return "worth a look" if score >= 10 else "low"  # noqa: PLR2004


class Kano(NamedTuple):
    """What the answers of a Kano survey come to."""

    counts: Counter[str]
    """How many people gave each letter."""

    @property
    def n(self) -> int:
        """How many people answered."""
        return self.counts.total()

    @property
    def letter(self) -> str:
        """The answer that most people gave; of as many, the one that must be met first."""
        return max(LETTERS, key=lambda letter: self.counts[letter])

    @property
    def better(self) -> float | None:
        """How far satisfaction rises with it, 0 to 1; None where no answer tells (Berger 1993)."""
        return self._share("AO")

    @property
    def worse(self) -> float | None:
        """How far satisfaction falls without it, -1 to 0; None where no answer tells (Berger 1993)."""
        share = self._share("OM")
        return None if share is None else -share

    def _share(self, letters: str) -> float | None:
        whole = sum(self.counts[letter] for letter in "AOMI")
        return sum(self.counts[letter] for letter in letters) / whole if whole else None


_KANO_ROWS: Final = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""The answer by what somebody feels with it (a row each, 1 to 5) and without it."""


def kano_letter(functional: int, dysfunctional: int) -> str:
    """Return the letter of one person's two answers, each from 1 (I like it) to 5 (I dislike it)."""
    return _KANO_ROWS[functional - 1][dysfunctional - 1]


def kano(answers: Sequence[tuple[int, int]]) -> Kano | None:
    """Return what a survey's answers come to; None where there are none."""
    return Kano(Counter(kano_letter(*one) for one in answers)) if answers else None


def quadrants(points: Sequence[tuple[float, float]]) -> list[str]:
    """Return the quadrant of each pair of impact and effort, split at their medians; what lies on one is high."""
    if not points:
        return []
    impact, effort = median(one for one, _ in points), median(one for _, one in points)
    names = {
        (True, False): "quick win", (True, True): "big bet", (False, False): "fill-in", (False, True): "money pit",
    }  # fmt: skip
    return [names[first >= impact, second >= effort] for first, second in points]
