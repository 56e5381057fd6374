"""What a formula under computation may ask for: cells, names, the place it stands in, the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from xlkpi.books.areas import Area
from xlkpi.books.book import Block
from xlkpi.books.calc.block_cache import BlockCache
from xlkpi.books.calc.rectangles import AreaArray, Areas, Place
from xlkpi.books.calc.syntax import NameUse, TableUse
from xlkpi.books.calc.values import Rows, Scalar

Result: TypeAlias = Scalar | Rows | Area | Areas
"""What a function takes and gives: a value, an array, or a reference that is not looked up yet."""

Part: TypeAlias = Result | AreaArray
"""What a part of a formula yields."""

OurFunction: TypeAlias = "Callable[[Scope, list[Any]], Part]"
"""A function of ours, given its arguments."""


class Scope(Protocol):
    """The workbook as seen from the cell whose formula is computed; every method may raise Pending."""

    sheet: str
    row: int
    column: int
    now: dt.datetime
    cache: BlockCache

    def spend(self, work: int) -> None:
        """Count work done. Raises NotEvaluated when a workbook asks for more than any honest one would."""

    def cell(self, sheet: str, row: int, column: int) -> Scalar:
        """Value of one cell."""

    def block(self, area: Area, *, clipped: bool = True) -> Rows:
        """Values of an area; clipped: without the empty rows and columns beyond the last used cell."""

    def whole_column(self, area: Area) -> list[Scalar] | None:
        """Values from row 1 to the last used one of the column an area lies in; None where that cannot be told yet."""

    def block_with_dates(self, area: Area) -> Block:
        """Values of an area with dates as dates, as our own functions want them."""

    def hidden_rows(self, sheet: str) -> Mapping[int, bool | None]:
        """Hidden rows of a sheet: whether a filter hides them, None where that is not clear."""

    def hidden_unclearly(self, area: Area) -> bool:
        """Whether an area has hidden rows of which it is not clear whether a filter hides them."""

    def subtotals(self, sheet: str) -> Collection[Place]:
        """Places of a sheet whose formula is a subtotal itself."""

    def binding(self, names: Mapping[str, Part]) -> AbstractContextManager[None]:
        """Let names of LET stand for values inside the block."""

    def sheets_between(self, first: str, last: str) -> list[str]:
        """Sheets from one tab to another."""

    def sheet_named(self, name: str) -> str:
        """Proper spelling of a sheet's name. Raises NotEvaluated where there is none."""

    def named(self, use: NameUse) -> Part:
        """Value of a defined name."""

    def ours(self, name: str) -> OurFunction:
        """A function of ours by its name in capitals, as the workbook was opened with it."""

    def table(self, use: TableUse) -> Result:
        """Cells a table reference stands for."""

    def spilled(self, area: Area) -> Area:
        """The cells of the array formula that begins in the area's first cell."""

    def reference(self, text: str) -> Area:
        """What a reference given as text stands for (INDIRECT). Raises Fail."""
