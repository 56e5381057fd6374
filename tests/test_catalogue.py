"""The catalogue: every function is declared whole, its example computes, and no cell content makes a call raise."""

from __future__ import annotations

import datetime as dt
import math
import re
import string
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xlkpi import functions
from xlkpi.errors import CellError
from xlkpi.functions import CATALOGUE, ROOMS, Function, call
from xlkpi.functions.catalogue import declared

FUNCTIONS = [pytest.param(function, id=name) for name, function in CATALOGUE.items()]
SHAPES = ("scalar", "each", "column", "row", "block")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
OUR_ORDER = [
    *("KPI_SCORE", "KPI_STEPS", "KPI_LINEAR", "KPI_DEDUCT", "KPI_VOLUME", "KPI_RATE"),
    *("KPI_RATERS", "KPI_TOTAL", "KPI_SUPERVISOR"),
    *("KPI_LEVEL", "KPI_COEF", "KPI_RANK", "KPI_SEATS", "KPI_GRADES", "KPI_WHY", "KPI_ROLLUP"),
    *("KPI_PAY", "KPI_PERFPAY", "KPI_TIER", "KPI_AWARD"),
]
"""Indicators and totals; levels, ranks and quotas; pay: in the order in which a reader meets them."""
PER_ROW = ("departments", "department_levels", "eligible", "tiebreak")
OTHER_HEIGHTS = ("KPI_RATERS", "KPI_SUPERVISOR")
"""Functions whose rows are not those of their first column; they have tests of their own."""


def cells(answer: Any) -> list[Any]:
    return [cell for row in answer for cell in row] if isinstance(answer, list) else [answer]


