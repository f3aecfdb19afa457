"""Pictures of the program's own output, as SVG: what a terminal shows, with nothing loaded from elsewhere.

`python tools/picture.py` writes them to docs/pictures; the pages that show them need no script and no font of
their own, and a test makes them anew and compares.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from blocks import MORE
from session import ROOT, TODAY, Session

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = ROOT / "docs" / "pictures"
COLUMNS: Final = 100
LINES: Final = 24


class Picture(NamedTuple):
    """One picture: the command, the workspace it looks at, what it shows for those who can't see it."""

    command: str
    example: str
    title: str


PICTURES: Final = {
    "ost": Picture(
        "outtrack tree --view ost checkout-completion",
        "examples/shop",
        "outtrack tree --view ost of an outcome of the example shop: opportunities, below each its solutions with "
        "their stage and what is expected of them, their assumptions, and the experiments that test these",
    ),
    "status": Picture(
        "outtrack status",
        "examples/shop",
        "outtrack status of the example shop: outcomes and their key results, each with its status, its progress as "
        "a bar, the value now, the way from baseline to target, what was expected at its last check-in, and a curve of "
        "all of them",
    ),
    "tree": Picture(
        "outtrack tree",
        "examples/shop",
        "outtrack tree of the example shop: from the vision down over goals, strategies and outcomes to the work that "
        "serves them, each with its status and id",
    ),
}

DRAWN: Final = {
    "ost-wall": ("outtrack tree --view ost trial-to-paid --format svg", "examples/shop"),
    "vmgs": ("outtrack vmgs --format svg", "examples/shop"),
}
"""What the program draws by itself: by name the command, and the workspace it looks at."""

# One picture for light and for dark pages: it brings its own background, and a frame that shows on both.
BACKGROUND: Final = "#0d1117"
FRAME: Final = "#57606a"
TEXT: Final = "#e6edf3"
COLORS: Final = {
    "31": "#ff7b72",
    "32": "#56d364",
    "33": "#e3b341",
    "34": "#79c0ff",
    "90": "#9da7b3",
    "94": "#a5d6ff",
}
BOLD: Final = "1"
FONT: Final = "ui-monospace, Menlo, Consolas, monospace"
SIZE: Final = 14
ADVANCE: Final = 8.4
"""The width of a column. Every piece of text is told how wide it is, so the columns stand in any font."""
LEADING: Final = 20
MARGIN: Final = 18

_STYLE: Final = re.compile(r"\x1b\[([\d;]*)m")
_OTHER: Final = re.compile(r"\x1b(?!\[[\d;]*m)")
# Letters, or signs of one sort: fonts lack different signs, and what stands in for them may be wider.
_PIECE: Final = re.compile(r"[\x21-\xff]+(?: [\x21-\xff]+)*|[█░]+|[▁-▇]+|[─-╿]+|\S")


class Run(NamedTuple):
    """A piece of a line: the column where it begins, its text, and its style as SGR numbers."""

    column: int
    text: str
    style: frozenset[str]


def runs(line: str) -> Iterator[Run]:
    """Yield the pieces of a line of terminal output, without the blanks between them."""
    if _OTHER.search(line):
        raise ValueError(f"not a colour: {line!r}")
    column, style = 0, frozenset[str]()
    for part, text in enumerate(_STYLE.split(line)):
        if part % 2:
            codes = frozenset(text.split(";")) - {"", "0"}
            style = style | codes if codes else frozenset()
            continue
        for piece in _PIECE.finditer(text):
            yield Run(column + piece.start(), piece[0], style)
        column += len(text)


def svg(title: str, lines: list[str]) -> str:
    """Return a picture of lines of terminal output."""
    width = round(COLUMNS * ADVANCE + 2 * MARGIN)
    height = len(lines) * LEADING + 2 * MARGIN
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    look = f'font-family={quoteattr(FONT)} font-size="{SIZE}" fill="{TEXT}"'
    edge = f'x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" {look}>',
        f"<title>{escape(title)}</title>",
        f'<rect {edge} fill="{BACKGROUND}" stroke="{FRAME}"/>',
    ]
    for number, line in enumerate(lines):
        pieces = "".join(_tspan(run) for run in runs(line))
        if pieces:
            out.append(f'<text y="{MARGIN + number * LEADING + SIZE}">{pieces}</text>')
    return "\n".join([*out, "</svg>", ""])


def _tspan(run: Run) -> str:
    look = [f' fill="{COLORS[code]}"' for code in sorted(run.style) if code in COLORS]
    if BOLD in run.style:
        look.append(' font-weight="bold"')
    unknown = run.style - COLORS.keys() - {BOLD}
    if unknown:
        raise ValueError(f"no colour for {sorted(unknown)}")
    x, length = MARGIN + run.column * ADVANCE, len(run.text) * ADVANCE
    place = f'x="{x:.1f}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f"<tspan {place}{''.join(look)}>{escape(run.text)}</tspan>"


def printed(picture: Picture) -> list[str]:
    """Return what a command prints in colour, cut between two entries, with the command above it."""
    with Session(width=COLUMNS, color=True) as session:
        session.begin(picture.example)
        lines = session.run(picture.command).splitlines()
    shown = lines[:LINES]
    if len(lines) > LINES:
        gaps = [number for number, line in enumerate(shown) if not line.strip() and number > LINES // 2]
        shown = [*(shown[: gaps[-1]] if gaps else shown), "", f"\x1b[90m{MORE}\x1b[0m"]
    return [f"\x1b[90m$\x1b[0m {shlex.join(shlex.split(picture.command))}", "", *shown]


def pictures() -> dict[str, str]:
    """Return every picture by the name of its file."""
    found = {f"{name}.svg": svg(f"{one.title} (on {TODAY})", printed(one)) for name, one in PICTURES.items()}
    for name, (command, example) in DRAWN.items():
        with Session() as session:
            session.begin(example)
            found[f"{name}.svg"] = session.run(command)
    return found


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pictures().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"wrote {(FOLDER / name).relative_to(ROOT)}")
