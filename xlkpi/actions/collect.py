"""Collect the month's forms and plans of a folder into a branch's 附件3."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlkpi.actions.check import check_reading
from xlkpi.actions.check_summary import appraised, check_people, roster_rows
from xlkpi.actions.opening import open_book
from xlkpi.actions.reading import Reading, as_month, as_number, as_text, is_blank, read_blocks, read_book
from xlkpi.books.book import Block, Book, Value
from xlkpi.errors import Fault, Sentence, XlkpiError, sentence
from xlkpi.templates.layout import PLAN_SCORES

SUFFIXES = frozenset({".xlsx", ".xlsm"})


@dataclass
class Collected:
    """How many forms and plans were taken, and how many of other branches were passed over."""

    forms: int = 0
    plans: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class FormResult:
    """The total of one 附件2 and the file it stands in."""

    person: str
    name: str
    branch: str
    total: float | None
    file: str
    faulty: bool


@dataclass(frozen=True)
class PlanResult:
    """The scores of one two-week plan."""

    branch: str
    department: str
    name: str
    scores: tuple[Value, Value]
    file: str


def workbook_files(folder: Path) -> Iterator[Path]:
    """Yield the workbooks below a folder in a stable order, without Excel's owner files."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")) and path.is_file():
            yield path


def read_source(path: Path, origin: str) -> tuple[Reading | None, list[Fault]]:
    """Open and recalculate one file of the folder; its faults carry the file's name."""
    try:
        book = open_book(path)
        reading, faults = read_book(book)
        if reading is None or reading.layout.kind not in ("form", "plan"):
            return reading, [_named(fault, origin) for fault in faults]
        faults = check_reading(reading) + book.recalculate()
        return read_blocks(book, reading.layout), [_named(fault, origin) for fault in faults]
    except XlkpiError as error:
        return None, [Fault(origin, error.text)]


def _named(fault: Fault, origin: str) -> Fault:
    place = origin if fault.place == Path(origin).name else f"{origin} {fault.place}"
    return Fault(place, fault.text, fault.notice)


def collect(
    book: Book, folder: Path, skip: Path | None = None, tick: Callable[[str], None] = lambda _: None
) -> tuple[Collected, list[Fault]]:
    """Put the totals of a folder's forms and the scores of its plans into a summary.

    The caller recalculates and saves. Nothing is put into the Book while anything is wrong; forms of other branches
    are passed over. `skip` is the summary itself, should it lie in the folder; `tick` hears the name of each file.
    """
    summary, faults = read_book(book)
    collected = Collected()
    if summary is None or summary.layout.kind != "summary":
        zh, en = "不是附件3 汇总表", "is not a 附件3 summary"
        return collected, faults or [Fault(book.title, sentence(zh, en))]
    month = as_month(summary.field("考核月份"))
    if month is None:
        zh, en = "请先填写汇总表的考核月份，再取数", "fill in the summary's month before collecting"
        return collected, [summary.fault("考核月份", 0, zh, en)]
    faults += check_people(summary)
    forms: list[FormResult] = []
    plans: list[PlanResult] = []
    for path in workbook_files(folder):
        if skip is not None and path.resolve() == skip.resolve():
            continue
        origin = path.relative_to(folder).as_posix()
        tick(origin)
        reading, found = read_source(path, origin)
        if reading is not None and _elsewhere(reading, summary):
            collected.elsewhere += 1
            continue
        if reading is not None and _untouched(reading):
            zh, en = "还没有填写或评分，已跳过", "is not filled in or scored yet; passed over"
            faults.append(Fault(origin, sentence(zh, en), notice=True))
            continue
        faults += found
        if reading is None or reading.layout.kind not in ("form", "plan"):
            continue
        faults += _wrong_month(reading, month, origin)
        if reading.layout.kind == "form":
            forms.append(_form_result(reading, origin, faulty=_unsafe(found)))
        else:
            plans.append(_plan_result(reading, origin))
    if not forms and not plans and not _unsafe(faults):
        zh = "文件夹里没有本分公司的附件2 或双周计划，请核对文件夹和表中的分公司"
        en = "the folder holds no forms or plans of this branch: is it the right folder, and the branch the same?"
        return collected, [*faults, Fault(str(folder), sentence(zh, en))]
    totals, more = match_forms(summary, forms)
    faults += more
    plan_blocks, more = match_plans(summary, plans)
    faults += more
    collected.forms, collected.plans = len(totals), len(plans)
    if not _unsafe(faults):
        if totals:
            book.write("名单_总分", total_column(summary, totals))
        for name, rows in plan_blocks.items():
            book.write(name, rows)
    return collected, faults


def _unsafe(faults: Sequence[Fault]) -> bool:
    return any(not fault.notice for fault in faults)


def _untouched(reading: Reading) -> bool:
    """Tell whether there is nothing to collect yet: a form without person and indicator, a plan nobody has scored."""
    entries = {"form": ("工号", "姓名", "指标", "权重", "主管评分"), "plan": PLAN_SCORES}
    names = entries.get(reading.layout.kind)
    return names is not None and all(is_blank(value) for name in names for value in reading.column(name))


def _elsewhere(reading: Reading, summary: Reading) -> bool:
    """Tell whether a form belongs to another branch (a form without a branch is ours to complain about)."""
    if reading.layout.kind not in ("form", "plan"):
        return False
    branch, ours = as_text(reading.field("分公司")), as_text(summary.field("分公司"))
    known = {as_text(value) for value in summary.column("名单_工号")} - {""}
    person = as_text(reading.field("工号")) if reading.layout.kind == "form" else ""
    return bool(branch and ours and branch != ours and person not in known)


