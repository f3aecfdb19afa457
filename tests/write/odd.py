"""YAML as people write it: the same data in many layouts, with comments wherever one may stand."""

from __future__ import annotations

import json
from itertools import count
from random import Random

from hypothesis import strategies as st

HAZARDS = [
    "a", "word", "two words", "no", "12:30", "2026", "1.10", "-5", "0x1F", "true", "null", "~", "", " a", "a ", "a: b",
    "a #b", "a#b", "#a", "- a", "-a", "--- a", "?", "? a", ": a", "a:", "[a]", "a, b", "{a", "a}", "&a", "*a", "!a",
    "%a", "@a", "`a", "'", '"', "it's", 'say "so"', "back\\slash", "|", ">", "=", "<<", "tab\there",
    "\u00e9\u4e2d\u5b57", "\U0001f600", "\u202eevil", "\x1b[31m", "\x00", "\x85", "\u2028", "\ufeff",
    "https://example.org/a#b", "50 %",
    "::error::x", "=HYPERLINK(1)", "yes", "2026-10-05", "+20%",
]  # fmt: skip
LINES = ["one\ntwo", "one\ntwo\n", "one\n\ntwo\n\n", "one\n  two\n# no comment", "\none", "  one\ntwo", "a\r\nb"]
TEXTS = st.one_of(st.sampled_from(HAZARDS), st.text(max_size=6).filter(lambda text: not _has_half(text)))
VALUES = st.one_of(
    TEXTS,
    st.sampled_from(LINES),
    st.integers(-99, 9999),
    st.booleans(),
    st.none(),
    st.floats(0, 9).map(lambda number: round(number, 3)),
)
WORDS = ["alpha", "beta", "gamma ray", "delta-4", "x_y", "seven"]
KEYS = ["title", "owner", "due", "key_results", "checkins", "tags", "who", "note", "own key", "status", "id"]


