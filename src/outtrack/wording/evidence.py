"""The rules by their codes, and what was found by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.wording.measures import measures

if TYPE_CHECKING:
    from outtrack.wording.measures import Where
    from outtrack.wording.sentence import Sentence

RULES: Final = {
    "O1": "from one value to another",
    "O2": "verb of change",
    "O3": "metric, or what people feel, know or are",
    "O4": "size of change, or share",
    "O5": "threshold",
    "O6": "what a group does",
    "O7": "rate",
    "O8": "comparison",
    "O9": "somebody becomes able",
    "O10": "people in another state",
    "P1": "verb of delivery",
    "P2": "counted deliverable",
    "P3": "date without a metric",
    "P4": "bare deliverable",
    "P5": "number of things",
    "P6": "people reached",
    "P7": "change without a metric",
}
"""What each rule finds: O speaks for an outcome, P for an output."""


class Evidence(NamedTuple):
    """What one rule found: its code, what it counts, and the words that it found."""

    rule: str
    points: int
    words: str


class Reading:
    """A sentence, and the evidence that is found in it."""

    __slots__ = ("_rules", "evidence", "measures", "sentence")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.measures = measures(sentence)
        self.evidence: list[Evidence] = []
        self._rules: set[str] = set()

    def say(self, rule: str, points: int, first: int, end: int | None = None) -> None:
        """Add evidence, with the words from one place to another."""
        self._rules.add(rule)
        self.evidence.append(Evidence(rule, points, self.sentence.cut(first, first + 1 if end is None else end)))

    def say_at(self, rule: str, points: int, where: Where | None) -> None:
        """Add evidence where there is some."""
        if where:
            self.say(rule, points, *where)

    def has(self, *rules: str) -> bool:
        """Return whether any of these rules found something."""
        return not self._rules.isdisjoint(rules)
