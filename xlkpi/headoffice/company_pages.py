"""The pages of 总公司汇总: company, branches, departments, supervisors, plans, exceptions, faults, everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from xlkpi.domain.scheme import load_scheme
from xlkpi.drawing import style
from xlkpi.drawing.canvas import Box
from xlkpi.drawing.report import MOST_ROWS, Cell, Head, Report, ReportPage
from xlkpi.drawing.spec import Chart, Series
from xlkpi.headoffice.company import Company, Department
from xlkpi.headoffice.on_disk import OnDisk
from xlkpi.headoffice.order import Order, draw_order
from xlkpi.headoffice.rollup import NONE, Sums
from xlkpi.headoffice.shortened import binned, ends
from xlkpi.headoffice.spool import Spool
from xlkpi.macros.vba import ROLL_UP

MOST_BARS = 20
"""Columns of a chart that are still told apart; of more branches only the best and the lowest are shown."""
COUNT, POINTS, MONEY, FACTOR = ("center", "count"), ("center", "points"), ("right", "money"), ("center", "factor")
LEFT = ("left", "wrap")
LIGHT = "#B9C7DA"
PAY = ("pay", "base")
GIVEN, DUE = "实评人数", "应评名额"


@dataclass(frozen=True)
class PersonColumn:
    """A column of the sheet of everybody: heading, what it is in a record, type and looks."""

    title: str
    key: str
    number: bool
    looks: tuple[str, ...]
    width: float = 10


PEOPLE = (
    PersonColumn("分公司", "", False, ("center", "shrink"), 16),
    PersonColumn("部门", "department", False, ("center", "shrink"), 14),
    PersonColumn("工号", "id", False, ("center", "shrink", "plain_text")),
    PersonColumn("姓名", "name", False, ("center", "shrink")),
    PersonColumn("参评", "eligible", False, ("center",), 6),
    PersonColumn("得分", "total", True, POINTS),
    PersonColumn("排名", "rank", True, COUNT, 7),
    PersonColumn("算出等级", "computed", False, ("center",), 9),
    PersonColumn("等级", "level", False, ("center",), 8),
    PersonColumn("系数", "coefficient", True, FACTOR, 8),
    PersonColumn("绩效基数", "base", True, MONEY, 11),
    PersonColumn("出勤率", "attendance", True, ("center", "attendance"), 8),
    PersonColumn("绩效工资", "pay", True, MONEY, 12),
    PersonColumn("文件", "place", False, ("left", "small"), 40),
)


def person_columns(*, pay: bool) -> tuple[PersonColumn, ...]:
    """Return the columns of everybody, without anybody's money where it is not wanted."""
    return tuple(column for column in PEOPLE if pay or column.key not in PAY)


def everybody(spool: Spool, *, pay: bool) -> Iterator[list[Cell]]:
    """Yield a row for everybody who counts, file by file."""
    columns = person_columns(pay=pay)
    for filed in spool.records("counted AND people > 0"):
        people, count = filed.people, len(filed.people["id"])
        blank: list[Cell] = [None] * count
        given: dict[str, Sequence[Cell]] = {
            **people,
            "": [filed.branch] * count,
            "place": [filed.place] * count,
            "eligible": ["是" if yes else "否" for yes in people["eligible"]],
        }
        yield from (list(row) for row in zip(*(given.get(column.key) or blank for column in columns), strict=True))


def write_company(company: Company, spool: Spool, path: Path, order: Order) -> None:
    """Write 总公司汇总, an .xlsm with its button where the path ends so. Raises CannotWrite."""
    title = f"总公司绩效汇总　{company.month}"
    scheme = load_scheme(company.counted.scheme).title if company.counted.scheme else ""
    report = Report(title, scheme, macros=path.suffix.lower() == ".xlsm")
    _company(report, company, title, scheme)
    if company.of_all is not None:
        _branches(report, company)
        _departments(report, company)
        _supervisors(report, company)
    for name, (heads, rows) in company.tables.items():
        if name != RATINGS:
            _listing(report, company.month, name, heads, rows)
    _exceptions(report, company)
    _faults(report, company)
    draw_order(report, order, path.parent)
    _everybody(report, company, spool)
    report.save(path)


