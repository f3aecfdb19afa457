"""What stands before a statement and says nothing of it: a number, a date, `we will`."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    "okr|kr|o|objective|key result|goal|outcome|output|epic|feature|story|milestone|initiative|result|target|task"
    "|deliverable"
)
_DASHES: Final = "\\-\N{EN DASH}\N{EM DASH}"
_END: Final = rf"(?:\**\s*[:.)]\**|\s[{_DASHES}])\s*"
_MARKS: Final = re.compile(
    rf"(?:[\s*•{_DASHES}]|#{{2,6}}\s|\[[^\]]{{0,12}}\])*(?:(?:\d{{1,2}}|[a-z])[.)]\s+)?",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    rf"(?:{_NAMES})s?[\s#-]*\d*(?:\.\d+)*(?:\s*/\s*(?:{_NAMES})[\s#-]*\d+(?:\.\d+)*)?{_END}"
    rf"|o?kr[\s#-]*\d+(?:\.\d+)*\**\s+(?=[a-z])"
    rf"|(?:(?:fy|20)\d\d[\s/-]?)?[qh][1-4](?:[\s/-]?(?:fy)?(?:20)?\d\d)?{_END}"
    rf"|(?-i:[A-Z][A-Z0-9]{{1,9}}-\d+){_END}",
    re.IGNORECASE,
)
"""The name of its kind, with a number or without; a period; the key of a tracker."""
_INTENT: Final = re.compile(
    r"(?:(?:we|i|our team|the team)\s+(?:will|want|would like|aim|plan|intend|are going|need|hope|strive|seek|commit)"
    r"(?:\s+to)?\s+|(?:our|the|my)\s+(?:goal|aim|objective|ambition|target)\s+(?:is|will be)\s+(?:to\s|that\s)?\s*"
    r"|(?:our|the|this)\s(?:program|programme|project|center|centre|organisation|organization|company|charity|department"
    r"|agency|unit|service)\swill\s"
    r"|(?:aim|plan|strive|try|seek|intend|want|need|hope|commit)\s+to\s+|to\s+|let's\s+|please\s+"
    r"|(?:we|i)\s+(?=\w)"
    r"|(?:successfully|significantly|continuously|consistently|dramatically|substantially)\s+)",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"(?:by|in|within|until|before|from|during|at)\s(?=[^,]{0,30}(?:\d|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|year|quarter|month|summer|spring|autumn|winter))[^,]{1,30},\s*",
    re.IGNORECASE,
)


def unnumbered(text: str) -> str:
    """Return a statement without its bullet, its number and the name of its kind."""
    return _without(text, (_MARKS, _NAMED))


def bare(text: str) -> str:
    """Return an unnumbered statement without a date at the beginning, and without `we will`."""
    return _without(text, (_WHEN, _INTENT, _INTENT))


def _without(text: str, openings: tuple[re.Pattern[str], ...]) -> str:
    for opening in openings:
        if found := opening.match(text):
            text = text[found.end() :]
    return text
