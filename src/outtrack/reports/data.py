"""Outcomes and key results as data for machines (`docs/machine-output.md`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.compute.key_results import KeyResultStanding
    from outtrack.compute.standing import OutcomeStanding
    from outtrack.compute.tally import Tally
    from outtrack.shapes import Data

KEY_RESULT = "key_result"


def outcome_data(one: OutcomeStanding) -> Data:
    """Return an outcome as data for machines."""
    outcome, total = one.outcome, one.rollup
    return {
        "kind": "outcome",
        "id": outcome.ref,
        "title": outcome.title,
        "outcome": None,
        "type": outcome.type,
        "area": outcome.area,
        "progress": total.progress,
        "shown": total.progress,
        "coverage": total.coverage,
        "of_measured": total.of_measured,
        "basis": one.basis,
        "lifecycle": one.lifecycle,
        "said": one.said.status if one.said else None,
        "computed": one.computed,
        "status": one.status,
        "score": one.score,
        "start": one.start,
        "due": outcome.due,
        "owner": outcome.owner,
        "team": outcome.team,
        "tags": outcome.tags,
        "fields": outcome.fields,
        "last_checkin": one.last,
        "insights": tally_data(one.insights),
    }


def tally_data(found: Tally) -> Data:
    """Return what people said as data for machines."""
    return {
        "for": found.pro,
        "against": found.contra,
        "neutral": found.neutral,
        "customers": found.customers,
        "newest": found.newest,
    }


def key_result_data(outcome: OutcomeStanding, one: KeyResultStanding) -> Data:
    """Return a key result as data for machines."""
    found, kr = one.progress, one.key_result
    return {
        "kind": KEY_RESULT,
        "id": f"{KEY_RESULT}:{one.id}",
        "title": kr.title,
        "outcome": outcome.outcome.ref,
        "shape": one.shape,
        "progress": found.raw,
        "shown": found.shown,
        "baseline": found.baseline,
        "now": found.value,
        "target": found.target,
        "unit": one.unit,
        "expected": one.expected,
        "expected_on": one.expected_on,
        "elapsed": one.elapsed,
        "values": one.series.numbers(),
        "confidence": one.confidence,
        "weight": kr.weight,
        "lifecycle": outcome.lifecycle,
        "said": None,
        "computed": one.status,
        "status": one.status,
        "rule": one.rule,
        "probability": one.judged.probability,
        "needs": one.needs,
        "compliance": found.compliance,
        "cover": found.cover,
        "claimed": found.claimed,
        "start": one.start,
        "due": kr.due or outcome.outcome.due,
        "owner": kr.owner or outcome.outcome.owner,
        "team": outcome.outcome.team,
        "tags": outcome.outcome.tags,
        "last_checkin": one.last,
        "age_days": one.age,
        "freshness": one.freshness,
        "cadence": one.cadence,
    }
