"""What a 附件3 takes from a folder: totals of forms by 工号, scores of two-week plans by department and name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

from xlkpi.books.book import Block, Value
from xlkpi.domain.plain_names import plain_name, same_name
from xlkpi.drawing.kind import Change, Matched, Missing, Take
from xlkpi.drawing.same_person import written_otherwise
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.functions.arguments import written
from xlkpi.records import dataclass
from xlkpi.schemes.gas.gas_data import PLAN_SCORES
from xlkpi.schemes.gas.gas_numbers import FULL


@dataclass(frozen=True)
class FormResult:
    """The total of one 附件2 and the file it stands in; `unsaid`: it has a place for its branch, and that is blank."""

    person: str
    name: str
    branch: str
    total: float | None
    file: str
    unsaid: bool = False


@dataclass(frozen=True)
class PlanResult:
    """The scores of one two-week plan."""

    branch: str
    department: str
    name: str
    scores: tuple[Value, ...]
    file: str
    person: str = ""
    unsaid: bool = False


def read_form(reading: Reading, file: str) -> FormResult:
    """Return whose form it is and its total."""
    person, name, branch = (as_text(reading.field(field)) for field in ("工号", "姓名", "分公司"))
    if not reading.has("工号"):  # a company's own form may know its person by name only
        person = plain_name(name)
    unsaid = not branch and reading.has("分公司")
    return FormResult(person, name, branch, as_number(reading.field("总分")), file, unsaid)


def read_plan(reading: Reading, file: str) -> PlanResult:
    """Return whose plan it is and its scores; a branch with one department is that department."""
    branch, department, name = (as_text(reading.field(field)) for field in ("分公司", "部门", "计划名称"))
    scores = tuple(reading.field(score) for score in PLAN_SCORES)
    return PlanResult(branch, department or branch, name, scores, file, unsaid=not branch)


def match_forms(
    summary: Reading, right: Sequence[FormResult], wrong: Sequence[FormResult], unread: Sequence[str]
) -> Matched:
    """Match forms to rows of the roster; a 工号 that is unknown, doubled, or of another name is a fault.

    People without a form keep the total that stands there. Somebody whose form is there but wrong, or could not be
    read, is not told to be without one, and of somebody who is not appraised no form is taken.
    """
    rows = rows_by_person(summary)
    faults: list[Fault] = []
    broken: dict[int, str] = {}
    astray: list[tuple[str, str]] = [("", file) for file in unread]
    found = _by_row(summary, [*right, *wrong], rows, faults, broken, astray)
    full = None if summary.own else as_number(summary.field(FULL_MARK))
    totals = _totals(found, {form.file for form in wrong}, faults, broken, full)
    lacking = [row for row in dict.fromkeys(rows.values()) if _lacks(summary, row, totals)]
    for name, file in astray:
        row = _seems_of(summary, name, file, [row for row in lacking if row not in broken])
        if row is not None:
            broken[row] = file
    missing = [_missing(summary, row, broken.get(row, "")) for row in lacking]
    faults += [_no_form(summary, row) for row in lacking if row not in broken]
    column = summary.column("名单_总分")
    changes = [Change(_who(summary, row), column[row], new) for row, new in totals.items() if column[row] != new]
    blocks = {"名单_总分": [[totals.get(row, value)] for row, value in enumerate(column)]} if totals else {}
    if summary.own and summary.computes("名单_总分"):  # their own, which add up or fetch totals
        faults += [_differs(summary, change) for change in changes]
        blocks, changes = {}, []
    numbers = {block: {**dict.fromkeys(lacking), **totals} for block in blocks}
    return Matched(blocks, len(totals), tuple(faults), numbers, tuple(changes), tuple(missing))


def _by_row(
    summary: Reading,
    forms: Sequence[FormResult],
    rows: Mapping[str, int],
    faults: list[Fault],
    broken: dict[int, str],
    astray: list[tuple[str, str]],
) -> dict[int, list[FormResult]]:
    """Return the forms of every row; what fits no row, or not the name in it, goes to `faults` and `astray`."""
    found: dict[int, list[FormResult]] = {}
    for form in forms:
        row, notice = roster_row(summary, form, rows)
        faults += notice
        text = _mismatch(summary, form, row)
        if text is not None:
            faults.append(Fault(form.file, text))
        if text is not None or not form.person:
            astray.append((form.name, form.file))
            if row is not None:
                broken[row] = form.file
        elif row is not None and not summary.appraised(row):
            zh, en = "{who} 不参评，附件2 已跳过", "{who} is not appraised; the form was passed over"
            faults.append(Fault(form.file, sentence(zh, en, who=_who(summary, row)), notice=True))
        elif row is not None:
            found.setdefault(row, []).append(form)
            faults += [_no_branch(form.file)] if form.unsaid and summary.has("分公司") else []
    return found


def _no_branch(file: str) -> Fault:
    zh, en = "没有填分公司，按本分公司的取数，请补上", "does not say its branch: it was taken as this one's; fill it in"
    return Fault(file, sentence(zh, en), notice=True)


def _totals(
    found: Mapping[int, Sequence[FormResult]],
    faulty: Collection[str],
    faults: list[Fault],
    broken: dict[int, str],
    full: float | None,
) -> dict[int, float]:
    """Return the total of every row whose only form is right; the others go to `faults` and `broken`."""
    totals: dict[int, float] = {}
    for row, forms in found.items():
        text = _unusable(forms, full)
        if text is None and forms[0].total is not None and forms[0].file not in faulty:
            totals[row] = forms[0].total
            continue
        broken[row] = forms[-1].file
        if text is not None and (len(forms) > 1 or forms[0].file not in faulty):
            faults.append(Fault(forms[-1].file, text))
    return totals


def rows_by_person(summary: Reading) -> dict[str, int]:
    """The rows of the roster by 工号; by name too where forms or roster may lack it, as long as nobody shares it."""
    rows: dict[str, int] = {}
    if summary.has("名单_工号"):
        rows = {as_text(summary.column("名单_工号")[row]): row for row in summary.roster}
    names = Counter(plain_name(summary.who(row)) for row in summary.roster)
    if summary.own:
        rows |= {who: row for row in summary.roster if names[who := plain_name(summary.who(row))] == 1}
    return rows


def _seems_of(summary: Reading, name: str, file: str, lacking: Sequence[int]) -> int | None:
    """Return whose form it seems to be, of those without one: by the name in it, else by what its file is called.

    Nothing is taken from it; it only must not be said of that person that nothing came. None where it may be two
    people's, or nobody's.
    """
    if name:
        alike = [row for row in lacking if same_name(summary.who(row), name)]
        return alike[0] if len(alike) == 1 else None
    stem = unicodedata.normalize("NFKC", PurePosixPath(file).stem)
    words, whole = re.findall(r"[0-9A-Za-z]+", stem.upper()), plain_name(stem)
    by_id = [row for row in lacking if as_text(summary.column("名单_工号")[row]).upper() in words]
    by_name = [row for row in lacking if len(who := plain_name(summary.who(row))) > 1 and who in whole]
    return next((rows[0] for rows in (by_id, by_name) if len(rows) == 1), None)


def _differs(summary: Reading, change: Change) -> Fault:
    zh = "{who} 的附件2 总分是 {new}，汇总表自己的公式算得 {old}，请核对"
    en = "the form of {who} totals {new}, the summary's own formula gives {old}"
    values = {key: "—" if v is None else written(v) for key, v in (("new", change.new), ("old", change.old))}
    return Fault(summary.book.place("名单_总分"), sentence(zh, en, who=change.who, **values))


def _lacks(summary: Reading, row: int, totals: Mapping[int, float]) -> bool:
    return row not in totals and summary.appraised(row)


def _who(summary: Reading, row: int) -> str:
    return f"{as_text(summary.column('名单_工号')[row])} {summary.who(row)}"


def _no_form(summary: Reading, row: int) -> Fault:
    zh, en = "{who} 参评，但没有收到附件2", "{who} is appraised but has no form"
    return summary.notice("名单_总分", row, zh, en, who=_who(summary, row))


def _missing(summary: Reading, row: int, file: str) -> Missing:
    department = as_text(summary.column("名单_部门")[row])
    supervisors = [as_text(name) for name in summary.column("主管_部门")]
    supervisor = (
        as_text(summary.column("主管_姓名")[supervisors.index(department)]) if department in supervisors else ""
    )
    return Missing(as_text(summary.column("名单_工号")[row]), summary.who(row), department, supervisor, file)


def _unusable(forms: Sequence[FormResult], full: float | None) -> Sentence | None:
    """Say why one person's forms give no total: two of them, nothing filled in, more than the summary's full mark."""
    if len(forms) > 1:
        zh = "工号 {id} 已有另一份附件2：{other}，请只留一份"
        en = "工号 {id} has another form: {other}. Keep one of them"
        return sentence(zh, en, id=forms[0].person, other=forms[0].file)
    if forms[0].total is None:
        zh, en = "没有总分：指标和权重还没有填写", "has no total: its indicators and weights are not filled in"
        return sentence(zh, en)
    if full is not None and forms[0].total > full:  # of a company's own form, which may state no full mark
        zh = "总分 {total} 高于汇总表「参数」的满分 {full}，不能取数，请核对评分和满分"
        en = "totals {total}, more than the summary's full mark {full}: look at the scores and the full mark"
        return sentence(zh, en, total=written(forms[0].total), full=written(full))
    return None


def roster_row(summary: Reading, form: FormResult, rows: Mapping[str, int]) -> tuple[int | None, list[Fault]]:
    """Return the row of a form's person; one whose 工号 is written otherwise is told with what to mend."""
    if not summary.has("名单_工号"):
        return rows.get(plain_name(form.name)), []
    if form.person in rows:
        return rows[form.person], []
    found = summary.row_of(form.person, form.name)
    if found is None:
        return None, []
    listed = as_text(summary.column("名单_工号")[found.at])
    namesake = same_name(summary.who(found.at), form.name)
    place = summary.book.place("名单_工号", found.at)
    text = written_otherwise(form.person, listed, found.right, place, namesake=namesake)
    return found.at, [Fault(form.file, text, notice=True)]


