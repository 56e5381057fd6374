"""Open a workbook file as a Book whose formulas know our functions, and read what kind of workbook it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlkpi.books.book import Book
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.layout import ADOPTED
from xlkpi.drawing.workbook_reading import Reading, as_text, read_blocks
from xlkpi.errors import CannotWrite, Fault, sentence
from xlkpi.schemes import kinds_taken_over, recognise

if TYPE_CHECKING:
    from xlkpi.books.file import FileBook
    from xlkpi.drawing.kind import Kind


def spreadsheet_functions(troubles: set[str] | None = None) -> dict[str, Callable[..., Any]]:
    """Return every declared function by name, taking raw cells as positional arguments; complaints go to `troubles`."""
    from xlkpi.functions import CATALOGUE, call

    def bound(name: str, *arguments: Any) -> Any:
        return call(name, arguments, troubles)

    return {name: partial(bound, name) for name in CATALOGUE}


def open_book(path: Path) -> FileBook:
    """Open a workbook file. Raises CannotRead."""
    from xlkpi.books.file import FileBook

    troubles: set[str] = set()
    return FileBook.open(path, functions=spreadsheet_functions(troubles), troubles=troubles)


def open_books(paths: Sequence[Path]) -> Iterator[FileBook]:
    """Open workbook files one after the other; those of one name are called by their folders too. Raises CannotRead."""
    for path in paths:
        book = open_book(path)
        namesakes = [other.parts for other in paths if other.name == path.name and other != path]
        parts = next((n for n in range(1, len(path.parts)) if path.parts[-n:] not in [o[-n:] for o in namesakes]), 0)
        book.title = "/".join(path.parts[-parts:])
        yield book


def is_ours(book: Book) -> bool:
    """Whether a workbook carries the names of one of our kinds, whole or not, or was taken over by `adopt`."""
    return kind_of(book.names()) is not None


def kind_of(names: Collection[str]) -> Kind | None:
    """Return the kind that defined names tell; of a workbook that was taken over that of its first summary or form."""
    if ADOPTED not in names:
        return recognise(names)
    for kind in (own := kinds_taken_over()):
        columns = tuple(kind.rosters - {""})
        if any(name.startswith(columns) for name in names):
            return kind
    return own[0]


def read_book(
    book: Book, wanted: Callable[[Kind], Collection[str]] | None = None
) -> tuple[Reading | None, list[Fault]]:
    """Read every declared block of a workbook of ours; the faults say why it is not one, or which names are gone.

    Several lists in a company's own workbook are read as one, below each other; lists of several months or with the
    same people, and several forms, are a fault. With `wanted` only the blocks that it names for the kind are read; a
    company's own workbook is read whole.
    """
    readings, faults = read_parts(book, wanted)
    lists = [reading for reading in readings if reading.kind.takes]
    if len(lists or readings) < 2:
        return next(iter(lists or readings), None), faults
    reading = _as_one(book, lists) if lists else None
    if reading is not None:
        return reading, faults
    zh = "这个工作簿里有 {count} 份表（几个人，或几个月），这个命令一次只看一份；请拆成几个工作簿"
    en = "the workbook holds {count} forms or lists of several people or months: make a workbook of each for this"
    return None, [*faults, Fault(book.title, sentence(zh, en, count=len(lists or readings)))]


def read_parts(
    book: Book, wanted: Callable[[Kind], Collection[str]] | None = None
) -> tuple[list[Reading], list[Fault]]:
    """Read everything in a workbook of ours: one workbook holds one kind, but a company's own may hold several parts.

    The faults say why it is none of ours, or which names are gone; then nothing of it is read.
    """
    names = book.names()
    if ADOPTED in names:
        return _read_adopted(book, names)
    kind = recognise(names)
    if kind is None:
        zh = "不是本系统的考核表：找不到所需的名称。请使用 xlkpi 生成的模板；"
        zh += "公司自己的考核表请先 xlkpi adopt {file} 接入"
        en = "is not one of our workbooks: its defined names are missing. Use a template made by xlkpi, or take a "
        en += "company's own workbook over with xlkpi adopt {file}"
        return [], [Fault(book.title, sentence(zh, en, file=book.argument))]
    missing = kind.missing(names)
    if missing:
        return [], [_gone(book, name) for name in missing]
    reading = read_blocks(book, kind, None if wanted is None else wanted(kind))
    faults = _misshapen(reading)
    if not faults:
        _put_as_shown(reading)
    return ([], faults) if faults else ([reading], [])


def _put_as_shown(reading: Reading) -> None:
    """Let our formulas find in the cells of 工号 what is shown there: for them the number 205 is not the text 0205.

    Only of a file, in memory: in Excel the cells are the user's, and asking what stands in them must change nothing.
    """
    from xlkpi.books.file import FileBook

    book = reading.book
    if not isinstance(book, FileBook):
        return
    names = [name for name in reading.kind.ids & reading.blocks.keys() if reading.kind[name].role == "input"]
    other = [name for name in names if reading.blocks[name] != book.read(name)]
    for name in other if other and final_mark(book) is None else ():
        with suppress(CannotWrite):  # of protected cells the formulas find the number, as they do in Excel
            book.write(name, reading.blocks[name])


def _as_one(book: Book, lists: Sequence[Reading]) -> Reading | None:
    """Read lists of one month and of different people as one list, as far as all have the same; None for any other."""
    from xlkpi.adopt.part_book import Led, PartBook

    people = [as_text(one.column(one.kind.identity)[row]) for one in lists for row in one.roster]
    whole = lists[0].kind.whole
    if whole is None or len(set(people)) < len(people) or len({one.month for one in lists}) > 1:
        return None
    leads = [one.book.led for one in lists if isinstance(one.book, PartBook)]
    led = {name: one for name, one in leads[0].items() if all(name in other for other in leads)}
    for name in whole.rosters & led.keys():
        own = tuple(each for lead in leads for each in lead[name].names)
        led[name] = Led(own, all(lead[name].computed for lead in leads))
    computed = frozenset(name for name, one in led.items() if one.computed)
    wide = frozenset(entry.name for entry in whole.named if entry.columns != 1)
    return read_blocks(PartBook(book, led, wide), _within(whole, frozenset(led), computed, frozenset()))


def _gone(book: Book, name: str) -> Fault:
    zh = "缺少名称“{name}”（可能删除了行、列或工作表）。请从备份恢复，或用新模板重新填写"
    en = "the defined name “{name}” is gone (rows, columns or a sheet were deleted). Restore a backup"
    return Fault(book.title, sentence(zh, en, name=name))


def _read_adopted(book: Book, names: Collection[str]) -> tuple[list[Reading], list[Fault]]:
    """Read every part of a company's own workbook; a name it was taken over with and that is gone is a fault."""
    from xlkpi.adopt.part_book import PartBook
    from xlkpi.adopt.record import parts_of
    from xlkpi.schemes import kind_named

    readings: list[Reading] = []
    faults: list[Fault] = []
    for part in parts_of(book):
        whole = kind_named(part.kind)
        if whole is None:
            continue
        own = [name for led in part.led.values() for name in led.names]
        faults += [_gone(book, name) for name in dict.fromkeys(own) if name not in names]
        computed = frozenset(name for name, led in part.led.items() if led.computed)
        marks = frozenset(name for name, led in part.led.items() if led.marks)
        kind = _within(whole, frozenset(part.led), computed, marks)
        wide = frozenset(entry.name for entry in whole.named if entry.columns != 1)
        if not faults:
            readings.append(read_blocks(PartBook(book, part.led, wide), kind))
    faults += [fault for reading in readings for fault in _uneven(reading)]
    return ([], faults) if faults else (readings, [])


