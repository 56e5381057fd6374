"""附件2: one employee's monthly appraisal form - indicators with weights, scores, total, comments, signatures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xlkpi.domain.scheme import Scheme
from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page
from xlkpi.templates.layout import FORM, INDICATOR_ROWS

WIDTHS = (5, 17, 27, 9, 12, 13, 9, 9, 10)
LAST = len(WIDTHS) - 1
FIRST_INDICATOR = 6
WEIGHT, RATED, WEIGHTED = 3, 7, 8
INPUT = ("input", "grid", "center", "wrap")


def build_form(path: Path, *, scheme: Scheme, period: dt.date | None = None) -> Path:
    """Write an empty 附件2 to `path`; `period` is any day of the month appraised. Raises CannotWrite."""
    draft = Draft(FORM, scheme.title)
    page = draft.page("附件2", landscape=False)
    page.widths(WIDTHS)
    page.toolbar(len(WIDTHS))
    full = scheme.settings.get("total_full")
    _head(page, period)
    _indicators(page, float(full.value) if full else 100.0)
    last = _remarks(page, _totals(page))
    page.printed(1, last, LAST)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.freeze_panes(FIRST_INDICATOR, 2)
    page.sheet.set_selection(3, 2, 3, 2)
    page.footer("本表由员工填写、主管评分，双方签字后归档。")
    return draft.save(path)


def _head(page: Page, period: dt.date | None) -> None:
    page.heading("附件2", "客服员工绩效考核表", LAST + 1)
    page.height(3, 26, 2)
    month = period.replace(day=1) if period else None
    fields = (
        ("分公司", Area(3, 2), rules.words("分公司", "填写分公司全称，如 城东分公司。"), None),
        ("工号", Area(3, 4, 1, 2), rules.words("工号", "工号按文本保存，前面的 0 会保留。"), None),
        ("姓名", Area(3, 7, 1, 2), None, None),
        ("岗位", Area(4, 2), None, None),
        ("考核月份", Area(4, 4, 1, 2), rules.month(), month),
        ("考核人", Area(4, 7, 1, 2), rules.words("考核人", "填写评分的主管姓名。"), None),
    )
    for name, area, rule, value in fields:
        labels = Area(area.row, 0, 1, 2) if area.column == 2 else Area(area.row, area.column - 1)
        page.put(labels, name, "label", "grid")
        number = {"考核月份": "month", "工号": "plain_text"}.get(name)
        looks = ("input", "grid", "center", *((number,) if number else ()))
        page.field(name, area, *looks, rule=rule, value=value)


def _indicators(page: Page, full: float) -> None:
    head = FIRST_INDICATOR - 1
    page.height(head, 34)
    page.row(
        head,
        0,
        ("序号", "指标", "考核标准", "权重", "目标值", "实际完成", "自评分", "主管评分", "加权得分"),
        "head",
        "grid",
    )
    page.height(FIRST_INDICATOR, 37, INDICATOR_ROWS)
    for number in range(INDICATOR_ROWS):
        page.put(Area(FIRST_INDICATOR + number, 0), float(number + 1), "label", "grid", "count")

    def rows(column: int) -> Area:
        return Area(FIRST_INDICATOR, column, INDICATOR_ROWS)

    left = ("input", "grid", "left", "wrap")
    page.block("指标", rows(1), *left, rule=rules.words("指标", "从岗位说明书中提取，每行一项，最多 12 项。"))
    page.block("考核标准", rows(2), *left, rule=rules.words("考核标准", "写明计分口径，如 15 秒接通率。"))
    page.block("权重", rows(WEIGHT), *INPUT, "weight", rule=rules.weight())
    page.block("目标值", rows(4), *INPUT)
    page.block("实际完成", rows(5), *INPUT)
    page.block("自评分", rows(6), *INPUT, "points", rule=rules.score("自评分", full))
    page.block("主管评分", rows(RATED), *INPUT, "points", rule=rules.score("主管评分", full))
    page.filled(
        "加权得分",
        rows(WEIGHTED),
        lambda row, _: _weighted(rows(WEIGHT).at(row), rows(RATED).at(row)),
        "computed",
        "grid",
        "center",
        "weighted",
    )
    weights = rows(WEIGHT)
    odd = (
        f"AND(ISNUMBER({weights.at()}),{weights.at()}<=2,ABS({weights.at()}*100-ROUND({weights.at()}*100,0))>0.000001)"
    )
    page.when(weights, odd, {"num_format": "0.0#%"})
    for column in (WEIGHT, 6, RATED):
        cells = rows(column)
        page.when(cells, f"ISTEXT({cells.at()})", style.WRONG_LOOK)
    rated = rows(RATED)
    missing = f"AND(ISBLANK({rated.at()}),ISNUMBER({weights.at()}),COUNT(主管评分)>0)"
    page.when(rated, missing, style.DOUBT_LOOK)


def _weighted(weight: str, score: str) -> str:
    """Points of one indicator; weights that sum to about 100 are percents, as KPI_TOTAL reads them."""
    return f'IF(AND(ISNUMBER({weight}),ISNUMBER({score})),ROUND({weight}*{score}/IF(SUM(权重)>2,100,1),6),"")'


def _totals(page: Page) -> int:
    """The rows under the indicators; yields the first row below them."""
    row = FIRST_INDICATOR + INDICATOR_ROWS
    page.height(row, 27, 2)
    page.height(row + 2, 42)
    page.put(Area(row, 0, 1, 3), "权重合计", "label", "grid")
    total = '=IF(COUNT(权重)=0,"",SUM(权重))'
    page.field("权重合计", Area(row, WEIGHT), "computed", "grid", "center", "weights", value=total)
    wrong = "IF(COUNT(权重)=0,FALSE,AND(ROUND(SUM(权重),6)<>1,ROUND(SUM(权重),6)<>100))"
    page.when(Area(row, WEIGHT), wrong, style.WRONG_LOOK)
    reminder = f'=IF({wrong},"权重合计须为 100%，请调整各指标权重","")'
    page.put(Area(row, 4, 1, 5), reminder, "computed", "grid", "left")
    page.when(Area(row, 4, 1, 5), wrong, style.WRONG_LOOK)

    page.put(Area(row + 1, 0, 1, 3), "加减分", "label", "grid")
    page.field(
        "加减分",
        Area(row + 1, WEIGHT),
        "input",
        "grid",
        "center",
        "points",
        rule=rules.amount("加减分", "加分填正数，减分填负数；没有则空着。", -100, 100),
    )
    page.put(Area(row + 1, 4), "加减分事由", "label", "grid")
    page.field("加减分事由", Area(row + 1, 5, 1, 4), "input", "grid", "left", "wrap")

    page.put(Area(row + 2, 0, 1, 3), "自评总分（供参考）", "label", "grid")
    looks = ("grid", "center", "points", "wrap")
    page.field("自评总分", Area(row + 2, 3, 1, 2), "computed", *looks, value="=KPI_TOTAL(自评分,权重)")
    page.put(Area(row + 2, 5), "总分", "label", "grid")
    page.field("总分", Area(row + 2, 6, 1, 3), "result", "strong", *looks, value="=KPI_TOTAL(主管评分,权重,加减分)")
    page.faults_red(Area(row + 2, 3, 1, 2))
    page.faults_red(Area(row + 2, 6, 1, 3))
    return row + 3


def _remarks(page: Page, row: int) -> int:
    """Comments and signatures; yields the last row of the page."""
    for name in ("员工自评", "主管评语", "面谈反馈"):
        page.height(row, 27, 3)
        page.put(Area(row, 0, 3, 2), name, "label", "grid")
        page.field(name, Area(row, 2, 3, 7), "input", "grid", "left", "top", "wrap")
        row += 3
    page.height(row, 36)
    page.put(Area(row, 0, 1, 2), "员工签名", "label", "grid")
    page.field("员工签名", Area(row, 2), "input", "grid", "center")
    page.put(Area(row, 3), "主管签名", "label", "grid")
    page.field("主管签名", Area(row, 4, 1, 2), "input", "grid", "center")
    page.put(Area(row, 6), "签名日期", "label", "grid")
    page.field("签名日期", Area(row, 7, 1, 2), "input", "grid", "center", "day", rule=rules.day("签名日期"))
    page.height(row + 1, 34)
    page.put(
        Area(row + 1, 0, 1, LAST + 1),
        "填写说明：浅黄色格填写，灰色格自动计算。权重由主管与员工商定，合计 100%；加权得分 = 权重 × 主管评分；"
        "总分 = 加权得分之和 + 加减分，保留两位小数。指标未评完时总分空着。",
        "note",
        "wrap",
    )
    return row + 1
