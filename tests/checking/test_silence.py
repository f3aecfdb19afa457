"""Comments that silence: what they reach, when they end, and what is said of those that do nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checking.conftest import FEW, UNLINKED, Team
from outtrack import cache
from outtrack.comment import Comment
from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment
from outtrack.rules.levels import Asked
from outtrack.rules.silence import understood

IGNORE = "# outtrack: ignore[unlinked-output]"
PATH = "outputs/dark-mode.yaml"


def said(text: str) -> tuple[tuple[str, ...], bool, date | None, str | None]:
    """Return what a comment asks for: rules, whether for the file, until when, and what is wrong with it."""
    found = understood("a.yaml", Comment(1, 1, 9, text, []))
    assert found
    return found.names, found.is_for_file, found.until, found.problem and found.problem[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ignore[a] why", (("a",), False, None, None)),
        ("ignore-file[a] why", (("a",), True, None, None)),
        ("ignore [ a , b, a ] because", (("a", "b"), False, None, None)),
        ("ignore[a] until=2026-12-31 why", (("a",), False, date(2026, 12, 31), None)),
        ("ignore[a] why, until=2026-12-31.", (("a",), False, date(2026, 12, 31), None)),
        ("ignore[a] why until: 2026-Q4", (("a",), False, date(2026, 12, 31), None)),
        ("ignore[a] the until=forms", ((), False, None, "`forms` is not a day")),
        ("ignore[a] until= why", ((), False, None, "an empty text is not a day")),
        ("ignore[a] until=2026-12-31", ((), False, None, "the comment gives no reason, so it silences nothing")),
        ("ignore[a]", ((), False, None, "the comment gives no reason, so it silences nothing")),
        ("ignore[a] -- …", ((), False, None, "the comment gives no reason, so it silences nothing")),
        ("ignore[] why", ((), False, None, "the comment names no rule to ignore")),
        ("ignore[,] why", ((), False, None, "the comment names no rule to ignore")),
        ("ignore everything", ((), False, None, "the comment names no rule to ignore")),
        ("ignore[a why", ((), False, None, "the bracket is not closed")),
        ("ignroe[a] why", ((), False, None, "`ignroe` is nothing that a comment can ask for")),
        ("ignore-line[a] why", ((), False, None, "`ignore-line` is nothing that a comment can ask for")),
        ("disable[a] why", ((), False, None, "`disable` is nothing that a comment can ask for")),
    ],
)
def test_what_a_comment_asks_for(text: str, expected: tuple[object, ...]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", ["", "reads this file", "2026", "see the docs", "[a]"])
def test_a_comment_that_only_mentions_the_program(text: str) -> None:
    assert understood("a.yaml", Comment(1, 1, 9, text, [])) is None


@pytest.mark.parametrize(
    ("names", "hint"),
    [("a, b", "write `# outtrack: ignore-file[a, b] why`"), ("a" * 99, "write `# outtrack: ignore[rule] why`")],
)
def test_the_way_out_without_a_reason(names: str, hint: str) -> None:
    found = understood("a.yaml", Comment(1, 1, 9, f"ignore-file[{names}]", []))
    assert found
    assert found.problem
    assert found.problem[1] == hint


SILENCED = {
    "on the line": f"{UNLINKED.strip()}  {IGNORE} why\n",
    "on the line above": f"status: todo\n{IGNORE} why\n{UNLINKED}",
    "above the document, for its title further down": f"{IGNORE} why\nstatus: todo\n{UNLINKED}",
    "beside its first line, for its title further down": f"status: todo  {IGNORE} why\n{UNLINKED}",
    "for the file, anywhere in it": f"{UNLINKED}status: todo\n# outtrack: ignore-file[unlinked-output] why\n",
    "among others": f"{UNLINKED.strip()}  # outtrack: ignore[ignored-checkin, unlinked-output] why\n",
    "until today": f"{UNLINKED.strip()}  {IGNORE} until=2026-11-22 why\n",
}


@pytest.mark.parametrize("name", SILENCED)
def test_a_finding_is_silenced(team: Team, name: str) -> None:
    team.write(PATH, SILENCED[name])
    found = team.check(Asked(only=frozenset({"unlinked-output"})))
    assert found.found == []
    assert found.ran.silence.count == 1


STANDS = {
    "two lines above": f"{IGNORE} why\nstatus: parked\nreason: b\n---\nid: x\n{UNLINKED}",
    "below": f"id: x\n{UNLINKED}{IGNORE} why\n",
    "for another rule": f"{UNLINKED.strip()}  # outtrack: ignore[ignored-checkin] why\n",
    "in a text": f"{UNLINKED}description: |\n  {IGNORE} why\n",
    "without a reason": f"{UNLINKED.strip()}  {IGNORE}\n",
    "until yesterday": f"{UNLINKED.strip()}  {IGNORE} until=2026-11-21 why\n",
}


@pytest.mark.parametrize("name", STANDS)
def test_a_finding_is_not_silenced(team: Team, name: str) -> None:
    team.write(PATH, STANDS[name])
    found = team.check(Asked(only=frozenset({"unlinked-output"})))
    assert [one.rule for one in found.found if one.severity is Severity.ERROR][-1] == "unlinked-output"
    assert found.ran.silence.count == 0


def test_where_only_changes_count_a_waiver_does_not_end(team: Team) -> None:
    team.write(PATH, f"{UNLINKED.strip()}  {IGNORE} until=2026-10-31 why\n")
    assert team.told() == [f"{PATH}:1 error unlinked-output", f"{PATH}:1 warning expired-waiver"]
    assert team.told(Asked(Moment.CHANGE)) == []
    assert team.told(day=date(2026, 10, 31)) == []


def test_structure_is_not_silenced(team: Team) -> None:
    team.write(PATH, "title: X\noutcomes: gone  # outtrack: ignore[dangling-link] later\n")
    assert team.told() == [f"{PATH}:2 error dangling-link", f"{PATH}:2 warning invalid-ignore"]


def test_a_waiver_that_silences_nothing_any_more_is_unused_and_not_expired(team: Team) -> None:
    team.write(PATH, f"{UNLINKED}outcomes: evening-use  {IGNORE} until=2026-10-31 why\n")
    assert team.told() == [f"{PATH}:2 warning unused-ignore"]


@pytest.mark.parametrize(
    ("config", "asked"),
    [
        ("severity: {unlinked-output: off}", Asked()),
        ("paths: {outputs: {unlinked-output: off}}", Asked()),
        ("", Asked(without=frozenset({"unlinked-output"}))),
        ("", Asked(only=frozenset({"unused-ignore"}))),
    ],
)
def test_a_comment_for_a_rule_that_did_not_run_is_left_alone(team: Team, config: str, asked: Asked) -> None:
    team.config(config)
    team.write(PATH, f"{UNLINKED}outcomes: evening-use  {IGNORE} why\n")
    assert team.told(asked) == []


def test_a_comment_for_a_calendar_rule_is_left_alone_where_only_changes_count(team: Team) -> None:
    late = tuple(replace(one, moment=Moment.CALENDAR) if one.name == "ignored-checkin" else one for one in FEW)
    team.write(PATH, f"{UNLINKED}outcomes: evening-use  # outtrack: ignore[ignored-checkin] why\n")
    assert team.told(rules=late) == [f"{PATH}:2 warning unused-ignore"]
    assert team.told(Asked(Moment.CHANGE), late) == []


def test_a_comment_in_a_file_with_an_error_is_left_alone(team: Team) -> None:
    team.write(PATH, f"title: X  {IGNORE} why\nduo: 1\n")
    assert team.told() == [f"{PATH}:2 error unknown-field"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"id: x  {IGNORE} why\noutcomes: evening-use\n{UNLINKED}", "delete the comment"),
        (
            "title: X  # outtrack: ignore[unlinked-output, ignored-checkin] why\n",
            "take `ignored-checkin` out of the comment",
        ),
        (
            f"id: x\n{UNLINKED}status: todo  {IGNORE} why\n",
            "it stands on line 2: move the comment there, or to the line above",
        ),
        (
            "title: X  # outtrack: ignore[ignored-checkin] why\n",
            "did you mean `unlinked-output`? It is what stands here",
        ),
    ],
)
def test_the_way_out_of_an_unused_comment(team: Team, text: str, hint: str) -> None:
    team.write(PATH, text)
    assert [one.hint for one in team.check().found if one.rule == "unused-ignore"] == [hint]


def test_comments_in_the_configuration_are_read_as_well(team: Team) -> None:
    team.write("outtrack.yaml", f"version: 1  {IGNORE} why\n")
    assert team.told() == ["outtrack.yaml:1 warning unused-ignore"]


def test_a_warm_run_knows_the_comments(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "CLOCK_GRANULARITY_NS", 0)
    team.write(PATH, f"{IGNORE} why\n{UNLINKED}")
    team.git("init", "-q")
    cold = [one.comments for one in team.load(use_cache=True).files]
    warm = [one.comments for one in team.load(use_cache=True).files]
    assert (
        warm
        == [[list(comment) for comment in one] for one in cold]
        == [[], [[1, 1, 40, "ignore[unlinked-output] why", [2], 0]]]
    )
