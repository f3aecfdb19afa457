"""The page of the rules, from their docstrings."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from outtrack.rules import RULES
from outtrack.rules.structure import STRUCTURE, Moment
from reference.fields import descriptions
from reference.gallery import by_rule
from reference.markdown import MADE, first, prose, table

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


def rules() -> str:
    """Return the page of the rules."""
    own = sorted(RULES, key=lambda rule: rule.name)
    out = [
        MADE,
        "# Rules\n",
        "What `outtrack check` looks for. A finding of the severity `error` makes it end with 1; a `warning` is shown;",
        "an `info` is counted, and shown with `--show info`. Each rule has one name, by which it is configured:\n",
        CONFIGURED,
        table(
            ("rule", "severity", "holds that"),
            ((f"[{one.name}](#{one.name})", str(one.severity), first(one.documentation)) for one in own),
        ),
        "Beside these, reading a file and following its links hold the [structure](#structure).\n",
    ]
    for one in own:
        body = re.sub(r"^## (.*)$", r"**\1**\n", prose(one.documentation), flags=re.MULTILINE)
        out += [f"## {one.name}\n", f"Severity: {one.severity}. {_BROKEN_BY[one.moment]}\n", body, ""]
        out += [*_options(one.options), seen_in(one.name)]
    out += ["## Structure\n", "Errors, unless the message says otherwise.\n"]
    for name in sorted(STRUCTURE):
        out += [f"### {name}\n", f"{_capital(STRUCTURE[name])}.\n", seen_in(name)]
    return "\n".join(out)


_BROKEN_BY: Final = {
    Moment.CHANGE: "Only a change of the files can break it.",
    Moment.CALENDAR: "The passing of time can break it, too.",
}


def _options(kind: type | None) -> list[str]:
    """Return the options of a rule with their defaults, from its dataclass."""
    if kind is None:
        return []
    told = descriptions(kind)
    lines = [f"- `{one.name}`: {told[one.name]} Default: `{shown(one.default)}`." for one in dataclasses.fields(kind)]
    return ["**Options**\n", *lines, ""]


def shown(value: object) -> str:
    """Return a default as it is written in YAML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def seen_in(name: str) -> str:
    """Return the link to the cases of the gallery in which a rule speaks first."""
    found = len(by_rule().get(name, ()))
    many = "an example" if found == 1 else f"{found} examples"
    return f"See [{many}](errors.md#{name}).\n" if found else ""