def _has_half(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


class Odd:
    """Draws one file."""

    def __init__(self, random: Random) -> None:
        self.random, self.numbers = random, count()

    def chance(self, one_in: int) -> bool:
        return self.random.randint(1, one_in) == 1

    def comment(self, one_in: int = 4) -> str:
        """Return a comment for the end of a line, or nothing; all comments of a file are different."""
        spaces = " " * self.random.randint(1, 3)
        return (
            f"{spaces}# c{next(self.numbers)}: {self.random.choice(['x', '- a', 'k: v', ']'])}"
            if self.chance(one_in)
            else ""
        )

    def gap(self, indent: int) -> list[str]:
        """Return blank lines and comments on lines of their own."""
        found = []
        while self.chance(5):
            text = self.comment(1).strip()
            found.append(self.random.choice(["", "  ", " " * indent + text, text, " " * (indent + 3) + text]))
        return found

    def single(self, *, in_flow: bool) -> str:
        """Return a single value on one line."""
        style = self.random.choice(["plain", "'", '"', "number", "null"])
        if style == "plain":
            return self.random.choice(WORDS)
        if style == "number":
            return self.random.choice(["1", "-2.50", "1e3", "true", "0o17"])
        if style == "null":
            return self.random.choice(["~", "null"] if in_flow else ["~", "null", ""])
        text = self.random.choice([one for one in HAZARDS if one.isprintable()])
        return json.dumps(text, ensure_ascii=False) if style == '"' else "'" + text.replace("'", "''") + "'"

    def flow(self, depth: int, indent: int) -> str:
        """Return a value in brackets, on one line or on several."""
        kind = self.random.choice(["list", "mapping", "single"]) if depth < 2 else "single"
        if kind == "single":
            return self.single(in_flow=True)
        parts = [self.flow(depth + 1, indent + 2) for _ in range(self.random.randint(0, 3))]
        if kind == "mapping":
            names = self.random.sample(KEYS, len(KEYS))
            parts = [f"{name}: {part}" for name, part in zip(names, parts, strict=False)]
        begin, end = ("[", "]") if kind == "list" else ("{", "}")
        if parts and self.chance(3):
            line = "\n" + " " * (indent + 2)
            comma = "," if self.chance(2) else ""
            lines = [
                f"{line}{part}{',' if index < len(parts) - 1 else comma}{self.comment()}"
                for index, part in enumerate(parts)
            ]
            return begin + "".join(lines) + "\n" + " " * (indent + self.random.choice([0, 1])) + end
        pad = self.random.choice(["", " "])
        comma = self.random.choice(["", "", ","]) if parts else ""
        return begin + pad + f",{self.random.choice([' ', '  '])}".join(parts) + comma + pad + end

    def text(self, indent: int) -> list[str]:
        """Return a text of several lines: below a bar, folded, or a plain one that goes on."""
        style = self.random.choice(["|", ">", "|-", ">-", "|+", "plain", '"'])
        before = " " * (indent + self.random.choice([1, 2, 4]))
        body = [self.random.choice(["first", "# none", "last: one", "- x"]) for _ in range(self.random.randint(1, 3))]
        if style == "plain":
            return ["first", *(before + self.random.choice(WORDS) for _ in body)]
        if style == '"':
            return ['"first', *(before + "more" for _ in body), before + 'end"' + self.comment()]
        blanks = [""] * self.random.randint(0, 2)
        return [style + self.comment(), *(before + line for line in body), *blanks]

    def value(self, depth: int, indent: int, column: int) -> tuple[str, list[str]]:
        """Return what stands behind a colon or dash, and the lines below; `column` is where it would begin."""
        kind = self.random.choice(["single", "single", "flow", "text", "mapping", "list", "list"])
        if kind == "text":
            first, *rest = self.text(indent)
            return f" {first}", rest
        if kind == "flow":
            first, *rest = self.flow(0, indent).split("\n")
            return f" {first}{self.comment() if not rest else ''}", rest
        if kind == "single" or depth > 2:
            text = self.single(in_flow=False)
            return (f" {text}" if text else "") + self.comment(), []
        step = self.random.choice([1, 2, 4])
        if kind == "list":
            inner = indent + (self.random.choice([0, step]) if column < 0 else step)
            lines = self.list(depth + 1, inner)
            return self.comment(), lines
        return self.comment(), self.mapping(depth + 1, indent + step)

    def mapping(self, depth: int, indent: int) -> list[str]:
        names = self.random.sample(KEYS, len(KEYS))[: self.random.randint(1, 4)]
        lines = []
        for name in names:
            behind, below = self.value(depth, indent, -1)
            lines += [*self.gap(indent), f"{' ' * indent}{name}:{behind}", *below]
        return lines

    def list(self, depth: int, indent: int) -> list[str]:
        lines = []
        style = self.random.choice(["any", "mappings"])
        for _ in range(self.random.randint(1, 3)):
            space = self.random.choice([1, 1, 3])
            lines += self.gap(indent)
            if style == "mappings":
                inner = [
                    line for line in self.mapping(depth + 1, indent + 1 + space) if line.strip()[:1] not in {"", "#"}
                ]
                lines += [" " * indent + "-" + inner[0][indent + 1 :], *inner[1:]]
            else:
                behind, below = self.value(depth + 1, indent, indent + 1 + space)
                lines += [f"{' ' * indent}-{behind}", *below]
        return lines


def file(seed: int) -> str:
    """Return the text of a file of one or two documents."""
    odd = Odd(Random(seed))
    lines = odd.gap(0)
    for number in range(odd.random.choice([1, 1, 1, 2])):
        if number or odd.chance(4):
            lines.append("---" + odd.comment())
        lines += odd.mapping(0, 0)
    lines += odd.gap(0)
    end = odd.random.choice(["\n", "\n", "\r\n"])
    text = "\n".join(lines) + odd.random.choice(["\n", "\n", "", "\n\n"])
    return odd.random.choice(["", "", "", "\ufeff"]) + text.replace("\n", end)


FILES = st.integers(0, 2**32).map(file)
"""Files at random: hypothesis chooses the seed, since it could not shrink anything as large itself."""
