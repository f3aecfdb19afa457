"""How statements read: the worked examples of the method, each rule on its own, and what is cut off before."""

from __future__ import annotations

import pytest

from outtrack.wording import RULES, Evidence, Verdict, classify


def codes(verdict: Verdict) -> dict[str, int]:
    """Return the points of each rule that found something."""
    found: dict[str, int] = {}
    for one in verdict.evidence:
        found[one.rule] = found.get(one.rule, 0) + one.points
    return found


@pytest.mark.parametrize(
    ("statement", "points", "label"),
    [
        ("Increase conversions from trial to paid from 15% to 25%.", (9, 0), "outcome"),
        ("Ship 10 features by a specific date.", (0, 6), "output"),
        ("48 one-to-one advice sessions were delivered", (0, 4), "output"),
        ("25% of new users convert to repeat users", (4, 0), "outcome"),
        ("Improve the CRM", (2, 2), "unclear"),
    ],
)
def test_worked_examples_of_the_method(statement: str, points: tuple[int, int], label: str) -> None:
    verdict = classify(statement)
    assert (verdict.outcome_points, verdict.output_points) == points
    assert verdict.label == label


EXAMPLES = [
    ("O1", 3, "Reduce churn from 5 % to 3 %", "from 5 % to 3 %"),
    ("O1", 3, "Lead time: 9 → 4 months", "9 → 4 months"),
    ("O1", 3, "Response time 5 to 3 days", "5 to 3 days"),
    ("O2", 2, "Reduce churn", "Reduce"),
    ("O2", 1, "Win new customers", "Win"),
    ("O2", 1, "Build trust among residents", "Build"),
    ("O2", 2, "Revenue from partners doubles", "doubles"),
    ("O3", 1, "Churn", "Churn"),
    ("O4", 1, "Churn down by half", "half"),
    ("O5", 1, "Churn below 30", "below 30"),
    ("O5", 1, "Availability of 99.9 or better", "99.9 or better"),
    ("O5", 1, "NPS of 60+", "60+"),
    ("O5", 1, "Median page weight under 500 kB", "under 500"),
    ("O6", 2, "Customers renew early", "Customers renew early"),
    ("O6", 1, "Parcels arrive undamaged", "Parcels arrive"),
    ("O7", 1, "25% of new users convert", "25% of"),
    ("O8", 2, "Fewer complaints", "Fewer"),
    ("O9", 2, "Enable sales to sell annual plans", "Enable"),
    ("O10", 3, "Participants found a job", "found a job"),
    ("P1", 3, "Launch the shop", "Launch"),
    ("P1", 2, "The shop was launched", "was launched"),
    ("P1", 1, "Trowel the yard", "Trowel"),
    ("P2", 2, "Ship 10 features", "10 features"),
    ("P3", 1, "Launch the shop in Q2", "in Q2"),
    ("P3", 1, "Deliver the project on time", "on time"),
    ("P4", 1, "Onboarding checklist", "Onboarding checklist"),
    ("P4", 1, "Dark mode", "Dark mode"),
    ("P5", 1, "Number of articles", "Number of"),
    ("P5", 1, "# of clubs created", "#"),
    ("P6", 2, "Train 200 staff", "200 staff"),
    ("P6", 2, "120 young people attended", "young people attended"),
    ("P7", 2, "Improve the CRM", "CRM"),
]
"""A statement for each rule: its code, its points, and the words that it finds."""


@pytest.mark.parametrize(("rule", "points", "statement", "words"), EXAMPLES)
def test_each_rule_finds_its_words(rule: str, points: int, statement: str, words: str) -> None:
    assert Evidence(rule, points, words) in classify(statement).evidence


def test_every_rule_has_an_example() -> None:
    assert {rule for rule, *_ in EXAMPLES} == set(RULES)


def test_a_result_clause_that_is_an_outcome_decides() -> None:
    verdict = classify("Launch the app so that 30 % of members book online")
    assert verdict.label == "outcome"
    assert verdict.reason == 'what stands after "so that" decides'
    assert "P1" not in codes(verdict)


def test_a_result_clause_that_is_none_decides_nothing() -> None:
    verdict = classify("Launch the app so that we ship 10 features")
    assert (verdict.label, verdict.reason) == ("output", None)
    assert codes(verdict) == {"P1": 3}


def test_a_purpose_is_no_result() -> None:
    assert classify("Launch a loyalty app in order to increase sales by 10 %").label == "output"
    assert classify("Launch a loyalty app to increase sales").label == "output"


