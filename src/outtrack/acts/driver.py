"""The lines of `.gitattributes` that send entity files to the merge driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.acts.base import Draft, Plan
from outtrack.driver import ATTRIBUTES, attributes, with_attributes
from outtrack.model import FOLDERS

if TYPE_CHECKING:
    from outtrack.snapshot import Snapshot


def lines_for(snapshot: Snapshot, *, is_wanted: bool) -> Plan:
    """Return the plan to write, or to take away, the lines for the folders that outtrack reads; no others change."""
    draft = Draft(snapshot)
    before = read_attributes(snapshot)
    wanted = attributes(snapshot.config.include or sorted(FOLDERS)) if is_wanted else []
    after = with_attributes(before, wanted)
    if after == before:
        return draft.plan()
    done = "entity files are merged by outtrack" if is_wanted else "entity files are merged by git alone"
    if not (snapshot.workspace.root / ATTRIBUTES).exists():
        draft.create_file(ATTRIBUTES, after.encode(errors="surrogateescape"))
    elif after:
        draft.replace_file(ATTRIBUTES, after.encode(errors="surrogateescape"))
    else:
        draft.delete_file(ATTRIBUTES)
    note = f"commit {ATTRIBUTES}: the lines are for everybody, the settings for this clone alone"
    return draft.plan(f"{ATTRIBUTES}: {done}", notes=[note] if is_wanted else [])


def read_attributes(snapshot: Snapshot) -> str:
    """Return the text of the workspace's `.gitattributes`; empty where there is none."""
    try:
        return snapshot.workspace.read(ATTRIBUTES).decode(errors="surrogateescape")
    except OSError:
        return ""