def _mismatch(summary: Reading, form: FormResult, row: int | None) -> Sentence | None:
    if not form.person:
        return None  # the check has said that 工号 is blank
    if row is None:
        namesakes = [other for other in summary.roster if form.name and same_name(summary.who(other), form.name)]
        if len(namesakes) == 1 and summary.has("名单_工号"):
            zh = "工号 {id} 不在汇总表名单中，名单上的{name}是 {listed}，请改正工号"
            en = "工号 {id} is not in the summary's roster, where {name} is {listed}: mend the 工号"
            listed = as_text(summary.column("名单_工号")[namesakes[0]])
            return sentence(zh, en, id=form.person, name=form.name, listed=listed)
        zh = "工号 {id}（{name}）不在汇总表名单中，请核对工号或补入名单"
        en = "工号 {id} ({name}) is not in the summary's roster: mend the 工号 or add the person"
        return sentence(zh, en, id=form.person, name=form.name)
    listed = as_text(summary.column("名单_姓名")[row])
    if listed and form.name and not same_name(listed, form.name):
        zh = "工号 {id} 的姓名是 {name}，名单上是 {listed}，请核对"
        en = "工号 {id} is {name} here but {listed} in the roster: mend one of them"
        return sentence(zh, en, id=form.person, name=form.name, listed=listed)
    return other_branch(summary, form)


