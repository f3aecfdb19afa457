"""What no splice can change is laid out anew, with all its comments, or refused with the reason."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from ruamel.yaml.error import YAMLError

from outtrack.model.outcome import Outcome
from outtrack.source import parse
from outtrack.write import Append, Edit, EditError, Put, Remove, anew, edit, edited
from outtrack.write.scalars import as_read, is_same
from write import corpus
from write.asking import Asked, at, places
from write.own_bytes import Old
from write.test_corpus import judge

SHARED = """\
# top
title: "A"   # one

who: &w   # two
    group: "x"
    # three
achievable: *w
key_results:
    - title: "First"   # four
      target: 010
      # five
    - title: 'Second'
tags:
    - a
due: 2026-10-05
"""


def changed(text: str, one: Edit) -> str:
    result = edited(text.encode(), [one], "outcomes/x.yaml", Outcome)
    assert result.normalised
    return result.data.decode()


def test_a_mapping_that_is_named_elsewhere_changes_here_alone() -> None:
    new = changed(SHARED, Put(("who", "group"), "y: z"))
    assert re.findall("# .*", new) == re.findall("# .*", SHARED)
    assert '    group: "y: z"\n' in new
    assert 'achievable:\n    group: "x"\n' in new
    assert new.startswith('# top\ntitle: "A"   # one\n\nwho:')
    assert new[new.index("key_results") :] == SHARED[SHARED.index("key_results") :]


@pytest.mark.parametrize(
    ("one", "keys", "wanted"),
    [
        (Put(("who", "group"), "y"), ("who",), {"group": "y"}),
        (Put(("who", "as"), "customer"), ("who",), {"group": "x", "as": "customer"}),
        (Put(("achievable", "date"), "2026-01-01"), ("achievable",), {"group": "x", "date": "2026-01-01"}),
        (Put(("achievable", "own", "key"), "v"), ("achievable",), {"group": "x", "own": {"key": "v"}}),
        (Append(("achievable", "tags"), "a"), ("achievable",), {"group": "x", "tags": ["a"]}),
        (Append(("achievable", "group"), "a"), ("achievable",), {"group": ["x", "a"]}),
        (Put(("achievable", "own key"), ["v", "w"]), ("achievable",), {"group": "x", "own key": ["v", "w"]}),
    ],
)
def test_only_that_place_says_something_else(one: Edit, keys: tuple[str, ...], wanted: object) -> None:
    before, after = (parse(text.encode(), "x").documents[0] for text in (SHARED, changed(SHARED, one)))
    assert is_same(at(after, keys), as_read(wanted))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert {key: value for key, value in after.items() if key != keys[0]} == {
        key: value for key, value in before.items() if key != keys[0]
    }


def test_what_is_taken_away_lives_on_under_its_other_name() -> None:
    new = changed("title: A\nwho: &w\n  group: x\nachievable: *w\n", Remove(("who",)))
    assert new == "title: A\nachievable:\n  group: x\n"


@pytest.mark.parametrize("place", [None, 0, 1])
def test_a_list_that_is_named_elsewhere_grows_here_alone(place: int | None) -> None:
    new = changed("owner: &o\n- a\n- b\ntags: *o\n", Append(("owner",), "c", before=place))
    items = ["a", "b"]
    items.insert(2 if place is None else place, "c")
    assert new == "owner:\n" + "".join(f"- {one}\n" for one in items) + "tags:\n- a\n- b\n"


def test_a_record_is_laid_out_as_those_beside_it() -> None:
    new = changed("updates: &u\n- date: 2026-10-01\nreviews: *u\n", Append(("updates",), {"date": "2026-11-01"}))
    assert new == "updates:\n- date: 2026-10-01\n- date: 2026-11-01\nreviews:\n- date: 2026-10-01\n"


def test_a_key_comes_in_its_documented_place() -> None:
    new = changed("title: A\nwho: &w\n  group: g\n  as: customer\nbasis: *w\nlearned: x\n", Remove(("basis", "as")))
    assert new == "title: A\nwho:\n  group: g\n  as: customer\nbasis:\n  group: g\nlearned: x\n"
    new = changed("title: A\nwho: &w\n  as: customer\nbasis: *w\n", Put(("who", "group"), "g"))
    assert new == "title: A\nwho:\n  group: g\n  as: customer\nbasis:\n  as: customer\n"


def test_line_ends_the_mark_and_the_missing_last_line_end_stay() -> None:
    text = "\ufefftitle: A # c\r\nwho: &w\r\n  group: x\r\nbasis: *w\r\nkey_results:\r\n- title: K"
    new = changed(text, Put(("who", "group"), "y"))
    assert new == text.replace("&w", "").replace("who: ", "who:").replace("x", "y", 1).replace(
        "basis: *w", "basis:\r\n  group: x"
    )


def test_other_documents_keep_every_byte() -> None:
    here = "who: &w\n  group: x\nbasis: *w\n"
    now = "who:\n  group: y\nbasis:\n  group: x\n"
    one = Put(("who", "group"), "y", 1)
    before, behind = "title:   X  # x\n--- # second\n", "--- {title:   Y}\n"
    assert changed(before + here + behind, one) == before + now + behind
    ended = "... # end\n---\ntitle:   X\n"
    assert changed(here + ended, Put(("who", "group"), "y")) == now + ended


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("who: &w\n  group: x\ntags: [\n  a, # c\n  b]\nbasis: *w\n", "without losing a comment"),
        ("who: &w\n  group: x\n? basis # c\n: *w\n", "without losing a comment"),
        ("who: &w\n  group: x\nfields: {a: , b: 1}\nbasis: *w\n", r"outtrack can't change$"),
    ],
)
def test_what_would_lose_something_is_refused(text: str, message: str) -> None:
    with pytest.raises(EditError, match=message) as caught:
        edited(text.encode(), [Put(("who", "group"), "y")], "outcomes/x.yaml", Outcome)
    assert caught.value.found.hint == "change it by hand"


def test_what_can_not_be_read_in_that_way_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise YAMLError

    monkeypatch.setattr("ruamel.yaml.YAML.load", fail)
    with pytest.raises(EditError, match="outtrack can't change"):
        changed(SHARED, Put(("who", "group"), "y"))


def test_a_name_that_is_given_twice_is_no_hindrance() -> None:
    text = "who: &w\n  group: x\nachievable: *w\nteam: &w a\narea: *w\n"
    assert edited(text.encode(), [Put(("who", "group"), "y")], "outcomes/x.yaml", Outcome).data == (
        b"who:\n  group: y\nachievable:\n  group: x\nteam: &w a\narea: *w\n"
    )


def test_who_wants_splices_only_gets_nothing_else() -> None:
    with pytest.raises(EditError, match="can't change without touching more of the file"):
        edit(SHARED.encode(), [Put(("who", "group"), "y")], "outcomes/x.yaml", Outcome)


def test_extents_of_documents() -> None:
    assert anew.extents("a: 1\n") == [(0, 5)]
    assert anew.extents("--- # c\na: 1\n---\nb: 1\n...\n") == [(8, 13), (17, 22)]
    assert anew.extents("--- a") == [(3, 5)]


SHARES = {"spliced": 0.9, "refused": 0.05}
"""Of edits of values that are named elsewhere: at least so many are splices, at most so many are refused."""


def test_values_that_are_named_elsewhere_over_the_corpus() -> None:
    counts: Counter[str] = Counter()
    for seed in range(4 * corpus.SIZE):
        file = corpus.file(seed)
        anchors = [one for one in re.findall(r"&(a\d+) ", file.text) if f"*{one}" in file.text]
        if not anchors or len(file.documents) > 1:
            continue
        old, random = Old(file.text), Random(seed)
        named = [keys for keys, _ in places(file.documents[0]) if old.find(0, keys)[1].anchor in anchors]
        keys = random.choice(named)
        what = Asked(Put(keys, "another: value", 0), keys, [_with(file.documents[0], keys, "another: value")])
        counts[judge(file, "put", what)] += 1
    assert counts.total() > 100
    assert counts["spliced"] >= SHARES["spliced"] * counts.total(), counts
    assert counts["refused"] <= SHARES["refused"] * counts.total(), counts


def _with(value: object, keys: tuple[str | int, ...], new: object) -> object:
    """Return a copy of a value with another one in a place."""
    if not keys:
        return new
    if isinstance(value, dict):
        return {key: _with(one, keys[1:], new) if key == keys[0] else one for key, one in value.items()}
    assert isinstance(value, list)
    return [_with(one, keys[1:], new) if index == keys[0] else one for index, one in enumerate(value)]