RATINGS = "主管评分"
"""The listing that stands on the page of supervisors."""


def _float(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


def _figures(sums: Sums, at: int) -> list[Cell]:
    """Head-count, mean, spread, highest, lowest, people per level, mean coefficient."""

    def hundredths(value: int) -> float | None:
        return None if value == NONE else value / 100

    return [
        int(sums.listed[at]),
        int(sums.heads[at]),
        _float(sums.mean(at)),
        sums.spread(at),
        hundredths(int(sums.highest[at])),
        hundredths(int(sums.lowest[at])),
        *(int(n) for n in sums.levels[at]),
        _float(sums.mean_factor(at)),
    ]


def _money(company: Company, sums: Sums, at: int, budget: float | None, *, budgeted: bool) -> list[Cell]:
    """Pay, and where there is a budget, what is left of it."""
    if not company.with_pay:
        return []
    return [sums.pay(at), *([budget, sums.left(at, budget)] if budgeted else [])]


def _figure_heads(company: Company) -> list[Head]:
    return [
        Head("名单人数", 8, COUNT),
        Head("参评人数", 8, COUNT),
        Head("平均分", 8, POINTS),
        Head("标准差", 8, POINTS),
        Head("最高分", 8, POINTS),
        Head("最低分", 8, POINTS),
        *(Head(level, 6, COUNT, GIVEN) for level in company.levels),
        Head("平均系数", 8, FACTOR),
    ]


def _money_heads(company: Company, *, budgeted: bool) -> list[Head]:
    titles = ("绩效工资", *(("预算", "结余") if budgeted else ()))
    return [Head(title, 13, MONEY) for title in titles] if company.with_pay else []


def _whole_budget(company: Company) -> float | None:
    """The budget of all branches that count; None where none of them has one."""
    own = [company.budget_of(branch) for branch in company.branches]
    known = [amount for amount in own if amount is not None]
    return sum(known) if known else None


def _due_heads(company: Company) -> list[Head]:
    return [Head(level, 6, ("center", "seats"), DUE) for level in company.levels] if company.has_due else []


def _company(report: Report, company: Company, title: str, scheme: str) -> None:
    heads = [Head("", 9)] * 10
    page = report.page("公司", title, heads, portrait=True, buttons=(ROLL_UP,))
    files = company.files
    pairs: list[tuple[str, Cell, str]] = [
        ("方案", scheme, "shrink"),
        ("月份", company.counted.month, "shrink"),
        ("交来文件", files["files"], "count"),
        ("计入文件", files["counted"], "count"),
        ("无法计入", files["broken"] + files["aside"], "count"),
        ("无需汇总", files["passed"], "count"),
    ]
    sums = company.of_all
    if sums is not None:
        pairs += [
            ("分公司", len(company.branches), "count"),
            ("部门", int(sums.departments[0]), "count"),
            ("名单人数", int(sums.listed[0]), "count"),
            ("参评人数", int(sums.heads[0]), "count"),
            ("平均分", _float(sums.mean(0)), "points"),
            ("标准差", sums.spread(0), "points"),
            ("平均系数", _float(sums.mean_factor(0)), "factor"),
            ("待办例外", len(company.odd), "count"),
        ]
        if company.with_pay:
            pairs.append(("绩效工资", sums.pay(0), "money"))
            if company.budget:
                total = _whole_budget(company)
                pairs += [("预算", total, "money"), ("结余", sums.left(0, total), "money")]
    page.figures(pairs, ((0, 2, 5), (5, 7, 10)))
    if sums is not None:
        _levels(page, company, sums)
    drawn = [] if sums is None else [one for one in (_bars(company), _spread(company)) if one is not None]
    reserved = []
    for one in drawn:
        page.section(one.chart.title)
        reserved.append(page.reserve(one.chart))
    page.section("签批")
    page.signatures(("客户服务部", "人力资源部", "总经理"), (2, 3, 2, 3))
    supervisors = sum(one.pay or 0 for one in company.departments())
    if company.with_pay and supervisors:
        text = f"绩效工资只含名单中的员工；主管的绩效工资另计 {supervisors:,.2f} 元，见“主管”页。"
        page.note(text, 20)
    page.note(
        "平均分是所有参评且有得分的人的平均，不是各部门平均分的平均；标准差按全体计算。未计入的文件及原因见“问题清单”，"
        "需要处理的事项见“例外”。"
    )
    page.finish(one_sheet=True)
    for one, at in zip(drawn, reserved, strict=True):  # what they show stands below the printed part of the page
        page.table(one.key, one.heads, one.rows, long=False)
        page.draw(one.chart, at)


def _levels(page: ReportPage, company: Company, sums: Sums) -> None:
    if not company.levels:
        return
    page.section("等级分布")
    heads = [Head("等级", 9, ("center",)), *([Head(DUE, 9, COUNT)] if company.has_due else [])]
    heads += [Head(GIVEN, 9, COUNT), Head("占比", 9, ("center", "attendance"))]
    counts = [int(n) for n in sums.levels[0]]
    whole = sum(counts)
    due = sums.due(0)
    rows = [
        [level, *([seats] if company.has_due else []), count, count / whole if whole else None]
        for level, seats, count in zip(company.levels, due, counts, strict=True)
    ]
    page.table("等级", heads, rows, long=False)
    series = [Series(DUE, "等级:等级", f"等级:{DUE}", LIGHT)] if company.has_due else []
    series.append(Series(GIVEN, "等级:等级", f"等级:{GIVEN}", style.INK))
    chart = Chart("等级分布（人）", tuple(series), 0, (664, 250))
    page.draw(chart, page.reserve(chart))


@dataclass(frozen=True)
class Drawn:
    """A chart of the page of the company, and the table that it shows."""

    chart: Chart
    key: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]


