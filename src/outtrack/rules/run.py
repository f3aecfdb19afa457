"""One check: what reading and linking found, then each rule once, then what comments silence and what is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass
from outtrack.outside import nothing_read
from outtrack.rules import RULES
from outtrack.rules.facts import Facts
from outtrack.rules.known_file import read_known
from outtrack.rules.levels import EVERYTHING, Asked, Levels, problems
from outtrack.rules.options import options_of
from outtrack.rules.ran import Ran
from outtrack.rules.silence import Silence
from outtrack.rules.unlinked_output import Options, unknown_types
from outtrack.snapshot import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.base import Rule
    from outtrack.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    ran: Ran
    found: list[Diagnostic]
    """Everything that stands and is not known, each once, not located."""
    known: Counter[str] = field(default_factory=Counter)
    """How many known findings of each rule are left out."""

    def located(self) -> list[Diagnostic]:
        """Return the findings with their spans, in order."""
        return self.ran.facts.snapshot.spans.ordered(self.found)


def run(snapshot: Snapshot) -> list[Diagnostic]:
    """Return everything that is wrong with a snapshot, located and in order; raise ConfigError like `check`."""
    return check(snapshot).located()


def check(snapshot: Snapshot, asked: Asked = EVERYTHING, rules: Sequence[Rule] = RULES) -> Checked:
    """Return what is wrong with a snapshot.

    Raise ConfigError where the `check` section of `outtrack.yaml`, or the file of known findings, can't be used.
    """
    settings = snapshot.config.check
    types = options_of(Options, "unlinked-output", settings).types
    if wrong := [*problems(settings, rules), *unknown_types(snapshot.config, types)]:
        raise ConfigError(snapshot.spans.ordered(wrong))
    levels, facts, names = Levels(settings, asked), Facts(snapshot), {one.name: one for one in rules}
    structure = _weighed(None, [*snapshot.reading, *snapshot.linking, *_nothing(snapshot)], facts, levels)
    silence = Silence(snapshot, {one.name for one in rules if not one.is_last}, may_expire=levels.has_calendar)
    standing = silence.sift(
        found
        for one in rules
        if not one.is_last and levels.runs(one)
        for found in _weighed(one, _findings(one, facts), facts, levels)
    )
    known = read_known(snapshot.workspace)
    broken = frozenset(one.path for one in structure if one.severity is Severity.ERROR)
    new, hidden = known.sift(standing, snapshot.beside) if known else (standing, Counter[str]())
    ran = Ran(facts, names, levels, silence, standing, new, known, broken)
    last = [
        found
        for one in rules
        if one.is_last and levels.runs(one)
        for found in _weighed(one, one.find(ran), facts, levels)
    ]
    return Checked(ran, [*structure, *new, *last], hidden)


def _nothing(snapshot: Snapshot) -> Iterator[Diagnostic]:
    """Yield that there was nothing to check, where no error says why."""
    has_errors = any(one.severity is Severity.ERROR for one in snapshot.reading)
    if snapshot.is_empty and not snapshot.checkin_files and not has_errors:
        yield nothing_read(snapshot.workspace, snapshot.config.include)


def _findings(one: Rule, facts: Facts) -> Iterator[Diagnostic]:
    return one.find(facts) if one.options is None else one.find(facts, facts.options(one.name, one.options))


def _weighed(one: Rule | None, found: Iterable[Diagnostic], facts: Facts, levels: Levels) -> list[Diagnostic]:
    """Return findings with their files, names and severities, each once, without those that are off."""
    addressed = [facts.snapshot.spans.addressed(finding) for finding in found]
    if beside := facts.snapshot.beside:
        addressed = [
            finding
            for finding in addressed
            if finding.path != beside.path or (one.name if one else finding.rule) in beside.rules
        ]
    weighed = (levels.weigh(finding, one) for finding in addressed)
    kept = {(found.rule, found.place, found.span, found.entity, found.message): found for found in weighed if found}
    return list(kept.values())
