"""Random months of a call centre and a year of bids agree with a second calculation that knows nothing of xlkpi."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from pathlib import Path

import pytest

import calls_by_hand as hand
from test_sheet_actions import column
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.schemes import kind_named

UNITS = ("热线一部", "热线二部", "回访部", "昆明分公司")
POSTS = ("热线座席", "回访座席", "质检专员", "知识库专员")
STATUSES = ("正式",) * 6 + ("试用", "临时", "外聘兼职", "产假")
USES = {"奖励": ["A+"], "提薪": ["A+", "A"], "晋升": ["A+"], "培训": ["C", "C-"], "调岗": ["C-"], "降薪": ["C-"]}


@pytest.fixture(scope="module")
def blanks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blanks")
    rows = {"calls": 24, "bids": None}
    return {key: build_blank(kind_named(key), folder / f"{key}.xlsm", rows=rows[key]) for key in rows}


class Month:
    """One random month: what is typed (blocks by name) and what the rules make of it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.month = dt.date(self.chance.choice((2024, 2025)), self.chance.randint(1, 12), 1)
        self.signed = self.month + dt.timedelta(days=34)
        self.days = self.chance.randint(18, 23)
        self.people = [self.person(number) for number in range(self.chance.randint(8, 22))]
        self.blocks = {
            "考核月份": [[self.month]],
            "工作日数": [[float(self.days)]],
            "考核人_职务": column("总经理", "部门经理"),
            "考核人_姓名": column("段总", "刘经理"),
        }
        self.units()
        self.agents()
        self.forms()
        self.cadres()
        self.peers()

    def score(self) -> float:
        return float(self.chance.choice((self.chance.randint(60, 100), round(self.chance.uniform(60, 100), 1))))

    def person(self, number: int) -> dict:
        status = self.chance.choice(STATUSES)
        last = calendar.monthrange(self.month.year, self.month.month)[1]
        near = self.month.replace(day=self.chance.choice((1, 9, 10, 11, last)))
        regular = self.chance.choice((None, dt.date(2020, 3, 5), near)) if status in ("正式", "试用") else None
        leave = float(self.chance.choice((0, 0, 0, 1, 0.5, self.days / 2, self.days)))
        return {
            "id": f"H{number:03d}",
            "name": f"员工{number}",
            "unit": self.chance.choice(UNITS),
            "post": self.chance.choice(POSTS),
            "status": status,
            "regular": regular,
            "leave": leave,
            "figures": (
                float(self.chance.randint(3000, 7000)),
                float(self.chance.randint(0, 700)),
                self.score(),
                self.score(),
            ),
            "on": hand.appraised(status, regular, leave, self.days, self.month),
        }

    def units(self) -> None:
        parts = [
            [self.score() for _ in range(3)] if unit == UNITS[-1] else [None, None, self.score()] for unit in UNITS
        ]
        self.blocks |= {
            "单位_名称": column(*UNITS),
            "单位_类别": column("Ⅰ类", "Ⅰ类", "Ⅰ类", "Ⅱ类"),
            "单位_各项": parts,
        }
        self.unit_points = [hand.unit_points(part) for part in parts]
        self.unit_levels = dict(zip(UNITS, map(hand.unit_level, self.unit_points), strict=True))

    def agents(self) -> None:
        names = ("坐席_工号", "坐席_姓名", "坐席_单位", "坐席_岗位", "坐席_状态", "坐席_转正日期", "坐席_请假")
        keys = ("id", "name", "unit", "post", "status", "regular", "leave")
        figures = ("坐席_话务量", "坐席_投诉", "坐席_质量", "坐席_日常")
        self.blocks |= {n: column(*(p[k] for p in self.people)) for n, k in zip(names, keys, strict=True)}
        self.blocks |= {n: column(*(p["figures"][at] for p in self.people)) for at, n in enumerate(figures)}
        for person in self.people:
            person["points"] = hand.index_points(*person["figures"])
            person["level"], person["rank"] = "不参评", None
        for unit in UNITS:
            own = [person for person in self.people if person["unit"] == unit and person["on"]]
            points = [person["points"] for person in own]
            found = zip(own, hand.ranks(points), hand.levels_of(points, self.unit_levels[unit]), strict=True)
            for person, rank, level in found:
                person["rank"], person["level"] = rank, level

    def forms(self) -> None:
        rows = len(self.people)
        scores, raters, days = [[None] * 4 for _ in range(rows)], [None] * rows, [None] * rows
        lines: list[tuple[str, float, float]] = []
        self.composites: list = [None] * rows
        for row, person in enumerate(self.people):
            if person["post"] in ("热线座席", "回访座席") or self.chance.random() < 0.3:
                continue
            own = [self.score() for _ in range(4)]
            plan = [(0.5, self.score()), (0.3, self.score()), (0.2, self.score())] if self.chance.random() < 0.5 else []
            lines += [(person["id"], weight, score) for weight, score in plan]
            scores[row] = [own[0], own[1], None if plan else own[2], own[3]]
            raters[row], days[row] = "刘经理", self.signed
            work = hand.plan_points(plan) if plan else own[2]
            self.composites[row] = hand.four_dimensions([own[0], own[1], work, own[3]])
        self.blocks |= {"德能_评分": scores, "德能_考核人": column(*raters), "德能_考核日期": column(*days)}
        if lines:
            self.blocks |= {
                "计划_责任人": column(*(line[0] for line in lines)),
                "计划_事项": column(*["事项"] * len(lines)),
                "计划_权重": column(*(line[1] for line in lines)),
                "计划_得分": column(*(line[2] for line in lines)),
            }

    def cadres(self) -> None:
        count = self.chance.randint(1, 6)
        work, ability = (
            [self.score() for _ in range(count)],
            [[self.score() for _ in range(6)] for _ in range(count)],
        )
        self.blocks |= {
            "干部_工号": column(*(f"G{number}" for number in range(count))),
            "干部_姓名": column(*(f"干部{number}" for number in range(count))),
            "干部_评定": column(*work),
            "干部_能力项": ability,
        }
        self.cadre_points = [hand.cadre_points(*pair) for pair in zip(work, ability, strict=True)]

    def peers(self) -> None:
        count = self.chance.randint(2, len(self.people))
        ratings = [[self.score() for _ in range(count)] for _ in range(count)]
        self.blocks["互评_评分"] = ratings
        self.peer_points = [hand.peer_points(ratings, person) for person in range(count)]


