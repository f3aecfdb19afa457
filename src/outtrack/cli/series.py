"""`outtrack forecast --series`: the forecast of any series of numbers, without a workspace."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outtrack.cli import options
from outtrack.frozen import dataclass
from outtrack.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.cli.series_file import Read
    from outtrack.period import Period
    from outtrack.shapes import Table


def _option(name: str, text: str, *, is_needed: bool = False) -> Any:
    metavar = None if name == "--cumulative" else name.strip("-").upper()
    return typer.Option(
        name, metavar=metavar, help=f"{'Needed with' if is_needed else 'With'} --series: {text}.", show_default=False
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call says about a series."""

    file: Annotated[
        Path | None,
        typer.Option("--series", metavar="FILE", help="A CSV of days and values, not the workspace; - for stdin."),
    ] = None
    baseline: Annotated[str | None, _option("--baseline", "where it began, unless --cumulative", is_needed=True)] = None
    target: Annotated[str | None, _option("--target", "where it should go", is_needed=True)] = None
    start: Annotated[str | None, _option("--start", "its first day", is_needed=True)] = None
    due: Annotated[str | None, _option("--due", "its last day", is_needed=True)] = None
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
        from outtrack.compute.series import Measurement
        from outtrack.reports.forecast import of_series

        baseline, target, first, last = self._frame()
        today = options.resolve_day(as_of, "UTC") if as_of else last
        read = read_series(file, self.unit)
        within = {day: value for day, value in read.by_day.items() if first <= day <= last}
        if not within:
            raise options.UsageError(f"--series: {read.name} has no value from --start {first} to --due {last}")
        known = Progress(baseline=baseline, baseline_on=None if self.is_total else first, target=target)
        seen = {day: value for day, value in within.items() if day <= today}
        values = [Measurement(day, value) for day, value in seen.items()]
        made = outlook("cumulative" if self.is_total else "change", self.unit, known, values, first, last, None)
        notes = (*_left_out(read, first, last), *(_falls(seen) if self.is_total else ()))
        table = of_series(made, self.unit, last, today, "stdin" if str(file) == "-" else file.name)
        return replace(table, notes=notes)

    def _frame(self) -> tuple[float, float, date, date]:
        """Return the baseline, the target, the first and the last day; a UsageError names all that is not said."""
        has_baseline = self.is_total or self.baseline is not None
        asked = {
            "--baseline (or --cumulative for running totals)": has_baseline, "--target": self.target,
            "--start": self.start, "--due": self.due,
        }  # fmt: skip
        if missing := [name for name, said in asked.items() if not said]:
            raise options.UsageError(f"--series also needs {', '.join(missing)}")
        from outtrack.cli.series_file import number_in

        baseline = number_in(self.baseline, self.unit, "--baseline") if self.baseline is not None else 0.0
        if self.is_total and baseline:
            raise options.UsageError("--cumulative counts from 0: leave out --baseline")
        target = number_in(self.target or "", self.unit, "--target")
        if target == baseline:
            raise options.UsageError(f"--target is the baseline, {target:g}: there is no way to go")
        if self.is_total and target < 0:
            raise options.UsageError("--cumulative counts up from 0: --target must be above it")
        first, last = _period(self.start or "", "--start").first, _period(self.due or "", "--due").last
        if first >= last:
            raise options.UsageError(f"--due {last} is not after --start {first}")
        return baseline, target, first, last


def _left_out(read: Read, first: date, last: date) -> Iterator[str]:
    """Yield what of the file does not count."""
    early, late = sum(day < first for day in read.by_day), sum(day > last for day in read.by_day)
    for many, where in ((early, "before --start"), (late, "after --due")):
        if many:
            yield f"{many} {'value is' if many == 1 else 'values are'} from {where}: left out"
    if read.repeated:
        more = f" and {len(read.repeated) - 1} more" if len(read.repeated) > 1 else ""
        yield f"{read.repeated[0]}{more}: more than one line, of which the last counts"


def _falls(totals: dict[date, float]) -> Iterator[str]:
    """Yield the days on which a total is lower than it was."""
    for (_, before), (day, after) in pairwise(totals.items()):
        if after < before:
            yield f"the total falls on {day}, from {before:g} to {after:g}: taken for a correction"


def _period(text: str, option: str) -> Period:
    try:
        return parse_period(text)
    except ValueError as error:
        raise options.UsageError(f"{option}: {error}") from None
