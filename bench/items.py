"""The made-up items that every workload is written from: ids, titles, texts, links.

Everything comes from a seed, so the same numbers give the same items.  A link always names an item
of the right kind that exists, and the graph has no cycle.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

KINDS = ("outcome", "opportunity", "solution", "output", "experiment")
FOLDER = {kind: f"{kind}s" for kind in KINDS} | {"opportunity": "opportunities"}
PREFIX = dict(zip(KINDS, ("OC", "OP", "SO", "EP", "EX"), strict=True))
TENTHS = dict(zip(KINDS, (2, 2, 2, 3, 1), strict=True))
PARENT = dict(zip(KINDS, ("outcome", "outcome", "opportunity", "solution", "solution"), strict=True))
LINK = dict(zip(KINDS, ("contributes_to: [{}]", "outcome: {}", "serves: {}", "solution: {}", "tests: {}"), strict=True))
AREAS = ("core", "edge", "data", "pay", "growth", "care")
TEAMS = [f"{area}-{side}" for area in AREAS for side in ("north", "south", "east", "west")]
FIRST = ("ana", "bo", "chidi", "dara", "eve", "femi", "gus", "hana")
PEOPLE = [f"{first}.{last}" for first in FIRST for last in ("silva", "khan", "novak", "okafor", "lind")]
# fmt: off
WORDS = [
    "customer", "weekly", "signup", "retention", "latency", "checkout", "search", "onboarding",
    "invoice", "support", "returning", "mobile", "conversion", "churn", "billing", "partner", "report",
    "export", "import", "sync", "draft", "review", "cohort", "forecast", "pilot", "region", "quality",
    "backlog", "handover", "refund", "trial", "usage",
]
# fmt: on
STATUS = {
    "outcome": ("draft", "active", "achieved", "missed"),  # drawn, never written: outcomes are active by default
    "opportunity": ("identified", "now", "later", "solved"),
    "solution": ("idea", "exploring", "chosen", "dropped"),
    "output": ("todo", "doing", "done", "dropped"),
    "experiment": ("planned", "running", "concluded"),
}
DAY0 = dt.date(2026, 1, 5)
NOTED = 0.35  # share of check-ins with a note


class Item(NamedTuple):
    """What every format writes: the same ids, titles, texts and links."""

    id: str
    kind: str
    place: int
    team: str
    owner: str
    title: str
    text: list[str]
    status: str
    parent: str | None
    tags: list[str]
    seed: int

    @property
    def path(self) -> str:
        """Where the entity's file is, below the workspace."""
        return f"{FOLDER[self.kind]}/{self.team}/{self.id}.yaml"


def sentence(r: Random, words: int) -> str:
    """Some words, the first with a capital."""
    text = " ".join(r.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:]


def plan(count: int, seed: int = 1) -> Iterator[Item]:
    """Items in an order in which each comes after its parent."""
    r = Random(seed)
    seen: dict[str, list[str]] = {kind: [] for kind in KINDS}
    slots = [kind for kind in KINDS for _ in range(TENTHS[kind])]
    for place in range(count):
        kind = slots[place % 10] if place >= len(KINDS) else KINDS[place]  # one of each kind first
        pool = seen[PARENT[kind]]
        item = Item(
            id=f"{PREFIX[kind]}-{len(seen[kind]) + 1:06d}",
            kind=kind,
            place=place,
            team=r.choice(TEAMS),
            owner=r.choice(PEOPLE),
            title=sentence(r, r.randint(4, 8)),
            text=[sentence(r, r.randint(8, 13)) + "." for _ in range(r.randint(2, 6))],
            status=r.choice(STATUS[kind]),
            parent=r.choice(pool) if pool else None,
            tags=sorted(set(r.choices(WORDS, k=3))),
            seed=r.randrange(1 << 30),
        )
        seen[kind].append(item.id)
        yield item


def checkin(r: Random, week: int, value: float) -> str:
    """One check-in, as a flow mapping."""
    day = DAY0 + dt.timedelta(days=7 * week + 4)
    note = f', note: "{sentence(r, 4)}"' if r.random() < NOTED else ""
    return f"{{date: {day}, value: {value:g}, confidence: {r.choice((0.3, 0.5, 0.7, 0.9))}{note}}}"


