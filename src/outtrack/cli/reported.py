"""What a check reports of all that it found, and what that is shown as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outtrack.cli import options, session
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.cli.epics import Seen
    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.levels import Asked
    from outtrack.rules.run import Checked
    from outtrack.shapes import Diagnostics, Table


@dataclass(frozen=True, slots=True)
class Reported:
    """The findings of a check that are reported, of all that there are."""

    checked: Checked
    found: list[Diagnostic]
    seen: Seen
    """What the check looked at beside the files."""
    elsewhere: int | None = None
    """How many are left out because a change has nothing to do with them; None where nobody asked."""
    changed: frozenset[str] = frozenset()
    """The files that it changed, by their paths from the repository's top."""

    def findings(self, failing: tuple[str, ...], *, with_infos: bool) -> Diagnostics:
        """Return the findings as they are shown; the others are only counted, and never looked for in their files."""
        from outtrack.diagnostic import Severity
        from outtrack.reports.findings import findings

        ran, snapshot = self.checked.ran, self.checked.ran.facts.snapshot
        shown = [one for one in self.found if with_infos or one.severity is not Severity.INFO]
        located = snapshot.spans.ordered(shown)
        more = {
            "known": self.checked.known.total(),
            "silenced": ran.silence.count,
            "elsewhere": self.elsewhere,
            "profile": ran.levels.profile,
            "on": "all" if ran.levels.has_calendar else "change",
            **self.seen.figures(),
        }
        lines = session.texts(snapshot.workspace, located) | self.seen.lines(located)
        shape = findings(snapshot, located, lines, hidden=len(self.found) - len(shown), more=more)
        return replace(shape, failing=failing, changed=self.changed, notes=(*shape.notes, *self.seen.notes()))

    def statistics(self) -> Table:
        """Return the findings by rule; the figures that sum them up are a note."""
        from outtrack.render.findings import summary
        from outtrack.reports.findings import counted, statistics

        snapshot = self.checked.ran.facts.snapshot
        told = {"known": self.checked.known.total(), "elsewhere": self.elsewhere, **self.seen.figures()}
        note = summary(counted(snapshot, self.found) | told)
        return replace(statistics(snapshot, self.found, self.checked.known), notes=(note, *self.seen.notes()))


def since(checked: Checked, asked: Asked, seen: Seen, name: str) -> Reported:
    """Return the findings that what was changed since a revision is answerable for; a UsageError if there is none."""
    from outtrack.revision import RevisionError, changed_files, revision
    from outtrack.rules.run import check
    from outtrack.rules.since import since
    from outtrack.snapshot import ConfigError, load_at

    snapshot = checked.ran.facts.snapshot
    try:
        base = revision(snapshot.workspace, name)
        changed = changed_files(base)
        try:
            before = check(load_at(base, snapshot), asked).found
            before += [one for one in checked.found if one.rule == "near-kind-folder"]  # not looked for in a commit
        except ConfigError:
            options.fail(f"the workspace could not be checked as it was at {name}, so everything is reported")
            return Reported(checked, checked.found, seen, 0)
    except RevisionError as error:
        raise options.UsageError(f"--changed-since: {error}") from None
    changed |= {one.entry.path for one in snapshot.files if one.entry.path not in base.blobs}
    before = [one for one in before if one.rule != "nothing-checked"]  # who sees nothing says so every time
    found = since(before, checked.found, changed)
    prefix = snapshot.workspace.prefix
    left_out = len(checked.found) - len(found)
    return Reported(checked, found, seen, left_out, frozenset(prefix + path for path in changed))
