"""What trackers call things, in the languages in which their exports come: columns, types, states.

Names are compared without case. What is in none of these lists is kept as text and said, never guessed.
"""

from __future__ import annotations

import re
from typing import Final, Literal

State = Literal["todo", "doing", "done", "dropped"]

# Jira translates the headers of its exports. English, German, Spanish, French, Polish, Portuguese, Italian, Dutch,
# Czech, Swedish, Japanese, Chinese; older and newer words where both are about.
JIRA: Final[dict[str, tuple[str, ...]]] = {
    "key": (
        "Issue key", "Work item key", "Key", "Vorgangsschlüssel", "Schlüssel", "Clave de incidencia",
        "Clave de actividad",
        "Clé de ticket", "Clé", "Klucz zgłoszenia", "Klucz elementu", "Chave da item", "Chave do item",
        "Chave do ticket", "Chiave segnalazione", "Chiave ticket", "Issuesleutel", "Sleutel", "Klíč požadavku",
        "Ärendenyckel", "課題キー", "キー", "问题关键字", "事务密钥", "关键字",
    ),
    "id": (
        "Issue id", "Work item id", "Vorgangs-ID", "ID de la incidencia", "ID de ticket", "Id. zgłoszenia",
        "ID da item", "ID do item", "ID segnalazione", "Issue-ID", "課題 ID", "问题 ID",
    ),
    "title": (
        "Summary", "Zusammenfassung", "Resumen", "Résumé", "Podsumowanie", "Resumo", "Riepilogo", "Samenvatting",
        "Souhrn", "Sammanfattning", "要約", "概要", "摘要",
    ),
    "type": (
        "Issue Type", "Work type", "Work item type", "Vorgangstyp", "Tipo de Incidencia", "Tipo de actividad",
        "Type de ticket", "Typ zgłoszenia", "Typ elementu", "Tipo de item", "Tipo de ticket", "Tipo segnalazione",
        "Tipo di segnalazione", "Issuetype", "Typ požadavku", "Ärendetyp", "課題タイプ", "问题类型", "事务类型",
    ),
    "state": ("Status", "Estado", "État", "Statut", "Stato", "Stav", "ステータス", "状态"),
    "category": (
        "Status Category", "Statuskategorie", "Categoría de estado", "Catégorie d'état", "Catégorie de statut",
        "Kategoria statusu", "Categoria do status", "Categoria di stato", "Statuscategorie", "状态类别",
        "ステータス カテゴリー",
    ),
    "resolution": (
        "Resolution", "Lösung", "Resolución", "Résolution", "Rozwiązanie", "Resolução", "Risoluzione", "Oplossing",
    ),
    "labels": (
        "Labels", "Stichwörter", "Stichworte", "Etiquetas", "Étiquettes", "Etykiety", "Etichette", "Štítky",
        "Etiketter", "ラベル", "标签",
    ),
    "body": (
        "Description", "Beschreibung", "Descripción", "Opis", "Descrição", "Descrizione", "Beschrijving", "Popis",
        "Beskrivning", "説明", "描述",
    ),
    "parent": (
        "Parent key", "Clave principal", "Parent", "Parent id", "Parent Link", "Epic Link", "Übergeordnet",
        "Übergeordnetes Element", "Übergeordneter Schlüssel", "Principal", "Parent principal", "Élément parent",
        "Clé parente", "Element nadrzędny", "Klucz elementu nadrzędnego", "Pai", "Item pai", "Chave pai", "Principale",
        "Bovenliggend", "Enlace de la épica", "Epos-Link", "Epic-Verknüpfung", "Lien d'epic",
        "Link do epiku", "親", "父级",
    ),
    "updated": (
        "Updated", "Aktualisiert", "Actualizada", "Actualizado", "Mise à jour", "Mis à jour", "Zaktualizowano",
        "Zaktualizowane", "Atualizado(a)", "Atualizado", "Aggiornato", "Aggiornata", "Bijgewerkt", "Uppdaterad",
        "更新日", "更新日時", "已更新",
    ),
    "created": (
        "Created", "Erstellt", "Creada", "Creado", "Création", "Créée", "Utworzono", "Utworzone", "Criado", "Creato",
        "Aangemaakt", "作成日", "创建日期",
    ),
    "closed": (
        "Resolved", "Erledigt", "Resuelta", "Resuelto", "Résolue", "Résolu", "Rozwiązano", "Rozwiązane", "Resolvido",
        "Risolto", "Opgelost", "解決日", "已解决",
    ),
}  # fmt: skip

