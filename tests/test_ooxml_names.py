"""References, defined names and tables as rectangles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.books.areas import Area, cell_of, column_letters, column_number, quoted, reference_of
from xlkpi.books.ooxml.names import Defined, DefinedName, Names, Table, area_of, by_key

SHEETS = ("附件3", "Sheet1", "附件 2", "it's", "R1C1", "A1")


@pytest.mark.parametrize(
    ("reference", "place"),
    [("A1", (1, 1)), ("$B$12", (12, 2)), ("z9", (9, 26)), ("AA1", (1, 27)), ("XFD1048576", (1048576, 16384))],
)
def test_cell(reference, place):
    assert cell_of(reference) == place


@pytest.mark.parametrize(
    "reference", ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "A1:B2", "AAAA1", " A1", "A-1", "Ａ1"]
)
def test_no_cell(reference):
    with pytest.raises(ValueError):
        cell_of(reference)


@given(st.integers(1, 1048576), st.integers(1, 16384))
def test_reference_comes_back(row, column):
    assert cell_of(reference_of(row, column)) == (row, column)
    assert column_number(column_letters(column)) == column


def test_area():
    area = Area.parse("$D$5:B2", "附件 2")
    assert area == Area("附件 2", 2, 2, 5, 4)
    assert (area.rows, area.columns, area.reference, str(area)) == (4, 3, "B2:D5", "'附件 2'!B2:D5")
    assert area.holds(2, 2)
    assert area.holds(5, 4)
    assert not area.holds(6, 4)
    assert str(Area("附件3", 1, 1, 1, 1)) == "附件3!A1"


@pytest.mark.parametrize(
    ("sheet", "spelled"),
    [
        ("附件3", "附件3"),
        ("附件 2", "'附件 2'"),
        ("it's", "'it''s'"),
        ("A1", "'A1'"),
        ("R1C1", "'R1C1'"),
        ("3月", "'3月'"),
    ],
)
def test_quoted(sheet, spelled):
    assert quoted(sheet) == spelled


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Sheet1!$A$1", Area("Sheet1", 1, 1, 1, 1)),
        ("sheet1!$A$1:$B$5", Area("Sheet1", 1, 1, 5, 2)),
        ("'附件 2'!$A$1", Area("附件 2", 1, 1, 1, 1)),
        ("'it''s'!B2:C3", Area("it's", 2, 2, 3, 3)),
        ("附件3!A1", Area("附件3", 1, 1, 1, 1)),
        ("=附件3!A1", Area("附件3", 1, 1, 1, 1)),
        ("Sheet1!$A:$B", None),
        ("Sheet1!$1:$2", None),
        ("Sheet1!$A$1,Sheet1!$C$1", None),
        ("[1]Sheet1!$A$1", None),
        ("'[1]附件 2'!$A$1", None),
        ("Sheet1:附件3!$A$1", None),
        ("#REF!", None),
        ("Sheet1!#REF!", None),
        ("OFFSET(Sheet1!$A$1,0,0,3)", None),
        ("其他!$A$1", None),
        ("$A$1", None),
        ("12", None),
        ('"Sheet1!A1"', None),
        ("Sheet1!XFE1", None),
        ("", None),
    ],
)
def test_area_of_a_name(text, area):
    assert area_of(text, by_key(SHEETS)) == area


NAMES = (
    DefinedName("总分", "附件3", "附件3!$B$2"),
    DefinedName("总分", None, "Sheet1!$A$1:$A$9"),
    DefinedName("本页", "附件3", "附件3!$C$3"),
    DefinedName("率", None, "0.8"),
    DefinedName("_xlnm.Print_Area", "附件3", "附件3!$A$1:$F$20"),
)
TABLES = (
    Table("评分", "Sheet1", Area("Sheet1", 1, 1, 5, 2), ("a", "b"), 1),
    Table("合计表", "Sheet1", Area("Sheet1", 1, 5, 5, 6), ("a", "b"), 1, 5),
    Table("空表", "Sheet1", Area("Sheet1", 9, 1, 9, 2), ("a", "b"), 9),
)


@pytest.mark.parametrize(
    ("name", "sheet", "place"),
    [
        ("总分", None, "Sheet1!A1:A9"),
        ("总分", "附件3", "附件3!B2"),
        ("总分", "Sheet1", "Sheet1!A1:A9"),
        ("本页", None, "附件3!C3"),
        ("本页", "Sheet1", "附件3!C3"),
        ("_XLNM.print_area", None, "附件3!A1:F20"),
        ("评分", None, "Sheet1!A2:B5"),
        ("合计表", None, "Sheet1!E2:F4"),
        ("空表", None, "None"),
        ("率", None, "None"),
        ("无", None, "None"),
    ],
)
def test_resolve(name, sheet, place):
    assert str(Names(Defined(NAMES, SHEETS), lambda: TABLES).resolve(name, sheet)) == place
