"""One question, five entrances, one answer: to the last digit, and in the same words."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

import test_udfs
from cases_loader import agrees, load_cases
from udfs.edge import MARK
from xlkpi.actions.opening import open_book
from xlkpi.cli.app import build_app
from xlkpi.domain import grade
from xlkpi.domain.numbers import exact, rounded, share
from xlkpi.libreoffice.office_book import computed

from .questions import ROUNDINGS, TIES, answer, of_cases, of_departments, plain, write_workbook
from .test_templates_client import value_of

QUESTIONS = [*of_cases(), *of_departments()]
LONGEST_TEXT = 255
"""Excel 2016 takes no longer text in an array; the add-in for Excel cuts it."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A workbook that asks everything, and where its answers stand."""
    path = tmp_path_factory.mktemp("questions") / "questions.xlsx"
    return path, write_workbook(path, QUESTIONS)


def unequal(answers):
    """Questions whose answer at an entrance is not that of the plain call."""
    found = []
    for question, got in zip(QUESTIONS, answers, strict=True):
        wanted = plain(answer(question))
        if got is not None and got != wanted:
            found.append((question.title, question.function, question.arguments, wanted, got))
    return found


def test_there_are_enough_of_them():
    assert len(QUESTIONS) > 800
    assert all(agrees(case.expected, case.answer()) for case in load_cases())


def test_the_rule_itself():
    """Levels straight from the domain, without arguments, labels and cells."""
    checked = 0
    for question in QUESTIONS:
        if question.function != "KPI_GRADES" or "department" not in question.title:
            continue
        scores, level, _, quotas, eligible, tiebreak, rounding, ties = [*question.arguments, *[None] * 8][:8]
        if not all(isinstance(score, float | int) for (score,) in scores):
            continue
        shares = next(tuple(share(cell or 0) for cell in row[1:]) for row in quotas if row[0] == level)
        breaks = tiebreak or [[0.0]] * len(scores)
        people = [
            grade.Person(rounded(exact(score)), mark != "否", exact(order))
            for (score,), (mark,), (order,) in zip(scores, eligible, breaks, strict=True)
        ]
        seats = grade.ROUNDINGS[rounding or "half_up"](sum(one.eligible for one in people), shares)
        placed = grade.place_people(people, seats, ties or "better")
        levels = [
            [grade.NOT_APPRAISED if p is None else grade.UNDECIDED if p.level is None else quotas[0][p.level + 1]]
            for p in placed
        ]
        assert answer(question) == levels, question
        checked += 1
    assert checked > 100
    assert {*ROUNDINGS} == {*grade.ROUNDINGS, None}
    assert {*TIES} == {*grade.TIES, None}


def test_the_command_line():
    run, app, answers = CliRunner(), build_app(), []
    for question in QUESTIONS:
        if any(isinstance(cell, dt.date) for a in question.arguments for row in plain_rows(a) for cell in row):
            answers.append(None)  # JSON has no dates
            continue
        said = run.invoke(app, ["call", question.function, json.dumps(question.arguments, ensure_ascii=False)])
        assert said.exit_code == 0, said.output
        got = json.loads(said.stdout)
        answers.append(None if is_date(answer(question)) else plain(got))
    assert unequal(answers) == []
    assert sum(one is not None for one in answers) > 800


def plain_rows(argument):
    return argument if isinstance(argument, list) else [[argument]]


def is_date(result):
    return any(isinstance(cell, dt.date) for row in plain_rows(result) for cell in row)


def test_the_function_in_excel():
    answers = []
    for question in QUESTIONS:
        given = [test_udfs.raw(as_excel(argument)) for argument in question.arguments]
        result = test_udfs.ask(question.function, *given)
        width = len(plain(answer(question))[0])
        flat = [as_shown(cell) for cell in test_udfs.flat(result)]
        rows = [flat[at : at + width] for at in range(0, len(flat), width)]
        answers.append(plain(rows))
    cut = [
        [[c[:LONGEST_TEXT] if isinstance(c, str) else c for c in row] for row in plain(answer(q))] for q in QUESTIONS
    ]
    different = [(q, w, g) for q, w, g in zip(QUESTIONS, cut, answers, strict=True) if w != g]
    assert different == []


def as_shown(cell):
    """What the workbook's own VBA makes of a result: a mark becomes the error."""
    return f"#{cell.removeprefix(MARK)}" if isinstance(cell, str) and cell.startswith(MARK) else cell


def as_excel(argument):
    """Blank texts are empty cells in Excel, error texts error cells."""
    if isinstance(argument, list):
        return [[as_excel(cell) for cell in row] for row in argument]
    return None if argument == "" else argument


def test_a_workbook_file(asked):
    path, places = asked
    book = open_book(path)
    assert [fault for fault in book.recalculate() if not fault.notice] == []
    answers = [
        [[blank(value_of(book, "答", p.row + r + 1, c + 1)) for c in range(p.columns)] for r in range(p.rows)]
        for p in places
    ]
    assert unequal([plain(one) for one in answers]) == []


def blank(value):
    return "" if value is None else value


@pytest.mark.libreoffice
def test_libreoffice(asked, office):
    path, places = asked
    found = {(one.row, one.column): one.value for one in computed(office, path) if one.sheet == "答"}
    answers = [[[found[p.row + r + 1, c + 1] for c in range(p.columns)] for r in range(p.rows)] for p in places]
    assert unequal([plain(one) for one in answers]) == []
