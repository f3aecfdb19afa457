"""Acts that rest on files which they leave alone: what another process writes there meanwhile counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import acting
from outtrack.acts.link import link
from outtrack.acts.new import Wanted, new
from outtrack.acts.remove import remove
from outtrack.acts.rename import rename
from outtrack.acts.set import set_
from outtrack.acts.triage import Decision, triage
from outtrack.acts.update import update
from outtrack.cli import writing
from outtrack.cli.options import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from outtrack.acts.base import Plan
    from outtrack.snapshot import Snapshot

FILES = {
    "outcomes/pay.yaml": "title: Customers pay\n",
    "outcomes/stay.yaml": "title: Customers stay\n",
    "outputs/form.yaml": "title: Form\nstatus: inbox\n",
}


def meanwhile(act: Callable[[Snapshot], Plan], path: Path, data: str | None) -> Callable[[Snapshot], Plan]:
    """Return an act between whose first plan and the saving of it another process writes a file, or takes it away."""
    seen: list[Snapshot] = []

    def with_another(now: Snapshot) -> Plan:
        plan = act(now)
        if not seen:
            path.unlink(missing_ok=True)
            if data is not None:
                path.write_text(data, encoding="utf-8")
        seen.append(now)
        return plan

    return with_another


def test_what_somebody_links_to_meanwhile_is_not_removed(tmp_path: Path) -> None:
    snapshot = acting.workspace(tmp_path, FILES)
    other = tmp_path / "outputs" / "page.yaml"
    act = meanwhile(lambda now: remove(now, "outcome:pay"), other, "title: Page\noutcomes: [pay]\n")
    with pytest.raises(UsageError, match="1 place names `pay`"):
        writing.perform(snapshot, act)
    assert "outcomes/pay.yaml" in acting.texts(snapshot)


def test_a_link_that_is_made_meanwhile_follows_a_rename(tmp_path: Path) -> None:
    snapshot = acting.workspace(tmp_path, FILES)
    other = tmp_path / "outputs" / "form.yaml"
    act = meanwhile(lambda now: rename(now, "outcome:pay", "buy"), other, "title: Form\noutcomes: [pay]\n")
    plan = writing.perform(snapshot, act)
    assert plan.said == ("pay -> buy, and 1 place in 1 file follows",)
    assert acting.texts(snapshot)["outputs/form.yaml"] == "title: Form\noutcomes: [buy]\n"


@pytest.mark.parametrize(
    "act",
    [
        lambda now: link(now, "output:form", "outcome:pay"),
        lambda now: new(now, Wanted(kind="output", title="Page", links={"outcome": ("pay",)})),
        lambda now: set_(now, "output:form", ["outcomes=pay"]),
        lambda now: triage(now, "output:form", Decision(target="outcome:pay")),
    ],
    ids=["link", "new", "set", "triage"],
)
def test_nothing_is_linked_to_what_goes_meanwhile(tmp_path: Path, act: Callable[[Snapshot], Plan]) -> None:
    snapshot = acting.workspace(tmp_path, FILES)
    with pytest.raises(UsageError, match="pay"):
        writing.perform(snapshot, meanwhile(act, tmp_path / "outcomes" / "pay.yaml", None))
    assert acting.texts(snapshot) == {path: text for path, text in FILES.items() if path != "outcomes/pay.yaml"}


def test_a_circle_that_closes_meanwhile_is_refused(tmp_path: Path) -> None:
    snapshot = acting.workspace(tmp_path, FILES)
    other = tmp_path / "outcomes" / "stay.yaml"
    act = meanwhile(
        lambda now: link(now, "outcome:pay", "outcome:stay", "contributes_to"),
        other,
        "title: Stay\ncontributes_to: pay\n",
    )
    with pytest.raises(UsageError, match="circle"):
        writing.perform(snapshot, act)


def test_what_rests_on_its_own_file_alone_is_not_planned_twice(tmp_path: Path) -> None:
    snapshot = acting.workspace(tmp_path, FILES)
    seen = []

    def act(now: Snapshot) -> Plan:
        seen.append(now)
        return update(now, "outcome:pay", {"note": "mine"})

    writing.perform(snapshot, meanwhile(act, tmp_path / "outcomes" / "stay.yaml", "title: Others\n"))
    assert len(seen) == 1


def test_a_key_result_that_goes_meanwhile_is_missed(tmp_path: Path) -> None:
    pay = "title: Customers pay\nkey_results: [{id: rate, title: Paid, target: 2}]\n"
    snapshot = acting.workspace(tmp_path, {**FILES, "outcomes/pay.yaml": pay, "solutions/idea.yaml": "title: Idea\n"})
    act = meanwhile(
        lambda now: link(now, "solution:idea", "key_result:pay/rate", "expected"),
        tmp_path / "outcomes" / "pay.yaml",
        "title: Customers pay\n",
    )
    with pytest.raises(UsageError, match="`key_result:pay/rate` is not there any more"):
        writing.perform(snapshot, act)
