"""`outtrack lsp`, asked by a real client over stdin and stdout."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator  # noqa: TC003 - the fixture's annotation is read when the tests run
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

import golden

FILES = {
    "outtrack.yaml": "version: 1\n",
    "outcomes/pay.yaml": (
        "title: More 😀 customers pay\nstart: 2026-10-01\ndue: 2026-Q4\n"
        "key_results:\n  - {id: rate, title: Paid, baseline: 10, target: 20, "
        "checkins: [{date: 2026-11-20, value: 15}]}\n"
    ),
    "outcomes/stay.yaml": "title: Customers stay\ncontributes_to: pay\n",
    "outputs/form.yaml": "title: Form\noutcomes: [pay]\n",
    "solutions/idea.yaml": "title: Idea\nserves: pay\nexpected: {key_result: pay/rate}\n",
}
WAIT = 20


CONFIG = ClientServerConfig(
    server_command=[sys.executable, "-m", "outtrack", "lsp"],
    server_env={**golden.environment(Path("/nonexistent")), "OUTTRACK_TODAY": golden.DAY},
)


async def session(client: LanguageClient, folder: Path, capabilities: types.ClientCapabilities) -> AsyncIterator[None]:
    """Yield once, with a client that has begun to speak about a workspace."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    await client.initialize_session(
        types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri(), process_id=None)
    )
    yield
    await client.shutdown_session()


@pytest_lsp.fixture(config=CONFIG)  # type: ignore[untyped-decorator]
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    async for one in session(lsp_client, tmp_path, client_capabilities("visual-studio-code")):
        yield one


async def shown(client: LanguageClient, file: Path, text: str) -> list[Any]:
    """Open a document with a text and return what is found in it."""
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(file.as_uri(), "yaml", 1, text))
    )
    await asyncio.wait_for(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), WAIT)
    return list(client.diagnostics[file.as_uri()])


async def typed(client: LanguageClient, file: Path, text: str, version: int = 2) -> list[Any]:
    """Replace the text of an open document and return what is found in it."""
    change = types.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, file.as_uri()), [change])
    )
    await asyncio.wait_for(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), WAIT)
    return list(client.diagnostics[file.as_uri()])


