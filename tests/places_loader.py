"""Places of the five source documents: tables, titles and clauses as they are printed, with the values each one prints.

`tests/data/places.csv` holds a row per place: the document (000 gas, 001 groups, 002 call centre, 003 e-commerce, 004
GPS), the name we give the place, the printed words it is found by, and the values a scheme may cite it for, separated by
semicolons. A value of 0 beside a scale stands for its open lower end or for a blank cell of a row of shares, 1 for an
open upper end.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "places.csv"

DOCUMENT_OF = {"gas": "000", "gubang": "001", "call_centre": "002", "ecommerce": "003", "gps": "004"}
"""The document each scheme is made from."""


@dataclass(frozen=True)
class Place:
    """One place of a document."""

    document: str
    name: str
    printed: str
    values: frozenset[str]


def load_places() -> list[Place]:
    """Every place of every document, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Place(row["document"], row["place"], row["printed"], frozenset(filter(None, row["values"].split(";"))))
            for row in csv.DictReader(file)
        ]
