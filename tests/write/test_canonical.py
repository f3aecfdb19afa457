"""The canonical form: the same data, every comment, and nothing left to do."""

from __future__ import annotations

from collections import Counter

from outtrack.model import record_class
from outtrack.source import parse
from outtrack.source.comments import all_comments
from outtrack.write import canonical
from outtrack.write.scalars import is_same
from write.corpus import everything


def _comments(data: bytes) -> Counter[str]:
    return Counter(comment for _, comment in all_comments(data.decode("utf-8-sig")))


def test_of_the_corpus_every_file_keeps_its_data_and_comments_and_once_is_enough() -> None:
    alone = 0
    for one in everything():
        data = one.text.encode()
        records = [one.record] * len(one.documents)
        new = canonical(data, one.path, records)
        if new is None:
            alone += 1
            continue
        assert is_same(list(parse(new, one.path).documents), one.documents)
        assert _comments(new) == _comments(data)
        assert _lines(new) == _lines(data)
        assert canonical(new, one.path, records) == new
    assert alone == 0


def _lines(data: bytes) -> Counter[str]:
    """Return the lines that hold something, without dashes: a comment behind a value stays in its line."""
    return Counter(filter(None, (line.strip(" \t-") for line in data.decode("utf-8-sig").splitlines())))


def _outcome(text: str) -> str:
    new = canonical(text.encode(), "outcomes/a.yaml", [record_class("outcome")])
    assert new is not None
    return new.decode()


def test_a_comment_moves_with_its_key_and_the_head_stays() -> None:
    text = (
        "# head\n\ndue: 2026-Q4  # late\n# what it is\ntitle: A\n\n\n\nkey_results:\n  - target: 2  # two\n    title: B"
    )
    new = _outcome(text)
    assert new.startswith("# head\n\n# what it is\ntitle: A\n")
    assert "\ndue: 2026-Q4  # late\n" in new
    assert new.endswith("  - title: B\n    target: 2  # two\n")
    assert "\n\n\n" not in new


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    assert _outcome("\ufefftitle: A\r\nid: a\r\n") == "\ufeffid: a\r\ntitle: A\r\n"


def test_a_second_name_never_comes_to_stand_before_the_first() -> None:
    assert _outcome("owner: &who Zoe\nid: *who\ntitle: A\n").index("&who") < len("owner: &who")
