"""The owner's monthly word about an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.dated import append_dated
from outtrack.figures import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outtrack.snapshot import Snapshot


def update(snapshot: Snapshot, ref: str, said: Mapping[str, Any]) -> Plan:
    """Return the plan to note what the owner says of an outcome; `said` holds the fields of an update but its date."""
    values = {key: value for key, value in said.items() if value is not None}
    if not set(values) - {"by"}:
        raise RefusedError("there is nothing to note: say --status, --score, --note, --risk, --wanted or --learned")
    draft = Draft(snapshot)
    append_dated(draft, ref, ("updates",), {"date": snapshot.as_of.isoformat(), **values})
    status = f": {words(values['status'])}" if "status" in values else ""
    return draft.plan(f"{snapshot.get(ref).id} on {snapshot.as_of}{status}")
