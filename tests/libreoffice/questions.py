"""Questions to the spreadsheet functions - a function with raw arguments - and a workbook that asks them all at once."""

import datetime as dt
import random
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from cases_loader import load_cases
from xlkpi.functions import call

DEPARTMENTS = 200
CODES = ("A+", "A", "B", "C", "C-")
QUOTAS = [
    [None, *CODES],
    ["优秀", 0.2, 0.3, 0.5, None, None],
    ["良好", 0.1, 0.3, 0.6, None, None],
    ["合格", 0.05, 0.25, 0.6, 0.1, None],
    ["需改进", None, 0.2, 0.6, 0.2, None],
    ["不合格", None, 0.1, 0.5, 0.3, 0.1],
]
ROUNDINGS = ("half_up", "largest_remainder", "floor", "cumulative", None)
TIES = ("better", "worse", "order", "ask", None)
ERROR_FORMULAS = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#REF!": "=#REF!", "#VALUE!": '="x"+1', "#NUM!": "=SQRT(-1)"}


class Question(NamedTuple):
    title: str
    function: str
    arguments: list[Any]


def of_cases():
    """One question for every rule case."""
    return [Question(case.title, case.function, trimmed(case.arguments)) for case in load_cases()]


def of_departments(seed="202405"):
    """Levels, reasons and ranks of generated departments: ties, people without scores or not appraised, tie-breaks."""
    random_ = random.Random(seed)
    questions = []
    for number in range(DEPARTMENTS):
        size = random_.randint(1, 25)
        grid = random_.choice([0.01, 0.5, 1, 5])
        scores = [[round(round(random_.uniform(60, 100) / grid) * grid, 2)] for _ in range(size)]
        eligible = [[random_.choice(["是", "是", "是", None, "否"])] for _ in range(size)]
        if random_.random() < 0.15:
            scores[random_.randrange(size)] = [random_.choice([None, "优", "95", "#N/A"])]
        tiebreak = [[float(random_.randint(1, 3))] for _ in range(size)] if random_.random() < 0.3 else None
        level, rounding, ties = random_.choice(QUOTAS[1:])[0], random_.choice(ROUNDINGS), random_.choice(TIES)
        roster = trimmed([scores, level, "客服部", QUOTAS, eligible, tiebreak, rounding, ties])
        headcount = float(sum(mark != ["否"] for mark in eligible))
        questions += [
            Question(f"department {number} levels", "KPI_GRADES", roster),
            Question(f"department {number} reasons", "KPI_WHY", roster),
        ]
        if number % 4:
            continue
        questions += [
            Question(f"department {number} ranks", "KPI_RANK", [scores, None, eligible]),
            Question(f"department {number} seats", "KPI_SEATS", trimmed([headcount, level, QUOTAS, rounding])),
        ]
    return questions


def trimmed(arguments):
    """Arguments without those omitted at the end."""
    kept = list(arguments)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def rows_of(value):
    return value if isinstance(value, list) else [[value]]


def plain(value):
    """An answer's cells in one spelling for all entrances: blank is "", dates are serial numbers, errors their text."""
    return [[_plain(cell) for cell in row] for row in rows_of(value)]


def _plain(cell):
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return float((dt.date(cell.year, cell.month, cell.day) - dt.date(1899, 12, 30)).days)
    return str(cell) if not isinstance(cell, bool | int | float | str) else cell


def answer(question):
    return call(question.function, question.arguments)


class Place(NamedTuple):
    """Where a question's answer stands: first row, rows, columns."""

    row: int
    rows: int
    columns: int


def write_workbook(path, questions):
    """Ask every question by a formula over cells; returns where the answers stand, on the sheet `答`."""
    places, row = [], 0
    with xlsxwriter.Workbook(path) as book:
        answers, cells = book.add_worksheet("答"), book.add_worksheet("题")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for question in questions:
            references, column, height = [], 0, 1
            for argument in question.arguments:
                if argument is None:
                    references.append("")
                    continue
                block = rows_of(argument)
                for down, line in enumerate(block):
                    for across, value in enumerate(line):
                        _put(cells, row + down, column + across, value, date)
                last = row + len(block) - 1, column + max(map(len, block)) - 1
                references.append(f"题!{xl_range_abs(row, column, *last)}")
                column, height = last[1] + 2, max(height, len(block))
            formula = f"={question.function}({','.join(references)})"
            result = rows_of(answer(question))
            place = Place(row, len(result), len(result[0]))
            if place.rows == place.columns == 1:
                answers.write_formula(row, 0, formula)
            else:
                answers.write_array_formula(row, 0, row + place.rows - 1, place.columns - 1, f"{{{formula}}}")
            places.append(place)
            row += max(height, place.rows) + 1
    return places


def _put(sheet, row, column, value, date):
    if value is None or value == "":
        return
    if value in ERROR_FORMULAS:
        sheet.write_formula(row, column, ERROR_FORMULAS[value], None, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, date)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
