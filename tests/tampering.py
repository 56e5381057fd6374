"""Ways in which somebody could change a workbook after it was finalized, each on a copy, chosen by a seeded chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from xlkpi.actions.final.stamp_record import Record, read_record
from xlkpi.books.areas import Area, reference_of
from xlkpi.books.ooxml import Package, WorkbookFile, patch
from xlkpi.books.ooxml.edits import Edit, NewFormula, NewSheet, edit_workbook
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.drawing.final_mark import RECORD_SHEET, UNSAID

Tampering = Callable[[Path, random.Random, Path], None]
"""Changes a workbook in place; the last path is another final workbook."""


def cell_of_kind(path: Path, chance: random.Random, kind: type) -> tuple[str, str, object]:
    """A cell that the record vouches for and that holds a value of a type: sheet, reference, value."""
    file = WorkbookFile.open(path)
    record = read_record(file)
    free = {(area.sheet, place) for area in (*record.open, *record.following) for place in places(area)}
    found = [
        (sheet, reference_of(*place), cell.value)
        for sheet in file.sheets
        if sheet not in UNSAID
        for place, cell in file.plain(sheet).cells.items()
        if type(cell.value) is kind and (sheet, place) not in free
    ]
    return chance.choice(sorted(found))


def places(area: Area) -> list[tuple[int, int]]:
    return [(r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)]


def named_cell(path: Path, chance: random.Random, group: str) -> tuple[str, str, str]:
    """A cell of a group of the record (of any where it has none of those): sheet, reference, its value as spelled."""
    values = read_record(WorkbookFile.open(path)).values
    values = values.get(group) or values["pages"]
    return chance.choice([(sheet, ref, text) for sheet, cells in values.items() for ref, text in cells.items()])


def changed(text: str, chance: random.Random) -> object:
    """Another value of the same type, as like the old one as can be."""
    if text[0] == "n":
        return float(text[1:]) + chance.choice([1.0, -1.0, 0.01, 1e-6])
    return text[1:] + chance.choice(["1", "。", " "])


def change(group: str) -> Tampering:
    def tamper(path: Path, chance: random.Random, _: Path) -> None:
        sheet, reference, text = named_cell(path, chance, group)
        patch(path, {sheet: {reference: changed(text, chance)}})

    return tamper


def in_a_hidden_column(path: Path, chance: random.Random, _: Path) -> None:
    file = WorkbookFile.open(path)
    hidden = {(sheet, column) for sheet in file.sheets for column in file.looks(sheet).hidden_columns}
    found = [
        (sheet, reference_of(*place), cell.value)
        for sheet, column in sorted(hidden)
        if sheet not in UNSAID
        for place, cell in sorted(file.plain(sheet).cells.items())
        if place[1] == column and cell.value is not None
    ]
    if found:
        sheet, reference, value = chance.choice(found)
        patch(path, {sheet: {reference: value + 1.0 if isinstance(value, float) else "改"}})
    else:
        change("results")(path, chance, path)


def blank(path: Path, chance: random.Random, _: Path) -> None:
    sheet, reference, _ = cell_of_kind(path, chance, float)
    patch(path, {sheet: {reference: None}})


def fill(path: Path, chance: random.Random, _: Path) -> None:
    file = WorkbookFile.open(path)
    sheet = chance.choice([sheet for sheet in file.sheets if sheet not in UNSAID])
    cells = file.plain(sheet).cells
    patch(path, {sheet: {f"AZ{max(row for row, _ in cells) + 3}": 1.0}})


def number_as_text(path: Path, chance: random.Random, _: Path) -> None:
    sheet, reference, value = cell_of_kind(path, chance, float)
    patch(path, {sheet: {reference: f"{value:g}"}})


def formula_of_the_same_result(path: Path, chance: random.Random, _: Path) -> None:
    sheet, reference, value = cell_of_kind(path, chance, float)
    edit_workbook(path, Edit(cells={sheet: {reference: NewFormula(f"{value!r}+0", value)}}))


def row_deleted(path: Path, chance: random.Random, _: Path) -> None:
    """The row goes and those below move up, as Excel does it; names stay where they stood."""

    def shift(xml: bytes) -> bytes:
        rows = [int(number) for number in re.findall(rb'<row r="(\d+)"', xml)]
        gone = chance.choice([row for row in rows if b"<v>" in row_of(xml, row) or b"<t" in row_of(xml, row)])
        xml = xml.replace(row_of(xml, gone), b"", 1)
        up = lambda found: found[1] + str(int(found[2]) - (int(found[2]) > gone)).encode() + b'"'  # noqa: E731
        return re.sub(rb'(<(?:row r="|c r="[A-Z]+))(\d+)"', up, xml)

    with_sheet(path, chance, shift)


def row_of(xml: bytes, row: int) -> bytes:
    start = xml.index(b'<row r="%d"' % row)
    head = xml.index(b">", start)
    return xml[start : head + 1] if xml[head - 1 : head] == b"/" else xml[start : xml.index(b"</row>", start) + 6]


def with_sheet(path: Path, chance: random.Random, how: Callable[[bytes], bytes]) -> None:
    package = Package.open(path)
    file = WorkbookFile(package)
    part = file.part_of(chance.choice([s for s in file.sheets if s not in UNSAID and len(file.plain(s).cells) > 20]))
    package.replace(part, how(package.part(part)))
    save_package(package, path)


def with_workbook(path: Path, how: Callable[[bytes], bytes]) -> None:
    package = Package.open(path)
    before = package.part("xl/workbook.xml")
    after = how(before)
    assert after != before
    package.replace("xl/workbook.xml", after)
    save_package(package, path)


def sheets_swapped(path: Path, chance: random.Random, _: Path) -> None:
    def swap(xml: bytes) -> bytes:
        names = re.findall(rb'<sheet name="([^"]+)"', xml)
        shown = [name for name in names if name.decode() not in UNSAID]
        one, other = chance.sample(shown, 2) if len(shown) > 1 else (shown[0], names[-2])
        head = xml.replace(b'<sheet name="%s"' % one, b'<sheet name="\0"').replace(
            b'<sheet name="%s"' % other, b'<sheet name="%s"' % one
        )
        return head.replace(b"\0", other)

    with_workbook(path, swap)


def sheet_added(path: Path, chance: random.Random, _: Path) -> None:
    state = chance.choice(["visible", "hidden", "veryHidden"])
    edit_workbook(path, Edit(sheets=(NewSheet("补充", {"A1": "另发 500 元"}, state=state),)))


def sheet_renamed(path: Path, chance: random.Random, _: Path) -> None:
    def rename(xml: bytes) -> bytes:
        names = [name for name in re.findall(rb'<sheet name="([^"]+)"', xml) if name.decode() not in UNSAID]
        return xml.replace(b'<sheet name="%s"' % chance.choice(names), '<sheet name="新名"'.encode())

    with_workbook(path, rename)


def name_moved(path: Path, chance: random.Random, _: Path) -> None:
    file = WorkbookFile.open(path)
    name, text = chance.choice(sorted(read_record(file).names.items()))
    sheet, _, area = text.rpartition("!")
    found = Area.parse(area, sheet)
    moved = found._replace(top=found.top + 1, bottom=found.bottom + 1)
    fixed = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", moved.reference)
    edit_workbook(path, Edit(names={name: f"{sheet}!{fixed}"}, replace_names=True))


def stamp_of_another(path: Path, chance: random.Random, other: Path) -> None:
    """The whole record of another final workbook in the place of this one's."""
    record(path, chance, other, lambda own, foreign: foreign)