def document(file: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(file.as_uri())


@pytest.mark.asyncio
async def test_findings_come_as_typed_with_columns_in_units_of_the_client(
    client: LanguageClient, tmp_path: Path
) -> None:
    file = tmp_path / "outputs/form.yaml"
    assert [one.code for one in await shown(client, file, FILES["outputs/form.yaml"])] == []
    (found,) = await typed(client, file, 'title: Form\noutcomes: ["😀", nope]\n'.replace('"😀", ', "pay, "))
    assert (found.code, found.severity) == ("dangling-link", types.DiagnosticSeverity.Error)
    (found,) = await typed(client, file, "{title: 😀😀, outcomes: nope}\n", 3)
    assert found.range == types.Range(types.Position(0, 24), types.Position(0, 28)), "😀 has two units of UTF-16"
    broken = await typed(client, file, "title: Form\noutcomes: [pa", 4)
    assert {one.code for one in broken} == {"yaml-syntax"}


@pytest.mark.asyncio
async def test_an_id_leads_to_what_it_names_and_to_all_that_name_it(client: LanguageClient, tmp_path: Path) -> None:
    file = tmp_path / "outputs/form.yaml"
    await shown(client, file, FILES["outputs/form.yaml"])
    at = types.Position(1, 12)
    there: Any = await client.text_document_definition_async(types.DefinitionParams(document(file), at))
    assert there.uri == (tmp_path / "outcomes/pay.yaml").as_uri()
    assert there.range.start == types.Position(0, 7)
    assert there.range.end == types.Position(0, 28)
    context = types.ReferenceContext(include_declaration=True)
    found: Any = await client.text_document_references_async(types.ReferenceParams(context, document(file), at))
    names = sorted(one.uri.rpartition("/")[2] for one in found)
    assert names == ["form.yaml", "idea.yaml", "idea.yaml", "pay.yaml", "stay.yaml"]


@pytest.mark.asyncio
async def test_hovering_shows_progress_from_what_is_typed(client: LanguageClient, tmp_path: Path) -> None:
    pay, form = tmp_path / "outcomes/pay.yaml", tmp_path / "outputs/form.yaml"
    await shown(client, pay, FILES["outcomes/pay.yaml"].replace("value: 15", "value: 19"))
    await shown(client, form, FILES["outputs/form.yaml"])
    found: Any = await client.text_document_hover_async(types.HoverParams(document(form), types.Position(1, 11)))
    assert "90%" in found.contents.value
    assert "pay" in found.contents.value
    nothing = await client.text_document_hover_async(types.HoverParams(document(form), types.Position(0, 1)))
    assert nothing is None


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("outputs/form.yaml", "title: Form\noutcomes: [|", {"pay", "stay"}),
        ("outputs/form.yaml", "title: Form\noutcomes: [pa|]\n", {"pay", "stay"}),
        ("outputs/form.yaml", "title: Form\noutcomes:\n  - |\n", {"pay", "stay"}),
        ("outputs/form.yaml", "title: Form\nexpected: {key_result: |", {"pay/rate"}),
        ("outcomes/stay.yaml", "title: Stay\nstatus: |\n", {"draft", "active", "paused", "done", "dropped"}),
        ("outcomes/stay.yaml", "title: |\n", set()),
        (
            "outcomes/stay.yaml",
            "title: Stay\nstatus: a|ctive # now\n",
            {"draft", "active", "paused", "done", "dropped"},
        ),
    ],
)
@pytest.mark.asyncio
async def test_ids_and_words_are_completed(
    client: LanguageClient, tmp_path: Path, path: str, text: str, expected: set[str]
) -> None:
    before = text.partition("|")[0]
    await shown(client, tmp_path / path, text.replace("|", ""))
    at = types.Position(before.count("\n"), len(before.rpartition("\n")[2]))
    found: Any = await client.text_document_completion_async(types.CompletionParams(document(tmp_path / path), at))
    assert {one.label for one in found.items} == expected


def applied(edit: Any, folder: Path, texts: dict[str, str], versions: dict[str, int]) -> dict[str, str]:
    """Return texts after an edit, which must be of just these versions of the open ones."""
    after = dict(texts)
    for one in edit.document_changes or [types.TextDocumentEdit(_any(uri), each) for uri, each in edit.changes.items()]:
        if isinstance(one, types.RenameFile):
            old, new = (uri.removeprefix(f"{folder.as_uri()}/") for uri in (one.old_uri, one.new_uri))
            assert new not in after
            after[new] = after.pop(old)
            continue
        path = one.text_document.uri.removeprefix(f"{folder.as_uri()}/")
        if edit.document_changes:
            assert one.text_document.version == versions.get(path)
        lines = [line.encode("utf-16-le") for line in after[path].splitlines(keepends=True)] + [b""]
        for each in sorted(one.edits, key=lambda each: -each.range.start.line):
            first, last = each.range.start, each.range.end
            text = lines[first.line][: 2 * first.character] + each.new_text.encode("utf-16-le")
            lines[first.line : last.line + 1] = [text + lines[last.line][2 * last.character :]]
        after[path] = b"".join(lines).decode("utf-16-le")
    return after


def _any(uri: str) -> Any:
    return types.OptionalVersionedTextDocumentIdentifier(uri, None)


RENAMED = {
    "outputs/form.yaml": "title: Form\noutcomes: [buy]\n",
    "outcomes/stay.yaml": "title: Customers stay\ncontributes_to: buy\n",
    "solutions/idea.yaml": "title: Idea\nserves: buy\nexpected: {key_result: buy/rate}\n",
}


