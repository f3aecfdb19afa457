"""`outtrack import csv`: rows of a spreadsheet, shown and written."""

from __future__ import annotations

import sys
from dataclasses import field
from typing import TYPE_CHECKING

from outtrack.cli import options, session
from outtrack.cli.changes import diff, folder
from outtrack.cli.output import Output
from outtrack.cli.writing import refusals
from outtrack.frozen import dataclass
from outtrack.importers.csv import plan, saving, table_of
from outtrack.importers.maps import MapError
from outtrack.importers.report import many
from outtrack.model import KINDS
from outtrack.write import save

if TYPE_CHECKING:
    from outtrack.importers.csv import Rows
    from outtrack.importers.foreign import Foreign
    from outtrack.snapshot import Snapshot

LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call says about a spreadsheet."""

    kind: str | None = None
    maps: list[str] = field(default_factory=list)
    name: str | None = None
    """The name under which the map is kept."""
    folder: str | None = None


def run(snapshot: Snapshot, foreign: Foreign, asked: Asked, result: Output | None, *, is_written: bool) -> None:
    """Show what becomes of the rows, and write it if that was said."""
    kind = asked.kind
    if kind is not None and kind not in KINDS:
        from outtrack.diagnostic import did_you_mean

        raise options.UsageError(f"--kind: `{kind}` is not one of {', '.join(KINDS)}{did_you_mean(kind, KINDS, '; ')}")
    try:
        with refusals():
            done = _plan(snapshot, foreign, asked)
        if is_written and done.is_suggested:
            raise options.UsageError(f"this map is only a suggestion: write it down to use it: --map {_quoted(done)}")
    except MapError as error:
        raise options.UsageError(f"--map: {error}") from None
    if is_written:
        with refusals():
            save(snapshot.workspace, done.changes)
    shape = table_of(done, snapshot, is_written=is_written)
    if result is not None:
        session.emit(shape, result)
    else:
        sys.stdout.write(diff(done.changes, snapshot.workspace.prefix))
        sys.stdout.flush()
    _say(done, foreign.name)
    _say_next(done, is_written=is_written)


def _plan(snapshot: Snapshot, foreign: Foreign, asked: Asked) -> Rows:
    """Return what would be done, once the kind is known that says where the files go."""
    from outtrack.importers.maps import parse

    saved = (snapshot.config.trackers.maps if snapshot.config.trackers else None) or {}
    given = parse(asked.maps, asked.kind, saved)
    kind = given.kind if given else asked.kind or "outcome"
    if kind not in KINDS:
        raise MapError(f"`{kind}` is not a kind")
    done = plan(snapshot, foreign, asked.kind, asked.maps, folder(snapshot, kind, asked.folder))
    if asked.name is not None:
        done.changes += saving(snapshot, done.chosen, asked.name)
    return done


def _quoted(done: Rows) -> str:
    import shlex

    return shlex.quote(done.chosen.text)


def _say(done: Rows, name: str) -> None:
    for one in done.noted[:LONGEST_LIST]:
        options.fail(f"{name}:{one.line}, {one.column}: `{one.text}`: {one.done}")
    if len(done.noted) > LONGEST_LIST:
        options.fail(f"and {len(done.noted) - LONGEST_LIST} more cells: `--format json` has all of them")
    if done.left_out:
        options.fail(f"columns that are mapped to nothing: {', '.join(f'`{column}`' for column in done.left_out)}")
    for column in done.twice:
        options.fail(f"the column `{column}` stands twice: to map it, call one of the two otherwise")
    if done.is_suggested:
        options.fail(f"the map that the names of the columns suggest: --map {_quoted(done)}")


def _say_next(done: Rows, *, is_written: bool) -> None:
    kind, made, kept = done.chosen.kind, done.count("create"), done.count("keep")
    there = f", {kept} there already and left as {'it is' if kept == 1 else 'they are'}" if kept else ""
    options.fail(f"{many(done.rows, 'row')}: {many(made, 'new file')} of the kind {kind}{there}")
    if not done.changes:
        options.fail("nothing to do")
    elif is_written:
        options.fail(f"written: {many(len(done.changes), 'file')}")
    elif done.is_suggested:
        options.fail("nothing was written: say the map, as above or better, and --yes; --save NAME keeps it")
    else:
        options.fail("nothing was written: add --yes to write the files")