def stamps_of_another(path: Path, chance: random.Random, other: Path) -> None:
    """Another workbook's stamp over this one's record."""
    from dataclasses import replace

    record(path, chance, other, lambda own, foreign: replace(own, stamps=foreign.stamps))


def stamp_changed(path: Path, chance: random.Random, other: Path) -> None:
    from dataclasses import replace

    field, value = chance.choice(
        [("name", "李强"), ("time", "2024-06-01T08:00:00"), ("version", "9"), ("reason", "无")]
    )
    record(
        path,
        chance,
        other,
        lambda own, _: replace(own, stamps=(*own.stamps[:-1], replace(own.stamps[-1], **{field: value}))),
    )


def cell_and_record_changed(path: Path, chance: random.Random, _: Path) -> None:
    """A value changed on the page and in the record, by somebody who forgets the stamp."""
    sheet, reference, text = named_cell(path, chance, chance.choice(["inputs", "pages"]))
    new = changed(text, chance)
    patch(path, {sheet: {reference: new}})
    file = WorkbookFile.open(path)
    cells = file.plain(RECORD_SHEET).cells
    rows = {row for (row, column), cell in cells.items() if column == 1 and cell.value == "value"}
    spelled = f'"{reference}": "{"n" if isinstance(new, float) else "s"}{new}"'
    for row in rows:
        chunk = cells[row, 4].value
        if cells[row, 3].value == sheet and f'"{reference}": ' in chunk:
            later = re.sub(rf'"{reference}": "(?:[^"\\]|\\.)*"', lambda _: spelled, chunk)
            patch(path, {RECORD_SHEET: {f"D{row}": later}})


