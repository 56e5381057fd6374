"""What of a workbook goes to paper: print areas that follow the filled rows, and rows that stand outside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from xlkpi.books.book import Block, Book
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.paper import first_rows, height_of, placed, wrapped
from xlkpi.drawing.spec import Column, PageSpec, Table
from xlkpi.drawing.workbook_reading import Reading, is_blank, tells
from xlkpi.errors import Fault


def fit_paper(book: Book, kind: Kind) -> None:
    """Make rows as high as their texts, and end every page's print area with its last filled row.

    Where the first sheet has room for more, rows that are filled in by hand later are printed as well.
    Raises NameMissing, ExcelBusy.
    """
    higher = {t.title: _fit_rows(book, spec, t) for spec in kind.pages for t in spec.parts if isinstance(t, Table)}
    for declared, table, used in _growing(kind, book.read):
        spec = _as_seen(declared, book.read)
        name = _telling(table)[0]
        count = len(book.read(name))
        square = next((column.name for column in table.columns if column.square), "")
        if square:
            seen = min(count, max(used, table.shown))
            book.print_to(square, min(count, max(used, first_rows(spec.of_rows(seen)))), seen)
        else:
            book.print_to(name, min(count, max(used, first_rows(spec, higher[table.title]))))
    for label, _, used in _numbers(kind, book.read):
        book.print_to(label, used)


def _as_seen(spec: PageSpec, read: Callable[[str], Block]) -> PageSpec:
    """Return the page with as few columns as may be seen: fewer are printed larger, and fewer rows fit."""

    def seen(column: Column) -> Column:
        filled = sum(not is_blank(value) for row in read(column.shown_by) for value in row) if column.shown_by else 0
        return replace(column, shown=filled) if filled else column

    tables = (replace(p, columns=tuple(map(seen, p.columns))) if isinstance(p, Table) else p for p in spec.parts)
    return replace(spec, parts=tuple(tables))


def _fit_rows(book: Book, spec: PageSpec, table: Table) -> float:
    """Make the rows of a table as high as their texts; return by how many points they are higher than usual.

    The usual height is the template's, or what somebody gave all rows and so the spare ones.
    """
    texts = list(wrapped(spec, table))
    if not texts:
        return 0
    anchor, at = next((column, at) for column, at in placed(table) if column.name)
    needed: list[float] = []
    for column, first, width in texts:
        block = book.read(column.name) if column.name else [[cell] for cell in book.beside(anchor.name, first - at)]
        high = [
            max([height_of(c, width, column.looks) for c in row if isinstance(c, str) and c] or [0]) for row in block
        ]
        needed = [max(pair) for pair in zip(needed or high, high, strict=True)]
    usual = None if needed[-1] > table.row_height else book.row_height(anchor.name, len(needed) - 1)
    usual = table.row_height if usual is None else usual
    heights = [max(usual, height) for height in needed]
    book.set_row_heights(anchor.name, heights)
    return sum(heights) - usual * len(heights)


def check_paper(reading: Reading) -> list[Fault]:
    """A filled row outside the print area of its page: it would be missing on paper, and nobody would notice."""
    faults = []
    tables = [(_telling(t)[0], t.title, used) for _, t, used in _growing(reading.kind, reading.blocks.__getitem__)]
    tables += [(label, what, used) for label, what, used in _numbers(reading.kind, reading.blocks.__getitem__)]
    for name, title, used in tables:
        printed = reading.book.printed(name)
        if printed is not None and used > printed:
            zh = "{table}有 {count} 行在打印区域之外，打印时会缺人；请重新计算（或 xlkpi recompute），打印区域随之延长"
            en = "{count} rows of {table} stand outside the print area and would be missing on paper: recompute"
            faults.append(reading.fault(name, printed, zh, en, table=title, count=used - printed))
    return faults


def _growing(kind: Kind, read: Callable[[str], Block]) -> Iterator[tuple[PageSpec, Table, int]]:
    """Yield every page that ends with a growing table, the table, and how many of its rows are in use.

    The rows of all rosters are the same people: what is in use of one of them is so of all.
    """
    used = {table.title: _used([read(name) for name in _telling(table)]) for table in kind.tables if table.grows}
    people = max((used[table.title] for table in kind.tables if table.title in used and table.roster), default=0)
    for spec in kind.pages:
        if spec.growing is not None:
            table = spec.growing
            yield spec, table, max(used[table.title], people if table.roster else 0)


def _numbers(kind: Kind, read: Callable[[str], Block]) -> Iterator[tuple[str, str, int]]:
    """Yield labels and title of every table of parameters that ends a page, and how many of its rows are in use."""
    for table in kind.numbers.growing if kind.numbers else ():
        yield table.label, table.what, _used([read(table.label), *(read(column.name) for column in table.columns)])


def _telling(table: Table) -> list[str]:
    """The blocks by which a row is known to be in use: the table's keys, and what people type."""
    columns = [*table.keys, *(column for column in table.inputs if tells(column))]
    return list(dict.fromkeys(column.name for column in columns if column.name))


def _used(blocks: Sequence[Block]) -> int:
    """How many rows there are up to the last one in which anything stands."""
    rows = range(len(blocks[0]))
    filled = [row for row in rows if any(not is_blank(value) for block in blocks for value in block[row])]
    return filled[-1] + 1 if filled else 0
