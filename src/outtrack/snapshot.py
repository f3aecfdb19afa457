"""Files at one moment, read, linked and seen on one day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outtrack import cache
from outtrack.content import diagnostic_from_json
from outtrack.derived import Derived
from outtrack.diagnostic import Diagnostic, Place, did_you_mean, order
from outtrack.files import WORKSPACE_FILE, Workspace, blob_id, reason
from outtrack.gather import gather, gather_at
from outtrack.graph import Graph, cycles, link
from outtrack.model import CHECKIN, FOLDERS, KINDS, ORDER
from outtrack.model.codec import decode, encode
from outtrack.names import KEY_RESULT, Names, Record
from outtrack.outside import outside
from outtrack.read import near_kind
from outtrack.walk import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from outtrack.config import Config
    from outtrack.diagnostic import Span
    from outtrack.model.base import Entity
    from outtrack.model.outcome import CheckinFile
    from outtrack.revision import Revision
    from outtrack.source import Source

    Day = date | Callable[[Config], date]

_WHOLE = frozenset(("left-out-folder", "near-kind-folder", "unreadable-file"))
"""Findings about a file or folder as a whole: opening it for a span may be impossible, or never end (a pipe)."""


class ConfigError(Exception):
    """`outtrack.yaml`, or another file that says how to check, can't be used; carries the diagnostics."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("outtrack.yaml can't be used")
        self.diagnostics = diagnostics


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
    _sources: dict[str, Source | None] = field(default_factory=dict, repr=False)

    def all(self, kind: str) -> list[Any]:
        """Return the entities of a kind that could be read, by id."""
        return [record.entity for record in self.names.records[kind].values() if not record.is_broken]

    def get(self, ref: str) -> Any:
        """Return the entity that `kind:id` names, or None where there is none or it is broken."""
        kind, _, name = ref.partition(":")
        record = self.names.records[kind].get(name) if kind in KINDS else None
        return record.entity if record and not record.is_broken else None

    def record(self, ref: str) -> Record:
        """Return the record that `kind:id` names, for a key result that of its outcome; raise KeyError if none does."""
        kind, _, name = ref.partition(":")
        if kind == KEY_RESULT:
            kind, name = "outcome", name.partition("/")[0]
        return self.names.records[kind][name]

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
        return [*self._linked[1], *cycles(self.graph, self.names)]

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

    def span(self, place: Place) -> Span | None:
        """Return where a place lies in its file, by reading the file once more with marks."""
        source = self._source(place.path)
        return source.span(place) if source else None

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            self._sources[path] = self._read(path)
        return self._sources[path]

    def _read(self, path: str, until: frozenset[str] = frozenset()) -> Source | None:
        """Return a file with the places of its values, or of those up to the keys `until`; None if it is gone."""
        from outtrack.source import parse

        try:
            return parse(self.workspace.read(path), path, marks=True, until=until)
        except OSError:
            return None

    def locate(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings with their files and spans filled in, in the order in which they are shown."""
        return order(self.located(diagnostics))

    def located(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings with their files and spans filled in, as they come."""
        placed = [self.addressed(one) for one in diagnostics]
        wanted: dict[str, set[Place]] = defaultdict(set)
        for one in placed:
            if one.place and one.span is None and one.rule not in _WHOLE:
                for place in (one.place, *(place for place, span in one.also if span is None)):
                    wanted[place.path].add(place)
        spans = {place: span for path, places in wanted.items() for place, span in self._spans(path, places)}
        return [
            replace(
                one,
                span=spans[one.place],
                also=tuple((place, span or spans[place]) for place, span in one.also),
            )
            if one.place in spans and one.span is None and one.rule not in _WHOLE
            else one
            for one in placed
        ]

    def addressed(self, one: Diagnostic) -> Diagnostic:
        """Return a finding with the file of its entity."""
        if one.place and not one.place.path and one.entity:
            record = self.record(one.entity)
            return replace(one, place=replace(one.place, path=record.path, document=record.document))
        return one

    def _spans(self, path: str, places: set[Place]) -> Iterator[tuple[Place, Span | None]]:
        """Yield where some places of one file lie. Most are near its top, and no more of it is read than is needed."""
        keys = {str(place.keys[0]) if place.keys and not place.document else None for place in places}
        source = self._sources.get(path)
        if path not in self._sources:
            source = self._source(path) if None in keys else self._read(path, frozenset(map(str, keys)))
        for place in places:
            yield place, source.span(place) if source else None


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
    names, checkin_files, reading = _collect(files, config)
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
    names, checkin_files, reading = _collect(files, config)
    return Snapshot(revision, config, now.as_of, now.today, names, checkin_files, reading, files=files)


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


def _collect(files: Iterable[cache.Kept], config: Config) -> tuple[Names, list[Record], list[Diagnostic]]:
    """Return the records by kind and id, the check-ins' own files, and all that was wrong in reading."""
    names = Names(externals=frozenset(config.externals))
    checkin_files: list[Record] = []
    found: list[Diagnostic] = []
    lowered: dict[tuple[str, str], Record] = {}
    records: list[Record] = []
    for one in files:
        path = one.entry.path
        if one.diagnostics:
            found += [diagnostic_from_json(data) for data in one.diagnostics]
        for kind, name, document, _, text in one.documents:
            record = Record(kind, name, path, document, text, one.blob)
            if kind == CHECKIN:
                checkin_files.append(record)
                continue
            first = lowered.setdefault((kind, name.casefold()), record)
            if first is not record:
                found.append(_duplicate(record, first))
            else:
                records.append(record)
    records.sort(key=lambda record: record.id)
    for record in records:
        names.records[record.kind][record.id] = record
    return names, checkin_files, found


def _duplicate(record: Record, first: Record) -> Diagnostic:
    if record.id == first.id:
        message = f"the {record.kind} `{record.id}` has the same id as the one in {first.path}"
    else:
        message = f"the {record.kind} `{record.id}` differs only in case from `{first.id}` in {first.path}"
    return Diagnostic(
        rule="duplicate-id",
        message=message,
        hint="rename one of the two files, or give it another `id`; until then this one is left out",
        entity=record.ref,
        place=Place(record.path, record.document, ("id",)),
        also=((Place(first.path, first.document, ("id",)), None),),
    )
