"""The catalog: enough in each area, worded as outcomes, clean under every rule; and what `add` makes of it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

import acting
import processes
from outtrack.acts import RefusedError
from outtrack.acts.catalog import add
from outtrack.catalog import AREAS, FOLDER, ORIGIN, catalog, catalog_links, file_text
from outtrack.compute.influence import influence_map
from outtrack.rules import NAMES
from outtrack.rules.levels import Asked
from outtrack.rules.run import check
from outtrack.schema import schema
from outtrack.wording import classify, jargon, vanity

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

FILES: Final = sorted((FOLDER / "outcomes").glob("*.yaml"))
KEYS: Final = ("id", "title", "type", "area", "who", "behaviour", "key_results", "influences")
OF_KEY_RESULTS: Final = frozenset(
    ("id", "title", "description", "unit", "indicator", "cadence", "levels", "baseline", "target")
)


def documents(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


ALL: Final = [one for path in FILES for one in documents(path)]


def everything(folder: Path) -> Snapshot:
    """Return a workspace with every outcome of the catalog."""
    snapshot = acting.workspace(folder, {})
    return acting.done(snapshot, add(snapshot, list(catalog().entries.values())))


def of(*names: str) -> list[Any]:
    return [catalog().entries[name] for name in names]


# --- what is in it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_fits_the_schema_of_outcomes_and_of_the_catalog(path: Path) -> None:
    outcome = Draft202012Validator(schema("outcome"))
    for one in documents(path):
        assert [error.message for error in outcome.iter_errors(one)] == [], one["id"]
        assert [*one] == [key for key in KEYS if key in one]
        assert one["area"] == path.stem or path.stem == "sets"
        assert [*one["who"]] in (["group", "as"], ["group"])  # partners and suppliers are neither customers nor staff
        for result in one["key_results"]:
            assert set(result) <= OF_KEY_RESULTS
            assert {"id", "title", "indicator", "cadence"} <= set(result)
            assert ("unit" in result) != ("levels" in result)
            assert result.get("baseline", "first") == "first"  # no made-up number
            assert result.get("target") in {None, *result.get("levels", ())}


def test_each_area_has_ten_of_its_own_and_no_other_area_is_there() -> None:
    assert {path.stem for path in FILES} == {*AREAS, "sets"}
    for area in AREAS:
        assert len(documents(FOLDER / "outcomes" / f"{area}.yaml")) >= 10
    assert {one["area"] for one in ALL} <= set(AREAS)


def test_ids_titles_and_numbers_are_there_once() -> None:
    results = [f"{one['id']}/{result['id']}" for one in ALL for result in one["key_results"]]
    titles = [result["title"] for one in ALL for result in one["key_results"]]
    for names in ([one["id"] for one in ALL], [one["title"] for one in ALL], results, titles):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    assert not {"show", "add"} & catalog().entries.keys()
    assert [*catalog().entries] == [one["id"] for area in AREAS for one in ALL if one["area"] == area]


def test_each_has_two_numbers_and_one_that_leads() -> None:
    for one in ALL:
        indicators = [result["indicator"] for result in one["key_results"]]
        assert len(indicators) >= 2
        assert "leading" in indicators


def test_influences_lead_to_others_and_leave_nobody_alone() -> None:
    links = catalog_links()
    assert {name for pair in links.strengths for name in pair} == set(links.names)
    assert len(links.strengths) == sum(len(one.get("influences", ())) for one in ALL)
    assert all(source != target for source, target in links.strengths)
    assert {1.0, 2.0, 3.0, 4.0} == set(links.strengths.values())
    assert [*links.titles] == [*links.areas] == [*links.names]
    found = influence_map(links.names, links.strengths).leverage()
    assert {one.quadrant for one in found.values()} == {1, 2, 3, 4}
    assert found["first-result"].influence > found["less-energy"].influence


def test_sets_name_outcomes_and_bring_some_of_their_own() -> None:
    sets = yaml.safe_load((FOLDER / "sets.yaml").read_text(encoding="utf-8"))
    assert [*sets] == [*catalog().sets] == ["agile-software", "marketing", "hr", "it-service"]
    own = {one["id"] for one in documents(FOLDER / "outcomes" / "sets.yaml")}
    for one in sets.values():
        assert set(one) == {"title", "outcomes"}
        assert len(one["outcomes"]) == len(set(one["outcomes"]) & catalog().entries.keys()) >= 8
        assert len(own & set(one["outcomes"])) >= 3
    assert own <= {name for one in sets.values() for name in one["outcomes"]}


def test_every_set_names_what_its_other_outcomes_are_for() -> None:
    for one in catalog().sets.values():
        types = {catalog().entries[name].values.get("type", "product") for name in one.outcomes}
        assert types & {"business", "service"}, one.id


def test_the_set_for_it_asks_the_two_questions_every_quarter() -> None:
    asked = {
        result["id"]: result
        for name in catalog().sets["it-service"].outcomes
        for result in catalog().entries[name].values["key_results"]
        if result["cadence"] == "quarterly" and "levels" in result
    }
    assert set(asked) == {"matches-need", "significant-value"}
    assert all(one["target"] == one["levels"][-1] for one in asked.values())


def test_every_file_says_that_it_is_own_work() -> None:
    for path in (*FILES, FOLDER / "sets.yaml"):
        assert "outtrack's own work" in path.read_text(encoding="utf-8").split("---")[0].split("\nagile")[0]


# --- how it is worded, and what the rules say of it ---------------------------------------------------------


@pytest.mark.parametrize("one", ALL, ids=lambda one: one["id"])
def test_it_reads_as_an_outcome_in_plain_words(one: dict[str, Any]) -> None:
    for text in (one["title"], *(result["title"] for result in one["key_results"])):
        assert classify(text).label == "outcome", text
        assert not vanity(text), text
    for text in (one["title"], one["behaviour"], one["who"]["group"], *(r["title"] for r in one["key_results"])):
        assert not jargon(text), text


def test_no_rule_finds_anything_in_the_drafts(tmp_path: Path) -> None:
    snapshot = everything(tmp_path)
    assert check(snapshot, Asked(only=frozenset(NAMES))).found == []
    assert len(snapshot.all("outcome")) == len(ALL)


@pytest.mark.parametrize("is_filled", [False, True])
def test_without_the_draft_only_what_a_team_must_know_is_missing(tmp_path: Path, is_filled: bool) -> None:
    files = {"outtrack.yaml": "version: 1\n"}
    for one in ALL:
        mine = {**one, "owner": "maria"}
        if is_filled:
            numbers = [{"baseline": 10, "target": 20} if "unit" in result else {} for result in one["key_results"]]
            results = [{**result, **more} for result, more in zip(one["key_results"], numbers, strict=True)]
            mine |= {"due": "2026-Q4", "key_results": results}
        files[f"outcomes/{one['id']}.yaml"] = yaml.safe_dump(mine)
    found = check(acting.workspace(tmp_path, files), Asked(only=frozenset(NAMES))).found
    expected = {"outcome-without-output", "unanchored-outcome"}
    expected |= {"unmeasured-key-result"} if is_filled else {"missing-due"}
    assert {one.rule for one in found} == expected, sorted({(one.rule, one.entity or "") for one in found})


def test_what_is_written_is_laid_out_as_fmt_would(tmp_path: Path) -> None:
    everything(tmp_path)
    done = processes.run("fmt", "--check", cwd=tmp_path, home=tmp_path)
    assert (done.code, done.out) == (0, ""), done.err


# --- add ----------------------------------------------------------------------------------------------------


def test_influences_lead_only_to_what_is_there_or_added(tmp_path: Path) -> None:
    empty = acting.workspace(tmp_path, {})
    plan = add(empty, of("set-up-alone"))
    assert "influences" not in acting.texts(acting.done(empty, plan))["outcomes/set-up-alone.yaml"]
    assert any("first-result, small-firms-buy, cost-to-serve" in note for note in plan.notes)
    before = acting.again(tmp_path)
    plan = add(before, of("first-result", "trial-to-paid"))
    assert any("`outtrack link set-up-alone first-result --as influences --strength 4`" in note for note in plan.notes)
    after = acting.done(before, plan)
    assert [one.to for one in after.get("outcome:first-result").influences] == ["trial-to-paid"]


def test_an_id_that_something_else_has_is_left_to_it_and_links_follow(tmp_path: Path) -> None:
    before = acting.workspace(tmp_path, {"outcomes/first-result.yaml": "title: Ours\n"})
    plan = add(before, of("set-up-alone", "first-result"))
    after = acting.done(before, plan)
    assert after.get("outcome:first-result").title == "Ours"
    assert after.get("outcome:first-result-2").fields == {ORIGIN: "first-result"}
    assert [(one.to, one.strength) for one in after.get("outcome:set-up-alone").influences] == [("first-result-2", 4)]
    assert any("`first-result-2`" in note for note in plan.notes)


def test_what_was_added_is_known_again_by_other_words_and_another_id(tmp_path: Path) -> None:
    mine = "id: quick-start\ntitle: Our own words\nfields: {catalog: first-result}\n"
    before = acting.workspace(tmp_path, {"outcomes/a.yaml": mine})
    plan = add(before, of("set-up-alone", "first-result"))
    assert [change.path for change in plan.changes] == ["outcomes/set-up-alone.yaml"]
    assert "here already, and left as they are: quick-start" in plan.notes
    after = acting.done(before, plan)
    assert [one.to for one in after.get("outcome:set-up-alone").influences] == ["quick-start"]
    assert not add(after, of("set-up-alone", "first-result")).changes


def test_an_id_that_another_kind_has_is_said_with_its_kind(tmp_path: Path) -> None:
    before = acting.workspace(tmp_path, {"solutions/hear-users.yaml": "title: X\n"})
    plan = add(before, of("hear-users"))
    assert [one.path for one in plan.changes] == ["outcomes/hear-users.yaml"]
    assert any("`outtrack edit outcome:hear-users`" in note for note in plan.notes)


def test_only_some_of_many_links_that_may_come_are_said(tmp_path: Path) -> None:
    everyone = [one for one in catalog().entries.values() if "cost-to-serve" in one.influences]
    empty = acting.workspace(tmp_path, {})
    plan = add(acting.done(empty, add(empty, everyone)), of("cost-to-serve"))
    assert sum("outtrack link" in note for note in plan.notes) == 5
    assert f"{len(everyone) - 5} more that were here may influence what was added" in plan.notes


def test_of_one_that_was_carried_on_the_open_one_is_influenced(tmp_path: Path) -> None:
    files = {
        "outcomes/a.yaml": "title: Old\nstatus: done\nclosed: 2026-09-30\nfields: {catalog: first-result}\n",
        "outcomes/b.yaml": "title: New\nfields: {catalog: first-result}\n",
    }
    before = acting.workspace(tmp_path, files)
    after = acting.done(before, add(before, of("set-up-alone")))
    assert [one.to for one in after.get("outcome:set-up-alone").influences] == ["b"]


def test_a_file_with_errors_that_may_be_the_same_is_mended_first(tmp_path: Path) -> None:
    before = acting.workspace(tmp_path, {"outcomes/first-result.yaml": "title: X\nnosuch: 1\n"})
    with pytest.raises(RefusedError, match="has errors"):
        add(before, of("first-result"))


def test_it_goes_to_the_folder_of_outcomes(tmp_path: Path) -> None:
    before = acting.workspace(
        tmp_path, {"product/goals/outcomes/mine.yaml": "title: X\n"}, config="include: [product]\n"
    )
    assert [one.path for one in add(before, of("hear-users")).changes] == ["product/goals/outcomes/hear-users.yaml"]


# --- the command --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["catalog", "catalog show first-result", "catalog --set hr --search leave"])
def test_it_lists_and_shows_without_a_workspace(tmp_path: Path, line: str) -> None:
    done = processes.run(*line.split(), "--format", "json", cwd=tmp_path, home=tmp_path)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["report"] == "catalog"
    ids = [one["id"] for one in found.get("rows") or found["pages"]]
    assert ids == ([*catalog().entries] if line == "catalog" else ["first-result"] if "show" in line else ids)
    assert "new-hires-stay" in ids or "--set" not in line


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("", True), ("FIRST result", True), ("real-task", True), ("esult", False), ("result gibberish", False)],
)
def test_a_search_is_for_beginnings_of_words(text: str, is_found: bool) -> None:
    assert catalog().entries["first-result"].has(text) is is_found


def test_a_set_is_shown_as_a_whole_and_ids_only_once(tmp_path: Path) -> None:
    line = ("catalog", "show", "--set", "hr", "decide-sooner", "find-us-abroad", "--format", "json")
    done = processes.run(*line, cwd=tmp_path, home=tmp_path)
    ids = [one["id"] for one in json.loads(done.out)["pages"]]
    assert ids == [*catalog().sets["hr"].outcomes, "find-us-abroad"]


def test_adding_needs_a_workspace(tmp_path: Path) -> None:
    done = processes.run("catalog", "add", "hear-users", cwd=tmp_path, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "`outtrack init` starts a workspace" in done.err


def test_an_id_alone_is_shown(tmp_path: Path) -> None:
    alone = processes.run("catalog", "first-result", cwd=tmp_path, home=tmp_path)
    assert alone == processes.run("catalog", "show", "first-result", cwd=tmp_path, home=tmp_path)
    for line in file_text(catalog().entries["first-result"]).splitlines():
        assert line in alone.out


@pytest.mark.parametrize(("line", "is_read"), [("status --no-cache", False), ("--help", False), ("catalog", True)])
def test_no_other_command_reads_it(tmp_path: Path, line: str, is_read: bool) -> None:
    starter = processes.example("starter", tmp_path)
    code = (
        "import sys; from outtrack.__main__ import run_to_end\n"
        "run_to_end()\nprint('outtrack.catalog' in sys.modules, file=sys.stderr)"
    )
    done = processes.run(*line.split(), cwd=starter, home=tmp_path, command=(sys.executable, "-c", code))
    assert (done.code, done.err.splitlines()[-1]) == (0, str(is_read))
