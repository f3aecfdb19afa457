"""What outtrack needs within the process: `reading.py DIR plain | parts | rules`.

Every call into outtrack's modules that the benchmark makes stands in this file.  Prints JSON, in
seconds over all files: `plain` is YAML to plain data (reading from the disk left out); `parts` is, file
by file in turn, `bare` libyaml, `plain`, and `marks`, the same with the position of every value; `rules`
reports `linked`, reading and linking everything, and `rules`, that and all rules.  Where outtrack has no
such function it says so and leaves with 3.
"""

import argparse
import gc
import json
import sys
import time
from importlib import import_module
from pathlib import Path

from scan import bare, clock


def reading(root: Path) -> dict[str, float]:
    """Read every file, nothing else."""
    from outtrack.source import parse

    return clock(root, {"plain": lambda data: parse(data, "x.yaml")})


def parting(root: Path) -> dict[str, float]:
    """Read every file in each way."""
    from outtrack.source import parse

    ways = {"plain": lambda data: parse(data, "x.yaml"), "marks": lambda data: parse(data, "x.yaml", marks=True)}
    return clock(root, {"bare": bare, **ways})


def ruling(root: Path) -> dict[str, float]:
    """Read and link everything, then run all rules."""
    import datetime as dt

    files, run, snapshot = (import_module(f"outtrack.{name}") for name in ("files", "rules.run", "snapshot"))

    gc.disable()
    start = time.perf_counter()
    seen = snapshot.load(files.find_workspace(root), dt.date(2026, 3, 15), use_cache=False)
    list(seen.linking)
    linked = time.perf_counter() - start
    run.check(seen)
    return {"linked": linked, "rules": time.perf_counter() - start}


WAYS = {"plain": reading, "parts": parting, "rules": ruling}


def main() -> int:
    """Read the arguments and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("way", choices=WAYS)
    given = parser.parse_args()
    try:
        print(json.dumps(WAYS[given.way](given.dir)))
    except (ImportError, AttributeError, TypeError) as error:
        print("not available:", str(error).partition(" (/")[0], file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
