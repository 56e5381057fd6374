"""Somebody who left or was moved away, in a list without a column for it: told, left out of the places, nobody waits."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

PEOPLE = (("高志远", 95), ("胡军", 88), ("程浩", 82), ("邓丽", 78), ("曹颖", 75))
BY_POINTS = ["优", "良", "良", "中", "中"]
BY_SHARES = ["优", "良", "良", "中", "中"]
"""Of five people one is 20% and two are 40%."""
NOTE = "90分以上为优，80分以上为良，80分以下为中。"
SHARES = [("等级", "比例"), ("优", "20%"), ("良", "40%"), ("中", "40%")]


def listing(name="彭飞", total=None, level=None, remark=None, *, note="", rules=(), at=5) -> Book:
    """Five people with totals and, at the place given, a sixth one of whom something is said."""
    page = Sheet("六月", "6 12 10 10 10 16")
    page.write("A1:F1", "2025年6月员工绩效考核汇总表", "title")
    page.row("A2", ["序号", "姓名", "考核总分", "名次", "等级", "备注"], "box center bold")
    rows = [(who, points, None, None, None) for who, points in PEOPLE]
    rows.insert(at, (name, total, None, level, remark))
    for row, values in enumerate(rows, 3):
        page.row(f"A{row}", [row - 2, *values], "box center")
    page.write("A10:F10", note or "制表：张三", "left")
    sheet = Sheet("等级比例", "12 12")
    for row, line in enumerate(rules, 1):
        sheet.row(f"A{row}", list(line), "box center")
    return Book([page, sheet] if rules else [page])


def taken(book, folder):
    adoption = adopt(save(book, folder, "a"))
    assert adoption.understood.asked == ()
    found = take_over(adoption, Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    return found


def column(path, letter):
    sheet = openpyxl.load_workbook(path, data_only=True)["六月"]
    return [sheet[f"{letter}{row}"].value for row in range(3, 9)]


SAID = {
    "in the remark": {"remark": "6月10日调出至城东分公司"},
    "in the place of the level": {"level": "离职"},
    "behind the name": {"name": "彭飞（已离职）"},
    "in the place of the points": {"total": "已离职"},
    "maternity leave": {"remark": "产假"},
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
@pytest.mark.parametrize(("note", "rules", "due"), [(NOTE, (), BY_POINTS), ("", SHARES, BY_SHARES)])
@pytest.mark.parametrize("at", [5, 2])
def test_the_others_get_places_and_levels_and_the_one_who_is_away_is_told(said, note, rules, due, at, tmp_path):
    found = taken(listing(**said, note=note, rules=rules, at=at), tmp_path)
    told = [fault.place for fault in found.faults if "彭飞" in fault.say()]
    assert told == [f"六月!B{3 + at}"]
    places, levels = column(found.out, "D"), column(found.out, "E")
    assert [one for row, one in enumerate(places) if row != at] == [1, 2, 3, 4, 5]
    assert [one for row, one in enumerate(levels) if row != at] == due
    assert places[at] is None
    assert levels[at] in (said.get("level"), None, "不参评")
    code, spoken, complaints = run("check", str(found.out))
    assert code == 0, spoken + complaints


def test_a_word_that_stands_there_is_not_lost(tmp_path):
    out = taken(listing(level="离职", rules=SHARES), tmp_path).out
    assert column(out, "E")[5] == "离职"
    assert openpyxl.load_workbook(out)["六月"]["E8"].value == "离职"


def test_whoever_gets_points_after_all_takes_part(tmp_path):
    """Of six people one is 优 (1.2) and two are 中 (2.4); 良, of the levels with most people the better, takes the others."""
    out = taken(listing(remark="病假半月", rules=SHARES), tmp_path).out
    book = open_book(out)
    book.write("名单_总分", [[float(total)] for _, total in PEOPLE] + [[96.0]])
    assert not recompute(book).faults
    assert column(out, "E") == ["良", "良", "良", "中", "中", "优"]


def test_somebody_said_to_have_left_who_has_points_is_ranked_and_told(tmp_path):
    found = taken(listing(total=60, remark="月底离职", note=NOTE), tmp_path)
    assert [fault.place for fault in found.faults if "月底离职" in fault.say()] == ["六月!B8"]
    assert column(found.out, "D")[5] == 6


@pytest.mark.parametrize("remark", [None, "表现良好", "待补交考核表"])
def test_of_somebody_without_points_of_whom_nothing_is_said_nobody_supposes_it(remark, tmp_path):
    """The levels by shares wait for his form."""
    found = taken(listing(remark=remark, rules=SHARES), tmp_path)
    assert not [fault for fault in found.faults if "不参评" in fault.say()]
    assert column(found.out, "E")[:5] == [None] * 5


@pytest.mark.parametrize("remark", ["病假两天", "产假已回", "试用期"])
def test_of_somebody_with_points_only_that_he_left_is_told(remark, tmp_path):
    found = taken(listing(total=60, remark=remark, note=NOTE), tmp_path)
    assert not [fault for fault in found.faults if "彭飞" in fault.say()]


def test_a_column_for_it_decides_who_takes_part(tmp_path):
    """With 是否参评 a word in the place of points is a fault as before, and nobody is taken out by a remark."""
    book = listing(remark="病假", note=NOTE)
    page = book.sheets[0]
    page.write("G2", "是否参评", "box center bold")
    for row in range(3, 9):
        page.write(f"G{row}", "是", "box center")
    [part] = adopt(save(book, tmp_path, "a")).understood.parts
    assert part.columns["eligible"] == "G"
    found = take_over(adopt(tmp_path / "a.xlsx"), Wish())
    assert not [fault for fault in found.faults if "按不参评处理" in fault.say()]
    page.write("C8", "已离职", "box center")
    [part] = adopt(save(book, tmp_path, "b")).understood.parts
    assert part.skip == ()
