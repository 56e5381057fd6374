"""Values put into a sheet by cutting its bytes: everything outside the touched cells stays byte for byte.

Three facts make the search cheap. A `<` never stands inside text or an attribute, so once comments and CDATA are ruled
out, `<c r="B7"` can only be that cell. Rows are located once for the whole sheet by one expression. Neighbouring rows
written in the same columns are then cut by one more expression at those columns alone; no line of ours runs for a cell
that is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from xlkpi.books.areas import Area, column_letters, column_number
from xlkpi.books.ooxml.frame import Band, Frame, bands, frame
from xlkpi.books.ooxml.spelling import cell_start, spelled
from xlkpi.books.ooxml.value_spelling import Encoded
from xlkpi.books.ooxml.writes import Exotic, Writes

_ATTRIBUTES: Final = rb"""[^>"'<]*(?:"[^"<]*"[^>"'<]*|'[^'<]*'[^>"'<]*)*"""
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_ROW_HEAD = re.compile(rb"<row(" + _ATTRIBUTES + rb")>")
_CELL = re.compile(rb'<c( r="([A-Z]+)([0-9]+)"' + _ATTRIBUTES + rb")(?:(?<=/)>|>(.*?)</c\s*>)", re.DOTALL)
_FORMULA = re.compile(rb"<f(?=[\s/>])" + _ATTRIBUTES + rb"(?:(?<=/)>|>[^<]*</f\s*>)")
_EXTENSION = re.compile(rb"<extLst[\s>].*</extLst\s*>", re.DOTALL)
_BLOCK = re.compile(rb"""<f(?=[^>]*\st=["'](?:array|dataTable)["'])[^>]*\sref=["']([A-Z0-9:$]+)["']""")
_COLUMN = re.compile(rb"<col(\s" + _ATTRIBUTES + rb")>")
_DIMENSION = re.compile(rb'<dimension\s+ref="([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)"')
_SPANS = re.compile(rb' spans="(?:([0-9]+):([0-9]+)|[^"]*)"')


def splice(xml: bytes, writes: Writes, refuse_malformed: Callable[[], object]) -> bytes:
    """Return the sheet with its cells written. Raises Exotic.

    `refuse_malformed` parses the sheet as it is. It is called before any expression runs whose time is bounded only on
    well-formed XML; most sheets need none of those.
    """
    try:
        return _Splicer(frame(xml), writes, refuse_malformed).run()
    except ValueError:  # an area or number that is none
        raise Exotic from None


@lru_cache(maxsize=64)
def _cells_of(columns: tuple[int, ...]) -> re.Pattern[bytes]:
    """An expression for every cell of some columns: head, style, formula; the style is None unless spelled plainly."""
    letters = b"|".join(column_letters(column).encode() for column in columns)
    return re.compile(
        rb'(<c r="(?:' + letters + rb')[0-9]+")(?:((?: s="[0-9]+")?)(?: t="[A-Za-z]+")?'
        rb"(?:/>|>(<f(?: [^<>]*)?>[^<]*</f>|<f [^<>]*/>)?(?:<v(?: [^<>]*)?>[^<]*</v>|<v/>)?</c>))?"
    )


def _styled(attribute: bytes, writes: Writes, place: tuple[int, int], *, plain: bool) -> bytes:
    """A cell's style attribute, ` s="3"` or nothing, as it is to be with its new value."""
    old = attribute[4:-1].decode()
    new = writes.style(place, old, writes.cells[place], plain=plain)
    return attribute if new == old else b' s="%s"' % new.encode()


class _Splicer:
    """One pass over the touched rows; `out` collects pieces, `at` is how far the old bytes have been taken over."""

    def __init__(self, sheet: Frame, writes: Writes, refuse_malformed: Callable[[], object]) -> None:
        self.refuse_malformed: Callable[[], object] | None = refuse_malformed
        self.sheet, self.xml, self.writes = sheet, sheet.xml, writes
        self.out: list[bytes] = []
        self.at = sheet.body
        self.grown = False
        self.blocks = [*self._find_blocks(), *writes.arrays()]
        self._column_styles: list[tuple[int, int, bytes]] | None = None

    def run(self) -> bytes:
        sheet = self.sheet
        for band in bands(sheet, self.writes):
            if band.index is None:
                self._new_row(band.rows[0], band.columns, band.start)
            elif not self._replace(band):
                for row, index in zip(band.rows, range(band.index, band.index + len(band.rows)), strict=True):
                    alone = Band(index, [row], band.columns, sheet.starts[index], sheet.row_end(index))
                    if len(band.rows) == 1 or not self._replace(alone):
                        self._rebuild(row, band.columns, alone.start, alone.stop)
        self.out.append(self.xml[self.at : sheet.stop])
        head = self._widened(self.xml[: sheet.start]) if self.grown else self.xml[: sheet.start]
        opening = self.xml[sheet.start : sheet.body]
        if opening.endswith(b"/>"):
            return b"".join([head, opening[:-2], b">", *self.out, b"</sheetData>", self.xml[sheet.rest :]])
        return b"".join([head, opening, *self.out, self.xml[sheet.stop :]])

    def _replace(self, band: Band) -> bool:
        """Replace cells that all exist in plain spelling; False, with nothing done, where one is not so.

        One expression cuts the whole band at the columns written, so that no line of ours runs for a cell left alone.
        """
        pieces = _cells_of(tuple(band.columns)).split(memoryview(self.xml)[band.start : band.stop])
        heads, styles, formulas = pieces[1::4], pieces[2::4], pieces[3::4]
        columns = [(column, cell_start(column)) for column in band.columns]
        if None in styles or heads != [b'%s%d"' % (start, row) for row in band.rows for _, start in columns]:
            return False
        if self.writes.drop_formulas or self.writes.formulas:
            present = zip(band.places(), formulas, strict=True)
            formulas = [self.writes.formula(place, formula or b"") for place, formula in present]
        values = [self.writes.cells[place] for place in band.places()]
        fitting = not self.writes.restyles and (self.writes.styles is None or not self.writes.styles.any_marked)
        if fitting and all(kind == "" and text for kind, text in values):
            # Nearly always: heads, styles and formulas stay, and all numbers are put behind them in one go.
            count = len(heads)
            joined = [b""] * (count * 8 + 1)
            joined[::8], joined[1::8], joined[2::8] = pieces[::4], heads, styles
            joined[3::8], joined[5::8], joined[7::8] = [b">"] * count, [b"<v>"] * count, [b"</v></c>"] * count
            joined[4::8] = [formula or b"" for formula in formulas]
            joined[6::8] = "\n".join(text or "" for _, text in values).encode().split(b"\n")
            self.out += [self.xml[self.at : band.start], *joined]
        else:
            cells = zip(band.places(), heads, styles, formulas, values, strict=True)
            pieces[1::4] = [self._plain_cell(*cell) for cell in cells]
            pieces[2::4] = pieces[3::4] = [b""] * len(heads)
            self.out += [self.xml[self.at : band.start], *pieces]
        self.at = band.stop
        return True

    def _plain_cell(
        self, place: tuple[int, int], head: bytes, style: bytes, formula: bytes | None, value: Encoded
    ) -> bytes:
        plain = not formula and not (self.blocks and self._in_block(*place))
        return spelled(head + _styled(style, self.writes, place, plain=plain), value, formula or b"", b"", plain=plain)

    def _rebuild(self, row: int, columns: list[int], start: int, stop: int) -> None:
        """Write into a row where a cell is missing or spelled unusually."""
        self._be_sound()
        head = _ROW_HEAD.match(self.xml, start)
        if head is None:
            raise Exotic
        self.out.append(self.xml[self.at : start])
        if head[1].endswith(b"/"):
            attributes, inner, after = head[1][:-1].rstrip(), b"", head.end()
        else:
            close = self.xml.rfind(b"</row", head.end(), stop)
            after = self.xml.find(b">", close) + 1
            if close < 0:
                raise Exotic
            attributes, inner = head[1], self.xml[head.end() : close]
        pieces = self._cells(row, columns, attributes, inner)
        if self.grown:
            attributes = _widened_spans(attributes, columns)
        self.out.append(b"<row%s>%s</row>" % (attributes, pieces))
        self.at = after

    def _cells(self, row: int, columns: list[int], attributes: bytes, inner: bytes) -> bytes:
        """The row's inner bytes with the cells written."""
        out: list[bytes] = []
        if b"<!" in inner or b"<?" in inner:
            raise Exotic
        waiting, at, last, seen = list(reversed(columns)), 0, 0, 0
        for found in _CELL.finditer(inner):
            column = column_number(found[2].decode())
            if column <= last or int(found[3]) != row:
                raise Exotic
            last, seen = column, seen + 1
            if not waiting or waiting[-1] > column:
                continue
            out.append(inner[at : found.start()])
            at = found.start()
            while waiting and waiting[-1] < column:
                out.append(self._new_cell(row, waiting.pop(), attributes))
            if waiting and waiting[-1] == column:
                out.append(self._old_cell(row, waiting.pop(), found[1], found[4] or b""))
                at = found.end()
        if seen != inner.count(b"<c"):
            raise Exotic
        out.append(inner[at:])
        while waiting:
            out.append(self._new_cell(row, waiting.pop(), attributes))
        return b"".join(out)

    def _old_cell(self, row: int, column: int, attributes: bytes, inner: bytes) -> bytes:
        """An existing cell with its value replaced: formula, style and extensions stay; rich-value metadata goes."""
        place = row, column
        formula, extension = _FORMULA.search(inner), _EXTENSION.search(inner)
        found = dict(_ATTRIBUTE.findall(attributes))
        if b"<f" in inner and formula is None:
            raise Exotic
        formula_bytes = self.writes.formula(place, formula[0] if formula else b"")
        plain = not formula_bytes and not self._in_block(row, column)
        value = self.writes.cells[place]
        style = _styled(b" s=" + found[b"s"] if b"s" in found else b"", self.writes, place, plain=plain)
        if style:
            found[b"s"] = style[3:]
        replaced = self.writes.replaces_formula(place)
        dropped = (b"t", b"vm", b"ph", b"cm") if replaced else (b"t", b"vm", b"ph")
        stays = b"".join(b" %s=%s" % pair for pair in found.items() if pair[0] not in dropped)
        return spelled(b"<c" + stays, value, formula_bytes, extension[0] if extension else b"", plain=plain)

    def _new_cell(self, row: int, column: int, row_attributes: bytes) -> bytes:
        """A cell that was not there, in the style its row or column gives to empty cells."""
        place = row, column
        if self.writes.leaves_out(place):
            return b""
        self.grown = True
        head = b'%s%d"' % (cell_start(column), row)
        own = dict(_ATTRIBUTE.findall(row_attributes))
        style = own.get(b"s", b"")
        if own.get(b"customFormat", b"")[1:-1] not in (b"1", b"true"):
            style = next((given for low, high, given in self._columns() if low <= column <= high), b"")
        formula = self.writes.formula(place)
        plain = not formula and not self._in_block(row, column)
        attribute = _styled(b" s=" + style if style else b"", self.writes, place, plain=plain)
        return spelled(head + attribute, self.writes.cells[place], formula, b"", plain=plain)

    def _new_row(self, row: int, columns: list[int], where: int) -> None:
        cells = b"".join(self._new_cell(row, column, b"") for column in columns)
        if cells:
            self.out += [self.xml[self.at : where], b'<row r="%d">%s</row>' % (row, cells)]
            self.at = where

    def _be_sound(self) -> None:
        """Parse the sheet once, at the first need."""
        if self.refuse_malformed is not None:
            self.refuse_malformed()
            self.refuse_malformed = None

    def _find_blocks(self) -> list[Area]:
        """Areas of array and data-table formulas: text in them is a formula's result even where no `<f>` stands."""
        sheet = self.sheet
        if not any(sheet.xml.find(word, sheet.body, sheet.stop) >= 0 for word in (b"array", b"dataTable")):
            return []
        self._be_sound()
        try:
            return [Area.parse(found.decode(), "") for found in _BLOCK.findall(sheet.xml, sheet.body, sheet.stop)]
        except ValueError:
            raise Exotic from None

    def _in_block(self, row: int, column: int) -> bool:
        return any(area.holds(row, column) for area in self.blocks)

    def _columns(self) -> list[tuple[int, int, bytes]]:
        if self._column_styles is None:
            found = (dict(_ATTRIBUTE.findall(tag)) for tag in _COLUMN.findall(self.xml, 0, self.sheet.start))
            self._column_styles = [
                (int(own[b"min"][1:-1]), int(own[b"max"][1:-1]), own.get(b"style", b""))
                for own in found
                if b"min" in own and b"max" in own
            ]
        return self._column_styles

    def _widened(self, head: bytes) -> bytes:
        """The bytes before the rows with `dimension` covering the new cells."""
        found = _DIMENSION.search(head)
        if not found:
            return head
        old = Area.parse(found[1].decode(), "")
        top, left, bottom, right = self.writes.spread()
        new = Area("", min(top, old.top), min(left, old.left), max(bottom, old.bottom), max(right, old.right))
        return head if new == old else head[: found.start(1)] + new.reference.encode() + head[found.end(1) :]


def _widened_spans(attributes: bytes, columns: list[int]) -> bytes:
    """A row's attributes with `spans` covering the columns; it is a hint, so one in several pieces is left out."""
    found = _SPANS.search(attributes)
    if not found:
        return attributes
    if not found[2]:
        return attributes[: found.start()] + attributes[found.end() :]
    low, high = min(int(found[1]), columns[0]), max(int(found[2]), columns[-1])
    return attributes[: found.start()] + b' spans="%d:%d"' % (low, high) + attributes[found.end() :]
