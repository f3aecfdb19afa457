"""Opportunities and solutions in the order of a score, with every input of it (`methods.md` 6)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.priority import CONFIDENCES, FEW_ANSWERS, IMPACTS, KANO_WORDS, MONTH, MOONSHOT
from outtrack.compute.scores import ESTIMATED, SCORES, in_order, still_open
from outtrack.compute.terms import lifecycle
from outtrack.figures import number, percent, words
from outtrack.shapes import EMPTY, Cell, Column, Data, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.scores import Scored
    from outtrack.snapshot import Snapshot

WARNING: Final = (
    "scores of opportunities only look exact (Torres): compare and contrast them on evidence; the score chooses nothing"
)
"""Torres advises against pseudo-quantitative scores of opportunities (mobydiction.ca's notes on her book)."""


class Method(NamedTuple):
    """A way to tell what comes first."""

    title: str
    kind: str
    formula: str
    gives_words: bool = False
    """Whether the word is all that is told, and the number behind it only the order of the words."""


METHODS: Final = {
    "contribution": Method(
        "Contribution to the goals", "solution",
        "the sum, over the outcomes that it serves first, of what the map of influence says they pass on to the goals "
        "of the visions; a goal itself counts 1",
    ),
    "ice": Method("ICE", "solution", "impact x confidence x ease, each 0 to 10"),
    "impact-effort": Method(
        "Impact and effort", "solution", "quadrants, split at the medians of impact and effort", gives_words=True
    ),
    "kano": Method(
        "Kano", "opportunity",
        "what most people answered to both questions; of as many, must-be before one-dimensional before attractive "
        "before indifferent",
        gives_words=True,
    ),
    "opportunity": Method(
        "Opportunity score", "opportunity",
        "importance + max(importance - satisfaction, 0), each ten times the share of people who answered 4 or 5 of 5",
    ),
    "rice": Method(
        "RICE", "solution", f"reach x impact x confidence / effort in person-months ({MONTH} person-days each)"
    ),
}  # fmt: skip
"""Every method by the name under which it is asked for."""


def priorities(snapshot: Snapshot, name: str, chosen: set[str] | None) -> Table:
    """Return what is still open of a method's kind, the highest score first, those that lack an input last."""
    method = METHODS[name]
    found, left_out = still_open(snapshot, method.kind, chosen)
    scored = in_order(SCORES[name](snapshot, found))
    return Table(
        report="prioritize",
        as_of=snapshot.as_of,
        title=f"{snapshot.config.name or snapshot.workspace.root.name}: {method.title}",
        columns=_columns(method),
        is_headed=True,
        rows=tuple(_row(place, one, name, snapshot) for place, one in enumerate(scored, 1)),
        summary={"method": name, "formula": method.formula},
        hidden=left_out,
        notes=tuple(_notes(name, scored, left_out)),
    )


def _notes(name: str, scored: list[Scored], left_out: int) -> Iterator[str]:
    method = METHODS[name]
    yield f"{method.title}: {method.formula}"
    if method.kind == "opportunity":
        yield WARNING
    if name == "opportunity":
        yield f"of fewer than {FEW_ANSWERS} people such shares say little, and each group of customers has its own"
    if any("goal" in one.inputs for one in scored):
        yield "no vision names a goal that is on the map: `goals:` of a vision"
    if any("influences" in one.inputs for one in scored):
        yield (
            "no link leads from what some of them serve to a goal of a vision: "
            "`outtrack link ID OTHER --as influences --strength 3` declares one"
        )
    if without := sum(1 for one in scored if one.score is None):
        lacking = "has no score and comes last" if without == 1 else "have no score and come last, in no order"
        yield f"{without} of {len(scored)} {lacking}; the reason stands beside it"
    if left_out:
        over = "solved, put off or dropped" if method.kind == "opportunity" else "parked or dropped"
        yield f"{left_out} {'is' if left_out == 1 else 'are'} {over} and not here"


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


def _row(place: int, one: Scored, name: str, snapshot: Snapshot) -> Row:
    gives_words = METHODS[name].gives_words
    score = "—" if one.score is None else "" if gives_words else number(round(one.score, 2))
    missing = [words(key) for key, value in one.inputs.items() if value is None]
    remark = "; ".join(_remarks(name, one))
    said = "; ".join(filter(None, [f"needs {', '.join(missing)}" if missing and one.score is None else "", remark]))
    status = lifecycle(one.entity, snapshot.as_of)
    known = {key: value for key, value in one.inputs.items() if value is not None}
    if one.score is None:
        known.pop("evidence", None)
    cells = (
        Cell(one.entity.title),
        Cell(score, "dim" if one.score is None else "strong"),
        Cell(one.word) if one.word else EMPTY,
        Cell(", ".join(_input(*each, name) for each in known.items())),
        Cell(words(status)),
        Cell(said) if said else EMPTY,
        Cell(one.entity.id, "dim"),
    )
    return Row(cells, partial(_data, place, one, status, remark, gives_words=gives_words))


def _input(key: str, value: float, name: str) -> str:
    is_share = name == "rice" and key == "confidence"
    return f"{words(key)} {percent(value) if is_share else number(round(value, 3))}"


def _remarks(name: str, one: Scored) -> Iterator[str]:
    """Yield what is odd about the inputs of a score."""
    inputs = one.inputs
    if name == "rice":
        if inputs["effort"] == 0:
            yield "an effort of 0 can't be divided by: say how many person-days it takes"
        if inputs["impact"] is not None and inputs["impact"] not in IMPACTS:
            yield f"RICE knows the impacts {', '.join(map(number, IMPACTS))}"
        if (sure := inputs["confidence"]) is not None and sure not in CONFIDENCES:
            known = ", ".join(map(percent, CONFIDENCES))
            yield "a moonshot: less than 50% sure" if sure < MOONSHOT else f"RICE knows the confidences {known}"
    elif name == "ice" and inputs["confidence"] is not None and inputs["confidence"] > inputs["evidence"]:
        place = number(inputs["evidence"])
        is_untested = inputs["evidence"] == ESTIMATED
        yield (
            f"untested: the ladder of evidence says {place}"
            if is_untested
            else f"its tests reach {place} on the ladder"
        )
    elif name == "kano" and one.score is not None:
        counts = {word: inputs[word] for word in KANO_WORDS.values() if word in inputs}
        if len(most := [word for word, count in counts.items() if count == max(counts.values())]) > 1:
            yield f"as many answers say {' and '.join(most)}: what must be met first counts"
        if inputs["answers"] < FEW_ANSWERS:
            yield f"{inputs['answers']} {'answer' if inputs['answers'] == 1 else 'answers'}: few"


def _data(place: int, one: Scored, status: str, remark: str, *, gives_words: bool) -> Data:
    return {
        "kind": one.entity.kind,
        "id": one.entity.ref,
        "title": one.entity.title,
        "status": status,
        "place": place if one.score is not None else None,
        "score": None if gives_words else one.score,
        "word": one.word or None,
        "inputs": dict(one.inputs),
        "remark": remark or None,
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
    found, _ = still_open(snapshot, method.kind, None)
    ready = sum(1 for one in SCORES[name](snapshot, found) if one.score is not None)
    cells = (
        Cell(name, "strong"),
        Cell("opportunities" if method.kind == "opportunity" else "solutions"),
        Cell(f"{ready} of {len(found)}"),
        Cell(method.formula),
    )
    data: Data = {"id": name, "title": method.title, "kind": method.kind, "formula": method.formula}
    return Row(cells, lambda: data | {"ready": ready, "of": len(found)})
