"""The rules of `check`: each is one module with one function, and one line here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.rules.base import STRUCTURE, Rule
from outtrack.rules.facts import Facts
from outtrack.rules.ignored_checkin import ignored_checkin
from outtrack.rules.options import options_of
from outtrack.rules.options import wrong_options as wrong
from outtrack.rules.paths import matches
from outtrack.rules.tracker_drift import tracker_drift
from outtrack.rules.unlinked_output import unlinked_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.snapshot import Snapshot

RULES: tuple[Rule, ...] = (
    ignored_checkin,
    tracker_drift,
    unlinked_output,
)
NAMES = tuple(sorted([*STRUCTURE, *(one.name for one in RULES)]))


def run(snapshot: Snapshot) -> list[Diagnostic]:
    """Return everything that is wrong with a snapshot, located and in order: reading, links, then the rules."""
    found = [*snapshot.reading, *snapshot.linking]
    facts = Facts(snapshot)
    for one in RULES:
        found += [
            replace(
                finding,
                rule=one.name,
                severity=finding.severity if finding.severity is Severity.INFO else one.severity,
            )
            for finding in _findings(one, facts)
        ]
    return weigh(snapshot.locate(found), snapshot)


def _findings(one: Rule, facts: Facts) -> Iterator[Diagnostic]:
    if one.options is None:
        return one.find(facts)
    return one.find(facts, options_of(one.options, (facts.config.check.rules or {}).get(one.name, {})))


def weigh(found: Iterable[Diagnostic], snapshot: Snapshot) -> list[Diagnostic]:
    """Return the findings with the severities that the configuration gives them; those that are off are left out."""
    check = snapshot.config.check
    weighed = []
    for one in found:
        level: str | None = (check.severity or {}).get(one.rule)
        for pattern, levels in (check.paths or {}).items():
            if one.rule in levels and matches(one.path, pattern):
                level = levels[one.rule]
        severity = Severity(level) if level else one.severity
        if severity is not Severity.OFF:
            weighed.append(replace(one, severity=severity))
    return weighed


def unknown_rules(snapshot: Snapshot) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the keys and names of the rules in the configuration that do not exist."""
    check = snapshot.config.check
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("check", "severity", name), name) for name in check.severity or {}
    ]
    named += [(("check", "rules", name), name) for name in check.rules or {}]
    named += [(("check", "paths", path, name), name) for path, levels in (check.paths or {}).items() for name in levels]
    return [(keys, name) for keys, name in named if name not in NAMES]


def wrong_options(snapshot: Snapshot) -> list[Diagnostic]:
    """Return a finding for each option of a rule in the configuration that it does not have, or that does not fit."""
    options = {one.name: one.options for one in RULES}
    return snapshot.locate(
        found
        for rule, given in (snapshot.config.check.rules or {}).items()
        if rule in NAMES
        for found in wrong(rule, options.get(rule), given)
    )
