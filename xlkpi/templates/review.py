"""The page 汇总: plans and supervisors, seats due beside seats given, roll-up with chart, sign-off."""

from __future__ import annotations

from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page
from xlkpi.templates.layout import DEPARTMENT_ROWS, LEVEL_COUNT, PLAN_ROWS, STATES

TITLE = "汇总"
WIDTHS = (15, 14, *(8.5,) * 11)
LAST = len(WIDTHS) - 1
CENTER = ("grid", "center")
FIELD = ("input", "grid", "center", "shrink")
DUE, GIVEN = 3, 3 + LEVEL_COUNT
"""First columns of the seats due and of the seats given."""


def draw_review(draft: Draft) -> Page:
    """Draw the page that is signed."""
    page = draft.page(TITLE, landscape=False)
    page.widths(WIDTHS)
    page.toolbar(LAST + 1)
    _title(page)
    row = _plans(page, 4)
    row = _supervisors(page, row)
    totals = _seats(page, row)
    row = _rollup(page, totals + 1)
    last = _sign_off(page, row)
    _chart(page, totals)
    page.printed(1, last, LAST)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.freeze_panes(3, 0)
    page.sheet.set_selection(6, 0, 6, 0)
    page.footer("附件3 汇总与签批")
    return page


def _title(page: Page) -> None:
    page.height(1, 38)
    page.put(Area(1, 0, 1, LAST + 1), "客服员工考核汇总与签批", "title")
    page.height(2, 24)
    page.put(Area(2, 0), "分公司", "label", "grid")
    page.put(Area(2, 1, 1, 4), '=IF(分公司="","",分公司)', "computed", *CENTER)
    page.put(Area(2, 5), "考核月份", "label", "grid")
    page.put(Area(2, 6, 1, 3), '=IF(考核月份="","",考核月份)', "computed", *CENTER, "month")
    page.put(Area(2, 9), "状态", "label", "grid")
    page.put(Area(2, 10, 1, 3), "=状态", "computed", *CENTER)
    page.height(3, 5)


def _section(page: Page, row: int, title: str, columns: int = LAST + 1) -> None:
    page.height(row, 24)
    page.put(Area(row, 0, 1, columns), title, "section")


def _plans(page: Page, row: int) -> int:
    _section(page, row, "一、双周滚动计划评分", 5)
    page.height(row + 1, 30)
    page.row(row + 1, 0, ("部门", "计划名称", "主管经理\n评分", "客户服务部\n评分", "计划得分"), "head", "grid")
    first = row + 2
    page.height(first, 20, PLAN_ROWS)

    def rows(column: int) -> Area:
        return Area(first, column, PLAN_ROWS)

    departments = rules.choice("部门", "=主管_部门", "先在下方主管表中填写部门，再从列表选择。")
    page.block("计划_部门", rows(0), *FIELD, rule=departments)
    page.block("计划_名称", rows(1), *FIELD, rule=rules.words("计划名称", "如 第1期双周计划。"))
    page.block("计划_主管经理评分", rows(2), *FIELD, "points", rule=rules.score("主管经理评分"))
    page.block("计划_客户服务部评分", rows(3), *FIELD, "points", rule=rules.score("客户服务部评分"))

    def mean(row: int, _: int) -> str:
        manager, head_office = rows(2).at(row), rows(3).at(row)
        return f'IF(AND(ISNUMBER({manager}),ISNUMBER({head_office})),({manager}+{head_office})/2,"")'

    page.filled("计划_得分", rows(4), mean, "computed", *CENTER, "mean")
    for column in (2, 3):
        page.when(rows(column), f"ISTEXT({rows(column).at()})", style.WRONG_LOOK)
        lonely = f'AND({rows(0).at(fixed_column=True)}<>"",ISBLANK({rows(column).at()}))'
        page.when(rows(column), lonely, style.DOUBT_LOOK)
    return first + PLAN_ROWS


