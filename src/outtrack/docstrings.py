"""The docstrings of attributes: what a field, or an option of a rule, is for.

Reading them costs time, since Python keeps only their source: pages, schemas and hovers ask for them, nothing else.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise


@cache
def descriptions(kind: type) -> dict[str, str]:
    """Return the docstrings of the attributes of a class and of those it inherits from, each on one line, by name."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base is kind or base.__module__.partition(".")[0] == __name__.partition(".")[0]:
            found |= _own(base)
    return found


def _own(kind: type) -> dict[str, str]:
    parsed = ast.parse(inspect.getsource(kind)).body[0]
    found = {}
    for one, after in pairwise(parsed.body if isinstance(parsed, ast.ClassDef) else []):
        text = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else None
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and isinstance(text, str):
            found[one.target.id] = " ".join(text.split())
    return found
