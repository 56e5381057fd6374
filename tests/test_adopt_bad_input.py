"""Every bad input: told in a sentence that says what to do, and nothing is written anywhere."""

from __future__ import annotations

import hashlib

import openpyxl
import pytest
import xlsxwriter

import spoilt
from adopt import month
from adopt.drawing import Book, Sheet
from adopt.gathered import named
from adopt.writing import save
from commands import run
from xlkpi.adopt.grid import ROWS_LIMIT


def form_with(**cells) -> Book:
    book = month.forms()["KF01"]
    for cell, value in cells.items():
        book.sheets[0].write(cell, value, "box center")
    return book


def two_scores() -> Book:
    """Two columns called 得分: either may be the one that counts."""
    book = month.forms()["KF01"]
    [page] = book.sheets
    page.write("F4", "得分", "box center bold grey")
    for row, score in enumerate((80, 85, 90, 95), 5):
        page.write(f"F{row}", score, "box center")
    return book


def without_names() -> Book:
    page = Sheet("结果", "8 14 12 12")
    page.write("A1:D1", "2025年6月考核结果", "title")
    page.row("A2", ["序号", "岗位", "考核总分", "排名"], "box center bold grey")
    for row, total in enumerate((96, 91, 88), 3):
        page.row(f"A{row}", [row - 2, "座席", total, None], "box center")
    return Book([page])


def merged_scores() -> Book:
    """One score merged over two indicators: whose is it?"""
    book = month.forms()["KF01"]
    [page] = book.sheets
    page.cells.pop((6, 5))
    page.write("E5:E6", 95, "box center")
    return book


def merged_people() -> Book:
    """Two people with a total each, and one name merged over both."""
    page = Sheet("名单", "10 10 10 10")
    page.write("A1:D1", "2025年6月考核结果", "title")
    page.row("A2", ["姓名", "部门", "总分", "排名"], "box center bold grey")
    for row, total in enumerate((96, 91, 88, 85), 3):
        page.row(f"A{row}", [("陈丽华", None, "李晓梅", "张志强")[row - 3], "客服部", total, None], "box center")
    page.cells.pop((4, 1))
    page.write("A3:A4", "陈丽华", "box center")
    return Book([page])


BAD_BOOKS = [
    ("a header that fits two fields", two_scores, "评分", "F"),
    ("no column that says who", without_names, "认出是谁", "--answers"),
    ("two people below one merged name", merged_people, "每人占一行", "名单"),
    ("weights that do not total 100%", lambda: form_with(D5=0.5), "权重合计为 110%", "考核表!E9"),
    ("a score merged over two indicators", merged_scores, "评分跨行合并（E5:E6）", "考核表!E9"),
    ("a score that is a word", lambda: form_with(E5="优"), "考核表!E5", "优"),
    ("a score above 100", lambda: form_with(E5=950), "950", "考核表!E5"),
    ("a total typed over", lambda: named("total_typed_over").draw(), "考核表!E10", "96.2"),
]


@pytest.mark.parametrize(("draw", "said", "more"), [row[1:] for row in BAD_BOOKS], ids=[row[0] for row in BAD_BOOKS])
def test_what_is_not_clear_or_wrong_in_a_workbook_is_told(draw, said, more, tmp_path):
    path = save(draw(), tmp_path, "表")
    before = files(tmp_path)
    code, told, complaints = run("adopt", str(path))
    assert code == 1
    assert said in told + complaints
    assert more in told + complaints
    assert files(tmp_path) == before


def test_a_total_row_that_looks_like_a_person_is_nobody(tmp_path):
    """王平均 is a person, 平均 and 合计 are not; nobody's place is counted among them."""
    page = Sheet("名单", "8 10 10 10")
    page.write("A1:D1", "2025年6月考核结果", "title")
    page.row("A2", ["工号", "姓名", "总分", "排名"], "box center bold grey")
    people = [
        ("K1", "陈丽华", 96),
        ("K2", "王平均", 91),
        ("K3", "李晓梅", 99),
        (None, "平均", 95.33),
        (None, "合计", 286),
    ]
    for row, (number, name, total) in enumerate(people, 3):
        page.row(f"A{row}", [number, name, total, None], "box center")
    path = save(Book([page]), tmp_path, "表")
    code, told, _ = run("adopt", str(path))
    assert code == 0, told
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsm", data_only=True)["名单"]
    assert [sheet[f"D{row}"].value for row in range(3, 8)] == [2, 3, 1, None, None]


def files(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


BAD_FILES = [
    ("a password", spoilt.locked, "密码"),
    ("an old .xls", spoilt.old, ".xls"),
    ("torn off", spoilt.torn, "不完整"),
    ("no workbook", spoilt.a_text, "不是"),
    ("signed", spoilt.signed, "签名"),
    ("open in Excel", spoilt.open_in_excel, "打开"),
]


@pytest.mark.parametrize(("spoil", "said"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES])
def test_a_file_that_cannot_be_taken_over_is_told_and_stays(spoil, said, tmp_path):
    path = save(month.forms()["KF01"], tmp_path, "表")
    spoil(path)
    before = files(tmp_path)
    code, told, complaints = run("adopt", str(path))
    assert code == 2
    assert complaints.strip()
    assert said in told + complaints
    assert files(tmp_path) == before


def test_of_a_folder_with_bad_files_the_good_ones_are_taken_over(tmp_path):
    for name, spoil in (("好", None), ("锁", spoilt.locked), ("破", spoilt.torn)):
        path = save(month.forms()["KF01"], tmp_path, name)
        if spoil is not None:
            spoil(path)
    code, told, complaints = run("adopt", str(tmp_path))
    assert code == 2
    assert "锁.xlsx" in complaints
    assert "破.xlsx" in complaints
    assert sorted(path.name for path in tmp_path.glob("*.xlsm")) == ["好.xlsm"], told


def test_a_sheet_of_100_000_rows_is_told_and_nothing_written(tmp_path):
    path = tmp_path / "大.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["工号", "姓名", "考核得分", "等级"])
        for row in range(1, 5 * ROWS_LIMIT + 1):
            sheet.write_row(row, 0, [f"K{row:06d}", "陈丽华", 60 + row % 40, "B"])
    before = files(tmp_path)
    code, told, _ = run("adopt", str(path))
    assert code == 1
    assert f"{5 * ROWS_LIMIT + 1} 行" in told
    assert files(tmp_path) == before


def test_a_mapping_of_another_layout_is_told_and_touches_nothing(tmp_path):
    mapping = tmp_path / "汇总.toml"
    assert run("adopt", str(save(month.summary(), tmp_path, "汇总")), "--map", str(mapping), "--dry-run")[0] == 0
    path = save(month.forms()["KF01"], tmp_path, "表")
    code, told, _ = run("adopt", str(path), "--map", str(mapping), "--dry-run")
    assert code == 0
    assert "表头不在对应关系文件里" in told
    assert "考核表!E9 =KPI_TOTAL" in told
