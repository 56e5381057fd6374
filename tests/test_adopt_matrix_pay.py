"""People across with a row of pay below them, whatever it is called: read where base and coefficient make it; by hand.

30 + 60 = 90 is 优 (1.2), 28 + 55 = 83 and 25 + 57 = 82 are 良 (1.0): of 1,000, 1,000 and 800 yuan 1,200, 1,000 and 800.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood

MATRIX = """
跟单组10月考核|<|<|<|<
考核内容|满分|谢婷|邹凯|喻文
报价及时|35|30|28|25
交期达成|65|60|55|57
合计得分|100|90|83|82
等级||优|良|良
{rows}
"""
MADE = "系数||1.2|1|1\n奖金基数（元）||1000|1000|800\n{word}||{a}|{b}|{c}"
RIGHT = {"a": 1200, "b": 1000, "c": 800}
WORDS = ("奖金（元）", "绩效奖金", "考核奖", "奖金", "绩效工资", "实发奖金")


def part_of(rows, folder):
    (part,) = understood(drawn(MATRIX.format(rows=rows)), folder).parts
    return part


@pytest.mark.parametrize("word", WORDS)
def test_the_row_that_base_and_coefficient_make_is_the_pay(word, tmp_path):
    part = part_of(MADE.format(word=word, **RIGHT), tmp_path)
    assert (part.across["base_pay"], part.across["pay"], part.unread) == (8, 9, ())
    assert not part.conflicts


@pytest.mark.parametrize("word", WORDS)
def test_a_wrong_pay_is_told(word, tmp_path):
    part = part_of(MADE.format(word=word, **{**RIGHT, "b": 1300}), tmp_path)
    assert [(one.cell, one.follows) for one in part.conflicts] == [("D9", "1000")]


@pytest.mark.parametrize("word", ["奖金（元）", "绩效奖金"])
def test_a_blank_row_waits_to_be_computed(word, tmp_path):
    assert part_of(MADE.format(word=word, a="", b="", c=""), tmp_path).across["pay"] == 9


@pytest.mark.parametrize(
    ("rows", "unread"),
    [
        ("奖金（元）||1500|900|700", {"7"}),  # nothing says what it is made of
        (MADE.format(word="奖金（元）", a=300, b=200, c=100), {"9"}),
        (MADE.format(word="餐补", a=300, b=300, c=300), {"9"}),
        ("迟到次数||0|1|2", {"7"}),
        ("签字|||||\n备注|||组长|", set()),
    ],
)
def test_a_row_that_is_not_read_stands_in_the_list(rows, unread, tmp_path):
    part = part_of(rows, tmp_path)
    assert "pay" not in part.across
    assert {one.column for one in part.unread} == unread
