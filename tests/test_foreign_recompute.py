"""Recompute in workbooks that are none of ours: nothing of ours, our functions with faults, full marks, several areas."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from commands import run
from small_workbooks import of_cells
from xlkpi.domain.numbers import percent_sum
from xlkpi.functions import call


def recomputed(path, *options):
    before = path.read_bytes()
    code, out, _ = run("recompute", str(path), "--json", *options)
    [told] = json.loads(out)
    return code, [(fault["place"], fault["message"]) for fault in told["faults"]], path.read_bytes() != before


def test_a_workbook_without_anything_of_ours_is_told_so_and_not_written(tmp_path):
    path = of_cells(tmp_path / "汇总.xlsx", {"A1": 90, "A2": "=A1*2"})
    code, faults, written = recomputed(path)
    assert (code, written) == (1, False)
    [(place, text)] = faults
    assert place == "汇总.xlsx"
    assert f"xlkpi adopt {path}" in text


def test_a_workbook_with_our_functions_is_computed_and_written(tmp_path):
    path = of_cells(tmp_path / "a.xlsx", {"A1": 90, "A2": 80, "B1": 0.5, "B2": 0.5, "C1": "=KPI_TOTAL(A1:A2,B1:B2)"})
    assert recomputed(path) == (0, [], True)


FAULTS = [
    ("a number kept as text", {"A1": "90"}, "A1:A2", "文本型数字"),
    ("weights that do not sum", {"B1": 0.6}, "A1:A2", "权重合计为 110%"),
    ("weights of 1 each", {"B1": 1, "B2": 2}, "A1:A2", "权重合计为 3%"),
    ("a range too short", {}, "A1:A1", "行数必须一致"),
]


@pytest.mark.parametrize(("change", "scores", "text"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_what_our_functions_complain_of_is_a_fault_and_stops_the_write(change, scores, text, tmp_path):
    cells = {"A1": 90, "A2": 80, "B1": 0.5, "B2": 0.5, "C1": f"=KPI_TOTAL({scores},B1:B2)", **change}
    code, faults, written = recomputed(of_cells(tmp_path / "a.xlsx", cells))
    assert (code, written) == (1, False)
    assert [place for place, _ in faults] == ["表!C1"]
    assert text in faults[0][1]


def test_an_error_in_our_cell_is_a_fault(tmp_path):
    cells = {"A1": "=1/0", "A2": 80, "B1": 0.5, "B2": 0.5, "C1": "=KPI_TOTAL(A1:A2,B1:B2)"}
    code, faults, written = recomputed(of_cells(tmp_path / "a.xlsx", cells))
    assert (code, written, [place for place, _ in faults]) == (1, False, ["表!C1"])


def test_a_text_that_is_a_result_is_no_fault(tmp_path):
    cells = {"A1": 96, "B1": 95, "B2": 0, "C1": "A+", "C2": "C-", "D1": "=KPI_LEVEL(A1:A1,B1:B2,C1:C2)"}
    assert recomputed(of_cells(tmp_path / "a.xlsx", cells)) == (0, [], True)


SUMS = [
    ([1, 1, 1], "300%"),
    ([0.5, 0.6], "110%"),
    ([0.3, 0.3], "60%"),
    ([30, 30], "60%"),
    ([40, 40, 30], "110%"),
    ([0.9] * 4, "360%"),
    ([1, 1], "200%"),
]


@pytest.mark.parametrize(("weights", "shown"), SUMS)
def test_a_sum_of_weights_reads_as_a_percentage(weights, shown):
    assert percent_sum([Fraction(str(weight)) for weight in weights]) == shown


MARKS = [
    # scores, weights, what comes out: by hand
    ([28, 40, 19, 7], [30, 40, 20, 10], "满分制"),  # 94 out of full marks, 8.4 + 16 + 3.8 + 0.7 = 28.9 weighted
    ([28, 40, 19, 7], [0.3, 0.4, 0.2, 0.1], 28.9),  # written as shares there is nothing to ask
    ([90, 95], [60, 40], 92.0),
    ([59, 95], [60, 40], 73.4),
    ([0, 0], [60, 40], 0.0),
    ([92], [100], 92.0),  # both rules give the same
    ([30, None], [60, 40], ""),  # not scored yet
]


@pytest.mark.parametrize(("scores", "weights", "result"), MARKS)
def test_scores_that_look_like_full_marks_are_asked_about(scores, weights, result):
    found = call("KPI_TOTAL", ([[score] for score in scores], [[weight] for weight in weights]))
    if isinstance(result, str) and result:
        assert result in found
        assert "94" in found
    else:
        assert found == result


def test_two_blocks_side_by_side_are_one_list(tmp_path):
    cells = {"A1": 90, "A2": 80, "D1": 70, "B1": 0.5, "B2": 0.3, "E1": 0.2}
    path = of_cells(tmp_path / "a.xlsx", {**cells, "G1": "=KPI_TOTAL((A1:A2,D1:D1),(B1:B2,E1:E1))"})
    assert recomputed(path) == (0, [], True)
    from openpyxl import load_workbook

    assert load_workbook(path, data_only=True)["表"]["G1"].value == 83  # 45 + 24 + 14


def test_blocks_of_different_widths_are_refused(tmp_path):
    cells = {"A1": 90, "A2": 80, "D1": 70, "B1": 0.5, "B2": 0.5, "G1": "=KPI_TOTAL((A1:A2,D1:E1),B1:B2)"}
    code, faults, written = recomputed(of_cells(tmp_path / "a.xlsx", cells))
    assert (code, written) == (1, False)
    assert "列数不同" in faults[0][1]
