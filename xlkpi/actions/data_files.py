"""Files of data as they come: CSV and tab-separated text in any of Excel's encodings, and workbooks; rows of texts."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.books.areas import Area
from xlkpi.books.book import Value
from xlkpi.books.ooxml.archive import OLE_MAGIC
from xlkpi.books.zero_padding import padded
from xlkpi.domain.numbers import exact, shown
from xlkpi.errors import CannotRead, cannot_read, sentence
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.books.ooxml.workbook import WorkbookFile

ENCODINGS = ("utf-8-sig", "gb18030")
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""How text begins that Excel saved as “Unicode 文本”."""
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TEXTS = frozenset({".csv", ".txt", ".tsv"})

PACKAGES = (b"PK\x03\x04", OLE_MAGIC)
"""How a workbook begins, of whatever program: a zip archive, or a document of an older Excel."""

TOP = 15
"""Lines from whose commas and tabs the kind of text is told: the first one may be a title with neither."""

Line = tuple[int, list[str]]
"""Number of a line or row, counted from 1, and its fields."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a worksheet, with its merged cells, or of a text file, whose `name` is "".

    `zeros` returns the texts of cells (row and column from 1) that hold a number and show it with zeros before it.
    """

    name: str
    lines: list[Line]
    merged: tuple[Area, ...] = ()
    zeros: Callable[[], Mapping[tuple[int, int], str]] = dict

    def as_shown(self, columns: Collection[int]) -> Sheet:
        """Return the sheet with the cells of these columns (from 0) as they are shown: 205 in `0000` is 0205."""
        told = self.zeros() if columns else {}
        texts = {(row, column - 1): text for (row, column), text in told.items() if column - 1 in columns}
        if not texts:
            return self
        lines = [(row, [texts.get((row, at), field) for at, field in enumerate(fields)]) for row, fields in self.lines]
        return replace(self, lines=lines)


def data_files(data: Sequence[Path]) -> list[Path]:
    """Return the files of data of folders and of single paths."""
    found = []
    for path in data:
        within = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [one for one in within if not path.is_dir() or _is_data(one)]
    return found


def _is_data(path: Path) -> bool:
    return path.suffix.lower() in TEXTS | WORKBOOKS and not path.name.startswith(("~$", "."))


def read_sheets(path: Path) -> list[Sheet]:
    """Return the rows of a file of data: those of every worksheet that holds something, or of a text.

    Raises CannotRead.
    """
    return _sheets_of_workbook(path) if _is_workbook(path) else [Sheet("", _lines_of_text(path))]


def _is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook by its name or its first bytes: an .ods is one, which is then not read."""
    if path.suffix.lower() in WORKBOOKS or not path.is_file():
        return path.suffix.lower() in WORKBOOKS
    try:
        with path.open("rb") as source:
            return source.read(len(OLE_MAGIC)).startswith(PACKAGES)
    except OSError:  # whoever reads it says why it cannot be read
        return False


def read_lines(path: Path, as_shown: Collection[int] = ()) -> list[Line]:
    """Return the rows of a list: of a workbook those of its first worksheet that holds something. Raises CannotRead.

    Numbers in the columns `as_shown` (from 0) keep the zeros that are shown before them.
    """
    return next((sheet.as_shown(as_shown).lines for sheet in read_sheets(path) if sheet.lines), [])


def _lines_of_text(path: Path) -> list[Line]:
    text = read_text(path)
    top = text.split("\n", TOP)[:TOP]
    tabs = sum("\t" in line for line in top) > sum("," in line for line in top)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
    found: list[Line] = []
    start = 1
    try:
        for fields in reader:
            found.append((start, fields))
            start = reader.line_num + 1
    except csv.Error as error:
        zh, en = "{path} 第{line}行不是有效的 CSV：{why}", "line {line} of {path} is no valid CSV: {why}"
        raise CannotRead(sentence(zh, en, path=str(path), line=start, why=str(error))) from error
    return found


def read_text(path: Path) -> str:
    """Read a text file in one of our encodings. Raises CannotRead."""
    if path.is_dir():
        zh, en = "{path} 是文件夹，请给出 CSV 文件", "{path} is a folder: give a CSV file"
        raise CannotRead(sentence(zh, en, path=str(path)))
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        zh, en = "没有文件 {path}，请检查文件名和所在文件夹", "there is no file {path}: check its name and folder"
        raise CannotRead(sentence(zh, en, path=str(path))) from error
    except OSError as error:
        raise cannot_read(path, error) from error
    marked = [encoding for mark, encoding in MARKS if raw.startswith(mark)]
    for encoding in (*marked, *ENCODINGS):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(
        sentence(
            "{path} 不是 UTF-8、UTF-16 或 GB18030 编码的文本，请用 Excel 或 LibreOffice 另存为 CSV（UTF-8）",
            "{path} is neither UTF-8, UTF-16 nor GB18030 text: save it as CSV (UTF-8) with Excel or LibreOffice",
            path=str(path),
        )
    )


def _sheets_of_workbook(path: Path) -> list[Sheet]:
    from xlkpi.books.ooxml.workbook import WorkbookFile

    file = WorkbookFile.open(path)
    found = []
    for name in file.sheets:
        content = file.sheet(name)
        cells = {place: cell.value for place, cell in content.cells.items() if cell.value is not None}
        if cells:
            width = max(column for _, column in cells)
            rows = range(1, max(row for row, _ in cells) + 1)
            lines = [(row, [_as_text(cells.get((row, column))) for column in range(1, width + 1)]) for row in rows]
            found.append(Sheet(name, lines, content.merged, partial(_zeros, file, name, cells)))
    return found


def _zeros(file: WorkbookFile, sheet: str, cells: Mapping[tuple[int, int], Value]) -> dict[tuple[int, int], str]:
    formats = file.looks(sheet).zeros
    texts = {place: padded(cells.get(place), code) for place, code in formats.items()}
    return {place: text for place, text in texts.items() if text is not None}


def _as_text(value: Value) -> str:
    """A cell as it would stand in a CSV: 93.5, 2024-05-01, 是; a number keeps no tail that nobody typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return shown(exact(value))
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}"
    return str(value)
