"""The settings of editors: what is there stays, and what is added is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from building import standings
from outtrack.acts import RefusedError
from outtrack.acts.editors import (
    jetbrains,
    jetbrains_settings,
    modeline,
    modelines,
    patterns,
    vscode,
    vscode_settings,
    with_modeline,
)
from outtrack.acts.jsonc import parse
from outtrack.schema import NAMES
from outtrack.write import save

if TYPE_CHECKING:
    from pathlib import Path

COMMENTED = """\
// ours
{
  "editor.rulers": [100], // wide
  /* theirs */
  "yaml.schemas": {
    "https://example.org/x.json": "x.yaml", // keep
    "./.outtrack/schema/outcome.json": ["old/*.yaml"]
  },
  "files.eol": "\\n",
}
"""


def test_new_settings_name_every_schema_but_that_of_any_document() -> None:
    found = json.loads(vscode_settings(None, ["product"]))["yaml.schemas"]
    assert set(found) == {f"./.outtrack/schema/{name}.json" for name in NAMES if name != "document"}
    assert found["./.outtrack/schema/outcome.json"] == [
        "product/**/outcomes/**/*.yaml",
        "product/**/outcomes/**/*.yml",
    ]
    assert patterns([])["outcome"] == ["outcomes/**/*.yaml", "outcomes/**/*.yml"]


@pytest.mark.parametrize(
    "before",
    [
        COMMENTED,
        COMMENTED.replace("\n", "\r\n"),
        "{}",
        "{ }\n",
        '{"a": 1}',
        '{"a": {"b": [1, {"c": "}"}]}, "d": "//"}\n',
        '{\n\t"a": 1 // one\n}\n',
        '{"yaml.schemas": {}}',
        '{\n    "yaml.schemas": {"x": "y",}\n}',
        "\ufeff{\n}\n",
    ],
)
def test_settings_are_added_to_what_is_there(before: str) -> None:
    old, after = parse(before), vscode_settings(before, ["product"])
    new = parse(after)
    assert new["yaml.schemas"]["./.outtrack/schema/outcome.json"][0] == "product/**/outcomes/**/*.yaml"
    for key, value in old.items():
        if key != "yaml.schemas":
            assert new[key] == value
    assert set(old.get("yaml.schemas", {})) <= set(new["yaml.schemas"])
    kept = [line for line in before.splitlines() if ("//" in line or "/*" in line) and "./.out" not in line]
    assert [line for line in kept if line.split("//")[0].rstrip().rstrip(",") not in after] == []
    assert after.count("// ") == before.count("// ")
    assert vscode_settings(after, ["product"]) == after, "a second time changes nothing"


@pytest.mark.parametrize("before", ["[]", "{", '{"yaml.schemas": 3}', '{"a": }', "{'a': 1}", '"x"', "{} {}"])
def test_settings_that_are_something_else_are_left_alone(before: str) -> None:
    with pytest.raises(RefusedError, match="add by hand"):
        vscode_settings(before, ["product"])


def test_jetbrains_settings_keep_the_schemas_of_others() -> None:
    first = jetbrains_settings(None, ["product", "teams/*/product"])
    keys = [one.get("key") for one in ET.fromstring(first).iter("entry")]
    assert keys == [f"outtrack {name}" for name in NAMES if name != "document"]
    others = first.replace("<map>\n", '<map>\n        <entry key="other"><value /></entry>\n')
    again = jetbrains_settings(others, ["product"])
    assert [one.get("key") for one in ET.fromstring(again).iter("entry")] == ["other", *keys]
    paths = {one.get("value") for one in ET.fromstring(again).iter("option") if one.get("name") == "path"}
    assert {"product/outcomes/*.yaml", "product/*/outcomes/*/*.yaml", "outtrack.yaml"} <= paths
    with pytest.raises(RefusedError, match="by hand"):
        jetbrains_settings("<project/>", [])


def test_a_modeline_is_the_first_line_once() -> None:
    line = modeline("product/outcomes/pay.yaml", "outcome")
    assert line == "# yaml-language-server: $schema=../../.outtrack/schema/outcome.json"
    assert with_modeline(b"title: X\r\n", line) == line.encode() + b"\r\ntitle: X\r\n"
    assert with_modeline(b"\xef\xbb\xbftitle: X\n", line) == b"\xef\xbb\xbf" + line.encode() + b"\ntitle: X\n"
    old = b"# hi\n# yaml-language-server: $schema=old.json\ntitle: X\n"
    assert with_modeline(old, line) == b"# hi\n" + line.encode() + b"\ntitle: X\n"


def test_plans_write_schemas_and_settings_and_then_nothing_more(tmp_path: Path) -> None:
    files = {
        "outcomes/pay.yaml": "title: Pay\n",
        "outcomes/both.yaml": "id: a\ntitle: A\n---\nkind: insight\nid: b\nquote: B\n",
    }
    snapshot = standings(tmp_path, files, "2026-03-01").snapshot
    (tmp_path / "work/outcomes/broken.yaml").write_text("title: [", encoding="utf-8")
    for plan in (vscode, jetbrains, modelines):
        made = plan(snapshot)
        assert made.changes
        save(snapshot.workspace, made.changes)
        assert not plan(snapshot).changes
    written = (tmp_path / "work/outcomes/pay.yaml").read_text(encoding="utf-8")
    assert written == "# yaml-language-server: $schema=../.outtrack/schema/outcome.json\ntitle: Pay\n"
    both = (tmp_path / "work/outcomes/both.yaml").read_text(encoding="utf-8")
    assert both.startswith("# yaml-language-server: $schema=../.outtrack/schema/document.json\n")


def test_settings_of_a_folder_in_a_repository_say_where_they_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    snapshot = standings(tmp_path, {"outcomes/pay.yaml": "title: Pay\n"}, "2026-03-01").snapshot
    assert "`work/`" in vscode(snapshot).notes[0]
