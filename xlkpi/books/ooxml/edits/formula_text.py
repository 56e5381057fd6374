"""Formulas as text: what Excel would not read is found before it is written, and shared ones are spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, column_letters, column_number
from xlkpi.books.ooxml.edits.edit_refusals import FormulaRefused
from xlkpi.errors import Sentence, sentence

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

FORMULA_LIMIT: Final = 8192
"""Characters of a formula; Excel allows no more."""
NESTING_LIMIT: Final = 64
"""Levels of functions in each other; Excel allows no more."""

_CELL: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})")
_COLUMN: Final = re.compile(r"(\$?)([A-Za-z]{1,3})")
_ROW: Final = re.compile(r"(\$?)([1-9][0-9]{0,6})")
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OTHER_WORKBOOK: Final = re.compile(r"\[([0-9]+)\]")


class _Unread(Exception):
    """Why a formula cannot be read."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


def checked(text: str, place: str, sheets: Iterable[str], *, workbooks: int = 0) -> str:
    """A formula without `=` that Excel will read: complete, not too long, and of sheets that exist.

    `workbooks` is how many other workbooks `[1]`, `[2]` and so on can stand for. Raises FormulaRefused.
    """
    formula = text.strip().removeprefix("=").strip()
    try:
        _refuse_unfit(formula)
        tokens = _tokens(formula)
        _refuse_incomplete(tokens)
        _refuse_unknown_sheets(tokens, {sheet.casefold() for sheet in sheets}, workbooks)
    except _Unread as unread:
        raise FormulaRefused(place=place, why=unread.why, formula=text[:80]) from None
    return formula


def moved(text: str, rows: int, columns: int) -> str | None:
    """A formula as it reads so many rows and columns further on; None where that cannot be said with certainty."""
    try:
        return "".join(_moved(token, rows, columns) for token in _tokens(text))
    except _Unread:
        return None


def _tokens(formula: str) -> list[Token]:
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError

    try:
        items: list[Token] = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError) as error:
        raise _Unread(sentence("括号、引号或符号有误", "{said}", said=str(error))) from None
    return items


def _refuse_unfit(formula: str) -> None:
    if not formula:
        raise _Unread(sentence("公式为空", "it is empty"))
    if len(formula) > FORMULA_LIMIT:
        raise _Unread(sentence("超过 {limit} 个字符", "over {limit} characters", limit=FORMULA_LIMIT))
    if _UNFIT.search(formula):
        raise _Unread(sentence("含有不能保存的字符", "it has characters that no file can hold"))


def _refuse_incomplete(tokens: list[Token]) -> None:
    """Raise unless operands and operators take turns and every bracket is closed."""
    depth, wants_operand, blank = 0, True, False
    incomplete = _Unread(sentence("公式不完整", "it is not complete"))
    functions: list[str] = []
    for token in tokens:
        if token.type == "WHITE-SPACE":
            blank = True
            continue
        opens, closes = token.subtype == "OPEN", token.subtype == "CLOSE"
        if token.type == "OPERAND" or opens:
            # A blank between two areas means what they share; a colon ties an area to what a function returns.
            if not wants_operand and not blank and not token.value.startswith(":"):
                raise incomplete
            if token.value.startswith("@"):
                raise _Unread(sentence("文件中的公式不用“@”", "a formula in a file has no “@”"))
            wants_operand = opens
        elif token.type in ("OPERATOR-INFIX", "OPERATOR-POSTFIX"):
            if wants_operand:
                raise incomplete
            wants_operand = token.type == "OPERATOR-INFIX"
        elif token.type == "SEP":
            if wants_operand and functions[-1:] != ["FUNC"]:
                raise incomplete
            wants_operand = True
        elif closes:
            if wants_operand and token.type != "FUNC":  # a function may have no arguments, or an empty last one
                raise incomplete
            wants_operand = False
        if opens:
            functions.append(token.type)
            depth = max(depth, functions.count("FUNC"))
        elif closes:
            functions.pop()
        blank = False
    if functions or wants_operand:
        raise incomplete
    if depth > NESTING_LIMIT:
        raise _Unread(sentence("嵌套超过 {limit} 层", "nested more than {limit} deep", limit=NESTING_LIMIT))


def _refuse_unknown_sheets(tokens: list[Token], known: set[str], workbooks: int) -> None:
    for token in tokens:
        if token.type != "OPERAND" or token.subtype != "RANGE" or "!" not in token.value:
            continue
        for piece in re.findall(r"((?:'(?:[^']|'')*'|[^'!:]+(?::[^'!:]+)?))!", token.value):
            sheet = piece[1:-1].replace("''", "'") if piece.startswith("'") else piece
            other = _OTHER_WORKBOOK.match(sheet)
            if other is not None:
                if int(other[1]) > workbooks:
                    raise _Unread(sentence("没有链接 {link}", "there is no link {link}", link=other[0]))
                continue
            for name in sheet.split(":"):
                if name.casefold() not in known:
                    raise _Unread(sentence("没有工作表“{sheet}”", "there is no worksheet “{sheet}”", sheet=name))


def _moved(token: Token, rows: int, columns: int) -> str:
    value: str = token.value
    unsure = _Unread(sentence("不能确定其含义", "its meaning is not certain"))
    if token.type == "FUNC" and ":" in value:  # A1:INDEX( is one token, of which the first half would have to move
        raise unsure
    if token.type != "OPERAND" or token.subtype != "RANGE":
        return value
    sheet, mark, reference = value.rpartition("!")
    if "!" in sheet.rpartition("'")[2] or ("[" in reference and ":" in reference and "]:" in reference):
        raise unsure  # Sheet1!A1:Sheet1!B2, or areas of tables
    if "[" in reference:
        return value
    pieces = reference.split(":")
    if len(pieces) > 2:
        raise unsure
    return sheet + mark + ":".join(_moved_end(piece, rows, columns, alone=len(pieces) == 1) for piece in pieces)


def _moved_end(piece: str, rows: int, columns: int, *, alone: bool) -> str:
    """One corner of an area, or a whole column or row of one."""
    cell = _CELL.fullmatch(piece)
    if cell is not None and column_number(cell[2]) <= MAX_COLUMN and int(cell[4]) <= MAX_ROW:
        return _column(cell[1], cell[2], columns) + _row(cell[3], cell[4], rows)
    column, row = _COLUMN.fullmatch(piece), _ROW.fullmatch(piece)
    if not alone and column is not None and column_number(column[2]) <= MAX_COLUMN:
        return _column(column[1], column[2], columns)
    if not alone and row is not None:
        return _row(row[1], row[2], rows)
    return piece


def _column(fixed: str, letters: str, by: int) -> str:
    number = column_number(letters) if fixed else column_number(letters) + by
    if not 1 <= number <= MAX_COLUMN:
        raise _Unread(sentence("移出了工作表", "it leaves the sheet"))
    return fixed + column_letters(number)


def _row(fixed: str, digits: str, by: int) -> str:
    number = int(digits) if fixed else int(digits) + by
    if not 1 <= number <= MAX_ROW:
        raise _Unread(sentence("移出了工作表", "it leaves the sheet"))
    return f"{fixed}{number}"
