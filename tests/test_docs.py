"""What the pages show is what the program does: references, output, pictures, links, examples, tables.

`make docs` and `make picture` make anew what fails here; read what they changed.
"""

from __future__ import annotations

import importlib
import json
import re
import shlex
import shutil
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
import yaml

from outtrack.cli import COMMANDS
from outtrack.model import CHECKIN, FOLDERS, KINDS, kind_class
from outtrack.model.base import UPWARDS
from outtrack.model.declared import links_of_class
from outtrack.render.terminal import ASCII_MARKS, MARKS
from outtrack.reports.priorities import METHODS
from outtrack.rules import NAMES
from outtrack.rules.structure import STRUCTURE

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
blocks: Any = importlib.import_module("blocks")
docs: Any = importlib.import_module("docs")
picture: Any = importlib.import_module("picture")
reference: Any = importlib.import_module("reference")
sessions: Any = importlib.import_module("session")
rooms: Any = importlib.import_module("reference.rooms")
anchor_of: Any = importlib.import_module("reference.markdown").anchor
examples_in_help: Any = importlib.import_module("reference.commands").examples_in_help

WRITTEN: Final = [path.relative_to(ROOT).as_posix() for path in docs.written()]
HIDDEN: Final = (".", "node_modules", "build", "dist", "requirements")
PAGES: Final = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(HIDDEN) for part in path.relative_to(ROOT).parts)
    and not path.relative_to(ROOT).as_posix().startswith(("tests/", "bench/work"))
)
EXAMPLES: Final = sorted(path.parent.name for path in ROOT.glob("examples/*/outtrack.yaml"))
ANEW: Final = "made anew by `make docs`:\n"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- what is made, and what is run ----------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_reference_page_is_as_the_program_would_have_it(name: str) -> None:
    changed = docs.difference(docs.REFERENCE / name, reference.page(name))
    assert not changed, ANEW + changed


def test_no_reference_page_is_left_over() -> None:
    assert {path.name for path in docs.REFERENCE.iterdir()} == set(reference.PAGES)


@pytest.mark.parametrize("name", WRITTEN)
def test_page_shows_what_the_program_prints(name: str) -> None:
    changed = docs.difference(ROOT / name, docs.current(ROOT / name))
    assert not changed, ANEW + changed


