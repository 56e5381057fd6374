"""A flat list in which a person is written again in every row, a row an indicator: a form each, and a list of them.

Totals by hand: 90×50%+80×30%+70×20%=83; 85×50%+95×30%+60×20%=83; 70×50%+75×30%+88×20%=75.1.
"""

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

ITEMS = (("工作质量", 0.5), ("工作效率", 0.3), ("服务态度", 0.2))
PEOPLE = (("高志远", "A01", (90, 80, 70), 83), ("胡军", "A02", (85, 95, 60), 83), ("程浩", "A03", (70, 75, 88), 75.1))
TOTALS = [83, 83, 75.1]
NOTE = "90分以上为优秀，80分以上为良好，80分以下为合格。"


def rows_of(total="each", people=PEOPLE):
    """The rows; `total` stands in each, in the first one of a person, or in none."""
    for name, number, scores, whole in people:
        for at, ((item, weight), score) in enumerate(zip(ITEMS, scores)):
            stands = whole if total == "each" or (total == "first" and not at) else None
            yield [name, number, "工程部", item, weight, score, stands, None, None]


def flat(rows, heads=("姓名", "工号", "部门", "考核指标", "权重", "得分", "总分", "名次", "等级")) -> Book:
    page = Sheet("明细", "10 8 10 14 8 8 8 8 8")
    page.write("A1:I1", "2025年6月员工绩效考核明细表", "title")
    page.row("A2", list(heads), "box center bold")
    rows = list(rows)
    for row, values in enumerate(rows, 3):
        page.row(f"A{row}", values, "box center")
    page.write(f"A{4 + len(rows)}:I{4 + len(rows)}", NOTE, "left")
    return Book([page])


def conflicts(book, folder):
    return [(one.cell, one.follows) for one in adopt(save(book, folder, "a")).understood.contradictions]


def column(path, letter):
    sheet = openpyxl.load_workbook(path, data_only=True)["明细"]
    return [sheet[f"{letter}{row}"].value for row in range(3, 12)]


@pytest.mark.parametrize("total", ["each", "first", "none"])
def test_everybody_has_one_total_one_place_and_one_level(total, tmp_path):
    adoption = adopt(save(flat(rows_of(total)), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert adoption.understood.contradictions == ()
    found = take_over(adoption, Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    assert column(found.out, "G")[::3] == TOTALS
    assert column(found.out, "H") == [1, None, None, 1, None, None, 3, None, None]
    assert column(found.out, "I")[::3] == ["良好", "良好", "合格"]
    code, spoken, complaints = run("check", str(found.out))
    assert code == 0, spoken + complaints


def test_what_stands_in_every_row_follows_the_first_one(tmp_path):
    """With 100 for the quality the first one has 100×50%+80×30%+70×20%=88."""
    out = take_over(adopt(save(flat(rows_of()), tmp_path, "a")), Wish()).out
    book = open_book(out)
    book.write("主管评分_2", [[100.0], [80.0], [70.0]])
    assert not recompute(book).faults
    assert column(out, "G")[:6] == [88, 88, 88, 83, 83, 83]
    assert column(out, "H")[::3] == [1, 2, 3]


def test_rows_of_a_person_that_say_two_totals_are_told(tmp_path):
    rows = list(rows_of())
    rows[4][6] = 88
    assert conflicts(flat(rows), tmp_path) == [("G7", "83")]


def test_a_total_that_is_not_of_its_rows_is_told(tmp_path):
    rows = [[*row[:6], 90, *row[7:]] if row[0] == "程浩" else row for row in rows_of()]
    done = take_over(adopt(save(flat(rows), tmp_path, "a")), Wish(dry_run=True))
    assert [fault.place for fault in done.faults if not fault.notice] == ["明细!G9"]


def test_namesakes_next_to_each_other_are_two(tmp_path):
    people = [PEOPLE[0], ("高志远", "A09", PEOPLE[2][2], 75.1), PEOPLE[1]]
    found = take_over(adopt(save(flat(rows_of(people=people)), tmp_path, "a")), Wish())
    assert column(found.out, "H")[::3] == [1, 3, 1]


def test_without_a_column_of_totals_that_is_said_once(tmp_path):
    heads = ("姓名", "工号", "部门", "考核指标", "权重", "得分")
    found = take_over(adopt(save(flat((row[:6] for row in rows_of()), heads), tmp_path, "a")), Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    assert len([fault for fault in found.faults if "总分填在哪" in fault.say()]) == 1


OTHERWISE = {
    "by indicator": sorted(rows_of(), key=lambda row: row[3]),
    "one of them twice": [*rows_of(), *rows_of(people=PEOPLE[:1])],
    "an indicator twice": [[*row[:3], "工作质量", *row[4:]] if row[3] == "工作效率" else row for row in rows_of()],
}


@pytest.mark.parametrize("rows", OTHERWISE.values(), ids=OTHERWISE)
def test_where_rows_of_a_person_are_not_told_apart_nothing_is_written(rows, tmp_path):
    adoption = adopt(save(flat(rows), tmp_path, "a"))
    found = take_over(adoption, Wish())
    assert adoption.understood.asked or [fault for fault in found.faults if not fault.notice]
    assert found.out is None


def test_a_list_with_a_row_a_person_is_read_as_before(tmp_path):
    """An indicator beside everybody's name is no second row of anybody."""
    rows = [[name, number, "工程部", ITEMS[0][0], 1, total, total, None, None] for name, number, _, total in PEOPLE]
    [part] = adopt(save(flat(rows), tmp_path, "a")).understood.parts
    assert (part.first_row, part.last_row, part.skip) == (3, 5, ())


def test_a_list_in_which_only_one_has_two_rows_is_no_flat_list(tmp_path):
    """The id that stands twice is told."""
    rows = [[name, number, "工程部", ITEMS[0][0], 1, total, total, None, None] for name, number, _, total in PEOPLE]
    rows.insert(1, [*rows[0][:3], ITEMS[1][0], *rows[0][4:]])
    found = adopt(save(flat(rows), tmp_path, "a")).understood
    assert "B4" in [one.cell for one in found.contradictions]


def test_somebody_in_two_places_is_not_one_person(tmp_path):
    """His second block is told by its repeated id, and nobody is ranked."""
    found = adopt(save(flat(OTHERWISE["one of them twice"]), tmp_path, "a")).understood
    assert {"B12", "B13", "B14"} <= {one.cell for one in found.contradictions}
