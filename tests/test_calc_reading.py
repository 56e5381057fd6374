"""Reading formulas: tokens, and what filled-down formulas share."""

from __future__ import annotations

import pytest
from openpyxl.formula.translate import Translator

from natives_cases import ARRAYS, CASES
from xlkpi.books.areas import column_letters, column_number
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.scan import relative_text, scan

FORMULAS = [str(case[0])[1:] for case in (*CASES, *ARRAYS)]
LEFT_ALONE = "SUM(C2:INDEX(C2:C7,3))"
"""openpyxl does not move the C2 before the colon."""


@pytest.mark.parametrize("formula", [one for one in FORMULAS if one != LEFT_ALONE])
def test_a_formula_filled_down_is_the_same_formula(formula):
    """The translation is openpyxl's; whole rows and columns it moves as Excel does."""
    moved = Translator(f"={formula}", origin="Z50").translate_formula("AA53")[1:]
    try:
        tokens = scan(formula, 50, 26)
    except NotEvaluated:
        pytest.skip("not a formula for us")
    assert scan(moved, 53, 27) == tokens
    first, second = relative_text(formula, 50, 26), relative_text(moved, 53, 27)
    if ":" not in formula:
        assert first == second


def test_formulas_alike_have_the_same_tokens():
    """Whatever `relative_text` takes for the same formula must be the same formula."""
    seen = {}
    for formula in FORMULAS:
        for row, column in ((50, 26), (51, 26), (50, 27)):
            key = relative_text(formula, row, column)
            tokens = scan(formula, row, column)
            assert key is None or seen.setdefault(key, tokens) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("A1", 1, 1), ("A2", 1, 1)),
        (('"A1"', 1, 1), ('"A2"', 2, 1)),
        (("'A1'!B1", 1, 1), ("'A2'!B2", 2, 1)),
        (("A1!B1", 1, 1), ("A2!B2", 2, 1)),
        (("SUM(A:A)", 1, 1), ("SUM(A:A)", 1, 2)),
        (("SUM(1:1)", 1, 1), ("SUM(1:1)", 2, 1)),
        (("LOG10(A1)", 1, 1), ("LOG11(A2)", 2, 1)),
        (("A$1", 1, 1), ("A$2", 2, 1)),
        (("名A1", 1, 1), ("名A2", 2, 1)),
        (("表[A1]", 1, 1), ("表[A2]", 2, 1)),
    ],
)
def test_formulas_that_only_look_alike(one, other):
    first, second = relative_text(*one), relative_text(*other)
    assert first is None or second is None or first != second


def test_columns_and_their_letters():
    assert [column_letters(at) for at in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(at)) == at for at in range(1, 16_385, 37))
