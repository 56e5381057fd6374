"""What was confirmed on the page 参数: a number, and who vouches for it, kept unseen in the workbook.

One cell for each block of 是/否, with the numbers of every row that is answered 是: `[block, {row's label: [who,
{block of numbers: number}]}]` as JSON. `who` is PRINTED for what the rulebook prints, "" where 是 was chosen by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from xlkpi.books.book import Value
from xlkpi.records import dataclass

PRINTED = "="
"""Who vouches for the numbers that stand in the printed rulebook."""


@dataclass(frozen=True)
class Confirmed:
    """The numbers of one row of the page 参数, as they are spelled, by their blocks, and who confirmed them."""

    who: str
    numbers: Mapping[str, str]


Record = Mapping[str, Mapping[str, Confirmed]]
"""What was confirmed, by the block of 是/否 and the label of the row."""


def spelled(value: Value) -> str:
    """Return a number or word as it is kept: the same for the same cell, whoever reads it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(float(value))
    return "" if value is None else str(value).strip()


def lines_of(record: Record) -> list[str]:
    """Return a record as the workbook keeps it, one text for each block of 是/否."""
    return [_line(name, rows) for name, rows in record.items()]


def _line(name: str, rows: Mapping[str, Confirmed]) -> str:
    told = {label: [one.who, dict(one.numbers)] for label, one in rows.items()}
    return json.dumps([name, told], ensure_ascii=False, separators=(",", ":"))


def record_in(lines: Iterable[Value]) -> dict[str, dict[str, Confirmed]]:
    """Return what the cells of a workbook keep; a cell that holds nothing of the kind is passed over."""
    found: dict[str, dict[str, Confirmed]] = {}
    for line in lines:
        try:
            name, rows = json.loads(line) if isinstance(line, str) else ("", {})
            known = {label: Confirmed(str(who), dict(numbers)) for label, (who, numbers) in rows.items()}
        except (ValueError, AttributeError, TypeError):
            continue
        if name:
            found[str(name)] = known
    return found
