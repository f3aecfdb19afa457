"""`outtrack init`."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Annotated

import typer

from outtrack.cli import options
from outtrack.files import WORKSPACE_FILE, find_workspace

FIRST_OUTCOME = "product/outcomes/first-outcome.yaml"
FIRST_OUTPUT = "product/outputs/first-output.yaml"
FOLDERS = ("outcomes", "opportunities", "solutions", "experiments", "outputs")
CONFIGURATION = """\
# The workspace: `outtrack` reads the folders below and nothing else.
version: 1
name: {name}
include: [product]
"""
OUTCOME = """\
# An outcome: a change in what customers, users or employees do, proven by a number.
# The file's name is its id: first-outcome. Rename the file, and it has another.
title: More new users reach their first result in a week
owner: {owner}
# Whose behaviour changes, and how:
who: new users
behaviour: They finish the set-up without asking anybody.
# From when until when: a day each, or a period such as {period}.
start: {day}
due: {period}
key_results:
  - id: first-result
    title: New users who reach a result in their first week
    unit: "%"
    # Where the number stood, and where it should go. Leave out what you do not know yet.
    # baseline: 20
    # target: 35
    # Once a week or two, add a line. `confidence` is how sure you are to get there, 0 to 1.
    # checkins:
    #   - {{date: {day}, value: 22, confidence: 0.6}}
# Work that serves this outcome lies in product/outputs/, each file with a `title:`
# and the line `outcomes: [first-outcome]`. One is there to begin with.
"""
OUTPUT = """\
# An output: work that should bring the outcome about, such as an epic or a campaign.
title: Explain each step of the set-up where it is taken
# inbox, todo, doing, done, parked or dropped:
status: todo
# What it is for. `outtrack check` fails where an epic serves no outcome.
outcomes: [first-outcome]
"""


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to start it.")] = Path(),
    as_of: options.PlayedOn = None,
) -> None:
    """Start a workspace: its configuration, folders, and an outcome and an output with comments.

    Nothing that is there already is touched.

    \b
    Examples:
      outtrack init
      outtrack init team-a
    """
    invocation: options.Invocation = context.obj or options.Invocation()
    root = invocation.folder / folder
    if (root / WORKSPACE_FILE).exists():
        raise options.UsageError(f"{root / WORKSPACE_FILE} is there already: nothing was written")
    day = options.resolve_day(as_of, "UTC")
    around = find_workspace(root) if root.is_dir() else None
    name = re.sub(r"[-_]+", " ", root.resolve().name).strip().capitalize() or "Our team"
    values = {
        "period": f"{day.year}-Q{(day.month + 2) // 3}",
        "day": day,
        "owner": "me",
        "name": json.dumps(name, ensure_ascii=False),
    }
    written = []
    try:
        for path, text in (
            (WORKSPACE_FILE, CONFIGURATION),
            (FIRST_OUTCOME, OUTCOME),
            (FIRST_OUTPUT, OUTPUT),
        ):
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                target.write_text(text.format(**values), encoding="utf-8", newline="\n")
                written.append(path)
        for kind in FOLDERS:
            (root / "product" / kind).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise options.UsageError(f"`{root}` can't be written: {(error.strerror or '').lower()}") from None
    for path in written:
        typer.echo(f"wrote {(root / path).as_posix()}")
    if around:
        options.fail(f"{around.root} is a workspace, too: it leaves this folder out from now on")
    outcome = (root / FIRST_OUTCOME).as_posix()
    there = f" -C {shlex.quote(str(root))}" if root != Path() else ""
    options.fail(f"next: edit {outcome}, then run `outtrack{there} status` and `outtrack{there} check`")
