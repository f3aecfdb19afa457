"""`outtrack forecast --series`: the forecast of any series of numbers, without a workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outtrack.cli import options
from outtrack.frozen import dataclass
from outtrack.period import parse_period

if TYPE_CHECKING:
    from datetime import date

    from outtrack.period import Period
    from outtrack.shapes import Table


def _option(name: str, text: str) -> Any:
    metavar = None if name == "--cumulative" else name.strip("-").upper()
    return typer.Option(name, metavar=metavar, help=f"With --series: {text}.", show_default=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call says about a series."""

    file: Annotated[
        Path | None,
        typer.Option("--series", metavar="FILE", help="A CSV of days and values, not the workspace; - for stdin."),
    ] = None
    baseline: Annotated[float | None, _option("--baseline", "where it began")] = None
    target: Annotated[float | None, _option("--target", "where it should go")] = None
    start: Annotated[str | None, _option("--start", "its first day")] = None
    due: Annotated[str | None, _option("--due", "its last day")] = None
    unit: Annotated[str | None, _option("--unit", "%, EUR, days, index")] = None
    is_total: Annotated[bool, _option("--cumulative", "running totals from 0")] = False

    @property
    def given(self) -> str:
        """The first option that is given besides the file; empty where none is."""
        said = {
            "--baseline": self.baseline, "--target": self.target, "--start": self.start, "--due": self.due,
            "--unit": self.unit, "--cumulative": self.is_total or None,
        }  # fmt: skip
        return next((name for name, value in said.items() if value is not None), "")

    def table(self, file: Path, as_of: str | None) -> Table:
        """Return the forecast of the series in a file; a UsageError says what is missing for it."""
        from outtrack.cli.series_file import read_series
        from outtrack.compute.outlook import outlook
        from outtrack.compute.progress import Progress
        from outtrack.reports.forecast import of_series

        first, last = self._period()
        if self.baseline is None and not self.is_total:
            raise options.UsageError("--series needs --baseline, or --cumulative for running totals")
        baseline = 0.0 if self.is_total else self.baseline or 0.0
        if self.target is None or self.target == baseline:
            raise options.UsageError("--series needs --target, another one than the baseline")
        today = options.resolve_day(as_of, "UTC") if as_of else last
        found = [one for one in read_series(file) if one.date <= min(today, last)]
        values = [one for one in found if one.date >= first]
        known = Progress(baseline=baseline, baseline_on=None if self.is_total else first, target=self.target)
        shape = "cumulative" if self.is_total else "change"
        made = outlook(shape, self.unit, known, values, first, last, None)
        early = len(found) - len(values)
        notes = (f"{early} {'value is' if early == 1 else 'values are'} from before --start: left out",)
        return replace(
            of_series(made, self.unit, last, today, "stdin" if str(file) == "-" else file.name),
            notes=notes if early else (),
        )

    def _period(self) -> tuple[date, date]:
        first, last = _period(self.start, "--start").first, _period(self.due, "--due").last
        if first >= last:
            raise options.UsageError(f"--due {last} is not after --start {first}")
        return first, last


def _period(text: str | None, option: str) -> Period:
    if text is None:
        raise options.UsageError(f"--series needs {option}")
    try:
        return parse_period(text)
    except ValueError as error:
        raise options.UsageError(f"{option}: {error}") from None
