"""Groups of columns (目标, 完成, 得分 each) with the weight in the words over them, and a total of their marks."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

GROUPS = """
2025年6月店员考核表|<|<|<|<|<|<|<|<|<
工号|姓名|移动新增（户）{0}|<|<|宽带新增（户）{1}|<|<|总分|排名
^|^|目标|完成|{2}|目标|完成|{2}|^|^
J01|安静|100|98|98|50|50|100|{3}|
J02|康乐|100|80|80|50|45|90|{4}|
J03|伍豪|100|110|110|50|40|80|{5}|
J04|孔明|100|90|90|50|49|98|{6}|
J05|曾敏|100|70|70|50|40|80|{7}|
"""
TOTALS = (98.8, 84, 98, 93.2, 74)
"""By hand: 98×60%+100×40%, 80×60%+90×40%, 110×60%+80×40%, 90×60%+98×40%, 70×60%+80×40%."""


def found(folder, totals=TOTALS, weights=("权重60%", "权重40%"), marks="得分"):
    return adopt(save(drawn(GROUPS.format(*weights, marks, *totals)), folder, "a"))


@pytest.mark.parametrize("weights", [("权重60%", "权重40%"), ("60%", "40%"), ("（占60%）", "（占40%）")])
def test_typed_totals_are_held_against_the_weights_over_the_groups(weights, tmp_path):
    understood = found(tmp_path, weights=weights).understood
    assert understood.asked == ()
    assert understood.parts[0].columns["total"] == "I"
    assert understood.as_json()["made_of"] == {"I": {"E": 0.6, "H": 0.4}}
    assert understood.contradictions == ()


@pytest.mark.parametrize("word", ["KPI总分", "总分", "考核得分"])
def test_the_marks_of_the_groups_are_no_rivals_of_the_total(word, tmp_path):
    text = GROUPS.format("权重60%", "权重40%", "得分", *TOTALS).replace("|总分|", f"|{word}|").replace("|排名", "|名次")
    understood = adopt(save(drawn(text), tmp_path, "a")).understood
    assert understood.asked == ()
    assert understood.parts[0].columns["total"] == "I"


def test_a_total_that_does_not_come_out_is_told(tmp_path):
    told = found(tmp_path, totals=(98.8, 84, 98, 99, 74)).understood.contradictions
    assert [(one.cell, one.follows) for one in told] == [("I7", "93.2")]


def test_blank_totals_follow_from_them(tmp_path):
    done = take_over(found(tmp_path, totals=("",) * 5), Wish())
    assert [fault.say() for fault in done.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    assert [sheet[f"I{row}"].value for row in range(4, 9)] == pytest.approx(TOTALS)


def test_without_weights_nobody_guesses_them(tmp_path):
    done = take_over(found(tmp_path, totals=("",) * 5, weights=("", "")), Wish())
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"] if done.out else None
    assert sheet is None or sheet["I4"].value in (None, 198)
    assert not [one for one in done.added if "60%" in one]


BESIDE = """
2025年6月店员考核表|<|<|<|<|<|<|<|<|<
工号|姓名|移动新增（户）权重60%|<|<|宽带新增（户）权重30%|<|<|服务质检|总分
^|^|目标|完成|得分|目标|完成|得分|权重10%|^
J01|安静|100|98|98|50|50|100|90|97.8
J02|康乐|100|80|80|50|45|90|100|85
J03|伍豪|100|110|110|50|40|80|80|98
J04|孔明|100|90|90|50|49|98|70|{0}
J05|曾敏|100|70|70|50|40|80|90|75
"""


@pytest.mark.parametrize(("total", "wrong"), [(90.4, []), (94, [("J7", "90.4")])])
def test_a_column_beside_the_groups_has_its_weight_below_its_words(total, wrong, tmp_path):
    """98×60%+100×30%+90×10%=97.8, 80×60%+90×30%+10=85, 66+24+8=98, 54+29.4+7=90.4, 42+24+9=75."""
    understood = adopt(save(drawn(BESIDE.format(total)), tmp_path, "a")).understood
    assert understood.as_json()["made_of"] == {"J": {"E": 0.6, "H": 0.3, "I": 0.1}}
    assert [(one.cell, one.follows) for one in understood.contradictions] == wrong


THREE = """
2025年6月店员KPI|<|<|<|<|<|<|<|<|<|<|<
工号|姓名|移动新增 权重40%|<|<|宽带新增 权重30%|<|<|终端销售 权重30%|<|<|KPI总分
^|^|目标|完成|得分|目标|完成|得分|目标|完成|得分|^
J01|安静|100|98|98|50|50|100|20|19|95|97.7
J02|康乐|100|80|80|50|45|90|20|20|100|89
J03|伍豪|100|110|110|50|40|80|20|18|90|95
J04|孔明|100|90|90|50|49|98|20|16|80|89.4
"""


def test_with_three_groups_the_total_is_not_asked_about(tmp_path):
    """98×40%+100×30%+95×30%=97.7, and so on."""
    understood = adopt(save(drawn(THREE), tmp_path, "a")).understood
    assert understood.asked == ()
    assert understood.as_json()["made_of"] == {"L": {"E": 0.4, "H": 0.3, "K": 0.3}}
