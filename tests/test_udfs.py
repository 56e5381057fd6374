"""Every Excel function through xlwings' real call_udf, with everything a cell can hold."""

import datetime as dt
import decimal
import math

import pytest

import fake_excel
import pywin32_stub
from udfs import edge
from xlkpi.errors import ERROR_NUMBERS, CellError
from xlkpi.functions import CATALOGUE
from xlkpi.generate.safe_names import argument_name

UDFS, WINDOWS, SERVER, FUNCTIONS = pywin32_stub.install()
NAMES = sorted(CATALOGUE)


def ask(name, *arguments):
    """Call a function as its VBA wrapper does: values of ranges, None is an argument left out."""
    given = [fake_excel.MISSING if one is None else given_as(one) for one in arguments]
    return fake_excel.shown(SERVER.XLPython().CallUDF("udfs.functions", name, tuple(given)))


def given_as(argument):
    """What Range.Value hands over: rows, or the one cell itself."""
    return fake_excel.cells(*argument).Value if isinstance(argument, list) else argument


def example(name):
    """The arguments of a function's worked example, padded with what may be left out."""
    function = CATALOGUE[name]
    given = [raw(one) for one in function.example.arguments]
    return given + [None] * (len(function.parameters) - len(given))


def raw(argument):
    """A worked example's argument as Excel hands it over."""
    if isinstance(argument, list):
        return [[raw(cell) for cell in row] for row in argument]
    if isinstance(argument, int) and not isinstance(argument, bool):
        return float(argument)
    if isinstance(argument, CellError):
        return fake_excel.error_code(argument.value)
    if isinstance(argument, dt.date):
        return fake_excel.moment(argument.year, argument.month, argument.day)
    return argument


def flat(result):
    if isinstance(result, tuple):
        return [cell for one in result for cell in flat(one)]
    return [result]


def same(result, expected):
    expected = flat(tuple(tuple(row) for row in expected) if isinstance(expected, list) else expected)
    found = flat(result)
    assert len(found) == len(expected), (result, expected)
    for got, want in zip(found, expected, strict=True):
        if isinstance(want, (int, float)) and not isinstance(want, bool):
            assert math.isclose(got, want, rel_tol=1e-12), (result, expected)
        elif isinstance(want, dt.date):
            assert (got.year, got.month, got.day) == (want.year, want.month, want.day)
        else:
            assert got == ("" if want is None else want), (result, expected)


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_example_comes_out_in_excel(name):
    same(ask(name, *example(name)), CATALOGUE[name].example.expected)


def each_cell():
    """Every place of every argument of every example where a cell can be exchanged: the first one of the argument."""
    for name in NAMES:
        for place in range(len(CATALOGUE[name].parameters)):
            yield name, place


def exchanged(name, place, value):
    """The example's arguments with the first number (or first cell) of one argument exchanged."""
    arguments = example(name)
    argument = arguments[place]
    if not isinstance(argument, list):
        arguments[place] = [[value]]
        return arguments
    cells = [(r, c) for r, row in enumerate(argument) for c, _ in enumerate(row)]
    numbers = [(r, c) for r, c in cells if isinstance(argument[r][c], float)]
    at_row, at_column = (numbers or cells)[0]
    arguments[place] = [
        [value if (r, c) == (at_row, at_column) else cell for c, cell in enumerate(row)]
        for r, row in enumerate(argument)
    ]
    return arguments


def in_order(result):
    """Nothing but what a cell can show: no traceback, no None, no failed calculation."""
    cells = flat(result)
    assert cells
    for cell in cells:
        assert not isinstance(cell, str) or "Traceback" not in cell
        assert cell != edge.BROKEN
        assert not isinstance(cell, float) or math.isfinite(cell)
    return cells


@pytest.mark.parametrize(("name", "place"), list(each_cell()))
def test_an_empty_cell_and_an_argument_left_out(name, place):
    in_order(ask(name, *exchanged(name, place, None)))
    if CATALOGUE[name].parameters[place].optional:
        arguments = example(name)
        arguments[place] = None
        in_order(ask(name, *arguments))


@pytest.mark.parametrize(("name", "place"), list(each_cell()))
def test_currency_is_a_number(name, place):
    arguments = example(name)
    argument = arguments[place]
    if isinstance(argument, list):
        money = [[decimal.Decimal(str(c)) if isinstance(c, float) else c for c in row] for row in argument]
    elif isinstance(argument, float):
        money = [[decimal.Decimal(str(argument))]]
    else:
        return
    arguments[place] = money
    same(ask(name, *arguments), CATALOGUE[name].example.expected)


@pytest.mark.parametrize(("name", "place"), list(each_cell()))
def test_a_date_and_a_long_text_do_no_harm(name, place):
    in_order(ask(name, *exchanged(name, place, fake_excel.moment(2024, 5, 1))))
    cells = in_order(ask(name, *exchanged(name, place, "长" * 40_000)))
    assert all(len(cell) <= 255 for cell in cells if isinstance(cell, str))


