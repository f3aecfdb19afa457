"""One process at a time writes in a workspace.

The lock belongs to an open file, so the system takes it back when its holder ends, however that happens: the file
that stays behind locks nothing.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE: Final = 10.0
"""So many seconds one process waits for another; each holds the lock for some hundredths of a second."""
_PAUSE: Final = 0.01
_TAKEN: Final = frozenset((errno.EACCES, errno.EAGAIN, errno.EDEADLK))


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file; raise TimeoutError where somebody else does for too long, OSError where it fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        end = time.monotonic() + patience
        while not _try(handle):
            if time.monotonic() >= end:
                raise TimeoutError(f"another outtrack has been writing here for more than {patience:g} seconds")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _try(handle: int) -> bool:
    """Take the lock of an open file, if it is free; return whether it is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True
