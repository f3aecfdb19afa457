"""The JSON Schema and the validator say the same of a document, as far as a schema can say it."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from outtrack.config import Config, read_config
from outtrack.model import CHECKIN, KINDS, ORDER, record_class
from outtrack.model.base import key_of
from outtrack.model.declared import record_at
from outtrack.schema import CONFIG, DOCUMENT, NAMES, schema
from schemas import VALUES, documents, errors, faults, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
COMMITTED: Final = ROOT / "schema" / "v1"
UNSAID: Final = {
    "config-folder-outside": "folders are known to the file system alone",
    "config-time-zone": "time zones are a list of its own",
    "config-words-empty": "what a word is stands in code",
    "experiment-stops-before-start": "two values are compared",
    "file-name-makes-no-id": "the name of a file stands outside of it",
    "keep-bounds-swapped": "two values are compared",
    "key-result-starts-after-due": "two values are compared",
    "key-result-without-letters": "the id is made in code",
    "more-conversions-than-people": "two values are compared",
    "arms-called-alike": "two values are compared",
    "no-such-day": "the calendar; editors know it by `format: date`",
    "number-hexadecimal": "a number is a number to YAML",
    "number-nan": "a number is a number to YAML",
    "number-too-small": "0 is fine, the next number above it is not",
    "pace-without-points": "a short form; the long form is found",
    "points-without-percent": "the unit decides",
    "several-documents-without-ids": "each document stands alone to a schema",
    "starts-after-due": "two values are compared",
    "target-equals-baseline": "two values are compared",
    "target-with-plus": "the plus is gone when YAML is read",
    "two-shapes": "which of the two is meant can't be told",
    "unknown-level": "the levels stand in the same file",
    "unknown-output-type": "the words are in outtrack.yaml",
}
"""The cases of the error gallery that a schema lets through, each with the reason."""


def files(top: Path) -> Iterator[tuple[Path, str, Config]]:
    """Yield the YAML files of the workspaces below a folder: file, path in its workspace, and configuration."""
    for marker in sorted(top.rglob("outtrack.yaml")):
        config = read_config(marker.read_bytes())[0] or Config(version=1)
        for file in sorted(marker.parent.rglob("*.y*ml")):
            if file.is_file():
                yield file, file.relative_to(marker.parent).as_posix(), config


def judged(file: Path, path: str, config: Config) -> Iterator[tuple[list[str], list[str]]]:
    """Yield, for each document, what the schema finds and what the validator finds."""
    data = file.read_bytes()
    wrong: dict[int, list[str]] = {}
    for one in errors(path, data, config):
        if one.rule in VALUES and one.place:
            wrong.setdefault(one.place.document, []).append(one.message)
    for index, document in documents(path, data) or ():
        name = kind_of(path, document)
        if name in NAMES:
            yield faults(name, document), wrong.get(index, [])


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema_in_both_drafts_and_the_committed_one(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    Draft7Validator.check_schema(found)
    text = json.dumps(found)
    assert not re.findall(r'"(prefixItems|unevaluated\w+|dependent\w+|\$dynamicRef|\$anchor|minContains)"', text)
    committed = (COMMITTED / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(committed) == found, "run `make docs`"


def test_no_committed_schema_is_left_over() -> None:
    assert {path.name for path in COMMITTED.iterdir()} == {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("name", [*ORDER, CHECKIN, CONFIG])
def test_every_field_says_what_it_is_for(name: str) -> None:
    found = schema(name)
    for record in (found, *found.get("$defs", {}).values()):
        assert record["additionalProperties"] is False
        assert [key for key, value in record["properties"].items() if not value.get("description")] == []


@pytest.mark.parametrize("folder", ["examples", "outcomes"])
def test_what_outtrack_accepts_an_editor_accepts(folder: str) -> None:
    top = ROOT if folder == "outcomes" else ROOT / folder
    seen = 0
    for file, path, config in files(top) if folder != "outcomes" else own():
        for said, wrong in judged(file, path, config):
            seen += 1
            assert (said, wrong) == ([], []), file
        for index, document in documents(path, file.read_bytes()) or ():
            if path != "outtrack.yaml":
                assert faults(DOCUMENT, document) == [], (file, index)
    assert seen


def own() -> Iterator[tuple[Path, str, Config]]:
    """Yield the files of outtrack's own outcomes."""
    config = read_config((ROOT / "outtrack.yaml").read_bytes())[0] or Config(version=1)
    for name in ("outcomes", "outputs"):
        for file in sorted((ROOT / name).rglob("*.yaml")):
            yield file, file.relative_to(ROOT).as_posix(), config


GALLERY: Final = sorted(path.name for path in (ROOT / "tests" / "errors").iterdir())


@pytest.mark.parametrize("name", GALLERY)
def test_an_editor_marks_what_the_error_gallery_shows(name: str) -> None:
    found = [pair for one in files(ROOT / "tests" / "errors" / name) for pair in judged(*one)]
    assert [said for said, wrong in found if said and not wrong] == [], "the schema refuses what outtrack accepts"
    missed = [wrong for said, wrong in found if wrong and not said]
    assert bool(missed) == (name in UNSAID), missed