def _supervisors(page: Page, row: int) -> int:
    _section(page, row, "二、主管考核结果", 5)
    page.height(row + 1, 20)
    page.row(row + 1, 0, ("部门", "主管", "得分", "等级", "等级系数"), "head", "grid")
    first = row + 2
    page.height(first, 22, DEPARTMENT_ROWS)

    def rows(column: int) -> Area:
        return Area(first, column, DEPARTMENT_ROWS)

    page.block("主管_部门", rows(0), *FIELD, rule=rules.words("部门", "每个部门一行；只有一个部门时填分公司名称。"))
    page.block("主管_姓名", rows(1), *FIELD)
    composite = "KPI_SUPERVISOR(计划_主管经理评分,计划_客户服务部评分,计划_部门,主管_部门)"
    page.array("主管_得分", rows(2), composite, "computed", *CENTER, "points")
    page.array("主管_等级", rows(3), "KPI_LEVEL(主管_得分,等级_最低分,等级_名称)", "result", *CENTER, "shrink")
    page.array("主管_系数", rows(4), "KPI_COEF(主管_等级,等级_名称,等级_系数)", "computed", *CENTER, "factor")
    page.draft.name("主管_表", TITLE, Area(first, 0, DEPARTMENT_ROWS, 5))
    page.faults_red(rows(2))
    page.faults_red(rows(4))
    page.put(
        Area(row, 6, DEPARTMENT_ROWS + 2, 7),
        "计算口径\n"
        "1. 每期计划得分为主管经理与总公司客户服务部评分的平均，主管得分为当月各期的平均，保留两位小数。\n"
        "2. 主管等级按「参数」中的分数线确定，并决定本部门员工各等级的名额比例。\n"
        "3. 名额 = 部门参评人数 × 比例，按「参数」中的舍入方式取整；主管不计入部门人数。\n"
        "4. 员工按部门内总分排名，从高到低落入名额；同分时实评人数可能与应评名额不同（以黄色标出）。",
        "note",
        "wrap",
        "top",
        "left",
    )
    return first + DEPARTMENT_ROWS


def _people(department: str, condition: str) -> str:
    """Count a department's people who meet a condition.

    Not COUNTIFS: a department named `>5` or `A*` would be taken for a criterion. `&""` because LibreOffice finds a
    text that an add-in's function gave equal to nothing until it is joined with another.
    """
    return f'IF({department}="","",SUMPRODUCT((名单_部门={department})*({condition})))'


def _seats(page: Page, row: int) -> int:
    """Seats due and given; yields the row of their totals."""
    _section(page, row, "三、等级名额：应评与实评（人）")
    page.height(row + 1, 20, 2)
    for column, title in enumerate(("部门", "部门等级", "参评人数")):
        page.put(Area(row + 1, column, 2, 1), title, "head", "grid")
    page.put(Area(row + 1, DUE, 1, LEVEL_COUNT), "应评名额", "head", "grid")
    page.put(Area(row + 1, GIVEN, 1, LEVEL_COUNT), "实评人数", "head", "grid")
    for place in range(LEVEL_COUNT):
        for column in (DUE, GIVEN):
            page.put(Area(row + 2, column + place), f"=INDEX(等级_代码,{place + 1})", "head", "grid")
    first = row + 3
    page.height(first, 21, DEPARTMENT_ROWS + 1)

    for line in range(DEPARTMENT_ROWS):
        place = line + 1
        page.put(
            Area(first + line, 0),
            f'=IF(INDEX(主管_部门,{place})="","",INDEX(主管_部门,{place}))',
            "computed",
            *CENTER,
            "shrink",
        )
        page.put(Area(first + line, 1), f"=INDEX(主管_等级,{place})", "computed", *CENTER)

    def department(line: int) -> str:
        return Area(first, 0).at(line, fixed_column=True)

    heads = Area(first, 2, DEPARTMENT_ROWS)
    page.filled(
        "名额_人数",
        heads,
        lambda line, _: _people(department(line), '名单_等级&""<>"不参评"'),
        "computed",
        *CENTER,
        "seats",
    )
    due = Area(first, DUE, DEPARTMENT_ROWS, LEVEL_COUNT)
    page.array("名额_应评", due, "KPI_SEATS(名额_人数,主管_等级,名额比例,舍入方式)", "computed", *CENTER, "seats")
    given = Area(first, GIVEN, DEPARTMENT_ROWS, LEVEL_COUNT)

    def count(line: int, place: int) -> str:
        return _people(department(line), f'名单_等级&""=INDEX(等级_代码,{place + 1})')

    page.filled("名额_实评", given, count, "computed", *CENTER, "seats")
    for place in range(LEVEL_COUNT):
        one_due, one_given = due.at(0, place), given.at(0, place)
        rated = f"SUM({given.at(fixed_column=True)}:{given.at(0, LEVEL_COUNT - 1, fixed_column=True)})>0"
        differs = f"AND(ISNUMBER({one_due}),ISNUMBER({one_given}),{one_due}<>{one_given},{rated})"
        page.when(Area(first, GIVEN + place, DEPARTMENT_ROWS), differs, style.DOUBT_LOOK)
    page.faults_red(due)
    totals = first + DEPARTMENT_ROWS
    page.put(Area(totals, 0, 1, 2), "合计", "label", "grid")
    for column in range(2, LAST + 1):
        cells = Area(first, column, DEPARTMENT_ROWS)
        span = f"{cells.at()}:{cells.at(DEPARTMENT_ROWS - 1)}"
        page.put(Area(totals, column), f'=IF(COUNT({span})=0,"",SUM({span}))', "result", *CENTER, "seats")
    return totals


