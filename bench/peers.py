"""Other programs that read as many items as text, each in its own format.

None of them is a dependency of outtrack: those from the Python index get an environment each below
the work folder, those of the system are used where they are installed.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from measure import Series, Subject, in_turn
from subjects import ALL, STATUS, check, status
from trees import HERE, Tree, made, quietly

LARGEST = 10_000  # items
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to measure beside outtrack."""

    name: str
    package: str  # with ==, from the Python index; without, the system's
    program: str
    form: str  # of its workload
    command: str  # {tree}, {out} and {schema} are filled in, {files} are all the YAML files
    does: str
    factor: float = 0  # outtrack should be so many times faster; 0: nothing was promised
    beside: str = ALL  # the run of outtrack that it is held against
    slow: bool = False  # run only once with many items
    first: str = ""  # run once and uncounted in a new workload


PEERS = (
    Peer(
        "doorstop",
        "doorstop==3.2",
        "doorstop",
        "doorstop",
        "doorstop",
        "reads one YAML file an item, checks links, levels and reviews; formats every file and calls git for it",
        100,
        slow=True,
    ),
    Peer(
        "doorstop -F",
        "doorstop==3.2",
        "doorstop",
        "doorstop",
        "doorstop -F",
        "the same without formatting: it only reads",
        slow=True,
    ),
    Peer(
        "check-jsonschema",
        "check-jsonschema==0.39.0",
        "check-jsonschema",
        "entities",
        "check-jsonschema --schemafile {schema} {files}",
        "reads the same files, validates each against a JSON Schema; knows no links",
        30,
        slow=True,
    ),
    Peer(
        "StrictDoc",
        "strictdoc==0.30.4",
        "strictdoc",
        "strictdoc",
        "strictdoc export docs --formats json --output-dir {out}",
        "parses documents of 100 items, resolves links, writes one JSON file",
        10,
        slow=True,
    ),
    Peer(
        "sphinx-needs",
        "sphinx-needs==9.1.0",
        "sphinx-build",
        "sphinx-needs",
        "sphinx-build -q -E -b needs . {out}",
        "parses pages of 100 items with their markup, resolves links, writes one JSON file",
        12,
        slow=True,
    ),
    Peer(
        "yamllint",
        "yamllint==1.38.0",
        "yamllint",
        "entities",
        "yamllint -d relaxed .",
        "reads the same files, checks their layout; knows neither schema nor links",
        slow=True,
    ),
    Peer(
        "hledger",
        "hledger",
        "hledger",
        "hledger",
        "hledger -f main.journal check",
        "reads one file with a transaction an item, checks that they balance; a native program",
        1,
        STATUS,
    ),
    Peer(
        "taskwarrior",
        "taskwarrior",
        "task",
        "taskwarrior",
        "task count",
        "reads one file with a line an item, resolves dependencies, prints a number; a native program",
        1,
        STATUS,
        first="task import tasks.json",
    ),
)


@dataclass(slots=True)
class Shop:
    """Where peers are installed and measured."""

    work: Path
    env: Mapping[str, str]  # for what is measured
    outside: Mapping[str, str]  # for what talks to the package index: the caller's settings

    def install(self, peer: Peer) -> Path | str:
        """Return the program, or why there is none."""
        if "==" not in peer.package:
            found = shutil.which(peer.program)
            return Path(found) if found else f"not installed (Debian's {peer.package})"
        home = self.work / "peers" / peer.package
        program = home / "bin" / peer.program
        if (home / "installed").exists() and program.exists():
            return program
        print(f"installing {peer.package}", file=sys.stderr)
        shutil.rmtree(home, ignore_errors=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "-q", "--no-input", "--disable-pip-version-check", "install"]
        for command in ([sys.executable, "-m", "venv", str(home)], [*pip, peer.package]):
            try:
                subprocess.run(command, env=self.outside, capture_output=True, text=True, check=True)
            except subprocess.CalledProcessError as error:
                return f"could not be installed: {error.stderr.strip().splitlines()[-1:] or error.returncode}"
        (home / "installed").write_text(quietly(home, self.outside, *pip[:3], "freeze"))
        return program

    def subject(self, peer: Peer, program: Path, count: int) -> Subject:
        """Return what to measure, its workload written."""
        script = "workload.py" if peer.form == "entities" else "peer_items.py"
        tree = made(self.work, self.env, script, peer.form, count)
        env = {"TASKRC": str(tree / "rc")} if peer.name == "taskwarrior" else {}
        mark = tree.with_suffix(".used")
        label = tree.with_suffix(".json").stat().st_mtime_ns
        if peer.first and (not mark.exists() or mark.read_text() != str(label)):
            print(f"first run of {peer.name}, not counted", file=sys.stderr)
            quietly(tree, {**self.env, **env}, str(program), *peer.first.split()[1:])
            mark.write_text(str(label))
        out = self.work / "out" / peer.name
        words = {"{out}": [str(out)], "{schema}": [str(HERE / "entity.schema.json")]}
        if "{files}" in peer.command:
            words["{files}"] = sorted(str(path.relative_to(tree)) for path in tree.glob("*/*/*.yaml"))
        command = [piece for word in peer.command.split()[1:] for piece in words.get(word, [word])]

        def fresh() -> None:
            shutil.rmtree(out, ignore_errors=True)

        quietly(tree, {**self.env, **env}, str(program), "--version")  # into the page cache
        return Subject(peer.name, [str(program), *command], tree, env, before=fresh)

    def run(self, peer: Peer, tree: Tree, outtrack: Path, count: int) -> dict[str, Series]:
        """Measure one peer and outtrack in turn."""
        program = self.install(peer)
        if isinstance(program, str):
            return {peer.name: Series(peer.name, failure=program)}
        subject = self.subject(peer, program, count)
        own = check(outtrack, tree.folder)
        if peer.beside == STATUS:
            own = Subject(STATUS, status(outtrack), tree.folder, fine=own.fine, warm=1)
        rounds = 1 if peer.slow and count >= LARGEST else ROUNDS
        return in_turn([own, subject], rounds, self.env, f"{count:,} items")


def apt(env: Mapping[str, str]) -> None:
    """Install the peers that only the system has."""
    names = [peer.package for peer in PEERS if "==" not in peer.package]
    subprocess.run(["apt-get", "install", "-y", "-q", *names], env=env, check=False, stdout=sys.stderr)
