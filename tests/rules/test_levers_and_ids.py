"""`single-lever` and `implicit-id`, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ruling import found, told

if TYPE_CHECKING:
    from pathlib import Path

BASE = {"outcomes/o.yaml": "title: O\n"}


def work(*outputs: str) -> dict[str, str]:
    """Return outputs for the outcome `o`, each with its levers and what else it says."""
    return {
        f"outputs/w{number}.yaml": f"title: W\noutcomes: [o]\nlevers: {lines}\n" for number, lines in enumerate(outputs)
    }


PULLED = {
    "technology alone": (work("technology", "technology"), "technology alone is to move this (w0 and w1): who adopts"),
    "people alone": (work("people"), "the work for this pulls people, but not process or technology: w0"),
    "two of three": (work("[technology, process]"), "the work for this pulls process and technology, but not people"),
    "two of three, in two pieces": (work("technology", "people"), "the work for this pulls people and technology, but"),
    "all three": (work("technology", "people", "process"), None),
    "all three, two of them done": (work("technology", "[people, process]\nstatus: done\nshipped: 2026-11-01"), None),
    "the others only planned": (work("technology", "[people, process]\nstatus: inbox"), "technology alone is to move"),
    "the others dropped": (work("technology", "[people, process]\nstatus: dropped"), "technology alone is to move"),
    "the others parked": (work("technology", "[people, process]\nstatus: parked"), "technology alone is to move"),
    "all work is done": (work("technology\nstatus: done\nshipped: 2026-11-01"), None),
    "no levers said": ({"outputs/w.yaml": "title: W\noutcomes: [o]\n"}, None),
    "a part of the work": (
        {
            **work("technology"),
            "outputs/part.yaml": "title: P\ntype: task\nparent: w0\nlevers: [people, process]\n",
        },
        None,
    ),
    "a draft": ({"outcomes/o.yaml": "title: O\nstatus: draft\n", **work("technology")}, None),
    "an outcome that has ended": ({"outcomes/o.yaml": "title: O\nstatus: done\n", **work("technology")}, None),
    "many pieces": (work(*["people"] * 5), "but not process or technology: w0, w1, w2 and 2 more"),
}


@pytest.mark.parametrize("name", PULLED)
def test_levers(name: str, tmp_path: Path) -> None:
    files, message = PULLED[name]
    lines = told(tmp_path, "single-lever", {**BASE, **files})
    assert len(lines) == (1 if message else 0)
    assert all(line.startswith("warning o:1 ") and str(message) in line for line in lines)


def test_only_the_nearest_outcome_is_asked(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": "title: O\ncontributes_to: [p]\n",
        "outcomes/p.yaml": "title: P\n",
        **work("technology"),
    }
    assert [one.entity for one in found(tmp_path, "single-lever", files)] == ["outcome:o"]


def test_key_results_without_an_id(tmp_path: Path) -> None:
    files = {
        "outcomes/a.yaml": "title: A\nkey_results:\n  - {id: i, title: One}\n  - {title: Tickets per week}\n  - Six\n",
        "outcomes/b.yaml": "title: B\nstatus: done\nkey_results: [Four]\n",
        "outcomes/c.yaml": "title: C\nstatus: draft\nkey_results: [Five]\n",
    }
    lines = told(tmp_path, "implicit-id", files)
    message = "the id of this key result is made from its title"
    assert lines == [
        f"info a/tickets-per-week:4 {message}",
        f"info a/six:5 {message}",
        f"info c/five:3 {message}",
    ]
    assert found(tmp_path, "implicit-id", files)[0].hint == "add `id: tickets-per-week`"


def test_a_lever_may_be_pulled_in_a_broken_file(tmp_path: Path) -> None:
    files = {**BASE, **work("technology"), "outputs/x.yaml": "title: X\noutcomes: [o]\nlevers: [people, procces]\n"}
    assert found(tmp_path, "single-lever", files) == []
