"""Workspaces as they are typed: read once, and kept until a file or an open text changes."""

from __future__ import annotations

import time
from dataclasses import field
from typing import TYPE_CHECKING, Final

from outtrack.acts.folders import is_read
from outtrack.files import WORKSPACE_FILE, find_workspace
from outtrack.frozen import dataclass
from outtrack.model import FOLDERS
from outtrack.read import near_kind
from outtrack.rules.run import check
from outtrack.snapshot import load, overlaid
from outtrack.walk import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from outtrack.config import Config
    from outtrack.diagnostic import Diagnostic
    from outtrack.files import Workspace
    from outtrack.snapshot import Snapshot

TRUSTED: Final = 2.0
"""For so many seconds nobody looks whether files have changed on the disk, unless the editor says so."""


@dataclass(slots=True)
class Laid:
    """A workspace that lies on the desk."""

    now: Snapshot
    """As its files say."""
    config: bytes | None
    """What `outtrack.yaml` held then."""
    looked_at: float
    texts: dict[str, bytes] = field(default_factory=dict)
    """The open texts, by path."""
    typed: Snapshot | None = None
    """With these texts in it."""
    findings: tuple[Snapshot, dict[str, list[Diagnostic]]] | None = None
    """What was found in which snapshot, by path; not located."""


class Desk:
    """The workspaces whose files are open."""

    def __init__(self, day: Callable[[Config], date]) -> None:
        self._day = day
        self._laid: dict[Path, Laid] = {}
        self._doubted: set[Path] = set()

    def doubt(self) -> None:
        """Note that files may have changed on the disk: they are looked at before anything more is said of them."""
        self._doubted |= self._laid.keys()

    def look(self, file: Path, texts: Mapping[Path, bytes]) -> tuple[Snapshot, str] | None:
        """Return the workspace of a file, with the open `texts` in it, and the file's path there.

        None where it belongs to no workspace, or is none of its files; raise ConfigError where that can't be read.
        """
        found = find_workspace(file.parent)
        if found is None:
            return None
        laid = self._read(found)
        known = {one.entry.path for one in laid.now.files}
        inside = {
            place.relative_to(found.root).as_posix(): text
            for place, text in texts.items()
            if place.is_relative_to(found.root)
        }
        inside = {path: text for path, text in inside.items() if path in known or _is_entity_file(laid.now, path)}
        if laid.typed is None or laid.texts != inside:
            laid.typed, laid.texts = overlaid(laid.now, inside, laid.typed), inside
        path = file.relative_to(found.root).as_posix()
        return (laid.typed, path) if path in inside or path in known else None

    def _read(self, workspace: Workspace) -> Laid:
        root = workspace.root
        laid = self._laid.get(root)
        if laid is None or self._is_old(laid):
            before = laid.typed if laid else None
            self._laid.pop(root, None)
            config = _config(workspace)
            self._laid[root] = laid = Laid(load(workspace, self._day), config, time.monotonic())
            if before is not None:
                laid.now = overlaid(laid.now, {}, before)
        self._doubted.discard(root)
        return laid

    def _is_old(self, laid: Laid) -> bool:
        """Return whether the day, the configuration or a file is another than what lies on the desk."""
        now = laid.now
        if now.workspace.root in self._doubted or self._day(now.config) != now.as_of:
            return True
        if time.monotonic() - laid.looked_at < TRUSTED:
            return False
        if _config(now.workspace) != laid.config:
            return True
        entries = discover(now.workspace, now.config.include, FOLDERS, near_kind).entries
        laid.looked_at = time.monotonic()
        return entries != [one.entry for one in now.files]

    def findings(self, snapshot: Snapshot, path: str) -> list[Diagnostic]:
        """Return what is wrong with a file of a snapshot that was looked at, located; raise ConfigError as `check`.

        A workspace is checked once for all its files, until it is another.
        """
        laid = self._laid.get(snapshot.workspace.root)
        kept = laid.findings if laid else None
        if kept is None or kept[0] is not snapshot:
            by_path: dict[str, list[Diagnostic]] = {}
            for one in map(snapshot.spans.addressed, check(snapshot).found):
                by_path.setdefault(one.path, []).append(one)
            kept = snapshot, by_path
            if laid:
                laid.findings = kept
        return snapshot.spans.ordered(kept[1].get(path, ()))


def _config(workspace: Workspace) -> bytes | None:
    """Return what `outtrack.yaml` holds; None where it can't be read."""
    try:
        return workspace.read(WORKSPACE_FILE)
    except OSError:
        return None


def _is_entity_file(snapshot: Snapshot, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name.endswith((".yaml", ".yml")) and not name.startswith(".") and is_read(snapshot, folder)
