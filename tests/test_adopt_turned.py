"""Turned lists with partial scores: told, computed in place, emptied for the next month; expected numbers by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

PEOPLE = ("陈丽华", "王建国", "李晓梅", "赵志强")
ROWS = {"工作业绩": (90, 80, 95, 85), "工作态度": (80, 90, 85, 95), "工作能力": (70, 80, 90, 100)}
WEIGHTS = {"工作业绩": 50, "工作态度": 30, "工作能力": 20}
TOTALS = (83.0, 83.0, 91.0, 91.0)
"""90×50% + 80×30% + 70×20% = 83; 40+27+16 = 83; 47.5+25.5+18 = 91; 42.5+28.5+20 = 91."""


def turned(totals=None, *, beside=()):
    """People across, three marks with their weights in the label, the total below them; `beside` are further columns."""
    sheet = Sheet("六月", "18 10 10 10 10 12 12")
    sheet.write("A1:E1", "前台员工绩效考核表（2025年6月）", "title")
    sheet.row("A2", ["姓名", *PEOPLE, *beside], "box center")
    sheet.row("A3", ["工号", "QT1", "QT2", "QT3", "QT4"], "box center")
    for row, (word, marks) in enumerate(ROWS.items(), 4):
        sheet.row(f"A{row}", [f"{word}({WEIGHTS[word]}%)", *marks, *(sum(marks) / 4 for _ in beside)], "box center")
    sheet.row("A7", ["总分", *(totals or [None] * 4)], "box center")
    sheet.row("A8", ["排名", *[None] * 4], "box center")
    return Book([sheet])


def part_of(book, folder):
    [part] = adopt(save(book, folder, "横表")).as_json().get("parts", [adopt(save(book, folder, "横表")).as_json()])
    return part


def test_a_total_that_waits_is_computed_below_every_person(tmp_path):
    done = take_over(adopt(save(turned(), tmp_path, "横表")), Wish(tmp_path / "出.xlsm"))
    assert [str(fault) for fault in done.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(done.out, data_only=True)["六月"]
    assert tuple(sheet[f"{at}7"].value for at in "BCDE") == TOTALS
    formulas = openpyxl.load_workbook(done.out)["六月"]
    assert formulas["C7"].value == '=IF(COUNT(C4:C6)<3,"",ROUND(C4*50%+C5*30%+C6*20%,2))'


def test_somebody_without_a_mark_has_no_total(tmp_path):
    book = turned()
    book.sheets[0].write("C5", None, "box center")
    done = take_over(adopt(save(book, tmp_path, "横表")), Wish(tmp_path / "出.xlsm"))
    sheet = openpyxl.load_workbook(done.out, data_only=True)["六月"]
    assert [sheet[f"{at}7"].value or None for at in "BCDE"] == [83, None, 91, 91]


@pytest.mark.parametrize(("column", "at"), [("B", 0), ("E", 3)])
def test_a_total_that_does_not_come_out_is_told_at_its_person(column, at, tmp_path):
    totals = [*TOTALS]
    totals[at] = 88.0
    part = part_of(turned(totals), tmp_path)
    [told] = part["conflicts"]
    assert (told["cell"], told["stands"], told["follows"]) == (f"{column}7", "88", f"{TOTALS[at]:g}")
    assert "工作业绩×50%+工作态度×30%+工作能力×20%" in told["why"]


@pytest.mark.parametrize("words", [("合计/平均",), ("平均",), ("平均分", "备注"), ("备注",), ("说明",)])
def test_what_stands_beside_the_people_is_nobody(words, tmp_path):
    part = part_of(turned(TOTALS, beside=words), tmp_path)
    assert part["made_of"] == {"7": {"4": 0.5, "5": 0.3, "6": 0.2}}
    assert (part["conflicts"], part["unread"]) == ([], [])
    done = take_over(adopt(tmp_path / "横表.xlsx"), Wish(tmp_path / "出.xlsm"))
    assert openpyxl.load_workbook(done.out).defined_names["名单_姓名"].attr_text == "六月!$B$2:$E$2"


def test_a_row_of_which_nothing_is_made_is_listed(tmp_path):
    book = turned(TOTALS)
    book.sheets[0].row("A9", ["接听量", 310, 280, 295, 301], "box center")
    assert part_of(book, tmp_path)["unread"] == [{"column": "9", "header": "接听量"}]


@pytest.mark.parametrize("word", ["电话接通率", "签收率", "地址核对", "手机回访"])
def test_a_mark_that_speaks_of_telephones_or_receipts_is_a_mark(word, tmp_path):
    book = turned(TOTALS)
    book.sheets[0].write("A4", f"{word}(50%)", "box center")
    assert part_of(book, tmp_path)["made_of"] == {"7": {"4": 0.5, "5": 0.3, "6": 0.2}}


@pytest.mark.parametrize("word", ["联系电话", "手机号码", "电话（座机）", "邮箱", "家庭地址", "签收"])
def test_what_is_about_the_person_is_not_listed(word, tmp_path):
    book = turned(TOTALS)
    book.sheets[0].row("A9", [word, 310, 280, 295, 301], "box center")
    assert part_of(book, tmp_path)["unread"] == []


def test_next_month_empties_the_marks(tmp_path):
    (tmp_path / "六月").mkdir()
    path = save(turned(TOTALS), tmp_path / "六月", "横表")
    assert run("adopt", str(path))[0] == 0
    path.unlink()
    code, told, complaints = run("next", "2025-07", str(tmp_path / "六月"), "-o", str(tmp_path / "七月"))
    assert code == 0, told + complaints
    sheet = openpyxl.load_workbook(tmp_path / "七月/横表.xlsm", data_only=True)["六月"]
    assert [sheet[f"{at}{row}"].value or None for at in "BCDE" for row in (4, 5, 6, 7)] == [None] * 16
    assert [sheet[f"{at}2"].value for at in "BCDE"] == [*PEOPLE]
