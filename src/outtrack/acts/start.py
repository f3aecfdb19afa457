"""The files with which a workspace starts: its configuration, and what is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from outtrack import demo
from outtrack.acts.builds import NewFile
from outtrack.acts.naming import free_id
from outtrack.acts.template import template
from outtrack.files import WORKSPACE_FILE
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from datetime import date

TEMPLATES: Final = ("starter", demo.SHOP, "it-service", "company", "okr")
"""What a workspace may start with: comments and an example, or a filled one that plays today."""
FOLDERS: Final = tuple(
    f"product/{name}" for name in ("outcomes", "opportunities", "solutions", "experiments", "outputs")
)
"""Made for what comes, beside the files of the starter."""
FIRST: Final = "More new users reach their first result in a week"
_CONFIGURATION: Final = """\
# The workspace: `outtrack` reads the folders below and nothing else.
version: 1
name: {name}
include: [product]
"""
_OUTCOME: Final = """\
# An outcome: a change in what customers, users or employees do, proven by a number.
# The file's name is its id: first-outcome. Rename the file, and it has another.
title: {title}
owner: {owner}
# Whose behaviour changes, and how:
who: {who}
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
_OUTPUT: Final = """\
# An output: work that should bring the outcome about, such as an epic or a campaign.
title: Explain each step of the set-up where it is taken
# What it is for. `outtrack check` fails where an epic serves no outcome.
outcomes: [first-outcome]
# inbox, todo, doing, done, parked or dropped:
status: todo
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of those who start."""

    name: str
    outcome: str = FIRST
    who: str = "new users"
    owner: str = "me"
    cadence: str | None = None
    """How often a number is recorded, where that is not left to the program."""


def workspace_files(name: str, answers: Answers, day: date) -> list[NewFile]:
    """Return the files of a template, that which marks the workspace first; raise OverflowError for an odd day.

    A filled one has its days as far from `day` as they were, and none of its README, since a repository has its own.
    """
    if name == "starter":
        found = _starter(answers, day)
    else:
        found = [NewFile(path, data) for path, data in demo.files(day, name) if path != "README.md"]
    return sorted(found, key=lambda one: one.path != WORKSPACE_FILE)


def _starter(answers: Answers, day: date) -> list[NewFile]:
    period = f"{day.year}-Q{(day.month + 2) // 3}"
    config = _CONFIGURATION.format(name=_quoted(answers.name))
    if answers.cadence:
        config += f"cadence: {answers.cadence}\n"
    files = [NewFile(WORKSPACE_FILE, config.encode())]
    if answers.outcome == FIRST:
        values = {
            "title": FIRST, "day": day, "period": period, "owner": _plain(answers.owner), "who": _plain(answers.who),
        }  # fmt: skip
        files += [
            NewFile("product/outcomes/first-outcome.yaml", _OUTCOME.format(**values).encode()),
            NewFile("product/outputs/first-output.yaml", _OUTPUT.encode()),
        ]
    else:
        own = {"title": answers.outcome, "owner": answers.owner, "who": answers.who, "due": period}
        path = f"product/outcomes/{free_id(answers.outcome, (), 'first-outcome')}.yaml"
        files.append(NewFile(path, template("outcome", own, day).encode()))
    return files


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    from outtrack.write.scalars import written

    return written(text)
