"""A name deleted from a list that other cells choose from: one fault at the gap, which says where the name stands yet.

Places are those of the printed pages: 参数!A54 is the third level of 系数_等级, 年月计划!D7 the third department.
"""

from __future__ import annotations

import pytest

from test_fault_matrix import filled  # noqa: F401  (fixture)
from test_fault_others import faults_after

CASES = {
    "a level that two tables of parameters name": ("groups", "系数_等级", 2, 0, "c", "参数!A54"),
    "a level of the rulebook": ("summary", "等级_代码", 2, 0, "B", "参数!B7"),
    "a unit with agents, cadres and assessors": ("calls", "单位_名称", 0, 0, "热线一部", "组织绩效!B6"),
    "a group with scores and members": ("groups", "组_名称", 0, 2, "城南", "评比!G7"),
    "a department with a plan, weeks and reasons": ("weekly", "部门_名称", 0, 2, "监控部", "年月计划!D7"),
}


@pytest.mark.parametrize(("key", "name", "row", "at", "word", "place"), CASES.values(), ids=list(CASES))
def test_a_deleted_name_is_told_once_where_it_is_missing(filled, key, name, row, at, word, place):  # noqa: F811
    _, faults = faults_after(filled[key], [(name, row, at, None)])
    assert list(faults) == [place]
    assert "为空" in faults[place]
    assert f"填的是“{word}”" in faults[place]


def test_two_gaps_or_two_unknown_words_are_told_one_by_one(filled):  # noqa: F811
    """Nobody can say which of two words stood in which of two cells."""
    book, faults = faults_after(filled["groups"], [("系数_等级", 2, 0, None), ("系数_等级", 3, 0, None)])
    assert {book.place("系数_等级", 2), book.place("系数_等级", 3), book.place("可评_小组等级", 2)} <= set(faults)
    changes = [("系数_等级", 2, 0, None), ("可评_小组等级", 0, 0, "甲")]
    book, faults = faults_after(filled["groups"], changes)
    assert {book.place("系数_等级", 2), book.place("可评_小组等级", 0), book.place("可评_小组等级", 2)} <= set(faults)


def test_of_two_gaps_nobody_can_say_which_lacks_the_one_word(filled):  # noqa: F811
    """监控部 is named by reasons only; of the department in column F nothing but a plan is known."""
    changes = [("部门_名称", 0, 2, None), ("部门_年计划", 0, 4, 700.0)]
    _, faults = faults_after(filled["weekly"], changes)
    assert {"年月计划!D7", "年月计划!F7"} <= set(faults)
    assert "填的是" not in "".join(faults.values())
    assert any("没有登记" in said for said in faults.values())


def test_a_mistyped_word_without_a_gap_is_told_where_it_stands(filled):  # noqa: F811
    book, faults = faults_after(filled["calls"], [("坐席_单位", 0, 0, "热线1部")])
    assert list(faults) == [book.place("坐席_单位")]


@pytest.mark.parametrize(
    ("key", "name", "row", "at", "value", "place"),
    [
        ("weekly", "周_完成", 2, 4, 7.0, "年月计划!F7"),
        ("weekly", "部门_年计划", 0, 4, 700.0, "年月计划!F7"),
        ("weekly", "部门_指标", 0, 5, "安装（台）", "年月计划!G7"),
        ("groups", "项目_成绩", 0, 9, 5.0, "评比!N7"),
    ],
)
def test_what_stands_below_a_blank_name_is_told_at_the_name(filled, key, name, row, at, value, place):  # noqa: F811
    """It counts nowhere; the cells computed from it said so once, of which nobody could mend one."""
    book, faults = faults_after(filled[key], [(name, row, at, value)])
    assert list(faults) == [place]
    assert book.place(name, row, at) in faults[place]


def test_missed_weeks_are_told_in_the_column_of_their_department(filled):  # noqa: F811
    from test_fault_others import notices_after

    _, told = notices_after(filled["weekly"], [])
    assert "安装部连续3周未完成" in told["年月计划!B29"]
    assert "销售部连续4周未完成" in told["年月计划!E29"]
    assert "销售部有 1 周未完成" in told["年月计划!E30"]
