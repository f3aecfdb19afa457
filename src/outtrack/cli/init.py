"""`outtrack init`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outtrack.cli import asking, options, session, writing
from outtrack.cli.output import Output
from outtrack.cli.starting import Part, changed, kept, lacking, part_of, planned, settle, show, tell, write
from outtrack.files import WORKSPACE_FILE, find_repository, find_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.acts.start import Answers


def _complete_templates(incomplete: str) -> list[str]:
    from outtrack.acts.start import TEMPLATES

    return [name for name in TEMPLATES if name.startswith(incomplete)]


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to start it.")] = Path(),
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            "-t",
            metavar="NAME",
            autocompletion=_complete_templates,
            show_default=False,
            help="What it starts with: starter, shop, it-service, company or okr. Default: starter.",
        ),
    ] = None,
    build: Annotated[
        str | None,
        typer.Option(
            "--ci",
            metavar="SERVER",
            help="Write what github or gitlab runs, too.",
            show_default=False,
            autocompletion=lambda: ["github", "gitlab"],
        ),
    ] = None,
    pre_commit: Annotated[bool, typer.Option("--pre-commit", help="Write the hook of pre-commit, too.")] = False,
    editor: Annotated[
        str | None,
        typer.Option(
            "--editor",
            metavar="EDITOR",
            help="Set up vscode or jetbrains, too.",
            show_default=False,
            autocompletion=lambda: ["jetbrains", "vscode"],
        ),
    ] = None,
    merge_driver: Annotated[bool, typer.Option("--merge-driver", help="Merge by meaning in this clone.")] = False,
    dry_run: writing.DryRun = False,
    as_of: options.PlayedOn = None,
    *,
    output: Output,
) -> None:
    """Start a workspace: its configuration, folders, and an outcome and an output with comments.

    Nothing that is there already is touched, so it can be run again for more: what runs the check in CI or before
    each commit, settings of editors, the merge driver. The other templates are filled, their days relative to today.
    On a terminal it asks for a name and the first outcome; Enter takes what stands in brackets.

    \b
    Examples:
      outtrack init
      outtrack init team-a
      outtrack init team-b --template okr --ci github
      outtrack init team-a --pre-commit --dry-run
    """
    from outtrack.acts.builds import build_file, hooks_file

    invocation: options.Invocation = context.obj or options.Invocation()
    root = invocation.folder / folder
    repository = find_repository(root.resolve())
    _refuse(template, build, editor, has_repository=repository is not None or not merge_driver)
    around = find_workspace(root) if root.is_dir() else None
    is_new = not (root / WORKSPACE_FILE).exists()
    parts = _workspace(root, template or "starter", as_of) if is_new else [kept(root)]
    top = repository or root.resolve()
    prefix = "" if top == root.resolve() else root.resolve().relative_to(top).as_posix()
    beside = [build_file(build, prefix)] if build else []
    beside += [hooks_file(prefix)] if pre_commit else []
    parts += [part_of(root if top == root.resolve() else top, one) for one in beside]
    day = options.resolve_day(as_of, "UTC")
    acts = list(_acts(editor, merge_driver=merge_driver))
    changes = planned(root, parts if is_new else [], day, acts) if dry_run else []
    further = [changed(root, one) for one in changes]
    if not dry_run:
        write(root, parts, with_folders=is_new and template in {None, "starter"})
        further = settle(root, day, acts)
        if merge_driver and repository:
            _configure(repository)
    if dry_run and not output.is_chosen:
        show(parts, root, changes)
    else:
        tell([*parts, *further], output, day, is_written=not dry_run)
    if dry_run and merge_driver:
        for line in _settings():
            options.fail(f"would run: {line}")
    if around and is_new:
        options.fail(f"{around.root} is a workspace, too: it leaves this folder out from now on")
    if not is_new and template is not None:
        options.fail(f"--template: {root / WORKSPACE_FILE} is there already, so nothing was written of the template")
    lacking(parts, beside)
    if not dry_run:
        for line in _next(root, parts):
            options.fail(line)


def _refuse(template: str | None, build: str | None, editor: str | None, *, has_repository: bool) -> None:
    """Refuse what can't be done before anything is written."""
    from outtrack.acts.builds import BUILDS
    from outtrack.acts.start import TEMPLATES

    for value, known, option in (
        (template, TEMPLATES, "--template"),
        (build, tuple(BUILDS), "--ci"),
        (editor, ("vscode", "jetbrains"), "--editor"),
    ):
        if value is not None:
            options.one_of(value, known, option)
    if not has_repository:
        raise options.UsageError("--merge-driver: this is in no git repository; `git init` starts one")


