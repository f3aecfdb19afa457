"""The server: documents as they are typed, and the answers about them in the words of the protocol."""

from __future__ import annotations

import asyncio
import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from outtrack import __version__
from outtrack.acts.base import RefusedError
from outtrack.acts.folders import is_read
from outtrack.config import read_config
from outtrack.diagnostic import Diagnostic, Severity, Span
from outtrack.files import WORKSPACE_FILE, find_workspace
from outtrack.lsp import answers
from outtrack.lsp.spots import being_typed, meaning, spot
from outtrack.rules.run import run as check
from outtrack.snapshot import ConfigError, load, overlaid
from outtrack.write import EditError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from outtrack.config import Config
    from outtrack.snapshot import Snapshot
    from outtrack.write import Change

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
        super().__init__("outtrack", __version__)
        self.day = day
        self.waiting: dict[str, asyncio.Task[None]] = {}

    def look(self, uri: str) -> tuple[Snapshot, str] | None:
        """Return the workspace of a document, with all open texts in it, and the document's path there.

        None where it belongs to no workspace, or is none of its files; raise ConfigError where that can't be read.
        """
        place = uris.to_fs_path(uri)
        if not uri.startswith("file:") or place is None:
            return None
        file = Path(place).resolve()
        found = find_workspace(file.parent)
        if found is None:
            return None
        now = load(found, self.day)
        texts: dict[str, bytes] = {}
        known = {one.entry.path for one in now.files}
        for one in self.workspace.text_documents.values():
            open_file = Path(one.path).resolve()
            if open_file.is_relative_to(found.root):
                path = open_file.relative_to(found.root).as_posix()
                if path in known or _is_entity_file(now, path):
                    texts[path] = one.source.encode(errors="replace")
        path = file.relative_to(found.root).as_posix()
        snapshot = overlaid(now, texts)
        return (snapshot, path) if path in texts or path in known else None

    def range(self, uri: str, span: Span) -> types.Range:
        """Return a span in the units of the client."""
        text = self.workspace.get_text_document(uri)
        lines = text.lines

        def position(line: int, column: int) -> types.Position:
            before = lines[line - 1][: column - 1] if line <= len(lines) else ""
            return types.Position(line - 1, text.position_codec.client_num_units(before))

        return types.Range(position(span.line, span.column), position(span.end_line, span.end_column))

    def location(self, snapshot: Snapshot, path: str, span: Span) -> types.Location:
        """Return a span of a file of the workspace."""
        uri = uris.from_fs_path(str(snapshot.workspace.root / path)) or ""
        uri = next((one.uri for one in self.workspace.text_documents.values() if _same(one.uri, uri)), uri)
        return types.Location(uri, self.range(uri, span))

    def at(self, uri: str, position: types.Position) -> tuple[int, int]:
        """Return a position of the client as a line and a column from 1, in code points."""
        text = self.workspace.get_text_document(uri)
        place = text.position_codec.position_from_client_units(text.lines, position)
        return position.line + 1, place.character + 1

    def publish(self, uri: str) -> None:
        """Send the findings about a document."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, self.findings(uri)))

    def findings(self, uri: str) -> list[types.Diagnostic]:
        """Return what is wrong with a document as it is typed."""
        if uri.endswith(f"/{WORKSPACE_FILE}"):
            source = self.workspace.get_text_document(uri).source
            return [self.told(uri, one) for one in read_config(source.encode(errors="replace"))[1]]
        try:
            found = self.look(uri)
            if found is None:
                return []
            snapshot, path = found
            return [self.told(uri, one) for one in check(snapshot) if one.path == path]
        except ConfigError as error:
            first = error.diagnostics[0]
            message = f"{WORKSPACE_FILE} can't be used, so nothing is checked: {first.message}"
            return [self.told(uri, Diagnostic(rule=first.rule, message=message, hint=first.hint))]

    def told(self, uri: str, one: Diagnostic) -> types.Diagnostic:
        """Return a finding in the words of the protocol."""
        message = f"{one.message}\n{one.hint}" if one.hint else one.message
        span = self.range(uri, one.span or Span(1, 1, 1, 1))
        return types.Diagnostic(span, message, _SEVERITIES.get(one.severity), one.rule, source="outtrack")

    async def soon(self, uri: str) -> None:
        """Send the findings about a document once nobody types any more."""
        await asyncio.sleep(PAUSE)
        for one in [uri, *(other for other in self.workspace.text_documents if other != uri)]:
            self.publish(one)

    def changed(self, uri: str) -> None:
        """Note that a document changed: what was about to be sent is out of date."""
        if waiting := self.waiting.get(uri):
            waiting.cancel()
        self.waiting[uri] = asyncio.get_running_loop().create_task(self.soon(uri))

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


def _is_entity_file(snapshot: Snapshot, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name.endswith((".yaml", ".yml")) and not name.startswith(".") and is_read(snapshot, folder)


def _same(one: str, other: str) -> bool:
    return uris.to_fs_path(one) == uris.to_fs_path(other)


def serve(day: Callable[[Config], date]) -> None:
    """Answer an editor on stdin and stdout until it says that it is done."""
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as said:  # pygls closes what it is given
        made(day).start_io(asked, said)


def made(day: Callable[[Config], date]) -> Server:
    """Return the server with all that it can do."""
    server = Server(day)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _open(params: types.DidOpenTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def _change(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _save(params: types.DidSaveTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if waiting := server.waiting.pop(uri, None):
            waiting.cancel()
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    _questions(server)
    _changes(server)
    return server


def _questions(server: Server) -> None:
    """Register what is asked about a position."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _definition(params: types.DefinitionParams) -> types.Location | None:
        found = server.named(params.text_document.uri, params.position)
        return server.location(found[0], *answers.definition(found[0], found[1])) if found else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def _references(params: types.ReferenceParams) -> list[types.Location]:
        found = server.named(params.text_document.uri, params.position)
        if found is None:
            return []
        snapshot, ref, _ = found
        places = answers.uses(snapshot, ref)
        if params.context.include_declaration:
            places.insert(0, answers.definition(snapshot, ref))
        return [server.location(snapshot, *place) for place in places]

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(params: types.HoverParams) -> types.Hover | None:
        found = server.named(params.text_document.uri, params.position)
        if found is None:
            return None
        text = answers.hover(found[0], found[1])
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), found[2])


