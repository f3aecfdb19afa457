"""`edit`, with editors that are small scripts: what they leave is checked before it is kept."""

from __future__ import annotations

import os
import re
import shlex
import signal
import stat
import sys
from pathlib import Path

import pytest

import processes
from outtrack.files import editor_command, run_editor
from talking import END, INTERRUPT, talk

OUTCOME = "product/outcomes/practices-renew.yaml"
KEPT = re.compile(r"the draft is kept:\s+(\S+)")


def editor(folder: Path, code: str) -> str:
    """Return the command of an editor that runs this code; `path` is the file, `line` what stands before it."""
    script = folder / "an editor.py"
    script.write_text(
        f"import sys, pathlib\npath, line = pathlib.Path(sys.argv[-1]), sys.argv[1:-1]\n{code}\n", encoding="utf-8"
    )
    return shlex.join([sys.executable, str(script)])


def replacing(folder: Path, old: str, new: str) -> str:
    return editor(folder, f"path.write_text(path.read_text().replace({old!r}, {new!r}, 1))")


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return processes.example("starter", tmp_path)


def draft(said: str) -> Path:
    found = KEPT.search(said)
    assert found, said
    return Path(found[1])


def test_what_is_right_is_written_and_the_copy_is_gone(tmp_path: Path, starter: Path) -> None:
    place = tmp_path / "drafts"
    place.mkdir()
    done = processes.run(
        "edit", "practices-renew", cwd=starter, home=tmp_path, TMPDIR=str(place),
        EDITOR=replacing(tmp_path, "title: ", "title: Now "),
    )  # fmt: skip
    assert (done.code, done.out, done.err) == (0, f"wrote {OUTCOME}\n", "")
    assert "title: Now More" in (starter / OUTCOME).read_text(encoding="utf-8")
    assert list(place.iterdir()) == []


def test_visual_goes_before_editor_and_nothing_changed_is_said(tmp_path: Path, starter: Path) -> None:
    before = (starter / OUTCOME).stat()
    done = processes.run(
        "edit", OUTCOME, cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), VISUAL="true", EDITOR="false"
    )
    assert (done.code, done.out) == (0, f"nothing changed: {OUTCOME} is as it was\n")
    assert (starter / OUTCOME).stat().st_mtime_ns == before.st_mtime_ns


def test_the_editor_gets_a_copy_that_only_its_owner_reads(tmp_path: Path, starter: Path) -> None:
    seen = tmp_path / "seen"
    code = f"pathlib.Path({str(seen)!r}).write_text(f'{{path}} {{path.parent.stat().st_mode}}')"
    processes.run(
        "edit", "practices-renew", cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), EDITOR=editor(tmp_path, code)
    )
    path, mode = seen.read_text(encoding="utf-8").split()
    assert not Path(path).is_relative_to(starter)
    assert Path(path).name == "practices-renew.yaml"
    assert stat.S_IMODE(int(mode)) == 0o700


def test_errors_keep_the_draft_and_the_file_as_it_was(tmp_path: Path, starter: Path) -> None:
    before = (starter / OUTCOME).read_bytes()
    done = processes.run(
        "edit",
        "practices-renew",
        cwd=starter,
        home=tmp_path,
        TMPDIR=str(tmp_path),
        EDITOR=replacing(tmp_path, "title:", "titel:"),
    )
    assert done.code == 1
    assert f"{OUTCOME}:3:1: error[unknown-field]" in done.err
    assert "^^^^^" in done.err
    assert (starter / OUTCOME).read_bytes() == before
    assert draft(done.err).read_bytes() == before.replace(b"title:", b"titel:", 1)


def test_a_link_that_breaks_elsewhere_is_an_error_of_the_edit(tmp_path: Path, starter: Path) -> None:
    done = processes.run(
        "edit",
        "practices-renew",
        cwd=starter,
        home=tmp_path,
        TMPDIR=str(tmp_path),
        EDITOR=replacing(tmp_path, "title:", "id: other\ntitle:"),
    )
    assert done.code == 1
    assert "fewer-missed-appointments.yaml" in done.err
    assert "error[dangling-link]" in done.err


def test_a_finding_of_a_rule_is_said_and_written_all_the_same(tmp_path: Path, starter: Path) -> None:
    path = "product/outputs/text-reminders.yaml"
    text = (starter / path).read_text(encoding="utf-8")
    done = processes.run(
        "edit", "output:text-reminders", cwd=starter, home=tmp_path, TMPDIR=str(tmp_path),
        EDITOR=editor(tmp_path, "path.write_text('title: Text reminders\\n')"),
    )  # fmt: skip
    assert done.code == 0
    assert done.out == f"wrote {path}\n"
    assert "error[unlinked-output]" in done.err
    assert (starter / path).read_text(encoding="utf-8") != text


def test_a_broken_file_can_be_opened_and_mended(tmp_path: Path, starter: Path) -> None:
    (starter / "product/outcomes/broken.yaml").write_text("title: [\n", encoding="utf-8")
    done = processes.run(
        "edit",
        "broken",
        cwd=starter,
        home=tmp_path,
        TMPDIR=str(tmp_path),
        EDITOR=editor(tmp_path, "path.write_text('title: Mended\\n')"),
    )
    assert done.code == 0, done.err
    assert (starter / "product/outcomes/broken.yaml").read_text(encoding="utf-8") == "title: Mended\n"


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path, starter: Path) -> None:
    other = (
        f"pathlib.Path({str(starter / OUTCOME)!r}).write_text('title: Theirs\\n'); path.write_text('title: Mine\\n')"
    )
    done = processes.run(
        "edit", "practices-renew", cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), EDITOR=editor(tmp_path, other)
    )
    assert done.code == 2
    assert "has changed since it was opened: nothing was written" in done.err
    assert draft(done.err).read_text(encoding="utf-8") == "title: Mine\n"
    assert (starter / OUTCOME).read_text(encoding="utf-8") == "title: Theirs\n"


