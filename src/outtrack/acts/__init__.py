"""Acts: what a command that writes would change, as a plan of new bytes for files. Nothing here writes.

An act is a function of a snapshot and of what is asked for. It returns a `Plan`, or raises `RefusedError` with what
stands in the way. `cli.writing` shows a plan, or carries it out.
"""

from __future__ import annotations

from outtrack.acts.base import Draft, Plan, RefusedError, StaleError

__all__ = ["Draft", "Plan", "RefusedError", "StaleError"]
