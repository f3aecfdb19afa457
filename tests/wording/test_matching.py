"""Vanity metrics and jargon, as they stand in a text."""

from __future__ import annotations

import pytest

from outtrack.wording import jargon, load_words, vanity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Page views", ("Page views",)),
        ("1,000,000 pageviews a month", ("pageviews",)),
        ("Impressions and followers", ("Impressions", "followers")),
        ("Reach 10,000 downloads", ("downloads",)),
        ("Total users above 5,000", ("Total users",)),
        ("Registered users", ("Registered users",)),
        ("Sign-ups per week", ("Sign-ups",)),
        ("500 sign ups", ("sign ups",)),
        ("Story points per sprint", ("Story points",)),
        ("Team velocity", ("Team velocity",)),
        ("Lines of code", ("Lines of code",)),
        ("Number of commits", ("commits",)),
        ("Features shipped", ("Features shipped",)),
        ("Hours worked", ("Hours worked",)),
        ("Training attendance", ("Training attendance",)),
        ("Social media likes", ("likes",)),
        ("Active registered users", ()),
        ("Retained sign-ups after 30 days", ()),
        ("Downloads by returning customers", ()),
        ("Weekly active users", ()),
        ("Cache hit rate", ()),
        ("Attendance at trainings", ("Attendance at trainings",)),
        ("Accounts created", ("Accounts created",)),
        ("Cumulative installs", ("installs",)),
        ("Churn below 3 %", ()),
        ("Customers like the app", ("like",)),
        ("", ()),
    ],
)
def test_vanity(text: str, found: tuple[str, ...]) -> None:
    assert vanity(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kubernetes for all microservices", ("Kubernetes", "microservices")),
        ("Reduce API latency", ("API", "latency")),
        ("Leverage synergies", ("Leverage", "synergies")),
        ("A best-in-class, seamless experience", ("best-in-class", "seamless")),
        ("Best in class support", ("Best in class",)),
        ("Refactored the codebase", ("codebase",)),
        ("Move the needle on churn", ("Move the needle",)),
        ("More customers renew", ()),
        ("", ()),
    ],
)
def test_jargon(text: str, found: tuple[str, ...]) -> None:
    assert jargon(text) == found


def test_a_team_adds_its_own() -> None:
    words = load_words({"vanity": ("badge",), "vanity_qualifiers": ("loyal",), "jargon": ("flux capacitor",)})
    assert vanity("Badges earned", words) == ("Badges",)
    assert vanity("Badges earned by loyal members", words) == ()
    assert jargon("A flux capacitor", words) == ("flux capacitor",)


def test_vanity_and_jargon_do_not_change_how_a_statement_is_taken_apart() -> None:
    from outtrack.wording import classify

    assert classify("Team velocity").label == "output"
    assert classify("Digital transformation of claims raises satisfaction to 90 %").label == "outcome"
