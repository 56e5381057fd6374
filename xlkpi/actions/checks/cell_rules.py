"""Whether one value in one cell keeps the rule that its column, field or line declares."""

from __future__ import annotations

import datetime as dt
import unicodedata

from xlkpi.books.book import Value
from xlkpi.domain.plain_names import plain_name
from xlkpi.drawing.choices import synonyms
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.same_person import who_is_meant
from xlkpi.drawing.validation import (
    HUNDRED,
    MOST_POINTS,
    ChoiceRule,
    DateRule,
    KnownRule,
    NumberRule,
    Rule,
    SeveralRule,
)
from xlkpi.drawing.workbook_reading import Reading, as_month, as_number, as_text, is_blank, month_told
from xlkpi.errors import CellError, Fault
from xlkpi.functions.arguments import NO, YES, looks_like_number, written
from xlkpi.records import dataclass

Words = dict[str, str | float]
Complaint = tuple[str, str, Words]
"""A sentence in both languages with its values; {label} stands for what the cell is called."""


BLANK = ("{label}为空，请填写", "{label} is blank: fill it in")


@dataclass(frozen=True)
class Cell:
    """A filled cell: the name of its block, its place in the block (from 0), what it is called, its rule, its value.

    `weight` says that the numbers of the block total 100% or 100, so that 25 is as good as 25%; `word` that formulas
    and checks compare the text with others.
    """

    name: str
    row: int
    column: int
    label: str
    rule: Rule | None
    value: Value
    weight: bool = False
    word: bool = False


def value_fault(reading: Reading, cell: Cell) -> Fault | None:
    """Return what is wrong with the value of a filled cell, None where nothing is."""
    complaint = _complaint(reading, cell)
    if complaint is None:
        return None
    zh, en, values = complaint
    return reading.fault(cell.name, cell.row, zh, en, column=cell.column, **{**values, "label": cell.label})


def _complaint(reading: Reading, cell: Cell) -> Complaint | None:
    rule = cell.rule
    if reading.own and isinstance(cell.value, CellError) and _of_a_blank(reading, cell):
        return None
    full = full_mark(reading, rule.full) if isinstance(rule, NumberRule) and rule.full else None
    if reading.own and full == HUNDRED:
        full = MOST_POINTS  # as it was taken over: with extra points somebody may have more than a hundred
    found = complaint_of(cell.value, rule, weight=cell.weight, full=full)
    if reading.own and isinstance(rule, DateRule) and rule.month and month_told(cell.value):
        return None
    if reading.own and isinstance(rule, KnownRule) and not reading.has(rule.source):
        return None
    if found is None and isinstance(rule, KnownRule):
        return _unknown(reading, rule, cell.value)
    if found is None and isinstance(rule, SeveralRule) and not reading.own:
        return _not_each(reading, rule, cell.value)
    if found is None and not reading.own:
        found = _in_parts(rule, cell.value) or _written_otherwise(rule, cell.value)
        found = found or (blanks_around(cell.value) if cell.word else None)
    if found is None and isinstance(rule, DateRule) and rule.within:
        return _outside_month(reading, cell.value)
    return found


def _of_a_blank(reading: Reading, cell: Cell) -> bool:
    """Whether a company's own formula gives an error only because the person's results are still blank.

    What is missing is told where it belongs; Excel multiplies a blank result of ours to #VALUE!.
    """
    if not reading.book.computes(cell.name)[cell.row][cell.column]:
        return False
    results = (reading.kind.people.get(key, "") for key in ("total", "coefficient"))
    blocks = [reading.blocks[name] for name in results if name and reading.has(name)]
    return any(cell.row < len(block) and is_blank(block[cell.row][0]) for block in blocks if block)


