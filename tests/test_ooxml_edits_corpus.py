"""Workbooks of other programs take one change of every kind, with nothing lost and nothing new to find fault with."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

import ooxml_corpus as corpus
import ooxml_edit_corpus as trials
import ooxml_makers as makers
from xlkpi.books.areas import reference_of
from xlkpi.books.ooxml import WorkbookFile, splice
from xlkpi.books.ooxml.edits import Button, Edit, Format, NewArray, NewFormula, NewSheet, Note, Styled, edit_workbook
from xlkpi.books.ooxml.edits.formula_text import moved
from xlkpi.books.ooxml.readback import read_back
from xlkpi.books.ooxml.tree_edit import edit_tree
from xlkpi.books.ooxml.writes import Spelled, Writes
from xlkpi.macros.extending import vba_project

TEMPLATES = Path(__file__).parent.parent / "workbooks"
SAVED_BY_OTHERS = [
    *makers.excel_made(),
    *sorted(makers.GOLDEN.parent.glob("*/*.xlsx")),
    *sorted(TEMPLATES.glob("*.xl[as]m")),
]


def takes_everything(path, folder):
    found = trials.judge(path, folder, validate=True, readers=True)
    if path.name == "xlwings.xlam":
        assert "password" in found.refused
        return
    assert found == trials.Trial(saved=True)


@pytest.mark.parametrize("name", makers.MAKERS)
def test_xlsxwriter_made(name, tmp_path):
    takes_everything(makers.MAKERS[name](tmp_path), tmp_path)


@pytest.mark.parametrize("path", SAVED_BY_OTHERS, ids=lambda path: path.name)
def test_saved_by_excel_libreoffice_and_by_us(path, tmp_path):
    takes_everything(path, tmp_path)


def test_corpus_option(request, capsys, tmp_path):
    """`pytest --corpus DIR -k corpus_option -s` prints the table for any folder of workbooks; without it, one fixture."""
    folder = request.config.getoption("--corpus")
    paths = corpus.workbooks(Path(folder)) if folder else [makers.MAKERS["controls"](tmp_path)]
    found = trials.measure(paths, validate=False, readers=True)
    if folder:
        with capsys.disabled():
            print("\n" + trials.table(found))
    assert not [path for path, one in found.items() if one.error or one.lost or one.changed]


# LibreOffice

SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:C4" si="0">A1+A$1+$A1+SUM(Q1:R2)*Q:Q-1:1</f><v>2</v></c>'
    '<c r="C1"><f t="shared" si="0"/><v>3</v></c></row>'
    '<row r="4"><c r="B4"><f t="shared" si="0"/><v>3</v></c><c r="C4"><f t="shared" si="0"/><v>3</v></c></row>'
)


def office_formulas(path, folder):
    """Formulas in LibreOffice's own spelling, by reference."""
    page = makers.convert(path, folder, "fods").read_text("utf-8")
    found, row = {}, 0
    for line in re.finditer(r"<table:table-row([^>]*)>(.*?)</table:table-row>", page, re.DOTALL):
        column = 0
        for cell in re.finditer(r"<table:(?:covered-)?table-cell([^>]*?)/?>", line[2]):
            formula = re.search(r'table:formula="([^"]*)"', cell[1])
            if formula:
                found[reference_of(row + 1, column + 1)] = formula[1]
            repeated = re.search(r'number-columns-repeated="(\d+)"', cell[1])
            column += int(repeated[1]) if repeated else 1
        repeated = re.search(r'number-rows-repeated="(\d+)"', line[1])
        row += int(repeated[1]) if repeated else 1
    return found


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(not makers.soffice(), reason="no LibreOffice here")
def test_libreoffice_spells_out_shared_formulas_as_we_do(tmp_path):
    path = makers.pack(tmp_path / "a.xlsx", makers.minimal(f"<sheetData>{SHARED}</sheetData>"))
    before = office_formulas(path, tmp_path / "one")
    edit_workbook(path, Edit(cells={"表": {"B1": NewFormula("7", 7)}}, replace_formulas=True))
    after = office_formulas(path, tmp_path / "two")
    assert set(before) == {"B1", "C1", "B4", "C4"}
    assert {place: text for place, text in after.items() if place != "B1"} == {
        place: text for place, text in before.items() if place != "B1"
    }


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(not makers.soffice(), reason="no LibreOffice here")
@pytest.mark.parametrize("name", ["plain", "controls", "protected"])
def test_libreoffice_sees_everything(name, tmp_path):
    source = makers.MAKERS[name](tmp_path)
    edit = Edit(
        cells={"名单": {"L2": NewFormula("SUM(总计)"), "M2:M3": NewArray("C2:C3*2")}},
        names={"总计": "名单!$C$2:$C$5"},
        sheets=(NewSheet("参 数", {"A1": Styled("级别", Format(bold=True)), "A2": NewFormula("名单!L2*2")}),),
        notes=(Note("名单", "L2", "原公式：=1+1"),),
        buttons=(Button("名单", "L5:M6", "校验本表", "KpiTrialRun"),),
        modules=trials.MODULES,
    )
    out = tmp_path / "out.xlsm"
    edit_workbook(source, edit, out, make_project=vba_project)
    page = makers.convert(out, tmp_path / "fods", "fods").read_text("utf-8")
    assert re.search(r"office:annotation[^>]*>.*?原公式：=1\+1", page, re.DOTALL)
    assert 'form:label="校验本表"' in page
    assert "KpiTrialRun" in page
    again = WorkbookFile.open(makers.convert(out, tmp_path / "xlsx"))
    cells = again.sheet("名单").cells
    # 92.5 + 81 + 77.25 + 66, computed by LibreOffice, for no result was given
    assert (cells[2, 12].value, cells[2, 12].formula.text) == (316.75, "SUM(总计)")
    assert [cells[row, 13].value for row in (2, 3)] == [185.0, 162.0]
    assert again.sheet("参 数").cells[2, 1].value == 633.5
    assert again.resolve("总计").reference == "C2:C5"