def is_cell(value: Any) -> bool:
    """What the contract allows in a cell that a formula fills: never None, NaN, int or an exception."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, (bool, str, CellError, dt.date, dt.time))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_example_gives_what_it_says(function: Function) -> None:
    answer = call(function.name, function.example.arguments)
    assert answer == function.example.expected
    assert all(is_cell(cell) for cell in cells(answer))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_help_stands_in_both_languages(function: Function) -> None:
    assert CHINESE.search(function.zh)
    assert LATIN.search(function.en)
    assert not CHINESE.search(function.en.replace("合计", "").replace("不参评", "").replace("待定", ""))
    assert function.source.strip()
    assert function.category == "绩效"
    assert function.shape in SHAPES


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_parameter_is_documented(function: Function) -> None:
    names = [parameter.name for parameter in function.parameters]
    assert len(set(names)) == len(names)
    for parameter in function.parameters:
        assert CHINESE.search(parameter.label), parameter.name
        assert CHINESE.search(parameter.zh) or parameter.zh, parameter.name
        assert LATIN.search(parameter.en), parameter.name


@pytest.mark.parametrize("function", FUNCTIONS)
def test_names_are_what_vba_and_excel_allow(function: Function) -> None:
    assert re.fullmatch(r"KPI_[A-Z]+", function.name)
    assert len(function.name) <= 31
    for parameter in function.parameters:
        assert set(parameter.name) <= set(string.ascii_lowercase + "_")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_optional_parameters_come_last(function: Function) -> None:
    flags = [parameter.optional for parameter in function.parameters]
    assert flags == sorted(flags)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_missing_or_surplus_argument_is_told_in_a_sentence(function: Function) -> None:
    assert "缺少参数" in str(call(function.name, []))
    assert "最多" in str(call(function.name, [1] * (len(function.parameters) + 1)))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_omitting_optional_arguments_is_leaving_them_blank(function: Function) -> None:
    padded = [*function.example.arguments, *[None] * (len(function.parameters) - len(function.example.arguments))]
    assert call(function.name, padded) == function.example.expected


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_error_in_the_first_cell_of_the_first_argument_comes_out(function: Function) -> None:
    first, *others = function.example.arguments
    broken = [["#N/A"] if i == 0 else row for i, row in enumerate(first)] if isinstance(first, list) else "#N/A"
    if isinstance(first, list):
        broken[0] = ["#N/A", *first[0][1:]]
    assert CellError.NA in cells(call(function.name, [broken, *others]))


def test_an_unknown_function_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        call("KPI_NONE", [])


def test_the_catalogue_stands_in_the_order_of_the_reference_page() -> None:
    rooms = [function.body.__module__ for function in CATALOGUE.values()]
    assert list(dict.fromkeys(rooms)) == [f"xlkpi.functions.{room}" for room in ROOMS]
    assert list(declared()) == [name for name in declared() if name in CATALOGUE]
    files = Path(functions.__file__).parent.glob("*.py")
    assert {path.stem for path in files if "\n@declare(" in path.read_text("utf-8")} == set(ROOMS)
    assert [name for name in CATALOGUE if name in OUR_ORDER] == OUR_ORDER


numbers = st.one_of(
    st.sampled_from([0, 1, -1, 0.5, 0.2, 0.3, 5, 50, 80, 95, 100, 1e308, -1e308, 1e-320, 10**400, -2146826246]),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-200, 200),
)
texts = st.one_of(
    st.sampled_from(["", " ", "95", "优", "优秀", "A+", "B", "是", "否", "不参评", "待定", "#N/A", "{x}", "%s", "50%"]),
    st.sampled_from(["half_up", "最大余数", "ask", "lower", "marginal", "甲", "乙", "合计", "nan", "1_000", "９５"]),
    st.text(max_size=6),
)
oddities = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(list(CellError)),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from([Decimal("1.5"), Decimal("NaN"), dt.timedelta(1), {}, {"a": [1]}, b"x", object(), 1j]),
)
junk_cells = st.one_of(numbers, texts, oddities)
junk_rows = st.lists(st.lists(junk_cells, max_size=4), max_size=5)
nested = st.recursive(junk_cells, lambda inner: st.lists(inner, max_size=3), max_leaves=12)
junk = st.one_of(junk_cells, junk_rows, st.lists(junk_cells, max_size=5), nested)


@settings(max_examples=1500)
@given(st.sampled_from(sorted(CATALOGUE)), st.data())
def test_no_junk_makes_a_call_raise_or_leaves_a_cell_without_value(name: str, data: st.DataObject) -> None:
    """A few arguments of the example are replaced by junk: deep enough to get past the first check."""
    function = CATALOGUE[name]
    arguments: list[Any] = [*function.example.arguments]
    arguments += [None] * (len(function.parameters) - len(arguments))
    for place in data.draw(st.sets(st.integers(0, len(arguments) - 1))):
        arguments[place] = data.draw(junk)
    answer = call(name, arguments)
    assert all(is_cell(cell) for cell in cells(answer)), answer
    if isinstance(answer, list):
        assert answer
        assert len({len(row) for row in answer}) == 1


COLUMNS = [
    name for name, function in CATALOGUE.items() if function.shape in ("column", "each") and name not in OTHER_HEIGHTS
]


@settings(max_examples=600)
@given(st.sampled_from(COLUMNS), st.lists(junk_cells, min_size=1, max_size=6), st.data())
def test_n_rows_in_are_n_rows_out(name: str, column: list[Any], data: st.DataObject) -> None:
    """Whatever stands in the column, and where every other range has its height."""
    function = CATALOGUE[name]
    leaders = [place for place, p in enumerate(function.parameters) if p.name in function.along]
    arguments: list[Any] = [*function.example.arguments]
    arguments += [None] * (len(function.parameters) - len(arguments))
    for place in leaders:
        arguments[place] = [[cell] for cell in column]
    if function.shape == "column":
        for place, (before, parameter) in enumerate(zip(arguments, function.parameters, strict=True)):
            if place not in leaders and parameter.name in PER_ROW and before is not None:
                arguments[place] = [[data.draw(junk_cells)] for _ in column]
    answer = call(name, arguments)
    assert isinstance(answer, list)
    assert len(answer) == len(column)
    assert all(len(row) == 1 for row in answer)


@pytest.mark.parametrize("rows", [1, 2, 7])
def test_the_composite_of_each_department_has_the_rows_of_the_departments_asked_for(rows: int) -> None:
    answer = call("KPI_SUPERVISOR", [[["x"]], [[90]], [["甲"]], [["甲"]] * rows])
    assert isinstance(answer, list)
    assert len(answer) == rows


@given(junk_rows.filter(bool), st.lists(junk_cells, min_size=1, max_size=4))
def test_raters_answer_a_row_per_person(scores: list[list[Any]], weights: list[Any]) -> None:
    answer = call("KPI_RATERS", [scores, [weights]])
    assert isinstance(answer, list)
    assert len(answer) == len(scores)


# Shapes of a fault of the whole call

QUOTAS = [[None, "A+", "A"], ["优秀", 0.2, 0.8]]


@pytest.mark.parametrize(
    ("name", "arguments", "rows", "columns"),
    [
        ("KPI_GRADES", [[[90], [80], [70]], "优秀", "甲", [["x"]]], 3, 1),
        ("KPI_WHY", [[[90], [80], [70]], [["优秀"]] * 2, "甲", QUOTAS], 3, 1),
        ("KPI_RANK", [[[90], [80], [70]], [["甲"], ["乙"]]], 3, 1),
        ("KPI_SEATS", [[[5], [6]], "优秀", [[None, "A+", "A"]]], 2, 2),
        ("KPI_LEVEL", [[[90, 80]], [["x"]], [["A"]]], 1, 2),
        ("KPI_ROLLUP", [[["甲"], ["乙"]], [["A"]], [[1], [2]], [["A+"], ["A"]]], 4, 7),
        ("KPI_ROLLUP", [[["甲"], ["乙"]], [["A"]], [[1], [2]], [["A+"], ["A"]], 9], 9, 7),
    ],
)
def test_a_fault_of_the_whole_call_stands_in_its_first_cell(
    name: str, arguments: list[Any], rows: int, columns: int
) -> None:
    answer = call(name, arguments)
    assert isinstance(answer, list)
    assert [len(row) for row in answer] == [columns] * rows
    first, *others = cells(answer)
    assert CHINESE.search(str(first))
    assert others == [""] * (rows * columns - 1)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("KPI_LEVEL", [90, [["x"], [0]], [["A"], ["B"]]]),
        ("KPI_STEPS", [90, [["x"], [0]], [[1], [2]]]),
        ("KPI_COEF", ["A", [["A"], ["B"]], [["x"]]]),
        ("KPI_SUPERVISOR", [[["x"], [90]], [[90], [90]]]),
        ("KPI_PERFPAY", [5000, 0.3, 1, 90, [["x"], [90]]]),
        ("KPI_TIER", [5000, [[0], [0]], [[0.1], [0.2]]]),
        ("KPI_TOTAL", [[["x"], [90]], [[0.5], [0.5]]]),
    ],
)
def test_a_fault_of_a_single_value_is_a_single_sentence(name: str, arguments: list[Any]) -> None:
    assert CHINESE.search(str(call(name, arguments)))
    assert not isinstance(call(name, arguments), list)


@given(st.text(max_size=40))
@example("{0}")
@example("{where}")
@example("优" * 40)
def test_a_sentence_quotes_whatever_stands_in_the_cell(text: str) -> None:
    answer = call("KPI_TOTAL", [[[text], [90]], [[0.5], [0.5]]])
    assert is_cell(answer)
    if text.strip() and not isinstance(answer, CellError):
        assert text.strip()[:12] in str(answer)


def test_a_product_too_large_for_a_cell_is_a_number_error() -> None:
    assert call("KPI_PAY", [1e308, 1e308]) == CellError.NUM
