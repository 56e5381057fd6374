"""A form whose score is headed as the mean of the raters beside it: computed where blank, held against them; by hand.

(38 + 39) ÷ 2 = 38.5, (24 + 23) ÷ 2 = 23.5, (35 + 33) ÷ 2 = 34: 96 in all, of 40 + 25 + 35 marks.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save
from commands import run

HEAD = "食堂厨师长月度考核表|<|<|<|<|<\n姓名|鲁大海|月份|2026年11月||\n考核项目|考核内容|满分|{raters}|{mean}"
ITEMS = (("食品安全", "留样48小时", 40), ("膳食质量", "按食谱制作", 25), ("团队", "帮厨分工", 35))
RATED = ((38, 39), (24, 23), (35, 33))
MEANS = (38.5, 23.5, 34)


def form(rated=RATED, means=("", "", ""), total="", raters="园长打分|保健医打分", mean="得分（平均）"):
    lines = [HEAD.format(raters=raters, mean=mean)]
    lines += ["|".join(map(str, (*item, *own, last))) for item, own, last in zip(ITEMS, rated, means)]
    return drawn("\n".join([*lines, f"总分|<|100|||{total}"]))


def cells(done, *places):
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    return [sheet[place].value for place in places]


@pytest.mark.parametrize("mean", ["得分（平均）", "平均得分", "得分均值"])
def test_blank_means_and_the_total_of_them_are_computed(mean, tmp_path):
    done = taken_over(save(form(mean=mean), tmp_path, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    assert cells(done, "F4", "F5", "F6", "F7") == [*MEANS, 96]
    code, said, _ = run("recompute", str(done.out))
    assert code == 0, said


def test_a_mean_waits_until_all_have_rated(tmp_path):
    done = taken_over(save(form(rated=((38, 39), (24, ""), (35, 33))), tmp_path, "a"))
    assert cells(done, "F4", "F5", "F6", "F7") == [38.5, None, 34, None]


@pytest.mark.parametrize(
    ("means", "total", "wrong"),
    [
        (MEANS, 96, {}),
        ((40, 23.5, 34), 97.5, {"F4": "38.5"}),  # the total follows from what stands
        ((38, 23, 34), 95, {}),  # rounded down in two of three: another way of theirs, not told here
    ],
)
def test_means_that_stand_are_held_against_the_raters(means, total, wrong, tmp_path):
    assert {
        one.cell: one.follows for one in understood(form(means=means, total=total), tmp_path).contradictions
    } == wrong


@pytest.mark.parametrize(
    ("raters", "mean"),
    [
        ("园长打分|保健医打分", "得分"),  # nothing says how the two make it
        ("上月得分|保健医打分", "得分（平均）"),  # last month is no rater
        ("完成情况|保健医打分", "得分（平均）"),  # one rater has no mean
    ],
)
def test_without_two_raters_or_the_word_nothing_is_made_of_them(raters, mean, tmp_path):
    done = taken_over(save(form(raters=raters, mean=mean), tmp_path, "a"))
    assert done.out is None or cells(done, "F4", "F5") == [None, None]


def test_raters_are_not_listed_as_unused(tmp_path):
    (part,) = understood(form(), tmp_path).parts
    assert {"D", "E"}.isdisjoint(one.column for one in part.unread)
