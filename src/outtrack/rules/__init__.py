"""The rules of `check`: each is one module with one function, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.rules.busy_not_moving import busy_not_moving
from outtrack.rules.decision_without_learning import decision_without_learning
from outtrack.rules.done_without_date import done_without_date
from outtrack.rules.expectation_unjudged import expectation_unjudged
from outtrack.rules.experiment_without_threshold import experiment_without_threshold
from outtrack.rules.expired_waiver import expired_waiver
from outtrack.rules.few_solutions import few_solutions
from outtrack.rules.ignored_checkin import ignored_checkin
from outtrack.rules.implicit_id import implicit_id
from outtrack.rules.invalid_ignore import invalid_ignore
from outtrack.rules.jargon import jargon
from outtrack.rules.opportunity_reads_as_solution import opportunity_reads_as_solution
from outtrack.rules.opportunity_without_evidence import opportunity_without_evidence
from outtrack.rules.output_in_disguise import output_in_disguise
from outtrack.rules.ratchet import ratchet
from outtrack.rules.shipped_unmeasured import shipped_unmeasured
from outtrack.rules.single_lever import single_lever
from outtrack.rules.stale_known import stale_known
from outtrack.rules.structure import STRUCTURE
from outtrack.rules.tree_shape import tree_shape
from outtrack.rules.unclear_outcome import unclear_outcome
from outtrack.rules.undecided_experiment import undecided_experiment
from outtrack.rules.unknown_rule import unknown_rule
from outtrack.rules.unlinked_output import unlinked_output
from outtrack.rules.untested_solution import untested_solution
from outtrack.rules.unused_ignore import unused_ignore
from outtrack.rules.vanity_metric import vanity_metric

if TYPE_CHECKING:
    from outtrack.rules.base import Rule

RULES: tuple[Rule, ...] = (
    busy_not_moving,
    decision_without_learning,
    done_without_date,
    expectation_unjudged,
    experiment_without_threshold,
    expired_waiver,
    few_solutions,
    ignored_checkin,
    implicit_id,
    invalid_ignore,
    jargon,
    opportunity_reads_as_solution,
    opportunity_without_evidence,
    output_in_disguise,
    ratchet,
    shipped_unmeasured,
    single_lever,
    stale_known,
    tree_shape,
    unclear_outcome,
    undecided_experiment,
    unknown_rule,
    unlinked_output,
    untested_solution,
    unused_ignore,
    vanity_metric,
)
NAMES = tuple(sorted([*STRUCTURE, *(one.name for one in RULES)]))
