"""What can be wrong in a 附件3: roster, plans, departments."""

from __future__ import annotations

from collections import Counter

from xlkpi.actions.check_form import FULL, OUTSIDE, check_month, number_fault
from xlkpi.actions.check_parameters import PARAMETER_CHECKS
from xlkpi.actions.reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import CellError, Fault
from xlkpi.functions.arguments import NO, YES, written

ROSTER_NUMBERS = ("名单_绩效基数", "名单_出勤率")


def roster_rows(reading: Reading) -> list[int]:
    """Return the rows of the roster that hold a person: anything typed into 工号, 姓名, 部门 or 总分."""
    columns = [reading.column(name) for name in ("名单_工号", "名单_姓名", "名单_部门", "名单_总分")]
    return [row for row, cells in enumerate(zip(*columns, strict=True)) if not all(is_blank(cell) for cell in cells)]


def appraised(reading: Reading, row: int) -> bool:
    """Tell whether a person of the roster is appraised; blank means yes, as in the formulas."""
    return reading.column("名单_参评")[row] not in (False, *NO)


def check_people(reading: Reading) -> list[Fault]:
    """Every person has a 工号 of his own, a name, and a valid 参评."""
    faults: list[Fault] = []
    rows = roster_rows(reading)
    ids = [as_text(value) for value in reading.column("名单_工号")]
    first: dict[str, int] = {}
    for row in rows:
        if not ids[row]:
            faults.append(reading.fault("名单_工号", row, "工号为空，请填写", "工号 is blank: fill it in"))
        elif ids[row] in first:
            other = reading.book.place("名单_工号", first[ids[row]])
            zh, en = "工号 {id} 与 {other} 重复，请改正", "工号 {id} also stands in {other}: mend one of them"
            faults.append(reading.fault("名单_工号", row, zh, en, id=ids[row], other=other))
        first.setdefault(ids[row], row)
        if is_blank(reading.column("名单_姓名")[row]):
            faults.append(reading.fault("名单_姓名", row, "姓名为空，请填写", "the name is blank: fill it in"))
        answer = reading.column("名单_参评")[row]
        if not is_blank(answer) and answer not in (*YES, *NO) and not isinstance(answer, bool):
            zh, en = "参评“{value}”无法识别，请填 是 或 否", "“{value}” is neither 是 (yes) nor 否 (no): choose one"
            faults.append(reading.fault("名单_参评", row, zh, en, value=written(answer)))
    return faults


def check_roster_numbers(reading: Reading) -> list[Fault]:
    """Totals, bases and attendance are numbers; an appraised person has a total."""
    faults: list[Fault] = []
    for row in roster_rows(reading):
        total = reading.column("名单_总分")[row]
        if is_blank(total):
            if appraised(reading, row):
                who = as_text(reading.column("名单_姓名")[row])
                zh, en = "{who} 还没有总分，请先取数或填写", "{who} has no total yet: collect the forms or enter it"
                faults.append(reading.fault("名单_总分", row, zh, en, who=who))
        else:
            fault = number_fault(reading, "名单_总分", row, total)
            if fault is not None:
                faults.append(fault)
            elif isinstance(total, float) and not 0 <= total <= FULL:
                zh, en = "总分 {value} 不在 0—100 之间，请核对", "the total {value} is outside 0 to 100: is it right?"
                faults.append(reading.notice("名单_总分", row, zh, en, value=written(total)))
        for name in ROSTER_NUMBERS:
            value = reading.column(name)[row]
            fault = None if is_blank(value) else number_fault(reading, name, row, value)
            if fault is None and isinstance(value, float):
                fault = _out_of_range(reading, name, row, value)
            if fault is not None:
                faults.append(fault)
    return faults


def _out_of_range(reading: Reading, name: str, row: int, value: float) -> Fault | None:
    if value < 0:
        zh, en = "{label} {value} 是负数，请改正", "{label} {value} is negative: mend it"
        return reading.fault(name, row, zh, en, label=name.rpartition("_")[2], value=written(value))
    if name == "名单_出勤率" and value > 1:
        zh = "出勤率 {value} 超过 100%，应在 0 到 1 之间，如 95% 或 0.95"
        en = "attendance {value} is more than 100%: enter 95% or 0.95"
        return reading.fault(name, row, zh, en, value=written(value))
    return None


