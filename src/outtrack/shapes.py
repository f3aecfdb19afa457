"""The shapes of reports: what they all come down to, before any format is chosen.

A report is a pure function from a snapshot to one of these. A format knows the shapes and never a report. What
people see stands in cells; what machines read stands beside it as plain data, unrounded.
"""

from __future__ import annotations

from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from outtrack.figures import words
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from outtrack.diagnostic import Diagnostic

Tone = Literal["", "good", "warn", "bad", "dim", "strong", "accent", "goal", "strategy", "solution"]
"""How something is meant; the last three are the colours of vision, mission, goals and strategies."""
Data = dict[str, Any]

STATUS_TONES: Mapping[str, Tone] = {
    "on_track": "good",
    "achieved": "good",
    "at_risk": "warn",
    "off_track": "bad",
    "missed": "bad",
    "stale": "warn",
    "unmeasured": "dim",
    "pending": "dim",
    "draft": "dim",
    "paused": "dim",
    "done": "dim",
    "dropped": "dim",
}
SEVERITY_TONES: Mapping[str, Tone] = {"error": "bad", "warning": "warn", "info": "accent"}


class Cell(NamedTuple):
    """One value as people see it."""

    text: str = ""
    tone: Tone = ""
    bar: float | None = None
    """A bar before the text, filled to this share of 0 to 1."""
    spark: tuple[float, ...] = ()
    """A small curve before the text."""
    mark: str = ""
    """The status whose mark stands before the text."""
    is_extra: bool = False
    """Whether it gives way where a line of a tree has no room for all."""
    label: str = ""
    """How it reads in the second line of a row, where not as its column says."""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its heading, and how it behaves where there is little room."""

    key: str
    title: str
    is_headline: bool = False
    """Whether it stays in the first line of a row where not all columns fit."""
    is_right: bool = False
    """Whether it is aligned to the right."""
    label: str = "{}"
    """How the cell reads in the second line of a row: `{} expected`."""
    is_optional: bool = False
    """Whether it is left out of a single line where that makes the others fit."""
    is_aside: bool = False
    """Whether it moves to a line below, in the rows that have it, where that makes the others fit; the first
    moves first. What somebody has to type, such as an id, is never optional but aside."""
    is_apart: bool = False
    """Whether it always stands on a line of its own below the first."""


class Row(NamedTuple):
    """One row: its cells in the order of the columns, its data for machines, how deep it is indented."""

    cells: tuple[Cell, ...]
    make_data: Callable[[], Data]
    """Makes the data, which only formats for machines ask for: a long table is mostly read by people."""
    depth: int = 0
    group: str | None = None
    """The heading under which it stands, where a table is grouped."""

    @property
    def data(self) -> Data:
        """The row as data for machines."""
        return self.make_data()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What every report carries."""

    report: str
    as_of: date | None
    """The day on which everything is seen; None where that makes no difference."""
    title: str = ""
    hidden: int = 0
    """How many rows were left out because nobody asked for them."""
    notes: tuple[str, ...] = ()
    """What to say beside the data: what was left out, what to do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Shape):
    """Rows of the same columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: Data = field(default_factory=dict)
    """The figures that sum it up, where there are any."""
    is_board: bool = False
    """Whether its groups stand side by side where a terminal has room for that."""
    is_headed: bool = False
    """Whether the figures in the first lines don't say what they are: then titles stand above rows of several lines."""


class Point(NamedTuple):
    """One point of a map."""

    label: str
    mark: str
    """A number or a few signs by which the table names it, where there is no room for the label."""
    x: float
    y: float
    tone: Tone = ""


class Axis(NamedTuple):
    """What one axis of a map says, and where it is split."""

    title: str
    split: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Table):
    """Points between two axes, and the same as rows. More of `x` lies to the left, more of `y` upwards."""

    x: Axis
    y: Axis
    points: tuple[Point, ...]
    arrows: tuple[tuple[int, int, float], ...] = ()
    """From which point to which, by place, and how strong, 0 to 1; empty where nobody asked for them."""
    corners: tuple[str, str, str, str]
    """The names of the quarters: top left, top right, bottom left, bottom right."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of a tree, and what hangs below it."""

    cells: tuple[Cell, ...]
    data: Data
    children: tuple[Branch, ...] = ()
    details: tuple[Cell, ...] = ()
    """What there is to add: behind the rest where a line has room for all, else on lines of its own below it."""

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Branch]]:
        """Yield this branch and all below it, each with its depth, in the order in which they are shown."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Shape):
    """Branches below one or several roots."""

    roots: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page, with a heading of its own or none; of the kinds of content usually one is there."""

    heading: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()
    text: str = ""
    prose: str = ""
    """A text of the program's own, in Markdown."""
    code: str = ""
    """A file, in YAML."""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    branches: tuple[Branch, ...] = ()
    tone: Tone = "accent"
    """The tone of the heading."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: a heading, blocks, and the same as data."""

    heading: Cell
    blocks: tuple[Block, ...]
    data: Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Shape):
    """One or several pages of prose, facts and tables."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics(Shape):
    """Findings, and the figures that sum them up."""

    found: tuple[Diagnostic, ...]
    prefix: str = ""
    """The path from the repository's top to the workspace, with a slash at its end."""
    lines: Mapping[str, list[str]] = field(default_factory=dict)
    """The text of the files with findings, line by line."""
    summary: Data = field(default_factory=dict)
    files: tuple[str, ...] = ()
    """Every file that was checked, by its path in the workspace, whether or not anything is said about it."""
    failing: tuple[str, ...] = ("error",)
    """The severities that make the check fail."""
    changed: frozenset[str] = frozenset()
    """The files that the change under review touches, by their paths from the repository's top; empty if unknown."""
    outside: frozenset[str] = frozenset()
    """The paths that are no paths in the workspace: an export that lies elsewhere."""

    def address(self, path: str) -> str:
        """Return a path in the workspace as one from the repository's top; one outside as it is."""
        return path if path in self.outside else self.prefix + path


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge(Shape):
    """One figure in a few words, for a page that has room for no more."""

    label: str
    message: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A box on a wall: what it is, its title, lines below that, and the boxes that hang below it."""

    label: str
    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = ""
    below: tuple[Panel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall(Shape):
    """A picture of boxes: one over all, columns below it, and under each what is stacked there."""

    top: Panel
    """Its boxes are groups; the boxes of these are columns, under each of which all else is stacked."""
    footer: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What stands below: headings with their lines."""


LONGEST_CURVE = 12
"""So many values, the last ones, a curve shows."""


@cache
def status_cell(status: str | None) -> Cell:
    """Return the cell of a status: its mark and its word."""
    if status is None:
        return Cell("—", "dim")
    return Cell(words(status), STATUS_TONES.get(status, ""), mark=status)
