"""Cuts a formula's text into tokens; references become distances, so that filled-down formulas give equal tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple, NoReturn

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, column_number
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.syntax import Corner, Reference
from xlkpi.errors import sentence

LONGEST_FORMULA: Final = 16_384
"""Characters; Excel itself allows 8,192 on its formula bar, prefixes in the file come on top."""

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!))
    |(?P<sheet>'(?:[^']|'')+'!|(?:\[[^\[\]'"]*\])?(?:[\w.]+(?::[\w.]+)?)?!)
    |(?P<cells>{_CELL}(?::{_CELL})?(?![\w.(\[!]))
    |(?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(\[!]))
    |(?P<rows>\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}(?![\w.(\[!]))
    |(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d][\w.?\\]*|\\[\w.?\\]*)
    |(?P<operator><=|>=|<>|[-+*/^&=<>%:,;(){{}}@\#])""",
    re.VERBOSE,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)")
_PREFIX = re.compile(r"(?:_xlfn\.|_xlws\.|_xludf\.|_xll\.)+", re.IGNORECASE)
_BOOK = re.compile(r"\[([^\[\]]*)\](.*)", re.DOTALL)


_MOVING = re.compile(
    rf"""(?P<quoted>"(?:[^"]|"")*"|'(?:[^']|'')*')
    |(?<![\w.\\$])(?:(?P<cell>{_CELL})|(?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})|(?P<rows>\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}))
    (?![\w.(\[!])""",
    re.VERBOSE,
)


@lru_cache(maxsize=1 << 14)
def relative_text(formula: str, row: int, column: int) -> str | None:
    """Return a text that formulas share which give the same tokens (filled-down ones); None where it is not sure.

    Five times as fast as `scan`, which it saves.
    """
    if "[" in formula:
        return None

    def distance(found: re.Match[str]) -> str:
        part = found[0]
        if found["quoted"]:
            return part
        if not found["cell"]:
            return f"{part}\0{column}" if found["columns"] else f"{part}\0{row}"
        corner = _corner(part, row, column)
        return part if corner is None else f"\0{corner.row}{corner.row_fixed:d}{corner.column}{corner.column_fixed:d}\0"

    return _MOVING.sub(distance, formula)


class Token(NamedTuple):
    """`kind` is one of space text error reference name function table number operator."""

    kind: str
    value: str | float | Reference | tuple[str | None, str]


def scan(formula: str, row: int, column: int) -> tuple[Token, ...]:
    """Cut a formula that stands in the given cell into tokens. Raises NotEvaluated."""
    if len(formula) > LONGEST_FORMULA:
        raise NotEvaluated(sentence("公式太长", "the formula is too long"))
    tokens: list[Token] = []
    position, sheet, foreign = 0, "", False
    while position < len(formula):
        found = _TOKEN.match(formula, position)
        if found is None:
            unreadable(formula, position)
        kind, part, position = str(found.lastgroup), found.group(), found.end()
        if kind == "sheet":
            sheet, foreign = _sheet(part)
            continue
        token = _token(kind, part, sheet, row, column)
        if kind == "word":
            token, position = _word(formula, part, position, sheet)
        if foreign and token.kind != "function":
            zh, en = "公式引用了另一个工作簿“{book}”", 'refers to another workbook "{book}"'
            raise NotEvaluated(sentence(zh, en, book=sheet))
        tokens.append(token)
        sheet, foreign = "", False
    return tuple(tokens)


def unreadable(formula: str, position: int) -> NoReturn:
    """Say where a formula cannot be read."""
    zh, en = "看不懂公式里的“{rest}”", 'cannot read "{rest}" in the formula'
    raise NotEvaluated(sentence(zh, en, rest=formula[position : position + 20] or "…"))


def _sheet(part: str) -> tuple[str, bool]:
    """Return the sheet's name, and whether another workbook is meant; [0] is the workbook itself."""
    name = part[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    book = _BOOK.search(name)
    if book is None:
        return name, False
    return (book[2], False) if book[1] == "0" else (name, True)


def _token(kind: str, part: str, sheet: str, row: int, column: int) -> Token:
    if kind == "text":
        return Token(kind, part[1:-1].replace('""', '"'))
    if kind == "number":
        return Token(kind, float(part))
    if kind == "cells":
        return _cells(part, sheet, row, column)
    if kind in ("columns", "rows"):
        return _lines(kind, part, sheet, row, column)
    return Token(kind, part.upper() if kind == "error" else part)


def _cells(part: str, sheet: str, row: int, column: int) -> Token:
    first, _, last = part.partition(":")
    corner = _corner(first, row, column)
    other = _corner(last, row, column) if last else corner
    if corner is None or other is None:
        if last:
            unreadable(part, 0)
        return Token("name", (sheet or None, part))
    return _reference(sheet, corner, other)


def _reference(sheet: str, first: Corner, last: Corner) -> Token:
    opening, _, closing = sheet.partition(":")
    return Token("reference", Reference(opening or None, closing or None, first, last))


def _corner(part: str, row: int, column: int) -> Corner | None:
    found = _CORNER.fullmatch(part)
    if found is None:
        return None
    at_column, at_row = column_number(found[2]), int(found[4])
    if at_column > MAX_COLUMN or at_row > MAX_ROW:
        return None
    row_fixed, column_fixed = found[3] == "$", found[1] == "$"
    return Corner(
        at_row if row_fixed else at_row - row,
        row_fixed,
        at_column if column_fixed else at_column - column,
        column_fixed,
    )


def _lines(kind: str, part: str, sheet: str, row: int, column: int) -> Token:
    corners = []
    for side in part.split(":"):
        fixed = side.startswith("$")
        bare = side.lstrip("$")
        at = int(bare) if kind == "rows" else column_number(bare)
        if not 1 <= at <= (MAX_ROW if kind == "rows" else MAX_COLUMN):
            unreadable(part, 0)
        if kind == "rows":
            corners.append(Corner(at if fixed else at - row, fixed, None, True))
        else:
            corners.append(Corner(None, True, at if fixed else at - column, fixed))
    return _reference(sheet, corners[0], corners[1])


def _word(formula: str, part: str, position: int, sheet: str) -> tuple[Token, int]:
    if formula.startswith("(", position):
        return Token("function", _PREFIX.sub("", part).upper()), position + 1
    if formula.startswith("[", position):
        end = _closing_bracket(formula, position)
        return Token("table", (part, formula[position + 1 : end])), end + 1
    return Token("name", (sheet or None, part)), position


def _closing_bracket(formula: str, position: int) -> int:
    """Return the end of a table reference; ' takes the next character as it is."""
    depth = 0
    at = position
    while at < len(formula):
        sign = formula[at]
        if sign == "'":
            at += 1
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    unreadable(formula, position)
