"""A table of many people: who they are, what they got, what follows from it, and columns that mean nothing to us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from adopt.drawing import Formula, places, rounded
from adopt.recombined.pieces import Drawing, head, header, title
from adopt.recombined.words import (
    DEPARTMENTS,
    LEVELS,
    MONTHS,
    PLAIN_NOISE,
    POSTS,
    SUMMARY_NOISE,
    SUMMARY_TITLES,
    SUMMARY_WORDS,
    WORD_LEVELS,
)
from adopt.staff import NAMES

POINTS = (99, 97.5, 96, 95, 93.2, 92, 90, 88.5, 87, 86, 84, 82, 79)
ITEMS = ((40, 38, 36, 35.5), (30, 29, 27), (28, 27, 26, 24))
"""Points that each item of a total may have."""


@dataclass
class Person:
    """What is true of one person."""

    name: str
    department: str
    items: list[float]
    total: float
    rank: int = 0


@dataclass
class Table:
    """How one list is built."""

    at: Drawing
    keys: list[str]
    columns: list[tuple[str, str]]
    """Key (empty for what is none) and word of each column."""
    items: tuple[str, ...]
    """Words of the columns that the total adds up."""
    groups: list[list[Person]]
    ladder: Sequence[tuple[float, str, float]]
    formulas: bool
    inside: bool
    """Whether places are counted inside each department."""
    between: str
    """What stands between the groups: `sums`, `titles`, `merged` departments or nothing."""
    numbers: dict[str, int] = field(default_factory=dict)

    def letter(self, key: str) -> str:
        return get_column_letter(self.numbers[key])


def list_on(at: Drawing) -> None:
    """Draw a list from the next row on."""
    table = _planned(at)
    at.kind, rng = "summary", at.rng
    title(at, SUMMARY_TITLES, len(table.columns))
    values = {"department": rng.choice(DEPARTMENTS), "month": rng.choice(MONTHS), "branch": "城西分公司"}
    values["supervisor"] = rng.choice(NAMES)
    head(at, [key for key in values if at.chance(0.3) and key not in table.keys], len(table.columns), values)
    over = {}
    if at.chance(0.5):
        over = dict.fromkeys(("name", "employee_id", "department", "post"), "基本信息")
        over |= dict.fromkeys(("total", "rank", "level", "coefficient"), "考核结果")
    table.numbers = header(at, table.columns, over)
    at.columns |= {key: table.letter(key) for key in table.keys}
    if table.items:
        at.across["indicator"] = at.row - 1
        at.optional.add("indicator")
    _body(table)
    _end(table)
    _break(table)


def _planned(at: Drawing) -> Table:
    rng, count = at.rng, at.rng.randint(4, 14)
    groups = rng.choice((1, 1, 1, 2, 3)) if count > 6 else 1
    keys = _keys(at, several=groups > 1)
    columns = [(key, at.word(SUMMARY_WORDS, key)) for key in keys]
    for noise in rng.sample(PLAIN_NOISE, rng.choice((0, 0, 1, 2, 3))):
        columns.insert(rng.randint(1, len(columns)), ("", noise))
    items = rng.choice((("业绩得分", "态度得分", "能力得分"), ("工作业绩", "服务质量", "劳动纪律")))
    items = items[: rng.choice((0, 0, 0, 2, 3))]
    total = next(number for number, (key, _) in enumerate(columns) if key == "total")
    steps = ("初评得分", "部门评分", "上月得分", "业绩得分", "平时得分", "考勤得分")
    before = items or ((rng.choice(steps),) if at.chance(0.25) else ())
    columns[total:total] = [("", word) for word in before if ("", word) not in columns]
    columns[:0] = [("", "序号")] if at.chance(0.7) else []
    top = sum(max(points) for points in ITEMS[: len(items)]) if items else 100
    ladder = [(line * top / 100, *rest) for line, *rest in rng.choice((LEVELS, WORD_LEVELS))]
    between = rng.choice(("", "", "sums", "titles", "merged")) if groups > 1 else ""
    people = _people(at, count, groups, len(items))
    inside = groups > 1 and at.chance(0.6)
    for ranked in people if inside else [[one for group in people for one in group]]:
        for one, rank in zip(ranked, places([other.total for other in ranked])):
            one.rank = rank
    return Table(at, keys, columns, items, people, ladder, at.chance(0.5), inside, between)


def _keys(at: Drawing, *, several: bool) -> list[str]:
    """The keys of the columns, in their order."""
    keys = ["branch"] if at.chance(0.15) else []
    keys += ["department"] if several or at.chance(0.5) else []
    keys += [key for key, share in (("employee_id", 0.6), ("name", 1), ("post", 0.4)) if at.chance(share)]
    if at.chance(0.3):
        at.rng.shuffle(keys)
    pays = at.chance(0.5)
    results = [("total", 1.0), ("rank", 0.6), ("level", 0.7), ("coefficient", 1.0 if pays else 0.4)]
    results += [("base_pay", 1.0), ("attendance", 0.3), ("pay", 1.0)] if pays else []
    keys += [key for key, share in (*results, ("eligible", 0.1), ("remark", 0.5)) if at.chance(share)]
    if not {"rank", "level", "coefficient"} & {*keys}:
        keys.insert(keys.index("total") + 1, "level")
    return keys


def _people(at: Drawing, count: int, groups: int, items: int) -> list[list[Person]]:
    rng, names = at.rng, iter(at.rng.sample(NAMES, count))
    found = []
    for number, department in enumerate(rng.sample(DEPARTMENTS, groups)):
        group = []
        for _ in range(count // groups + (number < count % groups)):
            own = [float(rng.choice(points)) for points in ITEMS[:items]]
            group.append(Person(next(names), department, own, rounded(sum(own)) if own else rng.choice(POINTS)))
        found.append(group)
    return found


def _body(table: Table) -> None:
    at, width, number = table.at, len(table.columns), 0
    for place, group in enumerate(table.groups):
        if table.between == "titles":
            at.section(group[0].department, width)
        top = at.row
        at.first = at.first or top
        covered = table.between == "merged" and len(group) > 1
        for one in group:
            span = (top, top + len(group) - 1)
            for column, (key, word) in enumerate(table.columns, 1):
                if not (covered and key == "department" and at.row > top):
                    at.write(at.row, column, _cell(table, key, word, one, number, span))
            number += 1
            at.row += 1
        at.last = at.row - 1
        if covered:
            column = table.numbers["department"]
            at.sheet.merges.append((top, column, at.row - 1, column))
        if table.between == "sums":
            words = ("小计", f"{group[0].department}小计", "部门平均")
            at.frame(width)
            at.write(at.row - 1, 1, at.rng.choice(words), "box center bold")
            at.skip += [at.row - 1] if place < len(table.groups) - 1 else []


def _cell(table: Table, key: str, word: str, one: Person, number: int, span: tuple[int, int]) -> Any:
    """What stands in one cell of a person's line."""
    rng, row = table.at.rng, table.at.row
    if not key:
        if word in table.items:
            return one.items[table.items.index(word)]
        return number + 1 if word == "序号" else SUMMARY_NOISE[word](rng, number)
    _, level, factor = next(step for step in table.ladder if one.total >= step[0])
    base, worked = 2000 + 400 * (number % 3), 0.95 if number % 4 == 3 else 1
    due = rounded(base * factor * (worked if "attendance" in table.keys else 1))
    if table.formulas and key == "rank" and table.inside:
        total = table.letter("total")
        return Formula(f"=RANK({total}{row},{total}${span[0]}:{total}${span[1]})", one.rank)
    if table.formulas and key == "pay":
        factors = [
            f"{table.letter(name)}{row}" for name in ("base_pay", "coefficient", "attendance") if name in table.keys
        ]
        return Formula(f"=ROUND({'*'.join(factors)},2)", due)
    if table.formulas and key == "total" and table.items:
        return Formula("=" + "+".join(f"{table.letter(item)}{row}" for item in table.items), one.total)
    values: dict[str, Any] = {
        "branch": "城东分公司",
        "department": one.department,
        "employee_id": f"K{number * 37 % 100 + 100:04d}",
        "name": one.name if len(one.name) > 2 or number % 3 else f"{one.name[0]}  {one.name[1]}",
        "post": rng.choice(POSTS),
        "total": one.total,
        "rank": one.rank,
        "level": level,
        "coefficient": factor,
        "base_pay": base,
        "attendance": worked,
        "pay": due,
        "eligible": "是",
        "remark": rng.choice((None, None, None, "表扬1次")),
    }
    return values[key]