def complaint_of(
    value: Value, rule: Rule | None, *, weight: bool = False, full: float | None = None
) -> Complaint | None:
    """Say what is wrong with a value by its rule alone, whatever workbook it stands in; None where nothing is.

    `full` is the full mark, a hundred where it is not given.
    """
    if isinstance(value, CellError):
        zh, en = "{label}是错误值 {value}，请改正公式或数据", "{label} holds the error {value}: mend it"
        return zh, en, {"value": str(value)}
    if isinstance(rule, NumberRule):
        if rule.words and isinstance(value, str) and value.startswith(rule.words):
            return None
        return not_a_number(value) or _out_of_range(value, rule, weight=weight, full=full)
    if isinstance(rule, ChoiceRule):
        return _no_choice(rule, value)
    if isinstance(rule, DateRule) and not isinstance(value, dt.date):
        month = month_told(value) if rule.month and isinstance(value, str) else None
        if month is not None:
            zh = "{label}“{value}”是文字，不是日期，请输入 {month}-1（会显示为 {shown}）"
            en = "{label} “{value}” is text and no date: enter {month}-1, which is shown as {shown}"
            year, number = month.split("-")
            told: Words = {
                "value": written(value),
                "month": f"{year}-{int(number)}",
                "shown": f"{year}年{int(number)}月",
            }
            return zh, en, told
        zh = "{label}“{value}”不是日期，请按“年-月-日”输入"
        return zh, "{label} “{value}” is not a date: enter it as year-month-day", {"value": written(value)}
    return None


def not_a_number(value: Value) -> Complaint | None:
    """Say in both languages why a filled cell is no number; None where it is one."""
    if isinstance(value, CellError):
        return (
            "{label}是错误值 {value}，请改正公式或数据",
            "{label} holds the error {value}: mend it",
            {"value": str(value)},
        )
    if isinstance(value, float):
        return None
    shown: Words = {"value": written(value)}
    if isinstance(value, str) and looks_like_number(unicodedata.normalize("NFKC", value).strip()):
        zh = "{label}“{value}”是文本型数字，请转换为数字"
        return zh, "{label}: “{value}” is text that looks like a number: convert it", shown
    return "{label}“{value}”不是数字", "{label}: “{value}” is not a number", shown


def full_mark(reading: Reading, name: str) -> float:
    """Return the full mark that the workbook states in a block, a hundred where it has no such block or number."""
    stated = as_number(reading.field(name)) if name in reading.blocks else None
    return HUNDRED if stated is None else stated


def _out_of_range(given: Value, rule: NumberRule, *, weight: bool, full: float | None) -> Complaint | None:
    value = as_number(given)
    if value is None:
        return None
    values: Words = {"value": written(value)}
    if value < 0 <= rule.low:
        return "{label} {value} 是负数，请改正", "{label} {value} is negative: mend it", values
    if weight:
        return None
    high = (HUNDRED if full is None else full) if rule.full else rule.high
    if rule.low <= value <= high:
        return None
    if value == 0 < rule.low < 1:
        return "{label} {value} 应大于 0，请改正", "{label} {value} must be above 0: mend it", values
    if rule.share:
        zh = "{label} {value} 超过 100%，应在 0%～100% 之间，如 95% 或 0.95"
        return zh, "{label} {value} is more than 100%: enter 95% or 0.95", values
    values |= {"low": written(rule.low), "high": written(high)}
    return (
        "{label} {value} 不在 {low}～{high} 之间，请核对",
        "{label} {value} is outside {low} to {high}: is it right?",
        values,
    )


def _in_parts(rule: Rule | None, value: Value) -> Complaint | None:
    """Say that a part of something was counted that there is only whole: two and a half penalties, weeks, months."""
    if not isinstance(rule, NumberRule) or not rule.whole or not isinstance(value, float) or value.is_integer():
        return None
    return (
        "{label} {value} 应是整数，请改正",
        "{label} {value} must be a whole number: mend it",
        {"value": written(value)},
    )


def _no_choice(rule: ChoiceRule, value: Value) -> Complaint | None:
    if rule.options == YES_NO:
        fits = value in (True, False, *YES, *NO) or as_text(value) in (*YES, *NO)
    else:
        fits = as_text(value) in {word for option in rule.options for word in synonyms(option)}
    if fits:
        return None
    zh, en = "{label}“{value}”无法识别，请填 {options}", "{label}: “{value}” is none of {options}"
    options = (" 或 " if len(rule.options) == 2 else "、").join(rule.options)
    return zh, en, {"value": written(value), "options": options}


def _written_otherwise(rule: Rule | None, value: Value) -> Complaint | None:
    """Say that a word of a list is not written as the list has it: formulas tell "是 " and TRUE from "是"."""
    if not isinstance(rule, ChoiceRule):
        return None
    spellings = YES_NO if rule.options == YES_NO else {word for option in rule.options for word in synonyms(option)}
    if value in spellings:
        return None
    zh = "{label}“{value}”与选项“{options}”写法不同（如后面有空格），请从下拉列表重新选择"
    en = "{label} “{value}” is written otherwise than {options} (a blank behind it?): choose it again"
    return zh, en, {"value": written(value), "options": "、".join(rule.options)}


UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
"""Letters without width: they come with what is copied from web pages."""


def blanks_around(value: Value) -> Complaint | None:
    """Say that a word begins or ends with blanks: formulas tell "售前 " from "售前", and nobody sees it in the cell."""
    if not isinstance(value, str) or value == value.strip().strip(UNSEEN):
        return None
    zh = "{label}“{value}”的前面或后面有空格，公式会当作另一个词，请删去空格重新填写"
    en = "{label} “{value}” begins or ends with blanks, which make another word of it: type it without them"
    return zh, en, {"value": written(value)}


MOST_KNOWN = 12
"""Entries of a list that a fault names."""


def _unknown(reading: Reading, rule: KnownRule, value: Value) -> Complaint | None:
    cells = [cell for row in reading.blocks[rule.source] for cell in row]
    text = as_text(value)
    values: Words = {"value": text, "place": reading.book.place(rule.source)}
    known = list(dict.fromkeys(as_text(cell) for cell in cells if not is_blank(cell)))
    people = rule.source == reading.kind.people.get("id")
    near = who_is_meant(text, known) if people else None
    alike = [one for one in known if plain_name(one).casefold() == plain_name(text).casefold()]
    meant = known[near.at] if near is not None else alike[0] if len(alike) == 1 else ""
    if text not in known and meant:
        zh, en = "{label}“{value}”没有登记，请写成 {meant}", "{label} “{value}” is not listed: write {meant}"
        return zh, en, {**values, "meant": meant}
    if text not in known and (people or _is_level(reading, rule.source)):
        zh, en = "{label}“{value}”没有登记，请核对写法", "{label} “{value}” is not listed: mend it"
        if 0 < len(known) <= MOST_KNOWN:
            zh, en = zh + "（已登记的有 {known}）", en + " ({known} are)"
        return zh, en, {**values, "known": "、".join(known)}
    if text not in known and 0 < len(known) <= MOST_KNOWN:
        return (
            "{label}“{value}”没有登记，请核对写法（已登记的有 {known}），或先在 {place} 起的表中补上",
            "{label} “{value}” is not listed: mend it ({known} are), or add it to the list that begins in {place}",
            {**values, "known": "、".join(known)},
        )
    if text not in known:
        return (
            "{label}“{value}”没有登记，请核对写法，或先在 {place} 起的表中补上",
            "{label} “{value}” is not listed: mend it, or add it to the list that begins in {place}",
            values,
        )
    if value not in cells:  # formulas tell "一部 " from "一部", and 1 from "1"
        return (
            "{label}“{value}”与 {place} 起的表中写法不同（空格或数字格式），请从下拉列表重新选择",
            "{label} “{value}” is written otherwise (blanks, number) in the list from {place} on: choose it again",
            values,
        )
    return None


def _not_each(reading: Reading, rule: SeveralRule, value: Value) -> Complaint | None:
    """Say which of several words is none of the list; abc is no way to write a、b、c."""
    known = list(dict.fromkeys(as_text(cell) for row in reading.blocks[rule.source] for cell in row if as_text(cell)))
    odd = [word for word in (value.split("、") if isinstance(value, str) else [as_text(value)]) if word not in known]
    if not odd:
        return None
    zh = "{label}中的“{odd}”不是等级，请填 {known} 中的一个或几个，用顿号“、”隔开，前后不留空格"
    en = "{label}: “{odd}” is none of {known}: enter one or several of them with 、 between them and without blanks"
    return zh, en, {"odd": written(odd[0]), "known": "、".join(known)}


def _is_level(reading: Reading, block: str) -> bool:
    """Tell whether a block lists the levels of the rulebook, to which a mistyped one is not added."""
    tables = reading.kind.numbers.tables if reading.kind.numbers else ()
    return any(block == named.name for table in tables if table.key == "level" for named in table.named)


def _outside_month(reading: Reading, value: Value) -> Complaint | None:
    if not isinstance(value, dt.date) or not reading.month or as_month(value) == reading.month:
        return None
    return (
        "{label} {value} 不在考核月份 {month} 内，请改正日期或移到那个月的表",
        "{label} {value} is not in the month {month}: mend it, or move the line to that month's workbook",
        {"value": f"{value:%Y-%m-%d}", "month": reading.month},
    )
