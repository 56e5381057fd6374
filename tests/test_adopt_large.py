"""A sheet larger than the limit: its top tells what it is, the rest is not read, and a sentence says so."""

from __future__ import annotations

import pytest
import xlsxwriter

from xlkpi.adopt.grid import ROWS_LIMIT
from xlkpi.adopt.grids_of_file import TOP, grids_of
from xlkpi.adopt.understand import understand
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.top import first_rows, last_row


def written(path, title, head, rows):
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, box = book.add_worksheet("表"), book.add_format({"border": 1})
        sheet.merge_range("A1:D1", title)
        sheet.write_row(1, 0, head, box)
        for row in range(2, rows + 2):
            sheet.write_row(row, 0, [f"K{row:06d}", "陈丽华", 60 + row % 40, "B"], box)
    return path


HEAD = ["工号", "姓名", "考核得分", "等级"]


def test_a_sheet_over_the_limit_says_how_many_rows_it_has_and_what_to_do(tmp_path):
    path = written(tmp_path / "大.xlsx", "员工绩效考核汇总表", HEAD, ROWS_LIMIT + 1)
    understood = understand(grids_of(path))
    assert understood.parts == ()
    [why] = understood.why
    assert f"{ROWS_LIMIT + 3} 行" in why.say()
    assert "另存一份" in why.say()
    assert f"{ROWS_LIMIT + 3} rows" in why.say("en")


def test_a_ledger_over_the_limit_is_told_for_what_it_is(tmp_path):
    path = written(tmp_path / "账.xlsx", "6月销售台账", ["单号", "客户名称", "金额", "类别"], ROWS_LIMIT + 1)
    understood = understand(grids_of(path))
    assert understood.parts == ()
    assert "上限" not in understood.why[0].say()


def test_only_the_top_of_it_is_read_with_what_is_merged_there(tmp_path):
    path = written(tmp_path / "大.xlsx", "员工绩效考核汇总表", HEAD, ROWS_LIMIT + 1)
    [grid] = grids_of(path)
    assert (grid.bottom, grid.too_large) == (TOP, ROWS_LIMIT + 3)
    assert grid.text(1, 4) == "员工绩效考核汇总表"
    assert grid.value(TOP, 3) == 60 + (TOP - 1) % 40


def test_a_sheet_at_the_limit_is_read_wholly(tmp_path, monkeypatch):
    monkeypatch.setattr("xlkpi.adopt.grids_of_file.ROWS_LIMIT", 1500)
    path = written(tmp_path / "大.xlsx", "员工绩效考核汇总表", HEAD, 1498)
    book = WorkbookFile.open(path)
    assert book.top("表", TOP, 1500) is None
    assert book.top("表", TOP, 1499).last_row == 1500
    [part] = understand(grids_of(path)).parts
    assert part.last_row == 1500


SHEET = b'<worksheet><sheetData><row r="1"><c/></row><row spans="1:4" r="7"><c/></row></sheetData><x/></worksheet>'
PREFIXED = SHEET.replace(b"<row", b"<x:row").replace(b"</row", b"</x:row").replace(b"sheetData", b"x:sheetData")


@pytest.mark.parametrize("data", [SHEET, PREFIXED])
def test_rows_are_cut_out_with_and_without_a_prefix(data):
    assert last_row(data) == 7
    cut = first_rows(data, 3)
    assert b'r="7"' not in cut
    assert cut.startswith(data[:30])
    assert cut.endswith(b"sheetData><x/></worksheet>")


@pytest.mark.parametrize("data", [b"<worksheet/>", b"<worksheet><sheetData><row><c/></row></sheetData></worksheet>"])
def test_rows_without_numbers_are_left_to_the_ordinary_reader(data):
    assert last_row(data) == 0
    assert first_rows(data, 3) is None
