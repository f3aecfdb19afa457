"""outtrack as a process among others: pipes, signals, terminals, colours, the clock, and nothing written by reading."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

import golden
import importing
import processes
from outtrack.cli import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

SGR = re.compile(r"\x1b\[[0-9;]*m")
INTERRUPT = """
import os, signal, time
def interrupt(*args, **options):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)
"""
FULL = "outtrack: the output can't be written: no space left on device\n"
READING = (
    "status --format text",
    "status --all --format json",
    "tree --view ost --format markdown",
    "show fewer-missed-appointments --explain",
    "why text-reminders",
    "check --show info",
    "check --show info --format sarif",
    "coverage",
    "check --strict --on change --exit-zero --statistics",
    "list key_result --group status --format csv",
)


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return processes.example("starter", tmp_path)


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    for line in ("tree --format json", "show trial-to-paid --explain --format json", "--help"):
        done = subprocess.run(
            f"set -o pipefail; {sys.executable} -m outtrack {line} | true",
            shell=True,
            executable="/bin/bash",
            cwd=shop,
            env=golden.environment(tmp_path),
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_head_gets_its_lines_and_nobody_complains(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    done = subprocess.run(
        f"set -o pipefail; {sys.executable} -m outtrack list output --format json | head -n 2",
        shell=True,
        executable="/bin/bash",
        cwd=shop,
        env=golden.environment(tmp_path),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b'{\n  "outtrack": 1,\n', b"")


def test_an_interrupt_ends_with_130_and_without_a_traceback(tmp_path: Path, starter: Path) -> None:
    code = f"import outtrack.snapshot as s\n{INTERRUPT}s.load = interrupt"
    done = processes.run("status", cwd=starter, home=tmp_path, command=processes.patched(code))
    assert (done.code, done.out, done.err) == (130, "", "")


def test_an_interrupt_before_anything_is_loaded(tmp_path: Path, starter: Path) -> None:
    code = f"import outtrack.cli.app as a\n{INTERRUPT}a.run = interrupt"
    done = processes.run("status", cwd=starter, home=tmp_path, command=processes.patched(code))
    assert (done.code, done.out, done.err) == (130, "", "")


def test_a_bug_is_one_line_and_says_where_to_report_it(tmp_path: Path, starter: Path) -> None:
    code = "import outtrack.reports.status as s\ndef status(*a, **k): raise KeyError('x\\x1b[31m')\ns.status = status"
    done = processes.run("status", cwd=starter, home=tmp_path, command=processes.patched(code))
    assert done.code == 70
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.startswith("outtrack: a bug: KeyError: ")
    assert "OUTTRACK_DEBUG=1" in done.err
    assert "\x1b" not in done.err
    debug = processes.run("status", cwd=starter, home=tmp_path, command=processes.patched(code), OUTTRACK_DEBUG="1")
    assert "Traceback" in debug.err


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("line", ["status", "tree", "show trial-to-paid", "check --show info", "list opportunity"])
def test_a_terminal_gets_colour_and_lines_that_fit(tmp_path: Path, columns: int, line: str) -> None:
    shop = processes.example("shop", tmp_path)
    done = processes.on_terminal(*line.split(), cwd=shop, home=tmp_path, columns=columns)
    assert done.code == 0
    assert SGR.search(done.out)
    lines = SGR.sub("", done.out).split("\n")
    if not line.startswith("check"):
        assert max(map(cell_len, lines)) <= columns
        assert max(map(cell_len, lines)) > columns - 12


def test_colour_on_a_terminal_can_be_turned_off(tmp_path: Path, starter: Path) -> None:
    for env, args in (({"NO_COLOR": "1"}, ()), ({"TERM": "dumb"}, ()), ({}, ("--color", "never"))):
        changes = {"TERM": "xterm", **env}
        term = changes.pop("TERM")
        found = _terminal(tmp_path, starter, term, changes, args)
        assert "\x1b" not in found
        assert "More practices renew" in found
    assert "\x1b" in _terminal(tmp_path, starter, "xterm", {"NO_COLOR": "1"}, ("--color", "always"))
    assert "\x1b" in _terminal(tmp_path, starter, "xterm", {"NO_COLOR": ""}, ())


def _terminal(home: Path, cwd: Path, term: str, env: dict[str, str], args: tuple[str, ...]) -> str:
    return processes.on_terminal("status", *args, cwd=cwd, home=home, columns=100, term=term, **env).out  # type: ignore[arg-type]


def test_colour_in_a_pipe_can_be_asked_for(tmp_path: Path, starter: Path) -> None:
    def out(*args: str, **env: str) -> str:
        return processes.run("status", *args, cwd=starter, home=tmp_path, **env).out  # type: ignore[arg-type]

    assert "\x1b" not in out("--format", "text")
    assert "\x1b" in out("--format", "text", "--color", "always")
    assert "\x1b" in out("--format", "text", FORCE_COLOR="1")
    assert "\x1b" not in out("--format", "text", FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in out("--format", "text", "--color", "never", FORCE_COLOR="1")
    assert "\x1b" not in out("--color", "always")  # plain stays plain
    assert "\x1b" not in out("--color", "always", "--format", "json")


def test_today_can_be_given_by_the_environment(tmp_path: Path, starter: Path) -> None:
    def day(*args: str, **env: str) -> str:
        found = processes.run("status", "--format", "json", *args, cwd=starter, home=tmp_path, **env).out  # type: ignore[arg-type]
        return found.partition('"as_of": "')[2][:10]

    assert day(OUTTRACK_TODAY="2026-10-31") == "2026-10-31"
    assert day(OUTTRACK_TODAY="2026-Q3") == "2026-09-30"
    assert day("--as-of", "2026-11-01", OUTTRACK_TODAY="2026-10-31") == "2026-11-01"
    done = processes.run("status", cwd=starter, home=tmp_path, OUTTRACK_TODAY="soon")
    assert done.code == 2
    assert done.err.startswith("outtrack: OUTTRACK_TODAY: `soon`")


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Kiritimati", "2026-11-23"), ("UTC", "2026-11-22"), ("Pacific/Honolulu", "2026-11-21")]
)
def test_the_workspaces_time_zone_decides_the_day(tmp_path: Path, starter: Path, zone: str, day: str) -> None:
    config = starter / "outtrack.yaml"
    lines = [line for line in config.read_text(encoding="utf-8").split("\n") if not line.startswith("timezone:")]
    config.write_text("\n".join([*lines, f"timezone: {zone}", ""]), encoding="utf-8")
    clock = (
        "import datetime, outtrack.cli.options as o\n"
        "class Clock(datetime.datetime):\n"
        " @classmethod\n"
        " def now(cls, tz=None):\n"
        f"  now = datetime.datetime(2026, 11, 22, {9 if 'Hono' in zone else 12}, 30, tzinfo=datetime.timezone.utc)\n"
        "  return now.astimezone(tz)\n"
        "o.datetime = Clock"
    )
    done = processes.run(
        "status",
        "--format",
        "json",
        cwd=starter,
        home=tmp_path,
        command=processes.patched(clock),
        without=("OUTTRACK_TODAY",),
    )
    assert f'"as_of": "{day}"' in done.out


SMOKE = {
    "calibration": "calibration",
    "carry": "carry practices-renew --to 2028-Q1",
    "catalog": "catalog",
    "check": "check",
    "checkin": "checkin",
    "close": "close practices-renew",
    "coverage": "coverage",
    "decide": "decide two-days --decision stop",
    "demo": "demo new-demo",
    "doctor": "doctor",
    "edit": "edit practices-renew",
    "experiment": "experiment",
    "explain": "explain",
    "fmt": "fmt --dry-run",
    "forecast": "forecast",
    "import": "import jira epics.csv",
    "init": "init new-team",
    "link": "link text-reminders practices-renew",
    "list": "list outcome",
    "lsp": "lsp",
    "map": "map",
    "merge-driver": "merge-driver --install",
    "migrate": "migrate",
    "move": "move text-reminders product/outputs/sent",
    "new": "new outcome Title",
    "prioritize": "prioritize --by rice",
    "ready": "ready",
    "remove": "remove text-reminders --force",
    "rename": "rename practices-renew renewals",
    "retarget": "retarget practices-renew --due 2027-Q2 --why Slow",
    "roadmap": "roadmap",
    "schema": "schema outcome",
    "set": "set practices-renew owner=maria",
    "show": "show practices-renew",
    "status": "status",
    "tree": "tree",
    "triage": "triage --format json",
    "unlink": "unlink text-reminders fewer-missed-appointments",
    "update": "update practices-renew --note Slow",
    "vmgs": "vmgs",
    "whatif": "whatif --drop practices-renew",
    "why": "why text-reminders",
    "wording": "wording Churn",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_runs_today(tmp_path: Path, starter: Path, command: str) -> None:
    (starter / "epics.csv").write_bytes(importing.jira(importing.epic("CB-1")))
    (starter / "product" / "experiments").mkdir()
    (starter / "product" / "experiments" / "two-days.yaml").write_text("title: Two days before\n", encoding="utf-8")
    if command == "merge-driver":
        subprocess.run(["git", "init", "-q", str(starter)], check=True, env=golden.environment(tmp_path))
    done = processes.run(
        *SMOKE[command].split(), cwd=starter, home=tmp_path, without=("OUTTRACK_TODAY",), EDITOR="true"
    )
    assert done.code == 0, done.err
    assert done.out or command in {"fmt", "lsp"}  # it is laid out already; nobody asked it anything


def snapshot(root: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return every file below a folder: its bytes, its mode, and when it was written."""
    return {
        str(path.relative_to(root)): (
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_mode,
            path.stat().st_mtime_ns,
        )
        for path in sorted(root.rglob("*"))
        if ".git/outtrack" not in str(path) and path.name != ".git"  # its time changes with the cache in it
    }


