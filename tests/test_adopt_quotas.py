"""Quotas of the company's own table: levels follow from them and not from the scheme's; counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt import month
from adopt.drawing import Book, Sheet
from adopt.handed_in import taken_over
from adopt.writing import save
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute


def with_rules(*rows, extra=()) -> Book:
    """The summary of 安泰燃气 with a sheet 参数 that holds these rows from A2 on."""
    book = month.summary()
    rules = Sheet("参数", "14 10 10 10 10")
    rules.write("A1", "各部门员工等级名额比例", "bold left")
    for at, row in enumerate(rows, 2):
        rules.row(f"A{at}", list(row), "box center")
    for at, row in enumerate(extra, len(rows) + 4):
        rules.row(f"A{at}", list(row), "box center")
    return Book([*book.sheets, rules])


def levels(path):
    book = open_book(path)
    book.recalculate()
    book.write("名单_总分", month.TOTALS)
    book.write("主管_得分", month.DEPARTMENTS)
    assert not recompute(book).faults
    sheet = openpyxl.load_workbook(path, data_only=True)["汇总"]
    return "".join(f"{sheet[f'G{row}'].value} " for row in range(3, 15)).split()


# 客服部 has 92, 96, 86.4, 91, 85, 81.2: places 2 1 4 3 5 6. 抢修部 92, 93, 99.5, 78, 87, 92: places 3 2 1 6 5 3.
OWN = [
    ("department levels below each other", [("部门等级", "A+", "A", "B", "C"), ("优秀", 0.5, 0.5, None, None), ("良好", None, 0.5, 0.5, None), ("合格", None, 0.2, 0.8, None)]),
    ("percents as numbers of 100", [("部门等级", "A+", "A", "B", "C"), ("优秀", 50, 50, None, None), ("良好", None, 50, 50, None), ("合格", None, 20, 80, None)]),
    ("kept as text", [("部门等级", "A+", "A", "B", "C"), ("优秀", "50%", "50%", None, None), ("良好", None, "50%", "50%", None), ("合格", None, "20%", "80%", None)]),
    ("department levels side by side", [("员工等级", "优秀", "良好", "合格"), ("A+", 0.5, None, None), ("A", 0.5, 0.5, 0.2), ("B", None, 0.5, 0.8)]),
]  # fmt: skip


@pytest.mark.parametrize("rows", [rows for _, rows in OWN], ids=[name for name, _ in OWN])
def test_quotas_of_the_company_s_own_table_count(rows, tmp_path):
    """6 x 50% are 3 seats: 优秀 gives 3 A+ and 3 A; 良好 gives 3 A and 3 B, equal totals share the better level."""
    out = taken_over(save(with_rules(*rows), tmp_path, "a")).out
    assert levels(out) == [*("A+", "A+", "A", "A+", "A", "A"), *("A", "A", "A", "B", "B", "A")]
    assert openpyxl.load_workbook(out)["绩效参数"]["A1"].value  # ours stands beside theirs and leads to it
    assert not [fault for fault in check(open_book(out)) if not fault.notice]


def test_a_change_in_the_company_s_table_changes_the_levels(tmp_path):
    out = taken_over(save(with_rules(*OWN[0][1]), tmp_path, "a")).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["参数"]["B3"], book["参数"]["C3"] = 0, 1
    book.save(out)
    assert levels(out)[:6] == ["A"] * 6


@pytest.mark.parametrize(
    "rows",
    [
        [("等级", "系数", "比例"), ("A+", 1.2, 0.5), ("A", 1.1, 0.5), ("B", 1, 0), ("C", 0.8, 0), ("C-", 0, 0)],
        [("等级", "A+", "A", "B"), ("比例", 0.5, 0.5, 0)],
    ],
)
def test_one_row_of_shares_holds_for_every_department(rows, tmp_path):
    out = taken_over(save(with_rules(*rows), tmp_path, "a")).out
    assert levels(out) == [*("A+", "A+", "A", "A+", "A", "A"), *("A+", "A+", "A+", "A", "A", "A+")]


UNCLEAR = [
    (
        "rows that do not total 100%",
        [("部门等级", "A+", "A", "B"), ("优秀", 0.2, 0.3, 0.4), ("良好", 0.1, 0.3, 0.6)],
        (),
    ),
    ("heads, not shares", [("部门等级", "A+", "A", "B"), ("优秀", 2, 3, 5), ("良好", 1, 3, 6)], ()),
    (
        "rows and columns both",
        [("等级", "A+", "A", "B"), ("优秀", 0.2, 0.3, 0.5), ("良好", 0.3, 0.5, 0.2), ("合格", 0.5, 0.2, 0.3)],
        (),
    ),
    (
        "columns, against its own word",
        [("部门等级", "A+", "A"), ("优秀", 0.5, 0.2), ("良好", 0.5, 0.3), ("合格", 0, 0.5)],
        (),
    ),
    ("two tables", OWN[0][1], OWN[3][1]),
]


@pytest.mark.parametrize(("rows", "extra"), [row[1:] for row in UNCLEAR], ids=[row[0] for row in UNCLEAR])
def test_an_unclear_table_of_quotas_is_told_and_nothing_written(rows, extra, tmp_path):
    taken = taken_over(save(with_rules(*rows, extra=extra), tmp_path, "a"))
    assert taken.out is None
    assert ["参数" in fault.place and "名额比例表" in fault.say() for fault in taken.faults if not fault.notice] == [
        True
    ]


def test_it_does_not_matter_where_levels_are_the_company_s_own(tmp_path):
    book = with_rules(*UNCLEAR[0][1])
    [page, _] = book.sheets
    for row, [total] in enumerate(month.TOTALS, 3):
        page.write(f"E{row}", total, "box center n2")
        page.write(f"G{row}", "A", "box center")
    assert not [fault for fault in taken_over(save(book, tmp_path, "a")).faults if "名额比例表" in fault.say()]
