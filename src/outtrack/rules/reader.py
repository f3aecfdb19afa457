"""How the statements of a workspace read: as an outcome or as work, and by what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from outtrack.config import word_lists
from outtrack.scalar import shown

if TYPE_CHECKING:
    from outtrack.config import Config
    from outtrack.wording import Verdict, Words


class Reader:
    """Reads each statement once."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._verdicts: dict[str, Verdict] = {}

    @cached_property
    def words(self) -> Words:
        """The word lists, with what the team adds."""
        from outtrack.wording import load_words

        return load_words(word_lists(self._config))

    def verdict(self, statement: str) -> Verdict:
        """Return how a statement reads, as an outcome or as work."""
        if statement not in self._verdicts:
            from outtrack.wording import classify

            self._verdicts[statement] = classify(statement, self.words)
        return self._verdicts[statement]


def evidence(verdict: Verdict) -> str:
    """Return what was found in a statement, rule by rule; empty where it is nothing."""
    from outtrack.wording import RULES

    return "; ".join(f"{one.rule} {RULES[one.rule]} {shown(one.words)}" for one in verdict.evidence)
