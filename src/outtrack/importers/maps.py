"""Which column means what: said by the call, saved in the configuration, or suggested by the names of the columns."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from outtrack.diagnostic import did_you_mean
from outtrack.frozen import dataclass
from outtrack.importers.table import plain
from outtrack.model import KINDS, record_class
from outtrack.model.base import key_of
from outtrack.model.declared import record_at
from outtrack.model.key_result import KeyResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outtrack.importers.table import Table

KIND: Final = "kind"
ROW: Final = "row"
INNER: Final = "key_results."
EXTRA: Final = ("value", "date")
"""What a row can say about a key result beside its fields: the number now, and the day of it."""

SYNONYMS: Final[dict[str, str]] = {
    "title": """
        objective, objectives, outcome, goal, title, name, summary, ziel, ziele, titel, objetivo, objetivos, título,
        nombre, objectif, titre, nom, cel, nazwa, tytuł, obiettivo, nome, titolo, doel, mål
    """,
    "key_results.title": """
        key result, key results, kr, krs, measure, kpi, metric, schlüsselergebnis, schlüsselergebnisse, kennzahl,
        messgröße, resultado clave, resultados clave, résultat clé, résultats clés, kluczowy rezultat, kluczowe
        rezultaty, resultado-chave, risultato chiave, risultati chiave, kernresultaat, nyckelresultat
    """,
    "key_results.baseline": """
        baseline, base, start value, starting value, initial value, from, ausgangswert, startwert, valor inicial,
        línea base, valeur initiale, valeur de départ, wartość początkowa, valore iniziale, beginwaarde
    """,
    "key_results.target": """
        target, target value, goal value, to, zielwert, meta, valor objetivo, cible, valeur cible, wartość docelowa,
        valore obiettivo, valor alvo, streefwaarde, målvärde
    """,
    "key_results.value": """
        current, current value, actual, now, latest, ist, istwert, aktuell, aktueller wert, valor actual, actuel,
        valeur actuelle, obecnie, wartość bieżąca, valor atual, attuale, valore attuale, huidig
    """,
    "key_results.unit": "unit, einheit, unidad, unité, jednostka, unidade, unità, eenheid, enhet",
    "owner": """
        owner, owners, responsible, accountable, lead, dri, verantwortlich, verantwortliche, eigentümer, responsable,
        responsables, właściciel, odpowiedzialny, responsável, responsabile, eigenaar, ansvarig
    """,
    "team": "team, squad, department, abteilung, bereich, equipo, équipe, zespół, equipe, time, reparto, afdeling",
    "due": """
        due, due date, deadline, end date, quarter, period, timeframe, cycle, fällig, frist, quartal, zeitraum, ende,
        fecha límite, trimestre, periodo, échéance, période, termin, kwartał, okres, prazo, scadenza, kwartaal
    """,
    "start": "start, start date, begin, beginn, startdatum, inicio, fecha de inicio, début, początek, início, inizio",
    "description": """
        description, details, notes, comment, comments, beschreibung, notizen, kommentar, descripción, notas,
        commentaire, opis, uwagi, descrição, descrizione, note, toelichting
    """,
    "status": "status, state, estado, état, stato",
    "tags": "tags, labels, stichwörter, etiquetas, étiquettes, etykiety",
    "id": "id, identifier, kennung",
    ROW: "type, row type, level, typ, ebene, tipo, niveau, nivel, rodzaj",
}
"""What columns are called, by the field that they probably hold; the first field with a name that is there gets it."""
_ONLY_FOR_OUTCOMES: Final = frozenset(
    ("objective", "objectives", "goal", "ziel", "ziele", "objetivo", "objectif", "cel", "obiettivo")
)


_IN_SHORT: Final = frozenset(("who", "achievable", "baseline", "contributes_to"))
"""Fields with records in them that may be written as one value."""


class MapError(Exception):
    """A map does not fit; says what is wrong and what there is instead."""


@dataclass(frozen=True, slots=True)
class Map:
    """A kind, and the column of each field; `row` may name the column that tells objectives from key results."""

    kind: str
    columns: Mapping[str, str]

    @property
    def text(self) -> str:
        """The map as `--map` takes it."""
        return ",".join(f"{field}={column}" for field, column in self.columns.items())


def parse(parts: list[str], kind: str | None, saved: Mapping[str, Mapping[str, str]]) -> Map | None:
    """Return the map that a call gives or names, None where it gives none; raise MapError for one that can't be."""
    if not parts:
        return None
    if len(parts) == 1 and "=" not in parts[0]:
        name = parts[0]
        if name not in saved:
            known = (
                f"saved are {', '.join(saved)}"
                if saved
                else "none is saved: give it as FIELD=COLUMN,…, and --save NAME"
            )
            raise MapError(f"there is no map `{name}`; {did_you_mean(name, saved) or known}")
        columns = {field: column for field, column in saved[name].items() if field != KIND}
        return Map(kind or saved[name].get(KIND) or "outcome", columns)
    columns = {}
    for pair in (pair for part in parts for pair in part.split(",") if pair.strip()):
        field, sign, column = (piece.strip() for piece in pair.partition("="))
        if not sign or not field or not column:
            raise MapError(f"`{pair.strip()}` is not FIELD=COLUMN, such as title=Objective")
        columns[field] = column
    return Map(kind or "outcome", columns)