def kept_formula_changed(path: Path, chance: random.Random, _: Path) -> None:
    cells = WorkbookFile.open(path).plain(RECORD_SHEET).cells
    rows = sorted(row for (row, column), cell in cells.items() if column == 1 and cell.value == "formula")
    if not rows:
        change("inputs")(path, chance, path)
        return
    row = chance.choice(rows)
    patch(path, {RECORD_SHEET: {f"G{row}": f"{cells[row, 7].value}+0"}})


def record_line_lost(path: Path, chance: random.Random, _: Path) -> None:
    cells = WorkbookFile.open(path).plain(RECORD_SHEET).cells
    rows = sorted({row for row, column in cells if column == 1 and row > 1})
    row = chance.choice(rows)
    patch(path, {RECORD_SHEET: {f"{column}{row}": None for column in "ABCDEFGHIJKL"}})


def record(path: Path, chance: random.Random, other: Path, how: Callable[[Record, Record], Record]) -> None:
    from xlkpi.actions.final.freezing import recorded

    package = Package.open(path)
    own, foreign = read_record(WorkbookFile(package)), read_record(WorkbookFile.open(other))
    save_package(recorded(package, how(own, foreign)), path)


def dates_four_years_off(path: Path, chance: random.Random, _: Path) -> None:
    def flip(xml: bytes) -> bytes:
        return re.sub(rb"<workbookPr(?: )?", b'<workbookPr date1904="1" ', xml, count=1)

    with_workbook(path, flip)


def state_typed(path: Path, chance: random.Random, _: Path) -> None:
    following = read_record(WorkbookFile.open(path)).following
    if not following:
        change("pages")(path, chance, path)
        return
    area = chance.choice(following)
    patch(path, {area.sheet: {reference_of(area.top, area.left): "已结案"}})


TAMPERINGS: tuple[Tampering, ...] = (
    change("inputs"),
    change("parameters"),
    change("results"),
    change("pages"),
    in_a_hidden_column,
    blank,
    fill,
    number_as_text,
    formula_of_the_same_result,
    row_deleted,
    sheets_swapped,
    sheet_added,
    sheet_renamed,
    name_moved,
    stamp_of_another,
    stamps_of_another,
    stamp_changed,
    cell_and_record_changed,
    kept_formula_changed,
    record_line_lost,
    dates_four_years_off,
    state_typed,
)
