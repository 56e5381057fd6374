"""Explain a person's result: what the kind tells of it, or everything that was computed in the person's rows."""

from __future__ import annotations

from collections.abc import Iterator

from xlkpi.actions.opening import read_parts
from xlkpi.books.areas import cell_of
from xlkpi.books.book import Book, Value
from xlkpi.domain.numbers import exact, shown
from xlkpi.drawing.kind import Explain
from xlkpi.drawing.spec import Column
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Explanation:
    """Whom it is about and the lines that explain the result, in order."""

    id: str
    name: str
    lines: tuple[Sentence, ...]

    @property
    def who(self) -> str:
        """工号 and name, for a heading."""
        return f"{self.id} {self.name}".strip()


def plain(value: Value) -> str:
    """Write a cell as a person reads it."""
    return shown(exact(value)) if isinstance(value, float) else as_text(value)


def everything_computed(reading: Reading, row: int) -> list[Sentence]:
    """Tell title and value of every computed cell in a person's row of every roster, each once; not who it is."""
    who = [reading.kind.titles.get(name) for key, name in reading.kind.people.items() if key in ("id", "name")]
    found: dict[tuple[str, str], None] = {}
    for table in reading.kind.tables:
        for column in table.columns if table.roster else ():
            if column.computed and column.name and not column.hidden and column.title not in who:
                block = reading.blocks[column.name][row]
                cells = [(at, value) for at, value in enumerate(block) if not is_blank(value)]
                found |= dict.fromkeys(_told(reading, column, cells))
    return [sentence("{title}：{text}", "{title}: {text}", title=title, text=text) for title, text in found]


def _told(reading: Reading, column: Column, cells: list[tuple[int, Value]]) -> Iterator[tuple[str, str]]:
    """Yield title and text of a column's cells; with headings of their own each cell is told by its heading."""
    if column.heads and not column.heads[0].startswith("="):
        yield from ((column.heads[at], plain(value)) for at, value in cells)
    elif cells:
        heading = reading.heading(column)
        yield heading or column.title, "、".join(plain(value) for _, value in cells)


def _adjusted(reading: Reading, row: int) -> list[Sentence]:
    """Tell why a person's level was adjusted, by whom, and from what; nothing where it was not."""
    keys = ("computed", "adjusted", "reason", "approver", "level")
    was, wanted, reason, approver, final = (as_text(reading.person(key, row)) for key in keys)
    if not wanted:
        return []
    zh = "等级调整：{was} → {wanted}，原因：{reason}，批准人：{approver}"
    en = "level adjusted: {was} to {wanted}, because: {reason}, approved by {approver}"
    if final != wanted:
        zh, en = f"{zh}（未采用，最终等级 {{final}}）", f"{en} (does not count; the level is {{final}})"
    told = {"was": was, "wanted": wanted, "reason": reason, "approver": approver, "final": final}
    return [sentence(zh, en, **{key: text or "—" for key, text in told.items()})]


def selected_person(book: Book, selected: tuple[str, int] | None) -> str | None:
    """Return 工号 or name of the person in whose row of a roster a user stands (sheet, row); "" where it is nobody's.

    None where nobody has to be selected: the workbook is about one person, or about none.
    """
    readings, _ = read_parts(book)
    rosters = [(reading, name) for reading in readings if (name := reading.kind.identity) in reading.kind.rosters]
    for reading, name in rosters:
        for row in range(len(reading.blocks[name])):
            sheet, _, cell = reading.book.place(name, row).rpartition("!")
            if (sheet, cell_of(cell)[0]) == selected:
                return as_text(reading.column(name)[row])
    return "" if rosters else None


def _told_of(reading: Reading, row: int) -> tuple[Sentence, ...]:
    """Tell a person's result, in order: the department's, the person's own, the money, an adjusted level.

    Whoever is not appraised has no part in what the department is given, and is told why there is no money.
    """
    kind, taken_in = reading.kind, reading.appraised(row)
    tells: list[Explain | None] = [kind.explain_unit if taken_in else None, kind.explain or everything_computed]
    lines = [line for tell in (*tells, kind.explain_pay) if tell is not None for line in tell(reading, row)]
    if not taken_in and kind.explain_pay is not None and is_blank(reading.person("pay", row)):
        zh, en = "绩效工资：不参评，没有等级系数，不计算", "pay: not appraised, so that no level gives any"
        lines.append(sentence(zh, en))
    return (*lines, *_adjusted(reading, row))


def explain(book: Book, person: str | None = None) -> tuple[list[Explanation], list[Fault]]:
    """Explain the results that stand in a workbook, of everybody or of a 工号 or name; recalculate first."""
    readings, faults = read_parts(book)
    if not readings:
        return [], faults
    if not any(reading.kind.people for reading in readings):
        zh, en = "这种表没有可说明的个人结果", "this kind of workbook holds no personal results"
        return [], [Fault(book.title, sentence(zh, en))]
    found = [
        Explanation(as_text(reading.person("id", row)), as_text(reading.person("name", row)), _told_of(reading, row))
        for reading in readings
        for row in (reading.roster if person is None else reading.rows_of(person))
    ]
    if person is not None and not found:
        zh, en = "没有工号 {person}，也没有人叫这个名字，请核对", "nobody has the 工号 or name {person}"
        return [], [Fault(book.title, sentence(zh, en, person=person))]
    return found, []
