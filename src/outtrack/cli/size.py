"""`outtrack experiment --size`: how many people an experiment needs, with or without a workspace."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from outtrack.cli import options
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.compute.size import Wanted
    from outtrack.model.experiment import Experiment
    from outtrack.model.values import Relative
    from outtrack.shapes import Page
    from outtrack.snapshot import Snapshot

FULL: Final = 100
FEWEST_ARMS: Final = 2
_HAIR: Final = 1e-12
"""So much of a share is rounding in binary."""


def _option(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=f"With --size: {text}.", show_default=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call says about the size of an experiment."""

    is_asked: Annotated[bool, typer.Option("--size", help="The size that it needs; works without a workspace.")] = False
    baseline: Annotated[str | None, _option("--baseline", "RATE", "the rate of the control, such as 10%")] = None
    lift: Annotated[str | None, _option("--lift", "CHANGE", "what should be seen: +2pp, +5% of the control")] = None
    sd: Annotated[float | None, _option("--sd", "NUMBER", "the standard deviation, for a mean")] = None
    n: Annotated[int | None, _option("--n", "NUMBER", "what so many per arm can show")] = None
    traffic: Annotated[float | None, _option("--traffic", "NUMBER", "people a day, for all arms")] = None
    arms: Annotated[int | None, _option("--arms", "NUMBER", "how many, with the control; else 2")] = None
    looks: Annotated[int | None, _option("--looks", "NUMBER", "how many looks are declared; else 1")] = None
    alpha: Annotated[str | None, _option("--alpha", "SHARE", "the level of significance; else 5%")] = None
    power: Annotated[str | None, _option("--power", "SHARE", "the chance to see it; else 80%")] = None

    @property
    def given(self) -> str:
        """The first option that is given besides `--size`; empty where none is."""
        said = {
            "--baseline": self.baseline, "--lift": self.lift, "--sd": self.sd, "--n": self.n, "--traffic": self.traffic,
            "--arms": self.arms, "--looks": self.looks, "--alpha": self.alpha, "--power": self.power,
        }  # fmt: skip
        return next((name for name, value in said.items() if value is not None), "")

    def page(self) -> Page:
        """Return the size that the options ask for; a UsageError says what is missing, or can't be."""
        from outtrack.reports.size import size_page

        wanted = self._wanted(_rate(self.baseline) if self.sd is None and self.baseline is not None else None)
        return _made(lambda: size_page(wanted, None, "Size of an experiment"))

    def page_of(self, snapshot: Snapshot, experiment: Experiment) -> Page:
        """Return the size that an experiment needs by its plan, and what its plan can show; options come first."""
        from outtrack.reports.size import size_page

        metric = snapshot.metric(experiment.metric)
        success, plan = experiment.success, experiment.planned
        if success and success.reach is not None and self.lift is None:
            raise options.UsageError(
                f"`{experiment.id}` has a bar to reach, and no lift over a control: say what to see with --lift"
            )
        arms = len(experiment.result.arms) if experiment.result else len(plan.split) if plan else 0
        means = [arm.sd for arm in experiment.result.arms if arm.sd] if experiment.result else []
        filled = Asked(
            is_asked=True, baseline=self.baseline,
            lift=self.lift or (success.lift.text if success and success.lift else None),
            sd=self.sd if self.sd is not None else means[0] if means else None,
            n=self.n if self.n is not None else plan.n if plan else None, traffic=self.traffic,
            arms=self.arms if self.arms is not None else arms if arms >= FEWEST_ARMS else None,
            looks=self.looks if self.looks is not None else (plan and plan.looks) or None,
            alpha=self.alpha if self.alpha is not None else str(plan.alpha) if plan and plan.alpha else None,
            power=self.power,
        )  # fmt: skip
        base, note = filled._base(snapshot, experiment, metric)
        wanted = filled._wanted(base)
        unit = metric.unit or "" if metric else ""
        return _made(
            lambda: size_page(wanted, snapshot.as_of, experiment.title, unit if filled.sd is not None else "", note)
        )

    def _base(self, snapshot: Snapshot, experiment: Experiment, metric: Any) -> tuple[float | None, tuple[str, ...]]:
        """Return the rate of the control: as given, else the last reading of the metric before the start."""
        from outtrack.reports.values import known_readings

        if self.baseline is not None:
            return (_number(self.baseline) if self.sd is not None else _rate(self.baseline)), ()
        known = [
            one
            for one in (known_readings(metric, snapshot) if metric else [])
            if experiment.start is None or one.date <= experiment.start
        ]
        if not known or (self.sd is None and metric.unit not in {"%", "percent"}):
            return None, ()
        last = known[-1]
        value = float(last.value) if self.sd is not None else float(last.value) / FULL
        return value, (f"baseline: the reading of `{metric.id}` on {last.date}",)

    def _wanted(self, base: float | None) -> Wanted:
        """Return what is asked for, with the baseline as a share, or as a mean where there is a spread."""
        from outtrack.compute.inference import ALPHA, POWER
        from outtrack.compute.size import Wanted

        alpha = ALPHA if self.alpha is None else _share("--alpha", self.alpha)
        power = POWER if self.power is None else _share("--power", self.power)
        arms, looks = 2 if self.arms is None else self.arms, 1 if self.looks is None else self.looks
        refused = {
            f"--alpha {alpha:g}: a level of significance lies above 0, and is 0.5 at most": not 0 < alpha <= 0.5,  # noqa: PLR2004
            f"--power {power:g}: a power is 0.5 or more, and below 1": not 0.5 <= power < 1,  # noqa: PLR2004
            "--arms 1: one arm has nothing to be compared with": arms == 1,
            f"--arms {arms}: from 2 to 100": not FEWEST_ARMS <= arms <= FULL,
            f"--looks {looks}: from 1 to 1000": not 1 <= looks <= 10 * FULL,
            f"--n {self.n}: at least one person in each arm": self.n is not None and self.n < 1,
            "--sd: a standard deviation is a number above 0": self.sd is not None and not 0 < self.sd < math.inf,
            "--traffic: a number above 0": self.traffic is not None and not 0 < self.traffic < math.inf,
        }
        if found := next((text for text, is_wrong in refused.items() if is_wrong), None):
            raise options.UsageError(found)
        if self.sd is None and base is None:
            raise options.UsageError("--size needs --baseline, the rate of the control (10%); or --sd for a mean")
        if self.lift is None and self.n is None:
            raise options.UsageError("--size needs --lift (+2pp, +5%) for the size, or --n for what so many can show")
        base = _number(self.baseline) if base is None and self.baseline is not None else base
        lift = None if self.lift is None else _lift(_change(self.lift), base, is_share=self.sd is None)
        return Wanted(base, lift, self.sd, alpha, power, arms, looks, self.n, self.traffic)