@pytest.mark.parametrize("command", ["outtrack list", "outtrack list | cat"])
def test_a_crash_gets_into_no_page(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "outtrack"
    shutil.copytree(sessions._package(), broken, ignore=shutil.ignore_patterns("__pycache__"))
    (broken / "cli" / "list.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.setattr(sessions, "_package", lambda: broken)
    monkeypatch.setitem(sys.modules, "outtrack.cli.list", None)
    with pytest.raises(sessions.CommandError, match="a bug: "):
        docs.renew(f"<!-- run: examples/shop -->\n```console\n$ {command}\n```\n")


@pytest.mark.parametrize("name", PAGES)
def test_no_command_is_shown_where_nobody_runs_it(name: str) -> None:
    for block in blocks.blocks(text_of(name)):
        if block.language in {"console", "sh"}:
            continue
        shown = [line for line in block.text.splitlines() if line.startswith(("$ ", "outtrack "))]
        is_usage = name == "docs/reference/commands.md" and len(shown) == 1
        assert is_usage or not shown, f"{name}:{block.line}: use `console` or `sh` for {shown}"


def test_picture_is_current() -> None:
    made = picture.pictures()
    assert {path.name for path in picture.FOLDER.iterdir()} == set(made)
    for name, text in made.items():
        assert (picture.FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run `make picture`"


@pytest.mark.parametrize("name", [f"{name}.svg" for name in picture.PICTURES])
def test_picture_loads_nothing(name: str) -> None:
    drawn = ET.fromstring((picture.FOLDER / name).read_text(encoding="utf-8"))
    assert drawn.findtext("{http://www.w3.org/2000/svg}title")
    tags = {part.tag.partition("}")[2] for part in drawn.iter()}
    assert tags == {"svg", "title", "rect", "text", "tspan"}
    assert not any("url(" in value or "//" in value for part in drawn.iter() for value in part.attrib.values())


# --- links ----------------------------------------------------------------------------------------------


def without_code(page: str) -> str:
    page = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", page, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)[^`].*?\1", "", page)


@cache
def anchors(path: Path) -> set[str]:
    seen: dict[str, int] = {}
    page = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE):
        name = anchor_of(heading)
        seen[name] = seen.get(name, 0) + 1
    return {name if number == 0 else f"{name}-{number}" for name, count in seen.items() for number in range(count)}


@pytest.mark.parametrize("name", PAGES)
def test_relative_links_lead_somewhere(name: str) -> None:
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(text_of(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        if not found.exists() or (anchor and anchor not in anchors(found)):
            dead.append(target)
    assert not dead


# --- YAML -----------------------------------------------------------------------------------------------


def entities() -> list[tuple[str, str, str]]:
    return [
        (f"{name}:{block.line}", block.comments["entity"], block.text)
        for name in PAGES
        for block in blocks.blocks(text_of(name))
        if "entity" in block.comments
    ]


@pytest.mark.parametrize(("where", "kind", "text"), [pytest.param(*one, id=one[0]) for one in entities()])
def test_entity_on_a_page_is_valid(where: str, kind: str, text: str) -> None:
    with sessions.Session() as session:
        session.begin("empty")
        if kind == "workspace":
            session.write("outtrack.yaml", text)
            for folder in yaml.safe_load(text).get("include", ()):
                session.write(f"{folder}/outcomes/any.yaml", "title: Any\n")
        else:
            folders = {kind: folder for folder, kind in FOLDERS.items()}
            title = "" if re.search(r"^title:", text, re.MULTILINE) or kind == CHECKIN else "title: Example\n"
            session.write("outtrack.yaml", "version: 1\n")
            session.write(f"{folders[kind]}/example.yaml", title + text)
        printed = session.run("outtrack check --format json")
    assert printed.startswith("{"), f"{where}: {printed}"
    found = json.JSONDecoder().raw_decode(printed)[0]["diagnostics"]
    # the block is a part of a workspace: what it says must be right, not whole
    wrong = [
        one for one in found if one["rule"] in {*STRUCTURE, "ignored-checkin"} - {"dangling-link", "nothing-checked"}
    ]
    assert not wrong, where


@pytest.mark.parametrize("name", [name for name in WRITTEN if "```yaml" in text_of(name)])
def test_yaml_on_a_page_parses(name: str) -> None:
    for block in blocks.blocks(text_of(name)):
        if block.language == "yaml":
            assert list(yaml.compose_all(block.text)), f"{name}:{block.line}"


# --- commands, rules, words -----------------------------------------------------------------------------


def inline_commands() -> list[str]:
    pages = [name for name in PAGES if name != "CHANGELOG.md"]
    spans = [span for name in pages for span in re.findall(r"`(outtrack [^`]+)`", without_fences(text_of(name)))]
    return sorted({" ".join(span.split()) for span in spans if "|" not in span})


def without_fences(page: str) -> str:
    return re.sub(r"^( *)(`{3,}).*?^\1\2$", "", page, flags=re.MULTILINE | re.DOTALL)


def parse(words: list[str]) -> None:
    """Hold a command against the options that there are, without running it."""
    from typer.main import get_command

    from outtrack.cli.app import app

    group: Any = get_command(app)
    context = group.context_class(group, info_name="outtrack")
    if words[0].startswith("-"):
        assert words[0] in {name for param in group.params for name in param.opts}, words
        return
    command = group.get_command(context, words[0])
    assert command is not None, words
    if not {"-h", "--help"} & set(words):
        command.make_context(words[0], list(words[1:]), parent=context)


@pytest.mark.parametrize("line", inline_commands())
def test_command_in_a_sentence_exists(line: str) -> None:
    words = shlex.split(line)[1:]
    if words[0] in COMMANDS and len(words) == 1:
        return
    parse(words)


@pytest.mark.parametrize("words", examples_in_help(), ids=" ".join)
def test_example_in_the_help_can_be_called(words: list[str]) -> None:
    parse(words[1:])


def rows_after(page: str, mark: str) -> list[list[str]]:
    """Return the cells of the first table behind a mark, without its heading."""
    lines = page[page.index(mark) + len(mark) :].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    table = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return table[2:]


def words_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_guide_explains_every_status() -> None:
    page = text_of("docs/guide.md")
    told = {cells[1].replace(" ", "_"): cells[0] for cells in rows_after(page, "## 7. Read the status")}
    assert told == MARKS
    assert f"`{' '.join(ASCII_MARKS[word] for word in told)}`" in page


def test_file_format_knows_every_folder() -> None:
    told = {
        words_in(cells[0])[0].rstrip("/"): cells[1] for cells in rows_after(text_of("docs/file-format.md"), "## Kinds")
    }
    assert told == {folder: "" if kind == CHECKIN else kind for folder, kind in FOLDERS.items()}


def test_file_format_knows_every_link_upwards() -> None:
    rows = rows_after(text_of("docs/file-format.md"), "## Links")
    told = {(field, kind) for cells in rows for field in words_in(cells[0]) for kind in cells[1].split(", ")}
    real = {
        (str(keys[0]), kind)
        for kind in KINDS
        for keys, link in links_of_class(kind_class(kind))
        if link.relation in UPWARDS
    }
    assert told == real


def test_rules_page_has_every_rule() -> None:
    assert set(NAMES) <= anchors(docs.REFERENCE / "rules.md")


# --- the rooms ------------------------------------------------------------------------------------------


def test_rooms_are_those_of_the_contract_and_of_the_source() -> None:
    page = text_of("docs/architecture.md")
    told = [words_in(cells[1])[0].rstrip("/").removesuffix(".py") for cells in rows_after(page, rooms.ROOMS[0])]
    assert told == [room for layer in rooms.layers() for room in layer]
    source = ROOT / "src" / "outtrack"
    real = {path.stem for path in source.glob("*.py")} | {path.parent.name for path in source.glob("*/__init__.py")}
    assert real - {"__init__", "__main__"} == set(told)


# --- machine output -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def documents() -> dict[str, list[dict[str, Any]]]:
    """Every report of every example, as JSON: by name of the command."""
    reports = (
        "status", "list", "tree", "why", "show", "check", "coverage", "forecast", "calibration",
        "prioritize", "ready", "roadmap", "statistics", "experiment", "explain", "import", "catalog",
        "whatif", "vmgs",
    )  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {report: [] for report in reports}
    with sessions.Session() as session:

        def ask(line: str) -> dict[str, Any]:
            printed = session.run(f"outtrack {line} --format json")
            document: dict[str, Any] = json.JSONDecoder().raw_decode(printed)[0]
            found["statistics" if "--statistics" in line else document["report"]].append(document)
            return document

        for example in EXAMPLES:
            session.begin(f"examples/{example}")
            ask("status --all")
            ask("check")
            ask("coverage")
            ask("forecast")
            for goal in ask("list outcome")["rows"][:3]:
                ask(f"whatif --drop {goal['id']}")
            ask("calibration")
            for row in ask("experiment")["rows"]:
                ask(f"experiment {row['id'].partition(':')[2]}")
            ask("roadmap")
            ask("ready")
            for method in METHODS:
                ask(f"prioritize --by {method}")
            ask("vmgs")
            ask("vmgs --review")
            for view in ("alignment", "ost", "team", "vmgs"):
                ask(f"tree --view {view}")
            ask("tree --depth 1")
            ask("tree --kind outcome")
            for kind in (*KINDS, "key_result"):
                for row in ask(f"list {kind}")["rows"][:2]:
                    ask(f"show {row['id']} --explain")
                    ask(f"why {row['id']}")
        session.begin("empty")
        session.write("outtrack.yaml", "version: 1\n")
        session.write("outputs/unlinked.yaml", "title: Unlinked\n")
        ask("check")
        ask("check --statistics")
        ask("explain")
        ask("explain --all")
        ask("catalog")
        ask("catalog show service-fits-the-work")
        session.write("epics.csv", "Summary,Issue key,Issue Type,Status\nAn epic,A-1,Epic,Done\n")
        ask("check --epics epics.csv")
        ask("import jira epics.csv")
        ask("import csv epics.csv")
    return found


def documented(mark: str) -> set[str]:
    rows = rows_after(text_of("docs/machine-output.md"), f"<!-- keys: {mark} -->")
    return {word for cells in rows for word in words_in(cells[0])}


def keys_of(objects: Any) -> set[str]:
    return {key for one in objects for key in one}


def branches(documents: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    todo = [root for name in ("tree", "why") for document in documents[name] for root in document["tree"]]
    for branch in todo:  # grows while it is walked
        todo += branch["children"]
    return todo


def rows_of(documents: dict[str, list[dict[str, Any]]], report: str, kind: str) -> list[dict[str, Any]]:
    return [row for document in documents[report] for row in document["rows"] if row["kind"] == kind]


def fields_of(kind: str) -> set[str]:
    return {field.name.removesuffix("_") for field in fields(kind_class(kind))}


def test_envelope_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    assert keys_of(document for found in documents.values() for document in found) == documented("envelope")


@pytest.mark.parametrize("kind", ["outcome", "key_result"])
def test_status_is_documented(documents: dict[str, list[dict[str, Any]]], kind: str) -> None:
    assert keys_of(rows_of(documents, "status", kind)) == documented(kind)
    assert keys_of(rows_of(documents, "list", kind)) == documented(kind)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"outcome"}))
def test_list_is_documented(documents: dict[str, list[dict[str, Any]]], kind: str) -> None:
    more = documented(kind) if kind in {"metric", "solution"} else set()
    found = keys_of(rows_of(documents, "list", kind))
    assert fields_of(kind) | more <= found
    assert found - fields_of(kind) - more <= documented("branch")


def test_tree_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    found = branches(documents)
    assert keys_of(one for one in found if one["kind"] != "key_result") == documented("branch")
    key_results = keys_of(one for one in found if one["kind"] == "key_result")
    assert key_results - documented("branch") <= documented("key_result")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_page_of_an_entity_is_documented(documents: dict[str, list[dict[str, Any]]], kind: str) -> None:
    found = keys_of(page for document in documents["show"] for page in document["pages"] if page["kind"] == kind)
    own = documented("outcome") if kind == "outcome" else documented("branch")
    assert fields_of(kind) <= found
    assert documented("page") - {"explain", "judged"} <= found
    assert ("explain" in found) == (kind in {"outcome", "strategy"})
    assert found <= fields_of(kind) | own | documented("page")


def test_page_of_a_key_result_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    found = [page for document in documents["show"] for page in document["pages"] if page["kind"] == "key_result"]
    assert keys_of(found) - documented("key_result") == documented("key_result page")


def test_check_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    assert keys_of(document["summary"] for document in documents["check"]) == documented("summary")
    assert keys_of(one for document in documents["check"] for one in document["diagnostics"]) == documented(
        "diagnostic"
    )


def test_vmgs_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    pages = [page for document in documents["vmgs"] for page in document["pages"]]
    visions = keys_of(page for page in pages if page["kind"] == "vision")
    own = {"vision", "mission", "for_whom", "benefit", "parent"}
    assert visions - own - documented("branch") | {"heard"} == documented("vmgs")
    strategies = (strategy for page in pages for strategy in page.get("strategies", ()))
    assert keys_of(strategies) == documented("vmgs review")


@pytest.mark.parametrize("report", ["forecast", "calibration", "prioritize", "ready", "roadmap"])
def test_rows_are_documented(documents: dict[str, list[dict[str, Any]]], report: str) -> None:
    assert keys_of(row for document in documents[report] for row in document["rows"]) == documented(report)


def test_experiment_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    row, page = documented("experiment"), documented("experiment page")
    assert keys_of(row for document in documents["experiment"] for row in document.get("rows", ())) == row
    pages = [one for document in documents["experiment"] for one in document.get("pages", ())]
    assert keys_of(pages) == row | page | fields_of("experiment") - {"id"} | {"id"}
    found = [one["statistics"] for one in pages]
    assert keys_of(found) == documented("experiment statistics")
    assert keys_of(one for each in found for one in each["comparisons"]) == documented("comparison")
    assert keys_of(one for each in found for one in each["against_bar"]) == documented("against bar")
    assert keys_of(one["before_after"] for one in pages if one["before_after"]) == documented("before after")


def test_size_of_an_experiment_is_documented() -> None:
    with sessions.Session() as session:
        session.begin("empty")
        printed = session.run("outtrack experiment --size --baseline 10% --lift +2pp --format json")
    assert keys_of(json.loads(printed)["pages"]) == documented("experiment size")


def test_whatif_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    assert keys_of(row for document in documents["whatif"] for row in document["rows"]) == documented("whatif")


def test_coverage_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    assert keys_of(row for document in documents["coverage"] for row in document["rows"]) == documented("coverage")
    from outtrack.reports.coverage import FIGURES

    told = rows_after(text_of("docs/methods.md"), "## 4 The portfolio")
    assert {words_in(cells[0])[0] for cells in told} == FIGURES.keys()


def test_wording_is_documented() -> None:
    with sessions.Session() as session:
        session.begin("empty")
        printed = session.run('outtrack wording "Ship 10 features" "Churn below 3 %" --format json')
    rows = json.loads(printed)["rows"]
    assert keys_of(rows) == documented("wording")
    assert keys_of(one for row in rows for one in row["evidence"]) == documented("evidence")


def test_every_rule_of_wording_is_documented_with_its_points() -> None:
    from outtrack.wording import RULES

    told = {cells[0]: cells[2] for cells in rows_after(text_of("docs/wording.md"), "<!-- rules -->")}
    assert told == RULES


def test_import_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    assert keys_of(row for document in documents["import"] for row in document["rows"]) == documented("import")
    assert keys_of(document["summary"] for document in documents["import"]) == documented("import summary")
    seen = [document["summary"]["epics"] for document in documents["check"] if "epics" in document["summary"]]
    assert keys_of(seen) == documented("epics")


def test_catalog_is_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    listing, pages = documents["catalog"]
    assert keys_of(listing["rows"]) == documented("catalog")
    assert keys_of(pages["pages"]) == documented("catalog") | documented("catalog page")
    assert {area for area, _ in areas_and_sets("## The areas")} == {one["area"] for one in listing["rows"]}
    assert {name for name, _ in areas_and_sets("## The sets")} == {
        name for one in listing["rows"] for name in one["sets"]
    }


def areas_and_sets(heading: str) -> list[list[str]]:
    return [[words_in(cells[0])[0], cells[1]] for cells in rows_after(text_of("docs/catalog.md"), heading)]


def test_environment_is_documented() -> None:
    told = {
        word for cells in rows_after(text_of("docs/machine-output.md"), "## Environment") for word in words_in(cells[0])
    }
    read = set()
    for path in (ROOT / "src" / "outtrack").rglob("*.py"):
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", path.read_text(encoding="utf-8")))
    assert told == {name for name in read if not name.startswith(("COMP_", "_TYPER"))}


def test_formats_are_documented() -> None:
    from outtrack.render import FORMATS

    told = [words_in(cells[0])[0] for cells in rows_after(text_of("docs/machine-output.md"), "## Formats")]
    assert sorted(told) == sorted(FORMATS)


def test_statistics_and_explain_are_documented(documents: dict[str, list[dict[str, Any]]]) -> None:
    assert keys_of(row for document in documents["statistics"] for row in document["rows"]) == documented("statistics")
    listing, pages = documents["explain"]
    assert keys_of(listing["rows"]) == documented("rule")
    assert keys_of(pages["pages"]) == documented("rule") | documented("rule page")
    assert [page["rule"] for page in pages["pages"]] == [row["rule"] for row in listing["rows"]] == list(NAMES)