def _means(company: Company) -> tuple[str, list[tuple[str, float]]]:
    """What is compared: the branches' means, or, of a single branch, its departments' (groups') scores."""
    sums = company.of_branches
    if sums is not None and len(company.branches) > 1:
        means = [(name, _float(sums.mean(at))) for at, name in enumerate(company.branches)]
        return "各分公司平均分", [(name, mean) for name, mean in means if mean is not None]
    return "各部门（组）得分", [(one.name, one.score) for one in company.departments() if one.score is not None]


def _spread(company: Company) -> Drawn | None:
    """How many branches have which mean, where they are too many to be drawn one by one."""
    title, named = _means(company)
    if len(named) <= MOST_BARS:
        return None
    width, bins = binned([mean for _, mean in named])
    title += f"的分布（每格 {float(width):g} 分，写的是起点）"
    chart = Chart(title, (Series("个数", "分布:起点", "分布:个数", style.INK),), 0, (664, 220), gap=10)
    heads = [Head("起点", 9), Head("个数", 9, COUNT)]
    return Drawn(chart, "分布", heads, [[f"{float(start):g}", count] for start, count in bins])


def _bars(company: Company) -> Drawn | None:
    """A chart of the branches' means, or, of a single branch, of its departments' (groups') scores.

    The best is dark and the lowest striped, as results of groups are published (rules B3).
    """
    title, named = _means(company)
    if len(named) < 2:
        return None
    best, worst = max(score for _, score in named), min(score for _, score in named)
    if len(named) > MOST_BARS:
        title += f"（最高、最低各 {MOST_BARS // 2} 个）"
        named = [one for some in ends(sorted(named, key=lambda pair: -pair[1]), MOST_BARS) for one in some]
    rows: list[list[Cell]] = [
        [
            name,
            score if score == best else None,
            score if score == worst != best else None,
            score if score not in (best, worst) else None,
        ]
        for name, score in named
    ]
    series = (
        Series("最高", "得分:名称", "得分:最高", style.INK),
        Series("最低", "得分:名称", "得分:最低", style.INK, striped=True),
        Series("其他", "得分:名称", "得分:其他", LIGHT),
    )
    chart = Chart(title, series, 0, (664, 290), label_format="0.00;;", gap=60, overlap=100)
    return Drawn(chart, "得分", [Head("名称", 9), *(Head(one, 9, POINTS) for one in ("最高", "最低", "其他"))], rows)


