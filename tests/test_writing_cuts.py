"""Edits that take away, replace a whole value, or add before others: no other byte changes."""

from __future__ import annotations

import pytest

from outtrack.model.outcome import Outcome
from outtrack.write import Append, Edit, EditError, Put, Remove, edit

FILE = """\
title: x # t
tags: [a, b, c] # tags
owner:
  - me # c
  # about you
  - you

# krs
key_results:
  - title: A
    checkins:
    - {date: 2026-01-01, value: 1}
    - {date: 2026-03-01, value: 3}
  - title: B
learned: |
  hey

score: 1"""


@pytest.mark.parametrize(
    ("one", "old", "new"),
    [
        (Remove(("tags", 0)), "[a, b, c]", "[b, c]"),
        (Remove(("tags", 2)), "[a, b, c]", "[a, b]"),
        (Remove(("tags",)), "tags: [a, b, c] # tags\n", ""),
        (Remove(("owner", 1)), "  - you\n", ""),
        (Remove(("owner", 0)), "  - me # c\n", ""),
        (Remove(("key_results", 1)), "  - title: B\n", ""),
        (Remove(("score",)), "\n\nscore: 1", "\n\n"),
        (Append(("tags",), "z", before=0), "[a", "[z, a"),
        (Append(("tags",), "z", before=1), "[a, b", "[a, z, b"),
        (Append(("owner",), "z", before=0), "  - me", "  - z\n  - me"),
        (
            Append(("key_results", 0, "checkins"), {"date": "2026-02-01", "value": 2}, before=1),
            "value: 1}\n",
            "value: 1}\n    - {date: 2026-02-01, value: 2}\n",
        ),
        (Put(("tags",), ["q"]), "[a, b, c]", "[q]"),
        (Put(("owner",), ["he", "she"]), "\n  - me # c\n  # about you\n  - you\n", " [he, she]\n"),
    ],
)
def test_only_its_own_bytes_change(one: Edit, old: str, new: str) -> None:
    assert FILE.count(old) == 1
    assert edit(FILE.encode(), [one], "x.yaml", Outcome).decode() == FILE.replace(old, new)


@pytest.mark.parametrize(
    ("before", "one", "after"),
    [
        # What both lists have stays as it is written.
        (
            "owner:\n- 'a' # one\n# between\n- b # two\n-   c # three\n",
            Put(("owner",), ["new", "a", "c", "d"]),
            "owner:\n- 'new'\n- 'a' # one\n# between\n-   c # three\n-   d\n",
        ),
        ("tags: [ a,  'b' ] # t\n", Put(("tags",), ["b"]), "tags: [ 'b' ] # t\n"),
        ("tags: [a, b] # t\n", Put(("tags",), ["x", "y"]), "tags: [x, y] # t\n"),
        (
            "who:\n  group: x # g\n  as:   user # a\n",
            Put(("who",), {"as": "user", "group": "y"}),
            "who:\n  group: y # g\n  as:   user # a\n",
        ),
        ("who:\n  group: x # g\n", Put(("who",), {"as": "y"}), "who: {as: y}\n"),
        (
            "key_results:\n- title: A # a\n  target: 1\n- title: B # b\n",
            Put(("key_results",), [{"title": "A", "target": 2}, {"title": "B"}]),
            "key_results:\n- title: A # a\n  target: 2\n- title: B # b\n",
        ),
        (
            "key_results:\n- title: A # a\n  unit: x\n- title: B # b\n",
            Put(("key_results", 0), {"id": "c"}),
            "key_results:\n- {id: c}\n- title: B # b\n",
        ),
        (
            "key_results:\n- title: A\n  baseline: {value: 1}\n- title: B\n",
            Put(("key_results",), [{"title": "A", "baseline": 1}, {"title": "B"}]),
            "key_results:\n  - {title: A, baseline: 1}\n  - {title: B}\n",
        ),
        # A key that begins an item goes without the comments of what follows.
        (
            "key_results:\n- id: a # id\n  # about the title\n  title: A\n",
            Remove(("key_results", 0, "id")),
            "key_results:\n- \n  # about the title\n  title: A\n",
        ),
        ("key_results:\n- id: a\n  title: A\n", Remove(("key_results", 0, "id")), "key_results:\n- title: A\n"),
        # Blank lines below would belong to the text above.
        (
            "learned: |\n  x\nteam: a # t\n   \n# due\ndue: 2026\n",
            Remove(("team",)),
            "learned: |\n  x\n# due\ndue: 2026\n",
        ),
        ("owner:\n-\n  # - no\n  a\n- b\n", Remove(("owner", 0)), "owner:\n- b\n"),
        ("tags: [\n  a, # a\n  # own\n  b]\n", Remove(("tags", 0)), "tags: [\n  # own\n  b]\n"),
        ("tags: [a, b # b\n  ]\n", Remove(("tags", 1)), "tags: [a # b\n  ]\n"),
    ],
)
def test_nothing_around_it_changes(before: str, one: Edit, after: str) -> None:
    assert edit(before.encode(), [one], "x.yaml", Outcome).decode() == after


@pytest.mark.parametrize("keys", [("owner",), ("title", 0, "x"), ("title", 1), ("tags", 2), ("tags", 0, 0, 0)])
def test_what_is_not_there_can_not_be_taken_away(keys: tuple[str | int, ...]) -> None:
    with pytest.raises(EditError, match="there is nothing to take away"):
        edit(b"title: x\ntags: [a, b]\n", [Remove(keys)], "x.yaml", Outcome)


def test_no_comment_of_something_else_goes_with_a_value() -> None:
    text = "tags: [x, a,\n  # about b\n  b, c]\n"
    assert edit(text.encode(), [Remove(("tags", 1))], "x.yaml") == b"tags: [x,\n  # about b\n  b, c]\n"
    text = "tags: [x, # one\n  # two\n  a\n  , b]\n"
    assert edit(text.encode(), [Remove(("tags", 1))], "x.yaml") == b"tags: [x, # one\n  # two\n  b]\n"


def test_what_is_left_empty_goes_too() -> None:
    assert edit(b"title: x\ntags: [a]\nowner: me\n", [Remove(("tags", 0)), Remove(("owner", 0))], "x.yaml") == (
        b"title: x\n"
    )


def test_a_document_is_never_left_empty() -> None:
    with pytest.raises(EditError, match="nothing would be left"):
        edit(b"title: x\n", [Remove(("title",))], "x.yaml")
