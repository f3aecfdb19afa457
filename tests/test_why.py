"""What `why` costs: each link is looked at once, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import standings
from outtrack.graph import Edge
from outtrack.reports.why import why

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_no_link_is_searched_for_among_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"k{number}" for number in range(8)]
    files = {
        f"outcomes/{name}.yaml": f"title: {name}\ncontributes_to: [{', '.join(one for one in names if one < name)}]\n"
        for name in names
    }
    found = standings(tmp_path, files, "2026-11-22")
    compared = []

    def compare(one: Edge, other: object) -> bool:
        compared.append(one)
        return one is other

    monkeypatch.setattr(Edge, "__eq__", compare)
    tree = why(found.snapshot, found, "outcome:k7")
    assert len(tree.roots[0].children) == 7
    assert compared == []
