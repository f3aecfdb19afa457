"""What was seen in an experiment: a table for its measure and one for each guardrail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.compute.arms import arm_name
from outtrack.figures import amount
from outtrack.shapes import Block, Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.model.experiment import Arm, Experiment

COLUMNS = (
    Column("arm", "Arm"),
    Column("n", "People", is_headline=True, is_right=True),
    Column("conversions", "Did it", is_headline=True, is_right=True),
    Column("share", "Share", is_headline=True, is_right=True),
    Column("mean", "Mean", is_headline=True, is_right=True),
    Column("sd", "Sd", is_headline=True, is_right=True),
)


def result(experiment: Experiment) -> Iterator[Block]:
    """Yield what was seen: the figures per arm, the control first, or the words."""
    seen = experiment.result
    if seen is None:
        return
    if seen.note or seen.arms:
        yield Block("Result", text=seen.note or "", columns=COLUMNS, rows=_rows(seen.arms))
    for guardrail in seen.guardrails:
        title = f"Guardrail: {guardrail.title or 'without a title'} ({guardrail.better} is better)"
        yield Block(title, columns=COLUMNS, rows=_rows(guardrail.arms))


def too_early(experiment: Experiment) -> Block:
    """Return what is said of figures that are there before their experiment has started."""
    text = f"there are figures, though it starts on {experiment.start}: mend `start`; till then they are not counted"
    return Block("Result", facts=(("not started", Cell(text, "warn")),))


def _rows(arms: Sequence[Arm]) -> tuple[Row, ...]:
    return tuple(Row(_cells(arm, number, len(arms)), dict) for number, arm in enumerate(arms))


def _cells(arm: Arm, number: int, many: int) -> tuple[Cell, ...]:
    share = arm.conversions / arm.n if arm.conversions is not None and arm.n else None
    return (
        Cell(arm_name(arm, number, many)),
        *(Cell(amount(value)) if value is not None else Cell() for value in (arm.n, arm.conversions)),
        Cell(f"{share:.1%}") if share is not None else Cell(),
        *(Cell(amount(value)) if value is not None else Cell() for value in (arm.mean, arm.sd)),
    )
