"""What we wrote, read by programs that share no line with us, is what we meant."""

from __future__ import annotations

import datetime as dt
import math
import warnings
import zipfile
from collections import Counter

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

import ooxml_makers as makers
from xlkpi.books.areas import reference_of
from xlkpi.books.ooxml import WorkbookFile, patch, splice
from xlkpi.books.ooxml.readback import read_back
from xlkpi.books.ooxml.tree_edit import edit_tree
from xlkpi.books.ooxml.value_spelling import encode
from xlkpi.books.ooxml.writes import Writes
from xlkpi.errors import CellError

WRITTEN = {
    "C2": 61.75,
    "C3": -1e-9,
    "C4": None,
    "A2": "新 & <旧>",
    "A3": "两\n行",
    "B2": True,
    "B3": False,
    "B4": CellError.NA,
    "D2": 123.5,  # on a formula
    "D3": "文字结果",  # on a formula
    "J20": 7,  # row style, column style, beyond the dimension
    "J3": "远",
    "A21": 12345678901234567.0,
}
"""By reference on the sheet 名单 of any of our fixtures."""

SAFE = ("plain", "charts", "shown", "controls", "pictures", "protected", "formulas", "mac_dates")


@pytest.fixture(params=SAFE)
def book(request, tmp_path):
    return makers.MAKERS[request.param](tmp_path)


def test_ours(book):
    before = WorkbookFile.open(book).sheet("名单").cells
    patch(book, {"名单": WRITTEN})
    after = WorkbookFile.open(book).sheet("名单").cells
    meant = {reference_of(*place): cell.value for place, cell in before.items()} | WRITTEN
    found = {reference_of(*place): cell.value for place, cell in after.items()}
    assert found == {reference: value for reference, value in meant.items() if value is not None}
    assert {place: cell.formula for place, cell in after.items() if cell.formula} == {
        place: cell.formula for place, cell in before.items() if cell.formula
    }


def test_openpyxl(book):
    patch(book, {"名单": WRITTEN})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(book, data_only=True)["名单"]
        formulas = openpyxl.load_workbook(book)["名单"]
    for reference, value in WRITTEN.items():
        assert sheet[reference].value == (str(value) if isinstance(value, CellError) else value), reference
    assert formulas["D2"].value == "=C2*2"
    assert formulas["D3"].value == "=C3*2"


def test_calamine(book):
    patch(book, {"名单": WRITTEN})
    sheet = python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_name("名单")
    rows = sheet.to_python(skip_empty_area=False)
    for reference, value in WRITTEN.items():
        row, column = openpyxl.utils.cell.coordinate_to_tuple(reference)
        shown = rows[row - 1][column - 1]
        if isinstance(value, CellError) or value is None:
            assert shown in ("", "#N/A"), reference
        else:
            assert shown == value, reference


@pytest.mark.libreoffice
@pytest.mark.skipif(not makers.soffice(), reason="no LibreOffice here")
def test_libreoffice(tmp_path):
    """LibreOffice opens what we wrote and, saving it anew, writes the same values."""
    book = makers.MAKERS["formulas"](tmp_path)
    plain = {reference: value for reference, value in WRITTEN.items() if reference not in ("D2", "D3")}
    patch(book, {"名单": plain})
    again = WorkbookFile.open(makers.convert(book, tmp_path / "lo")).sheet("名单").cells
    for reference, value in plain.items():
        row, column = openpyxl.utils.cell.coordinate_to_tuple(reference)
        cell = again.get((row, column))
        shown = None if cell is None else cell.value
        assert shown == (pytest.approx(value) if isinstance(value, float) else value), reference
    assert again[2, 4].formula.text == "C2*2"


def findings(path):
    result = OpenXmlValidator().validate(str(path))
    return Counter((error.part_uri, error.description) for error in result.errors)


