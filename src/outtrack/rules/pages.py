"""The page about each rule, from its docstring."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.diagnostic import Severity
from outtrack.docstrings import descriptions
from outtrack.frozen import dataclass
from outtrack.rules import RULES
from outtrack.rules.base import Moment
from outtrack.rules.options import takes
from outtrack.rules.structure import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.rules.base import Rule

_BLOCK = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


class Option(NamedTuple):
    """An option of a rule: its name, what it takes, its default, and what it means."""

    name: str
    takes: str
    default: Any
    says: str


class Example(NamedTuple):
    """One file of an example."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """What there is to say about a rule; its texts are Markdown."""

    name: str
    group: str
    """`structure`, `rule`, or `check` for a rule about the check itself."""
    severity: str
    moment: str
    is_preview: bool = False
    what: str
    """What it finds, or what it holds that is so: one paragraph."""
    more: str = ""
    why: str
    before: tuple[Example, ...] = ()
    after: tuple[Example, ...] = ()
    way_out: str = ""
    options: tuple[Option, ...] = ()
    silence: str
    """How to silence it."""


def rule_page(name: str) -> RulePage:
    """Return the page about a rule, or about a name of the structure; raise KeyError where there is neither."""
    found = next((one for one in RULES if one.name == name), None)
    if found:
        return _of_rule(found)
    structure = STRUCTURE[name]
    return RulePage(
        name=name,
        group="structure",
        severity=structure.severity,
        moment=Moment.CHANGE,
        what=structure.finds,
        why=structure.why,
        way_out=structure.way_out,
        silence=_ALWAYS_ON if structure.severity is Severity.ERROR else _turned_off(name),
    )


def _of_rule(one: Rule) -> RulePage:
    lead, *sections = re.split(r"^## ", inspect.cleandoc(one.documentation), flags=re.MULTILINE)
    parts = {heading: text.strip() for heading, _, text in (section.partition("\n") for section in sections)}
    what, _, more = lead.strip().partition("\n\n")
    return RulePage(
        name=one.name,
        group="check" if one.is_last else "rule",
        severity=one.severity,
        moment=one.moment,
        is_preview=one.is_preview,
        what=" ".join(what.split()),
        more=more,
        why=parts["Why"],
        before=_examples(parts["Before"]),
        after=_examples(parts["After"]),
        options=tuple(_options(one.options)) if one.options else (),
        silence=_silence(one),
    )


def _examples(text: str) -> tuple[Example, ...]:
    return tuple(Example(path, code) for path, code in _BLOCK.findall(text))


def _options(kind: type) -> Iterator[Option]:
    said = descriptions(kind)
    for field in fields(kind):
        yield Option(field.name, takes(kind, field.name), field.default, said[field.name])


def _silence(one: Rule) -> str:
    if one.is_last:
        return _turned_off(one.name)
    return (
        f"On the line, or the line above: `# outtrack: ignore[{one.name}] why`; `until=2026-12-31` before the reason "
        f"ends that. For a whole file: `# outtrack: ignore-file[{one.name}] why`. For a part of the workspace, in "
        f'`outtrack.yaml`: `check: {{paths: {{"archive/**": {{{one.name}: off}}}}}}`; for all of it: '
        f"`check: {{severity: {{{one.name}: off}}}}`."
    )


def _turned_off(name: str) -> str:
    return f"In `outtrack.yaml`: `check: {{severity: {{{name}: off}}}}`."


_ALWAYS_ON = "Errors of the structure are always on: they can't be silenced, lowered, or become known."
