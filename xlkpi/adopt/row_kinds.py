"""What one row below a header is: an entry, a spare row, a total, a title between entries, or the end of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.heading import Header
from xlkpi.adopt.keys import RESULT_KEYS
from xlkpi.adopt.labels import pairs_in, plain_word, unnumbered, wide
from xlkpi.adopt.level_words import is_level
from xlkpi.adopt.lexicon import LIKELY, Lexicon

Row: TypeAlias = Literal["entry", "spare", "total", "title", "header", "blank", "result", "end"]
"""`result` is the first row of results below a form, which ends the body as surely as a header does."""

RECEIVED = r"(?<![误假未时功常])签收(?:人|栏|日期|时间|确认)?(?=\s*(?:[:：(（_]|$))"
"""A place to sign for what was handed over; 签收率 and 虚假签收扣分 are of parcels."""
SIGNED = re.compile(
    rf"签字|签名|签章|盖章|{RECEIVED}|(?:本人|员工|被考核人|被考评人)(?:签认|确认)$|signature|signed", re.IGNORECASE
)
NOTE = re.compile(
    r"^\s*[(\[【]?\s*(?:注|备注|说明|附注|附|备注说明|填表说明|公示期|本表|以上|note|remark)s?\s*\d?\s*[:：、)）]|^\s*\d[、.)]|^(?:本表|公示|以上)"
)

_WHO = (
    "直接|直属|主管|上级|领导|部门|考核人?|经理|负责人|班组长|店长|站长"
    "|综合|总体|员工|本人|被考核人|自我|工作|人力资源部?"
)
ASSESSED = re.compile(
    rf"(?:{_WHO})*(?:评语|评价意见|考核意见|意见|改进意见|改进建议|改进措施|面谈记录|综合评价|自评总结"
    "|扣分原因|扣分说明|加减分说明|加减分原因)"
)
"""Labels over and below a table of what somebody writes about a person's month."""
PAIR = 2
"""Cells of a label and what belongs to it."""


class Shape:
    """How the entries of a body are filled: which columns with numbers and which with words."""

    def __init__(self, grid: Grid, left: int, right: int, entries: Sequence[int]) -> None:
        self.grid, self.left, self.right = grid, left, right
        self.kinds: dict[int, str] = {}
        for column in range(left, right + 1):
            found = [self._kind(row, column) for row in entries]
            most = max(dict.fromkeys(found), key=found.count, default="")
            if most and found.count(most) * 10 >= len(found) * 6:
                self.kinds[column] = most

    def _kind(self, row: int, column: int) -> str:
        value = self.grid.value(row, column)
        if value is None or self.grid.span(row, column).left < column:
            return ""
        return "text" if number_of(value) is None else "number"

    def fits(self, row: int) -> bool:
        """Whether a row is filled as the entries are, its numbers above all."""
        same = sum(self._kind(row, column) == kind for column, kind in self.kinds.items())
        numbers = [column for column, kind in self.kinds.items() if kind == "number"]
        counted = sum(self._kind(row, column) == "number" for column in numbers)
        return len(self.kinds) >= 2 and same * 4 >= len(self.kinds) * 3 and counted * 2 >= len(numbers)


