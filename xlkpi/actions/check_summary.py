"""What can be wrong in a 附件3: roster, plans, departments, numbers of the 参数 sheet."""

from __future__ import annotations

from collections import Counter

from xlkpi.actions.check_form import FULL, check_month, number_fault
from xlkpi.actions.reading import Reading, as_number, as_text, is_blank
from xlkpi.domain.numbers import as_shares, exact, percent
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
            zh, en = "工号 {id} 与 {other} 重复", "工号 {id} also stands in {other}"
            faults.append(reading.fault("名单_工号", row, zh, en, id=ids[row], other=other))
        first.setdefault(ids[row], row)
        if is_blank(reading.column("名单_姓名")[row]):
            faults.append(reading.fault("名单_姓名", row, "姓名为空，请填写", "the name is blank: fill it in"))
        answer = reading.column("名单_参评")[row]
        if not is_blank(answer) and answer not in (*YES, *NO) and not isinstance(answer, bool):
            zh, en = "参评“{value}”无法识别，请填 是 或 否", "“{value}” is neither 是 (yes) nor 否 (no)"
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
                zh, en = "{who} 还没有总分，请先取数或填写", "{who} has no total yet: collect the forms"
                faults.append(reading.fault("名单_总分", row, zh, en, who=who))
        else:
            fault = number_fault(reading, "名单_总分", row, total)
            if fault is not None:
                faults.append(fault)
            elif isinstance(total, float) and not 0 <= total <= FULL:
                zh, en = "总分 {value} 不在 0—100 之间，请核对", "the total {value} is outside 0 to 100"
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
        return reading.fault(name, row, "{value} 是负数", "{value} is negative", value=written(value))
    if name == "名单_出勤率" and value > 1:
        zh, en = "出勤率 {value} 超过 100%，应在 0 到 1 之间", "attendance {value} must lie between 0 and 1"
        return reading.fault(name, row, zh, en, value=written(value))
    return None


def check_departments(reading: Reading) -> list[Fault]:
    """Every department of the roster has one supervisor row; small ones are told that shares are advisory."""
    faults: list[Fault] = []
    known = [as_text(value) for value in reading.column("主管_部门")]
    for row, name in enumerate(known):
        if name and known.index(name) < row:
            zh, en = "部门“{name}”出现两次", "department “{name}” stands twice"
            faults.append(reading.fault("主管_部门", row, zh, en, name=name))
    heads: Counter[str] = Counter()
    for row in roster_rows(reading):
        name = as_text(reading.column("名单_部门")[row])
        if not name:
            faults.append(reading.fault("名单_部门", row, "部门为空，请填写", "the department is blank: fill it in"))
        elif name not in known:
            zh, en = "部门“{name}”不在主管表中", "department “{name}” has no supervisor row"
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
    names = ("计划_主管经理评分", "计划_客户服务部评分")
    for row, cell in enumerate(reading.column("计划_部门")):
        department = as_text(cell)
        scores = {name: reading.column(name)[row] for name in names}
        if not department:
            if not all(is_blank(score) for score in scores.values()):
                zh, en = "计划有评分但没有部门，请填写部门", "the plan has scores but no department"
                faults.append(reading.fault("计划_部门", row, zh, en))
            continue
        planned.add(department)
        for name, score in scores.items():
            label = name.rpartition("_")[2]
            if is_blank(score):
                zh, en = "{label}为空：计划评分不完整，主管得分无法计算", "{label} is blank: the plan is incomplete"
                faults.append(reading.fault(name, row, zh, en, label=label))
                continue
            fault = number_fault(reading, name, row, score)
            if fault is not None:
                faults.append(fault)
            elif isinstance(score, float) and not 0 <= score <= FULL:
                zh, en = "评分 {value} 不在 0—100 之间，请核对", "the score {value} is outside 0 to 100"
                faults.append(reading.notice(name, row, zh, en, value=written(score)))
    used = {as_text(reading.column("名单_部门")[row]) for row in roster_rows(reading)}
    for row, cell in enumerate(reading.column("主管_部门")):
        name = as_text(cell)
        if name in used and name not in planned:
            zh, en = "部门“{name}”没有双周计划评分，主管得分无法计算", "department “{name}” has no scored plan"
            faults.append(reading.fault("主管_部门", row, zh, en, name=name))
    return faults


