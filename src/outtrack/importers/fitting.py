"""What a spreadsheet says, held against what its files may say: the rest is kept as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outtrack.model import record_class
from outtrack.write.scalars import as_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.importers.rows import Sheet, Thing


def judged(sheet: Sheet, config: Any) -> Iterator[Thing]:
    """Yield the things, each with only such values as its file may have; the others are kept as text."""
    from outtrack.model.consistency import judge
    from outtrack.model.validate import validate

    record: type = record_class(sheet.kind)
    for thing in sheet.read():
        while True:
            data = {"id": thing.id, **as_read(thing.values)}
            context = {"fiscal_year_start": config.fiscal_year_start}
            entity, found = validate(record, data, "", 0, context)
            if entity is not None:
                found = [one for one in judge(entity, config) if one.severity.value == "error"]
            if not found:
                break
            _give_way(sheet, thing, found)
        yield thing


def _give_way(sheet: Sheet, thing: Thing, found: list[Any]) -> None:
    """Keep the first value that is complained about as text; raise ExportError where no cell is to blame."""
    for one in found:
        keys = one.place.keys if one.place else ()
        for size in range(len(keys), 0, -1):
            if keys[:size] in thing.cells:
                holder: Any = thing.values
                for key in keys[: size - 1]:
                    holder = holder[key]
                del holder[keys[size - 1]]
                sheet.keep(thing, holder, keys[: size - 1], thing.cells.pop(keys[:size]))
                return
    raise sheet.columns.foreign.error(f"`{thing.values['title']}`: {found[0].message}", found[0].hint or "", thing.line)
