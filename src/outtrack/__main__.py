"""`python -m outtrack`, and the entry point of the command."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress

EXIT_USAGE = 2
EXIT_OUTPUT = 3
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
REPORT_HERE = "run it again with OUTTRACK_DEBUG=1 and send what it prints to the project's issue tracker"


def main() -> None:
    """Run the command line, and end the process."""
    code = run_to_end()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader has gone, or there never was one
            stream.flush()
    os._exit(code)  # to take ten thousand objects apart, one by one, would only cost time


def run_to_end() -> int:
    """Run the command line and return its exit code, one of `docs/machine-output.md`; a traceback never comes out."""
    _open_what_is_closed()
    gc.disable()  # one run makes objects and ends: collecting costs more than it frees
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone: nothing more can be said, not even when the interpreter flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and (why := _why_unwritten(error)):
            with suppress(OSError):
                sys.stderr.write(f"outtrack: the output can't be written: {why}\n")
            return EXIT_OUTPUT
        if os.environ.get("OUTTRACK_DEBUG"):
            raise
        sys.stderr.write(f"outtrack: a bug: {type(error).__name__}: {error}; {REPORT_HERE}\n")
        return EXIT_BUG
    return code


def _open_what_is_closed() -> None:
    """Open the streams that the caller has closed, so that no file gets their numbers: messages go nowhere.

    What is written to stdout fails, as it should: nobody gets to see it.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - no Path yet; open to the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _why_unwritten(error: OSError) -> str:
    """Return why stdout, or stderr, takes nothing; empty where an error has nothing to do with them."""
    if isinstance(error, io.UnsupportedOperation) and not sys.stdout.writable():
        return "stdout is closed"
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()  # what could not be written is still there
        except OSError as again:
            return (again.strerror or str(again)).lower()
    return ""


def _run() -> int:
    from outtrack.cli.app import run
    from outtrack.cli.options import UsageError, fail

    try:
        run()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # Typer's way to end where the reader has gone
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else 0 if end.code is None else EXIT_USAGE
    except UsageError as error:
        fail(str(error))
        return EXIT_USAGE
    return 0


if __name__ == "__main__":
    main()
