"""Roll monthly results up to a quarter or a year: what is missing is shown, never dropped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlkpi.actions.opening import open_book
from xlkpi.actions.reading import Reading, as_text, is_blank, read_blocks, read_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome, split
from xlkpi.actions.sheet_people import cells_of
from xlkpi.actions.sheets import computed
from xlkpi.books.book import Block, Value
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.scheme import load_scheme
from xlkpi.errors import CannotRead, CannotWrite, Fault, Unusable, sentence
from xlkpi.templates.period_sheet import DEPARTMENTS, MONTHS, MOST_PEOPLE, QUARTER, YEAR, build_period

MISSING = "缺"
LENGTHS = {"quarter": 3, "year": 12}
FEWEST_ROWS, SPARE_ROWS = 12, 2
WORDS = {"quarter": QUARTER, "year": YEAR}
RULES = (
    ("规则_连零月数", "gubang", "zero_months"),
    ("规则_连续周数", "gps", "missed_weeks"),
    ("规则_末位比例", "ecommerce", "year_bottom"),
    ("规则_末位分数线", "ecommerce", "year_line"),
    ("规则_连续年数", "ecommerce", "years_in_row"),
)
"""Defined name, scheme, and setting of every number of the rules over several periods."""

Month = tuple[int, int]
"""Year and month."""


@dataclass
class Someone:
    """A person's months: score (or why there is none) and points, by month."""

    id: str
    name: str
    department: str
    scores: dict[Month, Value] = field(default_factory=dict)
    points: dict[Month, Value] = field(default_factory=dict)


@dataclass
class Gathered:
    """Everything found in the files."""

    people: dict[str, Someone] = field(default_factory=dict)
    files: dict[Month, list[str]] = field(default_factory=dict)
    weeks: list[tuple[str, Value, Value]] = field(default_factory=list)
    years_before: dict[int, dict[str, str]] = field(default_factory=dict)
    unit: str = ""
    faults: list[Fault] = field(default_factory=list)


