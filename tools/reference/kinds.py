"""The page of the kinds: every field of every file, from the classes of the model."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from outtrack import config
from outtrack.model import CHECKIN, FOLDERS, ORDER, kind_class, record_class
from outtrack.model.base import UPWARDS, Entity
from outtrack.model.delivery import OUTPUT_TYPES
from reference.fields import Tables, words
from reference.markdown import MADE, anchor, either, first, table


def kinds() -> str:
    """Return the page of the kinds: every field of every file."""
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    checkin = record_class(CHECKIN)
    nested = Tables([*(kind_class(kind) for kind in ORDER), checkin, Entity, config.Config])
    common = {field.name for field in fields(Entity)}
    rows = [(f"[{kind}](#{anchor(kind)})", f"`{folders[kind]}/`", first(kind_class(kind).__doc__)) for kind in ORDER]
    rows.append(("[a check-in's own file](#a-check-ins-own-file)", f"`{folders[CHECKIN]}/`", first(checkin.__doc__)))
    out = [
        MADE,
        "# Kinds and fields\n",
        "A file describes one entity. Its kind follows from the nearest folder above it that is named after a kind,",
        "or from a line `kind:`. How files are found, named and linked: [file format](../file-format.md).\n",
        table(("kind", "folder", "is"), rows),
        "Only what is marked *required* must be there. Where a field takes *one or a list*, `owner: maria` and",
        "`owner: [maria, chidi]` are both right. Links that lead upwards, towards the vision, are those that",
        f"say {either(sorted(f'*{one}*' for one in UPWARDS))}.\n",
        "## Fields of all kinds\n",
        nested.table(Entity),
        "And `kind`, where the folder does not tell it. An insight may have a `quote` instead of a title.\n",
    ]
    for kind in ORDER:
        record = kind_class(kind)
        out += [
            f"## {kind}\n",
            f"{first(record.__doc__)} In `{folders[kind]}/`, beside the [fields of all kinds](#fields-of-all-kinds):\n",
            nested.table(record, leave_out=common),
            _ending(record),
            _types(kind),
        ]
    out += [
        "## a check-in's own file\n",
        f"{first(checkin.__doc__)} In `{folders[CHECKIN]}/`; it names a key result or a metric, not both.\n",
        nested.table(checkin),
        "## outtrack.yaml\n",
        f"{first(config.Config.__doc__)} It marks the workspace, and only `version` is required.\n",
        nested.table(config.Config),
        "## Records within entities\n",
        "Where a record may be written short, the value of the field that is named there stands for the whole.\n",
    ]
    for record in nested.records():
        out += [f"### {words(record.__name__)}\n", f"{first(record.__doc__)}\n", nested.table(record)]
    return "\n".join(out)


def _ending(record: Any) -> str:
    if not record.final:
        return ""
    words = either([f"`{one}`" for one in sorted(record.final)])
    return f"It ends with the status {words}; before its day `closed` it is seen as `{record.open_status}`.\n"


def _types(kind: str) -> str:
    if kind != "output":
        return ""
    known = " · ".join(f"`{one}`" for one in OUTPUT_TYPES)
    return f"Types: {known}, and the words that `output_types` in `outtrack.yaml` maps to one of these.\n"
