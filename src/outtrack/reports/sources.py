"""A figure opened: what goes into it, and the file and line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outtrack.compute.series import Measurement
    from outtrack.diagnostic import Keys
    from outtrack.model.outcome import Outcome
    from outtrack.snapshot import Snapshot

Fact = tuple[str, str, str]
"""What it is, its value, and where it stands; the last is empty for what was worked out."""


class Places:
    """Finds where a value stands, as `path:line`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def of(self, ref: str, keys: Keys) -> str:
        """Return the file and line of a value of an entity."""
        place = self.snapshot.place(ref, keys)
        source = self.snapshot.span(place)
        path = self.snapshot.workspace.prefix + place.path
        return f"{path}:{source.line}" if source else path

    def of_goalpost(self, outcome: Outcome, name: str | None, field: str, keys: Keys) -> str:
        """Return where a goalpost stands as it was on the day: in `changes` where it was moved later."""
        later = [
            (moved.date, index) for index, moved in enumerate(outcome.changes)
            if moved.date > self.snapshot.as_of and (moved.key_result, moved.field) == (name, field)
            and moved.was is not None
        ]  # fmt: skip
        return self.of(outcome.ref, ("changes", min(later)[1], "was") if later else keys)

    def of_measurement(self, entry: Measurement) -> str:
        """Return the file and line of a measurement."""
        if entry.ref:
            return self.of(entry.ref, entry.place.keys)
        source = self.snapshot.span(entry.place)
        path = self.snapshot.workspace.prefix + entry.place.path
        return f"{path}:{source.line}" if source else path
