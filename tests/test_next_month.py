"""Next month from this one: what stays, what is empty, what is carried on, and what it refuses."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from commands import run
from test_bad_input import snapshot
from xlkpi.actions.next_month import renamed
from xlkpi.actions.opening import open_book, read_book
from xlkpi.drawing.workbook_reading import is_blank
from xlkpi.schemes import kind_named, kinds

JUNE = dt.date(2024, 6, 1)


@pytest.fixture
def branch(month: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(month / "江北分公司", tmp_path / "2024-05"))


def test_the_people_stay_and_the_scores_go(branch: Path, tmp_path: Path) -> None:
    book = open_book(branch / "附件3 江北分公司.xlsm")
    book.write("等级_已确认", [["是"]] * 5)
    book.write("等级_系数", [[1.5], [1.1], [1.0], [0.8], [0.0]])
    book.write("主管_基数", [[4000.5]])
    book.save()
    code, out, _ = run("next", "2024-06", str(branch), "-o", str(tmp_path / "2024-06"))
    assert code == 0, out
    assert "已新建 8 份" in out, "five forms, the summary and two plans"
    was, now = (open_book(folder / "附件3 江北分公司.xlsm") for folder in (branch, tmp_path / "2024-06"))
    assert now.read("考核月份") == [[JUNE]]
    for name in (
        "名单_工号",
        "名单_姓名",
        "名单_岗位",
        "名单_绩效基数",
        "主管_姓名",
        "主管_基数",
        "等级_系数",
        "等级_已确认",
        "名额比例",
    ):
        assert now.read(name) == was.read(name), name
    for name in ("名单_总分", "名单_出勤率", "计划_主管经理评分", "计划_部门", "签批_姓名"):
        assert all(is_blank(cell) for row in now.read(name) for cell in row), name
    assert now.read("状态") == [["草稿"]]
    form = open_book(next((tmp_path / "2024-06").glob("附件2 KF021*.xlsm")))
    assert form.read("权重")[0] != [None]
    assert form.read("姓名") == [["李桂英"]]
    for name in ("主管评分", "自评分", "实际完成", "加减分", "主管评语"):
        assert all(is_blank(cell) for row in form.read(name) for cell in row), name


def test_the_zeros_in_a_row_are_carried_on(demonstrated, tmp_path: Path) -> None:
    """rules B6: months with performance score 0; a month without appraisal neither counts nor breaks."""
    path = demonstrated("gubang") / "服务小组评比表 2024-06.xlsm"
    book = open_book(path)
    people = [row for row in book.read("组员_工号") if row[0]]
    book.write("组员_绩效得分", [[0.0], [90.0], [0.0], *[[85.0]] * (len(people) - 3)])
    book.write("组员_此前为零", [[1.0], [1.0], [2.0]])
    book.write("组员_参评", [["是"], ["是"], ["否"]])
    only = tmp_path / "only"
    only.mkdir()
    book.save(only / path.name)
    code, out, _ = run("next", "2024-07", str(only), "-o", str(tmp_path / "next"))
    assert code == 0, out
    (made,) = (tmp_path / "next").glob("*.xlsm")
    assert "2024-07" in made.name
    # 0 once more: 2 months; a score: none; not appraised: 2 months as before
    assert [row[0] for row in open_book(made).read("组员_此前为零")[:3]] == [2.0, None, 2.0]


@pytest.mark.parametrize("scheme", ["gas", "gubang", "call_centre", "ecommerce", "gps"])
def test_every_monthly_kind_goes_on_without_a_fault(scheme: str, demonstrated, tmp_path: Path) -> None:
    keep = shutil.copytree(demonstrated(scheme), tmp_path / "keep")
    for old in keep.rglob("*"):
        if any(month in old.name for month in ("2024-04", "2024-05")) and scheme != "gas":
            old.unlink()
    code, out, _ = run("next", "2024-07", str(keep), "-o", str(tmp_path / "next"))
    assert (code, "不在名单" in out, "没有附件2" in out) == (0, False, False), out  # branches keep to themselves
    for path in (tmp_path / "next").rglob("*.xlsm"):
        reading, faults = read_book(open_book(path))
        assert faults == []
        assert reading is not None
        assert reading.month == "2024-07"


def test_every_name_that_stays_is_an_input_of_its_kind() -> None:
    for kind in kinds():
        for name in (*kind.stays, *(name for name, _ in kind.carries)):
            assert kind[name].role == "input", (kind.key, name)


def test_plans_keep_their_names_and_people_and_forms_are_held_together(branch: Path, tmp_path: Path) -> None:
    """Whoever left still has a form to go on from, whoever came has none: nobody would look before collecting."""
    plan = next(branch.glob("双周滚动计划*"))
    name = open_book(plan).read("计划名称")
    code, out, _ = run("next", "2024-06", str(branch), "-o", str(tmp_path / "a"))
    assert (code, "不在名单" in out, "没有附件2" in out) == (0, False, False)
    assert "2 份表的计划名称照旧（第1期双周计划、第2期双周计划），请按本月核对" in out
    assert open_book(tmp_path / "a" / plan.name).read("计划名称") == name
    summary = branch / "附件3 江北分公司.xlsm"
    joins = tmp_path / "新人.csv"
    joins.write_text("分公司,工号,姓名,绩效基数\n江北分公司,KF099,新来,2000\n", "utf-8")
    assert run("people", str(summary), "--delete", "KF021", "--add", str(joins))[0] in (0, 1)
    code, out, _ = run("next", "2024-06", str(branch), "-o", str(tmp_path / "b"))
    assert code == 0, out
    assert "附件3 江北分公司.xlsm  1 份附件2 的人不在名单：KF021 李桂英；离职的请删去新建的这份表" in out
    assert "附件3 江北分公司.xlsm  名单上 1 人没有附件2：KF099 新来；请为其新建" in out
    book = open_book(summary)
    at = [cell for [cell] in book.read("名单_工号")].index("KF099")
    book.write("名单_参评", [["否" if row == at else cell] for row, [cell] in enumerate(book.read("名单_参评"))])
    book.save()
    assert "没有附件2" not in run("next", "2024-06", str(branch), "-o", str(tmp_path / "d"))[1], "nobody appraises him"
    only = tmp_path / "only"
    only.mkdir()
    shutil.copy(summary, only)
    assert "没有附件2" not in run("next", "2024-06", str(only), "-o", str(tmp_path / "c"))[1], "a company without forms"


def test_what_belongs_to_a_person_and_not_to_the_month_stays() -> None:
    """rules A6: whoever had a base last month is paid from it this month, a supervisor as an employee."""
    for kind in (kind for kind in kinds() if kind.stays):
        whose = [kind.people.get(key) for key in ("id", "name", "department", "post", "base")]
        whose += [kind.units.get(key) for key in ("name", "supervisor", "base")]
        typed = {name for name in whose if name and kind[name].role == "input"}
        calendar = {name for name in ("节假日", "调休上班日") if name in kind.by_name}
        assert typed | calendar <= {*kind.stays}, kind.key
    assert "主管_基数" in kind_named("summary").units.values()


def test_the_targets_of_a_post_stay(demonstrated, tmp_path: Path) -> None:
    """Without the library of indicators the targets of 参数 would silently count instead of the post's."""
    [path] = (one for one in demonstrated("ecommerce").glob("*.xlsm") if "2024-05" in one.name)
    book = open_book(path)
    book.write("客服_岗位", [["售后"]])
    book.write("指标库_岗位", [["售后"]])
    book.write("指标库_指标", [[book.read("指标_名称")[0][0]]])
    book.write("指标库_目标", [[123.0]])
    (tmp_path / "m").mkdir()
    book.save(tmp_path / "m" / path.name)
    assert run("next", "2024-06", str(tmp_path / "m"), "-o", str(tmp_path / "next"))[0] == 0
    [made] = (tmp_path / "next").glob("*.xlsm")
    for name in ("客服_岗位", "指标库_岗位", "指标库_指标", "指标库_目标"):
        assert open_book(made).read(name) == open_book(tmp_path / "m" / path.name).read(name), name


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("附件3 2024-05.xlsm", "附件3 2024-06.xlsm"),
        ("附件3 2024年5月.xlsm", "附件3 2024年6月.xlsm"),
        ("附件3 202405.xlsm", "附件3 202406.xlsm"),
        ("附件3 江北分公司.xlsm", "附件3 江北分公司.xlsm"),
    ],
)
def test_a_month_in_a_file_name_moves_on(name: str, now: str) -> None:
    assert renamed(name, dt.date(2024, 6, 1)) == now


