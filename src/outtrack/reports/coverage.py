"""The figures of a portfolio as a table, or one of them as a badge."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from outtrack.compute.coverage import Figure, Portfolio
from outtrack.config import word_lists
from outtrack.figures import number, percent
from outtrack.frozen import dataclass
from outtrack.reports.ready import wordings
from outtrack.shapes import Badge, Cell, Column, Data, Row, Table, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

Better = Literal["more", "less", ""]
Unit = Literal["share", "ratio", "points"]
GOOD, FAIR = 0.9, 0.6
"""From these shares on, a badge is green, or yellow; below, red."""
GOOD_POINTS, FAIR_POINTS = 50, 0
"""Likewise for points from -100 to 100."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a figure is called, how it is counted, and how it reads."""

    title: str
    count: Callable[[Portfolio], Figure]
    needs: str
    """What is missing where there is no value."""
    apart: str = ""
    """What was left out, after its number."""
    unit: Unit = "share"
    better: Better = ""
    """Which way is good; nothing where a figure has no good side."""
    of: str = "{} of {}"
    at_ends: tuple[str, str] = ("", "")
    """What is to be said of a share of 0, and of 1, of two or more."""


def _output_worded(portfolio: Portfolio) -> Figure:
    from outtrack.wording import classify, load_words

    words = load_words(word_lists(portfolio.snapshot.config))

    def lead(statement: str) -> int | None:
        verdict = classify(statement, words)
        is_left_alone = verdict.label == "unclear" and verdict.reason
        return None if is_left_alone else verdict.lead

    return portfolio.output_worded(lead)


def _smart(portfolio: Portfolio) -> Figure:
    return portfolio.smart(wordings(portfolio.snapshot))


def _quantified(portfolio: Portfolio) -> Figure:
    return portfolio.quantified(wordings(portfolio.snapshot))


def _levers(portfolio: Portfolio) -> Figure:
    return portfolio.levers(wordings(portfolio.snapshot))


_NO_OUTPUTS, _NO_OUTCOMES = "no output to count", "no active outcome to count"
FIGURES = {
    "output-links": Told("Outputs that serve an outcome", Portfolio.output_links, _NO_OUTPUTS, better="more"),
    "effort-links": Told(
        "Effort that serves an outcome", Portfolio.effort_links, "no effort to count",
        apart="without an effort", better="more", of="{} of {} d",
    ),
    "measurement": Told(
        "Key results that are measured, by weight", Portfolio.measurement, _NO_OUTCOMES, better="more",
        of="weight {} of {}",
    ),
    "freshness": Told(
        "Key results checked within their cadence", Portfolio.freshness, "no key result takes a check-in",
        better="more",
    ),
    "outcomes-without-outputs": Told(
        "Outcomes that no output serves", Portfolio.outcomes_without_outputs, _NO_OUTCOMES, better="less"
    ),
    "done-without-evidence": Told(
        "Outputs done, without evidence", Portfolio.done_without_evidence, "no output was done long enough ago",
        apart="done too recently", better="less",
    ),
    "outputs-per-outcome": Told(
        "Outputs for each outcome", Portfolio.outputs_per_outcome, _NO_OUTCOMES, unit="ratio",
        of="{} for {}",
    ),
    "leading": Told(
        "Outcomes that are leading, not lagging", Portfolio.leading, _NO_OUTCOMES,
        at_ends=("all are lagging: nothing moves early enough to act", "all are leading: none says what it is for"),
    ),
    "output-worded": Told(
        "Outcomes and key results worded as work", _output_worded, "no statement to read",
        apart="not in English", better="less",
    ),
    "smart": Told("Outcomes that are SMART", _smart, _NO_OUTCOMES, better="more"),
    "quantified": Told("Outcomes ready and quantified", _quantified, _NO_OUTCOMES, better="more"),
    "levers": Told(
        "Outcomes whose work pulls all levers", _levers, "no outcome has work", better="more"
    ),
    "net-confidence": Told(
        "Outcomes on track less those off track", Portfolio.net_confidence, "no outcome is on or off track",
        unit="points", better="more",
    ),
    "forecastable": Told(
        "Key results that can be forecast", Portfolio.forecastable, "no key result is under way", better="more"
    ),
}  # fmt: skip
"""Every figure, in the order in which they are shown. There is no score of them all: the parts disagree for reasons."""

COLUMNS = (
    Column("figure", "Figure"),
    Column("value", "Value", is_headline=True, is_right=True),
    Column("of", "Of", label="{}"),
    Column("remark", "Remark", is_aside=True),
    Column("id", "Id", is_optional=True),
)


def coverage(portfolio: Portfolio, names: tuple[str, ...] = tuple(FIGURES)) -> Table:
    """Return the figures of these names, each with its numerator and denominator."""
    snapshot = portfolio.snapshot
    return Table(
        report="coverage",
        as_of=snapshot.as_of,
        title=snapshot.config.name or snapshot.workspace.root.name,
        columns=COLUMNS,
        rows=tuple(_row(portfolio, name) for name in names),
    )


def badge(portfolio: Portfolio, name: str) -> Badge:
    """Return one figure as a badge; what is not known is grey, and never green."""
    told = FIGURES[name]
    figure = told.count(portfolio)
    shown = _value_text(told, figure)
    message = "no data" if figure.value is None else f"{shown} ({_of_text(told, figure)})"
    return Badge(
        report="coverage",
        as_of=portfolio.snapshot.as_of,
        label=told.title.lower(),
        message=message,
        tone=tone(told, figure),
    )


def tone(told: Told, figure: Figure) -> Tone:
    """Return whether a figure is good; neither, where it has no good side or no value."""
    if figure.value is None:
        return "dim"
    if not told.better:
        return "accent"
    good, fair = (GOOD_POINTS, FAIR_POINTS) if told.unit == "points" else (GOOD, FAIR)
    value = 1 - figure.value if told.better == "less" else figure.value
    return "good" if value >= good else "warn" if value >= fair else "bad"


def _row(portfolio: Portfolio, name: str) -> Row:
    told = FIGURES[name]
    figure = told.count(portfolio)
    value = figure.value
    bar = value if told.unit == "share" else None
    cells = (
        Cell(told.title),
        Cell(_value_text(told, figure), "dim" if value is None else "", bar=bar),
        Cell(_of_text(told, figure)),
        Cell(_remark(told, figure), "dim"),
        Cell(name, "dim"),
    )
    return Row(cells, partial(_data, name, figure))


def _value_text(told: Told, figure: Figure | None) -> str:
    value = figure.value if figure else None
    if value is None:
        return "—"
    if told.unit == "share":
        return percent(value)
    return f"{value:+.0f}" if told.unit == "points" else number(value)


def _of_text(told: Told, figure: Figure) -> str:
    return told.of.format(number(figure.numerator), number(figure.denominator))


def _remark(told: Told, figure: Figure) -> str:
    parts = [told.needs] if figure.value is None else []
    if figure.apart:
        parts.append(f"{figure.apart} {told.apart}")
    if figure.value in {0, 1} and figure.denominator > 1 and told.at_ends[int(figure.value)]:
        parts.append(told.at_ends[int(figure.value)])
    return "; ".join(parts)


def _data(name: str, figure: Figure) -> Data:
    told, value = FIGURES[name], figure.value
    return {
        "figure": name,
        "title": told.title,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": value,
        "unit": told.unit,
        "apart": figure.apart,
        "needs": told.needs if value is None else None,
    }
