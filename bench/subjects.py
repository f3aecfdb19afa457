"""What is measured of outtrack, and what it is held against, on one workspace.

The commands of outtrack that the benchmark runs stand in this file.
"""

import sys
from pathlib import Path

from measure import Subject
from trees import HERE, Tree

AS_OF = "--as-of=2026-03-15"  # the week after the last check-in of the workload
FINE = frozenset({0, 1})  # 1: there are findings
ONE = {"OUTTRACK_JOBS": "1"}
SMALL = 10_000  # above it only what growth and memory need

PYTHON = "python -c pass"
GIT = "git status"
SCAN = "libyaml alone"
READ = "reading and parsing alone"
PARTS = "libyaml, reading, with positions"
RULES = "reading, linking, all rules, in process"
VERSION = "--version"
GATE = "check, structure rules, cold, one process"
COLD = "check, cold, one process"
ALL = "check, cold, all cores"
COLD_STATUS = "status, cold"
STATUS = "status, warm"
CHECK = "check, warm"
CHANGED = "status after one changed file"
CHECKIN = "checkin"
LOG = "git log --raw"
HISTORY = "history, cold"
CACHED = "history, cached"


def status(outtrack: Path) -> list[str]:
    """Return the command that is run most."""
    return [str(outtrack), "status", AS_OF]


def check(outtrack: Path, tree: Path) -> Subject:
    """Return what the peers are held against: everything read and all default rules, with all cores."""
    return Subject(ALL, [str(outtrack), "check", "--no-cache", AS_OF], tree, fine=FINE, warm=1)


def everything(tree: Tree, outtrack: Path, files: int) -> list[Subject]:
    """Return all subjects for a workspace of so many files, in the order of a round."""
    folder, program, hot = tree.folder, str(outtrack), status(outtrack)
    cold = [program, "check", "--no-cache", AS_OF]
    recorded = [program, "checkin", "OC-000001/kr-1", "42.5", "--date", "2026-03-14", "--confidence", "0.5"]

    def script(name: str, file: str, *words: str) -> Subject:
        command = [sys.executable, str(HERE / file), str(folder), *words]
        return Subject(name, command, folder, ONE, figures=True, warm=1)

    alone = [
        script(SCAN, "scan.py"),
        script(READ, "reading.py", "plain"),
        script(PARTS, "reading.py", "parts"),
        script(RULES, "reading.py", "rules"),
        Subject(GATE, cold, folder, ONE, FINE, before=tree.gate, after=tree.ungate, warm=1),
        Subject(CHECKIN, recorded, folder, after=tree.undo, warm=1),
    ]
    return [
        Subject(PYTHON, [sys.executable, "-c", "pass"], folder, warm=1),
        Subject(GIT, ["git", "status", "--porcelain"], folder, warm=1),
        Subject(VERSION, [program, "--version"], folder, warm=1),
        *(alone if files <= SMALL else []),
        Subject(COLD, cold, folder, ONE, FINE, warm=1),
        check(outtrack, folder),
        Subject(COLD_STATUS, hot, folder, fine=FINE, before=tree.hide_cache, after=tree.restore_cache, warm=1),
        Subject(STATUS, hot, folder, fine=FINE, warm=1),
        Subject(CHECK, [program, "check", AS_OF], folder, fine=FINE, warm=1),
        Subject(CHANGED, hot, folder, fine=FINE, before=tree.change, after=tree.undo, warm=1),
    ]


def past(tree: Tree, outtrack: Path) -> list[Subject]:
    """Return the subjects for a repository with a long history."""
    folder, told = tree.folder, [str(outtrack), "history", "OC-000001"]
    log = ["git", "log", "--raw", "--no-abbrev", "-z", "--no-renames", "--reverse", "--first-parent", "-m"]
    return [
        Subject(LOG, log, folder, warm=1),
        Subject(HISTORY, told, folder, fine=FINE, before=tree.hide_cache, after=tree.restore_cache, warm=1),
        Subject(CACHED, told, folder, fine=FINE, warm=1),
    ]
