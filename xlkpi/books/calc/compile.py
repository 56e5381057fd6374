"""Turns the tree of a formula into functions of Python, once for all cells that hold the same formula."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final, TypeAlias

from xlkpi.books.areas import Area
from xlkpi.books.calc import lazy
from xlkpi.books.calc.arrays import all_rows
from xlkpi.books.calc.doubts import doubtful
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.intersection import array_of_references, crossing, whole_value
from xlkpi.books.calc.mode import Mode
from xlkpi.books.calc.native import Native, first_value, single_call
from xlkpi.books.calc.operators import LAST_OPERATORS, OPERATORS, hundredth, negative
from xlkpi.books.calc.parse import parse
from xlkpi.books.calc.rectangles import AreaArray, Areas
from xlkpi.books.calc.reference_operators import cells, common, one_cell, spanned, united
from xlkpi.books.calc.scan import Token, relative_text, scan
from xlkpi.books.calc.scope import Part, Scope
from xlkpi.books.calc.syntax import (
    ArrayConstant,
    Binary,
    Call,
    Constant,
    Group,
    Missing,
    NameUse,
    Node,
    Percent,
    Prefix,
    Reference,
    Spilled,
    TableUse,
)
from xlkpi.books.calc.values import Rows, Scalar
from xlkpi.errors import CellError, Sentence, sentence

Run: TypeAlias = Callable[[Scope], Part]
Values: TypeAlias = Callable[[Scope], Scalar | Rows]
Lookup: TypeAlias = Callable[[str], Native | None]
_RANDOM: Final = frozenset({"RAND", "RANDBETWEEN", "RANDARRAY"})
"""Functions whose stored result is as good as a new one."""

MOST_KEPT: Final = 8192
"""Formulas of one sort that are kept; with one more all of them are forgotten."""


class Compiler:
    """Knows the functions, ours by name only; keeps what it has compiled, whichever workbook it was of."""

    def __init__(self, ours: Collection[str], natives: Lookup) -> None:
        self._ours = ours
        self._natives = natives
        self._scanned: dict[str, tuple[Token, ...]] = {}
        self._formulas: dict[tuple[tuple[Token, ...], Mode], Values] = {}
        self._references: dict[tuple[Token, ...], Run] = {}

    def tokens(self, text: str, row: int, column: int) -> tuple[Token, ...]:
        """Cut a formula that stands in the given cell into tokens. Raises NotEvaluated."""
        key = relative_text(text, row, column)
        known = None if key is None else self._scanned.get(key)
        if known is None:
            known = scan(text, row, column)
            if key is not None:
                _keep(self._scanned, key, known)
        return known

    def formula(self, tokens: tuple[Token, ...], mode: Mode) -> Values:
        """Return what computes a cell's formula. Raises NotEvaluated."""
        known = self._formulas.get((tokens, mode))
        if known is None:
            node = parse(tokens)
            known = self._spine(node, mode, last=True) if isinstance(node, Binary) else self.values(node, mode)
            _keep(self._formulas, (tokens, mode), known)
        return known

    def definition(self, tokens: tuple[Token, ...]) -> Run:
        """Return what computes a defined name, which may stand for a reference. Raises NotEvaluated."""
        known = self._references.get(tokens)
        if known is None:
            known = self.run(parse(tokens), mode=Mode.ARRAY)
            _keep(self._references, tokens, known)
        return known

    def values(self, node: Node, mode: Mode) -> Values:
        """Return what yields a value or an array; in plain formulas a reference gives the cell it crosses."""
        if isinstance(node, Constant):
            value = node.value
            return lambda _: value
        if isinstance(node, Binary) and node.operator in OPERATORS:
            return self._spine(node, mode)
        if isinstance(node, Reference) and (cell := one_cell(node)) is not None:
            return cell
        run = self.run(node, mode)
        resolve = whole_value if mode else crossing

        def look_up(scope: Scope) -> Scalar | Rows:
            result = run(scope)
            return resolve(scope, result) if isinstance(result, tuple | AreaArray) else result

        return look_up

    def run(self, node: Node, mode: Mode) -> Run:
        """Return what yields a value, an array or a reference."""
        match node:
            case Reference():
                return cells(node)
            case NameUse():
                return lambda scope: scope.named(node)
            case TableUse():
                return lambda scope: scope.table(node)
            case Group():
                return self.run(node.inner, mode)
            case Call():
                return self._call(node, mode)
            case Binary() if node.operator not in OPERATORS:
                return self._of_references(node, mode)
            case Constant() | Binary():
                return self.values(node, mode)
            case Missing():
                return lambda _: None
            case ArrayConstant():
                rows = node.rows
                return lambda _: rows
            case Percent():
                operand = self.values(node.operand, mode)
                return lambda scope: hundredth(operand(scope))
            case Spilled():
                return self._spilled(node.operand)
            case Prefix():
                return self._prefix(node, mode)

    def _prefix(self, node: Prefix, mode: Mode) -> Run:
        if node.operator == "@":
            run = self.run(node.operand, mode=Mode.PLAIN)
            return lambda scope: first_value(scope, crossing(scope, run(scope)))
        operand = self.values(node.operand, mode)
        return lambda scope: negative(operand(scope))

    def _spilled(self, node: Node) -> Run:
        run = self.run(node, mode=Mode.PLAIN)

        def spilled(scope: Scope) -> Part:
            start = run(scope)
            return scope.spilled(start) if isinstance(start, Area) else doubtful(CellError.REF)

        return spilled

    def _spine(self, node: Binary, mode: Mode, *, last: bool = False) -> Values:
        """Compile a+b+c+... in a loop: a long sum must not become a deep one."""
        steps: list[tuple[Callable[[Any, Any], Any], Values]] = []
        left: Node = node
        while isinstance(left, Binary) and left.operator in OPERATORS:
            table = LAST_OPERATORS if last and not steps and left.operator in LAST_OPERATORS else OPERATORS
            steps.append((table[left.operator], self.values(left.right, mode)))
            left = left.left
        first = self.values(left, mode)
        steps.reverse()
        if len(steps) == 1:
            operator, right = steps[0]
            return lambda scope: operator(first(scope), right(scope))

        def run(scope: Scope) -> Scalar | Rows:
            value = first(scope)
            for operator, right in steps:
                value = operator(value, right(scope))
            return value

        return run

    def _of_references(self, node: Binary, mode: Mode) -> Run:
        left, right = self.run(node.left, mode), self.run(node.right, mode)
        combine = {":": spanned, " ": common, ",": united}[node.operator]
        return lambda scope: combine(left(scope), right(scope))

    def _call(self, node: Call, mode: Mode) -> Run:
        name, arguments = node.name, node.arguments
        if name == "SINGLE" and len(arguments) == 1:
            return self._prefix(Prefix("@", arguments[0]), mode)
        if name == "ANCHORARRAY" and len(arguments) == 1:
            return self._spilled(arguments[0])
        if name == "LET":
            return self._let(arguments, mode)
        if name in _RANDOM:
            zh, en = "{name} 的随机数保持原样", "{name} keeps its stored number"
            return _refused(sentence(zh, en, name=name), holds=True)
        if name in self._ours:
            return self._our_call(name, arguments, mode)
        if name in lazy.FORMS:
            form = lazy.FORMS[name]
            if mode is Mode.ARGUMENT and arguments and not _refers(arguments[0]):
                mode = Mode.ARRAY
            if form.least <= len(arguments) <= form.most:
                return form.build(
                    [self.run(one, mode) for one in arguments], [self.values(one, mode) for one in arguments], mode
                )
            return _wrong_count(name)
        native = self._natives(name)
        if native is None:
            return _refused(sentence("不认识函数 {name}", "the function {name} is not known here", name=name))
        letters = native.letters(len(arguments))
        if letters is None:
            return _wrong_count(name)
        prepared = [self._argument(one, letter, mode, native) for one, letter in zip(arguments, letters)]
        for at, (one, letter) in enumerate(zip(arguments, letters)):
            if letter in "dw" and at < native.required and isinstance(one, Missing):
                prepared[at] = lambda _: CellError.NA
        call = single_call(native, letters)
        return lambda scope: call(scope, [get(scope) for get in prepared])

    def _argument(self, node: Node, letter: str, mode: Mode, native: Native) -> Callable[[Scope], Any]:
        if letter in "dw":
            return self._alone(node, mode)
        if letter not in "rxAXRI":
            return self.values(node, mode)
        run = self.run(node, mode or (Mode.ARGUMENT if letter in "AXI" else Mode.PLAIN))
        if letter in "RI":
            return lambda scope: all_rows(run(scope))
        clipped, walks, tall = letter in "rA", not native.searches, native.tall

        def look_up(scope: Scope) -> Any:
            result = run(scope)
            if isinstance(result, Area):
                result = scope.block(result, clipped=clipped)
                if walks:
                    scope.spend(len(result) * len(result[0]) // 2)
            elif isinstance(result, Areas):
                return [[value] for area in result for line in scope.block(area) for value in line]
            elif isinstance(result, AreaArray):
                raise NotEvaluated(array_of_references())
            return result if tall else all_rows(result)

        return look_up

    def _alone(self, node: Node, mode: Mode) -> Callable[[Scope], Any]:
        """Compile an argument that may be a single cell or an array, but no range: EOMONTH(A1:A3,0) is #VALUE!."""
        run = self.run(node, mode)

        def look_up(scope: Scope) -> Any:
            result = run(scope)
            if isinstance(result, Area):
                return whole_value(scope, result) if result.single else doubtful(CellError.VALUE)
            return whole_value(scope, result)

        return look_up

    def _let(self, arguments: tuple[Node, ...], mode: Mode) -> Run:
        """LET: names for values that the last argument uses."""
        names = [one.name.lower() for one in arguments[:-1:2] if isinstance(one, NameUse)]
        if len(arguments) % 2 == 0 or len(names) != len(arguments) // 2:
            return _wrong_count("LET")
        runs = [self.run(one, mode) for one in arguments[1:-1:2]]
        last = self.run(arguments[-1], mode)

        def run(scope: Scope) -> Part:
            found: dict[str, Part] = {}
            with scope.binding(found):
                for name, value in zip(names, runs):
                    found[name] = value(scope)
                return last(scope)

        return run

    def _our_call(self, name: str, arguments: tuple[Node, ...], mode: Mode) -> Run:
        prepared = [self.run(one, mode) for one in arguments]
        return lambda scope: scope.ours(name)(scope, [get(scope) for get in prepared])


def _keep(table: dict[Any, Any], key: Any, value: Any) -> None:
    if len(table) >= MOST_KEPT:
        table.clear()
    table[key] = value


def _refers(node: Node) -> bool:
    """Whether a part of a formula looks at cells at all."""
    match node:
        case Group():
            return _refers(node.inner)
        case Prefix() | Percent():
            return _refers(node.operand)
        case Binary():
            return _refers(node.left) or _refers(node.right)
        case Call():
            return any(_refers(one) for one in node.arguments)
        case Constant() | ArrayConstant() | Missing():
            return False
    return True


def _refused(why: Sentence, *, holds: bool = False) -> Run:
    def refuse(_: Scope) -> Part:
        raise NotEvaluated(why, holds=holds)

    return refuse


def _wrong_count(name: str) -> Run:
    return _refused(sentence("函数 {name} 的参数个数不对", "{name} has a wrong number of arguments", name=name))
