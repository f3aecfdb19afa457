"""YAML bytes -> plain data, with the span of every value where somebody asks for it.

Scalars are not typed here: a plain scalar that YAML 1.2 would read as a number or a boolean becomes
`Plain`, a text that remembers that it was written without quotes, and the schema decides what it is. So
`no`, `on`, `12:30`, `010` and `1.10` stay what a person reads.

There are two passes over the same events. The first is fast and records no positions; it gives up on
whatever is unusual. The second keeps the place of every key and value, and says what is wrong. It runs
only for a file that has something to say.
"""

from __future__ import annotations

from yaml.error import YAMLError

from outtrack.source.base import HAS_C, MAX_BYTES, Source, UnusualError, Value
from outtrack.source.comments import comments
from outtrack.source.encoding import BOM, has_unicode_breaks, unreadable
from outtrack.source.fast import plain_data

__all__ = ["MAX_BYTES", "Source", "Value", "comments", "parse"]


def parse(data: bytes, path: str, *, marks: bool = False) -> Source:
    """Return the documents of one file. What is broken becomes diagnostics; nothing is raised.

    With `marks` the places of all values come along; without, only a file with a fault is read for them.
    """
    if problem := unreadable(data, path):
        return Source(diagnostics=(problem,))
    data = data.removeprefix(BOM)
    is_usual = not has_unicode_breaks(data) and (HAS_C or b"\\u" not in data)
    if is_usual and not marks:
        try:
            return Source(tuple(plain_data(data)))
        except (UnusualError, YAMLError):
            pass
    from outtrack.source.marked import read_with_marks

    return read_with_marks(data, path)
