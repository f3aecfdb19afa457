"""Known findings: what is kept and hidden, what may grow and what may not, and files that can't be used."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking.conftest import UNLINKED, Team
from outtrack.files import Workspace
from outtrack.rules.known import KNOWN_FILE, Coverage, Key, Known, epic_key
from outtrack.rules.known_file import read_known
from outtrack.rules.levels import EVERYTHING, Asked
from outtrack.rules.ratchet import shares
from outtrack.snapshot import ConfigError

LINKED = UNLINKED + "outcomes: evening-use\n"
ONLY = Asked(only=frozenset({"ignored-checkin"}))
TWO_EARLY = """\
title: More people read
start: 2026-10-01
key_results:
  - {title: K, baseline: 1, target: 2, checkins: [{date: 2025-10-01, value: 1}, {date: 2025-10-02, value: 1}]}
"""


def update(team: Team, asked: Asked = EVERYTHING) -> Known:
    known = team.check(asked).ran.renewed()
    team.write(KNOWN_FILE, known.text)
    return known


def key(name: str, rule: str = "unlinked-output") -> Key:
    return Key(f"outputs/{name}.yaml", rule, f"output:{name}")


def test_what_stands_becomes_known_and_what_comes_fails(team: Team) -> None:
    team.write("outputs/old.yaml", UNLINKED)
    assert update(team).counts == {key("old"): 1}
    assert team.told() == []
    assert team.check().known == {"unlinked-output": 1}
    team.write("outputs/new.yaml", UNLINKED)
    assert team.told() == ["outputs/new.yaml:1 error unlinked-output"]


def test_a_known_finding_is_known_wherever_its_line_goes(team: Team) -> None:
    team.write("outputs/old.yaml", UNLINKED)
    update(team)
    team.write("outputs/old.yaml", f"# moved\nstatus: doing\n\n{UNLINKED}")
    assert team.told() == []


def test_as_many_are_known_as_there_were(team: Team) -> None:
    team.write("outcomes/a.yaml", TWO_EARLY)
    assert list(update(team).counts.values()) == [2]
    team.write("outcomes/a.yaml", TWO_EARLY.replace("value: 1}]", "value: 1}, {date: 2025-10-03, value: 1}]"))
    assert team.told() == ["outcomes/a.yaml:4 warning ignored-checkin"]
    team.write("outcomes/a.yaml", TWO_EARLY.replace(", {date: 2025-10-02, value: 1}", ""))
    assert [one.message for one in team.check().found] == [
        "1 of 2 known findings of `ignored-checkin` in outcomes/a.yaml is gone"
    ]
    assert list(update(team).counts.values()) == [1]
    assert team.told() == []


def test_infos_are_not_known(team: Team) -> None:
    team.write("outputs/idea.yaml", UNLINKED + "status: inbox\n")
    assert update(team).counts == {}
    team.write("outputs/idea.yaml", UNLINKED)
    assert "outputs/idea.yaml:1 error unlinked-output" in team.told()


def test_structure_and_the_check_itself_are_not_known(team: Team) -> None:
    team.write("outputs/lost.yaml", LINKED.replace("evening-use", "gone"))
    team.write("outputs/odd.yaml", LINKED + "status: todo  # outtrack: ignore[unlinked-output] why\n")
    before = team.told()
    assert update(team).counts == {}
    assert (
        team.told() == before == ["outputs/lost.yaml:2 error dangling-link", "outputs/odd.yaml:3 warning unused-ignore"]
    )


def test_what_is_silenced_is_not_known(team: Team) -> None:
    team.write("outputs/old.yaml", f"{UNLINKED.strip()}  # outtrack: ignore[unlinked-output] why\n")
    assert update(team).counts == {}


def test_what_was_not_judged_stays_known(team: Team) -> None:
    team.write("outputs/old.yaml", UNLINKED)
    team.write("outputs/broken.yaml", UNLINKED)
    team.write("outcomes/a.yaml", TWO_EARLY)
    first = update(team)
    team.write("outputs/broken.yaml", "title: [\n")
    team.write("outputs/old.yaml", LINKED)
    assert team.told(ONLY) == ["outputs/broken.yaml:1 error yaml-syntax"]
    assert update(team, ONLY) == first
    assert {one.partition(" ")[2] for one in team.told()} == {"error yaml-syntax", "warning stale-known"}
    assert set(update(team).counts) == set(first.counts) - {key("old")}


def test_entries_that_can_never_match_are_stale(team: Team) -> None:
    known = Known({key("x", "no-such-rule"): 1, key("x", "dangling-link"): 1, key("x", "stale-known"): 1})
    team.write(KNOWN_FILE, known.text)
    assert [one.rule for one in team.check().found] == ["stale-known"] * 3
    assert update(team).counts == {}


def test_a_renamed_epic_is_named_where_its_old_name_is_gone(team: Team) -> None:
    team.write("outputs/dark-mode.yaml", UNLINKED)
    team.write("outputs/prices.yaml", UNLINKED)
    update(team)
    (team.root / "outputs/dark-mode.yaml").rename(team.root / "outputs/darker-mode.yaml")
    (stale,) = (one for one in team.check().found if one.rule == "stale-known")
    assert stale.hint == "if it is now the one in outputs/darker-mode.yaml: `outtrack check --update-known` renames it"
    (team.root / "outputs/darker-mode.yaml").rename(team.root / "outputs/something-else.yaml")
    (stale,) = (one for one in team.check().found if one.rule == "stale-known")
    assert stale.hint == "`outtrack check --update-known` takes it out"


def test_an_epic_that_moved_is_named_where_it_was(team: Team) -> None:
    team.write("outputs/old.yaml", UNLINKED)
    update(team)
    (team.root / "outputs/2026").mkdir()
    (team.root / "outputs/old.yaml").rename(team.root / "outputs/2026/old.yaml")
    (stale,) = (one for one in team.check().found if one.rule == "stale-known")
    assert "the one in outputs/2026/old.yaml" in str(stale.hint)


def test_a_plain_check_writes_nothing(team: Team) -> None:
    team.write(KNOWN_FILE, Known({key("gone"): 1}).text)
    before = (team.root / KNOWN_FILE).read_bytes()
    team.check()
    assert (team.root / KNOWN_FILE).read_bytes() == before


# --- the ratchet ----------------------------------------------------------------------------------------


def test_the_share_of_linked_epics_may_not_fall(team: Team) -> None:
    team.write("outputs/a.yaml", LINKED)
    team.write("outputs/b.yaml", UNLINKED)
    assert update(team).coverage == Coverage(("epic",), 1, 2)
    team.write("outputs/c.yaml", UNLINKED)
    assert team.told() == ["outputs/c.yaml:1 error unlinked-output"]  # it fails for itself
    assert update(team).coverage == Coverage(("epic",), 1, 2)
    assert team.told() == [f"{KNOWN_FILE}:3 error ratchet"]
    team.write("outputs/c.yaml", LINKED)
    assert f"{KNOWN_FILE}:3 error ratchet" not in team.told()
    assert update(team).coverage == Coverage(("epic",), 2, 3)


def test_the_share_may_not_fall_where_an_unlinked_epic_is_only_a_warning(team: Team) -> None:
    team.config("severity: {unlinked-output: warning}")
    team.write("outputs/a.yaml", LINKED)
    update(team)
    team.write("outputs/b.yaml", UNLINKED)
    assert team.told() == [f"{KNOWN_FILE}:3 error ratchet", "outputs/b.yaml:1 warning unlinked-output"]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (Coverage(("epic",), 1, 3), Coverage(("epic",), 1, 2), ("1 of 3 (33%)", "1 of 2 (50%)")),
        (Coverage(("epic",), 499, 1000), Coverage(("epic",), 1, 2), ("499 of 1000 (49.9%)", "1 of 2 (50.0%)")),
        (
            Coverage(("epic",), 49_999, 100_000),
            Coverage(("epic",), 1, 2),
            ("49999 of 100000 (49.999%)", "1 of 2 (50.000%)"),
        ),
    ],
)
def test_two_shares_never_read_the_same(now: Coverage, before: Coverage, said: tuple[str, str]) -> None:
    assert shares(now, before) == said


def test_the_share_may_not_fall_by_ending_linked_work(team: Team) -> None:
    for name, text in (("a", LINKED), ("b", LINKED), ("c", UNLINKED)):
        team.write(f"outputs/{name}.yaml", text)
    update(team)
    team.write("outputs/b.yaml", LINKED + "status: dropped\n")
    assert team.told() == [f"{KNOWN_FILE}:3 error ratchet"]
    team.write("outputs/b.yaml", UNLINKED)
    assert team.told() == ["outputs/b.yaml:1 error unlinked-output"]


def test_a_waiver_does_not_lower_the_share(team: Team) -> None:
    team.write("outputs/a.yaml", LINKED)
    team.write("outputs/b.yaml", UNLINKED)
    update(team)
    team.write("outputs/c.yaml", f"{UNLINKED.strip()}  # outtrack: ignore[unlinked-output] why\n")
    team.write("outputs/d.yaml", UNLINKED + "status: inbox\n")
    assert team.told() == ["outputs/d.yaml:1 info unlinked-output"]


def test_the_ratchet_begins_anew_with_other_types(team: Team) -> None:
    team.write("outputs/a.yaml", LINKED)
    update(team)
    team.config("rules: {unlinked-output: {types: [feature]}}")
    team.write("outputs/b.yaml", UNLINKED + "type: feature\n")
    assert team.told() == ["outputs/b.yaml:1 error unlinked-output"]
    assert update(team).coverage == Coverage(("feature",), 0, 1)


@pytest.mark.parametrize("how", ["broken", "off", "not run", "none asked"])
def test_where_the_share_is_not_known_nothing_is_said_of_it(team: Team, how: str) -> None:
    coverage = Coverage(("epic",), 2, 2)
    team.write(KNOWN_FILE, Known({}, coverage).text)
    team.write("outputs/a.yaml", UNLINKED)
    asked = EVERYTHING
    if how == "broken":
        team.write("outputs/b.yaml", "title: [\n")
    elif how == "off":
        team.config("severity: {unlinked-output: off}")
    elif how == "not run":
        asked = Asked(only=frozenset({"ratchet"}))
    else:
        team.write("outputs/a.yaml", UNLINKED + "status: parked\n")
    assert "ratchet" not in {one.rule for one in team.check(asked).found}
    assert update(team, asked).coverage == coverage


def test_the_gate_keeps_the_known_file_honest(team: Team) -> None:
    team.config("profile: gate")
    team.write("outputs/linked.yaml", LINKED)
    team.write("outputs/old.yaml", UNLINKED)
    update(team)
    team.write("outputs/new.yaml", UNLINKED)
    update(team)
    assert team.told() == [f"{KNOWN_FILE}:3 error ratchet"]
    (team.root / "outputs" / "new.yaml").unlink()
    (team.root / "outputs" / "old.yaml").unlink()
    assert sorted(one.rpartition(" ")[2] for one in team.told()) == ["stale-known", "stale-known"]


def test_the_gate_says_why_a_comment_silences_nothing(team: Team) -> None:
    team.config("profile: gate")
    team.write("outputs/late.yaml", "title: A  # outtrack: ignore[unlinked-output] until=2026-11-21 it comes later\n")
    team.write("outputs/why.yaml", "title: B  # outtrack: ignore[unlinked-output]\n")
    said = {one.rule for one in team.check().found if one.severity == "warning"}
    assert said == {"expired-waiver", "invalid-ignore"}


def test_the_way_out_of_a_conflict_works(team: Team) -> None:
    team.config("profile: gate")
    team.write("outputs/old.yaml", UNLINKED)
    update(team)
    team.git("init", "-q")
    team.commit()
    for name in ("theirs", "ours"):
        team.git("switch", "-qc", name, "main")
        team.write(f"outputs/{name}.yaml", UNLINKED)
        team.write(f"outputs/linked-{name}.yaml", LINKED)
        update(team)
        team.commit()
    with pytest.raises(subprocess.CalledProcessError):
        team.git("merge", "-q", "theirs")
    with pytest.raises(ConfigError) as error:
        team.check()
    way_out = str(error.value.diagnostics[0].hint)
    command = re.findall(r"`git (.+?)`", way_out)[0]
    team.git(*command.split())
    assert update(team).counts == {key(name): 1 for name in ("old", "ours", "theirs")}
    assert team.told() == []


# --- the file -------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
KEYS = st.builds(Key, TEXTS, TEXTS, st.one_of(st.just(""), TEXTS)) | st.builds(epic_key, TEXTS, TEXTS)
COUNTS = st.dictionaries(KEYS, st.integers(1, 9), max_size=4)
SHARES = st.none() | st.builds(Coverage, st.tuples(TEXTS), st.integers(0, 4), st.integers(4, 9))


@settings(max_examples=40)
@given(COUNTS, SHARES)
def test_the_file_is_read_as_it_was_written(counts: dict[Key, int], coverage: Coverage | None) -> None:
    known = Known(counts, coverage)
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / KNOWN_FILE).write_text(known.text, encoding="utf-8", newline="")
        found = read_known(Workspace(Path(name), None))
    assert found == known
    assert found.text == known.text == Known(dict(reversed(counts.items())), coverage).text
    lines = known.text.splitlines()
    assert len(lines) == (4 if not coverage else 5) + 1 + len(counts)
    assert all(line.isprintable() for line in lines)
    json.loads(known.text)


BAD = {
    "a folder": (None, 0, "it can't be read"),
    "empty": ("", 1, "the file is not JSON: expecting value"),
    "cut off": ('{"version": 1, "find', 1, "the file is not JSON: unterminated string"),
    "not JSON": ("version: 1\n", 1, "the file is not JSON"),
    "nested without end": ("[" * 100_000, 0, "the file is not JSON"),
    "a conflict": ('{\n<<<<<<< ours\n"a": 1\n=======\n"a": 1\n>>>>>>> theirs\n}\n', 2, "an unfinished merge"),
    "no UTF-8": (b'{"version": 1, "\xe9": 1}', 1, "byte 0xe9 is not UTF-8"),
    "a number too long": (f'{{"version": {"9" * 5000}}}', 0, "the file is not JSON"),
    "a list": ("[]", 1, "expected a mapping, found a list"),
    "no version": ("{}", 1, "`version` is missing"),
    "a newer version": ('{"version": 2}', 1, "version `2` is not known: this is version 1"),
    "a version that is none": ('{"version": true}', 1, "version `true` is not known"),
    "an unknown key": ('{"version": 1,\n"why": 1}', 2, "`why` has no place here"),
    "no list": ('{"version": 1, "findings": {}}', 1, "expected a list, found a mapping"),
    "no mapping": ('{"version": 1, "findings": [1]}', 1, "expected a mapping, found `1`"),
    "no rule": ('{"version": 1, "findings": [{"path": "a"}]}', 1, "`rule` must be a text, not nothing"),
    "a count of none": (
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "count": 0}]}', 1, "`count` must be a whole",
    ),
    "a count that is none": (
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "count": true}]}', 1, "`count` must be a whole number",
    ),
    "an entity that is none": (
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "entity": 1, "count": 1}]}', 1, "`entity` must be a",
    ),
    "twice the same": (
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "count": 1},\n{"path": "a", "rule": "b", "count": 2}]}',
        2,
        "the finding stands here twice",
    ),
    "types that are none": ('{"version": 1, "coverage": {"types": [1]}}', 1, "expected a list of texts"),
    "an epic in a file": (
        '{"version": 1, "findings": [{"epic": "a", "path": "b", "rule": "c", "count": 1}]}',
        1,
        "`path` has no place here",
    ),
    "more linked than asked": (
        '{"version": 1, "coverage": {"types": [], "linked": 9, "asked": 3}}',
        1,
        "`linked` must be no more than `asked`, 3",
    ),
    "none asked": ('{"version": 1, "coverage": {"types": [], "linked": 0, "asked": 0}}', 1, "`asked` must be a whole"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_as_it_was_written_is_refused(team: Team, name: str) -> None:
    text, line, message = BAD[name]
    if text is None:
        (team.root / KNOWN_FILE).mkdir()
    else:
        (team.root / KNOWN_FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as error:
        team.check()
    (found,) = error.value.diagnostics
    assert found.message.startswith(message)
    assert (found.rule, found.path, found.span.line if found.span else 0) == ("invalid-config", KNOWN_FILE, line)
    assert found.hint or name == "a folder"
