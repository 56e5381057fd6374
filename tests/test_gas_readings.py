"""附件3: what the rulebook leaves open can be read either way on the page 参数; the supervisors' pay; agreed forms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.books.book import Book, Value


def month_of(path: Path, changes: dict[str, dict[int, object]]) -> Book:
    edit(path, changes)
    book = open_book(path)
    outcome = recompute(book)
    assert outcome.faults == (), outcome.faults
    return book


def first(book: Book, name: str) -> Value:
    return book.read(name)[0][0]


# 徐志强's plans: (88 + 86) / 2 = 87 and (87.5 + 85) / 2 = 86.25, mean 86.625; his base is 3800 (the sample)
@pytest.mark.parametrize(("composite", "score"), [("各期平均", 86.63), ("最后一期", 86.25)])
def test_the_composite_is_the_mean_or_the_last_plan(summary: Path, composite: str, score: float) -> None:  # noqa: F811
    book = month_of(summary, {"参数_合成方式": {0: composite}})
    assert first(book, "主管_得分") == score


def test_a_supervisor_is_paid_by_his_level(summary: Path) -> None:  # noqa: F811
    # 合格 is B, coefficient 1; at 95 and more the level is 优秀, 3800 x 1.2
    book = month_of(summary, {"主管_基数": {0: 3800.5}})
    assert [first(book, name) for name in ("主管_等级", "主管_系数", "主管_工资")] == ["合格", 1, 3800.5]
    scores = {name: {0: 96.0, 1: 96.0} for name in ("计划_主管经理评分", "计划_客户服务部评分")}
    book = month_of(summary, scores)
    assert [first(book, name) for name in ("主管_等级", "主管_系数", "主管_工资")] == ["优秀", 1.2, 4560.6]


def test_no_pay_is_computed_where_hr_pays_supervisors_otherwise(summary: Path) -> None:  # noqa: F811
    book = month_of(summary, {"参数_主管绩效": {0: "不计算"}})
    assert [row[0] for row in book.read("主管_工资")] == [""] * 6


def test_employees_have_the_supervisors_coefficients_or_their_own(summary: Path) -> None:  # noqa: F811
    own = {"员工系数_倍数": {0: 1.3, 1: 1.3}}
    # 李桂英 has A and the base 2000
    assert first(month_of(summary, own), "名单_绩效工资") == 2200
    assert first(month_of(summary, {**own, "参数_员工系数": {0: "另填"}}), "名单_绩效工资") == 2600


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"参数_合成方式": {0: "最高一期"}}, "主管得分的合成“最高一期”无法识别"),
        ({"参数_员工系数": {0: "随便"}}, "员工等级系数“随便”无法识别"),
        ({"参数_主管绩效": {0: None}}, "主管绩效工资为空"),
        ({"主管_基数": {0: -1.0}}, "绩效基数 -1 是负数"),
        ({"员工系数_倍数": {1: None}}, "“A”的系数为空"),
        ({"申诉_工号": {0: "KF024"}, "申诉_成立": {0: "是"}, "申诉_更正等级": {0: "D"}}, "更正等级“D”没有登记"),
    ],
    ids=["composite", "coefficients", "pay", "base", "own coefficient", "corrected level"],
)
def test_another_word_is_refused(summary: Path, changes: dict[str, dict[int, object]], words: str) -> None:  # noqa: F811
    edit(summary, changes)
    outcome = recompute(open_book(summary))
    assert outcome.written_to is None
    assert any(words in fault.say() for fault in outcome.faults), outcome.faults


def test_a_corrected_level_beyond_the_seats_is_told(summary: Path) -> None:  # noqa: F811
    day = dt.date(2024, 6, 6)
    appeal = {"申诉_工号": "KF022", "申诉_面谈日期": day, "申诉_日期": day, "申诉_受理人": "上一级主管"}
    appeal |= {"申诉_答复日期": day, "申诉_成立": "是", "申诉_更正等级": "A", "申诉_考核人": "徐志强"}
    edit(summary, {name: {0: value} for name, value in appeal.items()})
    outcome = recompute(open_book(summary))
    # 25% of five people is one seat of A; the corrected level is the second
    words = [notice.say() for notice in outcome.notices]
    assert "因同分、等级调整或申诉更正，部门“江北分公司”的实评人数超过名额（实评/应评）：A 2/1" in words


def test_a_supervisors_base_may_stand_in_any_of_his_lines(tmp_path: Path) -> None:
    table = tmp_path / "supervisors.csv"
    head = "分公司,主管,计划,主管经理评分,客户服务部评分,主管绩效基数"
    table.write_text(f"{head}\n东,周,第1期,90,90,4000\n东,周,第2期,91,91,\n", "utf-8")
    assert run("new", "summary", "-o", str(tmp_path / "s.xlsm"), "--data", str(table))[0] == 0
    assert first(open_book(tmp_path / "s.xlsm"), "主管_基数") == 4000


def test_a_form_that_was_scored_before_it_was_agreed_is_told(branch: Path) -> None:  # noqa: F811
    form = branch / "附件2 KF021 李桂英.xlsm"
    assert check(open_book(form)) == []
    edit(form, {"沟通确认日期": {0: None}})
    (told,) = check(open_book(form))
    assert told.notice
    assert "没有沟通确认日期" in told.say()
