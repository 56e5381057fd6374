"""Whether the points that a workbook states are all of its rule of levels, so that nobody has to be asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import clauses, wide
from xlkpi.adopt.level_sentences import LEVEL, TALKATIVE, WITHOUT_PAY, normal, plain_level, told_in
from xlkpi.adopt.rule_tables import is_inside, share_blocks
from xlkpi.adopt.stated_levels import FULL, Stated, hints_of_levels
from xlkpi.adopt.understanding import Part

HALF: Final = 50.0
"""The best level has more than half of a hundred points; lines like 4.5 are of another scale than most totals."""
_SHARES: Final = re.compile("名额|限额|强制|正态|配比|(?:人数|等级|评级|评优|优秀|分布)的?(?:比例|占比)")
"""Words for shares and seats: beside these points may be only half of the rule."""
_WHOLE: Final = "部门|主管|经理|管理人员|管理岗|团队|班组长?|分公司|门店|小组|科室"
_OTHERS: Final = re.compile(f"(?:{_WHOLE})(?:的|考核|绩效|评价|评定|综合){{0,3}}(?:等级|评级|分级|得分|总分|分数|成绩)")
"""Levels and points of departments, shops, or of who leads them."""
_MORE: Final = re.compile(
    r"且(?![≤≥<>\d不低高小大满少])|同时(?:满足|具备|达到)"
    r"|降(?:一|1)?(?:级|档|等)|上浮|直接(?:评|定|列|为)|须经|经[^,]{0,8}(?:审定|评定|研究|确定)|末位"
    r"|[前后]\d+(?:%|名|位)|第[一二三1-3]名|\d+%的?(?:人|员工)|(?:不超过|不得超过|控制在|至多|最多)[^,]{0,6}\d(?:%|人|名)|\d+[人名]|%"
)
"""What else a level hangs on: 90分以上且无投诉为优, 优级2人, 须经总经理审定."""
_FORBIDS: Final = re.compile("一票否决|(?:不得|不能|不予|不参与|取消)[^,，。；;]{0,6}(?:评[优为定级]|等级|资格)")
"""What keeps people from a level whatever their points: 有投诉的不得评优."""
_ABOUT: Final = re.compile(
    "满意度|质检|单项|考试|测[试验]|培训|笔试|面试|客户评价|积分|星级(?:评价|得分|评分)|抽查|[合达完][格标成]率"
)
"""What points are of that are not the total."""
_QUOTED: Final = re.compile('[“《「"]([^”》」"]+)[”》」"]')
_HERE: Final = re.compile("(?:以下|下列|如下|上述|下表|本表|右表)[^。;,]{0,6}(?:标准|规定|执行|评定|$)")
"""A sentence that sends to what stands beside it."""


def points_alone(part: Part, stated: Stated, grids: Sequence[Grid], parts: Sequence[Part]) -> bool:
    """Whether levels of a list follow from the stated points and nothing in the workbook says or hints otherwise.

    The points go from the full mark down to nothing, contradict each other nowhere, and no sheet speaks of shares, of
    seats, of levels of departments, of another rule, or of further conditions.
    """
    if (
        len(stated.lines) < len(stated.bands)
        or not stated.bands
        or stated.bands[-1].least
        or not _reaches_the_top(stated)
    ):
        return False
    if share_blocks(grids, parts) or with_department_levels(parts):
        return False
    if any(_is_another(*hint, stated) for hint in hints_of_levels(part, grids, parts)):
        return False
    levels = {band.level for band in stated.bands}
    return not any(_says_more(text, levels) for text in _texts(grids, parts))


def _is_another(grid: Grid, place: Place, stated: Stated) -> bool:
    """Whether what seems a rule of levels is another one than the stated points, neither their heading nor theirs."""
    text, (row, column) = grid.text(*place), place
    sheets = {band.sheet for band in stated.bands}
    if (
        told_in(text)
        or _HERE.search("".join(wide(text).split()))
        or any(sheet in _QUOTED.findall(text) for sheet in sheets)
    ):
        return False
    beside = {plain_level(grid.text(row + 1, column)), plain_level(grid.text(row, column + 1))}
    return beside.isdisjoint(band.level for band in stated.bands)


def _reaches_the_top(stated: Stated) -> bool:
    best = stated.bands[0]
    return best.least > HALF and (best.high is None or best.high >= FULL)


def with_department_levels(parts: Sequence[Part]) -> bool:
    """Whether departments have levels somewhere, which may decide how many of their people get which."""
    return any("department_level" in (*one.columns, *one.fields, *one.across) for one in parts)


def _texts(grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[str]:
    """What stands outside the lists of all sheets."""
    for grid in grids:
        for row in grid.rows if len(grid.rows) < TALKATIVE else ():
            for column in grid.rows[row]:
                if not is_inside(grid, parts, row, column):
                    yield grid.text(row, column)


def _says_more(text: str, levels: Collection[str]) -> bool:
    """Whether a text says something of levels (or of these words for them) besides their points, or of other points."""
    plain = "".join(wide(text).split(" "))
    if any(words.search(plain) for words in (_SHARES, _OTHERS, _FORBIDS)):
        return True
    return any(
        (LEVEL.search(clause.replace("级", "")) or any(level in clause for level in levels))
        and (_MORE.search(clause) or (_ABOUT.search(clause) and told_in(clause)))
        for clause in map(normal, clauses(WITHOUT_PAY.sub("", plain)))
    )
