"""What editors need to complete, explain and check the files: the JSON Schemas beside them, and where they apply.

The schemas lie in the workspace, in `.outtrack/schema/`: so they need no network and no address, are those of the
outtrack that wrote them, and reach everybody who clones the repository, whether they have outtrack or not.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from outtrack.acts.base import Draft, Plan, RefusedError
from outtrack.acts.jsonc import with_members
from outtrack.model import CHECKIN, FOLDERS
from outtrack.read import folder_kind
from outtrack.schema import CONFIG, DOCUMENT, NAMES, schema, text
from outtrack.source import parse
from outtrack.source.encoding import BOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from outtrack.snapshot import Snapshot

SCHEMAS: Final = ".outtrack/schema"
VSCODE: Final = ".vscode/settings.json"
JETBRAINS: Final = ".idea/jsonSchemas.xml"
_MODELINE: Final = re.compile(rb"# yaml-language-server: \$schema=[^\r\n]*(?=\r?\n|$)")
_MAP: Final = re.compile(r"[ \t]*</map>")
_EMPTY: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<project version="4">
  <component name="JsonSchemaMappingsProjectConfiguration">
    <state>
      <map>
      </map>
    </state>
  </component>
</project>
"""


def schema_files() -> dict[str, bytes]:
    """Return the files of the schemas by their paths in a workspace."""
    return {f"{SCHEMAS}/{name}.json": text(schema(name)).encode() for name in NAMES}


def modeline(path: str, kind: str) -> str:
    """Return the comment that names the schema of a kind in the first line of a file; `path` lies in the workspace."""
    found = posixpath.relpath(f"{SCHEMAS}/{kind}.json", posixpath.dirname(path) or ".")
    return f"# yaml-language-server: $schema={found}"


def patterns(include: Iterable[str]) -> dict[str, list[str]]:
    """Return where the files of each schema lie, as globs: `product/**/outcomes/**/*.yaml` below an included folder."""
    tops = [f"{folder.rstrip('/')}/**/" if folder != "." else "**/" for folder in include] or [""]
    found = {
        kind: [f"{top}{folder}/**/*.{end}" for top in tops for end in ("yaml", "yml")]
        for folder, kind in sorted(FOLDERS.items(), key=lambda pair: NAMES.index(pair[1]))
    }
    return {**found, CONFIG: ["outtrack.yaml"]}


def vscode_settings(before: str | None, include: Iterable[str]) -> str:
    """Return `.vscode/settings.json` with the schemas in `yaml.schemas`; comments and all else stay.

    Raise RefusedError where the text can't be changed like this; it says what to add by hand.
    """
    wanted = {f"./{SCHEMAS}/{name}.json": globs for name, globs in patterns(include).items()}
    return with_members(before, "yaml.schemas", wanted, VSCODE)


def jetbrains_settings(before: str | None, include: Iterable[str]) -> str:
    """Return `.idea/jsonSchemas.xml` with the schemas; what is there already stays.

    Raise RefusedError where there is nothing to add to.
    """
    found = before or _EMPTY
    for name in NAMES:
        found = re.sub(rf'[ \t]*<entry key="outtrack {name}">.*?</entry>\r?\n?', "", found, flags=re.DOTALL)
    at = _MAP.search(found)
    if at is None:
        raise RefusedError(f"{JETBRAINS} holds no map of schemas: add the files of {SCHEMAS} in the settings by hand")
    entries = "".join(_entry(name, globs) for name, globs in patterns(include).items())
    return found[: at.start()] + entries + found[at.start() :]


