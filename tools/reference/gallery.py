"""The error gallery: every reproducer in tests/errors, with what `outtrack check` says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from session import ROOT, Session

from outtrack.rules.structure import STRUCTURE
from reference.markdown import MADE, fenced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASES: Final = ROOT / "tests" / "errors"
MOST_LINES: Final = 30
MOST_COLUMNS: Final = 160


@dataclass(frozen=True, slots=True)
class Case:
    """One reproducer: its heading, a sentence about it, its workspace, and what is said of that."""

    title: str
    about: str
    repo: Path
    printed: str

    @property
    def rule(self) -> str:
        """The rule that the case is about: the first that speaks of the structure, else the first of all."""
        names: list[str] = re.findall(r"(?:error|warning|info)\[([a-z0-9-]+)\]", self.printed)
        return next((name for name in names if name in STRUCTURE), *names[:1])


@cache
def cases() -> tuple[Case, ...]:
    """Return the reproducers, by the name of their folders, each checked once."""
    found = []
    with Session() as session:
        for path in sorted(CASES.glob("*/about.md")):
            heading, _, about = path.read_text(encoding="utf-8").strip().partition("\n")
            session.begin(path.parent.relative_to(ROOT).as_posix() + "/repo")
            found.append(Case(heading.lstrip("# "), about.strip(), path.parent / "repo", session.run("outtrack check")))
    return tuple(found)


@cache
def by_rule() -> dict[str, tuple[Case, ...]]:
    """Return the cases under the rule that each is about."""
    names = sorted({case.rule for case in cases()})
    return {name: tuple(case for case in cases() if case.rule == name) for name in names}


def errors() -> str:
    """Return the page: the cases by rule, with their files and what is said of them."""
    out = [
        MADE,
        "# Error gallery\n",
        "One small workspace per mistake, and what `outtrack check` says of it. The names: [rules](rules.md).\n",
    ]
    out += ["\n".join(f"- [{name}](#{name}): {len(found)}" for name, found in by_rule().items()), ""]
    for name, found in by_rule().items():
        out.append(f"## {name}\n")
        for case in found:
            out += [f"### {case.title}\n", f"{case.about}\n", *_files(case)]
            out.append(fenced("console", f"$ outtrack check\n{case.printed.rstrip()}\n"))
    return "\n".join(out)


def _files(case: Case) -> Iterator[str]:
    """Yield the files of a case; `outtrack.yaml` only where it has to do with the mistake."""
    for path in sorted(case.repo.rglob("*")):
        name = path.relative_to(case.repo).as_posix()
        if path.is_symlink():
            yield f"`{name}` is a symbolic link to `{path.readlink()}`.\n"
        elif path.is_file() and (name != "outtrack.yaml" or name in case.printed):
            yield _file(name, path.read_bytes())


def _file(name: str, data: bytes) -> str:
    """Return a file as a block, or a sentence about it where a page can't show it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return f"`{name}` is not UTF-8; it begins with the bytes `{data[:16].hex(' ')}`.\n"
    if not text.strip():
        return f"`{name}` is empty.\n"
    if not re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]*", text):
        return f"`{name}` holds characters that a page can't show.\n"
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "…"]
    shown = [line if len(line) <= MOST_COLUMNS else f"{line[:MOST_COLUMNS]}…" for line in lines]
    return fenced("yaml" if name.endswith((".yaml", ".yml")) else "", "\n".join([f"# {name}", *shown, ""]))
