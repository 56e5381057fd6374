"""服务小组评比表: items and points of the groups, published chart, members, penalties, appeals, parameters."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from xlkpi.domain.scheme import Scheme
from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page, fault_in
from xlkpi.templates.group_members import APPEAL, LEVELS, MEMBER, PENALTY
from xlkpi.templates.group_parts import (
    CHART_ROWS,
    DAYS_LISTED,
    GROUP_ROWS,
    GROUP_SHEET,
    GROUPS,
    HEAD,
    ITEM_POINTS,
    ITEM_VALUES,
    NUMBERS,
)
from xlkpi.templates.numbers import draw_numbers
from xlkpi.templates.pages import of_rows
from xlkpi.templates.sheets import Placed, close_page, column_widths, draw_fields, draw_table, note, open_page, section

FIRST_GROUP = 4
PAGE_WIDTHS = (5, 16, 7, 9, *(8.5,) * GROUPS)
ALL = len(PAGE_WIDTHS)
CENTER = ("grid", "center")


def build_groups(path: Path, *, scheme: Scheme, period: dt.date | None = None, rows: int | None = None) -> Path:
    """Write an empty 服务小组评比表; `period` is any day of its month. Raises CannotWrite, Unusable."""
    draft = Draft(GROUP_SHEET, scheme.title)
    _items(draft, period, _group_count(scheme))
    _published(draft)
    _members(draft, rows)
    _registers(draft)
    draw_numbers(draft, scheme, NUMBERS)
    return draft.save(path)


def _group_count(scheme: Scheme) -> int:
    count = scheme.settings.get("group_count")
    return min(GROUPS, int(float(count.value))) if count else GROUPS


def _items(draft: Draft, period: dt.date | None, groups: int) -> Page:
    page = open_page(draft, "评比", PAGE_WIDTHS)
    row = draw_fields(page, HEAD, values={"考核月份": period.replace(day=1) if period else None})
    row = section(page, row, "一、各组成绩（填写组名与每项成绩；项目、单位分、方向在「参数」中设定）", ALL)
    values = draw_table(page, ITEM_VALUES, row, row_height=20)
    names = Area(row, FIRST_GROUP, 1, GROUPS)
    preset: list[str | float | None] = [
        f"第{number}组" if number <= groups else None for number in range(1, GROUPS + 1)
    ]
    page.block(
        "组_名称",
        names,
        "input",
        "grid",
        "center",
        "shrink",
        rule=rules.words("组名", "空着的列不算一个组。"),
        values=[preset],
    )
    row = section(page, values.after, "二、名次积分 =（组数＋1－名次）× 单位分", ALL - 6)
    _lines(page, row - 1)
    points = draw_table(page, ITEM_POINTS, row, row_height=20)
    _heads(page, row)
    last = _results(page, points)
    row = note(
        page,
        last + 1,
        "组等级按原文次序，先符合者先定：①最好的组a；②总分达到a线为a；③第二名b；④总分达到d线为c；⑤末名且低于d线为d（主管可改e）；"
        "低于d线而不是末名的标“待定”，由主管在「主管确定」中填写。总分相同的组同样对待。分数线按组数和项目折算。"
        "每月25日前确定下月项目，次月5日前公布结果。",
        ALL,
        32,
    )
    close_page(
        page,
        row - 1,
        ALL,
        "制表：＿＿＿＿＿＿　　主管：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        freeze=(HEAD_ROWS, FIRST_GROUP),
    )
    page.sheet.fit_to_pages(1, 1)
    return page


HEAD_ROWS = 3


def _lines(page: Page, row: int) -> None:
    """Number of groups and the two lines in use, at the right end of the section's heading."""
    for column, (name, label, formula) in enumerate(
        (
            ("组数", "组数", "COUNTA(组_名称)"),
            ("A线", "a线", "KPI_LINES(参数_A线,组数,成绩_单位分,参数_最高总分)"),
            ("D线", "d线", "KPI_LINES(参数_D线,组数,成绩_单位分,参数_最高总分)"),
        )
    ):
        page.put(Area(row, ALL - 6 + 2 * column), label, "label", "grid")
        area = Area(row, ALL - 5 + 2 * column)
        page.field(name, area, "computed", *CENTER, "plain", "shrink", value=f"={formula}")
        page.faults_red(area)


