"""Every template in two programs: computed by LibreOffice and by the file engine, cell by cell, change by change."""

import contextlib
import datetime as dt
import random
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from xlkpi.actions.create import create
from xlkpi.actions.opening import open_book
from xlkpi.drawing.choices import ROUNDINGS, TIES
from xlkpi.drawing.layout import YES_NO
from xlkpi.errors import CellError, Unusable
from xlkpi.libreoffice.addin.addin_values import error_of
from xlkpi.libreoffice.documents import opened
from xlkpi.libreoffice.office_book import computed
from xlkpi.schemes import kind_named, kinds

pytestmark = pytest.mark.libreoffice

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
TEMPLATES = sorted(WORKBOOKS.glob("*.xlsm"))
CHANGES = 50
IDLE = re.compile("签名|签批|制表|评语|小结|面谈|员工自评|序号|事由|意见")
"""Named cells on which no formula depends."""
DAYS = re.compile("日期$|^节假日$|^调休上班日$")
DAY_ZERO = dt.date(1899, 12, 30)
OTHERS = [kind_named(key) for key in dict.fromkeys(kind.title for kind in kinds() if kind.scheme != "gas")]
OTHERS.append(kind_named("period"))
CHOICES = {"舍入方式": ROUNDINGS, "同分处理": TIES, "名单_参评": YES_NO}


class Difference(NamedTuple):
    place: str
    formula: str
    here: object
    there: object


def value_of(book, sheet, row, column):
    """What our engine has in a cell now: a blank text is an empty cell, a date its serial number."""
    cell = book.file.sheet(sheet).cells.get((row, column))
    value = book._changed.get(sheet, {}).get((row, column), cell.value if cell else None)
    if isinstance(value, dt.datetime):
        return (value - dt.datetime.combine(DAY_ZERO, dt.time())) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - DAY_ZERO).days)
    return None if value == "" else value


def formula_of(book, sheet, row, column):
    content = book.file.sheet(sheet)
    cell = content.cells.get((row, column))
    if cell is not None and cell.formula is not None:
        return cell.formula.text
    block = next(block for block in content.blocks if block.holds(row, column))
    return content.cells[block.top, block.left].formula.text


def differences(book, results):
    """Formula cells in which the two programs do not agree, to the last digit and the same sentence.

    Which error it is differs: one that a formula computes inside an argument reaches our functions as #VALUE! in Calc, and
    its VALUE of a word is #NUM!. A text joined to a column in which an error stands is blank (or 0) in Calc, in every row.
    """
    found = []
    erroneous = any(isinstance(there, CellError) for *_, there in results)
    for sheet, row, column, there in results:
        here = value_of(book, sheet, row, column)
        if isinstance(there, CellError) and isinstance(here, CellError):
            continue
        if there in ("", 0.0) and erroneous and "KPI_WHY(" in formula_of(book, sheet, row, column):
            continue
        if (None if there == "" else there) != here:
            found.append(Difference(f"{sheet}!R{row}C{column}", formula_of(book, sheet, row, column), here, there))
    return found


@pytest.fixture(scope="module")
def month(demonstrated, tmp_path_factory):
    """Sample months as workbooks: the gas company's forms, summaries and plans, and every other kind of sheet."""
    folder = tmp_path_factory.mktemp("month")
    shutil.copytree(demonstrated("gas"), folder / "gas")
    plans = [WORKBOOKS / "samples/gas/2024-05/supervisors.csv"]
    assert create(kind_named("plan"), folder / "plans", period=dt.date(2024, 5, 1), data=plans).faults == ()
    for kind in OTHERS:
        for data in sorted(WORKBOOKS.glob(f"samples/{kind.scheme}/*")):
            with contextlib.suppress(Unusable):  # a sample of another kind of the same scheme
                made = create(kind, folder / kind.key / data.name / f"{kind.key}.xlsm", data=[data])
                assert made.faults == ()
        if not (folder / kind.key).exists():
            create(kind, folder / kind.key / f"{kind.key}.xlsm")
    return folder


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_an_empty_template_computes_the_same(office, template):
    book = open_book(template)
    assert book.recalculate() == []
    results = computed(office, template)
    assert results
    assert differences(book, [one[:4] for one in results]) == []


