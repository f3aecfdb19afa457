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


def test_what_is_left_empty_goes_too() -> None:
    assert edit(b"title: x\ntags: [a]\nowner: me\n", [Remove(("tags", 0)), Remove(("owner", 0))], "x.yaml") == (
        b"title: x\n"
    )


def test_a_document_is_never_left_empty() -> None:
    with pytest.raises(EditError, match="nothing would be left"):
        edit(b"title: x\n", [Remove(("title",))], "x.yaml")
