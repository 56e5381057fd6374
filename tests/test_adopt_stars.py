"""Levels told in stars: in words, in figures and in signs; the stars of a skill or of a praise are none."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.level_sentences import told_in
from xlkpi.adopt.level_words import in_stars

TOTALS = (95, 88, 80, 78, 73)
IN_WORDS = "五星：90分以上；四星：80-89分；三星：70-79分；二星：60-69分；一星：60分以下"
IN_SIGNS = "★★★★★：90分以上；★★★★：80分以上；★★★：70分以上；★★：60分以上；★：60分以下"
BY_NOTE = (5, 4, 4, 3, 3)
"""Stars of the totals by either note, counted by hand."""
WORDS = ("", "一星", "二星", "三星", "四星", "五星")
SIGNS = ("", "★☆☆☆☆", "★★☆☆☆", "★★★☆☆", "★★★★☆", "★★★★★")


def listing(note: str, stars=(), head="星级", rules=()) -> Book:
    """Five people with totals and stars (blank where none are given), and a note below."""
    page = Sheet("六月", "6 10 10 10")
    page.write("A1:D1", "2025年6月员工绩效考核汇总表", "title")
    page.row("A2", ["序号", "姓名", "考核总分", head], "box center bold")
    for row, (name, total) in enumerate(zip(("高志远", "胡军", "程浩", "邓丽", "曹颖"), TOTALS), 3):
        page.row(f"A{row}", [row - 2, name, total, stars[row - 3] if stars else None], "box center")
    page.write("A9:D9", note, "left")
    sheet = Sheet("星级标准", "12 12 12")
    for row, line in enumerate(rules, 1):
        sheet.row(f"A{row}", list(line), "box center")
    return Book([page, sheet] if rules else [page])


def wrong(book: Book, folder) -> list[tuple[str, str]]:
    found = adopt(save(book, folder, "a")).understood
    assert found.parts[0].columns.get("level") == "D"
    return [(one.cell, one.follows) for one in found.contradictions]


@pytest.mark.parametrize(
    ("text", "level"),
    [("五星", "五星"), ("4星级", "四星"), ("三颗星", "三星"), ("★★", "二星"), ("★☆☆☆☆", "一星")],
)
def test_stars_are_one_level_however_they_are_written(text, level):
    assert in_stars(text) == level


@pytest.mark.parametrize("text", ["六星", "15星", "★★★★★★", "明星", "三星电子", "星级"])
def test_other_stars_are_no_level(text):
    assert in_stars(text) == ""


@pytest.mark.parametrize(
    "note", [IN_WORDS, IN_SIGNS, "5星：90分以上；4星：80分以上；3星：70分以上；2星：60分以上；1星：60分以下"]
)
def test_points_of_stars_are_read(note):
    assert [(level, ends[0]) for level, ends in told_in(note)] == [
        ("五星", 90), ("四星", 80), ("三星", 70), ("二星", 60), ("一星", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["五星级酒店90分以上，四星级酒店80分以上", "客户五星好评5分、四星好评3分", "满意度4.5星以上得10分"]
)
def test_stars_of_hotels_and_praise_are_no_levels(text):
    assert told_in(text) == []


@pytest.mark.parametrize("note", [IN_WORDS, IN_SIGNS])
@pytest.mark.parametrize("written", [WORDS, SIGNS])
def test_stars_that_stand_there_are_held_against_their_points(note, written, tmp_path):
    assert wrong(listing(note, [written[count] for count in BY_NOTE]), tmp_path) == []
    assert wrong(listing(note, [written[count] for count in (5, 4, 5, 3, 3)]), tmp_path) == [("D5", "四星")]


def test_of_stars_against_each_other_both_cells_are_told(tmp_path):
    """88 has three stars and 80 has four."""
    found = wrong(listing("制表：张三", [SIGNS[count] for count in (5, 3, 4, 3, 3)]), tmp_path)
    assert [cell for cell, _ in found] == ["D4", "D5"]


RULES = [("星级", "最低分", "系数"), ("五星级", 90, 1.2), ("四星级", 80, 1), ("三星级", 0, 0.8)]
BLANK = {
    "words": (IN_WORDS, (), ["五星", "四星", "四星", "三星", "三星"]),
    "signs": (IN_SIGNS, (), ["★★★★★", "★★★★", "★★★★", "★★★", "★★★"]),
    "a table": ("制表：张三", RULES, ["五星级", "四星级", "四星级", "三星级", "三星级"]),
}


@pytest.mark.parametrize(("note", "rules", "due"), BLANK.values(), ids=BLANK)
def test_blank_stars_follow_from_their_points_as_they_are_written(note, rules, due, tmp_path):
    found = take_over(adopt(save(listing(note, head="考核星级", rules=rules), tmp_path, "a")), Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(found.out, data_only=True)["六月"]
    assert [sheet[f"D{row}"].value for row in range(3, 8)] == due


def test_whether_a_blank_column_of_stars_is_the_level_is_asked_where_no_points_of_stars_are_stated(tmp_path):
    assert adopt(save(listing(IN_WORDS), tmp_path, "a")).understood.asked == ()
    [question] = adopt(save(listing("制表：张三"), tmp_path, "b")).understood.asked
    assert (question.field, question.candidates) == ("level", ("D",))


def test_stars_of_a_skill_do_not_go_with_the_points_and_are_no_levels(tmp_path):
    book = listing("制表：张三", [WORDS[count] for count in (3, 5, 3, 5, 4)])
    found = adopt(save(book, tmp_path, "a")).understood
    assert "level" not in found.parts[0].columns
    assert found.as_json()["unread"] == [{"column": "D", "header": "星级"}]


def test_under_a_word_that_surely_means_levels_stars_that_do_not_go_with_the_points_are_told(tmp_path):
    assert wrong(listing("制表：张三", [WORDS[count] for count in (5, 4, 4, 3, 5)], "考核等级"), tmp_path) != []
