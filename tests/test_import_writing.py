"""What an import makes of epics: what is new, what is kept, what people wrote by hand, and that twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing import again, epic, export, issues, jira, opened, workspace
from outtrack.acts.folders import folder_for, is_read
from outtrack.importers import extract
from outtrack.importers.base import Settings
from outtrack.importers.outputs import Plan, plan
from outtrack.write import EditError, save

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

FOLDER = "product/outputs"


def planned(snapshot: Snapshot, data: bytes, tracker: str = "jira") -> Plan:
    with opened(data) as foreign:
        return plan(snapshot, extract(tracker, foreign, Settings("Outcome")), FOLDER)


def imported(root: Path, data: bytes, tracker: str = "jira") -> dict[str, str]:
    """Import an export and return the outputs; a second time, nothing changes."""
    save(again(root).workspace, planned(again(root), data, tracker).changes)
    assert planned(again(root), data, tracker).changes == []
    folder = root / FOLDER
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def lines(text: str, *starts: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(starts)]


def test_a_title_that_was_changed_by_hand_stays(tmp_path: Path) -> None:
    workspace(tmp_path)
    imported(tmp_path, jira(epic("P-1", "First")))
    file = tmp_path / FOLDER / "p-1.yaml"
    assert lines(imported(tmp_path, jira(epic("P-1", "Second")))["p-1"], "title") == ["title: Second"]
    file.write_text(file.read_text().replace("title: Second\n", "title: Ours   # said better\n", 1))
    found = imported(tmp_path, jira(epic("P-1", "Third")))["p-1"]
    assert lines(found, "title") == ["title: Ours   # said better"]
    assert "title: Third" in found


@pytest.mark.parametrize(
    ("by_hand", "then"),
    [(None, "done"), ("todo", "done"), ("doing", "doing"), ("parked", "parked"), ("inbox", "inbox"), ("done", "done")],
)
def test_a_status_that_was_changed_by_hand_stays(tmp_path: Path, by_hand: str | None, then: str) -> None:
    workspace(tmp_path)
    imported(tmp_path, jira(epic("P-1")))
    file = tmp_path / FOLDER / "p-1.yaml"
    if by_hand:
        file.write_text(file.read_text() + f"status: {by_hand}\n")
    assert lines(imported(tmp_path, jira(epic("P-1", state="Done")))["p-1"], "status") == [f"status: {then}"]


def test_an_epic_that_is_opened_again_keeps_its_day_and_that_is_said(tmp_path: Path) -> None:
    workspace(tmp_path)
    header = ("Summary", "Issue key", "Issue Type", "Status", "Resolved")
    imported(tmp_path, jira(["A", "P-1", "Epic", "Done", "2026-11-01"], header=header))
    found = planned(again(tmp_path), jira(["A", "P-1", "Epic", "To Do", ""], header=header))
    assert found.notes == ["p-1 is open in the tracker and says `shipped: 2026-11-01`: delete that line if it is"]
    after = (found.changes[0].after or b"").decode()
    assert lines(after, "status", "shipped") == ["status: todo", "shipped: 2026-11-01"]


def test_a_state_that_nobody_knows_any_more_gives_way(tmp_path: Path) -> None:
    workspace(tmp_path)
    imported(tmp_path, jira(epic("P-1", state="Dock 3")))
    assert lines(imported(tmp_path, jira(epic("P-1", state="Done")))["p-1"], "status") == ["status: done"]


def test_links_are_added_and_never_taken_away(tmp_path: Path) -> None:
    workspace(tmp_path)
    assert lines(imported(tmp_path, jira(epic("P-1", field="a")))["p-1"], "outcomes") == ["outcomes: [a]"]
    assert lines(imported(tmp_path, jira(epic("P-1", field="b")))["p-1"], "outcomes") == ["outcomes: [b]"]
    assert lines(imported(tmp_path, jira(epic("P-1", field="a, b")))["p-1"], "outcomes") == ["outcomes: [b, a]"]
    found = imported(tmp_path, jira(epic("P-1")))["p-1"]
    assert lines(found, "outcomes") == ["outcomes: [b, a]"]
    assert "link: null" in found
    file = tmp_path / FOLDER / "p-1.yaml"
    file.write_text(file.read_text().replace("outcomes: [b, a]\n", ""))
    assert lines(imported(tmp_path, jira(epic("P-1")))["p-1"], "outcomes") == []


def test_an_output_that_was_linked_by_hand_before_the_first_import_keeps_its_link(tmp_path: Path) -> None:
    workspace(
        tmp_path, {f"{FOLDER}/x.yaml": "title: X\noutcomes: b\nref: P-1\n", f"{FOLDER}/y.yaml": "title: Y\nref: P-2\n"}
    )
    found = imported(tmp_path, jira(epic("P-1", field="a"), epic("P-2", field="a")))
    assert lines(found["x"], "title", "outcomes") == ["title: X", "outcomes: b"]
    assert lines(found["y"], "title", "outcomes") == ["title: Y", "outcomes: [a]"]


def test_a_parent_is_added_but_never_into_a_circle(tmp_path: Path) -> None:
    workspace(
        tmp_path, {f"{FOLDER}/x.yaml": "title: X\nref: P-1\n", f"{FOLDER}/y.yaml": "title: Y\nparent: x\nref: P-2\n"}
    )
    found = imported(tmp_path, jira(epic("P-1", parent="P-2"), epic("P-2")))
    assert lines(found["x"], "parent") == []
    assert lines(found["y"], "parent") == ["parent: x"]
    (tmp_path / FOLDER / "y.yaml").write_text("title: Y\nref: P-2\n")
    assert lines(imported(tmp_path, jira(epic("P-1", parent="P-2"), epic("P-2")))["x"], "parent") == ["parent: y"]


def test_a_parent_of_somebodys_own_stays_and_is_said(tmp_path: Path) -> None:
    files = {f"{FOLDER}/x.yaml": "title: X\nparent: y\nref: P-1\n", f"{FOLDER}/y.yaml": "title: Y\n"}
    snapshot = workspace(tmp_path, files)
    found = planned(snapshot, jira(epic("P-1", parent="P-3"), epic("P-3", "Z")))
    assert found.notes == ["x says `parent: y`, the tracker `p-3`: left as it is"]


@pytest.mark.parametrize(
    ("tracker", "ref", "data"),
    [
        ("jira", "p-1", jira(epic("P-1"))),
        ("jira", "https://acme.example.org/browse/P-1", jira(epic("P-1"))),
        ("github", "#1", issues({"title": "A"})),
        ("github", "acme/shop#1", issues({"title": "A", "url": "https://github.com/acme/shop/issues/1"})),
        (
            "github",
            "https://github.com/acme/shop/issues/1",
            issues({"title": "A", "url": "https://github.com/acme/shop/issues/1"}),
        ),
        (
            "azure",
            "https://dev.azure.com/acme/shop/_workitems/edit/7",
            b"ID,Work Item Type,Title,State\n7,Epic,A,New\n",
        ),
        ("azure", "'#7'", b"ID,Work Item Type,Title,State\n7,Epic,A,New\n"),
        ("linear", "https://linear.app/acme/issue/ENG-4/a-b", b"ID,Team,Title,Status,Labels\nENG-4,E,A,Todo,epic\n"),
        (
            "gitlab",
            "https://gl.example.org/acme/shop/-/issues/4",
            b"IID,Title,URL,State,Type\n4,A,https://gl.example.org/acme/shop/-/work_items/4,Open,Epic\n",
        ),
    ],
)
def test_an_output_is_found_by_what_it_says_of_its_origin(tmp_path: Path, tracker: str, ref: str, data: bytes) -> None:
    quoted = ref if ref.startswith("'") else f'"{ref}"'
    workspace(tmp_path, {f"{FOLDER}/x.yaml": f"title: X\nref: {quoted}\n"})
    assert list(imported(tmp_path, data, tracker)) == ["x"]


def test_an_output_is_found_by_its_last_import_when_its_ref_was_changed(tmp_path: Path) -> None:
    workspace(tmp_path)
    imported(tmp_path, jira(epic("P-1")))
    file = tmp_path / FOLDER / "p-1.yaml"
    file.write_text(file.read_text().replace("ref: P-1\n", "ref: our wiki\n"))
    assert list(imported(tmp_path, jira(epic("P-1", "Other")))) == ["p-1"]


def test_two_repositories_may_have_the_same_numbers(tmp_path: Path) -> None:
    workspace(tmp_path, {f"{FOLDER}/x.yaml": "title: X\nref: '#1'\n"})
    data = issues(
        {"title": "A", "url": "https://github.com/a/b/issues/1"},
        {"title": "B", "url": "https://github.com/a/c/issues/1"},
    )
    assert list(imported(tmp_path, data.replace(b'"number": 2', b'"number": 1'), "github")) == ["a", "b", "x"]


def test_names_of_new_files_never_collide(tmp_path: Path) -> None:
    workspace(
        tmp_path,
        {f"{FOLDER}/same-words.yaml": "title: X\n", f"{FOLDER}/other.yaml": "id: Same-Words-acme-shop-2\ntitle: Y\n"},
    )
    address = "https://github.com/acme/shop/issues/"
    data = issues(
        *(
            {"title": title, "url": address + str(n)}
            for n, title in enumerate(["Same words", "Same: words!", "SAME WORDS", "!!"], 1)
        )
    )
    assert list(imported(tmp_path, data, "github")) == [
        "github-acme-shop-4", "other", "same-words-3", "same-words-acme-shop-1", "same-words-acme-shop-3", "same-words",
    ]  # fmt: skip


def test_the_day_of_the_import_makes_no_difference_by_itself(tmp_path: Path) -> None:
    workspace(tmp_path)
    before = imported(tmp_path, jira(epic("P-1"), epic("P-2")))
    newer = epic("P-2", "Changed")
    newer[5] = "2026-11-21"
    after = imported(tmp_path, jira(epic("P-1"), newer))
    assert after["p-1"] == before["p-1"]
    assert "at: 2026-11-20" in before["p-2"]
    assert "at: 2026-11-21" in after["p-2"]


SHARED = "title: X\nref: P-1\nimported: &i\n  from: jira P-1\n  title: X\n  state: To Do\nfields: *i\n"


def test_nothing_is_written_where_a_file_can_not_be_changed(tmp_path: Path) -> None:
    workspace(tmp_path, {f"{FOLDER}/x.yaml": f"tags: [\n  a, # c\n  b]\n{SHARED}"})
    with pytest.raises(EditError) as caught:
        planned(again(tmp_path), jira(epic("P-1", "Y"), epic("P-2")))
    assert caught.value.found.path == f"{FOLDER}/x.yaml"


def test_a_file_that_is_laid_out_anew_is_named(tmp_path: Path) -> None:
    workspace(tmp_path, {f"{FOLDER}/x.yaml": SHARED})
    plan = planned(again(tmp_path), jira(epic("P-1", "Y")))
    assert f"{FOLDER}/x.yaml could only be changed by laying it out anew: look at the diff" in plan.notes


@pytest.mark.parametrize(
    ("include", "there", "folder"),
    [
        ("", [], "outputs"),
        ("include: [product]", [], "product/outputs"),
        ("include: [product, more]", ["more/outputs"], "more/outputs"),
        ("include: [product]", ["product/growth/outputs", "product/billing/outputs"], "product/billing/outputs"),
        ("include: [product]", ["product/growth/outputs", "product/outputs"], "product/outputs"),
        ("include: ['teams/*/plan']", ["teams/b/plan/outputs", "teams/a/plan"], "teams/b/plan/outputs"),
        ("include: [product/outputs]", ["product/outputs"], "product/outputs"),
        ("include: [.]", [], "outputs"),
    ],
)
def test_the_folder_for_new_files(tmp_path: Path, include: str, there: list[str], folder: str) -> None:
    for path in [*there, *(["more"] if "more" in include else [])]:
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
    snapshot = workspace(tmp_path, config=f"{include}\n")
    assert folder_for(snapshot, "output") == folder
    assert is_read(snapshot, folder)
    assert not is_read(snapshot, "../outputs")
    assert not is_read(snapshot, "/outputs")


def test_epics_without_a_date_are_of_the_day_it_is(tmp_path: Path) -> None:
    workspace(tmp_path)
    data = b"Summary,Issue key,Issue Type,Status\nA,P-1,Epic,To Do\n"
    assert "at: 2026-11-22" in imported(tmp_path, data)["p-1"]
    assert export(data).newest is None


STATES = ["To Do", "In Progress", "Done", "Closed (Won't Do)", "Dock 3", ""]
TITLES = ["An epic", "Two: words", "# odd", "'quoted'", '"so"', "no", "2026", "- x", "::error::", "é\u202e", "a" * 120]
KEYS = st.integers(1, 6).map(lambda number: f"P-{number}")
EPICS = st.lists(
    st.tuples(
        KEYS, st.sampled_from(TITLES), st.sampled_from(STATES), st.sampled_from(["", "outcome:a", "outcome:nope"]),
        KEYS, st.sampled_from(["", "a", "a, b"]),
    ),
    max_size=6,
    unique_by=lambda one: one[0],
)  # fmt: skip


@given(st.lists(EPICS, min_size=1, max_size=3))
@settings(max_examples=60)
def test_any_export_after_any_other_leaves_files_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[tuple[str, ...]]]
) -> None:
    root = tmp_path_factory.mktemp("any")
    workspace(root)
    for run in runs:
        imported(root, jira(*(epic(*one) for one in run)))
        snapshot = again(root)
        assert snapshot.reading == []
        assert {one.rule for one in snapshot.linking} <= {"dangling-link"}


def test_a_link_that_names_nothing_is_not_counted_as_one(tmp_path: Path) -> None:
    from outtrack.importers.report import sentence, summary

    data = jira(epic("P-1", label="outcome:c"), epic("P-2", label="outcome:a"), epic("P-3", label="outcome:d"))
    with opened(data) as foreign:
        export = extract("jira", foreign, Settings())
        figures = summary(plan(workspace(tmp_path), export, FOLDER), export)
    assert sentence(figures, "x.csv").endswith(
        "; 1 linked, 2 link to an outcome that does not exist (`c`, `d`), 0 without a link"
    )


def test_a_link_that_names_nothing_comes_into_the_file_once_it_names_something(tmp_path: Path) -> None:
    workspace(tmp_path)
    rows = jira(epic("P-1", label="outcome:late"), epic("P-2", field="a, late"))
    first = imported(tmp_path, rows)
    assert "late" not in "".join(first.values())
    assert lines(first["p-2"], "outcomes") == ["outcomes: [a]"]
    workspace(tmp_path, {"product/outcomes/late.yaml": "title: Late\n"})
    then = imported(tmp_path, rows)
    assert lines(then["p-1"], "outcomes") == ["outcomes: [late]"]
    assert lines(then["p-2"], "outcomes") == ["outcomes: [a, late]"]


def test_a_link_that_is_gone_in_the_tracker_stays_in_the_file_and_that_is_said(tmp_path: Path) -> None:
    workspace(tmp_path)
    imported(tmp_path, jira(epic("P-1", label="outcome:a")))
    found = planned(again(tmp_path), jira(epic("P-1")))
    assert found.notes == ["p-1 serves `a`, the tracker names no outcome any more: left as it is"]
    after = imported(tmp_path, jira(epic("P-1")))["p-1"]
    assert lines(after, "outcomes") == ["outcomes: [a]"]
    assert "link: null" in after
    assert planned(again(tmp_path), jira(epic("P-1"))).notes == []
