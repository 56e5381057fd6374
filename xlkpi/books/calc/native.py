"""How a native function of Excel is declared, and how its arguments are prepared."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from xlkpi.books.areas import Area
from xlkpi.books.calc.arrays import all_rows, broadcast, lift
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.intersection import array_of_references
from xlkpi.books.calc.rectangles import AreaArray
from xlkpi.books.calc.scope import Part, Result, Scope
from xlkpi.books.calc.values import Scalar, number, text, truth
from xlkpi.errors import CellError, sentence
from xlkpi.records import dataclass

_MOST_WHOLE: Final = 2**31
"""Beyond it Excel answers with one error or another, by function."""


_LIFT_WORK: Final = 60
"""Units of work for one call of a function over an array; TEXT is the slowest."""


@dataclass(frozen=True, slots=True)
class Native:
    """A native function: what computes it, what it takes (one letter per argument), how many arguments it needs.

    v a single value, n a number, i a whole number (cut off), s text, b a condition: these are lifted over arrays.
    d and w are n and i of a function that once came with an add-in: it takes neither conditions nor whole ranges.
    r the values of a reference or an array, A the same with its formula computed as an array, x the same with the
    empty rows and columns beyond the used cells, X both, R the reference itself, I the reference with its formula
    computed as an array. The last `repeats` letters repeat.
    `each_area`: R and I may be arrays of references, taken one after the other; `gives_areas`: it yields references.
    `errors`: the function wants to see error values; `tall`: it can handle arrays that go on below their rows
    (arrays.Tall); `searches`: it finds its way in a range without walking through it; `scoped`: it wants the Scope as
    its first argument.
    """

    call: Callable[..., Any]
    takes: str = ""
    least: int | None = None
    repeats: int = 0
    errors: bool = False
    tall: bool = False
    searches: bool = False
    scoped: bool = False
    each_area: bool = False
    gives_areas: bool = False

    @property
    def required(self) -> int:
        """How many arguments it needs."""
        return len(self.takes) if self.least is None else self.least

    def letters(self, count: int) -> str | None:
        """Return one letter per argument, None where the function does not take so many."""
        least = self.required
        letters = self.takes
        while self.repeats and len(letters) < count:
            letters += self.takes[-self.repeats :]
        if not least <= count <= len(letters):
            return None
        return letters[:count]


def _no_error(value: Scalar) -> Scalar:
    if isinstance(value, CellError):
        raise Fail(value)
    return value


def _as_is(value: Scalar) -> Scalar:
    return value


def whole(value: Scalar) -> int:
    """Return a value as a whole number, decimals cut off as Excel does with counts and positions. Raises Fail."""
    found = math.trunc(number(value))
    if abs(found) > _MOST_WHOLE:
        raise NotEvaluated(sentence("个数或位置太大", "a count or position is too large"))
    return found


def _no_condition(prepare: Callable[[Scalar], Any]) -> Callable[[Scalar], Any]:
    def prepared(value: Scalar) -> Any:
        if isinstance(value, bool):
            raise Fail(CellError.VALUE)
        return prepare(value)

    return prepared


SINGLE: Final[dict[str, Callable[[Scalar], Any]]] = {
    "v": _no_error, "n": number, "i": whole, "s": text, "b": truth,
    "d": _no_condition(number), "w": _no_condition(whole),
}  # fmt: skip
"""What prepares a single value, by letter."""


PREPARED: Final[dict[str, Callable[[Any], Any]]] = {**SINGLE, "I": _no_error}
"""What prepares an argument, by letter."""


def single_call(native: Native, letters: str) -> Callable[[Scope, list[Any]], Part]:
    """Return what runs a native function over prepared arguments, lifted where single values came as arrays."""
    prepare = [_as_is if native.errors and letter == "v" else PREPARED.get(letter, _as_is) for letter in letters]
    lifted = [at for at, letter in enumerate(letters) if letter in SINGLE]
    references = [at for at, letter in enumerate(letters) if letter in "RI"]
    call, scoped = native.call, native.scoped

    def once(scope: Scope, values: list[Any]) -> Result:
        try:
            ready = [get(value) for get, value in zip(prepare, values)]
            result = call(scope, *ready) if scoped else call(*ready)
        except Fail as fail:
            return fail.error
        return finite(result)

    def run(scope: Scope, values: list[Any]) -> Part:
        positions = lifted
        if references and any(isinstance(values[at], AreaArray) for at in references):
            if not native.each_area:
                raise NotEvaluated(array_of_references())
            positions = lifted + [at for at in references if isinstance(values[at], AreaArray)]
        now = [value.rows if isinstance(value, AreaArray) else value for value in values]
        given: list[Any] = [now[at] for at in positions]
        size = broadcast(given)
        if size is None:
            return once(scope, values)

        def position(*singles: Any) -> Any:
            for at, value in zip(positions, singles):
                now[at] = value
            result = once(scope, now)
            if native.gives_areas:
                return result if isinstance(result, Area | CellError) else doubtful(CellError.REF)
            return first_value(scope, result)

        scope.spend(_LIFT_WORK * size[0] * size[1])
        found = lift(position, given, size)
        return AreaArray(all_rows(found)) if native.gives_areas else found

    return run


def finite(result: Result) -> Result:
    """Return a result with whole numbers as float and without infinities."""
    kind = type(result)
    if kind is float:
        return result if math.isfinite(result) else CellError.NUM  # type: ignore[arg-type]
    if kind is int:
        return float(result)  # type: ignore[arg-type]
    return result


def first_value(scope: Scope, result: Part) -> Scalar:
    """Return the single value of a result: the first one of an array, the cell of a reference."""
    if isinstance(result, Area):
        return scope.cell(result.sheet, result.top, result.left)
    if isinstance(result, AreaArray):
        raise NotEvaluated(array_of_references())
    if isinstance(result, list):
        return result[0][0]
    if isinstance(result, tuple):
        return doubtful(CellError.VALUE)
    return result
