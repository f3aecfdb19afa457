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


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "outtrack", "lsp"],
        server_env={**golden.environment(Path("/nonexistent")), "OUTTRACK_TODAY": golden.DAY},
    )
)
async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"), root_uri=tmp_path.as_uri(), process_id=None
        )
    )
    yield
    await lsp_client.shutdown_session()


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


@pytest.mark.asyncio
async def test_a_rename_follows_into_every_file(client: LanguageClient, tmp_path: Path) -> None:
    file = tmp_path / "outputs/form.yaml"
    await shown(client, file, FILES["outputs/form.yaml"])
    at = types.Position(1, 12)
    edit: Any = await client.text_document_rename_async(types.RenameParams(document(file), at, "buy"))
    after = {}
    for uri, edits in edit.changes.items():
        path = uri.removeprefix(tmp_path.as_uri() + "/")
        lines = FILES[path].splitlines(keepends=True)
        for one in sorted(edits, key=lambda one: -one.range.start.line):
            lines[one.range.start.line : one.range.end.line] = [one.new_text]
        after[path] = "".join(lines)
    assert after["outputs/form.yaml"] == "title: Form\noutcomes: [buy]\n"
    assert after["outcomes/stay.yaml"] == "title: Customers stay\ncontributes_to: buy\n"
    assert after["solutions/idea.yaml"] == "title: Idea\nserves: buy\nexpected: {key_result: buy/rate}\n"
    assert "id: buy\n" in after["outcomes/pay.yaml"]
    for name in ("stay", "a b", ""):
        with pytest.raises(Exception, match=r"already|not an id|empty"):
            await client.text_document_rename_async(types.RenameParams(document(file), at, name))


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
