"""The evaluator against Gnumeric, a third program that computes Excel's functions."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from grids import results
from natives_cases import ARRAYS, CASES, DATA, RARER
from small_workbooks import of_cells
from test_calc_natives import agrees
from xlkpi.books.areas import column_letters
from xlkpi.books.calc.serial_dates import serial
from xlkpi.errors import CellError

PROGRAM = shutil.which("ssconvert")
pytestmark = [
    pytest.mark.skipif(
        PROGRAM is None and "XLKPI_REQUIRE_LIBREOFFICE" not in os.environ,
        reason="Gnumeric's ssconvert is not installed",
    ),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]

ROW, FIRST = 50, 26
FORMULAS = [*(case[0] for case in (*CASES, *RARER)), *("{" + case[0] + "}" for case in ARRAYS)]

DIFFERENT = {
    "Gnumeric takes powers from the right, Excel from the left": ("=2^3^2",),
    "it computes in long double and shows all of it": ('=1/3&""', '=TEXT(1/3,"General")', '=TEXT(2.675,"0.00")'),
    "its General is not ten digits wide": ('=TEXT(112345000000,"General")', '=TEXT(0.0000123456789,"General")'),
    "it does not read Chinese dates, and reads one between blanks": ('="2024年5月1日"+0', '=" 2024-05-01 "+0'),
    "it leaves out texts and truth values that stand in the formula": (
        '=SUM("3",TRUE,1)', '=COUNT("5",TRUE,"x",I1)', '=AND(TRUE,"x")', "=STDEV(C2:C7,TRUE)",
    ),
    "it takes truth values where Excel refuses them": (
        "=ISEVEN(TRUE)", "=ISODD(D2)", "=EDATE(45000,TRUE)", "=EOMONTH(45000,TRUE)", "=MROUND(D2,2)", "=MROUND(,5)",
    ),
    "it takes a text for a condition, or for nothing": ("=IF(H3,1,2)", "=SUMPRODUCT(H3,C2)"),
    "its criteria know neither errors nor a bare sign, nor areas of another size": (
        '=COUNTIF(I1:I2,"#N/A")', '=COUNTIF(C2:C7,">")', '=SUMIF(B2:B7,"一部",C2)',
    ),
    "its INDEX and T and N want one cell, its MATCH no tilde": (
        "=INDEX(O1:Q1,2)", "=SUM(INDEX(A1:E7,0,3))", "=T(A2:C2)", "=N(C2:C7)", '=MATCH("le~e",A1:A7,0)',
    ),
    "it does not compute arrays of references or of conditions in an ordinary formula": (
        "=VLOOKUP(88.5,IF({1,0},C2:C7,A2:A7),2,0)", "=SUMPRODUCT(SUBTOTAL(9,OFFSET(C1,ROW(1:3),0)))",
        "=SUMPRODUCT(N(OFFSET(C1,ROW(1:3),0)))",
        '=SUMPRODUCT(COUNTIF(INDIRECT("B"&{2,3}&":B"&{4,7}),{"一部","二部"}))',
        "=SUM(FREQUENCY({1,2,3,4,5},{2,4})*{1;10;100})",
    ),
    "it has no such function, or not under the name a file gives it": (
        "=NORMSDIST(0)", "=NORMSINV(0.5)", "=NORM.S.DIST(1,TRUE)", "=NORM.S.DIST(1,FALSE)",
        "=FORECAST.LINEAR(7,K1:K5,{1;2;3;4;6})", "=CEILING.MATH(-2.5,2)", "=CEILING.MATH(-2.5,2,1)",
        "=FLOOR.MATH(-2.5,2)", "=FLOOR.MATH(-2.5,2,1)", "=CEILING.PRECISE(-2.5,2)", "=FLOOR.PRECISE(-2.5,-2)",
        "=ISO.CEILING(2.1,-2)", "=AGGREGATE(9,6,I1:I2,C2:C7)", "=AGGREGATE(14,6,C2:C7,2)", "=AGGREGATE(4,4,I1:I2)",
        "=AGGREGATE(16,6,K1:K5,0.5)", "=SUBTOTAL(101,C2:C7)",
    ),
    "its DATEDIF takes no capitals, its DAYS360 another reading of the end of February": (
        '=DATEDIF(E2,DATE(2024,5,1),"Y")', '=DATEDIF(E3,DATE(2024,2,28),"M")', '=DATEDIF(E3,DATE(2024,2,28),"YM")',
        '=DATEDIF(E2,E3,"D")', '=DATEDIF(DATE(2024,1,31),DATE(2024,3,15),"MD")',
        '=DATEDIF(DATE(2020,5,20),DATE(2024,5,10),"YD")', '=DATEDIF(DATE(2020,5,10),DATE(2024,5,20),"MD")',
        "=DAYS360(DATE(2024,2,29),DATE(2024,3,31))",
    ),
    "its days before 1900 are Excel's shifted by one": ("=ISOWEEKNUM(8)", '=TEXT(-1,"yyyy")'),
    "it rounds as Excel 2007 did where the signs differ": ("=CEILING(-2.5,2)", "=FLOOR(-2.5,2)"),
    "it is laxer about rates, dates and sizes": (
        "=XNPV(-0.4,{-1000,600},{45292,45658})", "=XNPV(0.1,K2:K3,G5:G6)", "=FACT(171)", "=SIN(134217728)",
        "=RANK(1,C2:C7)",
    ),
    "another error, or another spelling": (
        "=IFS(FALSE,1)", "=LOG(10,1)", "=FV(-1,-1,1)", "=XNPV(0.1,C6:C7,K1:K2)", '=VLOOKUP("无",A2:C7,0,FALSE)',
        '=INDIRECT("C0003")', "=COLUMNS((A1:B1,C1))", '=ADDRESS(1,1,4,,"[a.xlsx]表")', '=SUMX2MY2({"a"},{1})',
        "=NPER(0,0,1)", "=SUBTOTAL(12,C2:C7)", '=TEXT(TRUE,";;;""x""")',
    ),
}  # fmt: skip
ERRORS = {str(error) for error in CellError}
KNOWN = {formula for formulas in DIFFERENT.values() for formula in formulas}


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return serial(value)
    if isinstance(value, str) and value in ERRORS:
        return CellError(value)
    return float(value) if type(value) is int else value


@pytest.fixture(scope="module")
def different(tmp_path_factory) -> dict[str, tuple[Any, Any]]:
    """Formulas on which Gnumeric does not agree, with our answer and its."""
    folder: Path = tmp_path_factory.mktemp("gnumeric")
    places = {f"{column_letters(FIRST + at)}{ROW}": formula for at, formula in enumerate(FORMULAS)}
    asked = of_cells(folder / "asked.xlsx", {**DATA, **places})
    subprocess.run([PROGRAM, "--recalc", asked, folder / "answered.xlsx"], check=True, capture_output=True)
    sheet = openpyxl.load_workbook(folder / "answered.xlsx", data_only=True).active
    ours = results({**DATA, **places})
    pairs = {formula: (ours[place], plain(sheet[place].value)) for place, formula in places.items()}
    return {formula: pair for formula, pair in pairs.items() if not same(*pair)}


def same(ours: Any, theirs: Any) -> bool:
    return agrees(ours, theirs) or (ours == "" and theirs is None)


def test_gnumeric_agrees_but_for_what_is_known_of_it(different):
    assert {formula: pair for formula, pair in different.items() if formula not in KNOWN} == {}


def test_what_is_said_to_differ_differs(different):
    assert KNOWN - set(different) == set()
