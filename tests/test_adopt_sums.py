"""Totals made of columns of partial scores: understood, held against every row, and computed in place.

Expected numbers are counted by hand from the drawn scores and the weights that the layout's truth names.
"""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from adopt.drawing import Formula, rounded
from adopt.gathered import FIFTH, FOURTH, OPEN, THIRD, each
from adopt.layout import summary
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import Wish, take_over
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import understand

MADE = {
    "bilingual_summary": "F=D*0.3+E*0.7",
    "checked_calls": "I=G*0.6+H*0.4",
    "indicators_across": "G=C*0.3+D*0.3+E*0.2+F*0.2",
    "kpi_columns": "H=C*0.2+D*0.3+E*0.25+F*0.15+G*0.1",
    "marks_in_header_words": "H=D+E+F+G",
    "penalties_negative": "H=E+F+G",
    "shift_supervisors": "G=E*0.6+F*0.4",
    "stations": "G=C+D+E+F",
    "subtotals_in_columns": "E=B+C+D H=E+F+G",
    "tellers": "F=C*0.4+D*0.4+E*0.2",
    "three_shifts": "F=D*0.5+E*0.5",
    "two_parts_converted": "H=E+G",
    "two_raters": "G=E*0.2+F*0.8",
    "two_raters_mean": "F=D*0.5+E*0.5",
    "four_quarters": "I=E*0.25+F*0.25+G*0.25+H*0.25",
    "quarter_summary": "H=E*0.333333+F*0.333333+G*0.333333",
    "months_in_columns": "G=D*0.333333+E*0.333333+F*0.333333",
    "half_year": "J=D*0.166667+E*0.166667+F*0.166667+G*0.166667+H*0.166667+I*0.166667",
}
"""What the totals of the other open lists are made of, as their formulas and numbers were drawn; the rest of nothing."""


def understood(book, folder, name="表"):
    return understand(grids_of(save(book, folder, name))).as_json()


@each([*OPEN, *THIRD, *FOURTH])
def test_no_other_list_is_said_to_be_made_of_something(layout, tmp_path):
    answer = understood(layout.draw(), tmp_path)
    expected = summary("", made_of=MADE[layout.name])["made_of"] if layout.name in MADE else None
    told = [part.get("made_of") for part in answer.get("parts", [answer]) if part["kind"] == "summary"]
    assert all(one == expected for one in told)


def waiting(layout):
    """The layout before its totals were counted, without what contradicts itself elsewhere."""
    book = layout.draw()
    [part] = layout.parts
    page = book.sheet(part["sheet"])
    for at, cell in list(page.cells.items()):
        letter = openpyxl.utils.get_column_letter(at[1])
        results = {part["columns"].get(key) for key in ("total", "rank", "level", "coefficient")}
        inside = part["first_row"] <= at[0] <= part["last_row"]
        told = f"{part['sheet']}!{letter}{at[0]}" in layout.conflicts
        if inside and (letter in results or told):
            page.cells[at] = cell._replace(value=None)
    return book, part


def counted(book, part):
    """The totals by row, as the truth says that they are made."""
    page = book.sheet(part["sheet"])

    def number(row, letter):
        cell = page.cells.get((row, column_index_from_string(letter)))
        value = cell.value if cell else None
        return (value.value if isinstance(value, Formula) else value) or 0

    made = part["made_of"]
    [total] = [part["columns"]["total"]]
    return {
        row: rounded(round(sum(by * (number(row, at) if at else 1) for at, by in made[total].items()), 6))
        for row in range(part["first_row"], part["last_row"] + 1)
    }


@each(
    [
        layout
        for layout in FIFTH
        if layout.name not in {"guards_base_of_100", "weight_row_of_95", "two_steps_merged_heads"}
    ]
)
def test_a_total_that_waits_is_computed_by_the_weights_that_are_told(layout, tmp_path):
    book, part = waiting(layout)
    path = save(book, tmp_path, "等")
    done = take_over(adopt(path), Wish(tmp_path / "出.xlsm", decisions={(part["sheet"], "level"): "keep"}))
    assert [str(fault) for fault in done.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(done.out, data_only=True)[part["sheet"]]
    there = {
        row: sheet[f"{part['columns']['total']}{row}"].value for row in range(part["first_row"], part["last_row"] + 1)
    }
    want = counted(book, part)
    lacking = {int(cell.rpartition("!")[2][1:]) for cell in layout.conflicts if cell.startswith(f"{part['sheet']}!F")}
    assert {row: value for row, value in there.items() if row not in lacking} == pytest.approx(
        {row: value for row, value in want.items() if row not in lacking}
    )
    assert all(there[row] in (None, "") for row in lacking)
