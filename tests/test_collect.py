"""Collecting forms and plans: what is wrong is named with its file, and nothing is taken then."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from commands import run
from test_bad_input import branch, snapshot, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.actions import collect, workers
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.rearrange import confirm
from xlkpi.actions.saving import save
from xlkpi.books.ooxml.archive import OLE_MAGIC
from xlkpi.books.ooxml.package import Package
from xlkpi.errors import CellError, Fault, sentence

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
    "unknown 工号": ({"工号": {0: "KF999"}}, "工号 KF999 不在汇总表名单中，名单上的李桂英是 KF021"),
    "another name": ({"姓名": {0: "李桂花"}}, "工号 KF021 的姓名是 李桂花，名单上是 李桂英"),
    "another full mark": ({"满分": {0: 120.0}}, "满分是 120，汇总表「参数」的满分是 100，不能取数"),
    "more than anybody can have": ({"满分": {0: 120.0}, "主管评分": {0: 118.0}}, "附件2!I19  满分是 120"),
    "second form": ({"工号": {0: "KF022"}, "姓名": {0: "张文"}}, "工号 KF022 已有另一份附件2"),
}


@pytest.mark.parametrize("case", FORM_FAULTS)
def test_a_faulty_form_is_named_and_not_taken(branch: Path, summary: Path, case: str) -> None:
    import datetime as dt

    changes, gist = FORM_FAULTS[case]
    if case == "another month":
        changes = {"考核月份": {0: dt.date(2024, 4, 1)}}
    edit(branch / "附件2 KF021 李桂英.xlsm", changes)
    totals = open_book(summary).read("名单_总分")
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert gist in out
    assert "附件2 KF02" in out  # the file is named
    assert open_book(summary).read("名单_总分") == totals
    assert "是以前取的，最近一次取数没有取到他的考核表" in run("check", str(summary))[1]


def test_a_workbook_that_is_no_form_is_named(branch: Path, summary: Path) -> None:
    openpyxl.Workbook().save(branch / "工资表.xlsx")
    before = snapshot(branch)
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert "工资表.xlsx  不是本系统的考核表，没有读取" in out
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


def test_a_form_that_says_another_branch_is_not_taken_and_one_that_says_none_is(branch: Path, summary: Path) -> None:
    """Of whom a form is and where he works must agree: a wrong one would count, and nobody would look again."""
    other, none = (branch / f"附件2 {who}.xlsm" for who in ("KF021 李桂英", "KF022 张文"))
    before = open_book(summary).read("名单_总分")
    edit(other, {"分公司": {0: "城西分公司"}, "主管评分": {0: 61.0}})
    edit(none, {"分公司": {0: None}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert f"错误 {other.name}  李桂英 在 江北分公司 的名单中，附件2 的分公司却是 城西分公司：请改正分公司" in out
    assert f"提示 {none.name}  没有填分公司，按本分公司的取数，请补上" in out
    assert "已取 4 份附件2" in out
    assert open_book(summary).read("名单_总分") == before
    assert "未收齐 江北分公司 主管 徐志强：李桂英（有误）" in out
    code, out, _ = run("feedback", str(summary), str(branch))
    assert code == 1
    assert "李桂英 在 江北分公司 的名单中，附件2 的分公司却是 城西分公司" in out
    edit(other, {"分公司": {0: " 江北 分公司"}})
    assert "已取 5 份附件2" in run("collect", str(summary), str(branch))[1], "blanks make no other branch"


def test_a_company_that_scores_out_of_120_collects_as_ever(branch: Path, summary: Path) -> None:
    """The full mark is the summary's own; a form that is still out of 100 is told then, at its own cell."""
    forms = sorted(branch.glob("附件2*.xlsm"))
    for form in forms:
        edit(form, {"满分": {0: 120.0}})
    edit(summary, {"参数_满分": {0: 120.0}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert "满分" not in out
    edit(forms[0], {"满分": {0: 100.0}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert f"{forms[0].name} 附件2!I19  满分是 100，汇总表「参数」的满分是 120，不能取数" in out
    assert [fault.say() for fault in check(open_book(forms[1])) if "满分" in fault.say()] == [
        "满分是 120，不是 100：须与附件3「参数」的满分相同，否则不能取数，请核对"
    ]


def test_a_plan_out_of_200_is_not_collected(branch: Path, summary: Path, month: Path) -> None:
    plan = Path(shutil.copy(next((month / "江北分公司").glob("双周滚动计划*")), branch))
    assert run("collect", str(summary), str(branch))[0] == 0
    edit(plan, {"满分": {0: 200.0}, "主管经理评分": {0: 180.0}})
    before = snapshot(branch)
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert f"{plan.name} 督办与评分!F28  满分是 200，汇总表「参数」的满分是 100，不能取数" in out
    assert snapshot(branch) == before


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
    assert "跳过其他分公司的 23 份" in out  # 19 forms and 4 plans


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


def totals(summary: Path) -> list[object]:
    return [row[0] for row in open_book(summary).read("名单_总分")[:5]]


def test_what_is_right_is_taken_and_what_is_wrong_is_not(branch: Path, summary: Path) -> None:
    """KF021's form is wrong, KF022's is right; KF021 keeps 96.8 and is not told to be without a form."""
    edit(branch / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: "优"}})
    edit(branch / "附件2 KF022 张文.xlsm", {"主管评分": {0: 60.0}})
    before = totals(summary)
    code, out, _ = run("collect", str(summary), str(branch))
    after = totals(summary)
    assert code == 1
    assert (after[0], after[2:]) == (before[0], before[2:])
    assert after[1] < before[1]
    assert "主管评分“优”不是数字" in out
    assert "没有收到" not in out
    assert "KF022 张文" in out  # with the old and the new total
    assert "未收齐 江北分公司 主管 徐志强：李桂英（有误）" in out
    assert "下一步：改正上面的错误，再运行同一命令" in out


def test_all_or_nothing(branch: Path, summary: Path) -> None:
    edit(branch / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: "优"}})
    edit(branch / "附件2 KF022 张文.xlsm", {"主管评分": {0: 60.0}})
    before = summary.read_bytes()
    code, out, _ = run("collect", str(summary), str(branch), "--all-or-nothing")
    assert code == 1
    assert "未写入任何内容" in out
    assert summary.read_bytes() == before


