"""Bad input: a clear sentence with the place, nothing written, nothing lost."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import spoilt
from commands import run
from test_month import edit
from xlkpi.books.file import FileBook
from xlkpi.errors import CellError
from xlkpi.schemes import kind_named


@pytest.fixture
def branch(month: Path, tmp_path: Path) -> Path:
    """A folder with the summary of 江北分公司 (5 people) and its forms, already collected."""
    plans = shutil.ignore_patterns("双周滚动计划*")
    return Path(shutil.copytree(month / "江北分公司", tmp_path / "江北分公司", ignore=plans))


@pytest.fixture
def summary(branch: Path) -> Path:
    return branch / "附件3 江北分公司.xlsm"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# what is wrong in a summary -> (block, row, value), the sentence's gist
SUMMARY_FAULTS = {
    "missing score": ({"名单_总分": {1: None}}, "名单_总分", 1, "张文 还没有总分"),
    "text score": ({"名单_总分": {1: "优"}}, "名单_总分", 1, "总分“优”不是数字"),
    "text-number score": ({"名单_总分": {1: "95"}}, "名单_总分", 1, "总分“95”是文本型数字"),
    "error score": ({"名单_总分": {1: CellError.NA}}, "名单_总分", 1, "总分是错误值 #N/A"),
    "duplicate 工号": ({"名单_工号": {3: "KF021"}}, "名单_工号", 3, "工号 KF021 与"),
    "no 工号": ({"名单_工号": {3: None}}, "名单_工号", 3, "工号为空"),
    "unknown department": ({"名单_部门": {2: "客服九部"}}, "名单_部门", 2, "部门“客服九部”没有登记"),
    "quota not 100%": (
        {"名额比例": {3: ["合格", 0.05, 0.25, 0.6, 0.2, None]}},
        "名额比例",
        3,
        "“合格”行名额比例合计为 110%",
    ),
    "quota row gone": ({"名额比例": {3: [None] * 6}}, "名额比例", 0, "名额比例表缺少“合格”这一行"),
    "quota is text": ({"名额比例": {3: ["合格", "5%", 0.25, 0.6, 0.1, None]}}, "名额比例", 3, "比例“5%”不是数字"),
    "incomplete plan": ({"计划_客户服务部评分": {1: None}}, "计划_客户服务部评分", 1, "部评分为空，请填写"),
    "no plan at all": (
        {name: {0: None, 1: None} for name in ("计划_部门", "计划_名称", "计划_主管经理评分", "计划_客户服务部评分")},
        "主管_部门",
        0,
        "没有双周计划评分",
    ),
    "attendance 90": ({"名单_出勤率": {0: 90.0}}, "名单_出勤率", 0, "超过 100%"),
    "参评 is nonsense": ({"名单_参评": {0: "也许"}}, "名单_参评", 0, "请填 是 或 否"),
    "level without coefficient": ({"等级_系数": {2: None}}, "等级_系数", 2, "系数为空"),
    "department with a blank behind it": (
        {"名单_部门": {2: "江北分公司 "}},
        "名单_部门",
        2,
        "写法不同（空格或数字格式）",
    ),
    "plan of an unknown department": (
        {"计划_部门": {2: "三部"}, "计划_主管经理评分": {2: 90.0}, "计划_客户服务部评分": {2: 90.0}},
        "计划_部门",
        2,
        "部门“三部”没有登记",
    ),
    "unknown rounding": ({"舍入方式": {0: "随便"}}, "舍入方式", 0, "舍入方式“随便”无法识别"),
    "unknown ties": ({"同分处理": {0: "随便"}}, "同分处理", 0, "同分处理“随便”无法识别"),
    "advisory head-count is text": ({"名额_参考人数": {0: "五"}}, "名额_参考人数", 0, "参考人数“五”不是数字"),
    "quota row twice": (
        {"名额比例": {2: ["优秀", 0.1, 0.3, 0.6, None, None]}},
        "名额比例",
        2,
        "名额比例表的部门等级 优秀 与",
    ),
    "month is text": ({"考核月份": {0: "五月"}}, "考核月份", 0, "考核月份“五月”不是日期"),
}


@pytest.mark.parametrize("case", SUMMARY_FAULTS)
def test_a_summary_with_a_fault_is_not_written(branch: Path, summary: Path, case: str) -> None:
    changes, name, row, gist = SUMMARY_FAULTS[case]
    edit(summary, changes)
    before = snapshot(branch)
    place = FileBook.open(summary).place(name, row)
    for verb in ("check", "recompute"):
        code, out, _ = run(verb, str(summary), "--json")
        assert code == 1
        faults = json.loads(out)[0]["faults"]
        assert any(gist in fault["message"] for fault in faults), faults
        if case != "quota is text":
            assert place in [fault["place"] for fault in faults]
    assert snapshot(branch) == before


def test_all_faults_come_at_once(summary: Path) -> None:
    wrong = {"名单_总分": {0: "优", 1: None}, "名单_参评": {4: "?"}, "计划_主管经理评分": {0: "差"}}
    edit(summary, wrong)
    code, out, _ = run("check", str(summary), "--json")
    assert code == 1
    book = FileBook.open(summary)
    places = {book.place(name, row) for name, cells in wrong.items() for row in cells}
    assert places <= {fault["place"] for fault in json.loads(out)[0]["faults"]}


def test_unscored_people_are_null(summary: Path) -> None:
    edit(summary, {"名单_总分": {1: None}})
    _, out, _ = run("recompute", str(summary), "--json")
    people = {person["id"]: person for person in json.loads(out)[0]["people"]}
    assert {key: people["KF022"][key] for key in ("total", "rank", "level", "coefficient", "pay")} == dict.fromkeys(
        ("total", "rank", "level", "coefficient", "pay")
    )
    assert people["KF021"]["level"] is None  # while one is missing the whole department waits
    assert "还有1人没有" in people["KF021"]["why"]


def test_notices_do_not_stop_anything(summary: Path) -> None:
    edit(summary, {"名单_参评": {4: "否"}})  # 4 people: below 5 the shares are advisory (rules A4)
    code, out, _ = run("check", str(summary), "--json")
    assert code == 0
    notices = " ".join(notice["message"] for notice in json.loads(out)[0]["notices"])
    assert "不足 5 人" in notices
    assert "名额比例“合格”原文缺失" in notices
    assert run("recompute", str(summary))[0] == 0


def test_a_confirmed_number_is_no_longer_reported(summary: Path) -> None:
    edit(summary, {"名额_已确认": dict.fromkeys(range(5), "是")})
    _, out, _ = run("check", str(summary), "--json")
    assert "的名额比例原文缺失" not in out


def test_a_hand_typed_result_is_a_fault(summary: Path) -> None:
    book = openpyxl.load_workbook(summary.parent / "附件2 KF021 李桂英.xlsm", keep_vba=True)
    sheet, area = book.defined_names["总分"].attr_text.replace("$", "").split("!")
    book[sheet.strip("'")][area.split(":")[0]] = 99
    other = summary.with_name("typed.xlsm")
    book.save(other)
    code, out, _ = run("check", str(other))
    assert code == 1
    assert "“总分”的公式已被改成固定内容" in out


def test_a_blank_confirmation_is_none(summary: Path) -> None:
    edit(summary, {"名额_已确认": dict.fromkeys(range(5))})
    _, out, _ = run("check", str(summary), "--json")
    assert "名额比例“优秀”原文缺失" in out


def test_a_sentence_in_a_cell_is_no_level(summary: Path) -> None:
    edit(summary, {"同分处理": {0: "随便"}})
    _, out, _ = run("recompute", str(summary), "--json")
    [answer] = json.loads(out)
    assert [person["level"] for person in answer["people"]] == [None] * 5
    assert [fault["message"] for fault in answer["faults"]] == [
        "同分处理“随便”无法识别，请填 同分就高、同分就低、按名单顺序、停下来问"
    ]


OUTPUTS = {
    "no workbook": (("a.xlsm", "-o", "x.txt"), "应是 .xlsx、.xlsm 文件或文件夹"),
    "another suffix": (("a.xlsm", "-o", "x.xlsx"), "扩展名应相同"),
    "one file for two": (("a.xlsm", "b.xlsm", "-o", "x.xlsm"), "-o 请给一个文件夹"),
    "two of one name": (("a.xlsm", "sub/a.xlsm", "-o", "out"), "有两个文件都叫 a.xlsm"),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_an_output_that_cannot_be_is_refused(
    summary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    work = tmp_path / "work"
    (work / "sub").mkdir(parents=True)
    for name in ("a.xlsm", "b.xlsm", "sub/a.xlsm"):
        shutil.copy(summary, work / name)
    monkeypatch.chdir(work)
    arguments, gist = OUTPUTS[case]
    before = sorted(work.rglob("*"))
    code, _, err = run("recompute", *arguments)
    assert code == 2
    assert gist in err
    assert sorted(work.rglob("*")) == before


def test_an_output_folder_is_made(summary: Path, tmp_path: Path) -> None:
    assert run("recompute", str(summary), "-o", str(tmp_path / "out" / "2024.05"))[0] == 0
    assert (tmp_path / "out" / "2024.05" / summary.name).is_file()


def test_brackets_in_a_name_are_no_markup(summary: Path, tmp_path: Path) -> None:
    odd = Path(shutil.copy(summary, tmp_path / "附件3 [red]:smile:.xlsm"))
    code, out, _ = run("recompute", str(odd))
    assert code == 0
    assert str(odd) in out


UNREADABLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "legacy .xls": (spoilt.old, ".xls"),
    "encrypted": (spoilt.locked, "密码"),
    "truncated": (spoilt.torn, "不完整"),
    "no workbook": (spoilt.a_text, "不是"),
    "empty": (spoilt.empty, "空"),
    "open in Excel": (spoilt.open_in_excel, "正被打开"),
    "a folder": (spoilt.a_folder, "里没有工作簿"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_used_gives_exit_code_2(summary: Path, branch: Path, case: str) -> None:
    spoil, gist = UNREADABLE[case]
    spoil(summary)
    before = {path.name: path.read_bytes() for path in branch.iterdir() if path.is_file()}
    code, out, err = run("recompute", str(summary))
    assert code == 2, out + err
    assert gist in out + err
    assert "Traceback" not in out + err
    assert {path.name: path.read_bytes() for path in branch.iterdir() if path.is_file()} == before


def test_one_bad_file_does_not_stop_the_others(summary: Path, branch: Path) -> None:
    (branch / "坏.xlsx").write_text("no workbook")
    code, out, _ = run("recompute", str(branch / "坏.xlsx"), str(summary), "--json")
    assert code == 2
    answers = json.loads(out)
    assert answers[0]["faults"]
    assert [person["level"] for person in answers[1]["people"]] == ["A", "B", "B", "C", "B"]


def test_new_does_not_overwrite(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsm"
    assert run("new", "form", "-o", str(target))[0] == 0
    before = target.read_bytes()
    code, _, err = run("new", "form", "-o", str(target), "--period", "2024-05")
    assert code == 2
    assert "已存在" in err
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "gist"),
    [
        (("new", "form", "-o", "x.xlsm", "--period", "2024-13"), "月份“2024-13”应写作 YYYY-MM"),
        (("new", "form", "-o", "x.xls"), "应以 .xlsm 结尾"),
        (("new", "form", "-o", "x.xlsm", "--scheme", "nope"), "没有方案 nope"),
        (("new", "banana", "-o", "x.xlsm"), "没有 banana 这种表"),
        (("new", "form", "-o", "x.xlsm", "--data", "missing.csv"), "missing.csv"),
        (("call", "KPI_NOPE", "[]"), "没有函数 KPI_NOPE"),
        (("call", "KPI_TOTAL", "[1,"), "不是有效的 JSON"),
        (("call", "KPI_TOTAL", "5"), "应为一个 JSON 数组"),
        (("collect", "x.xlsm", "missing-folder"), "没有文件夹"),
        (("colect",), "没有命令 colect，是不是 collect"),
        (("new", "form"), "缺少 -o / --out"),
        (("new", "form", "-o"), "选项 -o 缺少取值"),
        (("new", "form", "-o", "x.xlsm", "--periode", "2024-05"), "没有选项 --periode，是不是 --period"),
        (("new", "summary", "-o", "x.xlsm", "--rows", "many"), "--rows 的值不是合适的数"),
        (("new", "summary", "-o", "x.xlsm", "--rows", "0"), "名单行数应在 1"),
        (("demo", "--lang", "fr"), "--lang 只能是 zh 或 en"),
        (("recompute",), "缺少 文件"),
        (("collect",), "缺少 文件夹（依次写：附件3... 文件夹）"),
        (("recompute", "*.xlsm"), "没有符合 *.xlsm 的工作簿"),
        (("recompute", "**x.xlsm"), "没有符合 **x.xlsm 的工作簿"),
        (("recompute", "."), "文件夹 . 里没有工作簿"),
        (("new", "form", "-o", "x.xlsm", "--data", "*.csv"), "没有符合 *.csv 的文件"),
        (("new", "考核表", "-o", "x.xlsm"), "“考核表”可以指几种表：form（附件2 客服员工绩效考核表）"),
        (("new", "表", "-o", "x.xlsm"), "没有 表 这种表"),
        (("collect", "x.xlsm"), "请先写附件3，再写附件2 所在的文件夹"),
        (("recompute", "x.xlsm", "--json=yes"), "选项 --json 不带取值"),
        (("preview", "x.xlsm", "--dpi", "20"), "--dpi 的值应在 30 到 600 之间"),
        (("call", "KPI_TOTAL", "[]", "3", "4"), "多出的参数：3 4；用法见 xlkpi call --help"),
        (("--",), "缺少命令"),
        (("completion", "cmd"), "没有 cmd 的补全，可用：bash"),
        (("period", "week", "x.xlsm", "-o", "y.xlsm"), "期间“week”应是 季度（quarter）"),
    ],
)
def test_a_wrong_command_line_says_what_to_do(
    arguments: tuple[str, ...], gist: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert code == 2
    assert gist in out + err
    assert list(tmp_path.iterdir()) == []


def test_csv_faults_name_the_line(tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    table.write_text("分公司,工号,姓名,参评,绩效基数\n东,1,李芳,是,2000\n东,1,张娜,是,2000\n,3,刘敏,是,2000\n", "utf-8")
    code, out, _ = run("new", "summary", "-o", str(tmp_path / "a.xlsm"), "--data", str(table))
    assert code == 1
    assert "roster.csv  第3行 工号 1 对应两个姓名：李芳、张娜" in out
    assert "重复" not in out  # one line for one trouble
    assert "roster.csv  第4行 分公司为空" in out
    assert not (tmp_path / "a.xlsm").exists()


def test_english_is_spoken_on_request(summary: Path) -> None:
    edit(summary, {"名单_总分": {1: "优"}})
    code, out, _ = run("check", str(summary), "--lang", "en")
    assert code == 1
    assert "is not a number" in out
    assert "错误" not in out


def test_a_json_call_answers_bare_values_and_rows() -> None:
    # functions.md, Examples: 良好 10/30/60 of 4 gives 0, 1, 3
    quotas = '[[null,"A+","A","B"],["良好",0.1,0.3,0.6]]'
    code, out, _ = run("call", "KPI_SEATS", f'[4,"良好",{quotas}]')
    assert (code, json.loads(out)) == (0, [[0, 1, 3]])
    code, out, _ = run("call", "kpi_total", "[[[90],[80]],[[0.5],[0.5]]]")
    assert (code, json.loads(out)) == (0, 85)
    code, out, _ = run("call", "KPI_TOTAL", "[[[90],[80]],[[0.5],[0.4]]]")
    assert json.loads(out) == "权重合计为 90%，应为 100%"


def rename_area(path: Path, name: str, change: Callable[[str], str]) -> None:
    """Let a defined name of a workbook stand for another range."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    text = parts["xl/workbook.xml"].decode()
    changed = re.sub(rf'(<definedName name="{name}"[^>]*>)([^<]*)', lambda found: found[1] + change(found[2]), text)
    assert changed != text
    parts["xl/workbook.xml"] = changed.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)


