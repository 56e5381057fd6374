"""What the commands say of months, seats, attendance, lists and signatures, so that nobody has to guess."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_bad_input import branch, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.actions.opening import open_book

pytestmark = pytest.mark.usefixtures("chinese")


def test_a_month_far_ahead_is_asked_about(branch: Path, tmp_path: Path) -> None:
    year = dt.datetime.now().astimezone().year + 1
    code, said, _ = run("next", f"{year}-12", str(branch), "-o", str(tmp_path / "out"))
    assert code == 0, said
    assert f"{year}-12 还有 " in said
    code, said, _ = run("new", "附件3", "-o", str(tmp_path / "a.xlsm"), "--period", f"{year}-12")
    assert code == 0
    assert "请核对月份" in said
    assert "请核对月份" not in run("new", "附件3", "-o", str(tmp_path / "b.xlsm"), "--period", "2024-05")[1]


def test_next_month_says_that_the_attendance_was_cleared(branch: Path, summary: Path, tmp_path: Path) -> None:
    edit(summary, {"名单_出勤率": {0: 0.8}})
    code, said, _ = run("next", "2024-06", str(branch), "-o", str(tmp_path / "six"))
    assert code == 0, said
    assert "1 份表的出勤率已清空；空着按 100% 计算" in said


def test_a_division_says_that_attendance_does_not_count(summary: Path) -> None:
    assert "出勤率" not in run("budget", str(summary), "--pool", "10000")[1]
    edit(summary, {"名单_出勤率": {0: 0.8}})
    assert run("recompute", str(summary))[0] == 0
    said = run("budget", str(summary), "--pool", "10000")[1]
    assert "1 人的出勤率不是 100%（如 李桂英），分配总额按系数 × 基数，不乘出勤率" in said


def test_a_level_that_is_none_names_those_there_are(summary: Path) -> None:
    edit(summary, {"名单_调整等级": {0: "优秀"}, "名单_调整原因": {0: "见纪要"}, "名单_批准人": {0: "王"}})
    said = run("check", str(summary))[1]
    assert "调整等级“优秀”没有登记，请核对写法（已登记的有 A+、A、B、C、C-）" in said


# 合格 with 5 people: A+ 0, A 1 (25%), C 1 (10% is half a person, rounded up), B, of 60%, the other 3 (rules B6)
def test_the_seats_and_who_takes_the_rest_are_explained(summary: Path) -> None:
    said = run("explain", str(summary), "KF021")[1]
    assert "名额（四舍五入）：" in said
    assert "B 3、C 1" in said
    assert "共 5 人；比例最大的等级取其余等级余下的名额" in said


def test_the_rule_of_the_rest_is_printed(summary: Path) -> None:
    cells = [str(cell) for row in openpyxl.load_workbook(summary)["汇总"].values for cell in row if cell]
    assert any("比例最大的等级取余下的名额" in cell for cell in cells)


def test_a_signature_on_a_draft_says_that_it_is_one_still(summary: Path) -> None:
    code, said, _ = run("sign", str(summary), "--as", "制表人", "--name", "周敏", "--date", "2024-06-03")
    assert code == 0, said
    assert "制表人已签批，状态仍是草稿" in said
    said = run("sign", str(summary), "--as", "制表人", "--undo")[1]
    assert "制表人的签批已取消，状态仍是草稿" in said


def test_forms_alone_are_no_roll_up(branch: Path, summary: Path, tmp_path: Path) -> None:
    summary.unlink()
    out = tmp_path / "总.xlsx"
    code, said, _ = run("rollup", str(branch), "-o", str(out))
    assert code == 1, said
    assert "没有可以汇总的附件3 或双周计划" in said
    assert not out.exists()


def test_the_pay_of_a_supervisor_stands_once_in_the_roll_up(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"主管_基数": {0: 3000.0}})
    appeal = {"申诉_工号": "KF024", "申诉_面谈日期": dt.date(2024, 6, 6), "申诉_日期": dt.date(2024, 6, 6)}
    appeal |= {"申诉_受理人": "人力资源部", "申诉_答复日期": dt.date(2024, 6, 6), "申诉_成立": "是"}
    appeal |= {"申诉_更正等级": "B", "申诉_考核人": "徐志强"}
    edit(summary, {name: {0: value} for name, value in appeal.items()})
    assert run("recompute", str(summary))[0] == 0
    [[paid]] = [open_book(summary).read("主管_工资")[0]]
    out = tmp_path / "总.xlsx"
    assert run("rollup", str(summary), "-o", str(out))[0] == 0
    book = openpyxl.load_workbook(out)
    rows = [row for row in book["主管"].values if row[0] == "江北分公司"]
    assert len(rows) > 1
    assert [cell for row in rows for cell in row].count(paid) == 1
    first = [str(cell) for row in book["公司"].values for cell in row if cell]
    assert any(f"主管的绩效工资另计 {paid:,.2f} 元" in cell for cell in first)
    odd = [str(cell) for row in book["例外"].values for cell in row if cell]
    assert any("1 人的等级经申诉更正：KF024 陈玲 C→B" in cell for cell in odd)


def test_what_is_confirmed_is_no_longer_printed_as_missing(summary: Path) -> None:
    def notes() -> int:
        return sum("原文缺失，请确认" in row for row in openpyxl.load_workbook(summary, data_only=True)["参数"].values)

    assert run("recompute", str(summary))[0] == 0
    before = notes()
    edit(summary, {"参数_已确认": dict.fromkeys(range(10), "是")})
    assert run("recompute", str(summary))[0] == 0
    assert 0 < notes() < before


def test_a_question_of_adopt_is_chinese() -> None:
    from xlkpi.adopt.keys import called

    assert called("kind").say("zh") == "表的种类"


@pytest.fixture
def twice(branch: Path, summary: Path) -> list[Path]:
    """A folder in which one summary lies twice."""
    Path(branch, "旧").mkdir()
    return sorted([summary, Path(shutil.copy(summary, branch / "旧"))])


def test_two_files_of_one_summary_are_told_by_every_command(branch: Path, twice: list[Path], tmp_path: Path) -> None:
    """Nobody can tell which of the two counts: what is typed into one is not in the other."""
    whole = f"同一张表有 2 份，请只留一份：{twice[0]}、{twice[1]}"
    within = whole.replace(f"{branch}/", "")
    code, said, _ = run("check", str(branch))
    assert (code, said.count(whole)) == (1, 2), said
    assert whole in run("collect", str(branch), str(branch))[1]
    assert within in run("status", str(branch))[1]
    code, said, _ = run("next", "2024-06", str(branch), "-o", str(tmp_path / "six"))
    assert (code, within in said, (tmp_path / "six").exists()) == (1, True, False), said


def test_files_of_one_name_are_called_by_their_folders(branch: Path, twice: list[Path]) -> None:
    said = run("explain", str(branch), "KF021")[1]
    assert all(f"KF021 李桂英  {one.parent.name}/{one.name}" in said for one in twice), said
    edit(twice[0], {"名单_总分": {0: None}})
    said = run("feedback", str(branch), str(branch))[1]
    assert f"错误 {twice[0].parent.name}/{twice[0].name} 附件3!H7" in said


def test_a_file_alone_is_called_by_its_name(branch: Path, summary: Path) -> None:
    assert summary.name not in run("explain", str(summary), "KF021")[1]
    edit(summary, {"名单_总分": {0: None}})
    assert "错误 附件3!H7" in run("feedback", str(summary), str(branch))[1]


def test_the_table_of_people_is_headed_as_the_workbook_is_and_without_empty_columns(
    branch: Path, summary: Path
) -> None:
    """A form says whose branch it is, not a department; it has no pay. 附件3 has both."""
    form = next(branch.glob("附件2 KF021*"))
    [head] = [line for line in run("recompute", str(form))[1].splitlines() if "工号" in line]
    assert head.split() == ["工号", "姓名", "分公司", "总分"]
    [head] = [line for line in run("recompute", str(summary))[1].splitlines() if line.strip().startswith("工号")]
    assert head.split() == ["工号", "姓名", "部门", "总分", "排名", "等级", "系数", "绩效工资", "说明"]


def test_many_new_workbooks_are_told_in_one_line(tmp_path: Path) -> None:
    roster = tmp_path / "名单.csv"

    def made(count: int, *more: str) -> list[str]:
        rows = "".join(f"第{at}分公司,{at},员工{at},是,2000\n" for at in range(count))
        roster.write_text(f"分公司,工号,姓名,参评,绩效基数\n{rows}", encoding="utf-8")
        out = run(
            "new", "附件3", "-o", f"{tmp_path}/{count}", "--period", "2024-05", f"--data={roster}", "--force", *more
        )
        return [line for line in out[1].splitlines() if line.startswith("已新建")]

    assert made(7) == [f"已新建 7 份，在 {tmp_path}/7"]
    assert len(made(7, "-v")) == 7
    assert [line.endswith(".xlsm") for line in made(2)] == [True, True]


def test_of_several_summaries_nobody_hears_that_forms_are_another_ones(
    month: Path, tmp_path: Path, summary: Path, branch: Path
) -> None:
    shutil.copytree(month / "城西分公司", tmp_path / "城西分公司")
    said = run("collect", str(tmp_path), str(tmp_path))[1]
    assert said.count("已取 ") == 2, said
    assert "跳过其他分公司" not in said
    assert "跳过其他分公司的" in run("collect", str(summary), str(tmp_path))[1]


def test_a_plan_handed_in_twice_is_not_told_as_written_where_nothing_is_new(month: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(month / "城东分公司", tmp_path / "城东"))
    summary = next(folder.glob("附件3*"))
    plan = min(folder.glob("双周滚动计划*"))
    shutil.copy(plan, folder / f"又 {plan.name}")
    first, again = (run("collect", str(summary), str(folder)) for _ in range(2))
    assert (first[0], again[0]) == (1, 1), again[1]
    assert "没有变化" in again[1], again[1]
    assert "其余已写入" not in again[1]
    assert "有错误的表没有取" in again[1]
