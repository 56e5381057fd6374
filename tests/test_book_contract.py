"""What every Book promises, held for a workbook in a file and for one open in Excel alike."""

# ruff: noqa: DTZ001 - cells have no time zone

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw

import fake_excel
import pywin32_stub
from xlkpi.books.file import FileBook
from xlkpi.books.generations import folder_of
from xlkpi.books.live import LiveBook
from xlkpi.errors import CannotWrite, CellError, NameMissing

_, WINDOWS, _, _ = pywin32_stub.install()

KINDS = [
    [92.5, "95", True, dt.date(2024, 5, 1)],
    [None, "张三", False, dt.datetime(2024, 5, 1, 8, 30)],
    [0.0, "=1+1", CellError.NA, dt.time(8, 30)],
]


def excel_file(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("附件3")
        day, moment, clock = (
            book.add_format({"num_format": text}) for text in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm")
        )
        plain, money = book.add_format({"num_format": "@"}), book.add_format({"num_format": '"¥"#,##0.00'})
        sheet.write_number("A1", 92.5)
        sheet.write_number("A3", 0)
        sheet.write_string("B1", "95")
        sheet.write_string("B2", "张三")
        sheet.write_string("B3", "=1+1")
        sheet.write_boolean("C1", True)
        sheet.write_boolean("C2", False)
        sheet.write_formula("C3", "=NA()", None, "#N/A")
        sheet.write_datetime("D1", dt.datetime(2024, 5, 1), day)
        sheet.write_datetime("D2", dt.datetime(2024, 5, 1, 8, 30), moment)
        sheet.write_datetime("D3", dt.time(8, 30), clock)
        sheet.write_number("F1", 2400.5, money)
        sheet.write_number("P1", 205, book.add_format({"num_format": "0000"}))
        sheet.write_number("P2", 205)
        sheet.write_string("P3", "205")
        sheet.write_number("Q3", 5, book.add_format({"num_format": '"KF"000'}))
        sheet.set_row(1, 30)
        for row in range(4):
            sheet.write_blank(row, 7, None, plain)
            sheet.write_string(row, 9, f"旧{row}")
        sheet.write_formula("L1", '=IF(A1>90,"A+","")', None, "A+")
        sheet.write_array_formula("L2:L4", "{=A1:A3*2}", None, 185)
        for name, area in {
            "各种值": "$A$1:$D$3", "金额": "$F$1", "工号": "$H$1:$H$4", "姓名": "$J$1:$J$4", "等级": "$L$1",
            "数组": "$L$2:$L$4", "一行": "$A$1:$B$1", "编号": "$P$1:$Q$4",
        }.items():  # fmt: skip
            book.define_name(name, f"=附件3!{area}")
        book.define_name("附件3!本表", "=附件3!$N$1")
        book.define_name("坏名称", "=#REF!")
        book.define_name("常数", "=100")
        sheet.print_area("A1:D3")
        table = book.add_worksheet("名单 页")
        table.add_table("A1:B3", {"name": "名单", "columns": [{"header": "工号"}, {"header": "姓名"}]})
        table.write("A2", "001")
    return path


@pytest.fixture(params=["file", "excel"])
def book(request, tmp_path):
    path = excel_file(tmp_path / "考核.xlsx")
    if request.param == "file":
        return FileBook.open(path)
    return LiveBook(xw.Book(impl=WINDOWS.Book(fake_excel.Workbook(path))))


def test_its_title_is_the_file_name(book):
    assert book.title == "考核.xlsx"


def test_names_are_those_that_stand_for_one_rectangle(book):
    assert book.names() == {"各种值", "金额", "工号", "姓名", "等级", "数组", "一行", "编号", "本表", "名单"}


def test_values_are_what_a_cell_holds(book):
    rows = book.read("各种值")
    assert rows == KINDS
    assert [[type(cell) for cell in row] for row in rows] == [[type(cell) for cell in row] for row in KINDS]


def test_money_is_a_number_and_a_single_cell_is_a_block(book):
    assert book.read("金额") == [[2400.5]]
    assert type(book.read("金额")[0][0]) is float
    assert book.read("一行") == [[92.5, "95"]]


def test_a_number_in_a_format_of_zeros_can_be_read_as_it_is_shown(book):
    assert book.shown("编号") == [["0205", None], [205.0, None], ["205", "KF005"], [None, None]]
    assert book.read("编号")[0] == [205.0, None]
    assert book.shown("各种值") == book.read("各种值")


def test_names_are_found_without_case_and_tables_by_their_body(book):
    assert book.read("名单") == [["001", None], [None, None]]
    assert book.read("本表") == [[None]]
    with pytest.raises(NameMissing):
        book.read("坏名称")


def test_a_block_is_written_from_its_first_cell_and_the_rest_becomes_empty(book):
    book.write("姓名", [["张三"], ["李四"]])
    assert book.read("姓名") == [["张三"], ["李四"], [None], [None]]


@pytest.mark.parametrize("name", ["工号", "姓名"])
@pytest.mark.parametrize(
    "text", ["001", "=1+1", "'引号", "+86", "-5", "2024年5月", "TRUE", "#N/A?", "@某人", "1e5", "A+", "优秀"]
)
def test_text_stays_text(book, name, text):
    book.write(name, [[text]])
    assert book.read(name)[0] == [text]


@pytest.mark.parametrize("value", [1.5, 0.0, -3.0, True, False, None, dt.date(2024, 6, 1), CellError.NA])
def test_other_values_come_back_as_they_went(book, value):
    book.write("本表", [[value]])
    found = book.read("本表")[0][0]
    if isinstance(value, dt.date) and isinstance(found, float):
        assert found == 45444.0, "a plain cell shows a date as its number"
    else:
        assert found == value


@pytest.mark.parametrize("name", ["等级", "数组", "各种值"])
def test_a_formula_is_never_written_over(book, name):
    before = book.read(name)
    with pytest.raises(CannotWrite) as refused:
        book.write(name, [[1.0]])
    assert "公式" in str(refused.value)
    assert book.read(name) == before


def test_what_does_not_fit_is_refused_whole(book):
    before = book.read("姓名")
    for rows in ([["a"]] * 5, [["a", "b"]]):
        with pytest.raises(CannotWrite):
            book.write("姓名", rows)
    assert book.read("姓名") == before


def test_it_tells_which_cells_compute(book):
    assert book.computes("等级") == [[True]]
    assert book.computes("数组") == [[True]] * 3
    assert book.computes("工号") == [[False]] * 4


def test_it_says_where_a_cell_stands(book):
    assert book.place("姓名", 2) == "附件3!J3"
    assert book.place("各种值", 1, 3) == "附件3!D2"
    with pytest.raises(NameMissing) as missing:
        book.place("没有")
    assert "没有" in str(missing.value)


def test_saving_keeps_the_version_before(book, tmp_path):
    book.write("姓名", [["张三"]])
    assert book.save() == tmp_path / "考核.xlsx"
    (kept,) = folder_of(tmp_path / "考核.xlsx").glob("*.old")
    assert openpyxl.load_workbook(kept.rename(tmp_path / "before.xlsx"))["附件3"]["J1"].value == "旧0"


def test_a_copy_is_saved_elsewhere(book, tmp_path):
    assert book.save(tmp_path / "copy.xlsx") == tmp_path / "copy.xlsx"
    assert (tmp_path / "copy.xlsx").is_file()


def test_it_tells_and_changes_how_high_rows_are(book):
    """The rows of the block 工号 are 1 to 4; the file gives the second a height of 30 points."""
    assert book.row_height("工号", 1) == 30
    book.set_row_heights("工号", [24.0, 24.0, 61.5, 30.0])
    assert [book.row_height("工号", row) for row in range(4)] == [24, 24, 61.5, 30]
    assert book.read("姓名")[1] == ["旧1"]
    with pytest.raises(NameMissing):
        book.set_row_heights("没有", [24.0])


def test_it_tells_what_stands_beside_a_block(book):
    assert book.beside("工号", 2) == ["旧0", "旧1", "旧2", "旧3"]
    assert book.beside("姓名", -8)[0] == "95"
    with pytest.raises(NameMissing):
        book.beside("没有", 1)


def test_it_says_how_much_of_a_block_is_printed_and_prints_more_or_less(book):
    assert book.printed("姓名") == 3  # the print area is A1:D3
    assert book.printed("名单") is None
    book.print_to("姓名", 4)
    assert book.printed("姓名") == 4
    assert book.printed("工号") == 4
    book.print_to("各种值", 1, 2)
    assert book.printed("工号") == 1
    book.print_to("名单", 1)
    assert book.printed("名单") is None
    with pytest.raises(NameMissing):
        book.printed("没有")
    with pytest.raises(NameMissing):
        book.print_to("没有", 1)


def test_rows_that_a_sheet_protects_keep_their_height_and_nothing_stops(tmp_path):
    """Somebody who protects a sheet anew leaves “format rows” off: a button must not fail for it."""
    workbook = fake_excel.Workbook(excel_file(tmp_path / "考核.xlsx"))
    workbook.sheets[0].ProtectContents = True
    book = LiveBook(xw.Book(impl=WINDOWS.Book(workbook)))
    book.set_row_heights("工号", [24.0, 24.0, 61.5, 30.0])
    assert book.row_height("工号", 1) == 30
