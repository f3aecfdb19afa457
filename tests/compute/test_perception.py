"""The two questions about a service: what was answered, where nobody was asked, and what `ready` makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import named, standings
from outtrack.compute.perception import QUESTIONS, perceived, unasked
from outtrack.compute.readiness import Wording, ready
from outtrack.reports.service import level_cell, perception_cell, perception_data, perception_facts

if TYPE_CHECKING:
    from pathlib import Path

    from outtrack.compute.perception import Perceived
    from outtrack.compute.standing import Standings

NEED, VALUE = QUESTIONS
PART = """\
    title: Colleagues find an old mail
    type: service
    contributes_to: whole
    """
WHOLE = """\
    title: Departments work better with the suite
    type: service
    start: 2026-07-01
    due: 2027-06-30
    key_results:
      - id: matches-need
        title: The experience matches the need
        cadence: quarterly
        levels: [In the way, In part, Mostly, Fully]
        baseline: first
        target: Fully
        checkins:
          - {date: 2026-07-10, value: In the way}
          - {date: 2026-10-10, value: Mostly}
      - id: significant-value
        title: It is of significant value
        cadence: quarterly
        levels: [None, Some, Much]
        baseline: first
        target: Much
    """


def asked(folder: Path, changes: dict[str, str] | None = None) -> Standings:
    files = {"outcomes/whole.yaml": WHOLE, "outcomes/part.yaml": PART} | (changes or {})
    return standings(folder, files, "2026-11-22")


def of(found: Standings, name: str) -> tuple[Perceived, ...]:
    return perceived(found, named(found, name))


def test_the_last_answer_counts_in_its_own_words(tmp_path: Path) -> None:
    found = asked(tmp_path)
    answers = of(found, "whole")
    assert [one.name for one in answers] == [NEED, VALUE]
    facts = dict(perception_facts(named(found, "whole"), answers))
    assert facts["The experience matches the need"].text == "Mostly; level 3 of 4 (1 → level 4); 2026-10-10"
    assert facts["significant value"] == ("not asked", "warn", *facts["significant value"][2:])
    assert perception_cell(answers).text == "matches need level 3 of 4, significant value not asked"
    told = perception_data(answers)
    assert told is not None
    assert told[VALUE] is None
    assert (told[NEED]["now"], told[NEED]["level"], told[NEED]["target"]) == (3, "Mostly", 4)


def test_a_part_of_a_service_is_seen_as_the_whole(tmp_path: Path) -> None:
    found = asked(tmp_path)
    answers = of(found, "part")
    assert [one.outcome.outcome.id for one in answers] == ["whole", "part"]
    facts = dict(perception_facts(named(found, "part"), answers))
    assert facts["The experience matches the need"].text.endswith("; 2026-10-10; asked about `whole`")


def test_an_old_answer_says_that_it_is_time_to_ask_again(tmp_path: Path) -> None:
    early = WHOLE.replace("          - {date: 2026-10-10, value: Mostly}\n", "").replace("quarterly", "monthly")
    found = asked(tmp_path, {"outcomes/whole.yaml": early})
    facts = dict(perception_facts(named(found, "whole"), of(found, "whole")))
    assert facts["The experience matches the need"].text.endswith("; 2026-07-10; stale: ask again")


@pytest.mark.parametrize("type_", ["product", "business", "team"])
def test_only_services_are_asked_about(tmp_path: Path, type_: str) -> None:
    found = asked(tmp_path, {"outcomes/whole.yaml": WHOLE.replace("type: service", f"type: {type_}")})
    assert of(found, "whole") == ()
    assert perception_data(()) is None
    assert perception_cell(()).text == ""
    assert perception_cell(of(found, "part")).text == "not asked"  # what it serves is no service


def test_what_nobody_was_asked_is_the_next_thing_once_all_else_is_done(tmp_path: Path) -> None:
    full = {
        "visions/v.yaml": "title: V\ngoals: [part]\n",
        "metrics/m.yaml": "title: M\nunit: min\nsource: log\nreadings:\n"
        "  - {date: 2026-09-30, value: 9}\n  - {date: 2026-10-20, value: 8}\n"
        "  - {date: 2026-11-20, value: 5, source: 'https://example.org/log'}\n",
        "outcomes/part.yaml": """\
            title: Colleagues find an old mail sooner
            type: service
            owner: maria
            who: colleagues
            due: 2026-Q4
            achievable: {note: Three of five could, date: 2026-10-01}
            key_results:
              - {id: k, title: Minutes until it is found, metric: m, target: 2}
            """,
        "outputs/a.yaml": "title: A\noutcomes: part\nstatus: done\nshipped: 2026-11-01\n"
        "levers: [people, process, technology]\n",
    }
    found = asked(tmp_path, full)
    told = ready(found.snapshot, found, named(found, "part"), Wording("outcome"))
    assert told.level == 5  # a reading that says where it was read is evidence
    assert told.next_thing == f"ask those for whom it is run: {QUESTIONS[NEED]} {QUESTIONS[VALUE]}"
    assert unasked(()) == ""


def test_a_reading_without_a_source_is_no_evidence(tmp_path: Path) -> None:
    files = {
        "metrics/m.yaml": "title: M\nreadings:\n  - {date: 2026-09-30, value: 9}\n  - {date: 2026-11-20, value: 5}\n",
        "outcomes/part.yaml": "title: P\ndue: 2026-Q4\nkey_results: [{id: k, title: K, metric: m, target: 2}]\n",
        "outputs/a.yaml": "title: A\noutcomes: part\nstatus: done\nshipped: 2026-11-01\n",
        "checkins/x.yaml": "metric: m\ndate: 2026-11-21\nvalue: 4\n",
    }
    for evidence, passes in (("", False), ("evidence: https://example.org\n", True)):
        found = asked(tmp_path, files | {"checkins/x.yaml": files["checkins/x.yaml"] + evidence})
        told = ready(found.snapshot, found, named(found, "part"), Wording("outcome"))
        assert (told.ladder[4].passes, told.ladder[4].lacks) == (
            passes, "" if passes else "link the `evidence` at a check-in",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("keep: {max: 8}, checkins: [{date: 2026-11-01, value: 8.9}]", "8.9 s (≤ 8 s), out of bounds; 2026-11-01"),
        ("keep: {max: 8}, checkins: [{date: 2026-11-01, value: 8}]", "8 s (≤ 8 s); 2026-11-01"),
        ("keep: {min: 8}", "— (≥ 8 s)"),
        ("cumulative: true, target: 3, checkins: [{date: 2026-11-01, value: 1}]", "1 s (3 s); 2026-11-01"),
    ],
)
def test_a_service_level_says_its_day_and_where_it_is_broken(tmp_path: Path, measure: str, text: str) -> None:
    output = f"title: A\noutcomes: part\nmeasures: [{{title: M, unit: s, {measure}}}]\n"
    found = asked(tmp_path, {"outputs/a.yaml": output})
    work = found.snapshot.get("output:a")
    assert level_cell(found.measure(work, work.measures[0])).text == text
