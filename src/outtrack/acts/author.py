"""Who writes: the user of git, where the workspace knows that person under some name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.files import GitError, git
from outtrack.model.base import slug

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from outtrack.snapshot import Snapshot


def author(snapshot: Snapshot) -> str | None:
    """Return what the workspace calls the user of git: one of its people or owners; None where that is nobody."""
    root, config = snapshot.workspace.root, snapshot.config
    owners = {name for one in snapshot.entities() for name in one.owner}.difference(config.teams)
    return known_as({*config.people, *owners}, _said(root, "user.name"), _said(root, "user.email"))


def known_as(people: Iterable[str], name: str, email: str) -> str | None:
    """Return the one of some people who has this name or address; None where nobody has, or several may be meant.

    The address counts before the name, and either as a whole before the part of it that is a short name: what stands
    before the `@`, or the first name, as long as nobody else begins with it.
    """
    by_slug: dict[str, list[str]] = {}
    for one in sorted(people):
        by_slug.setdefault(slug(one), []).append(one)
    first = slug(name.split(maxsplit=1)[0]) if name.split() else ""
    for wanted in (slug(email), slug(name), slug(email.partition("@")[0]), first):
        found = by_slug.get(wanted, []) if wanted else []
        is_shared = wanted == first and any(one.startswith(f"{first}-") for one in by_slug)
        if found and not is_shared:
            return found[0] if len(found) == 1 else None
    return None


def _said(folder: Path, key: str) -> str:
    """Return what git is told of its user; empty where it is told nothing, or is not there."""
    try:
        return git(folder, "config", "--get", key).decode(errors="replace").strip()
    except (GitError, OSError):
        return ""
