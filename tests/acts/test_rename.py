"""Another id: every place that names an entity or a key result follows, and nothing else changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acting import again, done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.rename import rename

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.snapshot import Snapshot

FILES = {
    "visions/shop.yaml": "title: Shop\ngoals: pay  # the money\nnorth_star: 'outcome:pay'\n",
    "outcomes/pay.yaml": """\
        # what pays
        title: Pay
        key_results: [{id: rate, title: Rate}]
        changes: [{date: 2026-01-02, key_result: rate, field: target, was: 3}]
        """,
    "outcomes/stay.yaml": """\
        title: Stay
        contributes_to: {to: "pay", weight: 2}
        key_results:
          - {title: Months kept, continues: pay/rate, checkins: [{date: 2026-01-02, value: 2, evidence: one}]}
        """,
    "outputs/form.yml": "title: Form\noutcomes:\n- pay   # first\n- stay\nexpected: {key_result: pay/rate}\n",
    "insights/one.yaml": "title: One\nabout: [pay]\n",
    "checkins/a.yaml": "date: 2026-01-02\nkey_result: pay/rate\nvalue: 3\nevidence: insight:one\n",
}


def test_a_file_that_is_named_after_its_entity_gets_the_new_name(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    plan = rename(before, "outcome:pay", "buy")
    assert plan.said == ("pay -> buy, and 8 places in 5 files follow",)
    after = texts(done(before, plan))
    assert "outcomes/pay.yaml" not in after
    assert after["outcomes/buy.yaml"].startswith("# what pays\ntitle: Pay\n")
    assert after["visions/shop.yaml"] == "title: Shop\ngoals: buy  # the money\nnorth_star: 'outcome:buy'\n"
    assert 'contributes_to: {to: "buy", weight: 2}' in after["outcomes/stay.yaml"]
    assert after["outputs/form.yml"] == (
        "title: Form\noutcomes:\n- buy   # first\n- stay\nexpected: {key_result: buy/rate}\n"
    )


def test_a_key_result_without_an_id_gets_one(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    after = done(before, rename(before, "key_result:stay/months-kept", "kept"))
    assert "- {id: kept, title: Months kept," in texts(after)["outcomes/stay.yaml"]


def test_a_key_result_that_is_only_a_title_gets_an_id(tmp_path: Path) -> None:
    before = workspace(tmp_path, {"outcomes/x.yaml": "title: X\nkey_results:\n  - Churn falls  # soon\n"})
    after = done(before, rename(before, "key_result:x/churn-falls", "churn"))
    assert [kr.id for kr in after.get("outcome:x").key_results] == ["churn"]


def test_moved_goalposts_follow_their_key_result(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    after = texts(done(before, rename(before, "key_result:pay/rate", "pay/share")))
    assert "key_result: share, field: target" in after["outcomes/pay.yaml"]
    assert after["checkins/a.yaml"].startswith("date: 2026-01-02\nkey_result: pay/share\n")


def test_check_ins_name_the_insight_that_is_their_evidence(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    after = texts(done(before, rename(before, "insight:one", "two")))
    assert "evidence: two}" in after["outcomes/stay.yaml"]
    assert after["checkins/a.yaml"].endswith("evidence: insight:two\n")


def test_an_id_that_is_written_is_written_anew(tmp_path: Path) -> None:
    files = {
        "outcomes/a.yaml": "id: x  # short\ntitle: X\n---\nid: y\ntitle: Y\ncontributes_to: [x]\n",
        "outcomes/z.yaml": "id: z\ntitle: Z\n",
    }
    before = workspace(tmp_path, files)
    after = done(before, rename(before, "outcome:x", "ex"))
    assert texts(after)["outcomes/a.yaml"] == (
        "id: ex  # short\ntitle: X\n---\nid: y\ntitle: Y\ncontributes_to: [ex]\n"
    )
    last = texts(done(after, rename(after, "outcome:z", "Z")))
    assert last["outcomes/Z.yaml"] == "id: Z\ntitle: Z\n", "another case is another id"


@pytest.mark.parametrize("new", ["2026", "true", "010", "1.5"])
def test_an_id_that_looks_like_something_else_is_quoted(tmp_path: Path, new: str) -> None:
    before = workspace(tmp_path, FILES)
    after = done(before, rename(before, "outcome:pay", new))
    assert f'- "{new}"   # first' in texts(after)["outputs/form.yml"]


def test_another_workspace_is_none_of_our_business(tmp_path: Path) -> None:
    files = {"outcomes/a.yaml": "title: A\ncontributes_to: ['company::b']\n", "outcomes/b.yaml": "title: B\n"}
    before = workspace(tmp_path, files, config="externals: [company]\n")
    after = texts(done(before, rename(before, "outcome:b", "c")))
    assert after["outcomes/a.yaml"] == files["outcomes/a.yaml"]


def test_known_findings_stay_known(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    entries = [
        {"path": "outcomes/pay.yaml", "rule": "a", "entity": "outcome:pay"},
        {"path": "outcomes/stay.yaml", "rule": "a", "entity": "key_result:pay/rate"},
        {"path": "outcomes/pay.yaml.old", "rule": "pay", "entity": "outcome:pay-more"},
    ]
    known = tmp_path / ".outtrack-known.json"
    known.write_text(json.dumps({"version": 1, "findings": entries}), encoding="utf-8")
    done(before, rename(before, "outcome:pay", "buy"))
    assert json.loads(known.read_text(encoding="utf-8"))["findings"] == [
        {"path": "outcomes/buy.yaml", "rule": "a", "entity": "outcome:buy"},
        {"path": "outcomes/stay.yaml", "rule": "a", "entity": "key_result:buy/rate"},
        entries[2],
    ]


REFUSED = [
    ("outcome:pay", "stay", "there is an outcome `stay` already"),
    ("outcome:pay", "STAY", "there is an outcome `stay` already"),
    ("outcome:pay", "output:x", "an outcome stays one"),
    ("outcome:pay", "a b", "is not an id"),
    ("outcome:pay", "", "the text is empty"),
    ("outcome:pay", "a/b", "is not an id"),
    ("key_result:pay/rate", "stay/rate", "outtrack move pay/rate --to-outcome stay"),
    ("key_result:pay/rate", "-x", "is not an id"),
]


@pytest.mark.parametrize(("ref", "new", "why"), REFUSED)
def test_an_id_that_is_none_or_taken_is_refused(tmp_path: Path, ref: str, new: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        rename(workspace(tmp_path, FILES), ref, new)


def test_an_id_is_taken_also_where_letters_are_put_together_otherwise(tmp_path: Path) -> None:
    before = workspace(tmp_path, {"outcomes/a.yaml": "title: A\n", "outcomes/caf\u00e9.yaml": "title: B\n"})
    with pytest.raises(RefusedError, match="already"):
        rename(before, "outcome:a", "cafe\u0301")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("title: X\nstatus: sooon\noutcomes: [pay]\n", "outputs/x.yaml has errors and seems to name `pay`"),
        ("title: X\n<<<<<<< a\noutcomes: [pay]\n=======\n>>>>>>> b\n", "outputs/x.yaml has errors and seems to name"),
        ("[pay", "outputs/x.yaml has errors and seems to name"),
    ],
)
def test_nothing_is_renamed_while_a_broken_file_may_name_it(tmp_path: Path, broken: str, why: str) -> None:
    before = workspace(tmp_path, {**FILES, "outputs/x.yaml": broken})
    with pytest.raises(RefusedError, match=why):
        rename(before, "outcome:pay", "buy")
    rename(before, "insight:one", "two")


def test_an_id_that_two_have_is_not_renamed(tmp_path: Path) -> None:
    before = workspace(tmp_path, {**FILES, "more/outcomes/pay.yaml": "title: P\n"}, config="include: [.]\n")
    with pytest.raises(RefusedError, match="has the id `pay`, too"):
        rename(before, "outcome:pay", "buy")


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    before = workspace(tmp_path, {**FILES, "outcomes/buy.yaml": "id: other\ntitle: Other\n"})
    with pytest.raises(RefusedError, match=r"outcomes/buy\.yaml is there already"):
        rename(before, "outcome:pay", "buy")


def test_the_same_id_changes_nothing(tmp_path: Path) -> None:
    assert rename(workspace(tmp_path, FILES), "outcome:pay", "outcome:pay").changes == ()


# --- whatever the workspace ---------------------------------------------------------------------------------

NAMES = ("a", "b-1", "größe", "x.y", "c_d", "no", "目標")
NEW = ("new", "b-1.2", "ñu", "yes", "n_n")
QUOTES = ("{}", "'{}'", '"{}"')


@st.composite
def workspaces(draw: Any) -> dict[str, str]:
    """Return files in which outcomes, opportunities, outputs and insights name each other in all ways."""
    outcomes = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    others = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    files = {}

    def named(kind: str, name: str, *, may_mean_two: bool = False) -> str:
        both = name in outcomes and name in others
        full = draw(st.booleans()) or (may_mean_two and both)
        quoted: str = draw(st.sampled_from(QUOTES)).format(f"{kind}:{name}" if full else name)
        return quoted

    def listed(values: list[str]) -> str:
        if len(values) == 1 and draw(st.booleans()):
            return f" {values[0]}"
        if draw(st.booleans()):
            return f" [{', '.join(values)}]"
        return "".join(f"\n  - {one}{draw(st.sampled_from(('', '  # why')))}" for one in values)

    for place, name in enumerate(outcomes):
        text = f"title: {name}\nkey_results:\n  - {{id: kr-{place}, title: K}}\n"
        above = [one for one in outcomes[:place] if draw(st.booleans())]
        if above:
            links = [
                draw(st.sampled_from(("{}", "{{to: {}}}", "{{weight: 2, to: {}}}"))).format(named("outcome", one))
                for one in above
            ]
            text += f"contributes_to:{listed(links)}\n"
        if place and draw(st.booleans()):
            text += f"continues: {named('outcome', outcomes[0])}\n"
        if draw(st.booleans()):
            text += f"changes: [{{date: 2026-01-02, key_result: kr-{place}, field: weight, was: 2}}]\n"
        files[f"outcomes/{name}.yaml"] = text
    for name in others:
        files[f"opportunities/{name}.yaml"] = f"title: O\noutcome: {named('outcome', outcomes[0])}\n"
    about = [named("outcome", outcomes[-1], may_mean_two=True), named("opportunity", others[0], may_mean_two=True)]
    files["insights/i.yaml"] = f"title: I\nabout:{listed(about)}\n"
    place = draw(st.integers(0, len(outcomes) - 1))
    full = f"{outcomes[place]}/kr-{place}"
    served = listed([named("outcome", one) for one in outcomes])
    files["outputs/o.yaml"] = f"title: O\noutcomes:{served}\nexpected: {{key_result: '{full}'}}\n"
    files["checkins/c.yaml"] = f"date: 2026-01-02\nkey_result: {full}\nvalue: 3\n"
    return files


def edges(snapshot: Snapshot, old: str, new: str) -> set[tuple[str, str, str, float | None]]:
    """Return all edges with one thing called by another name; the key results of an outcome carry its name."""

    def called(ref: str) -> str:
        if ref == old:
            return new
        inside = f"key_result:{old.removeprefix('outcome:')}/"
        if old.startswith("outcome:") and ref.startswith(inside):
            return f"key_result:{new.removeprefix('outcome:')}/{ref.removeprefix(inside)}"
        return ref

    return {
        (called(one.source), called(one.target), one.relation, one.weight)
        for outgoing in snapshot.graph.outgoing.values()
        for one in outgoing
    }


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), files=workspaces())
def test_after_a_rename_all_hangs_together_as_before_and_the_way_back_gives_the_same_bytes(
    data: Any, files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("renamed")
    before = workspace(folder, files)
    assert [one.message for one in [*before.reading, *before.linking]] == []
    kinds = ("outcome", "opportunity", "key_result")
    refs = [f"{kind}:{name}" for kind in kinds[:2] for name in before.names.records[kind]]
    refs += [f"key_result:{full}" for full in before.names.key_results()]
    ref = data.draw(st.sampled_from(refs))
    kind, _, name = ref.partition(":")
    new = data.draw(st.sampled_from(NEW))
    renamed = f"{name.rpartition('/')[0]}/{new}".removeprefix("/")
    then = texts(before)
    after = done(before, rename(before, ref, new))
    old_of, new_of = f"{kind}:{name}", f"{kind}:{renamed}"
    assert edges(after, "", "") == edges(before, old_of, new_of)
    back = done(again(folder), rename(again(folder), new_of, name.rpartition("/")[2]))
    assert texts(back) == then
