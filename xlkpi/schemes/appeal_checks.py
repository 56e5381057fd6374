"""What is checked in the registers of results told and of appeals; their tables stand in `appeals`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from xlkpi.books.book import Value
from xlkpi.day_zero import DAY_ZERO_1900
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.workbook_reading import Reading, as_day, as_text, is_blank, is_confirmed
from xlkpi.errors import Fault
from xlkpi.functions.arguments import YES
from xlkpi.records import dataclass
from xlkpi.schemes.appeal_registers import OBJECTS, SETTLED


@dataclass(frozen=True)
class Appeal:
    """One row of the register of appeals in which somebody is named."""

    reading: Reading
    row: int

    def __getitem__(self, name: str) -> Value:
        return self.reading.column(f"申诉_{name}")[self.row]

    def has(self, name: str) -> bool:
        """Tell whether a cell of the row is filled in."""
        return not is_blank(self[name])

    @property
    def person(self) -> str:
        """工号 of the person, the name where people have none."""
        return as_text(self["工号"])

    @property
    def at(self) -> int | None:
        """The person's row in the roster, None for a stranger."""
        return next((at for at in self.reading.roster if as_text(self.reading.person("id", at)) == self.person), None)

    @property
    def who(self) -> str:
        """The person's name, or what stands in its place."""
        return self.person if self.at is None else self.reading.who(self.at)

    @property
    def raised(self) -> dt.date | None:
        """The day of the appeal."""
        return as_day(self["日期"])

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the person could appeal; None where nobody wrote down that he was told."""
        return None if self.at is None else computed_day(self.reading.column("告知_申诉截止")[self.at])

    @property
    def due(self) -> dt.date | None:
        """The day by which the appeal is answered."""
        return computed_day(self["期限"])

    @property
    def open(self) -> bool:
        """Whether it was raised and is neither answered nor decided."""
        return self.has("日期") and not self.has("答复日期") and not self.has("成立")

    @property
    def upheld(self) -> bool:
        """Whether the appeal was found to be right."""
        return self["成立"] is True or as_text(self["成立"]) in YES

    def before(self, one: str, other: str) -> bool:
        """Tell whether the first of two dates lies before the second."""
        first, second = as_day(self[one]), as_day(self[other])
        return first is not None and second is not None and first < second


def computed_day(value: Value) -> dt.date | None:
    """Return a computed date: a number until its workbook is saved, for only the cell's format makes it a date."""
    return DAY_ZERO_1900 + dt.timedelta(days=int(value)) if isinstance(value, float) else as_day(value)


def appeals_of(reading: Reading) -> list[Appeal]:
    """Return the appeals and talks of a workbook, none where its kind has no register."""
    people = reading.column("申诉_工号") if "申诉_工号" in reading.blocks else []
    return [Appeal(reading, row) for row, person in enumerate(people) if not is_blank(person)]


def correction_of(kind: Kind) -> str:
    """Return the block of what an upheld appeal corrects: 申诉_更正等级 or 申诉_更正得分."""
    return next(named.name for named in kind.named if named.name.startswith("申诉_更正"))


@dataclass(frozen=True)
class _Mistake:
    """What can be wrong in a row of the register: in which cell, when, and what is said; some are only notices."""

    at: str
    when: Callable[[Appeal], bool]
    zh: str
    en: str
    notice: bool = False


