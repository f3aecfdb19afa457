"""`check --epics`: a tracker's epics answer to the workspace, and nothing is written."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock
from xml.etree import ElementTree as ET

import pytest

from importing import DAY, again, epic, issues, jira, workspace
from outtrack.cli import epics
from outtrack.cli.options import UsageError
from outtrack.cli.reported import Reported
from outtrack.files import Workspace
from outtrack.render import render
from outtrack.render.terminal import Terminal
from outtrack.rules.known import KNOWN_FILE, Coverage, epic_key
from outtrack.rules.levels import Asked
from outtrack.rules.run import check, run
from outtrack.rules.structure import STRUCTURE
from outtrack.snapshot import load

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.known import Known
    from outtrack.snapshot import Snapshot

FOLDER = "product/outputs"
GATE = Asked(only=frozenset({"unlinked-output", "stale-known", "ratchet", "unused-ignore"}))


ABOUT = frozenset((*STRUCTURE, "unlinked-output", "tracker-drift"))


def checked(snapshot: Snapshot, data: bytes, name: str = "epics.csv", **how: Any) -> list[Diagnostic]:
    """Return the findings of a check beside an export that lies in the workspace."""
    file = snapshot.workspace.root / name
    file.write_bytes(data)
    with epics.beside(snapshot, file, how.get("tracker"), how.get("types")) as seen:
        return asked(told_in(seen))


def told_in(seen: epics.Seen) -> list[Diagnostic]:
    return seen.told(check(seen.snapshot).located())


def asked(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are about the export; the outcomes of these workspaces are no models."""
    return [one for one in found if one.rule in ABOUT]


def told(found: list[Diagnostic]) -> list[tuple[str, str, str | None, int | None]]:
    return [(one.rule, one.path, one.entity, one.span.line if one.span else None) for one in found]


def test_an_epic_without_a_link_is_found_in_its_row(tmp_path: Path) -> None:
    rows = jira(
        epic("P-1", "First", label="outcome:a"), epic("P-2", "More of A"), epic("P-3", state="Closed (Won't Do)")
    )
    found = checked(workspace(tmp_path), rows)
    assert told(found) == [("unlinked-output", "epics.csv", "output:p-2", 3)]
    way_out = "in the tracker, label it `outcome:<id>`, or write `Outcome: <id>` into it; open outcomes: a and b"
    assert found[0].hint == way_out
    assert not (tmp_path / FOLDER).exists()


def test_a_filled_field_that_is_not_configured_is_said(tmp_path: Path) -> None:
    rows = jira(epic("P-1", field="a"), epic("P-2"), epic("P-3", field="Customers come back, again and again"))
    write = "write `trackers: {link_field: Outcome}` into outtrack.yaml"
    snapshot = workspace(tmp_path)
    hints = [one.hint for one in checked(snapshot, rows)]
    assert hints[0] == f"its field `Outcome` says `a` and is not read: {write}"
    assert hints[1] is not None
    assert "is not read" not in hints[1]
    with epics.beside(snapshot, tmp_path / "epics.csv", None, None) as seen:
        assert seen.notes()[-1].endswith(f": 2 epics have a field `Outcome`, which is not read: {write}")


def test_an_epic_is_found_in_json_as_well(tmp_path: Path) -> None:
    data = issues({"title": "First", "labels": [{"name": "epic"}, {"name": "outcome:a"}]}, {"title": "Second"})
    found = checked(workspace(tmp_path), data, "issues.json")
    assert told(found) == [("unlinked-output", "issues.json", "output:second", 1)]
    assert found[0].span
    assert data.decode()[found[0].span.column - 1 : found[0].span.end_column - 1] == "Second"


def test_a_link_that_names_nothing_is_found_with_what_was_meant(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {"product/outcomes/pay-early.yaml": "title: P\n"})
    found = checked(snapshot, jira(epic("P-1", label="outcome:pay-erly")))
    assert told(found) == [("dangling-link", "epics.csv", "output:p-1", 2)]
    assert found[0].hint == "did you mean `pay-early`?"


