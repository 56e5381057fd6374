"""Values put into a sheet through its XML tree: for the rare sheet whose bytes cannot be cut safely.

Gives the same cells as `splice`, at about twice the time and three times the memory. lxml keeps prefixes, comments,
processing instructions and the order of attributes; the result is UTF-8.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from xlkpi.books.areas import Area, cell_of, reference_of
from xlkpi.books.ooxml.refusals import SheetUnclear
from xlkpi.books.ooxml.writes import Writes
from xlkpi.books.ooxml.xml import MAIN, local, true

if TYPE_CHECKING:
    from lxml.etree import _Element

_PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BLOCKS: Final = ("array", "dataTable")


def edit_tree(xml: bytes, sheet: str, writes: Writes) -> bytes:
    """Return the sheet with its cells written. The XML must have been found well-formed and free of a DTD.

    Raises SheetUnclear where rows or cells do not stand plainly in order.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, strip_cdata=False)
    try:
        root = etree.fromstring(xml, parser)
        _TreeEditor(root, sheet, writes).run()
    except (etree.XMLSyntaxError, ValueError) as error:  # lxml is stricter than expat; a number or area that is none
        raise SheetUnclear(sheet=sheet, why=str(error)) from None
    result: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return result


class _TreeEditor:
    def __init__(self, root: _Element, sheet: str, writes: Writes) -> None:
        from lxml import etree

        self.root, self.sheet, self.writes = root, sheet, writes
        self.space = etree.QName(root).namespace or ""
        self.make: Any = etree.SubElement
        self.grown = False
        self.blocks: list[Area] = []
        if self.space not in MAIN:
            raise self.unclear(f"<{local(root.tag)}>")
        parts = root.findall(self.tag("sheetData"))
        if len(parts) != 1:
            raise self.unclear(f"{len(parts)} × sheetData")
        self.data = parts[0]

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}" if self.space else name

    def unclear(self, why: str) -> SheetUnclear:
        return SheetUnclear(sheet=self.sheet, why=why)

    def run(self) -> None:
        rows = self.rows()
        numbers = sorted(rows)
        self.blocks = [
            Area.parse(formula.get("ref", ""), "")
            for formula in self.data.iter(self.tag("f"))
            if formula.get("t") in _BLOCKS and formula.get("ref")
        ]
        self.blocks += self.writes.arrays()
        for number, columns in self.writes.rows():
            row = rows.get(number)
            if row is None:
                if all(self.writes.leaves_out((number, column)) for column in columns):
                    continue
                for there, old in rows.items():
                    old.set("r", str(there))  # rows without `r` are counted, and a new one would shift the count
                row = self.new(self.data, "row", self.before(rows, numbers, number), r=str(number))
                rows[number] = row
                numbers.insert(bisect_left(numbers, number), number)
            self.write_row(row, number, columns)
        if self.grown:
            self.widen_dimension()

    def rows(self) -> dict[int, _Element]:
        """Rows by number; those without `r` follow the one before."""
        found: dict[int, _Element] = {}
        last = 0
        for element in self.elements(self.data, "row"):
            number = int(element.get("r") or last + 1)
            if number <= last:
                raise self.unclear(f"<row r={number}> < {last}")
            found[number] = element
            last = number
        return found

    def elements(self, parent: _Element, name: str) -> list[_Element]:
        """Children of one kind; anything else but comments, instructions and extensions makes the sheet unclear."""
        found = []
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            if child.tag == self.tag(name):
                found.append(child)
            elif child.tag != self.tag("extLst"):
                raise self.unclear(f"<{child.prefix}:{local(child.tag)}>" if child.prefix else f"<{local(child.tag)}>")
        return found

    def new(self, parent: _Element, name: str, before: _Element | None, **attributes: str) -> _Element:
        """Make a child before a sibling, or at the end."""
        element: _Element = self.make(parent, self.tag(name), attributes)
        if before is not None:
            before.addprevious(element)
        return element

    @staticmethod
    def before(there: dict[int, _Element], order: list[int], number: int) -> _Element | None:
        """The element that a new one of that number has to precede."""
        at = bisect_left(order, number)
        return there[order[at]] if at < len(order) else None

    def write_row(self, row: _Element, number: int, columns: list[int]) -> None:
        cells: dict[int, _Element] = {}
        last = 0
        for cell in self.elements(row, "c"):
            reference = cell.get("r")
            there, column = cell_of(reference) if reference else (number, last + 1)
            if column <= last or there != number:
                raise self.unclear(f"<row r={number}>")
            cells[column] = cell
            last = column
        order = sorted(cells)
        for column in columns:
            if column not in cells:
                if self.writes.leaves_out((number, column)):
                    continue
                cell = self.new(row, "c", self.before(cells, order, column), r=reference_of(number, column))
                style = self.inherited_style(row, column)
                if style:
                    cell.set("s", style)
                cells[column] = cell
                order.insert(bisect_left(order, column), column)
                self.grown = True
                for there, old in cells.items():
                    old.set("r", reference_of(number, there))  # as with rows
            self.write_cell(cells[column], number, column)
        if self.grown:
            self.widen_spans(row, columns)

    def inherited_style(self, row: _Element, column: int) -> str | None:
        if true(row.get("customFormat")):
            return row.get("s")
        for entry in self.root.iterfind(f"{self.tag('cols')}/{self.tag('col')}"):
            if int(entry.get("min", "0")) <= column <= int(entry.get("max", "0")):
                return entry.get("style")
        return None

    def write_cell(self, cell: _Element, row: int, column: int) -> None:
        place = row, column
        kind, text = self.writes.cells[place]
        formula = cell.find(self.tag("f"))
        replaced = self.writes.replaces_formula(place)
        for child in list(cell):
            if child.tag in (self.tag("v"), self.tag("is")) or (child is formula and replaced):
                cell.remove(child)
        if replaced:
            formula = self.new_formula(cell, row, column)
            cell.attrib.pop("cm", "")
        for name in ("t", "vm", "ph"):
            cell.attrib.pop(name, "")
        result = formula is not None or any(area.holds(row, column) for area in self.blocks)
        style = self.writes.style(place, cell.get("s", ""), self.writes.cells[place], plain=not result)
        if style:
            cell.set("s", style)
        if text is None:
            return
        if kind == "s" and not result:
            cell.set("t", "inlineStr")
            holder = self.new(cell, "is", cell.find(self.tag("extLst")))
            holder = self.new(holder, "t", None)
        else:
            if kind:
                cell.set("t", "str" if kind == "s" else kind)
            holder = self.new(cell, "v", cell.find(self.tag("extLst")))
        holder.text = text
        if text and (text != text.strip(" \t\n") or "\n" in text):
            holder.set(_PRESERVE, "preserve")

    def new_formula(self, cell: _Element, row: int, column: int) -> _Element | None:
        """Put the cell's new formula before all else in it."""
        new = self.writes.formulas.get((row, column))
        if new is None:
            return None
        formula = self.new(cell, "f", cell[0] if len(cell) else None, **new.attributes)
        formula.text = new.text
        return formula

    def widen_spans(self, row: _Element, columns: list[int]) -> None:
        low, colon, high = (row.get("spans") or "").partition(":")
        if colon and low.isdecimal() and high.isdecimal():
            row.set("spans", f"{min(int(low), columns[0])}:{max(int(high), columns[-1])}")
        else:
            row.attrib.pop("spans", "")

    def widen_dimension(self) -> None:
        dimension = self.root.find(self.tag("dimension"))
        if dimension is not None and dimension.get("ref"):
            old = Area.parse(dimension.get("ref", ""), "")
            top, left, bottom, right = self.writes.spread()
            new = Area("", min(top, old.top), min(left, old.left), max(bottom, old.bottom), max(right, old.right))
            dimension.set("ref", new.reference)
