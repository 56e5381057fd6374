"""Functions that compute only the arguments they need: IF, IFERROR, IFS, CHOOSE, SWITCH."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from xlkpi.books.calc.arrays import broadcast, every, lift
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.intersection import whole_value
from xlkpi.books.calc.mode import Mode
from xlkpi.books.calc.scope import Part, Scope
from xlkpi.books.calc.values import Rows, Scalar, equal, number, truth
from xlkpi.errors import CellError, sentence
from xlkpi.records import dataclass

Run: TypeAlias = Callable[[Scope], Part]
Values: TypeAlias = Callable[[Scope], Scalar | Rows]


@dataclass(frozen=True, slots=True)
class Form:
    """How to build the call from its arguments: as references or values, as values, and the mode of the formula."""

    build: Callable[[list[Run], list[Values], Mode], Run]
    least: int
    most: int = 255


def _if(runs: list[Run], values: list[Values], mode: Mode) -> Run:
    test, yes = values[0], runs[1]
    no: Run = runs[2] if len(runs) > 2 else lambda _: False

    def run(scope: Scope) -> Part:
        condition = test(scope)
        if isinstance(condition, list):
            _allow_array(mode)
            found = [condition, whole_value(scope, yes(scope)), whole_value(scope, no(scope))]
            return _lifted(_pick, found)
        try:
            return _given(yes(scope) if truth(condition) else no(scope))
        except Fail as fail:
            return fail.error

    return run


def _allow_array(mode: Mode) -> None:
    """Excel computes SUMPRODUCT(IF(A1:A3>1,...)) as an array only where it was entered as an array formula."""
    if mode is Mode.ARGUMENT:
        zh = "条件是一个区域，要作为数组公式（Ctrl+Shift+Enter）输入"
        en = "a condition over a range has to be entered as an array formula (Ctrl+Shift+Enter)"
        raise NotEvaluated(sentence(zh, en))


def _pick(condition: Scalar, yes: Scalar, no: Scalar) -> Scalar:
    try:
        return yes if truth(condition) else no
    except Fail as fail:
        return fail.error


def _given(result: Part) -> Part:
    """An argument left out counts as 0."""
    return 0.0 if result is None else result


def _lifted(call: Callable[..., Scalar], found: list[Scalar | Rows]) -> Scalar | Rows:
    size = broadcast(found)
    return call(*found) if size is None else lift(call, found, size)


def _if_error(caught: Callable[[Scalar], bool]) -> Callable[[list[Run], list[Values], Mode], Run]:
    def build(_: list[Run], values: list[Values], mode: Mode) -> Run:
        def run(scope: Scope) -> Part:
            value = values[0](scope)
            if isinstance(value, list):
                _allow_array(mode)
                if not any(map(caught, every(value))):
                    return value
                return _lifted(lambda one, other: other if caught(one) else one, [value, values[1](scope)])
            return _given(values[1](scope)) if caught(value) else value

        return run

    return build


def _ifs(runs: list[Run], values: list[Values], mode: Mode) -> Run:
    def run(scope: Scope) -> Part:
        for test, value in zip(values[::2], runs[1::2]):
            condition = test(scope)
            if isinstance(condition, list):
                _allow_array(mode)
                return _lifted(_first_true, [whole_value(scope, each(scope)) for each in runs])
            try:
                if truth(condition):
                    return _given(value(scope))
            except Fail as fail:
                return fail.error
        return CellError.NA

    return run if len(runs) % 2 == 0 else (lambda _: CellError.NA)


def _first_true(*singles: Scalar) -> Scalar:
    for condition, value in zip(singles[::2], singles[1::2]):
        try:
            if truth(condition):
                return 0.0 if value is None else value
        except Fail as fail:
            return fail.error
    return CellError.NA


def _choose(runs: list[Run], values: list[Values], mode: Mode) -> Run:
    def run(scope: Scope) -> Part:
        index = values[0](scope)
        if isinstance(index, list):
            _allow_array(mode)
            return _lifted(_chosen, [index, *(whole_value(scope, each(scope)) for each in runs[1:])])
        try:
            at = int(number(index))
        except Fail as fail:
            return fail.error
        return _given(runs[at](scope)) if 1 <= at < len(runs) else CellError.VALUE

    return run


def _chosen(index: Scalar, *choices: Scalar) -> Scalar:
    try:
        at = int(number(index))
    except Fail as fail:
        return fail.error
    return choices[at - 1] if 1 <= at <= len(choices) else CellError.VALUE


def _switch(runs: list[Run], values: list[Values], mode: Mode) -> Run:
    pairs = list(zip(values[1::2], runs[2::2]))
    otherwise: Run = runs[-1] if len(runs) % 2 == 0 else lambda _: CellError.NA

    def run(scope: Scope) -> Part:
        sought = values[0](scope)
        if isinstance(sought, list):
            _allow_array(mode)
            return _lifted(_switched, [whole_value(scope, each(scope)) for each in runs])
        if isinstance(sought, CellError):
            return sought
        try:
            for case, value in pairs:
                one = case(scope)
                if not isinstance(one, list) and _matches(sought, one):
                    return _given(value(scope))
        except Fail as fail:
            return fail.error
        return _given(otherwise(scope))

    return run


def _matches(sought: Scalar, case: Scalar) -> bool:
    """SWITCH compares values of one type only; a blank is 0. Raises Fail."""
    sought, case = (0.0 if one is None else one for one in (sought, case))
    return (isinstance(case, CellError) or type(sought) is type(case)) and equal(sought, case)


def _switched(sought: Scalar, *rest: Scalar) -> Scalar:
    try:
        for case, value in zip(rest[::2], rest[1::2]):
            if _matches(sought, case):
                return value
    except Fail as fail:
        return fail.error
    return rest[-1] if len(rest) % 2 else CellError.NA


FORMS: Final[dict[str, Form]] = {
    "IF": Form(_if, 2, 3),
    "IFERROR": Form(_if_error(lambda value: isinstance(value, CellError)), 2, 2),
    "IFNA": Form(_if_error(lambda value: value is CellError.NA), 2, 2),
    "IFS": Form(_ifs, 2),
    "CHOOSE": Form(_choose, 2),
    "SWITCH": Form(_switch, 3),
}
"""By name."""
