"""Reading with calamine against our own reader: the same values of every declared block, or our own reader steps in."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

from xlkpi.actions.opening import open_book
from xlkpi.books.ooxml.archive import Limits
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.quick import QuickBook
from xlkpi.errors import CellError, NameMissing
from xlkpi.schemes import kind_named

ROOT = Path(__file__).resolve().parent.parent
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.xlsm"))


def quick(path, data=None):
    return QuickBook(WorkbookFile(Package(data or path.read_bytes(), path, Limits())))


def same(one, other):
    return (one or None) == (other or None) if isinstance(one, str) or isinstance(other, str) else one == other


def assert_same(path):
    own, fast = open_book(path), quick(path)
    assert own.names() <= fast.names()
    for name in own.names():
        pairs = [pair for rows in zip(own.read(name), fast.read(name), strict=True) for pair in zip(*rows, strict=True)]
        assert [pair for pair in pairs if not same(*pair)] == [], name


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_template_reads_the_same(path):
    assert_same(path)


@pytest.fixture
def odd(tmp_path):
    """A summary that holds every type of value in cells that are read."""
    from branches import Branch, Someone, blank_summary, write_branch

    blank = blank_summary(tmp_path)
    person = Someone("00123", "  赵 磊 ", "东", 90.0)
    path = write_branch(blank, Branch("东", [person], {"东": (91.0, 91.0)}), tmp_path / "东.xlsm")
    book = open_book(path)
    values = [True, 1e-9, -0.5, "#N/A", "_x0041_", "<&>", CellError.DIV0, "12.50", dt.date(2024, 2, 29), "多\n行"]
    book.write("名单_岗位", [[value] for value in values])
    book.save()
    return path


def test_every_type_of_value_reads_the_same(odd):
    values = quick(odd).read("名单_岗位")
    assert values == open_book(odd).read("名单_岗位")
    assert values[3:7] == [["#N/A"], ["_x0041_"], ["<&>"], [CellError.DIV0]]
    assert_same(odd)


def test_a_sheet_without_errors_is_read_by_calamine_as_by_us(odd):
    book = open_book(odd)
    book.write("名单_岗位", [[True], [1e-9], ["#N/A"], [dt.date(2024, 2, 29)], ["多\n行"], ["_x0041_"]])
    book.save()
    assert_same(odd)
    fast = quick(odd)
    fast.read("名单_岗位")
    assert fast._sheets["附件3"] is not None


def test_a_block_that_is_missing_is_told(odd):
    with pytest.raises(NameMissing):
        quick(odd).read("没有")


@pytest.mark.parametrize("cell", [b"XFD1048576", b"A1048576", b"AAA1"])
def test_a_stray_cell_in_the_last_corner_costs_no_memory(odd, cell):
    out = io.BytesIO()
    with zipfile.ZipFile(odd) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                row = re.sub(rb"[A-Z]", b"", cell)
                stray = b"<row r='%s'><c r = '%s'><v>1</v></c></row></sheetData>" % (row, cell)
                data = data.replace(b"</sheetData>", stray if row != b"1" else b"</sheetData>")
                if row == b"1":
                    data = data.replace(b"<sheetData>", b'<sheetData><row r="1"><c r="AAA1"><v>1</v></c></row>', 1)
                    data = data.replace(b'<row r="1" ', b'<row r="1" hidden="0" ', 1)
            target.writestr(name, data)
    book = quick(odd, out.getvalue())
    assert book.read("名单_工号")[0] == ["00123"]
    assert book._sheets["附件3"] is None


def test_without_calamine_our_own_reader_reads(odd, monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert quick(odd).read("名单_总分")[0] == [90.0]


def test_what_makes_calamine_stumble_is_read_by_our_own_reader(odd, monkeypatch):
    import python_calamine

    class Panic(BaseException):
        pass

    def stumble(_):
        raise Panic

    monkeypatch.setattr(python_calamine, "load_workbook", stumble)
    assert quick(odd).read("名单_总分")[0] == [90.0]
    monkeypatch.setattr(python_calamine, "load_workbook", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        quick(odd).read("名单_总分")


def test_all_kinds_that_head_office_takes_are_known():
    from xlkpi.headoffice.filed import summed_up

    taken = {key for key in ("summary", "plan", "groups", "calls", "shop", "rubric") if summed_up(kind_named(key))}
    assert taken == {"summary", "plan", "groups", "calls", "shop", "rubric"}
    assert not any(
        summed_up(kind_named(key)) for key in ("form", "library", "bids", "period", "weekly") if kind_named(key)
    )