def check_levels(reading: Reading) -> list[Fault]:
    """The level table is complete: name, code, minimum, coefficient, nothing twice."""
    faults: list[Fault] = []
    for name in ("等级_名称", "等级_代码"):
        texts = [as_text(value) for value in reading.column(name)]
        for row, text in enumerate(texts):
            if not text:
                faults.append(reading.fault(name, row, "等级名称或代码为空", "the level has no name or code"))
            elif texts.index(text) < row:
                faults.append(reading.fault(name, row, "等级“{text}”重复", "level “{text}” stands twice", text=text))
    for name in ("等级_最低分", "等级_系数"):
        for row, value in enumerate(reading.column(name)):
            if is_blank(value):
                if name == "等级_系数" or row < len(reading.column(name)) - 1:
                    label = name.rpartition("_")[2]
                    faults.append(reading.fault(name, row, "{label}为空", "{label} is blank", label=label))
                continue
            fault = number_fault(reading, name, row, value)
            if fault is not None:
                faults.append(fault)
    return faults


def check_quotas(reading: Reading) -> list[Fault]:
    """Every department level has a quota row, and every row sums to 100%."""
    head, *body = reading.blocks["名额比例"]
    codes = [as_text(value) for value in reading.column("等级_代码")]
    place = reading.book.place
    faults: list[Fault] = []
    if [as_text(value) for value in head[1:]] != codes:
        zh, en = "名额比例表的等级与等级表的代码不一致", "the levels of the quota block differ from the level codes"
        faults.append(reading.fault("名额比例", 0, zh, en))
    rows = {as_text(cells[0]): number for number, cells in enumerate(body, 1) if not is_blank(cells[0])}
    for name in (as_text(value) for value in reading.column("等级_名称")):
        if name and name not in rows:
            zh, en = "名额比例表缺少“{name}”这一行", "the quota block has no row “{name}”"
            faults.append(reading.fault("名额比例", 0, zh, en, name=name))
    for name, number in rows.items():
        cells = body[number - 1][1:]
        wrong = [at for at, cell in enumerate(cells, 1) if not is_blank(cell) and not isinstance(cell, float)]
        if wrong:
            zh, en = "比例“{value}”不是数字", "the share “{value}” is not a number"
            fault = reading.fault("名额比例", number, zh, en, value=written(cells[wrong[0] - 1]))
            faults.append(Fault(place("名额比例", number, wrong[0]), fault.text))
            continue
        shares = [exact(cell) for cell in cells if isinstance(cell, float)]
        if as_shares(shares) is None or min(shares) < 0:
            total = percent(sum(shares, exact(0.0)))
            zh = "“{name}”行名额比例合计为 {total}，应为 100%，且不能有负数"
            en = "quota row “{name}” totals {total}; it must total 100% without negative shares"
            faults.append(reading.fault("名额比例", number, zh, en, name=name, total=total))
    return faults


CONFIRMATIONS = {
    "等级_已确认": ("等级“{what}”的系数", "the coefficient of level {what}", "等级_代码"),
    "名额_已确认": ("部门等级“{what}”的名额比例", "the shares of department level {what}", "等级_名称"),
    "舍入方式_已确认": ("舍入方式“{what}”", "the rounding {what}", "舍入方式"),
    "名额_参考人数_已确认": (
        "名额比例仅供参考的人数线",
        "the head-count below which shares are advisory",
        "名额_参考人数",
    ),
    "同分处理_已确认": ("同分处理“{what}”", "the handling of ties {what}", "同分处理"),
}
"""Which number each 已确认 cell speaks of: both languages, and the block that names it."""


def check_confirmed(reading: Reading) -> list[Fault]:
    """Numbers that the rulebook's copy lost are used but reported until somebody confirms them."""
    faults = []
    for name, (zh, en, named) in CONFIRMATIONS.items():
        for row, value in enumerate(reading.column(name)):
            if value == "否":
                zh_all, en_all = f"{zh}原文缺失，暂按假定计算，请确认", f"{en} is assumed; please confirm it"
                what = as_text(reading.column(named)[row])
                faults.append(reading.notice(name, row, zh_all, en_all, what=what))
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
    check_levels,
    check_quotas,
    check_confirmed,
)
