"""Spreadsheet functions for group points and group levels."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Callable, List, Optional, Sequence, Tuple

from xlkpi.domain.groups import PRINTED_BEST, GroupLevel, group_levels, place_points, scaled_line
from xlkpi.domain.numbers import rounded, shown
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, declare, each, may, need, shaped

At = Callable[[Argument], int]
ORDERS = {"high": ("越高越好",), "low": ("越低越好",)}
TIES = {"better": ("同分就高", "就高"), "average": ("取平均名次", "平均")}
WORST = {"d": ("D",), "e": ("E",)}
A_LINE, D_LINE = Fraction(92), Fraction(35)


@declare(
    "KPI_POINTS",
    need("values", "成绩", "指标单位", "各组成绩；多项时每行一项、每列一组", "values; several items: a row each"),
    need("unit", "单位分", "分/名次", "每前进一个名次的分值，每项一个", "points a place, one per item"),
    may("order", "方向", "", "high 越高越好（默认）或 low 越低越好，可每项一个", "high (default) or low, one per item"),
    may("ties", "同分处理", "", "better 同分就高（默认）或 average 取平均名次", "better (default) or average"),
    may(
        "groups", "组别", "", "组名；有名称而无成绩的组会报缺", "group names; a named group without a value is a fault"
    ),
    zh="名次积分",
    en="Points by place: (groups + 1 - place) x unit",
    shape="each",
    source="rules B2: 8 groups, units 1, 2, 3, 4: first 8, 16, 24, 32, eighth 1, 2, 3, 4",
    example=Example(([[95], [90], [85]], 2), [[6], [4], [2]]),
)
def kpi_points(values: Argument, unit: Argument, order: Argument, ties: Argument, groups: Argument) -> Any:
    """Compute the points of every group in every item; an item's fault stands in its first cell."""
    how = ties.choice(TIES, "better")
    single_item = len(values.rows) == 1 or len(values.rows[0]) == 1
    items = [values.cells] if single_item else values.rows
    width = len(items[0])
    for argument in (unit, order):
        if argument.given and not argument.single and len(argument.cells) != len(items):
            raise complain(
                "{label}有 {n} 个，成绩有 {m} 项，数量必须一致",
                "there are {n} of {label_en} and {m} items; they must match",
                label=argument.zh,
                label_en=argument.en,
                n=len(argument.cells),
                m=len(items),
            )
    if groups.given and len(groups.cells) != width:
        raise complain(
            "组别有 {n} 个，成绩有 {m} 组，数量必须一致",
            "there are {n} group names and {m} groups; they must match",
            n=len(groups.cells),
            m=width,
        )
    results: List[Any] = []
    for item in range(len(items)):
        try:
            results += _item_points(values, item * width, width, _one(unit, item), _one(order, item), how, groups)
        except Complaint as complaint:
            results += [complaint.told, *[None] * (width - 1)]
        except ErrorCell as found:
            results += [found.error, *[None] * (width - 1)]
    return shaped(results, values)


def _one(argument: Argument, item: int) -> Argument:
    """Return the part of an argument that belongs to one item, under a name that says which."""
    if argument.single or not argument.given:
        return argument
    return Argument(argument.where(item), argument.where(item, "en"), argument.cells[item])


def _item_points(
    values: Argument, start: int, width: int, unit: Argument, order: Argument, ties: str, groups: Argument
) -> List[Optional[Fraction]]:
    given: List[Tuple[int, Fraction]] = []
    missing: List[str] = []
    for place in range(width):
        value = values.number(start + place)
        name = groups.text(place) if groups.given else None
        if value is not None:
            if groups.given and name is None:
                raise values.complaint(start + place, " {value} 没有组名", "{value} has no group name")
            given.append((place, value))
        elif name is not None:
            missing.append(name)
    if not given:
        return [None] * width
    if missing:
        raise values.complaint(start, "：缺少{names}的成绩", ": no value for {names}", names="、".join(missing))
    worth = unit.needed(0)
    if worth <= 0:
        raise unit.complaint(0, " {value} 应大于 0", "{value} must be above 0")
    low = order.choice(ORDERS, "high") == "low"
    points: List[Optional[Fraction]] = [None] * width
    for (place, _), share in zip(given, place_points([v for _, v in given], worth, ties, low_is_better=low)):
        points[place] = share
    return points


@declare(
    "KPI_GROUPTOTAL",
    need("points", "名次积分", "分", "每行一项、每列一组", "a row per item, a column per group"),
    need("units", "单位分", "分/名次", "每项的单位分；为空的行不是本月项目", "unit of each item; blank: not an item"),
    zh="小组总分",
    en="Total of each group over the month's items; blank until every item has points",
    shape="row",
    source="rules B3: group total = sum over items",
    size=lambda points, _: (1, len(points.rows[0])),
    example=Example(([[3, 2, 1], [2, 6, 4]], [[1], [2]]), [[5, 8, 5]]),
)
def kpi_grouptotal(points: Argument, units: Argument) -> Any:
    """Sum the points of every group."""
    if len(units.cells) != len(points.rows):
        raise complain(
            "名次积分有 {n} 行，单位分有 {m} 行，行数必须一致",
            "points have {n} rows and units have {m}; they must match",
            n=len(points.rows),
            m=len(units.cells),
        )
    width = len(points.rows[0])
    items = [row for row in range(len(units.cells)) if units.number(row) is not None]
    cells = [[points.number(row * width + place) for row in items] for place in range(width)]
    taking_part = [any(cell is not None for cell in column) for column in cells]
    waiting = any(None in column for column, present in zip(cells, taking_part) if present)
    totals: List[Optional[Fraction]] = []
    for column, present in zip(cells, taking_part):
        numbers = [cell for cell in column if cell is not None]
        totals.append(sum(numbers, Fraction(0)) if present and not waiting else None)
    return [totals]