# Laws

REFERENCE = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "$"]),
    st.sampled_from(["E", "AB", "ZZ"]),
    st.sampled_from(["", "$"]),
    st.integers(20, 900),
)
OPERAND = st.one_of(
    REFERENCE,
    st.builds("{}:{}".format, REFERENCE, REFERENCE),
    st.builds("'附 表''s'!{}".format, REFERENCE),
    st.builds("SUM({},{})".format, REFERENCE, REFERENCE),
    st.sampled_from(
        ["E:F", "$E:H", "20:30", "$20:30", "总分", "KPI_1", '"A1"', "3.5", "TRUE", "{1,2}", "表1[列]", "LOG10(E20)"]
    ),
)
FORMULA = st.lists(OPERAND, min_size=1, max_size=4).map("+".join)


@settings(max_examples=300, deadline=None)
@given(FORMULA, st.integers(-10, 10), st.integers(-3, 3))
def test_formulas_move_as_openpyxl_moves_them(formula, rows, columns):
    expected = Translator("=" + formula, "Z100").translate_formula(row_delta=rows, col_delta=columns)
    assert moved(formula, rows, columns) == expected[1:]


@settings(max_examples=100, deadline=None)
@given(FORMULA, st.integers(-10, 10), st.integers(-3, 3))
def test_moving_there_and_back(formula, rows, columns):
    assert moved(moved(formula, rows, columns), -rows, -columns) == formula


@pytest.mark.parametrize(
    ("formula", "rows", "columns"),
    [
        ("A1", -1, 0),
        ("A1", 0, -1),
        ("XFD1", 0, 1),
        ("A1048576", 1, 0),
        ("A1:INDEX(B:B,2)", 1, 0),
        ("S!A1:S!B2", 1, 0),
        ('"a', 0, 0),
    ],
)
def test_what_cannot_be_moved(formula, rows, columns):
    assert moved(formula, rows, columns) is None


