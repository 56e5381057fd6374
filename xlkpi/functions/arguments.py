"""From cells to typed values: one cleaning at the entrance, a sentence with the row for what does not fit."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any, List, Mapping, Optional, Sequence, Union

from xlkpi.domain.numbers import exact, shown
from xlkpi.errors import ERROR_CODES, CellError, Sentence, sentence

Cell = Union[bool, float, str, dt.date, dt.datetime, dt.time, CellError, None]
Rows = List[List[Cell]]

ERROR_TEXTS: Mapping[str, CellError] = {error.value: error for error in CellError}
LARGEST = 1e308
"""No cell of Excel holds a number as large as this; its 15 digits could round up to what no float holds."""
LONGEST_QUOTE = 12


class Trouble(str):
    """A complaint's sentence among the results of a body, told from a text that is a result."""

    __slots__ = ()


class Complaint(Exception):
    """An argument does not fit; becomes a sentence in the cell."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(str(text))
        self.text = text

    @property
    def told(self) -> Trouble:
        """The sentence as it stands in the cell."""
        return Trouble(self.text)


class ErrorCell(Exception):
    """An input is an Excel error; the same error comes out."""

    def __init__(self, error: CellError) -> None:
        super().__init__(str(error))
        self.error = error


def complain(zh: str, en: str, **values: Any) -> Complaint:
    """Make a Complaint from both languages."""
    return Complaint(sentence(zh, en, **values))


def clean(value: Any) -> Cell:
    """Return a cell value from what Excel, LibreOffice, JSON or a file hands over.

    Blank text is empty; every number (int, Decimal, numpy) is float; error texts and COM error codes are CellError;
    a moment loses its time zone, for a cell has none.
    """
    if value is None:
        return None
    kind = type(value)
    if kind is float:
        return value if -LARGEST < value < LARGEST else CellError.NUM
    if kind is str:
        stripped = value.strip()
        return ERROR_TEXTS.get(stripped, stripped or None)
    if isinstance(value, (bool, CellError)):
        return value
    if isinstance(value, (float, str)):  # of numpy, or a class of somebody's own
        return clean(float(value) if isinstance(value, float) else str(value))
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, (dt.date, dt.time)):
        return value
    if isinstance(value, int) and value in ERROR_CODES:
        return ERROR_CODES[value]
    if type(value).__name__ in ("bool_", "bool"):
        return bool(value)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value)
    return number if -LARGEST < number < LARGEST else CellError.NUM


def written(value: Cell) -> str:
    """Write a cell value for a sentence, as the user sees it; long texts are cut."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return shown(exact(value))
    text = str(value)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


NUMBER_TEXT = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?"
"""Text that a person would take for a number: 95, -3.5, 2,400.00, 25%."""


def looks_like_number(text: str) -> bool:
    """Tell whether a person would take the text for a number."""
    return re.fullmatch(NUMBER_TEXT, text) is not None


