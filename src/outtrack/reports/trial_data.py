"""What the figures of an experiment say, as data for machines: shares from 0 to 1, nothing rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.compute.before_after import Shift
    from outtrack.compute.comparing import Comparison
    from outtrack.compute.trial import Against, Trial
    from outtrack.shapes import Data


def comparison_data(one: Comparison) -> Data:
    """Return a comparison as data for machines."""
    found = one.difference
    return {
        "arm": one.arm,
        "difference": found.difference if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "statistic": found.statistic if found else None,
        "df": found.df if found else None,
        "p": found.p if found else None,
        "is_share": one.is_share,
        "better": one.better,
        "chance_better": one.chance,
        "lift": one.lift,
        "advice": one.advice,
        "missing": one.missing,
    }


def against_data(one: Against) -> Data:
    """Return a share against its bar as data for machines."""
    return {
        "arm": one.arm,
        "conversions": one.share.hits,
        "n": one.share.n,
        "share": one.share.rate,
        "low": one.low,
        "high": one.high,
        "bar": one.bar,
        "p": one.p,
        "advice": one.advice,
    }


def trial_data(found: Trial) -> Data:
    """Return what the figures say as data for machines."""
    return {
        "alpha": found.alpha,
        "looks": found.looks,
        "alpha_each": found.each,
        "comparisons": [comparison_data(one) for one in found.comparisons],
        "against_bar": [against_data(one) for one in found.against],
        "sample_ratio": {"chi_square": found.ratio[0], "p": found.ratio[1]} if found.ratio else None,
        "guardrails": [
            {"title": one.title, "is_harmful": one.is_harmful, **comparison_data(one.comparison)}
            for one in found.guardrails
        ],
        "smallest_arm": found.smallest,
        "planned_n": found.planned,
        "notes": list(found.missing),
    }


def shift_data(found: Shift) -> Data:
    """Return a before and after as data for machines."""
    return {
        "readings": found.n,
        "low": found.low,
        "high": found.high,
        "value": found.value,
        "date": found.on,
        "is_outside": found.is_outside,
        "bar": found.bar,
        "missing": found.missing,
    }
