"""How well statements are told apart: the figures of docs/wording.md, and what was read wrongly. `make wording`.

The statements stand in tests/wording/statements.tsv: which set they belong to, what they are, where they come from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from typing import Final

from reference.markdown import table
from session import ROOT

from outtrack.wording import LISTS, classify
from outtrack.wording.words import FOLDER, read

STATEMENTS: Final = ROOT / "tests" / "wording" / "statements.tsv"
FIGURES: Final = ("<!-- figures:begin -->", "<!-- figures:end -->")
WORD_LISTS: Final = ("<!-- lists:begin -->", "<!-- lists:end -->")
TUNED, HELD, FRESH = "tuned on", "kept aside", "fresh"
SPLITS: Final = (TUNED, HELD, FRESH)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its label: outcome, output, or unclear where people may differ."""

    set: str
    label: str
    domain: str
    text: str

    @property
    def split(self) -> str:
        """What it was used for. Half of the first set was kept aside, by the hash of the statement."""
        if self.set == "first":
            return TUNED if int(sha256(self.text.encode()).hexdigest()[0], 16) % 2 == 0 else HELD
        return FRESH if self.set == "fresh" else TUNED


def statements() -> list[Statement]:
    """Return all statements, in the order of the file."""
    with STATEMENTS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Statement(*row) for row in rows[1:]]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval after Wilson."""
        if not self.whole:
            return 0.0, 1.0
        z, share = 1.959964, self.part / self.whole
        middle = share + z * z / (2 * self.whole)
        half = z * sqrt(share * (1 - share) / self.whole + z * z / (4 * self.whole**2))
        scale = 1 + z * z / self.whole
        return (middle - half) / scale, (middle + half) / scale

    def __str__(self) -> str:
        if not self.whole:
            return "—"
        low, high = self.interval()
        return f"{self.part / self.whole:.1%} [{low:.1%}, {high:.1%}]"


@dataclass(frozen=True, slots=True)
class Figures:
    """How some statements were read: a count for each pair of label and verdict; debatable ones are left out."""

    counts: dict[tuple[str, str], int]

    def of(self, label: str, *verdicts: str) -> int:
        """Return how many statements of a label got one of some verdicts."""
        return sum(self.counts.get((label, verdict), 0) for verdict in verdicts)

    def total(self, *labels: str) -> int:
        """Return how many statements have one of some labels."""
        return sum(self.of(label, "outcome", "output", "unclear") for label in labels)

    def right(self, *labels: str) -> Share:
        """Return how many of those that were decided were decided rightly."""
        return Share(
            sum(self.of(label, label) for label in labels),
            sum(self.of(label, "outcome", "output") for label in labels),
        )

    def undecided(self, *labels: str) -> Share:
        """Return how many were left undecided."""
        return Share(sum(self.of(label, "unclear") for label in labels), self.total(*labels))

    def precision(self, label: str) -> Share:
        """Return how many of those that were called so are so."""
        return Share(self.of(label, label), self.of("outcome", label) + self.of("output", label))

    def recall(self, label: str) -> Share:
        """Return how many of those that are so were called so; the undecided ones are missed."""
        return Share(self.of(label, label), self.total(label))


def figures(split: str, found: list[Statement] | None = None) -> Figures:
    """Return how the statements of a split are read now."""
    counts: dict[tuple[str, str], int] = {}
    for one in found or statements():
        if one.split == split and one.label != "unclear":
            pair = (one.label, classify(one.text).label)
            counts[pair] = counts.get(pair, 0) + 1
    return Figures(counts)


def report() -> str:
    """Return the figures of all splits as a table."""
    found = statements()
    columns = [figures(split, found) for split in SPLITS]
    both = ("outcome", "output")
    rows = [
        ("statements", *(str(one.total(*both)) for one in columns)),
        ("outcomes · outputs", *(f"{one.total('outcome')} · {one.total('output')}" for one in columns)),
        ("**right when decided**", *(str(one.right(*both)) for one in columns)),
        ("**undecided**", *(str(one.undecided(*both)) for one in columns)),
    ]
    for label in both:
        rows += [
            (f"{label}s: right when decided", *(str(one.right(label)) for one in columns)),
            (f"{label}s: undecided", *(str(one.undecided(label)) for one in columns)),
            (f"{label}s: precision", *(str(one.precision(label)) for one in columns)),
            (f"{label}s: recall", *(str(one.recall(label)) for one in columns)),
        ]
    return table(("", *SPLITS), rows)


def lists() -> str:
    """Return the word lists as a table, each with what its file says of it."""
    rows = []
    for name in sorted(LISTS):
        first = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
        rows.append((f"`{name}`", first.removeprefix("# "), str(len(read(name)))))
    return table(("list", "holds", "entries"), rows)


def with_figures(page: str) -> str:
    """Return a page with the figures and the lists put between their marks."""
    for (begin, end), make in ((FIGURES, report), (WORD_LISTS, lists)):
        before, found, rest = page.partition(begin)
        if found:
            page = f"{before}{begin}\n\n{make()}\n{end}{rest.partition(end)[2]}"
    return page


def main() -> None:
    """Print the figures, and every statement that is read wrongly or not decided."""
    print(report())
    for one in statements():
        verdict = classify(one.text)
        if one.label not in {"unclear", verdict.label}:
            evidence = ", ".join(f"{found.rule} +{found.points} {found.words!r}" for found in verdict.evidence)
            print(f"{one.split}, {one.set}: {one.label} read as {verdict.label}: {one.text} ({evidence})")


if __name__ == "__main__":
    main()