@pytest.mark.parametrize(
    "line",
    ["outcomes: [p|ay]", "outcomes: [|pay, stay]", "outcomes: ['p|ay']", "outcomes: p|ay # why", "outcomes: [st|ay"],
)
@pytest.mark.asyncio
async def test_in_the_middle_of_a_word_all_of_it_is_replaced(client: LanguageClient, tmp_path: Path, line: str) -> None:
    file, cursor = tmp_path / "outputs/form.yaml", line.index("|")
    text = line.replace("|", "")
    await shown(client, file, f"title: Form\n{text}\n")
    at = types.Position(1, cursor)
    found: Any = await client.text_document_completion_async(types.CompletionParams(document(file), at))
    (item,) = [one for one in found.items if one.label == "stay"]
    start, end = item.text_edit.range.start.character, item.text_edit.range.end.character
    assert text[start:end] in {"pay", "stay"}


@pytest.mark.asyncio
async def test_lines_are_those_of_the_protocol(client: LanguageClient, tmp_path: Path) -> None:
    file = tmp_path / "outputs/form.yaml"
    text = "title: 'a\u2028b\x85c' # d\u2029e\noutcomes: [pay, nope]\n"
    (found,) = await shown(client, file, text)
    assert found.range == types.Range(types.Position(1, 16), types.Position(1, 20))
    at = types.Position(1, 12)
    there: Any = await client.text_document_definition_async(types.DefinitionParams(document(file), at))
    assert there.uri == (tmp_path / "outcomes/pay.yaml").as_uri()
    given: Any = await client.text_document_completion_async(types.CompletionParams(document(file), at))
    assert given.items[0].text_edit.range == types.Range(types.Position(1, 11), types.Position(1, 14))


@pytest.mark.asyncio
async def test_a_rename_is_that_of_the_command_file_and_all(client: LanguageClient, tmp_path: Path) -> None:
    file = tmp_path / "outputs/form.yaml"
    await shown(client, file, FILES["outputs/form.yaml"])
    at = types.Position(1, 12)
    edit: Any = await client.text_document_rename_async(types.RenameParams(document(file), at, "buy"))
    moved = {path: text for path, text in FILES.items() if path != "outcomes/pay.yaml"}
    expected = {**moved, **RENAMED, "outcomes/buy.yaml": FILES["outcomes/pay.yaml"]}
    assert applied(edit, tmp_path, FILES, {"outputs/form.yaml": 1}) == expected
    for name in ("stay", "a b", ""):
        with pytest.raises(Exception, match=r"already|not an id|empty"):
            await client.text_document_rename_async(types.RenameParams(document(file), at, name))


@pytest.mark.asyncio
async def test_a_rename_follows_in_what_is_not_saved_yet(client: LanguageClient, tmp_path: Path) -> None:
    """The file that is renamed is open, too, and its last line has no end."""
    pay, form = "outcomes/pay.yaml", "outputs/form.yaml"
    texts = {pay: "title: More 😀 pay\nid: pay # 😀", form: "title: Form\n# 😀\noutcomes:\n- stay\n- pay"}
    await shown(client, tmp_path / pay, texts[pay])
    await shown(client, tmp_path / form, FILES[form])
    await typed(client, tmp_path / form, "title: F\noutcomes: []\n", 6)
    await typed(client, tmp_path / form, texts[form], 7)
    at = types.Position(4, 3)
    edit: Any = await client.text_document_rename_async(types.RenameParams(document(tmp_path / form), at, "buy"))
    changes = {one.text_document.uri.rpartition("/")[2]: one for one in edit.document_changes if hasattr(one, "edits")}
    assert changes["form.yaml"].text_document.version == 7
    assert [(one.range.start.line, one.new_text) for one in changes["form.yaml"].edits] == [(4, "- buy")]
    assert changes["pay.yaml"].text_document.version == 1
    assert [(one.range, one.new_text) for one in changes["pay.yaml"].edits] == [
        (types.Range(types.Position(1, 0), types.Position(1, 12)), "id: buy # 😀")
    ]
    assert edit.document_changes[-1].new_uri == (tmp_path / "outcomes/buy.yaml").as_uri()


