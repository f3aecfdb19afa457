"""Where findings, and the values that they are about, stand in their files, which are read once more for it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import astuple, field, replace
from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place, Span, order
from outtrack.frozen import dataclass
from outtrack.parallel import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outtrack.files import Workspace
    from outtrack.names import Names
    from outtrack.source import Source
    from outtrack.source.sought import Sought

WHOLE = frozenset(("left-out-folder", "near-kind-folder", "unreadable-file"))
"""Findings about a file or folder as a whole: opening it for a span may be impossible, or never end (a pipe)."""


@dataclass(slots=True)
class Spans:
    """The spans of a workspace, each looked for when it is asked for."""

    workspace: Workspace
    names: Names
    given: Mapping[str, Source]
    """What is looked at beside the workspace's own files, and tells by itself where its values stand; by path."""
    _sought: dict[str, Sought | None] = field(default_factory=dict)

    def of(self, place: Place) -> Span | None:
        """Return where a place lies in its file; None where the file can't be read, or holds no such document."""
        source = self.given.get(place.path) or self._source(place.path)
        return source.span(place) if source else None

    def _source(self, path: str) -> Sought | None:
        if path not in self._sought:
            from outtrack.source.sought import Sought

            try:
                self._sought[path] = Sought(self.workspace.read(path), path)
            except OSError:
                self._sought[path] = None
        return self._sought[path]

    def addressed(self, found: Diagnostic) -> Diagnostic:
        """Return a finding with its file filled in."""
        if found.place and not found.place.path and found.entity:
            record, place = self.names.record(found.entity), found.place
            # not by `replace`, which takes four times as long: there may be ten thousand findings
            return Diagnostic(
                rule=found.rule, message=found.message, severity=found.severity, hint=found.hint, entity=found.entity,
                place=Place(record.path, record.document, place.keys, place.on_key), span=found.span, also=found.also,
            )  # fmt: skip
        return found

    def ordered(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings with their files and spans filled in, in the order in which they are shown."""
        return order(self.located(diagnostics))

    def located(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings with their files and spans filled in, as they come."""
        found = [self.addressed(one) for one in diagnostics]
        wanted: dict[str, dict[Place, Span | None]] = defaultdict(dict)
        for one in found:
            if one.place and one.span is None and one.rule not in WHOLE:
                wanted[one.path][one.place] = None
                for place in [place for place, span in one.also if span is None]:
                    wanted[place.path][place] = None
        for path in wanted.keys() & self.given.keys():
            wanted[path] = {place: self.of(place) for place in wanted[path]}
        files = [path for path in wanted if path not in self.given]
        lines = split(lambda paths: (self._line(path, wanted[path]) for path in paths), files)
        for path, line in zip(files, lines, strict=True):
            for place, span in zip(wanted[path], json.loads(line), strict=True):
                wanted[path][place] = Span(*span) if span else None
        return [_located(one, wanted) for one in found]

    def _line(self, path: str, places: Iterable[Place]) -> bytes:
        """Return where places of one file lie, as a line of JSON; what was read of it is not kept."""
        spans = [self.of(place) for place in places]
        self._sought.pop(path, None)
        return json.dumps([span and astuple(span) for span in spans]).encode()


def _located(found: Diagnostic, spans: Mapping[str, Mapping[Place, Span | None]]) -> Diagnostic:
    """Return a finding with the spans of its places, where they were looked for."""
    if found.place is None or found.place not in spans.get(found.path, {}):
        return found
    also = tuple((place, span or spans[place.path][place]) for place, span in found.also)
    return replace(found, span=spans[found.path][found.place], also=also)
