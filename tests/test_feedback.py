"""feedback: rank, level and coefficient go from a computed 附件3 into the 附件2 of its people, all of them or none."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_bad_input import branch, snapshot, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.actions.opening import open_book

pytestmark = pytest.mark.usefixtures("chinese")

RESULTS = ("结果_名次", "结果_人数", "结果_等级", "结果_系数")


def results_of(form: Path) -> list[object]:
    book = open_book(form)
    return [book.read(name)[0][0] for name in RESULTS]


def test_everybodys_form_gets_the_results_of_the_summary(branch: Path, summary: Path) -> None:
    code, out, _ = run("feedback", str(summary), str(branch))
    draft, done = out.splitlines()
    assert (code, done) == (0, "已填回 5 份附件2")
    assert "状态是“草稿”，总经理还没有批准：填回的结果只是草稿" in draft
    # 合格 5% 25% 60% 10% of 5: A+ 0, A 1, C 1, the rest B (rules A4); 李桂英 has the best total, 陈玲 the last
    assert results_of(branch / "附件2 KF021 李桂英.xlsm") == [1, 5, "A", 1.1]
    assert results_of(branch / "附件2 KF024 陈玲.xlsm") == [5, 5, "C", 0.8]
    before = snapshot(branch)
    code, out, _ = run("feedback", str(summary), str(branch))
    assert (code, out.splitlines()[-1]) == (0, "已填回 0 份附件2；5 份没有变化")
    assert snapshot(branch) == before
    _, out, _ = run("recompute", str(branch / "附件2 KF021 李桂英.xlsm"))
    assert [word for word in out.split() if word in ("1", "A", "1.1")] == ["1", "A", "1.1"]


def test_a_dry_run_writes_nothing(branch: Path, summary: Path) -> None:
    before = snapshot(branch)
    code, out, _ = run("feedback", str(summary), str(branch), "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "有 5 份附件2 待填回，未写入")
    assert snapshot(branch) == before


def test_an_upheld_appeal_is_what_the_person_gets(branch: Path, summary: Path) -> None:
    day = dt.date(2024, 6, 6)
    appeal = {
        "申诉_工号": "KF024",
        "申诉_面谈日期": day,
        "申诉_日期": day,
        "申诉_受理人": "人力资源部",
        "申诉_内容": "系统少计两户",
    }
    appeal |= {"申诉_答复日期": day, "申诉_成立": "是", "申诉_更正等级": "B", "申诉_考核人": "徐志强"}
    edit(summary, {name: {0: value} for name, value in appeal.items()})
    code, out, _ = run("recompute", str(summary))
    assert code == 0, out
    assert "第5名落在C；申诉成立，更正为B" in out
    assert run("feedback", str(summary), str(branch))[0] == 0
    assert results_of(branch / "附件2 KF024 陈玲.xlsm") == [5, 5, "B", 1]
    sheet = openpyxl.load_workbook(summary, data_only=True)["汇总"]
    told = [[cell.value for cell in row[:12] if cell.value] for row in sheet.iter_rows() if row[0].value == "KF024"]
    assert told == [["KF024", "陈玲", "C", "B", "申诉成立，由C更正为B；申诉内容：系统少计两户", "人力资源部"]]


def test_who_is_not_appraised_is_told_so_and_does_not_count(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_参评": {3: "否"}})
    edit(branch / "附件2 KF024 陈玲.xlsm", {"主管评分": {0: 60.0}})
    assert run("recompute", str(summary))[0] == 0
    assert run("feedback", str(summary), str(branch))[0] == 0
    assert results_of(branch / "附件2 KF024 陈玲.xlsm") == [None, 4, "不参评", None]
    assert results_of(branch / "附件2 KF021 李桂英.xlsm")[:2] == [1, 4]


def test_an_unscored_form_of_somebody_not_appraised_holds_nobody_up(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_参评": {3: "否"}})
    edit(branch / "附件2 KF024 陈玲.xlsm", {"主管评分": dict.fromkeys(range(6))})
    assert run("recompute", str(summary))[0] == 0
    code, out, _ = run("feedback", str(summary), str(branch))
    assert code == 0, out
    assert results_of(branch / "附件2 KF024 陈玲.xlsm") == [None, 4, "不参评", None]
    assert results_of(branch / "附件2 KF021 李桂英.xlsm")[:2] == [1, 4]


def test_the_only_form_that_is_wrong_is_all_that_is_told(branch: Path, summary: Path) -> None:
    for form in branch.glob("附件2*"):
        if "KF021" not in form.name:
            form.unlink()
    edit(branch / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: 60.0}})
    _, out, _ = run("feedback", str(summary), str(branch))
    assert "没有本表人员" not in out
    assert "请重新取数" in out


WRONG = {
    "a score changed since": ({"主管评分": {0: 60.0}}, "附件2 KF021 李桂英.xlsm", "汇总表按 96.8 计算：请重新取数"),
    "another month": ({"考核月份": {0: dt.date(2024, 4, 1)}}, "附件2!E5", "考核月份是 2024-04，汇总表是 2024-05"),
    "another name": ({"姓名": {0: "李桂花"}}, "附件2!H4", "姓名是 李桂花，名单上是 李桂英"),
    "not in the roster": ({"工号": {0: "KF999"}}, "附件2!E4", "工号 KF999 不在汇总表名单中"),
    "a faulty form": ({"权重": {0: 0.9}}, "附件2!D7", "权重合计为"),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_form_that_does_not_fit_keeps_all_of_them_back(branch: Path, summary: Path, case: str) -> None:
    changes, place, words = WRONG[case]
    edit(branch / "附件2 KF021 李桂英.xlsm", changes)
    before = snapshot(branch)
    code, out, _ = run("feedback", str(summary), str(branch))
    assert code == 1
    assert any(place in line and words in line for line in out.splitlines()), out
    assert "附件2 KF021 李桂英.xlsm" in out
    assert snapshot(branch) == before


def test_a_summary_that_is_out_of_date_gives_nothing(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_总分": {0: 60.0}})
    before = snapshot(branch)
    code, out, _ = run("feedback", str(summary), str(branch))
    assert code == 1
    assert "请先 xlkpi recompute" in out
    assert snapshot(branch) == before


def test_a_faulty_summary_gives_nothing(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_总分": {0: "优"}})
    code, out, _ = run("feedback", str(summary), str(branch))
    assert code == 1
    assert "总分“优”不是数字" in out


def test_blank_forms_and_those_of_others_are_passed_over(month: Path, branch: Path, summary: Path) -> None:
    assert run("new", "form", "-o", str(branch / "空白.xlsm"))[0] == 0
    for form in (month / "城西分公司").glob("附件2*"):
        shutil.copy(form, branch)
    code, out, _ = run("feedback", str(summary), str(branch))
    assert (code, out.splitlines()[-1]) == (0, "已填回 5 份附件2；跳过其他分公司的 8 份")


def test_what_has_no_results_or_no_forms_is_said(branch: Path, summary: Path, tmp_path: Path) -> None:
    code, out, _ = run("feedback", str(branch / "附件2 KF021 李桂英.xlsm"), str(branch))
    assert (code, "没有可反馈的结果" in out) == (1, True)
    (tmp_path / "empty").mkdir()
    code, out, _ = run("feedback", str(summary), str(tmp_path / "empty"))
    assert (code, "文件夹里没有本表人员的附件2" in out) == (1, True)
    code, _, err = run("feedback", str(summary), str(tmp_path / "nowhere"))
    assert (code, "没有文件夹" in err) == (2, True)