def test_a_month_computes_the_same(office, month):
    forms = sorted(month.rglob("附件2*.xlsm"))
    for path in sorted({*month.rglob("*.xlsm")} - {*forms} | {*forms[::6]}):
        book = open_book(path)
        assert book.recalculate() == []
        assert differences(book, [one[:4] for one in computed(office, path)]) == [], path.name


def plausible(random_, name, block, row, column):
    """Another value that a person could put into this cell."""
    old = block[row][column]
    others = [cell for line in block for cell in line if cell not in (None, old)]
    choices = next((listed for start, listed in CHOICES.items() if name.startswith(start)), None)
    if choices and random_.random() < 0.9:
        return random_.choice(choices)
    if isinstance(old, float) or (old is None and any(isinstance(cell, float) for cell in others)):
        small = isinstance(old, float) and 0 < old <= 1
        fresh = round(random_.random(), 2) if small else round(random_.uniform(60, 100), 2)
        return random_.choice([fresh, fresh, fresh, *others[:2], None, 0.0, -3.0, "优", "95", CellError.NA])
    if isinstance(old, dt.date) or DAYS.search(name):  # a number typed into a cell of a date is a date
        return (old or dt.date(2024, 5, 31)) + dt.timedelta(days=random_.randint(-40, 40))
    return random_.choice([*others[:3], None, "甲", 7.0])


def typed(value):
    """A value as the hand types it."""
    if isinstance(value, CellError):
        return {"error": str(value)}
    return float((value - DAY_ZERO).days) if isinstance(value, dt.date) else value


def changes(book, seed):
    """Random changes of the workbook's inputs: name, row, column, value, and whether it stays."""
    random_ = random.Random(seed)
    inputs = sorted(n for n in book.names() if not IDLE.search(n) and not any(map(any, book.computes(n))))
    filled_ = [n for n in inputs if any(cell is not None for line in book.read(n) for cell in line)]
    for _ in range(CHANGES):
        name = random_.choice(filled_ if filled_ and random_.random() < 0.85 else inputs)
        block = book.read(name)
        rows = [r for r, line in enumerate(block) if any(c is not None for c in line)] or [0]
        row = random_.choice([*rows, min(rows[-1] + 1, len(block) - 1)])
        column = random_.randrange(len(block[0]))
        value = plausible(random_, name, block, row, column)
        yield name, row, column, value, random_.random() < 0.4 and not isinstance(value, CellError)


FILLED = ["附件2*KF001*.xlsm", "附件3 城东*.xlsm", "双周*第1期*.xlsm", *(f"{kind.key}.xlsm" for kind in OTHERS)]


@pytest.mark.parametrize("which", FILLED)
def test_random_changes_of_the_inputs(office, month, which):
    path = max(month.rglob(which))
    book = open_book(path)
    book.recalculate()
    moved = set()
    with opened(office, path) as document:
        document.ask("recalculate")
        before = results_of(document)
        for step, (name, row, column, value, stays) in enumerate(changes(book, path.stem)):
            old = put(book, document, name, row, column, value)
            told = book.recalculate()
            after = results_of(document)
            if told:  # an error that no input explains is named and the old values stay, where Calc shows the error
                assert any(isinstance(value, CellError) for *_, value in after), told
                put(book, document, name, row, column, old)
                book.recalculate()
                before = results_of(document)
                continue
            assert differences(book, after) == [], (path.name, step, name, row, column, value)
            moved |= set(after) - set(before)
            before = after
            if not stays:
                put(book, document, name, row, column, old)
    assert len({cell[:3] for cell in moved}) > (100 if path.stem == "附件3 城东分公司" else 0)


def put(book, document, name, row, column, value):
    """Put a value into an input cell of both programs; returns what was there."""
    block = book.read(name)
    old, block[row][column] = block[row][column], value
    book.write(name, block)
    area = book._area(name)
    place = [document.sheets.index(area.sheet), area.top - 1 + row, area.left - 1 + column]
    document.ask("type", changes=[[*place, typed(value)]])
    return old


def results_of(document):
    """Every formula cell of an open document: sheet, row, column from 1, value."""
    return [
        (document.sheets[sheet], row + 1, column + 1, error_of(value["error"]) if isinstance(value, dict) else value)
        for sheet, row, column, value in document.ask("formulas")
    ]
