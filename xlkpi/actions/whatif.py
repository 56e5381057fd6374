"""What if: the results under another level, rule or number of the rulebook beside the official ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from pathlib import Path

from xlkpi.actions.checks.cell_rules import Cell, value_fault
from xlkpi.actions.checks.computed import computed_parts
from xlkpi.actions.current import current
from xlkpi.actions.final.opened import with_formulas
from xlkpi.actions.opening import read_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Department, Outcome, Person
from xlkpi.actions.sources import value_of
from xlkpi.books.areas import column_letters
from xlkpi.books.book import Block, Value
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.edits import Edit, Format, NewSheet, Styled, edit_workbook
from xlkpi.domain.numbers import exact, money
from xlkpi.drawing.choices import synonyms
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import COPY, COPY_STANDS_FOR
from xlkpi.drawing.validation import NumberRule, Rule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault, Unusable, sentence, unsafe
from xlkpi.records import dataclass

SHEET = "测算"
SETTINGS = {"rounding": ("舍入方式", "rounding"), "ties": ("同分处理", "ties")}
"""Keys of the settings that may be asked about, and what they are called."""
CUT = "────"
"""The line between the last of one level and the first of the next."""
ARROWS = {-1: "↑", 0: "", 1: "↓"}


@dataclass(frozen=True)
class Assumption:
    """What shall be different: levels by department ("" for every one), words for the rules; "" leaves a rule be.

    `numbers` are numbers of the rulebook by what they are called on the page 参数: a setting by its label, a number of
    a table as `row/heading`.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    rounding: str = ""
    ties: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """What one computation came to: departments with the seats due and given by level, people, all pay in yuan."""

    departments: tuple[Department, ...]
    people: tuple[Person, ...]
    seats: Mapping[str, tuple[int | None, ...]]
    pay: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """The official results and the assumed ones; `levels`, best first, are those that quotas bind, if any."""

    file: str
    what: str
    levels: tuple[str, ...]
    official: Results
    assumed: Results


@dataclass(frozen=True)
class Sheet:
    """A table of the comparison: headings and rows; numbers of a table of `money` are amounts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    money: bool = False


def whatif(opener: Callable[[], FileBook], assumption: Assumption) -> tuple[Comparison | None, list[Fault]]:
    """Compare the official results of a workbook with those under an assumption; the file is not touched.

    `opener` opens the workbook; it is called twice, for the assumption is made in a copy of its own. One that is final
    is computed with the formulas it keeps. Raises Unusable for a department, level or word that the workbook does not
    know.
    """
    book, copy = opener(), opener()
    before, faults = current(book)
    if before is None:
        return None, faults
    if final_mark(book) is not None:
        book, copy = with_formulas(book), with_formulas(copy)
        before = read_book(book)[0] or before
    kind = before.kind
    if not kind.people:
        zh, en = "这种表没有个人结果，没有可测算的", "this kind of workbook holds no personal results to be tried out"
        return None, [Fault(book.title, sentence(zh, en))]
    if not before.computes(*(name for name in kind.people.values() if kind[name].role == "computed")):
        zh, en = (
            "表里没有公式（导出的值），不能测算；请用原来的表",
            "the workbook holds no formulas (exported as values): use the one it was exported from",
        )
        return None, [Fault(book.title, sentence(zh, en))]
    order = tuple(_listed(before, kind.people.get("level", ""))) if kind.seating else ()
    told = _assumed(copy, before, assumption)
    outcome = recompute(copy, dry_run=True)
    faults += [fault for fault in outcome.faults if fault not in faults]
    if unsafe(faults):
        return None, faults
    official = _results(before, recompute(book, dry_run=True), order)
    assumed = _results(read_book(copy)[0] or before, outcome, order)
    return Comparison(book.title, "；".join(told), order, official, assumed), faults


def _assumed(copy: FileBook, reading: Reading, assumption: Assumption) -> list[str]:
    """Put an assumption into a copy of a workbook and say what it is. Raises Unusable."""
    kind = reading.kind
    told = []
    settings = {setting.key: setting for setting in kind.numbers.settings} if kind.numbers else {}
    for key, asked in (("rounding", assumption.rounding), ("ties", assumption.ties)):
        if asked:
            if key not in settings or not settings[key].words:
                called = sentence(*SETTINGS[key])
                zh = "这种表没有“{what}”的选择；可以测算的数见“参数”页，如 --set {example}"
                en = "this workbook has no choice of {what}; try a number of the page 参数, like --set {example}"
                raise Unusable(sentence(zh, en, what=called, example=_example(reading)))
            word = _word(tuple(settings[key].words.values()), asked)
            copy.write(settings[key].name, [[word]])
            told.append(f"{settings[key].label}：{word}")
    for label, text in assumption.numbers.items():
        told.append(_number(copy, reading, label, text))
    if assumption.levels:
        level = kind.units.get("level", "")
        if not level or not _listed(reading, level):
            zh = "这种表的等级由得分直接得出，不能指定部门等级；可以测算“参数”页的数，如 --set {example}"
            en = "levels of departments cannot be given here; numbers of the page 参数 can, like --set {example}"
            raise Unusable(sentence(zh, en, example=_example(reading)))
        block, changed = _levels(reading, level, assumption.levels)
        copy.assume(level, block)
        told += changed
    return told


@dataclass(frozen=True)
class _Number:
    """A number of the rulebook: its block and row, what it may be."""

    name: str
    row: int
    rule: Rule | None
    words: tuple[str, ...] = ()


def _numbers(reading: Reading) -> dict[str, list[_Number]]:
    """Return the numbers of a workbook's pages of parameters by what they are called."""
    numbers = reading.kind.numbers
    found: dict[str, list[_Number]] = {}
    for setting in numbers.settings if numbers else ():
        own = _Number(setting.name, 0, setting.rule, tuple(setting.words.values()))
        found.setdefault(_called(setting.label), []).append(own)
    for table in numbers.tables if numbers else ():
        for row, label in enumerate(reading.column(table.label)):
            for column in table.columns if as_text(label) else ():
                called = f"{_called(as_text(label))}/{_called(column.title)}"
                found.setdefault(called, []).append(_Number(column.name, row, column.rule))
    return found


