"""What the repository's own `.gitignore` files leave out, from its top down to each folder."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.files import WORKSPACE_FILE

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from outtrack.files import Workspace

MOST_LOOKED_AT = 100
"""How many folders are looked into before one counts as holding nothing."""


class Ignored:
    """The patterns of all `.gitignore` files that were met."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.specs: list[tuple[str, GitIgnoreSpec]] = []
        if workspace.repository is not None:
            parts = PurePosixPath(workspace.prefix).parts
            for depth in range(len(parts) + 1):
                self._load("/".join(parts[:depth]))

    def add(self, folder: str) -> None:
        """Heed the `.gitignore` of a folder of the workspace as well."""
        if self.workspace.repository is not None and folder:
            self._load(self.workspace.prefix + folder)

    def _load(self, folder: str) -> None:
        prefix = f"{folder}/" if folder else ""
        try:
            lines = self.workspace.read_top(f"{prefix}.gitignore").decode(errors="replace").splitlines()
        except OSError:
            return
        lines = [line for line in lines if line.strip() and not line.startswith("#")]
        if lines:
            from pathspec import GitIgnoreSpec

            self.specs.append((prefix, GitIgnoreSpec.from_lines(lines)))

    def holds_yaml(self, path: str) -> bool:
        """Return whether YAML files that git keeps lie in a folder of the workspace, or not too far below it.

        What is hidden, a symbolic link, or a workspace of its own is not looked into.
        """
        todo = [] if self.is_ignored(path, is_folder=True) else [path]
        for folder in todo:  # grows while it is walked
            try:
                with os.scandir(self.workspace.root / folder) as found:
                    children = sorted(found, key=lambda child: child.name)
            except OSError:
                continue
            if any(child.name == WORKSPACE_FILE for child in children):
                continue
            self.add(folder)
            for child in children:
                here, is_folder = f"{folder}/{child.name}", child.is_dir(follow_symlinks=False)
                if child.name[0] == "." or self.is_ignored(here, is_folder=is_folder):
                    continue
                if child.name.endswith((".yaml", ".yml")) and not child.is_dir():
                    return True
                if is_folder and len(todo) < MOST_LOOKED_AT:
                    todo.append(here)
        return False

    def is_ignored(self, path: str, *, is_folder: bool) -> bool:
        """Return whether git would leave a path out; the deepest file that speaks of it decides."""
        if not self.specs:
            return False
        full = self.workspace.prefix + path + ("/" if is_folder else "")
        for prefix, spec in reversed(self.specs):
            if full.startswith(prefix):
                verdict = spec.check_file(full[len(prefix) :]).include
                if verdict is not None:
                    return bool(verdict)
        return False
