"""`outtrack schema`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output


def _complete(incomplete: str) -> list[str]:
    from outtrack.schema import NAMES

    return [name for name in NAMES if name.startswith(incomplete)]


def schema(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="A kind, checkin, config (outtrack.yaml) or document (one of any kind).",
            autocompletion=_complete,
        ),
    ] = "document",
    install: Annotated[
        str | None,
        typer.Option(
            "--install",
            metavar="EDITOR",
            help="Set up the workspace: vscode, jetbrains, or modeline (any editor).",
            autocompletion=lambda: ["vscode", "jetbrains", "modeline"],
            show_default=False,
        ),
    ] = None,
    dry_run: writing.DryRun = False,
    *,
    output: Output,
) -> None:
    """Print the JSON Schema of a kind, or set up an editor with all of them.

    \b
    Examples:
      outtrack schema outcome
      outtrack schema -o document.json
      outtrack schema --install vscode
      outtrack schema --install modeline --dry-run
    """
    if install is not None:
        return _install(context, install, output, dry_run=dry_run)
    if dry_run:
        raise options.UsageError("--dry-run: printing a schema writes nothing; it goes with --install")
    if output.format not in {None, "json"}:
        raise options.UsageError(f"--format: a schema is JSON, not {output.format}")
    from outtrack.diagnostic import did_you_mean
    from outtrack.model import FOLDERS
    from outtrack.schema import NAMES, text
    from outtrack.schema import schema as found

    name = FOLDERS.get(kind, kind)
    if name not in NAMES:
        near = did_you_mean(kind, NAMES, "; ") or f"; there are {', '.join(NAMES)}"
        raise options.UsageError(f"there is no schema `{kind}`{near}")
    if output.file is None:
        sys.stdout.write(text(found(name)))
        sys.stdout.flush()
        return None
    try:
        output.file.write_text(text(found(name)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise options.UsageError(f"`{output.file}` can't be written: {(error.strerror or '').lower()}") from None
    return None


def _install(context: typer.Context, editor: str, output: Output, *, dry_run: bool) -> None:
    """Write the schemas into the workspace, and the settings that name them."""
    from outtrack.acts.editors import EDITORS

    plan = EDITORS[options.one_of(editor, sorted(EDITORS), "--install")]
    snapshot = session.open_snapshot(context, None)
    writing.carry_out(snapshot, "schema", plan, output, dry_run=dry_run)
