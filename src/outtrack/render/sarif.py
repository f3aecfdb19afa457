"""SARIF 2.1.0, with what GitHub's code scanning asks for beside what the standard does."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING
from urllib.parse import quote

from outtrack import __version__
from outtrack.diagnostic import Severity, Span, fingerprints
from outtrack.render.findings import path_of, severity_rank, told
from outtrack.render.json import dumps
from outtrack.rules import RULES
from outtrack.rules.sheets import plain
from outtrack.rules.structure import STRUCTURE

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic, Place
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Data, Diagnostics

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 25_000
"""GitHub refuses a run with more results."""
LONGEST = 1024
"""GitHub takes no longer descriptions."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}
_START = Span(1, 1, 1, 1)


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return the findings as a SARIF log with one run."""
    named = list(zip(shape.found, fingerprints(shape.found), strict=True))
    if len(named) > MOST:
        named = sorted(named, key=lambda pair: severity_rank(pair[0]))[:MOST]
    rules = {one.rule: one.severity for one, _ in reversed(named)}
    places = {name: index for index, name in enumerate(sorted(rules))}
    described = [_rule(name, rules[name]) for name in places]
    run: Data = {
        "tool": {"driver": {"name": "outtrack", "version": __version__, "rules": described}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(shape.found) - len(named))],
        "results": [_result(shape, one, places[one.rule], fingerprint) for one, fingerprint in named],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, terminal, indent=2) + "\n"


def _invocation(left_out: int) -> Data:
    if not left_out:
        return {"executionSuccessful": True}
    text = f"{left_out} findings more than code scanning takes were left out"
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _rule(name: str, severity: Severity) -> Data:
    """Return what is known of a rule: its own page, or the line about what reading and linking hold themselves."""
    known = next((one for one in RULES if one.name == name), None)
    structure = STRUCTURE.get(name)
    told_of = f"{structure.finds}\n\n{structure.why}\n\n{structure.way_out}" if structure else name
    page = plain(cleandoc(known.documentation) if known else told_of)
    short, full = page.partition("\n\n")[0], page.partition("\n## ")[0].strip()
    return {
        "id": name,
        "shortDescription": {"text": " ".join(short.split())[:LONGEST]},
        "fullDescription": {"text": " ".join(full.split())[:LONGEST]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[known.severity if known else severity]},
    }


def _result(shape: Diagnostics, found: Diagnostic, index: int, fingerprint: str) -> Data:
    result: Data = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": told(found)},
        "locations": [_location(shape, found.place, found.span)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if found.also:
        also = [_location(shape, place, span) for place, span in found.also]
        result["relatedLocations"] = [{"id": number, **one} for number, one in enumerate(also, 1)]
    return result


def _location(shape: Diagnostics, place: Place | None, span: Span | None) -> Data:
    """Return a place with all four numbers, which GitHub wants also where a whole file is meant."""
    at = span or _START
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(path_of(shape, place), safe="/", errors="replace")},
            "region": {
                "startLine": at.line,
                "startColumn": at.column,
                "endLine": at.end_line,
                "endColumn": at.end_column,
            },
        }
    }
