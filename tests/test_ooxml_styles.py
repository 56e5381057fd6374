"""Texts that Excel would take for formulas are marked as texts by their style, as read by openpyxl."""

from __future__ import annotations

import datetime as dt
import re
import zipfile

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

import ooxml_makers as makers
from xlkpi.books.ooxml import patch
from xlkpi.books.ooxml.cell_styles import CellStyles
from xlkpi.errors import CellError

STYLES = "xl/styles.xml"
SHEET = (
    '<cols><col min="8" max="8" style="2"/></cols><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" t="str"><f>"="</f><v>=</v></c>'
    '<c r="D1" s="2" cm="1" t="inlineStr"><is><t>x</t></is></c></row>'
    '<row r="2" s="3" customFormat="1"><c r="A2" s="3"/></row></sheetData>'
)


@pytest.fixture
def book(way, tmp_path):
    return makers.pack(tmp_path / "book.xlsx", makers.minimal(f'<worksheet xmlns="{makers.MAIN}">{SHEET}</worksheet>'))


def styles(path):
    return zipfile.ZipFile(path).read(STYLES)


MARKED = {
    # text -> whether Excel, when it is typed in, would make something else of it
    "=1+1": True,
    "=": True,
    "+86 138": True,
    "-5": True,
    "@SUM(A1)": True,
    "'quoted": True,
    "张三": False,
    "a=b": False,
    " =1": False,
    "0012": False,
    "": False,
}


@pytest.mark.parametrize("text", MARKED)
def test_which_texts_are_marked(book, text):
    before = styles(book)
    patch(book, {"表": {"A1": text, "G7": text}})
    sheet = openpyxl.load_workbook(book)["表"]
    for place in ("A1", "G7"):
        assert sheet[place].value == text
        assert sheet[place].data_type != "f"
        assert sheet[place].quotePrefix is MARKED[text]
    assert (styles(book) == before) is not MARKED[text]


def test_a_marked_cell_looks_as_before(book):
    patch(book, {"表": {"A1": "=a", "B1": "=b", "D1": "=d", "A2": "=e", "H5": "=h", "B2": "=f"}})
    sheet = openpyxl.load_workbook(book)["表"]
    shown = {place: sheet[place].number_format for place in ("A1", "B1", "D1", "A2", "H5", "B2")}
    assert shown == {
        "A1": "General",
        "B1": 'yyyy"年"m"月"',
        "D1": "m/d/yy h:mm",
        "A2": "h:mm",
        "H5": "m/d/yy h:mm",
        "B2": "h:mm",
    }
    assert all(sheet[place].quotePrefix for place in shown)
    xfs = re.findall(rb"<xf [^>]*>", styles(book).split(b"<cellXfs")[1])
    assert len(xfs) == 5 + 4, "one more for each style that needed it, not for each cell"
    assert b'<cellXfs count="9"' in styles(book) or b"<cellXfs>" in styles(book)


def test_the_result_of_a_formula_needs_no_mark(book):
    before = styles(book)
    patch(book, {"表": {"C1": "=1+1"}})
    assert styles(book) == before


@pytest.mark.parametrize("value", [5, True, dt.date(2024, 5, 1), CellError.NA])
def test_a_number_put_over_it_is_a_number_again(book, value):
    before = styles(book)
    patch(book, {"表": {"B1": "=1+1"}})
    marked = styles(book)
    patch(book, {"表": {"B1": value}})
    assert openpyxl.load_workbook(book)["表"]["B1"].quotePrefix is False
    assert styles(book) == marked, "the style it had before is still there"
    patch(book, {"表": {"B1": "=2"}})
    assert styles(book) == marked
    assert before != marked


