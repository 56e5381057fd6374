"""Builds the tree of a formula from its tokens, with Excel's order of operators."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.scan import Token
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
from xlkpi.errors import CellError, sentence

DEEPEST: Final = 66
"""Levels of nesting; Excel allows 64."""

MOST_ARGUMENTS: Final = 255

_STRENGTH: Final = {
    "=": 10, "<>": 10, "<": 10, "<=": 10, ">": 10, ">=": 10,
    "&": 20, "+": 30, "-": 30, "*": 40, "/": 40, "^": 50, ":": 100,
}  # fmt: skip
_PREFIX_STRENGTH: Final = 70
_UNION_STRENGTH: Final = 80
_INTERSECTION_STRENGTH: Final = 90

_OPERANDS: Final = ("reference", "name", "function", "table")
_REFERENCES: Final = (Reference, NameUse, TableUse, Call, Group, Spilled, Binary)

_ITEM, _ESCAPED = r"\s*\[((?:[^\[\]']|'.)*)\]\s*([,:]?)", r"'(.)"
"""Of references to tables: compiled for workbooks that have tables."""
_END: Final = Token("end", "")


def parse(tokens: tuple[Token, ...]) -> Node:
    """Return the tree of a formula. Raises NotEvaluated where it cannot be read."""
    parser = _Parser(tokens)
    node = parser.expression(0, 0)
    if parser.peek() is not _END:
        parser.give_up()
    return node


class _Parser:
    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.at = 0
        self.spaced = False

    def peek(self) -> Token:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind != "space":
                self.spaced = self.at > 0 and self.tokens[self.at - 1].kind == "space"
                return token
            self.at += 1
        return _END

    def take(self, operator: str) -> bool:
        if self.peek() == ("operator", operator):
            self.at += 1
            return True
        return False

    def expect(self, operator: str) -> None:
        if not self.take(operator):
            self.give_up()

    def give_up(self) -> None:
        near = next((str(token.value) for token in self.tokens[self.at :] if token.kind != "space"), "…")
        zh, en = "看不懂公式里“{near}”一处", 'cannot read the formula near "{near}"'
        raise NotEvaluated(sentence(zh, en, near=near[:20]))

    def expression(self, least: int, depth: int, *, union: bool = False) -> Node:
        if depth > DEEPEST:
            raise NotEvaluated(sentence("公式嵌套太深", "the formula is nested too deeply"))
        left = self.operand(depth)
        while True:
            token = self.peek()
            if token.kind in _OPERANDS and self.spaced and isinstance(left, _REFERENCES):
                operator, strength = " ", _INTERSECTION_STRENGTH
            elif token.kind != "operator":
                return left
            elif token.value == "%":
                self.at += 1
                left = Percent(left)
                continue
            elif token.value == "#":
                self.at += 1
                left = Spilled(left)
                continue
            elif token.value == "," and union:
                operator, strength = ",", _UNION_STRENGTH
            else:
                operator, strength = str(token.value), _STRENGTH.get(str(token.value), -1)
            if strength <= least:
                return left
            if operator != " ":
                self.at += 1
            left = Binary(operator, left, self.expression(strength, depth + 1, union=union))

    def operand(self, depth: int) -> Node:
        token = self.peek()
        self.at += 1
        match token:
            case Token("number", float() as value) | Token("text", str() as value):
                return Constant(value)
            case Token("error", str() as value):
                return Constant(CellError(value))
            case Token("reference", Reference() as reference):
                return reference
            case Token("name", (None, str() as name)) if name.upper() in ("TRUE", "FALSE"):
                return Constant(name.upper() == "TRUE")
            case Token("name", (sheet, str() as name)):
                return NameUse(sheet, name)
            case Token("table", (str() as table, str() as inside)):
                return self.table(table, inside)
            case Token("function", str() as name):
                return Call(name, self.arguments(depth))
            case Token("operator", ("+" | "-" | "@") as sign):
                return self.signed(sign, depth)
            case Token("operator", "("):
                inner = self.expression(0, depth + 1, union=True)
                self.expect(")")
                return Group(inner)
            case Token("operator", "{"):
                return self.array()
        self.at -= 1
        self.give_up()
        return Missing()

    def signed(self, sign: str, depth: int) -> Node:
        """Read a row of signs without recursion: a hostile formula may hold thousands."""
        signs = [sign]
        while (token := self.peek()).kind == "operator" and token.value in ("+", "-", "@"):
            signs.append(str(token.value))
            self.at += 1
        node = self.expression(_PREFIX_STRENGTH, depth + 1)
        if signs.count("-") > 1 and "@" not in signs:
            signs = ["-"] * (2 - signs.count("-") % 2)
        if len(signs) > DEEPEST:
            self.give_up()
        for one in reversed(signs):
            if one != "+":
                node = Prefix(one, node)
        return node

    def arguments(self, depth: int) -> tuple[Node, ...]:
        if self.take(")"):
            return ()
        found: list[Node] = []
        while True:
            token = self.peek()
            empty = token.kind == "operator" and token.value in (",", ")")
            found.append(Missing() if empty else self.expression(0, depth + 1))
            if len(found) > MOST_ARGUMENTS:
                raise NotEvaluated(sentence("函数的参数太多", "the function has too many arguments"))
            if self.take(")"):
                return tuple(found)
            self.expect(",")

    def array(self) -> Node:
        rows: Rows = [[]]
        while True:
            rows[-1].append(self.array_item())
            if self.take("}"):
                break
            if self.take(";"):
                rows.append([])
            else:
                self.expect(",")
        if len({len(row) for row in rows}) != 1:
            self.give_up()
        return ArrayConstant(rows)

    def array_item(self) -> Scalar:
        negative = self.take("-")
        if not negative:
            self.take("+")
        token = self.peek()
        self.at += 1
        match token:
            case Token("number", float() as value):
                return -value if negative else value
            case Token("text", str() as value):
                return value
            case Token("error", str() as value):
                return CellError(value)
            case Token("name", (None, str() as name)) if name.upper() in ("TRUE", "FALSE"):
                return name.upper() == "TRUE"
        self.at -= 1
        self.give_up()
        return None

    def table(self, table: str, inside: str) -> Node:
        """Read what stands between the brackets of Table[...]."""
        if "[" not in re.sub(_ESCAPED, "", inside):
            name = re.sub(_ESCAPED, r"\1", inside)
            if inside.strip().startswith("#"):
                return TableUse(table, (inside.strip().lower(),), ())
            return TableUse(table, (), (name,) if name else ())
        parts: list[str] = []
        columns: list[str] = []
        at = 0
        while at < len(inside):
            item = re.match(_ITEM, inside[at:])
            if item is None or len(columns) > 1:
                self.give_up()
                break
            if item[1].startswith("#"):
                parts.append(item[1].lower())
            else:
                columns.append(re.sub(_ESCAPED, r"\1", item[1]))
            at += item.end()
        return TableUse(table, tuple(parts), tuple(columns))
