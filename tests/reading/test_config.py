"""outtrack.yaml: what it may say, and what is said about it."""

# ruff: noqa: E501 - one case is one line, however long: so a table of cases can be read

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outtrack.config import Config, read_config, zone
from outtrack.diagnostic import order
from outtrack.model.codec import decode, encode
from outtrack.snapshot import ConfigError

if TYPE_CHECKING:
    from reading.conftest import Tree

FULL = """\
version: 1
name: Acme Shop
include: [product]
timezone: Europe/Berlin
fiscal_year_start: 7
cadence: biweekly
checkin_files: true
teams: [growth, billing]
people: maria
output_types: {squad-card: task}
journeys: {buying: [discover, try, buy]}
externals: [company]
trackers: {link_field: Outcome, maps: {jira: {title: Summary}}}
check:
  profile: strict
  preview: true
  severity: {stale-checkin: error, few-solutions: off}
  paths: {"product/archive/**": {stale-checkin: off}}
  rules:
    stale-checkin: {cadences: 3, share: 0.5, loud: true, who: me}
    unlinked-output: {types: [epic, feature]}
"""


def test_everything_may_be_said_and_survives_the_cache() -> None:
    config, found = read_config(FULL.encode())
    assert not found
    assert config
    assert config.check.rules == {
        "stale-checkin": {"cadences": 3, "share": 0.5, "loud": True, "who": "me"},
        "unlinked-output": {"types": ("epic", "feature")},
    }
    assert (config.people, config.check.severity) == (("maria",), {"stale-checkin": "error", "few-solutions": "off"})
    assert decode(Config, encode(config)) == config


