"""`outtrack fmt`."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def fmt(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|ID]…", help="Files, folders or entities; - for stdin. Default: all.", show_default=False
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; list what would change, and end with 1 if anything would.")
    ] = False,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="The kind of what stdin holds.", show_default=False)
    ] = None,
    filename: Annotated[
        str | None,
        typer.Option(
            "--stdin-filename",
            metavar="PATH",
            help="The file that stdin stands for: its folder names the kind.",
            show_default=False,
        ),
    ] = None,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Lay out files in one way: order of keys and days, indentation, brackets, quotes. Comments stay.

    With - it reads stdin and writes stdout, for editors.

    \b
    Examples:
      outtrack fmt --dry-run
      outtrack fmt urgent-wait
      outtrack fmt - --stdin-filename product/outcomes/a.yaml
    """
    if names == ["-"]:
        if dry_run or output.is_chosen:
            raise options.UsageError("fmt - writes the text to stdout; of the options it takes --check alone")
        _filter(kind, filename, is_check=check)
        return
    if kind or filename or "-" in (names or ()):
        raise options.UsageError("--kind and --stdin-filename go with `outtrack fmt -`, which takes no other files")
    from outtrack.acts.fmt import fmt as plan
    from outtrack.acts.fmt import named_files
    from outtrack.render.terminal import clean

    snapshot = session.open_snapshot(context, None)
    paths: set[str] = set()
    for name in names or ():
        found = named_files(snapshot, name)
        if not found:
            selector, _ = session.selector_of(snapshot)
            found = {snapshot.record(session.find(selector, name)).path}
        paths |= found
    if check and not output.is_chosen:
        with writing.refusals():
            planned = plan(snapshot, paths)
        for line in planned.said:
            typer.echo(clean(line))
        for note in planned.notes:
            options.fail(note)
    else:
        planned = writing.carry_out(snapshot, "fmt", lambda now: plan(now, paths), output, dry_run=dry_run or check)
    if check and planned.changes:
        raise typer.Exit(1)


def _filter(kind: str | None, filename: str | None, *, is_check: bool) -> None:
    """Read a text from stdin and write it laid out to stdout, or with `is_check` end with 1 where it would change."""
    from outtrack.acts.fmt import left_alone, left_in, records_of
    from outtrack.diagnostic import did_you_mean
    from outtrack.model import CHECKIN, KINDS
    from outtrack.source import parse
    from outtrack.write import canonical

    kinds = (*KINDS, CHECKIN)
    if kind is not None and kind not in kinds:
        near = did_you_mean(kind, kinds, "; ")
        raise options.UsageError(f"--kind: there is no kind `{kind}`{near}")
    path = PurePath(filename or "stdin").as_posix()
    data = sys.stdin.buffer.read()
    source = parse(data, path)
    for one in source.diagnostics:
        options.fail(f"{path}:{one.span.line if one.span else 1}: {one.message}")
    if source.diagnostics:
        raise typer.Exit(1)
    records = records_of(source.documents, "" if kind else path, kind)
    if records is None:
        raise options.UsageError("say what stdin holds: --kind outcome, or --stdin-filename product/outcomes/a.yaml")
    new = canonical(data, path, records)
    for note in left_in(path, new) if new else [left_alone(path)]:
        options.fail(note)
    result = new.data if new else data
    if not is_check:
        sys.stdout.buffer.write(result)
        sys.stdout.flush()
    elif result != data:
        raise typer.Exit(1)
