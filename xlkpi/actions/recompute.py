"""Recompute a workbook with its own formulas and say what came out; a fault keeps anything from being written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from xlkpi.actions.check import check_reading
from xlkpi.actions.check_summary import roster_rows
from xlkpi.actions.reading import Reading, as_number, as_text, is_blank, read_blocks, read_book
from xlkpi.actions.results import Department, Outcome, Person, split
from xlkpi.actions.sheet_checks import result_faults
from xlkpi.actions.sheet_people import groups_of, people_by_layout
from xlkpi.books.book import Book, Value
from xlkpi.domain.grade import NOT_APPRAISED, UNDECIDED
from xlkpi.errors import CellError, Fault, sentence
from xlkpi.templates.registry import recognise

NUMERIC = (
    "权重合计",
    "总分",
    "加权得分",
    "计划得分",
    "计划_得分",
    "主管_得分",
    "主管_系数",
    "名单_部门排名",
    "名单_等级系数",
    "名单_绩效工资",
    "名额_应评",
)
"""Computed blocks that hold numbers or nothing: any text in them is a fault's sentence."""


def departments_of(reading: Reading) -> tuple[Department, ...]:
    """Return the departments of a summary that have a name."""
    columns = [reading.column(name) for name in ("主管_部门", "主管_姓名", "主管_得分")]
    return tuple(
        Department(as_text(name), as_text(supervisor), as_number(score), level_of(reading, "主管_等级", row))
        for row, (name, supervisor, score) in enumerate(zip(*columns, strict=True))
        if not is_blank(name)
    )


def people_of(reading: Reading) -> tuple[Person, ...]:
    """Return the people of a summary's roster."""
    column = reading.column
    people = []
    for row in roster_rows(reading):
        rank = as_number(column("名单_部门排名")[row])
        people.append(
            Person(
                as_text(column("名单_工号")[row]),
                as_text(column("名单_姓名")[row]),
                as_text(column("名单_部门")[row]),
                as_number(column("名单_总分")[row]),
                None if rank is None else int(rank),
                level_of(reading, "名单_等级", row),
                as_number(column("名单_等级系数")[row]),
                as_number(column("名单_绩效工资")[row]),
                as_text(column("名单_说明")[row]),
            )
        )
    return tuple(people)


def person_of_form(reading: Reading) -> tuple[Person, ...]:
    """Return the one person of a 附件2, nobody for a blank form."""
    number, name = as_text(reading.field("工号")), as_text(reading.field("姓名"))
    if not number and not name:
        return ()
    total = as_number(reading.field("总分"))
    return (Person(number, name, as_text(reading.field("分公司")), total, None, None, None, None, ""),)


def supervisor_of_plan(reading: Reading) -> tuple[Department, ...]:
    """Return the supervisor of a two-week plan with the plan's score."""
    name = as_text(reading.field("部门")) or as_text(reading.field("分公司"))
    supervisor, score = as_text(reading.field("主管")), as_number(reading.field("计划得分"))
    return (Department(name, supervisor, score, None),) if name or supervisor else ()


def no_departments(_: Reading) -> tuple[Department, ...]:
    """Return no departments: the workbook holds none."""
    return ()


PEOPLE: dict[str, Callable[[Reading], tuple[Person, ...]]] = {"summary": people_of, "form": person_of_form}
DEPARTMENTS: dict[str, Callable[[Reading], tuple[Department, ...]]] = {
    "summary": departments_of,
    "plan": supervisor_of_plan,
    "groups": groups_of,
}


LEVELS = {"名单_等级": "等级_代码", "主管_等级": "等级_名称"}
"""Computed blocks that hold a level or nothing, and the block that lists the levels."""

FOLLOWS = {
    "名单_等级系数": "名单_等级",
    "名单_绩效工资": "名单_等级系数",
    "主管_系数": "主管_等级",
}
"""Computed blocks that only repeat a fault of another block in the same row."""


