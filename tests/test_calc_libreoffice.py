"""The evaluator against LibreOffice: the same workbook, computed by both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from grids import results
from natives_cases import ARRAYS, CASES, DATA, RARER
from random_formulas import Writer
from small_workbooks import of_cells
from test_calc_natives import agrees
from xlkpi.books.areas import column_letters
from xlkpi.errors import CellError
from xlkpi.libreoffice.addin.addin_values import error_of
from xlkpi.libreoffice.profile import own_office
from xlkpi.libreoffice.program import find_libreoffice
from xlkpi.libreoffice.session import Office

pytestmark = pytest.mark.libreoffice

ROW = 50
FIRST = 26


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with own_office(find_libreoffice(), addin=False) as running:
        yield running


def in_libreoffice(office: Office, path: Path, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Let LibreOffice compute a workbook with these cells, return its values by address."""
    of_cells(path, cells)
    opened = office.ask("open", url=path.as_uri())["document"]
    found = office.ask("formulas", document=opened)
    office.ask("close", document=opened)
    return {f"{column_letters(column + 1)}{row + 1}": value for _, row, column, value in found}


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return CellError(str(error_of(value["error"])))
    return float(value) if type(value) is int else value


def compared(office: Office, folder: Path, formulas: list[str]) -> list[tuple[str, Any, Any]]:
    """Formulas on which we and LibreOffice do not agree, with both answers."""
    places = {f"{column_letters(FIRST + at)}{ROW}": formula for at, formula in enumerate(formulas)}
    ours = results({**DATA, **places})
    theirs = in_libreoffice(office, folder / "函数.xlsx", {**DATA, **places})
    pairs = [(formula, ours[place], plain(theirs[place])) for place, formula in places.items()]
    return [pair for pair in pairs if not same(pair[1], pair[2])]


def same(ours: Any, theirs: Any) -> bool:
    # LibreOffice has no truth values of its own: a formula that gives one gives 1 or 0 with a format.
    if isinstance(ours, bool) and theirs == float(ours):
        return True
    return agrees(ours, theirs)


def test_native_functions_agree(office: Office, tmp_path: Path) -> None:
    assert compared(office, tmp_path, [case[0] for case in (*CASES, *RARER) if len(case) == 2]) == []


def test_array_formulas_agree(office: Office, tmp_path: Path) -> None:
    assert compared(office, tmp_path, ["{" + case[0] + "}" for case in ARRAYS]) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_random_formulas_agree(office: Office, tmp_path: Path, seed: int) -> None:
    writer = Writer(seed)
    different = compared(office, tmp_path, [writer.formula() for _ in range(1000)])
    # Which error it is differs between the programs in many places; natives_cases holds Excel's.
    assert [one for one in different if not all(isinstance(value, CellError) for value in one[1:])] == []
