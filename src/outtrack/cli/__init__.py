"""The command line: one module per command, imported only when it is run."""

from __future__ import annotations

COMMANDS = {
    "check": "check the files: structure, links, and that work serves an outcome",
    "checkin": "record a number; alone, go through what is due and ask",
    "coverage": "show the figures of the portfolio: linked, measured, fresh",
    "demo": "write a filled example workspace and show its status",
    "explain": "explain a rule of check, or list them all",
    "fmt": "put the keys of files in the documented order, and tidy blank lines",
    "import": "write the epics of a tracker, or the rows of a spreadsheet, into the workspace",
    "init": "start a workspace here",
    "list": "list the entities of one kind",
    "retarget": "move a goalpost openly, with its reason",
    "show": "show everything about one entity",
    "status": "show outcomes and key results: progress, pace, status",
    "tree": "show how things hang together",
    "triage": "go through the inbox: take in, link, or drop",
    "update": "note the owner's monthly word about an outcome",
    "why": "show what an entity is for, up to the vision",
    "wording": "say whether a statement reads as an outcome or as work",
}
"""Every command and its line in the help; its module is `outtrack.cli.<name>`."""
