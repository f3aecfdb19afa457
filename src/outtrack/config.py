"""outtrack.yaml -> Config, with the same diagnostics as any other file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Literal

from outtrack.diagnostic import Diagnostic, Keys, Place, did_you_mean, nearest
from outtrack.frozen import dataclass
from outtrack.model.amounts import whole
from outtrack.model.base import Record
from outtrack.model.markers import Flag, Many, OptionValue, Rhythm, Text, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from outtrack.source import Source

FILENAME = "outtrack.yaml"
FORMAT_VERSION = 1
Level = Literal["error", "warning", "info", "off"]
Month = Annotated[int, number(ge=1, le=12, of=whole)]
Version = Annotated[int, number(ge=0, of=whole)]
Options = dict[str, OptionValue]
Entries = Annotated[tuple[Text, ...], Many()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Record):
    """The team's own words, list by list; what each list is for stands in `docs/wording.md`."""

    attending: Entries = ()
    """What people do to be counted."""
    behaviours: Entries = ()
    """What people do."""
    change_verbs: Entries = ()
    """Verbs of change."""
    comparatives: Entries = ()
    """Words that say that something is other than it was."""
    counts: Entries = ()
    """Metrics that are counted: metrics in the plural only."""
    deliverables: Entries = ()
    """Things that are made, delivered or held."""
    delivery_verbs: Entries = ()
    """Verbs of making and delivering."""
    downward_verbs: Entries = ()
    """Verbs that say that something gets less."""
    enabling_verbs: Entries = ()
    """Verbs of making somebody able."""
    events: Entries = ()
    """What is put on for people to attend."""
    institutions: Entries = ()
    """Bodies that act like people, and are set up like things."""
    jargon: Entries = ()
    """Words that the people who should profit would not use."""
    metrics: Entries = ()
    """Numbers that show a change."""
    open_verbs: Entries = ()
    """Verbs that are judged by what they are said of."""
    people: Entries = ()
    """Groups of people."""
    processed: Entries = ()
    """What is done with people."""
    qualities: Entries = ()
    """What people feel, know or are."""
    states: Entries = ()
    """States of people that are better than the one before."""
    vanity: Entries = ()
    """Numbers that grow with mere activity."""
    vanity_qualifiers: Entries = ()
    """Words that make more than a crowd of one."""
    weak_verbs: Entries = ()
    """Verbs that often begin an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Record):
    """What `check` looks for, and how much each finding weighs."""

    profile: Literal["gate", "team", "strict"] = "team"
    """The set of rules to begin with."""
    preview: Flag = False
    """Whether rules that are new in this release run."""
    severity: dict[str, Level] | None = None
    """The severity of single rules."""
    paths: dict[str, dict[str, Level]] | None = None
    """The severity of single rules below a path."""
    rules: dict[str, Options] | None = None
    """The options of single rules."""
    words: Words = Words()
    """The team's own words, for the rules about wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trackers(Record):
    """How epics of other tools are read."""

    link_field: Text | None = None
    """The custom field that names the outcome."""
    types: Annotated[tuple[Text, ...], Many()] = ()
    """What the tracker calls an epic; without it, the words for `epic` in many languages, and the label `epic`."""
    maps: dict[str, dict[str, Text]] | None = None
    """Saved column maps of the csv importer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(Record):
    """What `outtrack.yaml` says."""

    version: Version
    """The version of the file format."""
    name: Text | None = None
    """The name of the workspace."""
    include: Annotated[tuple[Text, ...], Many()] = ()
    """The folders to read, globs allowed; without it, the folders named after kinds."""
    timezone: Text = "UTC"
    """The time zone that decides what day it is."""
    fiscal_year_start: Month = 1
    """The month in which the fiscal year begins."""
    cadence: Rhythm | None = None
    """How often key results are due for a check-in, where they don't say."""
    checkin_files: Flag = False
    """Whether `checkin` writes a file of its own."""
    teams: Annotated[tuple[Text, ...], Many()] = ()
    """The teams; where it lists any, an unknown one is a finding."""
    people: Annotated[tuple[Text, ...], Many()] = ()
    """The people; where it lists any, an unknown one is a finding."""
    output_types: dict[str, Text] | None = None
    """The team's own words for outputs, each standing for a known type."""
    journeys: dict[str, Annotated[tuple[Text, ...], Many()]] | None = None
    """Ordered tags, for looking at a part of the map."""
    externals: Annotated[tuple[Text, ...], Many()] = ()
    """Workspaces elsewhere, whose entities may be linked to as `workspace::id`."""
    trackers: Trackers | None = None
    """How epics of other tools are read."""
    check: Check = Check()
    """What `check` looks for."""


