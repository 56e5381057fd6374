"""How a manager's score is explained: form, total and rank, then every section that lost points and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xlkpi.books.book import Value
from xlkpi.domain.numbers import exact, percent, shown
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text
from xlkpi.errors import Sentence, sentence
from xlkpi.schemes.gps.rubric_checks import FORMS, texts
from xlkpi.schemes.gps.rubric_scoring import DIRECTORS, Form


def _plain(value: Value) -> str:
    number = as_number(value)
    return "—" if number is None else shown(exact(number))


def explain_manager(reading: Reading, at: int) -> list[Sentence]:
    """Tell the total of the person in a column, and each section that lost points with its reasons."""
    form = FORMS.get(texts(reading, "人员_考核表")[at])
    if form is None:
        return []
    total, rank = _plain(reading.line("人员_总分")[at]), _plain(reading.line("人员_名次")[at])
    zh, en = "{form}：总分 {total}，第 {rank} 名", "form {form}: total {total}, rank {rank}"
    lines = [sentence(zh, en, form=form.title, total=total, rank=rank)]
    for row, section in enumerate(texts(reading, f"{form.scores}_项目")):
        off = as_number(reading.blocks[f"{form.scores}_扣分"][row][at])
        if section and off:
            lines.append(_section(reading, form, row, at))
    return lines


def _section(reading: Reading, form: Form, row: int, at: int) -> Sentence:
    section = texts(reading, f"{form.scores}_项目")[row]
    weight = as_number(reading.column(f"{form.scores}_权重")[row])
    values = {
        "section": section,
        "points": _plain(reading.column(f"{form.scores}_分值")[row]),
        "off": _plain(reading.blocks[f"{form.scores}_扣分"][row][at]),
        "left": _plain(reading.blocks[f"{form.scores}_得分"][row][at]),
        "weight": "—" if weight is None else percent(round(exact(weight), 4)),
        "why": "；".join(_reasons(reading, form, section, at)) or "—",
    }
    zh = "{section}：{points} － {off} = {left} 分，权重 {weight}（{why}）"
    en = "{section}: {points} - {off} = {left}, weight {weight} ({why})"
    return sentence(zh, en, **values)


def _reasons(reading: Reading, form: Form, section: str, at: int) -> Iterator[str]:
    """Yield what took points off a section of a person, in the order of the pages."""
    name = reading.who(at)
    if form is DIRECTORS and section == as_text(reading.field("参数_指标项目")):
        yield f"公司指标综合 {_plain(reading.field('公司_综合'))} 分"
    sections, numbers = texts(reading, f"{form.duties}_项目"), texts(reading, f"{form.duties}_编号")
    for row, points in enumerate(reading.blocks[f"{form.ticks}_扣分"]):
        if sections[row] == section and as_number(points[at]):
            yield f"条目 {numbers[row]} 扣 {_plain(points[at])}"
    for row, who in enumerate(texts(reading, "扣分_姓名")):
        if who == name and texts(reading, "扣分_项目")[row] == section:
            yield _entry(reading, "扣分_日期", "扣分_分值", "扣分_事由", row)
    for register, reason in (("投诉", "投诉_内容"), ("县方", "县方_问题")):
        if form is DIRECTORS and section == as_text(reading.field(f"参数_{register}项目")):
            day = "投诉_日期" if register == "投诉" else "县方_走访日期"
            for row, who in enumerate(texts(reading, f"{register}_责任人")):
                if who == name and as_number(reading.column(f"{register}_扣分")[row]):
                    yield _entry(reading, day, f"{register}_扣分", reason, row)


def _entry(reading: Reading, day: str, points: str, reason: str, row: int) -> str:
    date = reading.column(day)[row]
    when = f"{date.month}月{date.day}日 " if isinstance(date, dt.date) else ""
    return f"{when}扣 {_plain(reading.column(points)[row])} {as_text(reading.column(reason)[row])}".strip()
