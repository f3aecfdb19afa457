"""The budgets: what was promised, what was found, whether that is kept."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import subjects as s
from measure import Series, median
from peers import PEERS

MIB = 1024 * 1024
X, TO, NONE = "\N{MULTIPLICATION SIGN}", "\N{EN DASH}", "\N{EN DASH}"
FEW, MANY, MOST = 1_000, 10_000, 100_000


@dataclass(slots=True)
class Results:
    """Everything that was measured."""

    own: dict[int, dict[str, Series]] = field(default_factory=dict)  # by number of files
    past: dict[str, Series] = field(default_factory=dict)
    peers: dict[int, dict[str, dict[str, Series]]] = field(default_factory=dict)  # by items and peer, with outtrack

    def get(self, files: int, name: str) -> Series:
        """Return a series, or one that says that it was not measured."""
        return self.own.get(files, {}).get(name) or Series(name, failure=f"{files:,} files were not measured")


class Found(NamedTuple):
    """A figure with the range over the rounds, or why there is none."""

    value: float | None
    text: str


class Line(NamedTuple):
    """One budget."""

    what: str
    beside: str
    budget: str
    found: str
    verdict: str


def number(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004


def ratio(above: Sequence[float], below: Sequence[float], why: str = "") -> Found:
    """Divide the medians; beside it the range of the rounds, each by what ran in the same round."""
    top, bottom = median(above), median(below)
    if top is None or not bottom:
        return Found(None, why or "not measured")
    value = top / bottom
    pairs = [a / b for a, b in zip(above, below, strict=False)]
    spread = f" ({number(min(pairs))}{TO}{number(max(pairs))})" if len(pairs) > 1 else " (one run)"
    return Found(value, f"{number(value)} {X}{spread}")


def times(a: Series, b: Series) -> Found:
    """Divide the seconds of two series."""
    return ratio(a.seconds, b.seconds, a.failure or b.failure)


def line(what: str, beside: str, budget: float, found: Found, *, least: bool = False) -> Line:
    """Hold a ratio against its budget: at most, or with `least` at least."""
    promised = f"≥ {budget:g} {X} faster" if least else f"≤ {budget:g} {X}"
    return Line(what, beside, promised, found.text, verdict(found, budget, least=least))


def verdict(found: Found, budget: float, *, least: bool = False) -> str:
    """Return met or not met, or nothing where nothing was found."""
    if found.value is None:
        return NONE
    return "met" if (found.value >= budget if least else found.value <= budget) else "**not met**"


def growth(results: Results, name: str) -> Line:
    """Return the exponent between the smallest and the largest workspace that tell."""
    sizes = [size for size in sorted(results.own) if size >= FEW and results.get(size, name).seconds]
    found = Found(None, f"{MOST:,} files were not measured")
    if len(sizes) > 1:
        value = exponent(results, name, sizes[0], sizes[-1])
        last = f"; from {sizes[-2]:,} on {exponent(results, name, sizes[-2], sizes[-1]):.2f}" if len(sizes) > 2 else ""  # noqa: PLR2004
        found = Found(value, f"{value:.2f} ({sizes[0]:,} to {sizes[-1]:,}{last})")
    return Line(f"growth, {name}", "itself", "exponent ≤ 1.05", found.text, verdict(found, 1.05))


def exponent(results: Results, name: str, small: int, large: int) -> float:
    """Return the power of the number of files that time grows with."""
    seconds = [median(results.get(size, name).seconds) or math.nan for size in (small, large)]
    return math.log(seconds[1] / seconds[0]) / math.log(large / small)


def memory(results: Results, files: int, budget: int) -> list[Line]:
    """Return the peak of a cold run: one process, and all cores with all processes at once."""
    one, every = results.get(files, s.COLD), results.get(files, s.ALL)
    lines = []
    for name, size, why in ((s.COLD, one.peak, one.failure), (s.ALL, every.together, every.failure)):
        found = Found(size / MIB, f"{size / MIB:.0f} MiB") if size else Found(None, why or "not measured")
        what = f"memory, {name}, {files:,} files"
        lines.append(Line(what, "", f"≤ {budget} MiB", found.text, verdict(found, budget)))
    return lines


def inside(results: Results, name: str, above: str, below: str) -> Found:
    """Divide two figures that a script reports of itself, at the largest workspace where it ran."""
    series = Series(name, failure="not measured")
    for size in sorted(results.own):
        if size <= s.SMALL:
            series = results.get(size, name)
    return ratio(series.own(above), series.own(below), series.failure)


def peer_lines(results: Results) -> list[Line]:
    """Return a line for each promise about a peer."""
    lines = []
    for peer in PEERS:
        if peer.factor:
            both = results.peers.get(MANY, {}).get(peer.name, {})
            theirs = both.get(peer.name) or Series(peer.name, failure=f"{MANY:,} items were not measured")
            own = both.get(peer.beside) or Series(peer.beside)
            lines.append(line(f"{peer.beside}, {MANY:,} items", peer.name, peer.factor, times(theirs, own), least=True))
    return lines


def budgets(results: Results) -> list[Line]:
    """Return all budgets, in the order in which they were made."""
    get = results.get
    first = next(iter(sorted(size for size in results.own if size >= FEW)), FEW)

    def own(what: str, name: str, files: int, budget: float, below: str) -> Line:
        return line(f"{what}, {files:,} files", below, budget, times(get(files, name), get(files, below)))

    return [
        line("--version", s.PYTHON, 8.5, times(get(first, s.VERSION), get(first, s.PYTHON))),
        own(s.STATUS, s.STATUS, FEW, 12, s.PYTHON),
        own(s.STATUS, s.STATUS, MANY, 35, s.PYTHON),
        line("reading a file", s.SCAN, 5, inside(results, s.PARTS, "plain", "bare")),
        line("reading a file with positions", s.SCAN, 6, inside(results, s.PARTS, "marks", "bare")),
        own(s.GATE, s.GATE, MANY, 1.5, s.READ),
        *peer_lines(results),
        growth(results, s.COLD),
        growth(results, s.STATUS),
        *memory(results, MANY, 120),
        *memory(results, MOST, 400),
        own(s.CHANGED, s.CHANGED, MANY, 1.6, s.STATUS),
        own(s.CHECKIN, s.CHECKIN, MANY, 1.6, s.STATUS),
        *(
            line(f"{name}, 500 files, 1,000 commits", s.LOG, budget, times(run, log))
            for name, budget in ((s.HISTORY, 40), (s.CACHED, 4))
            for run, log in [(results.past.get(name, Series(name)), results.past.get(s.LOG, Series(s.LOG)))]
        ),
        line("all rules", "reading and linking", 1.5, inside(results, s.RULES, "rules", "linked")),
    ]
