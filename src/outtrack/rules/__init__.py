"""The rules of `check`: each is one module with one function, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.rules.expired_waiver import expired_waiver
from outtrack.rules.ignored_checkin import ignored_checkin
from outtrack.rules.invalid_ignore import invalid_ignore
from outtrack.rules.ratchet import ratchet
from outtrack.rules.stale_known import stale_known
from outtrack.rules.structure import STRUCTURE
from outtrack.rules.unknown_rule import unknown_rule
from outtrack.rules.unlinked_output import unlinked_output
from outtrack.rules.unused_ignore import unused_ignore

if TYPE_CHECKING:
    from outtrack.rules.base import Rule

RULES: tuple[Rule, ...] = (
    expired_waiver,
    ignored_checkin,
    invalid_ignore,
    ratchet,
    stale_known,
    unknown_rule,
    unlinked_output,
    unused_ignore,
)
NAMES = tuple(sorted([*STRUCTURE, *(one.name for one in RULES)]))
