"""The rules about wording, table by table: what is found, and what is left alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ruling import DAY, found, told, workspace

if TYPE_CHECKING:
    from pathlib import Path

OUTCOME = "title: More readers read in bed\n"


def outcome(title: str, more: str = "") -> dict[str, str]:
    return {"outcomes/o.yaml": f"title: {title}\n{more}"}


def key_result(title: str, more: str = "") -> dict[str, str]:
    """Return an outcome with one key result."""
    return {"outcomes/o.yaml": f"{OUTCOME}key_results: [{{id: k, title: {title}{more}}}]\n"}


RISES, FALLS = ", baseline: 2, target: 9", ", baseline: 9, target: 2"
WORK = {
    "a verb of delivery": (outcome("Launch the shop"), "o:1 reads as work: P1 verb of delivery `Launch`"),
    "an outcome": (outcome("More readers read in bed"), None),
    "a bare deliverable": (outcome("Dark mode"), "o:1 reads as work: P4 bare deliverable `Dark mode`"),
    "unclear": (outcome("Improve the shop"), None),
    "a draft": (outcome("Launch the shop", "status: draft\n"), None),
    "paused": (outcome("Launch the shop", "status: paused\n"), None),
    "done": (outcome("Launch the shop", "status: done\n"), None),
    "not English": (outcome("Neue Website bis Ende Juni"), None),
    "with the outcome said": (outcome("Launch the shop, so that churn falls from 5 % to 3 %"), None),
    "a key result without numbers": (key_result("Repairs for fleets"), "o/k:2 reads as work: P4 bare deliverable"),
    "a key result with a target alone": (key_result("Articles published", ", target: 9"), "o/k:2 reads as work: P1"),
    "work counted": (key_result("Articles published", RISES), "o/k:2 reads as work: P1 verb of delivery"),
    "work in per cent": (key_result("Launch the shop", RISES + ", unit: '%'"), "o/k:2 reads as work: P1"),
    "a running total of work": (key_result("Workshops held", ", cumulative: true, target: 9"), "o/k:2 reads as work"),
    "work by feeling": (key_result("Launch the shop", ", self_reported: true"), "o/k:2 reads as work: P1"),
    "a slight sign beside numbers": (key_result("Repairs for fleets", RISES), None),
    "less of it": (key_result("Articles published", FALLS), None),
    "bounds": (key_result("Articles published", ", keep: {max: 3}"), None),
    "levels": (key_result("Articles published", ", levels: [none, some], target: some"), None),
    "what people do with it": (key_result("Checkouts started that end with an order", RISES), None),
    "work, whatever it does": (key_result("Publish 10 articles that explain the bill", RISES), "o/k:2 reads as work"),
    "milestones": (key_result("Launch the shop", ", milestones: [{title: Open the doors}]"), None),
    "a key result of a draft": (
        {"outcomes/o.yaml": OUTCOME + "status: draft\nkey_results: [{title: Launch the shop}]\n"},
        None,
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_work_is_no_outcome(name: str, tmp_path: Path) -> None:
    files, expected = WORK[name]
    lines = told(tmp_path, "output-in-disguise", files)
    assert [line[: len(f"warning {expected}")] for line in lines] == ([f"warning {expected}"] if expected else [])


def test_the_hint_is_the_question_that_makes_an_outcome_of_it(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "output-in-disguise", outcome("Ship 10 features by June"))
    assert one.hint == "Ship 10 features by June, so that which metric moves from what to what?"
    for words in ("P1 verb of delivery `Ship`", "P2 counted deliverable `10 features`", "P3 date without a metric"):
        assert words in one.message


def test_a_comment_with_a_reason_silences_it(tmp_path: Path) -> None:
    comment = "# outtrack: ignore[output-in-disguise] the board named it, and knows why\n"
    files = {"outcomes/o.yaml": f"{comment}title: Launch the shop\n"}
    assert found(tmp_path, "output-in-disguise", files) == []


UNCLEAR = {
    "as much for the one as for the other": (
        outcome("Improve the shop"),
        "o:1 unclear, it speaks as much for an outcome as for work: O2 verb of change `Improve`; P7",
    ),
    "nothing at all": (outcome("Happy readers at night"), "o:1 unclear, it does not say what changes"),
    "an outcome": (outcome("More readers read in bed"), None),
    "work": (outcome("Launch the shop"), None),
    "not English": (outcome("Zufriedene Leser und mehr Ruhe in der Nacht"), None),
    "no words": (outcome("'2027'"), None),
    "a draft": (outcome("Improve the shop", "status: draft\n"), None),
    "a key result that is a title alone": (key_result("Happy readers at night"), "o/k:2 unclear, it does not say"),
    "a key result with numbers": (key_result("Happy readers at night", RISES), None),
    "a key result with bounds": (key_result("Happy readers at night", ", keep: {max: 3}"), None),
}


@pytest.mark.parametrize("name", UNCLEAR)
def test_unclear(name: str, tmp_path: Path) -> None:
    files, expected = UNCLEAR[name]
    lines = told(tmp_path, "unclear-outcome", files)
    assert [line[: len(f"info {expected}")] for line in lines] == ([f"info {expected}"] if expected else [])


SOLUTIONS = {
    "a verb of delivery": ("Add a dark mode", "", "`Add`"),
    "a thing": ("Dark mode", "", "`Dark mode`"),
    "with a count": ("Publish 10 articles", "", "`Publish`, `10 articles`"),
    "a need": ("Readers want to read in bed", "", None),
    "in the first person": ("I want to scan my own stock", "", None),
    "a complaint": ("Checkout is slow on the train", "", None),
    "what is hard": ("Hard to find the invoice", "", None),
    "what nobody does": ("Support doesn't answer", "", None),
    "what went away": ("Mails that were lost", "", None),
    "not English": ("Neue Website bis Ende Juni", "", None),
    "in the inbox": ("Add a dark mode", "status: inbox", "`Add`"),
    "put aside": ("Add a dark mode", "status: not_now", None),
    "solved": ("Add a dark mode", "status: solved", None),
    "dropped": ("Add a dark mode", "status: dropped", None),
    "for an outcome that is paused": ("Add a dark mode", "outcome: paused", None),
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_an_opportunity_is_a_need(name: str, tmp_path: Path) -> None:
    title, more, words = SOLUTIONS[name]
    more = more if "outcome:" in more else f"{more}\noutcome: o"
    files = {
        "outcomes/o.yaml": OUTCOME,
        "outcomes/paused.yaml": OUTCOME + "status: paused\n",
        "opportunities/p.yaml": f'title: "{title}"\n{more}\n',
    }
    lines = told(tmp_path, "opportunity-reads-as-solution", files)
    assert lines == ([f"warning p:1 reads as a solution rather than a need: {words}"] if words else [])


def metric(title: str, more: str = "") -> dict[str, str]:
    return {"metrics/m.yaml": f"title: {title}\n{more}"}


VANITY = {
    "a key result": (key_result("Downloads of the app", RISES), "o/k:2 grows with mere activity: `Downloads`"),
    "by its unit": (key_result("What the team did", RISES + ", unit: story points"), "o/k:2 grows with mere activity"),
    "title and unit, once": (
        key_result("Downloads", RISES + ", unit: downloads"),
        "o/k:2 grows with mere activity: `Downloads`",
    ),
    "a running total": (key_result("Page views", ", cumulative: true, target: 900"), "o/k:2 grows with mere activity"),
    "without numbers": (key_result("Page views"), "o/k:2 grows with mere activity: `Page views`"),
    "asking for more": (key_result("Active users who sign up", RISES), None),
    "asking for more than the unit": (key_result("Paying customers", RISES + ", unit: registered users"), None),
    "a share": (key_result("Sign-ups that stay", RISES + ", unit: '%'"), None),
    "to fall": (key_result("Page views", FALLS), None),
    "bounds": (key_result("Page views", ", keep: {max: 3}"), None),
    "counted from there": (key_result("Days from the first sign-up to a sale", RISES), None),
    "per such a thing": (key_result("Orders per page view", RISES), None),
    "of a draft": ({"outcomes/o.yaml": OUTCOME + "status: draft\nkey_results: [{title: Page views}]\n"}, None),
    "a metric": (metric("Followers"), "m:1 grows with mere activity: `Followers`"),
    "a metric by its unit": (metric("Reach", "unit: followers\n"), "m:2 grows with mere activity: `followers`"),
    "a metric that asks for more": (metric("Engaged followers"), None),
    "a metric that is a share": (metric("Followers", "unit: '%'\n"), None),
    "a metric within bounds": (metric("Followers", "keep: {max: 3}\n"), None),
}


@pytest.mark.parametrize("name", VANITY)
def test_vanity(name: str, tmp_path: Path) -> None:
    files, expected = VANITY[name]
    lines = told(tmp_path, "vanity-metric", files)
    assert [line[: len(f"warning {expected}")] for line in lines] == ([f"warning {expected}"] if expected else [])


JARGON = {
    "an outcome": (outcome("Readers enjoy a seamless backend"), ["o:1 not in business terms: `seamless`, `backend`"]),
    "a key result": (key_result("Latency of a page", RISES), ["o/k:2 not in business terms: `Latency`"]),
    "in plain words": (outcome("Pages open at once"), []),
    "a draft": (outcome("A seamless backend", "status: draft\n"), []),
}


@pytest.mark.parametrize("name", JARGON)
def test_jargon(name: str, tmp_path: Path) -> None:
    files, expected = JARGON[name]
    assert told(tmp_path, "jargon", files) == [f"info {line}" for line in expected]


def test_the_words_of_the_team_count(tmp_path: Path) -> None:
    words = "{jargon: [zwiebel], vanity: [handshake], delivery_verbs: [trowel]}"
    files = {
        "outtrack.yaml": f"version: 1\ncheck: {{words: {words}}}\n",
        "outcomes/o.yaml": "title: More readers love a zwiebel\nkey_results: [{id: k, title: Handshakes}]\n",
        "outcomes/p.yaml": "title: Trowel the reader's yard\n",
    }
    assert [one.entity for one in found(tmp_path, "jargon", files)] == ["outcome:o"]
    assert [one.entity for one in found(tmp_path, "vanity-metric", files)] == ["key_result:o/k"]
    assert [one.entity for one in found(tmp_path, "output-in-disguise", files)] == ["outcome:p"]


def test_the_gate_does_not_load_the_word_lists(tmp_path: Path) -> None:
    files = {"outtrack.yaml": "version: 1\ncheck: {profile: gate}\n", **outcome("Launch the shop")}
    root = workspace(tmp_path, files).workspace.root
    program = (
        "import sys; from outtrack.__main__ import run_to_end\nrun_to_end()\nprint('outtrack.wording' in sys.modules)"
    )
    for profile, is_loaded in (("gate", "False"), ("team", "True")):
        (root / "outtrack.yaml").write_text(f"version: 1\ncheck: {{profile: {profile}}}\n", encoding="utf-8")
        command = [sys.executable, "-c", program, "-C", str(root), "check", "--as-of", DAY.isoformat()]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        assert done.stdout.split()[-1] == is_loaded, done.stdout + done.stderr
