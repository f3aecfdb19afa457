"""Findings for machines: each format is read back by a validator or a reader written after its documentation.

Whatever stands in a title, a path or a file, nothing is forged, nothing is broken, and nothing is lost but what can't
be shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from sarif_pydantic import Sarif

import hostile
from hostile import controls
from outtrack.diagnostic import Diagnostic, Place, Severity, Span, fingerprints
from outtrack.render import FORMATS, ONLY_FOR, render
from outtrack.render.findings import path_of, told
from outtrack.render.github import LIMIT
from outtrack.render.json import whole
from outtrack.render.terminal import Terminal, clean
from outtrack.shapes import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ascii_or_not = st.booleans().map(lambda is_ascii: Terminal(is_ascii=is_ascii))
FINDINGS = sorted(name for name, shapes in ONLY_FOR.items() if "Diagnostics" in shapes)
NO_XML = re.compile("[\ufffe\uffff]")


def check(*found: Diagnostic, **more: Any) -> Diagnostics:
    summary = {"errors": len(found), "warnings": 0, "infos": 0, "files": 1, "entities": 1}
    return Diagnostics(report="check", as_of=hostile.DAY, found=found, summary=summary, **more)


def finding(message: str = "epic serves no outcome", **more: Any) -> Diagnostic:
    place = Place("outputs/dark-mode.yaml", 0, ("title",))
    given: dict[str, Any] = {"rule": "unlinked-output", "message": message, "place": place}
    return Diagnostic(**given | more)


@given(hostile.checks(), st.sampled_from(FINDINGS))
def test_no_format_draws_on_a_terminal(shape: Diagnostics, format: str) -> None:
    assert not controls(render(shape, format, Terminal()))


@given(hostile.checks(), st.sampled_from(sorted(FORMATS)))
def test_every_format_takes_findings_and_ends_its_last_line(shape: Diagnostics, format: str) -> None:
    if "Diagnostics" in ONLY_FOR.get(format, ("Diagnostics",)):
        text = render(shape, format, Terminal())
        assert text.endswith("\n") or not text
        text.encode()
        assert render(shape, format, Terminal(is_ascii=True)).isascii()


# --- concise --------------------------------------------------------------------------------------------


@given(hostile.checks(), ascii_or_not)
def test_concise_is_one_line_a_finding(shape: Diagnostics, terminal: Terminal) -> None:
    lines = render(shape, "concise", terminal).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(shape.found)
    for line, one in zip(lines, shape.found, strict=True):
        assert f": {one.severity}[{one.rule}]" in line
        assert not line.lstrip().startswith("::")


def test_concise_reads_like_a_compilers() -> None:
    shape = check(finding(span=Span(2, 8, 2, 17)), prefix="shop/")
    expected = "shop/outputs/dark-mode.yaml:2:8: error[unlinked-output] epic serves no outcome\n"
    assert render(shape, "concise", Terminal()) == expected


# --- GitHub ---------------------------------------------------------------------------------------------


def github_commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield name, properties and data of each line that the runner takes for a command, unescaped as it does."""
    for raw in text.split("\n"):
        assert "##[" not in raw
        assert "##vso[" not in raw
        line = raw.replace("\u200b", "") if raw.startswith("::") else raw  # what keeps a mark from being one
        if not line.lstrip().startswith("::"):
            continue
        inside, _, data = line.lstrip()[2:].partition("::")
        name, _, rest = inside.partition(" ")
        properties = {}
        for pair in rest.split(","):
            key, equals, value = pair.partition("=")
            assert equals, line
            for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
                value = value.replace(escape, char)
            properties[key] = value
        for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            data = data.replace(escape, char)
        yield name, properties, data


@given(hostile.checks())
def test_github_has_an_annotation_for_each_finding_up_to_the_limit(shape: Diagnostics) -> None:
    commands = list(github_commands(render(shape, "github", Terminal())))
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    names = [name for name, _, _ in commands]
    assert names == sorted(names, key=list(levels.values()).index)
    for severity, level in levels.items():
        found = [one for one in shape.found if one.severity is severity]
        shown = [(properties, data) for name, properties, data in commands if name == level]
        assert len(shown) == min(len(found), LIMIT)
        if len(found) > LIMIT:
            properties, data = shown.pop()
            assert properties == {"title": "outtrack"}
            assert data.startswith(f"{len(found) - LIMIT + 1} more ")
        known = [(clean(path_of(shape, one.place)), one.rule, told(one)) for one in found]
        for properties, data in shown:
            known.remove((properties["file"], properties["title"], data))
            assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
            assert properties.get("line") == properties.get("endLine") or "col" not in properties
        left = [one for one in found if (clean(path_of(shape, one.place)), one.rule, told(one)) in known]
        if any(path_of(shape, one.place) in shape.changed for one in left):
            changed = {clean(path) for path in shape.changed}
            assert all(properties["file"] in changed for properties, _ in shown)


