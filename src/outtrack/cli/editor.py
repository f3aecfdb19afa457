"""The editor of the one who sits at the terminal, on a copy of a file."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

from outtrack.cli import options


def open_copy(copy: Path, line: int | None) -> None:
    """Open the copy in the editor; a UsageError where it can't be started or fails."""
    from outtrack.files import editor_command, run_editor

    name = next((one for one in ("VISUAL", "EDITOR") if os.environ.get(one, "").strip()), None)
    setting = os.environ[name] if name else "vi"
    way_out = f"mend ${name}" if name else "set $EDITOR to an editor that there is"
    try:
        code = run_editor(editor_command(setting, str(copy), line))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise options.UsageError(f"the editor `{setting}` can't be started: {reason}; {way_out}") from None
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code:
        raise options.UsageError(f"the editor `{setting}` ended with {code}: nothing was written")


def copy_of(path: str, data: bytes) -> Path:
    """Return a copy of a file where only its owner can read it, by the name of the file."""
    import tempfile

    try:
        copy = Path(tempfile.mkdtemp(prefix="outtrack-")) / Path(path).name
        copy.write_bytes(data)
    except OSError as error:
        raise options.UsageError(f"no copy can be made for the editor: {(error.strerror or '').lower()}") from None
    return copy


def discard(copy: Path) -> None:
    """Take a copy away, and its folder."""
    with suppress(OSError):  # an editor may have left something beside it
        copy.unlink()
        copy.parent.rmdir()
