"""Files at one moment, read, linked and seen on one day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack import cache
from outtrack.collect import collect
from outtrack.derived import Derived
from outtrack.diagnostic import Diagnostic, Place, did_you_mean
from outtrack.files import WORKSPACE_FILE, Overlay, Workspace, blob_id, reason
from outtrack.frozen import dataclass
from outtrack.gather import gather, gather_at, read_text
from outtrack.graph import Graph, cycles, link
from outtrack.model import FOLDERS, KINDS, ORDER
from outtrack.model.codec import decode, encode
from outtrack.outside import outside
from outtrack.read import near_kind
from outtrack.walk import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from outtrack.config import Config
    from outtrack.diagnostic import Span
    from outtrack.model.base import Entity
    from outtrack.model.delivery import Imported
    from outtrack.model.outcome import CheckinFile
    from outtrack.names import Names, Record
    from outtrack.revision import Revision
    from outtrack.source import Source
    from outtrack.spans import Spans

    Day = date | Callable[[Config], date]


class ConfigError(Exception):
    """`outtrack.yaml`, or another file that says how to check, can't be used; carries the diagnostics."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("outtrack.yaml can't be used")
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Beside:
    """What is looked at beside the files of the workspace: the epics of an export, which stand in no document."""

    path: str
    """How the export is called in findings: from the workspace's folder where it lies there, else as `is_outside`."""
    is_outside: bool
    """Whether it lies elsewhere: then the path is from the repository's top, or as it was given."""
    source: Source
    """Tells where an epic stands, by its number."""
    names: tuple[str, ...]
    """What each epic is called in its tracker, whatever the export is called and wherever in it the epic stands."""
    tracked: Mapping[str, Imported]
    """What the tracker says now about outputs of the workspace, by their ids in full."""
    rules: frozenset[str]
    """The rules that an epic which stands only in the export has to answer to."""

    def name(self, place: Place | None) -> str | None:
        """Return what the tracker calls the epic at a place; None for a place in a file, and for the whole export."""
        is_one = place is not None and place.path == self.path and place.document < len(self.names)
        return self.names[place.document] if place and is_one else None