PLACES = st.tuples(st.integers(1, 6), st.integers(1, 6))
NEW_CELLS = st.dictionaries(
    PLACES,
    st.tuples(
        st.sampled_from([("", "1.5"), ("s", "文 "), ("b", "1"), ("e", "#N/A"), ("", None)]),
        st.sampled_from([None, False, "A1<2", '"&"']),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def old_sheets(draw):
    cells = draw(
        st.dictionaries(
            PLACES,
            st.sampled_from(
                [
                    "/>",
                    "><v>1</v></c>",
                    "><f>A9*2</f><v>3</v></c>",
                    ' t="str"><f>"x"</f><v>x</v></c>',
                    ' s="2" cm="1"><f t="array" ref="{r}">X()</f><v>1</v></c>',
                    ' s="3" t="inlineStr"><is><t>直</t></is></c>',
                ]
            ),
            max_size=10,
        )
    )
    rows = {}
    for row, column in sorted(cells):
        reference = reference_of(row, column)
        rows.setdefault(row, []).append(f'<c r="{reference}"' + cells[row, column].replace("{r}", reference))
    body = "".join(f'<row r="{row}">{"".join(inner)}</row>' for row, inner in rows.items())
    return f'<worksheet xmlns="{makers.MAIN}"><cols><col min="2" max="3" style="4"/></cols><sheetData>{body}</sheetData></worksheet>'


def canonical(xml):
    from lxml import etree

    root = etree.fromstring(xml)
    for node in root.iter():
        attributes = sorted(node.attrib.items())
        node.attrib.clear()
        node.attrib.update(attributes)
    return etree.tostring(root)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(old_sheets(), NEW_CELLS)
def test_both_ways_of_writing_put_the_same_formulas_and_styles(sheet, new):
    writes = Writes(
        {place: value for place, (value, _, _) in new.items()},
        formulas={place: Spelled(text) if text else None for place, (_, text, _) in new.items() if text is not None},
        restyles={place: lambda old: old + 10 for place, (_, _, styled) in new.items() if styled},
    )
    cut, grown = splice.splice(sheet.encode(), writes, lambda: None), edit_tree(sheet.encode(), "表", writes)
    assert canonical(cut) == canonical(grown)
    assert read_back(cut, writes) is None


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(str.strip)


@st.composite
def edits(draw):
    """An Edit of a few things on 名单, at places beside the roster."""
    place = st.builds(reference_of, st.integers(1, 40), st.integers(6, 30))
    return Edit(
        cells={"名单": draw(st.dictionaries(place, st.one_of(TEXT, st.builds(NewFormula, st.just("SUM(C2:C5)"), st.floats(0, 9)), st.builds(Styled, st.integers(0, 9), st.builds(Format, bold=st.booleans(), fill=st.sampled_from([None, "FF0000"])))), max_size=4))},
        names=draw(st.dictionaries(st.sampled_from(["甲", "乙_1", "_丙"]), st.sampled_from(["名单!$A$1", "1", '"<&>"']), max_size=2)),
        notes=[Note("名单", draw(place), draw(TEXT)) for _ in range(draw(st.integers(0, 2)))],
        buttons=[Button("名单", draw(place), draw(TEXT), "宏_1") for _ in range(draw(st.integers(0, 2)))],
        replace_formulas=True,
        replace_names=True,
    )  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(edits(), min_size=1, max_size=5), st.sampled_from(["plain", "controls", "formulas"]))
def test_edit_after_edit(tmp_path, steps, name):
    """Whatever was put in is there at the end, once, and the roster is as it was."""
    path = makers.MAKERS[name](tmp_path)
    roster = {place: cell for place, cell in WorkbookFile.open(path).sheet("名单").cells.items() if place[1] <= 4}
    if name == "formulas":
        steps = [Edit(names=step.names, notes=step.notes, buttons=step.buttons, replace_names=True) for step in steps]
    cells, names = {}, {}
    for step in steps:
        edit_workbook(path, step, backup=False)
        once = corpus.parts(path)
        edit_workbook(path, step, backup=False)
        assert corpus.parts(path) == once
        cells |= step.cells.get("名单", {})
        names |= step.names
    book = WorkbookFile.open(path)
    content = book.sheet("名单").cells
    assert {place: cell for place, cell in content.items() if place[1] <= 4} == roster
    assert {found.name: found.text for found in book.names} == names
    for reference, wanted in cells.items():
        plain = wanted.content if isinstance(wanted, Styled) else wanted
        cell = next(cell for place, cell in content.items() if reference_of(*place) == reference)
        if isinstance(plain, NewFormula):
            assert (cell.formula.text, cell.value) == (plain.text, plain.result)
        else:
            assert (cell.formula, cell.value) == (None, plain)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
