"""Puts functions of our own beside Excel's: arguments in the cell-value contract, results as formulas see them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

from xlkpi.books.areas import Area
from xlkpi.books.book import Block, Value
from xlkpi.books.calc.arrays import all_rows
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.rectangles import AreaArray, Areas
from xlkpi.books.calc.scope import Part, Result, Scope
from xlkpi.books.calc.sheets import plain
from xlkpi.books.calc.values import LONGEST_TEXT, Scalar
from xlkpi.errors import CellError, sentence

Function: TypeAlias = Callable[..., Value | Block]
"""Takes scalar values and lists of rows, None for an argument left out."""


def adapt(name: str, function: Function) -> Callable[[Scope, list[Any]], Result]:
    """Return a function of ours as the evaluator calls it; a reference arrives as rows, dates as dates."""

    def run(scope: Scope, arguments: list[Any]) -> Result:
        ready = [_incoming(name, scope, one) for one in arguments]
        try:
            result = function(*ready)
        except Exception as error:  # whatever it is, it must not lose the other results
            zh, en = "函数 {name} 出错：{kind}", "the function {name} failed: {kind}"
            raise NotEvaluated(sentence(zh, en, name=name, kind=f"{type(error).__name__}: {error}")) from error
        return _outgoing(result)

    return run


def _incoming(name: str, scope: Scope, argument: Part) -> Value | Block:
    if isinstance(argument, Area):
        return scope.block_with_dates(argument)
    if isinstance(argument, Areas) and _in_one_row(argument):
        # Pieces of one row are a list that runs to the right, with columns between that do not belong to it.
        return [[value for area in argument for value in scope.block_with_dates(area)[0]]]
    if isinstance(argument, Areas) and len({(area.sheet, area.columns) for area in argument}) == 1:
        # Two blocks side by side are one list that was broken to fit the page: one below the other, as they are named.
        return [line for area in argument for line in scope.block_with_dates(area)]
    if isinstance(argument, Areas | AreaArray):
        zh = "函数 {name} 的参数是几个区域，列数不同或不在同一张表"
        en = "an argument of {name} is several areas, of different widths or on several sheets"
        raise NotEvaluated(sentence(zh, en, name=name))
    if isinstance(argument, list):
        return [list(line) for line in all_rows(argument)]
    return argument


def _in_one_row(areas: Areas) -> bool:
    first = areas[0]
    return first.rows == 1 and len({(area.sheet, area.top, area.rows) for area in areas}) == 1


def _outgoing(result: Value | Block) -> Result:
    if not isinstance(result, list):
        return _single(result)
    width = max(map(len, result), default=0)
    if not width:
        return ""
    return [[_single(value) for value in line] + [""] * (width - len(line)) for line in result]


def _single(value: Value) -> Scalar:
    if value is None:
        return ""
    single = plain(value)
    if isinstance(single, bool | CellError):
        return single
    if isinstance(single, str):
        return single if len(single) <= LONGEST_TEXT else CellError.VALUE
    number = float(single or 0)
    return number if math.isfinite(number) else CellError.NUM
