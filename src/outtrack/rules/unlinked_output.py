"""The rule `unlinked-output`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from outtrack.compute.reach import ASKED, served, serves
from outtrack.compute.terms import lifecycle
from outtrack.diagnostic import Diagnostic, Place, Severity, did_you_mean
from outtrack.files import WORKSPACE_FILE
from outtrack.frozen import dataclass
from outtrack.rules.base import rule
from outtrack.rules.saying import listed
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outtrack.config import Config
    from outtrack.rules.facts import Facts
    from outtrack.snapshot import Snapshot

SHORTEST: Final = 4
"""Words are compared from so many letters on, which leaves articles out."""


@dataclass(frozen=True, slots=True)
class Options:
    """What `unlinked-output` may be told."""

    types: tuple[str, ...] = ("epic",)
    """The types of outputs that must serve an outcome."""


def unknown_types(config: Config, given: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each of the `types` given to the rule that is no type of output: no output has it."""
    from outtrack.model.delivery import OUTPUT_TYPES

    known = [*OUTPUT_TYPES, *(config.output_types or {})]
    for index, word in enumerate(given):
        if word not in known:
            keys = ("check", "rules", "unlinked-output", "types", *((index,) if len(given) > 1 else ()))
            yield Diagnostic(
                rule="invalid-config",
                message=f"{shown(word)} is not a type of output",
                hint=did_you_mean(word, known) or f"write one of {', '.join(known)}",
                place=Place(WORKSPACE_FILE, 0, keys),
            )


@rule(severity=Severity.ERROR, options=Options)
def unlinked_output(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """Every epic that is to do, being done or done serves an outcome.

    It may name the outcome itself (`outcomes`), build a `solution` that serves one, or be part of a larger
    output that does. A strategy on the way counts through its `goal` or `measured_by`. Drafts and outcomes of
    other workspaces count, dropped ones do not. In the inbox it is only mentioned; parked and dropped work is
    not asked.

    ## Why
    Work that serves no outcome can only be judged by its date, never by its effect.

    ## Before
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ```
    """
    nearest = _Nearest(facts.snapshot)
    for output, status, is_linked in _judged(facts, options):
        if not is_linked:
            above = filter(None, facts.aims.outcomes(output.ref))
            found = _diagnose(output, above, nearest.hint(output))
            yield replace(found, severity=Severity.INFO) if status == "inbox" else found


def asked(facts: Facts, options: Options) -> dict[str, bool]:
    """Return whether they serve an outcome, of all outputs that should, by their refs; those in the inbox may wait."""
    return {output.ref: is_linked for output, status, is_linked in _judged(facts, options) if status in ASKED}


def _judged(facts: Facts, options: Options) -> Iterator[tuple[Any, str, bool]]:
    """Yield the outputs of the types that must serve an outcome, their status, and whether they do."""
    snapshot = facts.snapshot
    types, meanings = options.types, facts.config.output_types or {}
    linked = served(snapshot)
    for record in snapshot.names.records["output"].values():
        output = record.remaining if record.is_broken else record.entity
        if output and (meanings.get(output.type, output.type) in types or output.type in types):
            status = lifecycle(output, snapshot.as_of)
            if status in {*ASKED, "inbox"}:
                yield output, status, serves(snapshot, record, linked)


def _diagnose(output: Any, dropped: Iterable[str], way_out: str) -> Diagnostic:
    message = f"{output.type} serves no outcome"
    if names := [f"`{ref.partition(':')[2]}`" for ref in dropped]:
        message += f" but {listed(names)}, which {'is' if len(names) == 1 else 'are'} dropped"
    found: Diagnostic = output.diagnose("outcomes" if output.outcomes else "title", message, way_out)
    return found


class _Nearest:
    """Finds the outcomes that an output may be for: the one that shares most words with it, or else some to choose."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.open = [one for one in snapshot.all("outcome") if one.status not in {"done", "dropped"}]

    @cached_property
    def by_word(self) -> dict[str, list[str]]:
        """The ids of the open outcomes by the words in their ids and titles."""
        found: dict[str, list[str]] = {}
        for outcome in self.open:
            for word in _words(f"{outcome.id} {outcome.title}"):
                found.setdefault(word, []).append(outcome.id)
        return found

    def hint(self, output: Any) -> str:
        """Return the way out, with outcomes to choose from; without any, where to write the first."""
        return f"add `outcomes: [<id>]`, `solution:` or `parent:`; {self._choice(output)}"

    def _choice(self, output: Any) -> str:
        shared = Counter(
            name for word in sorted(_words(f"{output.id} {output.title}")) for name in self.by_word.get(word, ())
        )
        if shared:
            return f"the nearest by name: {min(shared, key=lambda name: (-shared[name], name))}"
        if self.open:
            own_first = sorted(self.open, key=lambda one: (one.team is None or one.team != output.team, one.id))
            return f"open outcomes: {listed([one.id for one in own_first])}"
        before, _, beside = self.snapshot.record(output.ref).path.rpartition("outputs/")
        folder = f"{before}outcomes/" if beside else "outcomes/"
        return f"there is no open outcome: write {folder}NAME.yaml with a `title:` first"


def _words(text: str) -> set[str]:
    return {word for word in text.casefold().replace("-", " ").split() if len(word) >= SHORTEST}
