"""Another folder for an entity, another outcome for a key result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from acting import done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.move import move, move_key_result

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "product/outcomes/pay.yaml": """\
        title: Pay
        key_results:
          # how many
          - title: Rate  # of all
            checkins: [{date: 2026-01-02, value: 3}]
          - {id: size, title: Size}
        changes: [{date: 2026-01-02, key_result: rate, field: target, was: 3}]
        """,
    "product/outcomes/stay.yaml": "title: Stay\nkey_results: [{id: kept, title: Kept, continues: pay/rate}]\n",
    "product/outcomes/full.yaml": "title: Full\nkey_results: [{id: Rate, title: Kept}]\n",
    "product/outputs/form.yml": "# work\ntitle: Form\noutcomes: pay\nexpected: {key_result: 'key_result:pay/rate'}\n",
    "product/insights/all.yaml": "id: one\ntitle: One\n---\n# said in May\nid: two\ntitle: Two\nabout: pay\n",
    "product/mixed/kind.yaml": "kind: output\ntitle: Kind\noutcomes: [pay]\n",
    "product/checkins/a.yaml": "{date: 2026-01-02, key_result: pay/rate, value: 4}\n",
    "product/outputs/own/outtrack.yaml": "version: 1\n",
    "product/outputs/.gitkeep.yml": "",
}
CONFIG = "include: [product]\n"


def test_a_file_moves_as_it_is(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES, config=CONFIG)
    plan = move(before, "output:form", "product/outputs/2026/")
    assert plan.said == ("form: product/outputs/form.yml -> product/outputs/2026/form.yml",)
    after = texts(done(before, plan))
    assert after["product/outputs/2026/form.yml"] == FILES["product/outputs/form.yml"]
    assert "product/outputs/form.yml" not in after


def test_a_document_comes_into_a_file_of_its_own(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES, config=CONFIG)
    after = texts(done(before, move(before, "insight:two", "product/insights/may")))
    assert after["product/insights/may/two.yaml"] == "# said in May\nid: two\ntitle: Two\nabout: pay\n"
    assert after["product/insights/all.yaml"] == "id: one\ntitle: One\n"


def test_what_says_its_kind_may_go_anywhere(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES, config=CONFIG)
    assert "product/kind.yaml" in texts(done(before, move(before, "output:kind", "product")))


def test_where_it_is_already_nothing_changes(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES, config=CONFIG)
    assert move(before, "output:form", "product/outputs").changes == ()
    assert move_key_result(before, "key_result:pay/rate", "outcome:pay").changes == ()


REFUSED = [
    ("output:form", "product/outcomes", "holds what is an outcome, and `form` is an output"),
    ("output:form", "product/checkins", "holds check-ins"),
    ("output:form", "product/mixed", "no folder of `product/mixed` names a kind"),
    ("output:form", "outputs", "outtrack does not read `outputs`: it reads what lies below product"),
    ("output:form", "../outputs", "name a folder within the workspace"),
    ("output:form", "/tmp/outputs", "name a folder within the workspace"),
    ("output:form", "product/.old/outputs", "begins with a dot"),
    ("output:form", "product/outputs/own", "is a workspace of its own"),
    ("output:form", "product/outputs/form.yml", "is a file, not a folder"),
    ("key_result:pay/rate", "product/outcomes", "`--to-outcome OUTCOME` moves it"),
]


@pytest.mark.parametrize(("ref", "folder", "why"), REFUSED)
def test_a_folder_where_it_would_be_lost_is_refused(tmp_path: Path, ref: str, folder: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        move(workspace(tmp_path, FILES, config=CONFIG), ref, folder)


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    before = workspace(tmp_path, {**FILES, "product/outputs/x/form.yml": "id: x\ntitle: X\n"}, config=CONFIG)
    with pytest.raises(RefusedError, match="is there already"):
        move(before, "output:form", "product/outputs/x")


def test_a_key_result_moves_with_its_history_and_what_names_it_follows(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES, config=CONFIG)
    plan = move_key_result(before, "key_result:pay/rate", "outcome:stay")
    assert plan.said == ("pay/rate -> stay/rate, and 3 places in 3 files follow",)
    after = done(before, plan)
    assert after.names.key_results().keys() == {"full/Rate", "pay/size", "stay/kept", "stay/rate"}
    stay = after.get("outcome:stay")
    assert [(kr.name, len(kr.checkins)) for kr in stay.key_results] == [("kept", 0), ("rate", 1)]
    assert [moved.key_result for moved in stay.changes] == ["rate"]
    assert texts(after)["product/outcomes/pay.yaml"].startswith("title: Pay\nkey_results:\n")
    assert "expected: {key_result: 'key_result:stay/rate'}" in texts(after)["product/outputs/form.yml"]
    assert texts(after)["product/checkins/a.yaml"] == "{date: 2026-01-02, key_result: stay/rate, value: 4}\n"


def test_a_key_result_does_not_move_onto_another(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES, config=CONFIG)
    with pytest.raises(RefusedError, match="`full` has a key result `Rate` already"):
        move_key_result(before, "key_result:pay/rate", "outcome:full")
    with pytest.raises(RefusedError, match="only a key result moves to another outcome"):
        move_key_result(before, "output:form", "outcome:full")
