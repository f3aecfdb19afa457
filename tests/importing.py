"""Workspaces and exports for the tests of importing."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outtrack.files import Workspace
from outtrack.importers import extract
from outtrack.importers.base import Settings
from outtrack.importers.opening import open_foreign
from outtrack.snapshot import Snapshot, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outtrack.importers.base import Export
    from outtrack.importers.foreign import Foreign

DAY = date(2026, 11, 22)
HEADER = ("Summary", "Issue key", "Issue Type", "Status", "Labels", "Updated", "Parent key", "Outcome")
OUTCOMES = {"product/outcomes/a.yaml": "title: A\n", "product/outcomes/b.yaml": "title: B\n"}


def workspace(root: Path, files: Mapping[str, str] | None = None, config: str = "include: [product]\n") -> Snapshot:
    """Return a workspace with two outcomes and these files; files that are there already stay."""
    for path, text in {"outtrack.yaml": f"version: 1\n{config}", **OUTCOMES, **(files or {})}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return again(root)


def again(root: Path) -> Snapshot:
    return load(Workspace(root.resolve(), None), DAY, use_cache=False)


def jira(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    """Return the CSV of Jira with these rows; cells that are left out are empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow([*row, *[""] * (len(header) - len(row))])
    return text.getvalue().encode()


def epic(
    key: str, title: str = "An epic", state: str = "To Do", label: str = "", parent: str = "", field: str = ""
) -> list[str]:
    return [title, key, "Epic", state, label, "2026-11-20", parent, field]


def issues(*found: Mapping[str, Any]) -> bytes:
    """Return the JSON of `gh issue list` with these issues."""
    common = {"state": "OPEN", "labels": [{"name": "epic"}], "updatedAt": "2026-11-20T08:00:00Z"}
    return json.dumps([{"number": number, **common, **one} for number, one in enumerate(found, 1)]).encode()


@contextmanager
def opened(data: bytes, name: str = "export") -> Iterator[Foreign]:
    with open_foreign(Path("-"), io.BytesIO(data), name) as foreign:
        yield foreign


def export(data: bytes, tracker: str = "jira", **settings: Any) -> Export:
    """Return an export; its file stays open only as long as this takes, which is enough for JSON and for rows."""
    with opened(data) as foreign:
        return extract(tracker, foreign, Settings(**settings))
