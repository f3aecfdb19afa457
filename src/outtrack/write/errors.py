"""Why a file is not changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.diagnostic import Diagnostic, Place

if TYPE_CHECKING:
    from outtrack.diagnostic import Keys


class EditError(Exception):
    """A file can't be changed as was meant; carries the diagnostic. Nothing was written."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


class ChangedError(EditError):
    """A file is not what it was when the change was planned: planned anew, it may well be done."""


def not_editable(path: str, message: str, hint: str | None, keys: Keys = (), document: int = 0) -> Diagnostic:
    """Return the diagnostic for what can't be changed."""
    return Diagnostic(rule="not-editable", message=message, hint=hint, place=Place(path, document, keys))
