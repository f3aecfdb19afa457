"""What is not known of a workspace, since a file or a link of it is broken: what is missing there may be there."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from outtrack.diagnostic import Severity
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outtrack.snapshot import Snapshot

UNREAD = ("near-kind-folder", "unreadable-file")
"""Findings about files and folders that can't be opened, or need not be."""


@dataclass
class Gaps:
    """What broken files and links may hide."""

    snapshot: Snapshot

    def is_unsure(self, ref: str) -> bool:
        """Return whether something may belong to this entity that is not known, since a file or link of it is broken.

        What is missing may then stand there; the error says enough.
        """
        return ref.partition(":")[2] in self._names_in_broken_files

    def may_be_measured(self, ref: str) -> bool:
        """Return whether a check-in's own file that is broken may hold values of this outcome or metric."""
        return ref.partition(":")[2] in self._names_in_broken_checkins

    @cached_property
    def _broken_files(self) -> frozenset[str]:
        errors = (one for one in self.snapshot.reading if one.severity is Severity.ERROR and one.rule not in UNREAD)
        return frozenset(one.path for one in errors)

    @cached_property
    def _names_in_broken_files(self) -> frozenset[str]:
        hints = [one.hint for one in self.snapshot.linking if one.hint]
        return _names(
            [*hints, *(PurePosixPath(path).stem for path in self._broken_files), *self._texts(self._broken_files)]
        )

    @cached_property
    def _names_in_broken_checkins(self) -> frozenset[str]:
        return _names(self._texts(path for path in self._broken_files if "checkins" in path.split("/")))

    def _texts(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            with suppress(OSError):
                yield self.snapshot.workspace.read(path).decode(errors="replace")


def _names(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in texts for name in re.findall(r"[\w.-]*\w", text))