ANSWERED = ("受理人", "答复日期", "成立")
MISTAKES = (
    _Mistake(
        "日期",
        lambda one: not one.has("日期") and any(one.has(name) for name in ANSWERED),
        "申诉没有提出日期，请填写",
        "the appeal has no date: fill in 提出日期",
    ),
    _Mistake(
        "面谈日期",
        lambda one: one.has("日期") and not one.has("面谈日期"),
        "没有面谈记录：有异议应先与主管沟通，解决不了再申诉",
        "no talk is recorded: who disagrees talks with the superior before appealing",
        notice=True,
    ),
    _Mistake(
        "日期",
        lambda one: one.before("日期", "面谈日期"),
        "申诉提出日期早于面谈日期，请改正",
        "the appeal is dated before the talk: mend one of the dates",
    ),
    _Mistake(
        "面谈结果",
        lambda one: one.has("日期") and as_text(one["面谈结果"]) == SETTLED,
        "面谈已解决，却又提出申诉，请改正面谈结果或删去提出日期",
        "the talk settled it, yet there is an appeal: mend 面谈结果 or delete the date",
    ),
    _Mistake(
        "受理人",
        lambda one: (one.upheld or one.has("答复日期")) and not one.has("受理人"),
        "申诉没有受理人，请填写由谁处理",
        "nobody is named who handles the appeal: fill in 受理人",
    ),
    _Mistake(
        "答复日期",
        lambda one: one.before("答复日期", "日期"),
        "申诉答复日期早于提出日期，请改正",
        "the answer is dated before the appeal: mend one of the dates",
    ),
    _Mistake(
        "答复日期",
        lambda one: one.has("成立") and not one.has("答复日期"),
        "申诉已有结论，请填写答复日期",
        "the appeal is decided: fill in the date of the answer",
    ),
    _Mistake(
        "考核人",
        lambda one: one.upheld and not one.has("考核人"),
        "申诉成立，考核人的结果须复核，请填写考核人",
        "the appeal is upheld, so the assessor's own result is looked at: fill in 考核人",
    ),
)


def check_appeals(reading: Reading) -> list[Fault]:
    """Talk first, then the appeal, a handler, an answer, and a correction where it is upheld."""
    if not reading.has("申诉_工号"):
        return []
    faults = []
    upheld: dict[str, int] = {}
    corrected = correction_of(reading.kind)
    for one in appeals_of(reading):
        row, person = one.row, one.person
        for wrong in MISTAKES:
            if wrong.when(one):
                tell = reading.notice if wrong.notice else reading.fault
                faults.append(tell(f"申诉_{wrong.at}", row, wrong.zh, wrong.en))
        faults += _correction(reading, one, corrected)
        if one.upheld and upheld.setdefault(person, row) != row:
            zh, en = "工号 {id} 已有一项成立的申诉，请合并为一项", "工号 {id} has another upheld appeal: merge them"
            faults.append(reading.fault("申诉_成立", row, zh, en, id=person))
    return faults


def _correction(reading: Reading, one: Appeal, block: str) -> list[Fault]:
    """An appeal is corrected where, and only where, it is upheld."""
    title = block.partition("_")[2]
    if one.upheld and not one.has(title):
        zh, en = "申诉成立，必须更正结果，请填写{title}", "the appeal is upheld: fill in {title}"
        if final_mark(reading.book) is not None:
            zh = "申诉成立，必须更正结果：表已定稿，请先 xlkpi reopen {file} --name 姓名 --reason 原因，再填写{title}"
            en = "the appeal is upheld and the workbook final: first xlkpi reopen {file} --name NAME --reason WHY, "
            en += "then fill in {title}"
        return [reading.fault(block, one.row, zh, en, title=title, file=reading.book.argument)]
    if one.has(title) and not one.upheld:
        zh, en = "有{title}而申诉没有成立，请填写成立或删去", "{title} is given but the appeal is not upheld: mend one"
        return [reading.fault(block, one.row, zh, en, title=title)]
    return []


@dataclass(frozen=True)
class Unsettled:
    """Somebody whose objection is neither answered nor given up, and what has to be done about it."""

    who: str
    fault: Fault


def unsettled(reading: Reading) -> list[Unsettled]:
    """Return whoever objects and has no answer yet; nobody where the workbook has no registers.

    An appeal that was raised is open until it is answered; a talk that settled nothing until the last day of an appeal;
    an objection of which nothing is registered until something is.
    """
    if not reading.has("申诉_工号"):
        return []
    found = [_unregistered(reading, row) for row in _objecting(reading)]
    today = dt.datetime.now().astimezone().date()
    for one in appeals_of(reading):
        last, due = one.last_day, one.due
        if one.open:
            zh, en = "{who} 的申诉还没有答复（期限 {due}），请先答复", "the appeal of {who} is not answered (due {due})"
        elif not one.has("日期") and as_text(one["面谈结果"]) != SETTLED and (last is None or today <= last):
            zh = "{who} 的面谈没有解决异议，申诉截止日（{last}）还没有过，请等待或登记结果"
            en = "the talk with {who} settled nothing; an appeal may come until {last}: wait, or register what came"
        else:
            continue
        until, by = str(last or "—"), str(due or "—")
        told = reading.fault("申诉_答复日期", one.row, zh, en, who=one.who, due=by, last=until)
        found.append(Unsettled(one.who, told))
    return found


