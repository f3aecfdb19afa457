"""Random YAML: data in random styles, and texts that are hardly YAML at all."""

from __future__ import annotations

from itertools import count

import yaml
from hypothesis import strategies as st

WORDS = st.text(st.sampled_from("ab z09_-.,:;#'\"{}[]&*!|>%@`?\n\t😀é\u0301\u202e\u4e2d"), max_size=12)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])
PIECES = [
    "a", "b: ", "- ", "\n", "\n  ", "\n    ", "'", '"', "[", "]", "{", "}", ", ", ": ", "#", "&x ", "*x", "!t ", "|",
    ">", "\t", "---\n", "...\n", "? ", "%", "@", "`", "1", "true", "~", "\\", "\r\n", "\ufeff", "\u2028", "\x07",
    "é", "😀",
]  # fmt: skip


def fragments() -> st.SearchStrategy[str]:
    """Return texts made of the characters that mean something in YAML."""
    return st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return one YAML document with data and styles at random; its texts that begin with `§` are all different."""
    return yaml.serialize(
        _node(draw, 0, count()),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([20, 80, 10_000])),
        indent=draw(st.sampled_from([2, 4])),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
    )


def _node(draw: st.DrawFn, depth: int, numbers: count[int]) -> yaml.Node:
    kind = draw(st.sampled_from(["scalar", "mapping", "sequence"])) if depth < 3 else "scalar"
    if depth == 0:
        kind = "mapping"
    flow = draw(st.booleans())
    if kind == "mapping":
        pairs = [(_key(draw, numbers), _node(draw, depth + 1, numbers)) for _ in range(draw(st.integers(0, 3)))]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
    if kind == "sequence":
        items = [_node(draw, depth + 1, numbers) for _ in range(draw(st.integers(0, 3)))]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow)
    return _scalar(f"§{next(numbers)} {draw(WORDS)}§", draw(STYLES))


def _key(draw: st.DrawFn, numbers: count[int]) -> yaml.ScalarNode:
    tail = draw(st.sampled_from(["", " k", "😀", ": "]))
    return _scalar(f"§{next(numbers)}{tail}", draw(st.sampled_from([None, "'", '"'])))


def _scalar(value: str, style: str | None) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)
