"""The evaluator against results that Excel itself stored; with `--corpus DIR` against those of any folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import calc_corpus as corpus
import ooxml_corpus
from xlkpi.errors import CellError

GOLDEN = Path(__file__).parent / "golden" / "excel"
EXCEL = sorted(GOLDEN.glob("*.xlsx"))


@pytest.mark.parametrize("path", EXCEL, ids=[path.stem for path in EXCEL])
def test_what_excel_stored_is_what_we_compute(path: Path) -> None:
    verdict = corpus.judge(path)
    assert verdict.trouble == ""
    assert verdict.by_excel
    assert verdict.differences == []


def test_what_is_refused_there_is_a_function_without_support() -> None:
    verdicts = [corpus.judge(path) for path in EXCEL]
    assert sum(one.formulas["agree"] for one in verdicts) > 100
    reasons = sum((one.reasons for one in verdicts), Counter())
    assert {reason for reason in reasons if not reason.endswith("is not known here")} == set()


@pytest.mark.parametrize(
    ("stored", "ours", "expected"),
    [
        (1.0, 1.0 + 1e-12, True),
        (1.0, 1.001, False),
        (1.0, True, False),
        ("1", 1.0, False),
        (CellError.NA, CellError.NA, True),
        (CellError.NA, CellError.VALUE, False),
        (CellError.VALUE, CellError.CALC, True),  # the newer errors are stored as #VALUE!
    ],
)
def test_when_two_results_are_the_same(stored, ours, expected) -> None:
    assert corpus.same(stored, ours) is expected


def test_a_difference_is_seen(tmp_path: Path) -> None:
    """A workbook whose stored results are wrong: agree, differ and refused are told apart."""
    import xlsxwriter

    path = tmp_path / "错.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("表")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", "=SUM(A1,1)", None, 4)
        sheet.write_formula("A3", "=BESSELJ(1,2)", None, 0.11)
        sheet.write_formula("A4", "=A2+1", None, 5)  # computed from the stored 4: right
        sheet.write_formula("A5", "=NOW()", None, 5)
    verdict = corpus.judge(path)
    assert verdict.formulas == {"agree": 2, "differ": 1, "refused": 1, "not compared": 1}
    assert (verdict.differ, verdict.refused) == ({"SUM": 1}, {"BESSELJ": 1})
    assert [one[0] for one in verdict.differences] == ["表!A2"]
    assert "| SUM | 0 | 1 | 0 |" in corpus.table([verdict])
    assert "Not supported: BESSELJ 1" in corpus.table([verdict])


def test_corpus_option(request, capsys) -> None:
    """`pytest --corpus DIR -k corpus_option -s` prints the table for any folder of workbooks; without it, the golden ones."""
    folder = request.config.getoption("--corpus")
    found = [corpus.judge(path) for path in ooxml_corpus.workbooks(Path(folder or GOLDEN))]
    assert found
    if folder:
        with capsys.disabled():
            print("\n" + corpus.table(found))
