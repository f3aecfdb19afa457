"""The rules of `check`: each is one module with one function, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.rules.ambiguous_relative import ambiguous_relative
from outtrack.rules.busy_not_moving import busy_not_moving
from outtrack.rules.catch_all_outcome import catch_all_outcome
from outtrack.rules.decision_without_learning import decision_without_learning
from outtrack.rules.direct_to_lagging import direct_to_lagging
from outtrack.rules.done_without_date import done_without_date
from outtrack.rules.duplicate_ref import duplicate_ref
from outtrack.rules.expectation_unjudged import expectation_unjudged
from outtrack.rules.experiment_without_threshold import experiment_without_threshold
from outtrack.rules.expired_waiver import expired_waiver
from outtrack.rules.few_solutions import few_solutions
from outtrack.rules.guardrail_breached import guardrail_breached
from outtrack.rules.ignored_checkin import ignored_checkin
from outtrack.rules.implicit_id import implicit_id
from outtrack.rules.inactive_but_worked_on import inactive_but_worked_on
from outtrack.rules.invalid_ignore import invalid_ignore
from outtrack.rules.jargon import jargon
from outtrack.rules.lagging_only import lagging_only
from outtrack.rules.missing_due import missing_due
from outtrack.rules.no_north_star import no_north_star
from outtrack.rules.opportunity_reads_as_solution import opportunity_reads_as_solution
from outtrack.rules.opportunity_without_evidence import opportunity_without_evidence
from outtrack.rules.orphan import orphan
from outtrack.rules.outcome_without_key_result import outcome_without_key_result
from outtrack.rules.outcome_without_output import outcome_without_output
from outtrack.rules.output_in_disguise import output_in_disguise
from outtrack.rules.output_serves_closed_outcome import output_serves_closed_outcome
from outtrack.rules.overdue import overdue
from outtrack.rules.ratchet import ratchet
from outtrack.rules.review_overdue import review_overdue
from outtrack.rules.shared_metric import shared_metric
from outtrack.rules.shipped_unmeasured import shipped_unmeasured
from outtrack.rules.single_lever import single_lever
from outtrack.rules.stale_checkin import stale_checkin
from outtrack.rules.stale_known import stale_known
from outtrack.rules.status_disagrees import status_disagrees
from outtrack.rules.strategy_without_measure import strategy_without_measure
from outtrack.rules.structure import STRUCTURE
from outtrack.rules.too_many_active_strategies import too_many_active_strategies
from outtrack.rules.too_many_key_results import too_many_key_results
from outtrack.rules.tracker_drift import tracker_drift
from outtrack.rules.tree_shape import tree_shape
from outtrack.rules.unanchored_outcome import unanchored_outcome
from outtrack.rules.unclear_outcome import unclear_outcome
from outtrack.rules.undecided_experiment import undecided_experiment
from outtrack.rules.unknown_owner import unknown_owner
from outtrack.rules.unknown_rule import unknown_rule
from outtrack.rules.unlinked_output import unlinked_output
from outtrack.rules.unmeasured_key_result import unmeasured_key_result
from outtrack.rules.untested_solution import untested_solution
from outtrack.rules.unused_ignore import unused_ignore
from outtrack.rules.vanity_metric import vanity_metric

if TYPE_CHECKING:
    from outtrack.rules.base import Rule

RULES: tuple[Rule, ...] = (
    ambiguous_relative,
    busy_not_moving,
    catch_all_outcome,
    decision_without_learning,
    direct_to_lagging,
    done_without_date,
    duplicate_ref,
    expectation_unjudged,
    experiment_without_threshold,
    expired_waiver,
    few_solutions,
    guardrail_breached,
    ignored_checkin,
    implicit_id,
    inactive_but_worked_on,
    invalid_ignore,
    jargon,
    lagging_only,
    missing_due,
    no_north_star,
    opportunity_reads_as_solution,
    opportunity_without_evidence,
    orphan,
    outcome_without_key_result,
    outcome_without_output,
    output_in_disguise,
    output_serves_closed_outcome,
    overdue,
    ratchet,
    review_overdue,
    shared_metric,
    shipped_unmeasured,
    single_lever,
    stale_checkin,
    stale_known,
    status_disagrees,
    strategy_without_measure,
    too_many_active_strategies,
    too_many_key_results,
    tracker_drift,
    tree_shape,
    unanchored_outcome,
    unclear_outcome,
    undecided_experiment,
    unknown_owner,
    unknown_rule,
    unlinked_output,
    unmeasured_key_result,
    untested_solution,
    unused_ignore,
    vanity_metric,
)
NAMES = tuple(sorted([*STRUCTURE, *(one.name for one in RULES)]))
