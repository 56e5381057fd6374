"""Forms held against tables on other sheets: levels, coefficients, weights, full marks, and where nothing is held."""

from __future__ import annotations

import pytest

from adopt.drawing import Book, Formula, Sheet
from adopt.writing import save
from xlkpi.actions.adopt import adopt

LINES = (("仪容仪表", 20, 18), ("服务态度", 30, 28), ("业务处理", 30, 29), ("环境卫生", 20, 19))
"""Indicators, full marks, scores: 94 in all."""


def form(*, weights=True, lines=LINES, level="优", coefficient=1.2):
    """A form out of full marks with a level and a coefficient below."""
    sheet = Sheet("服务岗", "8 16 10 10")
    sheet.write("A1:D1", "服务岗员工月度考核评分表", "title")
    sheet.row("A2", ["姓名", "陈丽华", "考核月份", "2025年10月"], "box center")
    sheet.row("A3", ["序号", "考核项目", "分值" if weights else "频次", "得分"], "box center bold grey")
    for row, (word, full, score) in enumerate(lines, 4):
        sheet.row(f"A{row}", [row - 3, word, full if weights else "每月", score], "box center")
    sheet.row("A8", ["合计", None, None, sum(line[2] for line in lines)], "box center")
    sheet.row("A9", ["等级", level, "系数", coefficient], "box center")
    return sheet


def table(name, head, *rows, title=""):
    sheet = Sheet(name, "14 16 12")
    if title:
        sheet.write("A1", title, "bold")
    sheet.row("A2", list(head), "box center bold grey")
    for row, line in enumerate(rows, 3):
        sheet.row(f"A{row}", list(line), "box center")
    return sheet


LEVELS = (("等级", "分数", "系数"), ("优", "90分以上", 1.2), ("良", "80-90分", 1.0), ("中", "80分以下", 0.8))
FULL = (("考核项目", "分值"), *((word, full) for word, full, _ in LINES))


def conflicts(tmp_path, *sheets):
    answer = adopt(save(Book([*sheets]), tmp_path, "表")).as_json()
    return [(one["cell"], one["follows"]) for part in answer.get("parts", [answer]) for one in part["conflicts"]]


@pytest.mark.parametrize(
    ("level", "coefficient", "told"),
    [
        ("优", 1.2, []),
        ("良", 1.0, [("B9", "优")]),  # 94 points are 优
        ("良", 1.2, [("B9", "优")]),  # the coefficient is that of 94 points: nothing is said of it
        ("优", 1.0, [("D9", "1.2")]),
        ("A", 1.5, []),  # another scale: the table does not know it
        ("优", None, []),
    ],
)
def test_level_and_coefficient_are_held_against_a_table_on_another_sheet(level, coefficient, told, tmp_path):
    own = form(level=level, coefficient=coefficient)
    assert conflicts(tmp_path, own, table("等级说明", *LEVELS)) == told


def test_levels_of_departments_say_nothing_of_people(tmp_path):
    own = form(level="良", coefficient=None)
    lines = table("部门等级", ("等级", "分数"), ("优", "90分以上"), ("良", "80-90分"), ("中", "80分以下"))
    assert conflicts(tmp_path, own, lines) == []


def changed(**numbers):
    return tuple((word, numbers.get(word, full), score) for word, full, score in LINES)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (LINES, []),
        (changed(服务态度=35, 业务处理=25), [("C5", "30"), ("C6", "30")]),  # 2 of 4 are told
        (changed(仪容仪表=25, 服务态度=25, 业务处理=35, 环境卫生=15), []),  # 4 of 4: the table is of another post
    ],
)
def test_full_marks_are_held_against_those_of_the_same_words(lines, told, tmp_path):
    own = form(lines=tuple((word, full, min(full, score)) for word, full, score in lines), coefficient=None)
    found = conflicts(tmp_path, own, table("评分标准", *FULL))
    assert [one for one in found if one[0].startswith("C")] == told


def test_one_of_several_tables_that_agrees_is_enough(tmp_path):
    other = table(
        "收费岗标准", ("考核项目", "分值"), ("仪容仪表", 10), ("服务态度", 30), ("业务处理", 40), ("环境卫生", 20)
    )
    assert conflicts(tmp_path, form(), table("服务岗标准", *FULL), other) == []


@pytest.mark.parametrize(("score", "told"), [(30, []), (32, [("D5", "≤ 30")])])
def test_a_form_without_full_marks_has_those_of_the_other_sheet(score, told, tmp_path):
    lines = tuple((word, full, score if word == "服务态度" else own) for word, full, own in LINES)
    assert conflicts(tmp_path, form(weights=False, lines=lines), table("评分标准", *FULL)) == told


def test_scores_out_of_a_hundred_each_are_none_above_their_weights(tmp_path):
    lines = tuple((word, full, 90) for word, full, _ in LINES)
    assert conflicts(tmp_path, form(weights=False, lines=lines), table("评分标准", *FULL)) == []


@pytest.mark.parametrize(
    ("pay", "told"),
    [
        (3840, []),  # 3200 × 1.2
        (3609.6, []),  # × 94 points of a hundred
        (4000, [("D10", "3840")]),
        (None, []),
    ],
)
def test_a_typed_pay_is_held_against_base_and_coefficient(pay, told, tmp_path):
    own = form()
    own.row("A10", ["绩效基数", 3200, "绩效工资", pay], "box center")
    assert conflicts(tmp_path, own, table("等级说明", *LEVELS)) == told


def test_a_pay_that_the_company_computes_is_its_own(tmp_path):
    own = form()
    own.row("A10", ["绩效基数", 3200, "绩效工资", Formula("=B10*D9+160", 4000)], "box center")
    assert conflicts(tmp_path, own) == []


def test_a_coefficient_is_held_against_a_table_beside_the_form(tmp_path):
    own = form(coefficient=1.0)
    own.write("F2", "等级", "box")
    own.write("G2", "系数", "box")
    for row, (level, factor) in enumerate((("优", 1.2), ("良", 1.0), ("中", 0.8)), 3):
        own.row(f"F{row}", [level, factor], "box")
    assert ("D9", "1.2") in conflicts(tmp_path, own)
