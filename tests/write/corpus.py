"""A corpus of entity files in odd layouts: the data of the examples, written as people write YAML.

Each file holds the data of one of the nine kinds, or of check-ins, in a layout drawn from a seed: comments wherever
one may stand, every style of quotes, lists and indentation, keys in any order, anchors, several documents, CRLF, a byte
order mark, no last newline. That the text says what it should is checked where it is drawn.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from golden import EXAMPLES
from outtrack.files import WORKSPACE_FILE
from outtrack.model import record_class
from outtrack.read import folder_kind
from outtrack.scalar import Plain, scalar
from outtrack.source import parse
from outtrack.write.scalars import is_same

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE: Final = 600
_WORDS: Final = re.compile(r"[^\W\d_][\w ./-]*\w")
_DAY: Final = re.compile(r"\d{4}-\d\d(-\d\d)?")
_UNICODE: Final = {"title": "Größe, Übung «naïve» 測試", "owner": "Zoë", "id": "größe-測試", "team": "équipe"}


@dataclass(frozen=True)
class File:
    """One file of the corpus."""

    path: str
    record: type
    text: str
    documents: list[Any]


class Layout:
    """Draws the text of documents."""

    def __init__(self, random: Random) -> None:
        self.random, self.numbers = random, count()
        self.comments = random.choice([3, 6, 30])
        """A comment stands at one in so many places."""
        self.anchors: dict[str, str] = {}
        self.is_odd = random.random() < 0.5
        """Whether rare forms appear: `? ` keys, anchors, values that begin on the line below."""

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def odd(self, one_in: int) -> bool:
        return self.is_odd and self.chance(one_in)

    def comment(self) -> str:
        """Return a comment for the end of a line, or nothing; all comments of a file are different."""
        if not self.chance(self.comments):
            return ""
        space = self.random.choice([" ", "  ", "\t", "    "])
        return f"{space}# c{next(self.numbers)}:{self.random.choice([' x', chr(9) + 'tab', ' - a: b', ' ]}', ' ü'])}"

    def gap(self, indent: int) -> list[str]:
        """Return blank lines, some with spaces in them, and comments on lines of their own."""
        found = []
        while self.chance(self.comments + 1):
            text = f"# c{next(self.numbers)}: {self.random.choice(['own line', 'title: no', '- no', ''])}"
            found.append(self.random.choice(["", "   ", " " * indent + text, text]))
        return found

    # --- single values ------------------------------------------------------------------------------------

    def single(self, value: Any, *, in_flow: bool) -> str:
        """Return a single value on one line."""
        if value is None:
            return self.random.choice(["null", "~"])
        if isinstance(value, Plain):
            return str(value)
        if value in self.anchors and self.chance(2):
            return f"*{self.anchors[value]}" + (" " if in_flow else "")
        text = self.quoted(value)
        if self.odd(9) and value not in self.anchors:
            self.anchors[value] = f"a{len(self.anchors)}"
            return f"&{self.anchors[value]} {text}"
        return text

    def quoted(self, value: str) -> str:
        is_word = (_WORDS.fullmatch(value) and scalar(value) is value) or _DAY.fullmatch(value)
        styles = ["plain"] * 3 + ["'", '"'] if is_word and "#" not in value else ["'", '"']
        style = self.random.choice(styles)
        if style == "plain":
            return value
        if style == "'" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        is_ascii = self.chance(4) and all(ord(char) < 0x10000 for char in value)
        return json.dumps(value, ensure_ascii=is_ascii)

    def long(self, value: str, indent: int) -> list[str] | None:
        """Return a text on several lines, its first part behind the colon; None where it can't be."""
        inner = " " * (indent + self.random.choice([1, 2, 4]))
        words = value.split(" ")
        is_simple = value == " ".join(value.split()) and value[0] not in "-?:#&*!|>'\"%@`{[" and len(words) > 2
        styles = ["literal"] * (value[:1].strip() != "" and "\t" not in value)
        if is_simple and "\n" not in value:
            styles += ["folded", '"']
            if not re.search(r": | #|:$", value) and scalar(value) is value:
                styles.append("plain")
        if not styles:
            return None
        style = self.random.choice(styles)
        cut = self.random.randrange(1, len(words)) if len(words) > 1 else 1
        parts = [" ".join(words[:cut]), *([" ".join(words[cut:])] if words[cut:] else [])]
        if style == "plain":
            return [parts[0], *(inner + part for part in parts[1:])]
        if style == '"':
            begin, end = (json.dumps(part, ensure_ascii=False)[1:-1] for part in parts)
            return [f'"{begin}', f'{inner}{end}"']
        ends = len(value) - len(value.rstrip("\n"))
        chomp = "-" if ends == 0 else "" if ends == 1 else "+"
        width = str(len(inner) - indent)
        header = self.random.choice(["", width]) if indent else ""
        mark = (">" if style == "folded" else "|") + self.random.choice([header + chomp, chomp + header])
        lines = parts if style == "folded" else value.split("\n")[: -1 if ends else None]
        return [mark + self.comment(), *(inner + line if line else "" for line in lines)]

    # --- lists and mappings -------------------------------------------------------------------------------

    def flow(self, value: Any, indent: int) -> str:
        """Return a value in brackets, on one line or on several."""
        if not isinstance(value, (dict, list)):
            return self.single(value, in_flow=True)
        if isinstance(value, dict):
            parts = [f"{self.key(key)}: {self.flow(one, indent + 2)}" for key, one in self.turned(value)]
        else:
            parts = [self.flow(one, indent + 2) for one in value]
        begin, end = ("{", "}") if isinstance(value, dict) else ("[", "]")
        if parts and self.chance(4):
            line = "\n" + " " * (indent + self.random.choice([1, 2, 4]))
            lines = []
            for index, part in enumerate(parts):
                comma = "," if index < len(parts) - 1 or self.chance(2) else ""
                lines += [f"\n{one}" for one in self.gap(indent + 1)] if self.is_odd else []
                lines.append(f"{line}{part}{comma}{self.comment()}")
            return begin + self.comment() + "".join(lines) + "\n" + " " * (indent + 1) + end
        pad = self.random.choice(["", "", " "])
        comma = self.random.choice(["", "", "", ",", " ,"]) if parts else ""
        return begin + pad + self.random.choice([", ", ",  ", " , "]).join(parts) + comma + pad + end

    def key(self, key: str) -> str:
        return self.random.choice([f"'{key}'", f'"{key}"']) if self.odd(8) and "'" not in key else key

    def turned(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        items = list(value.items())
        if self.chance(4):
            self.random.shuffle(items)
        return items

    def behind(self, value: Any, indent: int, step: int) -> tuple[str, list[str]]:
        """Return what stands behind a colon, and the lines below."""
        if isinstance(value, (dict, list)):
            if not value or self.chance(3):
                first, *rest = self.flow(value, indent).split("\n")
                return f" {first}{self.comment() if not rest else ''}", [
                    *rest[:-1],
                    *(f"{one}{self.comment()}" for one in rest[-1:]),
                ]
            if isinstance(value, dict):
                return self.comment(), self.mapping(value, indent + step)
            return self.comment(), self.items(value, indent + self.random.choice([0, step]))
        if value is None and self.chance(2):
            return self.comment(), []
        if isinstance(value, str) and not isinstance(value, Plain) and value and (self.chance(3) or "\n" in value):
            lines = self.long(value, indent)
            if lines is not None:
                return f" {lines[0]}", lines[1:]
        text = self.single(value, in_flow=False)
        if self.odd(20):
            return self.comment(), [f"{' ' * (indent + step)}{text}{self.comment()}"]
        return self.random.choice([" ", " ", " ", "   "]) + text + self.comment(), []

    def mapping(self, value: dict[str, Any], indent: int) -> list[str]:
        step = self.random.choice([1, 2, 2, 4])
        lines: list[str] = []
        before = " " * indent
        for key, one in self.turned(value):
            behind, below = self.behind(one, indent, step)
            name = self.key(key)
            lines += self.gap(indent)
            if self.odd(40):
                lines += [f"{before}? {name}{self.comment()}", f"{before}:{behind}", *below]
            else:
                lines += [f"{before}{name}{' ' if self.odd(30) else ''}:{behind}", *below]
        return lines

    def items(self, value: Sequence[Any], indent: int) -> list[str]:
        lines: list[str] = []
        is_flow, space = self.chance(2), self.random.choice([1, 1, 3])
        before = " " * indent + "-"
        for one in value:
            lines += self.gap(indent)
            if isinstance(one, dict) and one and not is_flow:
                inner = self.mapping(one, indent + 1 + space)
                if self.odd(12):
                    lines += [before + self.comment(), *inner]
                    continue
                start = next(place for place, line in enumerate(inner) if line.strip() and line.strip()[0] != "#")
                lines += [before + " " * space + inner[start].lstrip(), *inner[start + 1 :]]
            elif isinstance(one, (dict, list)):
                first, *rest = self.flow(one, indent + 2).split("\n")
                lines += [f"{before}{' ' * space}{first}{self.comment() if not rest else ''}", *rest]
            else:
                behind, below = self.behind(one, indent, 2)
                lines += [before + behind, *below]
        return lines

    def document(self, value: dict[str, Any]) -> list[str]:
        self.anchors = {}
        if self.chance(25):
            return [*self.gap(0), *self.flow(value, 0).split("\n"), *self.gap(0)]
        return [*self.gap(0), *self.mapping(value, self.random.choice([0, 0, 0, 0, 2])), *self.gap(0)]

    def file(self, documents: list[dict[str, Any]]) -> str:
        lines: list[str] = self.gap(0)
        for number, one in enumerate(documents):
            if number or self.chance(4):
                lines.append("---" + self.comment())
            lines += self.document(one)
            if self.odd(12):
                lines.append("..." + self.comment())
                if number + 1 == len(documents):
                    break
        end = self.random.choice(["\n", "\n", "\r\n"])
        text = "\n".join(lines) + self.random.choice(["\n", "\n", "\n", "", "\n\n", "\n  \n"])
        return self.random.choice(["", "", "", "", "\ufeff"]) + text.replace("\n", end)


@cache
def _sources() -> list[tuple[str, str, list[Any]]]:
    found = []
    for path in sorted(EXAMPLES.rglob("*.yaml")):
        name = path.relative_to(EXAMPLES).as_posix()
        kind = folder_kind(name)
        if path.name != WORKSPACE_FILE and kind is not None:
            found.append((name, kind, list(parse(path.read_bytes(), name).documents)))
    return found


def file(seed: int) -> File:
    """Return a file of the corpus; the same for the same seed."""
    sources = _sources()
    path, kind, documents = sources[seed % len(sources)]
    for attempt in count():
        random = Random(f"{seed} {attempt}")
        wanted = [dict(one) for one in documents]
        if random.randrange(8) == 0:
            wanted[0] |= _UNICODE
        if random.randrange(6) == 0:
            wanted.append({**wanted[0], "title": "Another"})
        if random.randrange(20) == 0:
            wanted[0]["fields"] = {f"a field with a long name {number}": f"value {number}" for number in range(60)}
        text = Layout(random).file(wanted)
        source = parse(text.encode(), path, marks=True)
        if not source.diagnostics and is_same(list(source.documents), wanted):
            return File(path, record_class(kind), text, list(source.documents))
    raise AssertionError


FILES = st.integers(0, 2**32).map(file)
"""Files at random: hypothesis chooses the seed, since it could not shrink anything as large itself."""


def everything() -> list[File]:
    """Return the corpus: the same files in every run."""
    return [file(seed) for seed in range(SIZE)]
