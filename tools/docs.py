"""Makes docs/reference and schema/ from the program, and the output in the other pages anew: `make docs`.

Read the difference before you commit it: what a page shows is what people will see.
"""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING, Final

from blocks import Block, Step, blocks, matches, renewed, steps
from figures import with_figures
from reference import PAGES
from reference import page as reference_page
from reference.rooms import with_rooms
from session import ROOT, CommandError, Session

from outtrack import schema as schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFERENCE: Final = ROOT / "docs" / "reference"
SCHEMAS: Final = ROOT / "schema" / "v1"
WRITTEN: Final = ("README.md", "CONTRIBUTING.md", "docs/*.md", "examples/*/README.md")
"""The pages that are written by hand, and whose commands are run."""


def written() -> list[Path]:
    """Return the pages that are written by hand."""
    return [path for pattern in WRITTEN for path in sorted(ROOT.glob(pattern))]


def renew(page: str) -> str:
    """Return a page with the output of its `console` blocks as it is now; raise CommandError where one can't run."""
    pieces, done = [], 0
    with Session() as session:
        for block in blocks(page):
            if "run" in block.comments:
                session.begin(block.comments["run"])
            text = _renew_block(session, block)
            pieces += [page[done : block.start], text]
            done = block.end
    return "".join([*pieces, page[done:]])


def _renew_block(session: Session, block: Block) -> str:
    if "file" in block.comments:
        session.write(block.comments["file"], block.text)
    elif "patch" in block.comments:
        session.patch(block.comments["patch"], block.text)
    elif "not run" in block.comments:
        pass
    elif block.language == "console":
        return "".join(_renew_step(session, step) for step in steps(block.text))
    elif block.language == "sh":
        for command in block.text.splitlines():
            if command.strip() and not command.startswith("#"):
                printed = session.run(command)
                if session.code:
                    raise CommandError(f"line {block.line}: `{command}` ends with {session.code}:\n{printed}")
    return block.text


def _renew_step(session: Session, step: Step) -> str:
    printed = session.run(step.command)
    if printed and not printed.endswith("\n"):
        printed += "\n"
    command = step.command.replace("\n", "\n> ")
    return f"$ {command}\n{step.shown if matches(step.shown, printed) else renewed(step.shown, printed)}"


def current(path: Path) -> str:
    """Return a page that is written by hand, as the program would have it now."""
    return renew(with_figures(with_rooms(path.read_text(encoding="utf-8"))))


def difference(path: Path, now: str) -> str:
    """Return how a file differs from what it should be; nothing where it does not."""
    was = path.read_text(encoding="utf-8") if path.exists() else ""
    name = path.relative_to(ROOT).as_posix()
    lines = difflib.unified_diff(was.splitlines(), now.splitlines(), name, f"{name} (made anew)", lineterm="")
    return "\n".join(lines)


def schema_text(name: str) -> str:
    """Return the file of a JSON Schema."""
    return schemas.text(schemas.schema(name))


def _pages() -> Iterator[tuple[Path, str]]:
    for name in schemas.NAMES:
        yield SCHEMAS / f"{name}.json", schema_text(name)
    for name in PAGES:
        yield REFERENCE / name, reference_page(name)
    for path in written():
        try:
            yield path, current(path)
        except (CommandError, ValueError) as error:
            sys.exit(f"{path.relative_to(ROOT)}: {error}")


def main() -> None:
    """Write what has changed."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    for path, text in _pages():
        if difference(path, text):
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