@pytest.mark.parametrize(("name", "place"), list(each_cell()))
def test_a_text_that_looks_like_a_number_is_never_taken_for_one(name, place):
    argument = example(name)[place]
    numbers = [argument] if not isinstance(argument, list) else [cell for row in argument for cell in row]
    if not any(isinstance(cell, float) for cell in numbers):
        return
    result = ask(name, *exchanged(name, place, "95"))
    found = in_order(result)
    assert result != ask(name, *exchanged(name, place, 95.0)) or any(
        isinstance(cell, str) and "95" in cell for cell in found
    )


@pytest.mark.parametrize("error", list(CellError), ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_an_error_cell_comes_out_as_the_same_error(name, error):
    place = next(
        place for place, argument in enumerate(example(name)) if argument is not None
    )  # the first argument is the one every function computes with
    cells = in_order(ask(name, *exchanged(name, place, fake_excel.error_code(error.value))))
    assert edge.MARK + error.value[1:] in cells, cells


@pytest.mark.parametrize("error", [CellError.REF, CellError.NAME], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_an_argument_that_is_an_error_itself_comes_out_as_it(name, error):
    """A defined name that was deleted leaves no cells: Excel hands over the bare code."""
    place = next(place for place, argument in enumerate(example(name)) if argument is not None)
    arguments = example(name)
    arguments[place] = fake_excel.error_code(error.value)
    assert edge.MARK + error.value[1:] in in_order(ask(name, *arguments))


@pytest.mark.parametrize("name", NAMES)
def test_workbooks_of_the_first_release_go_on_computing(name):
    """Their wrappers hand over ranges, the workbook and the calling cell as objects."""
    given = [
        fake_excel.cells(*one) if isinstance(one, list) else fake_excel.MISSING if one is None else one
        for one in example(name)
    ]
    caller = fake_excel.cells([None])
    answer = SERVER.XLPython().CallUDF("udfs.functions", name, tuple(given), fake_excel.Workbook(), caller)
    same(fake_excel.shown(answer), CATALOGUE[name].example.expected)


@pytest.mark.parametrize("name", NAMES)
def test_single_cells_and_a_block_of_200_rows(name):
    arguments = example(name)
    single = [[[one[0][0]]] if isinstance(one, list) else one for one in arguments]
    in_order(ask(name, *single))
    blocks = [(one * 200)[:200] if isinstance(one, list) and len(one) > 1 else one for one in arguments]
    in_order(ask(name, *blocks))


def test_a_roster_of_200_with_spare_rows():
    scores = [[90 + number % 10] for number in range(180)] + [[None]] * 20
    people = len(scores)
    levels = ask(
        "KPI_GRADES",
        [[float(cell[0])] if cell[0] is not None else [None] for cell in scores],
        [["优秀"]] * 180 + [[None]] * 20,
        [["客服部"]] * 180 + [[None]] * 20,
        [[None, "A+", "A", "B"], ["优秀", 0.2, 0.3, 0.5]],
    )
    assert len(levels) == people
    assert [row[0] for row in levels[180:]] == [""] * 20
    assert {row[0] for row in levels[:180]} == {"A+", "A", "B"}


def test_the_functions_are_there_and_carry_their_decorators():
    found = {name: f for name, f in vars(FUNCTIONS).items() if hasattr(f, "__xlfunc__")}
    assert sorted(found) == NAMES
    for name, function in found.items():
        described = function.__xlfunc__
        assert described["category"] == CATALOGUE[name].category
        assert not described["volatile"]
        assert described["call_in_wizard"]
        assert [one["name"] for one in described["args"]] == [argument_name(p) for p in CATALOGUE[name].parameters]
        for argument in described["args"]:
            assert argument["options"] == {"ndim": 2, "err_to_str": True}
            assert 0 < len(argument["doc"]) <= 255


def test_a_failure_of_ours_is_a_sentence_and_goes_to_the_log(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    @edge.answering
    def broken(score):
        return 1 / score

    assert broken([[0.0]]) == edge.BROKEN
    log = (tmp_path / "xlkpi" / "xlkpi.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "broken" in log


def test_a_log_that_cannot_be_written_does_not_break_the_cell(monkeypatch, tmp_path):
    (tmp_path / "xlkpi").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert edge.answering(lambda: 1 / 0)() == edge.BROKEN


@pytest.mark.parametrize(
    ("result", "cell"),
    [
        (None, ""),
        (float("nan"), "#kpi!NUM!"),
        (CellError.NA, "#kpi!N/A"),
        ([[1.0, None], [CellError.DIV0, "a"]], [[1.0, ""], ["#kpi!DIV/0!", "a"]]),
        ([], ""),
        (True, True),
    ],
)
def test_what_goes_back_is_what_excel_takes(result, cell):
    assert edge.outgoing(result) == cell


def test_every_error_has_its_number():
    assert {error.value: number for error, number in ERROR_NUMBERS.items()} == fake_excel.ERRORS
