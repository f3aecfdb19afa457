"""Asking a person: on a terminal only, with what is asked on stderr and the answers from stdin."""

from __future__ import annotations

import sys

from outtrack.cli.options import fitted


class StoppedError(Exception):
    """The person wants to stop, or has closed the input."""


def can_ask() -> bool:
    """Return whether somebody sits in front of it who can see a question and answer it."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr.isatty())


def say(text: str = "") -> None:
    """Show a line beside a question; what comes from files can't draw on the terminal."""
    sys.stderr.write(f"{fitted(text)}\n")


def ask(question: str) -> str:
    """Return the answer to a question, without blanks around it; raise StoppedError where the input ends."""
    sys.stderr.write(f"{fitted(question)} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise StoppedError
    return line.strip()


def is_sure(question: str) -> bool:
    """Return whether the answer to a question is yes; an empty one is no."""
    return ask(f"{question} [y/N]").casefold() in {"y", "yes"}
