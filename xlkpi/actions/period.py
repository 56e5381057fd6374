"""Roll monthly results up to a quarter or a year: what is missing is shown, never dropped.

The rules over several periods are those of the system the workbooks belong to, with the numbers of the workbooks' own
page 参数.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from pathlib import Path

from xlkpi.actions.create import FORCE, build_blank
from xlkpi.actions.opening import open_book, open_books, read_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome, split
from xlkpi.books.book import Block, Value
from xlkpi.books.file import FileBook
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.drawing.spec import Table
from xlkpi.drawing.system import NO_PERIOD_RULES, PERIOD_MARKS, PeriodRules
from xlkpi.drawing.validation import FULL_MARK, HUNDRED
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank, read_blocks
from xlkpi.errors import CannotRead, CannotWrite, Fault, Unusable, sentence
from xlkpi.records import dataclass
from xlkpi.schemes import system_of
from xlkpi.schemes.period_sheet import MISSING, MONTHS, MOST_A_MONTH, MOST_PEOPLE, QUARTER, YEAR, of_months, period_kind

LENGTHS = {"quarter": 3, "year": 12}
FEWEST_ROWS, SPARE_ROWS = 12, 2
WORDS = {"quarter": QUARTER, "year": YEAR}
UNITS = ("单位", "分公司", "部门", "公司")
"""What the head of a workbook may call the place it is of."""

Month = tuple[int, int]
"""Year and month."""


@dataclass
class Someone:
    """A person's months: the score, or why there is none, by month."""

    id: str
    name: str
    department: str
    scores: dict[Month, Value] = field(default_factory=dict)


@dataclass
class Gathered:
    """Everything found in the files."""

    people: dict[str, Someone] = field(default_factory=dict)
    files: dict[Month, list[str]] = field(default_factory=dict)
    schemes: dict[str, str] = field(default_factory=dict)
    """By scheme, the first file that belongs to it."""
    numbers: dict[str, tuple[Value, str]] = field(default_factory=dict)
    """By block of this summary, the number of a rule and the file it was found in."""
    lists: dict[str, list[Value]] = field(default_factory=dict)
    years_before: dict[int, dict[str, str]] = field(default_factory=dict)
    unit: str = ""
    faults: list[Fault] = field(default_factory=list)

    @property
    def rules(self) -> PeriodRules:
        """What the system of the files says about several periods."""
        scheme = next(iter(self.schemes), "")
        return (system_of(scheme).period if scheme else None) or NO_PERIOD_RULES


