"""What a clerk reads at the end of a command: one thing, once, and what to do next."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import run
from test_bad_input import branch, snapshot, summary  # noqa: F401  (fixtures)
from test_month import edit
from xlkpi.actions.checks.block_cells import percentages
from xlkpi.actions.create import parse_period
from xlkpi.actions.opening import open_book
from xlkpi.books.book import Value
from xlkpi.cli import show
from xlkpi.drawing import validation
from xlkpi.errors import Unusable

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def folders(month: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The three summaries in one folder and everybody's form in another."""
    sums, forms = tmp_path / "汇总", tmp_path / "附件2"
    sums.mkdir()
    forms.mkdir()
    for path in month.rglob("附件*.xlsm"):
        shutil.copy(path, sums if path.name.startswith("附件3") else forms)
    return sums, forms


@pytest.mark.parametrize(
    "text",
    ["2024-05", "2024-5", "2024年5月", "2024年05月", "202405", "2024/5", "2024.5", "２０２４年５月", " 2024 年 5 月"],
)
def test_a_month_as_people_write_it(text: str) -> None:
    assert parse_period(text) == dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    "text", ["2024", "20245", "2024-13", "2024-00", "5月", "2024-05-01", "24-05", "五月", "052024"]
)
def test_what_is_no_month_names_the_form_and_no_other_month(text: str) -> None:
    with pytest.raises(Unusable) as refused:
        parse_period(text)
    assert "YYYY-MM" in str(refused.value)
    assert text in str(refused.value)
    assert "2024-05" not in str(refused.value).replace(text, "")
    assert ("月份是 01～12" in str(refused.value)) is text.endswith(("-13", "-00"))


def test_people_without_a_base_are_one_notice(summary: Path) -> None:
    edit(summary, {"名单_绩效基数": {0: None, 1: 0.0, 3: None}, "名单_参评": {3: "否"}, "名单_总分": {3: None}})
    code, out, _ = run("recompute", str(summary))
    assert code == 0, out
    [line] = [line for line in out.splitlines() if "绩效基数为空或为 0" in line]
    assert "共 2 人：李桂英、张文" in line  # 陈玲 is not appraised


def test_a_base_for_everybody_is_no_news(summary: Path) -> None:
    assert "绩效基数" not in run("check", str(summary))[1]


@pytest.mark.parametrize(("scores", "asked"), [((0.985, 0.9), True), ((1.0, 0.0), True), ((0.0, 0.0), False)])
def test_scores_out_of_one_are_asked_about_in_the_workbook(
    branch: Path, scores: tuple[float, ...], *, asked: bool
) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    count = sum(row[0] is not None for row in open_book(form).read("主管评分"))
    edit(form, {"主管评分": {row: scores[min(row, 1)] for row in range(count)}})
    code, out, _ = run("check", str(form))
    assert ("是不是应为" in out) is asked
    assert code == int(asked)
    if scores[0] == 0.985:
        assert "主管评分都不超过 1（0.985），满分是 100：是不是应为 98.5" in out


# the cell shows 2024年5月, and whoever types that in a program set to English has typed a text
@pytest.mark.parametrize(
    ("typed", "said"), [("2024年5月", "请输入 2024-5-1（会显示为 2024年5月）"), ("五月", "不是日期")]
)
def test_a_month_typed_as_it_is_shown_is_told_how_to_type_it(branch: Path, typed: str, said: str) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    edit(form, {"考核月份": {0: typed}})
    code, out, _ = run("check", str(form))
    assert code == 1
    assert said in out


# the level is A, the 工号 KF021: whoever mistyped one is not told to add a level or a person to the list
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            {"名单_调整等级": {0: "a"}, "名单_调整原因": {0: "x"}, "名单_批准人": {0: "y"}},
            "调整等级“a”没有登记，请写成 A",
        ),
        (
            {"名单_调整等级": {0: "Z"}, "名单_调整原因": {0: "x"}, "名单_批准人": {0: "y"}},
            "“Z”没有登记，请核对写法（已登",
        ),
        ({"申诉_工号": {0: "ＫＦ０２１"}}, "工号“ＫＦ０２１”没有登记，请写成 KF021"),
        ({"申诉_工号": {0: "KF999"}}, "工号“KF999”没有登记，请核对写法"),
        ({"名单_部门": {0: "新部门"}}, "起的表中补上"),
    ],
)
def test_what_is_mistyped_is_not_to_be_added_to_a_list(
    summary: Path, cells: dict[str, dict[int, object]], said: str
) -> None:
    edit(summary, cells)
    code, out, _ = run("check", str(summary))
    assert code == 1
    assert said in out
    assert ("补上" in out) is ("补上" in said)


