"""Our dataclasses against the standard library's: the same in everything that one can ask of them."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from outtrack import frozen

if TYPE_CHECKING:
    from collections.abc import Callable


def body() -> dict[str, Any]:
    """Return the body of a class, anew each time: dataclasses keep what `field` gives them."""
    return {
        "__annotations__": {"a": "int", "kind": "ClassVar[str]", "b": "str", "c": "list[int]", "d": "object"},
        "__doc__": "A class.",
        "__module__": __name__,
        "kind": "thing",
        "b": "x",
        "c": field(default_factory=list, hash=False),
        "d": field(default=None, compare=False, repr=False),
    }


def both(
    make_body: Callable[[], dict[str, Any]],
    bases: tuple[tuple[type, ...], tuple[type, ...]] = ((), ()),
    **options: bool,
) -> tuple[Any, Any]:
    """Return the class made by the standard library and by us."""
    makers: tuple[Any, Any] = (dataclass, frozen.dataclass)
    theirs, ours = (
        make(frozen=True, slots=True, **options)(type("Thing", above, make_body()))
        for make, above in zip(makers, bases, strict=True)
    )
    return theirs, ours


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((1,), {}),
    ((1, "y"), {}),
    ((1,), {"b": "y", "c": [1, 2]}),
    ((1, "y", [3], "z"), {}),
    ((), {"a": 1, "d": 5}),
]


@pytest.mark.parametrize(("args", "named"), GIVEN)
def test_takes_and_shows_and_compares_the_same(args: tuple[Any, ...], named: dict[str, Any]) -> None:
    theirs, ours = both(body)
    expected, made = theirs(*args, **named), ours(*args, **named)
    assert repr(made) == repr(expected)
    assert hash(made) == hash(expected)
    for other in GIVEN:
        assert (made == ours(*other[0], **other[1])) is (expected == theirs(*other[0], **other[1]))
    assert made != expected
    assert repr(replace(made, b="new")) == repr(replace(expected, b="new"))


@pytest.mark.parametrize(("args", "named"), [((), {}), ((1, "y", [3], "z", 5), {}), ((1,), {"e": 5}), ((1,), {"a": 5})])
def test_refuses_the_same(args: tuple[Any, ...], named: dict[str, Any]) -> None:
    texts = []
    for kind in both(body):
        with pytest.raises(TypeError) as found:
            kind(*args, **named)
        texts.append(str(found.value))
    assert texts[0] == texts[1]


def test_every_default_of_its_own() -> None:
    _, ours = both(body)
    assert ours(1).c is not ours(1).c


def test_keywords_only() -> None:
    theirs, ours = both(body, kw_only=True)
    assert repr(ours(b="y", a=1)) == repr(theirs(b="y", a=1))
    for kind in (theirs, ours):
        with pytest.raises(TypeError, match=r"takes 1 positional argument but 3"):
            kind(1, 2, a=1)


def test_fields_and_slots() -> None:
    theirs, ours = both(body)
    assert is_dataclass(ours(1))
    assert [(one.name, one.type, one.default) for one in fields(ours)] == [
        (one.name, one.type, one.default) for one in fields(theirs)
    ]
    assert ours.__slots__ == theirs.__slots__
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__doc__ == "A class."
    assert ours.__init__.__qualname__ == theirs.__init__.__qualname__


def test_inherits() -> None:
    first_of_both = both(body)
    more = {"__annotations__": {"e": "int", "b": "str"}, "__doc__": "More.", "__module__": __name__, "e": 3, "b": "z"}
    theirs, ours = both(lambda: dict(more), ((first_of_both[0],), (first_of_both[1],)))
    assert repr(ours(1)) == repr(theirs(1))
    assert repr(ours(1, "q", [], None, 9)) == repr(theirs(1, "q", [], None, 9))
    assert ours(1) != first_of_both[1](1)
    assert ours.__slots__ == theirs.__slots__


def test_refuses_to_change() -> None:
    for kind in both(body):
        made = kind(1)
        with pytest.raises(FrozenInstanceError, match=r"^cannot assign to field 'a'$"):
            made.a = 2
        with pytest.raises(FrozenInstanceError, match=r"^cannot delete field 'a'$"):
            del made.a
        assert made.a == 1


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    """One at module level: only these can be pickled."""

    kind: ClassVar[str] = "kept"
    a: int
    b: tuple[str, ...] = ()


@frozen.dataclass(frozen=True, slots=True)
class Empty:
    """Without a field."""


@frozen.dataclass(frozen=True, slots=True)
class Own:
    """With methods of its own, which are kept."""

    a: int

    def __post_init__(self) -> None:
        """Refuse what is negative."""
        if self.a < 0:
            msg = "negative"
            raise ValueError(msg)

    def __hash__(self) -> int:
        """Return the same for all."""
        return 7

    def __repr__(self) -> str:
        """Return a text."""
        return "own"


@frozen.dataclass(frozen=True)
class Loose:
    """Without slots: the standard library's."""

    a: int

    @cached_property
    def double(self) -> int:
        """Return twice as much."""
        return 2 * self.a


def test_pickles_and_copies() -> None:
    made = Kept(1, ("x",))
    for again in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):
        assert again == made
        assert again is not made


def test_without_a_field() -> None:
    assert Empty() == Empty()
    assert repr(Empty()) == "Empty()"
    assert hash(Empty()) == hash(())


def test_own_methods_are_kept() -> None:
    assert hash(Own(1)) == 7
    assert repr(Own(1)) == "own"
    assert Own(1) == Own(1)
    assert Own(1) != Own(2)
    with pytest.raises(ValueError, match="negative"):
        Own(-1)


def test_others_are_the_standard_library_s() -> None:
    assert Loose(2).double == 4
    assert Loose(2) == Loose(2)


def test_the_program_makes_its_classes_here() -> None:
    source = Path(frozen.__file__).parent
    others = [
        path.name
        for path in source.rglob("*.py")
        if re.search(r"^ *from dataclasses .*\bdataclass\b", path.read_text(), re.MULTILINE)
    ]
    assert others == ["frozen.py"]