def check_departments(reading: Reading) -> list[Fault]:
    """Every department of the roster has one supervisor row; small ones are told that shares are advisory."""
    faults: list[Fault] = []
    listed = reading.column("主管_部门")
    known = [as_text(value) for value in listed]
    for row, name in enumerate(known):
        if name and known.index(name) < row:
            zh, en = "部门“{name}”出现两次，请删去一行", "department “{name}” stands twice: delete one row"
            faults.append(reading.fault("主管_部门", row, zh, en, name=name))
    heads: Counter[str] = Counter()
    for row in roster_rows(reading):
        name = as_text(reading.column("名单_部门")[row])
        if not name:
            faults.append(reading.fault("名单_部门", row, "部门为空，请填写", "the department is blank: fill it in"))
        elif name not in known:
            zh = "部门“{name}”不在主管表中，请在“汇总”的主管表加上，或改正部门"
            en = "department “{name}” has no supervisor row: add one on the page 汇总, or mend the department"
            faults.append(reading.fault("名单_部门", row, zh, en, name=name))
        elif reading.column("名单_部门")[row] not in listed:  # formulas tell "一部 " from "一部", and 1 from "1"
            zh = "部门“{name}”与主管表中的写法不同（空格或数字格式），请从下拉列表重新选择"
            en = "department “{name}” is written otherwise in the supervisors' table (blanks, number): choose it again"
            faults.append(reading.fault("名单_部门", row, zh, en, name=name))
        elif appraised(reading, row):
            heads[name] += 1
    fewest = as_number(reading.field("名额_参考人数")) or 0
    for name, count in heads.items():
        if count < fewest:
            zh = "部门“{name}”参评 {count} 人，不足 {fewest} 人，名额比例仅供参考"
            en = "department “{name}” has {count} people; below {fewest} the shares are advisory"
            place = known.index(name)
            faults.append(reading.notice("主管_部门", place, zh, en, name=name, count=count, fewest=f"{fewest:g}"))
    return faults


def check_plans(reading: Reading) -> list[Fault]:
    """Every plan is scored by both raters and belongs to a department; every department with people has a plan."""
    faults: list[Fault] = []
    planned = set()
    known = {as_text(value) for value in reading.column("主管_部门")}
    names = ("计划_主管经理评分", "计划_客户服务部评分")
    for row, cell in enumerate(reading.column("计划_部门")):
        department = as_text(cell)
        scores = {name: reading.column(name)[row] for name in names}
        if not department:
            if not all(is_blank(score) for score in scores.values()):
                zh, en = "计划有评分但没有部门，请填写部门", "the plan has scores but no department: fill it in"
                faults.append(reading.fault("计划_部门", row, zh, en))
            continue
        if department not in known:
            zh, en = "计划的部门“{name}”不在主管表中", "the plan's department “{name}” has no supervisor row"
            faults.append(reading.fault("计划_部门", row, zh, en, name=department))
        planned.add(department)
        for name, score in scores.items():
            label = name.rpartition("_")[2]
            if is_blank(score):
                zh = "{label}为空：计划评分不完整，主管得分无法计算，请补评"
                en = "{label} is blank: without it the supervisor has no composite"
                faults.append(reading.fault(name, row, zh, en, label=label))
                continue
            fault = number_fault(reading, name, row, score)
            if fault is not None:
                faults.append(fault)
            elif isinstance(score, float) and not 0 <= score <= FULL:
                zh, en = OUTSIDE
                faults.append(reading.notice(name, row, zh, en, value=written(score)))
    used = {as_text(reading.column("名单_部门")[row]) for row in roster_rows(reading)}
    for row, cell in enumerate(reading.column("主管_部门")):
        name = as_text(cell)
        if name in used and name not in planned:
            zh = "部门“{name}”没有双周计划评分，主管得分无法计算，请在“汇总”填写计划评分"
            en = "department “{name}” has no scored plan: enter its plans on the page 汇总"
            faults.append(reading.fault("主管_部门", row, zh, en, name=name))
    return faults


def check_error_cells(reading: Reading) -> list[Fault]:
    """No cell that is filled in holds an Excel error."""
    names = ("名单_工号", "名单_姓名", "名单_部门", "计划_部门", "主管_部门", "分公司")
    return [
        reading.fault(name, row, "是错误值 {value}，请改正", "holds the error {value}: mend it", value=str(value))
        for name in names
        for row, value in enumerate(reading.column(name))
        if isinstance(value, CellError)
    ]


SUMMARY_CHECKS = (
    check_month,
    check_error_cells,
    check_people,
    check_roster_numbers,
    check_departments,
    check_plans,
    *PARAMETER_CHECKS,
)