# 95.975 is shown as 95.98 by every spreadsheet program, though the binary number lies below it
@pytest.mark.parametrize(
    ("value", "said"), [(95.975, "95.98"), (88.885, "88.89"), (1.005, "1.01"), (-2.675, "-2.68"), (92.7, "92.70")]
)
def test_a_number_is_written_as_the_workbook_shows_it(value: float, said: str) -> None:
    assert show.number(value) == said


def test_a_command_that_is_told_can_be_copied(summary: Path) -> None:
    quoted = f'"{summary}"'  # its name has a blank
    assert f"xlkpi confirm {quoted} --number" in run("confirm", str(summary))[1]
    sign = ("sign", str(summary), "--as", "制表人", "--name", "赵敏")
    assert run(*sign)[0] == 0
    assert f"xlkpi sign {quoted} --as 制表人 --undo" in run(*sign)[1]
    assert run("sign", str(summary), "--as", "制表人", "--undo")[0] == 0


def test_who_is_in_none_of_many_files_is_told_once(branch: Path) -> None:
    code, out, _ = run("explain", str(branch), "KF777")
    assert code == 1
    assert out.count("没有工号 KF777") == 1
    assert "没有可说明的个人结果" not in out


# 93% typed into a cell of scores is the number 0.93, and counts as less than one point of a hundred
@pytest.mark.parametrize(
    ("typed", "full", "said"),
    [
        (0.93, 100.0, "主管评分 0.93 像是 93%，请填 93"),
        (0.955, 100.0, "主管评分 0.955 像是 95.5%，请填 95.5"),
        (0.93, 150.0, "主管评分 0.93 像是 93%，请填 139.5（满分 150）"),
        (0.5, 5.0, ""),  # half a point out of five is a score
        (0.0, 100.0, ""),
        (1.0, 100.0, ""),
    ],
)
def test_a_percentage_among_scores_is_told_with_its_cell(branch: Path, typed: float, full: float, said: str) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    count = sum(row[0] is not None for row in open_book(form).read("主管评分"))
    others = dict.fromkeys(range(count), min(full, 94.5))
    edit(form, {"主管评分": others | {1: typed}, "满分": {0: full}})
    code, out, _ = run("check", str(form))
    told = [line for line in out.splitlines() if "像是" in line]
    assert len(told) == bool(said), out
    if said:
        assert code == 1
        assert said in told[0]
        assert open_book(form).place("主管评分", 1) in told[0]


def test_a_percentage_is_told_wherever_scores_are(branch: Path, summary: Path) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    edit(form, {"主管评分": {0: 0.93}})
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 1
    assert "主管评分 0.93 像是 93%，请填 93" in out
    edit(form, {"主管评分": {0: 93.0}, "自评分": {0: 0.9}})
    assert "自评分 0.9 像是 90%，请填 90" in run("check", str(form))[1]
    edit(summary, {"名单_总分": {0: 0.8811}, "计划_主管经理评分": {0: 0.95}, "等级_最低分": {1: 0.8}})
    out = run("check", str(summary))[1]
    assert "总分 0.8811 像是 88.11%，请填 88.11" in out
    assert "主管经理评分 0.95 像是 95%，请填 95" in out
    assert "最低分 0.8 像是 80%，请填 80" in out


# a company's own form may have 4 points for a line, and then 0.5 is a score; beside 95 and 88 it is none
@pytest.mark.parametrize(
    ("scores", "full", "own", "asked"),
    [
        ([0.5, 95.0, 88.0], 100.0, False, [0]),
        ([0.5, 95.0, 88.0], 100.0, True, [0]),
        ([0.5, 4.0, 88.0], 100.0, False, [0]),
        ([0.5, 4.0, 88.0], 100.0, True, []),
        ([0.5], 100.0, False, [0]),
        ([0.5], 100.0, True, []),  # nothing beside it tells what it is out of
        ([0.5, 0.6], 100.0, False, []),  # all of them out of 1: told in one sentence instead
        ([0.5, 12.0], 20.0, False, [0]),
        ([0.5, 12.0], 19.0, False, []),
        ([95.0, "0.5", None, 0.25], 100.0, False, [3]),
    ],
)
def test_which_scores_are_percentages(scores: list[Value], full: float, own: bool, asked: list[int]) -> None:
    assert [at for at, _ in percentages(scores, validation.score(), full, own=own)] == asked
    assert not percentages(scores, validation.share("份额"), full)
    assert not percentages(scores, validation.amount("加减分", 0, 100), full)


def test_a_percentage_is_no_corrected_score(finals: Callable[[str], Path]) -> None:
    path = finals("calls")
    person = next(row[0] for row in open_book(path).read("坐席_工号") if row[0] is not None)
    code, out, _ = run("appeals", str(path), "--try", f"{person}=0.93")
    assert (code, "更正得分 0.93 像是 93%，请填 93" in out) == (1, True), out


