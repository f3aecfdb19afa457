"""What runs the check outside a terminal: in a build server, and before each commit."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Final, NamedTuple

BUILDS: Final = {"github": ".github/workflows/outcomes.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each build server looks for what it should run, from the top of the repository."""
HOOKS: Final = ".pre-commit-config.yaml"


class NewFile(NamedTuple):
    """A file that should be there: its path, and what it holds if it is not there yet."""

    path: str
    data: bytes


def build_file(server: str, prefix: str) -> NewFile:
    """Return what a build server runs, for a workspace that lies at `prefix` (without a slash) in its repository."""
    return NewFile(BUILDS[server], _text(f"{server}.yml", prefix))


def hooks_file(prefix: str) -> NewFile:
    """Return the configuration of pre-commit, for a workspace that lies at `prefix` in its repository."""
    return NewFile(HOOKS, _text("pre-commit.yaml", prefix))


def package() -> str:
    """Return what pip installs to get this outtrack: the repository and commit it came from, else its release."""
    from importlib.metadata import PackageNotFoundError, distribution

    from outtrack import __version__

    try:
        said = distribution("outtrack").read_text("direct_url.json")
    except PackageNotFoundError:  # run from its sources
        said = None
    origin = json.loads(said) if said else {}
    commit = origin.get("vcs_info", {})
    if commit.get("vcs") == "git" and not origin["url"].startswith("file:"):
        return f"git+{origin['url']}@{commit['commit_id']}"
    return f"outtrack=={__version__}"


def _text(name: str, prefix: str) -> bytes:
    """Return a file with the package, and the folder of the workspace in its repository."""
    text = (Path(__file__).parents[1] / "data" / "start" / name).read_text(encoding="utf-8")
    entry = f"outtrack -C {shlex.quote(prefix)} check --on change" if prefix else "outtrack check --on change"
    for word, value in (("PACKAGE", package()), ("FOLDER", prefix or "."), ("ENTRY", entry)):
        text = text.replace(f"@{word}@", json.dumps(value, ensure_ascii=False))
    return text.encode()
