"""Random months of the GPS company: the workbooks agree with a second calculation that knows nothing of xlkpi."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from fractions import Fraction
from types import SimpleNamespace

import pytest

import gps_by_hand as hand
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.schemes import kind_named

POSTS = {
    "客服主任": hand.DIRECTOR,
    "客服主任助理": hand.ASSISTANT,
    "安装部负责人": hand.DIRECTOR,
    "监控部长": hand.DIRECTOR,
    "监控部长助理": hand.ASSISTANT,
    "技术部长": hand.DIRECTOR,
}
MARKS = ("达到", "部分", "未达到", "不适用", None)


@pytest.fixture(scope="module")
def blanks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blanks")
    return {kind: build_blank(kind_named(kind), folder / f"{kind}.xlsm") for kind in ("rubric", "weekly")}


def column(cells):
    return [[float(cell) if isinstance(cell, int) else cell for cell in [one]] for one in cells]


def texts(book, name):
    rows = book.read(name)
    return [value for value in (rows[0] if len(rows) == 1 else [row[0] for row in rows]) if value not in (None, "")]


def points_of(chance, most=30):
    return chance.choice((1, 2, 3, 5, 8, 10, most, 2.5, 0.75))


class Month:
    """One random month of managers: what is typed (blocks by name) and what the rules make of it."""

    def __init__(self, seed, book):
        self.chance = random.Random(seed)
        self.month = dt.date(self.chance.choice((2024, 2025)), self.chance.randint(1, 12), 1)
        self.today = self.month + dt.timedelta(days=34)
        self.days = calendar.monthrange(self.month.year, self.month.month)[1]
        self.posts = self.chance.sample(list(POSTS), self.chance.randint(2, 6))
        self.names = self.chance.sample(["石磊", "温静", "罗永", "方媛", "邵华", "季明", "a*", ">b"], len(self.posts))
        self.forms = {name: POSTS[post] for name, post in zip(self.names, self.posts, strict=True)}
        self.forms_sections = {
            hand.DIRECTOR: self.parts(texts(book, "细则_名称")),
            hand.ASSISTANT: self.parts([*texts(book, "助理项目_名称"), "工作态度"]),
        }
        self.deductions = []
        self.blocks = {
            "考核月份": [[self.month]],
            "评分日期": [[self.today]],
            "人员_岗位": [self.posts],
            "人员_姓名": [self.names],
            **self.section_blocks("细则", self.forms_sections[hand.DIRECTOR]),
            **self.section_blocks("助理项目", self.forms_sections[hand.ASSISTANT]),
            **self.ticks(hand.DIRECTOR, "条目", texts(book, "条目_项目")),
            **self.ticks(hand.ASSISTANT, "助理条目", texts(book, "助理条目_项目")),
            **self.register(),
            **self.indicators(book),
            **self.complaints(),
            **self.customers(),
            **self.counties(),
        }

    def day(self):
        return self.month + dt.timedelta(days=self.chance.randrange(self.days))

    def parts(self, sections):
        return {name: (self.chance.choice((100, 100, 50, 80)), self.chance.randint(1, 4)) for name in sections}

    @staticmethod
    def section_blocks(prefix, sections):
        return {
            f"{prefix}_名称": column(sections),
            f"{prefix}_分值": column(full for full, _ in sections.values()),
            f"{prefix}_份数": column(part for _, part in sections.values()),
        }

    def ticks(self, form, duties, sections):
        marks, taken = [], []
        for section in sections:
            marks.append([None] * 6)
            taken.append([None] * 6)
            for at, name in enumerate(self.names):
                if self.forms[name] == form:
                    mark = marks[-1][at] = self.chance.choice(MARKS)
                    if mark not in ("达到", "不适用") and self.chance.random() < 0.3:
                        taken[-1][at] = float(points_of(self.chance))
                        self.deductions.append((name, section, hand.exact(taken[-1][at])))
        return {f"{duties}评分_结果": marks, f"{duties}评分_扣分": taken}

    def register(self):
        lines = []
        for _ in range(self.chance.randint(0, 40)):
            name = self.chance.choice(self.names)
            section = self.chance.choice(list(self.forms_sections[self.forms[name]]))
            lines.append((self.day(), name, section, float(points_of(self.chance))))
            self.deductions.append((name, section, hand.exact(lines[-1][3])))
        heads = ("扣分_日期", "扣分_姓名", "扣分_项目", "扣分_分值")
        return (
            {head: column(cells) for head, cells in zip(heads, zip(*lines, strict=True), strict=True)} if lines else {}
        )

    def indicators(self, book):
        targets = [hand.number(row[0]) for row in book.read("公司指标_目标")]
        lower = [row[0] == "越低越好" for row in book.read("公司指标_方向")]
        totals = [self.chance.choice((0, 7, 101, 444, 12800)) for _ in targets]
        totals[0] = totals[0] or 93
        counts = [self.chance.randint(0, int(total * Fraction(1, 20))) for total in totals]
        counts = [count if low else total - count for count, total, low in zip(counts, totals, lower, strict=True)]
        parts = [self.chance.randint(1, 3) for _ in targets]
        self.indicator_points = [
            hand.indicator_points(count, total, target, lower=low) if total else None
            for count, total, target, low in zip(counts, totals, targets, lower, strict=True)
        ]
        counting = [part if total else 0 for part, total in zip(parts, totals, strict=True)]
        self.composite = hand.composite(self.indicator_points, counting)
        return {
            "公司_次数": column(counts),
            "公司_总数": column(totals),
            "公司_计入": column(None if total else "不计" for total in totals),
            "公司指标_份数": column(parts),
        }

    def complaints(self):
        lines, self.complaint_states = [], []
        directors = [name for name in self.names if self.forms[name] == hand.DIRECTOR]
        for number in range(self.chance.randint(0, 20)):
            told, cause, dealt = (self.chance.random() < 0.8 for _ in range(3))
            side, content = self.chance.choice(("我方", "非我方", None)), self.chance.choice(("满意", "不满意", None))
            received = self.day()
            who = self.chance.choice([None, *directors])
            points = float(points_of(self.chance)) if who and self.chance.random() < 0.7 else None
            lines.append(
                (
                    received,
                    f"客户{number}",
                    received if told else None,
                    "查明" if cause else None,
                    side,
                    received + dt.timedelta(days=2) if dealt else None,
                    content,
                    who,
                    points,
                )
            )
            self.complaint_states.append(hand.complaint_state(told, cause, side or "", dealt, content or ""))
            if points:
                self.deductions.append((who, "投诉处理", hand.exact(points)))
        heads = ("日期", "客户", "告知日期", "原因", "责任", "处理日期", "客户意见", "责任人", "扣分")
        cells = zip(*lines, strict=True) if lines else [()] * len(heads)
        return {f"投诉_{head}": column(rows) for head, rows in zip(heads, cells, strict=True) if lines}

    def customers(self):
        customers = [f"客户*{number}" for number in range(self.chance.randint(1, 12))]
        classes = [self.chance.choice(("重点", "一般")) for _ in customers]
        due = self.chance.randint(1, 3)
        visits = [self.chance.choice(customers) for _ in range(self.chance.randint(1, 40))]
        self.customer_states = [
            hand.customer_state(visits.count(name), due if kind == "重点" else 0)
            for name, kind in zip(customers, classes, strict=True)
        ]
        return {
            "参数_走访次数": [[float(due)]],
            "客户_名称": column(customers),
            "客户_类别": column(classes),
            "走访_客户": column(visits),
            "走访_日期": column(self.day() for _ in visits),
        }

    def counties(self):
        lines, self.county_states = [], []
        directors = [name for name in self.names if self.forms[name] == hand.DIRECTOR]
        for number in range(self.chance.randint(1, 12)):
            visited, problem, kept = self.day(), self.chance.random() < 0.6, self.chance.random() < 0.8
            until = self.day() + dt.timedelta(days=20) if self.chance.random() < 0.8 else None
            mended = (
                visited + dt.timedelta(days=self.chance.randint(0, 40))
                if problem and self.chance.random() < 0.5
                else None
            )
            who = self.chance.choice([None, *directors])
            points = float(points_of(self.chance)) if who else None
            lines.append(
                (
                    f"县{number}",
                    visited,
                    "履行",
                    "履行" if kept else "未履行",
                    "问题" if problem else None,
                    until,
                    mended,
                    who,
                    points,
                )
            )
            self.county_states.append(hand.county_state(problem, kept, until, mended, self.today))
            if points:
                self.deductions.append((who, "协调管理", hand.exact(points)))
        heads = ("单位", "走访日期", "甲方", "乙方", "问题", "期限", "纠正日期", "责任人", "扣分")
        return {f"县方_{head}": column(rows) for head, rows in zip(heads, zip(*lines, strict=True), strict=True)}


def numbers(book, name):
    rows = book.read(name)
    return [hand.number(cell) for cell in (rows[0] if len(rows) == 1 else [row[0] for row in rows])]


@pytest.mark.parametrize("seed", range(12))
def test_a_random_month_of_managers_agrees(blanks, seed):
    book = open_book(blanks["rubric"])
    month = Month(seed, book)
    for name, rows in month.blocks.items():
        book.write(name, rows)
    book.recalculate()
    outcome = recompute(book, dry_run=True)
    assert [fault.say() for fault in outcome.faults] == []
    indicators = ("工作指标", month.composite)
    expected = {
        name: hand.manager_total(name, form, month.forms_sections[form], month.deductions, indicators)
        for name, form in month.forms.items()
    }
    totals = {name: total for name, (_, total) in expected.items()}
    count = len(month.names)
    assert numbers(book, "公司_得分") == month.indicator_points
    assert numbers(book, "公司_综合") == [month.composite]
    assert numbers(book, "人员_总分")[:count] == list(totals.values())
    assert numbers(book, "人员_名次")[:count] == list(hand.ranks(totals, month.forms).values())
    for at, (name, (left, _)) in enumerate(expected.items()):
        block = book.read("评分_得分" if month.forms[name] == hand.DIRECTOR else "助理_得分")
        assert [hand.number(row[at]) for row in block if row[at] != ""] == list(left.values())
        mine = [points for who, _, points in month.deductions if who == name]
        assert numbers(book, "人员_扣分次数")[at] == len(mine)
    assert texts(book, "客户_情况") == month.customer_states
    assert texts(book, "投诉_情况") == month.complaint_states
    states = [row[0] for row in book.read("县方_情况")[: len(month.county_states)]]
    assert states == month.county_states
    due, done = sum(s != "不要求" for s in month.customer_states), month.customer_states.count("完成")
    assert numbers(book, "走访_完成率") == [hand.number(done / due) if due else None]


def random_year(seed):
    chance = random.Random(seed)
    year, by = chance.randint(2020, 2032), chance.choice((0, 3, 6))
    weeks = hand.weeks_of(year, by)
    places = chance.choice((0, 0, 1))
    plans = [chance.randint(500, 9000) for _ in range(chance.randint(1, 6))]
    shares = [chance.randint(1, 9) for _ in range(12)]
    reported = chance.randint(1, len(weeks))
    return SimpleNamespace(
        year=year,
        by=by,
        weeks=weeks,
        places=places,
        plans=plans,
        shares=shares,
        offset=chance.random() < 0.5,
        done=[[chance.randint(0, plan * 2 // 52) if week < reported else None for plan in plans] for week in range(53)],
        limit=chance.randint(2, 5),
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_random_year_of_weeks_agrees(blanks, seed):
    year = random_year(seed)
    book = open_book(blanks["weekly"])
    book.write("年度", [[float(year.year)]])
    book.write("计划小数位", [[float(year.places)]])
    book.write("部门_名称", [[f"部门{n}" for n in range(len(year.plans))]])
    book.write("部门_年计划", [[float(plan) for plan in year.plans]])
    book.write("月_比例", column(year.shares))
    book.write("周_完成", [[None if n is None else float(n) for n in row] for row in year.done])
    book.write("参数_超额", [["抵减" if year.offset else "不结转"]])
    book.write("参数_跨月周", [[{0: "按周一所在月份", 3: "按周四所在月份", 6: "按周日所在月份"}[year.by]]])
    book.write("参数_连续周数", [[float(year.limit)]])
    assert [fault.say() for fault in recompute(book, dry_run=True).faults] == []
    read = {name: book.read(name) for name in ("月_计划", "周_计划", "周_目标", "周_缺口")}
    assert [row[0] for row in book.read("周_月份")[: len(year.weeks)]] == [month for _, month in year.weeks]
    for at, plan in enumerate(year.plans):
        months = hand.split(Fraction(plan), year.shares, year.places)
        assert [hand.number(row[at]) for row in read["月_计划"]] == months
        weekly = []
        for month, total in enumerate(months, 1):
            weekly += hand.split(total, [1] * sum(one == month for _, one in year.weeks), year.places)
        assert [hand.number(row[at]) for row in read["周_计划"][: len(weekly)]] == weekly
        done = [None if row[at] is None else Fraction(row[at]) for row in year.done[: len(weekly)]]
        expected = hand.carried(weekly, done, offset=year.offset)
        found = [
            (hand.number(a[at]), hand.number(b[at])) for a, b in zip(read["周_目标"], read["周_缺口"], strict=True)
        ]
        assert found[: len(weekly)] == expected
        run = hand.longest_run([bool(short) for _, short in expected if short is not None])
        assert hand.number(book.read("部门_最长连续")[0][at]) == run
        assert bool(book.read("部门_处理")[0][at]) == (run >= year.limit)
