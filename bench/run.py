"""Measure outtrack on generated workspaces, beside its peers; the figures go to standard output as Markdown.

It never fails because something is slow or missing: that is what the table says.
"""

import argparse
import dataclasses
import importlib.util
import json
import os
import sys
from pathlib import Path

import subjects
from budgets import FEW, Results
from measure import environment, in_turn
from memory import together
from peers import LARGEST, PEERS, Shop, apt
from table import document, publish
from trees import HERE, Tree, made, quietly

ROUNDS = ((100, 15), (1_000, 9), (10_000, 5), (sys.maxsize, 3))
PAST = (500, 1_000)  # files, commits


def sizes(text: str) -> list[int]:
    """Read a list of numbers of files."""
    numbers = sorted({int(word) for word in text.split(",")})
    if not numbers or numbers[0] < 1:
        raise ValueError
    return numbers


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=sizes, help="numbers of files (default: 20,1000,10000,100000)")
    parser.add_argument("--quick", action="store_true", help="20 and 1,000 files, no peers")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, help="measure other programs, too")
    parser.add_argument("--peer", action="append", choices=[peer.name for peer in PEERS], help="only this one")
    parser.add_argument("--apt", action="store_true", help="install the peers that only Debian has (as root)")
    parser.add_argument("--runs", type=int, metavar="N", help="rounds at every size (default: 15, 9, 5, 3)")
    parser.add_argument("--work", type=Path, default=HERE / ".work", metavar="DIR", help="where to keep workloads")
    parser.add_argument("--outtrack", type=Path, default=Path(sys.executable).parent / "outtrack", metavar="PATH")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    given = parser.parse_args()
    if given.runs is not None and given.runs < 1:
        parser.error("--runs must be at least 1")
    if not given.outtrack.is_file():
        parser.error(f"{given.outtrack} does not exist: run `make setup`, or give --outtrack PATH")
    given.sizes = given.sizes or ([20, 1_000] if given.quick else [20, 1_000, 10_000, 100_000])
    if given.peers is None:
        given.peers = bool(given.peer) or not given.quick
    return given


def main() -> int:
    """Measure and print."""
    given = arguments()
    work, outtrack = given.work.resolve(), given.outtrack.absolute()
    work.mkdir(parents=True, exist_ok=True)
    outside = dict(os.environ)
    caches = work / "caches"
    env = environment(caches)
    if given.apt:
        apt(outside)
    package = importlib.util.find_spec("outtrack")
    for folder in [str(HERE), *(package.submodule_search_locations or [] if package else [])]:
        quietly(work, env, sys.executable, "-m", "compileall", "-q", folder)

    def tree(what: str, *numbers: int) -> Tree:
        found = Tree(made(work, env, "workload.py", what, *numbers), caches, env, subjects.status(outtrack))
        found.drop_cache()
        found.settle()
        return found

    results = Results()
    for files in given.sizes:
        rounds = given.runs or next(rounds for most, rounds in ROUNDS if files <= most)
        place = tree("entities", files)
        found = in_turn(subjects.everything(place, outtrack, files), rounds, env, f"{files:,} files")
        found[subjects.ALL].together = together(subjects.check(outtrack, place.folder), env)
        results.own[files] = found
    place = tree("history", *PAST)
    results.past = in_turn(subjects.past(place, outtrack), given.runs or ROUNDS[1][1], env, "history")
    shop = Shop(work, env, outside)
    for count in [size for size in given.sizes if given.peers and FEW <= size <= LARGEST]:
        place = tree("entities", count)
        chosen = [peer for peer in PEERS if not given.peer or peer.name in given.peer]
        results.peers[count] = {peer.name: shop.run(peer, place, outtrack, count) for peer in chosen}
    raw = work / "results.json"
    raw.write_text(json.dumps(dataclasses.asdict(results), indent=1, default=str))
    text = document(results, outtrack)
    print(text)
    print(f"raw figures: {raw}", file=sys.stderr)
    if given.write:
        print(f"written: {publish(text)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
