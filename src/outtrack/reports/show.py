"""Everything about one entity or key result on a page; on request, every figure opened to what it is made of."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from outtrack.compute.expectations import judgements
from outtrack.compute.terms import lifecycle
from outtrack.figures import amount, percent, words
from outtrack.model import kind_class
from outtrack.model.base import UPWARDS, key_of
from outtrack.model.declared import enumerations
from outtrack.reports.data import key_result_data, outcome_data
from outtrack.reports.elsewhere import RELATION_WORDS
from outtrack.reports.explain import explain_outcome, explain_strategy
from outtrack.reports.fields import later_fields, with_fields
from outtrack.reports.learning import expected_block, judgement_data, outcome_story
from outtrack.reports.lines import entity_cells, entity_data
from outtrack.reports.result import result
from outtrack.reports.rows import COLUMNS as STATUS_COLUMNS
from outtrack.reports.rows import key_result_row
from outtrack.reports.service import level_cell
from outtrack.reports.show_key_result import CHECKIN_COLUMNS, key_result_sheet
from outtrack.reports.texts import outcome_remark, tally_text
from outtrack.reports.values import flat_text, known_by, known_readings, value_text, where_text
from outtrack.scalar import written
from outtrack.shapes import Block, Branch, Cell, Page, Row, Sheet, status_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outtrack.compute.standing import OutcomeStanding, Standings
    from outtrack.model.evidence import Metric, Reading
    from outtrack.snapshot import Snapshot

KEY_RESULT = "key_result"
_TOLD_ELSEWHERE = frozenset((
    "id", "title", "owner", "team", "tags", "description", "urls", "fields", "status", "key_results", "updates",
    "changes", "readings", "reviews", "score", "measures", "result", "expected",
))  # fmt: skip


def show(snapshot: Snapshot, standings: Standings, ref: str, *, with_explanation: bool = False) -> Page:
    """Return the page of an entity, or of a key result."""
    if ref.startswith(f"{KEY_RESULT}:"):
        sheet = key_result_sheet(snapshot, standings, ref, with_explanation=with_explanation)
    else:
        sheet = _entity_sheet(snapshot, standings, ref, with_explanation=with_explanation)
    return Page(report="show", as_of=snapshot.as_of, sheets=(sheet,))


def _entity_sheet(snapshot: Snapshot, standings: Standings, ref: str, *, with_explanation: bool) -> Sheet:
    entity = snapshot.get(ref)
    standing = standings.outcome(entity) if entity.kind == "outcome" else None
    data = outcome_data(standing) if standing else entity_data(entity, snapshot, standings)
    data = with_fields(data, snapshot, entity)
    data["path"] = snapshot.workspace.prefix + snapshot.place(ref).path
    blocks = [Block(facts=tuple(_facts(snapshot, standings, entity, standing)))]
    if entity.description:
        blocks.append(Block("Description", text=entity.description))
    if standing:
        blocks += _outcome_blocks(standings, standing, snapshot.as_of)
        blocks += outcome_story(snapshot, standings, standing)
        data["key_results"] = [key_result_data(standing, one) for one in standing.key_results]
    if reviews := known_by(getattr(entity, "reviews", ()), snapshot.as_of):
        blocks.append(Block("Reviews", facts=tuple((str(one.date), Cell(_review(one))) for one in reversed(reviews))))
    if entity.kind == "experiment" and not (entity.stopped and entity.stopped > snapshot.as_of):
        blocks += result(entity)
    if entity.kind == "metric" and (known := known_readings(entity, snapshot)):
        data["readings"] = known
        blocks.append(_readings(entity, known))
    blocks += _of_work(snapshot, standings, entity, data)
    blocks += _links(snapshot, standings, ref, data)
    if entity.fields:
        blocks.append(
            Block("Own fields", facts=tuple((name, Cell(written(value))) for name, value in entity.fields.items()))
        )
    if standing and with_explanation:
        found = explain_outcome(snapshot, standing)
        blocks += found[0]
        data["explain"] = found[1]
    if entity.kind == "strategy" and with_explanation:
        found = explain_strategy(snapshot, standings, entity)
        blocks += found[0]
        data["explain"] = found[1]
    return Sheet(Cell(entity.title, "strong"), tuple(blocks), data)


def _of_work(snapshot: Snapshot, standings: Standings, entity: Any, data: dict[str, Any]) -> Iterator[Block]:
    """Yield what was expected of a piece of work, judged, and what it measures of itself."""
    if getattr(entity, "expected", ()):
        judged = judgements(snapshot, standings, entity.ref)
        yield expected_block(judged)
        data["judged"] = [judgement_data(one) for one in judged]
    if getattr(entity, "measures", ()):
        facts = tuple((one.title, level_cell(standings.measure(entity, one))) for one in entity.measures)
        yield Block("Measures of the work itself (shown, never counted)", facts=facts)


def _facts(
    snapshot: Snapshot, standings: Standings, entity: Any, standing: OutcomeStanding | None
) -> Iterator[tuple[str, Cell]]:
    yield words(entity.kind), Cell(entity.id)
    if standing:
        yield from _outcome_facts(standing)
    else:
        status = [cell.text for cell in entity_cells(entity, snapshot, standings)[2:-1]]
        if entity.kind == "solution":
            yield "status", Cell(words(lifecycle(entity, snapshot.as_of)))
            yield "stage", Cell(" ".join(status))
        elif status:
            yield "status", Cell(" ".join(status))
    for label, texts in (("owner", entity.owner), ("team", (entity.team,)), ("tags", entity.tags)):
        if any(texts):
            yield label, Cell(", ".join(texts))
    record: type = kind_class(entity.kind)
    later = later_fields(entity, snapshot.as_of) | ({"start", "due"} if standing else set())
    for field in fields(entity):
        name, value = key_of(field.name), getattr(entity, field.name)
        if name in later or name in _TOLD_ELSEWHERE or value in (None, (), False) or value == field.default:
            continue
        yield words(name), Cell(value_text(value, is_word=name in enumerations(record)))
    for url in entity.urls:
        yield "url", Cell(f"{url.title}: {url.url}" if url.title else url.url)
    yield "file", Cell(where_text(snapshot, entity.ref), "dim")


def _outcome_facts(standing: OutcomeStanding) -> Iterator[tuple[str, Cell]]:
    remark = outcome_remark(standing)
    cell = status_cell(standing.status)
    yield "status", Cell(f"{cell.text}; {remark}" if remark else cell.text, cell.tone, mark=cell.mark)
    yield "progress", _progress(standing)
    if said := tally_text(standing.insights):
        yield "insights", Cell(said)
    if standing.due:
        yield "period", Cell(f"{standing.start or 'needs start'} to {standing.due}")


def _progress(standing: OutcomeStanding) -> Cell:
    """Return the progress of an outcome in full words."""
    total = standing.rollup
    if total.progress is None:
        return Cell("no data", "dim")
    text = f"{percent(total.progress)} measured"
    if total.coverage is not None and total.coverage < 1:
        text += f" ({percent(total.of_measured)} of the {percent(total.coverage)} that is measured)"
    return Cell(text, bar=total.progress)


def _review(one: Any) -> str:
    return " ".join(filter(None, [one.decision, f"({one.by})" if one.by else ""])) or "reviewed"


def _outcome_blocks(standings: Standings, standing: OutcomeStanding, day: date) -> Iterator[Block]:
    if standing.key_results:
        rows = tuple(key_result_row(standing, one)._replace(depth=0) for one in standing.key_results)
        yield Block("Key results", columns=STATUS_COLUMNS, rows=rows)
    if contributors := standings.contributors(standing.outcome.ref):
        name = "Contributing outcomes" + (" (they make up its progress)" if standing.basis == "contributors" else "")
        facts = tuple(
            (
                f"weight {weight:g}",
                Cell(f"{one.outcome.title}: {words(one.status or 'no status')}, {percent(one.rollup.progress)}"),
            )
            for weight, one in contributors
        )
        yield Block(name, facts=facts)
    if updates := known_by(standing.outcome.updates, day):
        facts = tuple((str(one.date), Cell(_update(one))) for one in reversed(updates))
        yield Block("Updates", facts=facts)
    if changes := known_by(standing.outcome.changes, day):
        facts = tuple((str(one.date), Cell(_change(one))) for one in changes)
        yield Block("Goalposts that were moved", facts=facts)


def _change(one: Any) -> str:
    return f"{one.key_result or 'outcome'}: {one.field} was {flat_text(one.was)}; {one.why or 'no reason given'}"


def _update(one: Any) -> str:
    parts = [
        words(one.status) if one.status else "",
        f"score {one.score:g}" if one.score is not None else "",
        one.note or "",
    ]
    parts += [f"{name}: {getattr(one, name)}" for name in ("risk", "wanted", "learned") if getattr(one, name)]
    if one.by:
        parts.append(f"({one.by})")
    return "; ".join(part for part in parts if part)


def _readings(metric: Metric, found: list[Reading]) -> Block:
    rows = [
        Row(
            (
                Cell(str(one.date)),
                Cell(amount(one.value, metric.unit)),
                Cell(),
                Cell(one.by or ""),
                Cell(one.note or ""),
            ),
            dict,
        )
        for one in sorted(found, key=lambda one: one.date, reverse=True)
    ]
    return Block("Readings", columns=CHECKIN_COLUMNS, rows=tuple(rows))


def _links(snapshot: Snapshot, standings: Standings, ref: str, data: dict[str, Any]) -> list[Block]:
    """Return what an entity is for, and what hangs on it."""

    def line(other: str, relation: str) -> Branch:
        entity = snapshot.get(other)
        return Branch(entity_cells(entity, snapshot, standings, relation), {})

    graph = snapshot.graph
    out = [edge for edge in graph.outgoing.get(ref, ()) if snapshot.get(edge.target)]
    into = [edge for edge in graph.incoming.get(ref, ()) if snapshot.get(edge.source)]
    data["links"] = [{"relation": str(edge.relation), "to": edge.target, "weight": edge.weight} for edge in out]
    data["linked_from"] = [
        {"relation": str(edge.relation), "from": edge.source, "weight": edge.weight} for edge in into
    ]
    blocks = []
    ups = [line(edge.target, RELATION_WORDS.get(edge.relation, str(edge.relation))) for edge in out]
    if ups:
        blocks.append(Block("What it is for", branches=tuple(ups)))
    downs = [line(edge.source, "") for edge in into if edge.relation in UPWARDS]
    if downs:
        blocks.append(Block("What hangs on it", branches=tuple(downs)))
    side = [line(edge.source, "") for edge in into if edge.relation not in UPWARDS]
    if side:
        blocks.append(Block("What else names it", branches=tuple(side)))
    return blocks
