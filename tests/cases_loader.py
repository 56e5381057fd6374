"""Rule cases from TOML: what a rule gives for what input, worked out by hand, with its source.

A file holds `[given]` (inputs that every case of the file shares, such as the quota block) and `[[case]]` tables:

    note      what the case shows, a sentence
    source    where the rule stands; a case without one is refused
    function  the spreadsheet function
    input     its arguments by parameter name; a flat list is a column, a list of lists a block, "" a blank cell
    expected  the answer; `{ says = [...] }` in place of a cell stands for a sentence that contains these words
    working   the arithmetic, where it is longer than the note
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlkpi.errors import CellError
from xlkpi.functions import CATALOGUE, call

FOLDER = Path(__file__).parent / "cases"
WORDS = ("note", "source", "function")
KEYS = {*WORDS, "input", "expected", "working"}


class CaseFileError(Exception):
    """A case file is incomplete; the message lists every fault."""


@dataclass(frozen=True)
class Case:
    """One rule case, its arguments in the order of the function's parameters."""

    origin: str
    number: int
    note: str
    source: str
    function: str
    arguments: Sequence[Any]
    expected: Any

    @property
    def title(self) -> str:
        return f"{self.origin}-{self.number}-{self.function}"

    def answer(self) -> Any:
        return call(self.function, self.arguments)


def block(value: Any) -> Any:
    """A flat list is a column; anything else stays."""
    if isinstance(value, list):
        return [cell if isinstance(cell, list) else [cell] for cell in value]
    return value


def case_faults(table: Mapping[str, Any]) -> list[str]:
    faults = [f"{key} is missing" for key in WORDS if not str(table.get(key, "")).strip()]
    faults += [f"unknown key {key}" for key in sorted(set(table) - KEYS)]
    if "expected" not in table:
        faults.append("expected is missing")
    function = CATALOGUE.get(str(table.get("function")))
    if function is None:
        return [*faults, f"no function {table.get('function')}"]
    if not isinstance(table.get("input", {}), dict):
        return [*faults, "input is no table of arguments by parameter name"]
    names = {parameter.name for parameter in function.parameters}
    return faults + [f"{function.name} has no parameter {name}" for name in sorted(set(table.get("input", {})) - names)]


def read_cases(document: Mapping[str, Any], origin: str) -> list[Case]:
    """Turn a parsed case file into cases. Raises CaseFileError with all faults at once."""
    tables = document.get("case", [])
    faults = [
        f"{origin}, case {number}: {fault}" for number, table in enumerate(tables, 1) for fault in case_faults(table)
    ]
    faults += [] if tables else [f"{origin}: no cases"]
    faults += [f"{origin}: unknown table {key}" for key in sorted(set(document) - {"case", "given"})]
    if faults:
        raise CaseFileError("\n".join(faults))
    cases = []
    for number, table in enumerate(tables, 1):
        inputs = {**document.get("given", {}), **table.get("input", {})}
        parameters = CATALOGUE[table["function"]].parameters
        arguments = [block(inputs.get(parameter.name)) for parameter in parameters]
        expected = block(table["expected"])
        cases.append(Case(origin, number, table["note"], table["source"], table["function"], arguments, expected))
    return cases


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Every case of every file of a folder."""
    return [
        case
        for path in sorted(folder.glob("*.toml"))
        for case in read_cases(tomllib.loads(path.read_text("utf-8")), path.stem)
    ]


def agrees(expected: Any, got: Any) -> bool:
    """Tell whether an answer is the expected one, cell for cell and in the same shape."""
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(agrees(a, b) for a, b in zip(expected, got, strict=True))
    if isinstance(expected, dict):
        return isinstance(got, str) and all(word in got for word in expected["says"])
    if isinstance(got, CellError):
        return bool(str(got) == expected)
    if isinstance(got, dt.date):
        return bool(got == expected)
    kinds = (isinstance(expected, kind) == isinstance(got, kind) for kind in (str, bool))
    return type(got) in (bool, float, str) and all(kinds) and bool(got == expected)
