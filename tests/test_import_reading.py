"""What is read of an export, what is said about it, and what is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing import epic, export, issues, jira, opened
from outtrack.importers import TRACKERS, extract, identify
from outtrack.importers.base import Settings
from outtrack.importers.foreign import ExportError
from outtrack.importers.opening import open_foreign

FIXTURES = sorted((Path(__file__).parent / "importers").glob("*/*/export.*"))
READABLE = [
    path
    for path in FIXTURES
    if path.parts[-3] in TRACKERS and "exit code" not in (path.parent / "expected.txt").read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", READABLE, ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}")
def test_the_tracker_shows_in_the_file(path: Path) -> None:
    with path.open("rb") as nothing, open_foreign(path, nothing, path.name) as foreign:
        assert identify(foreign) == path.parts[-3]


def test_any_other_file_is_of_no_tracker() -> None:
    for data in (b"a,b\n1,2\n", b"[]", b'[{"a": 1}]', b"one line"):
        with opened(data) as foreign:
            assert identify(foreign) is None


@pytest.mark.parametrize(
    ("rows", "message"), [(999, None), (1000, "exactly 1000 rows"), (2000, "exactly 2000 rows"), (2001, None)]
)
def test_jira_cuts_exports_at_round_numbers(rows: int, message: str | None) -> None:
    notes = export(jira(*(epic(f"P-{number}") for number in range(rows)))).notes
    assert [note for note in notes if "rows" in note] == ([note for note in notes if message and message in note])
    assert bool(message) == any("exactly" in note for note in notes)


@pytest.mark.parametrize(("rows", "is_cut"), [(29, False), (30, True), (31, False), (100, True), (1000, True)])
def test_gh_lists_thirty_unless_told_otherwise(rows: int, is_cut: bool) -> None:
    notes = export(issues(*({"title": f"T{number}"} for number in range(rows))), "github").notes
    assert any(f"exactly {rows} rows" in note for note in notes) is is_cut


def test_many_rows_are_read_one_by_one() -> None:
    many = 20_000
    rows = [
        epic(f"P-{number}") if number % 20 == 0 else ["Story", f"P-{number}", "Story", "To Do"]
        for number in range(many)
    ]
    found = export(jira(*rows))
    assert (found.rows, len(found.work), found.others["Story"].rows) == (many, many // 20, many - many // 20)
    data = json.dumps(
        [{"number": n, "title": f"T{n}", "state": "OPEN", "labels": [{"name": "epic"}]} for n in range(many)]
    )
    assert len(export(data.encode(), "github").work) == many


def test_what_is_an_epic_can_be_said() -> None:
    rows = [
        ["S", "P-1", "Story", "To Do"],
        ["F", "P-2", "Feature", "To Do"],
        ["L", "P-3", "Task", "To Do", "epic"],
        epic("P-4"),
    ]
    assert [one.epic.key for one in export(jira(*rows)).work] == ["P-3", "P-4"]
    assert [one.epic.key for one in export(jira(*rows), types=("feature", "Story")).work] == ["P-1", "P-2"]
    assert len(export(jira(*rows), types=("all",)).work) == 4


def test_the_precedence_of_links() -> None:
    rows = [
        epic("P-1", label="outcome:b", field="a"),
        epic("P-2", label="outcome:b"),
        epic("P-3", parent="P-1"),
        epic("P-4", parent="P-3", label="outcome:b"),
        epic("P-5", parent="P-9"),
        epic("P-6", field="outcome:a; b"),
    ]
    work = {one.epic.key: one for one in export(jira(*rows), link_field="Outcome").work}
    assert [work[f"P-{number}"].links.names for number in range(1, 7)] == [
        ("a",),
        ("b",),
        ("a",),
        ("b",),
        (),
        ("a", "b"),
    ]
    assert work["P-1"].links.disagreeing == ["the field says `a`", "the label says `b`"]
    assert work["P-3"].links.above == "P-1"
    assert not any(work[f"P-{number}"].links.disagreeing for number in range(2, 7))


def test_a_link_in_the_body_stands_at_the_start_of_a_line() -> None:
    bodies = {
        "Outcome: a": ("a",),
        "Why?\r\n\r\n**Outcome:** `a`, b\r\n": ("a", "b"),
        "*Outcome:* [a]": ("a",),
        "<p>Why</p><p>Outcome: a</p>": ("a",),
        "The Outcome: a": (),
        "Outcome:\na": ("a",),
        "outcome: a\nOutcome: b": ("a", "b"),
    }
    found = export(issues(*({"title": "T", "body": body} for body in bodies)), "github").work
    assert [one.links.names for one in found] == list(bodies.values())


@pytest.mark.parametrize(
    "body",
    [
        "Write it like this:\n```\nOutcome: a\n```\n",
        "~~~yaml\r\nOutcome: a\r\n~~~\r\n",
        "````\n```\nOutcome: a\n```\n````",
        "```\nOutcome: a",
        "An example:\n\n    Outcome: a\n",
        "`Outcome: a`",
        "> Outcome: a",
        ">>>\nOutcome: a\n>>>",
        "<!-- Outcome: a -->",
        "<!--\nWrite its id > like this\nOutcome: a\n-->",
        "<pre>\nOutcome: a</pre>",
        "<p><code>Outcome: a</code></p>",
        "<blockquote>Outcome: a</blockquote>",
        "{code}\nOutcome: a\n{code}",
        "{noformat:title=x}\nOutcome: a\n{noformat}",
        "{quote}\nOutcome: a\n{quote}",
        "### Outcome\n\n_No response_\n\n### Team\n\na\n",
        "### Outcome\n\nPeople come back a second time.\n",
        "### Outcome\n\n<!-- a -->\n",
        "### Outcome\n\n```\na\n```\n",
        "Outcome: none",
        "Outcome\na",
        "### Outcomes of the talk\na",
        "### Outcome\n\n- [ ] a\n- [ ] b\n",
        "- [ ] Outcome: a",
        "<details><summary>Example</summary>\n\nOutcome: a\n</details>",
        "## Example\n\nOutcome: a",
        "### For example:\n\n### Examples of links\nOutcome: a",
        "[Outcome: a](https://example.org)",
        "# Why\n\n    ## Outcome: a",
        "Outcome\n\n---\n\na",
    ],
)
def test_what_is_quoted_commented_out_or_code_is_no_link(body: str) -> None:
    found = export(issues({"title": "T", "body": body}), "github").work
    assert [one.links.names for one in found] == [()]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("### Outcome\n\na\n\n### Team\n\nb\n", ("a",)),
        ("### Outcome\r\n\r\na\r\n", ("a",)),
        ("## Outcomes ##\n- a\n- `b`\n\nc", ("a", "b")),
        ("**Outcome**\na, outcome:b", ("a", "b")),
        ("__Outcome__\n\n`a`", ("a",)),
        ("h3. Outcome\na", ("a",)),
        ("<details><summary>More</summary>\n\nOutcome: a\n</details>", ("a",)),
        ("## Example\n\nOutcome: b\n\n## Outcome\n\na", ("a",)),
        ("### Outcome\n\n- [x] a\n- [ ] b\n- [X] c\n", ("a", "c")),
        ("<h3>Outcome</h3><p>a</p>", ("a",)),
        ("<div><b>Outcome</b></div><div>a</div>", ("a",)),
        ("<p><strong>Outcome:</strong> a</p>", ("a",)),
        ("- Outcome: a", ("a",)),
        ("* [x] **Outcome**: a", ("a",)),
        ("<p>Outcome: <code>a</code></p>", ("a",)),
        ("An unclosed <code> tag\nOutcome: a", ("a",)),
        ("```\nx\n```\nOutcome: a", ("a",)),
        ("## Outcome: a", ("a",)),
        ("## Outcome: a ##", ("a",)),
        ("Outcome:\u00a0a\u00a0", ("a",)),
        ("h3. Outcome: a", ("a",)),
        ("<h3>Outcome: a</h3>", ("a",)),
        ("Outcome\n-------\n\na", ("a",)),
        ("Outcome: [a](https://example.org/a.yaml), [b](b.yaml)", ("a", "b")),
        ("Outcome: [a|https://example.org/a.yaml]", ("a",)),
        ("### Outcome\n\n[a](https://example.org/a.yaml)", ("a",)),
        ("- Why\n  Outcome: a", ("a",)),
        ("\ufeffOutcome: a\u200b", ("a",)),
    ],
)
def test_a_heading_has_the_id_below_it(body: str, names: tuple[str, ...]) -> None:
    found = export(issues({"title": "T", "body": body}), "github").work
    assert [one.links.names for one in found] == [names]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ([{"type": "text", "text": "Outcome: a", "marks": [{"type": "code"}]}], ()),
        ([{"type": "text", "text": "Outcome: "}, {"type": "text", "text": "a", "marks": [{"type": "code"}]}], ("a",)),
        ([{"type": "text", "text": "Outcome: a", "marks": [{"type": "strong"}]}], ("a",)),
        ([{"type": "text", "text": "Outcome: a", "marks": None}], ("a",)),
    ],
)
def test_code_in_a_description_of_jiras_interface_is_no_link(parts: list[Any], names: tuple[str, ...]) -> None:
    document = {"type": "doc", "content": [{"type": "paragraph", "content": parts}]}
    fields = {"summary": "T", "issuetype": {"name": "Epic"}, "description": document}
    found = export(json.dumps({"issues": [{"key": "P-1", "fields": fields}]}).encode()).work
    assert [one.links.names for one in found] == [names]


def test_the_path_or_address_of_an_outcomes_file_means_the_outcome() -> None:
    says = ["product/outcomes/a.yaml", "https://example.org/o/r/blob/main/outcomes/A.yml", "outcomes/z.yaml"]
    found = export(
        issues(*({"title": "T", "body": f"Outcome: {one}"} for one in says)), "github", outcomes={"a": "a"}
    ).work
    assert [one.links.names for one in found] == [("a",), ("a",), ("outcomes/z.yaml",)]


def test_parents_that_go_round_in_a_circle_hand_nothing_down() -> None:
    found = export(
        jira(epic("P-1", parent="P-2"), epic("P-2", parent="P-3"), epic("P-3", parent="P-1"), epic("P-4", parent="P-4"))
    )
    assert [one.links.names for one in found.work] == [(), (), (), ()]


def test_rows_that_are_no_epics_need_no_key() -> None:
    assert len(export(jira(["A story", "", "Story", "To Do"], epic("P-1"))).work) == 1
    with pytest.raises(ExportError, match=":2: an epic without a key"):
        export(jira(epic("")))


def test_a_first_row_that_can_not_be_read_is_said() -> None:
    with pytest.raises(ExportError, match="no issue export of Jira"):
        export(b'"Summary,Issue key\n')


def test_azure_may_cut_exports_as_well() -> None:
    rows = b"".join(b"%d,Epic,A,New\n" % number for number in range(1000))
    assert any("exactly 1000 rows" in note for note in export(b"ID,Work Item Type,Title,State\n" + rows, "azure").notes)


def test_an_epic_that_stands_twice_the_same_counts_once() -> None:
    assert len(export(jira(epic("P-1"), epic("P-1"))).work) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('[{"number":1,"title":"A"}][{"number":2,"title":"B"}]', 2),
        ('[[{"number":1,"title":"A"}],[{"number":2,"title":"B"}]]', 2),
        ('{"number":1,"title":"A"}\n{"number":2,"title":"B"}\n', 2),
        ('{"total_count":1,"items":[{"number":1,"title":"A"}]}', 1),
        ('{"data":{"repository":{"issues":{"nodes":[{"number":1,"title":"A"}]}}}}', 1),
        ('{"data":{"repository":{"issues":{"edges":[{"cursor":"x","node":{"number":1,"title":"A"}}]}}}}', 1),
        ("\ufeff [ ] ", 0),
    ],
)
def test_json_in_all_the_shapes_in_which_it_comes(text: str, rows: int) -> None:
    assert export(text.encode(), "github", types=("all",)).rows == rows


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'[{"number":1,"title":"A"}', "ends in the middle"),
        (b'[{"number":1,"title":"A', "ends in the middle"),
        (b'[{"number":1,"title":"A"} {"number":2}]', "no JSON from column 27"),
        (b"[1]", "not an object"),
        (b'{"a": 1}', "no list of objects"),
        (b"{}", "no keys"),
        (b"[] 5", "expected a list"),
        (b"[" * 100_000, "nested too deep"),
        (b'[{"number":' + b"1" * 5000 + b"}]", "this is no JSON"),
        (b'{"errors":[{"message":"Field does not exist"}]}', "Field does not exist"),
        (b'[{"number":1}]', "no key `number` or `title`; there are `number`"),
    ],
)
def test_json_that_is_none(data: bytes, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        export(data, "github")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"<?xml version='1.0'?><rss/>", "XML"),
        (b"<!-- x --><HTML>", "a web page"),
        (b"\xff\xfea\x00\x00\xd8", "cut off, or not in one encoding"),
        (b"Summary,Issue key,Status\nA\0,P-1,To Do\n", ":2: a NUL byte"),
    ],
)
def test_what_is_neither_csv_nor_json(data: bytes, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        export(data)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path, message in ((tmp_path, "is a directory"), (tmp_path / "no.csv", "no such file")):
        with (tmp_path / "x").open("wb+") as nothing, pytest.raises(ExportError, match=message):
            open_foreign(path, nothing, "x")


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("outtrack.importers.opening.MAX_BYTES", 10)
    with pytest.raises(ExportError, match="larger than"):
        export(jira(epic("P-1")))
    file = tmp_path / "x.csv"
    file.write_bytes(jira(epic("P-1")))
    with file.open("rb") as nothing, pytest.raises(ExportError, match="larger than"):
        open_foreign(file, nothing, "x")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_export_in_any_encoding(encoding: str) -> None:
    text = jira(epic("P-1", "Überfahrt für alle")).decode()
    assert [one.epic.title for one in export(text.encode(encoding)).work] == ["Überfahrt für alle"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_an_export_with_any_separator(delimiter: str) -> None:
    text = "Summary,Issue key,Issue Type,Status\r\nA,P-1,Epic,To Do\r\n".replace(",", delimiter)
    assert len(export(text.encode()).work) == 1
    assert len(export(f"sep={delimiter}\r\n{text}".encode()).work) == 1


def test_the_place_of_an_epic_is_that_of_its_title() -> None:
    from outtrack.importers.base import span_of

    rows = b'Status,Summary,Issue key,Issue Type\nTo Do,"First,\nof two lines",P-1,Epic\n\nTo Do,Second,P-2,Epic\n'
    with opened(rows) as foreign:
        found = extract("jira", foreign, Settings())
        spans = [span_of(one, foreign) for one in found.work]
        assert [(span.line, span.column, span.end_column) for span in spans] == [(2, 1, 2), (5, 7, 13)]
        assert foreign.line(5) == "To Do,Second,P-2,Epic"
        assert foreign.line(99) == ""
    with opened(b"\xef\xbb\xbf" + rows) as foreign:
        assert foreign.line(5) == "To Do,Second,P-2,Epic"
        assert foreign.line(1) == "Status,Summary,Issue key,Issue Type"


def test_the_place_of_an_issue_in_json() -> None:
    for indent, places in ((None, [(1, 24), (1, 76)]), (2, [(4, 15), (14, 15)])):
        data = [{"number": n, "title": f"T\u00e9 {n}", "labels": [{"name": "epic"}], "state": "OPEN"} for n in (1, 2)]
        found = export(json.dumps(data, indent=indent).encode(), "github").work
        lines = json.dumps(data, indent=indent).split("\n")
        for one, title in zip(found, ("T\\u00e9 1", "T\\u00e9 2"), strict=True):
            at = one.epic
            assert lines[at.line - 1][at.column - 1 :][: at.length] == title, places


CELLS = st.text(st.sampled_from("ab ,;\"'\n\r\t=+-@:0/é\u202e"), max_size=8)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=200)
def test_nothing_that_looks_like_csv_breaks_the_reading(rows: list[list[str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [["Summary", "Issue key", "Issue Type", "Status"], *rows])
    with suppress(ExportError):
        export(text.encode(), types=("all",))


KEYS = """number title state labels url type parent body html_url iid key fields name nodes widgets status summary
    issuetype workItemType issue_field_values value issues data"""
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(KEYS.split()),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=15,
)


@given(JSON, st.sampled_from(["github", "gitlab", "jira"]))
@settings(max_examples=400)
def test_nothing_that_is_json_breaks_the_reading(value: Any, tracker: str) -> None:
    with suppress(ExportError):
        export(json.dumps(value).encode(), tracker, types=("all",), link_field="Outcome")


def test_what_is_no_epic_is_said_with_its_types_and_its_links() -> None:
    rows = [["S", f"P-{number}", "Story", "To Do", "outcome:a"] for number in (1, 2)]
    rows += [["B", "P-3", "Bug", "To Do"], epic("P-4"), ["T", "P-5", "", "To Do"]]
    assert export(jira(*rows)).notes[-1] == (
        "4 rows left out as no epic: `Story` (2), `none` (1), `Bug` (1); 2 of them name an outcome: "
        "`--type` says what counts"
    )
    assert not any("left out" in note for note in export(jira(*rows), types=("all",)).notes)
    found = export(issues({"title": "Epic"}, {"title": "None", "labels": [{"name": "outcome:a"}]}), "github")
    assert (
        "1 row left out as no epic: without a type; 1 of them names an outcome: label these `epic`, "
        "or say `--type all`" in found.notes
    )


def test_a_day_that_can_not_be_read_is_said() -> None:
    one = epic("P-1")
    one[5] = "the day before yesterday"
    notes = export(jira(one, epic("P-2"), [*epic("P-3")[:5], "last week"])).notes
    assert "2 days can't be read, such as `the day before yesterday`: left out" in notes


def test_a_column_of_which_a_row_has_one_stands_twice() -> None:
    header = ("Summary", "Issue key", "Issue key", "Issue Type", "Status", "Labels", "Labels")
    found = export(jira(["A", "", "P-2", "Epic", "To Do", "x", "outcome:a"], header=header))
    assert [note for note in found.notes if "twice" in note] == [
        "the column `Issue key` stands twice: in each row, the first that is filled counts"
    ]
    assert (found.work[0].epic.key, found.work[0].links.names) == ("P-2", ("a",))


LINEAR = "ID,Team,Title,Status,Labels,Updated,Project,Roadmaps\n"


def test_linear_may_leave_out_the_last_cell_of_every_row() -> None:
    row = "L-1,T,Big,Todo,epic,2026-11-20,\n"
    found = export(f"{LINEAR}{row}{row.replace('L-1', 'L-2')}".encode(), "linear")
    assert [work.epic.key for work in found.work] == ["L-1", "L-2"]
    for cut in (f"{LINEAR}{row}L-2,T,Big,Todo,epic\n", f"{LINEAR}{row}"[:-1], f"{LINEAR}L-1,T,Big,Todo,epic,x\n"):
        with pytest.raises(ExportError, match="the file is cut off"):
            export(cut.encode(), "linear")
    full = row.replace("\n", ",\n")
    with pytest.raises(ExportError, match="export:3: this row has 7 cells, the header 8"):
        export(f"{LINEAR}{full}{row}".encode(), "linear")


@pytest.mark.parametrize(("cell", "title"), [("'=SUM(1)", "=SUM(1)"), ("'@home", "@home"), ("'tis so", "'tis so")])
def test_the_guard_before_a_formula_is_no_part_of_a_title(cell: str, title: str) -> None:
    row = f"L-1,T,{cell},Todo,epic,2026-11-20,,\n"
    assert export(f"{LINEAR}{row}".encode(), "linear").work[0].epic.title == title


@pytest.mark.parametrize(
    "day", ["Fri Nov 20 2026 09:00:00 GMT+0000 (GMT)", "Fri, 20 Nov 2026 09:00:00 GMT", "2026-11-20T09:00:00.000Z"]
)
def test_days_with_their_weekday_are_read(day: str) -> None:
    found = export(f'{LINEAR}L-1,T,Big,Todo,epic,"{day}",,\n'.encode(), "linear")
    assert str(found.newest) == "2026-11-20"
