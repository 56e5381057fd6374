"""The month of a company's own workbook: told once on a sheet it is that of every form there, in Chinese numerals too."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from xlkpi.actions.next_own import retold
from xlkpi.actions.opening import open_book, read_parts
from xlkpi.drawing.workbook_reading import month_told


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("二〇二五年六月份绩效考核表", "2025-06"),
        ("二○二四年十二月", "2024-12"),
        ("二零二五年十月考核", "2025-10"),
        ("二〇二五 年 十一 月", "2025-11"),
        ("2025年6月", "2025-06"),
        ("二〇二五年度考核", None),
        ("六月份考核", None),
        ("二〇二五年六月至二〇二五年八月", None),
    ],
)
def test_a_month_in_chinese_numerals_is_a_month(text, month):
    assert month_told(text) == month


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("二〇二五年六月份绩效考核表", "二〇二五年七月份绩效考核表"),
        ("二○二五年六月考核", "二〇二五年七月考核"),
        ("2025年6月考核", "2025年7月考核"),
    ],
)
def test_the_next_month_is_written_in_the_same_numerals(text, told):
    assert retold(text, dt.date(2025, 7, 1)) == told


def forms_below_each_other(title, heads=("", "")):
    """Two people's forms on one sheet, the month in its title; `heads` are months of their own."""
    page = Sheet("调度组", "8 16 10 10 12 12")
    page.write("A1:F1", title, "title")
    for top, name, own in ((2, "陈丽华", heads[0]), (12, "王建国", heads[1])):
        page.row(f"A{top}", ["姓名", name, "岗位", "调度员", *(["考核月份", own] if own else [])], "box center")
        page.row(f"A{top + 1}", ["序号", "考核指标", "权重", "得分"], "box center bold grey")
        for row, (word, weight, score) in enumerate(
            (("及时率", 0.4, 95), ("满意度", 0.3, 90), ("差错率", 0.3, 88)), top + 2
        ):
            page.row(f"A{row}", [row - top - 1, word, weight, score], "box center")
        page.row(f"A{top + 5}", ["总分", None, None, None], "box center bold")
    return Book([page])


def months(book, folder):
    path = save(book, folder, "表")
    code, told, complaints = run("adopt", str(path))
    assert code == 0, told + complaints
    readings, faults = read_parts(open_book(path.with_suffix(".xlsm")))
    assert not faults
    return [reading.month for reading in readings]


@pytest.mark.parametrize(
    ("title", "heads", "found"),
    [
        ("调度组2025年6月绩效考核表", ("", ""), ["2025-06", "2025-06"]),
        ("调度组二〇二五年六月绩效考核表", ("", ""), ["2025-06", "2025-06"]),
        ("调度组绩效考核表", ("2025年6月", "2025年7月"), ["2025-06", "2025-07"]),
        ("调度组绩效考核表", ("2025年6月", ""), ["2025-06", None]),  # in the head of one person
    ],
)
def test_the_month_over_a_sheet_is_that_of_all_its_forms(title, heads, found, tmp_path):
    assert months(forms_below_each_other(title, heads), tmp_path) == found


def test_the_month_of_a_matrix_is_that_of_everybody_in_it(tmp_path):
    page = Sheet("秩序部", "18 10 10 10 10")
    page.write("A1:E1", "秩序部月度绩效考核评分表", "title")
    page.row("A2", ["考核月份", "2025年6月"], "box center")
    page.row("A3", ["考核指标", "权重", "陈丽华", "王建国", "李晓梅"], "box center bold grey")
    for row, (word, weight, *scores) in enumerate(
        (("巡查到位", 0.5, 90, 80, 70), ("文明执勤", 0.3, 80, 90, 70), ("出勤", 0.2, 100, 95, 90)), 4
    ):
        page.row(f"A{row}", [word, weight, *scores], "box center")
    page.row("A7", ["总分", None, 89, 86, 74], "box center")
    assert months(Book([page]), tmp_path) == ["2025-06"] * 4


def test_a_title_in_chinese_numerals_goes_on_to_the_next_month(tmp_path):
    (tmp_path / "六月").mkdir()
    assert months(forms_below_each_other("调度组二〇二五年六月绩效考核表"), tmp_path / "六月")[0] == "2025-06"
    (tmp_path / "六月/表.xlsx").unlink()
    code, told, complaints = run("next", "2025-07", str(tmp_path / "六月"), "-o", str(tmp_path / "七月"))
    assert code == 0, told + complaints
    sheet = openpyxl.load_workbook(tmp_path / "七月/表.xlsm")["调度组"]
    assert sheet["A1"].value == "调度组二〇二五年七月绩效考核表"
