"""The plan of an act, and the draft in which its edits come together, file by file."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from outtrack.acts.folders import folder_for
from outtrack.acts.places import settled
from outtrack.diagnostic import Diagnostic, Severity
from outtrack.files import blob_id, reason
from outtrack.frozen import dataclass
from outtrack.model import record_class
from outtrack.names import KEY_RESULT
from outtrack.read import read_file
from outtrack.source import parse
from outtrack.source.encoding import unreadable
from outtrack.write import Change, EditError, Put, arranged, document, edited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from outtrack.names import Record
    from outtrack.snapshot import Snapshot
    from outtrack.write import Edit


LAID_OUT_ANEW: Final = "could only be changed by laying it out anew: look at the diff"
"""What is said of a file in which more than the edited places differ."""


class RefusedError(Exception):
    """What was asked for can't be done, or must not be; the text says why and what to do. Nothing was planned."""


class StaleError(RefusedError):
    """A file is not what the snapshot saw: what was asked for must be planned anew, on a fresh one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an act would do."""

    changes: tuple[Change, ...]
    """The files that change, by path; empty where everything is as it should be already."""
    said: tuple[str, ...] = ()
    """What was done, in one line each, in words of the domain."""
    notes: tuple[str, ...] = ()
    """What should be known beside it: doubts, and what to do next."""
    rests_on_all: bool = False
    """Whether it holds only while no other file changes either: what links to something, or has an id, stands there."""