def period(
    kind: str,
    files: Sequence[Path],
    out: Path,
    *,
    overwrite: bool = False,
    tick: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Gather monthly workbooks into a 期间汇总表 at `out`; `kind` is "quarter" or "year".

    Nothing is written while a month belongs to another period or a person stands twice in one. Raises CannotRead,
    CannotWrite, Unusable.
    """
    if out.suffix.lower() != ".xlsm":
        zh, en = "输出文件应以 .xlsm 结尾：{out}", "the output must end in .xlsm: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    if out.exists() and not overwrite:
        zh, en = (
            "{path} 已存在，未覆盖；请换一个文件名，或加 --force",
            "{path} exists: choose another name or add --force",
        )
        raise CannotWrite(sentence(zh, en, path=str(out)))
    found = Gathered()
    for path in files:
        _read(path, found)
        tick(path.name)
    months = _months(kind, found)
    _complete(found, months)
    faults, notices = split(found.faults)
    if faults:
        return Outcome(out.name, (), (), faults, notices)
    return _write(kind, found, months, out, notices)


def _read(path: Path, found: Gathered) -> None:
    book = open_book(path)
    reading, faults = read_book(book)
    if reading is None:
        found.faults += faults
        return
    # what stands in the file may be older than its scores: the results are computed afresh
    found.faults += [Fault(f"{path.name} {f.place}", f.text, f.notice) for f in book.recalculate()]
    reading = read_blocks(book, reading.layout)
    if reading.layout.kind == "weekly":
        _read_weeks(reading, found)
    elif reading.layout.kind == "period":
        _read_year(reading, found)
    elif "total" in reading.layout.people and "考核月份" in reading.blocks:
        _read_month(reading, path.name, found)
    else:
        zh, en = "{title}没有按月的个人结果，不能汇总", "{title} holds no monthly results of people"
        found.faults.append(Fault(path.name, sentence(zh, en, title=reading.layout.title)))


def _read_month(reading: Reading, origin: str, found: Gathered) -> None:
    day = reading.field("考核月份")
    if not isinstance(day, dt.date):
        found.faults.append(Fault(origin, sentence("考核月份为空或不是日期", "the month is blank or no date")))
        return
    month = (day.year, day.month)
    found.files.setdefault(month, []).append(origin)
    unit = next((name for name in ("单位", "分公司", "部门", "公司") if name in reading.blocks), None)
    found.unit = found.unit or (as_text(reading.field(unit)) if unit else "")
    columns = {key: cells_of(reading, name) for key, name in reading.layout.people.items()}
    for row, cell in enumerate(columns["id"]):
        if is_blank(cell):
            continue
        person = as_text(cell)
        someone = found.people.setdefault(person, Someone(person, as_text(columns["name"][row]), ""))
        someone.department = as_text(columns["department"][row]) or someone.department
        if month in someone.scores:
            zh, en = "{id} 在 {month} 的结果出现两次", "{id} has two results for {month}"
            found.faults.append(Fault(origin, sentence(zh, en, id=person, month=said(month))))
        total = columns["total"][row]
        excused = "eligible" in columns and _excused(columns["eligible"][row])
        someone.scores[month] = NOT_APPRAISED if excused else total if isinstance(total, float) else MISSING
        points = columns["points"][row] if "points" in columns else total
        someone.points[month] = points if isinstance(points, float) and not excused else None


def _excused(cell: Value) -> bool:
    text = as_text(cell)
    return text == "否" or text.startswith(NOT_APPRAISED)


def _read_weeks(reading: Reading, found: Gathered) -> None:
    rows = zip(*(reading.blocks[name][0] for name in ("部门_名称", "部门_最长连续", "部门_末尾连续")), strict=True)
    found.weeks += [(as_text(name), longest, last) for name, longest, last in rows if not is_blank(name)]


def _read_year(reading: Reading, found: Gathered) -> None:
    """The last of a former year, out of that year's own summary."""
    year = re.match(r"\d{4}", as_text(reading.field("期间_名称")))
    if as_text(reading.field("期间_类型")) == YEAR and year:
        pairs = zip(reading.column("期间_工号"), reading.column("期间_末位"), strict=True)
        found.years_before[int(year[0])] = {
            as_text(person): as_text(last) for person, last in pairs if not is_blank(person)
        }


def said(month: Month) -> str:
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
        values = {"month": said(other), "first": said(months[0]), "last": said(months[-1])}
        found.faults += [Fault(name, sentence(zh, en, **values)) for name in found.files[other]]
    return months


def _complete(found: Gathered, months: Sequence[Month]) -> None:
    """Say which months are missing as a whole, and whom single months lack; too many rows are a fault."""
    for month in months:
        if month not in found.files:
            zh, en = "缺 {month} 的结果", "the results of {month} are missing"
            found.faults.append(Fault(said(month), sentence(zh, en, month=said(month)), notice=True))
    for someone in found.people.values():
        gaps = [said(month) for month in months if month in found.files and _gap(someone, month)]
        if gaps:
            zh, en = "{id} {name} 缺 {months}", "{id} {name} lacks {months}"
            text = sentence(zh, en, id=someone.id, name=someone.name, months="、".join(gaps))
            found.faults.append(Fault(someone.id, text, notice=True))
    for count, most, zh, en in (
        (
            len(found.people),
            MOST_PEOPLE,
            "有 {count} 人，模板最多 {most} 人",
            "{count} people; the template holds {most}",
        ),
        (len(found.weeks), DEPARTMENTS, "有 {count} 个部门，最多 {most} 个", "{count} departments; at most {most}"),
    ):
        if count > most:
            found.faults.append(Fault("期间汇总", sentence(zh, en, count=count, most=most)))


def _gap(someone: Someone, month: Month) -> bool:
    return someone.scores.get(month, MISSING) == MISSING


def _blocks(kind: str, found: Gathered, months: Sequence[Month]) -> dict[str, Block]:
    everyone = list(found.people.values())
    year = months[0][0]
    before = found.years_before.get(year - 1, {})
    name = f"{year}年" if kind == "year" else f"{year}年第{(months[0][1] + 2) // 3}季度"
    rules = [(name, load_scheme(scheme).settings[key].value) for name, scheme, key in RULES]
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
        "期间_积分": [[someone.points.get(month) for month in months] for someone in everyone],
        "期间_上年末位": [[before.get(someone.id) or None] for someone in everyone],
        **{rule: [[value]] for rule, value in rules},
    }
    if found.weeks:
        blocks["期间部门_名称"] = [[name] for name, _, _ in found.weeks]
        blocks["期间部门_最长连续"] = [
            [longest if isinstance(longest, float) else None] for _, longest, _ in found.weeks
        ]
        blocks["期间部门_目前连续"] = [[last if isinstance(last, float) else None] for _, _, last in found.weeks]
    return blocks


def _write(kind: str, found: Gathered, months: Sequence[Month], out: Path, notices: tuple[Fault, ...]) -> Outcome:
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(f".{out.stem}.new{out.suffix}")
    try:
        rows = max(FEWEST_ROWS, len(found.people) + SPARE_ROWS)
        build_period(fresh, scheme=load_scheme("gas"), rows=rows, months=len(months))
        book = open_book(computed(fresh))
        for name, block in _blocks(kind, found, months).items():
            book.write(name, block)
        outcome = recompute(book, out)
    finally:
        fresh.unlink(missing_ok=True)
    return Outcome(
        out.name, outcome.departments, outcome.people, outcome.faults, (*notices, *outcome.notices), outcome.written_to
    )
