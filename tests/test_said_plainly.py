"""What was not understood in a trial month: what is listed, what is a folder, what was changed first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands import run
from test_month import edit

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def summary(demonstrated, tmp_path: Path) -> Path:
    return Path(shutil.copy(demonstrated("gas") / "城东分公司" / "附件3 城东分公司.xlsm", tmp_path / "附件3.xlsm"))


@pytest.mark.parametrize("wrong", ["优秀", "93.5"])
def test_a_level_that_does_not_exist_is_told_with_those_that_do(summary: Path, wrong: str) -> None:
    code, out, err = run("appeals", str(summary), "--try", f"KF005={wrong}")
    assert (code, f"后接 A+、A、B、C、C- 之一，不是“{wrong}”" in out + err) == (1, True), out + err


@pytest.mark.parametrize("command", [("slips", "-o", "单"), ("people", "--sort", "总分")])
def test_a_folder_where_one_workbook_is_wanted(summary: Path, command: tuple[str, ...]) -> None:
    code, out, err = run(command[0], str(summary.parent), *command[1:])
    assert code == 2
    assert "是文件夹" in out + err
    assert "权限" not in out + err


def test_verify_tells_the_typed_cell_first_and_hides_only_pay(summary: Path, finals) -> None:
    shutil.copy(finals("summary"), summary)
    edit(summary, {"名单_总分": {0: 61.0}})
    code, out, _ = run("verify", str(summary))
    told = [line for line in out.splitlines() if "!" in line]
    assert code == 1
    assert "附件3!H7" in told[0], out
    assert "kpi.rows" not in out
    assert [line for line in told if "告知!D" in line and "工资已隐去" in line] == []


def test_a_payroll_of_what_nobody_approved_is_called_a_draft(summary: Path, ready) -> None:
    code, out, err = run("export", str(summary), "-o", str(summary.parent / "出"), "--payroll")
    assert (code, "总经理还没有批准：这份工资表只是草稿" in out + err) == (0, True), out + err
    shutil.copy(ready("summary"), summary)
    code, out, err = run("export", str(summary), "-o", str(summary.parent / "出二"), "--payroll")
    assert (code, "只是草稿" in out + err) == (0, False), out + err
