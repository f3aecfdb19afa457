"""The Typer application: commands are looked up by name and imported only when they are needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info
from typer.models import CommandInfo

from outtrack import __version__
from outtrack.cli import COMMANDS
from outtrack.cli.groups import spread
from outtrack.cli.options import Invocation


class Command(TyperCommand):
    """A command that says which option was probably meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; an option that there is not ends with the nearest that there is."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            name = _unknown_option(error)
            if name is None:
                raise
            before = ctx.find_root().command
            way_out = f"; it stands before the command: `outtrack {name} … {self.name}`"
            _fail(ctx, name, self, way_out if name in _options(before) else "")


class Commands(TyperGroup):
    """A group that knows its commands by name, and imports one when somebody asks for it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command; an option of the command's has its place behind it."""
        given = [*args]
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            name = _unknown_option(error)
            if name is None:
                raise
            command = next((word for word in given if word in COMMANDS), None)
            is_its = command is not None and name in _options(self.get_command(ctx, command))
            way_out = f"; it stands behind the command: `outtrack {command} {name} …`" if is_its else ""
            _fail(ctx, name, self, way_out)

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            name = cmd_name.replace("-", "_")
            module = import_module(f"outtrack.cli.{name}")
            function = getattr(module, f"{name}_" if hasattr(module, f"{name}_") else name)
            info = CommandInfo(name=cmd_name, cls=Command, callback=spread(function), short_help=COMMANDS[cmd_name])
            self.commands[cmd_name] = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with; a name that is none ends with the nearest that is."""
        from outtrack.diagnostic import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command `{args[0]}`{did_you_mean(args[0], COMMANDS, '; ')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _unknown_option(error: Exception) -> str | None:
    """Return the option that there is not, if that is what an error says; Typer exports no class for it."""
    return getattr(error, "option_name", None) if hasattr(error, "possibilities") else None


def _options(command: Any) -> list[str]:
    return [name for parameter in command.params for name in parameter.opts if name.startswith("-")]


def _fail(ctx: Any, name: str, command: Any, way_out: str) -> NoReturn:
    """End with the way out, where one is known, else with the nearest option."""
    from outtrack.diagnostic import did_you_mean

    if name[1:2].isdigit():  # only values may be negative
        way_out = f"; a negative number needs `--` before it: `{ctx.command_path} -- … {name}`"
    ctx.fail(f"there is no option `{name}`{way_out or did_you_mean(name, _options(command), '; ')}")
    raise AssertionError  # `fail` never returns, though Typer's types don't tell


app = typer.Typer(
    cls=Commands,
    name="outtrack",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"outtrack {__version__}")
        raise typer.Exit


@app.callback()
def outtrack(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("-C", metavar="DIR", help="Run as if started in this folder.", show_default=False)
    ] = None,
    _version: Annotated[  # its callback has done it all
        bool, typer.Option("--version", "-V", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Outcomes, key results and the work that serves them, as plain files in git.

    \b
    Start:    outtrack demo        a filled example, in a folder of its own
              outtrack init        a workspace here
    Daily:    outtrack status      outcomes and key results
              outtrack check       what CI runs
    """
    context.obj = Invocation(folder or Path())


def run() -> None:
    """Run the command line; always ends in SystemExit, or in an exception that the caller puts into words."""
    get_command(app)(prog_name="outtrack")