@pytest.mark.parametrize("name", [*makers.MAKERS, "branch"])
def test_validator_finds_nothing_new(name, tmp_path):
    book = makers.GOLDEN / "branch.xlsx" if name == "branch" else makers.MAKERS[name](tmp_path)
    edits = {"C2": 1.5, "A3": " 新\n", "F40": True, "F41": CellError.DIV0, "D2": "文字"}
    out = patch(book, {"名单": edits}, tmp_path / f"out{book.suffix}")
    assert not findings(out) - findings(book)


# Laws

CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**15), 10**15),
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.sampled_from([CellError.NA, CellError.NUM, CellError.DIV0]),
    st.dates(dt.date(1900, 3, 1)),
    st.times(),
)
PLACE = st.tuples(st.integers(1, 12), st.integers(1, 12)) | st.tuples(st.integers(1, 1048576), st.integers(1, 16384))
EDITS = st.dictionaries(PLACE, CELL, min_size=1, max_size=12)


@st.composite
def sheets(draw):
    """Sheets in plain spelling, with gaps, formulas, styles, inline and shared text."""
    rows = []
    for number in sorted(draw(st.sets(st.integers(1, 12), max_size=6))):
        cells = []
        for column in sorted(draw(st.sets(st.integers(1, 12), max_size=6))):
            style = draw(st.sampled_from(["", ' s="1"', ' s="3"']))
            kind, inner = draw(
                st.sampled_from(
                    [
                        ("", ""),
                        ("", "<v>1.5</v>"),
                        (' t="s"', "<v>0</v>"),
                        (' t="b"', "<v>1</v>"),
                        (' t="e"', "<v>#REF!</v>"),
                        ("", "<f>A1*2</f><v>3</v>"),
                        (' t="str"', "<f>A1&amp;A2</f><v>x</v>"),
                        (' t="inlineStr"', "<is><t> 直 </t></is>"),
                        (' t="inlineStr"', "<is><r><t>甲</t></r><r><t>乙</t></r></is>"),
                        (' cm="1"', '<f t="array" ref="A1:B2">X()</f><v>1</v>'),
                        ("", '<f t="shared" si="0"/><v>1</v>'),
                    ]
                )
            )
            head = f'<c r="{reference_of(number, column)}"{style}{kind}'
            cells.append(f"{head}>{inner}</c>" if inner else f"{head}/>")
        extra = draw(st.sampled_from(["", ' spans="2:3"', ' s="2" customFormat="1"', ' ht="20"']))
        body = "".join(cells)
        rows.append(f'<row r="{number}"{extra}>{body}</row>' if body else f'<row r="{number}"{extra}/>')
    space = draw(st.sampled_from(["", "\n"]))
    return f'<worksheet xmlns="{makers.MAIN}"><dimension ref="B2:C3"/><sheetData>{space.join(rows)}</sheetData></worksheet>'


def content(xml):
    from xlkpi.books.ooxml.content import Surroundings, read_content

    return read_content(xml, "表", Surroundings(["共享"], {}, False), file="f", part="p")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets(), EDITS)
@example(f'<worksheet xmlns="{makers.MAIN}"><sheetData/></worksheet>', {(1, 1): "_x0041_"})
def test_both_ways_write_the_same_and_only_what_was_asked(sheet, edits):
    xml = sheet.encode()
    writes = Writes({place: encode(value) for place, value in edits.items()})
    cut, grown = splice.splice(xml, writes, lambda: None), edit_tree(xml, "表", writes)
    before, after = content(xml), content(cut)
    assert after == content(grown)
    assert read_back(cut, writes) is None
    for place in before.cells.keys() | after.cells.keys() | edits.keys():
        old, new = before.cells.get(place), after.cells.get(place)
        if place in edits:
            assert encode(None if new is None else new.value) == writes.cells[place]
            assert (old.formula if old else None) == (new.formula if new else None)
        else:
            assert old == new


