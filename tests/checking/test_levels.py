"""Which rules run, and how much a finding weighs: profiles, previews, moments, what the command line asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checking.conftest import FEW, UNLINKED, Team
from outtrack.diagnostic import Severity
from outtrack.rules.base import Moment, Rule, rule
from outtrack.rules.levels import Asked
from outtrack.snapshot import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts


@rule(severity=Severity.WARNING, is_preview=True)
def titled_dark(facts: Facts) -> Iterator[Diagnostic]:
    """Nothing is dark."""
    yield from (one.diagnose("title", "it is dark") for one in facts.all("output") if "Dark" in one.title)


@rule(severity=Severity.WARNING, moment=Moment.CALENDAR)
def too_late(facts: Facts) -> Iterator[Diagnostic]:
    """Nothing is late."""
    yield from (one.diagnose("title", "it is late") for one in facts.all("output"))


@rule(severity=Severity.OFF)
def not_asked(facts: Facts) -> Iterator[Diagnostic]:
    """Nothing is ever asked."""
    yield from (one.diagnose("title", "it was asked") for one in facts.all("output"))


OWN: tuple[Rule, ...] = (*FEW, titled_dark, too_late, not_asked)


def rules(team: Team, asked: Asked | None = None) -> set[str]:
    return {one.partition(" ")[2] for one in team.told(asked or Asked(), OWN)}


@pytest.fixture(autouse=True)
def _unlinked(team: Team) -> None:
    team.write("outputs/dark-mode.yaml", UNLINKED)


LINK, DARK, LATE = "error unlinked-output", "warning titled-dark", "warning too-late"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", {LINK, LATE}),
        ("profile: team", {LINK, LATE}),
        ("profile: strict", {LINK, LATE}),
        ("profile: gate", {LINK}),
        ("preview: true", {LINK, LATE, DARK}),
        ("profile: gate, preview: true", {LINK}),
        ("profile: gate, severity: {too-late: error}", {LINK, "error too-late"}),
        ("profile: gate, paths: {'outputs/**': {too-late: info}}", {LINK, "info too-late"}),
        ("profile: gate, severity: {unlinked-output: info}", {"info unlinked-output"}),
        ("severity: {titled-dark: error}", {LINK, LATE}),
        ("severity: {titled-dark: error}, preview: true", {LINK, LATE, "error titled-dark"}),
        ("severity: {not-asked: info}", {LINK, LATE, "info not-asked"}),
        ("severity: {too-late: off}, paths: {'outcomes/**': {too-late: error}}", {LINK}),
    ],
)
def test_what_the_configuration_turns_on(team: Team, config: str, expected: set[str]) -> None:
    team.config(config)
    assert rules(team) == expected


@pytest.mark.parametrize(
    ("config", "asked", "expected"),
    [
        ("", Asked(Moment.CHANGE), {LINK}),
        ("", Asked(only=frozenset({"too-late"})), {LATE}),
        ("", Asked(Moment.CHANGE, only=frozenset({"too-late"})), set()),
        ("", Asked(only=frozenset({"dangling-link"})), set()),
        ("", Asked(without=frozenset({"too-late"})), {LINK}),
        ("", Asked(only=frozenset({"too-late"}), without=frozenset({"too-late"})), set()),
        ("", Asked(only=frozenset({"titled-dark", "unlinked-output"})), {LINK, DARK}),
        ("", Asked(only=frozenset({"not-asked"})), {"warning not-asked"}),
        ("profile: gate", Asked(only=frozenset({"too-late"})), {LATE}),
        ("severity: {too-late: off}", Asked(only=frozenset({"too-late"})), {LATE}),
        ("severity: {too-late: error}", Asked(only=frozenset({"too-late"})), {"error too-late"}),
        ("paths: {outputs: {too-late: off}}", Asked(only=frozenset({"too-late"})), set()),
        ("profile: gate", Asked(without=frozenset({"unlinked-output"})), set()),
    ],
)
def test_what_the_command_line_asks_for(team: Team, config: str, asked: Asked, expected: set[str]) -> None:
    team.config(config)
    assert rules(team, asked) == expected


def test_structure_is_found_whatever_is_asked_for(team: Team) -> None:
    team.write("outputs/broken.yaml", "title: [\n")
    team.write("outputs/lost.yaml", "title: Lost\noutcomes: gone\n")
    team.config("profile: gate, severity: {unlinked-output: off}")
    assert rules(team, Asked(Moment.CHANGE, frozenset({"stale-known"}))) == {"error yaml-syntax", "error dangling-link"}


def test_warnings_of_the_structure_can_be_set(team: Team) -> None:
    team.write("outcome/x.yaml", "title: X\n")
    assert "warning near-kind-folder" in rules(team)
    team.config("severity: {near-kind-folder: error}")
    assert "error near-kind-folder" in rules(team)
    team.config("paths: {outcome: {near-kind-folder: error}}")
    assert "error near-kind-folder" in rules(team)
    team.config("severity: {near-kind-folder: off}")
    assert "near-kind-folder" not in " ".join(rules(team))


def test_what_a_rule_only_mentions_stays_an_info(team: Team) -> None:
    team.write("outputs/dark-mode.yaml", UNLINKED + "status: inbox\n")
    for config, expected in (
        ("severity: {unlinked-output: error}", {"info unlinked-output"}),
        ("severity: {unlinked-output: off}", set()),
        ("paths: {outputs: {unlinked-output: warning}}", {"info unlinked-output"}),
    ):
        team.config(f"profile: gate, {config}")
        assert rules(team) == expected


@pytest.mark.parametrize(
    ("config", "messages"),
    [
        (
            "severity: {dangling-link: off}",
            ["`dangling-link` is structure, which is always on: it can't be set to off"],
        ),
        ("severity: {dangling-link: error}", []),
        ("severity: {near-kind-folder: off}", []),
        (
            "paths: {outcome: {dangling-link: info}}",
            ["`dangling-link` is structure, which is always on: it can't be set to info"],
        ),
        ("severity: {unlinked-outputs: off}", ["there is no rule `unlinked-outputs`"]),
        ("rules: {unlinked-outputs: {}}", ["there is no rule `unlinked-outputs`"]),
        ("paths: {a: {unlinked-outputs: off}}", ["there is no rule `unlinked-outputs`"]),
        ("rules: {dangling-link: {a: 1}}", ["`a` is not an option of `dangling-link`"]),
        ("rules: {unlinked-output: {types: [1]}}", ["`types` takes a list of texts, not `[1]`"]),
    ],
)
def test_what_is_wrong_with_the_configuration(team: Team, config: str, messages: list[str]) -> None:
    team.config(config)
    if not messages:
        assert team.told() == ["outputs/dark-mode.yaml:1 error unlinked-output"]
        return
    with pytest.raises(ConfigError) as error:
        team.check()
    found = error.value.diagnostics
    assert [one.message for one in found] == messages
    assert all(one.span for one in found)
