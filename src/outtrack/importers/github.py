"""GitHub: `gh issue list --json …` of any version, and the JSON of the REST interface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from outtrack.importers.answers import names_of, text_of
from outtrack.importers.base import AGELESS, Epic, Export, one_line
from outtrack.importers.bodies import lines_with_links
from outtrack.importers.objects import objects_of
from outtrack.importers.reading import Reading
from outtrack.importers.words import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.base import Settings
    from outtrack.importers.foreign import Foreign

_ADDRESS: Final = re.compile(r"https?://[^/]+/(?:api/v3/)?(?:repos/)?([^/]+/[^/]+)/(?:issues|pull)/(\d+)")
_LIMITS: Final = {30: "gh lists 30 unless it is told `-L 1000`", 100: "a page has 100", 1000: "that is a usual limit"}
_DROPPED: Final = frozenset(("not planned", "duplicate"))


def identify(foreign: Foreign) -> bool:
    """Return whether a file looks like issues of GitHub."""
    one = objects_of(foreign).first() if foreign.is_json else None
    return one is not None and "iid" not in one and "title" in one and ("number" in one or _key(one) != "")


def extract(foreign: Foreign, settings: Settings) -> Export:
    """Return the epics among issues."""
    reading = Reading("github", foreign, settings)
    if not foreign.is_json:
        raise foreign.error("this is no JSON", "write it with `gh issue list --json number,title,state,labels,url`")
    seen: set[str] = set()
    counts = [0]
    export = reading.finish(_issues(reading, seen, counts))
    if export.rows and "labels" not in seen and not seen & {"issueType", "type"} and not settings.types:
        export.notes.append(
            "neither `labels` nor `issueType`: nothing tells what is an epic, unless `--type all` says all are"
        )
    for names, what in (
        (("labels", "body"), "`labels` nor `body`: links there can't be seen"),
        (("updatedAt", "updated_at"), f"`updatedAt`: {AGELESS}"),
        (("parent", "parent_issue_url"), "`parent`: links through what is above an epic can't be seen"),
        (("state",), "`state`: everything counts as to do"),
    ):
        if export.rows and not seen & set(names):
            export.notes.append(f"{'neither' if 'nor' in what else 'no'} {what}")
    if counts[0] in _LIMITS:
        export.notes.append(f"exactly {counts[0]} rows: {_LIMITS[counts[0]]}, so look whether all are there")
    return export


def _issues(reading: Reading, seen: set[str], counts: list[int]) -> Iterator[Epic]:
    objects = objects_of(reading.foreign)
    for found in objects.all():
        data = found.data
        counts[0] += 1
        if "title" not in data or not ("number" in data or _key(data)):
            raise objects.missing("these are no issues of GitHub", ("number", "title"), data)
        seen.update(data)
        if data.get("pull_request"):
            continue
        url = text_of(data.get("html_url") or (data.get("url") if "/repos/" not in text_of(data.get("url")) else ""))
        number = text_of(data.get("number"))
        key = _key(data) or f"#{number}"
        yield Epic(
            key=key,
            title=one_line(text_of(data["title"])),
            url=url,
            state=_state(data),
            category=state_of(_state(data)),
            type=text_of(data.get("issueType") or data.get("type")),
            parent=_parent(data),
            labels=names_of(data.get("labels")),
            body=lines_with_links(data.get("body")),
            fields={reading.field: _field(data, reading.field)},
            updated=text_of(_either(data, "updatedAt", "updated_at") or _either(data, "createdAt", "created_at")),
            closed=text_of(_either(data, "closedAt", "closed_at")),
            aliases=tuple(name for name in (url, f"#{number}" if number else "") if name),
            ref=url or key,
            line=found.line,
            column=found.column,
            length=found.length,
        )


def _either(data: dict[str, Any], *names: str) -> Any:
    return next((data[name] for name in names if data.get(name)), None)


def _key(data: dict[str, Any]) -> str:
    """Return the name of an issue over all repositories, `owner/repository#number`; empty without an address."""
    return _name(text_of(data.get("html_url") or data.get("url")))


def _name(address: str) -> str:
    found = _ADDRESS.match(address)
    return f"{found[1]}#{found[2]}" if found else ""


def _parent(data: dict[str, Any]) -> str:
    parent = data.get("parent")
    if isinstance(parent, dict):
        number = parent.get("number")
        return _name(text_of(parent.get("url") or parent.get("html_url"))) or (f"#{number}" if number else "")
    return _name(text_of(data.get("parent_issue_url")))


def _state(data: dict[str, Any]) -> str:
    """Return the state, with what is to be known about it: that an open one is begun, why a closed one was closed."""
    state = text_of(data.get("state")).lower()
    reason = text_of(_either(data, "stateReason", "state_reason")).lower().replace("_", " ")
    if state == "closed" and reason in _DROPPED:
        return f"closed ({reason})"
    parts = _either(data, "subIssuesSummary", "sub_issues_summary")
    return "open (begun)" if state == "open" and isinstance(parts, dict) and parts.get("completed") else state


def _field(data: dict[str, Any], name: str) -> str:
    """Return the value of an issue field of the organisation."""
    values = _either(data, "issue_field_values", "issueFieldValues")
    values = values.get("nodes") if isinstance(values, dict) else values
    for one in values if isinstance(values, list) else ():
        called = text_of(one.get("issue_field_name") or one.get("field")) if isinstance(one, dict) else ""
        if called.casefold() == name.casefold():
            value = _either(one, "value", "name", "text", "single_select_option")
            return ",".join(names_of(value)) if isinstance(value, list) else text_of(value)
    return ""