# a form that counts out of 1 says so in its full mark
def test_a_full_mark_of_one_is_asked_nothing(branch: Path) -> None:
    form = branch / "附件2 KF021 李桂英.xlsm"
    count = sum(row[0] is not None for row in open_book(form).read("主管评分"))
    edit(form, {"主管评分": dict.fromkeys(range(count), 0.9), "满分": {0: 1.0}})
    assert "是不是应为" not in run("check", str(form))[1]


def test_recompute_says_one_thing(summary: Path) -> None:
    _, out, _ = run("recompute", str(summary))
    assert "内容没有变化" in out
    assert "已写入" not in out
    edit(summary, {"名单_总分": {3: 96.16}})
    _, out, _ = run("recompute", str(summary))
    assert "已写入" in out
    assert "没有变化" not in out


def test_collect_says_what_is_next(branch: Path, summary: Path) -> None:
    code, out, _ = run("collect", str(summary), str(branch))
    assert code == 0
    last = out.splitlines()[-1]
    assert last.startswith(f'下一步：xlkpi check "{summary}" 校验')  # in quotes, for the name has a blank
    assert "feedback" in last
    (branch / "附件2 KF021 李桂英.xlsm").unlink()
    assert (
        run("collect", str(summary), str(branch))[1].splitlines()[-1] == "下一步：催交还缺的 1 份，收到后再运行同一命令"
    )
    edit(branch / "附件2 KF022 张文.xlsm", {"主管评分": {0: "优"}})
    assert run("collect", str(summary), str(branch))[1].splitlines()[-1] == "下一步：改正上面的错误，再运行同一命令"


def test_a_form_that_no_summary_takes_is_named(folders: tuple[Path, Path]) -> None:
    sums, forms = folders
    edit(forms / "附件2 KF021 李桂英.xlsm", {"分公司": {0: "江北分公可"}, "工号": {0: "KF099"}})
    _, out, _ = run("collect", str(sums), str(forms))
    assert "不属于这些附件3 的任何一份，没有取数，请核对分公司：附件2 KF021 李桂英.xlsm" in out
    assert "KF022" not in out


def test_empty_forms_are_one_line(folders: tuple[Path, Path], tmp_path: Path) -> None:
    sums, forms = folders
    blank = tmp_path / "空.xlsm"
    assert run("new", "附件2", "-o", str(blank))[0] == 0
    for number in range(18):
        shutil.copy(blank, forms / f"空{number}.xlsm")
    _, out, _ = run("collect", str(sums), str(forms))
    assert out.count("还没有填写或评分") == 1
    assert "18 份还没有填写或评分，已跳过" in out
    for form in forms.glob("附件2*"):
        form.unlink()
    code, out, _ = run("check", str(forms))
    assert (code, out.splitlines()) == (
        0,
        [
            "  提示 18 个文件  附件2 客服员工绩效考核表还没有填写内容",
            "共 18 个文件：18 个没有错误；错误 0 处，提示 18 处",
        ],
    )


def test_a_month_that_has_not_begun_is_one_line_for_all_forms_and_all_of_them_by_v(tmp_path: Path) -> None:
    lines = ["分公司,工号,姓名,岗位,指标,权重,主管评分"]
    lines += [f"城东分公司,{n:03d},员工{n},坐席,接通率,100%," for n in range(1, 13)]
    (tmp_path / "评分.csv").write_text("\n".join(lines), "utf-8")
    forms = tmp_path / "附件2"
    assert run("new", "附件2", "-o", str(forms), "--period", "2024-05", "--data", str(tmp_path / "评分.csv"))[0] == 0
    code, out, _ = run("check", str(forms))
    assert (code, out.splitlines()) == (
        1,
        [
            "  未填 12 个文件  还没有评分，请主管评分（加 -v 逐份列出）",
            "共 12 个文件：12 个还没有填写或评分；错误 0 处，提示 0 处",
        ],
    )
    _, out, _ = run("check", str(forms), "-v")
    assert out.count("还没有评分，请主管评分") == 12
    _, out, _ = run("recompute", str(forms))
    assert "  未填 12 个文件  还没有评分" in out
    (scored,) = forms.rglob("*员工7.xlsm")
    edit(scored, {"主管评分": {0: 190.0}})
    _, out, _ = run("check", str(forms))
    assert "未填 11 个文件" in out
    assert "员工7" in out