def _end(table: Table) -> None:
    """Spare rows, means, notes and signatures below the last person."""
    at, rng, width = table.at, table.at.rng, len(table.columns)
    if table.between != "sums" and at.chance(0.2):
        at.frame(width)
        at.last = at.row - 1
    if at.chance(0.3):
        totals = [one.total for group in table.groups for one in group]
        at.write(at.row, 1, rng.choice(("平均", "平均分", "合计")), "box center bold")
        at.write(at.row, table.numbers["total"], rounded(sum(totals) / len(totals)), "box center n2")
        at.row += 1
    if at.chance(0.4):
        at.line(width, "注：考核得分为百分制。", "备注：名次相同者并列。", "说明：试用期员工不参加考核")
    if at.chance(0.5):
        at.row += at.chance(0.5)
        at.line(width, "制表：          审核：          审批：", "制表人：陈丽华        部门负责人：", "总经理：")


def _break(table: Table) -> None:
    """Sometimes one thing that contradicts the rest: a place, a pay, an id."""
    at = table.at
    rows = [row for row in at.entries() if at.sheet.text(row, table.numbers["name"])]
    wrong = at.rng.choice(("", "rank", "pay", "employee_id"))
    if table.formulas or len(rows) < 5 or wrong not in table.keys:
        return
    row, column = at.rng.choice(rows[1:]), table.numbers[wrong]
    cells = at.sheet.cells
    stands = cells[row, column].value
    value = {"rank": len(rows) + 3, "employee_id": cells[rows[0], column].value}.get(wrong) or stands + 100
    cells[row, column] = cells[row, column]._replace(value=value)
    at.wrong(row, column)