def test_all_or_nothing_of_several_summaries_writes_none_of_them(month: Path, tmp_path: Path) -> None:
    """A wrong form in one branch: the summaries of the other branches stay as they are, too, and it is said once."""
    month = Path(shutil.copytree(month, tmp_path / "all"))
    edit(month / "江北分公司" / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: "优"}})
    edit(month / "城东分公司" / "附件2 KF001 李芳.xlsm", {"主管评分": {0: 60.0}})
    sums = tmp_path / "汇总"
    sums.mkdir()
    for path in month.rglob("附件3 *.xlsm"):
        shutil.copy(path, sums)
    before = snapshot(sums)
    assert len(before) == 3
    code, out, _ = run("collect", str(sums), str(month), "--all-or-nothing")
    assert code == 1
    assert out.count("未写入任何内容") == 1
    assert "已取" not in out
    assert snapshot(sums) == before
    edit(month / "江北分公司" / "附件2 KF021 李桂英.xlsm", {"主管评分": {0: 90.0}})
    code, out, _ = run("collect", str(sums), str(month), "--all-or-nothing")
    assert code == 0
    assert out.count("已取") == 3
    after = snapshot(sums)
    assert [name for name in before if before[name] != after[name]] == [
        "附件3 城东分公司.xlsm",
        "附件3 江北分公司.xlsm",
    ]


def test_all_or_nothing_stops_at_a_file_that_cannot_be_read(branch: Path, summary: Path) -> None:
    edit(branch / "附件2 KF022 张文.xlsm", {"主管评分": {0: 60.0}})
    (branch / "附件2 KF021 李桂英.xlsm").write_bytes(b"PK junk")
    before = summary.read_bytes()
    code, out, _ = run("collect", str(summary), str(branch), "--all-or-nothing")
    assert code == 1
    assert "未写入任何内容" in out
    assert summary.read_bytes() == before


CAME_BUT_WRONG = {
    "junk": ("附件2 KF021 李桂英.xlsm", "不完整，缺少结尾"),
    "junk named by the person only": ("李桂英五月.xlsm", "不完整，缺少结尾"),
    "junk named by the number only": ("kf021-2.xlsm", "不完整，缺少结尾"),
    "mistyped 工号": ({"工号": {0: "KF012"}}, "有误：工号 KF012 不在汇总表名单中，名单上的李桂英是 KF021"),
    "工号 of a colleague": ({"工号": {0: "KF022"}}, "有误：工号 KF022 的姓名是 李桂英，名单上是 张文"),
    "no 工号": ({"工号": {0: None}}, "有误：工号为空"),
    "an old format": ("附件2 KF021 李桂英.xls", "另存为"),
}