def _changes(server: Server) -> None:
    """Register what changes a text."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "[", ":", "/", '"', "'"])
    )
    def _completion(params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(is_incomplete=False, items=_items(server, params))

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _prepare(params: types.PrepareRenameParams) -> types.Range | None:
        found = server.named(params.text_document.uri, params.position)
        return found[2] if found else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def _rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = server.named(params.text_document.uri, params.position)
        if found is None:
            return None
        try:
            plan = answers.rename(found[0], found[1], params.new_name)
        except RefusedError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        except EditError as error:
            raise JsonRpcInvalidParams(f"{error.found.path}: {error.found.message}") from None
        return types.WorkspaceEdit(changes={_uri(server, found[0], one): _edits(one) for one in plan.changes})


def _items(server: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    uri = params.text_document.uri
    try:
        found = server.look(uri)
    except ConfigError:
        return []
    if found is None:
        return []
    snapshot, path = found
    line, column = server.at(uri, params.position)
    typed = being_typed(path, snapshot.workspace.read(path), line, column)
    if typed is None:
        return []
    value, word = typed
    span = server.range(uri, Span(line, column - len(word), line, column))
    return [
        types.CompletionItem(
            name,
            kind=types.CompletionItemKind.Reference if title else types.CompletionItemKind.EnumMember,
            detail=title or None,
            text_edit=types.TextEdit(span, name),
        )
        for name, title in answers.completions(snapshot, value)
    ]


def _uri(server: Server, snapshot: Snapshot, change: Change) -> str:
    return server.location(snapshot, change.path, Span(1, 1, 1, 1)).uri


def _edits(change: Change) -> list[types.TextEdit]:
    """Return a change of a file as edits of whole lines."""
    before = (change.before or b"").decode("utf-8-sig").splitlines(keepends=True)
    after = (change.after or b"").decode("utf-8-sig").splitlines(keepends=True)
    return [
        types.TextEdit(types.Range(types.Position(start, 0), types.Position(end, 0)), "".join(after[new:new_end]))
        for what, start, end, new, new_end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if what != "equal"
    ]
