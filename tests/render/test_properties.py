"""Whatever stands in a file, no format lets it draw, forge a line, break a table or become markup."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

import hostile
from hostile import controls
from outtrack.render import formats, render
from outtrack.render.json import document, rows
from outtrack.render.measure import LONGEST_PLACE, cut, wrap
from outtrack.render.terminal import Terminal, clean, inert, paragraphs
from outtrack.shapes import Diagnostics, Table

if TYPE_CHECKING:
    from outtrack.shapes import Shape

SGR = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"\[?[\w.:-]+(/[\w.:-]+)+\]?", re.ASCII)
widths = st.integers(40, 200)


@given(hostile.shapes, widths, st.booleans())
def test_text_has_no_control_characters(shape: Shape, width: int, is_ascii: bool) -> None:
    terminal = Terminal(width, is_ascii=is_ascii)
    assert not controls(render(shape, "text", terminal))
    assert not controls(render(shape, "plain", terminal).replace("\t", ""))


@given(hostile.shapes, widths)
def test_color_is_the_only_control(shape: Shape, width: int) -> None:
    text = render(shape, "text", Terminal(width, has_color=True))
    without = SGR.sub("", text)
    assert not controls(without)
    for line in text.split("\n"):
        assert line.count("\x1b") % 2 == 0  # each tone ends on its own line
    plain = render(shape, "text", Terminal(width))
    assert [line.rstrip() for line in inert(without).split("\n")] == [line.rstrip() for line in plain.split("\n")]


@given(hostile.shapes, widths, st.booleans(), st.booleans())
def test_no_line_is_wider_than_the_terminal(shape: Shape, width: int, is_ascii: bool, has_color: bool) -> None:
    if isinstance(shape, Diagnostics):
        return  # one finding, one line: it is searched for and cut out
    text = SGR.sub("", render(shape, "text", Terminal(width, has_color=has_color, is_ascii=is_ascii)))
    for line in text.split("\n"):
        has_place = any(len(word) <= LONGEST_PLACE and PLACE.fullmatch(word) for word in line.split(" "))
        assert cell_len(line) <= width or has_place


@given(hostile.findings(), widths, st.booleans())
def test_the_excerpt_fits_and_its_carets_stand_below_what_they_mean(
    shape: Diagnostics, width: int, is_ascii: bool
) -> None:
    lines = render(shape, "text", Terminal(width, is_ascii=is_ascii)).split("\n")
    excerpt, carets = next((above, below) for above, below in pairwise(lines) if re.fullmatch(r"  \| +\^+", below))
    assert cell_len(excerpt) <= width
    assert cell_len(carets) <= max(width, cell_len(excerpt) + 1)


@given(hostile.shapes, st.data(), st.booleans())
def test_ascii_is_ascii(shape: Shape, data: st.DataObject, has_color: bool) -> None:
    format = data.draw(st.sampled_from(formats(type(shape).__name__)))
    assert render(shape, format, Terminal(80, has_color=has_color, is_ascii=True)).isascii()


@given(hostile.shapes | hostile.checks(), widths, st.data())
def test_no_line_is_a_command_to_a_build_server(shape: Shape, width: int, data: st.DataObject) -> None:
    format = data.draw(st.sampled_from(sorted({*formats(type(shape).__name__)} - {"azure", "github"})))
    for line in render(shape, format, Terminal(width)).split("\n"):
        assert not line.strip().startswith("::")
        assert "##[" not in line
        assert "##vso[" not in line


@given(hostile.tables())
def test_a_plain_row_has_as_many_tabs_as_columns(table: Table) -> None:
    text = render(table, "plain", Terminal())
    lines = text.removesuffix("\n").split("\n")
    assert len(lines) == 1 + len(table.rows)
    expected = len(table.columns) - 1 + (table.rows[0].group is not None)
    assert {line.count("\t") for line in lines} == {expected}


@given(hostile.shapes, st.booleans())
def test_json_reads_back_as_the_data(shape: Shape, is_ascii: bool) -> None:
    text = render(shape, "json", Terminal(is_ascii=is_ascii))
    assert json.loads(text) == json.loads(json.dumps(document(shape)))
    assert not controls(text)
    lines = render(shape, "jsonl", Terminal(is_ascii=is_ascii)).removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(rows(shape)))


@given(hostile.shapes)
def test_csv_reads_back_as_the_data_and_runs_nothing(shape: Shape) -> None:
    text = render(shape, "csv", Terminal())
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in read}) == 1
    assert len(read) == 1 + len(rows(shape))
    assert not controls(text.replace("\t", ""))
    for row, data in zip(read[1:], rows(shape), strict=True):
        found = dict(zip(read[0], row, strict=True))
        for key, value in data.items():
            if isinstance(value, str):
                assert found[key].removeprefix("'").replace("\u200b", "") == visible(value).removeprefix("'")
            elif isinstance(value, float):
                assert float(found[key]) == value
        for cell in row:
            is_number = re.fullmatch(r"-?[\d.e+-]+", cell)
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or is_number


def visible(text: str) -> str:
    """Return a text as it stands in CSV: line ends and tabs kept, other controls replaced."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unsafe = {*controls(text), "\u200b"} - {"\t"}
    return "".join("\ufffd" if char in unsafe else char for char in text)


