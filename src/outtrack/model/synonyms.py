"""What people write where a word of ours is asked for, such as `in progress` for `doing`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_WORDS: Final = (
    (("todo", "identified", "idea", "active"), "open, opened, reopened"),
    (
        ("todo", "identified", "idea", "draft"),
        """
            to do, todo, backlog, new, planned, proposed, ready, not started, unstarted, queued,
            pending, scheduled, upcoming
        """,
    ),
    (
        ("doing", "active", "now", "exploring"),
        """
            in progress, progress, wip, work in progress, doing, started, begun, ongoing, active,
            current, running, working, in development, in review, review, testing, blocked
        """,
    ),
    (
        ("done", "solved"),
        """
            done, closed, complete, completed, finished, resolved, fixed, shipped, released,
            delivered, deployed, live, merged, achieved
        """,
    ),
    (
        ("parked", "paused", "not_now"),
        """
            parked, paused, on hold, hold, waiting, postponed, deferred, suspended, frozen, later,
            someday, inactive
        """,
    ),
    (
        ("dropped",),
        """
            cancelled, canceled, abandoned, rejected, declined, wont do, wont fix, discarded,
            deleted, removed, obsolete, archived, killed
        """,
    ),
    (("chosen",), "selected, accepted, approved, decided, picked"),
    (("on_track",), "green, good"),
    (("at_risk",), "amber, yellow, orange, risky"),
    (("off_track",), "red, behind, late"),
    (("error",), "critical, fatal, fail, high"),
    (("warning",), "warn, medium"),
    (("info",), "low, note, notice, hint"),
    (("off",), "none, disabled, disable, ignore, never, false, no"),
    (("persevere",), "continue, keep, proceed, go"),
    (("stop",), "kill, end, abort, no go"),
    (("inconclusive",), "unclear, undecided, unknown"),
)
_MEANINGS: Final = tuple((choices, frozenset(re.sub(r"\s", "", words).split(","))) for choices, words in _WORDS)


def meant(word: str, choices: Collection[str]) -> str | None:
    """Return the one of the choices that another word stands for; None where it stands for none of them.

    Case makes no difference, nor whether its parts are joined, and by what.
    """
    folded = _folded(word)
    same = next((ours for ours in choices if _folded(ours) == folded), None)
    others = (ours for known, words in _MEANINGS if folded in words for ours in known if ours in choices)
    return same or next(others, None)


def _folded(word: str) -> str:
    return re.sub(r"[\W_]", "", word.casefold())