@declare(
    "KPI_LINES",
    need("lines", "分数线", "分", "原文的分数线", "lines as printed"),
    need("groups", "组数", "组", "本月组数", "number of groups"),
    need("units", "单位分", "分/名次", "本月各项单位分", "units of the month's items"),
    may("printed_best", "原文最高总分", "分", "分数线所依据的最高总分，默认 112", "best total behind the lines, 112"),
    zh="折算分数线",
    en="Lines in proportion to the best total that the month's groups and items allow",
    shape="each",
    source="rules B4: with another number of groups the lines scale to 92/112 and 35/112 of the best total (assumed)",
    example=Example(([[92], [35]], 9, [[1], [1], [1], [2], [2], [3], [4]]), [[103.5], [39.375]]),
)
def kpi_lines(lines: Argument, groups: Argument, units: Argument, printed_best: Argument) -> Any:
    """Scale the printed lines."""
    count = groups.scalar(Fraction(0))
    worth = sum((number for number in units.numbers() if number is not None), Fraction(0))
    basis = printed_best.scalar(PRINTED_BEST)
    if basis <= 0:
        raise printed_best.complaint(0, " {value} 应大于 0", "{value} must be above 0")

    def one(_: int, at: At) -> Optional[Fraction]:
        line = lines.not_negative(at(lines))
        return None if line is None or not count or not worth else scaled_line(line, count * worth, basis)

    return each([lines], one)


GROUP_LEVEL_PARAMETERS = (
    need("totals", "小组总分", "分", "各组总分", "totals of the groups"),
    may("a_line", "A线", "分", "达到即为 a，默认 92", "a from here on, default 92"),
    may(
        "d_line", "D线", "分", "达到为 c，末名低于此线为 d，默认 35", "c from here on, the worst below it d, default 35"
    ),
    may(
        "worst", "末组等级", "", "末组低于D线时的等级：d（默认）或 e", "level of the worst group below the line, d or e"
    ),
)


@declare(
    "KPI_GROUPLEVEL",
    *GROUP_LEVEL_PARAMETERS,
    zh="小组等级",
    en="Level of each group: best a, from the a line a, second b, from the d line c, worst below it d, else 待定",
    shape="each",
    source="rules B4; first rule that fits wins, in the printed order",
    example=Example(([[100], [60], [50], [34], [30]],), [["a"], ["b"], ["c"], ["待定"], ["d"]]),
)
def kpi_grouplevel(totals: Argument, a_line: Argument, d_line: Argument, worst: Argument) -> Any:
    """Give every group its level."""
    found, _ = _levels(totals, a_line, d_line, worst)
    return shaped([None if level is None else level.level for level in found], totals)


@declare(
    "KPI_GROUPWHY",
    *GROUP_LEVEL_PARAMETERS,
    zh="小组等级说明",
    en="Why each group has its level; says where equal totals decide",
    shape="each",
    source="rules B4",
    example=Example(([[100], [60]],), [["第1名/共2组；最好的组，定a"], ["第2名/共2组；第二名，定b"]]),
)
def kpi_groupwhy(totals: Argument, a_line: Argument, d_line: Argument, worst: Argument) -> Any:
    """Explain every group's level."""
    found, (upper, lower) = _levels(totals, a_line, d_line, worst)
    count = sum(level is not None for level in found)
    return shaped(
        [None if level is None else _why(level, count, shown(upper, 3), shown(lower, 3)) for level in found], totals
    )


def _levels(
    totals: Argument, a_line: Argument, d_line: Argument, worst: Argument
) -> Tuple[List[Optional[GroupLevel]], Tuple[Fraction, Fraction]]:
    upper, lower = a_line.scalar(A_LINE), d_line.scalar(D_LINE)
    if upper < lower:
        raise complain(
            "A线 {upper} 低于D线 {lower}",
            "a_line {upper} is below d_line {lower}",
            upper=shown(upper),
            lower=shown(lower),
        )
    last = worst.choice(WORST, "d")
    numbers = totals.numbers()
    present = [place for place, number in enumerate(numbers) if number is not None]
    found: List[Optional[GroupLevel]] = [None] * len(numbers)
    levels = group_levels(_rounded([numbers[place] for place in present]), upper, lower, last)
    for place, level in zip(present, levels):
        found[place] = level
    return found, (upper, lower)


def _rounded(numbers: Sequence[Optional[Fraction]]) -> List[Fraction]:
    return [rounded(number) for number in numbers if number is not None]


def _why(level: GroupLevel, count: int, upper: str, lower: str) -> str:
    tied = f"（与另{level.tied}组同分，同样对待）" if level.tied else ""
    reason = {
        "best": "最好的组，定a",
        "a_line": f"总分达到{upper}，定a",
        "second": "第二名，定b",
        "d_line": f"总分达到{lower}，定c",
        "worst": f"末名且总分低于{lower}，定{level.level}",
        "below": f"总分低于{lower}但不是末名，由主管决定",
    }[level.rule]
    return f"第{level.rank}名/共{count}组{tied}；{reason}"
