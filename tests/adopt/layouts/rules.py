"""Workbooks that state their own rule of levels, and a form that takes points off and adds some."""

from __future__ import annotations

from collections.abc import Sequence

from adopt.drawing import Book, Sheet
from adopt.layout import FORUM, SHARED, form, layout, summary
from adopt.layouts.shifts import DEDUCTED
from adopt.staff import NAMES

TOTALS = (96.5, 91.0, 89.5, 84.0, 82.5, 80.0, 76.0, 71.0)


def _list(sheet: Sheet, row: int, *more: tuple[str, Sequence[object]]) -> None:
    """A header at a row and eight people below it, with further columns."""
    sheet.row(f"A{row}", ["序号", "姓名", "岗位", "考核总分", *(word for word, _ in more)], "box center bold grey")
    for at, total in enumerate(TOTALS, 1):
        values = [at, NAMES[at + 20], "营业员", total, *(column[at - 1] for _, column in more)]
        sheet.row(f"A{row + at}", values, "box center")


@layout(
    "优/良/中/差 with coefficients and a forced distribution on a sheet of the rules: of eight people 2, 3, 2 and 1",
    summary(
        "考核汇总", "name=B post=C total=D level=E coefficient=F remark=G", (4, 11), fields="department=B2 month=E2"
    ),
    seen=FORUM,
)
def own_scale() -> Book:
    sheet = Sheet("考核汇总", "6 10 12 12 10 10 16")
    sheet.write("A1:G1", "营业厅员工月度考核汇总", "title")
    sheet.row("A2", ["部门", "东门营业厅", None, "月份", "2025年9月", None, None], "left")
    levels = ("优", "优", "良", "良", "良", "中", "中", "差")
    factors = (1.3, 1.3, 1.1, 1.1, 1.1, 0.9, 0.9, 0.5)
    _list(sheet, 3, ("考核等级", levels), ("绩效系数", factors), ("备注", (None,) * 8))
    rules = Sheet("考核办法", "12 12 14")
    rules.write("A1:C1", "等级、系数与强制分布", "bold left")
    rules.row("A2", ["考核等级", "绩效系数", "分布比例"], "box center bold")
    for row, line in enumerate((("优", 1.3, 0.2), ("良", 1.1, 0.4), ("中", 0.9, 0.3), ("差", 0.5, 0.1)), 3):
        rules.row(f"A{row}", list(line), "box center|box center|box center pct")
    return Book([sheet, rules])


@layout(
    "Points of the levels in a note below the list, with 含 and 不满, and levels that follow from them",
    summary("得分表", "name=B post=C total=D level=E", (3, 10), fields="month=A1"),
    optional="month",
    seen=SHARED,
)
def points_in_a_note() -> Book:
    sheet = Sheet("得分表", "6 10 12 12 10")
    sheet.write("A1:E1", "客服班2025年9月绩效考核得分表", "title")
    _list(sheet, 2, ("等级", ("优秀", "优秀", "良好", "良好", "良好", "良好", "合格", "合格")))
    sheet.write(
        "A12:E12",
        "注：90分（含）以上为优秀，80分（含）至90分为良好，70分（含）至80分为合格，不满70分为不合格。",
        "left",
    )
    return Book([sheet])


@layout(
    "标准分, 扣分, 加分 and what is left of them, line by line and below",
    form(
        "考核表",
        "indicator=B weight=C score=F remark=G",
        (5, 8),
        fields="name=B3 post=D3 month=F3 total=F9",
    ),
    optional="remark",
    marks="other",
    seen=DEDUCTED,
)
def points_off_and_on() -> Book:
    sheet = Sheet("考核表", "6 20 10 10 10 10 20")
    sheet.write("A1:G1", "保洁员月度考核表", "title")
    sheet.row("A3", ["姓名", NAMES[44], "岗位", "保洁员", "月份", "2025年9月", None], "box center")
    sheet.row("A4", ["序号", "考核项目", "标准分", "扣分", "加分", "得分", "扣分原因"], "box center bold grey")
    lines = (
        ("楼道清洁", 40, 3, None, 37),
        ("垃圾清运", 30, None, None, 30),
        ("工具管理", 20, 1, None, 19),
        ("文明礼貌", 10, None, 2, 12),
    )
    for row, (item, full, off, more, left) in enumerate(lines, 5):
        sheet.row(f"A{row}", [row - 4, item, full, off, more, left, "见记录" if off else None], "box center")
    sheet.write("A9:E9", "合计", "box right bold")
    sheet.row("F9", [98, None], "box center bold")
    return Book([sheet])


@layout(
    "考核项目 beside 考核内容及标准: short names of what is rated, and long sentences of how it is marked",
    form(
        "考核表",
        "indicator=B standard=C weight=D score=E remark=F",
        (5, 8),
        fields="name=B3 post=D3 month=F3 total=E9",
    ),
    marks="full",
    seen=SHARED,
)
def contents_and_standards() -> Book:
    sheet = Sheet("考核表", "6 16 36 10 10 20")
    sheet.write("A1:F1", "运行工月度考核表", "title")
    sheet.row("A3", ["姓名", NAMES[46], "岗位", "运行工", "月份", "2025年9月"], "box center")
    sheet.row("A4", ["序号", "考核项目", "考核内容及标准", "标准分", "得分", "备注"], "box center bold grey")
    lines = (
        ("水质", "浊度、余氯达标，超标一次扣5分", 40, 35),
        ("加药", "按规程操作，违反一次扣3分，扣完为止", 30, 30),
        ("巡检", "每两小时巡检一次，漏检一次扣2分", 20, 18),
        ("记录", "真实、完整、及时，漏记一次扣1分", 10, 10),
    )
    for row, (item, how, full, mark) in enumerate(lines, 5):
        sheet.row(f"A{row}", [row - 4, item, how, full, mark, None], "box center")
    sheet.write("A9:D9", "合计", "box right bold")
    sheet.row("E9", [93, None], "box center bold")
    return Book([sheet])
