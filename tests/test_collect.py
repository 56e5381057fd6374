"""Collecting forms and plans: what is wrong is named with its file, and nothing is taken then."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_bad_input import branch, snapshot, summary  # noqa: F401  (fixtures)
from test_month import edit, month  # noqa: F401  (a fixture)
from xlkpi.errors import CellError

FORM_FAULTS = {
    "weights 90%": ({"权重": {0: 0.15}}, "权重合计为 90%，应为 100%"),
    "missing score": ({"主管评分": {2: None}}, "“工单及时办结率”没有主管评分"),
    "text score": ({"主管评分": {2: "良"}}, "主管评分“良”不是数字"),
    "text-number score": ({"主管评分": {2: "88"}}, "主管评分“88”是文本型数字"),
    "error score": ({"主管评分": {2: CellError.DIV0}}, "主管评分是错误值 #DIV/0!"),
    "score without weight": ({"主管评分": {8: 90.0}}, "有评分但没有权重"),
    "negative weight": ({"权重": {0: -0.25, 1: 0.7}}, "权重 -0.25 是负数"),
    "adjustment is text": ({"加减分": {0: "加2分"}}, "加减分“加2分”不是数字"),
    "no 工号": ({"工号": {0: None}}, "工号为空"),
    "another month": ({"考核月份": {0: "APRIL"}}, "考核月份是 2024-04，汇总表是 2024-05"),
    "unknown 工号": ({"工号": {0: "KF999"}}, "工号 KF999（李桂英）不在汇总表名单中"),
    "another name": ({"姓名": {0: "李桂花"}}, "工号 KF021 的姓名是 李桂花，名单上是 李桂英"),
    "second form": ({"工号": {0: "KF022"}, "姓名": {0: "张文"}}, "工号 KF022 已有另一份附件2"),
}


@pytest.mark.parametrize("case", FORM_FAULTS)
def test_a_faulty_form_keeps_everything_from_being_collected(branch: Path, summary: Path, case: str) -> None:
    import datetime as dt

    changes, gist = FORM_FAULTS[case]
    if case == "another month":
        changes = {"考核月份": {0: dt.date(2024, 4, 1)}}
    edit(branch / "附件2 KF021 李桂英.xlsm", changes)
    before = snapshot(branch)
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert gist in out
    assert "附件2 KF02" in out  # the file is named
    assert snapshot(branch) == before


def test_a_workbook_that_is_no_form_is_named(branch: Path, summary: Path) -> None:
    openpyxl.Workbook().save(branch / "工资表.xlsx")
    before = snapshot(branch)
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert "工资表.xlsx" in out
    assert "不是本系统的考核表" in out
    assert snapshot(branch) == before


def test_a_blank_form_in_the_folder_is_passed_over(branch: Path, summary: Path) -> None:
    assert run("new", "form", "-o", str(branch / "空白.xlsm"))[0] == 0
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert "空白.xlsm  还没有填写或评分，已跳过" in out


def test_a_form_with_a_head_only_is_a_fault(branch: Path, summary: Path) -> None:
    edit(branch / "附件2 KF021 李桂英.xlsm", {name: dict.fromkeys(range(12)) for name in ("指标", "权重", "主管评分")})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert "附件2 KF021 李桂英.xlsm  没有总分" in out


def test_an_unscored_plan_does_not_wipe_what_was_typed(branch: Path, summary: Path, tmp_path: Path) -> None:
    table = tmp_path / "plans.csv"
    table.write_text("分公司,主管,计划,主管经理评分,客户服务部评分\n江北分公司,徐志强,第1期双周计划,,\n", "utf-8")
    assert run("new", "plan", "-o", str(branch / "p.xlsm"), "--period", "2024-05", "--data", str(table))[0] == 0
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert "p.xlsm  还没有填写或评分，已跳过" in out
    _, out, _ = run("recompute", str(summary), "--json")
    # (88 + 86) / 2 = 87 and (87.5 + 85) / 2 = 86.25: mean 86.625, half away from zero 86.63
    assert json.loads(out)[0]["departments"][0]["score"] == 86.63


def test_a_doubled_person_in_the_roster_keeps_forms_out(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_工号": {3: "KF021"}})
    before = summary.read_bytes()
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert "工号 KF021 与" in out
    assert summary.read_bytes() == before


def test_a_folder_without_forms_is_said(summary: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = summary.read_bytes()
    code, out, _ = run("collect", str(summary), str(tmp_path / "empty"))
    assert code == 1
    assert "没有本分公司的附件2" in out
    assert summary.read_bytes() == before


def test_forms_of_other_branches_are_counted_and_passed_over(month: Path, tmp_path: Path) -> None:
    everything = Path(shutil.copytree(month, tmp_path / "all"))
    code, out, _ = run("collect", str(everything / "江北分公司" / "附件3 江北分公司.xlsm"), str(everything))
    assert code == 0
    assert "已取 5 份附件2" in out
    assert "跳过其他分公司的 19 份" in out


def test_everybody_without_a_form_is_named(branch: Path, summary: Path) -> None:
    for number in (21, 22):
        next(branch.glob(f"附件2 KF0{number} *.xlsm")).unlink()
    _, out, _ = run("collect", str(summary), str(branch))
    assert "KF021 李桂英、KF022 张文 参评，但没有收到附件2" in out


def test_a_person_without_a_form_is_a_notice(branch: Path, summary: Path) -> None:
    (branch / "附件2 KF021 李桂英.xlsm").unlink()
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert "KF021 李桂英 参评，但没有收到附件2" in out