def row_kind(grid: Grid, lexicon: Lexicon, row: int, left: int, right: int, header: Header) -> Row:
    """What a row is by its own words and borders."""
    columns = list(grid.filled_in(row, left, right))
    seen = [column for column in range(left, right + 1) if grid.value(row, column) is not None]
    if not columns:
        if seen and any(grid.span(row, column).top < row for column in seen):
            return "entry" if len(seen) * 2 > right - left else "spare"
        drawn = sum(grid.drawn(row, column) for column in range(left, right + 1))
        formulas = any(grid.formula(row, column) for column in range(left, right + 1))
        return "spare" if formulas or drawn * 2 > right - left + 1 else "blank"
    outside = [at for at in grid.filled_in(row, left - 2, left - 1) if grid.text(row, at)]
    if (
        outside
        and grid.value(header.bottom, outside[0]) is None
        and (
            lexicon.ends_body(grid.text(row, outside[0]))
            or _opens_results(lexicon, grid.text(row, outside[0]), [], header)
        )
    ):
        return "total"
    first = grid.text(row, columns[0])
    serials = numbered(lexicon, header)
    texts = [grid.text(row, column) for column in columns if grid.text(row, column)]
    head = [grid.text(row, column) for column in columns[:3] if grid.text(row, column)]
    if any(lexicon.ends_body(text) for text in head) and not (first and _is_person_row(grid, header, lexicon, row)):
        return "total"
    if any(_WEIGHTS.match(wide(text)) for text in head) and _names_people(lexicon, header):
        return "total"
    if first and _of_a_group(grid, lexicon, row, columns, header):
        return "total"
    if first and _of_levels(grid, lexicon, row, columns):
        return "end"
    if first and sums_up(grid, lexicon, row, columns):
        return "total"
    if first and _opens_results(lexicon, first, columns, header):
        return "total" if lexicon.means(first, "field").get("total", 0) else "result"
    if _adds_points(grid, lexicon, row, columns, header):
        return "result"
    if len(columns) * 2 <= len(header.headings) and any(
        _opens_results(lexicon, text, columns, header) for text in texts
    ):
        return "total"
    signed = any(SIGNED.search(text) for text in texts) and not _weighed(grid, header, lexicon, row)
    if signed or (first and NOTE.search(wide(first))):
        return "end"
    if first and len(columns) <= PAIR and len(texts) == len(columns) and ASSESSED.fullmatch(plain_word(first)):
        return "end"
    if (
        any(pair.label.readings for text in texts for pair in pairs_in(text))
        and len(columns) <= 3
        and len(columns) * 2 <= right - left
    ):
        return "end"
    if set(columns) <= serials and all(number_of(grid.value(row, column)) is not None for column in columns):
        return "spare"
    if len(columns) == 1 and isinstance(grid.value(row, columns[0]), str) and right - left >= 2:
        span = grid.span(row, columns[0])
        alone = len(seen) <= span.right - span.left + 1
        wide_enough = (min(span.right, right) - span.left + 1) * 2 > right - left + 1
        if alone and (wide_enough or not grid.drawn(row, columns[0]) or section_title(first)):
            return (
                "title"
                if (wide_enough or section_title(first))
                and not NOTE.search(wide(first))
                and grid.drawn(row, columns[0])
                else "end"
            )
    if _numbers_for_a_name(grid, header, lexicon, row):
        return "total" if any(grid.filled_in(row - 1, left, right)) else "end"
    return "entry"


def _adds(lexicon: Lexicon, words: str) -> bool:
    return bool(lexicon.adds(words)) or "adjust" in lexicon.means(words, "field")


def _adds_points(grid: Grid, lexicon: Lexicon, row: int, columns: Sequence[int], header: Header) -> bool:
    """Whether a row adds points to the whole of a form, 加分项 | 2, and is no line: it has no weight."""
    worded = next((at for at in columns if grid.text(row, at) and number_of(grid.value(row, at)) is None), 0)
    return (
        worded > 0
        and _adds(lexicon, unnumbered(grid.text(row, worded)))
        and len(_weights(header, lexicon)) == 1
        and not _weighed(grid, header, lexicon, row)
        and grid.span(row, worded).rows == 1
    )


def _weights(header: Header, lexicon: Lexicon) -> list[int]:
    """The columns of weights or full marks."""
    return [one.column for one in header.headings if lexicon.look_up(one.label, "form").keys.get("weight", 0) > 0.9]


def _weighed(grid: Grid, header: Header, lexicon: Lexicon, row: int) -> bool:
    """Whether a row has a weight of its own, as only a line of a form has."""
    return any(number_of(grid.value(row, at)) is not None for at in _weights(header, lexicon))


def _of_levels(grid: Grid, lexicon: Lexicon, row: int, columns: Sequence[int]) -> bool:
    """Whether a row is the head of a table of levels side by side: 档次 优 良 中 差."""
    levels = [grid.text(row, column).strip() for column in columns[1:]]
    label = "level" in lexicon.means(grid.text(row, columns[0]), "field")
    return label and len(set(levels)) == len(levels) >= 3 and all(map(is_level, levels))


_WEIGHTS = re.compile(r"\s*(?:权\s*重|比重|分\s*值|满\s*分|标准分|配分)(?:值|\([^)]*\))?\s*[:：]?\s*$")
"""In the place of somebody's name: the row says what the columns weigh, and is nobody."""


def _names_people(lexicon: Lexicon, header: Header) -> bool:
    """Whether a header is one of a list of people."""
    meant = [lexicon.look_up(heading.label, "summary").keys for heading in header.headings]
    return any(keys.get("name", 0) >= 0.8 or keys.get("employee_id", 0) >= 0.8 for keys in meant)


