from pathlib import Path

import pytest

from xlkpi.libreoffice.addin.addin_values import error_of
from xlkpi.libreoffice.profile import own_office
from xlkpi.libreoffice.program import find_libreoffice

HAND = Path(__file__).with_name("hand.py")


@pytest.fixture(scope="session")
def program():
    return find_libreoffice()


@pytest.fixture(scope="session")
def office(program):
    """One LibreOffice with the add-in for the whole run."""
    with own_office(program, client=HAND) as running:
        yield running


class Sheet:
    """The first sheet of an open document."""

    def __init__(self, office, document):
        self.office = office
        self.document = document

    def type(self, **cells):
        """Values by their type; text that begins with = through the keyboard, for only that is watched."""
        formulas = {a1: value for a1, value in cells.items() if str(value).startswith("=")}
        self.ask("type", changes=[[0, *place(a1), value] for a1, value in cells.items() if a1 not in formulas])
        self.ask("enter", entries=list(formulas.items()))

    def __getitem__(self, a1):
        return plain(self.ask("read", sheet=0, row=place(a1)[0], column=place(a1)[1]))

    def formula(self, a1):
        return self.ask("formula_text", sheet=0, row=place(a1)[0], column=place(a1)[1])

    def ask(self, command, **details):
        return self.office.ask(command, document=self.document, **details)


@pytest.fixture
def sheet(office):
    """An empty spreadsheet."""
    number = office.ask("open", url="private:factory/scalc")["document"]
    yield Sheet(office, number)
    office.ask("close", document=number)


def place(a1):
    """Row and column of an address like B7."""
    return int(a1[1:]) - 1, ord(a1[0]) - ord("A")


def plain(value):
    """A value as the client tells it, errors as Excel's words."""
    return str(error_of(value["error"])) if isinstance(value, dict) else value
