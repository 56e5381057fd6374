"""A workbook file: read what is asked for, stage values, save them in place and nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area, quoted, reference_of
from xlkpi.books.book import Value
from xlkpi.books.garbage import without_collection
from xlkpi.books.generations import Keep, Written
from xlkpi.books.ooxml.addin_calls import has_calls, plain_part
from xlkpi.books.ooxml.content import SheetContent, Surroundings, read_content
from xlkpi.books.ooxml.names import DefinedName, Names, Table
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.print_areas import read_print_areas, with_print_areas
from xlkpi.books.ooxml.refusals import SheetMissing
from xlkpi.books.ooxml.relations import drop_part
from xlkpi.books.ooxml.remembered import Remembered
from xlkpi.books.ooxml.row_heights import read_heights, with_heights
from xlkpi.books.ooxml.strings import shared_strings
from xlkpi.books.ooxml.structure import Structure, read_structure, read_tables
from xlkpi.books.ooxml.styles import date_styles
from xlkpi.books.write_refusals import FormulaBound, MergedInterior, TableHeader, ValueRefused
from xlkpi.errors import sentence

if TYPE_CHECKING:
    from xlkpi.books.ooxml.cell_styles import CellStyles
    from xlkpi.books.ooxml.looks import Look, SheetLooks
    from xlkpi.books.ooxml.outline import Outline
    from xlkpi.books.ooxml.top import SheetTop
    from xlkpi.books.ooxml.usual import UsualCells
    from xlkpi.books.ooxml.value_spelling import Encoded
    from xlkpi.books.placing import Placed

_surroundings: Remembered[Surroundings] = Remembered()
_pages: Remembered[SheetContent] = Remembered()
MOST_LAST: Final = 16
_last: dict[str, tuple[bytes, Surroundings, UsualCells | None]] = {}
"""The last page of each title: branches' pages of parameters are the same to the byte."""