def test_what_cannot_go_on_is_said_and_nothing_is_made(branch: Path, tmp_path: Path) -> None:
    out = tmp_path / "x"
    code, said, _ = run("next", "2024-05", str(branch), "-o", str(out))
    assert code == 1
    assert "是 2024-05 的表，不能续到 2024-05" in said
    assert not out.exists()
    (tmp_path / "empty").mkdir()
    code, _, err = run("next", "2024-06", str(tmp_path / "empty"), "-o", str(out))
    assert code == 2
    assert "没有可以续到下月的考核表" in err
    assert run("next", "2024-06", str(branch), "-o", str(out))[0] == 0
    code, _, err = run("next", "2024-06", str(branch), "-o", str(out))
    assert code == 2
    assert "8 个文件已存在，没有改动；要覆盖请加 --force" in err


def test_the_new_month_may_lie_in_the_folder_it_comes_from(branch: Path, tmp_path: Path) -> None:
    """`next 2024-06 . -o 2024-06`, as the manual has it, then once more, and then May's folder with June in it."""
    out = branch / "2024-06"
    assert run("next", "2024-06", str(branch), "-o", str(out))[0] == 0
    before = snapshot(branch)
    code, said, err = run("next", "2024-06", str(branch), "-o", str(out))
    assert (code, said) == (2, "")
    assert err.count("\n") == 1
    assert "8 个文件已存在，没有改动" in err
    assert snapshot(branch) == before
    code, said, _ = run("next", "2024-06", str(branch), "-o", str(tmp_path / "六月"))
    assert code == 0
    assert said.count("不能续到 2024-06，已跳过") == 1
    assert "已新建 8 份" in said
    code, said, _ = run("next", "2024-07", str(branch), "-o", str(branch / "2024-07"))
    assert code == 0
    assert "从 2024-06 的表续" in said


