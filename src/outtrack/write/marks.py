"""What an event of the parser says of a single value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.events import AliasEvent

from outtrack.scalar import scalar
from outtrack.source.encoding import breaks_back
from outtrack.write.layout import name
from outtrack.write.scalars import written

if TYPE_CHECKING:
    from outtrack.source.base import Event

_OTHERWISE: Final = re.compile(
    r"yes|no|on|off|true|false|null|~|=|<<"
    r"|[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?0x[0-9a-f_]+|[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?"
    r"|[-+]?\.[0-9_]+|[-+]?\.inf|\.nan|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?",
    re.IGNORECASE,
)
"""Texts that readers of YAML 1.1 take for something else. Days are not among them: a day has no quotes.

Nor are `y` and `n`, which no reader of our time takes for yes and no.
"""


def anchor(event: Event) -> str:
    """Return the name that is given to a value, as it stands before it; nothing where it has none."""
    return f"&{event.anchor} " if event.anchor is not None and event.__class__ is not AliasEvent else ""


def content(event: Event) -> str | None:
    """Return what is read where a single value stands."""
    text = breaks_back(event.value)
    return scalar(text) if event.implicit[0] else text


def single(event: Event, *, in_flow: bool = False) -> str:
    """Return a single value on one line with its name: plain, or in double quotes where it needs them.

    It keeps its quotes where other readers would take it for something else without them. Where double quotes would
    need a backslash before each quote in the text, it has single ones.
    """
    return anchor(event) + written(content(event), in_flow=in_flow, style=_style(event))


def key_text(event: Event, *, in_flow: bool = False) -> str:
    """Return a key with its name, as `single` does a value."""
    text = breaks_back(event.value)
    return anchor(event) + (written(text, style=style) if (style := _style(event)) else name(text, in_flow=in_flow))


def _style(event: Event) -> str | None:
    return '"' if event.style in {"'", '"'} and _OTHERWISE.fullmatch(event.value) else None
