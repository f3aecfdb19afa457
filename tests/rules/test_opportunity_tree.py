"""`tree-shape`, `few-solutions`, `untested-solution` and `opportunity-without-evidence`, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ruling import found, told

if TYPE_CHECKING:
    from pathlib import Path


def text(**fields: Any) -> str:
    """Return a document with these fields, each a text of flow YAML."""
    return "".join(f"{name}: {value}\n" for name, value in {"title": "X", **fields}.items())


def documents(**entities: str) -> str:
    """Return several documents in one file, each under its id; `_` stands for `-`."""
    return "---\n".join(f"id: {name.replace('_', '-')}\n{one}" for name, one in entities.items())


BASE = {"outcomes/o.yaml": text(), "outcomes/p.yaml": text()}
Files = dict[str, str]


def opportunities(**entities: str) -> Files:
    return {"opportunities/all.yaml": documents(**entities)}


def solutions(**entities: str) -> Files:
    return {"solutions/all.yaml": documents(**entities)}


def experiments(**entities: str) -> Files:
    return {"experiments/all.yaml": documents(**entities)}


PLAIN = opportunities(a=text(outcome="o", status="now"), b=text(outcome="o", status="next"))
ASSUMING = "[{id: first, title: One, type: usability}, {title: Another}]"

SHAPES: dict[str, tuple[Files, list[str]]] = {
    "a tree": (PLAIN, []),
    "an opportunity on two outcomes": (
        opportunities(a=text(outcome="o"), b=text(outcome="o"), c=text(parent="a", outcome="p"), d=text(parent="a")),
        ["warning c hangs on two things: the outcome `p` and the opportunity `a`", "info b no opportunity for `o`",
         "info c no opportunity for `p`"],
    ),
    "an opportunity on one outcome twice": (
        opportunities(a=text(outcome="o"), c=text(parent="a", outcome="o"), d=text(parent="a", status="now")),
        ["warning c hangs on `o` twice: on its own, and through `a`"],
    ),
    "twice, but dropped": (
        opportunities(a=text(outcome="o", status="now"), c=text(parent="a", outcome="o", status="dropped")),
        [],
    ),
    "an only child": (
        opportunities(a=text(outcome="o"), b=text(parent="a", status="now")),
        ["warning b the only part of `a`: there is nothing to compare it with"],
    ),
    "an only child beside one that was dropped": (
        opportunities(a=text(outcome="o"), b=text(parent="a", status="now"), c=text(parent="a", status="dropped")),
        [],
    ),
    "an only child that is put aside": (
        opportunities(a=text(outcome="o", status="now"), b=text(parent="a", status="inbox")), []
    ),
    "two targets": (
        opportunities(
            a=text(outcome="o", status="now", rank=2), b=text(outcome="o", status="now", rank=1),
            c=text(outcome="p", status="now"),
        ),
        ["warning a 2 target opportunities for `o`: a and b"],
    ),
    "two targets, one of them below": (
        opportunities(
            a=text(outcome="o", status="now", rank=1), b=text(outcome="o"), c=text(parent="b", status="now"),
            d=text(parent="b"),
        ),
        ["warning c 2 target opportunities for `o`: a and c"],
    ),
    "a target that is divided": (
        opportunities(a=text(outcome="o", status="now"), b=text(parent="a"), c=text(parent="a")),
        ["warning a the target opportunity is divided: b and c"],
    ),
    "no target": (
        opportunities(a=text(outcome="o", rank=2), b=text(outcome="o", status="next", rank=1)),
        ["info b no opportunity for `o` is the target; open: a and b"],
    ),
    "no target, and none in question": (
        opportunities(a=text(outcome="o", status="later"), b=text(outcome="o", status="not_now")), []
    ),
    "an outcome that has ended": (
        {
            "outcomes/o.yaml": text(status="done"),
            **opportunities(
                a=text(outcome="o", status="now"), b=text(outcome="o", status="now"), c=text(outcome="o"),
                d=text(parent="c"),
            ),
        },
        [],
    ),
    "a draft": ({"outcomes/o.yaml": text(status="draft"), **opportunities(a=text(outcome="o"))}, []),
    "an outcome of another workspace": (
        {
            "outtrack.yaml": "version: 1\nexternals: [company]\n",
            **opportunities(a=text(outcome="company::o", status="now"), b=text(outcome="company::o", status="now")),
        },
        [],
    ),
    "a solution on a divided opportunity": (
        {
            **opportunities(a=text(outcome="o"), b=text(parent="a", status="now"), c=text(parent="a")),
            **solutions(s=text(serves="[a]"), dropped=text(serves="[a]", status="dropped")),
        },
        ["warning s `a` is divided: b and c"],
    ),
    "a solution on one whose parts are not sorted": (
        {
            **opportunities(a=text(outcome="o", status="now"), b=text(parent="a", status="inbox")),
            **solutions(s=text(serves="[a]")),
        },
        [],
    ),
    "a solution on two opportunities": (
        {**PLAIN, **solutions(s=text(serves="[a, b]"), t=text(serves="[a, b]", status="parked"))},
        ["warning s serves 2 opportunities: a and b"],
    ),
    "a solution on an opportunity and a tactic of an outcome": (
        {**PLAIN, **solutions(s=text(serves="[a, outcome:o]"), t=text(serves="outcome:o"))}, []
    ),
    "a solution on one that is solved": (
        {
            **opportunities(a=text(outcome="o", status="now"), b=text(outcome="o", status="solved")),
            **solutions(s=text(serves="[a, b]")),
        },
        [],
    ),
    "a choice without a comparison": (
        {
            **PLAIN,
            **solutions(s=text(serves="a", status="chosen"), t=text(serves="a"), u=text(serves="a", status="dropped")),
            **experiments(x=text(tests="s", assumption="One")),
        },
        ["warning s chosen for `a`, and no other solution was tested: t", "warning x `One` is not an assumption of"],
    ),
    "a choice with a comparison": (
        {
            **PLAIN,
            **solutions(s=text(serves="a", status="chosen"), t=text(serves="a"), u=text(serves="a")),
            **experiments(x=text(tests="[s, t]", assumption="One", method="interview")),
        },
        ["warning x `One` is not an assumption of `s`, `t`"],
    ),
    "a choice among one": (
        {
            **PLAIN,
            **solutions(s=text(serves="a", status="chosen", assumptions=ASSUMING), t=text(serves="a", status="parked")),
            **experiments(x=text(tests="s", assumption="first")),
        },
        [],
    ),
    "nothing chosen yet": (
        {
            **PLAIN,
            **solutions(s=text(serves="a", assumptions=ASSUMING), t=text(serves="a")),
            **experiments(x=text(tests="s", assumption="Another")),
        },
        [],
    ),
    "an experiment on no assumption": (
        {**PLAIN, **solutions(s=text(serves="a", assumptions=ASSUMING)), **experiments(x=text(tests="s"))},
        ["info x tests `s`, but names none of the assumptions behind it"],
    ),
    "an experiment on an opportunity": ({**PLAIN, **experiments(x=text(tests="[a]"), y=text(tests="outcome:o"))}, []),
    "an experiment on an assumption that is not there": (
        {
            **PLAIN,
            **solutions(s=text(serves="a", assumptions=ASSUMING)),
            **experiments(x=text(tests="s", assumption="frist")),
        },
        ["warning x `frist` is not an assumption of `s`"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_the_tree(name: str, tmp_path: Path) -> None:
    files, expected = SHAPES[name]
    lines = [
        f"{one.severity} {str(one.entity).partition(':')[2]} {one.message}"
        for one in found(tmp_path, "tree-shape", {**BASE, **files})
    ]
    assert len(lines) == len(expected), lines
    assert all(line.startswith(part) for line, part in zip(sorted(lines), sorted(expected), strict=True)), lines


def test_other_targets_are_pointed_at_as_well(tmp_path: Path) -> None:
    files = {**BASE, **opportunities(**{name: text(outcome="o", status="now") for name in "abcdef"})}
    [one] = found(tmp_path, "tree-shape", files)
    assert one.message == "6 target opportunities for `o`: a, b, c and 3 more"
    assert (one.entity, [span.line for _, span in one.also if span]) == ("opportunity:f", [4, 9, 14, 19, 24])


def test_the_right_assumption_is_near(tmp_path: Path) -> None:
    for written, hint in (
        ("frist", "did you mean `first`?"),
        ("zzz", "the assumptions of `s` are first"),
    ):
        files = {
            **BASE,
            **PLAIN,
            **solutions(s=text(serves="a", assumptions=ASSUMING)),
            **experiments(x=text(tests="s", assumption=written)),
        }
        [one] = found(tmp_path / written, "tree-shape", files)
        assert one.hint == hint


# --- what may be missing only because a file or link is broken


def test_what_a_broken_file_may_hold_is_not_missed(tmp_path: Path) -> None:
    files = {
        **BASE,
        "opportunities/a.yaml": text(outcome="o", status="now"),
        "opportunities/b.yaml": text(outcome="o", status="next"),
        "opportunities/c.yaml": text(parent="b", status="next"),
        **solutions(s=text(serves="a", status="chosen"), t=text(serves="c", status="chosen")),
    }
    rules = ("few-solutions", "untested-solution", "opportunity-without-evidence", "tree-shape")
    before = [one.rule for rule in rules for one in found(tmp_path / "1", rule, files)]
    assert sorted(set(before)) == sorted(rules)
    files["insights/broken.yaml"] = text(about="[a, b, c, s, t]", nope=1)
    after = [one.rule for rule in rules for one in found(tmp_path / "2", rule, files)]
    assert after == []


def test_what_a_misspelt_link_may_mean_is_not_missed(tmp_path: Path) -> None:
    files = {**BASE, **opportunities(evening_light=text(outcome="o", status="now"))}
    assert len(found(tmp_path / "1", "opportunity-without-evidence", files)) == 1
    files["insights/i.yaml"] = text(about="evening-ligth")
    assert found(tmp_path / "2", "opportunity-without-evidence", files) == []


def test_a_file_that_went_away_meanwhile_holds_nothing(tmp_path: Path) -> None:
    from outtrack.rules.facts import Facts
    from ruling import workspace

    snapshot = workspace(tmp_path, {**BASE, "insights/broken.yaml": text(about="[a]", nope=1)})
    (tmp_path / "insights" / "broken.yaml").unlink()
    assert not Facts(snapshot).gaps.is_unsure("opportunity:a")


# --- few-solutions

FEW: dict[str, tuple[Files, list[str]]] = {
    "none": (PLAIN, ["a:4 the target opportunity has no solution"]),
    "two": (
        {**PLAIN, **solutions(s=text(serves="a"), t=text(serves="a"))},
        ["a:4 the target opportunity has 2 of 3 solutions to compare: s, t"],
    ),
    "three, two of them out": (
        {
            **PLAIN,
            **solutions(
                s=text(serves="a"), t=text(serves="a", status="parked"), u=text(serves="a", status="dropped")
            ),
        },
        [],
    ),
    "no target": (opportunities(a=text(outcome="o", status="next")), []),
    "divided": (opportunities(a=text(outcome="o", status="now"), b=text(parent="a"), c=text(parent="a")), []),
    "a draft": ({"outcomes/o.yaml": text(status="draft"), **PLAIN}, []),
    "of another workspace": (
        {
            "outtrack.yaml": "version: 1\nexternals: [company]\n",
            **opportunities(a=text(outcome="company::o", status="now")),
        },
        ["a:4 the target opportunity has no solution"],
    ),
    "fewer wanted": (
        {
            "outtrack.yaml": "version: 1\ncheck: {rules: {few-solutions: {least: 1}}}\n",
            **PLAIN,
            **solutions(s=text(serves="a")),
        },
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FEW)
def test_few_solutions(name: str, tmp_path: Path) -> None:
    files, expected = FEW[name]
    assert told(tmp_path, "few-solutions", {**BASE, **files}) == [f"warning {line}" for line in expected]


# --- untested-solution

CHOSEN: dict[str, tuple[Files, bool]] = {
    "for an opportunity": ({**PLAIN, **solutions(s=text(serves="a", status="chosen"))}, True),
    "for an outcome": (solutions(s=text(serves="outcome:o", status="chosen")), True),
    "for nothing": (solutions(s=text(status="chosen")), True),
    "tested": (
        {
            **solutions(s=text(serves="outcome:o", status="chosen")),
            **experiments(x=text(tests="s", start="2026-12-07")),
        },
        False,
    ),
    "what it is for was tested, not it": (
        {**PLAIN, **solutions(s=text(serves="a", status="chosen")), **experiments(x=text(tests="a"))}, True
    ),
    "an idea": (solutions(s=text(serves="outcome:o", status="idea")), False),
    "parked": (solutions(s=text(serves="outcome:o", status="parked")), False),
    "for one that is solved": (
        {**opportunities(a=text(outcome="o", status="solved")), **solutions(s=text(serves="a", status="chosen"))}, False
    ),
    "for one that is solved, and another": (
        {
            **opportunities(a=text(outcome="o", status="solved"), b=text(outcome="o")),
            **solutions(s=text(serves="[a, b]", status="chosen")),
        },
        True,
    ),
    "for an outcome that has ended": (
        {"outcomes/o.yaml": text(status="done"), **solutions(s=text(serves="outcome:o", status="chosen"))}, False
    ),
    "for a strategy that is paused": (
        {
            "strategies/t.yaml": text(status="paused", goal="o"),
            **solutions(s=text(serves="strategy:t", status="chosen")),
        },
        False,
    ),
    "for an opportunity that is broken": (
        {"opportunities/a.yaml": text(nope=1), **solutions(s=text(serves="a", status="chosen"))}, True
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_untested_solutions(name: str, tmp_path: Path) -> None:
    files, is_found = CHOSEN[name]
    entities = [one.entity for one in found(tmp_path, "untested-solution", {**BASE, **files})]
    assert entities == (["solution:s"] if is_found else [])


def test_the_assumption_to_test_is_named(tmp_path: Path) -> None:
    for assumptions, hint in ((ASSUMING, "`tests: [s]` and `assumption: first`"), ("[One]", "`tests: [s]`, or")):
        files = {**BASE, **solutions(s=text(serves="outcome:o", status="chosen", assumptions=assumptions))}
        [one] = found(tmp_path / assumptions[:3], "untested-solution", files)
        assert hint in str(one.hint)


# --- opportunity-without-evidence


def insights(*abouts: str, **fields: Any) -> Files:
    return {f"insights/i{number}.yaml": text(about=about, **fields) for number, about in enumerate(abouts)}


EVIDENCE: dict[str, tuple[Files, list[str]]] = {
    "none": (opportunities(a=text(outcome="o")), ["warning a"]),
    "two": ({**opportunities(a=text(outcome="o")), **insights("a", "a")}, []),
    "against": ({**opportunities(a=text(outcome="o")), **insights("a", "a", signal="against")}, []),
    "a single case": ({**opportunities(a=text(outcome="o")), **insights("a")}, ["info a"]),
    "one customer twice": ({**opportunities(a=text(outcome="o")), **insights("a", "a", customer="Maria")}, ["info a"]),
    "a survey": ({**opportunities(a=text(outcome="o")), **insights("a", source="survey")}, []),
    "figures of many": ({**opportunities(a=text(outcome="o")), **insights("a", source="analytics")}, []),
    "about its parts": (
        {
            **opportunities(a=text(outcome="o"), b=text(parent="a"), c=text(parent="a"), d=text(parent="b")),
            **insights("d", "c", "c"),
        },
        ["info b", "info d"],
    ),
    "about the whole, not the part": (
        {**opportunities(a=text(outcome="o"), b=text(parent="a"), c=text(parent="a", status="later")),
         **insights("a", "a", "b", "b", "b")},
        ["warning c"],
    ),
    "about an idea for it": (
        {**opportunities(a=text(outcome="o")), **solutions(s=text(serves="a")), **insights("s")}, ["warning a"]
    ),
    "not heard yet": ({**opportunities(a=text(outcome="o")), **insights("a", "a", date="2026-11-23")}, ["warning a"]),
    "not asked": (
        opportunities(**{name: text(outcome="o", status=name) for name in ("inbox", "not_now", "solved", "dropped")}),
        [],
    ),
    "solved only later": (
        opportunities(a=text(outcome="o", status="solved", closed="2026-12-01")), ["warning a"]
    ),
    "a draft": ({"outcomes/o.yaml": text(status="draft"), **opportunities(a=text(outcome="o"))}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", EVIDENCE)
def test_opportunities_without_evidence(name: str, tmp_path: Path) -> None:
    files, expected = EVIDENCE[name]
    lines = [
        f"{one.severity} {str(one.entity).partition(':')[2]}"
        for one in found(tmp_path, "opportunity-without-evidence", {**BASE, **files})
    ]
    assert lines == expected


# --- all of them


def test_no_rule_gets_lost_in_long_chains_and_wide_trees(tmp_path: Path) -> None:
    """None walks down by recursion, or looks at every neighbour of every neighbour."""
    chain = {f"c{number}": text(parent=f"c{number - 1}") if number else text(outcome="o") for number in range(2000)}
    wide = {f"w{number}": text(parent="c0") for number in range(2000)}
    work = {
        f"w{number}": text(parent=f"w{number - 1}", levers="people", type="task") if number else text(type="task")
        for number in range(2000)
    }
    files = {
        **BASE,
        **opportunities(**chain, **wide),
        **solutions(**{f"s{number}": text(serves="[c0]", status="chosen") for number in range(2000)}),
        **{f"insights/{part}.yaml": documents(**{f"i{part}{n}": text(about=f"c{n}") for n in range(part, 2000, 4)})
           for part in range(4)},
        "outputs/all.yaml": documents(**work),
    }  # fmt: skip
    assert len(found(tmp_path, "tree-shape", files)) > 1000
