"""Excel's own functions, held to values worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import pytest

from grids import result, why_not
from natives_cases import ARRAYS, CASES, DATA, NEWER, RARER
from xlkpi.books.calc.natives import natives
from xlkpi.errors import CellError


def agrees(found: Any, expected: Any) -> bool:
    if isinstance(expected, float) and type(found) is float:
        return math.isclose(found, expected, rel_tol=1e-13, abs_tol=1e-13)
    return type(found) is type(expected) and found == expected


EVERY = (*CASES, *RARER)


@pytest.mark.parametrize(("formula", "expected"), [case[:2] for case in EVERY], ids=[case[0] for case in EVERY])
def test_a_function_gives_what_excel_gives(formula: str, expected: Any) -> None:
    found = result(formula, DATA)
    assert agrees(found, expected), found


@pytest.mark.parametrize(("formula", "expected"), ARRAYS, ids=[case[0] for case in ARRAYS])
def test_an_array_formula_computes_every_cell(formula: str, expected: Any) -> None:
    found = result("{" + formula + "}", DATA)
    assert agrees(found, expected), found


@pytest.mark.parametrize(("formula", "expected"), NEWER, ids=[case[0] for case in NEWER])
def test_functions_that_only_newer_versions_of_excel_have(formula: str, expected: Any) -> None:
    found = result("{" + formula + "}", DATA)
    assert agrees(found, expected), found


def test_every_function_has_a_case() -> None:
    asked = " ".join(str(case[0]) for case in (*EVERY, *ARRAYS, *NEWER))
    assert {name for name in natives() if f"{name}(" not in asked} == {"NOW", "TODAY"}  # these two: test_calc


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=RAND()", "RAND"),
        ('=CELL("row",A1)', "CELL"),
        ("=MAP(C2:C7,LAMBDA(_xlpm.x,_xlpm.x+1))", "MAP"),
        ("=BESSELJ(1,2)", "BESSELJ"),
        ('="5/6"+0', "取决于 Excel 的语言"),
        ('="一"<"二"', "先后"),
        ('=TEXT(5,"[DBNum1]0")', "格式"),
        ("=MATCH(85,{60,90,80},1)", "排序"),
        ("=LOOKUP(4.1,{4.1,1.1})", "排序"),
        ("=XLOOKUP(2,{1;2;2;3},{1;2;3;4},,0,2)", "排序"),
        ('=SUM(INDIRECT({"C2","C3"}))', "一组区域"),
        ('="1,5"+0', "取决于 Excel 的语言"),
        ('="100€"+0', "取决于 Excel 的语言"),
        ("=OFFSET(C1,1,0,1.5)", "整数"),
        ('=TEXT(0.99999999,"h:mm")', "整分"),
        ('=TEXT(1234.5,"#.##.#")', "格式"),
        ("=SUMPRODUCT(IF(C2:C7>80,1,0))", "数组公式"),
        ("=ROUND(1)", "参数个数"),
        ("=INDEX(A1:E7,2)", "列号"),
        ("=FOO(1)", "FOO"),
        ("=[1]表!A1", "另一个工作簿"),
        ("='C:\\[a.xlsx]表'!A1", "另一个工作簿"),
        ("=没有的名称", "没有的名称"),
        ("=没有!A1", "没有"),
        ("=SUM(A1", "看不懂"),
        ("=1+", "看不懂"),
        ("=A1#", "动态数组"),
    ],
)
def test_what_cannot_be_known_is_not_guessed(formula: str, reason: str) -> None:
    assert reason in why_not(formula, DATA)


def test_nothing_unsure_is_asked_where_a_branch_is_not_taken() -> None:
    assert result("=IF(TRUE,1,RAND())") == 1.0
    assert result("=IFERROR(1,FOO())") == 1.0


def test_iferror_does_not_hide_what_was_not_computed() -> None:
    assert "FOO" in why_not("=IFERROR(FOO(),0)")


def test_an_error_typed_into_a_formula_stays() -> None:
    assert result("=#REF!+1") is CellError.REF
    assert result("=IFERROR(#N/A,1)") == 1.0