def test_a_wrong_cell_is_noticed():
    xml = f'<worksheet xmlns="{makers.MAIN}"><sheetData><row r="2"><c r="B2"><v>1</v></c><c r="C2" t="str"><v>x</v></c></row></sheetData></worksheet>'
    right = {(2, 2): ("", "1"), (2, 3): ("s", "x"), (2, 4): ("", None), (3, 1): ("", None)}
    assert read_back(xml.encode(), Writes(right)) is None
    for place, wrong in (
        ((2, 2), ("", "2")),
        ((2, 2), ("b", "1")),
        ((2, 3), ("", "x")),
        ((2, 3), ("", None)),
        ((2, 4), ("s", "")),
        ((3, 1), ("", "0")),
    ):
        assert read_back(xml.encode(), Writes(right | {place: wrong})) == place


@settings(max_examples=60, deadline=None)
@given(sheets(), EDITS)
def test_writing_what_is_there_or_writing_twice_changes_nothing_more(sheet, edits):
    writes = Writes({place: encode(value) for place, value in edits.items()})
    once = splice.splice(sheet.encode(), writes, lambda: None)
    assert splice.splice(once, writes, lambda: None) == once


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.tuples(st.integers(1, 30), st.integers(5, 30)), CELL, min_size=1, max_size=30))
def test_calamine_reads_any_value_anywhere(tmp_path, edits):
    book = makers.MAKERS["plain"](tmp_path)
    patch(book, {"名单": {reference_of(*place): value for place, value in edits.items()}}, backup=False)
    rows = (
        python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_name("名单").to_python(skip_empty_area=False)
    )
    for (row, column), value in edits.items():
        if isinstance(value, (CellError, str, dt.date, dt.time)) or value is None:
            continue  # calamine shows errors as empty and knows no escapes; dates stand there as numbers
        shown = rows[row - 1][column - 1]
        assert shown == value or math.isclose(shown, value, rel_tol=1e-15), (row, column)


def test_zipfile_agrees_with_our_reader(book):
    package = WorkbookFile.open(book).package
    with zipfile.ZipFile(book) as archive:
        assert {name: package.part(name) for name in package.names()} == {
            name: archive.read(name) for name in archive.namelist()
        }


NUMBERS = {(2, 2): ("", "1"), (3, 2): ("", "2")}
LOOKED_UP = {
    # the sheet's rows -> the first cell that does not hold what was meant
    '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3" s="1"><f>A1</f><v>2</v></c></row>': None,
    '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>': (3, 2),
    '<row r="2"><c r="B2"><v>7</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>': (2, 2),
    '<row r="2"><c r="B2"><v>1</v></c></row>': (3, 2),
    '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"/>': (3, 2),
    '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3" t="str"><v>2</v></c></row>': (3, 2),
    '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3" t="b"><v>2</v></c></row>': (3, 2),
    '<row r="2"><c r="B2"/></row><row r="3"><c r="B3"><v>2</v></c></row>': (2, 2),
    '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="BB3"><v>2</v></c></row>': (3, 2),
}


@pytest.mark.parametrize("rows", LOOKED_UP)
def test_numbers_are_looked_up_again(rows):
    xml = f'<worksheet xmlns="{makers.MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    assert read_back(xml, Writes(NUMBERS)) == LOOKED_UP[rows]


def test_a_number_that_stands_twice_is_not_taken_at_its_last_word():
    row = '<row r="2"><c r="B2"><v>9</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    xml = f'<worksheet xmlns="{makers.MAIN}"><sheetData>{row}</sheetData></worksheet>'.encode()
    assert read_back(xml, Writes(NUMBERS)) == (2, 2)


def test_more_columns_than_one_expression_looks_for():
    places = {(row, column): ("", str(row * column)) for row in (1, 2) for column in range(1, 40)}
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{reference_of(row, column)}"/>' for column in range(1, 41)) + "</row>"
        for row in (1, 2)
    )
    xml = f'<worksheet xmlns="{makers.MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    result = splice.splice(xml, Writes(places), lambda: None)
    assert read_back(result, Writes(places)) is None
    assert read_back(result.replace(b"<v>78</v>", b"<v>79</v>"), Writes(places)) == (2, 39)
