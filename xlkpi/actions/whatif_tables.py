"""The comparison of official and assumed results as tables, and as a sheet of a copy of the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from xlkpi.actions.results import Person
from xlkpi.actions.whatif import Comparison
from xlkpi.books.areas import column_letters
from xlkpi.books.book import Value
from xlkpi.books.ooxml.edits import Edit, Format, NewSheet, Styled, edit_workbook
from xlkpi.drawing.layout import COPY, COPY_STANDS_FOR
from xlkpi.records import dataclass

SHEET = "测算"

CUT = "────"
"""The line between the last of one level and the first of the next."""

ARROWS = {-1: "↑", 0: "", 1: "↓"}


@dataclass(frozen=True)
class Sheet:
    """A table of the comparison: headings and rows; numbers of a table of `money` are amounts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    money: bool = False


def compared(found: Comparison, *, without_pay: bool = False) -> list[Sheet]:
    """Return the comparison as tables: departments, then the sorted list of each with the cut lines."""
    official, assumed = found.official, found.assumed
    sheets = []
    if found.levels:
        sheets.append(Sheet("等级与名额", ("部门", "", "部门等级", *found.levels, "变动"), tuple(_departments(found))))
    elif any(unit.level for unit in official.departments):
        sheets.append(_units(found))
    if official.pay is not None and assumed.pay is not None and not without_pay:
        amounts = (float(official.pay), float(assumed.pay), float(assumed.pay - official.pay))
        sheets.append(Sheet("绩效工资合计（元）", ("正式", "测算", "差额"), (amounts,), money=True))
    pairs = list(zip(official.people, assumed.people, strict=True))
    for department in dict.fromkeys(person.department for person in official.people):
        if not found.levels:
            mine = [pair for pair in pairs if pair[0].department == department]
            sheets.append(_side_by_side(department, mine, with_pay=not without_pay))
            continue
        own = [pair for pair in pairs if pair[0].department == department and pair[0].rank is not None]
        own.sort(key=lambda pair: pair[0].rank or 0)
        heads = ("名次", "工号", "姓名", "总分", "正式", "测算", "变动")
        sheets.append(Sheet(department, heads, tuple(_ranked(own, found.levels))))
    return sheets


SIDES = ("正式", "测算")


def _units(found: Comparison) -> Sheet:
    """Return the scores and levels of departments (groups) under both."""
    pairs = zip(found.official.departments, found.assumed.departments, strict=True)
    rows = tuple(
        (one.department, one.score, other.score, one.level or "", other.level or "", _mark(one != other))
        for one, other in pairs
    )
    return Sheet("部门", ("部门", *(f"{side}得分" for side in SIDES), *(f"{side}等级" for side in SIDES), "变动"), rows)


def _mark(changed: bool) -> str:
    return "变" if changed else ""


def _side_by_side(title: str, pairs: Sequence[tuple[Person, Person]], *, with_pay: bool) -> Sheet:
    """Return who gets another result, with every result that there is under both."""
    told: tuple[tuple[str, Callable[[Person], Value]], ...] = (
        ("总分", lambda one: one.total),
        ("名次", lambda one: None if one.rank is None else float(one.rank)),
        ("等级", lambda one: one.level),
        ("系数", lambda one: one.coefficient),
        *((("工资", lambda one: one.pay),) if with_pay else ()),
    )
    shown = [(head, of) for head, of in told if any(of(one) is not None for pair in pairs for one in pair)]
    named = any(one.id != one.name for one, _ in pairs)
    moved = [(one, other) for one, other in pairs if any(of(one) != of(other) for _, of in shown)]
    rows = tuple(
        (*((one.id, one.name) if named else (one.name,)), *(of(each) for _, of in shown for each in (one, other)))
        for one, other in moved
    )
    who = ("工号", "姓名") if named else ("姓名",)
    title = f"{title}：{len(pairs)} 人中 {len(moved)} 人有变动"
    return Sheet(title, (*who, *(f"{side}{head}" for head, _ in shown for side in SIDES)), rows)


def _departments(found: Comparison) -> list[tuple[Value, ...]]:
    """Return for each department the seats due and given under both."""
    rows: list[tuple[Value, ...]] = []
    units = [unit.department for unit in found.official.departments]
    for unit in units or dict.fromkeys(person.department for person in found.official.people):
        moved = sum(
            before.level != after.level
            for before, after in zip(found.official.people, found.assumed.people, strict=True)
            if before.department == unit
        )
        for what, results in (("正式", found.official), ("测算", found.assumed)):
            level = next((one.level or "" for one in results.departments if one.department == unit), "")
            given = Counter(person.level for person in results.people if person.department == unit)
            if unit in results.seats:
                rows.append((unit, f"{what}应评", level, *map(_count, results.seats[unit]), ""))
            rows.append((unit, f"{what}实评", level, *(float(given[code]) for code in found.levels), ""))
        rows[-1] = (*rows[-1][:-1], f"{moved} 人")
    return rows


def _count(number: int | None) -> Value:
    return "" if number is None else float(number)


def _ranked(pairs: Sequence[tuple[Person, Person]], levels: Sequence[str]) -> list[tuple[Value, ...]]:
    """Return the people of a department, best first, with a line wherever a level ends, in the column it ends in."""
    rows: list[tuple[Value, ...]] = []
    last: tuple[str | None, str | None] | None = None
    order = {level: place for place, level in enumerate(levels)}
    for before, after in pairs:
        now = before.level, after.level
        cuts = [] if last is None else [CUT if one != other else "" for one, other in zip(last, now, strict=True)]
        if any(cuts):
            rows.append(("", "", "", "", *cuts, ""))
        places = [order.get(level or "", -1) for level in now]
        move = ARROWS[(places[1] > places[0]) - (places[1] < places[0])]
        rank = None if before.rank is None else float(before.rank)
        rows.append((rank, before.id, before.name, before.total, before.level or "", after.level or "", move))
        last = now
    return rows


def write_copy(file: Path, to: Path, found: Comparison, *, without_pay: bool = False) -> None:
    """Write a copy of the workbook with the comparison on a sheet behind the others. Raises CannotWrite."""
    bold = Format(bold=True, fill="DCE5F0", border=True, horizontal="center")
    lined = Format(border=True, horizontal="center")
    cells: dict[str, Styled] = {"A1": Styled(f"测算（不改变正式结果）　{found.what}", Format(bold=True))}
    row = 3
    for sheet in compared(found, without_pay=without_pay):
        cells[f"A{row}"] = Styled(sheet.title, Format(bold=True))
        for down, line in enumerate((sheet.heads, *sheet.rows), row + 1):
            for across, value in enumerate(line, 1):
                format_ = bold if down == row + 1 else lined
                if isinstance(value, float) and (sheet.money or not value.is_integer()):
                    format_ = Format(border=True, number_format="#,##0.00", horizontal="center")
                cells[f"{column_letters(across)}{down}"] = Styled(value, format_)
        row += len(sheet.rows) + 3
    widths = {column_letters(number): 13.0 if number == 1 else 10.0 if number < 4 else 8.0 for number in range(1, 15)}
    page = NewSheet(SHEET, cells, widths, landscape=True)
    edit_workbook(file, Edit(sheets=[page], names={COPY: COPY_STANDS_FOR}), to, backup=True)
