"""The page of the rules, from the pages that `outtrack explain` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.rules import NAMES
from outtrack.rules.base import Moment
from outtrack.rules.pages import rule_page
from outtrack.rules.sheets import BROKEN_BY, shown_default
from reference.gallery import by_rule
from reference.markdown import MADE, anchor, fenced, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.rules.pages import RulePage

CONFIGURED: Final = """\
<!-- entity: workspace -->
```yaml
# outtrack.yaml
version: 1
check:
  severity: {unlinked-output: warning}         # error, warning, info or off
  paths:
    "product/archive/**": {unlinked-output: off}
  rules:
    unlinked-output: {types: [epic, feature]}  # the options of a rule
```
"""
GROUPS: Final = {
    "rule": "The work",
    "check": "The check itself",
    "structure": "Structure",
}
ABOUT: Final = {
    "rule": "What these find can be [silenced](../checks.md#silencing), or [known](../checks.md#known-findings).",
    "check": "These speak of comments that silence something, and of known findings.",
    "structure": "Reading a file and following its links hold these. The errors among them are always on, for nothing "
    "holds where a file is not understood: they can't be lowered, silenced, or known.",
}


def rules() -> str:
    """Return the page of the rules."""
    out = [
        MADE,
        "# Rules\n",
        "What `outtrack check` looks for. A finding of the severity `error` makes it end with 1; a `warning` is shown;",
        "an `info` is counted, and shown with `--show info`. Each rule has one name, by which it is configured,",
        "silenced and explained (`outtrack explain RULE`):\n",
        CONFIGURED,
        " · ".join(f"[{heading}](#{anchor(heading)})" for heading in GROUPS.values()),
        "",
    ]
    for group, heading in GROUPS.items():
        pages = [page for page in map(rule_page, NAMES) if page.group == group]
        out += [f"## {heading}\n", f"{ABOUT[group]}\n", _table(pages)]
        for page in pages:
            out += _page(page)
    return "\n".join(out)


def _table(pages: Iterable[RulePage]) -> str:
    head = ("rule", "severity", "what it says")
    return table(head, ((f"[{page.name}](#{page.name})", page.severity, page.what) for page in pages))


def _page(page: RulePage) -> Iterator[str]:
    """Yield what there is to say about a rule."""
    yield f"### {page.name}\n"
    preview = " A preview: off without `preview: true`." if page.is_preview else ""
    yield f"Severity: {page.severity}. Broken by {BROKEN_BY[Moment(page.moment)]}.{preview}\n"
    yield f"{prose(page.what)}\n"
    if page.more:
        yield f"{prose(page.more)}\n"
    yield f"**Why**\n\n{prose(page.why)}\n"
    for name, files in (("Before", page.before), ("After", page.after)):
        if files:
            yield f"**{name}**\n"
        for path, text in files:
            yield fenced("yaml", f"# {path}\n{text}")
    if page.way_out:
        yield f"**Way out**\n\n{page.way_out}\n"
    if page.options:
        yield "**Options**\n"
        for one in page.options:
            yield f"- `{one.name}`: {one.says} Takes {one.takes}. Default: `{shown_default(one.default)}`."
        yield ""
    yield seen_in(page.name)


def seen_in(name: str) -> str:
    """Return the link to the cases of the gallery in which a rule speaks first."""
    found = len(by_rule().get(name, ()))
    many = "an example" if found == 1 else f"{found} examples"
    return f"See [{many}](errors.md#{name}).\n" if found else ""
