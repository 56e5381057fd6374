"""Forms that take points off: 得分 is 标准分 less 扣分 (and with 加分), 总分 the whole less all of them; counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over, undo_adoption
from xlkpi.actions.take_over_record import Wish

SCORED = """
员工月度考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核项目|标准分|扣分|加分|得分
接通率|30|{0}||{4}
满意度|40|{1}|{3}|{5}
质检|30|{2}||{6}
合计|100|||{7}
"""
BARE = """
员工月度考核表|<|<|<
姓名|陈丽华|部门|客服部
考核项目|标准分|扣分|扣分原因
接通率|30|{0}|超时
满意度|40|{1}|
质检|30|{2}|漏检
总分||{3}|
"""
RULES = """
员工月度考核扣分表（基础分100分）|<|<|<
姓名|陈丽华|部门|客服部
考核项目|扣分标准|次数|扣分
迟到|每次扣1分|2|{0}
投诉|每起扣5分|1|{1}
扣分合计|||{2}
实得分|||{3}
"""


def taken(text, folder, wish=None):
    return take_over(adopt(save(drawn(text), folder, "a")), wish or Wish())


def told(found):
    return {fault.place.rpartition("!")[2]: fault.say() for fault in found.faults if not fault.notice}


def cells(path, *names):
    sheet = openpyxl.load_workbook(path, data_only=True)["表"]
    return [sheet[name].value for name in names]


@pytest.mark.parametrize(
    ("off", "scores", "total"),
    [
        ((2, "", 5, 1), [28, 41, 25], 94),  # 30 - 2, 40 + 1, 30 - 5
        ((-2, 0, -5, 1), [28, 41, 25], 94),  # written with their sign
        ((0, "", "", ""), [30, 40, 30], 100),  # a 0 says that somebody has looked
        (("", "", "", ""), [None, None, None], None),  # nothing is filled in: not rated
        (("", "", "", 2), [30, 42, 30], 102),
    ],
)
def test_what_is_left_of_full_marks_is_put_in(off, scores, total, tmp_path):
    found = taken(SCORED.format(*off, "", "", "", ""), tmp_path)
    assert told(found) == {}
    stands = cells(found.out, "E4", "E5", "E6", "E7")
    assert [None if value == "" else value for value in stands] == [*scores, total]


def test_what_is_filled_in_later_counts(tmp_path):
    out = taken(SCORED.format("", "", "", "", "", "", "", ""), tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["表"]["C4"], book["表"]["C6"] = 3, 4
    book.save(out)
    changed = open_book(out)
    changed.recalculate()
    assert not recompute(changed).faults
    assert cells(out, "E4", "E5", "E6", "E7") == [27, 40, 26, 93]


def test_a_score_that_is_not_what_is_left_is_told_in_its_line(tmp_path):
    found = taken(SCORED.format(2, "", 5, 1, 28, 41, 26, 95), tmp_path)
    assert found.out is None
    assert list(told(found)) == ["E6"]
    assert "25" in told(found)["E6"]


def test_a_typed_total_over_blank_scores_is_held_against_what_is_taken_off(tmp_path):
    found = taken(SCORED.format(2, "", 5, 1, "", "", "", 90), tmp_path)
    assert found.out is None
    assert "94" in told(found)["E7"]


def test_scores_that_stand_are_proved_and_then_computed(tmp_path):
    found = taken(SCORED.format(2, "", 5, 1, 28, 41, 25, 94), tmp_path)
    assert told(found) == {}
    assert any("E4" in line and "ABS" in line for line in found.added)
    assert cells(found.out, "E4", "E5", "E6", "E7") == [28, 41, 25, 94]


def test_scores_that_have_nothing_to_do_with_the_points_taken_off_stay(tmp_path):
    found = taken(SCORED.format(2, 3, 5, "", 25, 30, 22, 77), tmp_path)
    assert told(found) == {}
    assert cells(found.out, "E4", "E5", "E6", "E7") == [25, 30, 22, 77]
    assert not any("ABS" in line for line in found.added)


def test_words_among_the_points_are_an_error_and_not_nothing(tmp_path):
    out = taken(SCORED.format(2, "", "", "", "", "", "", ""), tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["表"]["C5"] = "扣3分"
    book.save(out)
    changed = open_book(out)
    changed.recalculate()
    assert recompute(changed).faults


@pytest.mark.parametrize(
    ("text", "cell", "total"),
    [
        (BARE.format(2, "", 5, ""), "C7", 93),
        (BARE.format(2, "", 5, 93), "C7", 93),
        (BARE.format("", "", "", ""), "C7", None),
        (RULES.format(2, 5, 7, ""), "D7", 93),
        (RULES.format(2, 5, "=SUM(D4:D5)→7", "=100-D6→93"), "D7", 93),
    ],
)
def test_without_scores_the_total_is_the_whole_less_what_is_taken_off(text, cell, total, tmp_path):
    found = taken(text, tmp_path)
    assert told(found) == {}
    [stands] = cells(found.out, cell)
    assert (None if stands == "" else stands) == total
    assert not recompute(open_book(found.out)).faults


@pytest.mark.parametrize(("text", "cell"), [(BARE.format(2, "", 5, 92), "C7"), (RULES.format(2, 5, 7, 92), "D7")])
def test_a_total_that_is_not_what_is_left_of_the_whole_is_told(text, cell, tmp_path):
    found = taken(text, tmp_path)
    assert found.out is None
    assert list(told(found)) == [cell]
    assert "93" in told(found)[cell]


def test_of_what_points_are_taken_off_is_asked_where_nothing_tells(tmp_path):
    text = RULES.format(2, 5, 7, "").replace("（基础分100分）", "")
    [question] = adopt(save(drawn(text), tmp_path, "a")).understood.asked
    assert question.field == "score"


def test_standard_points_that_are_not_a_hundred_are_told(tmp_path):
    found = adopt(save(drawn(BARE.format(2, "", 5, "").replace("|40|", "|30|")), tmp_path, "a")).understood
    assert found.asked or found.contradictions


def test_it_is_explained_and_given_back(tmp_path):
    path = save(drawn(BARE.format(2, "", 5, "")), tmp_path, "a")
    before = path.read_bytes()
    out = take_over(adopt(path), Wish()).out
    code, said, complaints = run("explain", str(out))
    assert code == 0, complaints
    assert "93" in said
    assert "尚未评分" not in said
    assert undo_adoption(out).placed.path.read_bytes() == before


GUARDS = """
金安保安公司队员月度考核表|<|<|<|<
姓名|马国强|岗位|门岗队员|
每人每月基础分100分，按下列项目扣分，立功另行加分|<|<|<|<
序号|考核内容|扣分标准|扣分|扣分事实
1|交接班|迟到一次扣2分|2|迟到
2|着装仪表|着装不整一次扣1分|1|
3|门岗登记|漏登记一次扣2分|4|漏两次
4|内务卫生|不合格一次扣1分|1|
扣分合计|<|<|=SUM(D5:D8)→8|
{0}|<|<|{1}|协助抓获小偷
本月得分|<|<|{2}|
"""


@pytest.mark.parametrize(
    ("label", "bonus", "total", "right"),
    [
        ("奖励加分", 3, "=100-D9+D10→95", 95),
        ("加分", 3, 95, 95),
        ("奖励加分", 3, "", 95),
        ("奖励加分", "", "", 92),
        ("加扣分合计", -8, 92, 92),  # sums up the lines again
    ],
)
def test_points_added_below_the_lines_count_in_the_total(label, bonus, total, right, tmp_path):
    found = taken(GUARDS.format(label, bonus, total), tmp_path)
    assert told(found) == {}
    assert cells(found.out, "D11") == [right]
    assert not recompute(open_book(found.out)).faults


def test_points_added_that_the_total_forgets_are_told(tmp_path):
    found = taken(GUARDS.format("奖励加分", 3, 92), tmp_path)
    assert list(told(found)) == ["D11"]
    assert "95" in told(found)["D11"]


def test_the_answered_cell_of_added_points_counts(tmp_path):
    path = save(drawn(GUARDS.format("见义勇为", 3, 95)), tmp_path, "a")
    assert list(told(take_over(adopt(path), Wish()))) == ["D11"]
    assert told(take_over(adopt(path, answers={"": {"adjust": "D10"}}), Wish())) == {}


def test_what_the_formula_of_the_total_adds_counts_whatever_it_is_called(tmp_path):
    found = taken(GUARDS.format("见义勇为", 3, "=100-D9+D10→95"), tmp_path)
    assert told(found) == {}
    assert cells(found.out, "D11") == [95]
