"""A workbook of the first release, brought up to date: today's macros, not one cell of its own changed."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
import zipfile
from pathlib import Path

import olefile
import openpyxl
import pytest
from oletools.olevba import VBA_Parser
from openxml_audit import OpenXmlValidator
from pyopenvba import ExcelFile

from branches import typed
from commands import run
from test_print_mark import printed
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.refresh import refresh
from xlkpi.books.generations import Keep
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.edits import Edit, edit_workbook
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.drawing.draft import Draft
from xlkpi.errors import CannotRead, Unusable
from xlkpi.macros import vba
from xlkpi.macros.renewal import is_current, modules_in
from xlkpi.schemes import kind_named

FIRST = Path(__file__).parent / "golden/first_release/summary.xlsm"
TODAY = next((Path(__file__).parents[1] / "workbooks").glob("附件3*.xlsm"))


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "附件3 五月.xlsm"
    shutil.copyfile(FIRST, path)
    return path


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_macros_are_todays_and_the_cells_are_its_own(old):
    before = parts(old)
    assert not is_current(old)
    assert refresh(old)
    assert is_current(old)
    after = parts(old)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    assert changed - {"xl/vbaProject.bin", "xl/worksheets/sheet5.xml"} == {
        f"xl/worksheets/sheet{number}.xml" for number in range(1, 5)
    }, "beside the project and the hidden sheet of texts what is printed above each page"
    for name in changed - {"xl/vbaProject.bin", "xl/worksheets/sheet5.xml"}:
        without = re.sub(rb"<oddHeader>.*?</oddHeader>", b"", after[name])
        without = without.replace(b"<headerFooter></headerFooter>", b"")
        assert html.unescape(without.decode()) == html.unescape(before[name].decode()), name


def test_a_draft_made_before_pages_said_so_says_it_and_a_companys_own_header_stays(tmp_path):
    path = build_blank(kind_named("groups"), tmp_path / "评比.xlsm", period=dt.date(2024, 5, 1))
    marked = printed(path)
    old = dict.fromkeys(marked, "<headerFooter/>")
    own = next(iter(old))
    old[own] = "<headerFooter><oddHeader>&amp;L燃气公司&amp;R内部资料</oddHeader></headerFooter>"
    edit_workbook(path, Edit(headers=old))
    assert not any("草稿" in said for said in printed(path).values())
    assert refresh(path)
    said = printed(path)
    assert all(text.count("草稿（未定稿）") == 1 for text in said.values())
    assert said[own].startswith("&L燃气公司")
    assert said[own].endswith("&R内部资料")
    assert {sheet: text for sheet, text in said.items() if sheet != own} == {
        sheet: text for sheet, text in marked.items() if sheet != own
    }
    assert not refresh(path)


@pytest.fixture
def unguarded(tmp_path, monkeypatch):
    """A summary of before workbooks remembered who stands in which row, with three people."""
    monkeypatch.setattr(Draft, "_people", property(lambda _: 0, lambda _, __: None), raising=False)
    path = build_blank(kind_named("summary"), tmp_path / "附件3.xlsm", period=dt.date(2024, 5, 1))
    book = open_book(path)
    columns = {
        "名单_工号": ["001", "002", "003"],
        "名单_姓名": ["甲", "乙", "丙"],
        "名单_部门": ["客服部"] * 3,
        "名单_绩效基数": [1500.0, 1800.0, 2000.0],
    }
    typed(book, columns).recalculate()
    book.save()
    return path


def test_a_workbook_without_a_guard_of_its_rows_gets_one(unguarded):
    was = {name: open_book(unguarded).read(name) for name in kind_named("summary").names}
    assert refresh(unguarded)
    now = open_book(unguarded)
    assert {name: now.read(name) for name in was} == was
    assert openpyxl.load_workbook(unguarded)["kpi.rows"].sheet_state == "veryHidden"
    assert OpenXmlValidator().validate(str(unguarded)).errors == []
    for name in ("名单_工号", "名单_姓名"):
        rows = now.read(name)
        now.write(name, [rows[1], rows[2], rows[0], *rows[3:]])
    now.save()
    assert any("没有跟着工号、姓名移动" in fault.say() for fault in check(open_book(unguarded)))
    assert not refresh(unguarded)


def test_a_workbook_without_a_place_for_what_was_signed_gets_one(tmp_path, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("xlkpi.drawing.kind.SIGN_OFF", "none")
        path = build_blank(kind_named("summary"), tmp_path / "附件3.xlsm", period=dt.date(2024, 5, 1))
    assert "kpi_signed" not in open_book(path).names()
    assert refresh(path)
    assert open_book(path).read("kpi_signed") == [[None]] * 6
    assert OpenXmlValidator().validate(str(path)).errors == []
    assert not refresh(path)


def test_it_can_be_undone(old):
    refresh(old)
    assert run("undo", str(old))[0] == 0
    assert old.read_bytes() == FIRST.read_bytes()


def test_every_formula_value_and_format_stays(old):
    refresh(old)
    for data_only in (False, True):
        was, now = (openpyxl.load_workbook(path, data_only=data_only, keep_vba=True) for path in (FIRST, old))
        assert now.sheetnames == was.sheetnames
        for sheet in was:
            if sheet.title == "kpi.help":
                continue
            for row in sheet.iter_rows():
                for cell in row:
                    same = now[sheet.title][cell.coordinate]
                    value = getattr(cell.value, "text", cell.value)
                    assert getattr(same.value, "text", same.value) == value
                    assert same.number_format == cell.number_format


def test_the_hidden_texts_are_todays(old):
    refresh(old)
    rows, todays = (
        [[cell for cell in row if cell is not None] for row in openpyxl.load_workbook(path)["kpi.help"].values]
        for path in (old, TODAY)
    )
    assert [row for row in rows if row] == todays


def test_other_readers_take_the_project(old):
    refresh(old)
    parser = VBA_Parser(str(old))
    found = {Path(stream).name: code for _, stream, _, code in parser.extract_all_macros()}
    parser.close()
    assert "Dictionary" not in found
    assert "KpiService" in found
    assert found["KpiService"].replace("\r\n", "\n").strip() == vba.source("KpiService.bas").strip()
    with zipfile.ZipFile(old) as package, olefile.OleFileIO(package.read("xl/vbaProject.bin")) as file:
        assert file.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")
    with ExcelFile(str(old)) as file:
        assert file.validate() == []
    allowed = len(OpenXmlValidator().validate(str(FIRST)).errors)
    assert len(OpenXmlValidator().validate(str(old)).errors) <= allowed


def test_a_module_of_the_owners_own_stays(old):
    with ExcelFile(str(old)) as file:
        file.vba_project().add_module("Mine", "Sub Hello()\r\nEnd Sub\r\n")
        file.set_module("ThisWorkbook", "Private Sub Workbook_Open()\r\n    Mine.Hello\r\n    KpiOpen\r\nEnd Sub\r\n")
        file.save()
    refresh(old)
    found = modules_in(old)
    assert "Sub Hello()" in found["Mine"]
    assert "Mine.Hello" in found["ThisWorkbook"]
    assert is_current(old)


def test_a_second_time_nothing_is_written(old):
    refresh(old)
    first = old.read_bytes()
    assert not refresh(old)
    assert old.read_bytes() == first


def test_a_workbook_of_today_is_left_alone(tmp_path):
    path = tmp_path / TODAY.name
    shutil.copyfile(TODAY, path)
    assert not refresh(path)


def no_macros(path):
    openpyxl.Workbook().save(path)


def no_zip(path):
    path.write_bytes(b"no workbook")


def others(path):
    shutil.copyfile(FIRST, path)
    with ExcelFile(str(path)) as file:
        file.vba_project().delete_module("xlwings_udfs")
        file.save()


def signed(path):
    shutil.copyfile(FIRST, path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"somebody's")


@pytest.mark.parametrize("make", [no_macros, no_zip, others, signed])
def test_what_is_none_of_ours_or_signed_is_refused_untouched(tmp_path, make):
    path = tmp_path / "表.xlsm"
    make(path)
    before = path.read_bytes()
    with pytest.raises((CannotRead, Unusable)):
        refresh(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_does_a_folder_and_passes_over_what_is_none_of_ours(tmp_path):
    shutil.copyfile(FIRST, tmp_path / "甲.xlsm")
    shutil.copyfile(TODAY, tmp_path / "乙.xlsm")
    others(tmp_path / "丙.xlsm")
    code, out, _ = run("refresh", str(tmp_path))
    assert code == 0
    assert "甲.xlsm  宏和函数已更新" in out
    assert "乙.xlsm  已是最新" in out
    assert "丙" not in out
    code, _, err = run("refresh", str(tmp_path / "丙.xlsm"))
    assert code == 2
    assert "未改动" in err


def test_it_computes_afterwards_as_before(old):
    refresh(old)
    code, _, err = run("recompute", str(old), "--dry-run")
    assert code in (0, 1), err


def test_lines_that_libreoffice_made_black_are_grey_again_and_no_others(tmp_path):
    """LibreOffice 7.4 saves the borders of conditional formats without their colour; those of cells keep theirs."""
    path = build_blank(kind_named("summary"), tmp_path / "a.xlsm")
    ours = WorkbookFile.open(path).package.part("xl/styles.xml")
    grey, thin = b'style="thin"><color rgb="FF8793A3"/></', b'style="thin"/>'
    cells, conditional = ours[: ours.index(b"<dxfs")], ours[ours.index(b"<dxfs") :]
    assert grey in conditional
    black = re.sub(rb'<(\w+) style="thin"><color rgb="FF8793A3"/></\1>', rb'<\1 style="thin"/>', conditional)
    package = WorkbookFile.open(path).package.copy()
    package.replace("xl/styles.xml", cells + black)
    save_package(package, path, keep=Keep())
    assert thin in WorkbookFile.open(path).package.part("xl/styles.xml")
    assert refresh(path)
    assert WorkbookFile.open(path).package.part("xl/styles.xml") == ours
    assert not refresh(path)
