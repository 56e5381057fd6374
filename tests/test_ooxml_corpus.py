"""Workbooks that other programs made go through an edit with nothing lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

import ooxml_corpus as corpus
import ooxml_makers as makers
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.errors import CellError

TEMPLATES = Path(__file__).parent.parent / "workbooks"


def unharmed(path, folder):
    outcome = corpus.judge(path, corpus.ours, folder)
    assert outcome.saved, outcome.error
    assert not outcome.lost
    assert outcome.changed in ([], [corpus.target(corpus.parts(path)).part])
    assert outcome.results_after == outcome.results_before
    assert outcome.controls_after == outcome.controls_before


@pytest.mark.parametrize("name", makers.MAKERS)
def test_xlsxwriter_made(name, tmp_path):
    unharmed(makers.MAKERS[name](tmp_path), tmp_path)


@pytest.mark.parametrize("path", makers.excel_made(), ids=lambda path: path.name)
def test_excel_made(path, tmp_path):
    unharmed(path, tmp_path)


@pytest.mark.parametrize("path", sorted((makers.GOLDEN.parent / "excel").glob("*.xlsx")), ids=lambda path: path.name)
def test_excel_made_golden(path, tmp_path):
    unharmed(path, tmp_path)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.xl[as]m")), ids=lambda path: path.name)
def test_our_own_templates(path, tmp_path):
    unharmed(path, tmp_path)


@pytest.mark.parametrize("path", sorted(makers.GOLDEN.parent.glob("*/*.xlsx")), ids=lambda path: path.name)
def test_read_as_openpyxl_reads(path):
    """Two readers without a common line agree on every value and on where the formulas are."""
    ours, values, formulas = WorkbookFile.open(path), load_workbook(path, data_only=True), load_workbook(path)
    for name in ours.sheets:
        cells = ours.sheet(name).cells
        found = {(cell.row, cell.column): cell.value for row in values[name].iter_rows() for cell in row}
        assert {place: plain(cell.value) for place, cell in cells.items() if cell.value not in (None, "")} == {
            place: value for place, value in found.items() if value is not None
        }
        for place, cell in cells.items():
            there = formulas[name].cell(*place)
            assert (cell.formula is not None) == (there.data_type == "f"), place
            if cell.formula is not None and cell.formula.kind == "normal":
                assert there.value == f"={cell.formula.text}"


def plain(value):
    """A value as openpyxl hands it out."""
    if isinstance(value, CellError):
        return str(value)
    if type(value) is dt.date:
        return dt.datetime.combine(value, dt.time())
    return value


def test_libreoffice_made(tmp_path):
    unharmed(makers.GOLDEN / "branch.xlsx", tmp_path)


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(not makers.soffice(), reason="no LibreOffice here")
@pytest.mark.parametrize("name", ["charts", "shown", "controls", "protected", "formulas"])
def test_libreoffice_made_now(name, tmp_path):
    unharmed(makers.convert(makers.MAKERS[name](tmp_path), tmp_path / "lo"), tmp_path)


def test_openpyxl_loses_what_we_keep(tmp_path):
    """The measure itself works: it sees what a load and save through openpyxl does to stored results."""
    outcome = corpus.judge(makers.MAKERS["formulas"](tmp_path), corpus.openpyxl, tmp_path)
    assert outcome.saved
    assert outcome.results_after < outcome.results_before


def test_corpus_option(request, capsys):
    """`pytest --corpus DIR -k corpus_option -s` prints the table for any folder of workbooks; without it, the golden ones."""
    folder = request.config.getoption("--corpus")
    found = corpus.measure(corpus.workbooks(Path(folder or makers.GOLDEN.parent)))
    if folder:
        with capsys.disabled():
            print("\n" + corpus.table(found))
    ours = found["xlkpi"].values()
    assert folder or (len(ours) >= 6 and all(one.saved for one in ours))
    assert not [one for one in ours if one.saved and (one.lost or one.results_after < one.results_before)]