@pytest.mark.parametrize(
    "before",
    [
        "KR1: ",
        "KR 2.1 - ",
        "Objective: ",
        "O3. ",
        "- ",
        "[P0] ",
        "We will ",
        "We want to ",
        "To ",
        "By December, ",
        "Our goal is to ",
        "1. ",
        "2) ",
        "b) ",
        "KR-1: ",
        "KR 2 ",
        "O1/KR2: ",
        "**KR1** ",
        "**KR1:** ",
        "## ",
        "Q3: ",
        "Q3 2026: ",
        "2026-H2 - ",
        "SHOP-123: ",
        "SHOP-123 - ",
    ],
)
def test_what_stands_before_a_statement_does_not_count(before: str) -> None:
    assert codes(classify(f"{before}reduce churn to 3 %")) == codes(classify("Reduce churn to 3 %"))
    assert codes(classify(f"{before}ship ten features")) == {"P1": 3, "P2": 2}


def test_a_word_that_begins_like_a_number_is_no_number() -> None:
    assert classify("Feature adoption of 40 %").label == "outcome"
    assert classify("Story completion rate of 80 %").label == "outcome"
    assert codes(classify("# of clubs created")) == {"P5": 1, "P1": 2}
    assert classify("COVID-19 infections fall").label == "outcome"


@pytest.mark.parametrize(
    ("work", "change"),
    [
        ("Build a portal", "Build trust"),
        ("Increase articles from 4 to 8", "Increase churn from 4 to 8"),
        ("Teachers trained in first aid", "Teachers use the new method"),
        ("All managers have completed the training", "All managers have time for their people"),
        ("Test the new pricing", "Test failures below 2 %"),
        ("Support for right-to-left languages", "Support calls fall"),
        ("Equip nurses with phones", "Equip nurses to decide on their own"),
        ("Reports reviewed by legal", "Reports are read by customers"),
        ("Close 500 tickets", "Close 12 enterprise deals"),
        ("At least ten webinars", "Fewer than ten complaints a month"),
        ("Close the branch in Kiel", "Close the books in three days instead of eight"),
        ("Mails for abandoned carts", "Abandoned carts fall"),
        ("Budget the trip", "Budget holders forecast their spend"),
        ("Privileged account", "No privileged account without a second factor"),
        ("Make a poster", "Make returning a parcel easy"),
        ("Two teams of five", "Two out of five teams invite their accountant"),
        ("Workshops run at schools", "Trucks run at 85 % of capacity"),
        ("Get the shop live", "Get customers to come back"),
        ("Have the intranet up and running", "Have happier customers"),
        ("Call back all applicants", "Call backs fall to 3 %"),
        ("Soil samples taken", "Soil samples halve"),
        ("Stack based on Go", "Decisions are based on one set of numbers"),
        ("Completed applications", "Completed applications rise to 80 %"),
        ("Reminders per invoice", "Reminders per invoice down to one"),
    ],
)
def test_near_neighbours(work: str, change: str) -> None:
    assert classify(change).label == "outcome"
    assert classify(work).label != "outcome"


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        (
            "KR1: Ship 10 features by Friday.",
            "Ship 10 features by Friday, so that which metric moves from what to what?",
        ),
        (
            "40 pupils attended",
            "40 pupils attended: what do they do differently afterwards, and which metric moves from what to what?",
        ),
        ("Improve the CRM", "Improve the CRM: who would notice, and which metric moves from what to what?"),
        ("Dark mode", "Dark mode, so that who does what differently, and which metric moves from what to what?"),
        ("Launch an app to increase sales", 'Launch an app to increase sales: from what to what does "sales" move?'),
    ],
)
def test_the_question_fits_the_statement(statement: str, question: str) -> None:
    assert classify(statement).rewrite == question


def test_an_outcome_is_asked_nothing() -> None:
    assert classify("Churn below 3 %").rewrite is None


def test_a_long_statement_is_cut_in_the_question() -> None:
    asked = classify("Ship " + "very " * 100 + "nice features").rewrite
    assert asked
    assert len(asked) < 200
    assert "…" in asked


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("Launch", "output"),
        ("Increases revenue", "outcome"),
        ("Customers are", "unclear"),
        ("Reports are", "unclear"),
        ("Objective:", "unclear"),
        ("Not", "unclear"),
        ("To", "unclear"),
        ("As an admin I can invite users", "output"),
        ("Trust for users", "outcome"),
        ("Number of of", "output"),
        ("Delight customers daily", "outcome"),
        ("Prove that our customers", "outcome"),
    ],
)
def test_fragments(statement: str, label: str) -> None:
    assert classify(statement).label == label
