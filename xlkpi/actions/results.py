"""What a recomputed workbook says: departments, people and faults, as records and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any

from xlkpi.books.book import UNCHANGED
from xlkpi.errors import Fault
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Department:
    """A department's supervisor and the level that decides its quotas; None where there is none yet."""

    department: str
    supervisor: str
    score: float | None
    level: str | None


@dataclass(frozen=True)
class Person:
    """One person's result of the month; None where it is not there yet."""

    id: str
    name: str
    department: str
    total: float | None
    rank: int | None
    level: str | None
    coefficient: float | None
    pay: float | None
    why: str


@dataclass(frozen=True)
class Outcome:
    """Everything a recomputed workbook says, and whether it was written (`written_to`).

    `within` is what the workbook calls that in which people are placed: 部门, 店铺; in a form the 分公司. `of_units` is
    what its page calls name, supervisor, score and level of a department, group or unit, as far as it has them.
    """

    file: str
    departments: tuple[Department, ...]
    people: tuple[Person, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...] = ()
    written_to: str | None = None
    within: str = ""
    of_units: Mapping[str, str] = field(default_factory=dict)

    @property
    def unchanged(self) -> bool:
        """Whether there was nothing to write: the file says already what was computed."""
        return any(notice.text == UNCHANGED for notice in self.notices)

    @property
    def told(self) -> tuple[Fault, ...]:
        """The faults and the notices about what is in the workbook."""
        return (*self.faults, *(notice for notice in self.notices if notice.text != UNCHANGED))

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return the outcome as plain data for JSON: numbers as numbers, what is missing as null."""
        return {
            "file": self.file,
            "departments": [asdict(department) for department in self.departments],
            "people": [asdict(person) for person in self.people],
            "faults": faults_as_json(self.faults, lang),
        }


def faults_as_json(faults: Sequence[Fault], lang: str = "zh") -> list[dict[str, str]]:
    """Return faults as plain data."""
    return [{"place": fault.place, "message": fault.say(lang)} for fault in faults]


def split(faults: Sequence[Fault]) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Part what makes a result unsafe from mere notices."""
    return tuple(fault for fault in faults if not fault.notice), tuple(fault for fault in faults if fault.notice)


def in_file(fault: Fault, file: str) -> Fault:
    """Return a fault whose place names the file as well."""
    return replace(fault, place=file if fault.place in (file, Path(file).name) else f"{file} {fault.place}")
