"""Links put and taken away: in the field that fits, once, and never in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acting import again, done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.link import link
from outtrack.acts.linking import fields_of
from outtrack.acts.unlink import unlink
from outtrack.graph import declared
from outtrack.model import KINDS
from outtrack.names import KEY_RESULT
from outtrack.write import EditError

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "visions/shop.yaml": "title: Shop\n",
    "strategies/bet.yaml": "title: Bet\nmeasured_by: [pay]\n",
    "outcomes/pay.yaml": "title: Pay\nkey_results:\n  - Rate of paying\n  - {id: size, title: Size}\n",
    "outcomes/stay.yaml": "title: Stay\ncontributes_to: {to: pay, weight: 2}  # half\n",
    "outcomes/slow.yaml": "title: Slow\n",
    "opportunities/slow.yaml": "title: Slow\n",
    "solutions/form.yaml": "title: Form\n",
    "experiments/test.yaml": "title: Test\n",
    "outputs/build.yaml": "title: Build\noutcomes: pay   # one\n",
    "insights/one.yaml": "title: One\n",
    "metrics/rate.yaml": "title: Rate\n",
}

LINKED: list[tuple[str, str, str | None, str, str]] = [
    ("output:build", "outcome:stay", None, "outputs/build.yaml", "outcomes: [pay, stay]   # one\n"),
    ("output:build", "solution:form", None, "outputs/build.yaml", "solution: form\n"),
    ("output:build", "key_result:pay/size", None, "outputs/build.yaml", "  - {key_result: pay/size}\n"),
    ("opportunity:slow", "outcome:pay", None, "opportunities/slow.yaml", "outcome: pay\n"),
    ("solution:form", "opportunity:slow", None, "solutions/form.yaml", "serves: [opportunity:slow]\n"),
    ("experiment:test", "solution:form", "tests", "experiments/test.yaml", "tests: [form]\n"),
    ("insight:one", "solution:form", None, "insights/one.yaml", "about: [form]\n"),
    ("outcome:stay", "outcome:slow", "contributes-to", "outcomes/stay.yaml", "{to: pay, weight: 2}"),
    ("outcome:slow", "outcome:pay", "influences", "outcomes/slow.yaml", "influences: [pay]\n"),
    ("vision:shop", "outcome:pay", "goals", "visions/shop.yaml", "goals: [pay]\n"),
    ("key_result:pay/size", "metric:rate", None, "outcomes/pay.yaml", "{id: size, title: Size, metric: rate}"),
    ("key_result:pay/rate-of-paying", "metric:rate", None, "outcomes/pay.yaml", "metric: rate"),
]


@pytest.mark.parametrize(("source", "target", "field", "path", "text"), LINKED)
def test_a_link_is_written_where_it_belongs_and_taken_away_again(
    tmp_path: Path, source: str, target: str, field: str | None, path: str, text: str
) -> None:
    before = workspace(tmp_path, FILES)
    plan = link(before, source, target, field)
    after = done(before, plan)
    assert text in texts(after)[path]
    twice = link(after, source, target, field)
    assert twice.changes == ()
    assert "they are linked already" in twice.notes[0]
    gone = done(after, unlink(after, source, target, field))
    assert gone.graph.outgoing == before.graph.outgoing


def test_a_key_result_gets_an_id_before_it_is_named(tmp_path: Path) -> None:
    before = workspace(tmp_path, {**FILES, "outcomes/kr.yaml": "title: K\nkey_results:\n  - title: How many\n"})
    after = texts(done(before, link(before, "output:build", "key_result:kr/how-many")))
    assert after["outcomes/kr.yaml"] == "title: K\nkey_results:\n  - id: how-many\n    title: How many\n"


def test_what_stands_beside_a_link(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    after = done(before, link(before, "outcome:slow", "outcome:pay", "influences", strength=3))
    assert texts(after)["outcomes/slow.yaml"] == "title: Slow\ninfluences:\n  - {to: pay, strength: 3}\n"
    again_ = done(after, link(after, "outcome:slow", "outcome:pay", "influences", strength=4))
    assert "strength: 4" in texts(again_)["outcomes/slow.yaml"]
    last = done(again_, link(again_, "outcome:slow", "strategy:bet", weight=0.5))
    assert "  - {to: bet, weight: 0.5}\n" in texts(last)["outcomes/slow.yaml"]
    with pytest.raises(EditError, match="above 4"):
        link(last, "outcome:slow", "outcome:pay", "influences", strength=5)


def test_what_the_other_side_says_is_said(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    plan = link(before, "outcome:pay", "strategy:bet")
    assert plan.changes == ()
    assert plan.notes == ("they are linked already: strategies/bet.yaml:2, `measured_by`",)
    after = done(before, unlink(before, "outcome:pay", "strategy:bet"))
    assert texts(after)["strategies/bet.yaml"] == "title: Bet\n"


def test_both_sides_that_say_the_same_are_unlinked(tmp_path: Path) -> None:
    files = {**FILES, "outcomes/pay.yaml": "title: Pay\ncontributes_to: bet\n"}
    before = workspace(tmp_path, files)
    after = texts(done(before, unlink(before, "strategy:bet", "outcome:pay")))
    assert (after["strategies/bet.yaml"], after["outcomes/pay.yaml"]) == ("title: Bet\n", "title: Pay\n")


def test_only_the_direction_that_was_named_is_unlinked(tmp_path: Path) -> None:
    files = {"outcomes/a.yaml": "title: A\ninfluences: [b]\n", "outcomes/b.yaml": "title: B\ninfluences: [a]\n"}
    before = workspace(tmp_path, files)
    after = texts(done(before, unlink(before, "outcome:a", "outcome:b")))
    assert after == {"outcomes/a.yaml": "title: A\n", "outcomes/b.yaml": "title: B\ninfluences: [a]\n"}


REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    ("outcome:pay", "outcome:stay", {}, "in several ways: say `--as contributes_to`"),
    ("strategy:bet", "outcome:slow", {}, r"`--as goal` \(serves\), `--as measured_by` \(is served by\)"),
    ("outcome:pay", "outcome:stay", {"name": "contributes_to"}, "in a circle: pay → stay → pay; `outtrack unlink stay"),
    ("strategy:bet", "outcome:pay", {"name": "goal"}, "in a circle"),
    ("outcome:pay", "outcome:pay", {"name": "influences"}, "`pay` can't link to itself"),
    ("outcome:pay", "output:build", {}, "link the other way round, `build pay`"),
    ("metric:rate", "outcome:pay", {}, "link the other way round|a metric can't link to an outcome"),
    ("output:build", "opportunity:slow", {}, "it links to an outcome, a solution, an output, a key result"),
    ("output:build", "outcome:stay", {"name": "outcme"}, "has no link `outcme`; did you mean `outcomes`"),
    (
        "output:build",
        "outcome:stay",
        {"name": "solution"},
        "`solution` names a solution, not an outcome; `--as outcomes`",
    ),
    ("output:build", "outcome:stay", {"weight": 2}, "--weight: it stands beside `contributes_to`, not `outcomes`"),
    ("outcome:slow", "outcome:pay", {"name": "continues", "strength": 2}, "--strength: it stands beside `influences`"),
    ("insight:one", "key_result:pay/size", {}, "can't link|the other way round"),
    ("key_result:pay/size", "outcome:stay", {}, "a key result can't link to an outcome"),
]


@pytest.mark.parametrize(("source", "target", "more", "why"), REFUSED)
def test_links_that_make_no_sense_are_refused(
    tmp_path: Path, source: str, target: str, more: dict[str, Any], why: str
) -> None:
    with pytest.raises(RefusedError, match=why):
        link(workspace(tmp_path, FILES), source, target, **more)


def test_a_field_that_holds_one_link_is_not_overwritten(tmp_path: Path) -> None:
    before = workspace(tmp_path, {**FILES, "opportunities/slow.yaml": "title: Slow\noutcome: pay\n"})
    with pytest.raises(RefusedError, match=r"has `outcome: pay` already, .* `outtrack unlink slow pay` first"):
        link(before, "opportunity:slow", "outcome:stay")


def test_unlinking_what_is_not_linked_says_what_is(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    with pytest.raises(RefusedError, match="`build` and `stay` are not linked: it links to pay"):
        unlink(before, "output:build", "outcome:stay")
    both = workspace(tmp_path, {"outcomes/stay.yaml": "title: S\ncontributes_to: pay\ninfluences: pay\n"})
    with pytest.raises(RefusedError, match="in several ways: say `--as contributes_to` or `--as influences`"):
        unlink(both, "outcome:stay", "outcome:pay")
    with pytest.raises(RefusedError, match=r"no `influence` links .*; did you mean `influences`"):
        unlink(both, "outcome:stay", "outcome:pay", "influence")
    after = texts(done(both, unlink(both, "outcome:stay", "outcome:pay", "influences")))
    assert after["outcomes/stay.yaml"] == "title: S\ncontributes_to: pay\n"


def test_every_link_of_the_model_has_a_name_of_its_own() -> None:
    for kind in (*KINDS, KEY_RESULT):
        names = [field.name for field in fields_of(kind)]
        assert len(names) == len(set(names))
    told = {field.keys for field in fields_of("outcome")} | {
        ("key_results", *field.keys) for field in fields_of(KEY_RESULT)
    }
    assert told == set(declared("outcome"))


STYLES = ("", "contributes_to: x\n", "contributes_to: [x]\n", "contributes_to:\n  - x\n", "contributes_to: {to: x}\n")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    style=st.sampled_from(STYLES),
    weight=st.sampled_from((None, 0, 2, 0.5)),
    tail=st.sampled_from(("", "# end\n", "owner: me  # who\n")),
)
def test_a_link_put_and_taken_away_leaves_the_same_links(
    style: str, weight: float | None, tail: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("linked")
    files = dict.fromkeys(("outcomes/x.yaml", "outcomes/y.yaml"), "title: T\n")
    before = workspace(folder, {**files, "outcomes/a.yaml": f"# top\ntitle: A\n{style}{tail}"})
    done(before, link(before, "outcome:a", "outcome:y", "contributes_to", weight=weight))
    linked = again(folder)
    assert "outcome:y" in linked.graph.up("outcome:a")
    after = done(linked, unlink(linked, "outcome:a", "outcome:y"))
    assert after.graph.up("outcome:a") == before.graph.up("outcome:a")
    for line in ("# top", *tail.splitlines()):
        assert line in texts(after)["outcomes/a.yaml"]