def fields_of(kind: str) -> list[str]:
    """Return the fields that a column can be mapped to."""
    record: type = record_class(kind)
    names = [key_of(name) for name in _names(record) if name != "fields"]
    if kind == "outcome":
        inner: type = KeyResult
        names += [INNER + key_of(name) for name in _names(inner) if name != "checkins"]
        names += [INNER + name for name in EXTRA] + [ROW]
    return names


def _names(record: type) -> list[str]:
    return [
        field.name
        for field in fields(record)
        if field.name in _IN_SHORT or not record_at(record, (key_of(field.name),))
    ]


def check(chosen: Map, table: Table) -> dict[str, int]:
    """Return the place of the column of each field; raise MapError where a field or a column does not exist."""
    if chosen.kind not in KINDS:
        raise MapError(
            f"`{chosen.kind}` is not a kind; {did_you_mean(chosen.kind, KINDS) or 'they are ' + ', '.join(KINDS)}"
        )
    known, places = fields_of(chosen.kind), {}
    for field, column in chosen.columns.items():
        if field not in known:
            hint = did_you_mean(field, known) or f"they are {', '.join(known)}"
            raise MapError(f"`{field}` is not a field of {chosen.kind}; {hint}")
        found = table.by_name.get(plain(column), [])
        there = [name for name in dict.fromkeys(table.header) if name]
        if not found:
            raise MapError(
                f"there is no column `{column}`; {did_you_mean(column, there) or 'they are ' + ', '.join(there)}"
            )
        if len(found) > 1:
            raise MapError(f"the column `{column}` stands twice: call one of the two otherwise")
        places[field] = found[0]
    if "title" not in places:
        raise MapError("nothing is mapped to `title`: add title=COLUMN")
    return places


def suggest(table: Table, kind: str) -> Map:
    """Return the map that the names of the columns suggest; raise MapError where none reads like a title."""
    known, columns, taken = fields_of(kind), {}, set()
    for field in [*SYNONYMS, *(name for name in known if name not in SYNONYMS)]:
        if field not in known:
            continue
        names = [" ".join(name.split()) for name in SYNONYMS.get(field, "").split(",")]
        for name in (field.removeprefix(INNER).replace("_", " "), *names):
            place = table.by_name.get(plain(name), ())
            is_odd = kind != "outcome" and name in _ONLY_FOR_OUTCOMES
            if len(place) == 1 and place[0] not in taken and not is_odd:
                columns[field] = table.header[place[0]]
                taken.add(place[0])
                break
    if ROW in columns and not ("title" in columns and INNER + "title" not in columns):
        del columns[ROW]  # objectives and key results have columns of their own: nothing else must tell them apart
    if "title" not in columns:
        there = ", ".join(f"`{name}`" for name in table.header if name)
        raise MapError(f"no column reads like a title: say --map title=COLUMN,…; there are {there or 'none'}")
    if ROW in columns:
        columns[INNER + "title"] = columns["title"]
    return Map(kind, columns)
