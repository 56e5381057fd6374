"""The quota block as printed, and the head-count of each department, read for the level functions."""

from __future__ import annotations

from fractions import Fraction
from typing import Dict, List, Mapping, Sequence, Tuple

from xlkpi.domain.grade import Seats, Shares
from xlkpi.domain.numbers import as_shares, percent_sum, share
from xlkpi.errors import CellError
from xlkpi.functions.arguments import Argument, ErrorCell, complain, written
from xlkpi.functions.catalogue import may, need
from xlkpi.records import dataclass

ROUNDING_NAMES: Mapping[str, Tuple[str, ...]] = {
    "half_up": ("四舍五入",),
    "largest_remainder": ("最大余数",),
    "floor": ("只舍不入",),
    "cumulative": ("累计四舍五入",),
}
TIES_NAMES: Mapping[str, Tuple[str, ...]] = {
    "better": ("同分就高", "就高", "同分同级就高"),
    "worse": ("同分就低", "就低"),
    "order": ("按名单顺序",),
    "ask": ("停下来问",),
}
QUOTAS = need(
    "quotas", "名额比例", "份额", "名额比例表，含首行等级与首列部门等级", "quota block with its first row and column"
)
ROUNDING = may(
    "rounding", "取整方式", "", "四舍五入（默认）、最大余数、只舍不入、累计四舍五入", "half_up (default) ..."
)


@dataclass(frozen=True)
class Quotas:
    """The shares of each department level: `levels` best first; a row is checked when it is used."""

    label: str
    levels: Tuple[str, ...]
    rows: Mapping[str, Tuple[Fraction, ...]]

    def shares(self, department_level: str) -> Shares:
        """Return the shares of a department level. Raises Complaint for a level without a row or a wrong sum."""
        if department_level not in self.rows:
            raise complain(
                "名额比例表中没有“{level}”这一行",
                "the quota block has no row “{level}”",
                level=written(department_level),
            )
        row = self.rows[department_level]
        shares = as_shares(row)
        if shares is None:
            raise complain(
                "名额比例“{level}”行合计为 {total}，应为 100%",
                "quota row “{level}” totals {total}; it must total 100%",
                level=department_level,
                total=percent_sum(row),
            )
        return tuple(shares)


def read_quotas(argument: Argument) -> Quotas:
    """Read the quota block: first row level names best first, first column department levels, body shares."""
    head, *body = argument.rows
    levels: List[str] = []
    for cell in head[1:]:
        if isinstance(cell, CellError):
            raise ErrorCell(cell)
        levels.append("" if cell is None else cell if isinstance(cell, str) else written(cell))
    while levels and not levels[-1]:
        levels.pop()
    if not levels or not body or "" in levels or len(set(levels)) < len(levels):
        raise complain(
            "名额比例表不完整：第一行应为各等级名称，不空不重复，第一列为部门等级",
            "the quota block needs a first row of distinct level names and a first column of department levels",
        )
    rows: Dict[str, Tuple[Fraction, ...]] = {}
    for number, cells in enumerate(body):
        name = cells[0]
        if isinstance(name, CellError):
            raise ErrorCell(name)
        if name is None:
            continue
        level = name if isinstance(name, str) else written(name)
        if level in rows:
            raise complain("名额比例表中“{level}”出现两次", "quota row “{level}” stands twice", level=level)
        line = Argument(f"名额比例第{number + 2}行", f"quota row {number + 2}", [cells[1 : len(levels) + 1]])
        shares = [line.not_negative(place) or Fraction(0) for place in range(len(levels))]
        rows[level] = tuple(share(float(value)) for value in shares)
    return Quotas(argument.zh, tuple(levels), rows)


def seats_text(quotas: Quotas, department_level: str, seats: Seats) -> str:
    """Write seats as `A+2 A4 B6`: every level that has a share."""
    shares = quotas.rows[department_level]
    return " ".join(f"{level}{count}" for level, count, part in zip(quotas.levels, seats, shares) if part or count)


def rows_by_department(departments: Sequence[str]) -> Dict[str, List[int]]:
    """Return the row numbers of each department in order of appearance; blank departments are spare rows."""
    found: Dict[str, List[int]] = {}
    for place, name in enumerate(departments):
        if name:
            found.setdefault(name, []).append(place)
    return found
