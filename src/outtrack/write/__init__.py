"""Data -> YAML: whole files in the documented order, and edits of a text that touch no other byte.

A change is planned first (`edit`, `document`), as new bytes for a file; `save` then writes all planned changes
together, or none of them.
"""

from __future__ import annotations

from outtrack.write.edits import Append, Edit, Put, Remove, edit
from outtrack.write.entities import data_of
from outtrack.write.errors import ChangedError, EditError
from outtrack.write.layout import document
from outtrack.write.order import arranged, key_order
from outtrack.write.save import Change, Pen, save, writing

__all__ = [
    "Append",
    "Change",
    "ChangedError",
    "Edit",
    "EditError",
    "Pen",
    "Put",
    "Remove",
    "arranged",
    "data_of",
    "document",
    "edit",
    "key_order",
    "save",
    "writing",
]