def test_a_mark_that_excel_set_is_taken_off_by_a_number_and_stays_for_a_text(way, tmp_path):
    parts = makers.minimal(
        '<sheetData><row r="1"><c r="A1" s="1" t="inlineStr"><is><t>=x</t></is></c><c r="B1" s="1"/></row></sheetData>'
    )
    parts[STYLES] = parts[STYLES].replace(
        b'<xf numFmtId="164"/>',
        b'<xf numFmtId="2" quotePrefix="1" applyAlignment="1"><alignment horizontal="left"/></xf>',
    )
    book = makers.pack(tmp_path / "book.xlsx", parts)
    patch(book, {"表": {"A1": 5, "B1": "=y"}})
    sheet = openpyxl.load_workbook(book)["表"]
    assert (sheet["A1"].quotePrefix, sheet["A1"].number_format, sheet["A1"].alignment.horizontal) == (
        False,
        "0.00",
        "left",
    )
    assert (sheet["B1"].quotePrefix, sheet["B1"].value) == (True, "=y")


@pytest.mark.parametrize("name", ["formulas", "controls", "protected"])
def test_what_other_programs_made_stays_sound(tmp_path, name):
    book = makers.MAKERS[name](tmp_path)
    found = OpenXmlValidator().validate(str(book)).errors
    patch(book, {"名单": {"A2": "=1+1", "Z30": "@x", "C2": 5}})
    assert len(OpenXmlValidator().validate(str(book)).errors) == len(found)
    sheet = openpyxl.load_workbook(book, keep_vba=True)["名单"]
    assert (sheet["A2"].quotePrefix, sheet["Z30"].quotePrefix, sheet["C2"].quotePrefix) == (True, True, False)


def cell_styles(xml: bytes) -> CellStyles:
    return CellStyles(lambda: xml, file="f", part="p")


def sheet_of(xfs: str, count: int, before: str = "") -> bytes:
    return f'<styleSheet>{before}<cellXfs count="{count}">{xfs}</cellXfs></styleSheet>'.encode()


OTHER = '<cellStyleXfs count="1"><xf/></cellStyleXfs><!-- <xf/> -->'
ODD = {
    # case: the part before, the part after
    "an element with an end": (
        sheet_of('<xf numFmtId="1"></xf>', 1),
        sheet_of('<xf numFmtId="1"></xf><xf quotePrefix="1" numFmtId="1"></xf>', 2),
    ),
    "unmarked in words": (
        sheet_of('<xf quotePrefix="false" numFmtId="1"/>', 1),
        sheet_of('<xf quotePrefix="false" numFmtId="1"/><xf quotePrefix="1" numFmtId="1"/>', 2),
    ),
    "other styles before": (
        sheet_of('<xf a=">"/>\n', 1, OTHER),
        sheet_of('<xf a=">"/>\n<xf quotePrefix="1" a=">"/>', 2, OTHER),
    ),
    "prefixed": (
        b'<x:styleSheet xmlns:x="u"><x:cellXfs><x:xf/></x:cellXfs></x:styleSheet>',
        b'<x:styleSheet xmlns:x="u"><x:cellXfs><x:xf/><x:xf quotePrefix="1"/></x:cellXfs></x:styleSheet>',
    ),
    "a mark of byte order": (
        b"\xef\xbb\xbf<styleSheet><cellXfs><xf/></cellXfs></styleSheet>",
        b'\xef\xbb\xbf<styleSheet><cellXfs><xf/><xf quotePrefix="1"/></cellXfs></styleSheet>',
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_the_part_grows_by_one_style_and_nothing_else(case):
    before, after = ODD[case]
    found = cell_styles(before)
    assert found.fit("", ("s", "=1")) == "1"
    assert found.fit("0", ("s", "=2")) == "1"
    assert found.xml == after


@pytest.mark.parametrize(
    "xml",
    [
        '<?xml version="1.0" encoding="utf-16"?><styleSheet><cellXfs><xf/></cellXfs></styleSheet>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?><styleSheet><cellXfs><xf/></cellXfs></styleSheet>',
        b"<styleSheet/>",
    ],
)
def test_styles_that_cannot_be_counted_on_stay(xml):
    found = cell_styles(xml)
    assert found.fit("0", ("s", "=1")) == "0"
    assert found.fit("99", ("s", "=1")) == "99"
    assert found.fit("x", ("s", "=1")) == "x"
    assert found.xml is None


def test_no_look_at_the_styles_before_it_is_needed():
    def never():
        raise AssertionError

    assert CellStyles(never, file="f", part="p").fit("3", ("s", "文字")) == "3"
    assert CellStyles(never, file="f", part="p").fit("3", ("", None)) == "3"
