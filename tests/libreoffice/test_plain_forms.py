"""LibreOffice computes a plain form's total as KPI_TOTAL does, with its own functions alone."""

import random

import xlsxwriter

from test_plain_forms import CASES, random_case
from xlkpi.functions import call
from xlkpi.libreoffice.documents import opened
from xlkpi.schemes.gas.form import total_of


def test_random_forms_give_the_same_total_in_libreoffice(office, tmp_path):
    rng = random.Random(7)
    cases = [case[:3] for case in CASES] + [random_case(rng) for _ in range(200)]
    path = tmp_path / "forms.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, (scores, weights, adjust) in enumerate(cases):
            top = place * 12 + 1
            sheet.write_column(top - 1, 0, scores)
            sheet.write_column(top - 1, 1, weights)
            if adjust is not None:
                sheet.write_number(top - 1, 2, adjust)
            formula = total_of("主管评分", "加减分")
            for name, cells in (
                ("主管评分", f"A{top}:A{top + 11}"),
                ("权重", f"B{top}:B{top + 11}"),
                ("加减分", f"C{top}"),
            ):
                formula = _with_cells(formula, name, cells)
            sheet.write_formula(top - 1, 3, f"={formula}")
    with opened(office, path) as document:
        document.ask("recalculate")
        for place, (scores, weights, adjust) in enumerate(cases):
            found = document.ask("read", sheet=0, row=place * 12, column=3)
            meant = call("KPI_TOTAL", [[[one] for one in scores], [[one] for one in weights], adjust])
            value = found["value"] if isinstance(found, dict) else found
            if isinstance(meant, str):
                assert isinstance(value, str), (scores, weights, adjust, found)
            else:
                assert value == meant, (scores, weights, adjust, found)


def _with_cells(formula, name, cells):
    """A formula in which a block's name outside quotes stands for other cells."""
    parts = formula.split('"')
    return '"'.join(part.replace(name, cells) if place % 2 == 0 else part for place, part in enumerate(parts))
