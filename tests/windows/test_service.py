"""The real DLL, real COM and the real service under Wine, asked through a workbook's own macros."""

from __future__ import annotations

import datetime as dt
import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from xlkpi.actions.opening import spreadsheet_functions
from xlkpi.books.file import FileBook
from xlkpi.errors import ERROR_NUMBERS, CellError
from xlkpi.functions import CATALOGUE
from xlkpi.schemes import systems

pytestmark = pytest.mark.wine

NAMES = sorted(CATALOGUE)
SOON = 5.0
"""Seconds within which a formula must have an answer, whatever is broken."""
MOST = 0.85
"""Share of the functions that the sample months must ask for."""
TOTAL = {"call": "KPI_TOTAL", "with": [[[92.0], [88.0]], [[0.5], [0.5]]]}


def sent(argument):
    """A worked example's argument as the stand-in takes it."""
    if isinstance(argument, list):
        return [[sent(cell) for cell in row] for row in argument]
    if isinstance(argument, CellError):
        return {"error": ERROR_NUMBERS[argument]}
    if isinstance(argument, dt.date):
        return {"date": argument.isoformat()}
    if isinstance(argument, int) and not isinstance(argument, bool):
        return float(argument)
    return argument


def as_range(argument):
    """A single value as the one cell of a range, whose Value is the value itself for VBA; dates need the cell."""
    if isinstance(argument, list):
        return argument
    return [[argument]] if isinstance(argument, dict) else argument


def shown(value):
    if isinstance(value, list):
        return [[shown(cell) for cell in row] for row in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, CellError):
        return {"error": ERROR_NUMBERS[value]}
    return "" if value is None else value


def flat(result):
    return [cell for row in result for cell in flat(row)] if isinstance(result, list) else [result]


def same(found, expected):
    found, expected = flat(found), flat(shown(expected))
    assert len(found) == len(expected), (found, expected)
    for got, want in zip(found, expected, strict=True):
        if isinstance(want, (int, float)) and not isinstance(want, bool):
            assert math.isclose(got, want, rel_tol=1e-12), (found, expected)
        elif isinstance(got, str) and isinstance(want, str) and len(want) == 10 and want[4] == "-":
            assert got[:10] == want
        else:
            assert got == want


