"""The sheets of the other schemes as files: names, shapes, calls, locks, bytes, what Excel and LibreOffice would open."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from openxml_audit import OpenXmlValidator

from xlkpi.actions.opening import open_book
from xlkpi.actions.sheets import build_sheet
from xlkpi.domain.scheme import load_scheme
from xlkpi.errors import Unusable
from xlkpi.functions import CATALOGUE
from xlkpi.templates import registry, vba
from xlkpi.templates.registry import EVERY_LAYOUT, SHEETS, recognise

ROOT = Path(__file__).parents[1]
MAY = dt.date(2024, 5, 17)


@pytest.fixture(scope="module", params=sorted(SHEETS))
def sheet(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("sheets") / f"{request.param}.xlsm"
    build_sheet(request.param, path, period=MAY)
    return request.param, path, openpyxl.load_workbook(path, keep_vba=True)


def where(book, name):
    (title, address), *others = book.defined_names[name].destinations
    assert not others
    return book[title], range_boundaries(address.replace("$", ""))


def formulas(book):
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                if isinstance(text, str) and text.startswith("="):
                    yield page, cell, text


def test_excel_would_open_it(sheet):
    assert OpenXmlValidator().validate(str(sheet[1])).errors == []


def test_every_declared_name_has_the_declared_shape_and_no_other_stands_there(sheet):
    kind, _, book = sheet
    layout = SHEETS[kind].layout
    for named in layout.named:
        _, (c1, r1, c2, r2) = where(book, named.name)
        assert c2 - c1 + 1 == named.columns, named.name
        assert named.rows is None or r2 - r1 + 1 == named.rows, named.name
    assert set(book.defined_names) == set(layout.names)
    assert len(set(layout.names)) == len(layout.names)


def test_it_is_recognised_as_its_own_kind_only(sheet):
    kind, _, book = sheet
    assert recognise(set(book.defined_names)) is SHEETS[kind].layout
    assert [one.kind for one in EVERY_LAYOUT if one.marks <= set(book.defined_names)] == [kind]


def test_at_most_twenty_calls_of_our_functions_and_none_unknown(sheet):
    calls = [name for _, _, text in formulas(sheet[2]) for name in re.findall(r"KPI_[A-Z]+", text)]
    assert 1 <= len(calls) <= 20
    assert set(calls) <= set(CATALOGUE)


def test_computed_cells_are_locked_and_input_cells_are_open(sheet):
    kind, _, book = sheet
    for named in SHEETS[kind].layout.named:
        if named.role in ("span", "fixed"):
            continue
        page, (c1, r1, _, _) = where(book, named.name)
        assert page.protection.sheet
        assert page.cell(r1, c1).protection.locked is (named.role == "computed"), named.name


def test_no_array_touches_a_merged_cell(sheet):
    for page, cell, _ in formulas(sheet[2]):
        if isinstance(cell.value, ArrayFormula):
            c1, r1, c2, r2 = range_boundaries(cell.value.ref)
            for merged in page.merged_cells.ranges:
                apart = merged.max_row < r1 or merged.min_row > r2 or merged.max_col < c1 or merged.min_col > c2
                assert apart, (cell.coordinate, str(merged))


def test_an_empty_sheet_shows_no_fault_and_no_zero_where_nobody_is(sheet):
    kind, path, _ = sheet
    layout = SHEETS[kind].layout
    book = open_book(path)
    counted = {"组数", "走访_应访", "走访_已访", "改进_应交", "改进_未交"}
    for name in layout.numbers - counted:
        for row in book.read(name):
            assert not any(isinstance(value, str) and value for value in row), (name, row)
    for name in layout.people.values():
        assert not any(value not in (None, "") for row in book.read(name) for value in row), name


def test_the_same_bytes_come_out_twice(sheet, tmp_path):
    kind, path, _ = sheet
    assert build_sheet(kind, tmp_path / path.name, period=MAY).read_bytes() == path.read_bytes()


def test_every_page_has_the_buttons_of_its_kind(sheet):
    import zipfile

    kind, path, _ = sheet
    with zipfile.ZipFile(path) as package:
        drawn = "".join(package.read(name).decode() for name in package.namelist() if "vmlDrawing" in name)
    for button in vba.BUTTONS[kind]:
        assert button.macro in drawn
        assert button.caption in drawn


@pytest.mark.parametrize("kind", sorted(SHEETS))
def test_the_checked_in_template_stands_under_workbooks(kind):
    assert (ROOT / "workbooks" / f"{SHEETS[kind].layout.title}.xlsm").is_file()


@pytest.mark.parametrize("kind", sorted(set(SHEETS) - {"period"}))
def test_a_scheme_that_lacks_the_numbers_is_refused(kind, tmp_path):
    with pytest.raises(Unusable, match=r"不能用于这种表"):
        SHEETS[kind].build(tmp_path / "x.xlsm", load_scheme("gas"), None)


def test_every_assumed_number_of_a_scheme_is_asked_about_and_both_readings_stand_there(sheet):
    kind, _, book = sheet
    if kind == "period":
        return
    page = book["参数"]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    layout = SHEETS[kind].layout
    asked = sum(
        page.cell(row, c1).value == "否"
        for name in layout.confirmed
        for _, (c1, r1, _, r2) in [where(book, name)]
        for row in range(r1, r2 + 1)
    )
    assert texts.count("原文缺失，请确认") == asked > 0 or kind == "bids"
    scheme = load_scheme(SHEETS[kind].scheme)
    keys = {"gubang": "a_line", "call_centre": "volume_mode", "ecommerce": "pay_share", "gps": "surplus"}
    if kind in ("groups", "calls", "shop", "weekly"):
        assert scheme.settings[keys[scheme.id]].other in texts


def test_nowhere_does_the_product_dismiss_anybody():
    word = "辞" + "退"
    sources = [*(ROOT / "xlkpi").rglob("*.py"), *(ROOT / "xlkpi").rglob("*.toml"), *(ROOT / "docs").rglob("*.md")]
    # the rulebook quotes what the source prints, and says why the product never does it
    assert [path.name for path in sources if word in path.read_text("utf-8")] == ["rules.md"]


def test_a_roster_may_have_another_number_of_rows(tmp_path):
    path = build_sheet("calls", tmp_path / "x.xlsm", period=MAY, rows=8)
    book = open_book(path)
    assert len(book.read("坐席_工号")) == len(book.read("德能_评分")) == 8


def test_the_registry_names_builders_that_exist():
    for one in SHEETS.values():
        module, _, function = one.builder.partition(":")
        assert callable(getattr(registry.importlib.import_module(f"xlkpi.templates.{module}"), function))
