"""A document read with its comments, changed and written again by ruamel.yaml, the only module that imports it.

All that stands in the document is text to it, so that no number, day or word changes its form.
"""

from __future__ import annotations

import copy
import io
import warnings
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from outtrack.write.asked import Append, Remove
from outtrack.write.layout import STEP, block_item, pair
from outtrack.write.order import key_order
from outtrack.write.tree import is_flow, is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.source.places import Node
    from outtrack.write.asked import Edit
    from outtrack.write.tree import Tree

_WIDTH: Final = 1 << 20
"""No line is ever broken."""
_TROUBLE: Final = (YAMLError, AttributeError, LookupError, TypeError, ValueError, AssertionError, NotImplementedError)


class RoundTripError(Exception):
    """A document can't be read, changed or written in this way."""


class _Untyped(VersionedResolver):
    """Takes every plain value for a text."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """No pattern makes a number or a day of anything."""
        return {}


def round_trip(text: str, tree: Tree, one: Edit, record: type | None) -> str:
    """Return the text of a document after an edit, laid out by ruamel.yaml; raise RoundTripError where that fails."""
    yaml = YAML(typ="rt")
    yaml.Resolver = _Untyped
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    mapping, sequence, offset = _indentation(tree.roots[one.document], tree)
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    stream = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are given twice; whether all is right is looked at later
        try:
            root = yaml.load(text)
            _change(yaml, root, tree, one, record)
            yaml.dump(root, stream)
        except _TROUBLE as error:
            raise RoundTripError from error
    return stream.getvalue()


def _change(yaml: YAML, root: Any, tree: Tree, one: Edit, record: type | None) -> None:
    """Do an edit on a document as ruamel.yaml holds it."""
    keys = (tree.smallest(one.document, one.keys) or ()) if isinstance(one, Remove) else one.keys
    holder, last = root, keys[-1]
    for key in keys[:-1]:
        if isinstance(key, str) and not holder.get(key):
            holder[key] = _value(yaml, {})
        holder = _apart(root, holder, key)
    there = holder[last] if isinstance(last, int) or last in holder else None
    if isinstance(one, Remove):
        del holder[last]
    elif isinstance(one, Append) and isinstance(there, list):
        items = _apart(root, holder, last)
        items.insert(len(items) if one.before is None else one.before, _item(yaml, one.value, there))
        return
    else:
        value = one.value if not isinstance(one, Append) else [one.value] if not there else [there, one.value]
        if there is not None:
            holder[last] = _value(yaml, value)
        else:
            order = key_order(record, keys[:-1]) if record else ()
            earlier = order[: order.index(last)] if last in order else tuple(holder)
            places = [place for place, key in enumerate(holder) if key in earlier]
            holder.insert(max(places, default=-1) + 1, last, _value(yaml, value))
    _without_comments(root, there)


def _value(yaml: YAML, value: Any) -> Any:
    """Return a value as ruamel.yaml holds what outtrack would write."""
    return yaml.load("\n".join(pair("x", value)))["x"]


def _item(yaml: YAML, value: Any, beside: Any) -> Any:
    """Return an item of a list, in lines of its own where the others are."""
    are_many = isinstance(beside[0], dict)
    if isinstance(value, dict) and value and are_many and not beside[0].fa.flow_style():
        return yaml.load("\n".join(block_item(value, 0, STEP)))[0]
    return _value(yaml, value)


def _apart(root: Any, holder: Any, key: str | int) -> Any:
    """Return what stands in a place, as its own where it has another name: changed here, it stays the same there."""
    value = holder[key]
    anchor = getattr(value, "anchor", None)
    if anchor is not None and anchor.value is not None:
        own = copy.deepcopy(value)
        own.anchor.value = None
        holder[key] = own
        _without_comments(root, value)
        return own
    return value


def _without_comments(root: Any, value: Any) -> None:
    """Take the comments off a value that may go on standing elsewhere under its other name."""
    for one in _all(value):
        if hasattr(one, "ca"):
            one.ca.comment, one.ca.end = None, []
            one.ca.items.clear()
    for one in _all(root):
        for key in [key for key, inner in one.items() if inner is value] if isinstance(one, dict) else ():
            one.ca.items.pop(key, None)  # there stands what belongs to the first name


def _all(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _all(one)


def _indentation(root: Node, tree: Tree) -> tuple[int, int, int]:
    """Return by how much a mapping, the items of a list and their dashes are indented, as the document does first."""
    mapping = sequence = offset = None
    for parent, node in _inside(root):
        if is_flow(node) or node[0] is None or node[3] is None:
            continue
        first = next(iter(node[3].values()))
        step = tree.column(tree.first(node, first)) - tree.column(tree.first(parent, node))
        if is_mapping(node):
            mapping = mapping or step
        elif sequence is None:
            offset = step
            sequence = max(tree.column(tree.begin(first)) - tree.column(tree.first(parent, node)), step + STEP)
    return mapping or STEP, sequence or STEP, offset or 0


def _inside(node: Node) -> Iterator[tuple[Node, Node]]:
    for child in (node[3] or {}).values():
        yield node, child
        yield from _inside(child)
