"""What would happen if something were dropped: what hangs in the air then, and what is left with nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.compute.losses import Loss, Losses
from outtrack.compute.without import Figures, Move, moves
from outtrack.figures import percent, words
from outtrack.names import KEY_RESULT
from outtrack.reports.fields import bare
from outtrack.shapes import Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.compute.standing import Standings
    from outtrack.shapes import Data
    from outtrack.snapshot import Snapshot

COLUMNS = (
    Column("title", "What"),
    Column("kind", "Kind", is_headline=True),
    Column("why", "Why", label="{}"),
    Column("id", "Id"),
)
GROUPS = {
    "emptied": "is left without",
    "moved": "has other figures",
    "unsupported": "loses its support",
    "kept": "keeps another support",
}
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
ARROW = "\N{RIGHTWARDS ARROW}"
NO_FIGURES = Figures(None, None)


def whatif(snapshot: Snapshot, standings: Standings, dropped: Sequence[str]) -> Table:
    """Return what is left with nothing, whose figures change, what loses its support, and what keeps another one."""
    losses = Losses(snapshot, dropped)
    rows = [_row(snapshot, "emptied", loss) for loss in losses.emptied()]
    rows += [_moved(snapshot, move) for move in moves(standings, losses.gone)]
    rows += [_row(snapshot, "unsupported", loss) for loss in losses.unsupported()]
    rows += [_row(snapshot, "kept", loss) for loss in losses.kept()]
    names = ", ".join(bare(ref) for ref in dropped)
    without = f"nothing hangs on {names} alone, nothing would be left without it, and no figure would change"
    notes = () if rows else (without,)
    return Table(
        report="whatif", as_of=snapshot.as_of, title=f"without {names}", columns=COLUMNS, rows=tuple(rows), notes=notes
    )


def _row(snapshot: Snapshot, group: str, loss: Loss) -> Row:
    return Row(
        _cells(snapshot, loss.ref, _why(group, loss)), partial(_data, snapshot, group, loss), group=GROUPS[group]
    )


def _moved(snapshot: Snapshot, move: Move) -> Row:
    loss, why = Loss(move.ref, ()), ", ".join(_changes(move.before, move.after))
    data = partial(_data, snapshot, "moved", loss, move.before, move.after)
    return Row(_cells(snapshot, move.ref, why), data, group=GROUPS["moved"])


def _cells(snapshot: Snapshot, ref: str, why: str) -> tuple[Cell, ...]:
    kind, _, name = ref.partition(":")
    return (Cell(_title(snapshot, ref)), Cell(words(kind), "dim"), Cell(why), Cell(name, "dim"))


def _changes(before: Figures, after: Figures) -> Iterator[str]:
    """Yield what would be another: the progress, the share that is measured, the status."""
    if before.progress != after.progress:
        yield _way(before.progress, after.progress)
    if before.coverage != after.coverage and after.progress is not None:
        yield f"measured part {_way(before.coverage, after.coverage)}"
    if before.status != after.status:
        yield f"{words(before.status or 'no status')} {ARROW} {words(after.status or 'no status')}"


def _way(before: float | None, after: float | None) -> str:
    """Return two shares that differ so that they read as different."""
    texts = [percent(one) if one is not None else "no data" for one in (before, after)]
    if texts[0] == texts[1]:
        texts = [f"{one * 100:.4g}%" for one in (before, after) if one is not None]
    return f" {ARROW} ".join(texts)


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


def _data(
    snapshot: Snapshot, group: str, loss: Loss, before: Figures = NO_FIGURES, after: Figures = NO_FIGURES
) -> Data:
    return {
        "kind": loss.ref.partition(":")[0],
        "id": loss.ref,
        "title": _title(snapshot, loss.ref),
        "effect": group,
        "lacks": loss.lacks or None,
        "others": list(loss.others),
        "before": before._asdict(),
        "after": after._asdict(),
    }