def _heads(page: Page, row: int) -> None:
    for place in range(GROUPS):
        text = f'=IF(INDEX(组_名称,1,{place + 1})="","",INDEX(组_名称,1,{place + 1}))'
        page.put(Area(row, FIRST_GROUP + place), text, "head", "grid", "shrink")


def _results(page: Page, points: Placed) -> int:
    """Totals, ranks, levels and reasons under the points; yields the last row. Chart rows stand below, unprinted."""
    areas: dict[str, Area] = {}
    for line, (name, label, how, formula, looks) in enumerate(GROUP_ROWS):
        row = points.after + line
        page.height(row, 62 if name == "组_说明" else 22)
        page.put(Area(row, 0, 1, FIRST_GROUP), label, "label", "grid")
        areas[name] = area = Area(row, FIRST_GROUP, 1, GROUPS)
        if how == "array":
            page.array(name, area, formula, *looks, *CENTER)
        elif how == "cell":
            _row_formulas(page, name, area, formula, areas, *looks, *CENTER)
        else:
            rule = rules.choice("主管确定", LEVELS, "组等级待定，或末组由主管定为 e 时填写。")
            page.block(name, area, *looks, *CENTER, rule=rule)
    page.when(areas["组_等级"], f'{areas["组_等级"].at()}="待定"', style.DOUBT_LOOK)
    for name in ("组_总分", "组_评定"):
        known = f'OR({areas[name].at()}="待定",COUNTIF(可评_小组等级,{areas[name].at()})>0)'
        fault = fault_in(areas[name].at())
        page.when(areas[name], fault if name == "组_总分" else f"AND({fault},NOT({known}))", style.WRONG_LOOK)
    last = points.after + len(GROUP_ROWS) - 1
    for line, (name, _) in enumerate(CHART_ROWS):
        areas[name] = Area(last + 3 + line, FIRST_GROUP, 1, GROUPS)
    for line, (name, formula) in enumerate(CHART_ROWS):
        page.put(Area(last + 3 + line, 1, 1, 3), name.replace("_", "："), "note")
        _row_formulas(page, name, areas[name], formula, areas, "note", "center", "plain")
    return last


def _row_formulas(page: Page, name: str, area: Area, formula: str, areas: dict[str, Area], *looks: str) -> None:
    def cell(_: int, place: int) -> str:
        return re.sub(r"\{([^{}]+)\}", lambda found: areas[found[1]].at(0, place), formula)

    page.filled(name, area, cell, *looks)


def _published(draft: Draft) -> None:
    """The page that is published: the totals as a chart, best and worst group in colours of their own."""
    page = open_page(draft, "公布", (12,) * 8, heading="服务小组评比结果公布")
    page.height(3, 26, 3)
    for row, label, formula in (
        (3, "考核月份", '=IF(考核月份="","",考核月份)'),
        (4, "最好的组", _named_by("图_最好")),
        (5, "最差的组", _named_by("图_最差")),
    ):
        page.put(Area(row, 0, 1, 2), label, "label", "grid")
        looks = ("month",) if row == 3 else ()
        page.put(Area(row, 2, 1, 6), formula, "result", *CENTER, *looks)
    chart = draft.chart("column")
    font = {"name": style.FONT, "size": 10, "color": style.TEXT}
    for title, name, colour in (
        ("最好", "图_最好", "#2E8B57"),
        ("最差", "图_最差", style.WRONG),
        ("其他", "图_其他", "#9FB3CC"),
    ):
        chart.add_series(
            {
                "name": title,
                "categories": "=评比!" + _where(page, "组_名称"),
                "values": "=评比!" + _where(page, name),
                "fill": {"color": colour},
                "gap": 60,
                "overlap": 100,
                "data_labels": {"value": True, "font": font, "num_format": "0.##;;"},
            }
        )
    chart.set_title({"name": "各组总分", "name_font": {**font, "size": 13, "bold": True, "color": style.INK}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font, "line": {"color": style.LINE}})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#E3E8EF"}}, "min": 0})
    chart.set_size({"width": 700, "height": 420})
    page.sheet.insert_chart(7, 0, chart, {"x_offset": 4, "y_offset": 4, "object_position": 2})
    close_page(page, 30, 8, "服务小组评比结果")
    page.sheet.fit_to_pages(1, 1)


