"""Worksheets added behind the last sheet of a workbook."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from xlkpi.books.areas import MAX_COLUMN, Area, column_number, quoted, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.edits.added_names import external_workbooks
from xlkpi.books.ooxml.edits.added_styles import Styles
from xlkpi.books.ooxml.edits.cells import AREA_LIMIT, area_of_reference, results_by_place
from xlkpi.books.ooxml.edits.edit import Content, NewArray, NewFormula, NewSheet, Returned, Styled
from xlkpi.books.ooxml.edits.edit_refusals import SheetRefused
from xlkpi.books.ooxml.edits.formula_text import checked
from xlkpi.books.ooxml.edits.package_draft import HEAD, LINKS, Draft
from xlkpi.books.ooxml.spelling import attribute, cell_start, spelled
from xlkpi.books.ooxml.value_spelling import Encoded, encode
from xlkpi.books.ooxml.writes import Spelled, Writes
from xlkpi.books.ooxml.xml import MAIN
from xlkpi.errors import Sentence, sentence

NAME_LIMIT: Final = 31
"""Characters of a sheet's name, counted as Excel does: UTF-16 code units."""
WIDTH_LIMIT: Final = 255
FITTED: Final = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
ACROSS: Final = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
STATES: Final = ("visible", "hidden", "veryHidden")
_UNFIT: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def add_sheets(draft: Draft, sheets: Sequence[NewSheet], styles: Styles) -> bool:
    """Put worksheets behind the last one; whether one of their formulas has no result yet.

    Raises SheetRefused, FormulaRefused and the refusals of values.
    """
    taken = {title.casefold() for title, _, _ in draft.titles()}
    titles = [title for title, _, _ in draft.titles()] + [sheet.name for sheet in sheets]
    for sheet in sheets:
        refuse_name(sheet.name, taken)
        taken.add(sheet.name.casefold())
    without_result = False
    for sheet in sheets:
        writes = _writes(draft, sheet, titles, styles)
        without_result |= any(writes.cells[place][1] is None for place in writes.formulas)
        part = draft.add(f"{draft.folder}/worksheets/sheet{{}}.xml".lstrip("/"), _page(sheet, writes), _SHEET_TYPE)
        identifier = draft.relate(draft.workbook, "worksheet", part)
        with draft.markup(draft.workbook) as workbook:
            holder = workbook.root.find("sheets")
            if holder is None:
                zh, en = "工作簿没有工作表清单", "the workbook lists no sheets"
                raise SheetRefused(sheet=sheet.name, why=sentence(zh, en))
            numbers = [int(node.attributes.get("sheetId", "0")) for node in holder.children if node.tag == "sheet"]
            own = attribute("name", sheet.name) + attribute("sheetId", max(numbers, default=0) + 1)
            if sheet.state != "visible":
                own += attribute("state", sheet.state)
            prefix = workbook.prefix_for(LINKS, "r")
            workbook.append(holder, f"<sheet{own}{attribute(f'{prefix}:id', identifier)}/>")
    if sheets:
        draft.refresh()
    return without_result


def refuse_name(name: str, taken: set[str]) -> None:
    """Raise SheetRefused for a name that Excel does not allow, or that another sheet has (`taken`, case-folded)."""
    why: Sentence | None = None
    if not name.strip():
        why = sentence("名称为空", "the name is empty")
    elif len(name.encode("utf-16-le", "surrogatepass")) // 2 > NAME_LIMIT:
        why = sentence("名称超过 {limit} 个字符", "the name has over {limit} characters", limit=NAME_LIMIT)
    elif _UNFIT.search(name):
        why = sentence(r"名称不能含有 \ / ? * [ ] :", r"a name has none of \ / ? * [ ] :")
    elif name.startswith("'") or name.endswith("'"):
        why = sentence("名称不能以单引号开头或结尾", "a name neither begins nor ends with an apostrophe")
    elif name.casefold() == "history":
        why = sentence("Excel 自己要用这个名称", "Excel keeps that name for itself")
    elif name.casefold() in taken:
        why = sentence("已有同名的工作表", "there is a sheet of that name")
    if why is not None:
        raise SheetRefused(sheet=name[:80], why=why)


