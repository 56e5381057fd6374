"""What a 附件3 takes from a folder: totals of forms by 工号, scores of two-week plans by department and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlkpi.books.book import Block, Value
from xlkpi.drawing.kind import Take
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.schemes.gas.gas_checks import PLAN_SCORES


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
    scores: tuple[Value, ...]
    file: str
    person: str = ""


def read_form(reading: Reading, file: str, faulty: bool) -> FormResult:
    """Return whose form it is and its total."""
    person, name, branch = (as_text(reading.field(field)) for field in ("工号", "姓名", "分公司"))
    return FormResult(person, name, branch, as_number(reading.field("总分")), file, faulty)


def read_plan(reading: Reading, file: str, _: bool) -> PlanResult:
    """Return whose plan it is and its scores; a branch with one department is that department."""
    branch, department, name = (as_text(reading.field(field)) for field in ("分公司", "部门", "计划名称"))
    scores = tuple(reading.field(score) for score in PLAN_SCORES)
    return PlanResult(branch, department or branch, name, scores, file)


def match_forms(summary: Reading, forms: Sequence[FormResult]) -> tuple[dict[str, Block], list[Fault]]:
    """Match forms to rows of the roster; a 工号 that is unknown, doubled, or of another name is a fault.

    People without a form keep the total that stands there.
    """
    rows = {as_text(summary.column("名单_工号")[row]): row for row in summary.roster}
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
    if not faults:
        for row in rows.values():
            if row not in totals and summary.appraised(row):
                who = f"{as_text(summary.column('名单_工号')[row])} {summary.who(row)}"
                zh, en = "{who} 参评，但没有收到附件2", "{who} is appraised but has no form"
                faults.append(summary.notice("名单_总分", row, zh, en, who=who))
    if not totals:
        return {}, faults
    return {"名单_总分": [[totals.get(row, value)] for row, value in enumerate(summary.column("名单_总分"))]}, faults


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


def match_plans(summary: Reading, plans: Sequence[PlanResult]) -> tuple[dict[str, Block], list[Fault]]:
    """Match plans to the plan rows by department and name; new ones go into the first blank rows."""
    if not plans:
        return {}, []
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


TAKE_FORMS = Take("form", ("附件2", "forms"), ("工号", "姓名", "指标", "权重", "主管评分"), read_form, match_forms)
TAKE_PLANS = Take("plan", ("双周计划", "plans"), PLAN_SCORES, read_plan, match_plans)
