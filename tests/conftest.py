"""What all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# The same examples in every run: a red build is red for everybody. No deadline: machines differ.
settings.register_profile("outtrack", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("outtrack")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write the expected output anew, to be read before it is kept"
    )