@lru_cache(maxsize=64)
def _within(whole: Kind, names: frozenset[str], computed: frozenset[str], marks: frozenset[str]) -> Kind:
    return whole.within(names, computed, marks)


def _uneven(reading: Reading) -> Iterator[Fault]:
    """Columns of one table of a company's own workbook are equally long."""
    for table in reading.kind.tables:
        heights = {column.name: len(reading.blocks[column.name]) for column in table.columns}
        usual = _most(Counter(heights.values()))
        for name, height in heights.items():
            if height != usual:
                zh = "名称“{name}”所指的行数（{height}）与同一张表的其他列（{usual}）不同，请从备份恢复或重新接入"
                en = "the name “{name}” stands for {height} rows, the other columns of its table for {usual}: restore "
                en += "a backup or adopt it again"
                yield reading.fault(name, 0, zh, en, name=name, height=height, usual=usual)


def _most(counted: Counter[int]) -> int:
    """Return what is counted most often, the first of several (Counter's own `most_common` loads a heap for that)."""
    return max(counted, key=counted.__getitem__)


def _misshapen(reading: Reading) -> list[Fault]:
    """Rosters are equally long, other blocks as long as declared, each as wide as declared: a name may have moved."""
    read = [entry for entry in reading.kind.named if entry.name in reading.blocks]
    heights = Counter(len(reading.blocks[entry.name]) for entry in read if entry.rows is None)
    people = _most(heights) if heights else 0
    faults = []
    for entry in read:
        block = reading.blocks[entry.name]
        if len(block) != (entry.rows or people) or len(block[0]) != (entry.columns or people):
            zh = "名称“{name}”所指的区域大小不对（可能删除了单元格或改了名称）。请从备份恢复，或用新模板重新填写"
            en = "the defined name “{name}” stands for a range of the wrong size. Restore a backup"
            faults.append(reading.fault(entry.name, 0, zh, en, name=entry.name))
    return faults
