"""What is known about a place in the files, for an editor: where it leads, what uses it, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.acts.base import Draft
from outtrack.acts.references import references
from outtrack.diagnostic import Place, Span
from outtrack.model import ORDER
from outtrack.names import KEY_RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.lsp.spots import Spot
    from outtrack.snapshot import Snapshot


def definition(snapshot: Snapshot, ref: str) -> tuple[str, Span]:
    """Return where something is described: its file, and the place of its id or title there."""
    record = snapshot.record(ref)
    keys: tuple[str | int, ...] = ()
    if ref.startswith(f"{KEY_RESULT}:"):
        keys = ("key_results", Draft(snapshot).key_result(ref)[1])
    found = snapshot.span(Place(record.path, record.document, (*keys, "title")))
    return record.path, found or Span(1, 1, 1, 1)


def uses(snapshot: Snapshot, ref: str) -> list[tuple[str, Span]]:
    """Return every place that names something."""
    found = []
    for one in references(snapshot, ref):
        span = snapshot.span(Place(one.record.path, one.record.document, one.keys))
        if span:
            found.append((one.record.path, span))
    return found


def hover(snapshot: Snapshot, ref: str) -> str:
    """Return, as Markdown, what something is and how it stands on the day of the snapshot."""
    from outtrack.compute.standing import Standings
    from outtrack.render.markdown import escape
    from outtrack.render.markdown import render as markdown
    from outtrack.render.terminal import Terminal
    from outtrack.reports.status import status

    kind, _, name = ref.partition(":")
    heading = f"**{escape(kind.replace('_', ' '))}** {escape(name)}"
    if kind in {"outcome", KEY_RESULT}:
        if snapshot.record(ref).is_broken:
            return f"{heading}\n\nits file has errors, so nothing is computed"
        table = status(snapshot, Standings(snapshot), {ref}, with_ended=True)
        rows = [line for line in markdown(table, Terminal()).splitlines() if line.startswith("|")]
        return "\n".join([heading, "", f"As of {snapshot.as_of}.", "", *rows])
    entity = snapshot.get(ref)
    if entity is None:
        return f"{heading}\n\nits file has errors"
    said = getattr(entity, "status", None) or getattr(entity, "decision", None)
    parts = [heading, escape(entity.title), escape(str(said).replace("_", " ")) if said else ""]
    return "\n\n".join(filter(None, parts))


def completions(snapshot: Snapshot, found: Spot) -> list[tuple[str, str]]:
    """Return what may stand in the place of a value: each with its title, or nothing."""
    link = found.link
    if link is None:
        return [(one, "") for one in found.words()]
    return list(_names(snapshot, link.to or ORDER))


def _names(snapshot: Snapshot, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for kind in kinds:
        for name in snapshot.names.records.get(kind, {}):
            seen[name] = seen.get(name, 0) + 1
    for kind in kinds:
        if kind == KEY_RESULT:
            yield from ((name, "") for name in sorted(snapshot.names.key_results()))
            continue
        for name, record in snapshot.names.records[kind].items():
            shown = name if seen[name] == 1 else f"{kind}:{name}"
            yield shown, "" if record.is_broken else record.entity.title