@pytest.mark.parametrize("case", CAME_BUT_WRONG)
def test_of_whom_a_form_came_it_is_never_said_that_none_came(
    branch: Path, summary: Path, tmp_path: Path, case: str
) -> None:
    """李桂英 handed in; the clerk must not chase her for a form that lies in the folder."""
    change, told = CAME_BUT_WRONG[case]
    form, listed = branch / "附件2 KF021 李桂英.xlsm", tmp_path / "催办.csv"
    if isinstance(change, dict):
        edit(form, change)
    else:
        form.unlink()
        (branch / change).write_bytes(b"PK junk")
    _, out, _ = run("collect", str(summary), str(branch), "--missing", str(listed))
    assert "没有收到附件2" not in out
    assert "李桂英（有误）" in out
    rows = [line for line in listed.read_text("utf-8-sig").splitlines() if "KF021" in line]
    assert len(rows) == 1
    assert told in rows[0]
    assert "未交" not in rows[0]


def test_a_file_that_may_be_two_peoples_is_nobodys(branch: Path, summary: Path, tmp_path: Path) -> None:
    """Two forms are missing, and one file that cannot be read names both people: nothing is guessed."""
    for name in ("附件2 KF021 李桂英.xlsm", "附件2 KF022 张文.xlsm"):
        (branch / name).unlink()
    (branch / "李桂英 张文.xlsm").write_bytes(b"PK junk")
    listed = tmp_path / "催办.csv"
    run("collect", str(summary), str(branch), "--missing", str(listed))
    assert listed.read_text("utf-8-sig").count("未交") == 2


