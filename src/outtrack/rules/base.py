"""What a rule is: a generator of findings, with a name, a severity, and its own documentation."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from outtrack.diagnostic import Diagnostic, Severity
    from outtrack.rules.facts import Facts
    from outtrack.rules.ran import Ran

    Body = (
        Callable[[Facts], Iterator[Diagnostic]]
        | Callable[[Facts, Any], Iterator[Diagnostic]]
        | Callable[[Ran], Iterator[Diagnostic]]
    )


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
    is_last: bool = False
    """Whether it is about the check itself: it runs after the others, takes what these found, and can't be silenced."""


def rule(
    *,
    severity: Severity,
    moment: Moment = Moment.CHANGE,
    options: type | None = None,
    is_preview: bool = False,
    is_last: bool = False,
) -> Callable[[Body], Rule]:
    """Make a rule of a function; its name comes from the function, its page from the docstring."""

    def make(body: Any) -> Rule:
        name = body.__name__.replace("_", "-")
        return Rule(name, body, severity, body.__doc__ or "", moment, options, is_preview, is_last)

    return make
