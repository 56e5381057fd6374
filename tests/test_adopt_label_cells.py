"""A value that shares its cell with its label counts as one with a cell of its own does."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

FORM = """
售前客服绩效考核评分表|<|<|<
姓名：李娜|岗位：客服||
考核指标|评分标准|满分|主管评分
询单转化率|每低1%扣1分|60|50
响应时间|每超2秒扣1分|40|38
合计||100|{0}
{1}|<|<|<
{2}|<|<|<
等级划分：优秀 90-100分；良好 80-89.9分；合格 70-79.9分；不合格 70分以下|<|<|<
"""
SUMMARY = """
2025年3月绩效考核结果汇总表|<|<|<|<
部门：客服一部|<|{0}|<|
姓名|考核得分|名次|等级|备注
郭涛|95|1||
何洁|90|2||
梁宇|85|3||
宋佳|80|4||
韩冰|75|5||
{1}
~
部门考核等级|优|良|中
甲|40%|40%|20%
乙|20%|40%|40%
"""


def found(text, folder, **wish):
    return take_over(adopt(save(drawn(text), folder, "a")), Wish(**wish))


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("考核等级：良好", []),
        ("最终等级:良好", []),
        ("考核等级： 良 好", []),
        ("考核等级：优秀", ["A7"]),  # 88 points are 良好
    ],
)
def test_a_level_behind_its_label_is_held_against_the_points(level, told, tmp_path):
    done = found(FORM.format(88, level, ""), tmp_path)
    assert [fault.place for fault in done.faults if not fault.notice] == [f"表!{cell}" for cell in told]


def test_what_no_formula_of_ours_can_mend_is_not_offered_to_be_replaced(tmp_path):
    [fault] = [fault for fault in found(FORM.format(88, "考核等级：优秀", ""), tmp_path).faults if not fault.notice]
    assert "保留" in fault.say()
    assert "或 " not in fault.say()


@pytest.mark.parametrize(("total", "told"), [("考核总分：88", []), ("考核总分：89", ["A7"])])
def test_a_total_behind_its_label_is_held_against_the_lines(total, told, tmp_path):
    text = FORM.replace("合计||100|{0}\n", "").replace("{1}", total)
    understood = adopt(save(drawn(text.format("", "", "")), tmp_path, "a")).understood
    assert [one.cell for one in understood.contradictions] == [cell.replace("7", "6") for cell in told]


@pytest.mark.parametrize(
    ("head", "levels"),
    [
        ("部门考核等级：甲", ["优", "优", "良", "良", "中"]),  # 40 % of five are two, then two, then one
        ("部门考核等级: 乙   主管：许文静", ["优", "良", "良", "中", "中"]),  # one, two, two
    ],
)
def test_the_level_of_the_department_behind_its_label_decides_the_shares(head, levels, tmp_path):
    done = found(SUMMARY.format(head, ""), tmp_path)
    assert [fault.say() for fault in done.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    assert [sheet[f"D{row}"].value for row in range(4, 9)] == levels


def test_a_month_still_to_be_written_into_its_words_is_the_cell_of_the_month(tmp_path):
    """考核日期, the day of the talk, is none while 考核年月 has a cell of its own."""
    text = "员工月度考核表|<|<|<\n姓名||考核年月|    年    月\n考核人||考核日期|\n考核指标|权重|得分|\n接通率|50%||\n满意度|50%||\n总分|||\n"
    found = adopt(save(drawn(text), tmp_path, "a")).understood
    assert found.parts[0].fields["month"] == "D2"


def test_several_results_in_one_row_have_each_the_cell_beside_it(tmp_path):
    """月绩效额, whose word may be unknown, ends what belongs to 绩效系数."""
    text = "员工月度考核表|<|<|<|<|<\n姓名|陈丽华|部门|客服部||\n考核指标|权重|得分|||\n接通率|50%|96|||\n满意度|50%|94|||\n总分||95|||\n"
    text += "考核等次|优秀|绩效系数|1.2|某某额|2600\n"
    fields = adopt(save(drawn(text), tmp_path, "a")).understood.parts[0].fields
    assert (fields["level"], fields["coefficient"]) == ("B7", "D7")
