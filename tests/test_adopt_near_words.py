"""Words that look like others: 标准分 among names is nobody, 检查签字 with points is an indicator, 、 inside a band."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.adopt.level_sentences import told_in

ACROSS = """
秩序维护员考核表|<|<|<|<
姓名|{word}|樊刚|洪武|巴图
交接班记录|40|38|40|36
门岗礼仪|60|57|55|60
总分|100|95|95|96
名次||||
"""


@pytest.mark.parametrize("word", ["标准分", "满分", "分值", "权重"])
def test_a_word_for_marks_among_the_names_is_nobody(word, tmp_path):
    [part] = adopt(save(drawn(ACROSS.format(word=word)), tmp_path, "a")).understood.parts
    assert [part.first_column, part.last_column, part.skip_columns] == ["C", "E", ()]


def test_a_name_among_the_names_is_somebody(tmp_path):
    [part] = adopt(save(drawn(ACROSS.format(word="高志远")), tmp_path, "a")).understood.parts
    assert [part.first_column, part.last_column] == ["B", "E"]


POINTS_OFF = """
场务月度考核表|<|<|<|<
姓名|周敏|部门|场务部|
考核项目|考核内容|分值|扣分|得分
检票引导|到岗及时|40|2|38
放映保障|开场前设备检查签字|60|{off}|{score}
合计||100||
{below}
"""


@pytest.mark.parametrize("off", ["", "0"])
def test_an_indicator_that_speaks_of_signing_is_one_where_it_has_points(off, tmp_path):
    text = POINTS_OFF.format(off=off, score="60" if off else "", below="被考核人签字：||考核人签字：||")
    [part] = adopt(save(drawn(text), tmp_path, "a")).understood.parts
    assert (part.first_row, part.last_row, part.skip) == (4, 5, ())


def test_where_people_sign_is_no_indicator(tmp_path):
    text = POINTS_OFF.format(off="", score="", below="员工签字：|||日期|45991")
    [part] = adopt(save(drawn(text), tmp_path, "a")).understood.parts
    assert part.last_row == 5


@pytest.mark.parametrize("text", [
    "90分及以上为优秀、80分及以上、不足90分为称职、80分以下为不称职",
    "优秀：90分及以上；称职：80分以上、不足90分；不称职：80分以下",
])  # fmt: skip
def test_a_mark_between_both_ends_of_a_band_does_not_part_them(text):
    assert [(level, low, high) for level, (low, high, *_) in told_in(text)] == [
        ("优秀", 90, None),
        ("称职", 80, 90),
        ("不称职", None, 80),
    ]


def test_a_column_of_a_list_may_be_called_so(tmp_path):
    text = "调度队2025年6月考核|<|<|<\n姓名|发车正点|安全|合计分\n周敏|40|55|95\n高洁|38|50|88\n梁航|39|58|97"
    [part] = adopt(save(drawn(text), tmp_path, "a")).understood.parts
    assert part.columns["total"] == "D"
