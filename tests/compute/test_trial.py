"""What the figures of an experiment allow to conclude: the examples of the specification, and what can go wrong."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats import power, proportion

from outtrack.compute.arms import Seen, seen
from outtrack.compute.before_after import Shift, shift
from outtrack.compute.comparing import advised
from outtrack.compute.inference import Mean, Share
from outtrack.compute.ladder import data_points, rung
from outtrack.compute.registered import edits, registered
from outtrack.compute.size import Wanted, size
from outtrack.compute.trial import Trial, trial
from outtrack.model.evidence import Reading
from outtrack.model.experiment import Arm, Experiment, Guardrail, Hypothesis, Plan, Result, Success
from outtrack.model.values import change

TODAY = date(2026, 11, 22)


def shares(*arms: tuple[int, int]) -> tuple[Arm, ...]:
    return tuple(Arm(n=n, conversions=hits) for hits, n in arms)


def means(*arms: tuple[float, float, int]) -> tuple[Arm, ...]:
    return tuple(Arm(n=n, mean=mean, sd=sd) for mean, sd, n in arms)


def lift(text: str) -> Success:
    return Success(lift=change(text))


def judged(arms: tuple[Arm, ...], success: Success | None = None, unit: str | None = "%", **given: Any) -> Trial:
    rails = given.pop("guardrails", ())
    said: dict[str, Any] = {
        "method": "ab_test", "start": date(2026, 10, 1), "stopped": date(2026, 10, 14), **given,
    }  # fmt: skip
    one = Experiment(id="e", title="E", result=Result(arms=arms, guardrails=rails), success=success, **said)
    return trial(one, unit, TODAY)


# --- the worked examples


def test_two_proportions_and_the_advice_that_follows() -> None:
    found = judged(shares((200, 2000), (250, 2000)), lift("+2pp"))
    (one,) = found.comparisons
    assert one.difference is not None
    assert one.difference.difference == pytest.approx(0.025)
    assert one.difference.statistic == pytest.approx(2.50196, abs=5e-6)
    assert one.difference.p == pytest.approx(0.01235, abs=5e-6)
    assert (one.difference.low, one.difference.high) == pytest.approx((0.00541, 0.04462), abs=5e-6)
    assert one.chance == pytest.approx(0.99381, abs=5e-6)
    assert found.advice == one.advice == "persevere_size_uncertain"


def test_small_cells_have_no_p_value() -> None:
    (one,) = judged(shares((3, 58), (9, 60)), lift("+2pp")).comparisons
    assert one.difference is not None
    assert one.difference.p is one.difference.statistic is None
    assert (one.difference.low, one.difference.high) == pytest.approx((-0.0149, 0.2145), abs=5e-5)
    assert one.chance == pytest.approx(0.9571, abs=5e-5)
    assert one.advice == "inconclusive"


def test_two_means() -> None:
    (one,) = judged(means((11.0, 5.4, 175), (12.4, 6.1, 180)), lift("+1")).comparisons
    assert one.difference is not None
    assert one.difference.statistic == pytest.approx(2.2912, abs=5e-5)
    assert one.difference.df == pytest.approx(349.96, abs=5e-3)
    assert one.difference.p == pytest.approx(0.02254, abs=5e-6)
    assert (one.difference.low, one.difference.high) == pytest.approx((0.198, 2.602), abs=5e-4)
    assert one.chance is None
    assert one.advice == "persevere_size_uncertain"


def test_a_share_against_a_bar() -> None:
    found = judged(shares((18, 120)), Success(reach=10))
    (one,) = found.against
    assert one.p == pytest.approx(0.05309, abs=5e-6)
    assert (one.low, one.high) == pytest.approx((0.0970, 0.2247), abs=5e-5)
    assert found.advice == "inconclusive"
    assert found.ratio is None


def test_interviews_that_all_say_yes() -> None:
    found = judged(shares((5, 5)), Success(text="Five of five"), method="interview")
    (one,) = found.against
    assert (one.low, one.high) == pytest.approx((0.566, 1), abs=5e-4)
    assert one.bar is None
    assert found.advice is None


@pytest.mark.parametrize(
    ("sizes", "p", "advice"),
    [((2100, 1900), 0.00157, "persevere_size_uncertain"), ((2200, 1800), 2.5e-10, "invalid"), ((2000, 2000), 1, None)],
)
def test_the_sizes_of_the_arms(sizes: tuple[int, int], p: float, advice: str | None) -> None:
    found = judged(shares((200, sizes[0]), (260, sizes[1])), lift("+3pp"))
    assert found.ratio is not None
    assert found.ratio[1] == pytest.approx(p, rel=0.02)
    assert advice is None or found.advice == found.comparisons[0].advice == advice


def test_arms_that_were_to_be_unequal() -> None:
    found = judged(shares((100, 1000), (200, 2000)), planned=Plan(split=(1, 2)))
    assert found.ratio == pytest.approx((0, 1))
    found = judged(shares((100, 1000), (200, 2000)), planned=Plan(split=(1, 2, 3)))
    assert found.ratio is None
    assert found.missing == ("the planned split has 3 parts, and there are 2 arms: it is not checked",)


def test_what_was_not_split_by_chance_has_no_sizes_to_check() -> None:
    assert judged(shares((1, 10), (20, 90)), method="concierge").ratio is None
    assert judged(shares((1, 10), (20, 90)), method="concierge", planned=Plan(split=(1, 1))).ratio is not None


# --- looks, arms, sizes


def test_alpha_is_shared_between_looks_and_arms() -> None:
    found = judged(shares((200, 2000), (250, 2000), (260, 2000)), planned=Plan(looks=5, alpha=0.1))
    assert (found.alpha, found.looks) == (0.1, 5)
    assert found.each == pytest.approx(0.01)
    alone = judged(shares((200, 2000), (250, 2000)), planned=Plan(alpha=0.01)).comparisons[0].difference
    assert found.comparisons[0].difference is not None
    assert alone is not None
    assert found.comparisons[0].difference[:3] == pytest.approx(alone[:3])


def test_below_the_planned_size_nothing_is_advised() -> None:
    found = judged(shares((200, 2000), (400, 2000)), lift("+2pp"), planned=Plan(n=2001))
    assert found.advice == found.comparisons[0].advice == "interim"
    assert judged(shares((200, 2000), (400, 2000)), lift("+2pp"), planned=Plan(n=2000)).advice == "persevere"


def test_before_its_last_day_nothing_is_advised_where_no_size_was_planned() -> None:
    running = judged(shares((200, 2000), (400, 2000)), lift("+2pp"), stop=date(2026, 12, 1), stopped=None)
    assert running.advice == "interim"
    assert judged(shares((200, 2000), (400, 2000)), lift("+2pp"), stop=TODAY, stopped=None).advice == "persevere"


def test_ten_arms_are_each_held_against_the_control() -> None:
    found = judged(shares(*((hits, 1000) for hits in (100, 110, 120, 130, 140, 150, 160, 300, 50, 0))), lift("+5pp"))
    assert len(found.comparisons) == 9
    assert found.each == pytest.approx(0.05 / 9)
    assert [one.arm for one in found.comparisons if one.advice == "persevere"] == ["arm 8"]
    assert found.advice == "persevere"


# --- the bar


@pytest.mark.parametrize(
    ("bounds", "advice"),
    [
        ((0.02, 0.05), "persevere"),
        ((0.019, 0.05), "persevere_size_uncertain"),
        ((0, 0.05), "inconclusive"),
        ((-0.01, 0.02), "inconclusive"),
        ((-0.01, 0.019), "stop_or_pivot"),
        ((-0.03, -0.01), "stop_or_pivot"),
    ],
)
def test_the_advice_that_follows_from_an_interval(bounds: tuple[float, float], advice: str) -> None:
    assert advised(*bounds, 0.02) == advice


def test_lower_is_better_turns_the_signs() -> None:
    more = judged(means((4, 1, 500), (3, 1, 500)), lift("-15%"), better="lower")
    assert more.comparisons[0].lift == pytest.approx(0.6)
    assert more.comparisons[0].gain == pytest.approx((0.8759, 1.1241), abs=1e-3)
    assert more.advice == "persevere"
    assert judged(means((3, 1, 500), (4, 1, 500)), lift("-15%"), better="lower").advice == "stop_or_pivot"
    under = judged(shares((2, 100)), Success(reach=10), better="lower")
    assert under.advice == "persevere"
    assert under.against[0].p == pytest.approx(stats.binom.cdf(2, 100, 0.1))
    assert judged(shares((30, 100)), Success(reach=10), better="lower").advice == "stop_or_pivot"


def test_a_lift_in_percent_is_of_the_control() -> None:
    assert judged(shares((400, 2000), (500, 2000)), lift("+5%")).comparisons[0].lift == pytest.approx(0.01)


def test_a_lift_that_goes_the_wrong_way_is_turned_and_that_is_said() -> None:
    found = judged(shares((400, 2000), (300, 2000)), lift("+2pp"), better="lower")
    assert found.advice == "persevere"
    assert found.missing == ("`lift: +2pp` goes the wrong way for `better: lower`: it is read as -2pp",)


@pytest.mark.parametrize(
    ("success", "said"),
    [
        (lift("+5%"), "+5% of a control that is 0 is nothing"),
        (lift("+2"), "`lift: +2` of a share: write +2pp"),
        (lift("+0pp"), "a lift of 0 is no bar"),
    ],
)
def test_a_lift_that_says_nothing(success: Success, said: str) -> None:
    found = judged(shares((0, 50), (50, 50)), success)
    assert found.advice is found.comparisons[0].advice is None
    assert found.comparisons[0].difference is not None
    assert found.missing[0].startswith(said)


def test_a_bar_that_is_no_share() -> None:
    assert judged(shares((5, 50)), Success(reach=101)).missing[0].startswith("`reach: 101` is no share")
    assert judged(shares((5, 50)), Success(reach=20), unit="merchants").advice is None


# --- guardrails


def rail(*arms: tuple[int, int], better: Any = "lower") -> Guardrail:
    return Guardrail(title="Complaints", arms=shares(*arms), better=better)


def test_a_harmed_guardrail_stops_whatever_the_figures_say() -> None:
    arms = shares((200, 2000), (400, 2000))
    assert judged(arms, lift("+2pp"), guardrails=(rail((12, 2000), (61, 2000)),)).advice == "stop"
    assert judged(arms, lift("+2pp"), guardrails=(rail((12, 2000), (14, 2000)),)).advice == "persevere"
    assert judged(arms, lift("+2pp"), guardrails=(rail((12, 2000), (61, 2000), better="higher"),)).advice == "persevere"


def test_a_harmed_guardrail_stops_before_the_end_as_well() -> None:
    found = judged(shares((2, 200), (4, 200)), planned=Plan(n=9000), guardrails=(rail((12, 2000), (61, 2000)),))
    assert found.advice == "stop"


def test_of_several_arms_only_the_harmful_one_is_stopped() -> None:
    arms = shares((200, 2000), (400, 2000), (390, 2000))
    found = judged(arms, lift("+2pp"), guardrails=(rail((12, 2000), (61, 2000), (12, 2000)),))
    assert [one.is_harmful for one in found.guardrails] == [True, False]
    assert found.advice == "persevere"


def test_a_guardrail_of_one_arm_sees_no_harm_and_says_so() -> None:
    found = judged(shares((200, 2000), (400, 2000)), lift("+2pp"), guardrails=(rail((12, 2000)), rail((0, 0), (1, 5))))
    assert found.missing == (
        "guardrail `Complaints`: it takes the control and another arm to see harm",
        "guardrail `Complaints`: nobody took part in `control` (n is 0): there is nothing to compute",
    )


# --- figures that can't be used


@pytest.mark.parametrize(
    ("arm", "said"),
    [
        (Arm(n=0, conversions=0), "nobody took part"),
        (Arm(n=5, conversions=6), "6 conversions of 5 people can't be"),
        (Arm(n=5, mean=1, sd=-1), "a standard deviation of -1 can't be"),
        (Arm(n=5, mean=1), "add `sd`"),
        (Arm(n=5), "has no figures"),
        (Arm(conversions=5), "does not say how many"),
    ],
)
def test_an_arm_that_can_not_be_used(arm: Arm, said: str) -> None:
    (one,) = seen([arm])
    assert one.sample is None
    assert said in (one.missing or "")
    found = judged((arm, *shares((2, 5))), lift("+2pp"))
    assert found.advice is None
    assert found.missing


@pytest.mark.parametrize(
    ("arms", "said"),
    [
        ((Arm(n=5, conversions=1), Arm(n=5, mean=1, sd=1)), "they can't be compared"),
        (means((1, 0, 50), (2, 0, 50)), "nothing varies"),
        (means((1, 1, 1), (2, 1, 50)), "a mean of one person has no spread"),
    ],
)
def test_arms_that_can_not_be_compared(arms: tuple[Arm, ...], said: str) -> None:
    found = judged(arms, lift("+2pp"))
    assert found.comparisons[0].difference is None
    assert said in found.missing[0]


def test_one_arm() -> None:
    assert judged(shares((5, 50)), lift("+2pp")).missing[0].startswith("a lift is over a control")
    assert judged(means((3, 1, 50)), Success(reach=3)).missing[0].startswith("one mean has nothing")
    assert judged(()).advice is None


def test_a_huge_sample_is_not_summed_up() -> None:
    (one,) = judged(shares((400_000, 1_000_000), (500_000, 1_000_000)), lift("+2pp")).comparisons
    assert one.chance is None
    assert one.advice == "persevere"


counts = st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(counts, max_size=10), st.sampled_from(("higher", "lower")), st.sampled_from(("+2pp", "-5%", "+1")))
def test_no_figures_break_it(arms: list[tuple[int, int]], better: Any, text: str) -> None:
    found = judged(shares(*arms), lift(text), better=better)
    for one in found.comparisons:
        if one.difference is not None:
            assert -1 <= one.difference.low <= one.difference.difference <= one.difference.high <= 1
            assert one.chance is None or 0 <= one.chance <= 1


@given(counts, counts)
def test_a_difference_agrees_with_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    assume(first[1] and second[1])
    (one,) = judged(shares(first, second)).comparisons
    wanted = proportion.confint_proportions_2indep(*second, *first, method="newcomb")
    assert one.difference is not None
    assert (one.difference.low, one.difference.high) == pytest.approx(wanted, abs=1e-9)


# --- before and after


def series(*values: float, start: date = date(2026, 7, 6)) -> list[Reading]:
    return [Reading(date=start + timedelta(days=7 * week), value=value) for week, value in enumerate(values)]


def moved(readings: list[Reading], **given: Any) -> Shift:
    said: dict[str, Any] = {"start": date(2026, 9, 7), "method": "before_after", **given}
    return shift(Experiment(id="e", title="E", **said), readings, "tickets/week", TODAY)


BEFORE = (47.0, 52.0, 44.0, 49.0, 51.0, 46.0, 50.0, 48.0, 45.0)


def test_a_value_outside_of_what_was_to_be_expected() -> None:
    found = moved(series(*BEFORE, 33, 31, 24), success=Success(reach=30), better="lower")
    assert found.n == 9
    assert found.low is not None
    assert found.low > 24
    assert found.is_outside
    assert (found.value, found.on, found.bar) == (24, date(2026, 9, 21), 30)
    assert found.advice == "persevere"
    assert moved(series(*BEFORE, 31), success=Success(reach=30), better="lower").advice == "persevere_size_uncertain"
    assert moved(series(*BEFORE, 90), success=Success(reach=30), better="lower").advice == "stop_or_pivot"
    assert moved(series(*BEFORE, 90)).advice is None


def test_a_value_within_it_says_nothing() -> None:
    found = moved(series(*BEFORE, 46), success=lift("-5%"), better="lower")
    assert not found.is_outside
    assert found.advice == "inconclusive"
    assert found.bar == pytest.approx(45 * 0.95)


@pytest.mark.parametrize(
    ("readings", "given", "said"),
    [
        (series(1, 2, start=date(2026, 8, 24)), {}, "2 of 3 readings from before the start"),
        (series(*BEFORE), {}, "no reading since the start"),
        (series(*BEFORE), {"start": None}, "needs start"),
        ([], {}, "0 of 3"),
    ],
)
def test_too_little_for_a_before_and_after(readings: list[Reading], given: dict[str, Any], said: str) -> None:
    found = moved(readings, **given)
    assert said in (found.missing or "")
    assert not found.is_outside


def test_a_flat_line_stays_where_it_is() -> None:
    found = moved(series(*[5.0] * 9, 5))
    assert (found.low, found.high) == pytest.approx((5, 5))
    assert found.advice == "inconclusive"
    assert moved(series(*[5.0] * 9, 6), success=Success(reach=6)).is_outside


def test_two_periods_have_no_p_value() -> None:
    assert judged(shares((3, 100)), lift("+2pp"), method="before_after").missing == ()
    found = judged(shares((3, 100), (30, 100)), lift("+2pp"), method="before_after")
    assert found.comparisons == ()
    assert found.ratio is None
    assert found.advice is None


def test_nor_have_the_guardrails_of_two_periods() -> None:
    rails = (Guardrail(title="Complaints", better="lower", arms=shares((30, 1000), (60, 1000))),)
    for method, has_p in (("ab_test", True), ("before_after", False)):
        (watched,) = judged(shares((3, 100)), lift("+2pp"), method=method, guardrails=rails).guardrails
        found = watched.comparison.difference
        assert found is not None
        interval = proportion.confint_proportions_2indep(60, 1000, 30, 1000, method="newcomb")
        assert (found.low, found.high) == pytest.approx(interval)
        assert [found.p is not None, found.statistic is not None] == [has_p, has_p]
        assert (watched.comparison.chance is not None) is has_p


# --- sizes


def test_the_worked_sizes() -> None:
    found = size(Wanted(0.1, 0.02, n=2000, traffic=400))
    assert (found.per_arm, found.total, found.days, found.days_of_n) == (3841, 7682, 20, 10)
    assert found.detectable == pytest.approx(0.0282, abs=5e-5)
    assert size(Wanted(None, 1.5, sd=6)).per_arm == 252
    assert size(Wanted(1.0, None, n=20)).detectable is None
    assert size(Wanted(None, None, sd=6, n=252)).detectable == pytest.approx(1.4975, abs=1e-4)


@given(st.floats(0.02, 0.9), st.floats(0.01, 0.09), st.integers(2, 10), st.integers(1, 5))
def test_sizes_agree_with_statsmodels_when_alpha_is_shared(base: float, gap: float, arms: int, looks: int) -> None:
    found = size(Wanted(base, gap, arms=arms, looks=looks))
    each = 0.05 / looks / (arms - 1)
    wanted = proportion.samplesize_proportions_2indep_onetail(gap, base, 0.8, alpha=each)
    assert found.per_arm == pytest.approx(wanted, abs=1.001)
    assert found.total == (found.per_arm or 0) * arms


@given(st.floats(0.5, 20), st.floats(0.5, 5))
def test_sizes_of_means_agree_with_statsmodels(sd: float, gap: float) -> None:
    wanted = power.normal_sample_size_one_tail(gap, 0.8, 0.025, std_null=sd * math.sqrt(2))
    assert size(Wanted(None, gap, sd=sd)).per_arm == pytest.approx(max(wanted, 1), abs=1.001)


# --- what was to be set before, and how much it can prove


def test_what_is_set_before_the_start() -> None:
    def missing(**given: Any) -> list[str]:
        return [one.what for one in registered(Experiment(id="e", title="E", **given)) if one.is_set is False]

    assert missing(method="ab_test") == ["metric", "threshold", "size_or_end", "decision_rule"]
    assert missing(method="ab_test", metric="m", success=lift("+2pp"), planned=Plan(n=10)) == []
    assert missing(method="ab_test", success=Success(text="More"), stop=TODAY) == [
        "metric",
        "threshold",
        "decision_rule",
    ]
    assert missing(method="interview", success=Success(text="Five of seven"), stop=TODAY) == []
    assert missing(method="spike", stop=TODAY) == []
    assert missing(method="prototype", stop=TODAY, hypothesis=Hypothesis(we_know_when="Nine do")) == ["threshold"]


def test_edits_after_the_start_are_found() -> None:
    days = [date(2026, 10, day) for day in (1, 5, 9)]
    held: list[Any] = [
        ("a", days[0], {"metric": "m", "success": "x"}),
        ("b", days[1], {"metric": "m", "success": "y"}),
        ("c", days[2], {"metric": "n", "success": "y", "result": "r"}),
        (None, None, {"metric": "n", "success": "y", "stop": "2026-12-01"}),
    ]
    found = edits(held, days[1], TODAY)
    assert [(one.field, one.day, one.was, one.now) for one in found.edits] == [
        ("metric", days[2], "m", "n"),
        ("stop", None, None, "2026-12-01"),
    ]
    assert found.first_seen is None
    assert edits(held[2:3], days[1], TODAY) == ((), days[2])
    assert edits(held[:3], days[1], days[1]) == ((), None)
    assert edits([], days[1], TODAY) == ((), None)


@pytest.mark.parametrize(
    ("method", "n", "place"),
    [
        ("interview", 3, (0.5, 1)), ("interview", 7, (1, 3)), ("interview", 20, (3, 3)), ("interview", None, (0.5, 1)),
        ("survey", 150, (1, 3)), ("fake_door", None, (1, 3)), ("prototype", None, (3, 3)), ("ab_test", 9, (4, 5)),
    ],
)  # fmt: skip
def test_the_ladder_of_evidence(method: str, n: int | None, place: tuple[float, float]) -> None:
    found = rung(method, n)
    assert found is not None
    assert (found.low, found.high) == place
    assert found.is_doing == (method not in {"interview", "survey"})


def test_what_is_not_on_the_ladder() -> None:
    assert rung("spike", 3) is rung(None, 3) is None
    assert data_points(Experiment(id="e", title="E", result=Result(arms=shares((1, 5), (2, 7))))) == 12
    assert data_points(Experiment(id="e", title="E")) is None


def test_arms_without_names_are_told_apart() -> None:
    assert [one.name for one in seen(shares((1, 2), (1, 2)))] == ["control", "arm 2"]
    assert seen(shares((1, 2)))[0] == Seen("the only arm", Share(1, 2), None, 2)
    assert seen(means((1, 2, 3)))[0].sample == Mean(3, 1.0, 2.0)


# --- a declared look, harm, names


def test_a_declared_look_decides_where_all_of_the_interval_is_on_one_side() -> None:
    arms = (Arm(n=1000, conversions=40), Arm(n=1020, conversions=80))
    found = judged(arms, lift("+1pp"), planned=Plan(n=2000, looks=3))
    assert found.is_early
    assert found.advice == found.comparisons[0].advice == "persevere"
    assert judged(arms, lift("+1pp"), planned=Plan(n=2000)).advice == "interim"
    worse = judged(shares((100, 1000), (60, 1000)), lift("+1pp"), planned=Plan(n=2000, looks=3))
    assert worse.advice == "stop_or_pivot"


def test_a_declared_look_leaves_open_what_more_people_would_tell() -> None:
    arms = (Arm(n=1000, conversions=40), Arm(n=1020, conversions=80))
    found = judged(arms, lift("+3pp"), planned=Plan(n=2000, looks=3))
    assert found.advice == found.comparisons[0].advice == "interim"


def test_an_early_look_decides_on_one_arm_alone() -> None:
    found = judged(shares((40, 1000), (120, 1000), (45, 1000)), lift("+1pp"), planned=Plan(n=2000, looks=2))
    assert found.advice == "persevere"
    assert [one.advice for one in found.comparisons] == ["persevere", "interim"]


def test_no_arm_is_praised_where_a_guardrail_is_harmed() -> None:
    rail = Guardrail(title="Errors", better="lower", arms=shares((10, 1000), (100, 1000)))
    found = judged(shares((200, 2000), (300, 2000)), lift("+1pp"), guardrails=(rail,))
    assert found.advice == found.comparisons[0].advice == "stop"


def test_the_mean_of_an_arm_with_conversions_is_not_dropped_in_silence() -> None:
    arms = (Arm(name="a", n=100, conversions=10, mean=3, sd=1), Arm(name="b", n=100, conversions=20))
    assert judged(arms, lift("+1pp")).missing == ("`a` has conversions and a mean: the conversions count",)