def _entry(name: str, globs: list[str]) -> str:
    """Return one schema with its files; in a pattern of this editor a star stands for any number of folders."""
    stars = [re.sub(r"(\*\*/)+", "*/", glob) for glob in globs]
    items = [pattern for star in stars for pattern in dict.fromkeys((star, star.replace("*/", "")))]
    item = """\
                  <Item>
                    <option name="pattern" value="true" />
                    <option name="path" value={} />
                    <option name="mappingKind" value="Pattern" />
                  </Item>
"""
    return f"""\
        <entry key="outtrack {name}">
          <value>
            <SchemaInfo>
              <option name="generatedName" value="outtrack {name}" />
              <option name="name" value="outtrack {name}" />
              <option name="relativePathToSchema" value="{SCHEMAS}/{name}.json" />
              <option name="schemaVersion" value="JSON Schema version 7" />
              <option name="patterns">
                <list>
{"".join(item.format(quoteattr(one)) for one in items)}\
                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>
"""


def vscode(snapshot: Snapshot) -> Plan:
    """Return the plan to write the schemas, and to name them in the settings of VS Code."""
    return _settings(snapshot, VSCODE, vscode_settings)


def jetbrains(snapshot: Snapshot) -> Plan:
    """Return the plan to write the schemas, and to name them in the settings of JetBrains' editors."""
    return _settings(snapshot, JETBRAINS, jetbrains_settings)


def modelines(snapshot: Snapshot) -> Plan:
    """Return the plan to write the schemas, and to name in the first line of each file the one that it follows.

    A line that is there already is renewed; broken files are left alone.
    """
    draft = Draft(snapshot)
    _write_schemas(draft)
    for kept in snapshot.files:
        path = kept.entry.path
        data = draft.read(path)
        name = _schema_of(path, data)
        if name is not None:
            draft.replace_file(path, with_modeline(data, modeline(path, name)))
    return draft.plan(f"each file names its schema in {SCHEMAS}")


EDITORS: Final[dict[str, Callable[[Snapshot], Plan]]] = {
    "jetbrains": jetbrains,
    "modeline": modelines,
    "vscode": vscode,
}
"""What can be set up."""


def with_modeline(data: bytes, line: str) -> bytes:
    """Return a file with a modeline as its first line, or instead of the one that it has."""
    bom = BOM if data.startswith(BOM) else b""
    rest = data[len(bom) :]
    if found := _MODELINE.search(rest):
        return bom + rest[: found.start()] + line.encode() + rest[found.end() :]
    end = b"\r\n" if b"\r\n" in rest.partition(b"\n")[0] + b"\n" else b"\n"
    return bom + line.encode() + end + rest


def _schema_of(path: str, data: bytes) -> str | None:
    """Return the schema that fits all documents of a file; None where it is broken."""
    source = parse(data, path)
    if source.diagnostics:
        return None
    stated = {one.get("kind") for one in source.documents if isinstance(one, dict)}
    kinds = {kind or folder_kind(path) for kind in stated}
    kind = kinds.pop() if len(kinds) == 1 else DOCUMENT
    return kind if kind in {*FOLDERS.values(), CHECKIN} else DOCUMENT


def _write_schemas(draft: Draft) -> None:
    for path, data in schema_files().items():
        _write(draft, path, data)


def _write(draft: Draft, path: str, data: bytes) -> None:
    if (draft.snapshot.workspace.root / path).exists():
        draft.replace_file(path, data)
    else:
        draft.create_file(path, data)


def _settings(snapshot: Snapshot, path: str, settings: Callable[[str | None, Iterable[str]], str]) -> Plan:
    draft = Draft(snapshot)
    _write_schemas(draft)
    before = draft.read(path) if (snapshot.workspace.root / path).exists() else None
    try:
        said = None if before is None else before.decode()
    except UnicodeDecodeError:
        raise RefusedError(f"{path} is not UTF-8: nothing was written") from None
    _write(draft, path, settings(said, snapshot.config.include).encode())
    return draft.plan(f"{path} names the schemas in {SCHEMAS}", notes=_notes(snapshot, path))


def _notes(snapshot: Snapshot, path: str) -> Iterator[str]:
    prefix = snapshot.workspace.prefix
    if prefix:
        yield (
            f"the settings count where `{prefix.rstrip('/')}` itself is opened in the editor; "
            f"for the repository's top, move {path} there and put `{prefix}` before its paths, "
            "or write modelines: `outtrack schema --install modeline`"
        )
