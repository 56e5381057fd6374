"""Which rows below the headings are records: sums and signatures are none; merged cells count for each row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import field

from xlkpi.actions.data_files import Line, Sheet
from xlkpi.actions.headings import column_meant
from xlkpi.records import dataclass

TOTAL = re.compile(r"(本页|本部门|分公司|公司|部门|全部|人数)?(合计|小计|总计|共计)([:：]?\d*人?)?")
"""A sum, wherever it stands in its row: no person and no indicator is called so."""
SUMMED = re.compile(r".{0,12}(合计|小计|总计|共计|累计|平均|平均分|平均值|人数)([:：]?\d*人?)?")
"""Behind the name of what is summed up, at the head of its row: 城东分公司小计."""
SIGNED = re.compile(
    r"(制表|填表|填报|编制|编报|审核|审批|审定|复核|核对|经办|负责|主管经理|总经理|单位负责|部门负责|说明|备注|注|附注|签字|日期)"
    r"(人|者|日期|部门|单位|签字|签名|经理|意见)*([:：].*)?"
)
"""What stands below a table: who made it, who signs it, remarks."""

WHO = frozenset({"工号", "姓名"})
"""What says whose row it is."""


@dataclass
class Records:
    """The rows of a table that are records, with the numbers of the rows that were passed over.

    `filled` are the rows of each column that got the entry of their merged cell, `torn` those of which each must hold
    a number of its own although they are one merged cell.
    """

    lines: list[Line] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)
    filled: dict[str, list[int]] = field(default_factory=dict)
    torn: dict[str, list[int]] = field(default_factory=dict)


def filled_down(sheet: Sheet) -> list[list[str]]:
    """Return the fields of every row, the entry of a merged cell in all the rows it covers, in its first column."""
    rows = {line: list(fields) for line, fields in sheet.lines}
    for area in sheet.merged:
        for row in range(area.top + 1, area.bottom + 1):
            if row in rows and area.top in rows and area.left <= len(rows[row]):
                rows[row][area.left - 1] = rows[area.top][area.left - 1]
    return list(rows.values())


def records_of(
    sheet: Sheet, at: int, head: Sequence[str], required: Collection[str], numbers: Collection[str]
) -> Records:
    """Return the records below the headings, which stand in the row `at` (from 0) of the sheet.

    `head` are the headings as our columns, `required` the columns that a record needs, `numbers` those that hold
    numbers.
    """
    last = _last_heading(sheet, at, head)
    begun = {
        (row, area.left - 1): area.top
        for area in sheet.merged
        for row in range(area.top, area.bottom + 1)
        if area.bottom > area.top
    }
    found = Records()
    for (line, fields), full in zip(sheet.lines, filled_down(sheet), strict=True):
        if line <= last:
            continue
        own = list(fields)
        merged = [place for place, title in enumerate(head) if title and (line, place) in begun and full[place].strip()]
        for place in merged:
            own[place] = full[place]
        if _is_aside(list(zip(head, own, strict=False)), required):
            found.aside.append(line)
            continue
        for place in merged:
            told = found.torn if head[place] in numbers else found.filled
            if told is found.torn or begun[line, place] < line:
                told.setdefault(head[place], []).append(line)
        found.lines.append((line, own))
    return found


def _last_heading(sheet: Sheet, at: int, head: Sequence[str]) -> int:
    """Return the row in which the headings end: one of ours may be a merged cell that reaches below the others."""
    row = sheet.lines[at][0]
    own = {place: title for place, title in enumerate(head) if title}
    texts = dict(sheet.lines)
    ends = [
        area.bottom
        for area in sheet.merged
        if area.top <= row <= area.bottom
        and area.left - 1 in own
        and column_meant(texts[area.top][area.left - 1], own.values()) == own[area.left - 1]
    ]
    return max([row, *ends])


def _is_aside(entries: Sequence[tuple[str, str]], required: Collection[str]) -> bool:
    """Tell whether a row is a sum, a signature or the headings again, and not a record."""
    filled = [(title, "".join(unicodedata.normalize("NFKC", text).split())) for title, text in entries if text.strip()]
    needed = [(title, text) for title, text in filled if title in required]
    if not filled:
        return False
    if needed and all(column_meant(text, required) == title for title, text in needed):
        return True
    if any(TOTAL.fullmatch(text) for _, text in needed):
        return True
    if len(needed) == len(required):
        return False
    first = filled[0][1]
    named = WHO & set(required) <= {title for title, _ in needed}  # somebody's row, whatever a remark beside it says
    return bool(SUMMED.fullmatch(first) or SIGNED.fullmatch(first)) or (
        not named and any(TOTAL.fullmatch(text) for _, text in filled)
    )
