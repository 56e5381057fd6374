"""The table of requirements: complete, agreeing with docs/rules.md, and every test and case it names exists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from places_loader import DOCUMENT_OF
from requirements_loader import PAGE, known_tests, load_requirements, page_text, requirement_faults

ROWS = load_requirements()
TESTS = known_tests()


def test_every_requirement_names_its_place_where_it_stands_and_what_holds_it() -> None:
    assert list(requirement_faults(ROWS, TESTS)) == []


def test_every_document_is_in_the_table() -> None:
    assert {row.document for row in ROWS} == set(DOCUMENT_OF.values())


def test_the_page_shows_the_table_as_it_is() -> None:
    present = PAGE.read_text("utf-8")
    assert present == page_text(ROWS, present)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "000-07"}, "must be 000-01"),
        ({"place": "员工评级比例分配表注"}, "no place"),
        ({"requirement": " "}, "not told in full"),
        ({"stands": ""}, "not told in full"),
        ({"stands": "missing on the sheet"}, "say partly"),
        ({"test": ""}, "nothing holds it"),
        ({"test": "test_month.py::test_nowhere"}, "there is no test_month.py::test_nowhere"),
        ({"test": "case totals KPI_TOTAL B9"}, "there is no case"),
    ],
)
def test_a_careless_row_is_told(changes: dict[str, str], words: str) -> None:
    faults = list(requirement_faults([replace(ROWS[0], **changes)], TESTS))
    assert any(words in fault for fault in faults), faults


def test_what_is_missing_needs_no_test_and_several_may_hold_a_row() -> None:
    missing = replace(ROWS[0], stands="missing", test="")
    held = replace(ROWS[0], test=f"{ROWS[0].test}; case totals KPI_TOTAL A1")
    assert list(requirement_faults([missing], TESTS)) == list(requirement_faults([held], TESTS)) == []
    assert len(held.tests) == 2
