"""Known findings of `check` follow what they are about, when it gets another id or another path."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from outtrack.acts.base import Draft

_FILE: Final = ".outtrack-known.json"


def follow_path(draft: Draft, old: str, new: str) -> None:
    """Let the known findings about a file that moves stay known."""
    _replace(draft, "path", old, new, "")


def follow_id(draft: Draft, old: str, new: str) -> None:
    """Let the known findings about `kind:id` stay known under another id, with those about its key results."""
    _replace(draft, "entity", old, new, "")
    if old.startswith("outcome:"):
        before, after = (f"key_result:{one.removeprefix('outcome:')}/" for one in (old, new))
        _replace(draft, "entity", before, after, '[^"]*')


def _replace(draft: Draft, key: str, old: str, new: str, rest: str) -> None:
    """Put another text into the values of a key, or before what follows there; all else stays as it is."""
    if not draft.snapshot.workspace.root.joinpath(_FILE).is_file():
        return
    text = draft.read(_FILE).decode(errors="surrogateescape")
    written = {json.dumps(old, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False)}
    before = "|".join(re.escape(one) for one in sorted(written))
    after = json.dumps(new, ensure_ascii=False)[1:-1]
    pattern = rf'("{key}": ")(?:{before})({rest}")'
    changed = re.sub(pattern, lambda found: found[1] + after + found[2], text)
    draft.replace_file(_FILE, changed.encode(errors="surrogateescape"))
