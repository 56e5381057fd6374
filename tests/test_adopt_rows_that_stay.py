"""Rows and columns that seem something else by one word: a line about signing, full marks over a column, ids below names."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.answers import with_answers
from xlkpi.adopt.level_sentences import told_in
from xlkpi.adopt.told_factors import factors_in
from xlkpi.adopt.understanding import Part, Question, Understanding
from xlkpi.errors import sentence

DEDUCTED = """
场务考核表|<|<|<|<
姓名：|高志远|月份：|2025年6月|
考核项目|考核要求|标准分|扣分|得分
入场检票|有序|40|2|
放映保障|{0}|15||
影厅巡查|不少于2次|45|1|
实得总分||||{1}
{2}|<|<|<|<
"""


@pytest.mark.parametrize("line", ["开场前设备检查签字", "交接记录双方签字", "设备检查"])
def test_a_line_about_signing_counts_like_any_other(line, tmp_path):
    """100−2−1 is 97, of all three lines."""
    for total, wrong in ((97, []), (82, ["E7"])):
        adoption = adopt(save(drawn(DEDUCTED.format(line, total, "被考核人签字：")), tmp_path, f"a{total}"))
        [part] = adoption.understood.parts
        assert (part.first_row, part.last_row, part.skip) == (4, 6, ())
        assert [one.cell for one in adoption.understood.contradictions] == wrong


@pytest.mark.parametrize("end", ["被考核人签字：", "本人签名：          日期：", "员工确认（签字）"])
def test_a_line_to_sign_in_ends_the_form(end, tmp_path):
    [part] = adopt(save(drawn(DEDUCTED.format("设备检查", 97, end)), tmp_path, "a")).understood.parts
    assert part.last_row == 6


ACROSS = """
秩序部2025年6月考核表|<|<|<|<
{0}|{1}|高志远|胡军|程浩
{2}交接班记录|20|18|20|17
门岗礼仪|30|30|28|29
巡逻打点|50|48|45|50
总分|100|96|93|96
名次||{3}
"""
IDS = "工号||BA01|BA02|BA05\n"


@pytest.mark.parametrize("corner", ["姓名", "考核项目"])
@pytest.mark.parametrize("marks", ["标准分", "满分", "分值"])
@pytest.mark.parametrize("ids", ["", IDS, IDS.replace("工号", "岗位"), IDS.replace("BA0", "100")])
def test_full_marks_are_nobody_and_what_tells_more_of_people_is_no_indicator(corner, marks, ids, tmp_path):
    """96, 93 and 96: two are first, one is third."""
    adoption = adopt(save(drawn(ACROSS.format(corner, marks, ids, "||")), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert adoption.understood.contradictions == ()
    found = take_over(adoption, Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(found.out, data_only=True)["表"]
    last = 7 + bool(ids)
    assert [sheet.cell(last, column).value for column in (2, 3, 4, 5)] == [None, 1, 3, 1]


HALVED = "90分及以上为优秀，80分及以上{0}不足90分为称职，60分及以上{0}不足80分为基本称职，60分以下为不称职"


@pytest.mark.parametrize("between", ["、", "，", "且", "而", ""])
def test_both_ends_of_a_band_are_read_whatever_joins_them(between):
    assert [(level, *ends[:2]) for level, ends in told_in(HALVED.format(between))] == [
        ("优秀", 90, None), ("称职", 80, 90), ("基本称职", 60, 80), ("不称职", None, 60),
    ]  # fmt: skip


FACTORS = "系数A 1.5，B 1.2，C 1.0，D 0.6"


@pytest.mark.parametrize(
    "text", [FACTORS, f"95分以上A，85分以上B，75分以上C，75分以下D；{FACTORS}；奖金=奖金基数×系数"]
)
def test_coefficients_right_behind_their_word_are_read(text):
    assert factors_in(text) == {"A": 1.5, "B": 1.2, "C": 1.0, "D": 0.6}


@pytest.mark.parametrize("text", ["出勤系数A 1.0，B 0.9", "系数A级1.2或1.3，B级1.0", "部门系数A 1.1，B 1.0"])
def test_coefficients_of_something_else_are_none_of_levels(text):
    assert factors_in(text) == {}


def test_where_a_body_ends_is_answered_for_the_list_that_was_asked():
    why = sentence("下面还有像人员或指标的行", "rows below look like further entries")
    parts = [
        Part("form", "表", columns={"indicator": "A"}, first_row=4, last_row=9),
        Part("form", "表", columns={"indicator": "A"}, first_row=17, last_row=18, questions=(Question("last_row", "表", ("22", "18"), why),)),
        Part("form", "表", columns={"indicator": "A"}, first_row=30, last_row=35),
    ]  # fmt: skip
    answered = with_answers(Understanding(tuple(parts)), {"表": {"last_row": "22"}}).parts
    assert [part.last_row for part in answered] == [9, 22, 35]
    assert answered[1].questions == ()


PLAIN = """
2025年6月考核汇总表|<|<|<|<
{0}|{1}|质量|效率|{2}
{3}|高志远|50|45|95
{4}|胡军|45|43|{5}
{6}|程浩|40|40|80
0052|邓丽|42|44|86
0058|曹颖|41|46|87
"""


@pytest.mark.parametrize("number", ["柜员号", "柜员编号"])
@pytest.mark.parametrize("name", ["工程师", "姓名"])
@pytest.mark.parametrize("total", ["合计分", "总分"])
def test_words_of_trades_for_numbers_people_and_totals(number, name, total, tmp_path):
    """45+43 is 88."""
    for stands, wrong in ((88, []), (89, ["E4"])):
        text = PLAIN.format(number, name, total, "0023", "0031", stands, "0047")
        found = adopt(save(drawn(text), tmp_path, f"a{stands}")).understood
        [part] = found.parts
        assert (part.columns["employee_id"], part.columns["name"], part.columns["total"]) == ("A", "B", "E")
        assert [one.cell for one in found.contradictions] == wrong


GRADED = """
柜员月度考评表|<|<|<|<
姓名：|高志远|月份：|2025年6月|
考评内容|标准分|评分细则|考评得分|备注
柜面服务|40|见细则|{0}|
业务准确|60|见细则|{1}|
合计|100||{2}|
{3}|{4}|考评得分≥90分为优秀，80≤得分＜90为良好，60≤得分＜80为合格，＜60分为不合格|<|<
"""


@pytest.mark.parametrize("label", ["考评等次", "等级", "考评等级"])
def test_a_blank_level_has_its_cell_before_the_rule_that_stands_behind_it(label, tmp_path):
    text = GRADED.format("", "", "", label, "")
    [part] = adopt(save(drawn(text), tmp_path, "a")).understood.parts
    assert part.fields["level"] == "B7"


def test_a_level_before_its_rule_is_held_against_it(tmp_path):
    for level, wrong in (("良好", []), ("优秀", [("B7", "良好")])):
        text = GRADED.format(35, 50, 85, "考评等次", level)
        told = adopt(save(drawn(text), tmp_path, level)).understood.contradictions
        assert [(one.cell, one.follows) for one in told] == wrong


def test_a_weighed_row_below_the_names_is_an_indicator_whatever_it_is_called(tmp_path):
    """岗位 with 20 points is how somebody keeps his post."""
    text = ACROSS.format("考核项目", "分值", "岗位|10|8|9|10\n", "||").replace("交接班记录|20", "交接班记录|10")
    [part] = adopt(save(drawn(text), tmp_path, "a")).understood.parts
    assert "post" not in part.across
    assert part.skip == ()
