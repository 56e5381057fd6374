"""双周滚动计划: two halves, open lines that roll over, lines followed and drawn, the manager's word for both halves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commands import run
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book
from xlkpi.books.book import Block, Book
from xlkpi.schemes import kind_named

pytestmark = pytest.mark.usefixtures("chinese")

Plan = Callable[[Mapping[str, Block]], Path]


def column(*cells: object) -> Block:
    return [[cell] for cell in cells]  # type: ignore[list-item]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kind = kind_named("plan")
    assert kind is not None
    return build_blank(kind, tmp_path_factory.mktemp("plan") / "p.xlsm", period=dt.date(2024, 5, 1))


@pytest.fixture
def plan(blank: Path, tmp_path: Path) -> Plan:
    """A plan of 城东分公司 with these blocks, computed and saved."""

    def made(blocks: Mapping[str, Block]) -> Path:
        book = open_book(blank)
        for name, rows in {**HEAD, **LINES, **blocks}.items():
            book.write(name, rows)
        book.recalculate()
        book.save(tmp_path / "plan.xlsm")
        return tmp_path / "plan.xlsm"

    return made


HEAD: dict[str, Block] = {
    "分公司": [["城东分公司"]],
    "部门": [["客服一部"]],
    "主管": [["周建国"]],
    "计划名称": [["第1期"]],
    "起始日期": [[dt.date(2024, 5, 6)]],
    "截止日期": [[dt.date(2024, 5, 19)]],
}
LINES: dict[str, Block] = {
    "上期_事项": column("台账核对", "回访", "礼仪培训"),
    "上期_目标": column("320户", "100%", "一次"),
    "上期_完成情况": column("未完成", "完成", "进行中"),
    "上期_原因": column("未能入户", None, "教师请假"),
    "上期_督办": column("是", "是", None),
    "督办_情况": column("已约定五月补", None, None),
    "本期_事项": column("安检入户", "台账核对", "值班安排"),
    "本期_目标": column("1200户", "补齐", "排班"),
    "本期_时限": column(dt.date(2024, 5, 18), dt.date(2024, 5, 17), None),
    "本期_督办": column(None, None, "是"),
}


def told(path: Path) -> list[str]:
    return [f"{fault.place} {fault.say()}" for fault in check(open_book(path))]


def cells(book: Book, name: str) -> list[object]:
    found = [row[0] for row in book.read(name)]
    while found and found[-1] in (None, ""):
        found.pop()
    return found


def test_open_lines_of_last_period_are_marked_in_this_one(plan: Plan) -> None:
    book = open_book(plan({}))
    assert cells(book, "本期_结转") == ["", "上期结转"]
    waiting = open_book(plan({"上期_完成情况": column(None, "完成")}))
    assert cells(waiting, "本期_结转") == []


def test_what_is_not_done_stands_in_this_periods_work(plan: Plan) -> None:
    assert told(plan({})) == ["双周滚动计划!B11 “礼仪培训”没有完成，应列入本期安排"]
    assert told(plan({"上期_完成情况": column("未完成", "完成", "完成")})) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"上期_原因": column(None, None, "教师请假")}, "双周滚动计划!G9 “台账核对”没有完成，请写明原因"),
        ({"督办_情况": column(None)}, "督办与评分!E10 督办事项“台账核对”没有督办情况，请填写"),
        ({"上期_完成情况": column("差不多", "完成", "进行中")}, "双周滚动计划!F9 完成情况“差不多”无法识别"),
        ({"上期_督办": column("要", "是")}, "双周滚动计划!H9 督办“要”无法识别"),
        ({"本期_事项": column("安检入户", "台账核对", "安检入户")}, "双周滚动计划!B25 事项 安检入户 与"),
        ({"本期_时限": column("月底")}, "双周滚动计划!E23 完成时限“月底”不是日期"),
        ({"主管经理评分": [[95.0]]}, "督办与评分!C24 双周计划：主管经理已评分，但还没有签字确认"),
        ({"主管经理评分": [[95.0]]}, "客户服务部评分为空：两位评分人都要评分"),
        ({"抽查_项数": [[-1.0]], "抽查_批次": [["x"]]}, "督办与评分!F7 抽查项数（从上期事项中随机抽取） -1 是负数"),
    ],
    ids=[
        "no reason",
        "followed, not told of",
        "an unknown state",
        "an unknown mark",
        "a task twice",
        "no date",
        "scored unsigned",
        "one rater only",
        "minus one draw",
    ],
)
def test_a_careless_plan_is_told_with_its_cell(plan: Plan, changes: dict[str, Block], words: str) -> None:
    assert any(words in line for line in told(plan(changes))), told(plan(changes))


def test_lines_are_drawn_for_a_check_and_need_a_finding(plan: Plan) -> None:
    draw: dict[str, Block] = {
        "上期_事项": column("甲", "乙", "丙", "丁", "戊"),
        "上期_完成情况": column(*["完成"] * 5),
        "抽查_项数": [[2.0]],
        "抽查_批次": [["2024-05-20"]],
    }
    path = plan(draw)
    # the digests of cases/draws.toml: 乙 2cce and 戊 372a are the smallest
    assert cells(open_book(path), "抽查_抽中") == [False, True, False, False, True]
    assert [line for line in told(path) if "抽查发现" in line] == [
        "督办与评分!G11 抽查到的“乙”没有填写抽查发现",
        "督办与评分!G14 抽查到的“戊”没有填写抽查发现",
    ]
    assert not any(
        "抽查发现" in line for line in told(plan({**draw, "抽查_发现": column(None, "齐全", None, None, "缺")}))
    )


def test_a_fraction_of_a_line_cannot_be_drawn(plan: Plan) -> None:
    path = plan({"抽查_项数": [[1.5]], "抽查_批次": [["x"]]})
    code, out, _ = run("recompute", str(path))
    assert code == 1
    assert "1.5 应是整数" in out


def test_the_next_plan_reports_on_the_last_one_open_lines_first(plan: Plan, tmp_path: Path) -> None:
    out = tmp_path / "next.xlsm"
    code, said, _ = run("new", "双周计划", "-o", str(out), "--from", str(plan({})), "--period", "2024-05")
    assert code == 0, said
    book = open_book(out)
    # 礼仪培训 is open and in no plan, 台账核对 was carried; both before what was new; who is followed stays so
    assert cells(book, "上期_事项") == ["礼仪培训", "台账核对", "安检入户", "值班安排"]
    assert cells(book, "上期_目标") == ["一次", "补齐", "1200户", "排班"]
    assert cells(book, "上期_督办") == [None, "是", None, "是"]
    assert cells(book, "上期_时限") == [None, dt.date(2024, 5, 17), dt.date(2024, 5, 18)]
    assert cells(book, "上期_完成情况") == cells(book, "本期_事项") == []
    assert [book.read(name)[0][0] for name in ("分公司", "部门", "主管")] == ["城东分公司", "客服一部", "周建国"]
    assert book.read("起始日期") == [[dt.date(2024, 5, 20)]]
    assert book.read("截止日期") == [[dt.date(2024, 6, 2)]]
    assert book.read("计划名称") == [[None]]


def test_a_followed_line_that_is_done_loses_its_mark(plan: Plan, tmp_path: Path) -> None:
    path = plan({"上期_完成情况": column("完成", "完成", "完成")})
    assert run("new", "plan", "-o", str(tmp_path / "n.xlsm"), "--from", str(path))[0] == 0
    book = open_book(tmp_path / "n.xlsm")
    assert cells(book, "上期_事项") == ["安检入户", "台账核对", "值班安排"]
    assert cells(book, "上期_督办") == [None, None, "是"]


def test_what_cannot_be_rolled_over_is_refused(plan: Plan, tmp_path: Path) -> None:
    out = tmp_path / "n.xlsm"
    code, said, _ = run("new", "plan", "-o", str(out), "--from", str(plan({"上期_督办": column("要")})))
    assert (code, out.exists()) == (1, False)
    assert "督办“要”无法识别" in said
    code, _, said = run("new", "summary", "-o", str(out), "--from", str(plan({})))
    assert (code, out.exists()) == (2, False)
    assert "不能用 --from 生成" in said
    code, _, said = run("new", "form", "-o", str(out), "--from", str(plan({})))
    assert (code, out.exists()) == (2, False)
    assert "不是指标库" in said
    many = [f"事项{number}" for number in range(1, 13)]
    open_lines: dict[str, Block] = {"上期_事项": column(*many), "上期_完成情况": column(*["未完成"] * 12)}
    code, said, _ = run("new", "plan", "-o", str(out), "--from", str(plan(open_lines)))
    assert (code, out.exists()) == (1, False)
    assert "有 15 项，模板最多 12 项" in said


def test_the_sample_plans_are_filled_and_fine(tmp_path: Path) -> None:
    month = samples() / "gas" / "2024-05"
    data = [part for name in ("supervisors.csv", "tasks.csv") for part in ("--data", str(month / name))]
    assert run("new", "plan", "-o", str(tmp_path / "p"), "--period", "2024-05", *data)[0] == 0
    paths = sorted((tmp_path / "p").rglob("*.xlsm"))
    assert len(paths) == 6
    second = next(path for path in paths if "周建国 第2期" in path.name)
    book = open_book(second)
    assert cells(book, "上期_完成情况") == ["完成", "完成", "进行中", "完成"]
    assert cells(book, "本期_结转") == ["上期结转"]
    assert book.read("计划得分") == [[95.75]]
    assert run("check", *map(str, paths))[0] == 0


def test_a_line_stands_in_one_of_the_halves(tmp_path: Path) -> None:
    table = tmp_path / "tasks.csv"
    table.write_text("分公司,主管,计划,部分,事项\n东,周,第1期,下期,回访\n", "utf-8")
    code, said, _ = run("new", "plan", "-o", str(tmp_path / "p.xlsm"), "--data", str(table))
    assert code == 1
    assert "部分“下期”应为 上期 或 本期" in said
