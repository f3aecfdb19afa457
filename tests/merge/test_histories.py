"""Generated edits of two branches, merged by git with the driver and held against a slow merge of plain data."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from merging import Repository
from outtrack.files import merge_texts
from outtrack.merge import Merged, merge

if TYPE_CHECKING:
    from pathlib import Path

PATH = "outcomes/trial.yaml"
FIELDS = ("owner", "team", "due", "problem", "hypothesis")
HEAD = "# The outcome.\ntitle: Trials\nowner: maria\nteam: growth # ours\n\ndue: 2026-Q4\n"

Keyed = dict[tuple[Any, ...], Any]
"""A file as flat facts: the oracle merges these one by one."""


def text_of(random: Random, days: list[int]) -> str:
    """Return a base file; the layout of its check-ins differs from seed to seed."""
    lines = [HEAD, "tags: [a, b]\n", "key_results:\n"]
    for name in ("paid", "nps"):
        lines.append(f"  - id: {name}\n    title: Number {name}\n    target: 25\n")
        lines.append("    checkins:\n" if days else "")
        for day in days:
            if random.random() < 0.5:
                lines.append(f"      - {{date: 2026-01-{day:02}, value: {day}, by: maria}}\n")
            else:
                lines.append(f"      - date: 2026-01-{day:02}\n        value: {day} # read\n        by: maria\n")
    return "".join(lines)


def facts(text: str | bytes) -> Keyed:
    """Return what a file says, one fact a place; check-ins by key result, day and author."""
    data = yaml.load(text, yaml.BaseLoader)
    found: Keyed = {(key,): value for key, value in data.items() if key not in {"key_results", "tags"}}
    found |= {("tags", one): True for one in data.get("tags", ())}
    for kr in data.get("key_results", ()):
        found |= {(kr["id"], key): value for key, value in kr.items() if key != "checkins"}
        for one in kr.get("checkins", ()):
            found[kr["id"], "checkins", one["date"], one.get("by"), one["value"]] = one
    return found


def oracle(base: Keyed, ours: Keyed, theirs: Keyed) -> tuple[Keyed, bool]:
    """Return the facts after a merge, and whether one was changed by both to different values."""
    found, conflict = {}, False
    for key in {**base, **ours, **theirs}:
        before, one, other = (facts.get(key) for facts in (base, ours, theirs))
        value = one if before == other else other
        if one not in (other, before) and other != before:
            conflict = True
            value = one
        if value is not None:
            found[key] = value
    return found, conflict


def changed(random: Random, text: str, author: str, *, is_checkin: bool) -> str:
    """Return a file after some edits of one person, by the program's own writer."""
    from outtrack.model import record_class
    from outtrack.write import Append, Edit, Put, Remove, edit

    for _ in range(random.randint(1, 3)):
        data = yaml.load(text, yaml.BaseLoader)
        place = random.randrange(2)
        what = "checkin" if is_checkin else random.choice(["checkin", "field", "target", "tag", "untag", "drop"])
        one: Edit
        if what == "checkin":
            day = f"2026-01-{random.randint(10, 28)}"
            days = [one["date"] for one in data["key_results"][place].get("checkins", ())]
            before = next((at for at, other in enumerate(days) if other > day), None)
            value = {"date": day, "value": random.randint(1, 99), "by": author}
            one = Append(("key_results", place, "checkins"), value, before=before)
        elif what == "field":
            one = Put((random.choice(FIELDS),), random.choice(["x", "y z", "2027-Q1"]))
        elif what == "target":
            one = Put(("key_results", place, "target"), random.randint(20, 30))
        elif what == "tag":
            one = Append(("tags",), random.choice(["c", "d", "e"]))
        elif what == "untag" and len(data.get("tags", ())) > 1:
            one = Remove(("tags", 0))
        elif what == "drop" and len(data["key_results"][place].get("checkins", ())) > 1:
            one = Remove(("key_results", place, "checkins", 0))
        else:
            continue
        if isinstance(one, Append) and one.keys == ("tags",) and one.value in data["tags"]:
            continue
        text = edit(text.encode(), [one], PATH, record_class("outcome")).decode()
    return text


def three(seed: int, *, is_checkin: bool = False) -> tuple[str, str, str]:
    random = Random(seed)
    base = text_of(random, sorted(random.sample(range(1, 9), random.randint(0, 3))))
    return (
        base,
        changed(random, base, "maria", is_checkin=is_checkin),
        changed(random, base, random.choice(["maria", "chidi"]), is_checkin=is_checkin),
    )


def merged(base: str, ours: str, theirs: str) -> Merged:
    def textual(*texts: bytes) -> tuple[bytes, bool]:
        return merge_texts(texts, ("ours", "base", "theirs"), 7)

    return merge(PATH, (base.encode(), ours.encode(), theirs.encode()), textual)


@pytest.mark.parametrize("start", range(0, 300, 30))
def test_a_merge_is_what_the_oracle_says_in_both_directions(start: int) -> None:
    for seed in range(start, start + 30):
        base, ours, theirs = three(seed)
        wanted, conflict = oracle(facts(base), facts(ours), facts(theirs))
        one, other = merged(base, ours, theirs), merged(base, theirs, ours)
        assert (one.has_conflicts, other.has_conflicts) == (conflict, conflict), seed
        assert not one.is_textual, seed
        if not conflict:
            assert facts(one.data) == wanted == facts(other.data), seed
            same_order = [yaml.load(each.data, yaml.BaseLoader)["key_results"] for each in (one, other)]
            assert same_order[0] == same_order[1], seed


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_checkins_of_two_branches_never_conflict(tmp_path: Path, how: str) -> None:
    for seed in range(8):
        base, ours, theirs = three(seed, is_checkin=True)
        repository = Repository(tmp_path / str(seed))
        repository.begin({PATH: base})
        repository.branch("a", {PATH: ours})
        repository.branch("b", {PATH: theirs})
        repository.git("checkout", "-q", "b" if how == "rebase" else "a")
        args = {"merge": ["merge", "-q", "-m", "merge", "b"], "rebase": ["rebase", "-q", "a"]}
        repository.git(*args.get(how, ["cherry-pick", "--allow-empty", "--keep-redundant-commits", "b"]))
        wanted, conflict = oracle(facts(base), facts(ours), facts(theirs))
        assert not conflict
        assert facts(repository.read(PATH)) == wanted, seed


