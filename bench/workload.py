"""Make repeatable workspaces to measure with.

    workload.py entities DIR N
    workload.py history  DIR FILES COMMITS

Everything comes from a seed, so whoever runs the same line gets the same bytes.

`entities` writes one YAML document a file, 29 to 94 lines, with comments, a block list of key
results and their check-ins: outcomes 20 %, opportunities 20 %, solutions 20 %, outputs 30 %,
experiments 10 %, in FOLDER/TEAM/ID.yaml over 24 teams.  The result is one git commit.

`history` makes a git repository whose first commit adds FILES entities, and whose every later
commit appends a check-in to one, two or three of them, as a weekly habit would.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from items import checkin, document, plan, sentence

CONFIG = "version: 1\nname: Workload\n"
WEEKLY = 36  # commits
WEEK = 7 * 24 * 3600  # seconds
START = 1_773_014_400  # 2026-03-09, the week after the check-ins of the first commit


def with_checkin(text: str, r: Random, week: int) -> str:
    """Append a check-in after the last one, or a comment where there is no series."""
    lines = text.split("\n")
    series = [number for number, line in enumerate(lines) if line.lstrip().startswith("- {date:")]
    if not series:
        return text + f"# note, week {week}: {sentence(r, 5)}\n"
    indent = lines[series[-1]].partition("-")[0]
    lines.insert(series[-1] + 1, f"{indent}- {checkin(r, week, round(r.uniform(1, 99), 1))}")
    return "\n".join(lines)


def put(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def git(root: Path, *words: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", "-C", str(root), *words], check=True)


def repository(root: Path) -> None:
    """Start a repository that git neither packs nor maintains behind the stopwatch's back."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    settings = {"user.name": "bench", "user.email": "bench@example.org", "gc.auto": "0", "maintenance.auto": "false"}
    for name, value in (settings | {"core.trustctime": "false"}).items():
        git(root, "config", name, value)


def commit(root: Path) -> None:
    """Put everything into one commit."""
    repository(root)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Workload")


def entities(root: Path, count: int) -> None:
    """Write a workspace of so many entities, committed."""
    put(root / "outtrack.yaml", CONFIG)
    for item in plan(count):
        put(root / item.path, document(item))
    commit(root)


def history(root: Path, files: int, commits: int) -> None:
    """Write a repository of so many files and commits."""
    repository(root)
    texts = {item.path: document(item) for item in plan(files)} | {"outtrack.yaml": CONFIG}
    paths, r = sorted(texts), Random(8)

    def stream() -> Iterator[bytes]:
        for number in range(commits):
            message = f"commit {number}".encode()
            when = START + number * WEEK // WEEKLY
            yield b"commit refs/heads/main\ncommitter bench <bench@example.org> %d +0000\n" % when
            yield b"data %d\n%s\n" % (len(message), message)
            for path in r.sample(paths, r.randint(1, 3)) if number else paths:
                if number:
                    texts[path] = with_checkin(texts[path], r, 9 + number // WEEKLY)
                blob = texts[path].encode()
                yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(blob), blob)

    words = ["git", "-C", str(root), "fast-import", "--quiet"]
    subprocess.run(words, input=b"".join(stream()), check=True)
    git(root, "reset", "-q", "--hard", "main")


def main() -> int:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("entities", "history"))
    parser.add_argument("dir", type=Path)
    parser.add_argument("numbers", type=int, nargs="+")
    given = parser.parse_args()
    if given.what == "entities":
        entities(given.dir, *given.numbers)
    else:
        history(given.dir, *given.numbers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
