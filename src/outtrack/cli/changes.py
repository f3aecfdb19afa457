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

_ALIKE = 0.5
"""So large a share of the lines makes a new file one that was renamed."""
_HEADLINES = 2
"""So many lines name the file above its changes."""


def diff(changes: Sequence[Change], prefix: str) -> str:
    """Return the changes as one text, each file under its two headlines; empty where nothing changes.

    `prefix` leads from the repository's top to the workspace. No text can draw on a terminal or forge a line.
    """
    left = [change for change in changes if change.after is None]
    lines: list[str] = []
    for change in changes:
        origin = None
        if change.before is None and (origin := _origin(change, left)) is not None:
            left.remove(origin)
        if change.after is not None:
            lines += _lines(origin or change, change, prefix)
    for change in left:
        lines += _lines(change, change, prefix)
    return "".join(f"{line}\n" for line in lines)


def _origin(change: Change, left: Sequence[Change]) -> Change | None:
    """Return the file that a new one was until now, under another name: the one most of whose lines are in it."""
    new, best, most = _text(change.after).splitlines(), None, _ALIKE
    for one in left:
        alike = difflib.SequenceMatcher(None, _text(one.before).splitlines(), new, autojunk=False).quick_ratio()
        if alike > most:
            best, most = one, alike
    return best


def _text(data: bytes | None) -> str:
    return (data or b"").decode(errors="replace").removeprefix("\ufeff")


def _lines(old: Change, new: Change, prefix: str) -> Iterator[str]:
    names = (
        "/dev/null" if old.before is None else prefix + old.path,
        "/dev/null" if new.after is None else prefix + new.path,
    )
    if old is not new:
        yield inert(f"rename from {clean(names[0])}")
        yield inert(f"rename to {clean(names[1])}")
    before, after = _ended(old.before), _ended(new.after)
    for number, line in enumerate(difflib.unified_diff(before, after, *names, lineterm="")):
        sign, text = line[:1], line[1:].removesuffix("\n")
        indent = text[: len(text) - len(text.lstrip(" "))]
        yield inert(f"{sign}{indent}{clean(text.lstrip(' '))}")
        if number >= _HEADLINES and sign != "@" and not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _ended(data: bytes | None) -> list[str]:
    """Return the lines of a file, each with its end but for a last one that has none."""
    return [
        f"{line}\n" if (line := whole.splitlines()[0]) != whole else line
        for whole in _text(data).splitlines(keepends=True)
    ]


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
