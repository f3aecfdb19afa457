"""The results as Markdown, and the machine that they come from."""

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import subjects as s
from budgets import MIB, NONE, TO, Results, budgets, number, times
from measure import UNIT, Series, median
from peers import PEERS, Peer
from trees import HERE

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
SKELETON = f"# Speed\n\nMeasured by `make bench`.\n\n{BEGIN}\n{END}\n"
HONEST = """\
Ratios of whole processes that ran in turn on one machine with a warm page cache: medians, in brackets the
range over the rounds. Absolute times drift, and another machine has others. `met` and `not met` are this
run's, not a promise about the next."""
UNLIKE = """\
The work is not identical. Each peer reads as many items with the same ids, titles, texts and links, in its own
format and with what it offers to check; only check-jsonschema and yamllint read the very files. outtrack also
validates fields, key results and check-ins that the others' items do not have, and runs its default rules, but
renders no page and balances no books."""


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table that is also readable as it stands."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(c.ljust(w) for c, w in zip(line, widths, strict=True))} |" for line in lines)


def said(*command: str) -> str:
    """Return the first line that a program says of itself."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return "missing"
    return (done.stdout or done.stderr).strip().partition("\n")[0]


def package(name: str) -> str:
    """Return the version of what is installed beside outtrack."""
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"no {name}"


def machine(outtrack: Path) -> list[str]:
    """Return what the figures depend on."""
    facts = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [fact.partition(":")[2].strip() for fact in facts if fact.startswith("model name")]
    ram = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    libyaml = said(sys.executable, "-c", "import yaml._yaml as y; print('libyaml', y.get_version_string())")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    return [
        f"{time.strftime('%Y-%m-%d')}, {said(str(outtrack), '--version')}",
        f"{next(iter(models), platform.machine())}, {cores} cores, {ram:.0f} GiB, load {load:.1f} at the end",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {said('git', '--version')}",
        ", ".join([package("PyYAML"), libyaml, *map(package, ("pydantic", "typer"))]),
    ]


def clock(series: Series) -> str:
    """Return the median and the range of the seconds, as milliseconds."""
    times = [1000 * seconds for seconds in series.seconds]
    if not times:
        return series.failure[:60] or NONE
    spread = f" ({number(min(times))}{TO}{number(max(times))})" if len(times) > 1 else ""
    return f"{number(median(times) or 0)}{spread}"


def size(series: Series) -> str:
    """Return the peak memory; what is below this program's own can not be told (see measure.py)."""
    if series.peak is None:
        return NONE
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    return f"≤ {floor / MIB:.0f}" if series.peak <= floor else f"{series.peak / MIB:.0f}"


def own(results: Results, files: int) -> str:
    """Write what was measured on one workspace."""
    python = results.get(files, s.PYTHON)
    rows = []
    for name, series in results.own[files].items():
        rows.append([name, times(series, python).text if series.seconds else NONE, clock(series), size(series)])
    return grid([f"{files:,} files", f"÷ {s.PYTHON}", "ms", "MiB"], rows)


def commands(results: Results) -> str:
    """Write what was run and did not fail, without the paths of this machine."""
    known = {series.name: series for found in [*results.own.values(), results.past] for series in found.values()}
    rows = []
    for name, series in known.items():
        if series.failure:
            continue
        words = [word.rpartition("/")[2] if word.startswith("/") else word for word in series.command]
        words = ["TREE" if word.startswith("entities-") else word for word in words]
        rows.append([name, f"`{' '.join(words)}`"])
    return grid(["what", "command, in the workspace"], rows)


def micro(results: Results) -> str:
    """Write what one file takes within the process."""
    rows = []
    for files in sorted(size for size in results.own if size <= s.SMALL):
        row = [f"{files:,}"]
        for name, figure in ((s.PARTS, "bare"), (s.SCAN, "events"), (s.PARTS, "plain"), (s.PARTS, "marks")):
            series = results.get(files, name)
            spent = [a / b * 1e6 for a, b in zip(series.own(figure), series.own("files"), strict=True)]
            row.append(number(median(spent) or 0) if spent else NONE)
        rows.append(row)
    head = ["files", "bare libyaml, µs a file", "its events in Python", "outtrack's reading", "with positions"]
    return grid(head, rows)


def peers(results: Results) -> str:
    """Write how the peers did."""
    rows = []
    for count, found in results.peers.items():
        for peer in PEERS:
            both = found.get(peer.name, {})
            theirs, ours = (both.get(name) or Series(name) for name in (peer.name, peer.beside))
            ratio = times(theirs, ours)
            seconds = median(theirs.seconds)
            shown = NONE if seconds is None else number(seconds)
            rows.append([peer.name, f"{count:,}", peer.beside, ratio.text, shown, size(theirs)])
    return grid(["peer", "items", "divided by", "ratio", "s", "MiB"], rows)


def release(peer: Peer) -> str:
    """Write a peer's version."""
    name, pinned, number = peer.package.partition("==")
    return number if pinned else said(peer.program, "--version").removeprefix(f"{name} ")


def command(peer: str) -> str:
    """Write a peer's command without the paths of this machine."""
    return peer.replace("{schema}", "entity.schema.json").replace("{files}", "FILES").replace("{out}", "FRESH")


def document(results: Results, outtrack: Path) -> str:
    """Write everything."""
    lines = [[row.what, row.beside, row.budget, row.found, row.verdict] for row in budgets(results)]
    parts = ["\n".join(f"- {fact}" for fact in machine(outtrack)), HONEST, "## Budgets"]
    parts.append(grid(["what", "beside", "budget", "found", "verdict"], lines))
    parts.append("## outtrack")
    parts += [own(results, files) for files in sorted(results.own)]
    parts.append(micro(results))
    if results.past:
        rows = [[name, clock(series), size(series)] for name, series in results.past.items()]
        parts.append(grid(["500 files, 1,000 commits", "ms", "MiB"], rows))
    parts.append(commands(results))
    if results.peers:
        known = [[peer.name, release(peer), f"`{command(peer.command)}`", peer.does] for peer in PEERS]
        parts += ["## Peers", UNLIKE, peers(results), grid(["peer", "version", "command", "does"], known)]
    return "\n\n".join(parts) + "\n"


def publish(text: str) -> Path:
    """Put the tables between the marks in the documentation."""
    path = HERE.parent / "docs" / "performance.md"
    page = path.read_text(encoding="utf-8") if path.exists() else SKELETON
    if BEGIN not in page or END not in page.partition(BEGIN)[2]:
        page = f"{page.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, _, rest = page.partition(BEGIN)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return path
