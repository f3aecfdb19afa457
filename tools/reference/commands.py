"""The page of the commands: help, arguments, options and examples, from the command line itself."""

from __future__ import annotations

import inspect
import re
import shlex
from typing import Any

from reference.markdown import MADE, one_line, table


def commands() -> str:
    """Return the page of the commands."""
    from typer.main import get_command

    from outtrack.cli import COMMANDS
    from outtrack.cli.app import app

    group: Any = get_command(app)
    context = group.context_class(group, info_name="outtrack")
    found = {name: group.get_command(context, name) for name in COMMANDS}
    out = [
        MADE,
        "# Commands\n",
        table(("command", "does"), ((f"[`outtrack {name}`](#outtrack-{name})", COMMANDS[name]) for name in COMMANDS)),
        "An id, a kind or a format can be completed with Tab once `outtrack --install-completion` has run.",
        "Exit codes, formats and environment variables: [machine output](../machine-output.md).\n",
        "## outtrack\n",
        "```\nouttrack [OPTIONS] COMMAND [ARGS]...\n```\n",
        "These options stand before the command:\n",
        _options(context, group),
    ]
    for name, command in found.items():
        inner = command.context_class(command, info_name=name, parent=context)
        text, examples = _help(command.help or "")
        out += [
            f"## outtrack {name}\n",
            f"```\n{inner.command_path} {' '.join(command.collect_usage_pieces(inner))}\n```\n",
            text,
            "",
            f"```sh\n{examples}\n```\n" if examples else "",
            _arguments(command),
            _options(inner, command),
        ]
    return "\n".join(out)


def _help(text: str) -> tuple[str, str]:
    """Return the prose of a command's help, and its examples."""
    paragraphs = [part.replace("\b", "").strip("\n") for part in inspect.cleandoc(text).split("\n\n")]
    examples = next((part for part in paragraphs if part.startswith("Examples:")), "")
    kept = [part for part in paragraphs if not part.startswith("Examples:")]
    return "\n\n".join(kept) + "\n", inspect.cleandoc(examples.removeprefix("Examples:")).strip()


def _is_option(param: Any) -> bool:
    return str(param.param_type_name) == "option"


def _arguments(command: Any) -> str:
    """Return the table of the arguments of a command."""
    rows = []
    for param in command.params:
        if not _is_option(param):
            default = "" if param.required or param.default in (None, [], ()) else f"`{param.default}`"
            rows.append((f"`{param.metavar or param.human_readable_name}`", one_line(param.help or ""), default))
    return (
        table(("argument", "is", "default"), rows)
        if any(row[2] for row in rows)
        else table(("argument", "is"), (row[:2] for row in rows))
    )


def _options(context: Any, command: Any) -> str:
    """Return the table of the options of a command."""
    rows = []
    for param in [*command.params, command.get_help_option(context)]:
        if param is None or not _is_option(param) or getattr(param, "hidden", False):
            continue
        names = ", ".join(f"`{name}`" for name in sorted({*param.opts, *param.secondary_opts}, key=len))
        if not param.is_flag and param.metavar:
            names += f" `{param.metavar}`"
        default = param.default
        is_said = (
            default not in (None, False, "", [], ()) and not param.is_flag and "Default:" not in (param.help or "")
        )
        said = f" Default: `{default}`." if is_said else ""
        rows.append((names, one_line(param.help or "").rstrip(".") + "." + said))
    return table(("option", "does"), rows)


def examples_in_help() -> list[list[str]]:
    """Return the commands that the help shows as examples, in words."""
    found = re.findall(r"```sh\n(.*?)```", commands(), re.DOTALL)
    return [shlex.split(line) for block in found for line in block.splitlines()]
