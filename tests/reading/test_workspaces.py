"""Which files are read: the workspace, `include`, folders named after kinds, links, and what git ignores."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from outtrack.files import Workspace, blob_id, find_workspace, git_folder
from outtrack.read import folder_kind, near_kind
from outtrack.snapshot import ConfigError, load
from reading.conftest import AS_OF

if TYPE_CHECKING:
    from pathlib import Path

    from reading.conftest import Tree


def paths(tree: Tree) -> list[str]:
    """Return the paths of all records."""
    return sorted(one.path for kind in tree.load().names.records.values() for one in kind.values())


def test_no_workspace(tmp_path: Path) -> None:
    assert find_workspace(tmp_path) is None


def test_the_nearest_workspace_counts(tree: Tree) -> None:
    tree.write("outcomes/outer.yaml")
    tree.write("team/outtrack.yaml", "version: 1\n")
    tree.write("team/outcomes/inner.yaml")
    inner = find_workspace(tree.root / "team" / "outcomes")
    assert inner is not None
    assert inner.root == tree.root / "team"
    assert [one.id for one in load(inner, AS_OF, use_cache=False).all("outcome")] == ["inner"]


def test_a_workspace_within_is_left_out(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [.]\n")
    tree.write("outcomes/outer.yaml")
    tree.write("team/outtrack.yaml", "version: 1\n")
    tree.write("team/outcomes/inner.yaml")
    assert paths(tree) == ["outcomes/outer.yaml"]
    assert tree.lines() == []


def test_without_include_other_yaml_is_none_of_our_business(tree: Tree) -> None:
    tree.write("docker-compose.yaml", "services: !reset {}\n")
    tree.write(".github/workflows/ci.yml", "on: [push]\n")
    tree.write("deploy/values.yaml", "{{ helm }}\n")
    tree.write("outcomes/.hidden.yaml", "{{\n")
    tree.write("outcomes/.old/x.yaml", "{{\n")
    tree.write("outcomes/README.md", "# x\n")
    tree.write("outcomes/deep/er/x.yml")
    assert paths(tree) == ["outcomes/deep/er/x.yml"]
    assert tree.lines() == []


def test_with_include_every_file_must_be_an_entity(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: product\n")
    tree.write("product/outcomes/x.yaml")
    tree.write("product/notes.yaml")
    tree.write("outcomes/elsewhere.yaml")
    assert paths(tree) == ["product/outcomes/x.yaml"]
    assert tree.rules() == ["left-out-folder", "unknown-kind"]


def test_include_takes_patterns_and_each_file_once(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: ['teams/*/product', teams/a, ./teams/a/product/]\n")
    tree.write("teams/a/product/outcomes/a.yaml")
    tree.write("teams/b/product/outcomes/b.yaml")
    tree.write("teams/.c/product/outcomes/c.yaml")
    assert paths(tree) == ["teams/a/product/outcomes/a.yaml", "teams/b/product/outcomes/b.yaml"]
    assert tree.lines() == []


def test_a_pattern_never_finds_hidden_folders(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: ['*', '**/deep']\n")
    tree.write(".git/outcomes/x.yaml", "{{")
    tree.write("outcomes/x.yaml")
    tree.write("outcomes/deep/y.yaml")
    assert paths(tree) == ["outcomes/deep/y.yaml", "outcomes/x.yaml"]


@pytest.mark.parametrize(
    ("folder", "message", "hint"),
    [
        ("product", "the folder `product` does not exist", "did you mean `products`?"),
        ("zzz", "the folder `zzz` does not exist", "make it, or mend `include`"),
        ("teams/*/product", "no folder fits `teams/*/product`", "make it, or mend `include`"),
    ],
)
def test_an_included_folder_must_exist(tree: Tree, folder: str, message: str, hint: str) -> None:
    tree.write("outtrack.yaml", f"version: 1\ninclude: ['{folder}']\n")
    tree.write("products/outcomes/x.yaml")
    with pytest.raises(ConfigError) as raised:
        tree.load()
    (one,) = raised.value.diagnostics
    assert (one.rule, one.message, one.hint) == ("invalid-config", message, hint)
    assert one.span
    assert (one.span.line, one.span.column) == (2, 11)


def test_kinds_follow_the_nearest_folder_that_names_one(tree: Tree) -> None:
    tree.write("outcomes/q4/outputs/deep/x.yaml")
    tree.write("outcomes/y.yaml", "title: Y\nkind: metric\n")
    assert paths(tree) == ["outcomes/q4/outputs/deep/x.yaml", "outcomes/y.yaml"]
    assert list(tree.load().names.records["output"]) == ["x"]
    assert list(tree.load().names.records["metric"]) == ["y"]
    assert folder_kind("x.yaml") is None


def test_a_folder_that_nearly_names_a_kind_is_said(tree: Tree) -> None:
    tree.write("outcome/x.yaml")
    tree.write("Metrics/x.yaml")
    tree.write("strategys/x.yaml")
    tree.write("solution/readme.md", "")
    tree.write("src/x.yaml")
    assert tree.lines() == [
        "Metrics near-kind-folder: the folder `Metrics` is nearly, but not quite, named after a kind",
        "outcome near-kind-folder: the folder `outcome` is nearly, but not quite, named after a kind",
        "strategys near-kind-folder: the folder `strategys` is nearly, but not quite, named after a kind",
    ]
    assert [one.hint for one in tree.found()] == [
        "rename it to `metrics`",
        "rename it to `outcomes`",
        "rename it to `strategies`",
    ]


def test_a_near_kind_folder_is_said_wherever_it_is_included(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product, outcome]\n")
    tree.write("product/metric/x.yaml", "kind: metric\ntitle: X\n")
    tree.write("product/outcomes/output/y.yaml")
    tree.write("outcome/x.yaml", "kind: outcome\ntitle: X\n")
    assert [(one.path, one.rule) for one in tree.found()] == [
        ("outcome", "near-kind-folder"),
        ("product/metric", "near-kind-folder"),
    ]


LEFT_OUT = "left-out-folder: the folder is named after a kind, but `include` leaves it out: nothing in it is read"


def test_a_folder_of_a_kind_that_include_leaves_out_is_said(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product, 'teams/*/product']\n")
    for path in ("product/outcomes/x.yaml", "teams/a/product/outputs/y.yaml", "teams/outcomes/z.yaml"):
        tree.write(path)
    tree.write("outcomes/a.yaml")
    tree.write("checkins/b.yml", "metric: x\n")
    tree.write("outputs/report.txt")
    tree.write("outcome/c.yaml")
    tree.write("metrics", "a file\n")
    found = tree.found()
    near = (
        "near-kind-folder: the folder `outcome` is nearly, but not quite, named after a kind, "
        "and `include` leaves it out"
    )
    assert tree.lines() == [f"checkins {LEFT_OUT}", f"outcome {near}", f"outcomes {LEFT_OUT}"]
    assert {(one.severity.value, one.hint) for one in found} == {
        ("warning", "add it to `include` in outtrack.yaml, or rename it"),
        ("warning", "rename it to `outcomes` and add that to `include` in outtrack.yaml, or call it otherwise"),
    }


def test_a_folder_counts_by_what_lies_deep_in_it_too(tree: Tree) -> None:
    tree.write("outcome/2026/a.yaml")
    assert [(one.path, one.rule) for one in tree.found()] == [("outcome", "near-kind-folder")]
    tree.write("outtrack.yaml", "version: 1\ninclude: [product]\n")
    tree.write("product/outcomes/x.yaml")
    tree.write("metrics/2026/m.yaml")
    tree.write("insights/.hidden/i.yaml")
    tree.write("outputs/team/outtrack.yaml", "version: 1\n")
    assert [(one.path, one.rule) for one in tree.found()] == [
        ("metrics", "left-out-folder"),
        ("outcome", "near-kind-folder"),
    ]


@pytest.mark.parametrize(
    "include",
    [
        "[.]", "['./']", "[outcomes, checkins]", "[./outcomes/, checkins]", "['*']", "['**']", "['out*', '?heckins']",
        "[outcomes/growth, checkins]", "['outcomes/*', checkins]", "['*/growth', checkins]",
    ],
)  # fmt: skip
def test_a_folder_that_include_covers_at_all_is_not_complained_of(tree: Tree, include: str) -> None:
    tree.write("outtrack.yaml", f"version: 1\ninclude: {include}\n")
    tree.write("outcomes/a.yaml")
    tree.write("outcomes/growth/b.yaml")
    tree.write("checkins/c.yaml", "key_result: a/k\ndate: 2026-11-20\n")
    assert "left-out-folder" not in tree.rules()


def test_without_include_no_folder_of_a_kind_is_left_out(tree: Tree) -> None:
    tree.write("outcomes/a.yaml")
    assert tree.rules() == []


def test_folders_that_are_left_out_for_a_reason_are_not_complained_of(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product]\n")
    tree.write("product/outcomes/x.yaml")
    tree.git("init", "-q")
    tree.write(".gitignore", "/outputs/\n/metrics/*.yaml\n")
    tree.write("outputs/run.yaml")
    tree.write("metrics/made.yaml")
    tree.write("insights/.gitignore", "*\n")
    tree.write("insights/made.yaml")
    tree.write("solutions/outtrack.yaml", "version: 1\n")
    tree.write("solutions/outcomes/y.yaml")
    tree.write("elsewhere/outcomes/z.yaml")
    (tree.root / "outcomes").symlink_to("product/outcomes")
    (tree.root / "visions").symlink_to(tree.root.parent)
    (tree.root / "experiments").symlink_to("nowhere")
    assert tree.rules() == []


def test_a_link_to_a_folder_that_nobody_reads_is_said(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product]\n")
    tree.write("product/outcomes/x.yaml")
    tree.write("archive/y.yaml")
    (tree.root / "outcomes").symlink_to("archive")
    assert tree.lines() == [f"outcomes {LEFT_OUT}"]


@pytest.mark.parametrize(
    ("name", "near"), [("outcomes", "outcomes"), ("Outcome", "outcomes"), ("outcoms", "outcomes"), ("src", None)]
)
def test_near_kind(name: str, near: str | None) -> None:
    assert near_kind(name) == near


# --- ids ------------------------------------------------------------------------------------------


def test_an_id_is_unique_per_kind_without_case(tree: Tree) -> None:
    tree.write("outcomes/a.yaml", "id: Same\ntitle: A\n")
    tree.write("outcomes/b.yaml", "title: B\nid: same\n")
    tree.write("outcomes/c/Same.yaml", "title: C\n")
    tree.write("metrics/same.yaml")
    assert tree.lines() == [
        "outcomes/b.yaml:2:5 duplicate-id: the outcome `same` differs only in case from `Same` in outcomes/a.yaml",
        "outcomes/c/Same.yaml:1:1 duplicate-id: the outcome `Same` has the same id as the one in outcomes/a.yaml",
    ]
    first = tree.found()[0]
    (place, span) = first.also[0]
    assert (place.path, span and span.line) == ("outcomes/a.yaml", 1)
    assert [one.title for one in tree.load().all("outcome")] == ["A"]


def test_ids_are_compared_in_one_form_of_unicode(tree: Tree) -> None:
    tree.write("outcomes/cafe\u0301.yaml", "title: A\n")
    tree.write("outcomes/b.yaml", "title: B\ncontributes_to: caf\u00e9\n")
    assert tree.lines() == []
    assert [one.id for one in tree.load().all("outcome")] == ["b", "caf\u00e9"]


def test_ids_may_be_of_any_script(tree: Tree) -> None:
    for name in ("日本", "हिन्दी", "ภาษาไทย", "ελληνικά", "a.b_c-1", "7"):
        tree.write(f"outcomes/{name}.yaml", "title: X\n")
    assert tree.lines() == []
    tree.write("outcomes/x.yaml", "title: X\nid: \u0301a\n")
    tree.write("outcomes/y.yaml", "title: X\nid: 😀\n")
    assert tree.rules() == ["invalid-value"] * 2


def test_several_documents_in_one_file(tree: Tree) -> None:
    tree.write("outcomes/all.yaml", "id: a\ntitle: A\n---\n---\nid: b\ntitle: B\ncontributes_to: a\n")
    snapshot = tree.load()
    assert snapshot.linking == []
    assert [(one.id, one.title) for one in snapshot.all("outcome")] == [("a", "A"), ("b", "B")]
    assert snapshot.place("outcome:b").document == 2
    span = snapshot.span(snapshot.place("outcome:b", ("title",), on_key=True))
    assert span
    assert span.line == 6


# --- symbolic links -------------------------------------------------------------------------------


def test_a_link_out_of_the_workspace_is_not_followed(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: Secret\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x.yaml").write_text("title: Secret\n")
    tree.write("outcomes/fine.yaml")
    (tree.root / "outcomes/file.yaml").symlink_to(tmp_path / "secret.yaml")
    (tree.root / "outcomes/folder").symlink_to(tmp_path / "folder")
    (tree.root / "metrics").symlink_to(tmp_path / "folder")
    out = "unreadable-file: a symbolic link that leads out of the workspace"
    assert tree.lines() == [f"metrics {out}", f"outcomes/file.yaml {out}", f"outcomes/folder {out}"]
    assert paths(tree) == ["outcomes/fine.yaml"]


def test_loops_and_links_to_nothing(tree: Tree) -> None:
    tree.write("outcomes/fine.yaml")
    (tree.root / "outcomes/self.yaml").symlink_to("self.yaml")
    (tree.root / "outcomes/gone.yaml").symlink_to("nowhere.yaml")
    (tree.root / "outcomes/gone").symlink_to("nowhere")
    (tree.root / "outcomes/up").symlink_to("..")
    (tree.root / "outcomes/here").symlink_to(".")
    (tree.root / "outcomes/round").symlink_to("round")
    assert tree.lines() == [
        "outcomes/gone.yaml unreadable-file: a symbolic link to nothing",
        "outcomes/here unreadable-file: a symbolic link to a folder above itself: a loop",
        "outcomes/round unreadable-file: it can't be read: too many levels of symbolic links",
        "outcomes/self.yaml unreadable-file: a symbolic link to nothing",
        "outcomes/up unreadable-file: a symbolic link to a folder above itself: a loop",
    ]
    assert paths(tree) == ["outcomes/fine.yaml"]


def test_a_linked_folder_is_read_once_and_under_its_own_name_where_it_has_one(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product]\n")
    tree.write("product/outcomes/x.yaml")
    (tree.root / "product/a-link").symlink_to("outcomes")
    (tree.root / "product/b.yaml").symlink_to("outcomes/x.yaml")
    assert paths(tree) == ["product/outcomes/x.yaml"]
    assert tree.lines() == []


def test_a_linked_folder_outside_of_include_is_read_under_the_links_name(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product]\n")
    tree.write("shared/x.yaml")
    tree.write("shared/one.yaml")
    tree.write("product/README", "")
    (tree.root / "product/outcomes").symlink_to("../shared")
    (tree.root / "product/metrics").mkdir()
    (tree.root / "product/metrics/m.yaml").symlink_to("../../shared/one.yaml")
    assert paths(tree) == ["product/metrics/m.yaml", "product/outcomes/one.yaml", "product/outcomes/x.yaml"]


def test_the_workspace_may_itself_be_behind_a_link(tree: Tree, tmp_path: Path) -> None:
    tree.write("outcomes/x.yaml")
    (tmp_path / "link").symlink_to(tree.root)
    found = find_workspace(tmp_path / "link" / "outcomes")
    assert found
    assert [one.id for one in load(found, AS_OF, use_cache=False).all("outcome")] == ["x"]


# --- folders that can't be read -------------------------------------------------------------------


def test_a_folder_that_cannot_be_read_is_said(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.write("outcomes/x.yaml")
    tree.write("metric/x.yaml")
    scandir = os.scandir

    def refuse(path: str) -> os._ScandirIterator[str]:
        if str(path).endswith(("outcomes", "metric")):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert tree.lines() == ["outcomes unreadable-file: it can't be read: permission denied"]


def test_what_cannot_be_looked_into_is_not_said_to_be_left_out(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.write("outtrack.yaml", "version: 1\ninclude: [product]\n")
    tree.write("product/outcomes/x.yaml")
    tree.write("outcomes/y.yaml")
    scandir = os.scandir

    def refuse(path: str) -> os._ScandirIterator[str]:
        if str(path) == str(tree.root / "outcomes"):
            raise PermissionError(13, f"Permission denied: {path}")
        return scandir(path)

    def refuse_the_top(path: str) -> os._ScandirIterator[str]:
        if str(path) == str(tree.root):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    assert tree.rules() == ["left-out-folder"]
    monkeypatch.setattr(os, "scandir", refuse)
    assert tree.rules() == []
    monkeypatch.undo()
    monkeypatch.setattr(os, "scandir", refuse_the_top)
    assert tree.rules() == []


# --- .gitignore -----------------------------------------------------------------------------------


def test_without_a_repository_gitignore_is_just_a_file(tree: Tree) -> None:
    tree.write(".gitignore", "*.yaml\n")
    tree.write("outcomes/.gitignore", "*.yaml\n")
    tree.write("outcomes/x.yaml")
    assert paths(tree) == ["outcomes/x.yaml"]


def test_gitignore_files_count_as_git_counts_them(tree: Tree) -> None:
    tree.git("init", "-q")
    tree.write("outtrack.yaml", "version: 1\ninclude: [.]\n")
    tree.write(".gitignore", "# generated\n\ndraft-*.yaml\n/outcomes/build/\nscratch\n\\#odd.yaml\n!keep.yaml\n")
    tree.write("outcomes/.gitignore", "*.yaml\n!fine*.yaml\n!draft-fine.yaml\n/only-here\n")
    names = [
        "draft-a",
        "fine",
        "draft-fine",
        "x",
        "build/fine",
        "scratch/fine",
        "deep/fine-2",
        "deep/only-here/fine",
        "keep",
    ]
    for name in names:
        tree.write(f"outcomes/{name}.yaml", f"title: X\nid: {name.replace('/', '-')}\n")
    for name in ("draft-a", "x", "keep", "#odd", "build/y", "only-here/z", "scratch"):
        tree.write(f"metrics/{name}.yaml", f"title: X\nid: m-{name.replace('/', '-').replace('#', '')}\n")
    tree.git("add", "-A")
    told = tree.git("ls-files", "*.yaml").split("\n")
    assert paths(tree) == sorted(name for name in told if name and "/" in name)


def test_a_workspace_below_the_top_heeds_all_gitignore_files_above_it(tree: Tree, tmp_path: Path) -> None:
    tree.git("init", "-q", str(tmp_path))
    (tmp_path / ".gitignore").write_text("work/metrics\n/nothing\n")
    tree.write(".gitignore", "private.yaml\n")
    tree.write("outcomes/private.yaml")
    tree.write("outcomes/x.yaml")
    tree.write("metrics/m.yaml")
    tree.write("nothing/outcomes/x.yaml")
    tree.write("metric/m.yaml")
    assert tree.workspace.prefix == "work/"
    assert paths(tree) == ["outcomes/x.yaml"]


def test_a_gitignore_without_patterns_ignores_nothing(tree: Tree) -> None:
    tree.git("init", "-q")
    tree.write(".gitignore", "# nothing\n\n")
    tree.write("metrics/.gitignore", "x.yaml\n")
    tree.write("outcomes/x.yaml")
    assert paths(tree) == ["outcomes/x.yaml"]


def test_a_pattern_for_folders_ignores_no_file(tree: Tree) -> None:
    tree.git("init", "-q")
    tree.write(".gitignore", "x.yaml/\ngone.yaml/\ndeep/\n")
    tree.write("outcomes/x.yaml")
    tree.write("outcomes/deep/y.yaml")
    (tree.root / "outcomes/gone.yaml").symlink_to("nowhere")
    assert paths(tree) == ["outcomes/x.yaml"]
    assert tree.rules() == ["unreadable-file"]


def test_an_ignored_link_and_near_kind_folder_are_left_alone(tree: Tree) -> None:
    tree.git("init", "-q")
    tree.write(".gitignore", "gone.yaml\nmetric\n")
    tree.write("outcomes/x.yaml")
    tree.write("metric/x.yaml")
    (tree.root / "outcomes/gone.yaml").symlink_to("nowhere")
    assert tree.lines() == []


# --- git ------------------------------------------------------------------------------------------


def test_blob_ids_are_those_of_git(tree: Tree) -> None:
    tree.git("init", "-q")
    told = tree.git("hash-object", "outtrack.yaml").strip()
    assert blob_id(b"version: 1\n") == told


def test_the_git_folder_of_a_worktree_is_found(tree: Tree, tmp_path: Path) -> None:
    tree.git("init", "-q")
    assert git_folder(tree.root) == tree.root / ".git"
    other = tmp_path / "other"
    (tmp_path / "real").mkdir()
    for content, expected in [("gitdir: ../real\n", tmp_path / "real"), ("gitdir: ../none\n", None), ("?", None)]:
        other.mkdir(exist_ok=True)
        (other / ".git").write_text(content)
        assert git_folder(other) == expected
    (other / ".git").write_bytes(b"\xff")
    assert git_folder(other) is None
    assert Workspace(other, None).prefix == ""


# --- check-ins in files of their own --------------------------------------------------------------


def test_checkin_files_are_known_by_what_they_name(tree: Tree) -> None:
    tree.write("outcomes/o.yaml", "title: O\nkey_results: [{title: K}]\n")
    tree.write("metrics/m.yaml")
    tree.write(
        "checkins/b.yaml",
        "date: 2026-10-06\nkey_result: key_result:o/k\nvalue: 2\n---\ndate: 2026-10-07\nmetric: metric:m\nvalue: 3\n",
    )
    tree.write("checkins/a.yaml", "date: 2026-10-05\nkey_result: o/k\nvalue: 1\n")
    tree.write("checkins/c.yaml", "date: 2026-10-05\nkey_result: o/gone\nvalue: 1\n")
    tree.write("checkins/d.yaml", "date: yesterday\nkey_result: o/k\nvalue: 1\n")
    tree.write("checkins/e.yaml", "date: 2026-10-05\nkey_result: o/k\nvalue: 9\n---\n[")
    assert tree.lines() == [
        "checkins/c.yaml:2:13 dangling-link: there is no key result `o/gone`",
        "checkins/d.yaml:1:7 invalid-value: `yesterday` is not a day: write it as YYYY-MM-DD",
        "checkins/e.yaml:5:1 yaml-syntax: the list that begins here is not closed",
    ]
    assert {one.entity for one in tree.found()} == {None}
    found = tree.load().loose_checkins
    assert {
        name: [(one.value, place.path, place.document) for one, place in checkins] for name, checkins in found.items()
    } == {
        "o/k": [(1, "checkins/a.yaml", 0), (2, "checkins/b.yaml", 0)],
        "metric:m": [(3, "checkins/b.yaml", 1)],
        "o/gone": [(1, "checkins/c.yaml", 0)],
    }


def test_an_empty_workspace_is_fine(tree: Tree) -> None:
    snapshot = tree.load()
    assert snapshot.is_empty
    assert list(snapshot.entities()) == []
    assert snapshot.get("outcome:x") is snapshot.get("magic:x") is None
    with pytest.raises(KeyError):
        snapshot.record("outcome:x")
    tree.write("outcomes/x.yaml", "{")
    assert not tree.load().is_empty


def test_a_rules_finding_gets_the_file_and_span_of_its_entity(tree: Tree) -> None:
    tree.write("outcomes/x.yaml", "title: X\nowner: maria\n")
    snapshot = tree.load()
    entity = snapshot.get("outcome:x")
    (one,) = snapshot.spans.ordered(
        [entity.diagnose("owner", "who is that?", "ask"), entity.diagnose(("owner", 0), "who is that?", "ask")]
    )
    assert (one.path, one.span and one.span.line, one.hint, one.entity) == ("outcomes/x.yaml", 2, "ask", "outcome:x")
    assert [entity.title for entity in snapshot.entities()] == ["X"]