@pytest.fixture(scope="module")
def examples(empty_windows, installing):
    """Every worked example, asked in one session."""
    assert installing[0] == 0, installing[1]
    steps = [
        {"call": name, "with": [as_range(sent(one)) for one in CATALOGUE[name].example.arguments]} for name in NAMES
    ]
    return dict(zip(NAMES, empty_windows.excel(steps), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_example_comes_out(examples, name):
    same(examples[name]["answer"], CATALOGUE[name].example.expected)


def test_python_is_started_once_for_all_of_them(examples):
    assert examples[NAMES[0]]["starts"] == 1


def test_what_a_cell_can_hold_arrives_as_what_it_is(windows):
    halves = [[0.5], [0.5]]
    asked = [
        ([[92.0], [88.0]], 90.0),
        ([[{"currency": "92.00"}], [88.0]], 90.0),
        ([["优"], [88.0]], "第1行得分“优”不是数字"),
        ([["95"], [88.0]], None),  # a text that looks like a number: some sentence about it
        ([[{"error": 2042}], [88.0]], {"error": 2042}),
        ([[{"error": 2007}], [88.0]], {"error": 2007}),
        ([[None], [88.0]], ""),
        ([[{"date": "2024-05-01"}], [88.0]], None),
    ]
    answers = windows.excel([{"call": "KPI_TOTAL", "with": [scores, halves]} for scores, _ in asked])
    for (scores, expected), found in zip(asked, answers, strict=True):
        if expected is None:
            assert isinstance(found["answer"], str), (scores, found)
            assert "不是" in found["answer"], (scores, found)
        else:
            assert found["answer"] == expected, scores


def test_one_cell_one_row_and_one_column(windows):
    answers = windows.excel([
        {"call": "KPI_TOTAL", "with": [92.0, 1.0]},
        {"call": "KPI_TOTAL", "with": [[[92.0, 88.0]], [[0.5, 0.5]]]},
        {"call": "KPI_RANK", "with": [[[90.0], [80.0], [90.0]]]},
    ])  # fmt: skip
    assert answers[0]["answer"] == 92.0
    assert answers[1]["answer"] == 90.0
    assert flat(answers[2]["answer"]) == [1, 3, 1]


def test_twenty_thousand_people_are_ranked(windows):
    scores = [[float((number * 7919) % 20_011)] for number in range(20_000)]
    (answer,) = windows.excel([{"call": "KPI_RANK", "with": [scores]}])
    by_hand = {score: place for place, score in enumerate(sorted((row[0] for row in scores), reverse=True), 1)}
    assert flat(answer["answer"]) == [by_hand[row[0]] for row in scores]


def test_two_excels_at_once_have_a_service_each(windows):
    steps = [
        [{"call": "KPI_TOTAL", "with": [[[90.0 + excel + turn / 100]], [[1.0]]]} for turn in range(60)]
        for excel in (1, 2)
    ]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(windows.excel, steps)
    assert [one["answer"] for one in first] == [pytest.approx(91 + turn / 100) for turn in range(60)]
    assert [one["answer"] for one in second] == [pytest.approx(92 + turn / 100) for turn in range(60)]


def recording(calls):
    """The functions as files know them; what they are asked, and their answers, go to `calls`."""

    def watched(name, function):
        def asked(*arguments):
            answer = function(*arguments)
            calls.setdefault((name, repr(arguments)), (name, arguments, answer))
            return answer

        return asked

    return {name: watched(name, function) for name, function in spreadsheet_functions().items()}


def as_vba(cells):
    """What a file hands over, as VBA does: one cell is the value itself."""
    return cells[0][0] if isinstance(cells, list) and len(cells) == len(cells[0]) == 1 else cells


def test_every_call_of_the_sample_months_is_answered_as_in_files(windows, demonstrated):
    """LibreOffice gives the same as files, cell by cell (tests/libreoffice/test_templates_client.py)."""
    calls = {}
    for system in systems():
        for path in sorted(demonstrated(system.id).rglob("*.xlsm")):
            FileBook.open(path, functions=recording(calls)).recalculate()
    assert len({name for name, _, _ in calls.values()}) > MOST * len(CATALOGUE)
    steps = [
        {"call": name, "with": [as_range(sent(as_vba(one))) for one in arguments]}
        for name, arguments, _ in calls.values()
    ]
    for (name, arguments, expected), found in zip(calls.values(), windows.excel(steps), strict=True):
        assert "answer" in found, (name, arguments, found)
        same(found["answer"], expected)


# --- a Python that cannot start ---------------------------------------------------------------------------------------

MODULE = r"%LOCALAPPDATA%\xlkpi\python\Lib\site-packages\xlkpi\domain"
PYTHON = r"%LOCALAPPDATA%\xlkpi\python\python.exe"
DLL = r"%LOCALAPPDATA%\xlkpi\python\xlwings64-0.37.8.dll"


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (MODULE, "No module named 'xlkpi.domain'"),
        (PYTHON, "The calculation service did not start"),
        (DLL, "xlkpi is not installed on this machine"),
    ],
)
def test_what_is_broken_is_said_within_five_seconds_and_only_tried_once(windows, gone, said):
    """With the command ending in /K the first of these formulas took two minutes, and so did each of the others."""
    steps = [{"rename": [gone, gone + ".away"]}, *[TOTAL] * 12, {"rename": [gone + ".away", gone]}]
    answers = windows.excel([*steps, TOTAL, {"call": "KpiForgive"}, TOTAL])
    broken = answers[1:13]
    assert all(said in one["answer"] for one in broken), broken
    healthy = answers[16]["seconds"]
    assert sum(one["seconds"] for one in broken) < max(SOON, 4 * healthy), "this machine may be busy"
    assert sum(one["starts"] for one in broken[1:]) == 0
    assert answers[14]["answer"] == broken[0]["answer"], "repaired, but not yet tried again"
    assert answers[16]["answer"] == 90.0, "restarting, or opening the workbook, tries again"


def test_a_service_that_has_ended_is_started_again(windows):
    answers = windows.excel([TOTAL, {"end": True}, TOTAL, TOTAL])
    assert [answers[at]["answer"] for at in (0, 2, 3)] == [90.0, 90.0, 90.0]


def test_a_service_that_was_killed_is_started_again_in_the_very_next_formula(windows):
    """Wine keeps the number of a server that was killed, and finds it dead."""
    kill, forgive = {"kill": True}, {"call": "KpiForgive"}
    answers = windows.excel([TOTAL, kill, TOTAL, TOTAL, kill, TOTAL, forgive, TOTAL, kill, {"call": "KillPy"}, TOTAL])
    assert [answers[at]["answer"] for at in (0, 2, 3, 5, 7, 10)] == [90.0] * 6
    assert answers[3]["seconds"] < answers[2]["seconds"], "found again, not started again"
    assert answers[9]["answer"] is None, "重启计算服务 takes a dead one as ended"


def test_ending_the_service_asks_no_start(windows):
    """What 重启计算服务 does first."""
    answers = windows.excel([TOTAL, {"call": "KillPy"}])
    assert answers[1]["answer"] is None
    assert answers[1]["seconds"] < answers[0]["seconds"]