class WorkbookFile:
    """An .xlsx or .xlsm as cells by sheet; only the sheets asked for are read, and only staged cells are written."""

    def __init__(self, package: Package) -> None:
        """Prefer `open`."""
        self._bind(package, read_structure(package))
        self.placed: Placed | None = None
        """What the last save did."""

    def _bind(self, package: Package, structure: Structure) -> None:
        self._package = package
        self._structure = structure
        self._contents: dict[str, SheetContent] = {}
        self._usual: dict[str, UsualCells | None] = {}
        self._outlines: dict[str, Outline] = {}
        self._sheet_xml: dict[str, bytes] = {}
        self._tables: tuple[Table, ...] | None = None
        self._names: Names | None = None
        self._around: Surroundings | None = None
        self._beside = b"", b""
        """Texts and styles as they stand in the file."""
        self._cell_looks: dict[str, Look] | None = None
        self._staged: dict[str, dict[tuple[int, int], Encoded]] = {}
        self._replacing: set[str] = set()
        self._print_areas: dict[str, tuple[Area, ...]] | None = None
        self._printing: dict[str, Area] = {}
        self._row_heights: dict[str, dict[int, float]] = {}
        self._heights: dict[str, dict[int, float]] = {}

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, allow_signed: bool = False) -> WorkbookFile:
        """Open a workbook; its cells are not read yet. Raises subclasses of CannotRead, see Package.open."""
        return cls(Package.open(path, allow_signed=allow_signed))

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._package.path

    @property
    def package(self) -> Package:
        """The parts underneath."""
        return self._package

    @property
    def sheets(self) -> tuple[str, ...]:
        """Worksheets in tab order."""
        return tuple(self._structure.sheet_parts)

    @property
    def date1904(self) -> bool:
        """Whether day 0 is 1 January 1904, as in workbooks from old Macs."""
        return self._structure.date1904

    @property
    def names(self) -> tuple[DefinedName, ...]:
        """Defined names in file order, Excel's own (`_xlnm.`) included."""
        return self._structure.defined.names

    @property
    def whole_names(self) -> frozenset[str]:
        """Defined names of the whole workbook, whatever is behind them."""
        return self._structure.defined.whole

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables of all worksheets."""
        if self._tables is None:
            parts = self._structure.sheet_parts.items()
            self._tables = tuple(table for name, part in parts for table in read_tables(self._package, name, part))
        return self._tables

    def resolve(self, name: str, sheet: str | None = None) -> Area | None:
        """Find the rectangle behind a defined name or table, see Names.resolve."""
        if self._names is None:
            self._names = Names(self._structure.defined, lambda: self.tables)
        return self._names.resolve(name, sheet)

    def print_areas(self, sheet: str) -> tuple[Area, ...]:
        """Rectangles of a sheet that go to paper, as they will be saved; none where it does not say."""
        if self._print_areas is None:
            self._print_areas = read_print_areas(self.names, self.sheets)
        staged = self._printing.get(sheet)
        return self._print_areas.get(sheet, ()) if staged is None else (staged,)

    def stage_print_area(self, area: Area) -> None:
        """Keep another print area of its sheet for the next save; a sheet without one gets none."""
        if self.print_areas(area.sheet) not in ((), (area,)):
            self._printing[area.sheet] = area

    def row_heights(self, sheet: str) -> dict[int, float]:
        """Heights of a sheet's rows in points, as they will be saved, as far as it says them."""
        if sheet not in self._row_heights:
            self._row_heights[sheet] = read_heights(self._package.part(self.part_of(sheet)))
        return self._row_heights[sheet] | self._heights.get(sheet, {})

    def stage_row_heights(self, sheet: str, heights: Mapping[int, float]) -> None:
        """Keep other heights of some rows for the next save."""
        known = self.row_heights(sheet)
        other = {row: height for row, height in heights.items() if known.get(row) != height}
        if other:
            self._heights.setdefault(sheet, {}).update(other)

    def sheet(self, name: str) -> SheetContent:
        """Read a worksheet as it stands in the file; staged values do not show. Raises SheetMissing and others."""
        if name not in self._contents:
            part, around = self.part_of(name), self._surroundings()
            data = self._package.part(part)
            read = partial(read_content, data, name, around, file=self._package.title, part=part)
            # without a formula it is a page of help, the same in all workbooks of a template
            self._contents[name] = (
                read() if b"<f" in data else _pages.of((data, *self._beside), read, name, around.date1904)
            )
        return self._contents[name]

    def usual(self, name: str) -> UsualCells | None:
        """Read a worksheet that is in the usual spelling, for its values alone; None for any other."""
        from xlkpi.books.ooxml.usual import usual_cells  # only head office reads so

        if name not in self._usual:
            data, around = self._package.part(self.part_of(name)), self._surroundings()
            last = _last.get(name)
            if last is None or last[0] != data or last[1] is not around:
                if len(_last) >= MOST_LAST:
                    _last.clear()
                last = _last[name] = data, around, usual_cells(data, around)
            self._usual[name] = last[2]
        return self._usual[name]

    def plain(self, name: str) -> SheetContent:
        """Read a worksheet like `sheet`, but dates and times as the numbers that stand in the file."""
        around = self._surroundings()
        numbers = Surroundings(around.strings, {}, around.date1904)
        part = self.part_of(name)
        return read_content(self._package.part(part), name, numbers, file=self._package.title, part=part)

    def outline(self, name: str) -> Outline:
        """Merged areas and protection of a worksheet, without reading its cells."""
        from xlkpi.books.ooxml.outline import read_outline  # what writes is loaded by who writes

        if name not in self._outlines:
            part = self.part_of(name)
            xml = self._sheet_xml[name] = self._package.part(part)  # kept: what is outlined is about to be written
            self._outlines[name] = read_outline(xml, name, self._surroundings, file=self._package.title, part=part)
        return self._outlines[name]

    def looks(self, name: str) -> SheetLooks:
        """Read how a worksheet looks: borders, percents, hidden columns, lists to choose from. Raises SheetMissing."""
        from xlkpi.books.ooxml.looks import sheet_looks

        part, package = self.part_of(name), self._package
        return sheet_looks(package.part(part), name, self._looks(), file=package.title, part=part)

    def _looks(self) -> dict[str, Look]:
        from xlkpi.books.ooxml.looks import cell_looks

        if self._cell_looks is None:
            styles, package = self._structure.styles_part, self._package
            self._cell_looks = cell_looks(package.part(styles), file=package.title, part=styles) if styles else {}
        return self._cell_looks

    def top(self, name: str, rows: int, limit: int) -> SheetTop | None:
        """Read only the first rows of a worksheet whose last row is below a limit; None for any other one."""
        from xlkpi.books.ooxml.looks import sheet_looks
        from xlkpi.books.ooxml.top import SheetTop, first_rows, last_row

        part, package = self.part_of(name), self._package
        data = package.part(part)
        last = last_row(data)
        cut = first_rows(data, rows) if last > limit else None
        if cut is None:
            return None
        content = read_content(cut, name, self._surroundings(), file=package.title, part=part)
        return SheetTop(content, sheet_looks(cut, name, self._looks(), file=package.title, part=part), last)

    def stage(
        self, sheet: str, values: Mapping[tuple[int, int], Value | int], *, replace_formulas: bool = False
    ) -> None:
        """Keep values by (row, column) for the next save; all of them or, where one is refused, none.

        On a formula cell only the result changes and the formula stays, unless `replace_formulas`. Styles stay
        always: a date put into a cell that shows numbers shows as a number. Empty is None.
        Raises SheetMissing, and ValueRefused, MergedInterior, TableHeader, FormulaBound (subclasses of CannotWrite).
        """
        from xlkpi.books.ooxml.value_spelling import encode

        outline = self.outline(sheet)
        headers = [table for table in self.tables if table.sheet == sheet and table.header_row is not None]
        for row, column in values:
            if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
                why = sentence("没有第 {row} 行第 {column} 列", "no row {row}, column {column}", row=row, column=column)
                raise ValueRefused(why=why, value=repr(values[row, column])[:80])
        date1904 = self.date1904
        with without_collection():
            spelled = {place: encode(value, date1904=date1904) for place, value in values.items()}
        if outline.merged or headers:
            for (row, column), value in values.items():
                self._refuse_covered(sheet, row, column, value, outline, headers)
        if replace_formulas:
            self._refuse_bound(sheet, spelled)
            self._replacing.add(sheet)
        self._staged.setdefault(sheet, {}).update(spelled)

    def save(
        self,
        to: str | os.PathLike[str] | None = None,
        *,
        backup: bool = True,
        full_calculation: bool = False,
        parts: Mapping[str, bytes] | None = None,
        whole: bool = False,
    ) -> Path:
        """Write the staged values in place, or everything with them to another path; return that path.

        `parts` are other parts of the package to be written with them, such as its VBA project. `whole` says that the
        workbook's structure was changed as well, so that a list of staged values would not tell what was.

        With `backup` what stood there before becomes a generation, see `generations`; where nothing changes, nothing is
        written. `full_calculation` asks Excel to compute all formulas when it opens the file: off by default, because
        it would throw away the results just written. After a save in place this object stands for the new file; after
        one elsewhere it still stands for the old one, with its values staged. Raises subclasses of CannotWrite, and
        DamagedPart or SheetUnclear where a sheet cannot be written safely; the old file then stands. Once the new file
        is in its place, nothing is raised any more.
        """
        from xlkpi.books.ooxml.package_saving import save_package

        work = self._written(parts or {}, full_calculation=full_calculation)
        structure = read_structure(work)
        target = self.path if to is None else Path(to)
        in_place = os.path.realpath(target) == os.path.realpath(self.path)
        keep = Keep(self._record() if in_place and not whole else None) if backup else None
        self.placed, standing = save_package(work, target, keep=keep)
        if in_place:
            self._bind(standing, structure)
        return target

    def with_staged(self) -> Package:
        """The package with the staged values in it, nothing saved. Raises as `save` does for what cannot be written."""
        return self._written({}, full_calculation=False)

    def _written(self, parts: Mapping[str, bytes], *, full_calculation: bool) -> Package:
        """The package with the staged values and other parts in it, every sheet of them checked."""
        work = self._package.copy()
        if self._staged:
            self._write_cells(work)
        for name, heights in self._heights.items():
            part = self._structure.sheet_parts[name]
            work.replace(part, with_heights(work.part(part), heights))
        for name, content in parts.items():
            work.replace(name, content)
        if self._printing:
            part = self._structure.part
            work.replace(part, with_print_areas(work.part(part), self._printing, file=work.title, part=part))
        if full_calculation:
            from xlkpi.books.ooxml.rewrite import with_full_calculation

            work.replace(self._structure.part, with_full_calculation(work.part(self._structure.part)))
        self.call_plainly(work)
        return work

    def _write_cells(self, work: Package) -> None:
        """Put the staged values into the sheets of a package."""
        from xlkpi.books.ooxml.rewrite import rewrite
        from xlkpi.books.ooxml.writes import Writes

        styles = self._cell_styles(work)
        for name, cells in self._staged.items():
            part = self._structure.sheet_parts[name]
            writes = Writes(cells, drop_formulas=name in self._replacing, styles=styles)
            xml = self._sheet_xml.get(name) or work.part(part)
            take = partial(_replace_if_new, work, part, xml)
            rewrite(xml, name, writes, self._surroundings, take, file=work.title, part=part)
        if styles is not None and self._structure.styles_part is not None and styles.xml is not None:
            work.replace(self._structure.styles_part, styles.xml)
        if self._replacing and self._structure.chain is not None:
            drop_part(work, self._structure.part, self._structure.chain)

    @property
    def calls_addin(self) -> bool:
        """Whether LibreOffice's extension saved calls of our functions here by names that Excel does not know."""
        return any(has_calls(self._package.part(part)) for part in self._formula_parts())

    def call_plainly(self, package: Package) -> None:
        """Let formulas, conditions and names of a package with these sheets call our functions by their own names."""
        for part in self._formula_parts():
            before = package.part(part)
            _replace_if_new(package, part, before, plain_part(before))

    def _formula_parts(self) -> tuple[str, ...]:
        return self._structure.part, *self._structure.sheet_parts.values()

    def _cell_styles(self, work: Package) -> CellStyles | None:
        from xlkpi.books.ooxml.cell_styles import CellStyles

        part = self._structure.styles_part
        return None if part is None else CellStyles(partial(work.part, part), file=work.title, part=part)

    def _record(self) -> Written:
        """The staged values for the record of a generation."""
        return {
            sheet: {reference_of(*place): value for place, value in cells.items()}
            for sheet, cells in self._staged.items()
        }

    def part_of(self, sheet: str) -> str:
        """Return the part that holds a worksheet. Raises SheetMissing."""
        if sheet not in self._structure.sheet_parts:
            raise SheetMissing(file=self._package.title, sheet=sheet)
        return self._structure.sheet_parts[sheet]

    def _surroundings(self) -> Surroundings:
        if self._around is None:
            package, structure = self._package, self._structure
            strings, styles = structure.strings_part, structure.styles_part
            texts, looks = (package.part(part) if part else b"" for part in (strings, styles))
            self._beside = texts, looks
            self._around = _surroundings.of(
                self._beside,
                lambda: Surroundings(
                    shared_strings(texts, file=package.title, part=strings) if strings else [],
                    date_styles(looks, file=package.title, part=styles) if styles else {},
                    structure.date1904,
                ),
                structure.date1904,
                strings is None,
                styles is None,
            )
        return self._around

    def _refuse_covered(
        self, sheet: str, row: int, column: int, value: object, outline: Outline, headers: list[Table]
    ) -> None:
        """Refuse a plain value where it would be hidden or would break a table."""
        place = f"{quoted(sheet)}!{reference_of(row, column)}"
        area = outline.cover(row, column)
        if area is not None and value is not None and not self._has_formula(sheet, row, column):
            raise MergedInterior(place=place, area=area.reference)
        for table in headers:
            if row == table.header_row and table.area.holds(row, column):
                position = column - table.area.left
                if position >= len(table.columns) or value != table.columns[position]:
                    raise TableHeader(place=place, table=table.name)

    def _has_formula(self, sheet: str, row: int, column: int) -> bool:
        cell = self.sheet(sheet).cells.get((row, column))
        return cell is not None and cell.formula is not None

    def _refuse_bound(self, sheet: str, cells: Mapping[tuple[int, int], Encoded]) -> None:
        """Refuse to replace a formula on which other cells depend for theirs."""
        content = self.sheet(sheet)
        for row, column in cells:
            cell = content.cells.get((row, column))
            block = next((area for area in content.blocks if area.holds(row, column)), None)
            formula = None if cell is None else cell.formula
            area = block if formula is None else formula.area or block
            if area is not None and (area.rows > 1 or area.columns > 1):
                place = f"{quoted(sheet)}!{reference_of(row, column)}"
                raise FormulaBound(place=place, area=area.reference)


def _replace_if_new(work: Package, part: str, before: bytes, content: bytes) -> None:
    """Give a part new bytes, unless they are the ones it has."""
    if content != before:
        work.replace(part, content)
