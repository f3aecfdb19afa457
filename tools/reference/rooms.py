"""The map of the rooms, from the import contract and from what each room says of itself."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import Final

from session import ROOT

from reference.markdown import first, table

ROOMS: Final = ("<!-- rooms:begin -->", "<!-- rooms:end -->")


def layers() -> list[list[str]]:
    """Return the rooms of the program in layers, from the highest down, as the import contract names them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (rooms,) = (one for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "rooms")
    return [[room.strip(" ()") for room in re.split(r"[|:]", row)] for row in rooms["layers"]]


def rooms() -> str:
    """Return the map of the rooms as a table, with what each says of itself."""
    rows = []
    for number, layer in enumerate(layers(), 1):
        for room in layer:
            path = ROOT / "src" / "outtrack" / room
            is_folder = path.is_dir()
            source = path / "__init__.py" if is_folder else path.with_suffix(".py")
            said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) if source.exists() else None
            holds = first(said or "").replace("(../methods.md)", "(methods.md)")
            rows.append((str(number), f"`{room}{'/' if is_folder else '.py'}`", holds))
    return table(("layer", "room", "holds"), rows)


def with_rooms(page: str) -> str:
    """Return a page with the map put between its two marks."""
    begin, end = ROOMS
    before, found, rest = page.partition(begin)
    if not found:
        return page
    return f"{before}{begin}\n\n{rooms()}\n{end}{rest.partition(end)[2]}"
