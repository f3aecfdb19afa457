"""The opportunity solution tree of one outcome as a picture for the wall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from outtrack.figures import percent, words
from outtrack.reports.vmgs_wall import NoWallError
from outtrack.shapes import Panel, Wall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.shapes import Branch, Tone, Tree

TONES: Final[dict[str, Tone]] = {"opportunity": "accent", "solution": "solution", "experiment": ""}
"""By kind; an outcome has the colour that it has in the tree."""


def wall(tree: Tree, name: str) -> Wall:
    """Return the wall of a tree with one root, under the name of the workspace. Raise NoWallError without one.

    Below the root stand in columns its product outcomes with their opportunities, then the opportunities right below
    it; all else is stacked.
    """
    if len(tree.roots) != 1:
        names = ", ".join(str(root.data["id"]).partition(":")[2] for root in tree.roots if root.data["id"])
        raise NoWallError(f"a wall shows the tree of one; name it: {names}" if names else "there is no tree to draw")
    (root,) = tree.roots
    below = _below(root)
    groups = [_panel(one) for one in below if _is_group(one)]
    if single := tuple(_panel(one) for one in below if not _is_group(one)):
        groups.append(Panel("", "", (), "dim", single))
    top = replace(_panel(root), below=tuple(groups))
    return Wall(report="tree", as_of=tree.as_of, title=name, top=top)


def _is_group(branch: Branch) -> bool:
    """Return whether what hangs below stands side by side: opportunities of an outcome, parts of an opportunity."""
    return any(one.data["kind"] in {"outcome", "opportunity"} for one in branch.children)


def _below(branch: Branch) -> list[Branch]:
    """Return what hangs below a branch; of an assumption, which has no box, its tests."""
    found: list[Branch] = []
    for child in branch.children:
        found += child.children if child.data["kind"] == "assumption" else [child]
    return found


def _panel(branch: Branch) -> Panel:
    label, title = branch.cells[0], branch.cells[1]
    tone = "dim" if title.tone == "dim" else TONES.get(branch.data["kind"], label.tone)
    return Panel(label.text, title.text, tuple(_lines(branch)), tone, tuple(map(_panel, _below(branch))))


def _lines(branch: Branch) -> Iterator[str]:
    """Yield how it stands, what there is to add, and what it rests on."""
    data = branch.data
    share = data.get("progress")
    status = words(data.get("stage") or data.get("status") or "")
    details = [cell.text for cell in branch.details if cell.text]
    if status and not any(text.startswith(f"{status}: ") for text in details):  # `parked: too dear` says it already
        yield status if share is None else f"{status} · {percent(share)}"
    if data.get("shown_above"):
        yield "(shown already)"
    if count := data.get("hidden_below"):
        yield f"(+{count} below)"
    yield from details
    for child in branch.children:
        if child.data["kind"] == "assumption":
            yield f"{'untested' if child.data['status'] == 'untested' else 'assumes'}: {child.data['title']}"