def test_a_history_of_many_branches_is_merged_as_the_oracle_says(tmp_path: Path) -> None:
    random = Random(4)
    repository = Repository(tmp_path)
    text = text_of(random, [1, 2])
    repository.begin({PATH: text})
    known = facts(text)
    for number in range(6):
        start = repository.git("rev-parse", "HEAD").strip()
        now = repository.read(PATH)
        names = [f"{number}-{author}" for author in ("maria", "chidi", "ines")]
        sides = []
        for name in names:
            side = changed(random, now, name, is_checkin=True)
            repository.branch(name, {PATH: side}, start)
            sides.append(facts(side))
        repository.git("checkout", "-q", "main")
        for name, facts_of_side in zip(names, sides, strict=True):
            repository.git("merge", "-q", "--no-ff", "-m", "merge", name)
            known |= facts_of_side
        assert facts(repository.read(PATH)) == known


LINE = "      - {date: 2026-10-05, value: 15.4, by: maria}\n"
FLOW = f"title: Trials\nkey_results:\n  - id: paid\n    title: Paid\n    checkins:\n{LINE}"


def after(*lines: str) -> str:
    return FLOW + "".join(f"      {line}\n" for line in lines)


def test_comments_of_both_sides_stay() -> None:
    ours = after("- {date: 2026-10-19, value: 17, by: maria}  # ours")
    theirs = after("# a holiday", "- {date: 2026-10-12, value: 16, by: chidi} # theirs")
    assert merged(FLOW, ours, theirs) == Merged(
        after(
            "# a holiday",
            "- {date: 2026-10-12, value: 16, by: chidi} # theirs",
            "- {date: 2026-10-19, value: 17, by: maria}  # ours",
        ).encode(),
        has_conflicts=False,
    )


def test_two_values_of_one_day_and_author_are_both_kept_and_what_agrees_becomes_one() -> None:
    ours = after("- {date: 2026-10-12, value: 16, by: maria}", "- {date: 2026-10-19, value: 17, by: maria}")
    theirs = after(
        "- {date: 2026-10-12, value: 18, by: maria}", "- {date: 2026-10-19, value: 17, by: maria, note: Late}"
    )
    wanted = after(
        "- {date: 2026-10-12, value: 16, by: maria}",
        "- {date: 2026-10-12, value: 18, by: maria}",
        "- {date: 2026-10-19, value: 17, by: maria, note: Late}",
    )
    for sides in ((ours, theirs), (theirs, ours)):
        assert merged(FLOW, *sides) == Merged(wanted.encode(), has_conflicts=False)


@pytest.mark.parametrize(("bom", "end"), [("\ufeff", "\r\n"), ("", "\r\n"), ("\ufeff", "\n")])
def test_line_ends_and_byte_order_mark_stay(bom: str, end: str) -> None:
    def laid_out(text: str) -> str:
        return bom + text.replace("\n", end)

    ours = after("- {date: 2026-10-19, value: 17}")
    theirs = after("- {date: 2026-10-12, value: 16}").rstrip("\n")
    wanted = after("- {date: 2026-10-12, value: 16}", "- {date: 2026-10-19, value: 17}")
    for other in (theirs, laid_out(theirs)):
        base = FLOW if other == theirs else laid_out(FLOW)
        assert merged(base, laid_out(ours), other).data == laid_out(wanted).encode()


def test_a_newest_first_list_stays_one_and_key_results_are_known_in_any_order() -> None:
    base = "title: T\nkey_results:\n- id: a\n  title: A\n  checkins:\n  - {date: 2026-02-02, value: 2}\n"
    base += "  - {date: 2026-02-01, value: 1}\n- {id: b, title: B, target: 1}\n"
    ours = base.replace("checkins:\n", "checkins:\n  - {date: 2026-02-04, value: 4}\n")
    theirs = "title: T\nkey_results:\n- {id: b, title: B, target: 2}\n- id: a\n  title: A\n  checkins:\n"
    theirs += "".join(f"  - {{date: 2026-02-0{day}, value: {day}}}\n" for day in (3, 2, 1))
    wanted = ours.replace("value: 4}\n", "value: 4}\n  - {date: 2026-02-03, value: 3}\n").replace(
        "1}\n- {id: b", "1}\n- {id: b"
    )
    assert merged(base, ours, theirs).data.decode() == wanted.replace("target: 1", "target: 2")


def test_changed_here_and_taken_away_there_is_a_conflict() -> None:
    base = after("- {date: 2026-10-12, value: 16}")
    ours, theirs = after("- {date: 2026-10-12, value: 19}"), FLOW
    for sides in ((ours, theirs), (theirs, ours)):
        found = merged(base, *sides)
        assert found.has_conflicts
        assert b"<<<<<<< ours\n" in found.data


def test_a_merge_that_would_make_an_error_is_left_to_git() -> None:
    base = "title: T\nkey_results:\n  - {id: a, title: A}\n"
    ours = base.replace("title: A", "title: A, target: 10")
    theirs = base.replace("title: A", "title: A, keep: {min: 3}")
    found = merged(base, ours, theirs)
    assert (found.is_textual, found.has_conflicts) == (True, True)
