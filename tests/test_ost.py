"""The opportunity solution tree: what each line tells, what rests, and how it reads when it is large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from building import standings
from outtrack.render.json import document
from outtrack.render.lines import lines, without_color
from outtrack.render.measure import width
from outtrack.render.terminal import Terminal
from outtrack.reports.ost_wall import wall
from outtrack.reports.tree import tree
from outtrack.reports.vmgs_wall import NoWallError

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.shapes import Branch, Panel, Tree

DAY = "2026-11-22"


def ost(tmp_path: Path, files: dict[str, str], start: str | None = None, **more: Any) -> Tree:
    found = standings(tmp_path, files, DAY)
    return tree(found.snapshot, found, "ost", start, **more)


def shown(found: Tree, columns: int = 80, *, is_ascii: bool = False) -> list[str]:
    text = without_color(lines(found, Terminal(columns, is_ascii=is_ascii)), is_ascii=is_ascii)
    return text.splitlines()[2:]


def find(found: Tree, title: str) -> Branch:
    return next(one for root in found.roots for _, one in root.walk() if one.data["title"] == title)


SMALL = {
    "outcomes/o.yaml": "title: O\nkey_results: [{id: k, title: K}]\n",
    "opportunities/p.yaml": "title: P\noutcome: o\nstatus: now\n",
    "solutions/s.yaml": "title: S\nserves: p\nstatus: chosen\nexpected: {key_result: o/k, change: +2pp, by: 2026-Q4}\n"
    "assumptions: [{id: a, title: A, type: ethics}, B]\n",
}


@pytest.mark.parametrize("start", [None, "outcome:o", "strategy:way", "vision:v"])
def test_what_was_said_is_counted_wherever_the_tree_begins(tmp_path: Path, start: str | None) -> None:
    files = SMALL | {
        "visions/v.yaml": "title: V\ngoals: [top]\n",
        "outcomes/top.yaml": "title: Top\n",
        "strategies/way.yaml": "title: Way\ngoal: top\nmeasured_by: [o]\n",
        "insights/i.yaml": "title: I\nabout: p\nsignal: for\ndate: 2026-11-01\n",
        "outputs/work.yaml": "title: Work\noutcomes: o\n",
    }
    found = ost(tmp_path, files, start)
    titles = [one.data["title"] for root in found.roots for _, one in root.walk()]
    assert "P" in titles
    assert not {"I", "Work"} & set(titles)
    assert find(found, "P").data["insights"]["for"] == 1


def test_experiments_stand_below_the_assumption_that_they_test(tmp_path: Path) -> None:
    files = SMALL | {
        "experiments/by-id.yaml": "title: By id\ntests: s\nassumption: a\nstart: 2026-11-01\n",
        "experiments/by-title.yaml": "title: By title\ntests: s\nassumption: B\ndecision: pivot\ndecided: 2026-11-02\n",
        "experiments/of-none.yaml": "title: Of none\ntests: s\n",
    }
    found = ost(tmp_path, files)
    solution = find(found, "S")
    assert [one.data["title"] for one in solution.children] == ["A", "B", "Of none"]
    assert [one.data["title"] for one in find(found, "A").children] == ["By id"]
    assert [one.data["title"] for one in find(found, "B").children] == ["By title"]
    assert [one.data["status"] for one in solution.children] == ["running", "decided", "planned"]
    assert any("pivot on 2026-11-02" in line for line in shown(found, 200))


def test_each_kind_has_its_colour_and_an_outcome_that_is_none_of_a_product_says_so(tmp_path: Path) -> None:
    files = SMALL | {
        "outcomes/money.yaml": "title: Money\ntype: business\n",
        "outcomes/help.yaml": "title: Help\ntype: service\ncontributes_to: money\n",
        "outcomes/o.yaml": "title: O\ncontributes_to: money\nkey_results: [{id: k, title: K}]\n",
        "outcomes/next.yaml": "title: Next\nstatus: draft\ncontributes_to: money\n",
        "opportunities/h.yaml": "title: H\noutcome: help\n",
    }
    found = ost(tmp_path, files)
    labels = {one.data["title"]: one.cells[0] for root in found.roots for _, one in root.walk()}
    assert {title: (cell.text, cell.tone) for title, cell in labels.items() if title not in "AB"} == {
        "Money": ("business outcome", "goal"),
        "Help": ("service outcome", "strategy"),
        "O": ("outcome", "strategy"),
        "Next": ("outcome", "dim"),
        "H": ("opportunity", "dim"),
        "P": ("opportunity", "dim"),
        "S": ("solution", "solution"),
    }
    assert find(found, "Money").data["type"] == "business"


def test_a_solution_says_its_stage_and_what_is_expected_of_it(tmp_path: Path) -> None:
    found = ost(tmp_path, SMALL)
    data = document(found)["tree"][0]["children"][0]["children"][0]
    assert data["stage"] == "chosen"
    by = {"text": "2026-Q4", "first": "2026-10-01", "last": "2026-12-31"}
    assert data["expected"] == [{"key_result": "key_result:o/k", "change": "+2pp", "by": by}]
    assert data["insights"] == {"for": 0, "against": 0, "neutral": 0, "customers": 0, "newest": None}
    assert "   └─ solution  S  chosen  s  expects k +2pp by 2026-Q4  chosen untested" in shown(found)


def test_key_results_of_one_name_are_called_in_full(tmp_path: Path) -> None:
    files = SMALL | {"outcomes/other.yaml": "title: Other\nkey_results: [{id: k, title: K}]\n"}
    assert any("expects o/k +2pp" in line for line in shown(ost(tmp_path, files)))


def test_what_rests_is_dimmed_with_all_below_it_says_why_and_comes_last(tmp_path: Path) -> None:
    files = SMALL | {
        "opportunities/a-rest.yaml": "title: Rest\noutcome: o\nstatus: not_now\nreason: Too early\n",
        "solutions/below.yaml": "title: Below\nserves: a-rest\n",
    }
    found = ost(tmp_path, files)
    assert [one.data["title"] for one in found.roots[0].children] == ["P", "Rest"]
    rest = find(found, "Rest")
    assert {cell.tone for _, one in rest.walk() for cell in (*one.cells, *one.details)} == {"dim"}
    assert "└─ opportunity  Rest  not now  a-rest  not now: Too early" in shown(found)
    assert any(cell.tone != "dim" for cell in find(found, "S").cells)


def test_evidence_is_counted_and_its_lack_is_said(tmp_path: Path) -> None:
    files = SMALL | {
        "opportunities/q.yaml": "title: Q\noutcome: o\n",
        "insights/i.yaml": "{id: a, quote: A, about: p, signal: for, customer: Ann}\n---\n"
        "{id: b, quote: B, about: p, signal: against, customer: Bob}\n---\n{id: c, quote: C, about: p}\n",
    }
    texts = shown(ost(tmp_path, files))
    assert any(line.endswith("p  insights: 1 for, 1 against, 1 neutral, 2 customers") for line in texts)
    assert any(line.endswith("q  no evidence") for line in texts)


def test_an_opportunity_under_two_is_marked_and_opened_once(tmp_path: Path) -> None:
    files = SMALL | {
        "opportunities/large.yaml": "title: Large\noutcome: o\n",
        "opportunities/p.yaml": "title: P\noutcome: o\nparent: large\nstatus: now\n",
    }
    texts = shown(ost(tmp_path, files), 120)
    assert sum("opportunity  P" in line for line in texts) == 2
    assert sum("(shown above)" in line for line in texts) == 1
    assert sum("hangs on 2 places: o, large" in line for line in texts) == 1


def test_a_solution_for_two_is_shown_under_each(tmp_path: Path) -> None:
    files = SMALL | {
        "opportunities/q.yaml": "title: Q\noutcome: o\n",
        "solutions/s.yaml": "title: S\nserves: [p, q]\n",
    }
    texts = shown(ost(tmp_path, files), 120)
    assert sum("solution  S" in line and "hangs on 2 places: p, q" in line for line in texts) == 2


def test_circles_are_shown_once_and_called_so(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": "title: O\n",
        "opportunities/a.yaml": "title: A\nparent: b\n",
        "opportunities/b.yaml": "title: B\nparent: a\n",
    }
    texts = shown(ost(tmp_path, files))
    assert texts[0] == "linked in a circle"
    assert sum("opportunity  A" in line for line in texts) == 2
    assert len(texts) == 4


def test_an_outcome_with_nothing_below_it_says_what_to_do(tmp_path: Path) -> None:
    found = ost(tmp_path, {"outcomes/o.yaml": "title: O\n"}, "outcome:o")
    assert "no opportunity yet" in shown(found)[0]
    assert found.notes == ("nothing hangs below it yet: `outtrack new opportunity TITLE --outcome o`",)


def test_depth_prunes_assumptions_too(tmp_path: Path) -> None:
    files = SMALL | {"experiments/e.yaml": "title: E\ntests: s\nassumption: a\n"}
    titles = [
        [one.data["title"] for root in ost(tmp_path, files, depth=depth).roots for _, one in root.walk()]
        for depth in range(6)
    ]
    assert titles == [["O"], ["O", "P"], ["O", "P", "S"], [*"OPSAB"], [*"OPSAEB"], [*"OPSAEB"]]
    assert find(ost(tmp_path, files, depth=2), "S").data["hidden_below"] == 2
    assert find(ost(tmp_path, files, depth=3), "A").data["hidden_below"] == 1


def test_a_filter_shows_only_what_leads_to_what_it_lets_through(tmp_path: Path) -> None:
    files = SMALL | {"experiments/e.yaml": "title: E\ntests: s\nassumption: a\n"}
    found = ost(tmp_path, files, chosen={"experiment:e"})
    assert [one.data["title"] for _, one in found.roots[0].walk()] == ["O", "P", "S", "E"]
    way = {cell.tone for title in "OPS" for cell in (*find(found, title).cells, *find(found, title).details)}
    assert way == {"dim"}


def test_what_a_filter_hides_was_tested_all_the_same(tmp_path: Path) -> None:
    files = SMALL | {"experiments/e.yaml": "title: E\ntests: s\nassumption: a\nstart: 2026-11-01\n"}
    found = ost(tmp_path, files, chosen={"solution:s"})
    assert [one.data["status"] for one in find(found, "S").children] == ["running", "untested"]


def large() -> dict[str, str]:
    """Return a tree of a hundred entities, all with long titles, nested as deep as real ones are."""
    files = {"outcomes/revenue.yaml": "title: Reach two million of yearly recurring revenue\ntype: business\n"}
    for one in range(3):
        files[f"outcomes/product-outcome-{one}.yaml"] = (
            f"title: More of the merchants who try the shop become paying merchants, part {one}\n"
            "contributes_to: revenue\nkey_results: [{id: k, title: K, baseline: 1, target: 2}]\n"
        )
        for two in range(4):
            name = f"opportunity-{one}-{two}"
            above = f"outcome: product-outcome-{one}" if two % 2 == 0 else f"parent: opportunity-{one}-{two - 1}"
            files[f"opportunities/{name}.yaml"] = (
                f"title: I do not know what to put into my new shop first of all, in the case {two}\n{above}\n"
            )
            for three in range(4):
                files[f"solutions/solution-{one}-{two}-{three}.yaml"] = (
                    f"title: A button that straightens the light and takes away the background, {three}\n"
                    f"serves: {name}\nstatus: {'parked' if three == 3 else 'exploring'}\n"
                    f"expected: {{key_result: product-outcome-{one}/k, change: +2pp, by: 2026-Q4}}\n"
                    "assumptions: [{id: wanted, title: One in ten presses it without being asked to}]\n"
                )
            for three in range(3):
                files[f"experiments/experiment-{one}-{two}-{three}.yaml"] = (
                    f"title: Seven merchants press the button on a sheet of paper\n"
                    f"tests: solution-{one}-{two}-{three}\nassumption: wanted\n"
                )
    return files


def test_a_hundred_entities_are_legible_in_80_columns(tmp_path: Path) -> None:
    files = large()
    assert len(files) == 100
    found = ost(tmp_path, files)
    texts = shown(found, 80)
    assert max(map(width, [*texts, *shown(found, 80, is_ascii=True)])) <= 80
    whole = "\n".join(texts).replace("  (shown above)", "") + "\n"
    for path in files:  # the id of each stands there in full, to be copied
        assert f"  {path.partition('/')[2].removesuffix('.yaml')}\n" in whole
    titles = [line.partition("experiment  ")[2] for line in texts if "experiment  " in line]
    assert min(len(title.partition("  ")[0]) for title in titles) >= 20


def test_a_chain_without_end_is_cut_and_says_so(tmp_path: Path) -> None:
    files = {"outcomes/o.yaml": "title: O\n", "opportunities/p0.yaml": "title: P0\noutcome: o\n"}
    files |= {f"opportunities/p{one}.yaml": f"title: P{one}\nparent: p{one - 1}\n" for one in range(1, 150)}
    found = ost(tmp_path, files)
    assert max(depth for depth, _ in found.roots[0].walk()) == 100
    assert find(found, "P99").data["hidden_below"] == 1
    assert max(map(width, shown(found))) <= 80


WALL = SMALL | {
    "outcomes/o.yaml": "title: O\ntype: business\nkey_results: [{id: k, title: K}]\n",
    "opportunities/rest.yaml": "title: Rest\noutcome: o\nstatus: dropped\nreason: Nobody asked\n",
    "opportunities/whole.yaml": "title: Whole\noutcome: o\n",
    "opportunities/one.yaml": "title: One\nparent: whole\n",
    "experiments/e.yaml": "title: E\ntests: s\nassumption: a\ndecision: stop\ndecided: 2026-11-02\n",
    "experiments/f.yaml": "title: F\ntests: s\n",
}


def told(panel: Panel) -> list[Any]:
    return [panel.title, panel.tone, *map(told, panel.below)]


def test_on_the_wall_parts_stand_side_by_side_and_tests_below_what_they_are_for(tmp_path: Path) -> None:
    top = wall(ost(tmp_path, WALL, "outcome:o"), "Team").top
    single = [["P", "accent", ["S", "solution", ["E", ""], ["F", ""]]], ["Rest", "dim"]]
    assert told(top) == ["O", "goal", ["Whole", "accent", ["One", "accent"]], ["", "dim", *single]]
    (solution,) = top.below[1].below[0].below
    assert solution.lines == (
        "chosen", "expects k +2pp by 2026-Q4", "assumes: A", "untested: B",
    )  # fmt: skip
    assert [one.lines for one in solution.below] == [("decided", "stop on 2026-11-02"), ("planned",)]
    assert top.below[1].below[1].lines == ("dropped: Nobody asked",)


def test_on_the_wall_of_a_solution_no_test_is_lost(tmp_path: Path) -> None:
    top = wall(ost(tmp_path, WALL, "solution:s"), "Team").top
    assert told(top) == ["S", "solution", ["", "dim", ["E", ""], ["F", ""]]]


def test_a_wall_says_what_depth_leaves_out(tmp_path: Path) -> None:
    top = wall(ost(tmp_path, WALL, "outcome:o", depth=1), "Team").top
    assert top.below[0].below[0].lines == ("now", "(+1 below)", "no evidence")


def test_only_the_tree_of_one_is_drawn(tmp_path: Path) -> None:
    two = SMALL | {"outcomes/q.yaml": "title: Q\n", "opportunities/q.yaml": "title: Q\noutcome: q\n"}
    with pytest.raises(NoWallError, match="name it: o, q"):
        wall(ost(tmp_path, two), "Team")
    with pytest.raises(NoWallError, match="no tree"):
        wall(ost(tmp_path / "empty", {"outcomes/o.yaml": "title: O\n"}), "Team")
