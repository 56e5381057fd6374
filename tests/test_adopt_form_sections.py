"""Forms of sections that each have weights of 100% and a share of the total, counted by hand.

业绩: 0.6 x 90 + 0.4 x 80 = 86; 行为: 0.5 x 100 + 0.5 x 90 = 95; 70% of 86 and 30% of 95 are 60.2 + 28.5 = 88.7.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

FORM = """
工程师月度绩效考核表|<|<|<
姓名|聂小倩|部门|杭州中心
{first}|<|<|<
考核项目|权重|评分|加权得分
工单完成量|{a}|{s1}|{p1}
一次修复率|{b}|{s2}|{p2}
小计||||
{second}|<|<|<
考核项目|权重|评分|加权得分
服务用语|{c}|{s3}|{p3}
安全作业|{c}|{s4}|{p4}
小计||||
{total}|<|<|{t}
"""
TITLES = {"first": "一、业绩考核（占70%）", "second": "二、行为考核（占30%）", "total": "综合得分"}
BLANK = dict.fromkeys(("p1", "p2", "p3", "p4", "t"), "")
SCORES = {"s1": 90, "s2": 80, "s3": 100, "s4": 90}
SHARES = {"a": "60%", "b": "40%", "c": "50%"}
DONE = {"p1": 54, "p2": 32, "p3": 50, "p4": 45, "t": 88.7}


def form(**other):
    return drawn(FORM.format(**{**TITLES, **SCORES, **SHARES, **BLANK, **other}))


def taken(book, folder):
    adoption = adopt(save(book, folder, "a"))
    assert adoption.understood.asked == (), [one.why.say() for one in adoption.understood.asked]
    done = take_over(adoption, Wish())
    assert done.out is not None, [fault.say() for fault in done.faults]
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    return done, [sheet[place].value for place in ("D5", "D6", "D10", "D11", "D13")]


TOLD = {
    "above each": {},
    "weights of 100": {"a": 60, "b": 40, "c": 50},
    "in brackets without a word": {"first": "业绩考核（70%）", "second": "行为考核（30%）"},
    "in the label of the total": {"first": "一、业绩考核", "second": "二、行为考核", "total": "综合得分=业绩×70%+行为×30%"},
}  # fmt: skip


@pytest.mark.parametrize("words", TOLD.values(), ids=TOLD)
def test_each_section_counts_by_its_share(words, tmp_path):
    done, found = taken(form(**words), tmp_path)
    assert found == list(DONE.values())
    assert not [fault.say() for fault in check(open_book(done.out)) if not fault.notice]


def test_shares_of_more_than_two_decimals_count_as_written(tmp_path):
    """Full marks in all lines are 100, not 100.01: 12.345% is 0.12345 and no 0.1235."""
    words = {"first": "一、业绩考核（占12.345%）", "second": "二、行为考核（占87.655%）"}
    _, found = taken(form(**words, **dict.fromkeys(SCORES, 100)), tmp_path)
    assert found[-1] == 100


def test_a_form_filled_in_so_is_no_contradiction(tmp_path):
    assert adopt(save(form(**DONE), tmp_path, "a")).understood.contradictions == ()


def test_a_wrong_total_is_told(tmp_path):
    [told] = adopt(save(form(**{**DONE, "t": 90.5}), tmp_path, "a")).understood.contradictions
    assert (told.cell, told.follows) == ("D13", "88.7")


def test_the_total_waits_until_everything_is_rated(tmp_path):
    _, found = taken(form(**dict.fromkeys(SCORES, "")), tmp_path)
    assert [value or "" for value in found] == [""] * 5


@pytest.mark.parametrize("words", [
    {"first": "一、业绩考核", "second": "二、行为考核"},  # nothing says how much each counts for
    {"second": "二、行为考核（占20%）"},
    {"c": "40%"},
])  # fmt: skip
def test_weights_of_more_than_100_are_told_where_sections_do_not_explain_them(words, tmp_path):
    told = adopt(save(form(**words), tmp_path, "a")).understood.contradictions
    assert any("权重合计" in one.why.say() for one in told)
