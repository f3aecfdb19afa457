"""Texts that try to draw on the terminal, to break a table or to become markup, and reports made of them."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import partial
from typing import Any

from hypothesis import strategies as st

from outtrack.diagnostic import Diagnostic, Place, Severity, Span
from outtrack.shapes import (
    Block,
    Branch,
    Cell,
    Column,
    Diagnostics,
    Page,
    Row,
    Sheet,
    Table,
    Tree,
    status_cell,
)

DAY = date(2026, 11, 22)


def controls(text: str) -> list[str]:
    """Return the characters of a text that a terminal acts upon."""
    direction = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
    return [char for char in text if (unicodedata.category(char) in {"Cc", "Cs"} and char != "\n") or char in direction]


PIECES = [
    "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x00", "\x07", "\x08", "\x7f", "\n", "\r", "\r\n", "\t", "\x0b",
    "\x0c", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u200b", "\u200d",
    "\ufe0f", "\xad", "[red]", "[/red]", "[link=x]", "**bold**", "_it_", "`code`", "```", "<b>",
    "<script>alert(1)</script>", "<!-- ", "-->", "&amp;", "&#60;", "|", "\\|", "\\", "![x](y)", "[x](javascript:x)",
    "https://example.org/a_b", "www.example.org", "me@example.org", "@maria", "#12", "::error file=x::hi",
    "##[error]hi", "##vso[x]", "=1+1", "+1", "-1", "@SUM(A1)", '"', "'", ",", ";", "e\u0301\u0301", "\u4e2d\u6587",
    "\U0001f469\u200d\U0001f467", "\u2764\ufe0f", "\U0001f1e9\U0001f1ea", "- a", "+ a", "1. a", "1) a", "# a", "> a",
    "===", "---", "    code", "~~~", "~x~", "$x$", ":-", ":tada:", " ", "  ", "word", "longer words here",
]  # fmt: skip
short = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=6).map("".join)
long = st.tuples(short, st.sampled_from(["x", "ab ", "\u4e2d", "e\u0301", "\x1b[1m", "a\n"])).map(
    lambda pair: (pair[0] + pair[1] * 10_000)[:10_000]
)
texts = st.one_of(short, short, short, short, short, short, short, long).filter(
    lambda text: not any("\ud800" <= char <= "\udfff" for char in text)
)
words = texts.map(lambda text: "".join(text.split())[:40] or "x")

COLUMNS = (
    Column("title", "Title"),
    Column("status", "Status", is_headline=True),
    Column("progress", "Progress", is_headline=True),
    Column("now", "Now", label="now {}", is_right=True),
    Column("trend", "Trend"),
    Column("remark", "Remark", is_aside=True),
    Column("id", "Id", is_optional=True),
)


def cells(text: str, other: str, share: float) -> tuple[Cell, ...]:
    return (
        Cell(text, "strong"),
        Cell(other, "good", mark="on_track"),
        Cell(f"{share:.0%}", bar=share),
        Cell(other),
        Cell(spark=(1.0, share)),
        Cell(other),
        Cell("some-id", "dim"),
    )


def data_of(data: dict[str, Any]) -> dict[str, Any]:
    return data


@st.composite
def tables(draw: st.DrawFn) -> Table:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        text, other = draw(texts), draw(texts)
        share = draw(st.floats(0, 1))
        data = {"id": "outcome:a", "title": text, "other": other, "share": share, "list": [text, other], "none": None}
        data["nested"] = {"a": other, "b": {"c": text}}
        row = Row(cells(text, other, share), partial(data_of, data), depth=draw(st.integers(0, 1)))
        found.append(row)
    group = draw(st.one_of(st.none(), texts))
    found = [row._replace(group=group) for row in found]
    return Table(report="status", as_of=DAY, title=draw(texts), columns=COLUMNS, rows=tuple(found))


@st.composite
def branches(draw: st.DrawFn, depth: int = 3) -> Branch:
    title = draw(texts)
    children = draw(st.lists(branches(depth - 1), max_size=2)) if depth else []
    line = (Cell("output", "dim"), Cell(title), status_cell("at_risk"), Cell("50%"), Cell(draw(words), "dim"))
    return Branch(line, {"id": "output:a", "title": title}, tuple(children))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    return Tree(
        report="tree", as_of=DAY, title=draw(texts), roots=tuple(draw(st.lists(branches(), min_size=1, max_size=2)))
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    label, text, heading = draw(texts), draw(texts), draw(texts)
    facts = (("status", Cell(text, "warn", mark="stale")), (label, Cell(text)), ("owner", Cell(draw(texts))))
    table = draw(tables())
    blocks = (
        Block(facts=facts),
        Block(heading, text=text),
        Block("Rows", columns=table.columns, rows=table.rows),
        Block(heading, branches=(draw(branches(1)),), facts=facts),
    )
    return Page(report="show", as_of=DAY, sheets=(Sheet(Cell(heading), blocks, {"title": heading, "text": text}),))


@st.composite
def findings(draw: st.DrawFn) -> Diagnostics:
    line = draw(texts).split("\n")[0] or "x"
    first = draw(st.integers(1, len(line)))
    last = draw(st.integers(first + 1, len(line) + 1))
    one = Diagnostic(
        rule="invalid-value",
        message=draw(texts),
        hint=draw(texts),
        severity=draw(st.sampled_from([Severity.ERROR, Severity.WARNING])),
        entity="outcome:a",
        place=Place("outcomes/a.yaml", 0, ("title",)),
        span=Span(1, first, 1, last),
    )
    summary = {"errors": 1, "warnings": 0, "infos": 0, "files": 1, "entities": 1}
    return Diagnostics(report="check", as_of=DAY, found=(one,), lines={"outcomes/a.yaml": [line]}, summary=summary)


FORGED = [
    "::error file=x::forged", "%0A::error::forged", "##vso[task.logissue type=error]forged", "%AZP25", "%25", "]]>",
    "</failure>", '"', "';", "]", ":", ",", "\ud800", "\udfff", "\x00", "\x1b[2J", "\ufffe", "\uffff", "\n", "\r\n",
    "\u2028", "::stop-commands::x", "::add-mask::e", "\\u0041", "<![CDATA[", "<!-- ", "&#0;", "word", " ", "\u4e2d",
]  # fmt: skip
said = st.one_of(short, st.lists(st.one_of(st.sampled_from(FORGED), st.text(max_size=6)), max_size=5).map("".join))
paths = st.one_of(
    st.sampled_from(["outcomes/a.yaml", "outputs/b c.yaml", "outcomes/é#?.yaml", "a%20b:c,d;e].yaml", "x\ny.yaml"]),
    said.map(lambda text: text.replace("\x00", "") or "x"),
)


@st.composite
def spans(draw: st.DrawFn) -> Span | None:
    line, column = draw(st.integers(1, 3)), draw(st.integers(1, 9))
    same = draw(st.booleans())
    end_line = line if same else line + draw(st.integers(1, 3))
    return draw(st.one_of(st.none(), st.just(Span(line, column, end_line, column + draw(st.integers(0, 9))))))


@st.composite
def complaints(draw: st.DrawFn) -> Diagnostic:
    place = draw(st.one_of(st.none(), paths.map(Place)))
    return Diagnostic(
        rule=draw(st.sampled_from(["unlinked-output", "invalid-value", "near-kind-folder", "of-tomorrow"])),
        message=draw(said),
        hint=draw(st.one_of(st.none(), said)),
        severity=draw(st.sampled_from([Severity.ERROR, Severity.WARNING, Severity.INFO])),
        entity=draw(st.one_of(st.none(), said)),
        place=place,
        span=draw(spans()) if place else None,
        also=tuple(draw(st.lists(st.tuples(paths.map(Place), spans()), max_size=1))),
    )


@st.composite
def checks(draw: st.DrawFn) -> Diagnostics:
    """Return the findings of a check, many or none, in files with names and texts of any sort."""
    found = tuple(draw(st.lists(complaints(), max_size=14)))
    clean = tuple(draw(st.lists(paths, max_size=3)))
    line = draw(said).split("\n")[0]
    lines = {one.path: [line, "", line] for one in found}
    prefix = draw(st.sampled_from(["", "shop/", "a b/"]))
    counts = {severity: sum(1 for one in found if one.severity is severity) for severity in Severity}
    summary = {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "infos": counts[Severity.INFO]}
    return Diagnostics(
        report="check",
        as_of=DAY,
        found=found,
        prefix=prefix,
        lines=lines,
        summary={**summary, "files": len(clean), "entities": 0},
        files=tuple(sorted({*clean, *(one.path for one in found if one.place)})),
        failing=draw(st.sampled_from([("error",), ("error", "warning"), ()])),
        changed=frozenset(prefix + one.path for one in found[::2]),
    )


shapes: st.SearchStrategy[Table | Tree | Page | Diagnostics] = st.one_of(tables(), trees(), pages(), findings())