def test_of_somebody_not_appraised_no_form_is_taken(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_参评": {1: "否"}, "名单_总分": {1: None}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert "KF022 张文 不参评，附件2 已跳过" in out
    assert totals(summary)[1] is None


def test_an_unscored_form_of_somebody_not_appraised_is_no_fault(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_参评": {1: "否"}, "名单_总分": {1: None}})
    edit(branch / "附件2 KF022 张文.xlsm", {"主管评分": dict.fromkeys(range(6))})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0, out
    assert "还没有评分" not in out
    assert "KF022 张文 不参评，附件2 已跳过" in out
    assert "改正上面的错误" not in out


def test_two_forms_of_one_person_are_both_left(branch: Path, summary: Path) -> None:
    shutil.copy(branch / "附件2 KF022 张文.xlsm", branch / "附件2 张文 新.xlsm")
    edit(branch / "附件2 张文 新.xlsm", {"主管评分": {0: 60.0}})
    before = totals(summary)
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert "工号 KF022 已有另一份附件2" in out
    assert totals(summary) == before


@pytest.mark.parametrize(
    ("listed", "typed", "name"), [("002", "2", "张文"), ("002", "002", "张 文"), ("002", "２", "张文")]
)
def test_a_number_that_lost_its_zeros_and_a_name_with_a_blank(
    branch: Path, summary: Path, listed: str, typed: str, name: str
) -> None:
    edit(summary, {"名单_工号": {1: listed}, "名单_总分": {1: None}})
    edit(branch / "附件2 KF022 张文.xlsm", {"工号": {0: typed}, "姓名": {0: name}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0, out
    assert totals(summary)[1] == 88.95
    assert ("前面的 0 丢失" in out) is (typed != listed)


def test_a_number_that_lost_its_zeros_is_not_guessed_for_another_name(branch: Path, summary: Path) -> None:
    edit(summary, {"名单_工号": {1: "002"}, "名单_总分": {1: None}})
    edit(branch / "附件2 KF022 张文.xlsm", {"工号": {0: "2"}, "姓名": {0: "张雯"}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert "工号 2（张雯）不在汇总表名单中" in out


# a file of LibreOffice begins with its part mimetype (ODF 1.3 part 2, 3.3)
@pytest.mark.parametrize("command", ["check", "recompute", "explain"])
def test_a_file_of_another_program_is_told_alike_by_itself_and_in_a_folder(tmp_path: Path, command: str) -> None:
    with zipfile.ZipFile(tmp_path / "附件3.ods", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    code, out, err = run(command, str(tmp_path / "附件3.ods"))
    assert code != 0
    assert "没有读取：.ods 文件请用 Excel 或 LibreOffice 另存为 .xlsx 或 .xlsm" in out + err
    assert "Content_Types" not in out + err


@pytest.mark.parametrize("name", ["名单.ods", "名单.xls", "名单.csv"])
def test_data_of_another_program_is_told_alike(tmp_path: Path, name: str) -> None:
    if name == "名单.xls":
        (tmp_path / name).write_bytes(OLE_MAGIC + bytes(600))
    else:  # also where it is only called a text
        with zipfile.ZipFile(tmp_path / name, "w") as file:
            file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    where = ("--period", "2024-05", "--data", str(tmp_path / name))
    code, out, err = run("new", "附件3", "-o", str(tmp_path / "new"), *where)
    assert code != 0
    assert "没有读取" in out + err
    assert "请用 Excel 或 LibreOffice 另存为 .xlsx 或 .xlsm" in out + err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["附件2 王五.xls", "附件2 王五.ods", "附件2 王五.xlsb"])
def test_a_file_that_is_not_read_is_named(branch: Path, summary: Path, name: str) -> None:
    (branch / name).write_bytes(b"old")
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    assert f"{name}  没有读取：{Path(name).suffix} 文件请用 Excel 或 LibreOffice 另存为" in out


def test_who_is_missing_goes_to_a_table_by_supervisor(branch: Path, summary: Path, tmp_path: Path) -> None:
    (branch / "附件2 KF021 李桂英.xlsm").unlink()
    edit(branch / "附件2 KF022 张文.xlsm", {"主管评分": {0: "优"}})
    edit(next(branch.glob("附件2 KF023 *.xlsm")), {"主管评分": dict.fromkeys(range(6))})
    listed = tmp_path / "催办.csv"
    run("collect", str(summary), str(branch), "--missing", str(listed))
    lines = listed.read_text("utf-8-sig").splitlines()
    assert lines == [
        "汇总表,部门,主管,工号,姓名,情况",
        "附件3 江北分公司.xlsm,江北分公司,徐志强,KF021,李桂英,未交",
        "附件3 江北分公司.xlsm,江北分公司,徐志强,KF022,张文,有误：主管评分“优”不是数字（附件2 KF022 张文.xlsm 附件2!H7）",
        "附件3 江北分公司.xlsm,江北分公司,徐志强,KF023,刘辉,未评分：附件2 KF023 刘辉.xlsm",
    ]


def test_several_summaries_and_one_folder_open_every_form_once(month: Path, tmp_path: Path, monkeypatch) -> None:
    everything = Path(shutil.copytree(month, tmp_path / "all"))
    summaries = map(str, sorted(everything.rglob("附件3*.xlsm")))
    opened: list[str] = []
    open_package = Package.open.__func__
    counted = classmethod(lambda cls, path, **how: opened.append(Path(path).name) or open_package(cls, path, **how))
    monkeypatch.setattr(workers, "WORTH", 10**6)  # in this process, so that it can be counted
    monkeypatch.setattr(Package, "open", counted)
    code, out, _ = run("collect", *summaries, str(everything))
    assert code == 0, out
    assert out.count("份附件2") == 3
    forms = [name for name in opened if name.startswith("附件2")]
    assert len(forms) == len(set(forms)) == 24


def test_a_workbook_hidden_in_a_folder_of_generations_is_not_collected(branch: Path, summary: Path) -> None:
    (branch / ".旧").mkdir()
    shutil.copy(branch / "附件2 KF022 张文.xlsm", branch / ".旧" / "附件2 KF022 张文.xlsm")
    assert run("collect", str(summary), str(branch))[0] == 0


def test_totals_that_collecting_puts_right_are_not_taken_for_a_sorted_column(branch: Path, summary: Path) -> None:
    assert run("collect", str(summary), str(branch))[0] == 0
    book = open_book(summary)
    totals = book.read("名单_总分")
    book.write("名单_总分", [totals[1], totals[2], totals[0], *totals[3:]])
    assert confirm(book).done  # as if the forms had said so until they were corrected
    save(book)
    assert run("collect", str(summary), str(branch))[0] == 0
    assert open_book(summary).read("名单_总分") == totals
    assert [fault.say() for fault in check(open_book(summary)) if "--as-is" in fault.say()] == []


def test_the_summary_itself_that_excel_keeps_from_being_read_is_not_complained_about(
    branch: Path, summary: Path
) -> None:
    found = collect.read_folder(branch)
    locked = collect.Found("附件3.xlsm", summary, "", faults=(Fault("附件3.xlsm", sentence("打不开", "is locked")),))
    for skip, told in ((summary, False), (None, True)):
        taken, faults = collect.collect(open_book(summary), str(branch), [*found, locked], skip)
        assert taken.taken
        assert any(fault.say() == "打不开" for fault in faults) == told


def test_scores_pasted_a_row_too_low_are_one_line(branch: Path) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    scores = [row[0] for row in open_book(form).read("主管评分")]
    count = sum(score is not None for score in scores)
    for lower in (1, 3):
        moved = [*[None] * lower, *scores][: len(scores)]
        edit(form, {"主管评分": dict(enumerate(moved))})
        told = [fault for fault in check(open_book(form)) if not fault.notice]
        assert [fault.place for fault in told] == ["附件2!H7"]
        assert f"主管评分像是整列粘贴低了 {lower} 行" in told[0].say()
        assert f"（H{6 + count + lower}）" in told[0].say()
    edit(form, {"主管评分": dict(enumerate([None, scores[0], None, *scores[2:]][: len(scores)]))})  # no whole column
    assert len([fault for fault in check(open_book(form)) if not fault.notice]) > 1
