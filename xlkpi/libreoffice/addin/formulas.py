"""Formulas as Calc's own interface writes them, with the cells that our functions take wrapped in KPI_CELLS."""

from __future__ import annotations

import re
from functools import reduce
from typing import Iterable, List, Mapping, Tuple

from xlkpi.libreoffice.addin.addin_names import CELLS, STACK, programmatic

_SHEET = r"(?:\$?(?:'(?:[^']|'')+'|[\w ]+)\.)?"
_CELL = rf"{_SHEET}\$?[A-Z]{{1,3}}\$?[0-9]+"
_LINE = rf"{_SHEET}(?:\$?[A-Z]{{1,3}}|\$?[0-9]+)"
_REFERENCE = re.compile(rf"{_CELL}(?::{_CELL})?|{_LINE}:{_LINE}", re.IGNORECASE)
_ROW = re.compile(r"[A-Z]\$?([0-9]+)(?=:|$)", re.IGNORECASE)
_TABLE = re.compile(r"[\w.]+\[.*\]", re.DOTALL)
_REFERRING = re.compile(r"(?:INDEX|OFFSET)\s*\(", re.IGNORECASE)
"""Functions that answer with cells, not with their values, where their first argument is cells."""
_NUMBER = r"[-+]?[0-9.]+(?:E[-+]?[0-9]+)?%?"
_CONSTANT = re.compile(rf"{_NUMBER}|\"[^\"]*\"|\{{.*\}}|(?:TRUE|FALSE)\(\)|[^\W\d][\w.]*", re.IGNORECASE | re.DOTALL)
_CAUGHT = ("IFERROR(IFNA(", ';"#N/A");"#VALUE!")')
"""Catches the errors of a computed array: Calc calls no add-in with one in it. Of which kind it is, only IFNA tells."""
_OPEN, _CLOSE = "({[", ")}]"
UNION = "~"
"""What Calc writes between the ranges of one argument where Excel writes a comma."""
_QUOTES = "\"'"


class Rewriter:
    """Knows the names of our functions; makes formulas of them take their cells through KPI_CELLS."""

    def __init__(self, functions: Iterable[str]) -> None:
        named = [*functions, CELLS, STACK]
        self._ours = {known: programmatic(name) for name in named for known in (name, programmatic(name))}
        listed = "|".join(re.escape(name) for name in sorted(self._ours, key=len, reverse=True))
        self._call = re.compile(rf"(?<![\w.])({listed})\s*\(", re.IGNORECASE)
        self._wrapper, self._stack = programmatic(CELLS), programmatic(STACK)

    def concerns(self, formula: str) -> bool:
        """Tell whether one of our functions may be called in the formula."""
        return self._call.search(formula) is not None

    def rewritten(self, formula: str, ranges: Mapping[str, int], *, array: bool = False) -> str:
        """Return the formula with our functions by their full names and their cells wrapped.

        `ranges` are the defined names, in capitals, that stand for cells, with the row of those in one row and 0 for
        all others. In an array formula the errors among
        computed arguments are caught too. Rewriting twice changes nothing.
        """
        done: List[str] = []
        at = 0
        while at < len(formula):
            if formula[at] in _QUOTES:
                end = _after_quote(formula, at)
                done.append(formula[at:end])
                at = end
                continue
            call = self._call.match(formula, at) if _may_begin(formula, at) else None
            if call is None:
                done.append(formula[at])
                at += 1
                continue
            name = self._ours[call.group(1).upper()]
            arguments, at = _arguments(formula, call.end())
            if name not in (self._wrapper, self._stack):
                arguments = [self._argument(argument, ranges, array) for argument in arguments]
            done.append(f"{name}({';'.join(arguments)})")
        return "".join(done)

    def _argument(self, argument: str, ranges: Mapping[str, int], array: bool) -> str:
        plain = argument.strip()
        if _is_cells(plain, ranges):
            return self._wrapped(plain)
        stretches = _stretches(plain)
        if stretches and all(_is_cells(one, ranges) for one in stretches):
            rows = {_row(one, ranges) for one in stretches}
            how = int(len(rows) == 1 and 0 not in rows)
            return reduce(lambda above, below: f"{self._stack}({above};{below};{how})", map(self._wrapped, stretches))
        inner = self.rewritten(argument, ranges, array=array)
        if not array or not plain or _CONSTANT.fullmatch(plain) or self._taken_care_of(plain):
            return inner
        return inner.strip().join(_CAUGHT)

    def _wrapped(self, cells: str) -> str:
        return f"{self._wrapper}({cells})"

    def _taken_care_of(self, argument: str) -> bool:
        before, behind = _CAUGHT
        return argument.startswith((before, f"{self._wrapper}(", f"{self._stack}(")) and argument.endswith(
            (behind, ")")
        )


def _is_cells(text: str, ranges: Mapping[str, int]) -> bool:
    """Tell whether an argument stands for cells: a reference, a name, a table, or INDEX and OFFSET of one."""
    if _REFERENCE.fullmatch(text) or _TABLE.fullmatch(text) or text.upper() in ranges:
        return True
    call = _REFERRING.match(text)
    if call is None:
        return False
    arguments, end = _arguments(text, call.end())
    return end == len(text) and _is_cells(arguments[0].strip(), ranges)


def _row(cells: str, ranges: Mapping[str, int]) -> int:
    """Return the row of a name or a reference in one row; 0 of cells in several rows."""
    rows = {int(row) for row in _ROW.findall(cells)} if _REFERENCE.fullmatch(cells) else {ranges.get(cells.upper(), 0)}
    return rows.pop() if len(rows) == 1 else 0


def _stretches(text: str) -> List[str]:
    """Return the parts of a union of ranges in brackets, `(A1:A3~得分)`; none of any other argument."""
    found, end = _arguments(text, 1, UNION) if text.startswith("(") else ([], 0)
    return [one.strip() for one in found] if len(found) > 1 and end == len(text) else []


def _may_begin(formula: str, at: int) -> bool:
    return at == 0 or not (formula[at - 1].isalnum() or formula[at - 1] in "_.")


def _after_quote(formula: str, at: int) -> int:
    """Return the place behind a quoted text or sheet name; a doubled quote belongs to it."""
    quote = formula[at]
    at += 1
    while at < len(formula):
        if formula[at] == quote:
            if formula[at + 1 : at + 2] != quote:
                return at + 1
            at += 1
        at += 1
    return at


def _arguments(formula: str, at: int, separator: str = ";") -> Tuple[List[str], int]:
    """Return the arguments of a call whose bracket was opened before `at`, and the place behind its end."""
    arguments: List[str] = []
    begin, depth = at, 0
    while at < len(formula):
        sign = formula[at]
        if sign in _QUOTES:
            at = _after_quote(formula, at)
            continue
        if sign in _CLOSE and depth == 0:
            break
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if sign == separator and depth == 0:
            arguments.append(formula[begin:at])
            begin = at + 1
        at += 1
    return [*arguments, formula[begin:at]], at + 1
