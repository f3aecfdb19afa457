"""Opportunities and solutions in the order of a score, with every input of it (`methods.md` 6)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from outtrack.compute import priority
from outtrack.compute.leverage import contributions_to_goals
from outtrack.compute.reach import way_up
from outtrack.compute.terms import lifecycle
from outtrack.figures import number, percent, words
from outtrack.shapes import EMPTY, Cell, Column, Data, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from outtrack.model.base import Entity
    from outtrack.snapshot import Snapshot

_OUT = frozenset(("parked", "dropped", "not_now", "solved"))
WARNING = (
    "scores of opportunities only look exact (Torres): compare and contrast them on evidence; the score chooses nothing"
)
"""Torres advises against pseudo-quantitative scores of opportunities (mobydiction.ca's notes on her book)."""


class Scored(NamedTuple):
    """One entity with its score and all that went into it."""

    entity: Any
    score: float | None
    """None where an input is missing."""
    word: str
    """What the score means, where it means a word."""
    inputs: dict[str, Any]
    """By name; None for what is missing."""
    remark: str = ""
    is_word: bool = False
    """Whether the word is all that is told, and the number behind it only the order of the words."""


class Method(NamedTuple):
    """A way to tell what comes first."""

    title: str
    kind: str
    formula: str
    score: Callable[[Snapshot, list[Any]], Iterable[Scored]]


def _rice(_: Snapshot, found: list[Any]) -> Iterator[Scored]:
    for one in found:
        inputs: dict[str, Any] = {name: getattr(one, name) for name in ("reach", "impact", "confidence", "effort")}
        yield Scored(one, priority.rice(*inputs.values()), "", inputs, "; ".join(_odd(one)))


def _odd(one: Any) -> Iterator[str]:
    """Yield what RICE would not have as an input."""
    if one.effort == 0:
        yield "an effort of 0 can't be divided by"
    if one.impact is not None and one.impact not in priority.IMPACTS:
        yield f"RICE knows the impacts {', '.join(map(number, priority.IMPACTS))}"
    if one.confidence is not None and one.confidence < priority.MOONSHOT:
        yield "a moonshot: less than 50% sure"


def _ice(_: Snapshot, found: list[Any]) -> Iterator[Scored]:
    for one in found:
        impact, sure, ease = (getattr(one.ice, name, None) for name in ("impact", "confidence", "ease"))
        yield Scored(one, priority.ice(impact, sure, ease), "", {"impact": impact, "certainty": sure, "ease": ease})


def _impact_effort(_: Snapshot, found: list[Any]) -> Iterator[Scored]:
    known = [one for one in found if one.impact is not None and one.effort is not None]
    quadrant = dict(zip(
        [one.ref for one in known], priority.quadrants([(one.impact, one.effort) for one in known]), strict=True
    ))  # fmt: skip
    for one in found:
        word = quadrant.get(one.ref, "")
        rank = float(len(_ORDER) - _ORDER.index(word)) if word else None
        yield Scored(one, rank, word, {"impact": one.impact, "effort": one.effort}, is_word=True)


_ORDER = ("quick win", "big bet", "fill-in", "money pit")


def _opportunity(_: Snapshot, found: list[Any]) -> Iterator[Scored]:
    for one in found:
        score = priority.opportunity_score(one.importance, one.satisfaction)
        inputs = {"importance": one.importance, "satisfaction": one.satisfaction}
        yield Scored(one, score, priority.need(score) if score is not None else "", inputs)


def _kano(_: Snapshot, found: list[Any]) -> Iterator[Scored]:
    for one in found:
        told = priority.kano([(answer.functional, answer.dysfunctional) for answer in one.kano])
        inputs: dict[str, Any] = {
            "answers": told.n if told else None,
            **({"better": told.better, "worse": told.worse} if told else {}),
        }
        few = f"{told.n} answers: few" if told and told.n < priority.FEW_ANSWERS else ""
        rank = float(len(priority.LETTERS) - priority.LETTERS.index(told.letter)) if told else None
        yield Scored(one, rank, priority.KANO_WORDS[told.letter] if told else "", inputs, few, is_word=True)


def _contribution(snapshot: Snapshot, found: list[Any]) -> Iterator[Scored]:
    shares = contributions_to_goals(snapshot)
    for one in found:
        first = [ref for ref in way_up(snapshot, one.ref) if ref in shares]
        inputs: dict[str, Any] = {ref.partition(":")[2]: shares[ref] for ref in first}
        yield Scored(one, sum(inputs.values()) if inputs else None, "", inputs or {"outcome": None})


METHODS = {
    "contribution": Method(
        "Contribution to the goals", "solution",
        "the sum, over the outcomes that it serves first, of what the map of influence says they pass on to the goals "
        "of the visions; a goal itself counts 1", _contribution,
    ),
    "ice": Method("ICE", "solution", "impact x confidence x ease, each 0 to 10", _ice),
    "impact-effort": Method(
        "Impact and effort", "solution", "quadrants, split at the medians of impact and effort", _impact_effort
    ),
    "kano": Method("Kano", "opportunity", "the answer that most people gave to both questions", _kano),
    "opportunity": Method(
        "Opportunity score", "opportunity", "importance + max(importance - satisfaction, 0)", _opportunity
    ),
    "rice": Method(
        "RICE", "solution",
        f"reach x impact x confidence / effort in person-months ({priority.MONTH} person-days each)", _rice,
    ),
}  # fmt: skip
"""Every method by the name under which it is asked for."""


def priorities(snapshot: Snapshot, name: str, chosen: set[str] | None) -> Table:
    """Return what is still open of a method's kind, the highest score first, those that lack an input last."""
    method = METHODS[name]
    found = [one for one in snapshot.all(method.kind) if _is_asked(one, snapshot, chosen)]
    scored = sorted(method.score(snapshot, found), key=_order)
    notes = [f"{method.title}: {method.formula}"]
    if method.kind == "opportunity":
        notes.append(WARNING)
    if without := sum(1 for one in scored if one.score is None):
        notes.append(f"{without} of {len(scored)} lack an input and have no score: they stand last, in no order")
    return Table(
        report="prioritize",
        as_of=snapshot.as_of,
        title=f"{snapshot.config.name or snapshot.workspace.root.name}: {method.title}",
        columns=_columns(method),
        rows=tuple(_row(place, one, snapshot) for place, one in enumerate(scored, 1)),
        summary={"method": name, "formula": method.formula},
        notes=tuple(notes),
    )


def _order(one: Scored) -> tuple[bool, float, str]:
    return one.score is None, -(one.score or 0), one.entity.id


def _is_asked(one: Entity, snapshot: Snapshot, chosen: set[str] | None) -> bool:
    return one.ref in chosen if chosen is not None else lifecycle(one, snapshot.as_of) not in _OUT


def _columns(method: Method) -> tuple[Column, ...]:
    return (
        Column("title", words(method.kind).capitalize()),
        Column("score", "Score", is_headline=True, is_right=True),
        Column("word", "Means", is_headline=True),
        Column("inputs", "Inputs", label="{}"),
        Column("status", "Status"),
        Column("remark", "Remark", is_aside=True),
        Column("id", "Id", is_aside=True),
    )


def _row(place: int, one: Scored, snapshot: Snapshot) -> Row:
    score = "—" if one.score is None else "" if one.is_word else number(round(one.score, 2))
    missing = [name for name, value in one.inputs.items() if value is None]
    remark = "; ".join(filter(None, [f"needs {', '.join(missing)}" if missing else "", one.remark]))
    status = lifecycle(one.entity, snapshot.as_of)
    cells = (
        Cell(one.entity.title),
        Cell(score, "dim" if one.score is None else "strong"),
        Cell(one.word) if one.word else EMPTY,
        Cell(", ".join(f"{words(name)} {_input(name, value)}" for name, value in one.inputs.items())),
        Cell(words(status)),
        Cell(remark) if remark else EMPTY,
        Cell(one.entity.id, "dim"),
    )
    return Row(cells, partial(_data, place, one, status))


_SHARES = frozenset(("better", "confidence"))


def _input(name: str, value: Any) -> str:
    if value is None:
        return "—"
    return percent(value) if name in _SHARES else number(round(value, 3))


def _data(place: int, one: Scored, status: str) -> Data:
    return {
        "kind": one.entity.kind,
        "id": one.entity.ref,
        "title": one.entity.title,
        "status": status,
        "place": place if one.score is not None else None,
        "score": None if one.is_word else one.score,
        "word": one.word or None,
        "inputs": one.inputs,
        "remark": one.remark or None,
    }


def methods(snapshot: Snapshot) -> Table:
    """Return every method, with how many entities have what it needs."""
    return Table(
        report="prioritize",
        as_of=snapshot.as_of,
        title="Ways to prioritize",
        columns=(
            Column("id", "--by"),
            Column("what", "Of", is_headline=True),
            Column("ready", "With all inputs", is_headline=True, is_right=True),
            Column("formula", "Formula", is_apart=True),
        ),
        rows=tuple(_method_row(name, one, snapshot) for name, one in METHODS.items()),
        notes=("none is chosen for you: `outtrack prioritize --by METHOD`",),
    )


def _method_row(name: str, method: Method, snapshot: Snapshot) -> Row:
    found = list(method.score(snapshot, [one for one in snapshot.all(method.kind) if _is_asked(one, snapshot, None)]))
    ready = sum(1 for one in found if one.score is not None)
    cells = (
        Cell(name, "strong"),
        Cell("opportunities" if method.kind == "opportunity" else "solutions"),
        Cell(f"{ready} of {len(found)}"),
        Cell(method.formula),
    )
    data: Data = {"id": name, "title": method.title, "kind": method.kind, "formula": method.formula}
    return Row(cells, lambda: data | {"ready": ready, "of": len(found)})
