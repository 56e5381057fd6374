"""Functions of text: LEFT, MID, TRIM, FIND, SUBSTITUTE, TEXT, VALUE ..."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.books.calc.criteria import is_pattern, pattern
from xlkpi.books.calc.exceptions import Fail, NotEvaluated
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives.native_arguments import cells
from xlkpi.books.calc.scope import Scope
from xlkpi.books.calc.values import LONGEST_TEXT, Rows, Scalar, number, text, truth
from xlkpi.errors import CellError, sentence

_SPACES, _CONTROL, _WORDS = " +", r"[\x00-\x1f]", r"[^\W\d_]+"
"""Compiled where one is needed: most workbooks need none."""


def _in_format(value: Scalar, code: str) -> str:
    from xlkpi.books.calc.number_format import shown  # formats are known to whoever asks for one

    return shown(value, code)


def _left(value: str, count: int = 1) -> str:
    return value[: _not_negative(count)]


def _right(value: str, count: int = 1) -> str:
    return value[-count:] if _not_negative(count) else ""


def _mid(value: str, start: int, count: int) -> str:
    if start < 1:
        raise Fail(CellError.VALUE)
    return value[start - 1 : start - 1 + _not_negative(count)]


def _not_negative(count: int) -> int:
    if count < 0:
        raise Fail(CellError.VALUE)
    return count


def _joined(parts: list[str]) -> str:
    if sum(map(len, parts)) > LONGEST_TEXT:
        raise Fail(CellError.VALUE)
    return "".join(parts)


def _concat(*arguments: Scalar | Rows) -> str:
    return _joined([text(value) for one in arguments for value in (cells(one) if isinstance(one, list) else (one,))])


def _text_join(separator: Scalar | Rows, skip_empty: bool, *arguments: Scalar | Rows) -> str:
    if isinstance(separator, list):
        raise NotEvaluated(sentence("TEXTJOIN 用了多个分隔符", "TEXTJOIN with several separators"))
    between = text(separator)
    found = [text(value) for one in arguments for value in (cells(one) if isinstance(one, list) else (one,))]
    kept = [one for one in found if one or not skip_empty]
    return _joined([part for one in kept for part in (between, one)][1:])


def _find(sought: str, within: str, start: int = 1) -> float:
    if not 1 <= start <= len(within) + 1:
        raise Fail(CellError.VALUE)
    return _found(within.find(sought, start - 1))


def _search(scope: Scope, sought: str, within: str, start: int = 1) -> float:
    if not 1 <= start <= len(within) + 1:
        raise Fail(CellError.VALUE)
    if not is_pattern(sought):
        return _found(within.lower().find(sought.lower(), start - 1))
    begins = pattern(sought + "*")
    for at in range(start - 1, len(within)):
        scope.spend(40 * len(within))
        if begins(within[at:]):
            return 1.0 + at
    raise Fail(CellError.VALUE)


def _found(at: int) -> float:
    if at < 0:
        raise Fail(CellError.VALUE)
    return 1.0 + at


def _substitute(value: str, old: str, new: str, which: Scalar = None) -> str:
    if not old:
        return value
    if which is None:
        if len(value) + value.count(old) * max(0, len(new) - len(old)) > LONGEST_TEXT:
            raise Fail(CellError.VALUE)
        return value.replace(old, new)
    turn = int(number(which))
    if turn < 1:
        raise Fail(CellError.VALUE)
    at = -len(old)
    for _ in range(turn):
        at = value.find(old, at + len(old))
        if at < 0:
            return value
    return _joined([value[:at], new, value[at + len(old) :]])


def _replace(value: str, start: int, count: int, new: str) -> str:
    if start < 1:
        raise Fail(CellError.VALUE)
    return _joined([value[: start - 1], new, value[start - 1 + _not_negative(count) :]])


def _repeat(value: str, count: int) -> str:
    if len(value) * _not_negative(count) > LONGEST_TEXT:
        raise Fail(CellError.VALUE)
    return value * count


def _value(value: Scalar) -> float:
    if isinstance(value, bool):
        raise Fail(CellError.VALUE)
    return number(value)


def _proper(value: str) -> str:
    return re.sub(_WORDS, lambda word: word[0][:1].upper() + word[0][1:].lower(), value)


def _character(code: int) -> str:
    if not 1 <= code <= 255:
        raise Fail(CellError.VALUE)
    if code > 127:
        raise NotEvaluated(sentence("CHAR 的结果取决于 Windows 的语言", "CHAR depends on the language of Windows"))
    return chr(code)


def _unicode_character(code: int) -> str:
    if not 1 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise Fail(CellError.VALUE)
    return chr(code)


def _code(value: str) -> float:
    if not value:
        raise Fail(CellError.VALUE)
    if not value[0].isascii():
        raise NotEvaluated(sentence("CODE 的结果取决于 Windows 的语言", "CODE depends on the language of Windows"))
    return float(ord(value[0]))


def _unicode(value: str) -> float:
    if not value:
        raise Fail(CellError.VALUE)
    return float(ord(value[0]))


def _length(value: str) -> float:
    return float(len(value.encode("utf-16-le", "surrogatepass")) // 2)


def _link_text(*shown: Scalar) -> Scalar:
    """HYPERLINK shows its second argument, or the address where there is none."""
    return shown[-1]


def _fixed(value: float, places: int = 2, plain: Scalar = None) -> str:
    grouped = plain is None or not truth(plain)
    if not 0 <= places <= 30:
        raise NotEvaluated(sentence("FIXED 的位数", "the decimals of FIXED"))
    return _in_format(value, ("#,##0" if grouped else "0") + ("." + "0" * places if places else ""))


TABLE: Final[dict[str, Native]] = {
    "CHAR": Native(_character, "i"),
    "CLEAN": Native(lambda value: re.sub(_CONTROL, "", value), "s"),
    "CODE": Native(_code, "s"),
    "CONCAT": Native(_concat, "r", repeats=1),
    "CONCATENATE": Native(lambda *parts: _joined(list(parts)), "s", repeats=1),
    "EXACT": Native(lambda left, right: left == right, "ss"),
    "FIND": Native(_find, "ssi", 2),
    "FIXED": Native(_fixed, "niv", 1),
    "HYPERLINK": Native(_link_text, "vv", 1),
    "LEFT": Native(_left, "si", 1),
    "LEN": Native(_length, "s"),
    "LOWER": Native(str.lower, "s"),
    "MID": Native(_mid, "sii"),
    "PROPER": Native(_proper, "s"),
    "REPLACE": Native(_replace, "siis"),
    "REPT": Native(_repeat, "si"),
    "RIGHT": Native(_right, "si", 1),
    "SEARCH": Native(_search, "ssi", 2, scoped=True),
    "SUBSTITUTE": Native(_substitute, "sssv", 3),
    "TEXT": Native(_in_format, "vs"),
    "TEXTJOIN": Native(_text_join, "rbr", repeats=1),
    "TRIM": Native(lambda value: re.sub(_SPACES, " ", value).strip(" "), "s"),
    "UNICHAR": Native(_unicode_character, "i"),
    "UNICODE": Native(_unicode, "s"),
    "UPPER": Native(str.upper, "s"),
    "VALUE": Native(_value, "v"),
}
"""By name."""
