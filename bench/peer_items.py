"""Write the same items in the peers' own formats.

peer_items.py doorstop | strictdoc | sphinx-needs | taskwarrior | hledger  DIR N
"""

import argparse
import datetime as dt
import json
import sys
import uuid
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from items import DAY0, KINDS, PREFIX, Item, plan
from workload import commit, put

PAGE = 100  # items in a document, where a document holds many
ABOVE = {"opportunity": "outcome", "solution": "opportunity", "output": "solution", "experiment": "solution"}


def pages(count: int) -> Iterator[tuple[str, list[Item]]]:
    """Split the items into numbered documents."""
    items = list(plan(count))
    for start in range(0, count, PAGE):
        yield f"{start // PAGE:05d}", items[start : start + PAGE]


def stamp(*values: str) -> str:
    """Hash an item as doorstop does for its reviews."""
    return urlsafe_b64encode(sha256("".join(values).encode()).digest()).decode()


def doorstop(root: Path, count: int) -> None:
    """Write five documents in a tree, all reviewed; links go to the document above only, as doorstop wants it."""
    for kind in KINDS:
        parent = f"  parent: {PREFIX[ABOVE[kind]]}\n" if kind in ABOVE else ""
        settings = f"settings:\n  digits: 6\n{parent}  prefix: {PREFIX[kind]}\n  sep: ''\n"
        put(root / PREFIX[kind] / ".doorstop.yml", settings)
    numbers: Counter[str] = Counter()
    stamps: dict[str, str] = {}
    for item in plan(count):
        numbers[item.kind] += 1
        uid, text = item.id.replace("-", ""), "\n".join(item.text)
        linked = item.parent.replace("-", "") if item.parent and item.kind in ABOVE else ""
        stamps[uid] = stamp(uid, text)
        lines = ["active: true", f"derived: {'false' if linked else 'true'}", "header: |", f"  {item.title}"]
        lines.append(f"level: 1.{numbers[item.kind]}.1")
        lines += ["links:", f"- {linked}: {stamps[linked]}"] if linked else ["links: []"]
        lines += ["normative: true", "ref: ''", f"reviewed: {stamp(uid, text, linked)}"]
        lines += ["text: |", *("  " + line for line in item.text)]
        put(root / PREFIX[item.kind] / f"{uid}.yml", "\n".join(lines) + "\n")
    commit(root)


def strictdoc(root: Path, count: int) -> None:
    """Write documents of a hundred requirements."""
    for number, items in pages(count):
        lines = ["[DOCUMENT]", f"TITLE: Items {number}", ""]
        for item in items:
            lines += ["[REQUIREMENT]", f"UID: {item.id}", f"STATUS: {item.status.capitalize()}"]
            lines += [f"TAGS: {', '.join(item.tags)}", f"TITLE: {item.title}", "STATEMENT: >>>", *item.text, "<<<"]
            if item.parent:
                lines += ["RELATIONS:", "- TYPE: Parent", f"  VALUE: {item.parent}"]
            lines.append("")
        put(root / "docs" / f"items-{number}.sdoc", "\n".join(lines))


def sphinx_needs(root: Path, count: int) -> None:
    """Write pages of a hundred needs."""
    names = []
    for number, items in pages(count):
        names.append(f"   items-{number}\n")
        lines = [f"Items {number}", "===========", ""]
        for item in items:
            lines += [f".. req:: {item.title}", f"   :id: {item.id.replace('-', '_')}", f"   :status: {item.status}"]
            lines.append(f"   :tags: {';'.join(item.tags)}")
            if item.parent:
                lines.append(f"   :links: {item.parent.replace('-', '_')}")
            lines += ["", *("   " + line for line in item.text), ""]
        put(root / f"items-{number}.rst", "\n".join(lines))
    put(root / "index.rst", "Index\n=====\n\n.. toctree::\n\n" + "".join(names))
    put(root / "conf.py", "project = 'w'\nextensions = ['sphinx_needs']\nneeds_id_regex = '^[A-Z0-9_]{3,}'\n")


def taskwarrior(root: Path, count: int) -> None:
    """Write tasks.json for `task import`."""
    known: dict[str, str] = {}
    tasks = []
    for item in plan(count):
        known[item.id] = str(uuid.uuid5(uuid.NAMESPACE_URL, item.id))
        note = {"entry": "20260105T090001Z", "description": " ".join(item.text)}
        task = {"uuid": known[item.id], "description": item.title, "status": "pending", "entry": "20260105T090000Z"}
        more = {"project": item.team, "tags": item.tags, "annotations": [note]}
        depends = {"depends": [known[item.parent]]} if item.parent else {}
        tasks.append(task | more | depends)
    put(root / "tasks.json", json.dumps(tasks))
    put(root / "rc", "data.location=data\nconfirmation=no\nverbose=nothing\nhooks=off\nnews.version=9.9.9\n")
    (root / "data").mkdir(exist_ok=True)


def hledger(root: Path, count: int) -> None:
    """Write one transaction an item."""
    lines = []
    for item in plan(count):
        day = DAY0 + dt.timedelta(days=item.place * 300 // count)
        lines += [f"{day} * {item.title}  ; id:{item.id}, parent:{item.parent or ''}"]
        lines += [f"    assets:{item.team}  EUR {item.seed % 9000 / 100:.2f}", "    income:work", ""]
    put(root / "main.journal", "\n".join(lines))


FORMATS = {
    "doorstop": doorstop,
    "strictdoc": strictdoc,
    "sphinx-needs": sphinx_needs,
    "taskwarrior": taskwarrior,
    "hledger": hledger,
}


def main() -> int:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("dir", type=Path)
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    FORMATS[given.format](given.dir, given.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
