"""Fields set, lists that grow and shrink, and what is refused with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acting import done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.set import set_
from outtrack.write import EditError

if TYPE_CHECKING:
    from pathlib import Path

PAY = """\
title: Pay   # for it
owner: maria
tags: [try, 'set up']
who: evaluators
due: 2026-Q4
key_results:
  - id: rate
    title: Rate
    unit: "%"
    baseline: {value: 15, date: 2026-09-28}
    target: 25
    checkins: [{date: 2026-10-05, value: 16}]
  - {id: size, title: Size, target: 3}
  - {id: load, title: Load, metric: tickets, target: 5}
"""
FILES = {
    "outcomes/pay.yaml": PAY,
    "outcomes/stay.yaml": "title: Stay\ncontributes_to: pay\n",
    "outputs/build.yaml": "title: Build\noutcomes: [pay]\nstatus: doing\n",
    "opportunities/slow.yaml": "title: Slow\nstatus: solved\nclosed: 2026-10-01\n",
    "solutions/form.yaml": "title: Form\nice: {impact: 3}\n",
    "metrics/tickets.yaml": "title: Tickets\nreadings: [{date: 2026-10-05, value: 16}]\n",
}
PAY_PATH, BUILD_PATH = "outcomes/pay.yaml", "outputs/build.yaml"

SET = [
    ("outcome:pay", "owner=chidi", PAY_PATH, "owner: chidi\n"),
    ("outcome:pay", "owner=chidi,lena", PAY_PATH, "owner: [chidi, lena]\n"),
    ("outcome:pay", "owner+=lena", PAY_PATH, "owner: [maria, lena]\n"),
    ("outcome:pay", "owner-=maria", PAY_PATH, "title: Pay   # for it\ntags:"),
    ("outcome:pay", "tags+=try,b", PAY_PATH, "tags: [try, 'set up', 'b']\n"),
    ("outcome:pay", "tags-=try", PAY_PATH, "tags: ['set up']\n"),
    ("outcome:pay", "tags=", PAY_PATH, "owner: maria\nwho:"),
    ("outcome:pay", "tags=only", PAY_PATH, "tags: [only]\n"),
    ("outcome:pay", "title=Yes: # really", PAY_PATH, 'title: "Yes: # really"   # for it\n'),
    ("outcome:pay", "who=users", PAY_PATH, "who: users\n"),
    ("outcome:pay", "who.as=user", PAY_PATH, "who: {group: evaluators, as: user}\n"),
    ("outcome:pay", "who.group=users", PAY_PATH, "who: users\n"),
    ("outcome:pay", "fields.region=emea", PAY_PATH, "fields: {region: emea}\n"),
    ("outcome:pay", "fields.a.b-c=7", PAY_PATH, "fields: {a.b-c: 7}\n"),
    ("outcome:pay", "score=80%", PAY_PATH, "score: 0.8\n"),
    ("outcome:pay", "achievable={soon}", PAY_PATH, 'achievable: "{soon}"\n'),
    ("solution:form", "confidence=57.5 %", "solutions/form.yaml", "confidence: 0.575\n"),
    ("outcome:pay", "isolated=true", PAY_PATH, "isolated: true\n"),
    ("outcome:pay", "score=.5", PAY_PATH, "score: .5\n"),
    ("outcome:pay", "area=010", PAY_PATH, 'area: "010"\n'),
    ("outcome:pay", "description=one\ntwo", PAY_PATH, "description: |-\n  one\n  two\n"),
    ("outcome:pay", "review-every=2m", PAY_PATH, "review_every: 2m\n"),
    ("outcome:pay", "urls+=https://a.example", PAY_PATH, "urls: [https://a.example]\n"),
    ("key_result:pay/rate", "unit=", PAY_PATH, "title: Rate\n    baseline"),
    ("key_result:pay/rate", "cadence=weekly", PAY_PATH, "    cadence: weekly\n"),
    ("key_result:pay/size", "target=4", PAY_PATH, "{id: size, title: Size, target: 4}"),
    ("key_result:pay/size", "target=+20%", PAY_PATH, "target: +20%}"),
    ("key_result:pay/size", "baseline=1", PAY_PATH, "{id: size, title: Size, baseline: 1, target: 3}"),
    ("key_result:pay/size", "keep.min=3", PAY_PATH, "keep: {min: 3}"),
    ("output:build", "outcomes+=stay", BUILD_PATH, "outcomes: [pay, stay]\n"),
    ("output:build", "effort=5", BUILD_PATH, "effort: 5\n"),
    ("output:build", "budget.planned=500", BUILD_PATH, "budget: {planned: 500}\n"),
    ("output:build", "ref=2026", BUILD_PATH, 'ref: "2026"\n'),
    ("solution:form", "ice.ease=4", "solutions/form.yaml", "ice: {impact: 3, ease: 4}\n"),
    ("opportunity:slow", "outcome=outcome:pay", "opportunities/slow.yaml", "outcome: outcome:pay\n"),
]


@pytest.mark.parametrize(("ref", "given", "path", "text"), SET)
def test_a_field_is_set_as_the_model_reads_it(tmp_path: Path, ref: str, given: str, path: str, text: str) -> None:
    before = workspace(tmp_path, FILES)
    if "keep" in given:
        before = workspace(tmp_path, {PAY_PATH: PAY.replace("Size, target: 3}", "Size}")})
    after = texts(done(before, set_(before, ref, [given])))
    assert text in after[path]
    assert [name for name in after if after[name] != texts(before)[name]] == [] or len(after) == len(texts(before))


def test_several_fields_are_set_at_once_and_said(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    plan = set_(before, "output:build", ["status=done", "shipped=2026-11-20", "tags=a,b"])
    assert plan.said == ("build: status doing -> done", "build: shipped 2026-11-20", "build: tags a, b")
    assert plan.notes == ()


def test_the_same_value_changes_nothing(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    for ref, one in (
        ("output:build", "status=doing"),
        ("output:build", "sprint="),
        ("outcome:pay", "tags+=try"),
        ("key_result:pay/rate", "target=25"),
        ("key_result:pay/rate", "baseline=15"),
    ):
        plan = set_(before, ref, [one])
        assert (plan.changes, plan.said) == ((), ())


FOLLOWS = [
    ("outcome:pay", "status=done", ["`outtrack close pay` notes the day and the score, too"]),
    ("output:build", "status=done", ["on which day? `outtrack set build shipped=2026-11-22`"]),
    (
        "output:build",
        "status=dropped",
        ["on which day? `outtrack set build closed=2026-11-22`", "why? `outtrack set build reason=…`"],
    ),
    (
        "opportunity:slow",
        "status=now",
        ["`closed` still says 2026-10-01: `outtrack set slow closed=` takes it away"],
    ),
    ("opportunity:slow", "status=solved", []),
    ("output:build", "status=parked", []),
]


@pytest.mark.parametrize(("ref", "given", "notes"), FOLLOWS)
def test_what_follows_from_a_status_is_offered(tmp_path: Path, ref: str, given: str, notes: list[str]) -> None:
    assert list(set_(workspace(tmp_path, FILES), ref, [given]).notes) == notes


REFUSED = [
    ("outcome:pay", "statsu=done", "`statsu` is not a field of an outcome; did you mean `status`"),
    ("outcome:pay", "who.grup=x", "`grup` is not a field of `who`; did you mean `group`"),
    ("key_result:pay/rate", "targt=3", "did you mean `target`"),
    ("outcome:pay", "colour=red", "values of your own go under `fields:`"),
    ("outcome:pay", "owner.name=x", "`owner` has no parts: write owner=value"),
    ("outcome:pay", "fields=x", "`fields`: say which, such as"),
    ("outcome:pay", "fields.=x", r"`fields\.`: say which, such as"),
    ("outcome:pay", "foo", "write it as field=value"),
    ("outcome:pay", "=x", "write it as field=value"),
    ("outcome:pay", "title+=x", "`title` is no list: write title=value"),
    ("outcome:pay", "fields.x+=x", r"`fields\.x` is no list"),
    ("outcome:pay", "id=x", "`outtrack rename`"),
    ("outcome:pay", "kind=output", "the kind of an entity stays"),
    ("outcome:pay", "key_results=x", "name the key result itself"),
    ("key_result:pay/rate", "checkins=x", "`outtrack checkin` records a value"),
    ("outcome:pay", "checkins=x", "`outtrack checkin` records a value"),
    ("key_result:pay/rate", "changes=x", "`outtrack retarget` moves a goalpost"),
    ("outcome:pay", "updates+=x", "`outtrack update`"),
    ("outcome:pay", "contributes_to+=stay", "`outtrack link` and `outtrack unlink`"),
    ("outcome:pay", "tags+=", r"`tags\+=`: say what"),
    ("outcome:pay", "basis+=x", "is a list of several lines each"),
    ("outcome:pay", "basis={a: 1}", r"is a list of several lines each.*basis\.a=1 writes one"),
    (
        "outcome:pay",
        "achievable={date: 2026-11-20, note: it can}",
        r"achievable\.date=2026-11-20 achievable\.note='it can'",
    ),
    ("outcome:pay", "score=120%", "the score is from 0 to 1, not 120%"),
    ("outcome:pay", "score=much%", "the score is a number from 0 to 1"),
    ("key_result:pay/size", "kind=cumulative", "cumulative=true for a running total"),
    ("outcome:pay", "tags-=x", "`tags` has no `x`: it has try, set up"),
    ("output:build", "budget=5", r"has parts: write budget\.planned=value"),
    ("output:build", "outcomes=nope", "outcomes: there is no outcome `nope`"),
    ("output:build", "outcomes+=build", "outcomes: `build` is an output; expected an outcome"),
    ("output:build", "parent=build", "`build` can't link to itself"),
    ("key_result:pay/rate", "target=30", "`outtrack retarget pay/rate --target 30 --why …` moves it openly"),
    ("key_result:pay/rate", "baseline=10", "`outtrack retarget"),
    ("key_result:pay/rate", "target=", "`outtrack retarget"),
    ("key_result:pay/load", "target=4", "`pay/load` has been measured"),
    ("outcome:pay", "due=2027-Q1", "`outtrack retarget pay --due 2027-Q1"),
]


@pytest.mark.parametrize(("ref", "given", "why"), REFUSED)
def test_what_can_not_be_set_is_refused_with_the_way_out(tmp_path: Path, ref: str, given: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        set_(workspace(tmp_path, FILES), ref, [given])


WRONG = [
    ("outcome:pay", "status=finished", "did you mean `done`"),
    ("outcome:pay", "title=", "`title` is missing"),
    ("outcome:pay", "score=7", "is above 1"),
    ("outcome:pay", "isolated=maybe", "neither true nor false"),
    ("outcome:pay", "closed=soon", "is not a day"),
    ("output:build", "effort=5d", "write the number alone"),
    ("output:build", "due=2026-Q5", "a year has 4 quarters"),
    ("key_result:pay/size", "target=+20", "ambiguous as a target"),
]


@pytest.mark.parametrize(("ref", "given", "why"), WRONG)
def test_a_value_that_the_model_refuses_is_never_written(tmp_path: Path, ref: str, given: str, why: str) -> None:
    with pytest.raises(EditError) as refused:
        set_(workspace(tmp_path, FILES), ref, [given])
    found = refused.value.found
    assert why in f"{found.message}; {found.hint}"


def test_a_slip_of_the_pen_is_mended_quietly(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    after = texts(done(before, set_(before, "key_result:pay/rate", ["target=30", "baseline=14"], is_quiet=True)))
    assert after[PAY_PATH] == PAY.replace("target: 25", "target: 30").replace("value: 15,", "value: 14,")


def test_a_link_that_would_lead_round_in_a_circle_is_refused(tmp_path: Path) -> None:
    files = {"outputs/a.yaml": "title: A\nparent: b\n", "outputs/b.yaml": "title: B\n"}
    with pytest.raises(RefusedError, match="in a circle: b → a → b"):
        set_(workspace(tmp_path, files), "output:b", ["parent=a"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_is_read_back_as_it_was_given(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    wanted = text.strip()
    if not wanted or "\x00" in wanted:
        return
    before = workspace(tmp_path_factory.mktemp("set"), FILES)
    after = done(before, set_(before, "outcome:pay", [f"problem={text}"]))
    assert after.get("outcome:pay").problem.strip() == wanted
    lines = texts(after)[PAY_PATH].splitlines(keepends=True)
    assert "".join(line for line in lines if line in PAY.splitlines(keepends=True)) == PAY
