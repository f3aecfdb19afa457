"""The pages about the rules as they are shown, for `explain` and for the reference."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from outtrack.rules import NAMES
from outtrack.rules.base import Moment
from outtrack.rules.pages import rule_page
from outtrack.shapes import SEVERITY_TONES, Block, Cell, Column, Page, Row, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outtrack.rules.pages import Example, Option, RulePage

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
BROKEN_BY = {
    Moment.CHANGE: "a change of the files",
    Moment.CALENDAR: "a change of the files, and the passing of time",
}


def pages(names: Iterable[str]) -> Page:
    """Return the pages about rules."""
    return Page(report="explain", as_of=None, sheets=tuple(_sheet(rule_page(name)) for name in names))


def listing() -> Table:
    """Return all rules, a line each."""
    columns = (
        Column("rule", "Rule"),
        Column("severity", "Severity", is_headline=True),
        Column("moment", "Broken by", is_optional=True),
        Column("what", "Says", is_aside=True),
    )
    rows = []
    for page in map(rule_page, NAMES):
        what = plain(page.what)
        cells = (Cell(page.name), _severity(page), Cell(page.moment), Cell(what))
        rows.append(Row(cells, partial(_line, page.name, page.severity, page.moment, what)))
    return Table(report="explain", as_of=None, columns=columns, rows=tuple(rows))


def _line(rule: str, severity: str, moment: str, what: str) -> dict[str, Any]:
    return {"rule": rule, "severity": severity, "moment": moment, "what": what}


def _severity(page: RulePage) -> Cell:
    return Cell(page.severity, SEVERITY_TONES.get(page.severity, ""))


def plain(text: str) -> str:
    """Return a text without the addresses of its links."""
    return _LINK.sub(r"\1", text)


def _sheet(page: RulePage) -> Sheet:
    facts = [("severity", _severity(page)), ("broken by", Cell(BROKEN_BY[Moment(page.moment)]))]
    if page.is_preview:
        facts.append(("preview", Cell("new in this release; on with `check: {preview: true}`")))
    blocks = [
        Block(facts=tuple(facts)),
        Block(prose=plain(f"{page.what}\n\n{page.more}".strip())),
        Block("Why", prose=plain(page.why)),
    ]
    blocks += [
        Block(name, code=_code(files)) for name, files in (("Before", page.before), ("After", page.after)) if files
    ]
    if page.way_out:
        blocks.append(Block("Way out", prose=plain(page.way_out)))
    if page.options:
        blocks.append(Block("Options", facts=tuple((one.name, Cell(_option(one))) for one in page.options)))
    return Sheet(Cell(page.name), (*blocks, Block("How to silence it", prose=page.silence)), _data(page))


def _code(files: tuple[Example, ...]) -> str:
    return "\n".join(f"# {path}\n{text}" for path, text in files)


def _option(one: Option) -> str:
    return f"{one.says} Takes {one.takes}; default {shown_default(one.default)}."


def shown_default(value: object) -> str:
    """Return a default as it is written in YAML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def _data(page: RulePage) -> dict[str, Any]:
    return {
        "rule": page.name,
        "group": page.group,
        "severity": page.severity,
        "moment": page.moment,
        "preview": page.is_preview,
        "what": plain(page.what),
        "more": plain(page.more) or None,
        "why": plain(page.why),
        "before": [one._asdict() for one in page.before],
        "after": [one._asdict() for one in page.after],
        "way_out": plain(page.way_out) or None,
        "options": [one._asdict() for one in page.options],
        "silence": page.silence,
    }
