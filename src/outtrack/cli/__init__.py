"""The command line: one module per command, imported only when it is run."""

from __future__ import annotations

COMMANDS = {
    "carry": "carry an outcome on into the next period",
    "check": "check the files: structure, links, and that work serves an outcome",
    "checkin": "record a number; alone, go through what is due and ask",
    "close": "end an outcome or other entity, with its score",
    "coverage": "show the figures of the portfolio: linked, measured, fresh",
    "demo": "write a filled example workspace and show its status",
    "doctor": "find and mend what git can't: half-merged files, ids given twice",
    "edit": "open an entity in your editor, and check it before it is kept",
    "explain": "explain a rule of check, or list them all",
    "fmt": "lay out files in one way, with all of their comments",
    "import": "write the epics of a tracker, or the rows of a spreadsheet, into the workspace",
    "init": "start a workspace here",
    "link": "link one thing to another",
    "list": "list the entities of one kind",
    "lsp": "answer an editor: findings, ids and progress as you type",
    "merge-driver": "merge entity files by their meaning; called by git",
    "migrate": "bring the files to the newest version of the format",
    "move": "move an entity to another folder",
    "new": "begin an entity: an outcome, an output, a solution",
    "remove": "remove an entity or a key result",
    "rename": "give an entity or a key result another id",
    "retarget": "move a goalpost openly, with its reason",
    "schema": "print the JSON Schema of a kind, or set up an editor with it",
    "set": "set fields of an entity or a key result",
    "show": "show everything about one entity",
    "status": "show outcomes and key results: progress, pace, status",
    "tree": "show how things hang together",
    "triage": "go through the inbox: take in, link, or drop",
    "unlink": "take the link between two away",
    "update": "note the owner's monthly word about an outcome",
    "why": "show what an entity is for, up to the vision",
    "wording": "say whether a statement reads as an outcome or as work",
}
"""Every command and its line in the help; its module is `outtrack.cli.<name>`, with `_` for `-`."""