def test_an_id_counts_in_whatever_case_the_tracker_has_it(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {"product/outcomes/Pay-early.yaml": "title: P\n"})
    assert told(checked(snapshot, jira(epic("P-1", label="outcome:pay-Early"), epic("P-2", label="outcome:A")))) == []


def test_a_link_to_something_else_than_an_outcome(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/big.yaml": "title: Big\noutcomes: a\n"})
    assert [one.rule for one in checked(snapshot, jira(epic("P-1", label="outcome:big")))] == ["wrong-link-kind"]


def test_two_links_that_disagree_are_found(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, config="include: [product]\ntrackers: {link_field: Outcome}\n")
    found = checked(snapshot, jira(epic("P-1", label="outcome:b", field="a")))
    assert told(found) == [("conflicting-link", "epics.csv", None, 2)]
    assert found[0].severity.value == "warning"


def test_an_output_that_is_there_is_joined_by_its_ref(tmp_path: Path) -> None:
    files = {
        f"{FOLDER}/one.yaml": "title: Linked here\noutcomes: a\nref: P-1\n",
        f"{FOLDER}/two.yaml": "title: Linked there\nref: P-2\n",
        f"{FOLDER}/three.yaml": "title: Linked nowhere\nref: P-3\n",
        f"{FOLDER}/four.yaml": "title: Linked through what is above\nref: P-4\n",
        f"{FOLDER}/five.yaml": "title: Parked here\nstatus: parked\nref: P-5\n",
    }
    rows = [epic("P-1"), epic("P-2", label="outcome:a"), epic("P-3"), epic("P-4", parent="P-2"), epic("P-5")]
    found = checked(workspace(tmp_path, files), jira(*rows))
    assert told(found) == [("unlinked-output", f"{FOLDER}/three.yaml", "output:three", 1)]
    assert "add `outcomes: [<id>]`" in str(found[0].hint)


def test_an_epic_above_may_be_an_output_of_the_workspace(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/big.yaml": "title: Big\noutcomes: a\nref: P-1\n"})
    assert checked(snapshot, jira(epic("P-1"), epic("P-2", parent="P-1"))) == []


def test_the_rest_of_the_workspace_is_checked_as_ever(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/x.yaml": "title: X\n", "product/outcomes/c.yaml": "titel: C\n"})
    rules = sorted({one.rule for one in checked(snapshot, jira(epic("P-1", label="outcome:a")))})
    assert rules == ["missing-field", "unknown-field", "unlinked-output"]


def test_drift_compares_what_the_last_import_kept(tmp_path: Path) -> None:
    kept = "imported: {from: jira P-1, title: Old, state: To Do, link: a}\n"
    snapshot = workspace(
        tmp_path, {f"{FOLDER}/p-1.yaml": f"title: Our own words\noutcomes: a\nstatus: parked\nref: P-1\n{kept}"}
    )
    assert checked(snapshot, jira(epic("P-1", "Old", label="outcome:a"))) == []
    found = checked(snapshot, jira(epic("P-1", "New", "Done")))
    assert [one.message for one in found] == [
        "the title is `New` in jira now, `Old` here",
        "the state is `Done` in jira now, `To Do` here",
        "the link is empty in jira now, `a` here",
    ]
    assert {one.rule for one in found} == {"tracker-drift"}
    assert asked(run(again(tmp_path))) == []


@pytest.mark.parametrize("data", [b"[]", b'{"issues": []}'])
def test_an_export_without_an_epic_never_passes(tmp_path: Path, data: bytes) -> None:
    found = checked(workspace(tmp_path), data, "epics.json")
    assert told(found) == [("no-epics", "epics.json", None, None)]
    assert found[0].severity.value == "error"


def test_rows_without_an_epic_never_pass(tmp_path: Path) -> None:
    rows = jira(["Story", "P-1", "Story", "To Do"])
    found = checked(workspace(tmp_path), rows)
    assert [one.message for one in found] == ["no epic in 1 row: the types are `Story` (1)"]
    assert told(checked(workspace(tmp_path), rows, types=["story"])) == [
        ("unlinked-output", "epics.csv", "output:p-1", 2)
    ]


def test_severities_of_the_configuration_hold_for_epics(tmp_path: Path) -> None:
    config = "include: [product]\ncheck: {severity: {unlinked-output: warning}}\n"
    snapshot = workspace(tmp_path, config=config)
    assert [one.severity.value for one in checked(snapshot, jira(epic("P-1")))] == ["warning"]


def test_which_tracker_it_is_can_be_said(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path)
    with pytest.raises(UsageError, match="nothing shows which tracker"):
        checked(snapshot, b"a,b\n1,2\n")
    with pytest.raises(UsageError, match="it looks like an export of jira"):
        checked(snapshot, jira(epic("P-1")), tracker="azure")
    with pytest.raises(UsageError, match="there is no tracker `jra`; did you mean `jira`"):
        checked(snapshot, jira(epic("P-1")), tracker="jra")
    with pytest.raises(UsageError, match="--from says how to read"), epics.beside(snapshot, None, "jira", None):
        pass
    with pytest.raises(UsageError, match="--type says how to read"), epics.beside(snapshot, None, None, ["Epic"]):
        pass


def test_an_export_may_come_in_on_stdin_and_lie_anywhere(tmp_path: Path) -> None:
    from pathlib import Path as AnyPath

    snapshot = workspace(tmp_path / "work")
    stdin = SimpleNamespace(buffer=io.BytesIO(jira(epic("P-1"))))
    with mock.patch("sys.stdin", stdin), epics.beside(snapshot, AnyPath("-"), None, None) as seen:
        assert told(asked(told_in(seen))) == [("unlinked-output", "stdin", "output:p-1", 2)]
    outside = tmp_path / "nightly.csv"
    outside.write_bytes(jira(epic("P-1")))
    with epics.beside(snapshot, outside, None, None) as seen:
        found = asked(told_in(seen))
        assert told(found) == [("unlinked-output", outside.as_posix(), "output:p-1", 2)]
        assert seen.lines(found) == {outside.as_posix(): ["", "An epic,P-1,Epic,To Do,,2026-11-20,,"]}


def test_how_old_the_export_is_and_what_was_seen(tmp_path: Path) -> None:
    from outtrack.importers.gate import figures, sentences

    snapshot = workspace(tmp_path)
    file = tmp_path / "epics.csv"
    for updated, newest, age in (("2026-11-20", "2026-11-20", 2), ("2026-12-24", "2026-12-24", 0), ("", None, None)):
        row = epic("P-1", label="outcome:a")
        row[5] = updated
        file.write_bytes(jira(row, [*epic("P-2", parent="P-1")[:5], "", "P-1"]))
        with epics.beside(snapshot, file, None, None) as seen:
            assert seen.export
            found = figures(snapshot, seen.export)
        assert (found["rows"], found["epics"], found["linked"], found["inherited"]) == (2, 2, 2, 1)
        assert (found["newest"], found["age_days"]) == (newest, age)
        assert json.dumps(found)
        first = sentences(found)[0]
        assert first.startswith("epics.csv (jira): 2 rows, 2 epics; ")
        assert (f"{age} day" in first) is (age is not None)


def test_a_label_that_is_the_id_of_an_outcome_is_no_link_and_that_is_said(tmp_path: Path) -> None:
    from outtrack.importers.gate import figures

    snapshot = workspace(tmp_path)
    rows = jira(epic("P-1", label="A"), epic("P-2", label="b", parent="P-3"), epic("P-3", label="outcome:b"))
    found = checked(snapshot, rows)
    assert [(one.entity, one.hint) for one in found] == [
        ("output:p-1", "its label `A` is the id of an outcome: write `outcome:a`")
    ]
    with epics.beside(snapshot, tmp_path / "epics.csv", None, None) as seen:
        assert seen.export
        notes = figures(snapshot, seen.export)["notes"]
    assert notes == ["1 epic has the label `A`, the id of an outcome, which links nothing: write `outcome:a`"]


def test_what_is_linked_to_nothing_is_not_linked(tmp_path: Path) -> None:
    from outtrack.importers.gate import figures

    snapshot = workspace(tmp_path)
    data = jira(
        epic("P-1", label="outcome:c"),
        epic("P-2", parent="P-1"),
        epic("P-3", label="outcome:a,c"),
        epic("P-4"),
        epic("P-5", parent="P-3"),
    )
    (tmp_path / "epics.csv").write_bytes(data)
    with epics.beside(snapshot, tmp_path / "epics.csv", None, None) as seen:
        assert seen.export
        found = figures(snapshot, seen.export)
    figured = {key: found[key] for key in ("linked", "inherited", "dangling", "missing", "unlinked")}
    assert figured == {"linked": 2, "inherited": 1, "dangling": 2, "missing": ["c"], "unlinked": 1}


def test_a_project_of_linear_gets_its_link_by_an_initiative(tmp_path: Path) -> None:
    found = checked(workspace(tmp_path), b"ID,Team,Title,Status,Project\nL-1,T,Part,Todo,Big\n")
    assert [one.rule for one in found] == ["unlinked-output"]
    assert "initiative" in str(found[0].hint)
    assert "link_field: Initiatives" in str(found[0].hint)


# --- known findings of epics ---------------------------------------------------------------------------------


def update(snapshot: Snapshot, data: bytes, name: str = "epics.csv") -> Known:
    """Write what a check beside an export finds to the file of known findings."""
    file = snapshot.workspace.root / name
    file.write_bytes(data)
    with epics.beside(snapshot, file, None, None) as seen:
        known = check(seen.snapshot, GATE).ran.renewed()
    (snapshot.workspace.root / KNOWN_FILE).write_text(known.text, encoding="utf-8")
    return known


def told_of(snapshot: Snapshot, data: bytes, name: str = "epics.csv") -> list[tuple[str, str | None]]:
    file = snapshot.workspace.root / name
    file.write_bytes(data)
    with epics.beside(snapshot, file, None, None) as seen:
        return [(one.rule, one.entity or one.message) for one in check(seen.snapshot, GATE).located()]


def test_old_epics_are_known_by_their_keys_wherever_they_stand(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path)
    known = update(snapshot, jira(epic("P-1"), epic("P-2"), epic("P-3", label="outcome:a")))
    assert known.counts == {epic_key(f"jira P-{one}", "unlinked-output"): 1 for one in (1, 2)}
    assert '{"epic": "jira P-1", "rule": "unlinked-output", "count": 1}' in known.text
    assert known.coverage is None
    later = jira(epic("P-4"), epic("P-2", "Called otherwise now"), epic("P-1"))
    assert told_of(snapshot, later, "nightly-23.csv") == [("unlinked-output", "output:p-4")]


def test_a_known_epic_that_was_linked_is_said_and_taken_out(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path)
    update(snapshot, jira(epic("P-1"), epic("P-2")))
    linked = jira(epic("P-1", label="outcome:a"), epic("P-2"))
    said = "the known finding of `unlinked-output` about `jira P-1` is gone"
    assert told_of(snapshot, linked) == [("stale-known", said)]
    assert list(update(snapshot, linked).counts) == [epic_key("jira P-2", "unlinked-output")]
    assert told_of(snapshot, linked) == []


def test_what_an_export_does_not_hold_is_left_alone(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/old.yaml": "title: Old\n"})
    update(snapshot, jira(epic("P-1")))
    file = ("product/outputs/old.yaml", "unlinked-output", "output:old")
    kept = {epic_key("jira P-1", "unlinked-output"): 1, file: 1}
    assert told_of(snapshot, jira(epic("P-2"))) == [("unlinked-output", "output:p-2")]
    now = update(snapshot, jira(epic("P-2")))
    assert now.counts == {**kept, epic_key("jira P-2", "unlinked-output"): 1}
    assert check(again(tmp_path), GATE).found == []
    assert check(again(tmp_path), GATE).ran.renewed().counts == now.counts


def test_beside_an_export_nothing_is_said_to_be_gone_from_files(tmp_path: Path) -> None:
    one = "title: One\nref: P-1\n"
    two = "title: Two  # outtrack: ignore[unlinked-output] the board asked for it\nref: P-2\n"
    snapshot = workspace(tmp_path, {f"{FOLDER}/one.yaml": one, f"{FOLDER}/two.yaml": two})
    (tmp_path / KNOWN_FILE).write_text(check(snapshot, GATE).ran.renewed().text, encoding="utf-8")
    linked = jira(epic("P-1", label="outcome:a"), epic("P-2", label="outcome:a"))
    assert told_of(snapshot, linked) == []
    update(snapshot, linked)
    assert check(again(tmp_path), GATE).found == []


def test_the_share_of_an_export_is_no_ratchet_for_the_files(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/one.yaml": "title: One\noutcomes: a\n"})
    (tmp_path / KNOWN_FILE).write_text(check(snapshot, GATE).ran.renewed().text, encoding="utf-8")
    share = Coverage(("epic",), 1, 1)
    assert update(snapshot, jira(epic("P-1"), epic("P-2"))).coverage == share
    assert told_of(snapshot, jira(epic("P-1"), epic("P-2"))) == []


def test_a_link_in_the_tracker_that_leads_nowhere_is_never_known(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path)
    assert update(snapshot, jira(epic("P-1", label="outcome:gone"))).counts == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [("team/epics.csv", "team/epics.csv"), ("exports/epics.csv", "exports/epics.csv"), ("../epics.csv", None)],
)
def test_an_export_is_called_as_from_the_top_of_the_repository(tmp_path: Path, name: str, told: str | None) -> None:
    top = (tmp_path / "repository").resolve()
    workspace(top / "team")
    snapshot = load(Workspace(top / "team", top), DAY, use_cache=False)
    file = (top / name).resolve()
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(jira(epic("P-1")))
    with epics.beside(snapshot, file, None, None) as seen:
        shape = Reported(checked := check(seen.snapshot, GATE), checked.found, seen).findings((), with_infos=False)
    said = told or file.as_posix()
    assert shape.summary["epics"]["file"] == said
    for format in ("concise", "github", "gitlab", "json", "junit", "rdjson", "sarif", "azure", "text"):
        text = render(shape, format, Terminal())
        assert said in text
        assert f"team/{said}" not in text
        assert f"team/{top.as_posix()}" not in text
    assert said in {suite.get("name") for suite in ET.fromstring(render(shape, "junit", Terminal()))}


def test_files_and_epics_are_counted_apart(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/one.yaml": "title: One\noutcomes: a\nref: P-1\n"})
    file = tmp_path / "epics.csv"
    file.write_bytes(jira(epic("P-1"), epic("P-2", label="outcome:a")))
    with epics.beside(snapshot, file, None, None) as seen:
        reported = Reported(checked := check(seen.snapshot, GATE), checked.found, seen)
        shape = reported.findings((), with_infos=False)
        assert reported.statistics().notes[:2] == (
            "no findings; 3 entities in 3 files; 2 epics in epics.csv",
            "epics.csv (jira): 2 rows, 2 epics; newest change 2026-11-20, 2 days ago",
        )
    assert (shape.summary["entities"], shape.summary["files"], shape.summary["epics"]["epics"]) == (3, 3, 2)
    assert render(shape, "plain", Terminal()) == "no findings; 3 entities in 3 files; 2 epics in epics.csv\n"


def test_what_only_the_export_brings_about_in_files_is_not_known_of_them(tmp_path: Path) -> None:
    snapshot = workspace(tmp_path, {f"{FOLDER}/old.yaml": "title: Old\n"})
    file = tmp_path / "epics.csv"
    file.write_bytes(jira(*(epic(f"P-{number}", label="outcome:a") for number in range(40))))
    alone = check(snapshot).ran.counts
    with epics.beside(snapshot, file, None, None) as seen:
        both = check(seen.snapshot).ran
        everything, stored = both.renewed().counts, both.renewed(alone).counts
    brought = {key for key in everything if not key.is_epic} - set(alone)
    assert {key.rule for key in brought} == {"catch-all-outcome"}
    assert set(stored) == set(everything) - brought
    assert any(key.entity == "output:old" for key in stored)
