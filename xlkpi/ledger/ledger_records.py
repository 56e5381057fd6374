"""What goes into the ledger and comes out of it, as plain records."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple

from xlkpi.records import dataclass


@dataclass(frozen=True)
class Person:
    """A person's result in one workbook; `fen` is the pay in 分."""

    id: str
    name: str
    department: str
    eligible: bool
    total: float | None
    rank: float | None
    level: str
    coefficient: float | None
    fen: int | None


@dataclass(frozen=True)
class Workbook:
    """The results of a workbook: what it is of (month is YYYY-MM), its state, its file, its people in their order."""

    scheme: str
    kind: str
    month: str
    branch: str
    label: str
    state: str
    file: str
    people: tuple[Person, ...]

    @property
    def digest(self) -> str:
        """A digest of what the results say, pay too; how often a file was saved is no matter."""
        said = [self.scheme, self.kind, self.month, self.branch, self.label, *map(astuple, self.people)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """What came of recording: which version the results are of how many, whether it is new, how many were left out."""

    version: int
    newest: int
    new: bool
    erased: int = 0


@dataclass(frozen=True)
class Month:
    """A person's result of a month, from the last version of the workbook."""

    month: str
    branch: str
    version: int
    state: str
    person: Person


@dataclass(frozen=True)
class Namesake:
    """Somebody of a name that was asked for, and the branch."""

    id: str
    name: str
    branch: str


@dataclass(frozen=True)
class Mean:
    """The mean score of the people of a branch who were appraised in a month."""

    month: str
    branch: str
    people: int
    mean: float
