"""What a workbook says, whatever program saved it: its values by sheet and cell, spelled one way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import Any, Final, TypeAlias

from xlkpi.books.areas import reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.content import Formula
from xlkpi.books.ooxml.value_spelling import encode
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.final_mark import UNSAID
from xlkpi.records import dataclass

LONG: Final = 5_000
"""Characters of a text; of a longer one only a digest is compared."""

TRUTHS: Final = frozenset({"TRUE()", "FALSE()"})
"""Formulas as which LibreOffice saves the values TRUE and FALSE: they are those values."""

Place: TypeAlias = tuple[int, int]
Spelling: TypeAlias = str
"""A value: a letter for its type (n, s, b, e; h for a long text) and its text; dates are numbers, as in the file."""


@dataclass(frozen=True)
class Meaning:
    """Values of all sheets that say something, in tab order; formulas stand apart, with the cells they fill."""

    values: Mapping[str, Mapping[Place, Spelling]]
    formulas: Mapping[str, Mapping[Place, Formula]] = field(default_factory=dict)
    filled: Mapping[str, AbstractSet[Place]] = field(default_factory=dict)
    """Cells whose value a formula yields, by sheet."""


def meaning_of(file: WorkbookFile) -> Meaning:
    """Read what a workbook says."""
    values: dict[str, dict[Place, Spelling]] = {}
    formulas: dict[str, dict[Place, Formula]] = {}
    filled: dict[str, set[Place]] = {}
    for sheet in file.sheets:
        if sheet in UNSAID:
            continue
        content = file.plain(sheet)
        spelled = {place: spelling(cell.value) for place, cell in content.cells.items()}
        values[sheet] = {place: text for place, text in spelled.items() if text}
        found = ((place, cell.formula) for place, cell in content.cells.items())
        formulas[sheet] = {place: formula for place, formula in found if formula and formula.text not in TRUTHS}
        blocks = [formula.area for formula in formulas[sheet].values() if formula.kind == "array" and formula.area]
        filled[sheet] = {
            *formulas[sheet],
            *((r, c) for b in blocks for r in range(b.top, b.bottom + 1) for c in range(b.left, b.right + 1)),
        }
    return Meaning(values, formulas, filled)


def spelling(value: Value) -> Spelling:
    """Spell a value as it is compared: numbers to the 15 digits that Excel shows, line ends alike; "" for nothing."""
    if isinstance(value, float):
        return "n" + (encode(float(f"{value:.15g}"))[1] or "")
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONG:
            return "h" + digest(text)
        return "s" + text if text else ""
    kind, other = encode(value)
    return "" if other is None else kind + other


def shown(text: Spelling) -> str:
    """Write a spelled value as one reads it."""
    return {"b1": "TRUE", "b0": "FALSE", "": "（空）"}.get(text, "（长文本）" if text.startswith("h") else text[1:])


def by_reference(values: Mapping[Place, Any]) -> Iterator[tuple[str, Any]]:
    """Yield cells by reference, row by row."""
    return ((reference_of(*place), values[place]) for place in sorted(values))


def digest(data: Any) -> str:
    """SHA-256 of plain data, the order of keys aside."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
