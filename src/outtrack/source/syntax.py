"""The parser's complaints in the words of people who write entity files, with the way out.

Each explanation takes the text, where the parser stopped and where what it was reading begins, and returns
where to point, what is wrong and what to do. The patterns fit the C parser and the pure one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import MarkedYAMLError

    from outtrack.diagnostic import Span
    from outtrack.source.places import Places

Explained: TypeAlias = "tuple[int, str, str | None]"
_LONGEST_QUOTED = 60
_ALIGN = "align it with its neighbours"


def syntax_problem(error: MarkedYAMLError, text: str, places: Places) -> tuple[Span, str, str | None]:
    """Return where a parser's complaint points, what it means, and what to do."""
    problem, mark = error.problem or error.context or "not YAML", error.problem_mark or error.context_mark
    stopped = mark.index if mark else 0
    begun = error.context_mark.index if error.context_mark else stopped
    bom = text.find("\ufeff", text.rfind("\n", 0, stopped) + 1, _line_end(text, stopped))
    if bom >= 0:
        found: Explained = bom, "an invisible character (U+FEFF) stands in the text", "delete it"
    else:
        found = next(
            (explain(text, stopped, begun) for pattern, explain in _EXPLANATIONS if re.search(pattern, problem)),
            (stopped, problem, None),
        )
    return places.at(found[0]), *found[1:]


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _line(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 : _line_end(text, index)].rstrip("\r")


def _second_colon(text: str, stopped: int, __: int) -> Explained:
    line = _line(text, stopped)
    key, _, value = line.lstrip(" -").partition(": ")
    if ":" not in text[text.rfind("\n", 0, stopped) + 1 : stopped]:
        line_start = text.rfind("\n", 0, stopped) + 1
        indent = len(line) - len(line.lstrip(" "))
        return line_start + indent, "the line is indented below a line that has a value already", _ALIGN
    plain = value.partition(" #")[0].strip()
    example = f'{key}: "{plain}"' if plain and not re.search(r'["\\{\[]', plain) else 'title: "One: two"'
    if len(example) > _LONGEST_QUOTED:
        example = 'title: "One: two"'
    return stopped, "a second `:` in one value", f"put the text in quotes: {example}"


def _no_colon(_: str, __: int, begun: int) -> Explained:
    return begun, "a key without `:`", "write `key: value`, or indent the line if it belongs to the text above"


def _misfit(text: str, stopped: int, begun: int) -> Explained:
    before = text[text.rfind("\n", 0, stopped) + 1 : stopped].rstrip()
    found = text[stopped : stopped + 1]
    if before.endswith(("'", '"')) and before.strip() not in {"'", '"'}:
        quote = before[-1]
        hint = "write it as '' within single quotes" if quote == "'" else 'write it as \\" within double quotes'
        return stopped, f"the text goes on after its closing {quote}", f"if the quote belongs to the text, {hint}"
    if found and found in "]}":
        return stopped, f"`{found}` closes nothing", "delete it, or put the text in quotes"
    if found == "-":
        return (
            stopped,
            "a list item where a key is expected",
            "align it with the other items of its list, below its key",
        )
    if text[begun : begun + 2] == "- ":
        return stopped, "the indentation does not fit the list above", "align the dashes of a list"
    return stopped, "the indentation does not fit the lines above", _ALIGN


def _unclosed(text: str, stopped: int, begun: int) -> Explained:
    what, ends = ("list", "]") if text[begun : begun + 1] == "[" else ("mapping", "}")
    if "\n" in text[begun:stopped] or stopped >= len(text):
        return begun, f"the {what} that begins here is not closed", f"add `{ends}`, or put the text in quotes"
    return stopped, f"a comma or `{ends}` is missing before this", "put a comma between two, or the text in quotes"


def _open_quote(_: str, __: int, begun: int) -> Explained:
    return begun, "a quote is opened and never closed", "close it, or leave the quotes out"


def _escape(text: str, stopped: int, begun: int) -> Explained:
    start = max(text.rfind("\\", begun, stopped + 1), begun)
    if re.match(r"\\u[dD][89a-fA-F]", text[start : start + 4]):
        return start, "half of a character stands here as its escape", "write the character itself"
    message = f'{_quoted(text[start : start + 2])} means nothing in a text in "…"'
    return start, message, "write \\\\ for a backslash, or use single quotes"


def _bad_start(text: str, stopped: int, begun: int) -> Explained:
    found = text[stopped : stopped + 1]
    if found == "\t":
        return stopped, "a tab can't indent", "use spaces"
    if found == "%":
        return stopped, "a value can't begin with `%`", 'put it in quotes: "%", or write `percent`'
    if text[begun : begun + 1] in {"*", "&", "!", "?"}:
        stopped, found = begun, text[begun]
    if not found.strip():  # the text ends in the middle of [ ] or { }
        return _unclosed(text, len(text), max(text.rfind("[", 0, stopped), text.rfind("{", 0, stopped)))
    return stopped, f"a value can't begin with {_quoted(found)}", "put it in quotes"


def _quoted(found: str) -> str:
    if "`" in found:
        return "a backtick" if found == "`" else "a backslash and a backtick"
    return f"`{found}`"


def _list_here(_: str, stopped: int, __: int) -> Explained:
    return stopped, "a list can't begin here", "begin it on a line of its own, or put the text in quotes"


def _key_here(_: str, stopped: int, __: int) -> Explained:
    return stopped, "a value can't begin with `? `", "put it in quotes"


def _after_dots(_: str, stopped: int, __: int) -> Explained:
    return stopped, "more text after the end of a document", "begin the next document with a line `---`"


def _directive(_: str, __: int, begun: int) -> Explained:
    return begun, "a line that begins with `%` is an instruction for YAML, but not one that outtrack knows", "delete it"


def _after_bar(_: str, stopped: int, __: int) -> Explained:
    return stopped, "after `|` or `>` nothing more may stand on the line", "begin the text on the next line, indented"


_EXPLANATIONS: tuple[tuple[str, Callable[[str, int, int], Explained]], ...] = (
    ("^mapping values are not allowed", _second_colon),
    ("^could not find expected ':'", _no_colon),
    ("expected ',' or '[]}]'", _unclosed),
    ("^did not find expected (key|'-')|^expected <block end>", _misfit),
    ("^found unexpected (end of stream|document (indicator|separator))", _open_quote),
    ("escape", _escape),
    ("cannot start any token|tab character|alphabetic or numeric|tag|URI|expected '[!>]'|node content", _bad_start),
    ("sequence entries are not allowed", _list_here),
    ("^mapping keys are not allowed", _key_here),
    ("expected '?<document start>", _after_dots),
    ("directive|non-alphabetical|incompatible YAML document|version", _directive),
    ("comment or (a )?line break|chomping or indentation", _after_bar),
)
