"""Options that go together: a command takes them as one parameter, and the command line has each of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter
from typing import Any, get_type_hints


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command in which each group of options is taken apart into these, as Typer wants it.

    A group is a dataclass whose fields are annotated as the options are; a command names it as a type of a parameter.
    """
    signature = inspect.signature(command, eval_str=True)
    groups: dict[str, Any] = {
        name: one.annotation for name, one in signature.parameters.items() if is_dataclass(one.annotation)
    }
    parameters: list[Parameter] = []
    for name, one in signature.parameters.items():
        parameters += _options(name, groups[name]) if name in groups else [one.replace(kind=Parameter.KEYWORD_ONLY)]

    @wraps(command)
    def run(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{field.name: given.pop(f"{name}_{field.name}") for field in fields(group)})
        command(**given)

    vars(run)["__signature__"] = signature.replace(parameters=parameters)
    return run


def _options(name: str, group: Any) -> list[Parameter]:
    """Return the fields of a group as parameters, which begin with the name of the command's own."""
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(f"{name}_{one.name}", Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])
        for one in fields(group)
    ]
