"""Values laid out as YAML: on one line where they fit, else in lines of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from outtrack.write.scalars import chomping, fits_in_block, written

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH: Final = 100
"""A list or mapping that is longer gets a line for each of its values."""
STEP: Final = 2


def document(values: Mapping[str, Any]) -> str:
    """Return the text of a document."""
    return "".join(f"{line}\n" for key, value in values.items() for line in pair(key, value))


def flow(value: Any, styles: Mapping[Any, str | None] | None = None, pad: str = "") -> str:
    """Return a list or mapping on one line: a list in `[ ]`, a mapping in `{ }`, with `pad` inside the brackets.

    `styles` names the quotes of texts by their key or place, where they should be like their neighbours'.
    """
    known = styles or {}
    if isinstance(value, dict):
        parts = [f"{name(key, in_flow=True)}: {_part(one, known.get(key), pad)}" for key, one in value.items()]
        return f"{{{pad}{', '.join(parts)}{pad}}}" if parts else "{}"
    return f"[{', '.join(_part(one, None, '') for one in value)}]"


def name(key: object, *, in_flow: bool = False) -> str:
    """Return a key as it is written; one that would begin or end a document in quotes."""
    text = str(key)
    return written(text, in_flow=in_flow, style='"' if text.startswith(("---", "...")) else None)


def _part(value: Any, style: str | None, pad: str) -> str:
    is_many = isinstance(value, (dict, list, tuple))
    return flow(value, pad=pad) if is_many else written(value, in_flow=True, style=style)


def pair(key: str, value: Any, indent: int = 0, style: str | None = None) -> list[str]:
    """Return the lines of a key and its value, indented by so many columns."""
    before = " " * indent
    begin = f"{before}{name(key)}:"
    if isinstance(value, (list, tuple, dict)):
        short = f"{begin} {flow(value)}"
        if not value or (len(short) <= WIDTH and _is_short(value)):
            return [short]
        if isinstance(value, dict):
            return [begin, *(line for inner, one in value.items() for line in pair(inner, one, indent + STEP))]
        return [begin, *(line for one in value for line in item(one, indent + STEP))]
    if isinstance(value, str) and style is None and fits_in_block(value):
        return [f"{begin} |{chomping(value)}", *_indented(value, indent + STEP)]
    return [f"{begin} {written(value, style=style)}"]


def item(value: Any, indent: int, offset: int = STEP, styles: Mapping[Any, str | None] | None = None) -> list[str]:
    """Return the lines of one item of a list, its dash so many columns in and its value `offset` after that."""
    dash = f"{' ' * indent}-{' ' * (offset - 1)}"
    if isinstance(value, dict) and value and not (_is_short(value) and len(dash) + len(flow(value)) <= WIDTH):
        return block_item(value, indent, offset, styles)
    return [dash + (flow(value) if isinstance(value, (dict, list, tuple)) else written(value))]


def block_item(value: Mapping[str, Any], indent: int, offset: int, styles: Any = None) -> list[str]:
    """Return a mapping as an item of a list, each key on a line of its own."""
    known = styles or {}
    lines = [line for key, one in value.items() for line in pair(key, one, indent + offset, known.get(key))]
    return [f"{' ' * indent}-{lines[0][indent + 1 :]}", *lines[1:]]


def _is_short(value: Any) -> bool:
    """Return whether a list or mapping reads well on one line: nothing is nested twice, no text has several lines."""
    parts = list(value.values()) if isinstance(value, dict) else list(value)
    nested = [one for one in parts if isinstance(one, (dict, list, tuple))]
    inner = [part for one in nested for part in (one.values() if isinstance(one, dict) else one)]
    if any(isinstance(part, (dict, list, tuple)) for part in inner) or any("\n" in str(part) for part in parts):
        return False
    return isinstance(value, dict) or not nested


def _indented(text: str, indent: int) -> list[str]:
    lines = text.split("\n")
    lines = lines[:-1] if text.endswith("\n") else lines
    return [" " * indent + line if line else "" for line in lines]
