"""What libyaml alone needs for every YAML file below a folder: `scan.py DIR`.

Prints JSON: `bare` is libyaml going through the bytes without a Python object made of any event,
which is the limit for whatever reads with it; `events` is the same with each event handed to Python
and thrown away.  In seconds, the reading of files from the disk left out.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from yaml.cyaml import CParser  # type: ignore[attr-defined]


def bare(data: bytes) -> None:
    """Parse, and make nothing of it."""
    CParser(data).raw_parse()


def events(data: bytes) -> None:
    """Parse, one Python object an event."""
    parser = CParser(data)
    while parser.get_event() is not None:
        pass


def clock(root: Path, ways: dict[str, Callable[[bytes], object]]) -> dict[str, float]:
    """Return how long each way takes, over all files in turn."""
    gc.disable()
    spent = dict.fromkeys(ways, 0.0)
    files = sorted(root.rglob("*.yaml"))
    for path in files:
        data = path.read_bytes()
        for name, way in ways.items():
            start = time.perf_counter()
            way(data)
            spent[name] += time.perf_counter() - start
    return spent | {"files": len(files)}


if __name__ == "__main__":
    print(json.dumps(clock(Path(sys.argv[1]), {"bare": bare, "events": events})))