def _number(text: str, option: str = "--baseline") -> float:
    try:
        found = float(text.strip().removesuffix("%"))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise options.UsageError(f"{option}: `{text}` is not a number")
    return found


def _share(option: str, text: str) -> float:
    """Return a share from 0 to 1, which may be written in %."""
    return _number(text, option) / (FULL if text.strip().endswith("%") else 1)


def _rate(text: str) -> float:
    """Return a rate in % as a share; a UsageError where it may be a share already, or can't be."""
    value = _number(text)
    if 0 < value < 1 and "%" not in text:
        raise options.UsageError(f"--baseline {text}: is that {value:g}% or {value * FULL:g}%? Write the sign")
    if not 0 <= value <= FULL:
        raise options.UsageError(f"--baseline {text}: a rate lies between 0% and 100%; for a mean say --sd, too")
    return value / FULL


def _change(text: str) -> Relative:
    from outtrack.model.amounts import ValueProblem
    from outtrack.model.values import change

    signed = text.strip() if text.strip()[:1] in {"+", "-"} else f"+{text.strip()}"
    try:
        return change(signed)
    except ValueProblem:
        raise options.UsageError(f"--lift: `{text}` is not a change: write +2pp, or +5% of the control") from None


def _lift(change: Relative, base: float | None, *, is_share: bool) -> float:
    """Return a lift as a difference: of shares from 0 to 1, of means in their unit."""
    if change.unit == "%":
        if not base:
            why = "a part of a control that is 0 is nothing" if base == 0 else "a part of what? Say --baseline"
            raise options.UsageError(f"--lift {change.text}: {why}; or say it in points or in the unit")
        lift = change.by / FULL * base
    elif is_share and not change.unit:
        raise options.UsageError(
            f"--lift {change.text}: write {change.text}pp for points, or {change.text}% of the control"
        )
    else:
        lift = change.by / FULL if is_share else change.by
    if not lift:
        raise options.UsageError("--lift: a lift of 0 is never seen")
    if is_share and base is not None and not -_HAIR <= base + lift <= 1 + _HAIR:
        raise options.UsageError(f"--lift {change.text}: from {base * FULL:g}% that leads out of 0% to 100%")
    return min(max(lift, -(base or 0.0)), 1 - (base or 0.0)) if is_share else lift


def _made(make: Any) -> Page:
    """Return a page of sizes; a UsageError where no size is large enough to be written."""
    try:
        page: Page = make()
    except (OverflowError, ZeroDivisionError):
        raise options.UsageError("--lift: so small a change is out of reach of any experiment") from None
    return page
