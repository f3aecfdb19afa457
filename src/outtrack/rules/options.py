"""The options of the rules: dataclasses with defaults, filled from `check: {rules: …}` in `outtrack.yaml`."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from outtrack.diagnostic import Diagnostic, Place, did_you_mean
from outtrack.files import WORKSPACE_FILE
from outtrack.model.markers import many
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from outtrack.config import Check

Text = tuple[str, str]
_KINDS: dict[Any, Text] = {
    bool: ("true or false", "true"),
    int: ("a whole number from 0", "3"),
    float: ("a number from 0", "0.5"),
    tuple[str, ...]: ("a list of texts", "[epic, feature]"),
}
"""The types that an option may have: what it takes, and an example."""


def takes(kind: type, name: str) -> str:
    """Return what an option takes, in words."""
    return _KINDS[_types(kind)[name]][0]


def options_of(kind: type, rule: str, settings: Check) -> Any:
    """Return the options of a rule with the values that were given; those that do not fit are left out."""
    types, given = _types(kind), (settings.rules or {}).get(rule, {})
    fitting = {name: _fitted(types[name], value) for name, value in given.items() if name in types}
    return kind(**{name: value for name, value in fitting.items() if value is not None})


def wrong_options(rule: str, kind: type | None, given: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the options given to a rule: names that it does not have, values that don't fit."""
    types = _types(kind) if kind else {}
    for name, value in given.items():
        place = Place(WORKSPACE_FILE, 0, ("check", "rules", rule, name), on_key=name not in types)
        if name not in types:
            message = f"`{name}` is not an option of `{rule}`"
            known = f"its options are {', '.join(types)}" if types else "it has no options"
            yield Diagnostic(
                rule="invalid-config", message=message, hint=did_you_mean(name, types) or known, place=place
            )
        elif _fitted(types[name], value) is None:
            takes, example = _KINDS[types[name]]
            written = f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else value
            message = f"`{name}` takes {takes}, not {shown(written)}"
            yield Diagnostic(rule="invalid-config", message=message, hint=f"write `{name}: {example}`", place=place)


@cache
def _types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _fitted(kind: Any, value: object) -> Any:
    """Return a value as an option of that type, or None where it is not one."""
    if kind is bool:
        return value if isinstance(value, bool) else None
    if kind in {int, float}:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            return None
        return value if kind is float or isinstance(value, int) else None
    values = tuple(many(value))
    return values if values and all(isinstance(one, str) for one in values) else None
