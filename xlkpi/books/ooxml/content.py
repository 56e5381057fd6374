"""What a worksheet holds: cell values, formulas, merged areas, protection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from xml.parsers import expat

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, Area, cell_of, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.addin_calls import plain_calls
from xlkpi.books.ooxml.refusals import ContentTooLarge, SheetUnclear
from xlkpi.books.ooxml.value_spelling import iso_moment, moment, unescape
from xlkpi.books.ooxml.xml import MAIN, run, true
from xlkpi.errors import CellError, Sentence, sentence
from xlkpi.records import dataclass

Kind: TypeAlias = Literal["normal", "array", "shared", "datatable"]
_KINDS: Mapping[str, Kind] = {"normal": "normal", "array": "array", "shared": "shared", "dataTable": "datatable"}
CELLS_LIMIT: Final = 3_000_000
AREAS_LIMIT: Final = 500_000


class Formula(NamedTuple):
    """A cell's formula without `=`.

    `area` is set on the cell that carries an array, shared or data-table formula for a rectangle. The other cells of a
    shared formula have only its `shared_index`; those of an array formula have no Formula at all, see
    SheetContent.blocks.
    """

    text: str
    kind: Kind = "normal"
    area: Area | None = None
    shared_index: int | None = None


class Cell(NamedTuple):
    """A value (of a formula: the one last computed) and the formula, if any."""

    value: Value
    formula: Formula | None = None


@dataclass(slots=True)
class SheetContent:
    """A worksheet as it stands in the file; cells by (row, column) from 1, only those with a value or a formula."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    protected: bool = False
    blocks: tuple[Area, ...] = ()
    """Areas filled by one array or data-table formula each."""
    hidden: set[int] = field(default_factory=set)
    """Hidden rows."""
    filter: Area | None = None
    """The area of the sheet's automatic filter (not of a table's), where it has criteria."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the sheet's XML refers to: texts by index, date styles by index, the epoch."""

    strings: Sequence[str]
    dates: Mapping[str, str]
    date1904: bool


def read_content(data: bytes, name: str, around: Surroundings, *, file: str, part: str) -> SheetContent:
    """Read a worksheet's XML in one pass. Raises DamagedPart, SheetUnclear and the like."""
    reader = _Reader(name, around, file)
    # The parser hands out the very strings of this table, so that the handlers compare by identity.
    tags = {tag: tag for tag in reader.handlers}
    parser = expat.ParserCreate(None, "}", tags)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    run(parser, data, file=file, part=part)
    content = reader.content
    content.merged, content.blocks = tuple(reader.merged), tuple(reader.blocks)
    return content


def perhaps_too_many(data: bytes) -> bool:
    """Whether a sheet may hold more cells than `read_content` takes; a cell without a value does not count there."""
    return data.count(b"<c") > CELLS_LIMIT


KINDS: Final = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
"""Types of a cell."""


def value_of(kind: str, style: str, text: str, around: Surroundings) -> Value:
    """Turn the text of `<v>` into a value by the cell's type and style.

    Raises ValueError, IndexError, OverflowError where it is none.
    """
    if kind == "n":
        if not text.strip():
            return None
        number = float(text)
        if number - number != 0:  # NaN or infinite: no cell shows such a number
            return CellError.NUM
        shown = around.dates.get(style)
        return moment(number, shown, date1904=around.date1904) if shown else number
    if kind == "s":
        return around.strings[int(text)] if text.strip() else None
    if kind in ("str", "inlineStr"):  # LibreOffice 4 marked the text result of a formula as inline
        return unescape(text)
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "e":
        try:
            return CellError(text.strip())
        except ValueError:
            return CellError.UNKNOWN
    if kind == "d":
        return iso_moment(text)
    raise ValueError(kind)


