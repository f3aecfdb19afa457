"""The server: documents as they are typed, and places in them in the words and units of the protocol."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from outtrack import __version__
from outtrack.config import read_config
from outtrack.diagnostic import Diagnostic, Severity, Span
from outtrack.files import WORKSPACE_FILE
from outtrack.lsp.desk import Desk
from outtrack.lsp.edits import lines_of
from outtrack.lsp.spots import meaning, spot
from outtrack.snapshot import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from outtrack.config import Config
    from outtrack.snapshot import Snapshot

PAUSE: Final = 0.3
"""So many seconds after the last key the findings are worked out."""
_SEVERITIES: Final = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """A server for all workspaces whose files are open."""

    def __init__(self, day: Callable[[Config], date]) -> None:
        # whole texts: pygls fits parts into lines of its own, which end at U+2028 and others too
        super().__init__("outtrack", __version__, types.TextDocumentSyncKind.Full)
        self.desk = Desk(day)
        self.waiting: asyncio.Task[None] | None = None
        self.aside = ThreadPoolExecutor(1)
        """Where workspaces are checked, one after the other."""

    def look(self, uri: str) -> tuple[Snapshot, str] | None:
        """Return the workspace of a document, with all open texts in it, and the document's path there.

        None where it belongs to no workspace, or is none of its files; raise ConfigError where that can't be read.
        """
        place = uris.to_fs_path(uri)
        if not uri.startswith("file:") or place is None:
            return None
        documents = self.workspace.text_documents.values()
        texts = {Path(one.path).resolve(): one.source.encode(errors="replace") for one in documents}
        return self.desk.look(Path(place).resolve(), texts)

    def range(self, uri: str, span: Span) -> types.Range:
        """Return a span in the units of the client."""
        text = self.workspace.get_text_document(uri)
        lines = lines_of(text.source)

        def position(line: int, column: int) -> types.Position:
            before = lines[line - 1][: column - 1] if line <= len(lines) else ""
            return types.Position(line - 1, text.position_codec.client_num_units(before))

        return types.Range(position(span.line, span.column), position(span.end_line, span.end_column))

    def location(self, snapshot: Snapshot, path: str, span: Span) -> types.Location:
        """Return a span of a file of the workspace."""
        uri = self.uri(snapshot, path)
        return types.Location(uri, self.range(uri, span))

    def uri(self, snapshot: Snapshot, path: str) -> str:
        """Return how the editor calls a file of the workspace."""
        uri = uris.from_fs_path(str(snapshot.workspace.root / path)) or ""
        return next((one for one in self.workspace.text_documents if _same(one, uri)), uri)

    def at(self, uri: str, position: types.Position) -> tuple[int, int]:
        """Return a position of the client as a line and a column from 1, in code points."""
        text = self.workspace.get_text_document(uri)
        place = text.position_codec.position_from_client_units(lines_of(text.source), position)
        return position.line + 1, place.character + 1

    async def publish(self, uri: str) -> None:
        """Send the findings about a document."""
        found = await self.findings(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    async def findings(self, uri: str) -> list[types.Diagnostic]:
        """Return what is wrong with a document as it is typed; what is asked meanwhile is answered."""
        if uri.endswith(f"/{WORKSPACE_FILE}"):
            source = self.workspace.get_text_document(uri).source
            return [self.told(uri, one) for one in read_config(source.encode(errors="replace"))[1]]
        try:
            looked = self.look(uri)
            if looked is None:
                return []
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self.aside, self.desk.findings, *looked)
        except ConfigError as error:
            first = error.diagnostics[0]
            message = f"{WORKSPACE_FILE} can't be used, so nothing is checked: {first.message}"
            found = [Diagnostic(rule=first.rule, message=message, hint=first.hint)]
        return [self.told(uri, one) for one in found]

    def told(self, uri: str, one: Diagnostic) -> types.Diagnostic:
        """Return a finding in the words of the protocol."""
        message = f"{one.message}\n{one.hint}" if one.hint else one.message
        span = self.range(uri, one.span or Span(1, 1, 1, 1))
        return types.Diagnostic(span, message, _SEVERITIES.get(one.severity), one.rule, source="outtrack")

    async def soon(self, uri: str | None, pause: float) -> None:
        """Send the findings about all open documents, this one first, once nobody types any more."""
        await asyncio.sleep(pause)
        others = [one for one in self.workspace.text_documents if one != uri]
        for one in others if uri is None else [uri, *others]:
            if one in self.workspace.text_documents:
                await self.publish(one)

    def changed(self, uri: str | None = None, pause: float = PAUSE) -> None:
        """Note that a document, or a file, changed: what was about to be sent is out of date."""
        if self.waiting:
            self.waiting.cancel()
        self.waiting = asyncio.get_running_loop().create_task(self.soon(uri, pause))

    def named(self, uri: str, position: types.Position) -> tuple[Snapshot, str, types.Range] | None:
        """Return what is named at a position, and where; None where nothing is that is known."""
        try:
            found = self.look(uri)
        except ConfigError:
            return None
        if found is None:
            return None
        snapshot, path = found
        here = spot(path, snapshot.workspace.read(path), *self.at(uri, position))
        ref = meaning(snapshot, path, here) if here else None
        return (snapshot, ref, self.range(uri, here.span)) if here and ref else None


def _same(one: str, other: str) -> bool:
    return uris.to_fs_path(one) == uris.to_fs_path(other)