@pytest_lsp.fixture(config=CONFIG)  # type: ignore[untyped-decorator]
async def plain_client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    """Yield a client that takes edits of texts, and nothing else."""
    async for one in session(lsp_client, tmp_path, types.ClientCapabilities()):
        yield one


@pytest.mark.asyncio
async def test_an_editor_that_renames_no_files_gets_the_id_written(
    plain_client: LanguageClient, tmp_path: Path
) -> None:
    file = tmp_path / "outputs/form.yaml"
    await shown(plain_client, file, FILES["outputs/form.yaml"])
    wanted = types.RenameParams(document(file), types.Position(1, 12), "buy")
    edit: Any = await plain_client.text_document_rename_async(wanted)
    assert edit.document_changes is None
    after = applied(edit, tmp_path, FILES, {})
    assert {path: after[path] for path in RENAMED} == RENAMED
    assert after["outcomes/pay.yaml"] == f"id: buy\n{FILES['outcomes/pay.yaml']}"


@pytest.mark.asyncio
async def test_what_changes_on_the_disk_is_seen_when_the_editor_says_so(client: LanguageClient, tmp_path: Path) -> None:
    file, pay = tmp_path / "outputs/form.yaml", tmp_path / "outcomes/pay.yaml"
    await shown(client, file, FILES["outputs/form.yaml"])
    hover = types.HoverParams(document(file), types.Position(1, 11))
    before: Any = await client.text_document_hover_async(hover)
    pay.write_text(FILES["outcomes/pay.yaml"].replace("value: 15", "value: 19"), encoding="utf-8")
    event = types.FileEvent(pay.as_uri(), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    after: Any = await client.text_document_hover_async(hover)
    assert ("50%" in before.contents.value, "90%" in after.contents.value) == (True, True)
    pay.unlink()
    client.text_document_did_save(types.DidSaveTextDocumentParams(document(file)))
    await asyncio.wait_for(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), WAIT)
    assert [one.code for one in client.diagnostics[file.as_uri()]] == ["dangling-link"]


@pytest.mark.asyncio
async def test_what_is_no_file_of_a_workspace_is_left_in_peace(
    client: LanguageClient, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "outcomes"
    for file in (tmp_path / "docs/x.yaml", elsewhere / "x.yaml"):
        assert await shown(client, file, "title: [") == []
        hover = types.HoverParams(document(file), types.Position(0, 8))
        assert await client.text_document_hover_async(hover) is None


@pytest.mark.asyncio
async def test_a_broken_configuration_is_told(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "outtrack.yaml").write_text("version: 1\ncolour: red\n", encoding="utf-8")
    (found,) = await shown(client, tmp_path / "outputs/form.yaml", FILES["outputs/form.yaml"])
    assert "outtrack.yaml can't be used" in found.message
    (own,) = await shown(client, tmp_path / "outtrack.yaml", "version: 1\ncolour: red\n")
    assert own.range.start == types.Position(1, 0)


@pytest.mark.asyncio
async def test_what_changes_on_the_disk_is_seen_in_the_end_when_nobody_says_so(
    client: LanguageClient, tmp_path: Path
) -> None:
    file = tmp_path / "outputs/form.yaml"
    await shown(client, file, FILES["outputs/form.yaml"])
    at = types.CompletionParams(document(file), types.Position(1, 11))
    (tmp_path / "outcomes/grow.yaml").write_text("title: Grow\n", encoding="utf-8")

    async def labels() -> set[str]:
        found: Any = await client.text_document_completion_async(at)
        return {one.label for one in found.items}

    async def until_seen() -> None:
        while "grow" not in await labels():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.1)

    await asyncio.wait_for(until_seen(), WAIT)
    (tmp_path / "outtrack.yaml").write_text("version: 1\ninclude: [outputs]\n", encoding="utf-8")

    async def until_gone() -> None:
        while await labels():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.1)

    await asyncio.wait_for(until_gone(), WAIT)
