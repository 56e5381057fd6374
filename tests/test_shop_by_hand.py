"""Random months of shops agree with a second calculation that knows nothing of xlkpi."""

from __future__ import annotations

import datetime as dt
import random

import pytest

import shop_by_hand as hand
from calls_by_hand import appraised, exact, ranks
from test_calls_by_hand import numbers
from test_sheet_actions import column
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.schemes import kind_named

SHOPS = ("天街店", "云上店", "优品店")
LEVELS = ("员工", "中基层管理", "高层管理", "销售人员")
RANGES = ((120, 200), (0.9, 1), (15, 70), (0.9, 1), (0.01, 0.12), (0, 8), (0.85, 1))


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return build_blank(kind_named("shop"), tmp_path_factory.mktemp("blank") / "shop.xlsm", rows=20)


@pytest.mark.parametrize("seed", range(4))
def test_a_random_month_of_shops(blank, tmp_path, seed):
    chance = random.Random(seed)
    month, days, count = dt.date(2024, chance.randint(1, 12), 1), chance.randint(18, 23), chance.randint(4, 18)

    def each(make):
        return [make() for _ in range(count)]

    status = each(lambda: chance.choice(("正式", "正式", "正式", "试用", "外聘兼职")))
    regular = [
        chance.choice((None, month.replace(day=10), month.replace(day=11))) if s != "外聘兼职" else None for s in status
    ]
    leave = each(lambda: float(chance.choice((0, 0, 1.5, days / 2, days))))
    actual = each(lambda: [round(chance.uniform(*span), 3) for span in RANGES])
    rated = each(lambda: (float(chance.randint(60, 100)), round(chance.uniform(60, 100), 1)))
    shop, scores = each(lambda: chance.choice(SHOPS)), [round(chance.uniform(70, 110), 1) for _ in SHOPS]
    salary, factor = (
        each(lambda: float(chance.randint(30, 120) * 100)),
        each(lambda: round(chance.uniform(0.5, 1.5), 2)),
    )
    share = each(lambda: chance.choice((None, 0.2, 0.35)))
    commission = each(lambda: float(chance.choice((0, 60, 100, chance.randint(1, 2000)))))
    conduct = each(lambda: [float(chance.randint(60, 100)) for _ in range(4)])
    on = [appraised(*facts, days, month) for facts in zip(status, regular, leave, strict=True)]

    book = open_book(blank)
    for name, block in {
        "考核月份": [[month]],
        "工作日数": [[float(days)]],
        "客服_工号": column(*(f"D{n}" for n in range(count))),
        "客服_姓名": column(*(f"客服{n}" for n in range(count))),
        "客服_店铺": column(*shop),
        "客服_状态": column(*status),
        "客服_转正日期": column(*regular),
        "客服_请假": column(*leave),
        "客服_实际": actual,
        "客服_自评": column(*(own for own, _ in rated)),
        "客服_店长评": column(*(manager for _, manager in rated)),
        "店铺_名称": column(*SHOPS),
        "店铺_得分": column(*scores),
        "工资_层级": column(*(chance.choice(LEVELS) for _ in range(count))),
        "工资_岗位": column(*salary),
        "工资_系数": column(*factor),
        "工资_占比": column(*share),
        "工资_提成": column(*commission),
        "德勤_评分": conduct,
    }.items():
        book.write(name, block)
    assert [f"{fault.place} {fault.say()}" for fault in recompute(book, tmp_path / "x.xlsm").faults] == []

    points = [hand.month_points(a, *r) if yes else None for a, r, yes in zip(actual, rated, on, strict=True)]
    counted = [point for point in points if point is not None]
    given = iter(hand.awards(counted) if counted else ())
    award = [next(given) if yes else None for yes in on]
    owing = iter(hand.plans_due(counted) if counted else ())
    assert numbers(book, "得分_月度", count) == points
    assert numbers(book, "得分_排名", count) == ranks(points)
    assert numbers(book, "得分_奖惩", count) == award
    assert [row[0] == "须提交" for row in book.read("得分_改进")[:count]] == [yes and next(owing) for yes in on]
    pay = [
        hand.performance_pay(salary[n], share[n] or 0.3, factor[n], scores[SHOPS.index(shop[n])], scores)
        for n in range(count)
    ]
    assert numbers(book, "工资_绩效", count) == pay
    paid = [hand.commission_paid(commission[n], award[n] or 0) for n in range(count)]
    assert numbers(book, "工资_提成实发", count) == paid
    total = [pay[n] + paid[n] + max(0, award[n] or 0) for n in range(count)]
    assert numbers(book, "工资_合计", count) == total
    assert numbers(book, "德勤_综合", count) == [hand.conduct(own) for own in conduct]
    assert all(exact(0) <= point <= 100 for point in counted)
