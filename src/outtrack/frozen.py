"""Dataclasses that are made fast: for a frozen one the standard library compiles six functions, here it is one.

To make its hundred classes was a third of what a command took to start (`docs/performance.md`). Those made here are
dataclasses like any other, to `fields`, `replace`, Pydantic and type checkers too: of their methods `__init__` is a
text that is compiled for each class, all others are shared.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as usual_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass


def _dataclass(
    kind: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, **options: bool
) -> type[Any] | Callable[[type[Any]], type[Any]]:
    """Return the class as a dataclass, or what makes one: the same as the standard library's function of this name."""
    if kind is not None or not (frozen and slots):
        return usual_dataclass(kind, frozen=frozen, slots=slots, **options)
    return lambda kind: _with_methods(usual_dataclass(init=False, repr=False, eq=False, slots=True, **options)(kind))


if not TYPE_CHECKING:
    dataclass = _dataclass


def _with_methods(kind: type[Any]) -> type[Any]:
    """Return a class that has its slots and nothing else, with what a frozen dataclass can do."""
    parts = list(fields(kind))
    kind._compared = _getter([part.name for part in parts if part.compare])  # noqa: SLF001
    kind._hashed = _getter([part.name for part in parts if (part.compare if part.hash is None else part.hash)])  # noqa: SLF001
    kind.__init__ = _make_init(kind, parts)
    own = vars(kind)
    for name, method in _SHARED.items():
        if own.get(name) is None:  # to define `__eq__` sets `__hash__` to None
            setattr(kind, name, method)
    return kind


def _make_init(kind: type[Any], parts: list[Field[Any]]) -> Callable[..., None]:
    """Return `__init__`, which puts the values into the slots themselves, past the method that refuses to set."""
    known: dict[str, Any] = {"_missing": MISSING}
    given: list[str] = ["self"]
    named: list[str] = ["*"]
    lines: list[str] = []
    for part in parts:
        name = part.name
        known[f"_set_{name}"] = getattr(kind, name).__set__
        value = name
        parameter = name
        if part.default is not MISSING:
            known[f"_default_{name}"] = part.default
            parameter = f"{name}=_default_{name}"
        elif part.default_factory is not MISSING:
            known[f"_make_{name}"] = part.default_factory
            parameter = f"{name}=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}"
        (named if part.kw_only else given).append(parameter)
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(kind, "__post_init__"):
        lines.append(" self.__post_init__()")
    parameters = ", ".join(given + named if len(named) > 1 else given)
    exec(f"def __init__({parameters}):\n" + ("\n".join(lines) or " pass"), known)  # noqa: S102 - names of fields only
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    return init


def _getter(names: list[str]) -> Callable[[Any], Any]:
    """Return what gets the values of the fields from one that is given; no method of what it is kept on."""
    return attrgetter(*names) if names else staticmethod(lambda _: ())


def _repr(self: Any) -> str:
    shown = ", ".join(f"{part.name}={getattr(self, part.name)!r}" for part in fields(self) if part.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _eq(self: Any, other: Any) -> bool:
    return bool(self._compared(self) == self._compared(other)) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._hashed(self))


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    msg = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(msg)


def _refuse_to_delete(_self: object, name: str) -> None:
    msg = f"cannot delete field {name!r}"
    raise FrozenInstanceError(msg)


def _state(self: Any) -> list[Any]:
    return [getattr(self, part.name) for part in fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for part, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, part.name, value)


_SHARED = {
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _take_state,
}