def other_branch(summary: Reading, form: FormResult) -> Sentence | None:
    """Say that the form of somebody in the roster names another branch: which of the two is wrong nobody can tell.

    A company's own list may call its branch otherwise than the forms do: its people are taken as they are listed.
    """
    ours = as_text(summary.field("分公司")) if summary.has("分公司") else ""
    if summary.own or not ours or not form.branch or same_name(ours, form.branch):
        return None
    zh = "{name} 在 {ours} 的名单中，附件2 的分公司却是 {branch}：请改正分公司，或把这份表移出文件夹"
    en = "{name} is in the roster of {ours}, but the form says {branch}: mend the branch, or take the form out of the "
    en += "folder"
    return sentence(zh, en, name=form.name or form.person, ours=ours, branch=form.branch)


def match_plans(summary: Reading, plans: Sequence[PlanResult], _: Sequence[PlanResult], __: Sequence[str]) -> Matched:
    """Match plans to the plan rows by department and name; new ones go into the first blank rows."""
    if not plans:
        return Matched({}, 0)
    names = ("计划_部门", "计划_名称", *(f"计划_{name}" for name in PLAN_SCORES))
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
            faults.append(Fault(plan.file, sentence(zh, en, department=plan.department, name=plan.name)))
            continue
        taken.add(at)
        faults += [_no_branch(plan.file)] if plan.unsaid else []
        for name, value in zip(names, (plan.department, plan.name, *plan.scores), strict=True):
            columns[name][at] = value
    blocks: dict[str, Block] = {name: [[value] for value in values] for name, values in columns.items()}
    return Matched(blocks, len(taken), tuple(faults))


