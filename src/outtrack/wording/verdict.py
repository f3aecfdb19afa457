"""Whether a statement reads as an outcome or as work, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from outtrack.wording import marks as m
from outtrack.wording.acts import first_verb, judge_act
from outtrack.wording.evidence import Evidence, Reading
from outtrack.wording.sentence import Sentence, plain
from outtrack.wording.subjects import judge_subject, judge_unknown

if TYPE_CHECKING:
    from outtrack.wording.words import Words

Label = Literal["outcome", "output", "unclear"]
_LABEL: Final = re.compile(
    r"^(?:[\s\-*•–—]|\[[^\]]{0,12}\])*"  # noqa: RUF001 - dashes are meant
    r"(?:(?:okr|kr|o|objective|key result|goal|outcome|output|epic|feature|story|milestone|initiative|result|target|task"
    r"|deliverable)s?\s*#?\s*\d*(?:\.\d+)*\s*(?:[:.)]|\s[-–—])\s*)?",  # noqa: RUF001
    re.IGNORECASE,
)
_INTENT: Final = re.compile(
    r"^(?:(?:we|i|our team|the team)\s+(?:will|want|would like|aim|plan|intend|are going|need|hope|strive|seek|commit)"
    r"(?:\s+to)?\s+|(?:our|the|my)\s+(?:goal|aim|objective|ambition|target)\s+(?:is|will be)\s+(?:to|that)?\s*"
    r"|(?:aim|plan|strive|try|seek|intend|want|need|hope|commit)\s+to\s+|to\s+|let's\s+|please\s+"
    r"|(?:successfully|significantly|continuously|consistently|dramatically|substantially)\s+)",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"^(?:by|in|within|until|before|from|during|at)\s(?=[^,]{0,30}(?:\d|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|year|quarter|month|summer|spring|autumn|winter))[^,]{1,30},\s*",
    re.IGNORECASE,
)
_RESULT: Final = re.compile(
    r"[\s,;–—-]+(?:so that|such that|resulting in|which results in|that results in|leading to|which leads to|that leads to"  # noqa: RUF001
    r"|with the result that|thereby|as measured by|measured by|as shown by|proven by|so(?=\s(?:we|they|users|customers)\b))\s+",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(r"\s(?:in order to|so as to|with the aim of|with the goal of)\s", re.IGNORECASE)
_STORY: Final = re.compile(r"^as an? [^,]{1,40},? i (?:can|want|need|would|am able)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    label: Label
    evidence: tuple[Evidence, ...]
    outcome: int
    output: int


def bare(text: str) -> str:
    """Return a statement without its number, without `we will`, and without a leading date."""
    text = _LABEL.sub("", text, count=1)
    text = _WHEN.sub("", text, count=1)
    return _INTENT.sub("", _INTENT.sub("", text, count=1), count=1)


def classify(statement: str, words: Words) -> Verdict:
    text = bare(plain(statement))
    clause = _RESULT.search(text)
    if clause:
        verdict = _sum(_read(bare(text[clause.end() :]), words))
        if verdict.label == "outcome":
            return verdict
        text = text[: clause.start()]
    purpose = _PURPOSE.search(text)
    return _sum(_read(text[: purpose.start()] if purpose else text, words))


def _read(text: str, words: Words) -> list[Evidence]:
    if _STORY.match(text):
        return [Evidence("P4", 1, _STORY.match(text).group())]
    reading = Reading(Sentence(text, words))
    sentence = reading.sentence
    at = 0
    while at < sentence.size and (sentence.kinds[at] & (m.STOP | m.ADVERB) and not sentence.kinds[at] & m.VERB or sentence.texts[at] == "to"):
        at += 1
    if at == sentence.size:
        return []
    if first_verb(sentence, at):
        judge_act(reading, at)
    else:
        judge_subject(reading, at)
    if not reading.evidence:
        judge_unknown(reading, at)
    _say_deadline(reading)
    return reading.evidence


def _say_deadline(reading: Reading) -> None:
    if reading.has("O1", "O3", "O4", "O5") or not any(one.rule[0] == "P" for one in reading.evidence):
        return
    kinds, texts = reading.sentence.kinds, reading.sentence.texts
    for at, kind in enumerate(kinds):
        if kind & m.DATE or (texts[at] in {"time", "schedule", "budget"} and at and texts[at - 1] == "on"):
            reading.say("P3", 1, max(at - 1, 0), at + 1)
            return


def _sum(evidence: list[Evidence]) -> Verdict:
    outcome = sum(one.points for one in evidence if one.rule[0] == "O")
    output = sum(one.points for one in evidence if one.rule[0] == "P")
    label: Label = "outcome" if outcome > output else "output" if output > outcome else "unclear"
    return Verdict(label, tuple(evidence), outcome, output)