def test_forms_alone_are_made_from_a_folder_of_last_months(branch: Path, tmp_path: Path) -> None:
    out = tmp_path / "六月"
    code, said, _ = run("new", "附件2", "-o", str(out), "--period", "2024-06", "--from", str(branch))
    assert code == 0, said
    assert "已新建 5 份" in said
    assert {path.name[:3] for path in out.iterdir()} == {"附件2"}
    form = open_book(next(out.glob("附件2 KF021*.xlsm")))
    assert form.read("考核月份") == [[JUNE]]
    assert form.read("权重")[0] != [None]
    assert all(is_blank(cell) for row in form.read("主管评分") for cell in row)


def test_forms_from_a_folder_need_a_month_and_no_other_data(branch: Path, tmp_path: Path) -> None:
    out = tmp_path / "六月"
    given = ("new", "附件2", "-o", str(out), "--from", str(branch))
    for more in ((), ("--period", "2024-06", "--data", "x.csv"), ("--period", "2024-06", "--plain")):
        code, _, err = run(*given, *more)
        assert code == 2
        assert "写 --period 和 -o，不写 --data、--rows、--plain" in err
    form = next(branch.glob("附件2 KF021*.xlsm"))
    code, _, err = run("new", "附件2", "-o", str(out), "--period", "2024-06", "--from", str(form))
    assert code == 2
    assert "要由上月的表新建，请给它所在的文件夹" in err
    code, _, err = run("new", "附件3", "-o", str(out), "--from", str(next(branch.glob("附件3*.xlsm"))))
    assert code == 2
    assert "xlkpi next" in err
    assert not out.exists()


def test_a_folder_of_the_year_goes_on_from_its_latest_month(branch: Path, tmp_path: Path) -> None:
    year = branch.parent
    assert run("next", "2024-06", str(branch), "-o", str(year / "2024-06"))[0] == 0
    code, out, said = run("next", "2024-07", str(year), "-o", str(tmp_path / "七月"))
    assert code == 0
    assert "已新建 8 份" in out, "each once, though May and June lie there"
    assert "更早月份的表，已跳过；从 2024-06 的表续" in out + said
    assert len(list((tmp_path / "七月").glob("*.xlsm"))) == 8
