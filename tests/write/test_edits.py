"""Every edit changes only its own bytes, and what is read afterwards is what was meant."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from golden import EXAMPLES
from outtrack.model.outcome import Outcome
from outtrack.source import Source, parse
from outtrack.source.places import Places
from outtrack.write import Append, EditError, Put, edit
from outtrack.write.scalars import as_read, is_same
from write import odd


def read(data: bytes) -> Source:
    return parse(data, "outcomes/x.yaml", marks=True)


def ways(value: Any, keys: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Return every place in a document with what is there."""
    found = [(keys, value)]
    if isinstance(value, dict):
        found += [one for key, inner in value.items() for one in ways(inner, (*keys, key))]
    if isinstance(value, list):
        found += [one for key, inner in enumerate(value) for one in ways(inner, (*keys, key))]
    return found


def at(document: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        document = document[key]
    return document


def comments(text: str) -> list[str]:
    """Return the comments of a text, without what looks like one within a value."""
    values = [str(value) for document in read(text.encode()).documents for _, value in ways(document)]
    return [one for one in re.findall(r"# c\d+: [^\r\n]*", text) if not any(one in value for value in values)]


def outside(old: str, new: str) -> tuple[int, int]:
    """Return how many characters are the same from the front, and from the back."""
    front = next(
        (place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - front
    back = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    return front, back


def extent(text: str, document: int, keys: tuple[Any, ...]) -> tuple[int, int]:
    """Return where a value begins and ends in a text, by the marks of the parser; what is left out, by its key."""
    places = read(text.encode()).spans
    assert isinstance(places, Places)
    node = places.documents[document]
    for key in keys:
        assert node[3]
        node = node[3][key]
    shift = text.startswith("\ufeff")
    key_end = node[0].end_mark.index if node[0] is not None else node[1].start_mark.index
    is_left_out = node[1].start_mark.index == node[1].end_mark.index
    return (key_end if is_left_out else node[1].start_mark.index) + shift, node[1].end_mark.index + shift


def is_within(old: str, new: str) -> bool:
    """Return whether all of the old text is in the new one, in its order, cut in three pieces at most."""
    front, back = outside(old, new)
    if front + back >= len(old):
        return True
    middle = old[front : len(old) - back]
    return middle in new[front : len(new) - back]


def made(data: bytes, wanted: Any, one: Put | Append) -> bytes | None:
    """Return what an edit makes of a file, None where it refuses; what it makes reads as it was meant."""
    try:
        new = edit(data, [one], "outcomes/x.yaml", Outcome)
    except EditError:
        return None
    after = read(new)
    assert after.diagnostics == ()
    assert is_same(list(after.documents), wanted), (data, new)
    assert comments(new.decode()) == comments(data.decode())
    assert edit(new, [one] if isinstance(one, Put) else [], "outcomes/x.yaml", Outcome) == new
    return new


@given(odd.FILES, st.data())
@settings(max_examples=700)
def test_a_single_value_is_replaced_and_nothing_else(text: str, data: st.DataObject) -> None:
    source = read(text.encode())
    assume(not source.diagnostics)
    document = data.draw(st.integers(0, len(source.documents) - 1))
    places = [keys for keys, value in ways(source.documents[document]) if keys and not isinstance(value, (dict, list))]
    assume(places)
    keys, value = data.draw(st.sampled_from(places)), data.draw(odd.VALUES)
    wanted = deepcopy(list(source.documents))
    at(wanted[document], keys[:-1])[keys[-1]] = as_read(value)
    new = made(text.encode(), wanted, Put(keys, value, document))
    if new is not None:
        start, end = extent(text, document, keys)
        if "\n" in str(value):  # its lines stand below the line, behind a comment
            end = len(text) - len(text[end:].lstrip(" ").partition("\n")[2])
        assert new.decode().startswith(text[:start])
        assert new.decode()[start:].endswith(text[end:])


@given(odd.FILES, st.data())
@settings(max_examples=700)
def test_an_item_is_added_to_a_list_and_nothing_else_changes(text: str, data: st.DataObject) -> None:
    source = read(text.encode())
    assume(not source.diagnostics)
    document = data.draw(st.integers(0, len(source.documents) - 1))
    places = [keys for keys, value in ways(source.documents[document]) if isinstance(value, list)]
    assume(places)
    keys = data.draw(st.sampled_from(places))
    value = data.draw(
        st.one_of(odd.VALUES, st.dictionaries(st.sampled_from(odd.KEYS), odd.VALUES, min_size=1, max_size=3))
    )
    wanted = deepcopy(list(source.documents))
    at(wanted[document], keys).append(as_read(value))
    new = made(text.encode(), wanted, Append(keys, value, document))
    assert new is None or is_within(text, new.decode())


@given(odd.FILES, st.data())
@settings(max_examples=700)
def test_a_key_is_added_and_nothing_else_changes(text: str, data: st.DataObject) -> None:
    source = read(text.encode())
    assume(not source.diagnostics)
    document = data.draw(st.integers(0, len(source.documents) - 1))
    mappings = [keys for keys, value in ways(source.documents[document]) if isinstance(value, dict)]
    keys = data.draw(st.sampled_from(mappings))
    free = [key for key in odd.KEYS if key not in at(source.documents[document], keys)]
    value = data.draw(
        st.one_of(
            odd.VALUES,
            st.lists(odd.TEXTS, max_size=3),
            st.dictionaries(st.sampled_from(odd.KEYS), odd.VALUES, max_size=3),
        )
    )
    key = data.draw(st.sampled_from(free))
    wanted = deepcopy(list(source.documents))
    at(wanted[document], keys)[key] = as_read(value)
    new = made(text.encode(), wanted, Put((*keys, key), value, document))
    assert new is None or is_within(text, new.decode())


# --- single cases -----------------------------------------------------------------------------------------


KEY_RESULT = "key_results:\n  - title: K\n    checkins:\n"
FIRST = "      - { date: 2026-10-05, value: 1 } # first\n"
MORE = "      # more to come\n"
MANY = [{"title": "K"}]


def changed(text: str, *edits: Put | Append, record: type = Outcome) -> str:
    return edit(text.encode(), edits, "outcomes/x.yaml", record).decode()


@pytest.mark.parametrize(
    ("before", "one", "after"),
    [
        ("title: A # c\nowner: b\n", Put(("title",), "B: c"), 'title: "B: c" # c\nowner: b\n'),
        ("title: 'A'\n", Put(("title",), "it's"), "title: 'it''s'\n"),
        ('title: "A"\n', Put(("title",), "B"), 'title: "B"\n'),
        ("title: A\nowner:  # who\n", Put(("owner",), "b"), "title: A\nowner: b  # who\n"),
        ("title: A\nowner:\n", Append(("owner",), "b"), "title: A\nowner: [b]\n"),
        ("title: A\nowner: b\n", Append(("owner",), "c, d"), 'title: A\nowner: [b, "c, d"]\n'),
        ("title: A\nowner: b\n", Put(("owner", 0), "c"), "title: A\nowner: c\n"),
        ("title: A\ndue: 2026\n", Put(("status",), "done"), "title: A\nstatus: done\ndue: 2026\n"),
        ("title: A\ndue: 2026", Put(("key_results",), MANY), "title: A\ndue: 2026\nkey_results:\n  - {title: K}"),
        ("# about\ntitle: A\n", Put(("id",), "a"), "# about\nid: a\ntitle: A\n"),
        ("{title: A, due: 2026}\n", Put(("status",), "done"), "{title: A, status: done, due: 2026}\n"),
        ("title: A\nwho: {}\n", Put(("who", "group"), "x"), "title: A\nwho: {group: x}\n"),
        ("title: A\nwho: {}\n", Put(("who", "own"), "x"), "title: A\nwho: {own: x}\n"),
        ("title: A\nown: 1\n", Put(("other",), 2), "title: A\nown: 1\nother: 2\n"),
        ("title: A\nwho: {group: x}\n", Put(("who", "as"), "user"), "title: A\nwho: {group: x, as: user}\n"),
        ("title: A\nfields:\n", Put(("fields", "a"), 1), "title: A\nfields: {a: 1}\n"),
        ("title: A\n", Put(("fields", "a"), "1"), 'title: A\nfields: {a: "1"}\n'),
        ("title: A\n", Append(("tags",), "x"), "title: A\ntags: [x]\n"),
        ("tags: [ 'a', 'b' ]\n", Append(("tags",), "c"), "tags: [ 'a', 'b', 'c' ]\n"),
        ("tags: [a, b,]\n", Append(("tags",), "c"), "tags: [a, b, c,]\n"),
        ("tags: [\n  a, # x\n  b # y\n]\n", Append(("tags",), "c"), "tags: [\n  a, # x\n  b, # y\n  c\n]\n"),
        ("tags: [\n  a,\n  b, # y\n]\n", Append(("tags",), "c"), "tags: [\n  a,\n  b, # y\n  c,\n]\n"),
        ("tags:\r\n-   a\r\n\r\ndue: 2026\r\n", Append(("tags",), "b"), "tags:\r\n-   a\r\n-   b\r\n\r\ndue: 2026\r\n"),
        (
            KEY_RESULT + FIRST + MORE,
            Append(("key_results", 0, "checkins"), {"date": "2026-10-19", "value": 2.5}),
            KEY_RESULT + FIRST + "      - { date: 2026-10-19, value: 2.5 }\n" + MORE,
        ),
        (
            "updates:\n- date: 2026-10-31\n  note: 'ok'\n",
            Append(("updates",), {"date": "2026-11-30", "note": "well"}),
            "updates:\n- date: 2026-10-31\n  note: 'ok'\n- date: 2026-11-30\n  note: 'well'\n",
        ),
        ("title: >\n  A\n  B\n# c\ndue: 2026\n", Put(("title",), "C"), "title: C\n# c\ndue: 2026\n"),
        ("id: a\n---\nid: b\n", Put(("title",), "B", 1), "id: a\n---\nid: b\ntitle: B\n"),
        ("\ufefftitle: A\n", Put(("title",), "B"), "\ufefftitle: B\n"),
        ("title: &t A\nowner: *t # c\n", Put(("title",), "b"), "title: b\nowner: A # c\n"),
        ("title: &t A\nowner: *t\nteam: *t\n", Put(("title",), "b"), "title: b\nowner: &t A\nteam: *t\n"),
        ("title: &t A\nowner: *t\n", Put(("owner",), "b"), "title: &t A\nowner: b\n"),
        ("title: &t A\nowner: *t\n", Append(("owner",), "b"), "title: &t A\nowner: [*t, b]\n"),
        ("title: &t A\nowner: b\n", Put(("title",), "B"), "title: &t B\nowner: b\n"),
        (
            "who: &w {group: x}\nachievable: *w\n",
            Put(("who", "as"), "user"),
            "who: {group: x, as: user}\nachievable: {group: x}\n",
        ),
        ("who: &w {}\nowner: b\n", Put(("who", "group"), "x"), "who: &w {group: x}\nowner: b\n"),
        ("? owner # c: d\n: a\n", Put(("owner",), "b"), "? owner # c: d\n: b\n"),
        ("? owner # c: d\n:\n", Put(("owner",), "b"), "? owner # c: d\n: b\n"),
        ("? owner\n: a\n", Put(("id",), "x"), "id: x\n? owner\n: a\n"),
    ],
)  # fmt: skip
def test_one_edit(before: str, one: Put | Append, after: str) -> None:
    assert changed(before, one) == after


def test_several_edits_one_after_the_other() -> None:
    edits: list[Put | Append] = [Put(("status",), "done"), Append(("tags",), "a"), Append(("tags",), "b")]
    edits.append(Put(("title",), "B"))
    assert changed("title: A\n", *edits) == "title: B\nstatus: done\ntags: [a, b]\n"


def test_a_value_that_is_there_already_changes_nothing() -> None:
    text = "title:   'A'\ntags: [a,   b]\n"
    assert changed(text, Put(("title",), "A"), Put(("tags",), ["a", "b"])) == text


@pytest.mark.parametrize(
    ("text", "one", "message"),
    [
        ("title: A\ntags: [a]\n", Put(("tags",), "b"), "stands where a single value should be set"),
        ("title: A\nwho: {group: x}\n", Append(("who",), "b"), "a mapping stands where a list should grow"),
        ("title: A\n", Put(("title", "more"), "b"), "`A` stands where `more` should be set"),
        ("title: A\ntags: [a]\n", Put(("tags", 3), "b"), "stands where `3` should be set"),
        ("title: A\nowner: *t\n", Put(("title",), "b"), "has no anchor"),
        ("who: &w\n  group: x\nachievable: *w\n", Put(("who", "as"), "user"), "outtrack can't change"),
        ("title: A\nowner: >\n  a\n", Append(("owner",), "b"), "outtrack can't change"),
        ("title: A\n  b: c\n", Put(("title",), "b"), "indented below a line"),
        ("title: A\n", Put(("title",), "b", 2), "there is no document 3"),
        ("# nothing\n", Put(("title",), "b"), "there is no document 1"),
        ("tags:\n  - |+\n    a", Append(("tags",), "b"), "outtrack can't change"),
    ],
)
def test_what_can_not_be_done_is_refused_with_its_reason(text: str, one: Put | Append, message: str) -> None:
    with pytest.raises(EditError) as caught:
        changed(text, one)
    assert message in caught.value.found.message


def test_every_file_of_the_examples_can_be_edited() -> None:
    files = sorted(EXAMPLES.glob("*/*/**/*.yaml"))
    assert len(files) > 200
    for path in files:
        data = path.read_bytes()
        for number, document in enumerate(read(data).documents):
            wanted = [keys for keys, value in ways(document) if isinstance(value, list)]
            tags = ("tags", 0) if isinstance(document, dict) and "tags" in document else ("tags",)
            changes: list[Put | Append] = [Put(("title",), "Another", number), Put(tags, "x", number)]
            changes += [Append(keys, "one: more", number) for keys in wanted]
            new = edit(data, changes, path.name)
            assert new.count(b"one: more") - data.count(b"one: more") == len(wanted)
            data = new
