"""The reference pages, made from the program: commands, kinds, rules, errors, formulas."""

from __future__ import annotations

import re

from reference.commands import commands
from reference.formulas import formulas
from reference.gallery import errors
from reference.kinds import kinds
from reference.rules import rules

PAGES = {
    "commands.md": commands,
    "errors.md": errors,
    "formulas.md": formulas,
    "kinds.md": kinds,
    "rules.md": rules,
}
"""Every page by its path below docs/reference, and what makes it."""


def page(name: str) -> str:
    """Return a page as it should be now."""
    return re.sub(r"\n{3,}", "\n\n", PAGES[name]()).rstrip("\n") + "\n"