def _rollup(page: Page, row: int) -> int:
    _section(page, row, "四、部门汇总", 5 + LEVEL_COUNT)
    area = Area(row + 1, 0, DEPARTMENT_ROWS + 2, 5 + LEVEL_COUNT)
    page.height(row + 1, 21, area.rows)
    formula = f"KPI_ROLLUP(名单_部门,名单_等级,名单_总分,等级_代码,{area.rows})"
    page.array("汇总_表", area, formula, "computed", *CENTER, "mean", "shrink")
    head = {"bg_color": style.HEAD, "font_color": style.INK, "bold": True}
    page.when(Area(area.row, 0, 1, area.columns), "TRUE", head)
    total = f'{Area(area.row + 1, 0).at(fixed_column=True)}="合计"'
    page.when(Area(area.row + 1, 0, area.rows - 1, area.columns), total, {"bold": True, "bg_color": style.HEAD})
    # People are whole numbers, points are not: the columns of one array differ only in how they are shown.
    whole = page.draft.format(("computed", *CENTER, "count"))
    points = page.draft.format(("computed", *CENTER, "points"))
    for line in range(1, area.rows):
        for column in range(1, area.columns):
            page.sheet.write_blank(area.row + line, column, None, points if 2 <= column <= 4 else whole)
    page.put(
        Area(area.row, area.columns, area.rows, LAST + 1 - area.columns),
        "不参评人员不计入人数与平均分；同一分公司可有多个部门，各部门单独排名、单独计算名额。",
        "note",
        "wrap",
        "top",
        "left",
    )
    return area.last_row + 1


def _sign_off(page: Page, row: int) -> int:
    """The states with name, date and remark for each; yields the last row of the page."""
    _section(page, row, "五、签批")
    page.height(row + 1, 18)
    for area, title in (
        (Area(row + 1, 0), "环节"),
        (Area(row + 1, 1), "姓名（签字）"),
        (Area(row + 1, 2, 1, 2), "日期"),
        (Area(row + 1, 4, 1, LAST - 3), "意见"),
    ):
        page.put(area, title, "head", "grid")
    first, count = row + 2, len(STATES)
    page.height(first, 28, count)
    page.block("签批_环节", Area(first, 0, count), "label", "grid", values=[[state] for state in STATES])
    page.block("签批_姓名", Area(first, 1, count), *FIELD)
    for line in range(count):
        page.put(Area(first + line, 2, 1, 2), None, *FIELD, "day")
        page.put(Area(first + line, 4, 1, LAST - 3), None, "input", "grid", "left", "wrap")
    page.draft.name("签批_日期", TITLE, Area(first, 2, count))
    page.draft.name("签批_意见", TITLE, Area(first, 4, count))
    page.check(Area(first, 2, count, 2), rules.day("签批日期"))
    return first + count - 1


def _chart(page: Page, totals: int) -> None:
    """The level distribution: seats due beside seats given, over all departments, right of the plans."""
    chart = page.draft.chart("column")
    font = {"name": style.FONT, "size": 9, "color": style.TEXT}
    for title, column, colour in (("应评名额", DUE, "#B9C7DA"), ("实评人数", GIVEN, style.INK)):
        chart.add_series(
            {
                "name": title,
                "categories": [TITLE, totals - DEPARTMENT_ROWS - 1, column, totals - DEPARTMENT_ROWS - 1, column + 4],
                "values": [TITLE, totals, column, totals, column + LEVEL_COUNT - 1],
                "fill": {"color": colour},
                "gap": 80,
                "overlap": -5,
                "data_labels": {"value": True, "font": font, "num_format": "0;;"},
            }
        )
    chart.set_title({"name": "等级分布（人）", "name_font": {**font, "size": 11, "bold": True, "color": style.INK}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font, "line": {"color": style.LINE}})
    chart.set_y_axis(
        {
            "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EF"}},
            "num_format": "0",
            "min": 0,
        }
    )
    chart.set_chartarea({"border": {"color": style.LINE}})
    chart.set_size({"width": 442, "height": 380})
    page.sheet.insert_chart(4, 6, chart, {"x_offset": 4, "y_offset": 4, "object_position": 2})
