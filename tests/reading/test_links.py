"""What a name in a link means, and what is said where it means nothing."""

# ruff: noqa: E501 - one case is one line, however long: so a table of cases can be read

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outtrack.model.base import Link, Relation, slug
from outtrack.model.declared import links, links_of_class
from outtrack.model.discovery import Solution
from outtrack.model.experiment import Experiment
from outtrack.model.outcome import Contribution, Influence, KeyResult, Outcome
from outtrack.names import Names

if TYPE_CHECKING:
    from reading.conftest import Tree


def around(tree: Tree, path: str, lines: str) -> list[tuple[str, str, str, str | None]]:
    """Return what is wrong with the links of one file among others."""
    tree.write("outtrack.yaml", "version: 1\nexternals: [company]\n")
    tree.write("outcomes/revenue-2026.yaml", "title: R\nkey_results: [{title: New sales}, {title: Churn}]\n")
    tree.write("outcomes/retention.yaml", "title: R\nkey_results: [{title: Churn}]\n")
    tree.write("outcomes/broken.yaml", "title: [\n")
    tree.write("metrics/retention.yaml")
    tree.write("strategies/expand.yaml")
    tree.write("opportunities/form.yaml")
    tree.write(path, lines)
    return [
        (f"{one.span.line}:{one.span.column}", one.rule, one.message, one.hint)
        for one in tree.found()
        if one.span and one.path == path
    ]


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("outcomes/x.yaml", "title: X\ncontributes_to: [revenue-2026, expand, outcome:retention, company::goal, broken]\n", None),
        ("outcomes/x.yaml", "title: X\ncontributes_to: {to: strategy:expand, weight: 0}\n", None),
        ("insights/x.yaml", "title: X\nabout: [metric:retention, form, outcome:retention]\n", None),
        ("outputs/x.yaml", "title: X\nexpected: [{key_result: revenue-2026/new-sales}, {key_result: broken/whatever}]\n", None),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: 'key_result:retention/churn'}\n", None),
        ("outcomes/x.yaml", "title: X\ncontributes_to: [retention, revenue-2025]\n", ("2:29", "dangling-link", "there is no outcome or strategy `revenue-2025`", "did you mean `revenue-2026`?")),
        ("outcomes/x.yaml", "title: X\ncontributes_to: Retention\n", ("2:17", "dangling-link", "there is no outcome or strategy `Retention`", "did you mean `retention`?")),
        ("outcomes/x.yaml", "title: X\ncontributes_to: retention, revenue-2026\n", ("2:17", "dangling-link", "there is no outcome or strategy `retention, revenue-2026`", "write a list: `[retention, revenue-2026]`")),
        ("outcomes/x.yaml", "title: X\ncontributes_to: qqq\n", ("2:17", "dangling-link", "there is no outcome or strategy `qqq`", None)),
        ("outcomes/x.yaml", "title: X\ncontributes_to: outcome:qqq\n", ("2:17", "dangling-link", "there is no outcome `qqq`", None)),
        ("outcomes/x.yaml", "title: X\ncontributes_to: form\n", ("2:17", "wrong-link-kind", "`form` is an opportunity; expected an outcome or a strategy", None)),
        ("outcomes/x.yaml", "title: X\ncontributes_to: metric:retention\n", ("2:17", "wrong-link-kind", "`metric:retention` is a metric; expected an outcome or a strategy", None)),
        ("outcomes/x.yaml", "title: X\ncontributes_to: key_result:a/b\n", ("2:17", "wrong-link-kind", "`key_result:a/b` is a key result; expected an outcome or a strategy", None)),
        ("outcomes/x.yaml", "title: X\ncontributes_to: compny::goal\n", ("2:17", "dangling-link", "`compny` is not a workspace that outtrack.yaml declares", "did you mean `company`?")),
        ("outcomes/x.yaml", "title: X\ncontributes_to: zz::goal\n", ("2:17", "dangling-link", "`zz` is not a workspace that outtrack.yaml declares", "add `externals: [zz]` to outtrack.yaml")),
        ("insights/x.yaml", "title: X\nabout: retention\n", ("2:8", "ambiguous-link", "`retention` names an outcome and a metric", "write `outcome:retention` or `metric:retention`")),
        ("insights/x.yaml", "title: X\nabout: qqq\n", ("2:8", "dangling-link", "there is nothing called `qqq`", None)),
        ("insights/x.yaml", f"title: X\nabout: {'q' * 5000}\n", ("2:8", "dangling-link", f"there is nothing called `{'q' * 59}…`", None)),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: new-sales}\n", ("2:24", "dangling-link", "there is no key result `new-sales`", "write it in full: `revenue-2026/new-sales`")),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: new-sale}\n", ("2:24", "dangling-link", "there is no key result `new-sale`", "did you mean `revenue-2026/new-sales`?")),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: churn}\n", ("2:24", "dangling-link", "there is no key result `churn`", "write it in full: `retention/churn` or `revenue-2026/churn`")),
        ("outputs/x.yaml", "title: X\noutcomes: [new-sales]\n", ("2:12", "dangling-link", "there is no outcome `new-sales`: it is a key result of `revenue-2026`", "write the outcome: `revenue-2026`")),
        ("outputs/x.yaml", "title: X\noutcomes: retention/churn\n", ("2:11", "dangling-link", "there is no outcome `retention/churn`: it is a key result of `retention`", "write the outcome: `retention`")),
        ("outputs/x.yaml", "title: X\noutcomes: churn\n", ("2:11", "dangling-link", "there is no outcome `churn`: it is a key result of `retention` or `revenue-2026`", "write the outcome: `retention` or `revenue-2026`")),
        ("outputs/x.yaml", "title: X\nsolution: churn\n", ("2:11", "dangling-link", "there is no solution `churn`", None)),
        ("insights/x.yaml", "title: X\nabout: churn\n", ("2:8", "dangling-link", "there is nothing called `churn`: it is a key result of `retention` or `revenue-2026`", "write the outcome: `retention` or `revenue-2026`")),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: retention/churm}\n", ("2:24", "dangling-link", "there is no key result `retention/churm`", "did you mean `retention/churn`?")),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: retention/qqqqqqqqqqqqqqqq}\n", ("2:24", "dangling-link", "there is no key result `retention/qqqqqqqqqqqqqqqq`", "its key results are `retention/churn`")),
        ("outcomes/x.yaml", "title: X\nkey_results: {title: K, continues: x2/k}\n", ("2:36", "dangling-link", "there is no key result `x2/k`", "did you mean `x/k`?")),
        ("outputs/x.yaml", "title: X\nexpected: {key_result: outcome:retention}\n", ("2:24", "wrong-link-kind", "`outcome:retention` is an outcome; expected a key result", None)),
        ("visions/x.yaml", "title: X\nnorth_star: revenue-2025\n", ("2:13", "dangling-link", "there is no outcome `revenue-2025`", "did you mean `revenue-2026`?")),
        ("experiments/x.yaml", "title: X\ntests: form\nnext: [form, gone]\n", ("3:14", "dangling-link", "there is nothing called `gone`", None)),
    ],
)  # fmt: skip
def test_a_name_in_a_link(tree: Tree, path: str, lines: str, expected: tuple[str, str, str, str | None] | None) -> None:
    assert around(tree, path, lines) == ([expected] if expected else [])


