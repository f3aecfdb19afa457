"""How what people said for and against reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.compute.tally import Tally
    from outtrack.shapes import Data


def tally_text(found: Tally) -> str:
    """Return a tally in a few words: `3 for, 1 against, 4 customers, newest 2026-11-02`; empty where nobody spoke."""
    if not found.total:
        return ""
    parts = [f"{found.pro} for", f"{found.contra} against"]
    parts += [f"{found.neutral} neutral"] if found.neutral else []
    parts += [f"{found.customers} customer{'s' if found.customers > 1 else ''}"] if found.customers else []
    return ", ".join([*parts, *([f"newest {found.newest}"] if found.newest else [])])


def tally_data(found: Tally) -> Data:
    """Return a tally as data for machines."""
    return {
        "for": found.pro,
        "against": found.contra,
        "neutral": found.neutral,
        "customers": found.customers,
        "newest": found.newest,
    }
