"""What a rule is: a generator of findings, with a name, a severity, and its own documentation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from outtrack.diagnostic import Diagnostic, Severity
    from outtrack.rules.facts import Facts

    Body = Callable[[Facts], Iterator[Diagnostic]] | Callable[[Facts, Any], Iterator[Diagnostic]]


class Moment(StrEnum):
    """What can break a rule: a change of the files, or the passing of time, too."""

    CHANGE = "change"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name in kebab case, what it finds, how much that weighs, and the page about it."""

    name: str
    find: Callable[..., Iterator[Diagnostic]]
    """Takes the facts, and the options where the rule has any."""
    severity: Severity
    documentation: str
    moment: Moment = Moment.CHANGE
    options: type | None = None
    """The dataclass of its options, each with its default and a docstring."""
    is_preview: bool = False
    """Whether it is new in this release: off unless the configuration asks for previews."""


def rule(
    *, severity: Severity, moment: Moment = Moment.CHANGE, options: type | None = None, is_preview: bool = False
) -> Callable[[Body], Rule]:
    """Make a rule of a function; its name comes from the function, its page from the docstring."""

    def make(body: Any) -> Rule:
        name = body.__name__.replace("_", "-")
        return Rule(name, body, severity, body.__doc__ or "", moment, options, is_preview)

    return make


STRUCTURE = {
    "ambiguous-link": "a link names two entities of different kinds",
    "conflicting-link": "a tracker links an epic to different outcomes at once (a warning, with `--epics`)",
    "dangling-link": "a link names nothing",
    "duplicate-id": "two entities of a kind, or two key results of an outcome, have one id",
    "duplicate-key": "a key stands twice in one mapping",
    "invalid-config": "`outtrack.yaml` can't be used",
    "invalid-value": "a value is not what its field takes, or contradicts another",
    "link-cycle": "links that lead upwards go round in a circle",
    "merge-conflict": "a file still holds the markers of an unfinished merge",
    "missing-field": "a required field is missing",
    "near-kind-folder": "a folder is nearly, but not quite, named after a kind",
    "no-epics": "the export of a tracker holds no epic (with `--epics`)",
    "not-utf8": "a file is not UTF-8",
    "unknown-field": "a key is not a field of its entity",
    "unknown-kind": "nothing says what a file describes",
    "unreadable-file": "a file or folder can't be read",
    "unsafe-yaml": "a tag, too many aliases, too deep or too large",
    "wrong-link-kind": "a link names an entity of a kind that it may not name",
    "yaml-syntax": "a file is not YAML",
}
"""The rules that reading and linking hold themselves: always on, and errors unless said otherwise."""
