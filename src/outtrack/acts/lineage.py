"""What the history of a repository tells about files: when they came, what came after what, what was renamed."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.files import GitError, git
from outtrack.frozen import dataclass
from outtrack.read import folder_kind

if TYPE_CHECKING:
    from outtrack.files import Workspace
    from outtrack.names import Record


@dataclass(slots=True)
class Lineage:
    """The history of a workspace; where there is none, nothing can be told."""

    workspace: Workspace
    _said: dict[tuple[str, ...], str | None] = field(default_factory=dict)

    def ask(self, *arguments: str) -> str | None:
        """Return what git prints, None where it can't answer."""
        if arguments not in self._said:
            self._said[arguments] = None
            if self.workspace.repository is not None:
                with suppress(GitError, OSError):
                    self._said[arguments] = git(self.workspace.root, *arguments).decode(errors="replace")
        return self._said[arguments]

    def added(self, path: str) -> str | None:
        """Return the commit that brought a file; None for one that was never committed."""
        lines = (self.ask("log", "--diff-filter=A", "--format=%H", "--", path) or "").split()
        return lines[-1] if lines else None

    def first_with(self, path: str, text: str) -> str | None:
        """Return the first commit after which a file held a text."""
        lines = (self.ask("log", "--reverse", "--format=%H", "-S", text, "--", path) or "").split()
        return lines[0] if lines else None

    def is_after(self, commit: str | None, earlier: str | None) -> bool:
        """Return whether a commit holds another, or is it."""
        if commit is None or earlier is None:
            return False
        return self.ask("merge-base", "--is-ancestor", earlier, commit) is not None

    def later(self, one: str, other: str) -> str:
        """Return which of two files came later; where both are of one commit, or of none, the later by path."""
        commits = self.added(one), self.added(other)
        if commits[0] != commits[1]:
            for path, commit, before in ((one, *commits), (other, *commits[::-1])):
                if commit is None or (before and self.is_after(commit, before)):
                    return path
            days = [(self.ask("log", "-1", "--format=%ct", commit or "") or "").strip() for commit in commits]
            if days[0] != days[1]:
                return one if int(days[0] or 0) > int(days[1] or 0) else other
        return max(one, other)

    def renamed(self, kind: str, name: str, records: dict[str, Record]) -> str | None:
        """Return the id that an entity of a kind has now which once had another; None where that can't be told."""
        by_path = {record.path: record.id for record in records.values()}
        path = self._moved(kind, name)
        if path in by_path:
            return by_path[path]
        pattern = rf"^id:[ ]*[\"']?{re.escape(name)}[\"']?[ ]*(#.*)?$"
        listing = self.ask("log", "-G", pattern, "--format=", "--name-only", "--relative") or ""
        found = {by_path[path] for path in listing.splitlines() if path in by_path and folder_kind(path) == kind}
        found = {one for one in found if one != name}
        return found.pop() if len(found) == 1 else None

    def _moved(self, kind: str, name: str) -> str | None:
        """Return the path to which the file was renamed that gave an entity its id, through all renames since."""
        listing = self.ask("log", "--reverse", "-M", "--diff-filter=R", "--format=", "--name-status", "--relative")
        path: str | None = None
        for line in (listing or "").splitlines():
            _, _, both = line.partition("\t")
            before, _, after = both.partition("\t")
            if before == path or (PurePosixPath(before).stem == name and folder_kind(before) == kind):
                path = after
        return path


def unmerged(workspace: Workspace, path: str) -> tuple[bytes, bytes, bytes] | None:
    """Return the base, ours and theirs of a file in the middle of a merge, from git's index; None where it is in none.

    The base is empty where both sides brought the file.
    """
    if workspace.repository is None:
        return None
    with suppress(GitError, OSError):
        found: dict[str, bytes] = {}
        for line in git(workspace.root, "ls-files", "-u", "-z", "--", path).split(b"\0")[:-1]:
            _, blob, stage = line.partition(b"\t")[0].decode().split()
            found[stage] = git(workspace.root, "cat-file", "blob", blob)
        if "2" in found and "3" in found:
            return found.get("1", b""), found["2"], found["3"]
    return None
