"""How a worksheet looks where that tells what its cells are: borders, percents, zeros, locks, hidden columns, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final, NamedTuple
from xml.parsers import expat

from xlkpi.books.areas import Area, cell_of, column_number
from xlkpi.books.ooxml.value_spelling import unescape
from xlkpi.books.ooxml.xml import Element, local, run, tree, true
from xlkpi.books.zero_padding import PADDED
from xlkpi.records import dataclass

PERCENT_IDS: Final = frozenset({9, 10})
"""Built-in formats 0% and 0.00%: ECMA-376 part 1, 18.8.30."""

CELLS_LIMIT: Final = 2_000_000
"""Styled cells looked at; a sheet with more has whole columns painted, which tells nothing."""

_QUOTED = re.compile(r'"[^"]*"|\\.')


class Look(NamedTuple):
    """What one cell style shows."""

    bordered: bool
    percent: bool
    unlocked: bool
    """Whether people may type into the cell on a protected sheet."""
    zeros: str = ""
    """The number format, where it is one of zeros only: `0000`."""


PLAIN: Final = Look(bordered=False, percent=False, unlocked=False)


@dataclass(slots=True)
class SheetLooks:
    """Cells by (row, column) from 1, columns from 1."""

    bordered: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a line on at least one side."""
    percent: set[tuple[int, int]] = field(default_factory=set)
    unlocked: set[tuple[int, int]] = field(default_factory=set)
    zeros: dict[tuple[int, int], str] = field(default_factory=dict)
    """The number formats of cells that show a number with zeros before it."""
    hidden_columns: set[int] = field(default_factory=set)
    lists: list[tuple[Area, tuple[str, ...]]] = field(default_factory=list)
    """Areas in which one of these words may be chosen, where the words stand in the rule itself."""


def cell_looks(data: bytes, *, file: str, part: str) -> dict[str, Look]:
    """Map the index of a cell style (as in a cell's `s`) to what it shows; plain ones are left out."""
    root = tree(data, file=file, part=part)
    groups: dict[str, list[Element]] = {local(child.tag): list(child) for child in root}
    borders = [any(side.get("style", "none") != "none" for side in border) for border in groups.get("borders", [])]
    codes = {int(found.get("numFmtId", "-1")): found.get("formatCode", "") for found in groups.get("numFmts", [])}
    percents = {number: "%" in _QUOTED.sub("", code) for number, code in codes.items()}
    percents |= dict.fromkeys(PERCENT_IDS, True)
    found: dict[str, Look] = {}
    for index, style in enumerate(groups.get("cellXfs", [])):
        look = Look(
            _at(borders, style.get("borderId")),
            percents.get(int(style.get("numFmtId", "0")), False),
            any(local(child.tag) == "protection" and not true(child.get("locked", "1")) for child in style),
            code if PADDED.fullmatch(code := codes.get(int(style.get("numFmtId", "0")), "")) else "",
        )
        if look != PLAIN:
            found[str(index)] = look
    return found


def _at(flags: list[bool], index: str | None) -> bool:
    return index is not None and index.isdecimal() and int(index) < len(flags) and flags[int(index)]


def sheet_looks(data: bytes, name: str, looks: Mapping[str, Look], *, file: str, part: str) -> SheetLooks:
    """Read how a worksheet looks. Raises DamagedPart, DoctypeRefused."""
    found = SheetLooks()
    text: list[str] = []
    area = ""
    counted = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal area, counted
        match local(tag):
            case "c" if (look := looks.get(attributes.get("s", "0"))) and "r" in attributes and counted < CELLS_LIMIT:
                counted += 1
                _note(found, attributes["r"], look)
            case "col" if true(attributes.get("hidden")):
                last = min(int(attributes.get("max", "0")), column_number("XFD"))
                found.hidden_columns.update(range(int(attributes.get("min", "1")), last + 1))
            case "dataValidation":
                area = attributes.get("sqref", "") if attributes.get("type") == "list" else ""
            case "formula1":
                text.clear()

    def end(tag: str) -> None:
        if local(tag) == "formula1" and area:
            words = "".join(text).strip()
            if words.startswith('"') and words.endswith('"'):
                chosen = tuple(unescape(word.strip()) for word in words[1:-1].split(","))
                found.lists.extend((place, chosen) for place in _areas(area, name))

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text.append
    run(parser, data, file=file, part=part)
    return found


def _note(found: SheetLooks, reference: str, look: Look) -> None:
    try:
        place = cell_of(reference)
    except ValueError:
        return
    for told, places in zip(look, (found.bordered, found.percent, found.unlocked), strict=False):
        if told:
            places.add(place)
    if look.zeros:
        found.zeros[place] = look.zeros


def _areas(text: str, sheet: str) -> list[Area]:
    areas = []
    for reference in text.split():
        try:
            areas.append(Area.parse(reference, sheet))
        except ValueError:
            continue
    return areas
