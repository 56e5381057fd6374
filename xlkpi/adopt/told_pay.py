"""Pay as a sentence makes it of the columns of a list: 绩效工资=绩效基数×绩效系数×实出勤÷应出勤."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.labels import label_of, squeezed
from xlkpi.adopt.level_sentences import normal
from xlkpi.adopt.part_lines import Lines, same
from xlkpi.adopt.row_formula import Made
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.understanding import OwnPay, Part
from xlkpi.books.areas import column_letters

_TOKENS: Final = re.compile(r"\d+(?:\.\d+)?|[-+*/()%]|[^-+*/()%]+")
_SIGNS: Final = {"×": "*", "✕": "*", "X": "*", "x": "*", "÷": "/", "−": "-", "–": "-"}
_DAYS: Final = re.compile("(?:天|日)数$|(?<=.)天$")
"""实出勤 and 实际出勤天数 are the same days."""
_ALIASES: Final[Mapping[str, re.Pattern[str]]] = {
    "base_pay": re.compile("(?:绩效|奖金|考核|工资){0,2}(?:基数|标准|基准)"),
    "coefficient": re.compile("(?:个人|绩效|考核|等级|评定|本人){0,3}系数"),
    "attendance": re.compile("(?:出勤|考勤)(?:率|系数)"),
    "total": re.compile("(?:个人|绩效|考核|综合|最终){0,2}(?:得分|分数|总分|成绩)"),
}
"""What sentences call columns that are headed otherwise."""
_PAY: Final = (
    "绩效工资|绩效奖金|绩效薪酬|(?:[应实]发|本?月度?)(?:绩效|奖金)|奖金",
    r"(?:工资|奖金|金额|数|额)?(?:\([^)]*\))?=(?P<of>[^;。]+)",
)
"""Pay as a sentence makes it: 绩效工资=基数×系数."""
_OF_ALL: Final = re.compile(
    "(?:^|[^一-鿿]|员工|职工|人员|个人|每人|月度|本月|当月|月|其中|公式|方法|办法|计算|按|即|则)$"
)
"""What may stand before the word for pay where it is that of everybody: not 主管绩效工资."""
_MOST: Final = 3.0
"""More times the base nobody is paid: a score of a hundred, or 120 for 120%, was multiplied as it stands."""
_ROUNDED: Final = re.compile(
    "(?:四舍五入)?(?:取整|保留整数|(?:精确)?到(?:元|个位))|(?:精确|四舍五入|保留)到?(?:分|两位小数|2位小数)"
)
_WHOLE: Final = re.compile("整|元|个位")


class Said(NamedTuple):
    """A cell that says what pay is made of: place, text, what stands behind the sign, of whom it is said."""

    where: str
    text: str
    of: str
    everybodys: bool


def pay_sentences(part: Part, grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Said]:
    """What the cells around a list say that pay is made of."""
    head, tail = _PAY
    own = "".join(label_of(part.words_over("pay")).readings[:1]) if "pay" in part.columns else ""
    told = re.compile(f"(?:{'|'.join(filter(None, (head, re.escape(own.upper()))))}){tail}")
    for where, text in sentences_about(part, grids, parts):
        plain = normal(text)
        for found in told.finditer(plain):
            everybodys = _OF_ALL.search(plain[: found.start()]) is not None
            yield Said(where, text, found["of"], everybodys)


def told_pay(lines: Lines, grids: Sequence[Grid], parts: Sequence[Part]) -> OwnPay | None:
    """Pay as the workbook's sentences make it; None unless they agree, all of it is understood, and it is no mere rule.

    Where pays stand, three in four of them must follow from it.
    """
    part = lines.part
    told = list(pay_sentences(part, grids, parts))
    readings = {made_of(part, one.of) for one in told}
    if len(readings) != 1 or None in readings or not all(one.everybodys for one in told):
        return None
    ((made, digits),) = (one for one in readings if one is not None)
    usual = {part.columns[key] for key in ("base_pay", "coefficient", "attendance") if key in part.columns}
    omits = part.columns.get("coefficient", "") not in ("", *made.columns)
    if not made.columns or (made.is_product and set(made.columns) <= usual and not omits) or not _is_sane(lines, made):
        return None
    stands = {row: pay for row in lines.entries if (pay := lines.number("pay", row)) is not None}
    due = {row: lines.due(made, row) for row in stands}
    right = sum(own is not None and same(stands[row], own, digits) for row, own in due.items())
    if right * 4 < len(stands) * 3:
        return None
    further = tuple(letter for letter in made.columns if letter not in usual)
    return OwnPay(further, made=made, digits=digits, told=told[0].where)


def _is_sane(lines: Lines, made: Made) -> bool:
    """Whether nobody gets many times the base, as where a score of a hundred is multiplied as it stands."""
    part = lines.part
    full = {part.columns["total"]: 100.0} if "total" in part.columns else {}
    base = part.columns.get("base_pay", "")
    if base in made.columns and (made.due(lambda letter: full.get(letter, 1.0)) or 0.0) > _MOST:
        return False
    for row in lines.entries if base in made.columns else ():
        due, own = lines.due(made, row), lines.number_in(base, row)
        if due is not None and own and due > own * _MOST:
            return False
    return True


def made_of(part: Part, told: str) -> tuple[Made, int] | None:
    """What the right side of a sentence makes pay of, and to how many decimals; None unless all of it is understood."""
    whole, *rest = re.split("[,，]", told)
    if any(not _ROUNDED.fullmatch(words) for words in rest) or len(rest) > 1:
        return None
    whole = re.sub(r"(?<=\d)元(?:/人)?", "", whole)
    signs = "".join(_SIGNS.get(sign, sign) for sign in whole)
    tokens = [token.strip() for token in _TOKENS.findall(signs) if token.strip()]
    made = _Reader(part, tokens).whole()
    digits = 0 if rest and _WHOLE.search(rest[0]) else 2
    return None if made is None else (made, digits)


class _Reader:
    """Reads sums of products; a word that is not one column of the list, or a sign too many, ends it with nothing."""

    def __init__(self, part: Part, tokens: list[str]) -> None:
        self.part, self.tokens, self.at = part, tokens, 0

    def whole(self) -> Made | None:
        made = self._sum()
        return made if self.at == len(self.tokens) else None

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _sum(self) -> Made | None:
        return self._joined(("+", "-"), self._product)

    def _product(self) -> Made | None:
        return self._joined(("*", "/"), self._leaf)

    def _joined(self, signs: tuple[Literal["+", "-", "*", "/"], ...], inner: Callable[[], Made | None]) -> Made | None:
        made = inner()
        while made is not None and (sign := next((one for one in signs if one == self._next()), None)):
            self.at += 1
            right = inner()
            made = None if right is None else Made(sign, made, right)
        return made

    def _leaf(self) -> Made | None:
        word = self._next()
        self.at += 1
        made: Made | None
        if word == "(":
            made = self._sum()
            closed = self._next() == ")"
            self.at += 1
            return made if closed else None
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            made = Made(number=float(word))
        else:
            column = column_of(self.part, word)
            made = Made(column=column) if column else None
        if made is not None and self._next() == "%":
            self.at += 1
            made = Made("/", made, Made(number=100.0))
        return made


def column_of(part: Part, word: str) -> str:
    """The letter of the one column that a word of a sentence means, "" where none or several may be meant."""
    headed = list(dict.fromkeys(_headed(part, _plain(word))))
    if len(headed) == 1:
        return headed[0]
    by_key = [key for key, called in _ALIASES.items() if key in part.columns and called.fullmatch(squeezed(word))]
    return part.columns[by_key[0]] if by_key and not headed else ""


def _headed(part: Part, word: str) -> Iterator[str]:
    texts = {part.columns[key] for key in ("name", "level", "pay", "rank") if key in part.columns}
    for label, at in zip(part.labels, part.label_columns):
        if column_letters(at) not in texts and word in map(_plain, label_of(label).readings[:1]):
            yield column_letters(at)


def _plain(word: str) -> str:
    return _DAYS.sub("", squeezed(word)).replace("实际", "实").replace("应当", "应")