class _Reader:
    """Handlers of one pass; text is gathered in a list that each interesting element empties."""

    def __init__(self, name: str, around: Surroundings, file: str) -> None:
        self.content = SheetContent(name)
        self.merged: list[Area] = []
        self.blocks: list[Area] = []
        self.text: list[str] = []
        self.around, self.file = around, file
        self.row = self.column = 0
        self.digits = ""
        self.columns: dict[str, int] = {}
        self.kind = self.style = ""
        self.value: str | None = None
        self.inline: list[str] | None = None
        self.formula: Formula | None = None
        self.draft: dict[str, str] = {}
        self.phonetic = 0
        self.filter: Area | None = None
        starts = {
            "c": self.start_cell, "row": self.start_row, "f": self.start_formula, "v": self.start_text,
            "t": self.start_text, "is": self.start_inline, "rPh": self.start_guide, "mergeCell": self.merge,
            "sheetProtection": self.protection, "autoFilter": self.start_filter,
            "filterColumn": self.criterion,
        }  # fmt: skip
        ends = {
            "c": self.end_cell,
            "v": self.end_value,
            "f": self.end_formula,
            "t": self.end_text,
            "rPh": self.end_guide,
        }
        self.handlers = {f"{space}}}{tag}": act for space in MAIN for tag, act in starts.items()}
        self.enders = {f"{space}}}{tag}": act for space in MAIN for tag, act in ends.items()}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        act = self.handlers.get(tag)
        if act is not None:
            act(attributes)

    def end(self, tag: str) -> None:
        act = self.enders.get(tag)
        if act is not None:
            act()

    def unclear(self, why: str | Sentence) -> SheetUnclear:
        return SheetUnclear(sheet=self.content.name, why=why)

    def too_large(self, limit: int, what: str) -> ContentTooLarge:
        return ContentTooLarge(file=self.file, part=self.content.name, limit=limit, what=what)

    def start_row(self, attributes: dict[str, str]) -> None:
        try:
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        except ValueError:
            raise self.unclear(f"<row r={attributes['r']!r}>") from None
        if not 1 <= self.row <= MAX_ROW:
            raise self.unclear(f"<row r={self.row}>")
        self.column = 0
        self.digits = str(self.row)
        if true(attributes.get("hidden")):
            self.content.hidden.add(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            if self.column > MAX_COLUMN:
                raise self.unclear(f"<row r={self.row}>: {self.column} <c>")
        else:
            # Nearly every reference is letters seen before, then this row's number: one look-up instead of parsing.
            letters = reference.removesuffix(self.digits)
            self.column = self.columns.get(letters, 0) or self.parse(reference, letters)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "0")
        self.value = self.formula = self.inline = None

    def parse(self, reference: str, letters: str) -> int:
        """The column of a reference in this row."""
        try:
            row, column = cell_of(reference)
        except ValueError:
            raise self.unclear(f"<c r={reference!r}>") from None
        if row != self.row:
            zh, en = "{cell} 出现在第 {row} 行", "{cell} in row {row}"
            raise self.unclear(sentence(zh, en, cell=reference, row=self.row))
        if letters.isalpha():
            self.columns[letters] = column
        return column

    def start_text(self, _: dict[str, str]) -> None:
        self.text.clear()

    def start_inline(self, _: dict[str, str]) -> None:
        self.inline = []

    def start_guide(self, _: dict[str, str]) -> None:
        self.phonetic += 1

    def end_guide(self) -> None:
        self.phonetic -= 1

    def end_text(self) -> None:
        if self.inline is not None and not self.phonetic:
            self.inline.append("".join(self.text))

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.text.clear()
        self.draft = attributes

    def end_formula(self) -> None:
        text, draft = plain_calls("".join(self.text)), self.draft
        if not draft:
            self.formula = Formula(text)
            return
        kind = _KINDS.get(draft.get("t", "normal"), "normal")
        area = self.area(draft["ref"]) if "ref" in draft and kind != "normal" else None
        index = draft.get("si")
        if area is not None and kind in ("array", "datatable"):
            self.blocks.append(area)
        shared = int(index) if index is not None and index.isdecimal() else None
        self.formula = Formula(text, kind, area, shared)

    def end_value(self) -> None:
        self.value = "".join(self.text)

    def end_cell(self) -> None:
        value: Any = None
        if self.inline is not None and (self.value is None or self.kind == "inlineStr"):
            value = unescape("".join(self.inline))  # what Excel shows where a `<v>` stands beside it
        elif self.value is not None:
            value = self.read(self.value)
        if value is not None or self.formula is not None:
            self.content.cells[self.row, self.column] = Cell(value, self.formula)
            if len(self.content.cells) > CELLS_LIMIT:
                raise self.too_large(CELLS_LIMIT, "c")

    def read(self, text: str) -> Value:
        """Turn the text of `<v>` into a value by the cell's type and style."""
        try:
            return value_of(self.kind, self.style, text, self.around)
        except (ValueError, IndexError, OverflowError):
            if self.kind in KINDS:
                place = reference_of(self.row, self.column)
                raise self.unclear(f"{place}: {self.kind} {text[:40]!r}") from None
            raise self.unclear(sentence("单元格类型 {kind}", "cell type {kind}", kind=repr(self.kind))) from None

    def area(self, reference: str) -> Area:
        try:
            return Area.parse(reference, self.content.name)
        except ValueError:
            raise self.unclear(f"ref={reference!r}") from None

    def merge(self, attributes: dict[str, str]) -> None:
        if attributes.get("ref"):
            self.merged.append(self.area(attributes["ref"]))
            if len(self.merged) > AREAS_LIMIT:
                raise self.too_large(AREAS_LIMIT, "mergeCell")

    def protection(self, attributes: dict[str, str]) -> None:
        self.content.protected = true(attributes.get("sheet"))

    def start_filter(self, attributes: dict[str, str]) -> None:
        self.filter = self.area(attributes["ref"]) if attributes.get("ref") else None

    def criterion(self, _: dict[str, str]) -> None:
        self.content.filter = self.filter
