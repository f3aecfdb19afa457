"""The text of a new entity: what is known of it, and in comments what is usually filled in."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

from outtrack.docstrings import descriptions
from outtrack.model import kind_class
from outtrack.model.base import key_of
from outtrack.write.layout import WIDTH, pair
from outtrack.write.order import key_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_KEY_RESULTS: Final = [
    {"id": "trial-to-paid", "title": "Trial-to-paid conversion", "unit": "%", "baseline": 15, "target": 25},
    {"id": "complaints", "title": "Complaints stay rare", "unit": "tickets/week", "keep": {"max": 5}},
]
_WORK: Final = {"owner": "maria", "team": "growth"}
_USUAL: Final[dict[str, dict[str, Any]]] = {
    "experiment": {
        **_WORK, "tests": ["shorter-form"], "assumption": "people-finish", "method": "ab_test",
        "hypothesis": "A shorter form is finished by more people.", "metric": "form-finished",
        "success": {"lift": "+2pp"}, "planned": {"n": 2000}, "start": "DAY",
    },
    "insight": {
        "about": ["trial-conversion"], "quote": "I gave up at the third page.", "source": "interview",
        "date": "DAY", "customer": "Acme", "signal": "for",
    },
    "metric": {
        **_WORK, "unit": "%", "indicator": "leading", "stage": "activation", "keep": {"min": 30},
        "source": "weekly warehouse report", "readings": [{"date": "DAY", "value": 31.5}],
    },
    "opportunity": {
        **_WORK, "status": "identified", "outcome": "trial-conversion", "parent": "set-up-is-hard",
        "importance": 8, "satisfaction": 3,
    },
    "outcome": {
        **_WORK, "status": "active", "type": "product", "contributes_to": ["revenue"],
        "who": {"group": "evaluators", "as": "user"},
        "behaviour": "They reach the first report on their own in their first week.",
        "problem": "Evaluators leave before they reach the moment of value.",
        "hypothesis": "If the first report takes minutes, more of them will pay.",
        "due": "PERIOD", "key_results": _KEY_RESULTS,
    },
    "output": {
        **_WORK, "type": "epic", "status": "todo", "outcomes": ["trial-conversion"], "solution": "shorter-form",
        "parent": "new-set-up", "start": "DAY", "due": "PERIOD", "ref": "GROW-17",
        "expected": [{"key_result": "trial-conversion/trial-to-paid", "change": "+2pp", "by": "PERIOD"}],
    },
    "solution": {
        **_WORK, "status": "idea", "serves": ["set-up-is-hard"], "reach": 400, "impact": 2, "confidence": 0.5,
        "effort": 20, "expected": [{"key_result": "trial-conversion/trial-to-paid", "change": "+2pp"}],
        "assumptions": [{"id": "people-finish", "title": "A shorter form is finished", "type": "usability"}],
    },
    "strategy": {
        **_WORK, "status": "active", "goal": "revenue", "measured_by": ["trial-conversion"],
        "description": "Why we believe in this way, and which ways we leave out.", "review_every": "quarterly",
    },
    "vision": {
        "owner": "maria", "vision": "Every small shop sees what its customers need.",
        "mission": "We make numbers readable for people who have no analyst.", "for_whom": "owners of small shops",
        "benefit": "They decide by what they see.", "goals": ["revenue"], "north_star": "revenue",
        "review_every": "yearly",
    },
}  # fmt: skip
"""What is usually filled in, by kind, each with an example; PERIOD and DAY are those in which it is written."""


def choices(record: type, key: str) -> tuple[str, ...]:
    """Return the words that a field of a record class may have; none where it is free."""
    hints = get_type_hints(record, include_extras=True)
    todo = [hint for name, hint in hints.items() if key_of(name) == key]
    for hint in todo:  # grows while it is walked
        if get_origin(hint) is Literal:
            return get_args(hint)
        todo += [part for part in get_args(hint) if not isinstance(part, str)]
    return ()


def template(kind: str, values: Mapping[str, Any], as_of: date) -> str:
    """Return the text of a document with these values; what else is usually filled in stands there as comments.

    The keys are in the documented order, each below the comment that says what it is for.
    """
    record: type = kind_class(kind)
    says = {key_of(name): text for name, text in descriptions(record).items()}
    usual = _USUAL.get(kind, {})
    lines = [*_comment(_headline(kind, record)), *_comment("Take the `#` away from what you know, delete the rest.")]
    for key in key_order(record):
        if key not in values and key not in usual:
            continue
        if key not in {"kind", "title"}:
            lines += ["", *_comment(_said(record, key, says.get(key, "")))]
        lines += pair(key, values[key]) if key in values else _example(key, usual[key], as_of)
    return "\n".join(lines) + "\n"


def _headline(kind: str, record: type) -> str:
    return f"{kind.capitalize()}. {str(record.__doc__).partition(chr(10))[0]}"


def _said(record: type, key: str, text: str) -> str:
    """Return what a field is for, with its words where that does not name them all."""
    words = choices(record, key)
    plain = text.casefold().replace(" ", "_")
    return text if all(word in plain for word in words) else f"{text} One of {', '.join(words)}."


def _example(key: str, value: Any, as_of: date) -> Iterator[str]:
    known = {"DAY": as_of.isoformat(), "PERIOD": f"{as_of.year}-Q{(as_of.month + 2) // 3}"}
    return (f"# {line}" for line in pair(key, _filled(value, known)))


def _filled(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, known) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    return known.get(value, value) if isinstance(value, str) else value


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False)