@pytest.mark.parametrize("with_git", [False, True])
def test_reading_never_writes(tmp_path: Path, starter: Path, with_git: bool) -> None:
    if with_git:
        subprocess.run(["git", "init", "-q", str(starter)], check=True, env=golden.environment(tmp_path))
    (starter / "product" / "outcomes" / "broken.yaml").write_text("title: [", encoding="utf-8")
    before = snapshot(starter)
    for line in READING:
        processes.run(*line.split(), cwd=starter, home=tmp_path)
        assert snapshot(starter) == before, line


@pytest.mark.parametrize("line", READING)
def test_the_same_files_give_the_same_bytes(tmp_path: Path, line: str) -> None:
    starter = processes.example("starter", tmp_path)
    args = line.split()
    first = processes.run(*args, cwd=starter, home=tmp_path, PYTHONHASHSEED="1")
    assert first.code == 0, first.err
    warm = processes.run(
        *args, cwd=starter, home=tmp_path, PYTHONHASHSEED="2", LANG="de_DE.UTF-8", LC_ALL="tr_TR.UTF-8", TZ="Asia/Tokyo"
    )
    assert warm == first
    elsewhere = processes.run("-C", str(starter), *args, cwd=tmp_path, home=tmp_path / "other")
    assert elsewhere == first
    below = processes.run(*args, cwd=starter / "product" / "outcomes", home=tmp_path)
    assert below == first
    assert processes.run(*args, "--no-cache", cwd=starter, home=tmp_path) == first


