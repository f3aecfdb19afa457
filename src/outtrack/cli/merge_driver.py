"""`outtrack merge-driver`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outtrack.cli import options, session, writing
from outtrack.cli.output import Output
from outtrack.files import GitError, merge_texts

_MARKER_SIZE = 7


def _file(name: str, text: str) -> typer.models.ArgumentInfo:
    found: typer.models.ArgumentInfo = typer.Argument(metavar=f"[{name}]", help=text, show_default=False)
    return found


def merge_driver(
    context: typer.Context,
    base: Annotated[Path | None, _file("%O", "The file with the common base.")] = None,
    ours: Annotated[Path | None, _file("%A", "The file with our version; the result is written to it.")] = None,
    theirs: Annotated[Path | None, _file("%B", "The file with their version.")] = None,
    path: Annotated[str | None, _file("%P", "The path in the repository.")] = None,
    marker_size: Annotated[
        int, typer.Option("--marker-size", metavar="%L", help="How long the marks of conflicts are.", min=1)
    ] = _MARKER_SIZE,
    install: Annotated[bool, typer.Option("--install", help="Set it up in this clone.")] = False,
    uninstall: Annotated[bool, typer.Option("--uninstall", help="Take it away again.")] = False,
    dry_run: writing.DryRun = False,
) -> None:
    """Merge two versions of an entity file by what they mean; git calls it.

    It ends with 0, or with 1 where conflicts are left on the lines that both sides changed. --install writes
    the lines for it in .gitattributes, to be committed, and the settings of this clone, which no commit holds.

    \b
    Examples:
      outtrack merge-driver --install --dry-run
    """
    if install or uninstall:
        if (install and uninstall) or base is not None:
            raise options.UsageError("--install and --uninstall each stand alone")
        _set_up(context, is_wanted=install, dry_run=dry_run)
        return
    if base is None or ours is None or theirs is None or path is None:
        raise options.UsageError("git calls this as `outtrack merge-driver %O %A %B %P`; --install sets it up")
    folder = session.folder(context)
    if _merge(folder / base, folder / ours, folder / theirs, path, marker_size):
        raise typer.Exit(session.EXIT_FINDINGS)


def _merge(base: Path, ours: Path, theirs: Path, path: str, marker_size: int) -> bool:
    """Write the merge to the file of ours; return whether conflicts are left."""
    from outtrack.merge import Merged, merge

    def textual(*texts: bytes) -> tuple[bytes, bool]:
        return merge_texts(texts, ("ours", "base", "theirs"), marker_size)

    try:
        three = base.read_bytes(), ours.read_bytes(), theirs.read_bytes()
    except OSError as error:
        raise options.UsageError(f"`{error.filename}` can't be read: {(error.strerror or '').lower()}") from None
    try:
        try:
            merged = merge(path, three, textual)
        except GitError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug here must not cost anybody a merge: git's own is always there
            options.fail(f"{path}: merged line by line: {type(error).__name__} in the merge by meaning")
            merged = Merged(*textual(*three), is_textual=True)
    except GitError as error:
        raise options.UsageError(f"{path}: git says: {error}") from None
    if merged.data != three[1]:
        ours.write_bytes(merged.data)
    return merged.has_conflicts


def _set_up(context: typer.Context, *, is_wanted: bool, dry_run: bool) -> None:
    from outtrack.acts.driver import lines_for
    from outtrack.driver import command, configure, configured, program

    snapshot = session.open_snapshot(context, None)
    repository = snapshot.workspace.repository
    if repository is None:
        raise options.UsageError("the workspace is in no git repository: `git init` starts one")
    line = command(program()) if is_wanted else None
    writing.carry_out(
        snapshot, "merge-driver", lambda now: lines_for(now, is_wanted=is_wanted), Output(), dry_run=dry_run
    )
    if configured(repository) == line:
        options.fail("the settings of this clone: they are so already")
        return
    if not dry_run:
        try:
            configure(repository, line)
        except GitError as error:
            raise options.UsageError(f"git says: {error}") from None
    done = "set" if is_wanted else "taken away"
    typer.echo(f"merge.outtrack.driver {'would be' if dry_run else 'is'} {done} in the settings of this clone")