@pytest.mark.parametrize("name", ["名单_绩效工资", "等级_代码", "名额_已确认", "名额_应评"])
def test_a_name_that_stands_for_too_few_cells_is_named_and_nothing_is_written(summary: Path, name: str) -> None:
    rename_area(summary, name, lambda area: area.split(":")[0])
    before = summary.read_bytes()
    for verb in ("check", "recompute"):
        code, out, _ = run(verb, str(summary))
        assert code == 1
        assert f"名称“{name}”所指的区域大小不对" in out
    assert summary.read_bytes() == before


def test_rows_deleted_from_a_whole_table_are_no_fault(summary: Path) -> None:
    """As Excel does it: every column of the roster is one row shorter, on every page that has the same people."""
    roster = [named for named in kind_named("summary").named if named.rows is None]
    typed = [named.name for named in roster if named.role != "computed"]
    for name in typed:
        rename_area(summary, name, lambda area: area[:-1] + str(int(area[-1]) - 1))
    code, out, _ = run("check", str(summary))
    assert "区域大小不对" in out, "the computed columns still have their length"
    for name in (named.name for named in roster if named.name not in typed):
        rename_area(summary, name, lambda area: area[:-1] + str(int(area[-1]) - 1))
    code, out, _ = run("check", str(summary))
    assert "区域大小不对" not in out
    assert code == 0, out