def test_github_says_where_and_escapes_what_would_end_a_property() -> None:
    place = Place("a,b:c%.yaml")
    hint = "write `50%`\r\n::error::no"
    shape = check(finding("50% :: no", place=place, span=Span(2, 8, 2, 17), hint=hint), prefix="shop/")
    first = render(shape, "github", Terminal()).split("\n")[0]
    assert first == (
        "::error file=shop/a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=8,endColumn=16,title=unlinked-output"
        "::50%25 :: no%0Ahint: write `50%25` ::error::no"
    )


def test_github_leaves_columns_out_where_a_range_spans_lines() -> None:
    first = render(check(finding(span=Span(2, 8, 4, 2))), "github", Terminal()).split("\n")[0]
    assert "line=2,endLine=4,title=" in first


def test_github_puts_changed_files_first_and_the_rest_into_the_log() -> None:
    found = [finding(f"number {number}", place=Place(f"outputs/o{number}.yaml")) for number in range(12)]
    text = render(check(*found, changed=frozenset(["outputs/o11.yaml"])), "github", Terminal())
    commands = [data for _, _, data in github_commands(text)]
    assert commands == ["number 11", *(f"number {number}" for number in range(8)), "3 more errors: see the log"]
    log = text.partition("\n\n")[2]
    assert all(f"number {number}\n" in log for number in range(12))


# --- Azure ----------------------------------------------------------------------------------------------


