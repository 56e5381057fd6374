"""Every requirement of the five source documents: where it stands in the product and what holds it there.

`tests/data/requirements.csv` holds a row each:

    id           document and running number, 001-07
    document     000 gas, 001 groups, 002 call centre, 003 e-commerce, 004 GPS
    place        where it is printed, a name of `places.csv`
    requirement  the requirement in short words of our own
    stands       the workbook or verb that carries it; `missing`; `partly: ...`; `cut off: ...` where the document breaks off
    test         `test_file.py::test_name`, or `case FILE FUNCTION RULE`; several are separated by a semicolon

`python tests/requirements_loader.py` writes the table into docs/rules.md.
"""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from places_loader import DOCUMENT_OF, load_places

TESTS = Path(__file__).parent
FILE = TESTS / "data" / "requirements.csv"
PAGE = TESTS.parent / "docs" / "rules.md"
HEADING = "## G. "
NOT_YET = ("missing", "cut off: ")
"""How `stands` begins where no test can hold the row."""


@dataclass(frozen=True)
class Requirement:
    """One row of the table."""

    id: str
    document: str
    place: str
    requirement: str
    stands: str
    test: str

    @property
    def tests(self) -> list[str]:
        return [name.strip() for name in self.test.split(";") if name.strip()]


def load_requirements() -> list[Requirement]:
    """Every row of the file, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Requirement(**row) for row in csv.DictReader(file)]


def known_tests() -> set[str]:
    """Everything a row may name: test functions, and cases by file, function and cited rule."""
    functions = {
        f"{path.name}::{node.name}"
        for path in TESTS.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    return functions | {
        f"case {path.stem} {case['function']} {rule}"
        for path in (TESTS / "cases").glob("*.toml")
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
        for rule in re.findall(r"\b[A-F]\d\b", case["source"])
    }


def requirement_faults(rows: Sequence[Requirement], tests: Collection[str]) -> Iterator[str]:
    """What is wrong with the table, all at once."""
    places = {(place.document, place.name) for place in load_places()}
    expected = [
        f"{document}-{number:02d}"
        for document, some in groupby(rows, key=lambda row: row.document)
        for number, _ in enumerate(some, 1)
    ]
    for row, identity in zip(rows, expected, strict=True):
        if row.id != identity:
            yield f"{row.id}: must be {identity}"
        if (row.document, row.place) not in places:
            yield f"{row.id}: no place {row.place}"
        if not row.requirement.strip() or not row.stands.strip():
            yield f"{row.id}: is not told in full"
        if row.stands.startswith("missing") and row.stands != "missing":
            yield f"{row.id}: say partly, or missing alone"
        if not row.tests and not row.stands.startswith(NOT_YET):
            yield f"{row.id}: nothing holds it"
        yield from (f"{row.id}: there is no {name}" for name in row.tests if name not in tests)


def table_text(rows: Sequence[Requirement]) -> str:
    """The table as it stands in docs/rules.md."""
    schemes = {document: scheme for scheme, document in DOCUMENT_OF.items()}
    lines: list[str] = []
    for document, some in groupby(rows, key=lambda row: row.document):
        lines += ["", f"### Document {document} (scheme `{schemes[document]}`)", ""]
        lines += ["| no. | printed in | requirement | where it stands | held by |", "|---|---|---|---|---|"]
        for row in some:
            held = "<br>".join(f"`{name}`" for name in row.tests)
            lines.append(f"| {row.id} | {row.place} | {row.requirement} | {row.stands} | {held} |")
    return "\n".join(lines) + "\n"


def page_text(rows: Sequence[Requirement], present: str) -> str:
    """The page with its table renewed: the first two lines below the heading stay, what follows is generated."""
    head, heading, tail = present.partition(HEADING)
    kept = tail.split("\n", 3)[:3]
    return head + heading + "\n".join(kept) + "\n" + table_text(rows)


if __name__ == "__main__":
    PAGE.write_text(page_text(load_requirements(), PAGE.read_text("utf-8")), "utf-8")