def _plan_row(rows: Sequence[Sequence[Value]], plan: PlanResult) -> int | None:
    """Return the row that holds a plan already, or the first row with nothing in it; None where there is neither."""
    blank = None
    for at, (department, name, *scores) in enumerate(rows):
        if (as_text(department), as_text(name)) == (plan.department, plan.name):
            return at
        if blank is None and all(is_blank(value) for value in (department, name, *scores)):
            blank = at
    return blank


def forms_differ(summary: Reading, forms: Sequence[FormResult]) -> list[Fault]:
    """Return a fault for everybody whose total in the summary is not that of the only form there is of him."""
    if summary.own and summary.computes("名单_总分"):
        return []  # their own formulas: collecting says where they differ
    found = _by_row(summary, forms, rows_by_person(summary), [], {}, [])
    faults = []
    for row, (form, *more) in sorted(found.items()):
        counted = as_number(summary.column("名单_总分")[row])
        if more or form.total is None or counted in (None, form.total):
            continue
        zh = "{who} 的附件2（{file}）总分是 {total}，汇总表按 {counted} 计算：请重新取数并计算附件3"
        en = "the form of {who} ({file}) totals {total}, but the summary counts {counted}: collect and recompute it"
        who, total, count = _who(summary, row), written(form.total), written(counted)
        told = summary.fault("名单_总分", row, zh, en, who=who, file=form.file, total=total, counted=count)
        faults.append(told)
    return faults


def plans_differ(summary: Reading, plans: Sequence[PlanResult]) -> list[Fault]:
    """Return a fault for every score of a plan that is another in the summary."""
    if not summary.has("计划_部门"):
        return []
    departments, names = (map(as_text, summary.column(f"计划_{name}")) for name in ("部门", "名称"))
    rows = {key: row for row, key in enumerate(zip(departments, names, strict=True))}
    scores = [(plan, name, score) for plan in plans for name, score in zip(PLAN_SCORES, plan.scores, strict=True)]
    faults = []
    for plan, name, score in scores:
        row = rows.get((plan.department, plan.name))
        if row is not None:
            counted = as_number(summary.column(f"计划_{name}")[row])
            if is_blank(score) or counted in (None, score):
                continue
            zh = "双周计划（{file}）的{name}是 {score}，汇总表按 {counted} 计算：请重新取数并计算附件3"
            en = "{name} of the plan {file} is {score}, but the summary counts {counted}: collect and recompute it"
            said, count = written(score), written(counted)
            told = summary.fault(f"计划_{name}", row, zh, en, file=plan.file, name=name, score=said, counted=count)
            faults.append(told)
    return faults


FORM_ENTRIES = ("工号", "姓名", "指标", "权重", "主管评分")
TAKE_FORMS = Take("form", ("附件2", "forms"), FORM_ENTRIES, read_form, match_forms, forms_differ, FULL)
TAKE_PLANS = Take("plan", ("双周计划", "plans"), PLAN_SCORES, read_plan, match_plans, plans_differ, FULL)