def numbers(book, name, count):
    return [hand.exact(row[0]) if isinstance(row[0], float) else None for row in book.read(name)[:count]]


@pytest.mark.parametrize("seed", range(4))
def test_a_random_month_of_calls(blanks, tmp_path, seed):
    month = Month(seed)
    book = open_book(blanks["calls"])
    for name, block in month.blocks.items():
        book.write(name, block)
    assert [f"{fault.place} {fault.say()}" for fault in recompute(book, tmp_path / "x.xlsm").faults] == []
    people, count = month.people, len(month.people)
    assert [row[0] == "是" for row in book.read("坐席_参评")[:count]] == [person["on"] for person in people]
    points = numbers(book, "坐席_指标得分", count)
    assert points == [person["points"] for person in people]
    assert numbers(book, "坐席_排名", count) == [person["rank"] for person in people]
    assert [row[0] for row in book.read("坐席_等级")[:count]] == [person["level"] for person in people]
    factors = [hand.coefficient(p["level"]) if p["on"] else None for p in people]
    assert numbers(book, "坐席_系数", count) == factors
    assert numbers(book, "单位_得分", len(UNITS)) == month.unit_points
    assert [row[0] for row in book.read("单位_等级")[: len(UNITS)]] == list(month.unit_levels.values())
    assert numbers(book, "德能_综合", count) == month.composites
    assert numbers(book, "干部_综合", len(month.cadre_points)) == month.cadre_points
    assert numbers(book, "干部_排名", len(month.cadre_points)) == hand.ranks(month.cadre_points)
    assert numbers(book, "互评_得分", len(month.peer_points)) == month.peer_points
    assert numbers(book, "互评_排名", len(month.peer_points)) == hand.ranks(month.peer_points)
    listed = [["列入" if use in hand.uses(p["level"], USES) else "" for use in USES] for p in people]
    assert [row if p["on"] else [""] * 6 for row, p in zip(book.read("应用_用途"), people, strict=False)] == listed


@pytest.mark.parametrize("seed", range(4))
def test_a_random_year_of_bids(blanks, tmp_path: Path, seed):
    chance = random.Random(seed)
    edges = (4500, 4500.01, 6500, 8000, 8500, 9000, 9500, 10000, 10000.5, 10500, 10500.01)
    won = [float(chance.choice((chance.choice(edges), round(chance.uniform(100, 14000), 2)))) for _ in range(12)]
    staff = [f"人{number}" for number in range(chance.randint(1, 12))]
    there = [[chance.choice(("是", "是", None)) for _ in range(12)] for _ in staff]
    typed = [float(chance.choice((20, 33))) if chance.random() < 0.2 else None for _ in range(12)]
    rate = chance.choice((0.0001, 0.00012, 0.0))
    book = open_book(blanks["bids"])
    for name, block in {
        "年度": [[2024.0]],
        "投标_中标额": column(*won),
        "投标_人数": column(*typed),
        "人员_姓名": column(*staff),
        "人员_岗位": column(*(chance.choice(("产品经理", "标书制作员")) for _ in staff)),
        "人员_在岗": there,
        "参数_主管费率": [[rate]],
    }.items():
        book.write(name, block)
    assert recompute(book, tmp_path / "x.xlsm").faults == ()
    pools = [hand.bonus(amount, hand.FIRST, 1) for amount in won]
    heads = [typed[at] or sum(row[at] == "是" for row in there) or 30 for at in range(12)]
    each = [hand.cents(pool / hand.exact(count)) for pool, count in zip(pools, heads, strict=True)]
    assert numbers(book, "投标_奖金", 12) == pools
    assert numbers(book, "投标_人均", 12) == each
    assert numbers(book, "投标_员奖励", 12) == [hand.bonus(amount, hand.FIRST, 2) for amount in won]
    assert numbers(book, "投标_奖金另读", 12) == [hand.bonus(amount, hand.SECOND, 1) for amount in won]
    assert numbers(book, "投标_员奖励另读", 12) == [hand.bonus(amount, hand.SECOND, 2) for amount in won]
    clause = [hand.cents(hand.exact(amount) * 10000 * hand.exact(rate)) if amount < 8000 else None for amount in won]
    assert numbers(book, "投标_主管级", 12) == clause
    shares = [sum((each[at] for at in range(12) if row[at] == "是"), hand.exact(0)) for row in there]
    assert numbers(book, "人员_合计", len(staff)) == shares
