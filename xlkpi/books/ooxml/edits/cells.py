"""Formulas, array formulas and values put into the cells of worksheets that are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial
from typing import Final, TypeAlias

from xlkpi.books.areas import Area, quoted, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.content import Cell, SheetContent, Surroundings, read_content
from xlkpi.books.ooxml.edits.added_names import external_workbooks
from xlkpi.books.ooxml.edits.added_styles import Styles
from xlkpi.books.ooxml.edits.edit import Content, NewArray, NewFormula, Returned, Styled
from xlkpi.books.ooxml.edits.edit_refusals import BlockRefused, FormulaRefused
from xlkpi.books.ooxml.edits.formula_text import checked, moved
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.territory import Territory
from xlkpi.books.ooxml.relations import drop_part
from xlkpi.books.ooxml.rewrite import rewrite
from xlkpi.books.ooxml.strings import shared_strings
from xlkpi.books.ooxml.value_spelling import Encoded, encode
from xlkpi.books.ooxml.writes import Spelled, Writes
from xlkpi.errors import Unusable, sentence
from xlkpi.records import dataclass

Place: TypeAlias = tuple[int, int]

AREA_LIMIT: Final = 1_000_000
"""Cells that one content may fill; a formula over whole columns is a slip, and would fill the memory."""


@dataclass(slots=True)
class CellsEdited:
    """What became of the cells asked for, by their full reference `表!B2`."""

    kept: list[str] = field(default_factory=list)
    """Where a formula stood that was not to be replaced: nothing was written there."""
    before: dict[str, Cell] = field(default_factory=dict)
    """What stood in the cells that were written, empty ones left out."""
    without_result: bool = False
    """Whether a new formula stands there that has no result yet."""


def edit_cells(
    draft: Draft, cells: Mapping[str, Mapping[str, Content]], styles: Styles, *, replace: bool
) -> CellsEdited:
    """Put contents into cells of worksheets that are there; see Edit for `replace`.

    Raises SheetMissing, Unusable for what is no reference, FormulaRefused, BlockRefused, and the refusals of values.
    """
    done = CellsEdited()
    titles = [title for title, _, _ in draft.titles()]
    dropped = False
    for sheet, contents in cells.items():
        part = draft.sheet_part(sheet)
        worker = _SheetEdit(draft, sheet, part, titles, styles)
        for reference, content in contents.items():
            worker.put(area_of_reference(reference, sheet), content, replace=replace)
        dropped |= worker.write()
        done.kept += worker.done.kept
        done.before |= worker.done.before
        done.without_result |= worker.done.without_result
    if dropped and draft.structure.chain is not None:
        drop_part(draft.package, draft.workbook, draft.structure.chain)
        draft.refresh()
    return done


def area_of_reference(reference: str, sheet: str) -> Area:
    """Read `B2` or `B2:D5`. Raises Unusable."""
    try:
        return Area.parse(reference, sheet)
    except ValueError:
        zh, en = "单元格地址“{reference}”有误，应形如 B2 或 B2:D5", "“{reference}” is no reference like B2 or B2:D5"
        raise Unusable(sentence(zh, en, reference=reference)) from None


class _SheetEdit:
    """What is to be written to one sheet, gathered and judged before anything is."""

    def __init__(self, draft: Draft, sheet: str, part: str, titles: list[str], styles: Styles) -> None:
        self.draft, self.sheet, self.part, self.titles, self.styles = draft, sheet, part, titles, styles
        self.xml = draft.package.part(part)
        self.around = _surroundings(draft)
        self.content: SheetContent = read_content(self.xml, sheet, self.around, file=draft.title, part=part)
        self.territory = Territory(draft, sheet, part, self.content)
        self.workbooks = external_workbooks(draft)
        self.restyles: dict[Place, Callable[[int], int]] = {}
        self.cells: dict[Place, Encoded] = {}
        self.formulas: dict[Place, Spelled | None] = {}
        self.wanted: set[Place] = set()
        self.done = CellsEdited()

    def place(self, row: int, column: int) -> str:
        return f"{quoted(self.sheet)}!{reference_of(row, column)}"

    def put(self, area: Area, content: Content, *, replace: bool) -> None:
        """Take one content on."""
        if area.rows * area.columns > AREA_LIMIT:
            why = sentence("区域超过 {limit} 个单元格", "the area has over {limit} cells", limit=AREA_LIMIT)
            raise BlockRefused(place=str(area), why=why)
        places = [
            (row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)
        ]
        style = None
        if isinstance(content, Styled):
            style, content = self.styles.restyle(content.format), content.content
        twice = next((place for place in places if place in self.wanted), None)
        if twice is not None:
            why = sentence("同一处写了两次", "two contents are given for it")
            raise BlockRefused(place=self.place(*twice), why=why)
        old = {place: self.content.cells[place] for place in places if place in self.content.cells}
        held = [place for place in places if self._has_formula(place)]
        new_formula = isinstance(content, (NewFormula, NewArray, Returned))
        if held and not replace:
            self.done.kept += [self.place(*place) for place in held]
            return
        self.wanted.update(places)
        if not isinstance(content, Returned):
            self.territory.refuse(area, array=isinstance(content, NewArray), formula=new_formula, value=content)
        self._take(area, places, content)
        for place in places:
            if style is not None:
                self.restyles[place] = style
            if self._has_formula(place) and place not in self.formulas:
                self.formulas[place] = None
        self.done.before |= {self.place(*place): cell for place, cell in old.items()}

    def _take(self, area: Area, places: list[Place], content: Value | int | NewFormula | NewArray | Returned) -> None:
        where = self.place(area.top, area.left)
        if isinstance(content, Returned):
            formula = content.formula
            results = results_by_place(content.results, area, where, formula.text)
            self.cells |= {place: self._encode(results.get(place)) for place in places}
            ref = "" if formula.area is None else formula.area.reference
            self.formulas[places[0]] = Spelled(formula.text, ref, formula.shared_index)
        elif isinstance(content, NewArray):
            text = checked(content.text, where, self.titles, workbooks=self.workbooks)
            results = results_by_place(content.results, area, where, text)
            self.cells |= {place: self._encode(results.get(place)) for place in places}
            self.formulas[places[0]] = Spelled(text, area.reference)
            self.done.without_result |= not results
        elif len(places) > 1:
            why = sentence("一个单元格的内容不能写入区域", "the content of one cell is given for an area")
            raise BlockRefused(place=str(area), why=why)
        elif isinstance(content, NewFormula):
            text = checked(content.text, where, self.titles, workbooks=self.workbooks)
            self.cells[places[0]] = self._encode(content.result)
            self.formulas[places[0]] = Spelled(text)
            self.done.without_result |= content.result is None
        else:
            self.cells[places[0]] = self._encode(content)

    def write(self) -> bool:
        """Write everything taken on; whether the calculation chain no longer holds."""
        if not self.cells:
            return False
        self._free_formulas()
        writes = Writes(self.cells, formulas=self.formulas, restyles=self.restyles)
        keep = partial(self.draft.package.replace, self.part)
        title = self.draft.title
        rewrite(self.xml, self.sheet, writes, lambda: self.around, keep, file=title, part=self.part)
        return bool(self.formulas)

    def _free_formulas(self) -> None:
        """Refuse to tear an array apart, and spell out shared formulas whose first cell is written."""
        for block in self.content.blocks:
            covered = [block.holds(*place) for place in self.wanted]
            if any(covered) and sum(covered) < block.rows * block.columns:
                zh, en = "数组公式 {area} 只能整体替换", "the array formula {area} can only be replaced as a whole"
                why = sentence(zh, en, area=block.reference)
                torn = next(place for place in sorted(self.wanted) if block.holds(*place))
                raise BlockRefused(place=self.place(*torn), why=why)
        masters = {
            cell.formula.shared_index: (place, cell.formula.text)
            for place, cell in self.content.cells.items()
            if cell.formula is not None
            and cell.formula.kind == "shared"
            and cell.formula.text
            and place in self.formulas
        }
        for place, cell in self.content.cells.items():
            formula = cell.formula
            follows = formula is not None and formula.kind == "shared" and not formula.text
            if formula is None or not follows or formula.shared_index not in masters or place in self.formulas:
                continue
            first, text = masters[formula.shared_index]
            own = moved(text, place[0] - first[0], place[1] - first[1])
            if own is None:
                zh = "与 {first} 共用的公式无法单独写出"
                en = "it shares the formula of {first}, which cannot be spelled out"
                why = sentence(zh, en, first=reference_of(*first))
                raise FormulaRefused(place=self.place(*place), why=why, formula=text[:80])
            self.formulas[place] = Spelled(own)
            self.cells[place] = encode(cell.value)

    def _has_formula(self, place: Place) -> bool:
        cell = self.content.cells.get(place)
        return (cell is not None and cell.formula is not None) or any(
            block.holds(*place) for block in self.content.blocks
        )

    def _encode(self, value: Value | int) -> Encoded:
        return encode(value, date1904=self.draft.structure.date1904)


def results_by_place(
    results: Sequence[Sequence[Value | int]], area: Area, where: str, text: str
) -> dict[Place, Value | int]:
    """The results of an array formula by cell; none at all, or one for each."""
    rows = [list(row) for row in results]
    if not rows:
        return {}
    if len(rows) != area.rows or any(len(row) != area.columns for row in rows):
        zh, en = "结果的行列数与 {area} 不符", "the results do not fill {area}"
        raise FormulaRefused(place=where, why=sentence(zh, en, area=area.reference), formula=text[:80])
    return {
        (area.top + down, area.left + right): value for down, row in enumerate(rows) for right, value in enumerate(row)
    }


def _surroundings(draft: Draft) -> Surroundings:
    """Texts and dates of the workbook; numbers stay numbers, so that a result goes back as it stood."""
    part = draft.structure.strings_part
    strings = [] if part is None else shared_strings(draft.package.part(part), file=draft.title, part=part)
    return Surroundings(strings, {}, draft.structure.date1904)
