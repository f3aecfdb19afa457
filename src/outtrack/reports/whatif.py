"""What would happen if something were dropped: what hangs in the air then, and what is left with nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.compute.losses import Loss, Losses
from outtrack.figures import words
from outtrack.names import KEY_RESULT
from outtrack.reports.fields import bare
from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

COLUMNS = (
    Column("title", "What"),
    Column("kind", "Kind", is_headline=True),
    Column("why", "Why", label="{}"),
    Column("id", "Id"),
)
GROUPS = {"unsupported": "loses its support", "emptied": "is left without", "kept": "keeps another support"}
SAID = {
    "goal": "its only goal",
    "measure": "nothing else measures it",
    "work": "no other work towards it",
    "idea": "no other opportunity or solution",
    "solution": "no other solution",
    "evidence": "no other evidence",
    "test": "no other test",
    "proof": "nothing else proves it",
    "values": "its values come from there",
    "expectation": "it was to move",
}
"""What is said before the names of what something had, by what it lacks then."""
MOST_NAMED = 3


def whatif(snapshot: Snapshot, dropped: Sequence[str]) -> Table:
    """Return what loses its support, what is left with nothing, and what keeps another support."""
    losses = Losses(snapshot, dropped)
    found = {"emptied": losses.emptied(), "unsupported": losses.unsupported(), "kept": losses.kept()}
    rows = [_row(snapshot, group, loss) for group, some in found.items() for loss in some]
    names = ", ".join(bare(ref) for ref in dropped)
    notes = () if rows else (f"nothing hangs on {names} alone, and nothing would be left without it",)
    return Table(
        report="whatif", as_of=snapshot.as_of, title=f"without {names}", columns=COLUMNS, rows=tuple(rows), notes=notes
    )


def _row(snapshot: Snapshot, group: str, loss: Loss) -> Row:
    kind, _, name = loss.ref.partition(":")
    cells = (Cell(_title(snapshot, loss.ref)), Cell(words(kind), "dim"), Cell(_why(group, loss)), Cell(name, "dim"))
    return Row(cells, partial(_data, snapshot, group, loss), group=GROUPS[group])


def _title(snapshot: Snapshot, ref: str) -> str:
    kind, _, name = ref.partition(":")
    if kind == KEY_RESULT:
        outcome, _, own = name.partition("/")
        found = next(one for one in snapshot.get(f"outcome:{outcome}").key_results if one.name == own)
    else:
        found = snapshot.get(ref)
    return str(found.title)


def _why(group: str, loss: Loss) -> str:
    first = [bare(ref) for ref in loss.others[:MOST_NAMED]]
    more = len(loss.others) - len(first)
    names = ", ".join(first) + (f" and {more} more" if more else "")
    if group == "emptied":
        return f"{SAID[loss.lacks]}: {names}"
    return f"hangs on {names}" if group == "unsupported" else f"still hangs on {names}"


def _data(snapshot: Snapshot, group: str, loss: Loss) -> Data:
    return {
        "kind": loss.ref.partition(":")[0],
        "id": loss.ref,
        "title": _title(snapshot, loss.ref),
        "effect": group,
        "lacks": loss.lacks or None,
        "others": list(loss.others),
    }