def test_a_merge_that_is_not_finished_is_refused_before_an_editor_starts(tmp_path: Path, starter: Path) -> None:
    (starter / OUTCOME).write_text("<<<<<<< a\ntitle: A\n=======\ntitle: B\n>>>>>>> b\n", encoding="utf-8")
    done = processes.run("edit", "practices-renew", cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), EDITOR="false")
    assert done.code == 2
    assert "merge" in done.err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("no-such-editor", "`no-such-editor` can't be started: no such file or directory; mend $EDITOR"),
        ("false", "ended with 1: nothing was written"),
        ("vi 'x", "can't be started: no closing quotation"),
    ],
)
def test_an_editor_that_fails_is_said(tmp_path: Path, starter: Path, setting: str, said: str) -> None:
    done = processes.run("edit", "practices-renew", cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), EDITOR=setting)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_dry_run_shows_the_diff_and_keeps_the_draft(tmp_path: Path, starter: Path) -> None:
    before = (starter / OUTCOME).read_bytes()
    done = processes.run(
        "edit",
        "practices-renew",
        "--dry-run",
        cwd=starter,
        home=tmp_path,
        TMPDIR=str(tmp_path),
        EDITOR=replacing(tmp_path, "title: ", "title: Now "),
    )
    assert done.code == 0
    assert "+title: Now More" in done.out
    assert (starter / OUTCOME).read_bytes() == before
    assert b"title: Now" in draft(done.err).read_bytes()


def test_on_a_terminal_errors_are_mended_in_a_second_round(tmp_path: Path, starter: Path) -> None:
    code = (
        "text = path.read_text()\n"
        "first = 'titel' not in text\n"
        "path.write_text(text.replace('title:', 'titel:', 1) if first else text.replace('titel:', 'title: Again,'))"
    )
    said, ended = talk(
        "edit",
        "practices-renew",
        cwd=starter,
        home=tmp_path,
        TMPDIR=str(tmp_path),
        answers=[""],
        EDITOR=editor(tmp_path, code),
    )
    assert ended == 0, said
    assert "error[unknown-field]" in said
    assert "title: Again, More" in (starter / OUTCOME).read_text(encoding="utf-8")


@pytest.mark.parametrize(("answer", "code"), [("q", 1), (END, 130), (INTERRUPT, 130)])
def test_who_stops_keeps_the_draft(tmp_path: Path, starter: Path, answer: str, code: int) -> None:
    before = (starter / OUTCOME).read_bytes()
    wrong = replacing(tmp_path, "title:", "titel:")
    said, ended = talk(
        "edit", "practices-renew", cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), answers=[answer], EDITOR=wrong
    )
    assert ended == code, said
    assert draft(said).read_bytes() == before.replace(b"title:", b"titel:", 1)
    assert (starter / OUTCOME).read_bytes() == before


def test_new_opens_what_it_wrote_a_key_result_at_its_line(tmp_path: Path, starter: Path) -> None:
    vim = tmp_path / "bin" / "vim"
    vim.parent.mkdir()
    vim.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/seen\n', encoding="utf-8")
    vim.chmod(0o755)
    done = processes.run(
        "new", "key_result", "Calls at the desk", "--outcome", "practices-renew", "--edit",
        cwd=starter, home=tmp_path, TMPDIR=str(tmp_path), EDITOR=str(vim),
    )  # fmt: skip
    assert done.code == 0, done.err
    line, path = (tmp_path / "seen").read_text(encoding="utf-8").split()
    text = (starter / OUTCOME).read_text(encoding="utf-8").split("\n")
    assert "calls-at-the-desk" in text[int(line.removeprefix("+")) - 1]
    assert Path(path).name == "practices-renew.yaml"


@pytest.mark.parametrize(
    ("setting", "line", "words"),
    [
        ("vi", 7, ["vi", "+7", "a b"]),
        ("/usr/bin/nano -w", 7, ["/usr/bin/nano", "-w", "+7", "a b"]),
        ("emacs -nw", None, ["emacs", "-nw", "a b"]),
        ("code", 7, ["code", "--wait", "--goto", "a b:7"]),
        ("code -w", None, ["code", "-w", "a b"]),
        ("subl", 2, ["subl", "--wait", "a b:2"]),
        ("'my editor' -x", 7, ["my editor", "-x", "a b"]),
    ],
)
def test_editors_are_told_the_line_in_their_own_way(setting: str, line: int | None, words: list[str]) -> None:
    assert editor_command(setting, "a b", line) == words


def test_ctrl_c_belongs_to_the_editor() -> None:
    before = signal.getsignal(signal.SIGINT)
    asks = f"import os, signal; os.kill({os.getpid()}, signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)"
    assert run_editor([sys.executable, "-c", f"import signal; signal.signal(2, signal.SIG_DFL); {asks}"]) == -2
    assert signal.getsignal(signal.SIGINT) is before
