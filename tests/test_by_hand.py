"""Random months agree with calculations written from the documents alone (by_hand_*.py)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

import by_hand_gas as gas
import by_hand_gubang as gubang
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.books.book import Block, Book, Value
from xlkpi.schemes import kind_named

MAY = dt.date(2024, 5, 1)
UNITS = (4, 3, 2, 2, 1, 1, 1)


def month(kind: str, path: Path, blocks: dict[str, Block], rows: int | None = None) -> Book:
    """A new workbook of May 2024 with these blocks, recomputed; no fault may be in it."""
    found = kind_named(kind)
    assert found is not None
    book = open_book(build_blank(found, path, rows=rows, period=MAY))
    for name, cells in blocks.items():
        book.write(name, cells)
    book.save()
    book = open_book(path)
    outcome = recompute(book)
    assert outcome.faults == (), [f"{fault.place} {fault.say()}" for fault in outcome.faults]
    return book


def column(values: Sequence[Value]) -> Block:
    return [[value] for value in values]


def shown(book: Book, name: str, count: int) -> list[Value]:
    """The first rows of a column, blanks as None."""
    return [None if row[0] == "" else row[0] for row in book.read(name)[:count]]


@pytest.mark.parametrize("seed", [20240531, 7, 11])
def test_a_random_month_of_service_groups(seed: int, tmp_path: Path) -> None:
    luck = random.Random(seed)
    groups = [f"{n}组" for n in range(1, luck.choice((5, 8, 9)) + 1)]
    low = [luck.random() < 0.3 for _ in UNITS]
    values = [[float(luck.randint(60, 75)) for _ in groups] for _ in UNITS]
    points = [gubang.item_points(row, unit, low=down) for row, unit, down in zip(values, UNITS, low, strict=True)]
    totals = [float(sum(item[place] for item in points)) for place in range(len(groups))]
    levels = dict(zip(groups, gubang.group_levels(totals, UNITS), strict=True))
    members: list[gubang.Member] = []
    for name in groups:
        if levels[name] == "待定":
            continue
        for _ in range(luck.randint(1, 5)):
            one = gubang.Member(
                f"F{len(members):03}",
                name,
                luck.choice(gubang.ALLOWED[levels[name]]),
                round(luck.uniform(0, 100), 1) if luck.random() < 0.9 else 0.0,
                luck.choice((0, 0, 1, 2)),
                luck.choice((None, 2000.0, 2345.67)),
            )
            one.work = [
                (luck.choice(list(gubang.WORK)), luck.choice((1.0, 2.5, 7.0))) for _ in range(luck.randint(0, 4))
            ]
            one.typed = round(luck.uniform(50, 400), 2) if luck.random() < 0.7 or not one.work else None
            one.penalties = [luck.choice(list(gubang.TARIFF)) for _ in range(luck.choice((0, 0, 0, 1, 2, 3)))]
            one.corrected = luck.choice(gubang.ALLOWED[levels[name]]) if luck.random() < 0.1 else ""
            if len(one.penalties) > 1:
                one.score = luck.choice((None, one.score))
            members.append(one)
    work = [(one.id, kind, count) for one in members for kind, count in one.work]
    penalties = [(one.id, kind) for one in members for kind in one.penalties][:24]
    for one in members:  # the register of penalties holds 24
        one.penalties = [kind for who, kind in penalties if who == one.id]
        if one.score is None and len(one.penalties) < 2:
            one.score = 80.0
    appeals = [one for one in members if one.corrected][:12]
    for one in members:
        one.corrected = one.corrected if one in appeals else ""
    many = len(appeals)
    book = month(
        "groups",
        tmp_path / "g.xlsm",
        {
            "组_名称": [[*groups, *[None] * (12 - len(groups))]],
            "项目_成绩": [list(row) for row in values],
            "项目_方向": column(["越低越好" if down else "越高越好" for down in low]),
            "组员_工号": column([one.id for one in members]),
            "组员_姓名": column([f"人{one.id}" for one in members]),
            "组员_组别": column([one.group for one in members]),
            "组员_其他积分": column([one.typed for one in members]),
            "组员_主管评定": column([one.level for one in members]),
            "组员_绩效得分": column([one.score for one in members]),
            "组员_此前为零": column([float(one.zero_before) or None for one in members]),
            "应用_基数": column([one.base for one in members]),
            "登记_日期": column([MAY.replace(day=luck.randint(1, 31)) for _ in work]),
            "登记_工号": column([who for who, _, _ in work]),
            "登记_项目": column([kind for _, kind, _ in work]),
            "登记_数量": column([count for _, _, count in work]),
            "处罚_日期": column([MAY.replace(day=luck.randint(1, 31)) for _ in penalties]),
            "处罚_工号": column([who for who, _ in penalties]),
            "处罚_事项": column([kind for _, kind in penalties]),
            "申诉_工号": column([one.id for one in appeals]),
            "申诉_面谈日期": column([dt.date(2024, 6, 6)] * many),
            "申诉_日期": column([dt.date(2024, 6, 7)] * many),
            "申诉_受理人": column(["人力资源部"] * many),
            "申诉_答复日期": column([dt.date(2024, 6, 14)] * many),
            "申诉_成立": column(["是"] * many),
            "申诉_更正等级": column([one.corrected for one in appeals]),
            "申诉_考核人": column(["陆海"] * many),
        },
    )
    assert book.read("组_总分")[0][: len(groups)] == totals
    assert book.read("组_等级")[0][: len(groups)] == list(levels.values())
    expected = [gubang.month_of(one) for one in members]
    count = len(members)
    proposed = gubang.proposals(members, levels)
    assert shown(book, "组员_建议", count) == [proposed.get(one.id) for one in members]
    assert shown(book, "组员_月积分", count) == pytest.approx([one["points"] for one in expected])
    assert shown(book, "组员_月绩效", count) == [one["score"] for one in expected]
    assert [value or "" for value in shown(book, "组员_处理", count)] == [one["treatment"] for one in expected]
    assert shown(book, "组员_等级", count) == [one["level"] for one in expected]
    assert shown(book, "应用_工资", count) == [one["pay"] for one in expected]
    lists = [[value or "" for value in row[:2]] for row in book.read("应用_列入")[:count]]
    assert lists == [[one["training"], one["promotion"]] for one in expected]


@pytest.mark.parametrize("seed", [20240531, 5, 99])
def test_a_random_month_of_a_gas_branch(seed: int, tmp_path: Path) -> None:
    luck = random.Random(seed)
    departments = ["一部", "二部", "三部"]
    middle = [luck.choice((72, 82, 87, 92, 97)) for _ in departments]
    plans = [
        (name, tuple(round(luck.uniform(around - 3, min(around + 3, 100)), 1) for _ in range(2)))
        for name, around in zip(departments, middle, strict=True)
        for _ in range(luck.choice((1, 2, 3)))
    ]
    composites = {name: gas.composite([pair for who, pair in plans if who == name]) for name in departments}
    levels = {name: gas.supervisor_level(score) for name, score in composites.items()}
    people = [
        gas.Employee(
            f"K{number:03}",
            luck.choice(departments) if number > 15 else departments[number % 3],
            None if luck.random() < 0.1 else round(luck.uniform(60, 100), luck.choice((1, 2))),
            luck.choice((2000.0, 1999.99, 2400.0)),
            luck.choice((None, 0.9, 0.955)),
        )
        for number in range(luck.randint(24, 40))
    ]
    for one in luck.sample([one for one in people if one.total is not None], 2):
        one.corrected = luck.choice(list(gas.COEFFICIENT))
    expected = {
        who: place
        for name in departments
        for who, place in gas.levels([one for one in people if one.department == name], levels[name]).items()
    }
    appeals = [one for one in people if one.corrected]
    bases = [4000.0, 4321.09, 3999.99]
    book = month(
        "summary",
        tmp_path / "s.xlsm",
        {
            "分公司": [["城东分公司"]],
            "主管_部门": column(departments),
            "主管_姓名": column(["周", "吴", "郑"]),
            "主管_基数": column(bases),
            "计划_部门": column([name for name, _ in plans]),
            "计划_名称": column([f"第{number}期" for number, _ in enumerate(plans, 1)]),
            "计划_主管经理评分": column([pair[0] for _, pair in plans]),
            "计划_客户服务部评分": column([pair[1] for _, pair in plans]),
            "名单_工号": column([one.id for one in people]),
            "名单_姓名": column([f"人{one.id}" for one in people]),
            "名单_部门": column([one.department for one in people]),
            "名单_参评": column(["否" if one.total is None else "是" for one in people]),
            "名单_总分": column([one.total for one in people]),
            "名单_绩效基数": column([one.base for one in people]),
            "名单_出勤率": column([one.attendance for one in people]),
            "申诉_工号": column([one.id for one in appeals]),
            "申诉_面谈日期": column([dt.date(2024, 6, 6)] * 2),
            "申诉_日期": column([dt.date(2024, 6, 7)] * 2),
            "申诉_受理人": column(["上一级主管"] * 2),
            "申诉_答复日期": column([dt.date(2024, 6, 11)] * 2),
            "申诉_成立": column(["是"] * 2),
            "申诉_更正等级": column([one.corrected for one in appeals]),
            "申诉_考核人": column(["周"] * 2),
        },
    )
    assert shown(book, "主管_得分", 3) == [float(composites[name]) for name in departments]
    assert shown(book, "主管_等级", 3) == [levels[name] for name in departments]
    paid = [gas.pay(base, gas.CODE[levels[name]]) for base, name in zip(bases, departments, strict=True)]
    assert shown(book, "主管_工资", 3) == paid
    count = len(people)
    none: tuple[None, str] = (None, "不参评")
    assert shown(book, "名单_部门排名", count) == [expected.get(one.id, none)[0] for one in people]
    assert shown(book, "名单_等级", count) == [expected.get(one.id, none)[1] for one in people]
    final = [one.corrected or expected.get(one.id, none)[1] for one in people]
    assert shown(book, "名单_最终等级", count) == final
    given = [
        [
            sum(one.department == name and code == level for one, level in zip(people, final, strict=True))
            for code in gas.COEFFICIENT
        ]
        for name in departments
    ]
    assert [list(row) for row in book.read("名额_实评")[:3]] == given
    summed = {row[0]: row[5:10] for row in book.read("汇总_表") if row[0]}
    assert [summed[name] for name in departments] == given
    assert shown(book, "名单_绩效工资", count) == [
        None if one.total is None else gas.pay(one.base, level, one.attendance)
        for one, level in zip(people, final, strict=True)
    ]
