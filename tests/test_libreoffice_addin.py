"""The add-in's own thinking: values on their way through Calc, and formulas taken apart. No LibreOffice needed."""

import datetime as dt
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.errors import CellError
from xlkpi.functions import CATALOGUE
from xlkpi.libreoffice.addin import addin_values
from xlkpi.libreoffice.addin.addin_names import method_name, programmatic
from xlkpi.libreoffice.addin.formulas import Rewriter

MOMENT = dt.datetime.fromisoformat("2024-05-01T18:00")
FIRST = dt.date(1899, 12, 30)
C = "ORG.XLKPI.KPIADDIN.KPICELLS"
TOTAL = "ORG.XLKPI.KPIADDIN.KPITOTAL"
REWRITER = Rewriter(CATALOGUE)
S = "ORG.XLKPI.KPIADDIN.KPISTACK"
NAMES = {"得分": 0, "权重": 0, "总分": 5, "总分_段2": 5, "名次": 6}
"""Names of cells, with the row of those in one row."""


def test_method_names():
    assert method_name("KPI_TOTAL") == "kpiTotal"
    assert programmatic("KPI_TOTAL") == TOTAL


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=KPI_TOTAL(A1:A3;$B$1:$B$3)", f"={TOTAL}({C}(A1:A3);{C}($B$1:$B$3))"),
        ("=kpi_total(得分;权重;别的)", f"={TOTAL}({C}(得分);{C}(权重);别的)"),
        ("=KPI_TOTAL ( A1 ; B1 )", f"={TOTAL}({C}(A1);{C}(B1))"),
        ("=KPI_TOTAL($'附件2'.$I$7:$I$18;$Sheet1.A1)", f"={TOTAL}({C}($'附件2'.$I$7:$I$18);{C}($Sheet1.A1))"),
        ("=KPI_TOTAL($'它''s; (x'.A1;B:B)", f"={TOTAL}({C}($'它''s; (x'.A1);{C}(B:B))"),
        ('=KPI_TOTAL(表1[得分];{1;2};;"A1")', f'={TOTAL}({C}(表1[得分]);{{1;2}};;"A1")'),
        ("=IF(A1;KPI_TOTAL(A1;B1*2);KPI_TOTAL(SUM(A1);B1))", f"=IF(A1;{TOTAL}({C}(A1);B1*2);{TOTAL}(SUM(A1);{C}(B1)))"),
        ("=KPI_TOTAL(KPI_TOTAL(A1;B1);1)", f"={TOTAL}({TOTAL}({C}(A1);{C}(B1));1)"),
        (f"={TOTAL}(A1;B1)", f"={TOTAL}({C}(A1);{C}(B1))"),
        ("=KPI_CELLS(A1)", f"={C}(A1)"),
        ("=KPI_TOTAL()", f"={TOTAL}()"),
        ("=KPI_TOTAL(OFFSET(A1;1;1);A1+A2)", f"={TOTAL}({C}(OFFSET(A1;1;1));A1+A2)"),
        ("=KPI_TOTAL(INDEX(得分;0;2);INDEX(A1:B3;1;1)*2)", f"={TOTAL}({C}(INDEX(得分;0;2));INDEX(A1:B3;1;1)*2)"),
        ("=KPI_TOTAL((A1:A3~得分);B1)", f"={TOTAL}({S}({C}(A1:A3);{C}(得分);0);{C}(B1))"),
        ("=KPI_TOTAL((总分~总分_段2);1)", f"={TOTAL}({S}({C}(总分);{C}(总分_段2);1);1)"),
        ("=KPI_TOTAL((B5:C5~$E$5:$G$5~I5);1)", f"={TOTAL}({S}({S}({C}(B5:C5);{C}($E$5:$G$5);1);{C}(I5);1);1)"),
        ("=KPI_TOTAL((总分~名次);1)", f"={TOTAL}({S}({C}(总分);{C}(名次);0);1)"),
        ("=KPI_TOTAL((B5:C5~B6:C6);1)", f"={TOTAL}({S}({C}(B5:C5);{C}(B6:C6);0);1)"),
        ("=KPI_TOTAL(INDEX({1;2};1);INDEX(别的;1))", f"={TOTAL}(INDEX({{1;2}};1);INDEX(别的;1))"),
    ],
)
def test_cells_are_wrapped(formula, wanted):
    assert REWRITER.concerns(formula)
    assert REWRITER.rewritten(formula, NAMES) == wanted
    assert REWRITER.rewritten(wanted, NAMES) == wanted


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ('=KPI_TOTAL(得分;IF(权重="";0;1))', f'={TOTAL}({C}(得分);IFERROR(IFNA(IF(权重="";0;1);"#N/A");"#VALUE!"))'),
        (
            "=KPI_TOTAL(-A1;A1:A3%)",
            f'={TOTAL}(IFERROR(IFNA(-A1;"#N/A");"#VALUE!");IFERROR(IFNA(A1:A3%;"#N/A");"#VALUE!"))',
        ),
        ('=KPI_TOTAL({1;2};-3.5;"a;b")', f'={TOTAL}({{1;2}};-3.5;"a;b")'),
        ("=KPI_TOTAL(TRUE();常数;)", f"={TOTAL}(TRUE();常数;)"),
        ("=IF(A1:A3=1;KPI_TOTAL(A1;B1);A1:A3)", f"=IF(A1:A3=1;{TOTAL}({C}(A1);{C}(B1));A1:A3)"),
        (
            "=KPI_TOTAL(KPI_TOTAL(A1;B1);1)",
            f'={TOTAL}(IFERROR(IFNA({TOTAL}({C}(A1);{C}(B1));"#N/A");"#VALUE!");1)',
        ),
    ],
)
def test_in_an_array_formula_errors_of_computed_arguments_are_caught(formula, wanted):
    assert REWRITER.rewritten(formula, NAMES, array=True) == wanted
    assert REWRITER.rewritten(wanted, NAMES, array=True) == wanted


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A1:A3)",
        '="KPI_TOTAL(A1;B1)"',
        "=MY_KPI_TOTAL(A1)",
        "=X.KPI_TOTAL(A1)",
        "='KPI_TOTAL('.A1",
        "=KPI_NOSUCH(A1)",
        "",
        "=",
    ],
)
def test_anything_else_stays(formula):
    assert REWRITER.rewritten(formula, NAMES) == formula