@dataclass
class Snapshot:
    """A workspace as it was read, seen on the day `as_of`. Entities and links are looked at only when asked for."""

    workspace: Workspace
    config: Config
    as_of: date
    today: date
    """The day it is, or `as_of` where that is later: what is dated after it lies in the future."""
    names: Names
    checkin_files: list[Record]
    reading: list[Diagnostic]
    """What went wrong while reading: a file with an error in it is known by its id, and never computed."""
    derived: Derived = field(default_factory=Derived, repr=False)
    """What views keep of documents, so that they need not look into them again."""
    files: Sequence[cache.Kept] = field(default=(), repr=False)
    """Every file as it was read."""
    beside: Beside | None = field(default=None, repr=False)
    """The export of a tracker that is looked at, too."""

    def all(self, kind: str) -> list[Any]:
        """Return the entities of a kind that could be read, by id."""
        return [record.entity for record in self.names.records[kind].values() if not record.is_broken]

    def get(self, ref: str) -> Any:
        """Return the entity that `kind:id` names, or None where there is none or it is broken."""
        kind, _, name = ref.partition(":")
        record = self.names.records[kind].get(name) if kind in KINDS else None
        return record.entity if record and not record.is_broken else None

    def metric(self, name: str | None) -> Any:
        """Return the metric that a link names, with its kind or without; None where it names none."""
        return self.get(f"metric:{name.removeprefix('metric:')}") if name else None

    def record(self, ref: str) -> Record:
        """Return the record that `kind:id` names, for a key result that of its outcome; raise KeyError if none does."""
        return self.names.record(ref)

    def entities(self) -> Iterator[Entity]:
        """Yield every entity, from the vision down."""
        for kind in ORDER:
            yield from self.all(kind)

    @property
    def is_empty(self) -> bool:
        """Whether the workspace holds nothing at all, not even something broken."""
        return not any(self.names.records.values())

    @cached_property
    def _linked(self) -> tuple[Graph, list[Diagnostic]]:
        records = [record for kind in ORDER for record in self.names.records[kind].values()]
        return link([*records, *self.checkin_files], self.names)

    @property
    def graph(self) -> Graph:
        """All entities with their resolved links."""
        return self._linked[0]

    @cached_property
    def linking(self) -> list[Diagnostic]:
        """What is wrong with the links."""
        return [*self._linked[1], *cycles(self.graph, self.names), *self._loose()]

    def _loose(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with check-ins in files of their own, seen beside the key results that they name."""
        from outtrack.model.proof import judge_loose

        refs = dict.fromkeys(filter(None, map(self.names.key_results().get, self.loose_checkins)))
        for outcome in map(self.get, refs):
            for index, kr in enumerate(outcome.key_results):
                loose = self.loose_checkins.get(f"{outcome.id}/{kr.name}", ())
                yield from judge_loose(kr, outcome.ref, ("key_results", index), loose)

    @cached_property
    def loose_checkins(self) -> dict[str, list[tuple[CheckinFile, Place]]]:
        """The check-ins in files of their own, by what they name, in the order of their paths.

        A key result is named `OUTCOME/KEY-RESULT`, a metric `metric:ID`.
        """
        found = defaultdict(list)
        for record in self.checkin_files:
            if record.is_broken:
                continue
            checkin = record.entity
            name = f"metric:{checkin.metric.removeprefix('metric:')}" if checkin.metric else checkin.key_result
            found[name.removeprefix("key_result:")].append((checkin, Place(record.path, record.document)))
        return found

    def keep_derived(self) -> None:
        """Write what views have newly worked out, for the next run."""
        self.derived.save({f"{kind}:{name}" for kind in ORDER for name in self.names.records[kind]})

    def place(self, ref: str, keys: tuple[str | int, ...] = (), *, on_key: bool = False) -> Place:
        """Return the place of a value of an entity."""
        record = self.record(ref)
        return Place(record.path, record.document, keys, on_key)

    @cached_property
    def spans(self) -> Spans:
        """Where the values of all entities, and findings about them, stand in their files."""
        from outtrack.spans import Spans

        return Spans(self.workspace, self.names, {self.beside.path: self.beside.source} if self.beside else {})

    def span(self, place: Place) -> Span | None:
        """Return where a place lies in its file, by reading the file once more with marks."""
        return self.spans.of(place)


def load(workspace: Workspace, as_of: Day, *, today: Day | None = None, use_cache: bool = True) -> Snapshot:
    """Return the workspace as its files say now.

    `as_of` is the day to look at it, or a function from the configuration (which has the time zone) to that day;
    `today` the day it is, for those who ask what lies in the future: it is `as_of` where nobody says so.
    Raise ConfigError where `outtrack.yaml` can't be used; everything else that is wrong is in the snapshot.
    """
    path = cache.location(workspace) if use_cache else None
    kept = cache.load(path)
    config, config_blob, is_same_config = _configure(workspace, kept)
    listing = discover(workspace, config.include, FOLDERS, near_kind)
    if listing.missing:
        raise ConfigError([_missing_folder(workspace, folder, config) for folder in listing.missing])
    known = kept if is_same_config else cache.Cache()
    files, fresh = gather(workspace, listing, known, config)
    if len(files) != len(known.files) or any(one is not known.files.get(one.entry.path) for one in files):
        cache.save(path, files, encode(config), config_blob)
    elif fresh:  # the same as before, but too young to be sure of it
        newest = max(entry.mtime_ns for entry in fresh)
        cache.save(path, files, encode(config), config_blob, newer_than_ns=newest)
    names, checkin_files, reading = collect(files, config)
    found = [*listing.diagnostics, *outside(workspace, config.include, listing.entries, near_kind)]
    day = _day(as_of, config)
    last = day if today is None else max(day, _day(today, config))
    beside = Derived(path.with_suffix(".derived") if path else None, config_blob)
    return Snapshot(workspace, config, day, last, names, checkin_files, [*found, *reading], beside, files)


def _day(day: Day, config: Config) -> date:
    return day if isinstance(day, date) else day(config)


def load_at(revision: Revision, now: Snapshot) -> Snapshot:
    """Return the workspace of a snapshot as a commit holds it, seen on the same day; raise ConfigError like `load`.

    What is wrong with folders as a whole is not looked for.
    """
    config, _, _ = _configure(revision, cache.Cache())
    known = {one.entry.path: one for one in now.files} if config == now.config else {}
    files = gather_at(revision, revision.files(config.include, FOLDERS), known, config)
    names, checkin_files, reading = collect(files, config)
    return Snapshot(revision, config, now.as_of, now.today, names, checkin_files, reading, files=files)


def overlaid(now: Snapshot, texts: Mapping[str, bytes], before: Snapshot | None = None) -> Snapshot:
    """Return a snapshot in which files hold other texts than on the disk, as they do in an editor.

    `texts` are by path within the workspace; new files may be among them. What `before` has looked into already, under
    the same configuration, is not looked into again where it is the same.
    """
    from outtrack.spans import WHOLE

    same = (before or now) if before is None or before.config == now.config else now
    listed = (one for of_kind in same.names.records.values() for one in of_kind.values())
    known = {(one.path, one.document): one for one in (*listed, *same.checkin_files)}
    files = {one.entry.path: one for one in now.files}
    files |= {path: read_text(path, data, now.config) for path, data in texts.items()}
    ordered = [files[path] for path in sorted(files)]
    names, checkin_files, reading = collect(ordered, now.config, known)
    workspace = Overlay(now.workspace.root, now.workspace.repository, texts)
    found = [*(one for one in now.reading if one.rule in WHOLE), *reading]
    return Snapshot(workspace, now.config, now.as_of, now.today, names, checkin_files, found, files=ordered)


def of_texts(texts: Mapping[str, bytes], config: Config, as_of: date) -> Snapshot:
    """Return a workspace that lies nowhere on the disk, from its files by path, seen on a day."""
    ordered = [read_text(path, texts[path], config) for path in sorted(texts)]
    names, checkin_files, reading = collect(ordered, config)
    from pathlib import Path

    place = Overlay(Path(), None, texts)
    return Snapshot(place, config, as_of, as_of, names, checkin_files, reading, files=ordered)


def _configure(workspace: Workspace, kept: cache.Cache) -> tuple[Config, str, bool]:
    """Return the configuration, its content's name, and whether it is the one of the cache."""
    try:
        data = workspace.read(WORKSPACE_FILE)
    except OSError as error:
        problem = Diagnostic(rule="invalid-config", message=reason(error), place=Place(WORKSPACE_FILE))
        raise ConfigError([problem]) from None
    blob = blob_id(data)
    from outtrack.config import Config, read_config

    if blob == kept.config_blob and kept.config is not None:
        return decode(Config, kept.config), blob, True
    config, found = read_config(data)
    if config is None:
        raise ConfigError(found)
    return config, blob, False


def _missing_folder(workspace: Workspace, folder: str, config: Config) -> Diagnostic:
    from outtrack.source import parse

    place = Place(WORKSPACE_FILE, 0, ("include", config.include.index(folder)))
    known = sorted(child.name for child in workspace.root.iterdir() if child.is_dir() and child.name[0] != ".")
    is_pattern = any(char in folder for char in "*?[")
    near = "" if is_pattern else did_you_mean(folder, known)
    return Diagnostic(
        rule="invalid-config",
        message=f"no folder fits `{folder}`" if is_pattern else f"the folder `{folder}` does not exist",
        hint=near or "make it, or mend `include`",
        place=place,
        span=parse(workspace.read(WORKSPACE_FILE), WORKSPACE_FILE, marks=True).span(place),
    )