def test_an_outcome_without_key_results_is_said_to_have_none(tree: Tree) -> None:
    tree.write("outcomes/bare.yaml")
    tree.write("outputs/x.yaml", "title: X\nexpected: {key_result: bare/k}\n")
    assert [one.hint for one in tree.found()] == ["it has no key results"]


def test_links_of_a_record_with_their_places_and_weights() -> None:
    outcome = Outcome(
        id="x",
        title="X",
        contributes_to=(Contribution(to="a", weight=2), Contribution(to="b")),
        influences=(Influence(to="c", strength=4),),
        key_results=(KeyResult(title="K"), KeyResult(title="L", metric="m")),
    )
    assert [(one.keys, one.name, one.weight) for one in links(outcome)] == [
        (("contributes_to", 0, "to"), "a", 2),
        (("contributes_to", 1, "to"), "b", 1),
        (("key_results", 1, "metric"), "m", None),
        (("influences", 0, "to"), "c", 4),
    ]


def test_links_that_a_class_declares() -> None:
    assert {keys: link.relation for keys, link in links_of_class(Solution)} == {
        ("serves",): Relation.SERVES,
        ("expected", "key_result"): Relation.EXPECTS,
    }
    assert dict(links_of_class(Experiment))["next",] == Link(Relation.NEXT)


