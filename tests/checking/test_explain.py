"""The pages about rules: each is whole, nothing in them is cut off, and no workspace is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import golden
import processes
from outtrack.cli.options import UsageError, rule_name
from outtrack.cli.session import write
from outtrack.diagnostic import Severity
from outtrack.render import formats, render
from outtrack.render.terminal import Terminal
from outtrack.rules import NAMES, RULES
from outtrack.rules.base import Moment
from outtrack.rules.base import rule as make
from outtrack.rules.pages import rule_page
from outtrack.rules.sheets import pages
from outtrack.rules.structure import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.base import Rule
    from outtrack.rules.facts import Facts


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole(name: str) -> None:
    page = rule_page(name)
    assert page.group == ("structure" if name in STRUCTURE else "check" if rule(name).is_last else "rule")
    for text in (page.what, page.more, page.why, page.way_out, page.silence):
        assert not text or text.endswith((".", ".`", "`."))
        assert "## " not in text
    assert "\n" not in page.what
    assert bool(page.before) == bool(page.after) == (name not in STRUCTURE)
    assert bool(page.way_out) == (name in STRUCTURE)
    assert all(one.says.endswith(".") and one.takes for one in page.options)


def rule(name: str) -> Rule:
    return next(one for one in RULES if one.name == name)


@pytest.mark.parametrize("format", formats("Page"))
def test_every_format_has_every_page(format: str) -> None:
    text = render(pages(NAMES), format, Terminal(80))
    assert all(name in text for name in NAMES)
    assert "](" not in text or format == "csv"
    if format == "markdown":
        assert text.count("```") == 2 * text.count("```yaml")
        assert "outcomes: [evening-use]\n```" in text


def test_a_name_that_no_rule_has() -> None:
    assert rule_name("unlinked-output") == "unlinked-output"
    with pytest.raises(UsageError, match="did you mean `unlinked-output`"):
        rule_name("unlinked_outputs")
    with pytest.raises(UsageError, match="--select: there is no rule `x`; `outtrack explain` lists the rules"):
        rule_name("x", "--select")


def test_it_needs_no_workspace_and_no_day(tmp_path: Path) -> None:
    for line in ("explain --all", "explain", "explain unlinked-output --format json"):
        done = processes.run(*line.split(), cwd=tmp_path, home=tmp_path, OUTTRACK_TODAY="no day")
        assert (done.code, done.err) == (0, "")
        assert "unlinked-output" in done.out


def test_the_texts_of_a_page_fit_a_terminal(tmp_path: Path) -> None:
    shown = processes.on_terminal("explain", "--all", cwd=tmp_path, home=tmp_path, columns=80)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.out).split("\n")
    assert all(len(line) <= 80 for line in lines if not line.startswith("  ") or ": " not in line)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"`known\.json` can't be written: not a directory"):
        write(tmp_path / "file" / "known.json", "{}")
    write(tmp_path / "known.json", "{}\n")
    assert (tmp_path / "known.json").read_bytes() == b"{}\n"
    assert [path.name for path in tmp_path.iterdir() if "tmp" in path.name] == []


def test_known_findings_are_written_where_a_link_leads(tmp_path: Path) -> None:
    starter = processes.example("starter", tmp_path)
    (tmp_path / "shared.json").write_text('{"version": 1}\n', encoding="utf-8")
    (starter / ".outtrack-known.json").symlink_to(tmp_path / "shared.json")
    done = processes.run("check", "--update-known", cwd=starter, home=tmp_path)
    assert done.code == 0
    assert (starter / ".outtrack-known.json").is_symlink()
    assert "coverage" in (tmp_path / "shared.json").read_text(encoding="utf-8")
    assert golden.DAY not in (tmp_path / "shared.json").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Options:
    """What the rule below may be told."""

    is_loud: bool = False
    """Whether it
    shouts."""
    most: int = 3
    """How many it takes."""
    share: float = 0.5
    """The share that is enough."""


@make(severity=Severity.INFO, moment=Moment.CALENDAR, options=Options, is_preview=True)
def new_rule(facts: Facts, options: Options) -> Iterator[Diagnostic]:
    """All is [well](../methods.md).

    ## Why
    Because.

    ## Before
    ```yaml
    # a.yaml
    title: A
    ```

    ## After
    ```yaml
    # a.yaml
    title: B
    ```
    """
    yield from (one.diagnose("title", "it is well") for one in facts.all("outcome") if options.is_loud)


def test_a_preview_with_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outtrack.rules.pages.RULES", (new_rule,))
    text = render(pages(["new-rule"]), "plain", Terminal(80))
    assert (
        text
        == """\
new-rule

severity   info
broken by  a change of the files, and the passing of time
preview    new in this release; on with `check: {preview: true}`

All is well.

Why
  Because.

Before
  # a.yaml
  title: A

After
  # a.yaml
  title: B

Options
  is_loud  Whether it shouts. Takes true or false; default false.
  most     How many it takes. Takes a whole number from 0; default 3.
  share    The share that is enough. Takes a number from 0; default 0.5.

How to silence it
  On the line, or the line above: `# outtrack: ignore[new-rule] why`; `until=2026-12-31` before the
  reason ends that. For a whole file: `# outtrack: ignore-file[new-rule] why`. For a part of the
  workspace, in `outtrack.yaml`: `check: {paths: {"archive/**": {new-rule: off}}}`; for all of it:
  `check: {severity: {new-rule: off}}`.
"""
    )