def level_of(reading: Reading, name: str, row: int) -> str | None:
    """Return the level in a row of a computed block, None where a blank or a fault's sentence stands there."""
    text = as_text(reading.column(name)[row])
    known = {as_text(value) for value in reading.column(LEVELS[name])} | {NOT_APPRAISED, UNDECIDED}
    return text if text in known else None


def fault_texts(reading: Reading) -> list[Fault]:
    """Return the faults that our functions wrote into computed cells as sentences, and error values there."""
    faults = []
    wrong: set[tuple[str, int]] = set()
    for name in sorted(reading.layout.names, key=lambda name: name in FOLLOWS):
        if reading.layout[name].role != "computed":
            continue
        numeric = name in NUMERIC or name in reading.layout.numbers
        for row, cells in enumerate(reading.blocks[name]):
            for at, value in enumerate(cells):
                if not (isinstance(value, CellError) or (isinstance(value, str) and not is_blank(value))):
                    continue
                if isinstance(value, str) and not numeric and (name not in LEVELS or level_of(reading, name, row)):
                    continue
                wrong.add((name, row))
                if (FOLLOWS.get(name, ""), row) not in wrong:
                    faults.append(_computed_fault(reading.book.place(name, row, at), value))
    return faults


def seats_exceeded(reading: Reading) -> list[Fault]:
    """Tell where equal scores gave a department more people of a level than its seats (the mode 同分就高 does)."""
    if reading.layout.kind != "summary":
        return []
    codes = [as_text(value) for value in reading.column("等级_代码")]
    notices = []
    for row, (due, given) in enumerate(zip(reading.blocks["名额_应评"], reading.blocks["名额_实评"], strict=True)):
        over = [
            f"{code} {have:g}/{seats:g}"
            for code, seats, have in zip(codes, due, given)
            if isinstance(seats, float) and isinstance(have, float) and have > seats
        ]
        if over:
            zh = "因同分，部门“{name}”的实评人数超过名额（实评/应评）：{over}"
            en = "equal scores give department “{name}” more people than seats (given/due): {over}"
            name = as_text(reading.column("主管_部门")[row])
            notices.append(reading.notice("名额_实评", row, zh, en, name=name, over="、".join(over)))
    return notices


def _computed_fault(place: str, value: Value) -> Fault:
    if isinstance(value, CellError):
        zh, en = "计算结果是错误值 {value}，请检查它引用的数据", "the result is {value}: look at the data it refers to"
        return Fault(place, sentence(zh, en, value=str(value)))
    return Fault(place, sentence("{text}", "the cell says “{text}”", text=str(value)))


def recompute(book: Book, to: Path | None = None, *, dry_run: bool = False) -> Outcome:
    """Recompute a workbook in place (or into `to`) and return its results.

    Nothing is written while there is a fault, or with `dry_run`. A workbook that is not one of our templates is
    recomputed as well; it just has no people to report. Raises CannotWrite, OSError (no folder for `to`).
    """
    reading, unread = read_book(book)
    found = check_reading(reading) if reading is not None else unread if recognise(book.names()) else []
    found += book.recalculate()
    departments: Sequence[Department] = ()
    people: Sequence[Person] = ()
    if reading is not None:
        computed = read_blocks(book, reading.layout)
        departments = DEPARTMENTS.get(reading.layout.kind, no_departments)(computed)
        people = PEOPLE.get(reading.layout.kind, people_by_layout)(computed)
        if not any(not fault.notice for fault in found):
            found += [*fault_texts(computed), *result_faults(computed), *seats_exceeded(computed)]
    faults, notices = split(found)
    written = None
    if not faults and not dry_run:
        if to is not None:
            to.parent.mkdir(parents=True, exist_ok=True)
        written = str(book.save(to))
        notices = (*notices, *book.notices)
    return Outcome(book.title, tuple(departments), tuple(people), faults, notices, written)
