"""Scores of several raters that count together in a form by the shares in their headings: 自评（20%）, 上级评（80%）.

Numbers by hand: 88 and 90 are 88 x 20% + 90 x 80% = 89.6; of weight 40% that is 35.84.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

TWO = ("自评（20%）", "上级评（80%）")
WEIGHTS = (0.4, 0.35, 0.25)
SCORES = ((88, 90), (92, 85), (75, 80))
WEIGHTED = (35.84, 30.24, 19.75)
"""0.4 x 89.6, 0.35 x 86.4, 0.25 x 79."""
TOTAL = 85.83


def form(heads=TWO, *, scores=SCORES, weights=WEIGHTS, weighted=None, total=None, column=True) -> Book:
    page = Sheet("考核表", "14 10 12 12 12 12")
    page.write("A1:F1", "员工月度绩效考核表", "title")
    page.row("A2", ["姓名", "高志远", "部门", "客服部", "考核月份", "2025年6月"], "box center")
    last = ["加权得分"] if column else []
    page.row("A3", ["考核指标", "权重", *heads, *last], "box center bold")
    for at, weight in enumerate(weights):
        own = scores[at] if scores else (None,) * len(heads)
        more = [weighted[at] if weighted else None] if column else []
        page.row(f"A{4 + at}", [("服务态度", "工作质量", "出勤纪律")[at], weight, *own, *more], "box center")
    right = "ABCDEFGH"[1 + len(heads) + column]
    page.row("A7", ["总分", *[None] * (ord(right) - ord("B")), total], "box center")
    return Book([page])


def taken(book, folder, answers=None):
    adoption = adopt(save(book, folder, "a"), answers=answers)
    assert adoption.understood.asked == (), [one.why.say() for one in adoption.understood.asked]
    return take_over(adoption, Wish())


def cells(path, *places):
    sheet = openpyxl.load_workbook(path, data_only=True)["考核表"]
    return [sheet[place].value for place in places]


def test_both_raters_count_by_their_shares(tmp_path):
    out = taken(form(), tmp_path).out
    assert cells(out, "E4", "E5", "E6", "E7") == [*WEIGHTED, TOTAL]
    assert not [fault.say() for fault in check(open_book(out)) if not fault.notice]


def test_nothing_counts_until_both_have_rated(tmp_path):
    out = taken(form(scores=((88, 90), (92, 85), (None, 80))), tmp_path).out
    assert [value or "" for value in cells(out, "E4", "E5", "E6", "E7")] == [*WEIGHTED[:2], "", ""]


def test_what_a_company_filled_in_by_both_is_no_contradiction(tmp_path):
    adoption = adopt(save(form(weighted=WEIGHTED, total=TOTAL), tmp_path, "a"))
    assert adoption.understood.contradictions == ()


def test_a_wrong_line_is_told_with_both_raters(tmp_path):
    wrong = (WEIGHTED[0], 30.0, WEIGHTED[2])
    [told] = adopt(save(form(weighted=wrong, total=TOTAL), tmp_path, "a")).understood.contradictions
    assert (told.cell, told.follows) == ("E5", "30.24")
    assert "92×20% + 85×80%" in told.why.say()


def test_a_line_that_one_of_them_has_not_rated_is_not_held_against_the_other_alone(tmp_path):
    """0.25 x 80 = 20 was typed while the self rating is still to come."""
    scores = ((88, 90), (92, 85), (None, 80))
    told = adopt(save(form(scores=scores, weighted=(35.84, 30.24, 20)), tmp_path, "a")).understood.contradictions
    assert [one.cell for one in told if one.cell.startswith("E")] == []


def test_without_a_weighted_column_the_total_counts_both(tmp_path):
    assert cells(taken(form(column=False), tmp_path).out, "D7") == [TOTAL]


def test_three_raters_count(tmp_path):
    """80 x 10% + 90 x 30% + 85 x 60% = 86 in every line."""
    heads = ("自评10%", "同事评分30%", "上级评分60%")
    assert cells(taken(form(heads, scores=((80, 90, 85),) * 3), tmp_path, {"": {"score": "E"}}).out, "F7") == [86]


def test_scores_out_of_full_marks_are_added_up_by_their_shares(tmp_path):
    """Of 40, 35 and 25: self 36, 30, 20 are 86, the superior's 38, 32, 24 are 94: 86 x 20% + 94 x 80% = 92.4."""
    book = form(weights=(40, 35, 25), scores=((36, 38), (30, 32), (20, 24)), column=False)
    page = book.sheets[0]
    page.write("B3", "分值", "box center bold")
    assert cells(taken(book, tmp_path).out, "D7") == [92.4]


@pytest.mark.parametrize(
    "heads", [("自评（20%）", "上级评（70%）"), ("自评分", "上级评分（100%）"), ("自评分", "主管评分")]
)
def test_shares_that_are_not_all_of_them_count_for_nothing(heads, tmp_path):
    """Then the superior's scores are the score, as everywhere: 0.4 x 90 + 0.35 x 85 + 0.25 x 80 = 85.75."""
    assert cells(taken(form(heads), tmp_path).out, "E7") == [85.75]


def test_a_line_of_two_raters_is_not_explained_as_the_score_of_one(tmp_path):
    """90 x 40% would be 36; what counts is 35.84. The third line has one score that both gave."""
    out = taken(form(scores=(*SCORES[:2], (80, 80))), tmp_path).out
    told = run("explain", str(out), "高志远")[1]
    assert "服务态度：90 → 35.84" in told
    assert "出勤纪律：80 × 25% = 20" in told
