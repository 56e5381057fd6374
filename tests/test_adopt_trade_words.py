"""Words of trades for groups, places, bases and months; notes that send to a sheet of the workbook, or tell its own pay."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.drawing import Book, Sheet
from adopt.writing import save
from test_adopt_level_rules import levels, listing
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

GROUPED = """
2025年6月考核汇总表|<|<|<|<|<
序号|{0}|姓名|岗位|考核总分|{1}
1|城中|高志远|专员|95|
2|城中|胡军|专员|88|
3|城北|程浩|专员|80|
4|城北|邓丽|专员|78|
5|城北|曹颖|专员|91|
"""
INSIDE = [1, 2, 2, 3, 1]
"""By hand: 95 and 88 in 城中; 91, 80 and 78 in 城北."""


@pytest.mark.parametrize(("group", "places"), [
    ("三级机构", "机构内排名"), ("项目名称", "项目内排名"), ("维保组", "组内排名"), ("运维班", "班内名次"), ("小区", "小区内排名"), ("网点", "网点内名次"),
])  # fmt: skip
def test_places_are_counted_inside_the_groups_of_the_trade(group, places, tmp_path):
    adoption = adopt(save(drawn(GROUPED.format(group, places)), tmp_path, "a"))
    assert adoption.understood.asked == ()
    [part] = adoption.understood.parts
    assert (part.columns["department"], part.columns["rank"]) == ("B", "F")
    sheet = openpyxl.load_workbook(take_over(adoption, Wish()).out, data_only=True)["表"]
    assert [sheet[f"F{row}"].value for row in range(3, 8)] == INSIDE


@pytest.mark.parametrize("places", ["区内排名", "机构内排名", "网点内名次", "项目内排名"])
def test_nobody_is_ranked_among_all_where_places_are_inside_of_something_unknown(places, tmp_path):
    adoption = adopt(save(drawn(GROUPED.format("备注栏", places)), tmp_path, "a"))
    assert take_over(adoption, Wish()).out is None
    assert [one.field for one in adoption.understood.asked] == ["department"]


PAID = """
2025年6月考核汇总表|<|<|<|<|<|<
序号|姓名|考核总分|绩效系数|{0}|出勤率|绩效工资
1|高志远|95|1.2|3000|100%|
2|胡军|88|1|3000|50%|
3|程浩|80|0.8|2400|100%|
{1}|<|<|<|<|<|<
"""


@pytest.mark.parametrize("base", ["月度绩效包", "绩效底薪", "绩效基数"])
def test_a_note_that_makes_pay_of_the_words_over_its_columns_is_the_rule(base, tmp_path):
    """3000×1.2=3600, 3000×1×50%=1500, 2400×0.8=1920."""
    note = f"说明：绩效工资={base}×绩效系数×出勤率。"
    found = take_over(adopt(save(drawn(PAID.format(base, note)), tmp_path, "a")), Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(found.out, data_only=True)["表"]
    assert [sheet[f"G{row}"].value for row in (3, 4, 5)] == [3600, 1500, 1920]


def test_a_note_that_makes_pay_of_anything_else_is_asked_about(tmp_path):
    note = "说明：绩效工资=月度绩效包×绩效系数×部门系数。"
    found = take_over(adopt(save(drawn(PAID.format("月度绩效包", note)), tmp_path, "a")), Wish())
    assert any("部门系数" in fault.say() for fault in found.faults if not fault.notice)


POINTS = [("等级", "最低分"), ("优", 90), ("良", 80), ("中", 60), ("差", 0)]


@pytest.mark.parametrize("quoted", ["《等级标准》", "“等级标准”", "「等级标准」"])
def test_a_note_that_sends_to_the_sheet_with_the_points_is_no_other_rule(quoted, tmp_path):
    adoption = adopt(save(listing(f"绩效等级及系数见{quoted}", rules=POINTS), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert levels(take_over(adoption, Wish()).out) == ["优", "优", "良", "良", "中", "中", "差"]


@pytest.mark.parametrize("quoted", ["《绩效管理办法》", "“考核制度”", "集团标准"])
def test_a_note_that_sends_elsewhere_is_asked_about(quoted, tmp_path):
    [question] = adopt(save(listing(f"绩效等级及系数见{quoted}", rules=POINTS), tmp_path, "a")).understood.asked
    assert question.field == "level_rule"


def blank(*heads: str) -> Book:
    page = Sheet("考核", "8 10 12 12 12 12")
    page.write("A1:F1", "2025年6月员工考核汇总表", "title")
    page.row("A2", ["序号", "姓名", *heads, "考核总分"], "box center bold")
    for row, (name, marks) in enumerate((("高志远", (38, 27, 28)), ("胡军", (40, 30, 25))), 3):
        page.row(f"A{row}", [row - 2, name, *marks, None], "box center")
    return Book([page])


@pytest.mark.parametrize(
    "heads", [("收缴\n40分", "报修\n30分", "巡查\n30分"), ("收缴（40分）", "报修（30分）", "巡查（30分）")]
)
def test_full_marks_below_the_words_of_a_heading_make_the_total(heads, tmp_path):
    found = take_over(adopt(save(blank(*heads), tmp_path, "a")), Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(found.out, data_only=True)["考核"]
    assert [sheet[f"F{row}"].value for row in (3, 4)] == [93, 95]


def test_a_month_of_accounts_is_the_month(tmp_path):
    text = GROUPED.format("部门", "名次").replace(
        "2025年6月考核汇总表|<|<|<|<|<", "员工考核汇总表|<|<|<|<|<\n账期：|202506||||"
    )
    [part] = adopt(save(drawn(text), tmp_path, "a")).understood.parts
    assert part.fields["month"] == "B2"
