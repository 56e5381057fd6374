"""What `people` says it did: sorted by what, nothing changed, and why somebody did not join."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit

pytestmark = pytest.mark.usefixtures("chinese")

HEADS = "分公司,工号,姓名,参评,绩效基数\n"


def test_a_sort_says_by_what_and_a_second_one_that_nothing_changed(summary: Path) -> None:
    code, said, _ = run("people", str(summary), "--sort", "部门", "--sort", "总分")
    assert (code, "按 部门、总分 排序），已写入" in said) == (0, True), said
    before = summary.read_bytes()
    said = run("people", str(summary), "--sort", "部门", "--sort", "总分")[1]
    assert "内容没有变化" in said
    assert "已写入" not in said
    assert summary.read_bytes() == before


def test_somebody_of_another_branch_does_not_join_and_it_is_said(summary: Path, tmp_path: Path) -> None:
    joining = tmp_path / "新人.csv"
    joining.write_text(f"{HEADS}高新分公司,GX01,新一,是,2000\n", "utf-8")
    code, said, _ = run("people", str(summary), "--add", str(joining))
    assert code == 1
    assert "1 人属于其他分公司（高新分公司），没有加入；本表是 江北分公司" in said
    joining.write_text(f"{HEADS}高新分公司,GX01,新一,是,2000\n江北分公司,KF777,新二,是,2000\n", "utf-8")
    code, said, _ = run("people", str(summary), "--add", str(joining))
    assert code == 0, said
    assert "增加 1" in said
    assert "1 人属于其他分公司（高新分公司），没有加入" in said


def test_a_table_without_its_branch_asks_for_it(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"分公司": {0: None}})
    joining = tmp_path / "新人.csv"
    joining.write_text(f"{HEADS}高新分公司,GX01,新一,是,2000\n", "utf-8")
    code, said, _ = run("people", str(summary), "--add", str(joining))
    assert code == 1
    assert "本表的分公司还没有填写" in said