def _branches(report: Report, company: Company) -> None:
    sums, whole = company.of_branches, company.of_all
    if sums is None or whole is None:
        return
    heads = [Head("序号", 6, COUNT), Head("分公司", 18), Head("部门", 6, COUNT), *_figure_heads(company)]
    heads += [*_due_heads(company), *_money_heads(company, budgeted=bool(company.budget)), Head("状态", 11)]
    page = report.page("分公司", f"各分公司汇总　{company.month}", heads)
    states: dict[str, dict[str, None]] = defaultdict(dict)
    for department in company.departments():
        states[department.branch][department.state] = None

    def row(first: Cell, name: str, of: Sums, at: int, budget: float | None, state: str | None) -> list[Cell]:
        due = of.due(at) if company.has_due else []
        money = _money(company, of, at, budget, budgeted=bool(company.budget))
        return [first, name, int(of.departments[at]), *_figures(of, at), *due, *money, state]

    rows = (
        row(at + 1, name, sums, at, company.budget_of(name), "、".join(states[name]))
        for at, name in enumerate(company.branches)
    )
    page.table("分公司", heads, rows, row(None, "合计", whole, 0, _whole_budget(company), None))
    page.finish()


def _departments(report: Report, company: Company) -> None:
    heads = [Head("分公司", 16), Head("部门", 14), Head("主管", 9), Head("部门得分", 8, POINTS), Head("部门等级", 8)]
    budgeted = any(department for _, department in company.budget)
    heads += [*_figure_heads(company), *_due_heads(company), *_money_heads(company, budgeted=budgeted)]
    page = report.page("部门", f"各部门汇总　{company.month}", heads)

    def rows() -> Iterator[list[Cell]]:
        for departments, sums in company.portions:
            for at, one in enumerate(departments):
                due: Sequence[Cell] = sums.due(at) if company.has_due else []
                money = _money(company, sums, at, company.budget_of(one.branch, one.name or "-"), budgeted=budgeted)
                says = [one.branch, one.name, one.supervisor, one.score, one.level]
                yield [*says, *_figures(sums, at), *due, *money]

    area = page.table("部门", heads, rows())
    if company.has_due:
        given = next(at for at, head in enumerate(heads) if head.group == GIVEN)
        due = next(at for at, head in enumerate(heads) if head.group == DUE)
        cells = Box(area.row, given, area.rows, len(company.levels))
        have, seats = cells.at(), Box(area.row, due).at()
        page.highlight(cells, f"AND(ISNUMBER({seats}),{have}>{seats})")
    page.finish()