def test_only_the_version_is_required() -> None:
    assert read_config(b"version: 1\n") == (Config(version=1), [])


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("", None, "`version` is missing", "add `version: 1`"),
        ("# only a comment\n", None, "`version` is missing", "add `version: 1`"),
        ("name: X\n", "1:1", "`version` is missing", "add `version: 1`"),
        ("version: 2\n", "1:10", "format version 2 is not known: this outtrack reads version 1", "upgrade outtrack"),
        ("version: 0\n", "1:10", "format version 0 is not known: this outtrack reads version 1", "write `version: 1`"),
        ("version: one\n", "1:10", "`one` is not a number", "write a plain number such as 1200 or 12.5; words belong into `note`"),
        ("- version: 1\n", "1:1", "expected `key: value` lines", "write `version: 1`"),
        ("version: 1\n---\nversion: 1\n", "3:1", "the file holds several documents", "write one, without lines `---` in between"),
        ("version: 1\nzone: UTC\n", "2:1", "`zone` is not a field of outtrack.yaml", "did you mean `timezone`?"),
        ("version: 1\nincludes: [x]\n", "2:1", "`includes` is not a field of outtrack.yaml", "did you mean `include`?"),
        ("version: 1\ncheck: {severities: {}}\n", "2:9", "`severities` is not a field of `check`", "did you mean `severity`?"),
        ("version: 1\ncheck: {severity: {overdue: loud}}\n", "2:29", "`loud` is not one of error, warning, info, off", "write one of these"),
        ("version: 1\ncheck: {rules: {overdue: 3}}\n", "2:26", "expected a mapping, found `3`", "write `key: value` lines"),
        ("version: 1\ncheck: {rules: {overdue: {a: {b: 1}}}}\n", "2:30", "expected a single value, found a mapping", "write a text, number, true or false"),
        ("version: 1\ntimezone: Berlin\n", "2:11", "`Berlin` is not a time zone", "did you mean `Europe/Berlin`?"),
        ("version: 1\ntimezone: Europe/Brelin\n", "2:11", "`Europe/Brelin` is not a time zone", "did you mean `Europe/Berlin`?"),
        ("version: 1\ntimezone: Mars/Olympus\n", "2:11", "`Mars/Olympus` is not a time zone", "write a name such as Europe/Berlin, or UTC"),
        ("version: 1\nfiscal_year_start: 13\n", "2:20", "`13` is above 12", "write a number from 1 to 12"),
        ("version: 1\ncadence: sometimes\n", "2:10", "`sometimes` is not a cadence", "write one of daily, weekly, biweekly, monthly, quarterly, halfyearly, yearly, or 10d, 6w, 2m"),
        ("version: 1\ncheckin_files: on\n", "2:16", "`on` is neither true nor false", "write `true` or `false`, without quotes"),
        ("version: 1\noutput_types: {card: taks}\n", "2:22", "`taks` is not a type of output", "did you mean `task`?"),
        ("version: 1\noutput_types: {card: zzzz}\n", "2:22", "`zzzz` is not a type of output", "write one of epic, feature, project, initiative, campaign, content, event, service, story, task, card, activity"),
        ("version: 1\ninclude: [a, /b]\n", "2:14", "`/b` does not lie within the workspace", "name folders below outtrack.yaml: product"),
        ("version: 1\ninclude: ~/x\n", "2:10", "`~/x` does not lie within the workspace", "name folders below outtrack.yaml: product"),
        ("version: 1\ninclude: ../b\n", "2:10", "`../b` does not lie within the workspace", "name folders below outtrack.yaml: product"),
        ("version: 1\ninclude: a\\b\n", "2:10", "`a\\b` is not written with forward slashes", "name folders below outtrack.yaml: product"),
        ("version: 1\ninclude: a/**b\n", "2:10", "`a/**b` is no pattern: `**` stands alone between slashes", "name folders below outtrack.yaml: product"),
        ("version: 1\ninclude: .git\n", "2:10", "`.git` begins with a dot, and such folders are left out", "name folders below outtrack.yaml: product"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_an_invalid_config(text: str, at: str | None, message: str, hint: str) -> None:
    config, (found,) = read_config(text.encode())
    assert config is None
    assert found.path == "outtrack.yaml"
    assert (found.rule, found.message, found.hint) == ("invalid-config", message, hint)
    assert (f"{found.span.line}:{found.span.column}" if found.span else None) == at


def test_faults_of_the_text_keep_their_names(tree: Tree) -> None:
    tree.write("outtrack.yaml", "version: 1\nname: [\n")
    with pytest.raises(ConfigError, match="can't be used") as raised:
        tree.load()
    assert [one.rule for one in raised.value.diagnostics] == ["yaml-syntax"]
    assert [one.rule for one in read_config(b"\xff")[1]] == ["not-utf8"]


def test_all_faults_come_at_once() -> None:
    assert len(read_config(b"version: 1\nfiscal_year_start: 0\ncadence: x\n")[1]) == 2
    assert len(read_config(b"fiscal_year_start: 0\ncadence: x\n")[1]) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("version: 1\nfiscal_year_start: 0\ntimezone: Berlin\n", ["2 `0` is below 1", "3 `Berlin` is not a time zone"]),
        ("version: one\ntimezone: Berlin\n", ["1 `one` is not a number", "2 `Berlin` is not a time zone"]),
        ("timezone: Berlin\n", ["1 `version` is missing", "1 `Berlin` is not a time zone"]),
        ("version: 2\nnmae: X\n", ["1 format version 2 is not known", "2 `nmae` is not a field"]),
        ("version: 1\nversoin: 1\ninclude: /b\n", ["2 `versoin` is not a field", "3 `/b` does not lie within"]),
        ("version: 1\ntitle: X\ninclude: /b\n", ["2 `title` is not a field", "3 `/b` does not lie within"]),
        ("version: 1\ncadence: x\noutput_types: {a: b}\n", ["2 `x` is not a cadence", "3 `b` is not a type of output"]),
        ("version: 1\nname: A\nname: B\ntimezone: Berlin\n", ["3 `name` stands here twice", "4 `Berlin` is not a time zone"]),
        ("timezone: Berlin\n---\nversion: 1\n", ["1 `version` is missing", "1 `Berlin` is not", "3 the file holds several"]),
        ("version: 1\noutput_types: {a: b, c: [d]}\n", ["2 expected a text"]),  # what lost a value is not judged
    ],
)  # fmt: skip
def test_contradictions_come_with_the_other_faults(text: str, found: list[str]) -> None:
    config, diagnostics = read_config(text.encode())
    assert config is None
    lines = [f"{one.span.line if one.span else 0} {one.message}" for one in order(diagnostics)]
    assert [line[: len(start)] for line, start in zip(lines, found, strict=True)] == found, lines


def test_a_configuration_that_cannot_be_read(tree: Tree) -> None:
    workspace = tree.workspace
    (tree.root / "outtrack.yaml").unlink()
    from outtrack.snapshot import load
    from reading.conftest import AS_OF

    with pytest.raises(ConfigError) as raised:
        load(workspace, AS_OF, use_cache=False)
    assert raised.value.diagnostics[0].message == "it can't be read: no such file or directory"


def test_the_day_may_depend_on_the_configuration(tree: Tree) -> None:
    from datetime import date

    from outtrack.snapshot import load

    tree.write("outtrack.yaml", "version: 1\ntimezone: Asia/Tokyo\n")
    days = {"Asia/Tokyo": date(2026, 11, 23)}
    assert load(tree.workspace, lambda config: days[config.timezone], use_cache=False).as_of == date(2026, 11, 23)


@pytest.mark.parametrize("name", ["", "..", "/etc/passwd", "Europe", "\0", "Nowhere"])
def test_a_zone_that_is_none(name: str) -> None:
    assert zone(name) is None