def _called(label: str) -> str:
    """What a number is called, without the blanks and line breaks that spread it in its cell."""
    return "".join(label.split())


def _example(reading: Reading) -> str:
    """A number of the rulebook that could be tried."""
    numbers = _numbers(reading)
    return next((f"{called}=…" for called, (one, *_) in numbers.items() if isinstance(one.rule, NumberRule)), "…")


def _number(copy: FileBook, reading: Reading, called: str, text: str) -> str:
    """Put a number of the rulebook into the copy and say so. Raises Unusable."""
    known = _numbers(reading)
    found = known.get(_called(called), [])
    if len(found) != 1:
        zh = "“参数”页没有“{called}”；可用：{settings}；表里的数写作 行/列，如 {example}"
        en = "the page 参数 has no “{called}”; use {settings}; a number of a table is row/heading, like {example}"
        if found:
            zh, en = (
                "“参数”页有几个“{called}”，不能确定是哪一个",
                "the page 参数 has several “{called}”: which one is unclear",
            )
        settings = "、".join(label for label in known if "/" not in label)
        example = next((label for label in known if "/" in label), "—")
        raise Unusable(sentence(zh, en, called=called, settings=settings, example=example))
    [one] = found
    value: Value = _word(one.words, text) if one.words else value_of(text, one.rule)
    wrong = value_fault(reading, Cell(one.name, one.row, 0, called, one.rule, value))
    if wrong is not None:
        raise Unusable(wrong.text)
    block = [list(row) for row in reading.blocks[one.name]]
    block[one.row][0] = value
    copy.write(one.name, block)
    return f"{called}：{text}"


def _word(options: Sequence[str], asked: str) -> str:
    """Return the word of a list that is meant. Raises Unusable."""
    found = next((option for option in options if asked in synonyms(option)), None)
    if found is None:
        zh, en = "没有“{asked}”，可用：{options}", "there is no “{asked}”; use {options}"
        raise Unusable(sentence(zh, en, asked=asked, options="、".join(options)))
    return found


def _listed(reading: Reading, name: str) -> list[str]:
    """Return the words that the block of a computed level chooses from, in their order."""
    part = computed_parts(reading.kind).get(name)
    return [as_text(word) for word in reading.line(part.levels) if as_text(word)] if part and part.levels else []


def _levels(reading: Reading, name: str, asked: Mapping[str, str]) -> tuple[Block, list[str]]:
    """Return the block of departments' levels with those asked for, and what is told of it. Raises Unusable."""
    if not name:
        raise Unusable(sentence("这种表没有部门等级", "this workbook has no levels of departments"))
    names = [as_text(unit) for unit in reading.line(reading.kind.units["name"])]
    called = dict(zip(_codes(reading.kind, reading, name), _listed(reading, name), strict=False))
    words = _listed(reading, name)
    block = [list(row) for row in reading.blocks[name]]
    told = []
    for unit, level in asked.items():
        word = level if level in words else called.get(level)
        if word is None:
            zh, en = "没有等级“{level}”，可用：{words}", "there is no level “{level}”; use {words}"
            raise Unusable(sentence(zh, en, level=level, words="、".join(words)))
        places = [at for at, one in enumerate(names) if one and unit in ("", one)]
        if not places:
            zh, en = "没有部门“{unit}”，可用：{units}", "there is no department “{unit}”; use {units}"
            raise Unusable(sentence(zh, en, unit=unit, units="、".join(one for one in names if one)))
        for at in places:
            if len(block) == 1:
                block[0][at] = word
            else:
                block[at][0] = word
        told.append(f"{unit or '各部门'}：{word}")
    return block, told


def _codes(kind: Kind, reading: Reading, name: str) -> list[str]:
    """Return the short codes of departments' levels (A+), in the order of their names, where the rulebook has them."""
    part = computed_parts(kind).get(name)
    for table in kind.numbers.tables if kind.numbers else ():
        for column in table.columns:
            if part and table.label == part.levels and column.key == "code":
                return [as_text(code) for code in reading.line(column.name)]
    return []


def _results(reading: Reading, outcome: Outcome, levels: Sequence[str]) -> Results:
    pays = [person.pay for person in outcome.people if person.pay is not None]
    seats: dict[str, tuple[int | None, ...]] = {}
    name = reading.kind.units.get("due", "")
    units = [as_text(unit) for unit in reading.line(reading.kind.units["name"])] if name else []
    for row, unit in enumerate(units):
        numbers = [as_number(cell) for cell in reading.blocks[name][row]]
        if unit:
            seats[unit] = tuple(None if number is None else int(number) for number in numbers[: len(levels)])
    total = sum((money(exact(pay)) for pay in pays), Decimal(0)) if pays else None
    return Results(outcome.departments, outcome.people, seats, total)


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
    bold, lined = (
        Format(bold=True, fill="DCE5F0", border=True, horizontal="center"),
        Format(border=True, horizontal="center"),
    )
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
