"""`--epics`: a tracker's epics beside the workspace, for one run and in memory only."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import options
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.importers.base import Export, Settings
    from outtrack.importers.foreign import Foreign
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot


def _trackers() -> list[str]:
    from outtrack.importers import TRACKERS

    return list(TRACKERS)


File = Annotated[
    list[Path] | None,
    typer.Option("--epics", metavar="FILE", help="Check the epics in this export of a tracker, too; - for stdin."),
]
Tracker = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="TRACKER", help="The tracker, where the export does not show it.", autocompletion=_trackers
    ),
]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="What counts as an epic: a type of the tracker, or all. (repeat for several)"
    ),
]


@dataclass(frozen=True, slots=True)
class Seen:
    """The workspace with the epics of an export in it; without an export, the workspace alone."""

    snapshot: Snapshot
    export: Export | None = None

    def told(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return findings, those about epics with the way out through their tracker."""
        if self.export is None:
            return found
        from outtrack.importers.gate import in_the_tracker
        from outtrack.importers.linked import Linked

        linked = Linked(self.snapshot, self.export)
        return [in_the_tracker(one, self.snapshot, linked) for one in found]

    def lines(self, found: list[Diagnostic]) -> dict[str, list[str]]:
        """Return the lines of the export that findings are about."""
        if self.export is None:
            return {}
        from outtrack.importers.gate import lines

        return lines(found, self.snapshot, self.export)

    def figures(self) -> Data:
        """Return what was seen of the export, under its key; nothing without one."""
        if self.export is None:
            return {}
        from outtrack.importers.gate import figures

        return {"epics": figures(self.snapshot, self.export)}

    def notes(self) -> list[str]:
        """Return what was seen of the export for people: how many epics, how old it is, what it lacks."""
        if self.export is None:
            return []
        from outtrack.importers.gate import figures, sentences

        return sentences(figures(self.snapshot, self.export))


def only(files: list[Path] | None) -> Path | None:
    """Return the one export that was named; a UsageError for several, of which all but one would be passed over."""
    if len(files or ()) > 1:
        raise options.UsageError("--epics takes one export: run the check once for each")
    return files[0] if files else None


@contextmanager
def beside(snapshot: Snapshot, file: Path | None, tracker: str | None, types: list[str] | None) -> Iterator[Seen]:
    """Yield the workspace with the epics of an export in it, as long as the export is open."""
    if file is None:
        if tracker is not None or types:
            raise options.UsageError(f"{'--from' if tracker else '--type'} says how to read `--epics FILE`")
        yield Seen(snapshot)
        return
    from outtrack.importers.foreign import ExportError
    from outtrack.importers.gate import joined

    try:
        with opened(file) as foreign:
            export = read(foreign, tracker, settings(snapshot, types))
            yield Seen(joined(snapshot, export), export)
    except ExportError as error:
        raise options.UsageError(str(error)) from None


def opened(file: Path) -> Foreign:
    """Return a file from elsewhere, ready to be read; raise ExportError where it can't hold an export."""
    import sys

    from outtrack.importers.foreign import STDIN
    from outtrack.importers.opening import open_foreign

    return open_foreign(file, sys.stdin.buffer, STDIN if str(file) == "-" else file.as_posix())


def settings(snapshot: Snapshot, types: list[str] | None) -> Settings:
    """Return how an export is read: as the configuration says, or the call."""
    from outtrack.importers.base import Settings

    trackers = snapshot.config.trackers
    link_field, known = (trackers.link_field, trackers.types) if trackers else (None, ())
    outcomes = {name.casefold(): name for name in snapshot.names.records["outcome"]}
    return Settings(link_field, tuple(types or known), outcomes)


def read(foreign: Foreign, tracker: str | None, how: Settings) -> Export:
    """Return an export; raise ExportError where it is not what it should be, or nobody can tell what it is."""
    from outtrack.importers import TRACKERS, extract, identify
    from outtrack.importers.base import Export
    from outtrack.importers.objects import objects_of

    if tracker is not None and tracker not in TRACKERS:
        from outtrack.diagnostic import did_you_mean

        raise options.UsageError(f"--from: there is no tracker `{tracker}`{did_you_mean(tracker, TRACKERS, '; ')}")
    name = tracker or identify(foreign)
    if name is None and foreign.is_json and objects_of(foreign).first() is None:
        return Export(tracker="unknown", foreign=foreign)  # an empty list: nothing shows whose, and nothing is in it
    if name is None:
        raise foreign.error("nothing shows which tracker this comes from", f"say --from {', '.join(TRACKERS)}")
    return extract(name, foreign, how)
