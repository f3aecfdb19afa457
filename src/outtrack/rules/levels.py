"""Which rules run, and how much their findings weigh: by the command line, `outtrack.yaml` and the rules themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Severity, did_you_mean
from outtrack.files import WORKSPACE_FILE
from outtrack.frozen import dataclass
from outtrack.rules.base import Moment, Rule
from outtrack.rules.options import wrong_options
from outtrack.rules.paths import matches
from outtrack.rules.structure import STRUCTURE
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.config import Check
    from outtrack.diagnostic import Keys

GATE = frozenset(("unlinked-output",))
"""What the profile `gate` holds beside the structure, and the rules about the check itself."""
LIST_THEM = "`outtrack explain` lists the rules"
_WEIGHT = (Severity.OFF, Severity.INFO, Severity.WARNING, Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    moment: Moment | None = None
    """Only the rules that this can break; all of them if None."""
    only: frozenset[str] = frozenset()
    """Only these rules, even such as are off; all that are on if empty."""
    without: frozenset[str] = frozenset()
    """Not these rules."""


EVERYTHING = Asked()


class Levels:
    """Tells of each rule whether it runs, and of each finding how much it weighs."""

    def __init__(self, check: Check, asked: Asked = EVERYTHING) -> None:
        self.severity, self.paths = check.severity or {}, check.paths or {}
        self.profile, self.has_previews, self.asked = check.profile, check.preview, asked

    @property
    def has_calendar(self) -> bool:
        """Whether what only the passing of time can break is looked at."""
        return self.asked.moment is not Moment.CHANGE

    def runs(self, rule: Rule) -> bool:
        """Return whether a rule runs, if only for the sake of one path."""
        is_selected = rule.name in self.asked.only
        return (
            rule.name not in self.asked.without
            and (is_selected or not self.asked.only)
            and self.asked.moment in {None, rule.moment}
            and (is_selected or self.has_previews or not rule.is_preview)
            and (self.of(rule) is not Severity.OFF or any(rule.name in levels for levels in self.paths.values()))
        )

    def of(self, rule: Rule) -> Severity:
        """Return how much a rule weighs where no path says otherwise."""
        is_selected = rule.name in self.asked.only
        level = Severity(self.severity.get(rule.name, rule.severity))
        is_outside = self.profile == "gate" and rule.name not in GATE and not rule.is_last
        if is_outside and rule.name not in self.severity and not is_selected:
            return Severity.OFF
        if level is Severity.OFF and is_selected:
            return rule.severity if rule.severity is not Severity.OFF else Severity.WARNING
        return level

    def at(self, path: str, rule: str, level: Severity) -> Severity:
        """Return how much a rule weighs at a path, if elsewhere it is `level`."""
        for pattern, levels in self.paths.items():
            if rule in levels and matches(path, pattern):
                level = Severity(levels[rule])
        return level

    def weigh(self, found: Diagnostic, rule: Rule | None = None) -> Diagnostic | None:
        """Return a finding with its severity, None where it is off; `rule` is None for the structure."""
        if rule is None:
            level = self.at(found.path, found.rule, Severity(self.severity.get(found.rule, found.severity)))
            if STRUCTURE[found.rule].severity is Severity.ERROR:
                level = max(level, found.severity, key=_WEIGHT.index)
            return None if level is Severity.OFF else replace(found, severity=level)
        level = self.at(found.path, rule.name, self.of(rule))
        if found.severity is Severity.INFO:  # the rule itself only mentions it
            level = min(level, Severity.INFO, key=_WEIGHT.index)
        if level is Severity.OFF:
            return None
        return Diagnostic(
            rule=rule.name, message=found.message, severity=level, hint=found.hint, entity=found.entity,
            place=found.place, span=found.span, also=found.also,
        )  # fmt: skip


def problems(check: Check, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a `check` section whose values have the right types: names, levels and options."""
    options = {one.name: one.options for one in rules}
    for keys, name, level in _named(check):
        place = Place(WORKSPACE_FILE, 0, (*keys, name), on_key=level is None or name not in {*options, *STRUCTURE})
        if name in STRUCTURE:
            if level not in {None, "error"} and STRUCTURE[name].severity is Severity.ERROR:
                message = f"`{name}` is structure, which is always on: it can't be set to {level}"
                hint = "leave the line out and mend what is found"
                yield Diagnostic(rule="invalid-config", message=message, hint=hint, place=place)
        elif name not in options:
            yield unknown_rule(name, options, place)
    for name, given in (check.rules or {}).items():
        if name in options or name in STRUCTURE:
            yield from wrong_options(name, options.get(name), given)


def _named(check: Check) -> Iterator[tuple[Keys, str, str | None]]:
    """Yield the rules that the section names: the keys that lead there, the name, and the severity for it."""
    yield from ((("check", "severity"), name, level) for name, level in (check.severity or {}).items())
    yield from ((("check", "rules"), name, None) for name in check.rules or {})
    for path, levels in (check.paths or {}).items():
        yield from ((("check", "paths", path), name, level) for name, level in levels.items())


def unknown_rule(name: str, rules: Iterable[str], place: Place) -> Diagnostic:
    """Return the finding for a name that no rule has."""
    hint = did_you_mean(name, [*rules, *STRUCTURE]) or LIST_THEM
    return Diagnostic(rule="unknown-rule", message=f"there is no rule {shown(name)}", hint=hint, place=place)
