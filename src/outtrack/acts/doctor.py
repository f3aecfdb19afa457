"""What is wrong with a workspace that git could not see, and how it is mended."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.doctor_ids import Said, dangling, duplicates
from outtrack.acts.driver import lines_for
from outtrack.acts.lineage import Lineage, unmerged
from outtrack.driver import configured
from outtrack.files import GitError, merge_texts
from outtrack.frozen import dataclass
from outtrack.merge import merge
from outtrack.model import FOLDERS
from outtrack.walk import matching
from outtrack.write import EditError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.snapshot import Snapshot

_MARK: Final = re.compile(rb"^<{7,}( |\r?$)", re.MULTILINE)
_END: Final = re.compile(rb"^>{7,}( |\r?$)", re.MULTILINE)
_LABEL: Final = re.compile(rb"^([<|>]{7})[^\r\n]*", re.MULTILINE)
_LEFT_OVER: Final = re.compile(r"\..+\.(\d+)\.tmp")
SIZE: Final = 7
LABELS: Final = ("ours", "base", "theirs")


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found, and the plan that mends of it what can be mended."""

    found: tuple[Said, ...]
    plan: Plan
    needs_driver: bool
    """Whether git is not told how to start the merge driver."""


def doctor(snapshot: Snapshot) -> Checkup:
    """Return what is wrong, and the plan to mend it; what can't be told is said, and left alone."""
    draft, lineage = Draft(snapshot), Lineage(snapshot.workspace)
    found = [
        *_halves(snapshot, draft),
        *duplicates(snapshot, draft, lineage),
        *dangling(snapshot, draft, lineage),
        *_left_over(snapshot, draft),
    ]
    changes, needs_driver = list(draft.changes()), False
    if snapshot.workspace.repository is not None:
        lines = lines_for(snapshot, is_wanted=True)
        needs_driver = configured(snapshot.workspace.repository) is None
        if needs_driver or lines.changes:
            what = "check-ins of two branches conflict: git is not told to merge entity files by outtrack"
            found.append(Said(".gitattributes", what, "set the merge driver up", is_advice=True))
            changes += lines.changes
    mends = (f"{one.path}: {one.mend}" for one in found if one.mend)
    notes = (f"{one.path}: {one.what}: mend it by hand" for one in found if not one.mend)
    plan = Plan(tuple(changes), tuple(mends), tuple(notes), rests_on_all=True)
    return Checkup(tuple(found), plan, needs_driver)


def _halves(snapshot: Snapshot, draft: Draft) -> Iterator[Said]:
    """Yield the files with marks of a conflict; in the middle of a merge they are merged by their meaning."""
    for kept in snapshot.files:
        path = kept.entry.path
        if not kept.diagnostics:
            continue
        try:
            data = draft.read(path, in_merge=True)
        except RefusedError:
            continue
        mark = _MARK.search(data)
        if mark is None or not _END.search(data):
            continue
        line = data.count(b"\n", 0, mark.start()) + 1
        what = "half-merged: the marks of a conflict are left in it"
        merged = _merged(snapshot, path, data)
        if merged is None:
            yield Said(path, what, line=line)
            continue
        draft.replace_file(path, merged)
        yield Said(path, what, "merge both sides by what they mean (then `git add` it)", line)


def _merged(snapshot: Snapshot, path: str, data: bytes) -> bytes | None:
    """Return a file merged by its meaning; None where that can't be, or somebody has begun to do so by hand."""
    three = unmerged(snapshot.workspace, path)
    if three is None:
        return None

    def textual(*texts: bytes) -> tuple[bytes, bool]:
        return merge_texts(texts, LABELS, SIZE)

    with suppress(GitError):
        if _LABEL.sub(rb"\1", textual(*three)[0]) != _LABEL.sub(rb"\1", data):
            return None
        merged = merge(snapshot.workspace.prefix + path, three, textual)
        return None if merged.has_conflicts else merged.data
    return None


def _left_over(snapshot: Snapshot, draft: Draft) -> Iterator[Said]:
    """Yield the files that a killed run left beside those that it was writing."""
    root = snapshot.workspace.root
    for folder in _folders(snapshot):
        for path in sorted((root / folder).rglob(".*.tmp")):
            found = _LEFT_OVER.fullmatch(path.name)
            if found and path.is_file() and not path.is_symlink() and not _is_running(int(found[1])):
                name = path.relative_to(root).as_posix()
                with suppress(RefusedError, EditError):
                    draft.delete_file(name)
                    yield Said(name, "left over from a run that was killed", "delete it")


def _folders(snapshot: Snapshot) -> Iterable[str]:
    root, include = snapshot.workspace.root, snapshot.config.include
    found = [folder for pattern in include for folder in matching(root, pattern)]
    return sorted(set(found if include else (name for name in FOLDERS if (root / name).is_dir())))


def _is_running(number: int) -> bool:
    """Return whether there is a process of that number, be it somebody else's."""
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
