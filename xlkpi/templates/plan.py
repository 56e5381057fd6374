"""双周滚动计划: a supervisor's two-week plan, scored by the branch's manager and by head office."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xlkpi.domain.scheme import Scheme
from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page
from xlkpi.templates.layout import PLAN, PLAN_COLUMNS, PLAN_ITEM_ROWS

WIDTHS = (11, 25, 27, 12, 15, 27, 25)
LAST = len(WIDTHS) - 1
HEAD = 3
FIRST_ITEM = 7
FIELD = ("input", "grid", "center")
TEXT = ("input", "grid", "left", "wrap")


def build_plan(path: Path, *, scheme: Scheme, period: dt.date | None = None) -> Path:
    """Write an empty 双周滚动计划 to `path`; `period` is any day of its month. Raises CannotWrite."""
    draft = Draft(PLAN, scheme.title)
    page = draft.page("双周滚动计划", landscape=True)
    page.widths(WIDTHS)
    page.toolbar(len(WIDTHS))
    full = scheme.settings.get("total_full")
    _head(page, period)
    _items(page)
    last = _scores(page, FIRST_ITEM + PLAN_ITEM_ROWS, float(full.value) if full else 100.0)
    page.printed(1, last, LAST)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.freeze_panes(FIRST_ITEM, 0)
    page.sheet.set_selection(HEAD + 1, 1, HEAD + 1, 1)
    page.footer("主管填报，主管经理与总公司客户服务部分别评分。")
    return draft.save(path)


def _head(page: Page, period: dt.date | None) -> None:
    page.heading("", "客服主管双周滚动计划", LAST + 1)
    page.height(HEAD, 20)
    page.height(HEAD + 1, 24)
    page.height(HEAD + 2, 8)
    month = period.replace(day=1) if period else None
    fields = (
        ("考核月份", rules.month(), "month"),
        ("分公司", None, None),
        ("部门", rules.words("部门", "一个分公司只有一个部门时，填分公司名称。"), None),
        ("主管", None, None),
        ("起始日期", rules.day("起始日期"), "day"),
        ("截止日期", rules.day("截止日期"), "day"),
        ("计划名称", rules.words("计划名称", "如 第1期双周计划。"), None),
    )
    for column, (name, rule, number) in enumerate(fields):
        page.put(Area(HEAD, column), name, "label", "grid")
        looks = (*FIELD, number) if number else FIELD
        page.field(name, Area(HEAD + 1, column), *looks, rule=rule, value=month if name == "考核月份" else None)


def _items(page: Page) -> None:
    page.height(FIRST_ITEM - 1, 24)
    page.row(FIRST_ITEM - 1, 0, ("序号", *PLAN_COLUMNS), "head", "grid")
    page.height(FIRST_ITEM, 26, PLAN_ITEM_ROWS)
    for number in range(PLAN_ITEM_ROWS):
        page.put(Area(FIRST_ITEM + number, 0), float(number + 1), "label", "grid", "count")
    looks = {"责任人": (*FIELD, "wrap"), "完成时限": (*FIELD, "day")}
    for column, name in enumerate(PLAN_COLUMNS, 1):
        area = Area(FIRST_ITEM, column, PLAN_ITEM_ROWS)
        page.block(name, area, *looks.get(name, TEXT), rule=rules.day(name) if name == "完成时限" else None)


def _scores(page: Page, row: int, full: float) -> int:
    """The supervisor's own words, both raters, the mean and the signatures; yields the last row of the page."""
    page.height(row, 36, 4)
    page.height(row + 1, 22)
    page.put(Area(row, 0), "主管小结", "label", "grid")
    page.field("主管小结", Area(row, 1, 1, LAST), *TEXT)
    page.put(Area(row + 1, 0, 1, 2), "评分方", "head", "grid")
    page.put(Area(row + 1, 2), f"评分（0～{full:g}）", "head", "grid")
    page.put(Area(row + 1, 3, 1, 3), "评语", "head", "grid")
    page.put(Area(row + 1, LAST), "签名", "head", "grid")
    raters = (
        ("分公司主管经理", "主管经理评分", "主管经理评语", "主管经理签名"),
        ("总公司客户服务部", "客户服务部评分", "客户服务部评语", "客户服务部签名"),
    )
    cells: list[Area] = []
    for line, (rater, score, words, signature) in enumerate(raters, row + 2):
        page.put(Area(line, 0, 1, 2), rater, "label", "grid")
        cells.append(Area(line, 2))
        page.field(score, cells[-1], *FIELD, "points", rule=rules.score(score, full))
        page.when(cells[-1], f"ISTEXT({cells[-1].at()})", style.WRONG_LOOK)
        page.field(words, Area(line, 3, 1, 3), *TEXT)
        page.field(signature, Area(line, LAST), *FIELD)
    line = row + 4
    page.height(line, 30)
    page.put(Area(line, 0, 1, 2), "计划得分（两方平均）", "label", "grid")
    manager, head_office = (cell.at() for cell in cells)
    mean = f'=IF(AND(ISNUMBER({manager}),ISNUMBER({head_office})),({manager}+{head_office})/2,"")'
    page.field("计划得分", Area(line, 2), "result", "strong", "grid", "center", "mean", value=mean)
    page.put(Area(line, 3, 1, 3), "主管签名", "label", "grid")
    page.field("主管签名", Area(line, LAST), *FIELD)
    page.height(line + 1, 24)
    page.put(
        Area(line + 1, 0, 1, LAST + 1),
        "填写说明：浅黄色格填写，灰色格自动计算。计划得分为两方评分的平均；主管当月得分为当月各期计划得分的平均，"
        "在附件3中计算。任何一方未评分时，计划得分空着。",
        "note",
        "wrap",
    )
    return line + 1