class Draft:
    """Edits of the files of one snapshot, each on top of those before it; nothing is written."""

    def __init__(self, snapshot: Snapshot, *, rests_on_all: bool = False) -> None:
        self.snapshot = snapshot
        self.rests_on_all = rests_on_all
        self._before: dict[str, bytes | None] = {}
        self._now: dict[str, bytes | None] = {}
        self._normalised: set[str] = set()

    def read(self, path: str, *, in_merge: bool = False) -> bytes:
        """Return what a file of the workspace would hold.

        Raise RefusedError where it can't be read, and EditError where a merge in it is not finished, unless `in_merge`.
        """
        if path not in self._now:
            try:
                data = self.snapshot.workspace.read(path)
            except OSError as error:
                raise RefusedError(f"{path}: {reason(error)}") from None
            problem = unreadable(data, path)
            if problem and problem.rule == "merge-conflict" and not in_merge:
                raise EditError(problem)
            self._before[path] = self._now[path] = data
        now = self._now[path]
        if now is None:
            raise RefusedError(f"{path} is to be deleted: it can't be changed, too")
        return now

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do all edits within, or where one can't be done none of them: the error goes on its way."""
        before = dict(self._now)
        try:
            yield
        except (EditError, RefusedError):
            self._now = before
            raise

    def edit(self, ref: str, *edits: Edit) -> None:
        """Change the document of an entity, named `kind:id`; the document's number is filled in.

        Raise RefusedError where the entity is broken, EditError where the text can't be changed as meant.
        """
        self.edit_document(self.record(ref), *edits)

    def edit_document(self, record: Record, *edits: Edit) -> None:
        """Change the document of a record, such as a check-in in a file of its own."""
        self.read(record.path)
        before = self._before[record.path]
        if record.blob and before is not None and blob_id(before) != record.blob:
            raise StaleError(f"{record.path} has changed since it was read: nothing was written; run the command again")
        kind = record_class(record.kind)
        for one in edits:
            data = self.read(record.path)
            written = parse(data, record.path).documents[record.document]
            result = edited(data, settled(kind, written, replace(one, document=record.document)), record.path, kind)
            self._now[record.path] = result.data
            if result.normalised:
                self._normalised.add(record.path)

    def record(self, ref: str) -> Record:
        """Return the record that `kind:id` names, for a key result that of its outcome; RefusedError if broken."""
        record = self.there(ref)
        if record.is_broken:
            raise RefusedError(f"{record.path} has errors: mend them first (`outtrack check`); nothing was changed")
        return record

    def there(self, ref: str) -> Record:
        """Return the record that a ref names, be it broken; RefusedError where it has gone since it was named."""
        try:
            return self.snapshot.record(ref)
        except KeyError:
            raise _gone(ref) from None

    def key_result(self, ref: str) -> tuple[str, int]:
        """Return the ref of the outcome of `key_result:OUTCOME/ID`, and the key result's place in it."""
        full = ref.removeprefix(f"{KEY_RESULT}:")
        outcome = self.record(f"{KEY_RESULT}:{full}")
        name = full.partition("/")[2]
        names = [one.name for one in outcome.entity.key_results]
        if name not in names:
            raise _gone(ref)
        return outcome.ref, names.index(name)

    def settle_id(self, ref: str) -> None:
        """Write the id of a key result into its file where it only follows from the title: before it is linked to."""
        outcome, index = self.key_result(ref)
        one = self.record(outcome).entity.key_results[index]
        if one.id is None:
            self.edit(outcome, Put(("key_results", index, "id"), one.name))

    def create(self, kind: str, name: str, values: Mapping[str, Any], folder: str | None = None) -> str:
        """Begin a new entity in a file of its own, keys in the documented order; return its path."""
        path = f"{folder or folder_for(self.snapshot, kind)}/{name}.yaml"
        self.create_file(path, document(arranged(record_class(kind), values)).encode())
        return path

    def is_there(self, path: str) -> bool:
        """Return whether there is, or would be, something at a path."""
        return self._now[path] is not None if path in self._now else (self.snapshot.workspace.root / path).exists()

    def names_in(self, folder: str) -> set[str]:
        """Return the names of what lies, or would lie, in a folder; none where there is no such folder."""
        there = self.snapshot.workspace.root / folder
        found = {one.name for one in there.iterdir()} if there.is_dir() else set()
        begun = (path.rpartition("/") for path, data in self._now.items() if data is not None)
        return found | {name for parent, _, name in begun if parent == folder}

    def create_file(self, path: str, data: bytes) -> None:
        """Begin a new file; raise RefusedError where there is one."""
        if self.is_there(path):
            raise RefusedError(f"{path} is there already: nothing was written")
        self._before.setdefault(path, None)
        self._now[path] = data

    def replace_file(self, path: str, data: bytes) -> None:
        """Give a file of the workspace other content as a whole."""
        self.read(path)
        self._now[path] = data

    def delete_file(self, path: str) -> None:
        """Take a file away."""
        self.read(path)
        self._now[path] = None

    def move_file(self, path: str, target: str) -> None:
        """Give a file another path, with the content that it has by now."""
        data = self.read(path)
        self.delete_file(path)
        self.create_file(target, data)

    def changes(self) -> tuple[Change, ...]:
        """Return the files that differ from what they were, by path; raise EditError where one would get an error.

        An error that was there before is nobody's fault now.
        """
        found = []
        for path in sorted(self._now):
            before, now = self._before[path], self._now[path]
            if before == now:
                continue
            if now is not None and path.endswith((".yaml", ".yml")):
                self._refuse_errors(path, before, now)
            found.append(Change(path, before, now))
        return tuple(found)

    def plan(self, *said: str, notes: Iterable[str] = ()) -> Plan:
        """Return the plan of these edits."""
        anew = (f"{path} {LAID_OUT_ANEW}" for path in sorted(self._normalised))
        return Plan(self.changes(), said, (*notes, *anew), self.rests_on_all)

    def _refuse_errors(self, path: str, before: bytes | None, now: bytes) -> None:
        config = self.snapshot.config
        new = _errors(read_file(path, now, config).diagnostics)
        if not new:
            return
        old = [] if before is None else [_what(one) for one in _errors(read_file(path, before, config).diagnostics)]
        for one in new:
            if _what(one) not in old:
                raise EditError(one)


def _gone(ref: str) -> RefusedError:
    return RefusedError(f"`{ref}` is not there any more: nothing was changed")


def _errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity is Severity.ERROR]


def _what(found: Diagnostic) -> tuple[str, str]:
    return found.rule, found.message
