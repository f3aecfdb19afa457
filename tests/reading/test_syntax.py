"""The parser's complaints, in words that help, and where they point."""

from __future__ import annotations

import pytest

from outtrack.source import parse

ALIGN = "align it with its neighbours"


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("a: One: two # x", "1:7", "a second `:` in one value", 'put the text in quotes: a: "One: two"'),
        ('a: "x": y', "1:7", "a second `:` in one value", 'put the text in quotes: title: "One: two"'),
        (f"a: {'b' * 80}: y", "1:84", "a second `:` in one value", 'put the text in quotes: title: "One: two"'),
        ("a: b\n c: d", "2:2", "the line is indented below a line that has a value already", ALIGN),
        ("u: %", "1:4", "a value can't begin with `%`", 'put it in quotes: "%", or write `percent`'),
        ("u: @x", "1:4", "a value can't begin with `@`", "put it in quotes"),
        ("u: `x`", "1:4", "a value can't begin with a backtick", "put it in quotes"),
        ("u: *Bold* x", "1:4", "a value can't begin with `*`", "put it in quotes"),
        ("u: & co", "1:4", "a value can't begin with `&`", "put it in quotes"),
        ("u: !<x", "1:4", "a value can't begin with `!`", "put it in quotes"),
        ("u: ,x", "1:4", "a value can't begin with `,`", "put it in quotes"),
        ("u: ? b", "1:4", "a value can't begin with `? `", "put it in quotes"),
        ("a:\n\tb: 1", "2:1", "a tab can't indent", "use spaces"),
        ("a: 1\n\tb: 1", "2:1", "a tab can't indent", "use spaces"),
        ("a: 'x\nb: 1", "1:4", "a quote is opened and never closed", "close it, or leave the quotes out"),
        ('a: "x\n---\nb: c', "1:4", "a quote is opened and never closed", "close it, or leave the quotes out"),
        (
            "a: 'it's'",
            "1:8",
            "the text goes on after its closing '",
            "if the quote belongs to the text, write it as '' within single quotes",
        ),
        (
            'a: "x" y',
            "1:8",
            'the text goes on after its closing "',
            'if the quote belongs to the text, write it as \\" within double quotes',
        ),
        ("a: [1, 2\nb: 3", "1:4", "the list that begins here is not closed", "add `]`, or put the text in quotes"),
        ("a: {b: 2\nc: 3", "1:4", "the mapping that begins here is not closed", "add `}`, or put the text in quotes"),
        ("a: [1, 2", "1:4", "the list that begins here is not closed", "add `]`, or put the text in quotes"),
        ("a: [", "1:4", "the list that begins here is not closed", "add `]`, or put the text in quotes"),
        ("a: [1, {\n\n", "1:8", "the mapping that begins here is not closed", "add `}`, or put the text in quotes"),
        (
            "a: {b: c d: e}",
            "1:11",
            "a comma or `}` is missing before this",
            "put a comma between two, or the text in quotes",
        ),
        ("a: [1]]", "1:7", "`]` closes nothing", "delete it, or put the text in quotes"),
        ("a: 1\n}", "2:1", "`}` closes nothing", "delete it, or put the text in quotes"),
        (
            "a: b\n- c",
            "2:1",
            "a list item where a key is expected",
            "align it with the other items of its list, below its key",
        ),
        ("- a\nb: c", "2:1", "the indentation does not fit the list above", "align the dashes of a list"),
        ("a:\n    b: 1\n  c: 2", "3:3", "the indentation does not fit the lines above", ALIGN),
        (
            "a: 1\nkey\nb: 2",
            "2:1",
            "a key without `:`",
            "write `key: value`, or indent the line if it belongs to the text above",
        ),
        ("a: - b", "1:4", "a list can't begin here", "begin it on a line of its own, or put the text in quotes"),
        (
            r'a: "c:\dir"',
            "1:7",
            r'`\d` means nothing in a text in "…"',
            "write \\\\ for a backslash, or use single quotes",
        ),
        (
            r'a: "\ud800"',
            "1:5",
            "half of a character stands here as its escape",
            "write the character itself",
        ),
        (
            "%FOO\n---\na: b",
            "1:1",
            "a line that begins with `%` is an instruction for YAML, but not one that outtrack knows",
            "delete it",
        ),
        (
            "%YAML 3.0\n---\na: b",
            "1:1",
            "a line that begins with `%` is an instruction for YAML, but not one that outtrack knows",
            "delete it",
        ),
        (
            "a: b\n...\nc: d",
            "3:1",
            "more text after the end of a document",
            "begin the next document with a line `---`",
        ),
        (
            "a: |x\n  b",
            "1:5",
            "after `|` or `>` nothing more may stand on the line",
            "begin the text on the next line, indented",
        ),
        ("a: 1\n\ufeffb: 2", "2:1", "an invisible character (U+FEFF) stands in the text", "delete it"),
    ],
)
def test_a_fault_is_explained(text: str, at: str, message: str, hint: str) -> None:
    (found,) = parse(text.encode(), "x.yaml").diagnostics
    assert found.span
    assert (f"{found.span.line}:{found.span.column}", found.rule) == (at, "yaml-syntax")
    assert (found.message, found.hint) == (message, hint)


def test_a_fault_leaves_the_documents_before_it() -> None:
    assert parse(b"a: 1\n---\nb: [\n", "x.yaml").documents == ({"a": "1"},)
