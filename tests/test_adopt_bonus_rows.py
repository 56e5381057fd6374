"""Rows of points added and taken off below a form: the total that we put into a blank cell, counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

FULL = """
员工月度考核表|<|<|<
姓名|陈丽华|部门|客服部
考核项目|评分标准|分值|得分
接通率|每低1%扣1分|30|28
满意度|每低1%扣1分|40|36
质检|一次扣2分|30|30
小计||100|94
加分|客户表扬||{0}
减分|违规操作||{1}
最终得分|||{2}
"""
WEIGHTED = """
员工月度考核表|<|<
姓名|陈丽华|
考核指标|权重|得分
接通率|50%|90
满意度|50%|96
其他加分||{0}
减分项||{1}
总分||{2}
"""


@pytest.mark.parametrize(
    ("text", "cell", "bonus", "malus", "total"),
    [
        (FULL, "D10", 3, 1, 96),  # 28 + 36 + 30 = 94, and 3 less 1
        (FULL, "D10", 3, -1, 96),  # a deduction typed below nothing is one all the same
        (FULL, "D10", 3, "", 97),
        (FULL, "D10", "", 2, 92),
        (WEIGHTED, "C8", 1.5, 2, 92.5),  # 90 × 50 % + 96 × 50 % = 93, and 1.5 less 2
    ],
)
def test_a_blank_total_counts_the_rows_below_the_lines(text, cell, bonus, malus, total, tmp_path):
    done = take_over(adopt(save(drawn(text.format(bonus, malus, "")), tmp_path, "a")), Wish())
    assert done.out is not None
    assert openpyxl.load_workbook(done.out, data_only=True)["表"][cell].value == total


@pytest.mark.parametrize(("stands", "told"), [(96, []), (98, ["D10"]), (90, ["D10"])])
def test_a_typed_total_is_held_against_lines_and_rows(stands, told, tmp_path):
    """98 added the deduction; 90 took the bonus off."""
    found = adopt(save(drawn(FULL.format(3, 1, stands)), tmp_path, "a")).understood
    assert [one.cell for one in found.contradictions] == told


def test_a_row_that_the_formula_leaves_out_is_named_as_not_used(tmp_path):
    found = adopt(save(drawn(FULL.format(3, 1, "=D7+D8")), tmp_path, "a")).understood
    assert [one.column for one in found.parts[0].unread] == ["C7", "D9"]


def test_of_two_forms_below_each_other_what_is_not_used_is_told_of_each(tmp_path):
    one = "员工考核表|<|<|<\n姓名|{0}|工号|{1}\n考核项目|数据来源|分值|得分\n接通率|系统|60|56\n质检|抽听|40|38\n合计||100|94\n"
    two = one.format("陈丽华", "K01") + "|||\n|||\n" + one.format("王小明", "K02")
    found = adopt(save(drawn(two), tmp_path, "a")).understood
    assert [[unread.column for unread in part.unread] for part in found.parts] == [["B", "C6"], ["B", "C14"]]