def test_many_files_give_the_same_bytes_with_one_process_and_with_two(tmp_path: Path) -> None:
    folder = tmp_path / "many" / "outcomes"
    folder.mkdir(parents=True)
    (tmp_path / "many" / "outtrack.yaml").write_text("version: 1\n", encoding="utf-8")
    for number in range(600):
        text = f"title: Outcome {number}\n" if number % 50 else "title: {\n"
        (folder / f"o{number}.yaml").write_text(text, encoding="utf-8")
    cwd = tmp_path / "many"
    one = processes.run("check", "--no-cache", cwd=cwd, home=tmp_path, OUTTRACK_JOBS="1")
    two = processes.run("check", "--no-cache", cwd=cwd, home=tmp_path, OUTTRACK_JOBS="2")
    assert one == two
    assert one.code == 1
    assert processes.run("status", cwd=cwd, home=tmp_path) == processes.run("status", cwd=cwd, home=tmp_path)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("status >&-", 3, "outtrack: the output can't be written: stdout is closed\n"),
        ("status >/dev/full", 3, FULL),
        (
            "show text-reminders --format json >/dev/full",
            3,
            FULL,
        ),
        ("--help >&-", 3, "outtrack: the output can't be written: stdout is closed\n"),
        ("status nosuch 2>&-", 2, ""),
        ("status nosuch 2>/dev/full", 2, ""),
        ("status --nosuch >&- 2>&-", 2, ""),
        ("status >&- 2>&-", 3, ""),
        ("status 2>&- | tail -n 1 | wc -l", 0, ""),
    ],
)
def test_output_that_nobody_takes(tmp_path: Path, starter: Path, line: str, code: int, said: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m outtrack {line}",
        shell=True,
        executable="/bin/bash",
        cwd=starter,
        env=golden.environment(tmp_path),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (code, said)


def test_hints_fit_a_terminal_and_stay_whole_in_a_pipe(tmp_path: Path) -> None:
    shop = processes.example("shop", tmp_path)
    seen = processes.on_terminal("check", cwd=shop, home=tmp_path, columns=80)
    assert max(map(cell_len, SGR.sub("", seen.out).split("\n")[:8])) > 60
    hints = [line for line in SGR.sub("", seen.out).split("\n") if line.lstrip().startswith(("= hint", "`"))]
    assert hints
    assert max(map(cell_len, hints)) <= 80
    piped = processes.run("check", cwd=shop, home=tmp_path)
    assert max(len(line) for line in piped.out.splitlines() if "= hint: " in line) > 80
