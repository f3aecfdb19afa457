"""Outcome or work: how a statement reads, by published rules and word lists; English only. See docs/wording.md."""

from __future__ import annotations

from outtrack.wording.evidence import RULES, Evidence
from outtrack.wording.matching import jargon, vanity
from outtrack.wording.verdict import Label, Verdict, classify
from outtrack.wording.words import LISTS, UnknownListError, Words, load_words

__all__ = [
    "LISTS",
    "RULES",
    "Evidence",
    "Label",
    "UnknownListError",
    "Verdict",
    "Words",
    "classify",
    "jargon",
    "load_words",
    "vanity",
]