def test_the_reasons_are_for_cases_that_exist() -> None:
    assert set(UNSAID) <= set(GALLERY)


# --- generated documents -----------------------------------------------------------------------------------------

ANY: Final = [
    "15", "0", "-3.5", "1.5e3", "2e15", "0.4", "3", "2026", "'15'", '"15%"', "text", "two words", "''", "' x '", "true",
    "False", "null", "~", "2026-10-05", "2026-13-05", "2026-Q4", "2026-Q5", "2026-10", "2026-W41", "FY27-H1", "FY2027",
    "weekly", "10d", "0d", "12mo", "'+2pp'", "+2pp", "-10%", "+200", "'+5%'", "first", "a/b", "x::y", "kind:id", "é",
    "हिन्दी", "_x", "-x", ".x", "a_b.c-d", "[]", "[a]", "[1, 2]", "[a, null]", "[[a]]", "{}", "{a: 1}", "{title: x}",
    "{value: 3}", "{value: x}", "{to: x}", "{to: x, weight: -1}", "{min: 3}", "{min: null}", "{date: 2026-01-01}",
    "[{date: 2026-01-01, value: 1}]", "[{date: 2026-01-01, delta: 1}]", "[{date: 2026-01-01, value: high}]",
    "{2026-01-01: 0.5}", "{2026: 0.5}", "{2026-01-01: 2}",
]  # fmt: skip
UNSAYABLE: Final = re.compile(
    r"ambiguous as a target|is not a day|not a decimal number|too small|has the weeks|the year is out of range"
    r"|is not a change|is not an id|`[0-9.]+e[0-9]+` is not a period"
)
"""What no schema can say of one value: the calendar, how a number was written, letters of all scripts."""


@st.composite
def texts(draw: st.DrawFn, record: type, depth: int = 0) -> str:
    """Draw a record as a flow mapping, most of whose values fit."""
    hints = get_type_hints(record, include_extras=True)
    parts = []
    for field in fields(record):
        key = key_of(field.name)
        is_needed = key in {"title", "date", "note", "to", "assumption", "field", "key_result"} and not depth % 2
        if not draw(st.integers(0, 9)) or is_needed:
            parts.append(f"{key}: {draw(values(hints[field.name], record, key, depth))}")
    if not draw(st.integers(0, 29)):
        parts.append("colour: red")
    return "{" + ", ".join(parts) + "}"


@st.composite
def values(draw: Any, hint: Any, record: type, key: str, depth: int) -> str:
    """Draw a value for a field."""
    inner = record_at(record, (key,))
    if inner and depth < 3 and draw(st.integers(0, 4)):
        items: list[str] = draw(st.lists(texts(inner, depth + 1), min_size=1, max_size=2))
        return items[0] if len(items) == 1 and draw(st.booleans()) else f"[{', '.join(items)}]"
    words = [*literals(hint)]
    if words and draw(st.integers(0, 4)):
        return str(draw(st.sampled_from(words)))
    return str(draw(st.sampled_from(ANY)))


def literals(hint: Any) -> Iterator[str]:
    """Yield the words of an enumeration within a type."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for part in get_args(hint):
            if not isinstance(part, str):
                yield from literals(part)


@pytest.mark.parametrize("kind", [*sorted(KINDS), CHECKIN])
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_schema_and_validator_agree_on_generated_documents(kind: str, data: st.DataObject) -> None:
    text = data.draw(texts(record_class(kind)))
    lines = [line for line in top_lines(text) if not line.startswith(("id:", "kind:"))]
    document = "\n".join([f"kind: {kind}", *(["id: x"] if kind != CHECKIN else []), *lines, ""])
    read = documents("x.yaml", document.encode())
    assert read is not None
    said = faults(kind, read[0][1])
    assert bool(said) == bool(faults(DOCUMENT, read[0][1])), "the schema of all kinds says the same"
    wrong = [one for one in errors("x.yaml", document.encode(), Config(version=1)) if one.rule in VALUES]
    if said:
        assert wrong, (document, said)
    elif any(one.rule == "unknown-field" for one in wrong):
        raise AssertionError(document, wrong)
    else:
        refused = validated(kind, document)
        assert all(UNSAYABLE.search(message) for message in refused), (document, refused)


def top_lines(text: str) -> list[str]:
    """Return the parts of a flow mapping, a line each."""
    found, depth, start = [], 0, 1
    for place, char in enumerate(text[1:-1], 1):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(char, 0)
        if char == "," and not depth:
            found.append(text[start:place].strip())
            start = place + 1
    return [one for one in [*found, text[start:-1].strip()] if one]


def validated(kind: str, text: str) -> list[str]:
    """Return what Pydantic alone complains about: the values one by one, without what they contradict."""
    from outtrack.model.validate import validate
    from outtrack.source import parse

    document: Any = parse(text.encode(), "x.yaml").documents[0]
    del document["kind"]
    if kind == "insight" and document.get("title") is None and isinstance(document.get("quote"), str):
        document["title"] = document["quote"]
    return [one.message for one in validate(record_class(kind), document, "x.yaml")[1]]