@pytest.mark.parametrize(
    "formula", ["=KPI_TOTAL(A1;B1", '=KPI_TOTAL("a', "=KPI_TOTAL('a", "=KPI_TOTAL({1;2", "=KPI_TOTAL("]
)
def test_a_broken_formula_ends_the_rewriting_without_an_exception(formula):
    assert REWRITER.rewritten(formula, NAMES).startswith("=")


@given(st.text(alphabet="KPI_TOTAL(;)\"'{}A1:$. 得分=", max_size=60))
def test_no_text_breaks_the_rewriter_and_twice_is_once(formula):
    for array in (False, True):
        once = REWRITER.rewritten(formula, NAMES, array=array)
        assert REWRITER.rewritten(once, NAMES, array=array) == once


@pytest.mark.parametrize("error", list(addin_values.ERROR_CODES))
def test_an_error_survives_both_ways(error):
    assert addin_values.incoming(addin_values.mark_error(addin_values.ERROR_CODES[error]), FIRST) is error
    ((back,),) = addin_values.outgoing(error, FIRST)
    assert math.isnan(back)
    assert struct.pack("<d", back)[:4] == struct.pack("<I", addin_values.ERROR_CODES[error])
    assert addin_values.incoming(back, FIRST) is error


def test_an_error_calc_does_not_have_becomes_value():
    ((back,),) = addin_values.outgoing(CellError.SPILL, FIRST)
    assert addin_values.incoming(back, FIRST) is CellError.VALUE
    assert addin_values.error_of(508) is CellError.VALUE
    assert addin_values.error_of(502) is CellError.NUM


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        (addin_values.mark_bool(1.0), True),
        (addin_values.mark_bool(0.0), False),
        (addin_values.mark_date(45413.0), dt.date(2024, 5, 1)),
        (addin_values.mark_date(45413.75), MOMENT),
        ("#N/A", "#N/A"),
        ("TRUE", "TRUE"),
        (0.0, 0.0),
        ("", ""),
        (None, None),
    ],
)
def test_marked_cells_arrive_as_what_they_are(marked, value):
    assert addin_values.incoming(marked, FIRST) == value
    assert addin_values.incoming(((marked, 1.0),), FIRST) == [[value, 1.0]]


def test_a_range_of_one_cell_is_that_cell():
    assert addin_values.incoming(((95.0,),), FIRST) == 95.0
    assert addin_values.incoming(((95.0,), (88.0,)), FIRST) == [[95.0], [88.0]]


def test_arguments_omitted_at_the_end_are_not_given():
    assert addin_values.given([1.0, None, "x", None, None]) == [1.0, None, "x"]
    assert addin_values.given([None]) == []


@pytest.mark.parametrize(
    ("result", "rows"),
    [
        (93.85, ((93.85,),)),
        (None, (("",),)),
        ([], (("",),)),
        ([[1.0, None], ["A+", True]], ((1.0, ""), ("A+", 1.0))),
        ([[False], [True]], ((0.0,), (1.0,))),
        (dt.date(2024, 5, 1), ((45413.0,),)),
        (MOMENT, ((45413.75,),)),
    ],
)
def test_results_go_back_as_rows(result, rows):
    assert addin_values.outgoing(result, FIRST) == rows


def test_days_of_1904_workbooks():
    assert addin_values.moment(0.0, dt.date(1904, 1, 1)) == dt.date(1904, 1, 1)
    assert addin_values.serial(dt.date(1904, 1, 2), dt.date(1904, 1, 1)) == 1.0
