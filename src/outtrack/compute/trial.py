"""What the figures of an experiment allow to conclude, arm by arm (`methods.md` 4)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.arms import Seen, seen
from outtrack.compute.comparing import FULL, Comparison, compared
from outtrack.compute.inference import ALPHA, Mean, Share, at_most_by_chance, beats_bar, mismatch, wilson

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from outtrack.model.experiment import Experiment, Guardrail

ADVICE: Final = {
    "invalid": "invalid",
    "stop": "stop",
    "interim": "interim, no decision",
    "persevere": "persevere",
    "persevere_size_uncertain": "persevere (size uncertain)",
    "inconclusive": "inconclusive",
    "stop_or_pivot": "stop or pivot",
}
"""What may be advised, with how it reads; of several arms the first of these speaks for all, but for `stop`."""
INVALID: Final = 0.001
DOUBTFUL: Final = 0.01
_DECISIVE: Final = ("persevere", "stop_or_pivot")
"""Where the interval lies wholly on one side of the bar: a declared look may end an experiment on it."""
_SPLIT_BY_CHANCE: Final = (None, "ab_test", "fake_door", "survey", "other")


class Against(NamedTuple):
    """A share by itself, or against a bar."""

    arm: str
    share: Share
    low: float
    high: float
    bar: float | None
    """From 0 to 1; None where there is none."""
    p: float | None
    """The chance of so good a share where the bar is the truth."""
    advice: str | None


class Watched(NamedTuple):
    """A guardrail of one arm."""

    title: str
    comparison: Comparison

    @property
    def is_harmful(self) -> bool:
        """Whether the whole interval lies on the harmful side."""
        gain = self.comparison.gain
        return gain is not None and gain[1] < 0


class Trial(NamedTuple):
    """What the figures of an experiment say."""

    alpha: float
    """As planned."""
    looks: int
    each: float
    """What each interval is worked out with: shared between the looks, and between the arms beside the control."""
    comparisons: tuple[Comparison, ...]
    against: tuple[Against, ...]
    ratio: tuple[float, float] | None
    """Chi-square and its p-value of the sizes against the planned split; None where nothing was split by chance."""
    guardrails: tuple[Watched, ...]
    smallest: int | None
    """The size of the smallest arm."""
    planned: int | None
    is_early: bool
    """Whether not all that was planned is in; advice is then from a declared look."""
    advice: str | None
    """One of ADVICE; None where the figures allow none."""
    missing: tuple[str, ...]
    """What stands in the way, and what was understood in which way."""


def trial(experiment: Experiment, unit: str | None, as_of: date) -> Trial:
    """Return what the figures of an experiment say; `unit` is that of its metric."""
    plan, result = experiment.planned, experiment.result
    alpha = plan.alpha if plan and plan.alpha else ALPHA
    looks = max(plan.looks or 1, 1) if plan else 1
    arms = seen(result.arms) if result else []
    missing = [f"`{one.name}` has conversions and a mean: the conversions count" for one in arms if one.is_double]
    each = alpha / looks / max(len(arms) - 1, 1)
    comparisons: tuple[Comparison, ...] = ()
    against: tuple[Against, ...] = ()
    missing += _turned(experiment)
    is_before_after = experiment.method == "before_after"
    if is_before_after:
        if len(arms) > 1:
            missing.append("two periods are not two arms: what else changed between them is in the difference, too")
    else:
        comparisons = tuple(compared(arms, experiment.success, experiment.better, each))
        missing += dict.fromkeys(one.missing for one in comparisons if one.missing)
        against = tuple(_against(arms, experiment, unit, each, missing))
    watched = result.guardrails if result else ()
    guardrails = tuple(_guarded(watched, alpha / looks, missing, is_before_after=is_before_after))
    ratio = _ratio(experiment, arms, missing)
    sizes = [one.n for one in arms if one.n is not None]
    smallest, planned = min(sizes, default=None), plan.n if plan else None
    is_early = _is_early(experiment, smallest, planned, as_of)
    may_say = ADVICE if not is_early else _DECISIVE if looks > 1 else ()
    advice = _advised(comparisons, against, guardrails, ratio, may_say=may_say)
    for_arm = partial(_advised_on, whole=advice, harmful=_harmful(guardrails), is_early=is_early)
    return Trial(
        alpha, looks, each,
        tuple(one._replace(advice=for_arm(one.arm, one.advice)) for one in comparisons),
        tuple(one._replace(advice=for_arm(one.arm, one.advice)) for one in against),
        ratio, guardrails, smallest, planned, is_early, advice, tuple(missing),
    )  # fmt: skip


def _advised_on(arm: str, advice: str | None, *, whole: str | None, harmful: set[str], is_early: bool) -> str | None:
    """Return the advice on one arm, which never says what that on the whole denies."""
    if whole == "invalid":
        return advice and whole
    if arm in harmful:
        return "stop"
    return advice and "interim" if is_early and (whole == "interim" or advice not in _DECISIVE) else advice


def _harmful(guardrails: Sequence[Watched]) -> set[str]:
    return {one.comparison.arm for one in guardrails if one.is_harmful}


def _turned(experiment: Experiment) -> Iterator[str]:
    """Yield how a lift is read that goes the wrong way."""
    lift = experiment.success.lift if experiment.success else None
    if lift and lift.by and (lift.by > 0) != (experiment.better == "higher"):
        other = f"{-lift.by:+g}{lift.unit}"
        yield f"`lift: {lift.text}` goes the wrong way for `better: {experiment.better}`: it is read as {other}"


def _against(
    arms: Sequence[Seen], experiment: Experiment, unit: str | None, alpha: float, missing: list[str]
) -> Iterator[Against]:
    """Yield the shares that stand against a bar, or for themselves."""
    success = experiment.success
    reach = success.reach if success else None
    if len(arms) > 1 and reach is None:
        return
    if len(arms) == 1:
        if arms[0].missing:
            missing.append(arms[0].missing)
        elif isinstance(arms[0].sample, Mean):
            missing.append("one mean has nothing to be compared with: add the arm of the control")
        if success and success.lift is not None:
            missing.append("a lift is over a control, and there is one arm: add the control, or a bar as `reach`")
    bar = None
    if reach is not None:
        bar = reach / FULL if unit in {None, "%", "percent"} and 0 <= reach <= FULL else None
        if bar is None:
            missing.append(f"`reach: {reach:g}` is no share: a bar for conversions is a number of % from 0 to 100")
    for arm in arms if len(arms) == 1 else arms[1:]:
        if isinstance(arm.sample, Share):
            yield _beside_bar(arm.name, arm.sample, bar, experiment.better, alpha)


def _beside_bar(name: str, share: Share, bar: float | None, better: str, alpha: float) -> Against:
    low, high = wilson(share, alpha)
    if bar is None:
        return Against(name, share, low, high, None, None, None)
    if better == "higher":
        p, is_over, is_under = beats_bar(share, bar), low >= bar, high < bar
    else:
        p, is_over, is_under = at_most_by_chance(share, bar), high <= bar, low > bar
    advice = "persevere" if is_over else "stop_or_pivot" if is_under else "inconclusive"
    return Against(name, share, low, high, bar, p, advice)


def _guarded(
    guardrails: Sequence[Guardrail], alpha: float, missing: list[str], *, is_before_after: bool
) -> Iterator[Watched]:
    for guardrail in guardrails:
        title, arms = guardrail.title or "without a title", seen(guardrail.arms)
        found = list(compared(arms, None, guardrail.better, alpha))
        if not found:
            missing.append(f"guardrail `{title}`: it takes the control and another arm to see harm")
        for one in found:
            if one.missing:
                missing.append(f"guardrail `{title}`: {one.missing}")
            yield Watched(title, _without_chances(one) if is_before_after else one)


def _without_chances(one: Comparison) -> Comparison:
    """Return a comparison of two periods, whose difference is not one of chance: without p-value and chance."""
    return one._replace(
        difference=one.difference and one.difference._replace(statistic=None, p=None, df=None), chance=None
    )


def _ratio(experiment: Experiment, arms: Sequence[Seen], missing: list[str]) -> tuple[float, float] | None:
    split = experiment.planned.split if experiment.planned else ()
    sizes = [one.n for one in arms]
    if len(sizes) < 2 or (experiment.method not in _SPLIT_BY_CHANCE and not split):  # noqa: PLR2004 - nothing is split
        return None
    if split and len(split) != len(sizes):
        missing.append(f"the planned split has {len(split)} parts, and there are {len(sizes)} arms: it is not checked")
        return None
    known = [one for one in sizes if one is not None]
    if len(known) < len(sizes) or not sum(known) or experiment.method == "before_after":
        return None
    return mismatch(known, split)


def _is_early(experiment: Experiment, smallest: int | None, planned: int | None, as_of: date) -> bool:
    if planned is not None:
        return smallest is not None and smallest < planned
    is_stopped = experiment.stopped is not None and experiment.stopped <= as_of
    return experiment.stop is not None and experiment.stop > as_of and not is_stopped


def _advised(
    comparisons: Sequence[Comparison],
    against: Sequence[Against],
    guardrails: Sequence[Watched],
    ratio: tuple[float, float] | None,
    *,
    may_say: Collection[str],
) -> str | None:
    """Return the advice on the whole: that of the arm that came out best, of those that do no harm.

    It is interim where `may_say` has not that. Early, only a declared look may decide, as it has paid for that
    with its share of alpha; and only where the interval lies wholly on one side of the bar, for the rest tells more.
    """
    if ratio and ratio[1] < INVALID:
        return "invalid"
    harmful = _harmful(guardrails)
    said = [(one.arm, one.advice) for one in comparisons] + [(one.arm, one.advice) for one in against]
    if harmful and harmful >= {arm for arm, _ in said}:
        return "stop"
    found = {advice for arm, advice in said if advice and arm not in harmful}
    if not found:
        return None
    best = next(one for one in ADVICE if one in found)
    return best if best in may_say else "interim"
