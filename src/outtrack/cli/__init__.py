"""The command line: one module per command, imported only when it is run."""

from __future__ import annotations

COMMANDS = {
    "check": "check the files: structure, links, and that work serves an outcome",
    "demo": "write a filled example workspace and show its status",
    "import": "write the epics of a tracker, or the rows of a spreadsheet, into the workspace",
    "init": "start a workspace here",
    "list": "list the entities of one kind",
    "show": "show everything about one entity",
    "status": "show outcomes and key results: progress, pace, status",
    "tree": "show how things hang together",
    "why": "show what an entity is for, up to the vision",
}
"""Every command and its line in the help; its module is `outtrack.cli.<name>`."""
