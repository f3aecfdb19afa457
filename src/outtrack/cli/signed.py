"""Who is written down beside what is recorded: the one that was named, else the person at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.cli.asking import can_ask, say

if TYPE_CHECKING:
    from outtrack.snapshot import Snapshot


def signed(snapshot: Snapshot, by: str | None) -> str | None:
    """Return who says so: `--by`, of which an empty one is nobody; on a terminal else git's user, and that is said.

    Off a terminal nobody is guessed: what a script writes must not depend on whose settings it runs with.
    """
    if by is not None or not can_ask():
        return by or None
    from outtrack.acts.author import author

    found = author(snapshot)
    if found is not None:
        say(f'by {found}, as git knows you; --by NAME is another, --by "" nobody')
    return found