def _where(page: Page, name: str) -> str:
    return page.draft.place_of(name).absolute


def _named_by(name: str) -> str:
    """The names of the groups of a chart row, joined; several where totals are equal."""
    parts = "&".join(
        f'IF(ISNUMBER(INDEX({name},1,{n})),INDEX(组_名称,1,{n})&"（"&INDEX(组_总分,1,{n})&"分）　","")'
        for n in range(1, GROUPS + 1)
    )
    return f"=TRIM({parts})"


def _members(draft: Draft, rows: int | None) -> None:
    widths = column_widths(MEMBER)
    page = open_page(draft, "组员", widths, heading="组员等级与月积分")
    row = note(
        page,
        3,
        "建议等级：小组等级允许的等级按积分（贡献）排名三等分；主管评定须在允许范围内，超出范围的不予采用。申诉成立并更正的等级自动采用。"
        "处罚满规定起数，月积分和月绩效为0；积分（工作量）与月绩效得分是两个量。",
        len(widths),
    )
    placed = draw_table(page, of_rows(MEMBER, rows), row, head_height=34, row_height=22)
    page.sheet.repeat_rows(row)
    close_page(page, placed.after - 1, len(widths), "主管：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", freeze=(row + 1, 3))


def _registers(draft: Draft) -> None:
    widths = column_widths(PENALTY)
    page = open_page(draft, "处罚", widths, heading="处罚登记")
    row = note(page, 3, "每起一行，日期须在考核月份内；事项与扣分标准见「参数」。", len(widths), 20)
    after = draw_table(page, PENALTY, row, row_height=26).after
    close_page(page, after - 1, len(widths), "登记人：＿＿＿＿＿＿", freeze=(row + 1, 0))
    page.sheet.fit_to_pages(1, 1)

    widths = column_widths(APPEAL)
    page = open_page(draft, "申诉", widths, heading="申诉登记")
    row = note(
        page,
        3,
        "人力资源部或上一级主管在期限内答复；期限按工作日计算，含法定节假日与调休上班日。申诉成立的，更正等级并复核考核人。",
        len(widths),
        20,
    )
    last = draw_table(page, APPEAL, row, row_height=28).after - 1
    row = section(page, last + 2, "节假日与调休上班日（系统未收录的年份在此填写，按年代替内置安排）", len(widths))
    page.put(Area(row, 1), "节假日", "head", "grid")
    page.put(Area(row, 2, 1, 2), "调休上班日", "head", "grid")
    page.height(row + 1, 16, DAYS_LISTED)
    page.block("节假日", Area(row + 1, 1, DAYS_LISTED), "input", *CENTER, "day", "small", rule=rules.day("节假日"))
    for line in range(DAYS_LISTED):
        page.put(Area(row + 1 + line, 2, 1, 2), None, "input", *CENTER, "day", "small")
    draft.name("调休上班日", page.title, Area(row + 1, 2, DAYS_LISTED))
    page.check(Area(row + 1, 2, DAYS_LISTED, 2), rules.day("调休上班日"))
    close_page(page, last, len(widths), "人力资源部或上一级主管：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿", freeze=(3, 0))
