"""JSON as it comes out of trackers and their command lines: one object after the other, each with its place."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from outtrack.frozen import dataclass
from outtrack.importers.answers import EDGE, LISTS, complaint, goes_on, list_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outtrack.importers.foreign import Foreign

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_SHOWN: Final = 12
_WINDOW: Final = 1 << 18
_PATIENCE: Final = 20
"""So far, and so often in vain, a title is looked for in the text."""


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a list, and where it stands: the line and column of its title, else of its beginning."""

    data: dict[str, Any]
    line: int
    column: int
    length: int = 1


class Objects:
    """The objects of one file."""

    def __init__(self, foreign: Foreign) -> None:
        self.foreign = foreign
        with foreign.text() as text:
            self.text = text.read()
        self.decode = json.JSONDecoder().raw_decode
        self.line, self.counted, self.line_start = 1, 0, 0
        self.cursor = self.misses = 0
        self.names: dict[str, Any] = {}
        """What the fields are called, where the answer explains them."""
        self.has_more = False
        """Whether the answer says that it is not all."""

    def first(self) -> dict[str, Any] | None:
        """Return the first object, or None where there is none."""
        return next((found.data for found in self.all()), None)

    def all(self) -> Iterator[Found]:
        """Yield every object of the lists in the file; raise ExportError where it is no JSON, or holds no list."""
        at = self.skip(0)
        while at < len(self.text):
            if self.text[at] == "[":
                at = yield from self.of_list(at)
            else:
                value, end = self.value(at)
                yield from self.of_object(value, at)
                at = end
            at = self.skip(at)

    def of_list(self, start: int) -> Any:
        """Yield the objects of a list that begins here, decoded one by one; return where it ends."""
        at = self.skip(start + 1)
        while self.text[at : at + 1] != "]":
            value, end = self.value(at)
            self.cursor = at
            yield from self.of_value(value, at)
            at = self.skip(end)
            if self.text[at : at + 1] == ",":
                at = self.skip(at + 1)
            elif self.text[at : at + 1] != "]":
                raise self.broken(at)
        return at + 1

    def of_value(self, value: Any, at: int) -> Iterator[Found]:
        """Yield an item of a list; the pages of `--slurp` are lists, an edge of GraphQL holds a `node`."""
        if isinstance(value, list):
            for one in value:
                yield from self.of_value(one, at)
        elif isinstance(value, dict):
            inner = value.get("node")
            yield self.found(inner if isinstance(inner, dict) and value.keys() <= EDGE else value, at)
        else:
            line, _ = self.place(at)
            raise self.foreign.error("the list holds something that is not an object `{…}`", line=line)

    def of_object(self, value: Any, at: int) -> Iterator[Found]:
        """Yield the objects of the list within an object, or the object itself where it is one of them."""
        line, _ = self.place(at)
        if not isinstance(value, dict):
            raise self.foreign.error("expected a list `[…]` or an object `{…}`", line=line)
        if said := complaint(value):
            raise self.foreign.error(f"this is a refusal of the server, not an export: {said}", line=line)
        if "title" in value or "fields" in value:
            yield self.found(value, at)
            return
        inner = list_in(value)
        self.names |= value["names"] if isinstance(value.get("names"), dict) else {}
        self.has_more |= goes_on(value)
        if inner is None:
            keys = ", ".join(f"`{key}`" for key in list(value)[:_SHOWN])
            looked = ", ".join(f"`{key}`" for key in LISTS)
            raise self.foreign.error(
                f"no list of objects: looked for {looked}; there are {keys or 'no keys'}", line=line
            )
        yield from self.of_value(inner, at)

    def found(self, data: dict[str, Any], at: int) -> Found:
        """Return an object with its place: that of its title where the text has it, else its beginning."""
        fields = data.get("fields")
        title = data.get("title") or (fields.get("summary") if isinstance(fields, dict) else None)
        if isinstance(title, str) and title and self.misses < _PATIENCE:
            for ascii_only in (False, True):
                quoted = json.dumps(title, ensure_ascii=ascii_only)
                place = self.text.find(quoted, self.cursor, self.cursor + _WINDOW)
                if place >= 0:
                    self.cursor, self.misses = place + len(quoted), 0
                    line, column = self.place(place + 1)
                    return Found(data, line, column, max(len(quoted) - 2, 1))
            self.misses += 1
        return Found(data, *self.place(at))

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a place in the text, from 1."""
        if at < self.counted:
            self.line, self.counted, self.line_start = 1, 0, 0
        self.line += self.text.count("\n", self.counted, at)
        self.line_start = max(self.line_start, self.text.rfind("\n", self.counted, at) + 1)
        self.counted = at
        return self.line, at - self.line_start + 1

    def skip(self, at: int) -> int:
        """Return the next place that is not blank."""
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int) -> tuple[Any, int]:
        """Return the value that begins at a place, and where it ends; raise ExportError where there is none."""
        try:
            return self.decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self.broken(error.pos, error.msg) from None
        except RecursionError:
            raise self.foreign.error("the JSON is nested too deep", line=self.place(at)[0]) from None
        except ValueError as error:  # a number of thousands of digits
            raise self.foreign.error(f"this is no JSON: {error}", line=self.place(at)[0]) from None

    def broken(self, at: int, problem: str = "") -> Exception:
        """Return the error that the text is no JSON from a place on, or that it ends too early."""
        line, column = self.place(min(at, len(self.text)))
        if problem.startswith("Unterminated string") or not self.text[at:].strip():
            return self.foreign.error("the JSON ends in the middle: the file is cut off", "export it again", line)
        return self.foreign.error(f"this is no JSON from column {column} on", "export the file again", line)

    def missing(self, what: str, names: Sequence[str], one: dict[str, Any]) -> Exception:
        """Return the error that keys are missing, with those that were looked for and those that there are."""
        there = ", ".join(f"`{key}`" for key in list(one)[:_SHOWN]) or "none"
        looked = " or ".join(f"`{name}`" for name in names)
        return self.foreign.error(f"{what}: no key {looked}; there are {there}")


def objects_of(foreign: Foreign) -> Objects:
    """Return the objects of a file, whose text is read only once."""
    if foreign.objects is None:
        foreign.objects = Objects(foreign)
    return foreign.objects
