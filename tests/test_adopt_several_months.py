"""A company's workbook with a sheet a month: the same people twice are asked about, and months come of sheet names."""

from __future__ import annotations

import datetime as dt

import pytest

from adopt.as_text import drawn
from adopt.drawing import Book
from adopt.handed_in import understood
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book, read_parts
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

MAY = (("陈丽华", 103), ("王建国", 97), ("李晓梅", 93), ("张志强", 88))
"""Somebody has 103 points: 100 and 3 for a bonus."""
JUNE = (("陈丽华", 98), ("王建国", 99), ("李晓梅", 92), ("张志强", 101))
OTHERS = (("刘芳", 98), ("周敏", 99), ("吴浩", 92), ("郑伟", 90))


def sheet(name, people, *, heading="排名"):
    rows = [f"{who}|100|{total - 100}|{total}|" for who, total in people]
    [page] = drawn(
        "\n".join(["驾驶员绩效考核汇总表|<|<|<|<", f"姓名|基础分|奖励加分|考核得分|{heading}", *rows])
    ).sheets
    page.name = name
    return page


def asked(book, folder):
    return [(one.field, one.sheet) for one in understood(book, folder).asked]


def taken_over(path, answers=None):
    return take_over(adopt(path, answers=answers or {}), Wish())


@pytest.mark.parametrize(
    ("sheets", "wanted"),
    [
        ([("202505", MAY), ("202506", JUNE)], [("kind", "202505")]),
        ([("5月", MAY), ("6月", JUNE[:3])], [("kind", "5月")]),
        ([("202505", MAY), ("202506", OTHERS)], []),
        ([("一队", MAY), ("二队", OTHERS)], []),
        ([("一队", MAY), ("二队", (MAY[0], *OTHERS[1:]))], []),
    ],
)
def test_the_same_people_on_two_sheets_are_asked_about(sheets, wanted, tmp_path):
    assert asked(Book([sheet(*one) for one in sheets]), tmp_path) == wanted


@pytest.mark.parametrize(("answer", "months"), [("summary", ["2025-05", "2025-06"]), ("not_ours", ["2025-06"])])
def test_the_answer_says_which_months_and_the_sheets_say_when(answer, months, tmp_path):
    path = save(Book([sheet("202505", MAY), sheet("202506", JUNE)]), tmp_path, "a")
    assert taken_over(path).out is None
    done = taken_over(path, {"202505": {"kind": answer}})
    assert done.out is not None, [fault.say() for fault in done.faults]
    assert [one.month for one in read_parts(open_book(done.out))[0]] == months


def test_one_month_on_two_sheets_has_one_cell(tmp_path):
    path = save(Book([sheet("2025年6月一队", MAY), sheet("2025年6月二队", OTHERS)]), tmp_path, "a")
    book = open_book(taken_over(path).out)
    assert [name for name in sorted(book.names()) if name.startswith("接入_考核月份")] == ["接入_考核月份"]
    assert book.read("接入_考核月份") == [[dt.date(2025, 6, 1)]]


def plain(first):
    rows = [f"{who}|{total}|" for who, total in (("陈丽华", first), *MAY[1:])]
    return drawn("\n".join(["2025年6月驾驶员绩效考核汇总表|<|<", "姓名|考核得分|排名", *rows]))


def test_a_total_above_a_hundred_that_was_taken_over_is_no_fault_afterwards(tmp_path):
    """103 are a hundred and a bonus, and accepted by both; 160 by neither."""
    out = taken_over(save(plain(103), tmp_path, "a")).out
    assert [fault.say() for fault in check(open_book(out)) if not fault.notice] == []
    book = open_book(out)
    read_parts(book)[0][0].book.write("名单_总分", [[160.0], [97.0], [93.0], [88.0]])
    assert any("160 不在 0～150" in fault.say() for fault in check(book))
    assert taken_over(save(plain(160), tmp_path, "b")).out is None
