"""Values put into a sheet by cutting its bytes: everything outside the touched cells stays byte for byte.

Three facts make the search cheap. A `<` never stands inside text or an attribute, so once comments and CDATA are ruled
out, `<c r="B7"` can only be that cell. Rows are located once for the whole sheet by one expression. Cells are then
found by plain byte search inside their row, which runs at memory speed; untouched cells are never looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from xlkpi.books.areas import Area, column_number
from xlkpi.books.ooxml.frame import Frame, frame
from xlkpi.books.ooxml.spelling import cell_start, spelled
from xlkpi.books.ooxml.writes import Exotic, Writes

_ATTRIBUTES: Final = rb"""[^>"'<]*(?:"[^"<]*"[^>"'<]*|'[^'<]*'[^>"'<]*)*"""
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_ROW_HEAD = re.compile(rb"<row(" + _ATTRIBUTES + rb")>")
_CELL = re.compile(rb'<c( r="([A-Z]+)([0-9]+)"' + _ATTRIBUTES + rb")(?:(?<=/)>|>(.*?)</c\s*>)", re.DOTALL)
_PLAIN_CELL = re.compile(
    rb'<c r="[A-Z]+[0-9]+"( s="[0-9]+")?(?: t="[A-Za-z]+")?'
    rb"(?:/>|>(<f(?: [^<>]*)?>[^<]*</f>|<f [^<>]*/>)?(?:<v(?: [^<>]*)?>[^<]*</v>|<v/>)?</c>)"
)
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
        sheet, numbers = self.sheet, self.sheet.numbers
        index = 0
        for row, columns in self.writes.rows():
            index = bisect_left(numbers, row, index)
            exists = index < len(numbers) and numbers[index] == row
            if not exists:
                self._new_row(row, columns, sheet.starts[index] if index < len(numbers) else sheet.stop)
            elif not self._replace(row, columns, sheet.starts[index], sheet.row_end(index)):
                self._rebuild(row, columns, sheet.starts[index], sheet.row_end(index))
        self.out.append(self.xml[self.at : sheet.stop])
        head = self._widened(self.xml[: sheet.start]) if self.grown else self.xml[: sheet.start]
        opening = self.xml[sheet.start : sheet.body]
        if opening.endswith(b"/>"):
            return b"".join([head, opening[:-2], b">", *self.out, b"</sheetData>", self.xml[sheet.rest :]])
        return b"".join([head, opening, *self.out, self.xml[sheet.stop :]])

    def _replace(self, row: int, columns: list[int], start: int, stop: int) -> bool:
        """Replace cells that all exist in plain spelling; False, with nothing done, where one is not so."""
        xml, out, cells = self.xml, self.out, self.writes.cells
        writes, has_blocks = self.writes, bool(self.blocks)
        changes = writes.drop_formulas or bool(writes.formulas) or bool(writes.restyles)
        mark, at, position = len(out), self.at, start
        for column in columns:
            head = b'%s%d"' % (cell_start(column), row)
            position = xml.find(head, position, stop)
            found = _PLAIN_CELL.match(xml, position) if position >= 0 else None
            if found is None or xml.find(head, found.end(), stop) >= 0:
                del out[mark:]
                return False
            style, formula = found.groups(b"")
            kind, text = cells[row, column]
            if changes:
                style, formula = self._restyled(row, column, style), writes.formula((row, column), formula)
            out.append(xml[at:position])
            if kind == "" and text is not None:
                out.append(b"%s%s>%s<v>%s</v></c>" % (head, style, formula, text.encode()))
            else:
                plain = not formula and not (has_blocks and self._in_block(row, column))
                out.append(spelled(head + style, (kind, text), formula, b"", plain=plain))
            at = position = found.end()
        self.at = at
        return True

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
        kept = b"".join(
            b" %s=%s" % (name, value)
            for name, value in _ATTRIBUTE.findall(attributes)
            if name not in (b"t", b"vm", b"ph", b"s") and not (name == b"cm" and self.writes.replaces_formula(place))
        )
        if b"<f" in inner and formula is None:
            raise Exotic
        style = next((b" s=" + value for name, value in _ATTRIBUTE.findall(attributes) if name == b"s"), b"")
        formula_bytes = self.writes.formula(place, formula[0] if formula else b"")
        plain = not formula_bytes and not self._in_block(row, column)
        value = self.writes.cells[place]
        return spelled(
            b"<c" + kept + self._restyled(row, column, style),
            value,
            formula_bytes,
            extension[0] if extension else b"",
            plain=plain,
        )

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
        head += self._restyled(row, column, b" s=" + style if style else b"")
        formula = self.writes.formula(place)
        plain = not formula and not self._in_block(row, column)
        return spelled(head, self.writes.cells[place], formula, b"", plain=plain)

    def _restyled(self, row: int, column: int, style: bytes) -> bytes:
        """A cell's style attribute, with the blank before it, as it is to be."""
        change = self.writes.restyles.get((row, column))
        if change is None:
            return style
        return b' s="%d"' % change(int(style[4:-1]) if style else 0)

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
        words = (b'"array"', b"'array'", b"dataTable")
        if not any(sheet.xml.find(word, sheet.body, sheet.stop) >= 0 for word in words):
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
