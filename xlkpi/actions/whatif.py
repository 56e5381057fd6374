"""What if: the results under another level, rule or number of the rulebook beside the official ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from xlkpi.actions.checks.cell_rules import Cell, value_fault
from xlkpi.actions.checks.computed import computed_parts
from xlkpi.actions.current import current
from xlkpi.actions.final.opened import with_formulas
from xlkpi.actions.opening import read_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Department, Outcome, Person
from xlkpi.actions.sources import value_of
from xlkpi.books.book import Block, Value
from xlkpi.books.file import FileBook
from xlkpi.domain.numbers import exact, money
from xlkpi.drawing.choices import synonyms
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.validation import NumberRule, Rule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Fault, Unusable, sentence, unsafe
from xlkpi.records import dataclass

SETTINGS = {"rounding": ("舍入方式", "rounding"), "ties": ("同分处理", "ties")}
"""Keys of the settings that may be asked about, and what they are called."""


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
        zh = "表里没有公式（导出的值），不能测算；请用原来的表"
        en = "the workbook holds no formulas (exported as values): use the one it was exported from"
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
    if kind.numbers is None:
        zh, en = "{title}没有“参数”页，没有可测算的数", "{title} has no page 参数 and no numbers to try"
        raise Unusable(sentence(zh, en, title=kind.title))
    told = []
    settings = {setting.key: setting for setting in kind.numbers.settings}
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
            zh = "“参数”页有几个“{called}”，不能确定是哪一个"
            en = "the page 参数 has several “{called}”: which one is unclear"
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