def _numbers_for_a_name(grid: Grid, header: Header, lexicon: Lexicon, row: int) -> bool:
    """Whether a number stands where the first person has a name, behind words: 优秀名额 | 2 below a list is nobody."""
    for heading in header.headings:
        if lexicon.look_up(heading.label, "summary").keys.get("name", 0) >= LIKELY:
            if number_of(grid.value(row, heading.column)) is None:
                return False  # as in nearly every row
            first = header.bottom + 1, heading.column
            named = bool(grid.text(*first)) and number_of(grid.value(*first)) is None
            before = [grid.value(row, at) for at in grid.filled_in(row, header.headings[0].column, heading.column - 1)]
            worded = any(isinstance(value, str) and number_of(value) is None for value in before)
            return named and worded
    return False


def sums_up(grid: Grid, lexicon: Lexicon, row: int, columns: Sequence[int]) -> bool:
    """Whether a row's only words end in those of a total (质检|总分) and a formula adds up the rows above it."""
    words = [column for column in columns if grid.text(row, column) and number_of(grid.value(row, column)) is None]
    if words != list(columns[:1]) or not lexicon.ending(grid.text(row, words[0]), "field", frozenset(("total",))):
        return False
    made = [computed(grid, row, column) for column in columns if column not in words]
    return any(
        one is not None and one.kind == "sum" and any(area.rows > 1 and area.bottom < row for area in one.areas)
        for one in made
    )


_GROUP = re.compile(r"(?:小\s*计|合\s*计|总\s*计|平均分?|均分)\s*[:：]?$")


def _of_a_group(grid: Grid, lexicon: Lexicon, row: int, columns: Sequence[int], header: Header) -> bool:
    """Whether a row adds up a group that it names, 北区小计: such words, and no other words in the row.

    An indicator may be called 质检平均分: in their column only 小计 is none, and 合计 with little else.
    """
    words = [column for column in columns if number_of(grid.value(row, column)) is None]
    found = _GROUP.search(grid.text(row, words[0]).strip()) if len(words) == 1 else None
    if found is None:
        return False
    span = grid.span(row, words[0])
    own = next((heading for heading in header.headings if heading.column == span.left == span.right), None)
    named = own is not None and lexicon.look_up(own.label, "form").keys.get("indicator", 0) >= LIKELY * 0.9
    word = found[0].replace(" ", "")
    bare = len(columns) * 2 <= len(header.headings)  # 扣分合计 and one number, where a line has its standard and more
    return not named or word.startswith("小计") or (bare and word.startswith(("合计", "总计")))


def section_title(text: str) -> bool:
    """Whether a text numbers a section: `一、关键绩效`."""
    return (
        re.match(
            r"\s*(?:[一二三四五六七八九十]+|[(（][一二三四五六七八九十]+[)）]|[A-Z]|part\s*\d)\s*[、.．)）:：]",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _is_person_row(grid: Grid, header: Header, lexicon: Lexicon, row: int) -> bool:
    """Whether a row that seems to be a total has a name in the column of names all the same."""
    for heading in header.headings:
        if lexicon.look_up(heading.label, "summary").keys.get("name", 0) >= 0.8:
            text = grid.text(row, heading.column)
            return bool(text) and not lexicon.ends_body(text) and not re.search(r"\d|平均|人数", text)
    return False


def numbered(lexicon: Lexicon, header: Header) -> set[int]:
    """The columns that only number the rows."""
    return {
        column
        for heading in header.headings
        if any(lexicon.counts_rows(word) for word in heading.words)
        for column in range(heading.column, heading.last + 1)
    }


def _opens_results(lexicon: Lexicon, first: str, columns: Sequence[int], header: Header) -> bool:
    """Whether a row's first words are the label of a result of the whole form, such as 最终得分 or 考核等级."""
    meant = lexicon.means(first, "field")
    told = pairs_in(first)
    if told and told[0].value:  # 考核总分：93分
        meant = lexicon.look_up(told[0].label, "field").keys
        return any(meant.get(key, 0) >= 0.9 for key in RESULT_KEYS)
    if any(meant.get(key, 0) >= 0.95 for key in ("total", "rank", "level", "coefficient", "pay")):
        return True
    result = max((surely for key, surely in meant.items() if key in RESULT_KEYS), default=0)
    return result >= 0.9 and len(columns) * 2 <= len(header.headings) + 1