def _supervisors(report: Report, company: Company) -> None:
    """Supervisors with the scores of both raters, plan by plan, and whether the general manager approved."""
    headings, ratings = company.tables.get(RATINGS, ([], OnDisk()))
    titles = headings[2:]

    def those() -> Iterator[Department]:
        return (one for one in company.departments() if one.supervisor or one.score is not None)

    if not any(those()):
        return
    heads = [Head("分公司", 16), Head("部门", 14), Head("主管", 9)]
    heads += [
        Head(title, 14 if at == 0 else 9, ("center", "shrink") if at == 0 else POINTS)
        for at, title in enumerate(titles)
    ]
    heads += [Head("综合得分", 9, POINTS), Head("等级", 8), Head("等级系数", 8, FACTOR)]
    heads += [*([Head("绩效工资", 12, MONEY)] if company.with_pay else []), Head("状态", 11), Head("总经理审批", 18)]
    page = report.page("主管", f"主管考核结果　{company.month}", heads)

    def rows() -> Iterator[list[Cell]]:
        branch, rated = "", list[Sequence[Cell]]()
        for one in those():
            if one.branch != branch:
                branch, rated = one.branch, list(ratings.of(one.branch))
            own = [row[2:] for row in rated if row[1] == one.name] or [[None] * len(titles)]
            for at, rating in enumerate(own):  # pay once, so that the column adds up
                pay: list[Cell] = [None if at else one.pay] if company.with_pay else []
                result: list[Cell] = [one.score, one.level, one.coefficient, *pay, one.state, one.approved or "未批"]
                yield [one.branch, one.name, one.supervisor, *rating, *result]

    page.table("主管", heads, rows())
    page.note(
        "综合得分按各分公司「参数」的合成方式由各期计划得分得出；计划得分为主管经理与客户服务部两方评分的平均。", 20
    )
    page.finish("总公司客户服务部", "总经理")


WIDE = {"事项": 26, "目标": 22, "未完成原因": 18, "督办情况": 20, "抽查发现": 22, "计划": 14, "分公司": 14}


def _listing(report: Report, month: str, name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    heads = [
        Head(title, WIDE.get(title, 10), LEFT if WIDE.get(title, 0) > 14 else ("center", "shrink")) for title in titles
    ]
    page = report.page(name, f"各分公司{name}　{month}", heads)
    area = page.table(name, heads, rows)
    for title in ("督办", "抽查"):
        if title in titles:
            column = Box(area.row, titles.index(title), area.rows)
            page.highlight(column, f"LEN({column.at()})>0")
    page.finish("总公司客户服务部")


def _exceptions(report: Report, company: Company) -> None:
    heads = [
        Head("类别", 11),
        Head("分公司", 16),
        Head("部门", 14),
        Head("说明", 70, LEFT),
        Head("文件", 40, (*LEFT, "small")),
    ]
    page = report.page("例外", "需要总公司处理的事项", heads)
    page.table("例外", heads, ([o.what, o.branch, o.department, o.fault.say(), o.fault.place] for o in company.odd))
    page.finish()


def _faults(report: Report, company: Company) -> None:
    heads = [Head("级别", 8), Head("文件与位置", 52, LEFT), Head("说明", 90, LEFT)]
    page = report.page("问题清单", "没有计入或需要核对的文件", heads)
    rows = (["提示" if f.notice else "错误", f.place, f.say()] for f in company.faults)
    page.table("问题", heads, rows)
    if company.more_faults:
        page.note(f"另有 {company.more_faults} 条没有列出。", 20)
    page.finish()


def _everybody(report: Report, company: Company, spool: Spool) -> None:
    """Everybody, on as many sheets as it takes."""
    heads = [Head(c.title, c.width, c.looks) for c in person_columns(pay=company.with_pay)]
    rows = everybody(spool, pay=company.with_pay)
    number = 1
    row = next(rows, None)
    while row is not None or number == 1:
        page = report.page("名单" if number == 1 else f"名单{number}", f"全体人员　{company.month}", heads)
        some = _some(rows, row, MOST_ROWS - page.at - 2)
        page.table(page.title, heads, some)
        page.finish()
        number += 1
        row = next(rows, None)


def _some(rows: Iterator[list[Cell]], first: list[Cell] | None, most: int) -> Iterator[list[Cell]]:
    if first is None:
        return
    yield first
    for _, row in zip(range(most - 1), rows, strict=False):
        yield row
