"""The rules against cases worked by hand, and the loader against careless case files."""

from __future__ import annotations

from typing import Any

import pytest

from cases_loader import Case, CaseFileError, agrees, load_cases, read_cases
from xlkpi.errors import CellError
from xlkpi.functions import CATALOGUE

CASES = load_cases()
GOOD = {
    "note": "三项加权",
    "source": "rules.md A1",
    "function": "KPI_TOTAL",
    "input": {"scores": [90, 80], "weights": [0.5, 0.5]},
    "expected": 85,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_rule_gives_what_was_worked_out_by_hand(case: Case) -> None:
    got = case.answer()
    assert agrees(case.expected, got), f"{case.note} ({case.source}): expected {case.expected}, got {got}"


def test_every_declared_function_has_cases() -> None:
    assert {case.function for case in CASES} == set(CATALOGUE)


def test_a_complete_case_is_read() -> None:
    (case,) = read_cases({"case": [GOOD]}, "x")
    assert case.arguments == [[[90], [80]], [[0.5], [0.5]], None]
    assert case.answer() == 85


@pytest.mark.parametrize("missing", ["note", "source", "function", "expected"])
def test_a_case_without_its_note_source_function_or_expected_value_is_refused(missing: str) -> None:
    table = {key: value for key, value in GOOD.items() if key != missing}
    with pytest.raises(CaseFileError, match="case 1"):
        read_cases({"case": [table]}, "x")


def test_a_blank_source_is_no_source() -> None:
    with pytest.raises(CaseFileError, match="source is missing"):
        read_cases({"case": [{**GOOD, "source": "  "}]}, "x")


def test_all_faults_of_a_file_are_told_at_once() -> None:
    bad = {**GOOD, "source": "", "remark": "?", "input": {"score": [1]}}
    with pytest.raises(CaseFileError) as caught:
        read_cases({"case": [bad, {**GOOD, "function": "KPI_NONE"}], "cases": []}, "x")
    told = str(caught.value)
    for words in (
        "source is missing",
        "unknown key remark",
        "no parameter score",
        "case 2: no function KPI_NONE",
        "unknown table cases",
    ):
        assert words in told


def test_a_file_without_cases_is_refused() -> None:
    with pytest.raises(CaseFileError, match="no cases"):
        read_cases({}, "x")


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        (1, 1.0, True),
        ("1", 1.0, False),
        (1, "1", False),
        ("", None, False),
        ("#N/A", CellError.NA, True),
        ("#N/A", CellError.REF, False),
        ({"says": ["第3行", "优"]}, "第3行得分“优”不是数字", True),
        ({"says": ["第4行"]}, "第3行得分“优”不是数字", False),
        ([[1], [2]], [[1.0], [2.0]], True),
        ([[1], [2]], [[1.0, 2.0]], False),
        ([[1]], 1.0, False),
        (1, 1, False),
    ],
)
def test_answers_are_compared_by_kind_and_shape(expected: Any, got: Any, same: bool) -> None:
    assert agrees(expected, got) is same