def outcome(r: Random, _: Item) -> Iterator[str]:
    """Yield the lines that only an outcome has."""
    yield f"type: {r.choice(('product', 'product', 'business'))}"
    yield from (f"start: {DAY0}", f"due: {DAY0 + dt.timedelta(days=172)}", "key_results:")
    for number in range(r.randint(2, 4)):
        base, target = round(r.uniform(5, 40), 1), round(r.uniform(45, 95), 1)
        yield from (f"  - id: kr-{number + 1}", f"    title: {sentence(r, 5)}", '    unit: "%"')
        yield from (f"    baseline: {base}", f"    target: {target}", f"    weight: {r.randint(1, 3)}")
        yield from ("    # numbers come from the weekly warehouse report", "    checkins:")
        value = base
        for week in range(r.randint(4, 9)):
            value = round(value + (target - base) / 12 * r.uniform(-0.3, 1.6), 1)
            yield "      - " + checkin(r, week, value)


def opportunity(r: Random, _: Item) -> Iterator[str]:
    """Yield the lines that only an opportunity has."""
    yield from (f"importance: {r.randint(1, 10)}", f"satisfaction: {r.randint(1, 10)}", "fields:  # scored by the trio")
    yield from (f"  {r.choice(WORDS)}-{i}: {sentence(r, 7)}" for i in range(r.randint(14, 24)))


def solution(r: Random, _: Item) -> Iterator[str]:
    """Yield the lines that only a solution has."""
    yield from (f"reach: {r.randint(100, 9000)}", f"impact: {r.choice((0.5, 1, 2, 3))}")
    yield from (f"confidence: {r.choice((0.5, 0.8, 1.0))}", f"effort: {r.randint(1, 9)}", "assumptions:")
    for number in range(r.randint(5, 9)):
        yield from (f"  - id: a{number + 1}", f"    title: {sentence(r, 8)}")
        yield f"    type: {r.choice(('desirability', 'viability', 'feasibility', 'usability'))}"


def output(r: Random, item: Item) -> Iterator[str]:
    """Yield the lines that only an output has."""
    yield from ("type: epic", f"due: {DAY0 + dt.timedelta(days=r.randint(20, 170))}", f"effort: {r.randint(1, 30)}")
    yield from (f"levers: [{r.choice(('people', 'process', 'technology'))}]", "urls:")
    for number in range(r.randint(8, 14)):
        yield f"  - title: {sentence(r, 4)}"
        yield f"    url: https://tracker.example.org/browse/{item.id}-{number}"


def experiment(r: Random, _: Item) -> Iterator[str]:
    """Yield the lines that only an experiment has."""
    yield from ("method: ab_test", "hypothesis:", f"  we_believe: {sentence(r, 7)}")
    yield from (f"  will_result_in: {sentence(r, 6)}", f"  we_know_when: {sentence(r, 6)}")
    yield from (f"start: {DAY0}", f"stop: {DAY0 + dt.timedelta(days=42)}")
    yield from (f"success: {{reach: {r.randint(2, 20)}}}", "fields:")
    yield from (f"  {r.choice(WORDS)}-{i}: {sentence(r, 7)}" for i in range(r.randint(14, 24)))


OWN: dict[str, Callable[[Random, Item], Iterator[str]]]
OWN = dict(zip(KINDS, (outcome, opportunity, solution, output, experiment), strict=True))


def document(item: Item) -> str:
    """One entity as YAML."""
    lines = [f"# {item.id} - kept by {item.team}; see the handbook before changing targets"]
    lines += [f"id: {item.id}", f"title: {item.title}", f"owner: {item.owner}@example.org", f"team: {item.team}"]
    lines.append(f"tags: [{', '.join(item.tags)}]")
    if item.kind in {"opportunity", "solution", "output"}:
        lines.append(f"status: {item.status}  # one of: {', '.join(STATUS[item.kind])}")
    if item.parent:
        lines.append(LINK[item.kind].format(item.parent))
    lines += ["", "description: |", *("  " + line for line in item.text), ""]
    lines += OWN[item.kind](Random(item.seed), item)
    return "\n".join(lines) + "\n"
