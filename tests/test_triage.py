"""Sorting the inbox: on a terminal one by one, elsewhere as a list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import processes
from outtrack.acts import RefusedError
from outtrack.acts.triage import Decision, triage
from outtrack.files import Workspace
from outtrack.snapshot import load
from talking import talk

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 22)
FILES = {
    "outcomes/less-waiting.yaml": "title: People wait less\n",
    "insights/queue.yaml": "quote: I stood there for an hour\ncustomer: Abbot\n",
    "insights/sorted.yaml": "title: Known\nabout: less-waiting\n",
    "opportunities/long-queue.yaml": "title: I never know how long it takes\nstatus: inbox   # from the survey\n",
    "solutions/board.yaml": "title: A board with the wait\nstatus: inbox\n",
    "outputs/pen.yaml": "title: More pens\nstatus: inbox\noutcomes: less-waiting\n",
    "outputs/chairs.yaml": "title: More chairs\nstatus: inbox\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "here"
    (root / ".git").mkdir(parents=True)
    (root / "outtrack.yaml").write_text("version: 1\n")
    for path, text in FILES.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)
    return root


def test_each_is_asked_for_and_saved_at_once(root: Path) -> None:
    answers = ["a", "less-wait", "less-waiting", "a", "less-waiting", "s", "d", "no room", "a"]
    seen, code = talk("triage", cwd=root, home=root.parent, answers=answers)
    assert code == 0, seen
    assert "5 in the inbox" in seen
    assert "did you mean `less-waiting`?" in seen
    assert "     Abbot\n" in seen
    assert "4 of 5 sorted" in seen
    texts = {path: (root / path).read_text() for path in FILES}
    assert texts == FILES | {
        "insights/queue.yaml": FILES["insights/queue.yaml"].replace("quote", "about: [less-waiting]\nquote"),
        "opportunities/long-queue.yaml": FILES["opportunities/long-queue.yaml"].replace(
            "status: inbox", "outcome: less-waiting\nstatus: identified"
        ),
        "solutions/board.yaml": FILES["solutions/board.yaml"],
        "outputs/chairs.yaml": "title: More chairs\nstatus: dropped\nclosed: 2026-11-22\nreason: no room\n",
        "outputs/pen.yaml": FILES["outputs/pen.yaml"].replace("inbox", "todo"),
    }


def test_an_insight_is_dropped_by_deleting_it_when_that_is_sure(root: Path) -> None:
    seen, code = talk("triage", "--kind", "insight", cwd=root, home=root.parent, answers=["d", "n"])
    assert (code, "0 of 1 sorted" in seen) == (0, True), seen
    assert (root / "insights/queue.yaml").exists()
    seen, code = talk("triage", "--kind", "insight", cwd=root, home=root.parent, answers=["d", "y"])
    assert (code, "1 of 1 sorted" in seen, "queue is removed" in seen) == (0, True, True), seen
    assert not (root / "insights/queue.yaml").exists()


def test_what_is_linked_already_can_be_linked_to_more(root: Path) -> None:
    (root / "outcomes/tidy-desks.yaml").write_text("title: Desks are tidy\n")
    answers = ["s", "x", "l", "tidy-desks"]
    seen, code = talk("triage", "--kind", "output", cwd=root, home=root.parent, answers=answers)
    assert (code, "`x` is none of them" in seen) == (0, True), seen
    assert (root / "outputs/pen.yaml").read_text() == (
        "title: More pens\nstatus: todo\noutcomes: [less-waiting, tidy-desks]\n"
    )
    seen, code = talk("triage", "--kind", "output", cwd=root, home=root.parent, answers=["l", ""])
    assert "0 of 1 sorted" in seen
    assert "status: inbox" in (root / "outputs/chairs.yaml").read_text()


def test_whoever_stops_keeps_what_was_sorted(root: Path) -> None:
    seen, code = talk("triage", cwd=root, home=root.parent, answers=["s", "a", "less-waiting", "q"])
    assert (code, "1 of 5 sorted" in seen) == (0, True), seen


def test_off_a_terminal_the_inbox_is_listed(root: Path) -> None:
    done = processes.run("triage", "--kind", "insight", cwd=root, home=root.parent)
    assert (done.code, done.out.splitlines()[1].split("\t")[0]) == (0, "queue")
    assert processes.run("triage", "--kind", "outcome", cwd=root, home=root.parent).code == 2


@pytest.mark.parametrize(
    ("ref", "decision", "why"),
    [
        ("insight:queue", Decision(), "say what it is about"),
        ("insight:sorted", Decision(target="outcome:less-waiting"), "sorted already"),
        ("opportunity:long-queue", Decision(target="solution:board"), "solution"),
        ("output:gone", Decision(), "not there any more"),
    ],
)
def test_what_can_not_be_sorted_so(root: Path, ref: str, decision: Decision, why: str) -> None:
    snapshot = load(Workspace(root, root), DAY, use_cache=False)
    with pytest.raises(RefusedError, match=why):
        triage(snapshot, ref, decision)


def test_a_walk_that_is_dry_shows_and_writes_nothing(root: Path) -> None:
    seen, code = talk("triage", "-n", "--kind", "insight", cwd=root, home=root.parent, answers=["d", "y"])
    assert (code, "-customer: Abbot" in seen) == (0, True), seen
    assert "1 of 1 sorted; nothing was written: without --dry-run it is" in seen
    assert (root / "insights/queue.yaml").exists()
