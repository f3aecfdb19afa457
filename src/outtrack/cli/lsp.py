"""`outtrack lsp`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from outtrack.cli import options

if TYPE_CHECKING:
    from datetime import date

    from outtrack.config import Config


def lsp(as_of: options.PlayedOn = None) -> None:
    """Answer an editor: findings as typed, ids to follow, complete and rename, progress where it stands.

    It speaks the language server protocol on stdin and stdout, and is started by the editor: see docs/editors.md.
    It needs an extra: pip install 'outtrack[lsp]'.

    \b
    Examples:
      outtrack lsp
    """
    try:
        from outtrack.lsp.features import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise options.UsageError("the language server needs an extra: pip install 'outtrack[lsp]'") from None

    def day(config: Config) -> date:
        return options.resolve_day(as_of, config.timezone, config.fiscal_year_start)

    if sys.stdin is not None and sys.stdin.isatty():
        options.fail("this waits for an editor to speak to it: see docs/editors.md; Ctrl-C ends it")
    serve(day)