def test_names_know_what_there_is(tree: Tree) -> None:
    tree.write("outcomes/x.yaml", "title: X\nkey_results: [{title: One Two}, {id: k, title: Three}]\n")
    names = tree.load().names
    assert names.key_results() == {"x/one-two": "outcome:x", "x/k": "outcome:x"}
    assert names.key_results() is names.key_results()
    record = names.find("outcome", "x")
    assert record
    assert record.ref == "outcome:x"
    assert Names().find("outcome", "x") is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Trial-to-paid conversion", "trial-to-paid-conversion"),
        ("  ", ""),
        ("Straße № 5 / Ökonomie_2", "strasse-5-ökonomie-2"),
        ("日本語 タイトル", "日本語-タイトル"),
        ("हिन्दी में शीर्षक", "हिन्दी-में-शीर्षक"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("a " * 40, "-".join("a" * 30)),
        ("x" * 70, "x" * 60),
        ("x" * 50 + " " + "y" * 50, "x" * 50),
    ],
)
def test_slug(title: str, name: str) -> None:
    assert slug(title) == name


LOOSE = """title: A
due: 2026-Q4
key_results:
  - {id: change, title: C, baseline: 0, target: 10}
  - {id: total, title: T, cumulative: true, target: 10, checkins: [{date: 2026-10-01, value: 5}, {date: 2026-10-20, value: 6}]}
  - {id: felt, title: F, self_reported: true}
  - {id: steps, title: S, milestones: [One]}
  - {id: ranks, title: R, levels: [low, high], target: high}
  - {id: read, title: R, metric: m}
"""


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        ("change", 'value: "12%"', "checkins/c.yaml:3:8 invalid-value: `12%` is not a number"),
        ("change", "delta: 3", "checkins/c.yaml:3:8 invalid-value: `delta` needs `cumulative: true`"),
        (
            "total",
            "value: 9\ndelta: 3",
            "checkins/c.yaml:4:8 invalid-value: `value` (the total) and `delta` (what came on top) exclude each other",
        ),
        ("total", "value: 3", "checkins/c.yaml:3:8 invalid-value: the total falls from 5 to 3"),
        ("total", "value: 9", "outcomes/a.yaml:5:124 invalid-value: the total falls from 9 to 6"),
        ("total", "value: 3\ncorrection: true", None),
        ("total", "value: 5.5", None),
        ("felt", "value: 140", "checkins/c.yaml:3:8 invalid-value: `140` is not between 0 and 100"),
        ("steps", "value: 1", "checkins/c.yaml:3:8 invalid-value: milestones take no values"),
        ("steps", "note: Nearly", None),
        ("ranks", "value: middle", "checkins/c.yaml:3:8 invalid-value: `middle` is not a level"),
        ("ranks", "value: high", None),
        ("read", "value: 4", "checkins/c.yaml:3:8 invalid-value: the values come from the metric `m`"),
    ],
)
def test_a_check_in_of_its_own_is_judged_as_within_its_outcome(
    tree: Tree, name: str, lines: str, expected: str | None
) -> None:
    tree.write("metrics/m.yaml")
    tree.write("outcomes/a.yaml", LOOSE)
    tree.write("checkins/c.yaml", f"key_result: a/{name}\ndate: 2026-10-10\n{lines}\n")
    assert tree.lines() == ([expected] if expected else [])


def test_a_reading_of_its_own_has_no_delta(tree: Tree) -> None:
    tree.write("metrics/m.yaml")
    tree.write("checkins/c.yaml", "metric: m\ndate: 2026-10-10\nvalue: 4\ndelta: 3\n")
    assert tree.lines() == ["checkins/c.yaml:4:8 invalid-value: `delta` has no meaning in a reading of a metric"]


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("outputs/x.yaml", "title: X\nstatus: shipping\noutcomes: [qqq, retention]\n", ["2:9 invalid-value", "3:12 dangling-link"]),
        ("outputs/x.yaml", "outcomes: [qqq]\n", ["1:1 missing-field", "1:12 dangling-link"]),
        ("outputs/x.yaml", "title: X\ntitle: Y\noutcomes: qqq\n", ["2:1 duplicate-key", "3:11 dangling-link"]),
        ("outputs/x.yaml", "title: X\noutcomes: [qqq, [retention]]\n", ["2:17 invalid-value"]),
        ("outputs/x.yaml", "title: X\neffort: no\nsolution: revenue-2026\n", ["2:9 invalid-value", "3:11 wrong-link-kind"]),
        ("checkins/x.yaml", "key_result: retention/qqq\ndate: never\n", ["1:13 dangling-link", "2:7 invalid-value"]),
        ("outputs/x.yaml", "title: X\neffort: no\noutcomes: retention\n", ["2:9 invalid-value"]),
    ],
)  # fmt: skip
def test_a_bad_value_hides_no_link_of_its_file(tree: Tree, path: str, lines: str, expected: list[str]) -> None:
    assert [f"{at} {rule}" for at, rule, _, _ in around(tree, path, lines)] == expected
