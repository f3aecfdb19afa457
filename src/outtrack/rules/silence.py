"""Findings that a comment silences, with its reason: `# outtrack: ignore[unlinked-output] moves to billing in Q1`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outtrack.comment import Comment
from outtrack.diagnostic import Diagnostic, Place, Span, did_you_mean
from outtrack.files import WORKSPACE_FILE
from outtrack.frozen import dataclass
from outtrack.period import parse_period
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from datetime import date

    from outtrack.snapshot import Snapshot

WORDS = ("ignore", "ignore-file")
LONGEST = 60
"""A longer list of rules is not quoted."""
HOW = "write `# outtrack: ignore[rule] why`"
_SAYS = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*)\s*(\[[^\]]*\]?)?(.*)")
_UNTIL = re.compile(r"(?:^|\s)until(?:=|:\s*)(\S*?)[,;.]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One such comment."""

    path: str
    comment: Comment
    names: tuple[str, ...] = ()
    """The rules that it silences."""
    is_for_file: bool = False
    until: date | None = None
    """The last day on which it does."""
    problem: tuple[str, str] | None = None
    """Why it silences nothing, and the way out."""

    def diagnose(self, message: str, hint: str) -> Diagnostic:
        """Return a finding about the comment."""
        at = self.comment
        span = Span(at.line, at.column, at.line, at.end_column)
        return Diagnostic(rule="", message=message, hint=hint, place=Place(self.path), span=span)

    def covers(self, found: Diagnostic) -> bool:
        """Return whether a located finding is where the comment speaks of."""
        if self.is_for_file:
            return True
        at = found.place
        if at and at.keys in {(), ("title",)} and self.comment.document == at.document:
            return True  # about the entity as a whole, wherever its title stands
        return found.span is not None and found.span.line in self.comment.lines


def understood(path: str, comment: Comment, fiscal_year_start: int = 1) -> Ignore | None:
    """Return what a comment asks for; None where it only mentions the program."""
    said = _SAYS.match(comment.text)
    if said is None:
        return None
    word, bracket, rest = said[1], said[2], said[3]

    def refused(message: str, hint: str = HOW) -> Ignore:
        return Ignore(path, comment, problem=(message, hint))

    if word not in WORDS:
        near = did_you_mean(word, WORDS)
        return refused(f"{shown(word)} is nothing that a comment can ask for", near or HOW) if near or bracket else None
    names = tuple(dict.fromkeys(name.strip() for name in (bracket or "").strip("[]").split(",") if name.strip()))
    if not names:
        return refused("the comment names no rule to ignore")
    if not str(bracket).endswith("]"):
        return refused("the bracket is not closed")
    until = None
    if found := _UNTIL.search(rest):
        rest = rest[: found.start()] + rest[found.end() :]
        try:
            until = parse_period(found[1], fiscal_year_start).last
        except ValueError:
            return refused(f"{shown(found[1])} is not a day", "write `until=2026-12-31`")
    if not any(char.isalnum() for char in rest):
        how = f"write `# outtrack: {word}{bracket} why`" if len(bracket or "") <= LONGEST else HOW
        return refused("the comment gives no reason, so it silences nothing", how)
    return Ignore(path, comment, names, word == "ignore-file", until)


class Silence:
    """The comments of a workspace, and what they were good for."""

    def __init__(self, snapshot: Snapshot, rules: Container[str], *, may_expire: bool) -> None:
        self.snapshot, self.rules, self.may_expire = snapshot, rules, may_expire
        self.by_path: dict[str, list[Ignore]] = {}
        self.used: set[tuple[int, str]] = set()
        """Comments, by identity, with the rule of which they silenced something."""
        self.expired: set[tuple[int, str]] = set()
        """Likewise, where they would have, before they expired."""
        self.count = 0
        """How many findings were silenced."""
        for path, comment in _comments(snapshot):
            if one := understood(path, comment, snapshot.config.fiscal_year_start):
                self.by_path.setdefault(path, []).append(one)

    def all(self) -> Iterator[Ignore]:
        """Yield the comments, by path and line."""
        for path in sorted(self.by_path):
            yield from self.by_path[path]

    def sift(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that are not silenced; those of which a comment may speak by their line are located."""
        found = list(found)
        by_line = [one for one in found if self._is_by_line(one)]
        located = dict(zip(map(id, by_line), self.snapshot.spans.located(by_line), strict=True))
        return [one for one in (located.get(id(one), one) for one in found) if not self._is_silenced(one)]

    def _is_by_line(self, found: Diagnostic) -> bool:
        return any(found.rule in one.names and not one.is_for_file for one in self.by_path.get(found.path, ()))

    def _is_silenced(self, found: Diagnostic) -> bool:
        silenced = False
        for one in self.by_path.get(found.path, ()):
            if found.rule in one.names and found.rule in self.rules and one.covers(found):
                is_over = self.may_expire and one.until is not None and one.until < self.snapshot.as_of
                (self.expired if is_over else self.used).add((id(one), found.rule))
                silenced |= not is_over
        self.count += silenced
        return silenced


def _comments(snapshot: Snapshot) -> Iterator[tuple[str, Comment]]:
    """Yield the comments that speak to outtrack, in `outtrack.yaml` as well."""
    for one in snapshot.files:
        for data in one.comments:
            yield one.entry.path, Comment(*data)
    data = snapshot.workspace.read(WORKSPACE_FILE)
    if b"outtrack:" in data:
        from outtrack.source import comments

        yield from ((WORKSPACE_FILE, comment) for comment in comments(data))
