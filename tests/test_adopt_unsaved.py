"""Workbooks written by programs: formulas without a kept result are computed first, and understood as those of Excel are.

The law: an open layout whose file loses the results of its formulas is understood as before, contradictions too.
"""

from __future__ import annotations

import re
import shutil
import zipfile

import openpyxl
import pytest

from adopt.drawing import Book, Formula, Sheet
from adopt.gathered import OPEN, SIXTH, each
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt

RESULT = re.compile(rb'(<c r="[A-Z]+\d+"[^>]*?)(?: t="\w+")?(>)(<f[ >].*?</f>|<f [^>]*/>)<v>[^<]*</v>')


def bare(path, to):
    """A copy of a workbook in which no formula has a result, as programs write it."""
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as written:
        for name in parts.namelist():
            data = parts.read(name)
            written.writestr(name, RESULT.sub(rb"\1\2\3", data) if name.startswith("xl/worksheets/sheet") else data)
    return to


def told(adoption):
    """What was understood and what contradicts itself, without where it was read and what is only noticed."""
    answer = adoption.as_json()
    return {key: value for key, value in answer.items() if key not in {"file", "notices"}}


def with_formulas(layout):
    return any(isinstance(cell.value, Formula) for sheet in layout.draw().sheets for cell in sheet.cells.values())


@each([layout for layout in (*OPEN, *SIXTH) if with_formulas(layout) and layout.draw().suffix == ".xlsx"])
def test_a_workbook_that_lost_its_results_is_understood_as_before(layout, tmp_path):
    path = save(layout.draw(), tmp_path, "表")
    other = bare(path, tmp_path / "无结果.xlsx")
    with zipfile.ZipFile(other) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet"))
    assert not RESULT.search(sheets)
    assert told(adopt(other)) == told(adopt(path))


def listed(total):
    """A list by openpyxl: two marks, a total by formula, one of them `total`."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇总"
    sheet.append(["2025年6月员工绩效考核汇总表"])
    sheet.append(["工号", "姓名", "业绩(60%)", "态度(40%)", "总分", "等级"])
    for row, (person, name, one, other) in enumerate(
        (("A1", "陈丽华", 90, 80), ("A2", "王建国", 80, 90), ("A3", "李晓梅", 95, 85), ("A4", "赵志强", 70, 60)), 3
    ):
        sheet.append([person, name, one, other, f"=C{row}*0.6+D{row}*0.4", "A" if row == 5 else "B"])
    sheet["E4"] = total
    sheet.append(["说明：90分及以上为A，80分及以上为B，80分以下为C。"])
    return book


@pytest.mark.parametrize(
    ("total", "cells"),
    [
        ("=C4*0.6+D4*0.4", {"F6"}),  # 84 is B; 70×0.6 + 60×0.4 = 66 is C, there stands B
        (88, {"E4", "F6"}),  # 80×0.6 + 90×0.4 = 84
    ],
)
def test_points_and_totals_are_held_against_formulas_that_no_program_computed(total, cells, tmp_path):
    path = tmp_path / "表.xlsx"
    listed(total).save(path)
    answer = adopt(path).as_json()
    assert {one["cell"] for one in answer["conflicts"]} == cells
    assert any("没有存结果" in str(fault) for fault in adopt(path).faults())


def test_the_file_itself_is_not_touched_by_looking(tmp_path):
    path = tmp_path / "表.xlsx"
    listed("=C4*0.6+D4*0.4").save(path)
    shutil.copy(path, tmp_path / "前.xlsx")
    run("adopt", str(path), "--dry-run")
    assert path.read_bytes() == (tmp_path / "前.xlsx").read_bytes()


def test_a_formula_that_cannot_be_computed_stays_blank_and_is_told(tmp_path):
    book = listed("=C4*0.6+D4*0.4")
    book.active["E5"] = '=WEBSERVICE("x")'
    path = tmp_path / "表.xlsx"
    book.save(path)
    found = [str(fault) for fault in adopt(path).faults() if fault.notice]
    assert any("E5" in one for one in found), found


def test_a_workbook_with_results_is_not_computed(tmp_path, monkeypatch):
    page = Sheet("汇总", "10 10 10")
    page.write("A1", "2025年6月员工绩效考核汇总表", "title")
    page.row("A2", ["工号", "姓名", "总分"], "box")
    for row, name in enumerate(("陈丽华", "王建国", "李晓梅"), 3):
        page.row(f"A{row}", [f"K{row}", name, Formula("=40+50", 90.0)], "box")
    path = save(Book([page]), tmp_path, "表")
    monkeypatch.setattr("xlkpi.books.file.FileBook.computed", lambda *_, **__: pytest.fail("computed"))
    assert adopt(path).understood.kind == "summary"
