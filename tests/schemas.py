"""Documents as an editor reads them, and what the JSON Schema and the validator each say of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator

from outtrack.config import Config, read_config
from outtrack.diagnostic import Diagnostic, Severity
from outtrack.model.values import free_scalar
from outtrack.read import folder_kind, read_file
from outtrack.scalar import Plain
from outtrack.schema import CONFIG, schema
from outtrack.source import parse

VALUES = frozenset(("invalid-value", "missing-field", "unknown-field", "invalid-config"))
"""The rules about what one document says by itself."""


def as_read(value: Any) -> Any:
    """Return the data of a document as YAML 1.2 has it: plain scalars as numbers and booleans."""
    if isinstance(value, dict):
        return {key: as_read(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_read(one) for one in value]
    if isinstance(value, Plain):
        infinite = value.lower().lstrip("+-") in {".inf", ".nan"}
        return float(value.replace(".", "")) if infinite else free_scalar(value)
    return value


@cache
def validators(name: str) -> list[Any]:
    found = schema(name)
    return [kind(found) for kind in (Draft202012Validator, Draft7Validator)]


def faults(name: str, document: Any) -> list[str]:
    """Return what a schema finds wrong with a document; both drafts must say the same."""
    newer, older = (
        sorted(f"{list(error.absolute_path)}: {error.message}" for error in one.iter_errors(document))
        for one in validators(name)
    )
    assert newer == older
    return newer


def errors(path: str, data: bytes, config: Config) -> list[Diagnostic]:
    """Return the errors that the validator finds in the values of a file."""
    found = read_config(data)[1] if path == "outtrack.yaml" else read_file(path, data, config).diagnostics
    return [one for one in found if one.severity is Severity.ERROR]


def kind_of(path: str, document: Any) -> str | None:
    """Return the name of the schema for a document of a file."""
    if path == "outtrack.yaml":
        return CONFIG
    said = document.get("kind") if isinstance(document, dict) else None
    return said if isinstance(said, str) else folder_kind(path)


def documents(path: str, data: bytes) -> list[tuple[int, Any]] | None:
    """Return the documents of a file as an editor reads them; None where the YAML is broken."""
    source = parse(data, path)
    if source.diagnostics:
        return None
    return [(index, as_read(one)) for index, one in enumerate(source.documents) if one is not None]
