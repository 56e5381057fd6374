"""TEXT: values in Excel's number formats."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from xlkpi.books.calc.date_format import date_text
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.values import LONGEST_TEXT, PRECISION, Scalar, parse_number, text
from xlkpi.errors import CellError, sentence

_PART = re.compile(
    r"""(?P<quoted>"[^"]*")|\\(?P<escaped>.)|!(?P<shrieked>.)|(?P<fill>\*.)|(?P<gap>_.)|\[(?P<bracket>[^\]]*)\]
    |(?P<general>General|G/通用格式)|(?P<clock>[aA][mM]/[pP][mM]|[aA]/[pP]|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4})
    |(?P<exponent>[eE][+-])|(?P<digit>[0\#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)(-?[0-9.]+)")
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color\s?\d+|[黑蓝青绿红白黄]色?|洋红|颜色\s?\d+", re.IGNORECASE
)
_CURRENCY = re.compile(r"\$([^-\]]*)(-[0-9A-Fa-f]+)?")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")
_HOLDS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_UNSURE: Final = frozenset("eEgGbBnNrR/")
"""Letters that may mean something in some language's formats, and the fraction bar."""


class Part(NamedTuple):
    """One piece of a format: literal, digit, point, comma, percent, date, clock, elapsed, general, text."""

    kind: str
    sign: str


class Section(NamedTuple):
    """What applies to some of the numbers; `holds` is its own condition."""

    parts: tuple[Part, ...]
    holds: tuple[str, float] | None

    def has(self, *kinds: str) -> bool:
        """Whether a part of one of these kinds occurs."""
        return any(part.kind in kinds for part in self.parts)


def shown(value: Scalar, code: str) -> str:
    """Return a value in a number format, as TEXT does. Raises Fail, NotEvaluated for formats not known here."""
    sections = _sections(code)
    if isinstance(value, bool):
        return _text_in(text(value), sections)
    if isinstance(value, str):
        found = parse_number(value)
        if found is None:
            return _text_in(value, sections)
        value = found
    number = 0.0 if value is None or isinstance(value, CellError) else value
    if not code:
        return ""
    section, unsigned = _choose(number, sections)
    if section is None and len(sections) > 1:
        raise Fail(CellError.VALUE)
    if section is None:
        return general(number)
    try:
        result = _number_in(abs(number) if unsigned else number, section)
    except Fail:
        raise Fail(CellError.VALUE) from None
    if len(result) > LONGEST_TEXT:
        raise Fail(CellError.VALUE)
    return result


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[list[Part]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for found in _PART.finditer(code):
        kind = str(found.lastgroup)
        sign = found[kind]
        if kind == "other" and sign == ";":
            sections.append([])
            conditions.append(None)
        elif kind == "bracket" and (condition := _CONDITION.fullmatch(sign)):
            conditions[-1] = condition[1], float(condition[2])
        else:
            part = _part(kind, sign, code)
            if part is not None:
                sections[-1].append(part)
    if len(sections) > 4:
        raise Fail(CellError.VALUE)
    return tuple(Section(tuple(parts), holds) for parts, holds in zip(sections, conditions))


def _part(kind: str, sign: str, code: str) -> Part | None:
    if kind == "quoted":
        return Part("literal", sign[1:-1])
    if kind in ("escaped", "shrieked"):
        return Part("literal", sign)
    if kind == "gap":
        return Part("literal", " ")
    if kind == "fill":
        return None
    if kind == "bracket":
        currency = _CURRENCY.fullmatch(sign)
        if currency:
            return Part("literal", currency[1]) if currency[1] else None
        if _ELAPSED.fullmatch(sign):
            return Part("elapsed", sign)
        if _COLOUR.fullmatch(sign):
            return None
        raise _unknown(code)
    if kind == "exponent" or (kind == "other" and sign in _UNSURE and sign != "/") or sign == "?":
        raise _unknown(code)
    return Part("literal" if kind == "other" else kind, sign)


def _unknown(code: str) -> NotEvaluated:
    return NotEvaluated(sentence("TEXT 的格式“{code}”", 'the format "{code}" of TEXT', code=code[:40]))


def _text_in(value: str, sections: tuple[Section, ...]) -> str:
    section = sections[3] if len(sections) == 4 else next((one for one in sections if one.has("text")), None)
    if section is None:
        return value
    return "".join(value if part.kind == "text" else part.sign for part in section.parts)


def _choose(number: float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """Return the section for a number, and whether the number loses its sign there."""
    if any(one.holds for one in sections):
        for at, one in enumerate(sections[:3]):
            if one.holds is None and at < len(sections) - 1 and at < 2:
                if at == 0 and number > 0:
                    return one, False
                continue
            if one.holds is None or _HOLDS[one.holds[0]](number, one.holds[1]):
                return one, at > 0 and number < 0 and one.holds is not None and one.holds[0] in ("<", "<=")
        return None, False
    count = len(sections)
    if number < 0 and count > 1:
        return sections[1], True
    if number == 0 and count > 2:
        return sections[2], False
    return sections[0], False


def _number_in(number: float, section: Section) -> str:
    if section.has("date", "elapsed"):
        return date_text(number, [(part.kind, part.sign) for part in section.parts])
    if section.has("clock"):
        return date_text(number, [(part.kind, part.sign) for part in section.parts])
    if section.has("general", "text"):
        plain = general(abs(number))
        body = "".join(plain if part.kind in ("general", "text") else part.sign for part in section.parts)
        return "-" + body if number < 0 else body
    if not section.has("digit"):
        body = "".join(part.sign for part in section.parts)
        return "-" + body if number < 0 and body else body
    return _digits_in(number, section)


def _digits_in(number: float, section: Section) -> str:
    if any(part.kind == "literal" and part.sign == "/" for part in section.parts):
        raise _unknown("".join(part.sign for part in section.parts))
    parts = list(section.parts)
    digits = [at for at, part in enumerate(parts) if part.kind == "digit"]
    point = next((at for at, part in enumerate(parts) if part.kind == "point"), len(parts))
    whole = [at for at in digits if at < point]
    last = whole[-1] if whole else -1
    grouped = any(part.kind == "comma" and whole and whole[0] < at < last for at, part in enumerate(parts))
    if sum(part.kind == "point" for part in parts) > 1:
        raise _unknown("".join(part.sign for part in section.parts))
    scaled = [at for at, part in enumerate(parts) if part.kind == "comma" and at > digits[-1]]
    scaled += [at for at, part in enumerate(parts) if part.kind == "comma" and last < at < point and at not in scaled]
    thousands = len(scaled)
    value = Decimal(format(abs(number), f".{PRECISION}g"))
    value = value.scaleb(2 * sum(part.kind == "percent" for part in parts) - 3 * thousands)
    fraction = [at for at in digits if at > point]
    value = (value.scaleb(len(fraction)).to_integral_value(ROUND_HALF_UP)).scaleb(-len(fraction))
    front, _, back = format(value, "f").partition(".")
    front = "" if front == "0" else front
    slots = dict(zip(whole, _front(front, [parts[at].sign for at in whole], grouped=grouped)))
    slots |= dict(zip(fraction, _back(back.ljust(len(fraction), "0"), [parts[at].sign for at in fraction])))
    out = []
    for at, part in enumerate(parts):
        if part.kind == "digit":
            out.append(slots[at])
        elif part.kind == "point":
            out.append(part.sign if at == point and (whole or front) else front + part.sign)
        elif part.kind != "comma" or at < digits[0]:
            out.append(part.sign)
    body = "".join(out)
    return "-" + body if number < 0 and value else body


def general(number: float) -> str:
    """Return a number as the format General shows it: at most eleven signs, else with an exponent."""
    if number == 0:
        return "0"
    sign, size = "-" if number < 0 else "", abs(number)
    mantissa, _, exponent = format(size, ".5e").partition("e")
    power = math.floor(math.log10(float(format(size, ".10e"))))
    short = f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent):+03d}"
    if power >= 11:
        return sign + short
    places = 9 - max(power, 0)
    plain = format(Decimal(format(size, f".{PRECISION}g")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    exact = Decimal(plain) == Decimal(format(size, f".{PRECISION}g"))
    if power < -4 and not exact:
        return sign + short
    return sign + (plain.rstrip("0").rstrip(".") if "." in plain else plain)


def _front(digits: str, slots: list[str], *, grouped: bool) -> list[str]:
    """Spread the whole part over its placeholders from the right; what is left over goes to the first."""
    least = max((len(slots) - at for at, sign in enumerate(slots) if sign == "0"), default=0)
    padded = digits.rjust(least, "0")
    pieces = [
        sign + ("," if grouped and place and place % 3 == 0 else "")
        for sign, place in zip(padded, range(len(padded) - 1, -1, -1))
    ]
    surplus = len(pieces) - len(slots)
    if surplus > 0:
        return ["".join(pieces[: surplus + 1]), *pieces[surplus + 1 :]] if slots else []
    return [""] * -surplus + pieces


def _back(digits: str, slots: list[str]) -> list[str]:
    """Drop zeros at the end where the placeholder is #."""
    kept = len(slots)
    while kept and slots[kept - 1] == "#" and digits[kept - 1] == "0":
        kept -= 1
    return list(digits[:kept]) + [""] * (len(slots) - kept)
