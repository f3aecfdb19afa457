"""Every kind of edit, over hundreds of oddly laid out entity files of all kinds: each changes only its own bytes.

Most edits are splices; where the layout makes one impossible, the document is laid out anew and that is said, or the
edit is refused. `SHARES` says how often each may happen.
"""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml.events import ScalarEvent

from outtrack.write import Append, EditError, Remove, edited
from outtrack.write.scalars import is_same
from write import corpus
from write.asking import KINDS, Asked, asked
from write.own_bytes import (
    Old,
    comments,
    is_outside_same,
    is_outside_same_but_for_names,
    is_pure_insertion,
    is_pure_removal,
)

if TYPE_CHECKING:
    from outtrack.source.places import Node

SHARES = {"spliced": 0.999, "laid out anew": 0.001, "refused": 0.001}
"""At least so many are splices, at most so many are done by laying the document out anew, and refused."""


def judge(file: corpus.File, kind: str, what: Asked) -> str:
    """Do an edit, hold it against what it may do, and return how it was done."""
    try:
        result = edited(file.text.encode(), [what.one], file.path, file.record)
    except EditError as error:
        assert error.found.message.startswith("this place is written in a way that outtrack can't change")  # noqa: PT017
        return "refused"
    new = result.data.decode()
    said = f"{what.one}\n--- before\n{file.text}\n--- after\n{new}"
    old, after = Old(file.text), Old(new)
    assert after.source.diagnostics == (), said
    assert is_same(list(after.source.documents), what.wanted), said
    before, here = comments(old.text, file.documents), comments(after.text, what.wanted)
    lost = [one for one in before if one not in here]
    assert set(lost) <= own_comments(old, kind, what), f"comments are lost: {lost}\n{said}"
    kept = [one for one in before if one not in lost]
    if result.normalised:
        assert sorted(here) == sorted(kept), said
        return "laid out anew"
    assert here == kept, said
    assert new.startswith("\ufeff") == file.text.startswith("\ufeff"), said
    is_confined(old, after, kind, what, said)
    if isinstance(what.one, Append):
        is_alike(old, after, what.one, said)
    return "spliced"


def own_comments(old: Old, kind: str, what: Asked) -> set[str]:
    """Return the comments that may go: those in the lines of what is taken away or replaced as a whole."""
    if not kind.startswith(("remove", "replace")):
        return set()
    node = old.find(what.one.document, what.keys)
    begin, _ = old.lines(node)
    return set(comments(old.text[begin : old.line_end(old.end(node))], []))


def is_confined(old: Old, after: Old, kind: str, what: Asked, said: str) -> None:
    """Fail where a byte differs that does not belong to what was edited."""
    node = old.find(what.one.document, what.keys)
    begin, end = old.lines(node)
    if kind == "put":
        begin, end = old.start(node), old.end(node)
    elif kind == "remove key" and old.is_first_of_item(node):
        end += len(old.text[end:]) - len(old.text[end:].lstrip(" "))  # what follows comes behind the dash
    if old.is_named_elsewhere(what.one.document, what.keys):
        assert is_outside_same_but_for_names(old.text, after.text, begin, end), said
        return
    assert is_outside_same(old.text, after.text, begin, end), said
    if kind == "add" or isinstance(what.one, Append):
        assert is_pure_insertion(old.text, after.text), said
    elif isinstance(what.one, Remove):
        assert is_pure_removal(old.text, after.text), said


def is_alike(old: Old, after: Old, one: Append, said: str) -> None:
    """Fail where a new item does not look like the one beside it: in brackets or not, indented and quoted alike."""
    items = after.find(one.document, one.keys)[3] or {}
    place = len(items) - 1 if one.before is None else one.before
    new, beside = items[place], items[place - 1 if place else 1]
    in_brackets = old.find(one.document, one.keys)[1].flow_style
    if not in_brackets:
        assert after.column(after.dash(new)) == after.column(after.dash(beside)), said
    if isinstance(one.value, dict):
        assert bool(new[1].flow_style) == bool(beside[1].flow_style), said
        for key in (new[3] or {}).keys() & (beside[3] or {}).keys():
            is_quoted_alike((new[3] or {})[key], (beside[3] or {})[key], said)
    else:
        is_quoted_alike(new, beside, said)


def is_quoted_alike(new: Node, beside: Node, said: str) -> None:
    if new[1].__class__ is ScalarEvent and beside[1].__class__ is ScalarEvent and beside[1].style in {"'", '"'}:
        assert new[1].style == beside[1].style or not new[1].implicit[1] or new[1].implicit[0], said


@pytest.fixture(scope="module")
def files() -> list[corpus.File]:
    return corpus.everything()


FEATURES = {
    "a byte order mark": r"\A\ufeff",
    "aliases": r"\*a\d",
    "anchors": r"&a\d",
    "blank lines with spaces": r"(?m)^ +\r?$",
    "brackets over several lines": r"[\[{]\s*(# .*)?\r?\n",
    "comments behind a value": r"\S[ \t]+# c",
    "comments on a line": r"(?m)^\s*# c",
    "CRLF": r"\r\n",
    "dashes at the margin": r"(?m)^- ",
    "dashes further in": r"(?m)^ +-   ",
    "documents that end": r"(?m)^\.\.\.",
    "double quotes": r': "',
    "escapes": r"\\u00",
    "ids with Unicode": r"größe-測試",
    "indentation headers": r"[|>]-?\d",
    "keys with ?": r"(?m)^ *\? ",
    "many keys": r"a field with a long name 59",
    "no last newline": r"[^\n]\Z",
    "quoted keys": r"""(?m)^ *['"]\w+['"] ?:""",
    "several documents": r"(?m)^---",
    "single quotes": r": '",
    "tabs in comments": r"# c\d+:\t",
    "texts below >": r": >",
    "texts below |": r": \|",
    "trailing commas": r",\s*[\]}]",
    "wide lines": r"(?m)^.{400}",
}
"""What must stand in some of the files, as patterns."""


def test_the_corpus_is_as_odd_as_it_says(files: list[corpus.File]) -> None:
    assert len(files) >= 500
    assert {file.record.__name__ for file in files} == {
        "Vision", "Strategy", "Outcome", "Opportunity", "Solution", "Experiment", "Insight", "Output", "Metric",
        "CheckinFile",
    }  # fmt: skip
    found = {name: sum(1 for file in files if re.search(pattern, file.text)) for name, pattern in FEATURES.items()}
    assert [name for name, number in found.items() if number < 5] == [], found


def test_every_kind_of_edit_changes_only_its_own_bytes(files: list[corpus.File]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for seed, file in enumerate(files):
        for kind in KINDS:
            what = asked(kind, file, Random(f"{seed} {kind}"))
            if what is not None:
                counts[kind, judge(file, kind, what)] += 1
    assert {kind for kind, _ in counts} == set(KINDS)
    shares = {how: sum(counts[kind, how] for kind in KINDS) / counts.total() for how in SHARES}
    assert shares["spliced"] >= SHARES["spliced"], (shares, counts)
    assert shares["laid out anew"] <= SHARES["laid out anew"], (shares, counts)
    assert shares["refused"] <= SHARES["refused"], (shares, counts)


@given(corpus.FILES, st.sampled_from(list(KINDS)), st.integers(0, 2**32))
@settings(max_examples=600)
def test_any_edit_of_any_file_changes_only_its_own_bytes(file: corpus.File, kind: str, seed: int) -> None:
    what = asked(kind, file, Random(seed))
    if what is not None:
        judge(file, kind, what)