def _writes(draft: Draft, sheet: NewSheet, titles: list[str], styles: Styles) -> Writes:
    """The cells of a new sheet, spelled."""
    cells: dict[tuple[int, int], Encoded] = {}
    formulas: dict[tuple[int, int], Spelled | None] = {}
    restyles: dict[tuple[int, int], Callable[[int], int]] = {}
    workbooks, date1904 = external_workbooks(draft), draft.structure.date1904
    for reference, whole in sheet.cells.items():
        area, content, style = _opened(reference, sheet.name, whole, styles)
        where = f"{quoted(sheet.name)}!{reference}"
        results: Mapping[tuple[int, int], Value | int] = {}
        places = [
            (row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)
        ]
        if isinstance(content, Returned):
            why = sentence("新工作表里没有可以放回的公式", "no formula ever stood on a new sheet")
            raise SheetRefused(sheet=sheet.name, why=why)
        if isinstance(content, NewArray):
            text = checked(content.text, where, titles, workbooks=workbooks)
            results = results_by_place(content.results, area, where, text)
            formulas[places[0]] = Spelled(text, area.reference)
        elif len(places) > 1:
            why = sentence("{area} 不是一个单元格", "{area} is not one cell", area=reference)
            raise SheetRefused(sheet=sheet.name, why=why)
        elif isinstance(content, NewFormula):
            formulas[places[0]] = Spelled(checked(content.text, where, titles, workbooks=workbooks))
            results = {places[0]: content.result}
        else:
            results = {places[0]: content}
        for place in places:
            if place in cells:
                why = sentence("{cell} 写了两次", "{cell} is given twice", cell=reference_of(*place))
                raise SheetRefused(sheet=sheet.name, why=why)
            cells[place] = encode(results.get(place), date1904=date1904)
            if style is not None:
                restyles[place] = style
    return Writes(cells, formulas=formulas, restyles=restyles)


def _opened(
    reference: str, sheet: str, content: Content, styles: Styles
) -> tuple[Area, Value | int | NewFormula | NewArray | Returned, Callable[[int], int] | None]:
    area = area_of_reference(reference, sheet)
    if area.rows * area.columns > AREA_LIMIT:
        why = sentence("{area} 太大", "{area} is too large", area=reference)
        raise SheetRefused(sheet=sheet, why=why)
    if isinstance(content, Styled):
        return area, content.content, styles.restyle(content.format)
    return area, content, None


def _page(sheet: NewSheet, writes: Writes) -> bytes:
    """The XML of a new worksheet."""
    blocks = writes.arrays()
    rows: list[bytes] = []
    for row, columns in writes.rows():
        pieces: list[bytes] = []
        for column in columns:
            place = row, column
            formula = writes.formula(place)
            restyle = writes.restyles.get(place)
            head = b'%s%d"' % (cell_start(column), row) + (b' s="%d"' % restyle(0) if restyle else b"")
            plain = not formula and not any(block.holds(*place) for block in blocks)
            pieces.append(spelled(head, writes.cells[place], formula, b"", plain=plain))
        rows.append(b'<row r="%d">%s</row>' % (row, b"".join(pieces)))
    used = Area("", *writes.spread()).reference if writes.cells else "A1"
    merged = _merged(sheet)
    xml = [
        f'{HEAD}<worksheet xmlns="{MAIN[0]}" xmlns:r="{LINKS}">{FITTED if sheet.landscape else ""}'
        f'<dimension ref="{used}"/>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"{_columns(sheet)}<sheetData>".encode(),
        *rows,
        f'</sheetData>{merged}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        f"{ACROSS if sheet.landscape else ''}</worksheet>".encode(),
    ]
    return b"".join(xml)


def _columns(sheet: NewSheet) -> str:
    if sheet.state not in STATES:
        raise SheetRefused(sheet=sheet.name, why=sentence("没有状态“{state}”", "no state “{state}”", state=sheet.state))
    columns: dict[int, float] = {}
    for letters, width in sheet.widths.items():
        number = column_number(letters) if re.fullmatch("[A-Za-z]{1,3}", letters) else 0
        if not 1 <= number <= MAX_COLUMN or not math.isfinite(width) or not 0 <= width <= WIDTH_LIMIT:
            zh, en = "列宽“{column}”={width} 有误", "the width {width} of column “{column}” is none"
            raise SheetRefused(sheet=sheet.name, why=sentence(zh, en, column=letters, width=width))
        columns[number] = width
    cols = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, width in sorted(columns.items())
    )
    return f"<cols>{cols}</cols>" if cols else ""


def _merged(sheet: NewSheet) -> str:
    areas = [area_of_reference(reference, sheet.name) for reference in sheet.merged]
    for number, one in enumerate(areas):
        if one.rows * one.columns == 1 or any(one.meets(other) for other in areas[:number]):
            why = sentence("合并区域 {area} 有误", "the merged area {area} is none", area=one.reference)
            raise SheetRefused(sheet=sheet.name, why=why)
    cells = "".join(f'<mergeCell ref="{area.reference}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{cells}</mergeCells>' if areas else ""
