"""Explain a person's result: the arithmetic of a form, or rank, seats, level and pay of a summary."""

from __future__ import annotations

from dataclasses import dataclass

from xlkpi.actions.check_summary import roster_rows
from xlkpi.actions.explain_sheet import explained
from xlkpi.actions.reading import Reading, as_number, as_text, is_blank, read_book
from xlkpi.books.book import Book, Value
from xlkpi.domain.numbers import as_shares, exact, money, percent, shown
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.templates.registry import SHEETS, recognise


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


def _plain(value: Value) -> str:
    return shown(exact(value)) if isinstance(value, float) else as_text(value)


def explain_form(reading: Reading) -> list[Explanation]:
    """Write out weight x score of every indicator, the adjustment and the total."""
    rows = [row for row, weight in enumerate(reading.column("权重")) if isinstance(weight, float)]
    if not rows:
        return []
    weights = [exact(weight) for weight in reading.column("权重") if isinstance(weight, float)]
    shares = as_shares(weights) or weights
    lines = []
    for row, share in zip(rows, shares, strict=True):
        score = as_number(reading.column("主管评分")[row])
        name = as_text(reading.column("指标")[row]) or str(row + 1)
        if score is None:
            lines.append(sentence("{name}：尚未评分", "{name}: not scored yet", name=name))
            continue
        text = f"{shown(exact(score))} × {percent(share)} = {shown(exact(score) * share)}"
        lines.append(sentence("{name}：{text}", "{name}: {text}", name=name, text=text))
    adjust = reading.field("加减分")
    if isinstance(adjust, float) and adjust:
        reason = as_text(reading.field("加减分事由"))
        zh, en = "加减分：{value}（{reason}）", "adjustment: {value} ({reason})"
        lines.append(sentence(zh, en, value=_plain(adjust), reason=reason or "—"))
    total = reading.field("总分")
    text = "—" if is_blank(total) else _plain(total)
    lines.append(sentence("总分（四舍五入到 2 位小数）：{text}", "total (2 decimals): {text}", text=text))
    return [Explanation(as_text(reading.field("工号")), as_text(reading.field("姓名")), tuple(lines))]


def explain_summary(reading: Reading) -> list[Explanation]:
    """Write out supervisor's level, rank, seats and pay of everybody in the roster."""
    column = reading.column
    supervisors = {as_text(name): row for row, name in enumerate(column("主管_部门")) if not is_blank(name)}
    found = []
    for row in roster_rows(reading):
        department = as_text(column("名单_部门")[row])
        lines = []
        if department in supervisors:
            at = supervisors[department]
            lines.append(
                sentence(
                    "部门 {department}：主管 {name} 综合得分 {score}，等级 {level}",
                    "department {department}: supervisor {name}, composite {score}, level {level}",
                    department=department,
                    name=as_text(column("主管_姓名")[at]) or "—",
                    score=_plain(column("主管_得分")[at]) or "—",
                    level=as_text(column("主管_等级")[at]) or "—",
                )
            )
        total = _plain(column("名单_总分")[row]) or "—"
        lines.append(sentence("总分：{total}", "total: {total}", total=total))
        why = as_text(column("名单_说明")[row])
        if why:
            lines.append(sentence("{why}", "reason: {why}", why=why))
        lines += _pay_line(reading, row)
        found.append(Explanation(as_text(column("名单_工号")[row]), as_text(column("名单_姓名")[row]), tuple(lines)))
    return found


def _pay_line(reading: Reading, row: int) -> list[Sentence]:
    column = reading.column
    base, coefficient = as_number(column("名单_绩效基数")[row]), as_number(column("名单_等级系数")[row])
    pay = as_number(column("名单_绩效工资")[row])
    if base is None or coefficient is None or pay is None:
        return []
    attendance = as_number(column("名单_出勤率")[row])
    factors = [shown(exact(base)), shown(exact(coefficient)), shown(exact(1.0 if attendance is None else attendance))]
    text = f"{' × '.join(factors)} = {money(exact(pay))}"
    zh, en = "绩效工资 = 绩效基数 × 等级系数 × 出勤率：{text} 元", "pay = base x coefficient x attendance: {text} yuan"
    return [sentence(zh, en, text=text)]


def explain_sheet(reading: Reading) -> list[Explanation]:
    """Tell everything that a sheet of another scheme computed about everybody in its roster."""
    zh, en = "{title}：{value}", "{title}: {value}"
    return [
        Explanation(person, name, tuple(sentence(zh, en, title=title, value=value) for title, value in lines))
        for person, name, lines in explained(reading)
    ]


EXPLAINERS = {"form": explain_form, "summary": explain_summary}


def roster_name(book: Book) -> str:
    """Return the defined name of the roster's 工号, "" for a workbook about one person or nobody."""
    layout = recognise(book.names())
    return layout.people.get("id", "") if layout else ""


def explain(book: Book, person: str | None = None) -> tuple[list[Explanation], list[Fault]]:
    """Explain the results that stand in a workbook, of everybody or of a 工号 or name; recalculate first."""
    reading, faults = read_book(book)
    if reading is None:
        return [], faults
    explainer = EXPLAINERS.get(reading.layout.kind, explain_sheet)
    if reading.layout.kind not in EXPLAINERS and not (reading.layout.kind in SHEETS and reading.layout.people):
        zh, en = "这种表没有可说明的个人结果", "this kind of workbook holds no personal results"
        return [], [Fault(book.title, sentence(zh, en))]
    found = explainer(reading)
    if person is not None:
        found = [one for one in found if one.id == person] or [one for one in found if one.name == person]
        if not found:
            zh, en = "没有工号 {person}，也没有人叫这个名字，请核对", "nobody has the 工号 or name {person}"
            return [], [Fault(book.title, sentence(zh, en, person=person))]
    return found, []