def _acts(editor: str | None, *, merge_driver: bool) -> Iterator[writing.Act]:
    """Yield what sets up an editor, and the lines that git reads."""
    from outtrack.acts.driver import lines_for
    from outtrack.acts.editors import EDITORS

    if editor:
        yield EDITORS[editor]
    if merge_driver:
        yield lambda now: lines_for(now, is_wanted=True)


def _settings() -> list[str]:
    """Return the commands that tell a clone how the driver is called."""
    from outtrack.driver import command, program, settings

    return [f"git config --local {key} {shlex.quote(value)}" for key, value in settings(command(program()))]


def _configure(repository: Path) -> None:
    """Tell this clone how the driver is called."""
    from outtrack.driver import command, configure, program
    from outtrack.files import GitError

    try:
        configure(repository, command(program()))
    except GitError as error:
        raise options.UsageError(f"--merge-driver: git says: {error}") from None


def _workspace(root: Path, template: str, as_of: str | None) -> list[Part]:
    """Return the files of a new workspace; what is not known is asked of a person at a terminal."""
    from outtrack.acts.start import Answers, workspace_files
    from outtrack.demo import FISCAL_YEAR_START

    day = options.resolve_day(as_of, "UTC", FISCAL_YEAR_START)
    name = re.sub(r"[-_]+", " ", root.resolve().name).strip().capitalize() or "Our team"
    answers = Answers(name)
    if template == "starter" and asking.can_ask():
        try:
            answers = _ask(answers)
        except asking.StoppedError:
            options.fail("stopped: nothing was written")
            raise typer.Exit(session.EXIT_INTERRUPTED) from None
    try:
        files = workspace_files(template, answers, day)
    except OverflowError:
        raise options.UsageError(f"--as-of: {day} is too near the end of the calendar to play the example") from None
    return [part_of(root, one) for one in files]


def _ask(known: Answers) -> Answers:
    """Return what a person says: a few questions, each with an answer that Enter gives."""
    from outtrack.acts.start import Answers
    from outtrack.period import parse_cadence

    def ask(question: str, default: str) -> str:
        return asking.ask(f"{question} [{default}]:") or default

    name = ask("Name of the workspace", known.name)
    outcome = ask("First outcome: who does what differently", known.outcome)
    who = ask("Whose behaviour that is", known.who)
    owner = ask("Who answers for it", known.owner)
    while True:
        cadence = ask("How often its number is recorded", "biweekly")
        try:
            parse_cadence(cadence)
        except ValueError as error:
            asking.say(f"  {error}")
            continue
        return Answers(name, outcome, who, owner, cadence if cadence != "biweekly" else None)


def _next(root: Path, parts: list[Part]) -> list[str]:
    """Return what to do next."""
    there = f" -C {shlex.quote(str(root))}" if root != Path() else ""
    from outtrack.acts.builds import BUILDS, HOOKS, package

    names = {Path(one).name for one in (*BUILDS.values(), HOOKS)}
    runs = [part.shown for part in parts if not part.is_there and part.target.name in names]
    found = [f"next: {' and '.join(runs)}: see that pip finds `{package()}` there, or change it"] if runs else []
    mine = [part.shown for part in parts if "/product/outcomes/" in f"/{part.shown}" and not part.is_there]
    begin = f"edit {mine[0]}, then run " if len(mine) == 1 else ""
    return [*found, f"next: {begin}`outtrack{there} status` and `outtrack{there} check`"]
