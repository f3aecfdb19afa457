"""Ids for the shell: what Tab offers."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HELP = 60
_MEANS_SOMETHING = re.compile(r"[^\w ,.?!%&/+=\u2026-]")


def complete_ids(incomplete: str, kinds: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the ids that begin with what was typed, each with its title; nothing where anything is wrong.

    With `kinds`, only theirs.
    """
    with contextlib.suppress(Exception):  # a shell that waits for Tab must never see a message
        return _ids(incomplete, kinds)
    return []


def _ids(incomplete: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    from datetime import date

    from outtrack.files import find_workspace
    from outtrack.model import KINDS
    from outtrack.snapshot import load

    place = find_workspace(_folder())
    if place is None:
        return []
    snapshot = load(place, date.min)
    plus = "+" if incomplete.startswith("+") else ""
    typed = incomplete.removeprefix("+")
    kind, colon, _ = typed.partition(":")
    with_kind = bool(colon and kind in KINDS)
    found = []
    for name, records in snapshot.names.records.items():
        if (with_kind and name != kind) or (kinds and name not in kinds):
            continue
        for record in records.values():
            shown = f"{name}:{record.id}" if with_kind else record.id
            if shown.startswith(typed) and not record.is_broken:
                found.append((plus + shown, _help(record.entity.title)))
    if not with_kind and (not kinds or "key_result" in kinds):
        found += [(full, "key result") for full in snapshot.names.key_results() if full.startswith(typed)]
    return sorted(found)


def _help(title: str) -> str:
    """Return a title that a shell can show beside an id.

    It goes through `eval` in zsh and through Rich's markup in Typer, so nothing is left that means anything there.
    """
    from outtrack.render.measure import cut
    from outtrack.render.terminal import Terminal, clean

    return cut(_MEANS_SOMETHING.sub(" ", clean(title)), LONGEST_HELP, Terminal())


def _folder() -> Path:
    """Return the folder of a `-C` on the line that is being completed, else the current one."""
    import os
    import shlex

    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    with contextlib.suppress(ValueError):
        parts = shlex.split(line)
        if "-C" in parts[:-1]:
            return Path(parts[parts.index("-C") + 1])
    return Path()
