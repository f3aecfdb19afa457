"""Patterns for paths, as `.gitignore` and editors write them: `*` stays within a folder, `**` goes through them."""

from __future__ import annotations

import re
from functools import cache

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(path: str, pattern: str) -> bool:
    """Return whether a path from the workspace's folder matches a pattern; a folder stands for all that is in it."""
    return _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = pattern.removeprefix("./").rstrip("/")
    text = "".join(_MEANING.get(part) or re.escape(part) for part in _PARTS.findall(whole))
    return re.compile(f"{text}(?:/.*)?", re.DOTALL)