def read_config(data: bytes) -> tuple[Config | None, list[Diagnostic]]:
    """Return the configuration, or None, and all complaints about it, each an `invalid-config` with its place."""
    from outtrack.source import parse

    source = parse(data, FILENAME)
    config, complaints = _build(source)
    found = [*source.diagnostics, *complaints]
    if not found:
        return config, []
    marked = parse(data, FILENAME, marks=True)
    found = [replace(one, span=one.span or (marked.span(one.place) if one.place else None)) for one in found]
    renamed = {"unknown-field", "missing-field", "invalid-value"}
    return None, [replace(one, rule="invalid-config") if one.rule in renamed else one for one in found]


def _build(source: Source) -> tuple[Config | None, list[Diagnostic]]:
    """Return the configuration, or None where anything is wrong with it, and all complaints about what it says."""
    from outtrack.model.salvage import validate_and_judge

    documents = [document for document in source.documents if document is not None]
    if not documents and source.diagnostics:
        return None, []
    found = []
    if len(documents) > 1:
        place = Place(FILENAME, len(source.documents) - 1)
        several = _complaint("the file holds several documents", (), "write one, without lines `---` in between")
        found.append(replace(several, place=place))
    document = documents[0] if documents else {}
    if not isinstance(document, dict):
        return None, [*found, _complaint("expected `key: value` lines", (), "write `version: 1`")]
    if "version" not in document:
        found.append(_complaint("`version` is missing", (), f"add `version: {FORMAT_VERSION}`"))
        document = {"version": FORMAT_VERSION, **document}
    config, _, complaints = validate_and_judge(Config, document, _judge, Place(FILENAME))
    found += complaints
    return (None if found else config), found


def _complaint(message: str, keys: Keys, hint: str | None) -> Diagnostic:
    return Diagnostic(rule="invalid-config", message=message, hint=hint, place=Place(FILENAME, 0, keys))


def _judge(config: Config) -> Iterator[Diagnostic]:
    """Yield what is wrong with a configuration whose values, as far as they are there, have the right types."""
    if config.version != FORMAT_VERSION:
        newer = config.version > FORMAT_VERSION
        yield _complaint(
            f"format version {config.version} is not known: this outtrack reads version {FORMAT_VERSION}",
            ("version",),
            "upgrade outtrack" if newer else f"write `version: {FORMAT_VERSION}`",
        )
    for index, folder in enumerate(config.include):
        if wrong := _wrong_folder(folder):
            yield _complaint(f"`{folder}` {wrong}", ("include", index), "name folders below outtrack.yaml: product")
    if zone(config.timezone) is None:
        near = _near_zone(config.timezone)
        hint = f"did you mean `{near}`?" if near else "write a name such as Europe/Berlin, or UTC"
        yield _complaint(f"`{config.timezone}` is not a time zone", ("timezone",), hint)
    yield from _output_types(config)
    yield from _words(config.check.words)


def _wrong_folder(folder: str) -> str | None:
    parts = PurePosixPath(folder).parts
    if folder.startswith(("/", "~")) or ".." in parts:
        return "does not lie within the workspace"
    if "\\" in folder:
        return "is not written with forward slashes"
    if any("**" in part and part != "**" for part in parts):
        return "is no pattern: `**` stands alone between slashes"
    if any(part.startswith(".") for part in parts):
        return "begins with a dot, and such folders are left out"
    return None


def _output_types(config: Config) -> Iterator[Diagnostic]:
    from outtrack.model.delivery import OUTPUT_TYPES

    for word, meaning in (config.output_types or {}).items():
        if meaning not in OUTPUT_TYPES:
            yield _complaint(
                f"`{meaning}` is not a type of output",
                ("output_types", word),
                did_you_mean(meaning, OUTPUT_TYPES) or f"write one of {', '.join(OUTPUT_TYPES)}",
            )


def _words(words: Words) -> Iterator[Diagnostic]:
    for field in fields(words):
        for index, entry in enumerate(getattr(words, field.name)):
            if not any(letter.isalpha() for letter in entry):
                yield _complaint(
                    f"`{entry}` holds no word", ("check", "words", field.name, index), "write words, such as: go live"
                )


def word_lists(config: Config) -> dict[str, tuple[str, ...]]:
    """Return the words that the team adds, by the names of the lists; only those with any."""
    words = config.check.words
    return {field.name: entries for field in fields(words) if (entries := getattr(words, field.name))}


def _near_zone(name: str) -> str | None:
    from zoneinfo import available_timezones

    known = sorted(available_timezones())
    city = f"/{name}".casefold()
    return next((one for one in known if one.casefold().endswith(city)), None) or nearest(name, known)


def zone(name: str) -> ZoneInfo | None:
    """Return the time zone of that name, or None where there is none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
