"""What the server does when the editor says or asks something."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from outtrack.acts.base import RefusedError
from outtrack.acts.rename import rename
from outtrack.diagnostic import Span
from outtrack.lsp import answers
from outtrack.lsp.edits import can_rename, workspace_edit
from outtrack.lsp.server import Server
from outtrack.lsp.spots import being_typed
from outtrack.snapshot import ConfigError
from outtrack.write import EditError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from outtrack.config import Config


def serve(day: Callable[[Config], date]) -> None:
    """Answer an editor on stdin and stdout until it says that it is done."""
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as said:  # pygls closes what it is given
        made(day).start_io(asked, said)


def made(day: Callable[[Config], date]) -> Server:
    """Return the server with all that it can do."""
    server = Server(day)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def _open(params: types.DidOpenTextDocumentParams) -> None:
        await server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def _change(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def _save(params: types.DidSaveTextDocumentParams) -> None:
        server.desk.doubt()
        server.changed(params.text_document.uri, 0)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def _watched(params: types.DidChangeWatchedFilesParams) -> None:  # noqa: ARG001 - whatever it was
        server.desk.doubt()
        server.changed()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _close(params: types.DidCloseTextDocumentParams) -> None:
        server.desk.doubt()
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

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
        snapshot, ref, _ = found
        known = server.client_capabilities
        try:
            plan = rename(snapshot, ref, params.new_name, keeps_file=not can_rename(known))
        except RefusedError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        except EditError as error:
            raise JsonRpcInvalidParams(f"{error.found.path}: {error.found.message}") from None

        def uri(path: str) -> str:
            return server.uri(snapshot, path)

        def version(uri: str) -> int | None:
            open_one = server.workspace.text_documents.get(uri)
            return open_one.version if open_one else None

        return workspace_edit(plan.changes, uri, version, server.workspace.position_codec, known)


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
    value, word, rest = typed
    span = server.range(uri, Span(line, column - len(word), line, column + len(rest)))
    return [
        types.CompletionItem(
            name,
            kind=types.CompletionItemKind.Reference if title else types.CompletionItemKind.EnumMember,
            detail=title or None,
            text_edit=types.TextEdit(span, name),
        )
        for name, title in answers.completions(snapshot, value)
    ]
