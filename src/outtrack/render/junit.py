"""JUnit XML: a suite for each file that was checked, a case for each finding, and one that passes where there is none.

Only what makes the check fail is a failure; other findings are cases that pass and say what they have to say, so that a
dashboard is red exactly when the check is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from outtrack.render.findings import told, where
from outtrack.render.terminal import in_xml

if TYPE_CHECKING:
    from outtrack.diagnostic import Diagnostic
    from outtrack.render.terminal import Terminal
    from outtrack.shapes import Diagnostics


def render(shape: Diagnostics, terminal: Terminal) -> str:
    """Return the findings as JUnit XML."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in shape.files}
    for found in shape.found:
        by_path.setdefault(found.path, []).append(found)
    suites = ET.Element("testsuites", name="outtrack")
    for path in sorted(by_path):
        _suite(suites, shape, path, by_path[path])
    _count(suites)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode").replace("##", "#&#35;")  # `##vso[` is a command to Azure
    if terminal.is_ascii:
        body = body.encode("ascii", "xmlcharrefreplace").decode()
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _suite(suites: ET.Element, shape: Diagnostics, path: str, findings: list[Diagnostic]) -> None:
    name = in_xml(shape.address(path)) if path else "outtrack"
    suite = ET.SubElement(suites, "testsuite", name=name)
    if not findings:
        ET.SubElement(suite, "testcase", name="no findings", classname=name)
    told_before: dict[tuple[str, str | None], int] = {}
    for found in findings:
        key = (found.rule, found.entity)
        told_before[key] = told_before.get(key, 0) + 1
        number = f" {told_before[key]}" if told_before[key] > 1 else ""
        case = ET.SubElement(suite, "testcase", name=found.rule + number, classname=in_xml(found.entity or "") or name)
        place = in_xml(where(shape, found.place, found.span))
        said = "\n".join(map(in_xml, told(found).split("\n")))
        text = f"{place}: {found.severity}[{found.rule}]: {said}"
        if found.severity in shape.failing:
            failure = ET.SubElement(case, "failure", type=found.severity.value, message=in_xml(found.message))
            failure.text = text
        else:
            ET.SubElement(case, "system-out").text = text
    _count(suite)


def _count(element: ET.Element) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    element.set("failures", str(len(element.findall(".//failure"))))
    element.set("errors", "0")