class Reader(HTMLParser):
    """Reads a page as its tags and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.cells: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "tr":
            self.cells.append(0)
        if tag in {"td", "th"}:
            self.cells[-1] += 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        assert data == " outtrack:check "


def read_markdown(text: str) -> Reader:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    reader = Reader()
    reader.feed(parser.render(text))
    reader.close()
    return reader


def bare(text: str) -> str:
    """Return a text without blanks and what stands between characters so that they mean nothing."""
    return re.sub(r"[\s\u200b\u00a0]", "", text)


OWN_TAGS = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "br"}


@given(hostile.shapes, st.booleans())
def test_markdown_holds_no_foreign_markup(shape: Shape, is_ascii: bool) -> None:
    found = read_markdown(render(shape, "markdown", Terminal(is_ascii=is_ascii)))
    assert found.tags <= OWN_TAGS


@given(hostile.tables())
def test_a_markdown_table_keeps_its_cells(table: Table) -> None:
    found = read_markdown(render(table, "markdown", Terminal()))
    assert found.cells == [len(table.columns)] * (1 + len(table.rows))
    for row in table.rows:
        assert bare(clean(row.cells[0].text)) in bare(found.text)


@given(hostile.texts)
@example("1. a")
@example("12) a")
@example("&lt;b&gt;")
@example("a\n===\nb")
@example("    code")
def test_a_text_in_markdown_reads_as_it_stands_in_the_file(text: str) -> None:
    from outtrack.render.markdown import escape

    assert bare(read_markdown(f"| a |\n| --- |\n| {escape(text)} |").text.removeprefix("\n\n\na")) in bare(
        "a" + clean(text)
    )
    found = read_markdown(escape(text))
    assert found.tags <= {"p"}
    assert bare(found.text) == bare(clean(text))
    assert html.unescape(escape("<b>")) == "\\<b\\>"


@given(hostile.pages())
def test_a_page_in_markdown_says_everything(page: Any) -> None:
    text = bare(read_markdown(render(page, "markdown", Terminal())).text)
    for block in page.sheets[0].blocks:
        for label, cell in block.facts:
            assert bare(clean(label)) in text
            assert bare(clean(cell.text)) in text
        for line in paragraphs(block.text):
            assert bare(line) in text


@given(hostile.texts, widths)
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    shown = clean(text)
    lines = wrap(shown, width)
    assert bare("".join(lines)) == bare(shown)
    assert all(cell_len(line) <= width or PLACE.search(line) for line in lines)


@given(hostile.texts, st.integers(1, 120), st.booleans())
def test_a_cut_text_fits(text: str, width: int, is_ascii: bool) -> None:
    shown = cut(clean(text), width, Terminal(is_ascii=is_ascii))
    assert cell_len(shown) <= width
    if cell_len(clean(text)) > width:
        assert shown.endswith("..."[:width] if is_ascii else "…")
