"""How statements read: as an outcome or as work, with the evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from outtrack.shapes import Cell, Column, Data, Row, Table
from outtrack.wording import RULES, classify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outtrack.shapes import Tone
    from outtrack.wording import Evidence, Verdict, Words

COLUMNS = (
    Column("statement", "Statement"),
    Column("label", "Reads as", is_headline=True),
    Column("outcome_points", "Outcome", is_right=True, label="{} for an outcome"),
    Column("output_points", "Output", is_right=True, label="{} for an output"),
    Column("evidence", "Evidence", is_apart=True),
    Column("reason", "Reason", is_apart=True),
    Column("rewrite", "Rewrite", is_apart=True, label="ask: {}"),
)
TONES: Mapping[str, Tone] = {"outcome": "good", "output": "warn", "unclear": "dim"}


def wording(statements: Iterable[str], words: Words) -> Table:
    """Return a row for each statement, in order; no day plays a part in it."""
    rows = tuple(_row(statement, classify(statement, words)) for statement in statements)
    notes = () if rows else ("there was no statement to read",)
    return Table(report="wording", as_of=None, columns=COLUMNS, rows=rows, notes=notes)


def _row(statement: str, verdict: Verdict) -> Row:
    cells = (
        Cell(statement, "strong"),
        Cell(verdict.label, TONES[verdict.label]),
        Cell(str(verdict.outcome_points)),
        Cell(str(verdict.output_points)),
        Cell("; ".join(_shown(one) for one in verdict.evidence), "dim"),
        Cell(verdict.reason or "", "dim"),
        Cell(verdict.rewrite or ""),
    )
    return Row(cells, partial(_data, statement, verdict))


def _shown(one: Evidence) -> str:
    return f'{one.rule} +{one.points} {RULES[one.rule]}: "{one.words}"'


def _data(statement: str, verdict: Verdict) -> Data:
    return {
        "statement": statement,
        "label": verdict.label,
        "outcome_points": verdict.outcome_points,
        "output_points": verdict.output_points,
        "evidence": [{**one._asdict(), "finds": RULES[one.rule]} for one in verdict.evidence],
        "reason": verdict.reason,
        "rewrite": verdict.rewrite,
    }
