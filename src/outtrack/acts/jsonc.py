"""JSON with comments, as editors keep their settings: members are put into an object, and no other byte changes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from outtrack.acts.base import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN: Final = re.compile(
    r"""(?P<comment>//[^\r\n]*|/\*.*?\*/)|(?P<text>"(?:[^"\\\r\n]|\\.)*")"""
    r"""|(?P<sign>[{}\[\],:])|(?P<word>[-+.\w]+)|(?P<space>\s+)""",
    re.DOTALL,
)
Token = tuple[str, str, int, int]
"""What it is, its text, and where it begins and ends."""


def with_members(before: str | None, name: str, members: Mapping[str, Any], path: str) -> str:
    """Return a text of JSON in which the object `name` at the top has these members; others stay as they are.

    Without a text before, it is a new one. Raise RefusedError, which says what to add by hand, where it can't be done.
    """
    if before is None or not before.strip():
        return json.dumps({name: members}, indent=2, ensure_ascii=False) + "\n"
    try:
        old = parse(before)
        there = old.get(name, {})
        wanted = {**old, name: {**there, **members}}
        after = _spliced(before, name, members)
        if parse(after) == wanted:
            return after
    except (ValueError, AttributeError, TypeError, LookupError):
        pass
    entry = json.dumps({name: members}, ensure_ascii=False)[1:-1]
    raise RefusedError(f"{path} can't be read as JSON with comments: nothing was written; add by hand {entry}")


def parse(text: str) -> Any:
    """Return the data of JSON that may have comments and commas before a closing bracket; raise ValueError."""
    signs = [token for token in _tokens(text) if token[0] not in {"comment", "space"}]
    kept = [
        one[1]
        for one, after in zip(signs, [*signs[1:], ("", "", 0, 0)], strict=True)
        if not (one[1] == "," and after[1] in {"}", "]"})
    ]
    return json.loads(" ".join(kept))


def _tokens(text: str) -> Iterator[Token]:
    at = 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(at)
        yield found.lastgroup or "", found[0], at, found.end()
        at = found.end()


class _Object:
    """An object in the text: where its bracket closes, and the span of each of its values."""

    def __init__(self, tokens: list[Token], at: int) -> None:
        self.values: dict[str, tuple[int, int, int]] = {}
        """By the names of the members: the token with which the value begins, and its span in the text."""
        self.last = tokens[at]
        depth, name, begin = 0, None, 0
        for place in range(at, len(tokens)):
            kind, text, start, end = tokens[place]
            depth += text in {"{", "["}
            depth -= text in {"}", "]"}
            if depth == 0 or (depth == 1 and text == ","):
                if name is not None:
                    self.values[name] = begin, tokens[begin][2], self.last[3]
                name = None
            elif depth == 1 and kind == "text" and name is None:
                name = json.loads(text)
                begin = place + 2
            if depth == 0:
                self.end = start
                return
            self.last = kind, text, start, end
        raise ValueError(at)


def _spliced(text: str, name: str, members: Mapping[str, Any]) -> str:
    tokens = [token for token in _tokens(text) if token[0] not in {"comment", "space"}]
    top = _Object(tokens, 0)
    line_end = "\r\n" if "\r\n" in text else "\n"
    found = re.search(r"[\r\n]([ \t]+)[\"/]", text)
    unit = found[1] if found else "  "

    def shown(value: Any, depth: int) -> str:
        return json.dumps(value, indent=unit, ensure_ascii=False).replace("\n", line_end + unit * depth)

    if name not in top.values:
        return _added(text, top, f"{json.dumps(name)}: {shown(members, 1)}", line_end, unit)
    inner = _Object(tokens, top.values[name][0])
    new = [f"{json.dumps(key)}: {shown(value, 2)}" for key, value in members.items() if key not in inner.values]
    if new:
        text = _added(text, inner, f",{line_end}{unit * 2}".join(new), line_end, unit * 2)
    changed = [(inner.values[key][1:], value) for key, value in members.items() if key in inner.values]
    for (start, end), value in sorted(changed, reverse=True):  # all of them stand before what was added
        if parse(text[start:end]) != value:
            text = text[:start] + shown(value, 2) + text[end:]
    return text


def _added(text: str, into: _Object, entry: str, line_end: str, indent: str) -> str:
    """Return the text with an entry behind the last member of an object, on a line of its own."""
    end = into.last[3]
    comma = "," if into.values and into.last[1] != "," else ""
    rest = text[end:]
    is_last = re.match(r"(?:[ \t]|//[^\r\n]*|/\*.*?\*/)*\r?\n", rest, re.DOTALL)
    closes = "" if is_last else line_end + indent[: len(indent) // 2 if indent.count(indent[0]) > 1 else 0]
    behind = re.match(r"[ \t]*(//[^\r\n]*|/\*[^\r\n]*?\*/)(?=[ \t]*\r?\n)", rest)
    kept = behind[0] if behind else ""  # a comment beside the last member stays with it
    return text[:end] + comma + kept + line_end + indent + entry + closes + rest[len(kept) :]