def _objecting(reading: Reading) -> list[int]:
    """Return the rows of those who object and of whom the register of talks and appeals says nothing."""
    if not reading.has("告知_意见"):
        return []
    views, registered = reading.column("告知_意见"), reading.words("申诉_工号") - {""}
    objecting = [row for row in reading.roster if as_text(views[row]) == OBJECTS]
    return [row for row in objecting if as_text(reading.person("id", row)) not in registered]


def _unregistered(reading: Reading, row: int) -> Unsettled:
    zh = "{who} 有异议，「申诉」页还没有面谈或申诉的记录"
    en = "{who} objects; no talk or appeal is registered on the page 申诉 yet"
    return Unsettled(reading.who(row), reading.fault("告知_意见", row, zh, en, who=reading.who(row)))


def check_told(reading: Reading) -> list[Fault]:
    """Nobody has a view before being told; who objects says why, and a talk or an appeal is registered."""
    faults = []
    objecting = {*_objecting(reading)}
    for row in reading.roster:
        view = as_text(reading.column("告知_意见")[row])
        if view and is_blank(reading.column("告知_日期")[row]):
            zh, en = "{who} 已表示意见，但没有告知日期，请填写", "{who} has a view but was told on no date: fill it in"
            faults.append(reading.fault("告知_日期", row, zh, en, who=reading.who(row)))
        if row in objecting:
            faults.append(replace(_unregistered(reading, row).fault, notice=True))
    return faults


def untold(reading: Reading) -> list[Fault]:
    """Tell of how many it is not registered that they were told: results are fed back to people, not to a file."""
    if not reading.has("告知_日期"):
        return []
    days = reading.column("告知_日期")
    rows = [row for row in reading.roster if reading.appraised(row) and is_blank(days[row])]
    if not rows:
        return []
    zh = "{count} 人还没有登记告知日期（如 {who}），已反馈应在告知本人之后，请在「告知」页补登"
    en = "of {count} people (like {who}) it is not registered that they were told; enter it on the page 告知"
    return [reading.notice("告知_日期", rows[0], zh, en, count=len(rows), who=reading.who(rows[0]))]


def late_answers(reading: Reading) -> list[Fault]:
    """An appeal raised after its term is a fault; one answered late, or open beyond its term today, is a notice.

    Nothing is refused by a term that is assumed: until somebody confirms it, the first is a notice too.
    """
    today = dt.datetime.now().astimezone().date()
    confirmed = is_confirmed(reading, "参数_申诉天数")
    faults = []
    for one in appeals_of(reading):
        raised, last = one.raised, one.last_day
        if raised is not None and last is not None and raised > last:
            zh = "{who} 的申诉提出日期 {day} 已过申诉截止日 {last}，不能受理；请核对告知日期或删去"
            en = "{who} appealed on {day}, after the last day {last}: look at the day he was told, or delete the appeal"
            fault = reading.fault("申诉_日期", one.row, zh, en, who=one.who, day=str(raised), last=str(last))
            faults.append(fault if confirmed else replace(fault, notice=True))
        if as_text(one["情况"]) == "逾期":
            zh, en = "申诉答复超过期限", "the appeal was answered late"
            faults.append(reading.notice("申诉_情况", one.row, zh, en))
        due = one.due
        if one.open and due is not None and due < today:
            zh, en = "{who} 的申诉超期未答复，期限为 {due}", "the appeal of {who} is overdue since {due}"
            faults.append(reading.notice("申诉_情况", one.row, zh, en, who=one.who, due=str(due)))
    return faults
