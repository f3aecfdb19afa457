"""The word lists: whole, clean, documented, and joined with what a team adds."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from outtrack import config
from outtrack.wording import LISTS, UnknownListError, classify, load_words
from outtrack.wording.inflect import plural, verb_forms
from outtrack.wording.words import FOLDER, WORD, read

OTHERS = {"foreign", "grammar", "irregular_plurals", "irregular_verbs"}


def test_every_list_has_a_file_and_a_field_in_the_configuration() -> None:
    files = {path.stem for path in FOLDER.iterdir()}
    assert files == set(LISTS) | OTHERS
    assert [field.name for field in fields(config.Words)] == sorted(LISTS)
    assert list(LISTS) == sorted(LISTS)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_says_what_it_is_and_holds_nothing_twice(name: str) -> None:
    assert (FOLDER / f"{name}.txt").read_text(encoding="utf-8").startswith("# ")
    entries = read(name)
    assert len(set(entries)) == len(entries)
    for entry in entries:
        assert entry == entry.lower()
        assert " ".join(WORD.findall(entry)) == entry


def test_the_lists_are_made_once() -> None:
    assert load_words() is load_words()
    assert load_words({"metrics": ("gleam",)}) is load_words({"metrics": ("gleam",)})
    assert load_words({}) is load_words()


def test_a_team_adds_words() -> None:
    more = load_words({"delivery_verbs": ("gizmoise",), "metrics": ("gleam rate", "gleam"), "people": ("buddy",)})
    assert classify("Gizmoise the plant", more).output_points == 3
    assert classify("Gizmoised the plant", more).output_points == 3
    assert classify("Gizmoizing the plant", more).output_points == 3
    assert classify("Gleam").label == "unclear"
    assert classify("Gleam", more).label == "outcome"
    assert classify("Buddies come back", more).evidence[0].rule == "O6"


def test_what_is_counted_is_a_metric_in_the_plural_only() -> None:
    assert classify("Deals").label == "outcome"
    assert classify("Deal").label == "unclear"
    more = load_words({"counts": ("gizmo",)})
    assert classify("Gizmos", more).label == "outcome"
    assert classify("Gizmo", more).label == "unclear"


def test_the_teams_word_wins_over_the_lists_that_come_along() -> None:
    assert classify("Footfall").label == "outcome"
    assert classify("Footfall", load_words({"deliverables": ("footfall",)})).label == "output"
    assert classify("Launch trust").label == "output"
    assert classify("Reduce the thing").label == "outcome"
    assert classify("Reduce the thing", load_words({"delivery_verbs": ("reduce",)})).label == "output"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("metric", "there is no list `metric`: did you mean `metrics`?"),
        ("deliverable", "there is no list `deliverable`: did you mean `deliverables`?"),
        ("zzz", "there is no list `zzz`"),
    ],
)
def test_an_unknown_list_is_refused_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(UnknownListError, match=f"^{re.escape(message)}$"):
        load_words({name: ("x",)})


def test_an_entry_without_words_adds_nothing() -> None:
    assert classify("Dark mode", load_words({"metrics": ("%", "")})).label == "output"


@pytest.mark.parametrize(
    ("word", "many"),
    [("box", "boxes"), ("city", "cities"), ("day", "days"), ("feature", "features"), ("wish", "wishes")],
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("ship", ("ships", "shipped", "shipping")),
        ("plan", ("plans", "planned", "planning")),
        ("hire", ("hires", "hired", "hiring")),
        ("visit", ("visits", "visited", "visiting")),
        ("fix", ("fixes", "fixed", "fixing")),
        ("study", ("studies", "studied", "studying")),
        ("deploy", ("deploys", "deployed", "deploying")),
        ("refer", ("refers", "referred", "referring")),
        ("agree", ("agrees", "agreed", "agreeing")),
        ("go", ("goes", "goed", "going")),
        ("lower", ("lowers", "lowered", "lowering")),
    ],
)
def test_forms_of_verbs(word: str, forms: tuple[str, str, str]) -> None:
    third, past, going_on = verb_forms(word, {})
    assert (third, *past, going_on) == forms


def lists_of(text: str) -> dict[str, tuple[str, ...]]:
    found, complaints = config.read_config(f"version: 1\ncheck:\n  words:\n{text}".encode())
    assert found is not None, complaints
    return config.word_lists(found)


def test_the_configuration_gives_its_words_list_by_list() -> None:
    text = "    metrics: [gleam rate, gloss]\n    people: buddy\n    vanity: []\n"
    assert lists_of(text) == {"metrics": ("gleam rate", "gloss"), "people": ("buddy",)}
    found, _ = config.read_config(b"version: 1\n")
    assert found is not None
    assert config.word_lists(found) == {}


def test_words_of_the_configuration_are_kept_between_runs() -> None:
    from outtrack.model.codec import decode, encode

    found, _ = config.read_config(b"version: 1\ncheck: {words: {metrics: [gleam rate]}}\n")
    assert found is not None
    assert decode(config.Config, encode(found)) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("metrics: 7", "`7` holds no word"),
        ("metrics: {a: b}", "expected a text, found a mapping"),
        ("metrics: ['']", "the text is empty"),
        ("metrics: ['100 %']", "`100 %` holds no word"),
        ("metricks: [gleam]", "`metricks` is not a field of `words`"),
    ],
)
def test_words_that_can_not_be_used_are_refused(text: str, message: str) -> None:
    found, complaints = config.read_config(f"version: 1\ncheck:\n  words: {{{text}}}\n".encode())
    assert found is None
    assert [one.message for one in complaints] == [message]
    assert all(one.span and one.rule == "invalid-config" for one in complaints)
