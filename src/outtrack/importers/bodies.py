"""The lines of a description that say which outcome is served: `Outcome: ID`, or a heading `Outcome` with it below.

A description is Markdown, HTML or Jira's wiki text. What is quoted, commented out or shown as code says nothing: a
pasted example is no link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_APART: Final = re.compile(
    r"<(pre|blockquote|script|style)\b[^>]{0,500}>.*?(?:</\1\s*>|\Z)|<code\b[^>]{0,500}>(?:(?!<code\b).)*?</code\s*>",
    re.DOTALL | re.IGNORECASE,
)
_WIKI: Final = re.compile(r"\{(code|noformat|quote)(?::[^}\n]{0,200})?\}.*?(?:\{\1\}|\Z)", re.DOTALL)
_STRONG: Final = re.compile(r"</?(?:strong|b)>", re.IGNORECASE)
_HEADING_TAG: Final = re.compile(r"<h[1-6]\b[^>]{0,500}>", re.IGNORECASE)
_ID_IN_CODE: Final = re.compile(r"<code\b[^>]{0,500}>([^<\n]{1,200})</code\s*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]{0,500}>")
_UNSEEN: Final = str.maketrans("", "", "\ufeff\u200b\u2060")
"""What comes along with pasted text and can't be seen: the mark of byte order and blanks without width."""
_ID_IN_LINK: Final = re.compile(r"\[(\w[\w.:-]{0,200})(?:\]\([^)\n]{0,500}\)|\|[^]\n]{0,500}\])")
_UNDERLINED: Final = re.compile(r"^ {0,3}(Outcomes?)[ \t]*\n {0,3}(?:={2,}|-{2,})[ \t]*$", re.IGNORECASE | re.MULTILINE)
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,}|>>>)")
_HEADING: Final = r"(?:#{1,6}|h[1-6]\.)[ \t]+"
_ITEM: Final = r"[-*+][ \t]+(?:\[[ xX]\][ \t]+)?"
_UNCHECKED: Final = re.compile(r"\s*[-*+][ \t]+\[ \]")
_LIST_ITEM: Final = re.compile(rf" {{0,3}}{_ITEM}")
_SAID: Final = re.compile(
    rf" {{0,3}}(?:{_ITEM}|{_HEADING})?[*_]{{0,2}}Outcomes?[*_]{{0,2}}[ \t]*:[*_]{{0,2}}[ \t]*(.*)", re.IGNORECASE
)
_HEADED: Final = re.compile(rf" {{0,3}}{_HEADING}(.*)", re.IGNORECASE)
_EXAMPLE: Final = re.compile(r"\W*(?:for )?examples?\b", re.IGNORECASE)
_DETAILS: Final = re.compile(r"<details\b[^>]{0,500}>(.*?)(?:</details\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_SUMMARY: Final = re.compile(r"\s*<summary\b[^>]{0,500}>\W*(?:for )?examples?\b", re.IGNORECASE)
_TITLE: Final = re.compile(
    rf" {{0,3}}(?:{_HEADING})?[*_]{{0,2}}Outcomes?[*_]{{0,2}}:?[*_]{{0,2}}[ \t#]*", re.IGNORECASE
)
_IS_TITLE: Final = re.compile(r" {0,3}(?:#|h[1-6]\.|[*_])|.*:", re.IGNORECASE)
_ID: Final = re.compile(r"(?:outcome:)?\w[\w.:-]*", re.IGNORECASE)
_AROUND: Final = " \t`'\"*_[]<>."
_NONE: Final = frozenset(("", "no response", "none", "n/a", "na", "tbd", "todo", "-", "—", "?"))


def lines_with_links(text: Any) -> str:
    """Return the links that a description has, each as a line `Outcome: …`; nothing else of it is kept."""
    if not isinstance(text, str) or "utcome" not in text.replace("UTCOME", "utcome"):
        return ""
    return "\n".join(f"Outcome: {said}" for said in _said(_shown(text)))


def _shown(text: str) -> list[str]:
    """Return the lines that a reader takes for the author's own words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    if "<" in text:
        text = _DETAILS.sub(lambda found: "\n" if _SUMMARY.match(found[1]) else found[0], _COMMENT.sub("\n", text))
        text = _APART.sub("\n", _ID_IN_CODE.sub(_bare_id, text))
        text = _TAG.sub("\n", _STRONG.sub("**", _HEADING_TAG.sub("\n# ", text)))
    if "{" in text:
        text = _WIKI.sub("\n", text)
    text = _UNDERLINED.sub(r"# \1", _ID_IN_LINK.sub(r"\1", text))
    return list(_outside_fences(text.split("\n")))


def _bare_id(found: re.Match[str]) -> str:
    """Return an id that is merely set as code as it is; anything else in code stays code."""
    return found[1] if _ID.fullmatch(found[1].strip()) else found[0]


def _outside_fences(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif found:
            fence = found[1]
        else:
            yield line


def _said(lines: list[str]) -> Iterator[str]:
    """Yield what the lines name: behind `Outcome:`, or below a heading of that name, on one line or as a list."""
    is_below = is_list = is_example = False
    for line in lines:
        if heading := _HEADED.match(line):
            is_example = bool(_EXAMPLE.match(heading[1]))
        if is_example:
            continue
        item = _LIST_ITEM.match(line)
        if _UNCHECKED.match(line):
            continue  # a box that nobody ticked
        if _is_title(line):
            is_below, is_list = True, False
        elif is_below and line.strip():
            names = line[item.end() if item else 0 :].strip()
            is_below = _are_ids(names) and (not is_list or item is not None)
            if is_below:
                yield names
            is_below, is_list = is_below and item is not None, item is not None
        elif (found := _SAID.match(line)) and not _is_nothing(found[1]):
            yield found[1].rstrip("# \t").strip()


def _is_title(line: str) -> bool:
    return bool(_TITLE.fullmatch(line)) and bool(_IS_TITLE.match(line))


def _are_ids(text: str) -> bool:
    """Return whether a line below a heading is ids and no prose, which a section of that name may well be."""
    parts = [part.strip(_AROUND) for part in text.split(",")]
    return not _is_nothing(text) and all(_ID.fullmatch(part) for part in parts)


def _is_nothing(text: str) -> bool:
    return text.strip(_AROUND).casefold() in _NONE
