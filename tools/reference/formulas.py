"""The page of the formulas: what `--explain` says, then every function that computes."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

import outtrack.compute
from outtrack.reports import explain, explain_progress
from reference.markdown import MADE, anchor, first, prose, table

if TYPE_CHECKING:
    from collections.abc import Callable


def formulas() -> str:
    """Return the page of the formulas: those of `--explain`, then every function that computes."""
    names = sorted(path.stem for path in Path(outtrack.compute.__path__[0]).glob("[!_]*.py"))
    modules = [importlib.import_module(f"outtrack.compute.{name}") for name in names]
    out = [
        MADE,
        "# Formulas\n",
        "In words, with examples and sources: [methods](../methods.md). With the figures of one key result put in:",
        "`outtrack show ID --explain`.\n",
        "## Progress, by the shape of a key result\n",
        table(("shape", "progress"), ((f"`{shape}`", formula) for shape, formula in explain_progress.FORMULAS.items())),
        "## Status\n",
        "The first rule that applies decides.\n",
        "\n".join(f"- {text}" for text in explain.RULES.values()),
        "",
        "## Functions\n",
        "What the program calls; every one is pure: no file, no clock.\n",
        table(
            ("module", "computes"),
            (
                (
                    f"[{module.__name__.rpartition('.')[2]}](#{anchor(module.__name__.rpartition('.')[2])})",
                    first(module.__doc__ or ""),
                )
                for module in modules
            ),
        ),
    ]
    for module in modules:
        out += [f"### {module.__name__.rpartition('.')[2]}\n", prose(module.__doc__), ""]
        for name, function in _functions(module):
            parameters = ", ".join(inspect.signature(function).parameters)
            out += [f"**{name}**({parameters}): {prose(function.__doc__)}\n"]
    return "\n".join(out)


def _functions(module: Any) -> list[tuple[str, Callable[..., Any]]]:
    found = [
        (name, function)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]
    return sorted(found, key=lambda pair: inspect.getsourcelines(pair[1])[1])
