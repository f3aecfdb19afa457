"""Times the map of influence of 2,000 outcomes with 40,000 links: `python bench/maps.py [FOLDER]`.

The workspace is the same each time. The goal: within five seconds (docs/performance.md).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

OUTCOMES = 2_000
LINKS = 40_000


def write(folder: Path, outcomes: int = OUTCOMES, links: int = LINKS) -> None:
    """Write a workspace with so many outcomes, and so many links among them with strengths of 1 to 4."""
    chance = Random(1)
    (folder / "outcomes").mkdir(parents=True, exist_ok=True)
    (folder / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    for one in range(outcomes):
        others = chance.sample(range(outcomes - 1), links // outcomes)
        influences = "".join(
            f"  - {{to: outcome-{other + (other >= one)}, strength: {chance.randint(1, 4)}}}\n" for other in others
        )
        text = f"title: More of group {one} do it\ninfluences:\n{influences}"
        (folder / "outcomes" / f"outcome-{one}.yaml").write_text(text, encoding="utf-8")


def main(folder: Path) -> None:
    """Write the workspace and print how long the map takes, without a cache and with one."""
    write(folder)
    for by in ("path", "dematel"):
        for run in ("cold", "warm"):
            start = time.perf_counter()
            options = ["--by", by, "--format", "json", "-o", "map.json"]
            options += ["--no-cache"] if run == "cold" else []
            subprocess.run([sys.executable, "-m", "outtrack", "map", *options], cwd=folder, check=True)
            print(f"{by}, {run}: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
