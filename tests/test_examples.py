"""The examples: without a finding on their day but those of their story, and fit for every view and format."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

import golden
from outtrack.cli.session import texts
from outtrack.compute.standing import Standings
from outtrack.diagnostic import Severity
from outtrack.files import Workspace
from outtrack.model import KINDS
from outtrack.render import formats, render
from outtrack.render.terminal import Terminal
from outtrack.reports.findings import findings
from outtrack.reports.listing import group_fields, listing
from outtrack.reports.show import show
from outtrack.reports.status import status
from outtrack.reports.tree import VIEWS, tree
from outtrack.reports.why import why
from outtrack.rules.run import run
from outtrack.snapshot import Snapshot, load

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.shapes import Shape

EXAMPLES = sorted(path.parent for path in golden.EXAMPLES.glob("*/outtrack.yaml"))
DAY = date(2026, 11, 22)


def opened(folder: Path, day: date = DAY) -> Snapshot:
    return load(Workspace(folder, None), day, use_cache=False)


EXPLAINED = re.compile(r"^\| `([a-z-]+)` \| `([^`]+)` \|", re.MULTILINE)
"""A row of the table under the heading "What `check` says" of an example's README: the rule, and whom it is about."""


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_has_no_errors_and_tells_the_story_of_each_warning(folder: Path) -> None:
    found = [one for one in run(opened(folder)) if one.severity is not Severity.INFO]
    assert [one for one in found if one.severity is Severity.ERROR] == []
    text = (folder / "README.md").read_text(encoding="utf-8").partition("## What `check` says\n")[2]
    assert sorted((one.rule, str(one.entity).partition(":")[2]) for one in found) == sorted(EXPLAINED.findall(text))


def in_every_format(shape: Shape) -> None:
    for format in formats(type(shape).__name__):
        for terminal in (Terminal(80), Terminal(80, has_color=True, is_ascii=True)):
            text = render(shape, format, terminal)
            assert text.endswith("\n") or (format in {"azure", "concise", "jsonl"} and not text)
            if format == "json":
                json.loads(text)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
@pytest.mark.parametrize("day", [DAY, date(2026, 7, 1), date(2020, 1, 1), date(2030, 1, 1)], ids=str)
def test_an_example_shows_in_every_view_and_format(folder: Path, day: date) -> None:
    snapshot = opened(folder, day)
    standings = Standings(snapshot)
    in_every_format(status(snapshot, standings, None, with_ended=True))
    for view in VIEWS:
        in_every_format(tree(snapshot, standings, view))
    for kind in (*KINDS, "key_result"):
        in_every_format(listing(snapshot, standings, kind, None))
    found = run(snapshot)
    in_every_format(findings(snapshot, found, texts(snapshot.workspace, found)))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_entity_can_be_shown_and_asked_why(folder: Path) -> None:
    snapshot = opened(folder)
    standings = Standings(snapshot)
    terminal = Terminal(80)
    for entity in snapshot.entities():
        for shape in (
            show(snapshot, standings, entity.ref, with_explanation=True),
            why(snapshot, standings, entity.ref),
        ):
            for format in ("text", "json", "markdown"):
                assert entity.title.split()[0] in render(shape, format, terminal)
    for full in snapshot.names.key_results():
        page = show(snapshot, standings, f"key_result:{full}", with_explanation=True)
        assert full in render(page, "text", terminal)


@pytest.mark.parametrize("kind", [*KINDS, "key_result"])
def test_a_list_can_be_grouped_by_every_field(kind: str) -> None:
    snapshot = opened(golden.EXAMPLES / "shop")
    standings = Standings(snapshot)
    alone = {row.data["id"] for row in listing(snapshot, standings, kind, None).rows}
    for field in group_fields(kind):
        table = listing(snapshot, standings, kind, None, field)
        assert {row.data["id"] for row in table.rows} == alone
        assert all(row.group for row in table.rows)
        render(table, "text", Terminal(80))


def test_nothing_of_a_tree_is_lost(tmp_path: Path) -> None:
    """What hangs on something broken, or goes round in a circle, is still shown."""
    shutil.copytree(golden.EXAMPLES / "shop", tmp_path / "shop")
    product = tmp_path / "shop" / "product"
    for name in ("billing/billing-questions", "growth/trial-to-paid", "company/selling-merchants"):
        path = product / "outcomes" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "nope: 1\n", encoding="utf-8")
    for one, other in (("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")):
        text = f"title: Outcome {one}\ncontributes_to: [circle-{other}]\n"
        (product / "outcomes" / f"circle-{one}.yaml").write_text(text, encoding="utf-8")
    snapshot = opened(tmp_path / "shop")
    standings = Standings(snapshot)
    for view, kinds in VIEWS.items():
        shown = {branch.data["id"] for root in tree(snapshot, standings, view).roots for _, branch in root.walk()}
        for kind in kinds:
            missing = {entity.ref for entity in snapshot.all(kind)} - shown
            if view == "ost" and kind == "outcome":
                continue  # only outcomes with something below them are a tree of opportunities
            assert not missing, view
    for entity in snapshot.entities():
        why(snapshot, standings, entity.ref)
        show(snapshot, standings, entity.ref, with_explanation=True)


def test_a_chain_of_thousands_is_shown_as_deep_as_one_can_read(tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    (tmp_path / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    documents = [f"id: o{number}\ntitle: Work {number}\n" for number in range(3000)]
    documents = [text + (f"parent: o{number - 1}\n" if number else "") for number, text in enumerate(documents)]
    (outputs / "chain.yaml").write_text("---\n".join(documents), encoding="utf-8")
    snapshot = opened(tmp_path)
    standings = Standings(snapshot)
    in_every_format(tree(snapshot, standings, "alignment"))
    in_every_format(why(snapshot, standings, "output:o2999"))
    assert "(+1 below)" in render(tree(snapshot, standings, "alignment"), "plain", Terminal())
