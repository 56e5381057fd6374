"""The page 附件3: the branch's roster with totals, ranks, levels, coefficients, pay and the reason of each level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page, fault_in
from xlkpi.templates.layout import EMPLOYMENT, ROSTER_INPUT_COLUMNS, ROSTER_PRINTED, STATES, YES_NO

TITLE = "附件3"
WIDTHS = (5, 9, 9, 13, 6, 13, 6, 8, 8, 9, 8, 11, 8, 12, 46, 9)
LAST = len(ROSTER_PRINTED) - 1
HELPER = LAST + 1
FIRST_PERSON = 6
SHOWN_ROWS = 12
"""Rows that are drawn even while they are empty; further rows appear as people are entered."""
SIGNATURES = "制表人：＿＿＿＿＿＿　　主管经理审核：＿＿＿＿＿＿　　总经理审批：＿＿＿＿＿＿"

Looks = tuple[str, ...]

COLUMN_LOOKS: dict[str, Looks] = {
    "名单_序号": ("center", "count"),
    "名单_工号": ("center", "shrink", "plain_text"),
    "名单_姓名": ("center", "shrink"),
    "名单_岗位": ("center", "shrink"),
    "名单_用工": ("center",),
    "名单_部门": ("center", "shrink"),
    "名单_参评": ("center",),
    "名单_总分": ("center", "points"),
    "名单_部门排名": ("center", "count"),
    "名单_等级": ("center",),
    "名单_等级系数": ("center", "factor"),
    "名单_绩效基数": ("right", "money"),
    "名单_出勤率": ("center", "attendance"),
    "名单_绩效工资": ("right", "money"),
    "名单_说明": ("left", "small", "wrap"),
}

SAME_PEOPLE = "名单_总分,名单_部门等级,名单_部门,名额比例,名单_参评,,舍入方式,同分处理"
FORMULAS: dict[str, str] = {
    "名单_部门排名": "KPI_RANK(名单_总分,名单_部门,名单_参评)",
    "名单_等级": f"KPI_GRADES({SAME_PEOPLE})",
    "名单_等级系数": "KPI_COEF(名单_等级,等级_代码,等级_系数)",
    "名单_绩效工资": "KPI_PAY(名单_绩效基数,名单_等级系数,名单_出勤率)",
    "名单_说明": f"KPI_WHY({SAME_PEOPLE})",
}
DEPARTMENT_LEVEL = 'IF(名单_部门="","",IFERROR(VLOOKUP(名单_部门,主管_表,4,FALSE),"未在主管表"))'


def draw_roster(draft: Draft, *, rows: int, period: dt.date | None) -> Page:
    """Draw the roster page with `rows` rows for people."""
    page = draft.page(TITLE, landscape=True)
    page.widths(WIDTHS)
    page.toolbar(LAST + 1)
    _head(page, period)
    _columns(page, rows)
    _conditions(page, rows)
    page.sheet.set_column(HELPER, HELPER, WIDTHS[HELPER], None, {"hidden": True})
    page.sheet.freeze_panes(FIRST_PERSON, 3)
    page.sheet.repeat_rows(FIRST_PERSON - 1)
    page.sheet.set_selection(3, 2, 3, 2)
    page.footer(SIGNATURES)
    page.printed(1, FIRST_PERSON + rows - 1, LAST)
    return page


def _head(page: Page, period: dt.date | None) -> None:
    page.heading("附件3", "客服员工考核汇总表", LAST + 1)
    page.height(3, 22, 2)
    field = ("input", "grid", "center")
    for area, label in (
        (Area(3, 0, 1, 2), "分公司"),
        (Area(3, 4, 1, 2), "考核月份"),
        (Area(3, 8), "状态"),
        (Area(3, 11), "制表人"),
        (Area(4, 0, 1, 2), "人数"),
        (Area(4, 8), "口径"),
        (Area(4, 11), "制表日期"),
    ):
        page.put(area, label, "label", "grid")
    page.field("分公司", Area(3, 2, 1, 2), *field, rule=rules.words("分公司", "填写分公司全称，如 城东分公司。"))
    month = period.replace(day=1) if period else None
    page.field("考核月份", Area(3, 6, 1, 2), *field, "month", rule=rules.month(), value=month)
    page.field("状态", Area(3, 9, 1, 2), *field, rule=rules.choice("状态", STATES, "按流程逐级推进。"), value=STATES[0])
    page.field("制表人", Area(3, 12, 1, 2), *field)
    page.field("制表日期", Area(4, 12, 1, 2), *field, "day", rule=rules.day("制表日期"))
    people = '="共 "&COUNTA(名单_工号)&" 人，其中不参评 "&COUNTIF(名单_参评,"否")&" 人"'
    page.put(Area(4, 2, 1, 6), people, "computed", "grid", "center")
    page.put(Area(4, 9, 1, 2), '=舍入方式&"／"&同分处理', "computed", "grid", "center", "shrink")
    page.put(
        Area(3, LAST, 2, 1),
        "等级由部门名额和部门内排名决定。\n部门等级与名额见“汇总”，数值依据见“参数”。",
        "note",
        "grid",
        "wrap",
        "left",
    )


def _rule_of(name: str) -> rules.Rule | None:
    """What an input column of the roster accepts."""
    made: dict[str, Callable[[], rules.Rule]] = {
        "名单_工号": lambda: rules.words("工号", "工号不能重复；按文本保存，前面的 0 会保留。"),
        "名单_用工": lambda: rules.choice("用工", EMPLOYMENT, "在编或兼职，均参加考核。"),
        "名单_部门": lambda: rules.choice("部门", "=主管_部门", "从「汇总」主管表中的部门选择。"),
        "名单_参评": lambda: rules.choice("参评", YES_NO, "不参评的人不占名额，空着视为参评。"),
        "名单_总分": lambda: rules.amount("总分", "取自附件2，也可直接填写，保留两位小数。", 0, 200),
        "名单_绩效基数": lambda: rules.amount("绩效基数", "当月绩效工资基数，单位元。"),
        "名单_出勤率": lambda: rules.share("出勤率", "如 95%；空着按 100% 计算。"),
    }
    return made[name]() if name in made else None


def _columns(page: Page, rows: int) -> None:
    page.height(FIRST_PERSON - 1, 30)
    titles = [name.removeprefix("名单_") for name in ROSTER_PRINTED]
    page.row(FIRST_PERSON - 1, 0, titles, "head", "grid")
    page.put(Area(FIRST_PERSON - 1, HELPER), "部门等级", "note")
    page.height(FIRST_PERSON, 24, rows)
    for column, name in enumerate(ROSTER_PRINTED):
        area = Area(FIRST_PERSON, column, rows)
        if name in FORMULAS:
            page.array(name, area, FORMULAS[name], *COLUMN_LOOKS[name])
        elif name in ROSTER_INPUT_COLUMNS:
            page.block(name, area, "open", *COLUMN_LOOKS[name], rule=_rule_of(name))
        else:
            numbers = [[float(number + 1)] for number in range(rows)]
            page.block(name, area, *COLUMN_LOOKS[name], values=numbers)
    page.array("名单_部门等级", Area(FIRST_PERSON, HELPER, rows), DEPARTMENT_LEVEL, "note", "center")


def _conditions(page: Page, rows: int) -> None:
    """Looks by condition, column by column: faults first, so that they win, then the grid of the rows in use.

    Every look carries fill and grid, because some programs lay only the first look that fits over a cell.
    """

    def column(name: str) -> Area:
        return Area(FIRST_PERSON, ROSTER_PRINTED.index(f"名单_{name}"), rows)

    def here(name: str) -> str:
        return column(name).at(fixed_column=True)

    number, level = here("工号"), f'({here("等级")}&"")'  # joined, or LibreOffice finds it equal to nothing
    known = f'OR({level}="",{level}="不参评",SUMPRODUCT(--(等级_代码={level}))>0)'
    special: dict[str, list[tuple[str, style.Look]]] = {
        "工号": [(f'AND({number}<>"",SUMPRODUCT(--(名单_工号={number}))>1)', style.WRONG_LOOK)],
        "等级": [
            (f'{level}="待定"', style.DOUBT_LOOK),
            (f"IF(ISERROR({level}),TRUE,NOT({known}))", style.WRONG_LOOK),
        ],
    }
    for name in ("总分", "绩效基数", "出勤率"):
        special[name] = [(f"ISTEXT({here(name)})", style.WRONG_LOOK)]
    for name in ("部门排名", "等级系数", "绩效工资"):
        special[name] = [(fault_in(here(name)), style.WRONG_LOOK)]

    last = FIRST_PERSON + rows
    two_above = FIRST_PERSON - 1  # counted from 1: two rows after the last person stay open for the next ones
    drawn = f"OR(ROW()<={FIRST_PERSON + SHOWN_ROWS},COUNTA($B{two_above}:$C${last})>0)"
    spare = f'AND({drawn},{number}="",{here("姓名")}="")'
    grid = {"border": 1, "border_color": style.LINE}
    for printed in ROSTER_PRINTED:
        name = printed.removeprefix("名单_")
        fill = {"bg_color": style.INPUT if printed in ROSTER_INPUT_COLUMNS else style.COMPUTED}
        for condition, look in special.get(name, []):
            page.when(column(name), condition, {**grid, **look})
        if name == "序号":
            page.when(column(name), spare, {**grid, **fill, **style.HIDDEN_LOOK})
        page.when(
            column(name), f'IF(ISERROR({level}),FALSE,{level}="不参评")', {**grid, **fill, "font_color": style.MUTED}
        )
        page.when(column(name), drawn, {**grid, **fill})
    page.when(column("序号"), "TRUE", style.HIDDEN_LOOK)
