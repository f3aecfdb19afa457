"""Data -> YAML: whole files in the documented order, and edits of a text that touch no other byte.

A change is planned first (`edit`, `document`), as new bytes for a file; `save` then writes all planned changes
together, or none of them.
"""

from __future__ import annotations

from outtrack.write.asked import Append, Edit, Put, Remove
from outtrack.write.canonical import Canonical, canonical
from outtrack.write.edits import EditResult, edit, edited
from outtrack.write.entities import data_of
from outtrack.write.errors import ChangedError, EditError
from outtrack.write.layout import document
from outtrack.write.order import arranged, key_order
from outtrack.write.save import Change, Pen, save, writing

__all__ = [
    "Append",
    "Canonical",
    "Change",
    "ChangedError",
    "Edit",
    "EditError",
    "EditResult",
    "Pen",
    "Put",
    "Remove",
    "arranged",
    "canonical",
    "data_of",
    "document",
    "edit",
    "edited",
    "key_order",
    "save",
    "writing",
]