class Argument:
    """One argument of a call: its rows of clean cells, and the name users know it by (`zh`, `en`) for sentences."""

    def __init__(self, zh: str, en: str, value: Any) -> None:
        self.zh = zh
        self.en = en
        self.is_block = isinstance(value, (list, tuple))
        rows = (value or [None]) if self.is_block else [value]
        cells = [[clean(cell) for cell in (row if isinstance(row, (list, tuple)) else [row])] for row in rows]
        widths = set(map(len, cells))
        if len(widths) > 1 or 0 in widths:
            width = max(1, *widths)
            cells = [row + [None] * (width - len(row)) for row in cells]
        self.rows: Rows = cells
        self.cells: List[Cell] = [cell for row in self.rows for cell in row]
        """All cells in reading order: the elements of a column or row."""

    @property
    def given(self) -> bool:
        """Whether the argument was passed at all, with something in it."""
        return self.is_block or self.rows[0][0] is not None

    @property
    def single(self) -> bool:
        """Whether the argument is one cell."""
        return len(self.rows) == 1 and len(self.rows[0]) == 1

    def where(self, place: int, language: str = "zh") -> str:
        """Name the element a sentence speaks of: `第3行得分`, or just `得分` for a single cell."""
        if self.single:
            return self.zh if language == "zh" else self.en
        row, column = (number + 1 for number in divmod(place, len(self.rows[0])))
        if len(self.rows) == 1:
            return f"第{column}列{self.zh}" if language == "zh" else f"{self.en} in column {column}"
        if len(self.rows[0]) == 1:
            return f"第{row}行{self.zh}" if language == "zh" else f"{self.en} in row {row}"
        return f"第{row}行第{column}列{self.zh}" if language == "zh" else f"{self.en} in row {row}, column {column}"

    def complaint(self, place: int, zh: str, en: str, **values: Any) -> Complaint:
        """Make a Complaint about one element; `{value}` stands for what is in it."""
        here = {"where": self.where(place), "where_en": self.where(place, "en"), "value": written(self.cells[place])}
        return complain("{where}" + zh, "{where_en} " + en, **{**here, **values})

    def number(self, place: int) -> Optional[Fraction]:
        """Return the exact number of an element, None where it is blank. Raises Complaint, ErrorCell."""
        cell = self.cells[place]
        if isinstance(cell, float):
            return exact(cell)
        if cell is None:
            return None
        if isinstance(cell, CellError):
            raise ErrorCell(cell)
        if isinstance(cell, str) and looks_like_number(cell):
            raise self.complaint(
                place, "“{value}”不是数字（是文本型数字，请转换为数字）", "“{value}” is text, not a number: convert it"
            )
        raise self.complaint(place, "“{value}”不是数字", "“{value}” is not a number")

    def needed(self, place: int) -> Fraction:
        """Return the number of an element that may not be blank."""
        number = self.number(place)
        if number is None:
            raise self.complaint(place, "为空", "is blank")
        return number

    def not_negative(self, place: int) -> Optional[Fraction]:
        """Return the number of an element, which may not be negative."""
        number = self.number(place)
        if number is not None and number < 0:
            raise self.complaint(place, " {value} 是负数", "{value} is negative")
        return number

    def spread(self, count: int) -> Argument:
        """Return the argument for `count` rows: a single cell serves them all."""
        if self.single and count != 1:
            return Argument(self.zh, self.en, [[self.rows[0][0]] for _ in range(count)])
        return self

    def text(self, place: int) -> Optional[str]:
        """Return the text of an element (a number is written out), None where it is blank. Raises ErrorCell."""
        cell = self.cells[place]
        if cell is None or isinstance(cell, str):
            return cell
        if isinstance(cell, CellError):
            raise ErrorCell(cell)
        return written(cell)

    def numbers(self) -> List[Optional[Fraction]]:
        """Return every element as a number or None."""
        return [self.number(place) for place in range(len(self.cells))]

    def scalar(self, default: Fraction) -> Fraction:
        """Return the one number of an optional scalar argument."""
        self.refuse_block()
        number = self.number(0)
        return default if number is None else number

    def refuse_block(self) -> None:
        """Complain where one cell was expected and a range was given."""
        if not self.single:
            raise complain(
                "{label}只能是一个单元格", "{label_en} must be a single cell", label=self.zh, label_en=self.en
            )

    def choice(self, options: Mapping[str, Sequence[str]], default: str) -> str:
        """Return the key of an option given by its key or one of its Chinese names."""
        self.refuse_block()
        text = self.text(0)
        if text is None:
            return default
        for key, names in options.items():
            if text.lower() == key or text in names:
                return key
        known = "、".join(f"{key}（{names[0]}）" for key, names in options.items())
        raise complain(
            "{label}“{value}”无法识别，可用：{known}",
            "{label_en} “{value}” is unknown; use {keys}",
            label=self.zh,
            label_en=self.en,
            value=written(text),
            known=known,
            keys=", ".join(options),
        )

    def flag(self, default: bool) -> bool:
        """Return an optional yes/no scalar."""
        self.refuse_block()
        answer = self.yes_no(0)
        return default if answer is None else answer

    def yes_no(self, place: int) -> Optional[bool]:
        """Return TRUE/FALSE, 1/0, 是/否 as a truth value, None where blank; a reason `不参评：…` is a no."""
        cell = self.cells[place]
        if isinstance(cell, CellError):
            raise ErrorCell(cell)
        if cell is None or isinstance(cell, bool):
            return cell
        if cell in YES:
            return True
        if cell in NO or (isinstance(cell, str) and cell.startswith("不参评")):
            return False
        raise self.complaint(place, "“{value}”无法识别，请填 是 或 否", "“{value}” is neither 是 (yes) nor 否 (no)")


YES = (1.0, "是", "TRUE", "True", "true", "Y", "y", "参评")
NO = (0.0, "否", "FALSE", "False", "false", "N", "n")
