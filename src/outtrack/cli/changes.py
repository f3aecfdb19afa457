"""What commands that write share: the folder for new files, and planned changes as a unified diff."""

from __future__ import annotations

import difflib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.cli.options import UsageError
from outtrack.render.terminal import clean, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.snapshot import Snapshot
    from outtrack.write import Change


def diff(changes: Sequence[Change], prefix: str) -> str:
    """Return the changes as one text, each file under its two headlines; empty where nothing changes.

    `prefix` leads from the repository's top to the workspace. No text can draw on a terminal or forge a line.
    """
    return "".join(f"{line}\n" for change in changes for line in _lines(change, prefix))


def _lines(change: Change, prefix: str) -> Iterator[str]:
    before = (change.before or b"").decode(errors="replace").removeprefix("\ufeff")
    after = (change.after or b"").decode(errors="replace").removeprefix("\ufeff")
    path = prefix + change.path
    names = ("/dev/null" if change.before is None else path, "/dev/null" if change.after is None else path)
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm=""):
        sign, text = line[:1], line[1:]
        indent = text[: len(text) - len(text.lstrip(" "))]
        yield inert(f"{sign}{indent}{clean(text.lstrip(' '))}")


def folder(snapshot: Snapshot, kind: str, given: str | None) -> str:
    """Return the folder for new files of a kind: the one given, else the first that holds such; raise UsageError."""
    from outtrack.acts.folders import folder_for, is_read
    from outtrack.read import folder_kind

    if given is None:
        return folder_for(snapshot, kind)
    path = PurePosixPath(given.replace("\\", "/")).as_posix()
    if folder_kind(f"{path}/x.yaml") != kind:
        raise UsageError(
            f"--into: a file in `{path}` would be no {kind}: the name of the folder says what its files are"
        )
    if not is_read(snapshot, path):
        raise UsageError(
            f"--into: outtrack does not read `{path}`: name a folder below one of `include` in outtrack.yaml"
        )
    return path
