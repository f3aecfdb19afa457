"""Tab in a shell: the protocol of bash, zsh and fish as Typer speaks it, and a real bash."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import golden
import processes

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = (sys.executable, "-c", "import sys; sys.argv[0] = 'outtrack'; from outtrack.__main__ import main; main()")


def bash(line: str, cwd: Path, home: Path) -> list[str]:
    """Return what bash offers at the end of a line."""
    words = line.split(" ")
    done = processes.run(
        cwd=cwd,
        home=home,
        command=PROGRAM,
        COMP_WORDS="\n".join(words),
        COMP_CWORD=str(len(words) - 1),
        _OUTTRACK_COMPLETE="complete_bash",
    )
    assert done.err == ""
    return done.out.split()


def zsh(line: str, cwd: Path, home: Path) -> str:
    return processes.run(
        cwd=cwd, home=home, command=PROGRAM, _TYPER_COMPLETE_ARGS=line, _OUTTRACK_COMPLETE="complete_zsh"
    ).out


def fish(line: str, cwd: Path, home: Path) -> list[str]:
    return processes.run(
        cwd=cwd,
        home=home,
        command=PROGRAM,
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _OUTTRACK_COMPLETE="complete_fish",
    ).out.split("\n")


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return processes.example("starter", tmp_path)


def test_bash_offers_commands_ids_key_results_and_values(tmp_path: Path, starter: Path) -> None:
    assert bash("outtrack sta", starter, tmp_path) == ["status"]
    assert bash("outtrack show few", starter, tmp_path) == [
        "fewer-missed-appointments",
        "fewer-missed-appointments/no-annoyance",
        "fewer-missed-appointments/no-shows",
    ]
    assert bash("outtrack show outcome:pra", starter, tmp_path) == ["outcome:practices-renew"]
    assert bash("outtrack status +text", starter, tmp_path) == ["+text-reminder", "+text-reminders"]
    assert bash("outtrack list out", starter, tmp_path) == ["outcome", "output"]
    assert bash("outtrack status --format j", starter, tmp_path) == ["json", "jsonl"]
    assert bash("outtrack tree --view o", starter, tmp_path) == ["ost"]
    assert bash("outtrack status --te", starter, tmp_path) == ["--team"]


def test_bash_offers_the_names_of_rules(tmp_path: Path) -> None:
    assert bash("outtrack explain unlinked", tmp_path, tmp_path) == ["unlinked-output"]
    assert bash("outtrack check --select yaml", tmp_path, tmp_path) == ["yaml-syntax"]
    assert bash("outtrack check --ignore yaml-syntax,unl", tmp_path, tmp_path) == ["yaml-syntax,unlinked-output"]
    assert bash("outtrack check --fail-on n", tmp_path, tmp_path) == ["never"]
    assert bash("outtrack check --on c", tmp_path, tmp_path) == ["change"]


def test_completion_looks_into_the_folder_of_c(tmp_path: Path, starter: Path) -> None:
    spaced = tmp_path / "a folder"
    starter.rename(spaced)
    assert bash("outtrack show prac", tmp_path, tmp_path) == []
    line = f"outtrack -C {shlex.quote(str(spaced))} show prac"
    assert '"practices-renew"' in zsh(line, tmp_path, tmp_path)
    spaced.rename(starter)
    assert bash(f"outtrack -C {starter} show prac", tmp_path, tmp_path)[:1] == ["practices-renew"]


def test_zsh_and_fish_show_titles(tmp_path: Path, starter: Path) -> None:
    assert '"practices-renew":"More practices renew their yearly contract"' in zsh(
        "outtrack show prac", starter, tmp_path
    )
    assert fish("outtrack show prac", starter, tmp_path)[:2] == [
        "practices-renew\tMore practices renew their yearly contract",
        "practices-renew/renewal-rate\tkey result",
    ]


def test_a_title_can_not_run_anything_in_the_shell(tmp_path: Path, starter: Path) -> None:
    title = r"""title: "a [red]b[/blue] \\$(touch pwned) `touch pwned` ' \" ; \e[31m $HOME" """
    (starter / "product" / "outcomes" / "zz-nasty.yaml").write_text(f"{title}\n", encoding="utf-8")
    for found in (zsh("outtrack show zz", starter, tmp_path), "\n".join(fish("outtrack show zz", starter, tmp_path))):
        assert "zz-nasty" in found
        help_text = found.partition("a ")[2].rstrip("\"')\n")
        assert not set(help_text) & set("$`'\\\"()[]\x1b;"), help_text


def test_a_broken_workspace_offers_what_it_can_and_says_nothing(tmp_path: Path, starter: Path) -> None:
    (starter / "product" / "outcomes" / "zz-broken.yaml").write_text("title: [", encoding="utf-8")
    assert bash("outtrack show prac", starter, tmp_path)[:1] == ["practices-renew"]
    assert bash("outtrack show zz", starter, tmp_path) == []
    (starter / "outtrack.yaml").write_text("version: 7\n", encoding="utf-8")
    assert bash("outtrack show prac", starter, tmp_path) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_a_real_bash_completes(tmp_path: Path, starter: Path) -> None:
    program = tmp_path / "bin" / "outtrack"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom outtrack.__main__ import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    script = """
    eval "$(outtrack --show-completion)"
    COMP_WORDS=(outtrack show prac); COMP_CWORD=2
    _outtrack_completion outtrack
    printf '%s\\n' "${COMPREPLY[@]}"
    """
    env = golden.environment(tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    env["PATH"] = f"{program.parent}:{env['PATH']}"
    script = script.replace("--show-completion", "--show-completion bash")
    done = subprocess.run(["bash", "-c", script], cwd=starter, env=env, capture_output=True, check=False, timeout=60)
    assert done.stdout.decode().split() == ["practices-renew", "practices-renew/renewal-rate"], done.stderr.decode()
