"""What every command does around its report: find the workspace, load it, select, and put the result out."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import typer

from outtrack.cli.options import Invocation, UsageError, fail, resolve_day
from outtrack.cli.output import Output, format_for, terminal_of
from outtrack.files import WORKSPACE_FILE, Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from outtrack.compute.standing import Standings
    from outtrack.config import Config
    from outtrack.diagnostic import Diagnostic
    from outtrack.select import Filters, Selector
    from outtrack.shapes import Shape
    from outtrack.snapshot import Snapshot

EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def folder(context: typer.Context) -> Path:
    """Return the folder given by `-C`, else the current one; a UsageError where there is none."""
    invocation: Invocation = context.obj or Invocation()
    if not invocation.folder.is_dir():
        raise UsageError(f"-C: there is no folder `{invocation.folder}`")
    return invocation.folder


def workspace(context: typer.Context) -> Workspace:
    """Return the workspace around the folder given by `-C`; a UsageError says what to do where there is none."""
    start = folder(context)
    found = find_workspace(start)
    if found is None:
        where = start.resolve()
        raise UsageError(
            f"no {WORKSPACE_FILE} in {where} or above it: `outtrack init` starts a workspace, `outtrack demo` shows one"
        )
    return found


def open_snapshot(
    context: typer.Context, as_of: str | None, *, use_cache: bool = True, knows_today: bool = False
) -> Snapshot:
    """Return the workspace as its files say, seen on the day; exit with 2 where outtrack.yaml can't be used.

    What lies in the future is seen from `as_of`, or where it `knows_today` from the day it is.
    """
    from outtrack.diagnostic import order
    from outtrack.snapshot import ConfigError, load

    place = workspace(context)

    def day(config: Config, given: str | None = as_of) -> date:
        return resolve_day(given, config.timezone, config.fiscal_year_start)

    today = partial(day, given=None) if knows_today else None
    try:
        return load(place, day, today=today, use_cache=use_cache)
    except ConfigError as error:
        print_findings(place, order(error.diagnostics))
        raise typer.Exit(EXIT_USAGE) from None


@contextmanager
def _wrong_calls() -> Iterator[None]:
    """Make errors of the call of what can't be selected."""
    from outtrack.select import SelectionError

    try:
        yield
    except SelectionError as error:
        raise UsageError(str(error)) from None


def select(selector: Selector, selectors: Sequence[str] | None, filters: Filters) -> set[str] | None:
    """Return what is selected, None for everything; a selector that matches nothing is a UsageError."""
    with _wrong_calls():
        return selector.select(list(selectors or ()), filters)


def find(selector: Selector, name: str, kind: str | None = None) -> str:
    """Return the ref that a name means; a UsageError where it means none or several."""
    with _wrong_calls():
        return selector.find(name, kind)


def kind_of(snapshot: Snapshot, word: str) -> str:
    """Return the kind that a word names; a UsageError with the way out where it names none."""
    from outtrack.select import kind_of

    with _wrong_calls():
        return kind_of(word, snapshot.config.output_types or ())


def selector_of(snapshot: Snapshot, *shown: str) -> tuple[Selector, Standings]:
    """Return what answers selectors and standings for a snapshot, for a command that shows these kinds, else all."""
    from outtrack.compute.standing import Standings
    from outtrack.select import Selector

    standings = Standings(snapshot)
    return Selector(snapshot, standings, *((shown,) if shown else ())), standings


def next_steps(snapshot: Snapshot) -> str:
    """Return what to do in a workspace that holds nothing."""
    from outtrack.outside import first_folder

    folder = first_folder(snapshot.workspace, snapshot.config.include)
    return f"nothing here yet: write {folder}outcomes/NAME.yaml with a `title:`, or look at `outtrack demo`"


def emit(shape: Shape, output: Output) -> None:
    """Write a report where it should go, in the format that was asked for or fits there; notes go to stderr."""
    from outtrack.render import render
    from outtrack.render.terminal import Terminal

    format = format_for(type(shape).__name__, output)
    if output.file is not None and str(output.file) != "-":
        text = render(shape, format, Terminal(width=100))
        try:
            output.file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"-o: `{output.file}` can't be written: {(error.strerror or '').lower()}") from None
    else:
        terminal = terminal_of(sys.stdout, output.color, format)
        sys.stdout.write(render(shape, format, terminal))
    sys.stdout.flush()
    for note in shape.notes:
        fail(note)


def print_findings(place: Workspace, diagnostics: list[Diagnostic], day: date | None = None) -> None:
    """Print findings to stderr, each with the author's own line."""
    from outtrack.render.findings import findings
    from outtrack.render.lines import without_color
    from outtrack.shapes import Diagnostics

    shape = Diagnostics(
        report="check", as_of=day or date.min, found=tuple(diagnostics), prefix=place.prefix,
        lines=texts(place, diagnostics),
    )  # fmt: skip
    terminal = terminal_of(sys.stderr, "never")
    found = list(findings(shape, terminal))[:-2]
    with suppress(OSError):
        sys.stderr.write(without_color(found, is_ascii=terminal.is_ascii))


def write(path: Path, text: str) -> None:
    """Write a file as a whole or not at all; a UsageError where it can't be."""
    target = path.resolve()
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise UsageError(f"`{path.name}` can't be written: {(error.strerror or '').lower()}") from None


def texts(place: Workspace, diagnostics: Sequence[Diagnostic]) -> dict[str, list[str]]:
    """Return the lines of the files that findings are about."""
    found: dict[str, list[str]] = {}
    for one in diagnostics:
        if one.span and one.path not in found:
            try:
                text = place.read(one.path).decode(errors="replace").removeprefix("\ufeff")
            except OSError:
                continue
            found[one.path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return found


def finish(snapshot: Snapshot, shape: Shape, output: Output) -> None:
    """Put a report out; what could not be read is said on stderr, and then the exit code is 1."""
    if snapshot.is_empty:
        shape = replace(shape, notes=(*shape.notes, next_steps(snapshot)))
    emit(shape, output)
    snapshot.keep_derived()
    if snapshot.reading:
        from outtrack.reports.findings import left_out
        from outtrack.rules.levels import Levels

        located = snapshot.spans.ordered(snapshot.reading)
        errors = [one for one in located if one.severity.value == "error"]
        levels = Levels(snapshot.config.check)
        print_findings(snapshot.workspace, [one for one in map(levels.weigh, located) if one], snapshot.as_of)
        if errors:
            fail(f"{len(errors)} {'error' if len(errors) == 1 else 'errors'}: {left_out(snapshot, errors)}")
            raise typer.Exit(EXIT_FINDINGS)
