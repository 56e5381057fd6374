"""Drawn workbooks written to files with XlsxWriter, with a VBA project of the company's own where there is one."""

from __future__ import annotations

import io
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adopt.drawing import Book, Box, Formula, Mark, Sheet

THIN = {"border": 1}
WORDS: dict[str, dict[str, Any]] = {
    "box": THIN,
    "thick": {"border": 2},
    "dotted": {"border": 4},
    "under": {"bottom": 1},
    "center": {"align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "red": {"font_color": "#C00000"},
    "pale": {"font_color": "#808080"},
    "white": {"font_color": "#FFFFFF"},
    "grey": {"bg_color": "#D9D9D9"},
    "blue": {"bg_color": "#DDEBF7"},
    "navy": {"bg_color": "#1F4E78", "font_color": "#FFFFFF"},
    "green": {"bg_color": "#E2EFDA"},
    "yellow": {"bg_color": "#FFF2CC"},
    "orange": {"bg_color": "#FCE4D6"},
    "small": {"font_size": 9},
    "big": {"font_size": 14},
    "title": {"font_size": 18, "bold": True, "align": "center"},
    "upright": {"rotation": 270},
    "open": {"locked": False},
    "pct": {"num_format": "0%"},
    "pct1": {"num_format": "0.0%"},
    "pct2": {"num_format": "0.00%"},
    "int": {"num_format": "0"},
    "n1": {"num_format": "0.0"},
    "n2": {"num_format": "0.00"},
    "fact": {"num_format": "[=0]0;[<=1]0.0%;General"},
    "money": {"num_format": "#,##0.00"},
    "yuan": {"num_format": '"¥"#,##0.00'},
    "date": {"num_format": "yyyy/m/d"},
    "month": {"num_format": 'yyyy"年"m"月"'},
    "text": {"num_format": "@"},
}
"""Style words and what each means to XlsxWriter; a style is some of them with blanks between."""


def save(book: Book, folder: Path, stem: str) -> Path:
    """Write the workbook into a folder; its ending tells whether it holds macros."""
    import xlsxwriter

    path = folder / f"{stem}{book.suffix}"
    plain = path.with_suffix(".xlsx")
    with xlsxwriter.Workbook(plain) as file:
        for sheet in book.sheets:
            _write(file, sheet)
        for name, where in book.names.items():
            file.define_name(name, where)
    if book.macros:
        _add_project(plain, path, book.macros)
    return path


def _write(file: Any, sheet: Sheet) -> None:
    page = file.add_worksheet(sheet.name)
    formats: dict[str, Any] = {}

    def look(style: str) -> Any:
        if style not in formats:
            properties: dict[str, Any] = {"font_name": sheet.font, "font_size": sheet.size, "valign": "vcenter"}
            for word in style.split():
                properties |= WORDS[word]
            formats[style] = file.add_format(properties)
        return formats[style]

    for number in {*sheet.columns, *sheet.hidden_columns}:
        hidden = {"hidden": number in sheet.hidden_columns}
        page.set_column(number - 1, number - 1, sheet.columns.get(number, 9), None, hidden)
    for number in {*sheet.heights, *sheet.hidden_rows}:
        page.set_row(number - 1, sheet.heights.get(number), None, {"hidden": number in sheet.hidden_rows})
    page.set_default_row(sheet.line)
    for number in {row for (row, _), cell in sheet.cells.items() if "title" in cell.style} - {*sheet.heights}:
        page.set_row(number - 1, 36)
    for top, left, bottom, right in sheet.merges:
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", look(sheet.cells[top, left].style))
    for mark in sheet.marks:
        if mark.kind == "table":
            _table(page, sheet, mark)
    for (row, column), cell in sorted(sheet.cells.items()):
        _cell(page, row - 1, column - 1, cell.value, look(cell.style))
    for mark in sheet.marks:
        MARKS[mark.kind](page, mark)
    page.set_paper(9)
    if sheet.landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    if sheet.footer:
        page.set_footer(sheet.footer)
    if sheet.password is not None:
        page.protect(sheet.password)
    {"visible": lambda: None, "hidden": page.hide, "veryHidden": page.very_hidden}[sheet.state]()


def _cell(page: Any, row: int, column: int, value: Any, look: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, look)
    elif isinstance(value, Formula):
        page.write_formula(row, column, value.text, look, value.value)
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    elif hasattr(value, "year"):
        page.write_datetime(row, column, value, look)
    else:
        page.write_number(row, column, value, look)


def _area(mark: Mark) -> Box:
    top, left, bottom, right = mark.box
    return top - 1, left - 1, bottom - 1, right - 1


def _table(page: Any, sheet: Sheet, mark: Mark) -> None:
    """The headers of an Excel table are the words that stand in its first row, also after a law changed them."""
    top, left, _, right = mark.box
    headers = [{"header": sheet.text(top, column)} for column in range(left, right + 1)]
    page.add_table(*_area(mark), {"columns": headers, **(mark.options or {})})


def _filter(page: Any, mark: Mark) -> None:
    page.autofilter(*_area(mark))
    if mark.options:  # which column and what it shows; the rows left out are hidden by the sheet itself
        page.filter_column(mark.options[0] + mark.box[1] - 1, mark.options[1])


MARKS: dict[str, Any] = {
    "table": lambda page, mark: None,
    "filter": _filter,
    "validation": lambda page, mark: page.data_validation(*_area(mark), dict(mark.options)),
    "conditional": lambda page, mark: page.conditional_format(
        *_area(mark),
        {**mark.options, **({"format": None} if "format" not in mark.options else {})},
    ),
    "comment": lambda page, mark: page.write_comment(mark.box[0] - 1, mark.box[1] - 1, mark.options),
    "picture": lambda page, mark: page.insert_image(
        mark.box[0] - 1, mark.box[1] - 1, "logo.png", {"image_data": io.BytesIO(logo()), "x_offset": 2, "y_offset": 2}
    ),
    "repeat": lambda page, mark: page.repeat_rows(mark.box[0] - 1, mark.box[2] - 1),
    "print": lambda page, mark: page.print_area(*_area(mark)),
    "freeze": lambda page, mark: page.freeze_panes(mark.box[0] - 1, mark.box[1] - 1),
}


def logo() -> bytes:
    """A small blue-and-white PNG such as stands beside a form's title."""
    rows = b"".join(
        b"\0" + b"".join(b"\x1f\x4e\x78" if (x + y) % 24 < 12 else b"\xff\xff\xff" for x in range(72))
        for y in range(24)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 72, 24, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _add_project(plain: Path, into: Path, macros: Mapping[str, str]) -> None:
    """Turn the workbook into one with a VBA project of these modules, as a colleague of theirs would have written."""
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModuleKind

    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.xlsm"
        with zipfile.ZipFile(plain) as source, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                data = source.read(name)
                if name == "[Content_Types].xml":
                    data = data.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                target.writestr(name, data)
        with ExcelFile(str(draft)) as file:
            file.add_vba_project()
            project = file.vba_project()
            for name, code in macros.items():
                project.add_module(name, code.replace("\n", "\r\n"), kind=VBAModuleKind.standard)
            file.save()
        shutil.move(draft, into)
    plain.unlink()
