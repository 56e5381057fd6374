"""Numbers and choices on the page 参数 change a result in the month in which they matter, each told here.

Some matter only where a tie, an appeal or another number of groups is there, which no sample month has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from xlkpi.actions.check import check
from xlkpi.actions.create import create
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book
from xlkpi.actions.sources import data_files, fits
from xlkpi.books.book import Block, Book, Value
from xlkpi.drawing.kind import Kind
from xlkpi.schemes import kind_named


@dataclass(frozen=True)
class Change:
    """A cell of the page 参数 (block and row) and another value for it; `first` is what must stand before."""

    name: str
    value: Value
    row: int = 0
    first: Mapping[str, Block] = field(default_factory=dict)


DAY = dt.date(2024, 6, 5)
APPEAL: dict[str, Block] = {"申诉_工号": [["KF001"]], "申诉_日期": [[DAY]]}
OWN: dict[str, Block] = {"参数_员工系数": [["另填"]]}

GROUPS = (
    Change("项目_名称", "另一项目"),
    Change("项目_单位分", 5.0),
    Change("项目_方向", "越低越好"),
    Change("标准_名称", "另一事项", 1),
    Change("标准_扣分", 30.0, 1),
    Change("可评_小组等级", "x"),
    Change("可评_组员等级", "d、e", 2),
    Change("工作_名称", "另一工作"),
    Change("工作_计量", "重量"),
    Change("工作_积分", 6.0),
    Change("系数_等级", "x"),
    Change("系数_倍数", 1.5),
    Change("用途_名称", None),
    Change("用途_等级", "c"),
    Change("参数_A线", 80.0),
    Change("参数_D线", 46.0),
    Change("参数_最高总分", 100.0),
    Change("参数_折算", "不折算", first={"参数_最高总分": [[100.0]]}),
    Change("参数_末组等级", "e", first={"参数_D线": [[50.0]]}),
    Change("参数_同分", "取平均名次", first={"项目_成绩": [[90.0, 90.0, 80.0, 81.0, 82.0, 83.0, 84.0, 85.0]]}),
    Change("参数_清零起数", 3.0),
    Change("参数_连零月数", 1.0),
    Change("参数_试用月数", 6.0, first={"参数_连零月数": [[1.0]]}),
    Change("参数_项目日", 20.0),
    Change("参数_公布日", 8.0),
    Change("参数_答复天数", 3.0),
    Change("参数_预算", 100.0, first={"应用_基数": [[2000.0]]}),
)
SUMMARY = (
    Change("等级_名称", "卓越"),
    Change("等级_代码", "S"),
    Change("等级_最低分", 96.0),
    Change("等级_系数", 1.3),
    Change("名额_部门等级", "卓越", 1),
    *(Change(f"名额_{place}", 0.25, 1) for place in range(1, 6)),
    Change("舍入方式", "累计四舍五入"),
    Change("同分处理", "平均名次", first={"名单_总分": [[97.0], [97.0], [97.0]]}),
    Change("名额_参考人数", 20.0),
    Change("参数_满分", 90.0),
    Change("参数_合成方式", "最后一期", first={"计划_主管经理评分": [[96.0], [80.0]]}),
    Change("参数_员工系数", "另填", first={"员工系数_倍数": [[1.5]]}),
    Change("员工系数_等级", "S", first=OWN),
    Change("员工系数_倍数", 1.5, first=OWN),
    Change("参数_主管绩效", "不计算"),
    Change("参数_答复天数", 3.0, first=APPEAL),
    Change("参数_预算", 100.0),
)
CHANGES: Mapping[str, tuple[Change, ...]] = {"groups": GROUPS, "summary": SUMMARY}
"""The kinds of workbook and, for each of them, a change of everything on its page 参数."""

MONTHS: Mapping[str, tuple[str, str]] = {"groups": ("gubang", "2024-06"), "summary": ("gas", "2024-05")}
"""The sample month that fills a workbook of each kind: scheme and month."""

TOTALS = (93.78, 89.63, 96.05, 95.53, 90.75, 90.75, 80.13, 84.33, 96.15, None, 92.45, 86.70)
MORE: Mapping[str, Mapping[str, Block]] = {"summary": {"名单_总分": [[score] for score in TOTALS]}}
"""What a sample month needs besides, because it is collected from other workbooks."""


def kind_of(key: str) -> Kind:
    kind = kind_named(key)
    assert kind is not None
    return kind


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The sample month of a kind, made once."""
    made: dict[str, Path] = {}

    def of(key: str) -> Path:
        if key not in made:
            scheme, when = MONTHS[key]
            data = [path for path in data_files([samples() / scheme / when]) if fits(path, kind_of(key))]
            day = dt.date.fromisoformat(f"{when}-01")
            folder = tmp_path_factory.mktemp(key)
            several = any(source.split for source in kind_of(key).sources)
            done = create(kind_of(key), folder if several else folder / "x.xlsm", period=day, data=data)
            assert done.faults == ()
            made[key] = done.paths[0]
        return made[key]

    return of


def told(book: Book, kind: Kind) -> tuple[list[Block], list[str]]:
    """Everything computed in a workbook, and what is said of it."""
    book.recalculate()
    computed = [book.read(named.name) for named in kind.named if named.role == "computed"]
    return computed, [f"{fault.place} {fault.say()}" for fault in check(book) if not fault.unconfirmed]


@pytest.mark.parametrize(
    ("key", "change"),
    [(key, change) for key, changes in CHANGES.items() for change in changes],
    ids=lambda part: part.name if isinstance(part, Change) else part,
)
def test_a_changed_parameter_changes_a_result(month: Callable[[str], Path], key: str, change: Change) -> None:
    kind = kind_of(key)

    def results(*, changed: bool) -> tuple[list[Block], list[str]]:
        book = open_book(month(key))
        for name, rows in {**MORE.get(key, {}), **change.first}.items():
            book.write(name, [*rows, *book.read(name)[len(rows) :]])
        if changed:
            block = book.read(change.name)
            assert block[change.row] != [change.value]
            block[change.row] = [change.value]
            book.write(change.name, block)
        return told(book, kind)

    assert results(changed=True) != results(changed=False)


@pytest.mark.parametrize("key", CHANGES)
def test_nothing_on_the_page_is_left_out(key: str) -> None:
    numbers = kind_of(key).numbers
    assert numbers is not None
    tables = [name for table in numbers.tables for name in (table.label, *(column.name for column in table.columns))]
    declared = {*tables, *(setting.name for setting in numbers.settings)}
    assert {change.name for change in CHANGES[key]} == declared
