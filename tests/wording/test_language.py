"""A statement that is not English is left alone, and an English one is not taken for a foreign one."""

from __future__ import annotations

import pytest

from outtrack.wording import classify


@pytest.mark.parametrize(
    "statement",
    [
        "Neues CRM einführen",
        "NPS auf 50 erhöhen",
        "Kundenzufriedenheit",
        "10 Features ausliefern",
        "Réduire le taux d'attrition de 5 % à 3 %",
        "Lancer le portail client",
        "Aumentar las ventas un 20 %",
        "Lanzar 10 funciones",
        "Migliorare il tasso di conversione",
        "Aumentar a retenção de clientes",
        "Klanttevredenheid verhogen",
        "Öka andelen nöjda kunder",
        "Zwiększyć sprzedaż o 20%",
        "Müşteri memnuniyetini artırmak",  # noqa: RUF001 - the letter is meant
        "Увеличить выручку на 20 %",
        "Αύξηση εσόδων",
        "زيادة المبيعات",
        "顧客満足度を上げる",
    ],
)
def test_other_languages_are_left_alone(statement: str) -> None:
    verdict = classify(statement)
    assert (verdict.label, verdict.reason) == ("unclear", "not English")
    assert not verdict.evidence
    assert verdict.rewrite is None


@pytest.mark.parametrize(
    "statement",
    [
        "Open a café in Köln",
        "Rio de Janeiro office",
        "Win the Prix de Rome",
        "Deploy Kubernetes",
        "Churn",
        "Dark mode",
        "Resumé upload for São Paulo",
        "🚀 Launch the rocket",
        "Increase naïve users' success rate",
        "Market share in Österreich above 10 %",
    ],
)
def test_names_and_loan_words_are_no_other_language(statement: str) -> None:
    assert classify(statement).reason is None


@pytest.mark.parametrize("statement", ["", "   ", "...", "42 %", "🚀", "→", "3/4"])
def test_without_words_nothing_is_judged(statement: str) -> None:
    verdict = classify(statement)
    assert (verdict.label, verdict.reason, verdict.evidence) == ("unclear", "no words", ())
