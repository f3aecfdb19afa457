"""The JSON Schemas in the language server for YAML that VS Code, Neovim and others use: really run, without a network.

`make tools` installs it into .venv-tools where there is npm; without it the tests are skipped, but not in `.ci/run`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Final

import pytest

import golden
from outtrack.acts.editors import modeline, schema_files, vscode_settings, with_modeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER: Final = golden.ROOT / ".venv-tools/node/node_modules/yaml-language-server/bin/yaml-language-server"
IS_NEEDED: Final = bool(os.environ.get("OUTTRACK_NEEDS_NODE"))
WAIT: Final = 30

pytestmark = pytest.mark.skipif(
    not IS_NEEDED and not (SERVER.exists() and shutil.which("node")),
    reason="there is no Node with the language server for YAML here: install npm, then `make tools`",
)


class Editor:
    """As much of an editor as it takes to open a file and ask about it."""

    def __init__(self, root: Path) -> None:
        self.root, self.number = root, 0
        self.settings: dict[str, Any] = {"validate": True, "completion": True, "hover": True, "schemas": {}}
        self.process = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages: Queue[dict[str, Any]] = Queue()
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while head := stream.readline():
            size = int(head.partition(b":")[2])
            while stream.readline().strip():
                pass
            self.messages.put(json.loads(stream.read(size)))

    def send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def next(self) -> dict[str, Any]:
        """Return the next message, after answering what the server asks."""
        try:
            message = self.messages.get(timeout=WAIT)
        except Empty:
            raise AssertionError("the language server says nothing") from None
        if "method" in message and "id" in message:
            asked = message.get("params") or {}
            yaml = [self.settings if item.get("section") == "yaml" else {} for item in asked.get("items", [])]
            self.send(id=message["id"], result=yaml or None)
        return message

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.send(id=self.number, method=method, params=params)
        while True:
            message = self.next()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def start(self) -> None:
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }
        self.ask("initialize", processId=None, rootUri=self.root.as_uri(), capabilities=capabilities)
        self.send(method="initialized", params={})
        self.send(method="workspace/didChangeConfiguration", params={"settings": {"yaml": self.settings}})

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a file with a text and return what is found in it."""
        uri = (self.root / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            message = self.next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def at(self, method: str, path: str, line: int, character: int) -> Any:
        where = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": (self.root / path).as_uri()}, position=where)


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    for path, data in schema_files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    found = Editor(tmp_path)
    yield found
    found.process.kill()
    found.listener.join(WAIT)
    with found.process:
        pass


def lined(path: str, kind: str, text: str) -> str:
    return with_modeline(text.encode(), modeline(path, kind)).decode()


GOOD: Final = {
    "product/outcomes/pay.yaml": (
        "outcome",
        (
            "title: More pay\ndue: 2026-Q4\nowner: maria\nstart: 2026\nkey_results:\n  - title: Paid\n"
            '    unit: "%"\n    target: +20%\n    checkins:\n      - {date: 2026-10-05, value: 15.4}\n'
        ),
    ),
    "product/insights/one.yaml": ("insight", "quote: It is slow\nabout: pay\n"),
    "outtrack.yaml": ("config", "version: 1\ninclude: [product]\n"),
}


@pytest.mark.parametrize("path", GOOD)
def test_a_file_that_is_right_has_no_errors(editor: Editor, path: str) -> None:
    editor.start()
    assert editor.open(path, lined(path, *GOOD[path])) == []


def test_every_file_of_an_example_has_no_errors(editor: Editor) -> None:
    editor.start()
    shop = golden.EXAMPLES / "shop"
    files = sorted(shop.rglob("product/*/*.yaml"))
    assert files
    for file in files:
        path = file.relative_to(shop).as_posix()
        found = editor.open(path, lined(path, "document", file.read_text(encoding="utf-8")))
        if not file.read_text(encoding="utf-8").count("\n---"):
            assert [one for one in found if one["severity"] == 1 and "kind" not in one["message"]] == [], path


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: X\ncolour: red\n", 1, "colour"),
        ("title: X\nstatus: finished\n", 1, "draft"),
        ("status: active\n", 0, "title"),
        ("title: X\nkey_results:\n  - {title: K, checkins: [{date: 2026-10-05, value: 15%}]}\n", 2, "number"),
        ("title: X\ndue: next year\n", 1, "pattern"),
        ("title: X\nscore: 3\n", 1, "1"),
    ],
)
def test_errors_stand_where_they_are(editor: Editor, text: str, line: int, words: str) -> None:
    editor.start()
    path = "product/outcomes/x.yaml"
    found = editor.open(path, lined(path, "outcome", text))
    assert [one for one in found if one["range"]["start"]["line"] == line + 1 and words in one["message"]], found


def test_keys_and_words_are_completed_and_fields_explained(editor: Editor) -> None:
    editor.start()
    path = "product/outcomes/x.yaml"
    editor.open(path, lined(path, "outcome", "title: X\nstatus: \ncon\n"))
    words = {one["label"] for one in editor.at("completion", path, 2, 8)["items"]}
    assert {"draft", "active", "paused", "done", "dropped"} <= words
    keys = {one["label"] for one in editor.at("completion", path, 3, 3)["items"]}
    assert {"contributes_to", "continues", "key_results"} <= keys
    assert "colour" not in keys
    explained = editor.at("hover", path, 2, 2)["contents"]
    assert "Draft, active, paused, done or dropped" in json.dumps(explained)


def test_the_settings_for_vs_code_find_the_schemas(editor: Editor) -> None:
    settings = json.loads(vscode_settings(None, ["product"]))["yaml.schemas"]
    editor.settings["schemas"] = {(editor.root / name).as_uri(): globs for name, globs in settings.items()}
    editor.start()
    wrong = "title: X\nnothing_like_it: 1\n"
    for path in ("product/outcomes/x.yaml", "product/outputs/2026/x.yml", "outtrack.yaml"):
        assert [one for one in editor.open(path, wrong) if "nothing_like_it" in one["message"]], path
    assert editor.open("docs/outcomes/x.yaml", wrong) == []
