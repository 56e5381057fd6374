"""Rules of levels in sentences: read where they can be read in one way, asked about elsewhere, never passed over.

The expected pay is counted by hand beside each test.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.told_rules import KEPT, OPEN
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.level_sentences import told_in
from xlkpi.adopt.told_factors import factors_in

NAMES = ("王桂兰", "李凤英", "张素芬", "陈美华", "杨翠花")
TOTALS = (95, 89, 90, 76, 80)


@pytest.mark.parametrize("told", OPEN, ids=lambda told: told.text)
def test_points_and_coefficients_are_read_as_they_are_told(told):
    assert {level: ends[0] or 0 for level, ends in told_in(told.text)} == (told.bands or {})
    assert factors_in(told.text) == (told.factors or {})


@pytest.mark.parametrize("told", KEPT, ids=lambda told: told.text)
def test_of_a_sentence_drawn_aside_nothing_else_is_read_than_what_it_says(told):
    bands, factors = {level: ends[0] or 0 for level, ends in told_in(told.text)}, factors_in(told.text)
    assert bands.items() <= (told.bands or {}).items()
    assert factors in ({}, told.factors)


def across(*notes, levels=(), factors=()) -> Book:
    """Five people over the columns: points of two kinds, total, level, share of the pay, pay of 600; notes below."""
    page = Sheet("4月", "16 10 10 10 10 10")
    page.write("A1:F1", "保洁班2025年4月份绩效评分表", "title")
    halves = [(40, total - 40) for total in TOTALS]
    rows = [
        ["姓名", *NAMES],
        ["工号", *(f"AJ50{at}" for at in range(5))],
        ["楼道清洁（50分）", *(one for one, _ in halves)],
        ["外围清洁（60分）", *(other for _, other in halves)],
        ["得分合计", *TOTALS],
        ["等级", *(levels or [None] * 5)],
        ["绩效工资标准", *[600] * 5],
        ["绩效系数", *(factors or [None] * 5)],
        ["实发绩效工资", *[None] * 5],
    ]
    for row, values in enumerate(rows, 3):
        page.row(f"A{row}", values, "box center")
    for row, note in enumerate(notes, 13):
        page.write(f"A{row}:F{row}", note, "left")
    return Book([page])


def down(*notes, head="系数", levels=(), factors=(), names=NAMES, totals=TOTALS) -> Book:
    """The same people below each other, with levels and coefficients that may be given."""
    page = Sheet("4月", "16 10 10 10 10 10")
    page.write("A1:F1", "保洁班2025年4月份绩效考核汇总表", "title")
    page.row("A2", ["姓名", "考核总分", "等级", head, "绩效基数", "绩效工资"], "box center bold")
    for row, (name, total) in enumerate(zip(names, totals), 3):
        level, factor = (own[row - 3] if own else None for own in (levels, factors))
        page.row(f"A{row}", [name, total, level, factor, 600, None], "box center")
    for row, note in enumerate(notes, 4 + len(names)):
        page.write(f"A{row}:F{row}", note, "left")
    return Book([page])


def asked(book, folder):
    return [(one.field, one.candidates) for one in adopt(save(book, folder, "a")).understood.asked]


def taken(book, folder, rule="thresholds"):
    answers = {"4月": {"level_rule": rule}} if rule else {}
    return take_over(adopt(save(book, folder, "a"), answers=answers), Wish())


NOTE = "说明：90分及以上为优，发放110%；80分及以上为良，发放100%；80分以下为中，发放85%。"


@pytest.mark.parametrize("book", [across, down])
def test_points_beside_the_share_of_pay_are_computed_with(book, tmp_path):
    """95 and 90 are 优, 89 and 80 良, 76 中; of 600 yuan 110% are 660, 85% are 510."""
    assert asked(book(NOTE), tmp_path) == []
    found = taken(book(NOTE), tmp_path, rule="")
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    again = open_book(found.out)
    again.recalculate()
    assert not recompute(again).faults
    sheet = openpyxl.load_workbook(found.out, data_only=True)["4月"]
    cells = (
        [sheet[f"{column}{row}"].value for row in (8, 10, 11) for column in "BCDEF"]
        if book is across
        else [sheet[f"{column}{row}"].value for column in "CDF" for row in range(3, 8)]
    )
    assert cells == ["优", "良", "优", "中", "良", 1.1, 1, 1.1, 0.85, 1, 660, 600, 660, 510, 600]


def test_it_is_told_which_sentence_gives_the_coefficients(tmp_path):
    told = [fault.say() for fault in taken(down(NOTE), tmp_path).faults if fault.notice]
    assert any("4月!A9" in line and "优 1.1、良 1、中 0.85" in line for line in told)


PASSED_OVER = (
    "全队按考核分排名，前20%为A，其后60%为B，末位5%为D，其余为C，A、B、C、D绩效工资分别为1500、1200、900、600元。",
    "优秀2人，良好3人，其余为合格",
    "排名前三的为优秀，末位为不合格，其他人合格",
    "优秀比例控制在20%以内，奖金上浮",
    "95分以上优秀或良好，85分以上合格，由部门酌定",
)


@pytest.mark.parametrize("note", PASSED_OVER)
@pytest.mark.parametrize("book", [across, down])
def test_a_sentence_of_levels_is_never_passed_over(book, note, tmp_path):
    assert asked(book(note), tmp_path) == [("level_rule", ("quotas", "own"))]


@pytest.mark.parametrize("note", ["制表：王芳　2025年5月6日", "不合格一次扣2分", "公示期3天，如有异议请向人事部反映。"])
def test_other_notes_are_not_asked_about(note, tmp_path):
    assert asked(down(note), tmp_path) == []


FOUR = "考核结果分为优、良、中三个等级，系数分别为1.1、1.0、0.85。"
LEVELS = ("优", "良", "优", "中", "良")


def test_coefficients_of_a_sentence_are_put_in_beside_levels_that_stand_there(tmp_path):
    found = taken(down(FOUR, levels=LEVELS), tmp_path, rule="")
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(found.out, data_only=True)["4月"]
    assert [sheet[f"D{row}"].value for row in range(3, 8)] == [1.1, 1, 1.1, 0.85, 1]


def test_a_coefficient_that_the_sentence_contradicts_is_told(tmp_path):
    found = adopt(save(down(FOUR, levels=LEVELS, factors=(1.1, 1, 1.1, 0.85, 1.1)), tmp_path, "a"))
    assert [(one.cell, one.follows) for one in found.understood.contradictions] == [("D7", "1")]
    right = adopt(save(down(FOUR, levels=LEVELS, factors=(1.1, 1, 1.1, 0.85, 1)), tmp_path, "a"))
    assert right.understood.contradictions == ()


def test_of_two_levels_against_each_other_none_is_blamed_alone(tmp_path):
    """79 is 中 and 76 良: nothing tells which of the two is wrong."""
    names = (*NAMES, "赵金枝", "黄秋菊", "周玉珍")
    totals, levels = (95, 89, 92, 84, 76, 79, 88, 70), ("优", "良", "优", "良", "良", "中", "良", "中")
    found = adopt(save(down(names=names, totals=totals, levels=levels), tmp_path, "a"))
    told = {one.cell: one.why.say() for one in found.understood.contradictions}
    assert set(told) == {"C7", "C8"}
    assert "C8" in told["C7"]
    assert "C7" in told["C8"]


def test_one_level_against_all_others_is_told_alone(tmp_path):
    names = (*NAMES, "赵金枝", "黄秋菊", "周玉珍")
    totals, levels = (95, 89, 92, 84, 76, 79, 88, 70), ("优", "良", "中", "良", "中", "中", "良", "中")
    found = adopt(save(down(names=names, totals=totals, levels=levels), tmp_path, "a"))
    assert [one.cell for one in found.understood.contradictions] == ["C5"]
