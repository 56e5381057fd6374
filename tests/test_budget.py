"""Pay against a budget, and a fixed pool divided to the cent; amounts worked by hand."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import run
from test_month import edit
from test_slips import months, summary  # noqa: F401  (fixtures)
from xlkpi.domain.pay import pool_parts
from xlkpi.functions import call

pytestmark = pytest.mark.usefixtures("chinese")


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


# people 24212.00 (test_export.py), the supervisor 周建国 优秀 1.2 x 4000 = 4800.00
def test_pay_by_department_and_in_all_against_a_budget(summary: Path) -> None:
    code, out, _ = run("budget", str(summary), "--budget", "29012.00", "--budget", "城东分公司＝29000")
    assert code == 1
    assert ["城东分公司", "11", "24,212.00", "4,800.00", "29,012.00", "29,000.00", "-12.00", "超预算"] in lines(out)
    assert ["合计", "11", "24,212.00", "4,800.00", "29,012.00", "29,012.00", "0.00"] in lines(out)


def test_the_budget_of_the_workbook_is_checked_and_no_amount_is_told(summary: Path) -> None:
    edit(summary, {"参数_预算": {0: 29011.99}})
    code, out, _ = run("recompute", str(summary))
    assert code == 0
    [told] = [line for line in out.splitlines() if "预算" in line]
    assert "绩效工资合计超过预算" in told
    assert not re.search(r"\d{3}", told.replace(str(summary), ""))
    assert "绩效工资合计超过预算" in run("check", str(summary))[1]
    code, out, _ = run("budget", str(summary))
    assert (code, "-0.01" in out) == (1, True)
    edit(summary, {"参数_预算": {0: 29012.0}})
    assert run("recompute", str(summary))[0] == 0
    assert "超过预算" not in run("check", str(summary))[1]
    assert run("budget", str(summary))[0] == 0


def test_without_a_budget_only_pay_is_told(months: Callable[[str], Path]) -> None:
    code, out, _ = run("budget", str(months("ecommerce")))
    assert code == 0
    assert "超预算" not in out


def test_a_budget_below_the_minimum_is_a_fault(summary: Path) -> None:
    # the lowest coefficient is 0 as printed (C-); with 0.5 for it nobody gets less than half of base x attendance
    edit(summary, {"等级_系数": {4: 0.5}})
    edit(summary, {"员工系数_倍数": {4: 0.5}})
    assert run("recompute", str(summary))[0] == 0
    # 2000+2200+2160+1800+2000+2200+2400+1800+2000+2400+1800 = 22760 at 1.0, half of it 11380
    assert "低于全员按最低系数计算的下限" in run("budget", str(summary), "--budget", "11379.99")[1]
    assert "下限" not in run("budget", str(summary), "--budget", "11380")[1]


def test_a_pool_is_divided_to_the_cent(summary: Path, tmp_path: Path) -> None:
    code, out, _ = run("budget", str(summary), "--pool", "120000.00", "--csv", str(tmp_path / "分配.csv"))
    assert (code, lines(out)[-2]) == (0, ["合计", "120,000.00"])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "分配.csv").read_text("utf-8-sig"))))
    assert sum(Decimal(row["金额"]) for row in rows) == Decimal("120000.00")
    # coefficient x base of all is 24500 (2400 x 1.2 for 刘敏, attendance left out); 120000 / 24500 x 2200 = 10775.510
    assert rows[0] == {"工号": "KF001", "姓名": "李芳", "部门": "城东分公司", "系数": "1.1", "金额": "10775.51"}
    code, _, err = run("budget", str(summary), "--pool", "1", "--csv", str(tmp_path / "分配.csv"))
    assert (code, "已存在，未覆盖" in err) == (2, True)


REFUSED = {
    "less than a cent each": (("--pool", "0.10"), 1, "总额不够每人 1 分（11 人）"),
    "words": (("--pool", "12万"), 2, "金额“12万”应是大于 0、到分的数"),
    "parts of a cent": (("--pool", "100.001"), 2, "应是大于 0"),
    "nothing": (("--pool", "0"), 2, "应是大于 0"),
    "less than nothing": (("--budget", "-5"), 2, "应是大于 0"),
    "no number at all": (("--pool", "NaN"), 2, "应是大于 0"),
    "more than there is money": (("--pool", "1e20"), 2, "应是大于 0"),
    "no such department": (("--budget", "城东=100"), 2, "没有部门“城东”，可用：城东分公司"),
    "twice": (("--budget", "100", "--budget", "200"), 2, "预算写了两次"),
    "both": (("--budget", "100", "--pool", "200"), 2, "不能同用"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_amount_that_will_not_do_is_said(summary: Path, case: str) -> None:
    arguments, expected, words = REFUSED[case]
    code, out, err = run("budget", str(summary), *arguments)
    assert (code, words in out + err) == (expected, True), out + err


def test_who_has_no_base_is_told(summary: Path) -> None:
    edit(summary, {"名单_绩效基数": {1: None}})
    assert run("recompute", str(summary))[0] == 0
    code, out, _ = run("budget", str(summary), "--pool", "1000")
    assert (code, "张娜 没有基数" in out) == (1, True)


def test_a_kind_without_pay_says_so(months: Callable[[str], Path]) -> None:
    assert "没有可核对的预算" in run("budget", str(months("call_centre")))[1]
    assert "不能分配总额" in run("budget", str(months("call_centre")), "--pool", "100")[1]


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_the_parts_of_a_pool_add_up_and_are_fair(cents: int, weights: list[int]) -> None:
    parts = pool_parts(Fraction(cents, 100), [Fraction(weight) for weight in weights])
    assert sum(parts) == Fraction(cents, 100)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * 100 - Fraction(cents * weight, sum(weights))) < 1
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if not weight)


def test_what_a_pool_refuses_stands_in_its_cell() -> None:
    assert call("KPI_POOL", (100, [[1.0], ["x"]], [[1.0], [1.0]]))[1][0] == "第2行等级系数“x”不是数字"
    assert "行数必须一致" in str(call("KPI_POOL", (100, [[1.0]], [[1.0], [1.0]])))
    assert "不是整分" in str(call("KPI_POOL", (1.005, [[1.0]], [[1.0]])))
    assert "大于 0" in str(call("KPI_POOL", (1, [[0.0]], [[1.0]])))


def test_several_branches_make_one_table_with_a_closing_total(months: Callable[[str], Path], tmp_path: Path) -> None:
    month = months("gas").parent.parent  # three summaries beside forms and plans
    to = tmp_path / "预算.csv"
    code, out, _ = run("budget", str(month), "--budget", "城东分公司=29012.00", "--csv", str(to))
    assert code == 0, out
    rows = list(csv.DictReader(io.StringIO(to.read_text("utf-8-sig"))))
    assert [row["部门"] for row in rows] == ["城东分公司", "城西分公司", "江北分公司", "合计"]
    alone = []
    for path in sorted(month.glob("*/附件3*")):
        _, said, _ = run("budget", str(path))
        alone.append(next(line for line in lines(said) if line[0] == "合计"))
    amounts = [[Decimal(cell.replace(",", "")) for cell in line[1:5]] for line in alone]
    last = [Decimal(rows[-1][head]) for head in ("人数", "员工工资", "主管工资", "合计")]
    assert last == [sum(column) for column in zip(*amounts, strict=True)]
    assert rows[0]["余额"] == "0.00"
    assert rows[-1]["预算"] == ""  # no budget of all was given


def test_a_pool_goes_to_the_people_of_several_branches_to_the_cent(
    months: Callable[[str], Path], tmp_path: Path
) -> None:
    to = tmp_path / "分配.csv"
    files = sorted(months("gas").parent.parent.glob("*/附件3*"))
    code, out, _ = run("budget", *map(str, files), "--pool", "100000.01", "--csv", str(to))
    assert code == 0, out
    rows = list(csv.DictReader(io.StringIO(to.read_text("utf-8-sig"))))
    assert sum(Decimal(row["金额"]) for row in rows) == Decimal("100000.01")
    assert {row["部门"] for row in rows} == {"城东分公司", "城西分公司", "江北分公司"}


def test_files_that_do_not_go_together_are_no_budget(months: Callable[[str], Path], tmp_path: Path) -> None:
    one = Path(shutil.copy(months("gas"), tmp_path / "一.xlsm"))
    two = Path(shutil.copy(months("gas"), tmp_path / "二.xlsm"))
    code, out, _ = run("budget", str(one), str(two))
    assert (code, "工号 KF001、" in out and "在 一.xlsm 里也有，会算两次" in out) == (1, True), out
    assert "合计" not in out
    edit(two, {"考核月份": {0: dt.date(2024, 4, 1)}})
    assert run("recompute", str(two))[0] == 0
    code, out, _ = run("budget", str(one), str(two))
    assert (code, "2024-04、2024-05" in out) == (1, True), out
    (tmp_path / "forms").mkdir()
    shutil.copy(months("gas").parent / "附件2 KF001 李芳.xlsm", tmp_path / "forms")
    code, _, err = run("budget", str(tmp_path / "forms"))
    assert (code, "没有找到有每人工资的表" in err) == (2, True), err


def test_of_two_files_of_one_name_the_stale_one_is_named_once_with_its_folder(months, tmp_path: Path) -> None:
    paths = [tmp_path / folder / "附件3.xlsm" for folder in ("甲", "乙")]
    for path in paths:
        path.parent.mkdir()
        shutil.copy(months("gas"), path)
    edit(paths[0], {"名单_总分": {0: 70.0}})
    out = run("budget", *map(str, paths))[1]
    assert "甲/附件3.xlsm  表里的结果不是最新的" in out
    assert "甲/附件3.xlsm 甲/附件3.xlsm" not in out
