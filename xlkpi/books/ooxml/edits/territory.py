"""What stands on a worksheet besides its cells, and forbids some of them new content."""

from __future__ import annotations

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.content import SheetContent
from xlkpi.books.ooxml.edits.edit_refusals import BlockRefused
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.names import Table
from xlkpi.books.ooxml.outline import Outline
from xlkpi.books.ooxml.structure import read_tables
from xlkpi.books.ooxml.xml import local, tree
from xlkpi.errors import Sentence, sentence
from xlkpi.records import dataclass


@dataclass(frozen=True, slots=True)
class _Owned:
    """A table, and which of its columns (by position) Excel fills itself."""

    table: Table
    calculated: frozenset[int]


class Territory:
    """The merged cells, tables and pivot tables of one worksheet."""

    def __init__(self, draft: Draft, sheet: str, part: str, content: SheetContent) -> None:
        self._outline = Outline(content.merged, content.protected)
        self._tables = _tables(draft, sheet, part)
        self._pivots = _pivots(draft, sheet, part)

    def refuse(self, area: Area, *, array: bool, formula: bool, value: object) -> None:
        """Raise BlockRefused where an area cannot take a content without harm."""
        why = self._against_merged(area, array=array, value=value) or self._against_tables(
            area, array=array, formula=formula
        )
        if why is None and any(area.meets(pivot) for pivot in self._pivots):
            why = sentence("它属于数据透视表", "it belongs to a pivot table")
        if why is not None:
            raise BlockRefused(place=str(area), why=why)

    def _against_merged(self, area: Area, *, array: bool, value: object) -> Sentence | None:
        if array:
            met = next((merged for merged in self._outline.merged if area.meets(merged)), None)
            zh, en = "数组公式不能写入合并单元格 {area}", "an array formula cannot stand in the merged cell {area}"
        else:
            met = None if value is None else self._outline.cover(area.top, area.left)
            zh = "它被合并单元格 {area} 覆盖，请写入左上角的单元格"
            en = "it is covered by the merged cell {area}; write to its top-left cell"
        return None if met is None else sentence(zh, en, area=met.reference)

    def _against_tables(self, area: Area, *, array: bool, formula: bool) -> Sentence | None:
        for owned in self._tables:
            table = owned.table
            if not area.meets(table.area):
                continue
            rows = range(area.top, area.bottom + 1)
            if array:
                zh, en = "数组公式不能写入表格“{table}”", "an array formula cannot stand in the table “{table}”"
            elif table.header_row in rows:
                zh, en = "它是表格“{table}”的标题", "it is a header of the table “{table}”"
            elif table.totals_row in rows:
                zh, en = "它在表格“{table}”的汇总行中", "it is in the totals row of the table “{table}”"
            elif formula and area.left - table.area.left in owned.calculated:
                zh = "它在表格“{table}”的计算列中，请在 Excel 中修改整列的公式"
                en = "it is in a calculated column of the table “{table}”; change the column's formula in Excel"
            else:
                continue
            return sentence(zh, en, table=table.name)
        return None


def _tables(draft: Draft, sheet: str, part: str) -> list[_Owned]:
    found: list[_Owned] = []
    tables = read_tables(draft.package, sheet, part)
    for link, table in zip(draft.related(part, "table"), tables, strict=True):
        root = tree(draft.package.part(link.target), file=draft.title, part=link.target)
        columns = [element for element in root.iter() if local(element.tag) == "tableColumn"]
        calculated = frozenset(
            number
            for number, column in enumerate(columns)
            if any(local(child.tag) == "calculatedColumnFormula" for child in column)
        )
        found.append(_Owned(table, calculated))
    return found


def _pivots(draft: Draft, sheet: str, part: str) -> list[Area]:
    found: list[Area] = []
    for link in draft.related(part, "pivotTable"):
        root = tree(draft.package.part(link.target), file=draft.title, part=link.target)
        for element in root.iter():
            if local(element.tag) == "location":
                try:
                    found.append(Area.parse(element.get("ref", ""), sheet))
                except ValueError:
                    continue  # a pivot table that says of no area that it is its own
    return found
