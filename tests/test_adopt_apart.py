"""What is said of one of several lists or forms is no word about another; a word and its value in one cell; matrices."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from test_adopt_level_rules import levels, listing
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

HALVES = """
2025年6月考核汇总表|<|<|<|<|<|<|<|<|<|<
序号|姓名|考核得分|排名|{0}||序号|姓名|考核得分|排名|{0}
1|高志远|95|1|五星||1|邓丽|93|1|五星
2|胡军|88|2|四星||2|曹颖|85|2|四星
3|程浩|80|3|四星||3|彭飞|70|3|二星
"""


@pytest.mark.parametrize(
    ("answer", "left", "right"), [("E", "E", "K"), ("K", "E", "K"), ("E、K", "E", "K"), ("E,K", "E", "K")]
)
def test_a_column_is_of_the_list_that_has_it(answer, left, right, tmp_path):
    path = save(drawn(HALVES.format("星级")), tmp_path, "a")
    parts = adopt(path, answers={"表": {"level": answer}}).understood.parts
    assert [part.columns["level"] for part in parts] == [left, right]


def test_where_nobody_was_asked_about_it_each_half_is_answered(tmp_path):
    """评语 is no word for levels: the left list takes E, the right one K."""
    path = save(drawn(HALVES.format("表现")), tmp_path, "a")
    one = adopt(path, answers={"表": {"level": "E"}}).understood.parts
    assert [part.columns.get("level") for part in one] == ["E", None]
    both = adopt(path, answers={"表": {"level": "E、K"}}).understood.parts
    assert [part.columns.get("level") for part in both] == ["E", "K"]


def form(level: str, beside: str = "") -> Sheet:
    page = Sheet("高志远", "16 10 10 10")
    for row, values in enumerate(
        [
            ["员工绩效考核表"],
            ["姓名：高志远", None, "月份：2025年6月"],
            ["指标", "分值", "得分", "备注"],
            ["工作质量", 50, 40, None],
            ["工作效率", 50, 39, None],
            ["合计", 100, 79, None],
            [level, beside or None],
        ],
        1,
    ):
        page.row(f"A{row}", values, "box center")
    return page


@pytest.mark.parametrize("sheet", ["等级标准", "填表说明"])
@pytest.mark.parametrize(("label", "beside", "cell"), [("考评等级：{}", "", "A7"), ("考评等级", "{}", "B7")])
def test_the_level_of_a_form_is_held_against_the_points_of_another_sheet(sheet, label, beside, cell, tmp_path):
    """79 points are 中."""
    rules = Sheet(sheet, "60")
    rules.write("A1", "优：90分以上；良：80-89分；中：70-79分；差：70分以下", "left")
    for level, due in (("优", [(cell, "中")]), ("中", [])):
        book = Book([form(label.format(level), beside.format(level)), rules])
        told = adopt(save(book, tmp_path, level)).understood.contradictions
        assert [(one.cell, one.follows) for one in told] == due


MATRIX = """
导诊台2025年6月考核表|<|<|<|<
考核内容|分值|高志远|胡军|程浩
着装与微笑服务|20|20|18|19
准确分诊|30|30|28|29
协助老弱|20|18|20|18
不脱岗|30|28|28|30
总分|100|96|94|96
"""


def test_a_total_across_is_told_by_the_indicators_and_not_by_the_people(tmp_path):
    path = save(drawn(MATRIX), tmp_path, "a")
    spoken = run("adopt", str(path), "--dry-run")[1]
    line = next((one for one in spoken.splitlines() if "第 7 行" in one and "=" in one), "")
    assert "着装与微笑服务+准确分诊+协助老弱+不脱岗" in line
    assert "高志远" not in line


@pytest.mark.parametrize("head", ["比例", "占比", "人员比例", "人数比例"])
def test_shares_are_dealt_by_whatever_they_are_called(head, tmp_path):
    """Of seven one is the best (20% are 1.4), two the last (30% are 2.1)."""
    rules = [("等级", head), ("优", "20%"), ("良", "50%"), ("中", "30%")]
    found = take_over(adopt(save(listing(rules=rules), tmp_path, "a")), Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    assert levels(found.out) == ["优", "良", "良", "良", "良", "中", "中"]


def test_what_was_counted_of_people_is_no_rule(tmp_path):
    rules = [("等级", "人数", "占比"), ("优", 1, "20%"), ("良", 3, "50%"), ("中", 2, "30%")]
    found = take_over(adopt(save(listing(rules=rules), tmp_path, "a")), Wish())
    assert found.out is None or levels(found.out) == [None] * 7