def period(
    kind: str,
    files: Sequence[Path],
    out: Path,
    *,
    overwrite: bool = False,
    tick: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Gather monthly workbooks into a 期间汇总表 at `out`; `kind` is "quarter" or "year".

    Nothing is written while a month belongs to another period, a person stands twice in one, files belong to several
    systems, or the months' rules differ. Raises CannotRead, CannotWrite, Unusable.
    """
    if out.suffix.lower() != ".xlsm":
        zh, en = "输出文件应以 .xlsm 结尾：{out}", "the output must end in .xlsm: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    if out.exists() and not overwrite:
        raise CannotWrite(sentence(*FORCE, path=str(out)))
    found = Gathered()
    for book in open_books(files):
        _read(book, found)
        tick(book.title)
    months = _months(kind, found)
    _complete(found, months)
    faults, notices = split(found.faults)
    if faults:
        return Outcome(out.name, (), (), faults, notices)
    return _write(kind, found, months, out, notices)


def _read(book: FileBook, found: Gathered) -> None:
    reading, faults = read_book(book)
    if reading is None:
        found.faults += faults
        return
    # what stands in the file may be older than its scores: the results are computed afresh
    found.faults += [Fault(f"{book.title} {f.place}", f.text, f.notice) for f in book.recalculate()]
    reading = read_blocks(reading.book, reading.kind)
    if reading.blocks.keys() >= PERIOD_MARKS:
        _read_year(reading, found)
        return
    _one_system(reading, book.title, found)
    rules = found.rules
    _read_numbers(reading, book.title, found)
    lists = [(there, here) for there, here in rules.lists if there in reading.blocks]
    for there, here in lists:
        found.lists[here] = [*found.lists.get(here, []), *reading.line(there)]
    if "total" in reading.kind.people and "考核月份" in reading.blocks:
        _read_month(reading, book.title, found)
    elif not lists:
        zh, en = "{title}没有按月的个人结果，不能汇总", "{title} holds no monthly results of people"
        found.faults.append(Fault(book.title, sentence(zh, en, title=reading.kind.title)))


def _one_system(reading: Reading, origin: str, found: Gathered) -> None:
    """All files belong to one appraisal system: its rules are no rules of another."""
    found.schemes.setdefault(reading.kind.scheme, origin)
    if len(found.schemes) > 1 and next(iter(found.schemes)) != reading.kind.scheme:
        other = next(iter(found.schemes.values()))
        zh = "{title}与 {other} 属于不同的考核方案，请分别汇总"
        en = "{title} and {other} belong to different appraisal systems: sum them up apart"
        found.faults.append(Fault(origin, sentence(zh, en, title=reading.kind.title, other=other)))


def _read_numbers(reading: Reading, origin: str, found: Gathered) -> None:
    """The full mark and the numbers of the rules over several periods, which are the same in every file."""
    wanted = [(MOST_A_MONTH, FULL_MARK, "满分")]
    wanted += [(rule.line.name, rule.setting, rule.line.label) for rule in found.rules.rules]
    for here, there, label in wanted:
        if there not in reading.blocks:
            continue
        value = reading.field(there)
        first, other = found.numbers.setdefault(here, (value, origin))
        if value != first:
            zh = "“{label}”是 {value}，而 {other} 中是 {first}；各期参数应一致，请核对"
            en = "“{label}” is {value} here but {first} in {other}: make the parameters of all periods the same"
            values = {"value": as_text(value), "first": as_text(first), "label": label, "other": other}
            found.faults.append(Fault(f"{origin} {reading.book.place(there)}", sentence(zh, en, **values)))


def _read_month(reading: Reading, origin: str, found: Gathered) -> None:
    if reading.month is None:
        found.faults.append(Fault(origin, sentence("考核月份为空或不是日期", "the month is blank or no date")))
        return
    year, number = reading.month.split("-")
    month = (int(year), int(number))
    found.files.setdefault(month, []).append(origin)
    unit = next((name for name in UNITS if name in reading.blocks), None)
    found.unit = found.unit or (as_text(reading.field(unit)) if unit else "")
    for row in reading.roster:
        person = reading.key_of(row)
        if not person:
            continue
        someone = found.people.setdefault(person, Someone(person, as_text(reading.person("name", row)), ""))
        someone.department = as_text(reading.person("department", row)) or someone.department
        if month in someone.scores:
            zh, en = "{id} 在 {month} 的结果出现两次", "{id} has two results for {month}"
            found.faults.append(Fault(origin, sentence(zh, en, id=person, month=month_text(month))))
        total = reading.person("total", row)
        score = total if isinstance(total, float) else MISSING
        someone.scores[month] = score if reading.appraised(row) else NOT_APPRAISED


def _read_year(reading: Reading, found: Gathered) -> None:
    """What a former year's own summary says of everybody, for rules that look at two years."""
    year = re.match(r"\d{4}", as_text(reading.field("期间_名称")))
    system = system_of(reading.kind.scheme)
    before = system.period.before if system.period else None
    if as_text(reading.field("期间_类型")) == YEAR and year and before and before[0] in reading.blocks:
        pairs = zip(reading.column("期间_工号"), reading.column(before[0]), strict=True)
        found.years_before[int(year[0])] = {
            as_text(person): as_text(last) for person, last in pairs if not is_blank(person)
        }


def month_text(month: Month) -> str:
    """Write a month as people do."""
    return f"{month[0]}年{month[1]}月"


def _months(kind: str, found: Gathered) -> list[Month]:
    """The months of the period that the files belong to. Raises CannotRead where there is none."""
    if not found.files:
        raise CannotRead(sentence("没有任何月份的结果可汇总", "there are no monthly results to roll up"))
    year, month = min(found.files)
    length = LENGTHS[kind]
    first = (month - 1) // length * length + 1
    months = [(year, number) for number in range(first, first + length)]
    for other in sorted(set(found.files) - set(months)):
        zh = "{month} 不在 {first} 至 {last} 之内，请分期汇总"
        en = "{month} lies outside the period from {first} to {last}"
        values = {"month": month_text(other), "first": month_text(months[0]), "last": month_text(months[-1])}
        found.faults += [Fault(name, sentence(zh, en, **values)) for name in found.files[other]]
    return months


def _complete(found: Gathered, months: Sequence[Month]) -> None:
    """Say which months are missing as a whole, and whom single months lack; too many rows are a fault."""
    for month in months:
        if month not in found.files:
            zh, en = "缺 {month} 的结果", "the results of {month} are missing"
            found.faults.append(Fault(month_text(month), sentence(zh, en, month=month_text(month)), notice=True))
    for someone in found.people.values():
        gaps = [month_text(month) for month in months if month in found.files and _gap(someone, month)]
        if gaps:
            zh, en = "{id} {name} 缺 {months}", "{id} {name} lacks {months}"
            text = sentence(zh, en, id=someone.id, name=someone.name, months="、".join(gaps))
            found.faults.append(Fault(someone.id, text, notice=True))
    if len(found.people) > MOST_PEOPLE:
        zh, en = "有 {count} 人，模板最多 {most} 人", "{count} people; the template holds {most}"
        found.faults.append(Fault("期间汇总", sentence(zh, en, count=len(found.people), most=MOST_PEOPLE)))
    for table in (part for page in found.rules.pages for part in page.parts if isinstance(part, Table)):
        key = next((column for column in table.columns if column.name in found.lists), None)
        count = sum(not is_blank(value) for value in found.lists[key.name]) if key else 0
        if key and count > table.rows:
            zh, en = "{name}有 {count} 个，最多 {most} 个", "{count} entries of {name}; at most {most}"
            text = sentence(zh, en, name=key.title, count=count, most=table.rows)
            found.faults.append(Fault("期间汇总", text))


def _gap(someone: Someone, month: Month) -> bool:
    return someone.scores.get(month, MISSING) == MISSING


def _blocks(kind: str, found: Gathered, months: Sequence[Month]) -> dict[str, Block]:
    everyone = list(found.people.values())
    year = months[0][0]
    name = f"{year}年" if kind == "year" else f"{year}年第{(months[0][1] + 2) // 3}季度"
    blocks: dict[str, Block] = {
        "单位": [[found.unit or None]],
        "期间_类型": [[WORDS[kind]]],
        "期间_名称": [[name]],
        "缺月处理": [["按已有月份平均"]],
        "期间_月份": [[*(dt.date(*month, 1) for month in months), *[None] * (MONTHS - len(months))]],
        "期间_工号": [[someone.id] for someone in everyone],
        "期间_姓名": [[someone.name] for someone in everyone],
        "期间_部门": [[someone.department] for someone in everyone],
        "期间_得分": [[someone.scores.get(month, MISSING) for month in months] for someone in everyone],
        **{rule: [[value]] for rule, (value, _) in found.numbers.items()},
    }
    scores = [score for someone in everyone for score in someone.scores.values() if isinstance(score, float)]
    full = found.numbers.get(MOST_A_MONTH, (HUNDRED, ""))[0]
    blocks[MOST_A_MONTH] = [[max([full if isinstance(full, float) else HUNDRED, *scores])]]
    if found.rules.before:
        before = found.years_before.get(year - 1, {})
        blocks[found.rules.before[1]] = [[before.get(someone.id) or None] for someone in everyone]
    first = next(iter(found.lists.values()), [])
    used = [at for at, value in enumerate(first) if not is_blank(value)]
    return blocks | {name: [[values[at]] for at in used] for name, values in found.lists.items()}


def _write(kind: str, found: Gathered, months: Sequence[Month], out: Path, notices: tuple[Fault, ...]) -> Outcome:
    out.parent.mkdir(parents=True, exist_ok=True)
    scheme = next(iter(found.schemes))
    own = of_months(period_kind(system_of(scheme)), len(months))
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder:
        fresh = build_blank(own, Path(folder, out.name), rows=max(FEWEST_ROWS, len(found.people) + SPARE_ROWS))
        book = open_book(fresh)
        for name, block in _blocks(kind, found, months).items():
            book.write(name, block)
        outcome = recompute(book, out)
    return replace(outcome, file=out.name, notices=(*notices, *outcome.notices))
