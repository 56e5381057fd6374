"""Sentences that our functions wrote into computed cells, each told once, at the cell that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlkpi.actions.checks.computed import computed_parts
from xlkpi.books.book import Value
from xlkpi.domain.grade import NOT_APPRAISED, UNDECIDED
from xlkpi.drawing.spec import PLACE
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import CellError, Fault, sentence

Place = tuple[str, int, int]
"""A block with a row and a column of it, from 0."""

ELEMENT = re.compile(r"(?:第(\d+)行)?(?:第(\d+)列)?")
"""How a sentence says which element of an argument it speaks of (`Argument.where`)."""
BLOCK = re.compile(r"(?:INDEX\()?(\w+)(?:,(0,)?(\d+)\))?")
"""An argument that is a block, a column of one or an element: 名单_总分, INDEX(客服_实际,0,2), INDEX(指标_方向,2)."""


def sentences(reading: Reading) -> list[Fault]:
    """Return the faults that our functions wrote into computed cells as sentences, and error values there.

    A cell that only repeats what is wrong in a cell its formula reads is passed over.
    """
    wrong = dict(_wrong(reading))
    faults: dict[tuple[str, str], Fault] = {}
    for (name, row, at), value in wrong.items():
        formula = _formula(reading, name)
        if _repeats(reading, formula, (name, row, at), wrong):
            continue
        text, place = as_text(value), (name, row, at)
        found = None if reading.own or isinstance(value, CellError) else _spoken_of(reading, formula, text)
        if found is not None:
            place, text = found
        if found is None or place not in wrong:
            fault = _told(reading.book.place(*place), value, text)
            faults.setdefault((fault.place, text), fault)
    return list(faults.values())


def _wrong(reading: Reading) -> Iterator[tuple[Place, Value]]:
    """Yield the computed cells that hold an error, or a text that is none of their results."""
    parts = computed_parts(reading.kind)
    fields = [entry.name for entry in reading.kind.fields if entry.role == "computed" and entry.name]
    for name in (name for name in (*fields, *parts) if name in reading.blocks):
        levels = parts[name].levels if name in parts else ""
        numeric = name in reading.kind.numeric
        accepted = reading.words(levels) | {NOT_APPRAISED, UNDECIDED} if levels and not numeric else frozenset()
        for row, cells in enumerate(reading.blocks[name]):
            for at, value in enumerate(cells):
                if value is None or isinstance(value, float) or value in accepted:
                    continue
                text = isinstance(value, str) and (numeric or bool(levels)) and not is_blank(value)
                if isinstance(value, CellError) or (text and as_text(value) not in accepted):
                    yield (name, row, at), value


def _told(place: str, value: Value, text: str) -> Fault:
    if isinstance(value, CellError):
        zh, en = "计算结果是错误值 {value}，请检查它引用的数据", "the result is {value}: look at the data it refers to"
        return Fault(place, sentence(zh, en, value=str(value)))
    return Fault(place, sentence("{text}", "the cell says “{text}”", text=text))


def _formula(reading: Reading, name: str) -> str:
    """Return the declared formula of a block, each {title} in it replaced by the name of that column's block."""
    part = computed_parts(reading.kind).get(name)
    if part is None:
        return next(entry.formula for entry in reading.kind.fields if entry.name == name)
    table = reading.kind.table_of(name)
    named = {column.title: column.name for column in table.columns} if table else {}
    return PLACE.sub(lambda found: named.get(found[1], found[1]), part.array or part.cell)


def _repeats(reading: Reading, formula: str, place: Place, wrong: dict[Place, Value]) -> bool:
    """Whether the formula reads a cell of the same row (or, of lines, the same column) in which something is wrong."""
    name, row, at = place
    lies_across = len(reading.blocks[name]) == 1
    read = {*re.findall(r"\w+", formula)} - {name}
    read |= {part for table in reading.kind.tables for span in read for part in table.spanned(span)}
    return any(
        other in read and (across == at and len(reading.blocks[other]) == 1 if lies_across else down == row)
        for other, down, across in wrong
    )


def _spoken_of(reading: Reading, formula: str, text: str) -> tuple[Place, str] | None:
    """Return the cell that a sentence speaks of, and the sentence without where that stands among its neighbours."""
    from xlkpi.functions import CATALOGUE

    element = ELEMENT.match(text)
    where = element[0] if element else ""
    said = text[len(where) :]
    given = [
        (parameter.label, argument)
        for function, arguments in _calls(formula)
        for parameter, argument in zip(CATALOGUE[function].parameters, arguments, strict=False)
        if said.startswith(parameter.label)
    ]
    if not given or element is None:
        return None
    block = BLOCK.fullmatch(max(given, key=lambda one: len(one[0]))[1])
    if block is None or block[1] not in reading.blocks:
        return None
    rows = reading.blocks[block[1]]
    down, across = int(element[1] or 1) - 1, int(element[2] or 1) - 1
    if block[3] and (block[2] or len(rows) == 1):
        across = int(block[3]) - 1
    elif block[3]:
        down = int(block[3]) - 1
    elif not where and (len(rows), len(rows[0])) != (1, 1):  # a sentence about the whole of it
        return None
    return ((block[1], down, across), said) if down < len(rows) and across < len(rows[0]) else None


def _calls(formula: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the functions of ours that a formula calls, with the texts of their arguments."""
    for found in re.finditer(r"\b(KPI_\w+)\(", formula):
        depth, arguments = 0, [""]
        for letter in formula[found.end() :]:
            depth += (letter in "({") - (letter in ")}")
            if depth < 0:
                break
            if letter == "," and not depth:
                arguments.append("")
            else:
                arguments[-1] += letter
        yield found[1], arguments
