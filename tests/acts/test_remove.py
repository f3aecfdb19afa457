"""Taking away: not what is linked to, unless the links go as well; and documents out of files that hold several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acting import again, done, texts, workspace
from outtrack.acts import RefusedError
from outtrack.acts.remove import remove
from outtrack.source import parse
from outtrack.write import EditError
from outtrack.write.documents import taken_out

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "visions/shop.yaml": "title: Shop\nnorth_star: pay\n",
    "outcomes/pay.yaml": """\
        title: Pay
        key_results:
          - {id: rate, title: Rate}
          - {id: size, title: Size}
        changes:
          - {date: 2026-01-02, key_result: rate, field: target, was: 3}
          - {date: 2026-01-02, key_result: size, field: target, was: 3}
        """,
    "outcomes/stay.yaml": """\
        title: Stay
        contributes_to: [{to: pay, weight: 2}]
        key_results:
          - {id: kept, title: Kept, continues: pay/rate}
        influences:
          - {to: pay}  # a little
        """,
    "outputs/form.yaml": "title: Form\noutcomes: [pay, stay]\nexpected:\n- {key_result: pay/rate, change: +2%}\n",
    "checkins/a.yaml": """\
        date: 2026-01-02
        key_result: pay/rate
        value: 3
        ---
        {date: 2026-01-03, key_result: stay/kept}
        """,
    "insights/all.yaml": "# heard in March\nid: one\ntitle: One\n---\n# in May\nid: two\ntitle: Two\nabout: pay\n",
}


def test_what_links_to_it_is_named_by_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        remove(workspace(tmp_path, FILES), "outcome:pay")
    assert str(refused.value).splitlines() == [
        "visions/shop.yaml:2: vision:shop: north_star",
        "outcomes/stay.yaml:2: outcome:stay: contributes_to",
        "outcomes/stay.yaml:4: outcome:stay: key_results.continues",
        "outcomes/stay.yaml:6: outcome:stay: influences",
        "outputs/form.yaml:2: output:form: outcomes",
        "outputs/form.yaml:4: output:form: expected.key_result",
        "insights/all.yaml:8: insight:two: about",
        "checkins/a.yaml:2: a check-in",
        "8 places name `pay`: unlink it first, or `--force` removes these, too; nothing was changed",
    ]


def test_with_force_the_links_go_and_so_do_its_check_ins(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    plan = remove(before, "outcome:pay", is_forced=True)
    assert plan.said == ("pay is removed", "7 links to it removed", "1 check-in in files of their own removed")
    assert texts(done(before, plan)) == {
        "visions/shop.yaml": "title: Shop\n",
        "outcomes/stay.yaml": "title: Stay\nkey_results:\n  - {id: kept, title: Kept}\n",
        "outputs/form.yaml": "title: Form\noutcomes: [stay]\n",
        "checkins/a.yaml": "---\n{date: 2026-01-03, key_result: stay/kept}\n",
        "insights/all.yaml": FILES["insights/all.yaml"].replace("about: pay\n", ""),
    }


def test_a_key_result_goes_with_its_moved_goalposts(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    with pytest.raises(RefusedError, match="3 places name `pay/rate`"):
        remove(before, "key_result:pay/rate")
    plan = remove(before, "key_result:pay/rate", is_forced=True)
    assert "field: key_result" in plan.notes[0]
    after = texts(done(before, plan))
    assert after["outcomes/pay.yaml"] == (
        "title: Pay\nkey_results:\n  - {id: size, title: Size}\nchanges:\n"
        "  - {date: 2026-01-02, key_result: size, field: target, was: 3}\n"
    )
    last = texts(done(again(tmp_path), remove(again(tmp_path), "key_result:pay/size")))
    assert last["outcomes/pay.yaml"] == "title: Pay\n"


def test_a_document_is_cut_out_of_its_file(tmp_path: Path) -> None:
    before = workspace(tmp_path, FILES)
    after = done(before, remove(before, "insight:one"))
    assert texts(after)["insights/all.yaml"] == "---\n# in May\nid: two\ntitle: Two\nabout: pay\n"
    assert "insights/all.yaml" not in texts(done(after, remove(after, "insight:two")))


def test_nothing_is_removed_while_a_broken_file_may_name_it(tmp_path: Path) -> None:
    before = workspace(tmp_path, {**FILES, "outputs/x.yaml": "title: X\nstatus: sooon\nserved: [one]\n"})
    with pytest.raises(RefusedError, match=r"outputs/x\.yaml has errors and seems to name `one`"):
        remove(before, "insight:one", is_forced=True)


def test_many_places_are_not_all_listed(tmp_path: Path) -> None:
    many = {f"outputs/o{number}.yaml": "title: O\noutcomes: pay\n" for number in range(30)}
    with pytest.raises(RefusedError, match="and 18 more"):
        remove(workspace(tmp_path, {**FILES, **many}), "outcome:pay")


# --- documents of a file ------------------------------------------------------------------------------------

PARTS = (
    "title: A\n",
    "# above\ntitle: B\n# below\n",
    "title: |\n  text\n  --- not a mark\n\n",
    "{title: C}\n",
    "title: D\n...\n",
    "",
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    parts=st.lists(st.sampled_from(PARTS), min_size=2, max_size=5),
    data=st.data(),
    mark=st.sampled_from(("---\n", "--- # next\n", "---  \n")),
    is_marked=st.booleans(),
    end=st.sampled_from(("\n", "\r\n")),
)
def test_one_document_leaves_and_the_others_stay_as_they_are(
    parts: list[str],
    data: st.DataObject,
    mark: str,
    is_marked: bool,
    end: str,
) -> None:
    text = (mark if is_marked or not parts[0] else "") + mark.join(parts)
    written = text.replace("\n", end).encode()
    documents = parse(written, "x.yaml").documents
    if len(documents) != len(parts):
        return
    place = data.draw(st.sampled_from([number for number, one in enumerate(documents) if one is not None] or [-1]))
    if place < 0:
        return
    part, rest = taken_out(written, place, "x.yaml")
    assert list(parse(rest, "x.yaml").documents) == [*documents[:place], *documents[place + 1 :]]
    assert parse(part, "x.yaml").documents[:1] == (documents[place],)
    assert len(part) + len(rest) <= len(written)
    assert all(line in written for line in part.splitlines())


def test_a_byte_order_mark_stays_at_the_beginning_of_both() -> None:
    part, rest = taken_out(b"\xef\xbb\xbfa: 1\n---\nb: 2\n", 1, "x.yaml")
    assert (part, rest) == (b"\xef\xbb\xbfb: 2\n", b"\xef\xbb\xbfa: 1\n")


@pytest.mark.parametrize("data", [b"a: 1\r---\rb: 2\r", b"%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n"])
def test_documents_that_can_not_be_told_apart_are_left_alone(data: bytes) -> None:
    documents = parse(data, "x.yaml").documents
    try:
        part, rest = taken_out(data, len(documents) - 1, "x.yaml")
    except EditError as error:
        assert error.found.hint == "change it by hand"  # noqa: PT017 - either is right, no byte may be lost
    else:
        assert [*parse(rest, "x.yaml").documents, *parse(part, "x.yaml").documents] == list(documents)
