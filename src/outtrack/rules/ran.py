"""What the other rules found, for the rules about the check itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.rules.known import Coverage, Key, Known, counted
from outtrack.rules.unlinked_output import Options, asked, unlinked_output

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Container, Mapping

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.base import Rule
    from outtrack.rules.facts import Facts
    from outtrack.rules.levels import Levels
    from outtrack.rules.silence import Silence


@dataclass
class Ran:
    """One check: what it looked at, what stands, what was silenced, what is known."""

    facts: Facts
    rules: Mapping[str, Rule]
    levels: Levels
    silence: Silence
    standing: list[Diagnostic]
    """What the rules found and no comment silenced, be it known or not."""
    new: list[Diagnostic]
    """What of that is not known."""
    known: Known | None
    broken: frozenset[str]
    """The files of which something could not be read or linked: about these, finding nothing means nothing."""

    def can_be_silenced(self, name: str) -> bool:
        """Return whether the findings of a rule can be silenced, or known: structure and the check itself can't."""
        return name in self.rules and not self.rules[name].is_last

    def has_judged(self, key: Key) -> bool:
        """Return whether finding nothing of a kind means that there is nothing to be found.

        Beside an export only its epics are judged: what it says may hide what files by themselves have to answer to.
        """
        name, path, beside = key.rule, key.path, self.facts.snapshot.beside
        if beside is not None and key.is_epic and key.entity in beside.names:
            path = beside.path
        elif beside is not None or key.is_epic:
            return False
        if not self.can_be_silenced(name) or not self.levels.runs(self.rules[name]) or path in self.broken:
            return False
        return self.levels.at(path, name, self.levels.of(self.rules[name])) is not Severity.OFF

    @cached_property
    def counts(self) -> Counter[Key]:
        """How many findings there are of each that can be known."""
        return counted(self.standing, self.facts.snapshot.beside)

    @cached_property
    def coverage(self) -> Coverage | None:
        """How many of the outputs that should serve an outcome do; None where none should, or that can't be told.

        Work that need not, by a comment or because the rule is off where it lies, is not asked. Beside an export it
        is not told: another export would have another share.
        """
        rule = unlinked_output
        if self.facts.snapshot.beside or self.broken or not self.levels.runs(rule):
            return None
        options = self.facts.options(rule.name, Options)
        told = {one.entity for one in self.standing if one.rule == rule.name}
        linked = [is_linked for ref, is_linked in asked(self.facts, options).items() if is_linked or ref in told]
        return Coverage(tuple(sorted(options.types)), sum(linked), len(linked)) if linked else None

    def renewed(self, alone: Container[Key] | None = None) -> Known:
        """Return what is known from now on: what stands. Where nothing was judged, it is what was known before.

        Beside an export, `alone` is what is found without it: what only the export brings about in files is not theirs.
        """
        before = self.known or Known()
        kept = {
            key: many
            for key, many in before.counts.items()
            if self.can_be_silenced(key.rule) and not self.has_judged(key)
        }
        now = {
            key: max(many, kept.get(key, 0))
            for key, many in self.counts.items()
            if alone is None or key.is_epic or key in alone or key in kept
        }
        return Known({**kept, **now}, self._raised(before.coverage))

    def _raised(self, before: Coverage | None) -> Coverage | None:
        """Return the share below which the coverage may not fall: it never does by itself, unless others are asked."""
        now = self.coverage
        if now is None or (before and before.types == now.types and now.is_below(before)):
            return before
        return now
