"""What an act would write, as edits for an editor: of texts as they are open there, and of the names of files."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pygls.workspace import PositionCodec

    from outtrack.write import Change

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line as the protocol counts them; `splitlines` knows more ends than that."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as the protocol counts them, with their ends."""
    return _LINE.findall(text)


def can_rename(capabilities: types.ClientCapabilities) -> bool:
    """Return whether an editor takes the renaming of a file as a part of an edit."""
    known = capabilities.workspace.workspace_edit if capabilities.workspace else None
    kinds = (known.resource_operations or ()) if known else ()
    return bool(known and known.document_changes and types.ResourceOperationKind.Rename in kinds)


def workspace_edit(
    changes: Sequence[Change],
    uri: Callable[[str], str],
    version: Callable[[str], int | None],
    codec: PositionCodec,
    capabilities: types.ClientCapabilities,
) -> types.WorkspaceEdit:
    """Return changes of files as the editor takes them: for the texts of just these versions, where it knows of that.

    A file that goes while one comes is renamed, last of all: so the edits are of the text that is open.
    """
    gone = [one for one in changes if one.after is None]
    come = [one for one in changes if one.before is None]
    edited = {one.path: (one.before, one.after) for one in changes if one not in gone and one not in come}
    for old, new in zip(gone, come, strict=True):
        edited[old.path] = (old.before, new.after)
    texts = {uri(path): _edits(*both, codec) for path, both in edited.items()}
    known = capabilities.workspace.workspace_edit if capabilities.workspace else None
    if not known or not known.document_changes:
        return types.WorkspaceEdit(changes=texts)
    found: list[Any] = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(one, version(one)), list(edits))
        for one, edits in texts.items()
        if edits
    ]
    found += [types.RenameFile(uri(old.path), uri(new.path)) for old, new in zip(gone, come, strict=True)]
    return types.WorkspaceEdit(document_changes=found)


def _edits(before: bytes | None, after: bytes | None, codec: PositionCodec) -> list[types.TextEdit]:
    """Return a change of a text as edits of whole lines."""
    old, new = (lines_of((data or b"").decode("utf-8-sig")) for data in (before, after))

    def place(line: int) -> types.Position:
        if line == len(old) and old and not old[-1].endswith(("\r", "\n")):
            return types.Position(line - 1, codec.client_num_units(old[-1]))
        return types.Position(line, 0)

    return [
        types.TextEdit(types.Range(place(start), place(end)), "".join(new[first:last]))
        for what, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if what != "equal"
    ]
