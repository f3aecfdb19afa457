"""Every worked example of the specification, sections 3 to 5, with the numbers as they stand there."""

from __future__ import annotations

import pytest

from outtrack.compute import forecast
from outtrack.compute.forecast import Points
from outtrack.compute.inference import (
    Mean,
    Share,
    beats_bar,
    chance_better,
    detectable_share,
    mismatch,
    size_for_means,
    size_for_shares,
    two_means,
    two_shares,
    wilson,
)
from outtrack.compute.influence import influence_map, ranked
from outtrack.compute.mixture import IDENTITY, LOG, LOGIT, Scale

# --- 3: forecasts


def test_without_noise_two_points_have_a_closed_form() -> None:
    points = Points((0, 30), (10, 16), 20, 60)
    (part,) = forecast.level_at_due(points, IDENTITY, noises=(0,)).parts
    assert (part.df, part.location, part.spread) == pytest.approx((3, 18, 5.7349), abs=5e-5)
    assert part.above(20) == pytest.approx(0.3752, abs=5e-5)


@pytest.mark.parametrize(("scale", "chance"), [(IDENTITY, 0.1561), (LOG, 0.2026), (LOGIT, 0.1906)])
def test_four_points_on_each_scale(scale: Scale, chance: float) -> None:
    points = Points((0, 14, 28, 45), (15, 16, 18, 19), 25, 90)
    assert forecast.level(points, scale, is_rising=True).probability == pytest.approx(chance, abs=5e-5)


def test_a_total_that_gains_at_an_even_rate() -> None:
    points = Points((0, 10, 20, 30), (0, 10, 18, 30), 55, 60)
    (part,) = forecast.cumulative_at_due(points, steps=(0,)).parts
    assert (part.df, part.spread) == pytest.approx((4, 4.3301), abs=5e-5)
    assert part.above(55) == pytest.approx(0.84375)
    assert forecast.cumulative(points).probability == pytest.approx(0.8230, abs=5e-5)


def test_three_of_eight_at_half_time() -> None:
    found = forecast.cumulative(Points((0, 15, 30, 45), (0, 1, 2, 3), 8, 90))
    assert found.model == "counts"
    assert found.probability == pytest.approx(0.2499, abs=5e-5)


# --- 4: experiments


def test_two_proportions() -> None:
    control, other = Share(200, 2000), Share(250, 2000)
    found = two_shares(control, other)
    assert found.difference == pytest.approx(0.025)
    assert found.statistic == pytest.approx(2.50196, abs=5e-6)
    assert found.p == pytest.approx(0.01235, abs=5e-6)
    assert (found.low, found.high) == pytest.approx((0.00541, 0.04462), abs=5e-6)
    assert chance_better(control, other) == pytest.approx(0.99381, abs=5e-6)


def test_two_proportions_with_a_small_cell() -> None:
    control, other = Share(3, 58), Share(9, 60)
    found = two_shares(control, other)
    assert (found.p, found.statistic) == (None, None)
    assert (found.low, found.high) == pytest.approx((-0.0149, 0.2145), abs=5e-5)
    assert chance_better(control, other) == pytest.approx(0.9571, abs=5e-5)


def test_two_means() -> None:
    found = two_means(Mean(175, 11.0, 5.4), Mean(180, 12.4, 6.1))
    assert found is not None
    assert found.statistic == pytest.approx(2.2912, abs=5e-5)
    assert found.df == pytest.approx(349.96, abs=5e-3)
    assert found.p == pytest.approx(0.02254, abs=5e-6)
    assert (found.low, found.high) == pytest.approx((0.198, 2.602), abs=5e-4)


def test_sizes() -> None:
    assert size_for_shares(0.10, 0.12) == 3841
    assert detectable_share(0.10, 2000) == pytest.approx(0.0282, abs=5e-5)
    assert size_for_means(1.5, 6) == 252


def test_sample_ratio_mismatch() -> None:
    assert mismatch((2100, 1900)) == pytest.approx((10.0, 0.00157), abs=5e-6)


def test_one_proportion_against_a_bar() -> None:
    assert beats_bar(Share(18, 120), 0.10) == pytest.approx(0.05309, abs=5e-6)
    assert wilson(Share(18, 120)) == pytest.approx((0.0970, 0.2247), abs=5e-5)


def test_five_of_five_interviews() -> None:
    assert wilson(Share(5, 5)) == pytest.approx((0.566, 1), abs=5e-4)


# --- 5: the map of influence

LINKS = {("A", "B"): 3, ("A", "C"): 1, ("B", "C"): 4}
BACK = {("C", "A"): 1}


@pytest.mark.parametrize(
    ("by", "links", "influence"),
    [
        ("path", LINKS, (0.6875, 0.5, 0, 0)),
        ("dematel", LINKS, (1.28, 0.8, 0, 0)),
        ("path", LINKS | BACK, (0.756098, 0.609756, 0.219512, 0)),
        ("dematel", LINKS | BACK, (1.638889, 1.222222, 0.527778, 0)),
    ],
)
def test_influence(by: str, links: dict[tuple[str, str], float], influence: tuple[float, ...]) -> None:
    found = influence_map("ABCD", links, "D", by=by).leverage()
    assert tuple(one.influence for one in found.values()) == pytest.approx(influence, abs=5e-7)
    assert [one.quadrant for one in found.values()] == [1, 2, 3, 4]


def test_prerequisites_direct_influence_and_rank() -> None:
    found = influence_map("ABCD", LINKS, "D").leverage()
    assert [one.prerequisites for one in found.values()] == [0, 0.375, pytest.approx(0.8125), 0]
    assert (found["A"].direct, found["A"].indirect) == pytest.approx((0.5, 0.1875))
    assert ranked(found) == ["A", "B", "D", "C"]
    dematel = influence_map("ABCD", LINKS, "D", by="dematel").leverage()
    assert [one.prerequisites for one in dematel.values()] == pytest.approx([0, 0.6, 1.48, 0])


def test_the_spectral_radius_of_a_map_with_a_circle() -> None:
    assert influence_map("ABCD", LINKS | BACK, by="dematel").radius == pytest.approx(0.48697, abs=5e-6)


def test_two_that_move_each_other_with_all_strength_are_scaled_down() -> None:
    found = influence_map("AB", {("A", "B"): 4, ("B", "A"): 4}, by="dematel")
    assert (found.radius, found.is_capped) == (1, True)
    assert [one.influence for one in found.leverage().values()] == pytest.approx([19, 19])


def test_the_means_at_which_the_quadrants_are_split() -> None:
    found = influence_map("ABCD", LINKS, "D").leverage().values()
    assert sum(one.influence for one in found) / 4 == 0.296875
    assert sum(one.prerequisites for one in found) / 4 == 0.296875