def _wrong_month(reading: Reading, month: str, origin: str) -> list[Fault]:
    found = as_month(reading.field("考核月份"))
    if found == month:
        return []
    if found is None:
        if not is_blank(reading.field("考核月份")):
            return []  # the check has said that it is no date
        zh, en = "考核月份为空，汇总表是 {month}，请填写", "the month is blank; the summary is of {month}: fill it in"
        return [_named(reading.fault("考核月份", 0, zh, en, month=month), origin)]
    zh = "考核月份是 {found}，汇总表是 {month}，不能取数；请移出这份表或改正月份"
    en = "is of the month {found} but the summary is of {month}: take it out of the folder or mend the month"
    return [_named(reading.fault("考核月份", 0, zh, en, found=found, month=month), origin)]


def _form_result(reading: Reading, origin: str, *, faulty: bool) -> FormResult:
    return FormResult(
        as_text(reading.field("工号")),
        as_text(reading.field("姓名")),
        as_text(reading.field("分公司")),
        as_number(reading.field("总分")),
        origin,
        faulty,
    )


def _plan_result(reading: Reading, origin: str) -> PlanResult:
    branch = as_text(reading.field("分公司"))
    return PlanResult(
        branch,
        as_text(reading.field("部门")) or branch,
        as_text(reading.field("计划名称")),
        (reading.field("主管经理评分"), reading.field("客户服务部评分")),
        origin,
    )


def match_forms(summary: Reading, forms: Sequence[FormResult]) -> tuple[dict[int, float], list[Fault]]:
    """Match forms to rows of the roster; a 工号 that is unknown, doubled, or of another name is a fault."""
    rows = {as_text(summary.column("名单_工号")[row]): row for row in roster_rows(summary)}
    totals: dict[int, float] = {}
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for form in forms:
        row = rows.get(form.person)
        text = _mismatch(summary, form, row, first.get(form.person))
        first.setdefault(form.person, form.file)
        if text is not None:
            faults.append(Fault(form.file, text))
        elif row is not None and form.total is not None:
            totals[row] = form.total
        elif row is not None and not form.faulty:
            zh, en = "没有总分：指标和权重还没有填写", "has no total: its indicators and weights are not filled in"
            faults.append(Fault(form.file, sentence(zh, en)))
    if faults:
        return totals, faults
    for row in rows.values():
        if row not in totals and appraised(summary, row):
            who = f"{as_text(summary.column('名单_工号')[row])} {as_text(summary.column('名单_姓名')[row])}"
            zh, en = "{who} 参评，但没有收到附件2", "{who} is appraised but has no form"
            faults.append(summary.notice("名单_总分", row, zh, en, who=who))
    return totals, faults


def _mismatch(summary: Reading, form: FormResult, row: int | None, earlier: str | None) -> Sentence | None:
    if not form.person:
        return None  # the check has said that 工号 is blank
    if earlier is not None:
        zh = "工号 {id} 已有另一份附件2：{other}，请只留一份"
        en = "工号 {id} has another form: {other}. Keep one of them"
        return sentence(zh, en, id=form.person, other=earlier)
    if row is None:
        zh = "工号 {id}（{name}）不在汇总表名单中，请核对工号或补入名单"
        en = "工号 {id} ({name}) is not in the summary's roster: mend the 工号 or add the person"
        return sentence(zh, en, id=form.person, name=form.name)
    listed = as_text(summary.column("名单_姓名")[row])
    if listed and form.name and listed != form.name:
        zh = "工号 {id} 的姓名是 {name}，名单上是 {listed}，请核对"
        en = "工号 {id} is {name} here but {listed} in the roster: mend one of them"
        return sentence(zh, en, id=form.person, name=form.name, listed=listed)
    return None


def total_column(summary: Reading, totals: dict[int, float]) -> Block:
    """Return the 总分 column with the collected totals; people without a form keep what stands there."""
    return [[totals.get(row, value)] for row, value in enumerate(summary.column("名单_总分"))]


def match_plans(summary: Reading, plans: Sequence[PlanResult]) -> tuple[dict[str, Block], list[Fault]]:
    """Match plans to the plan rows by department and name; new ones go into the first blank rows."""
    if not plans:
        return {}, []
    names = ("计划_部门", "计划_名称", "计划_主管经理评分", "计划_客户服务部评分")
    columns: dict[str, list[Value]] = {name: list(summary.column(name)) for name in names}
    faults: list[Fault] = []
    taken: set[int] = set()
    for plan in plans:
        at = _plan_row(list(zip(*columns.values(), strict=True)), plan)
        if at is None or at in taken:
            zh = "“{department}”的双周计划“{name}”有两份，请只留一份"
            en = "there are two plans “{name}” of “{department}”: keep one of them"
            if at is None:
                zh = "汇总表的计划行已满，“{department}”的双周计划“{name}”放不下"
                en = "the summary's plan rows are full; there is no room for “{name}” of “{department}”"
            text = sentence(zh, en, department=plan.department, name=plan.name)
            faults.append(Fault(plan.file, text))
            continue
        taken.add(at)
        for name, value in zip(names, (plan.department, plan.name, *plan.scores), strict=True):
            columns[name][at] = value
    return {name: [[value] for value in values] for name, values in columns.items()}, faults


def _plan_row(rows: Sequence[Sequence[Value]], plan: PlanResult) -> int | None:
    """Return the row that holds a plan already, or the first row with nothing in it; None where there is neither."""
    blank = None
    for at, (department, name, *scores) in enumerate(rows):
        if (as_text(department), as_text(name)) == (plan.department, plan.name):
            return at
        if blank is None and all(is_blank(value) for value in (department, name, *scores)):
            blank = at
    return blank
