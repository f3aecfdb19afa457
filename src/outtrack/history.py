"""What a file held at each commit that changed it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.config import zone
from outtrack.files import GitError, git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.config import Config
    from outtrack.files import Workspace

MOST: Final = 200
"""So many commits of one file are looked at, the latest ones."""
_COMMIT: Final = re.compile(r"\n?([0-9a-f]{40,64})\t(\d+)\n?")


class HistoryError(Exception):
    """There is no history to look at; the text says why."""


class Version(NamedTuple):
    """A file as a commit left it."""

    commit: str
    day: date
    """The day on which the change was written, in the time zone of the workspace."""
    path: str
    """From the top of the repository."""
    data: bytes


def versions(workspace: Workspace, path: str, config: Config) -> list[Version]:
    """Return a file as each commit left it that changed it, the oldest first, also from when it had another name.

    Empty where the workspace is in no repository, or nobody has committed the file. Raise HistoryError where git can't
    be asked, or the history is cut off before the file began.
    """
    if workspace.repository is None:
        return []
    how = ("log", f"--max-count={MOST}", "--follow", "-z", "--format=%x00%H%x09%at", "--name-only", "--no-ext-diff")
    try:
        if not git(workspace.root, "rev-list", "--all", "--max-count=1").strip():
            return []  # nothing was committed yet
        listing = git(workspace.root, *how, "--", path).decode(errors="replace")
        if git(workspace.root, "rev-parse", "--is-shallow-repository").strip() == b"true":
            raise HistoryError("this clone is shallow: `git fetch --unshallow` fetches the whole history")
        found = list(_read(workspace, listing, config))
    except GitError as error:
        raise HistoryError(f"git says: {error}") from None
    return found[::-1]


def _read(workspace: Workspace, listing: str, config: Config) -> Iterator[Version]:
    """Yield the versions that git lists, the latest first."""
    commit = seconds = ""
    for part in listing.split("\0"):
        if told := _COMMIT.fullmatch(part):
            commit, seconds = told[1], told[2]
        elif (path := part.strip("\n")) and commit:
            try:
                day = datetime.fromtimestamp(int(seconds), zone(config.timezone) or UTC).date()
                data = git(workspace.root, "show", "--no-ext-diff", "--no-textconv", f"{commit}:{path}")
            except (GitError, ValueError, OverflowError, OSError):  # it deleted the file, or its time can't be
                continue
            yield Version(commit, day, path, data)
