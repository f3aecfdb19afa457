"""The tables of fields: types in words, and descriptions from the docstrings of the attributes."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from outtrack.docstrings import descriptions
from outtrack.model.base import key_of
from reference.markdown import anchor, either, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def words(class_name: str) -> str:
    """Return the name of a class as people write it."""
    if class_name == "Checkin":
        return "check-in"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).lower()


class Tables:
    """Writes the tables of record classes, and remembers which other records they hold."""

    def __init__(self, roots: list[Any]) -> None:
        self.roots = roots
        self.found: dict[str, Any] = {}

    def records(self) -> Iterator[Any]:
        """Yield the records within others, by name, with those that are found on the way."""
        done: set[str] = set()
        while todo := sorted(self.found.keys() - done):
            for name in todo:
                self.table(self.found[name])
                done.add(name)
        yield from (self.found[name] for name in sorted(self.found))

    def table(self, record: Any, leave_out: Iterable[str] = ()) -> str:
        """Return the table of the fields of a record class."""
        hints, said = get_type_hints(record, include_extras=True), descriptions(record)
        rows = []
        for field in fields(record):
            if field.name in leave_out:
                continue
            what = self.words(hints[field.name])
            is_required = field.default is MISSING and field.default_factory is MISSING and field.name != "id"
            default = field.default
            if is_required:
                what += "; *required*"
            elif isinstance(default, (str, int, float)) and not isinstance(default, bool):
                what += f"; default `{default}`"
            rows.append((f"`{key_of(field.name)}`", what, said.get(field.name, "")))
        return table(("field", "takes", "says"), rows)

    def words(self, hint: Any) -> str:
        """Return a type in words."""
        markers: list[Any] = []
        while get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            markers += more
        if get_origin(hint) in {Union, UnionType}:
            inner = [one for one in get_args(hint) if one is not type(None)]
            if len(inner) == 1:
                return self.words(Annotated[inner[0], *markers] if markers else inner[0])
        return self._marked(hint, {type(one).__name__: one for one in markers})

    def _marked(self, hint: Any, markers: Mapping[str, Any]) -> str:
        if get_origin(hint) is tuple:
            item = _target(markers["Link"]) if "Link" in markers else self.words(get_args(hint)[0])
            return f"one or a list of: {item}" if "Many" in markers else f"a list of: {item}"
        if "Link" in markers:
            return _target(markers["Link"])
        if "Checked" in markers:
            return _checked(markers["Checked"])
        if "TextMarker" in markers:
            return "text"
        return self._record(hint, markers) if is_dataclass(hint) else self._plain(hint)

    def _plain(self, hint: Any) -> str:
        if get_origin(hint) is Literal:
            return " · ".join(f"`{one}`" for one in get_args(hint))
        if get_origin(hint) is dict:
            key, value = get_args(hint)
            return f"a mapping of {self.words(key)} to {self.words(value)}"
        return {str: "text", Any: "any value"}[hint]

    def _record(self, record: Any, markers: Mapping[str, Any]) -> str:
        name = words(record.__name__)
        self.found[record.__name__] = record
        short = ", a number, `first`, or a level's text" if "ShortBaseline" in markers else ""
        if "Short" in markers:
            short = f", or its `{markers['Short'].key}` alone"
        return f"[{name}](#{anchor(name)}){short}"


def _target(link: Any) -> str:
    kinds = [_a(kind.replace("_", " ")) for kind in link.to]
    whose = f"the id of {either(kinds)}" if kinds else "the id of an entity of any kind"
    return f"{whose} (*{link.relation}*{', read backwards' if link.inverse else ''})"


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


_CHECKED: Final = {
    "amount": "a number",
    "cadence": "a [rhythm](../file-format.md#rhythms)",
    "change": "a change: `+2pp`, `-10%`, `+200`",
    "day": "a day, `2026-10-05`",
    "flag": "`true` or `false`",
    "free_scalar": "text, a number, `true` or `false`",
    "identifier": "an [id](../file-format.md#ids)",
    "measured": "a number, or a level's text",
    "option": "a value, or a list of values",
    "period": "a day or a [period](../file-format.md#periods)",
    "reference": "an id",
    "target": "a number, `+20%`, `+5pp`, or a level's text",
    "whole": "a whole number",
}


def _checked(marker: Any) -> str:
    what = _CHECKED[marker.convert.__name__]
    if marker.ge is not None and marker.le is not None:
        return f"{what} from {marker.ge:g} to {marker.le:g}"
    if marker.gt is not None:
        return f"{what} above {marker.gt:g}" + (f", up to {marker.le:g}" if marker.le is not None else "")
    return f"{what} from {marker.ge:g}" if marker.ge is not None else what