def test_a_file_that_cannot_be_read_is_named_once_a_line(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsm").write_bytes(b"junk")
    (tmp_path / "坏2.xlsm").write_bytes(b"junk")
    code, out, _ = run("check", str(tmp_path))
    assert code == 2
    assert [line.count(str(tmp_path)) for line in out.splitlines()] == [1, 1, 0]
    _, out, _ = run("check", str(tmp_path / "坏.xlsm"))
    assert out.count(str(tmp_path)) == 1


def test_a_fresh_summary_says_once_that_nobody_has_a_total(folders: tuple[Path, Path]) -> None:
    sums, _ = folders
    for path in sums.glob("*.xlsm"):
        book = open_book(path)
        book.write("名单_总分", [])
        book.save()
    _, out, _ = run("check", str(sums))
    assert "  未填 3 个文件  所有人都还没有总分，请先取数或填写（加 -v 逐份列出）" in out
    assert "李芳 还没有总分" not in out


def test_where_one_person_is_appraised_he_is_named(folders: tuple[Path, Path]) -> None:
    sums, _ = folders
    path = next(sums.glob("*江北*.xlsm"))
    book = open_book(path)
    book.write("名单_总分", [])
    book.write("名单_参评", [["是"], *[["否"]] * 4])
    book.save()
    _, out, _ = run("check", str(path))
    assert "李桂英 还没有总分" in out
    assert "所有人" not in out


def test_feedback_from_a_folder_of_summaries(folders: tuple[Path, Path]) -> None:
    sums, forms = folders
    code, out, err = run("feedback", str(sums), str(forms))
    assert (code, out.splitlines()[-1]) == (0, "已填回 24 份附件2"), err
    assert open_book(forms / "附件2 KF021 李桂英.xlsm").read("结果_等级")[0][0] == "A"


def test_feedback_with_one_wrong_summary_writes_nothing_and_names_it(folders: tuple[Path, Path]) -> None:
    sums, forms = folders
    edit(sums / "附件3 江北分公司.xlsm", {"名单_总分": {0: 1.0}})
    before = snapshot(forms)
    code, out, _ = run("feedback", str(sums), str(forms))
    assert code == 1
    assert "附件3 江北分公司.xlsm" in out
    assert "请先 xlkpi recompute" in out
    assert snapshot(forms) == before


def test_history_of_a_folder_and_undo_of_one(folders: tuple[Path, Path]) -> None:
    sums, _ = folders
    edit(sums / "附件3 江北分公司.xlsm", {"名单_总分": {3: 96.16}})
    run("recompute", str(sums))
    before = snapshot(sums)
    code, out, _ = run("history", str(sums), "--runs", "1", "--cells", "0")
    assert code == 0
    assert f"{sums / '附件3 江北分公司.xlsm'}" in out
    assert "recompute" in out
    code, _, err = run("undo", str(sums))
    assert code == 2
    assert "是文件夹" in err
    assert "逐个撤回" in err
    assert snapshot(sums) == before


def test_somebody_without_a_supervisor_is_told_what_to_do(summary: Path) -> None:
    edit(summary, {"名单_部门": {0: "江南分公司"}})
    _, out, _ = run("explain", str(summary), "KF021")
    assert "部门“江南分公司”没有列在主管表" in out
    assert "xlkpi recompute" in out
    assert "没有列在主管表" not in run("explain", str(summary), "KF022")[1]


def test_a_library_without_a_month_takes_that_of_the_forms(tmp_path: Path) -> None:
    data = tmp_path / "指标库.csv"
    data.write_text("岗位,指标,权重,来源\n前台,守时,100%,业务重点\n", "utf-8")
    roster = tmp_path / "名单.csv"
    roster.write_text("分公司,工号,姓名,岗位,参评,绩效基数\n甲,1,李,前台,√,2000\n甲,2,王,前台,×,2000\n", "utf-8")
    library, out = tmp_path / "指标库.xlsm", tmp_path / "附件2"
    assert run("new", "指标库", "-o", str(library), "--data", str(data))[0] == 0
    made = (
        "new",
        "附件2",
        "-o",
        str(out),
        "--period",
        "2024-05",
        "--indicators",
        str(library),
        "--roster",
        str(roster),
    )
    code, said, err = run(*made)
    assert code == 0, said + err
    [form] = out.rglob("*.xlsm")  # 王 is not appraised
    assert open_book(form).read("考核月份") == [[dt.date(2024, 5, 1)]]
    roster.write_text(roster.read_text("utf-8").replace("×", "也许"), "utf-8")
    code, said, _ = run(*made, "--force")
    assert code == 1
    assert "第3行 参评“也许”无法识别" in said


def test_a_file_that_check_cannot_read_is_named(branch: Path) -> None:
    (branch / "附件2 KF099 赵.ods").write_bytes(b"PK")
    code, _, aside = run("check", str(branch))
    assert code == 0
    assert "提示 附件2 KF099 赵.ods  没有读取：.ods 文件请用 Excel 或 LibreOffice 另存为" in aside
