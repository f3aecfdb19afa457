"""The rule `duplicate-ref`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outtrack.diagnostic import Severity
from outtrack.rules.base import rule
from outtrack.scalar import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.diagnostic import Diagnostic
    from outtrack.rules.facts import Facts

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://(?:www\.)?")
_PAGE_OF_A_KEY = re.compile(r"[^/]+/(?:.+/)?(?:browse|issue)/([a-z][a-z0-9_]*-\d+)(?:[/?#].*)?")


@rule(severity=Severity.WARNING)
def duplicate_ref(facts: Facts) -> Iterator[Diagnostic]:
    """Each piece of work of a tracker is one output.

    Two outputs whose `ref` is the same key are found, also where one of them writes it as an address, or with other
    capitals.

    ## Why
    The work is counted twice, and an import can't tell which of the two files to bring up to date.

    ## Before
    ```yaml
    # outputs/night-colours.yaml
    title: Night colours
    outcomes: [evening-use]
    ref: READ-12
    ```

    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ref: READ-12
    ```

    ## After
    ```yaml
    # outputs/dark-mode.yaml
    title: Dark mode
    outcomes: [evening-use]
    ref: READ-12
    ```
    """
    first_of: dict[str, Any] = {}
    for output in facts.all("output"):
        if not output.ref_:
            continue
        first = first_of.setdefault(tracker_key(output.ref_), output)
        if first is not output:
            message = f"{shown(output.ref_)} is the `ref` of the output `{first.id}`, too"
            found = output.diagnose("ref", message, "delete one of the two files, or mend one of the keys")
            yield replace(found, also=((facts.snapshot.place(first.ref, ("ref",)), None),))


def tracker_key(ref: str) -> str:
    """Return what two ways of writing one key or address have in common."""
    text = ref.strip().casefold()
    address = _SCHEME.sub("", text, count=1)
    if page := _PAGE_OF_A_KEY.fullmatch(address):
        return page[1]
    return text if address == text else address.partition("#")[0].rstrip("/")