EPICS: Final = frozenset((
    "epic", "epics", "epos", "épica", "epica", "épico", "epico", "épopée", "epopée", "epik", "epikum", "epické",
    "эпик", "エピック", "史诗", "长篇故事", "에픽",
))  # fmt: skip
_EPIC_LABEL: Final = re.compile(r"(?:(?:type|kind|typ|level)\s*[:/=]+\s*)?epic", re.IGNORECASE)

_STATES: Final[dict[State, str]] = {
    "todo": """
        to do, todo, open, opened, new, backlog, planned, proposed, triage, reopened, selected for development,
        ready, ready for development, approved, unstarted, not started, queued, accepted, draft, idea, funnel, inbox,
        zu erledigen, offen, neu, geplant, tareas por hacer, por hacer, abierto, abierta, nuevo, nueva, pendiente,
        à faire, ouvert, ouverte, nouveau, do zrobienia, otwarte, otwarty, nowe, nowy, a fazer, tarefas pendentes,
        itens pendentes, pendente, aberto, da completare, da fare, aperto, nuovo, te doen, open te doen, att göra,
        k vyřízení, otevřené, 未着手, 待办, 待处理
    """,
    "doing": """
        in progress, doing, active, in review, review, in development, in dev, testing, in testing, in test, qa,
        blocked, on hold, started, begun, committed, implementing, in qa, code review, deploying, waiting,
        ready for release, ready to deploy, resolved in dev, paused, analysis, in analysis, design, discovery,
        validation,
        in arbeit, in bearbeitung, wird ausgeführt, in prüfung, test, blockiert, en curso, en progreso, en revisión,
        bloqueado, bloqueada, en cours, en cours de traitement, en revue, bloqué, w toku, w trakcie, w realizacji,
        testowanie, em andamento, em progresso, em revisão, in corso, in lavorazione, in uitvoering, bezig, pågår,
        probíhá, 進行中, 处理中, 进行中
    """,
    "done": """
        done, closed, resolved, completed, complete, finished, released, shipped, deployed, delivered, live, merged,
        fertig, erledigt, geschlossen, abgeschlossen, listo, lista, finalizado, finalizada, hecho, cerrado, cerrada,
        resuelto, terminado, terminé, terminée, terminé(e), fermé, fermée, livré, résolu, gotowe, zamknięte, zakończone,
        ukończone, rozwiązane, concluído, concluída, itens concluídos, fechado, resolvido, completata, completato,
        chiuso, risolto, gereed, klaar, afgerond, gesloten, klart, klar, hotovo, uzavřené, 完了, 完成, 已完成, 已关闭
    """,
    "dropped": """
        dropped, canceled, cancelled, removed, abandoned, rejected, won't do, wont do, won't fix, wontfix, declined,
        duplicate, cannot reproduce, not planned, not_planned, obsolete, invalid, archived, discarded, superseded,
        abgebrochen, abgelehnt, verworfen, wird nicht erledigt, cancelado, cancelada, descartado, rechazado, no se hará,
        annulé, annulée, abandonné, rejeté, anulowane, odrzucone, nie zostanie wykonane, rejeitado, annullato,
        rifiutato, geannuleerd, vervallen, zrušeno, キャンセル, 取消, 已取消
    """,
}
STATES: Final[dict[str, State]] = {
    " ".join(word.split()): state for state, words in _STATES.items() for word in words.split(",")
}


_WITH_REASON: Final = re.compile(r"(.+?) \((.+)\)")


def state_of(name: str) -> State | None:
    """Return what a state means, or None for one that is not known; in `Done (Duplicate)` the reason counts."""
    plain = " ".join(name.casefold().split())
    found = _WITH_REASON.fullmatch(plain)
    return STATES.get(plain) or (STATES.get(found[2]) or STATES.get(found[1]) if found else None)


def is_epic_type(name: str) -> bool:
    """Return whether a type is that of epics."""
    return name.casefold().strip() in EPICS


def is_epic_label(name: str) -> bool:
    """Return whether a label says that something is an epic: `epic`, `type: epic`, `kind/epic`."""
    return bool(_EPIC_LABEL.fullmatch(name.strip()))
