"""Adopted workbooks whose entries lie in several stretches: LibreOffice computes what stands in the file."""

import openpyxl
import pytest

from adopt.applied import waiting
from adopt.handed_in import taken_over
from adopt.writing import save
from xlkpi.libreoffice.office_book import LibreOfficeBook

pytestmark = pytest.mark.libreoffice

BROKEN = (
    "departments_merged",
    "header_repeated",
    "halves_side_by_side",
    "two_lines_a_person",
    "remarks_between_people",
)


def values(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


@pytest.mark.parametrize("name", [*BROKEN, "people over rows"])
def test_stretches_are_one_argument(name, tmp_path, office):
    out = taken_over(save(waiting(name), tmp_path, "a"), out=tmp_path / "b.xlsm").out
    before = values(out)
    book = LibreOfficeBook.open(out).use(office)
    assert book.recalculate() == []
    book.save(tmp_path / "c.xlsm")
    after = values(tmp_path / "c.xlsm")
    assert after.keys() == before.keys()
    different = {
        place: (before[place], after[place])
        for place in before
        if before[place] != after[place]
        and not (isinstance(before[place], int | float) and after[place] == pytest.approx(before[place], abs=1e-9))
    }
    assert different == {}


def test_a_union_that_is_typed_is_stacked(sheet):
    sheet.type(A1=95.0, A2=85.0, A4=75.0, B1=0.5, B2=0.3, B4=0.2)
    sheet.type(C1="=KPI_TOTAL((A1:A2~A4);(B1:B2~B4))")
    assert sheet["C1"] == 88.0  # 47.5 + 25.5 + 15
    assert sheet.formula("C1").count("KPISTACK") == 2


def test_stretches_of_different_widths_are_an_error(sheet):
    sheet.type(A1=95.0, A2=85.0, A4=75.0, B1=0.5, B2=0.3, B4=0.2)
    sheet.type(C1="=KPI_TOTAL((A1:B2~A4);(B1:B2~B4))")
    assert sheet["C1"] == "#VALUE!"
