"""What 话务绩效表 prints of raters, of ratings that belong together, and of the parts a unit is appraised on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.books.book import Value
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.drawing.validation import MANY_TIMES, SEVERAL_TIMES
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import CellError, Fault
from xlkpi.functions import call
from xlkpi.functions.arguments import written
from xlkpi.schemes.call_centre.call_forms import SPHERES, WORK

DUE = "应由"
"""How the column 考核人核对 begins where somebody else should have rated."""


def wrong_raters(reading: Reading) -> list[Fault]:
    """总经理 rates managers, 部门经理 their staff: a rater who is not listed with that post is a fault."""
    found = []
    for prefix in ("德能", "干部"):
        for row, verdict in enumerate(reading.column(f"{prefix}_核对")):
            if as_text(verdict).startswith(DUE):
                zh = "{name}的考核人{rater}与考核关系不符，{verdict}；请改正，或在「考核关系」的考核人名单中登记"
                en = "{rater} may not rate {name} ({verdict}): mend it, or list the rater on the page 考核关系"
                name = as_text(reading.column(f"{prefix}_姓名")[row])
                rater = as_text(reading.column(f"{prefix}_考核人")[row])
                said = as_text(verdict)
                fault = reading.fault(f"{prefix}_考核人", row, zh, en, name=name, rater=rater, verdict=said)
                found.append(fault)
    return found


def incomplete_forms(reading: Reading) -> list[Fault]:
    """Whoever is rated has all scores, a rater and a date; a plan may stand in for the score of the work."""
    found: list[Fault] = []
    for row, scores in enumerate(reading.blocks["德能_评分"]):
        if all(is_blank(score) for score in scores) or as_text(reading.column("德能_适用")[row]) != "适用":
            continue
        adopted = reading.blocks["德能_采用"][row]
        found += _signed(reading, "德能", row)
        found += _missing(reading, ("德能_评分", row), adopted, "德能绩勤")
    for row, abilities in enumerate(reading.blocks["干部_能力项"]):
        work = reading.column("干部_绩效")[row]
        if all(is_blank(cell) for cell in (*abilities, work)):
            continue
        found += _missing(reading, ("干部_能力项", row), abilities, "能力评分")
        found += _missing(reading, ("干部_评定", row), (work,), "业绩")
        if not is_blank(reading.column("干部_层级")[row]):
            found += _signed(reading, "干部", row)
    return found


def _missing(reading: Reading, place: tuple[str, int], cells: Sequence[Value], label: str) -> Iterator[Fault]:
    blank = [at for at, cell in enumerate(cells) if is_blank(cell)]
    if blank:
        zh, en = "{label}没有填全，还缺 {count} 项", "{label} is incomplete: {count} cells are blank"
        yield reading.fault(*place, zh, en, column=blank[0], label=label, count=len(blank))


def _signed(reading: Reading, prefix: str, row: int) -> Iterator[Fault]:
    for name in ("考核人", "考核日期"):
        if is_blank(reading.column(f"{prefix}_{name}")[row]):
            zh, en = "{who}已评分，{name}为空，请填写", "{who} was rated but {name} is blank: fill it in"
            who = as_text(reading.column(f"{prefix}_姓名")[row])
            yield reading.fault(f"{prefix}_{name}", row, zh, en, who=who, name=name)


def plans_instead(reading: Reading) -> list[Fault]:
    """A typed score that the plan replaces is told: only one of the two counts."""
    found = []
    dimensions = [as_text(value) for value in reading.column("维度_名称")]
    work = dimensions.index(WORK) if WORK in dimensions else None
    for name, plan, at in (("德能_评分", "德能_计划", work), ("干部_评定", "干部_计划", 0)):
        for row, value in enumerate(reading.column(plan)):
            if not isinstance(value, float):
                continue
            if at is None:
                zh = "有计划完成得分，而「参数」的德能绩勤中没有名为“{work}”的一项，请改正名称"
                en = "plans give a score, but no dimension on the page 参数 is called “{work}”: mend its name"
                found.append(reading.fault("维度_名称", 0, zh, en, work=WORK))
                break
            typed = reading.blocks[name][row][at]
            if not is_blank(typed) and typed != value:
                zh = "填写的业绩 {typed} 不采用，按计划完成 {value} 计"
                en = "the typed {typed} does not count: the plans give {value}"
                said, counts = as_text(typed), as_text(value)
                found.append(reading.notice(name, row, zh, en, column=at, typed=said, value=counts))
    return found


def without_goal(reading: Reading) -> list[Fault]:
    """A line of a department or a person comes from a goal above it: one that does not say from which is told."""
    found = []
    for prefix in ("计划", "干部计划"):
        columns = (reading.column(f"{prefix}_{name}") for name in ("层次", "分解自", "事项"))
        for row, (sphere, goal, item) in enumerate(zip(*columns, strict=True)):
            if as_text(sphere) in SPHERES[1:] and is_blank(goal):
                zh, en = "“{item}”没有写明由哪一项上级目标分解而来", "“{item}” does not say which goal it comes from"
                found.append(reading.notice(f"{prefix}_分解自", row, zh, en, item=as_text(item)))
    return found


def incomplete_peers(reading: Reading) -> list[Fault]:
    """Everybody who takes part rates everybody who takes part; nobody rates a person who is not on the roster."""
    ratings = reading.blocks["互评_评分"]
    names = [as_text(value) for value in reading.column("互评_姓名")]
    given = [[at for at, cell in enumerate(row) if not is_blank(cell)] for row in ratings]
    taking = [at for at in range(len(ratings)) if given[at] or any(at in row for row in given)]
    found = []
    for row in taking:
        nobody = next((at for at in given[row] if at < len(names) and not names[at]), None)
        if nobody is not None:
            zh, en = "这一列没有人员，请删去评分", "nobody stands in this column: delete the rating"
            found.append(reading.fault("互评_评分", row, zh, en, column=nobody))
            continue
        lacking = [at for at in taking if at not in given[row]]
        told = isinstance(reading.column("互评_得分")[row], str | CellError) and reading.column("互评_得分")[row]
        if lacking and not told:
            zh, en = "{who}还没有评 {count} 人（如{other}），互评须人人互评", "{who} has not rated {count} people yet"
            who, other, at, count = names[row], names[lacking[0]], lacking[0], len(lacking)
            found.append(reading.fault("互评_评分", row, zh, en, column=at, who=who, other=other, count=count))
    return found


def unit_parts(reading: Reading) -> list[Fault]:
    """A unit is scored on all parts of its class: a branch on three, a department on one."""
    parts = [as_text(value) for value in reading.column("组织项_名称")]
    contents = dict(zip(map(as_text, reading.column("类别_名称")), reading.column("类别_内容"), strict=True))
    due = {name: set(as_text(text).split("、")) & set(parts) for name, text in contents.items() if name}
    found = []
    for row, cells in enumerate(reading.blocks["单位_各项"]):
        scored = {part for part, cell in zip(parts, cells, strict=True) if not is_blank(cell)}
        own = as_text(reading.column("单位_类别")[row])
        fits = [due[own]] if own in due else [content for content in due.values() if content]
        if scored and scored not in fits:
            zh = "单位“{unit}”已评 {scored}，按类别应评 {due}；请补齐或删去"
            en = "the unit “{unit}” has {scored}; its class is scored on {due}: complete or delete"
            unit = as_text(reading.column("单位_名称")[row])
            has = "、".join(part for part in parts if part in scored)
            needs = " 或 ".join("、".join(part for part in parts if part in fit) for fit in fits)
            found.append(reading.fault("单位_各项", row, zh, en, unit=unit, scored=has, due=needs))
    return found


def seats_exceeded(reading: Reading) -> list[Fault]:
    """Tell where adjusted levels give a unit more people of a level than its seats."""
    codes = [as_text(value) for value in reading.column("等级_代码")]
    names = ("坐席_单位", "坐席_等级", "坐席_最终等级")
    people = [tuple(map(as_text, row)) for row in zip(*map(reading.column, names), strict=True)]
    notices = []
    for row, cell in enumerate(reading.column("单位_名称")):
        unit = [(computed, final) for name, computed, final in people if name and name == as_text(cell)]
        if all(computed == final for computed, final in unit):
            continue
        count = float(sum(final not in ("", NOT_APPRAISED) for _, final in unit))
        level, rounding = reading.column("单位_等级")[row], reading.field("参数_取整")
        seats = call("KPI_SEATS", [[[count]], [[level]], reading.blocks["名额比例"], rounding])
        due = seats[0] if isinstance(seats, list) else []
        given = [sum(final == code for _, final in unit) for code in codes]
        over = [
            f"{code} {have}/{seats:g}"
            for code, have, seats in zip(codes, given, due, strict=False)
            if isinstance(seats, float) and have > seats
        ]
        if over:
            zh = "因等级调整，单位“{name}”的实评人数超过名额（实评/应评）：{over}"
            en = "adjusted levels give the unit “{name}” more people than seats (given/due): {over}"
            notices.append(reading.notice("单位_名称", row, zh, en, name=as_text(cell), over="、".join(over)))
    return notices


def odd_unit(reading: Reading) -> list[Fault]:
    """The unit that calls are measured by lies near the calls of the month: 500000 for 5000 gave everybody nothing."""
    unit = reading.field("参数_单位量")
    calls = sorted(value for value in reading.column("坐席_话务量") if isinstance(value, float) and value > 0)
    if not isinstance(unit, float) or unit <= 0 or not calls:
        return []
    middle = calls[len(calls) // 2]
    times = max(unit / middle, middle / unit)
    if times < SEVERAL_TIMES:
        return []
    tell = reading.fault if times >= MANY_TIMES else reading.notice
    zh = "月度单位话务量 {unit} 与本月话务量（居中的是 {middle}）相差 {times} 倍，请核对"
    en = "the monthly unit {unit} and the calls of the month ({middle} in the middle) are {times} times apart"
    return [tell("参数_单位量", 0, zh, en, unit=written(unit), middle=written(middle), times=f"{times:.0f}")]