def azure_commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield name, properties and data of each command: the agent takes the first `##vso[` anywhere in a line."""
    for line in text.split("\n"):
        before, mark, rest = line.partition("##vso[")
        if not mark:
            assert "##[" not in line
            continue
        assert not before
        inside, _, data = rest.partition("]")
        name, _, pairs = inside.partition(" ")
        properties = {}
        for pair in filter(None, pairs.split(";")):
            key, equals, value = pair.partition("=")
            assert equals, line
            for escape, char in (("%3B", ";"), ("%5D", "]"), ("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")):
                value = value.replace(escape, char)
            properties[key] = value
        for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")):
            data = data.replace(escape, char)
        yield name, properties, data


@given(hostile.checks())
def test_azure_has_an_issue_for_each_error_and_warning(shape: Diagnostics) -> None:
    text = render(shape, "azure", Terminal())
    commands = list(azure_commands(text))
    found = [one for one in shape.found if one.severity is not Severity.INFO]
    assert [(name, properties["type"], properties["code"]) for name, properties, _ in commands] == [
        ("task.logissue", one.severity.value, one.rule) for one in found
    ]
    for (_, properties, data), one in zip(commands, found, strict=True):
        assert properties["sourcepath"] == clean(path_of(shape, one.place))
        assert data == told(one)
        assert set(properties) <= {"type", "sourcepath", "linenumber", "columnnumber", "code"}
    assert text.count("\n") == len(shape.found)


def test_azure_escapes_what_would_end_a_property() -> None:
    shape = check(finding("50%; ]", place=Place("a;b]c%.yaml"), span=Span(2, 8, 2, 17), severity=Severity.WARNING))
    assert render(shape, "azure", Terminal()) == (
        "##vso[task.logissue type=warning;sourcepath=a%3Bb%5Dc%AZP25.yaml;linenumber=2;columnnumber=8;"
        "code=unlinked-output;]50%AZP25; ]\n"
    )


# --- GitLab ---------------------------------------------------------------------------------------------

# After https://docs.gitlab.com/ci/testing/code_quality/, "Code Quality report format".
CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "minLength": 1, "pattern": "^(?!/|[.]/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


@given(hostile.checks(), ascii_or_not)
def test_gitlab_report_is_valid(shape: Diagnostics, terminal: Terminal) -> None:
    text = render(shape, "gitlab", terminal)
    assert text[0] == "["  # and no byte-order mark
    found = json.loads(text)
    if not any(one["location"]["path"].startswith(("/", "./")) for one in found):  # no real path does
        jsonschema.validate(found, CODE_QUALITY)
    assert [one["description"] for one in found] == [told(one, "; ") for one in shape.found]
    assert [one["location"]["path"] for one in found] == [whole(path_of(shape, one.place)) for one in shape.found]
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_gitlab_fingerprints_do_not_know_lines() -> None:
    before, after = (
        json.loads(render(check(finding(span=span)), "gitlab", Terminal()))[0]
        for span in (Span(2, 8, 2, 17), Span(9, 8, 9, 17))
    )
    assert before["fingerprint"] == after["fingerprint"]
    assert (before["location"]["lines"]["begin"], after["location"]["lines"]["begin"]) == (2, 9)


# --- SARIF ----------------------------------------------------------------------------------------------

TEXT: dict[str, Any] = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
SHORT_TEXT = {**TEXT, "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 1024}}}
NUMBER = {"type": "integer", "minimum": 1}
REGION = ["startLine", "startColumn", "endLine", "endColumn"]
LOCATION: dict[str, Any] = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": "^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}},
                },
                "region": {"required": REGION, "properties": dict.fromkeys(REGION, NUMBER)},
            },
        }
    },
}
# After "SARIF support for code scanning" in GitHub's documentation: what it calls required.
CODE_SCANNING: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "version", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "items": {
                                            "required": ["id", "shortDescription", "fullDescription", "help"],
                                            "properties": {
                                                "id": {"type": "string", "minLength": 1},
                                                "shortDescription": SHORT_TEXT,
                                                "fullDescription": SHORT_TEXT,
                                                "help": {**TEXT, "required": ["text", "markdown"]},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "maxItems": 25_000,
                        "items": {
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": {"enum": ["error", "warning", "note"]},
                                "message": TEXT,
                                "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": LOCATION},
                                "relatedLocations": {"type": "array", "items": LOCATION},
                                "partialFingerprints": {"required": ["primaryLocationLineHash"]},
                            },
                        },
                    },
                },
            },
        },
    },
}


NOT_IN_THE_MODEL = {"$schema", "columnKind"}
"""Two keys of the standard that `sarif_pydantic` 0.6 left out."""


def strangers(model: Any) -> Iterator[str]:
    """Yield the keys that the model of SARIF does not know, and took all the same."""
    if isinstance(model, BaseModel):
        yield from model.model_extra or {}
        for value in dict(model).values():
            yield from strangers(value)
    elif isinstance(model, list):
        for value in model:
            yield from strangers(value)


@given(hostile.checks(), ascii_or_not)
def test_sarif_log_is_valid(shape: Diagnostics, terminal: Terminal) -> None:
    text = render(shape, "sarif", terminal)
    log = json.loads(text)
    assert set(strangers(Sarif.model_validate_json(text))) <= NOT_IN_THE_MODEL
    jsonschema.validate(log, CODE_SCANNING)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert sorted({one.rule for one in shape.found}) == [rule["id"] for rule in rules]
    for result, one in zip(run["results"], shape.found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == one.rule
        assert result["message"]["text"] == told(one)
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri) == whole(path_of(shape, one.place))
        assert len(result.get("relatedLocations", ())) == len(one.also)


def test_sarif_tells_about_a_rule_what_its_page_says() -> None:
    found = [finding(), finding(rule="dangling-link", message="there is no outcome `x`")]
    dangling, unlinked = json.loads(render(check(*found), "sarif", Terminal()))["runs"][0]["tool"]["driver"]["rules"]
    assert unlinked["shortDescription"]["text"] == "Every epic that is to do, being done or done serves an outcome."
    assert unlinked["fullDescription"]["text"].startswith(unlinked["shortDescription"]["text"] + " It may name")
    assert "## Why\nWork that serves no outcome" in unlinked["help"]["markdown"]
    assert unlinked["defaultConfiguration"] == {"level": "error"}
    assert dangling["shortDescription"]["text"] == "A link names nothing."


def test_sarif_says_when_there_are_more_results_than_code_scanning_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outtrack.render.sarif.MOST", 2)
    found = [finding(f"number {number}", severity=Severity.WARNING) for number in range(3)]
    log = json.loads(render(check(*found, finding("the error")), "sarif", Terminal()))
    (run,) = log["runs"]
    assert [result["message"]["text"] for result in run["results"]] == ["the error", "number 0"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("2 findings ")


# --- JUnit ----------------------------------------------------------------------------------------------


@given(hostile.checks(), ascii_or_not)
def test_junit_report_reads_back(shape: Diagnostics, terminal: Terminal) -> None:
    text = render(shape, "junit", terminal)
    report = junitparser.JUnitXml.fromstring(text.encode())
    cases = [case for suite in report for case in suite]
    failures = failures_in(cases)
    failing = [one for one in shape.found if one.severity in shape.failing]
    paths = {*shape.files} | {one.path for one in shape.found}
    assert len(list(report)) == len(paths)
    assert len(cases) == len(shape.found) + len(paths - {one.path for one in shape.found})
    assert (report.tests, report.failures, report.errors) == (len(cases), len(failing), 0)
    assert sorted(failure.message for failure in failures) == sorted(seen(one.message) for one in failing)
    for suite in report:
        inside = list(suite)
        assert suite.tests == len(inside) > 0
        assert suite.failures == len(failures_in(inside))
    bodies = "\n".join(element.text or "" for element in ET.fromstring(text.encode()).iter())
    for one in shape.found:
        for line in told(one).split("\n"):
            assert seen(line) in bodies


def failures_in(cases: list[Any]) -> list[Any]:
    return [result for case in cases for result in case.result if isinstance(result, junitparser.Failure)]


def seen(text: str) -> str:
    """Return a text as XML can hold it."""
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", clean(text))


def test_junit_has_a_passing_case_for_a_file_without_findings() -> None:
    shape = check(finding(severity=Severity.WARNING), files=("outcomes/a.yaml", "outputs/dark-mode.yaml"))
    passing, warned = junitparser.JUnitXml.fromstring(render(shape, "junit", Terminal()).encode())
    assert [(case.name, case.classname, case.is_passed) for case in passing] == [
        ("no findings", "outcomes/a.yaml", True)
    ]
    (case,) = warned
    assert case.is_passed
    assert "warning[unlinked-output]: epic serves no outcome" in case.system_out
    strict = junitparser.JUnitXml.fromstring(
        render(replace(shape, failing=("error", "warning")), "junit", Terminal()).encode()
    )
    assert (strict.tests, strict.failures) == (2, 1)


# --- reviewdog ------------------------------------------------------------------------------------------

# After reviewdog's proto/rdf/reviewdog.proto and the JSON schema made of it.
POSITION: dict[str, Any] = {"additionalProperties": False, "properties": {"line": NUMBER, "column": NUMBER}}
RDJSON: dict[str, Any] = {
    "type": "object",
    "required": ["diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {"additionalProperties": False, "properties": {"value": {"type": "string"}}},
                    "location": {
                        "required": ["path"],
                        "additionalProperties": False,
                        "properties": {
                            "path": {"type": "string", "minLength": 1},
                            "range": {
                                "required": ["start"],
                                "additionalProperties": False,
                                "properties": {"start": POSITION, "end": POSITION},
                            },
                        },
                    },
                },
            },
        },
    },
}


@given(hostile.checks(), ascii_or_not)
def test_rdjson_result_is_valid(shape: Diagnostics, terminal: Terminal) -> None:
    result = json.loads(render(shape, "rdjson", terminal))
    jsonschema.validate(result, RDJSON)
    assert [one["message"] for one in result["diagnostics"]] == [told(one) for one in shape.found]
    assert [one["severity"].lower() for one in result["diagnostics"]] == [one.severity.value for one in shape.found]


def test_rdjson_counts_bytes() -> None:
    lines = {"outputs/dark-mode.yaml": ["# \u4e2d", "a\U00010400b: c"]}
    shape = check(finding(span=Span(2, 2, 2, 3)), lines=lines)
    (one,) = json.loads(render(shape, "rdjson", Terminal()))["diagnostics"]
    assert one["location"]["range"] == {"start": {"line": 2, "column": 2}, "end": {"line": 2, "column": 6}}


# --- Markdown -------------------------------------------------------------------------------------------


def test_markdown_counts_by_rule_and_puts_errors_first() -> None:
    found = [
        finding("a", rule="overdue", severity=Severity.WARNING),
        finding("b", rule="overdue", severity=Severity.WARNING),
        finding("c"),
    ]
    text = render(check(*found), "markdown", Terminal())
    assert text.startswith("<!-- outtrack:check -->\n## Check\n")
    assert "| overdue | warning | 2 |\n| unlinked-output | error | 1 |\n" in text
    assert text.index("unlinked-output: c") < text.index("overdue: a") < text.index("overdue: b")


# --- fingerprints ---------------------------------------------------------------------------------------


@given(hostile.checks(), st.integers(1, 99))
def test_fingerprints_are_unique_and_know_no_line(shape: Diagnostics, down: int) -> None:
    names = fingerprints(shape.found)
    assert len(set(names)) == len(names)
    moved = [
        replace(one, span=Span(one.span.line + down, 1, one.span.end_line + down, 2)) if one.span else one
        for one in shape.found
    ]
    assert fingerprints(moved) == names
