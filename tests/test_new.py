"""New entities: ids that nothing has, templates that read, links that are exact, and what is asked on a terminal."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import processes
from outtrack.acts import RefusedError
from outtrack.acts.linking import MATTERS, fields_of
from outtrack.acts.naming import LONGEST, folded, free_id, given_id, is_reserved
from outtrack.acts.new import Wanted, new
from outtrack.acts.template import _USUAL, template
from outtrack.config import Config
from outtrack.files import Workspace
from outtrack.model import FOLDERS, KINDS, kind_class
from outtrack.model.values import identifier
from outtrack.read import read_file
from outtrack.snapshot import Snapshot, load
from outtrack.write import key_order, save
from talking import END, INTERRUPT, talk

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 22)
CONFIG = Config(version=1)
TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=90)


def opened(folder: Path) -> Snapshot:
    return load(Workspace(folder, None), DAY, use_cache=False)


@given(TITLES)
def test_an_id_from_a_title_is_one_and_fits_every_file_system(title: str) -> None:
    name = free_id(title, (), "outcome")
    assert identifier(name) == name
    assert not is_reserved(name)
    assert len(name.encode()) <= LONGEST
    assert unicodedata.is_normalized("NFC", name)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)


@given(st.lists(TITLES, max_size=12), st.lists(st.sampled_from(["A b", "a B", "a-b", "A-b 2", "É", "E\u0301"])))
def test_ids_never_collide(titles: list[str], alike: list[str]) -> None:
    used: set[str] = set()
    for title in (*titles, *alike):
        name = free_id(title, used, "x")
        assert folded(name) not in used
        used.add(folded(name))


@pytest.mark.parametrize(
    ("title", "used", "name"),
    [
        ("Größer & schöner", (), "grösser-schöner"),
        ("お客様が 続ける", (), "お客様が-続ける"),
        ("Pay", ("pay",), "pay-2"),
        ("PAY", ("pay", "pay-2"), "pay-3"),
        ("Con", (), "con-2"),
        ("com1", (), "com1-2"),
        ("!?", (), "outcome"),
        ("!?", ("outcome",), "outcome-2"),
    ],
)
def test_an_id_from_a_title(title: str, used: tuple[str, ...], name: str) -> None:
    assert free_id(title, used, "outcome") == name


@pytest.mark.parametrize("name", ["nul", "CON", "lpt9.x", "pay.", "two words", "-x", "PAY", "a" * 181])
def test_an_id_that_can_not_be_had_is_refused(name: str) -> None:
    with pytest.raises(RefusedError, match="--id"):
        given_id(name, {"pay"}, "outcome")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("with_comments", [False, True])
def test_a_template_reads_without_an_error_as_it_is_and_with_all_its_comments_taken_in(
    kind: str, with_comments: bool
) -> None:
    text = template(kind, {"title": "x: # 'y'"}, DAY)
    if with_comments:
        text = re.sub(r"^# (?=[a-z_]+:|  )", "", text, flags=re.MULTILINE)
    folder = next(name for name, one in FOLDERS.items() if one == kind)
    content = read_file(f"{folder}/x.yaml", text.encode(), CONFIG)
    assert [one.message for one in content.diagnostics] == []
    found = re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    record: type = kind_class(kind)
    assert found == [key for key in key_order(record) if key in found]
    assert set(found) == ({"title", *_USUAL[kind]} if with_comments else {"title"})


def test_every_kind_knows_what_is_usual_and_which_link_matters() -> None:
    assert set(_USUAL) == set(KINDS)
    for kind, key in MATTERS.items():
        assert key in {one.name for one in fields_of(kind) if one.is_short}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"links": {"outcome": ["practices-renew"]}}, "--outcome: a solution has no such link; it has --serves"),
        ({"links": {"serves": ["practices-renews"]}}, "did you mean `practices-renew`?"),
        ({"links": {"serves": ["text-reminders"]}}, "`text-reminders` is an output"),
        ({"values": {"status": "choosen"}}, "did you mean `chosen`?"),
        ({"values": {"due": "2026"}}, "--due: a solution has no `due`"),
        ({"folder": "elsewhere"}, "--into: `elsewhere` is not a folder that is read; read is product"),
        ({"folder": "../x"}, "is not a folder that is read"),
        ({"id": "Text-Reminder"}, "--id: there is solution `Text-Reminder`, or a file of that name"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_way_out(tmp_path: Path, wanted: dict[str, Any], said: str) -> None:
    snapshot = opened(processes.example("starter", tmp_path))
    with pytest.raises(RefusedError, match=re.escape(said)):
        new(snapshot, Wanted(kind="solution", title="Text reminder", **wanted))


def test_a_title_without_letters_has_an_id_that_is_said(tmp_path: Path) -> None:
    snapshot = opened(processes.example("starter", tmp_path))
    plan = new(snapshot, Wanted(kind="outcome", title="!!!"))
    assert plan.notes[0] == "the title has no letter or digit, so the id is `outcome`: `--id` gives it another"
    assert not any("no letter" in note for note in new(snapshot, Wanted(kind="outcome", title="! 1")).notes)


def test_an_id_is_free_of_files_that_are_no_entities_and_of_documents_with_ids_of_their_own(tmp_path: Path) -> None:
    root = processes.example("starter", tmp_path)
    (root / "product" / "outcomes" / "NOTES.md").write_text("mine", encoding="utf-8")
    (root / "product" / "outcomes" / "other.yaml").write_text("title: X\nid: Renewals\n", encoding="utf-8")
    snapshot = opened(root)
    for title, name in (("Notes", "notes-2"), ("Renewals", "renewals-2")):
        (change,) = new(snapshot, Wanted(kind="outcome", title=title)).changes
        assert change.path == f"product/outcomes/{name}.yaml"


@pytest.mark.parametrize("kind", ["vision", "strategy"])
def test_what_is_written_today_is_not_overdue_for_review(tmp_path: Path, kind: str) -> None:
    (tmp_path / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    snapshot = opened(tmp_path)
    save(snapshot.workspace, new(snapshot, Wanted(kind=kind, title="We win the evening")).changes)

    def overdue(day: str) -> bool:
        return "review-overdue" in processes.run("check", "--as-of", day, cwd=tmp_path, home=tmp_path).out

    assert not overdue("2026-11-22")
    assert not overdue("2027-05-22")
    assert overdue("2027-05-24")


def test_a_folder_of_no_kind_needs_the_kind_in_the_document(tmp_path: Path) -> None:
    root = processes.example("starter", tmp_path)
    snapshot = opened(root)
    (change,) = new(snapshot, Wanted(kind="outcome", title="Odd place", folder="product/ideas/")).changes
    assert change.path == "product/ideas/odd-place.yaml"
    save(snapshot.workspace, [change])
    assert opened(root).get("outcome:odd-place").title == "Odd place"


def test_a_link_names_the_kind_where_two_have_the_id(tmp_path: Path) -> None:
    root = processes.example("starter", tmp_path)
    (root / "product" / "opportunities" / "practices-renew.yaml").write_text("title: X\n", encoding="utf-8")
    (change,) = new(
        opened(root), Wanted(kind="solution", title="S", links={"serves": ["outcome:practices-renew"]})
    ).changes
    assert b"\nserves: [outcome:practices-renew]\n" in (change.after or b"")


def test_a_key_result_that_carries_on_another_settles_the_id_of_that(tmp_path: Path) -> None:
    root = processes.example("starter", tmp_path)
    (root / "product" / "outcomes" / "old.yaml").write_text(
        "title: Old\nkey_results:\n  - title: Renewal rate\n    unit: '%'\n", encoding="utf-8"
    )
    links = {"outcome": ["practices-renew"], "continues": ["old/renewal-rate"]}
    changes = {one.path: one for one in new(opened(root), Wanted(kind="key_result", title="Rate", links=links)).changes}
    assert b"id: renewal-rate" in (changes["product/outcomes/old.yaml"].after or b"")
    assert b"continues: old/renewal-rate" in (changes["product/outcomes/practices-renew.yaml"].after or b"")


def test_a_terminal_is_asked_for_the_title_and_the_one_link(tmp_path: Path) -> None:
    root = processes.example("starter", tmp_path)
    said, code = talk("new", "epic", cwd=root, home=tmp_path, answers=["", "Texts at noon", "nothing", "99", "1"])
    assert code == 0, said
    assert "there is no outcome `nothing`" in said
    text = (root / "product" / "outputs" / "texts-at-noon.yaml").read_text(encoding="utf-8")
    assert "\noutcomes: [fewer-missed-appointments]\n" in text
    said, code = talk("new", "insight", "They forget", cwd=root, home=tmp_path, answers=[""])
    assert code == 0, said
    assert "\nabout:" not in (root / "product" / "insights" / "they-forget.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", [INTERRUPT, END])
def test_who_stops_at_a_question_has_written_nothing(tmp_path: Path, answer: str) -> None:
    root = processes.example("starter", tmp_path)
    before = sorted(root.rglob("*"))
    _, code = talk("new", "solution", "Call them", cwd=root, home=tmp_path, answers=[answer])
    assert code == 130
    assert sorted(root.rglob("*")) == before
