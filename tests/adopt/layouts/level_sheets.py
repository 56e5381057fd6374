"""Forms whose levels, full marks or weights are ruled by another sheet of the workbook (等级标准, 评分标准)."""

from __future__ import annotations

from adopt.drawing import Book, Formula, Sheet, rounded
from adopt.layout import OFFICE, QUALITY, SHARED, form, layout
from adopt.staff import NAMES

LINES = (
    ("接通及时率", 0.3, "每低1%扣1分"),
    ("业务差错", 0.25, "每错一单扣2分"),
    ("客户满意度", 0.25, "低于95%每1%扣2分"),
    ("培训参加", 0.1, "缺一次扣5分"),
    ("劳动纪律", 0.1, "迟到一次扣2分"),
)


def weighted(sheet: Sheet, who: str, scores: tuple[float, ...], level: str, *, weights: bool = True) -> None:
    """A form of five lines with a total by formula and a level that was typed."""
    sheet.write("A1:E1", f"{sheet.name}月度绩效考核表", "title")
    sheet.row("A2", ["姓名", who, "考核月份", "2025年10月"], "box center")
    sheet.row("A3", ["序号", "考核指标", "评分标准", "权重", "得分"], "box center bold grey")
    for row, (line, score) in enumerate(zip(LINES, scores), 4):
        sheet.row(
            f"A{row}", [row - 3, line[0], line[2], line[1], score], "box center|box|box wrap|box center pct|box center"
        )
    total = rounded(sum(line[1] * score for line, score in zip(LINES, scores)))
    sheet.row(
        "A9",
        ["总分", None, None, None, Formula("=SUMPRODUCT(D4:D8,E4:E8)", total)],
        "box bold|box|box|box|box center n2",
    )
    sheet.row("A10", ["等级", None, None, None, level], "box bold|box|box|box|box center")


def lines_of(name: str, *rows: tuple[str, str], title: str = "绩效等级标准") -> Sheet:
    """A sheet with a table of levels and the points of each."""
    sheet = Sheet(name, "12 24 14")
    sheet.write("A1:B1", title, "bold")
    sheet.row("A2", ["等级", "得分范围"], "box center bold grey")
    for row, line in enumerate(rows, 3):
        sheet.row(f"A{row}", list(line), "box center")
    return sheet


FORM = "indicator=B standard=C weight=D score=E"
FIELDS = "name=B2 month=D2 total=E9 level=E10"


@layout(
    "A form a person, the points of the levels on a sheet 等级标准; the level of one is better than its total",
    form("坐席一", FORM, (4, 8), fields=FIELDS),
    form("坐席二", FORM, (4, 8), fields=FIELDS),
    conflicts=("坐席二!E10",),
    seen=f"{SHARED}; {QUALITY}",
)
def forms_with_a_sheet_of_levels() -> Book:
    one, two = (Sheet(name, "8 16 24 10 10") for name in ("坐席一", "坐席二"))
    weighted(one, NAMES[3], (95, 92, 96, 100, 100), "优秀")
    weighted(two, NAMES[4], (82, 80, 78, 90, 85), "优秀")
    rules = lines_of(
        "等级标准", ("优秀", "90分以上（含90分）"), ("良好", "80-89分"), ("合格", "70-79分"), ("不合格", "70分以下")
    )
    return Book([one, two, rules])


@layout(
    "A single form whose level is right by the sheet 评分说明, which tells the lines in sentences",
    form("考核表", FORM, (4, 8), fields=FIELDS),
    seen=OFFICE,
)
def form_right_by_sentences_elsewhere() -> Book:
    sheet = Sheet("考核表", "8 16 24 10 10")
    weighted(sheet, NAMES[7], (88, 85, 90, 92, 95), "B")
    rules = Sheet("评分说明", "60")
    rules.write("A1", "评分说明", "bold")
    rules.write("A2", "一、各项按百分制打分，按权重计算总分。", "left")
    rules.write("A3", "二、95分及以上为A，85分及以上为B，75分及以上为C，75分以下为D。", "left")
    return Book([sheet, rules])


@layout(
    "A form whose company has two scales on another sheet, one for managers: nothing says which one counts, so neither is held "
    "against it",
    form("考核表", FORM, (4, 8), fields=FIELDS),
    seen=SHARED,
)
def form_with_two_scales_elsewhere() -> Book:
    sheet = Sheet("考核表", "8 16 24 10 10")
    weighted(sheet, NAMES[8], (88, 85, 90, 92, 95), "A")
    rules = Sheet("等级标准", "12 24 12 24")
    rules.write("A1:B1", "管理人员等级", "bold")
    rules.row("A2", ["等级", "得分范围"], "box center bold grey")
    for row, line in enumerate((("A", "95分以上"), ("B", "85-95分"), ("C", "75-85分"), ("D", "75分以下")), 3):
        rules.row(f"A{row}", list(line), "box center")
    rules.write("A8:B8", "一般员工等级", "bold")
    rules.row("A9", ["等级", "得分范围"], "box center bold grey")
    for row, line in enumerate((("A", "88分以上"), ("B", "80-88分"), ("C", "70-80分"), ("D", "70分以下")), 10):
        rules.row(f"A{row}", list(line), "box center")
    return Book([sheet, rules])


@layout(
    "Scores out of full marks, which a sheet 评分标准 tells by the same words: one full mark in the form is another one there",
    form("服务岗", "indicator=B standard=C weight=D score=E", (4, 7), fields="name=B2 month=D2 total=E8"),
    marks="full",
    conflicts=("服务岗!D5",),
    seen=f"{QUALITY}; {SHARED}",
)
def full_marks_unlike_the_sheet() -> Book:
    sheet = Sheet("服务岗", "8 16 24 10 10")
    sheet.write("A1:E1", "服务岗员工月度考核评分表", "title")
    sheet.row("A2", ["姓名", NAMES[12], "考核月份", "2025年10月"], "box center")
    sheet.row("A3", ["序号", "考核项目", "评分标准", "分值", "得分"], "box center bold grey")
    lines = (
        ("仪容仪表", "不整洁每次扣2分", 20, 18),
        ("服务态度", "被投诉每次扣5分", 35, 33),
        ("业务处理", "差错每次扣3分", 25, 22),
        ("环境卫生", "不合格每次扣2分", 20, 19),
    )
    for row, line in enumerate(lines, 4):
        sheet.row(f"A{row}", [row - 3, *line], "box center|box|box wrap|box center|box center")
    sheet.row("A8", ["合计", None, None, 100, 92], "box bold|box|box|box center|box center")
    rules = Sheet("评分标准", "16 10 40")
    rules.write("A1:C1", "服务岗评分标准", "bold")
    rules.row("A2", ["考核项目", "分值", "评分标准"], "box center bold grey")
    for row, line in enumerate(
        (
            ("仪容仪表", 20, "着装、仪表按规范"),
            ("服务态度", 30, "主动热情"),
            ("业务处理", 30, "及时准确"),
            ("环境卫生", 20, "整洁"),
        ),
        3,
    ):
        rules.row(f"A{row}", list(line), "box|box center|box wrap")
    return Book([sheet, rules])
