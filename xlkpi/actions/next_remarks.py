"""Words of the month before in a company's own workbook: remarks and assessments are taken away, rules stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xlkpi.actions.next_cells import Turned
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import label_of, pairs_in, plain_word
from xlkpi.adopt.lexicon import lexicon
from xlkpi.adopt.row_kinds import ASSESSED
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import column_letters, reference_of
from xlkpi.drawing.workbook_reading import is_blank
from xlkpi.errors import Fault, sentence

OF_THE_MONTH: Final = re.compile(
    "备注|备考|原因|事由|理由|扣分|加分|加减分|加扣|奖惩|评语|意见|特殊|remark|comment|memo", re.IGNORECASE
)
"""Headings of what is typed about one month."""
RULES: Final = re.compile("标准|规则|办法|细则|规定|评分|要求|依据|分值|满分")
"""Words of headings whose texts hold for every month."""
_COLON: Final = re.compile("[:：]")

HEADER: Final = 3
"""Rows over a body that belong to its header: a word such as 签字 or 扣分原因 there is a column's."""


def empty_remarks(parts: Sequence[Part], grids: dict[str, Grid], turned: Turned) -> None:
    """Take away what was typed about the month before, in columns and rows of remarks and beside labels below them."""
    for part in parts:
        for at, heading in _remark_lines(part):
            _empty(part.sheet, heading, part.cells_of(at), grids[part.sheet], turned)
    for sheet in dict.fromkeys(part.sheet for part in parts):
        bodies = {
            row
            for part in parts
            if part.sheet == sheet and (lines := part.body or part.label_columns)
            for row in range(min(lines) - HEADER, max(lines) + 1)
        }
        _assessments(grids[sheet], bodies, turned)


def _remark_lines(part: Part) -> Iterator[tuple[str, str]]:
    """The columns (or rows) of remarks of the month, with their headings."""
    upright = not part.first_column or part.matrix
    taken = {*part.columns.values(), *map(str, part.across.values())}
    own = part.columns.get("remark", str(part.across.get("remark", "")))
    for label, number in zip(part.labels, part.label_columns):
        at = column_letters(number) if upright else str(number)
        meant = at == own or (at not in taken and lexicon().means(label, part.role).get("remark", 0.0) > 0)
        if meant and OF_THE_MONTH.search(label) and not RULES.search(label):
            yield at, label


def _empty(sheet: str, heading: str, places: Sequence[Place], grid: Grid, turned: Turned) -> None:
    """Take typed values away and say so once."""
    typed = list(
        dict.fromkeys(
            place
            for place in (grid.anchor(*one) for one in places)
            if grid.formula(*place) is None and not is_blank(grid.value(*place))
        )
    )
    for place in typed:
        turned.put(sheet, place, None)
    if typed:
        zh = "“{said}”{column} 写的是上月的事：{count} 格已清空"
        en = "“{said}” {column} tells of the month before: {count} cells were emptied"
        row, column = typed[0]
        told = sentence(zh, en, said=" ".join(heading.split()), column=column_letters(column), count=len(typed))
        turned.notices.append(Fault(f"{sheet}!{reference_of(row, column)}", told, notice=True))


def _assessments(grid: Grid, bodies: set[int], turned: Turned) -> None:
    """Texts behind a label for an assessment, in the same cell or in the one right of it."""
    for row in (row for row in grid.rows if row not in bodies):
        for column in grid.rows[row]:
            text, place = grid.text(row, column), (row, column)
            if not text or grid.formula(row, column) is not None:
                continue
            pairs = pairs_in(text)
            own = [pair for pair in pairs if pair.value and any(map(ASSESSED.fullmatch, pair.label.readings))]
            if own and len(pairs) == 1:
                turned.put(grid.name, place, text[: _COLON.search(text).end()])  # type: ignore[union-attr]
                turned.tell(grid.name, place, "上月的评语已清空", "the assessment of the month before was emptied")
            elif own:
                zh = "这里和别的内容写在一起，上月的评语请手工清空"
                en = "holds the assessment of the month before: empty it by hand"
                turned.tell(grid.name, place, zh, en)
            elif ASSESSED.fullmatch(plain_word(text)):
                right = grid.span(row, column).right + 1
                beside = grid.text(row, right)
                if beside and not (label_of(beside).readings and lexicon().known(beside)):
                    _empty(grid.name, text, [(row, right)], grid, turned)
