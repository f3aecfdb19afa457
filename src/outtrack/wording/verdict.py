"""Whether a statement reads as an outcome or as work, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from outtrack.frozen import dataclass
from outtrack.wording import marks as m
from outtrack.wording.acts import judge_act
from outtrack.wording.before import bare, unnumbered
from outtrack.wording.evidence import RULES, Evidence, Reading
from outtrack.wording.language import is_english
from outtrack.wording.names import judge_name
from outtrack.wording.opening import first_verb
from outtrack.wording.rewrite import rewrite
from outtrack.wording.sentence import Sentence, plain
from outtrack.wording.subjects import judge_subject
from outtrack.wording.words import load_words

if TYPE_CHECKING:
    from outtrack.wording.words import Words

Label = Literal["outcome", "output", "unclear"]
NOT_ENGLISH: Final = "not English"
NO_WORDS: Final = "no words"
_RESULT: Final = re.compile(
    r"[\s,;\N{EN DASH}\N{EM DASH}-]+(so that|such that|resulting in|which results in|that results in|leading to"
    r"|which leads to|that leads to|with the result that|thereby|as measured by|measured by|as shown by|proven by"
    r"|so(?=\s(?:we|they|users|customers)\b))\s+",
    re.IGNORECASE,
)
_OF_RESULTS: Final = ("so ", "such that", "result", "lead", "thereby", " by ")
_PURPOSE: Final = re.compile(r"\s(?:in order to|so as to|with the aim of|with the goal of)\s", re.IGNORECASE)
_STORY: Final = re.compile(r"^as an? [^,]{1,40},? i (?:can|want|need|would|am able)\b", re.IGNORECASE)
_BEGINS_WORD: Final = re.compile(r"[^\W\d_]").match
_WORK: Final = tuple(rule for rule in RULES if rule[0] == "P")
_WRITTEN_DATES: Final = frozenset(("time", "schedule", "budget"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a statement reads, the evidence for it, and what to ask where it is no outcome."""

    label: Label
    evidence: tuple[Evidence, ...] = ()
    rewrite: str | None = None
    """The statement with the question that makes an outcome of it; None for an outcome and for what was not judged."""
    reason: str | None = None
    """Why not all of it was judged: it is not English, has no words, or its result clause decided."""

    @property
    def outcome_points(self) -> int:
        """The points for an outcome."""
        return sum(one.points for one in self.evidence if one.rule[0] == "O")

    @property
    def output_points(self) -> int:
        """The points for an output."""
        return sum(one.points for one in self.evidence if one.rule[0] == "P")

    @property
    def lead(self) -> int:
        """How many points more are for an output than for an outcome."""
        return self.output_points - self.outcome_points


def classify(statement: str, words: Words | None = None) -> Verdict:
    """Return how a statement reads. It is an outcome or an output where more points are for one than for the other."""
    words = words or load_words()
    whole = unnumbered(plain(statement))
    text = bare(whole)
    sentence = Sentence(text, words)
    if not any(map(_BEGINS_WORD, sentence.texts)):
        return Verdict("unclear", reason=NO_WORDS)
    if not is_english(text, sentence, words):
        return Verdict("unclear", reason=NOT_ENGLISH)
    if clause := _result(text):
        evidence = _read(Sentence(bare(unnumbered(text[clause.end() :])), words))
        if _label(evidence) == "outcome":
            return Verdict("outcome", evidence, reason=f'what stands after "{clause[1]}" decides')
        sentence = Sentence(text[: clause.start()], words)
    elif purpose := _PURPOSE.search(text):
        sentence = Sentence(text[: purpose.start()], words)
    evidence = _read(sentence)
    label = _label(evidence)
    return Verdict(label, evidence, None if label == "outcome" else rewrite(whole, evidence))


def _result(text: str) -> re.Match[str] | None:
    """Return the result clause; most statements hold none of the words that it begins with."""
    return _RESULT.search(text) if any(map(text.lower().__contains__, _OF_RESULTS)) else None


def _read(sentence: Sentence) -> tuple[Evidence, ...]:
    """Return the evidence of a statement."""
    if story := _STORY.match(sentence.text):
        return (Evidence("P4", 1, story.group()),)
    at = 0
    while at < sentence.size and _is_before(sentence, at):
        at += 1
    if at == sentence.size:
        return ()
    reading = Reading(sentence)
    if first_verb(sentence, at):
        judge_act(reading, at)
    else:
        judge_subject(reading, at)
    if not reading.evidence:
        judge_name(reading, at)
    _say_deadline(reading)
    return tuple(reading.evidence)


def _is_before(sentence: Sentence, at: int) -> bool:
    kind = sentence.kinds[at]
    return sentence.texts[at] == "to" or bool(kind & (m.STOP | m.ADVERB) and not kind & m.VERB)


def _say_deadline(reading: Reading) -> None:
    if reading.has("O1", "O3", "O4", "O5") or not reading.has(*_WORK):
        return
    kinds, texts = reading.sentence.kinds, reading.sentence.texts
    if not reading.sentence.marks & m.DATE and "on" not in texts:
        return
    for at, kind in enumerate(kinds):
        if kind & m.DATE or (at and texts[at] in _WRITTEN_DATES and texts[at - 1] == "on"):
            reading.say("P3", 1, max(at - 1, 0), at + 1)
            return


def _label(evidence: tuple[Evidence, ...]) -> Label:
    points = 0
    for rule, found, _ in evidence:
        points += found if rule[0] == "O" else -found
    return "outcome" if points > 0 else "output" if points < 0 else "unclear"
