"""What of a workbook goes to paper: print areas that follow the filled rows, and rows that stand outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.books.book import Block, Book
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.paper import first_rows
from xlkpi.drawing.spec import PageSpec, Table
from xlkpi.drawing.workbook_reading import Reading, is_blank, tells
from xlkpi.errors import Fault


def fit_paper(book: Book, kind: Kind) -> None:
    """End every page's print area with its last filled row, or with its first sheet where that holds more.

    Where the first sheet has room, rows that are filled in by hand later are printed as well. A page that lacks one of
    its names stays as it is. Raises ExcelBusy.
    """
    names = book.names()
    for spec, table in _growing(kind):
        telling = _telling(table)
        square = next((column.name for column in table.columns if column.square), "")
        if not names.issuperset({*telling, *([square] if square else [])}):
            continue
        blocks = [book.read(name) for name in telling]
        count, used = len(blocks[0]), _used(blocks)
        if square:
            seen = min(count, max(used, table.shown))
            book.print_to(square, min(count, max(used, first_rows(spec.of_rows(seen)))), seen)
        else:
            book.print_to(telling[0], min(count, max(used, first_rows(spec))))


def check_paper(reading: Reading) -> list[Fault]:
    """A filled row outside the print area of its page: it would be missing on paper, and nobody would notice."""
    faults = []
    for _, table in _growing(reading.kind):
        telling = _telling(table)
        name = telling[0]
        printed, used = reading.book.printed(name), _used([reading.blocks[one] for one in telling])
        if printed is not None and used > printed:
            zh = "{table}有 {count} 行在打印区域之外，打印时会缺人；请重新计算（或 xlkpi recompute），打印区域随之延长"
            en = "{count} rows of {table} stand outside the print area and would be missing on paper: recompute"
            faults.append(reading.fault(name, printed, zh, en, table=table.title, count=used - printed))
    return faults


def _growing(kind: Kind) -> Iterator[tuple[PageSpec, Table]]:
    for spec in kind.pages:
        table = spec.growing
        if table is not None:
            yield spec, table


def _telling(table: Table) -> list[str]:
    """The blocks by which a row is known to be in use: the table's keys, and what people type."""
    columns = [*table.keys, *(column for column in table.inputs if tells(column))]
    return list(dict.fromkeys(column.name for column in columns if column.name))


def _used(blocks: Sequence[Block]) -> int:
    """How many rows there are up to the last one in which anything stands."""
    rows = range(len(blocks[0]))
    filled = [row for row in rows if any(not is_blank(value) for block in blocks for value in block[row])]
    return filled[-1] + 1 if filled else 0
