"""The command line itself: help pages in Chinese, files and patterns, quiet output, nothing that commands a terminal."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from commands import INTERRUPTIBLE, run
from test_month import edit
from xlkpi import build
from xlkpi.actions import workers
from xlkpi.actions.create import file_name
from xlkpi.books.generations import generations
from xlkpi.cli.app import ROOMS, SHELVES, build_app
from xlkpi.cli.command_pages import COMMAND_PAGES
from xlkpi.cli.explain_command import split_person
from xlkpi.cli.files import matching, workbooks
from xlkpi.cli.kind_words import kind_of
from xlkpi.cli.screen import visible
from xlkpi.cli.show import table
from xlkpi.cli.speech import lang, set_language
from xlkpi.cli.text_columns import aligned, folded, padded, shortened, width
from xlkpi.errors import Unusable

NAMES = [name for _, _, names in SHELVES for name in names]
ENGLISH_WORDS = re.compile(r"[A-Za-z]{3,}")
TERMS = {
    *NAMES,
    *(
        "xlkpi",
        "Excel",
        "Windows",
        "Python",
        "dist",
        "LibreOffice",
        "Dask",
        "Calc",
        "CSV",
        "JSON",
        "score",
        "PNG",
        "PDF",
        "Tab",
        "PowerShell",
        "bash",
        "zsh",
        "fish",
        "powershell",
        *("key", "pub", "cer", "pfx"),  # files of keys and certificates
        *("Edge", "Chrome", "html", "SQLite", "sqlite", "postgresql"),
    ),
    *(
        "wheel",
        "null",
        "dpi",
        "lang",
        "KPI_TOTAL",
        "compinit",
        "YYYY",
        "toml",
        "export",
        "json",
        "xlsm",
        "xlsx",
        "csv",
        "zip",
        "parquet",
        "oxt",
        "gas",
        "excel",
    ),
    *(
        "windows",
        "mac",
        "builtin",
        "libreoffice",
        "files",
        "quarter",
        "year",
        "ecommerce",
        "gubang",
        "call_centre",
        "gps",
    ),
    *("form", "summary", "plan", "library", "groups", "calls", "bids", "shop", "weekly", "rubric", "period"),
}
"""Words of Latin letters that a Chinese page may hold beside options and examples: names of things."""


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    set_language("zh")


@pytest.fixture
def branch(month: Path, tmp_path: Path) -> Path:
    plans = shutil.ignore_patterns("双周滚动计划*")
    return Path(shutil.copytree(month / "江北分公司", tmp_path / "江北分公司", ignore=plans))


# help pages


def prose(page: str) -> str:
    """The page without example lines, option names and their values."""
    lines = [line for line in page.splitlines() if not line.lstrip().startswith("xlkpi ")]
    return re.sub(r"--?[a-z][a-z-]*(?: [a-z|]+)?|\S*\|\S*", "", "\n".join(lines))


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_page_is_chinese_altogether(name: str, flag: str) -> None:
    code, out, err = run(*filter(None, [name]), flag)
    assert (code, err) == (0, "")
    assert out.startswith("用法：xlkpi")
    assert "选项：" in out
    assert "例子：" in out
    allowed = {part for term in TERMS for part in re.findall(r"[A-Za-z]+", term)}
    assert set(ENGLISH_WORDS.findall(prose(out))) <= allowed


@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_page_is_english_on_request(name: str) -> None:
    code, out, _ = run(*filter(None, [name]), "--lang", "en", "-h")
    assert code == 0
    assert out.startswith("Usage: xlkpi")
    assert "Examples:" in out
    kinds = out.split("Kinds:")[0]  # the titles of the workbooks are Chinese
    without = [line for line in kinds.splitlines() if not line.lstrip().startswith("xlkpi ")]
    assert not re.search(
        r"[一-鿿]",
        re.sub(
            r"工号|附件[23]|结果|李芳|图片|演示|是|绩效台账|分公司名单|分公司|部门|单位|公司|主管经理|王敏|月末|人力资源部|参数|来源",
            "",
            "\n".join(without),
        ),
    )


def test_a_bare_call_shows_the_page_and_is_wrong() -> None:
    code, out, _ = run()
    assert code == 2
    assert out.startswith("用法：xlkpi")


def test_programmers_commands_stand_apart() -> None:
    _, out, _ = run("-h")
    months, _, programmers = out.partition("给开发和维护人员：")
    for name in ("functions", "call", "build"):
        assert f"  {name} " in programmers
        assert f"\n  {name} " not in months
    assert months.index("  new ") < months.index("  collect ") < months.index("  recompute ")


def test_every_command_is_declared_by_the_module_said_and_shown() -> None:
    app = build_app()
    assert sorted(NAMES) == sorted(name for names in ROOMS.values() for name in names)
    assert [app.declared(name).name for name in NAMES] == NAMES


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_a_command_line_we_take(name: str, lang: str) -> None:
    set_language(lang)
    command = build_app().declared(name)
    assert command.examples
    for example in command.examples:
        line = re.split(r" >+ ", example.line)[0]
        first, *arguments = shlex.split(line)
        assert first == name
        with command.make_context(name, arguments) as context:
            assert context.args == []


def test_two_languages_in_one_process_do_not_mix() -> None:
    assert "Usage" in run("check", "-h", "--lang", "en")[1]
    assert "用法" in run("check", "-h", "--lang", "zh")[1]


def test_help_folds_by_what_characters_take_on_the_screen() -> None:
    assert all(width(line) <= 100 for line in run("new", "-h")[1].splitlines())


def test_the_reference_pages_are_those_of_the_commands() -> None:
    for page in COMMAND_PAGES:
        assert (build.ROOT / page.path).read_text("utf-8") == page.text(), "run xlkpi build"
        assert all(f"\n### {name}\n" in page.text() for name in NAMES)
    assert "Examples:" in COMMAND_PAGES[0].text()
    assert lang() == "zh", "writing the English page changes nothing for who goes on"


def test_build_writes_and_compares_the_reference_pages(tmp_path: Path) -> None:
    stale = build._stale(tmp_path, COMMAND_PAGES)
    assert {"docs/commands.md", "docs/commands.zh-CN.md"} <= set(stale)


# completion


@pytest.mark.parametrize(
    ("shell", "gist"),
    [
        ("bash", "complete -o nosort"),
        ("zsh", "#compdef xlkpi"),
        ("fish", "--command xlkpi"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName xlkpi"),
    ],
)
def test_the_script_for_each_shell(shell: str, gist: str) -> None:
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    assert gist in out
    assert "_XLKPI_COMPLETE" in out


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("xlkpi recom", {"recompute"}),
        ("xlkpi new pl", {"plan"}),
        ("xlkpi new 附件", {"附件2", "附件3"}),
        ("xlkpi recompute --dr", {"--dry-run"}),
        ("xlkpi period 季", {"季度"}),
        ("xlkpi call kpi_wh", {"KPI_WHY"}),
    ],
)
def test_bash_is_offered(words: str, offered: set[str]) -> None:
    environment = os.environ | {
        "_XLKPI_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    command = [sys.executable, "-c", "from xlkpi.cli import main; main()"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered, done.stderr


# kinds


KINDS = {
    "附件2": "form",
    "附件3": "summary",
    "双周计划": "plan",
    "双周滚动计划": "plan",
    "附件2 客服员工绩效考核表": "form",
    "汇总表 ": None,
    "话务": "calls",
    "服务小组": "groups",
    "管理人员": "rubric",
    "form": "form",
    "客服": None,
    "表": None,
    "会议纪要": None,
}


@pytest.mark.parametrize("word", KINDS)
def test_a_kind_by_its_chinese_name(word: str) -> None:
    if KINDS[word] is None:
        with pytest.raises(Unusable):
            kind_of(word)
    else:
        assert kind_of(word).key == KINDS[word]


def test_new_by_its_chinese_name(tmp_path: Path) -> None:
    code, out, _ = run("new", "附件2", "-o", str(tmp_path / "a.xlsm"), "--period", "2024-05")
    assert code == 0
    assert "已新建" in out
    assert (tmp_path / "a.xlsm").is_file()


# files, folders, patterns


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b.xlsm",
        "a.xlsx",
        "~$b.xlsm",
        ".c.xlsm",
        "d.csv",
        "sub/e.xlsm",
        "5月[终]/f.xlsm",
        "5月[终]/g [1].xlsm",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


MEANT = {
    "a file, whether there or not": (["b.xlsm", "gone.xlsm"], ["b.xlsm", "gone.xlsm"]),
    "a folder, with those below": (["."], ["5月[终]/f.xlsm", "5月[终]/g [1].xlsm", "a.xlsx", "b.xlsm", "sub/e.xlsm"]),
    "a pattern takes workbooks only": (
        ["*"],
        ["5月[终]/f.xlsm", "5月[终]/g [1].xlsm", "a.xlsx", "b.xlsm", "sub/e.xlsm"],
    ),
    "a pattern with a suffix": (["*.xlsm"], ["b.xlsm"]),
    "in folders of any depth": (["**/*.xlsm"], ["5月[终]/f.xlsm", "5月[终]/g [1].xlsm", "b.xlsm", "sub/e.xlsm"]),
    "brackets in the name of a folder": (["5月[终]/*.xlsm"], ["5月[终]/f.xlsm", "5月[终]/g [1].xlsm"]),
    "brackets in the name of a file": (["5月[终]/g [1].xlsm"], ["5月[终]/g [1].xlsm"]),
    "each once, in the order given": (["sub", "b.xlsm", "./b.xlsm", "*.xlsm", "sub/e.xlsm"], ["sub/e.xlsm", "b.xlsm"]),
    "question marks": (["?.xls?"], ["a.xlsx", "b.xlsm"]),
}


@pytest.mark.parametrize("case", MEANT)
def test_which_workbooks_are_meant(tree: Path, case: str) -> None:
    given, expected = MEANT[case]
    assert [named.path.as_posix() for named in workbooks([Path(one) for one in given])] == expected


def test_one_file_under_two_names_is_meant_once(tree: Path) -> None:
    assert len(workbooks([Path("b.xlsm"), tree / "b.xlsm", tree / "sub" / ".." / "b.xlsm"])) == 1


PERSONS = {
    ("附件3.xlsm", "KF001"): "KF001",
    ("附件3.xlsm", "李芳"): "李芳",
    ("附件2", "李芳"): "李芳",
    ("附件3.xlsm",): None,
    ("a.xlsm", "b.xlsx"): None,
    ("a.xlsm", "B.XLSM"): None,
    ("附件2", "部门/城西"): None,
    ("附件2", "附件3*"): None,
}


@pytest.mark.parametrize("given", PERSONS)
def test_the_last_word_is_a_person_unless_it_looks_like_a_file(given: tuple[str, ...]) -> None:
    files, person = split_person([Path(one) for one in given])
    assert person == PERSONS[given]
    assert len(files) == len(given) - (person is not None)


def test_a_summary_written_beside_the_months_is_not_read_as_one(branch: Path) -> None:
    for form in branch.glob("附件2*"):
        form.unlink()
    out = branch / "第2季度.xlsm"
    code, first, _ = run("period", "季度", str(branch), "-o", str(out))
    assert code == 0, first
    code, second, _ = run("period", "季度", str(branch), "-o", str(out), "--force")
    assert (code, second.splitlines()[:-1]) == (0, first.splitlines()[:-1])  # the last line says what was written


def test_data_may_be_a_pattern(tree: Path) -> None:
    assert matching([Path("*.csv"), Path("x.csv")]) == [Path("d.csv"), Path("x.csv")]


def test_a_folder_is_checked_whole_and_foreign_workbooks_are_passed_over(branch: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(branch / "食堂.xlsx")
    before = (branch / "食堂.xlsx").read_bytes()
    edit(branch / "附件3 江北分公司.xlsm", {"名单_总分": {1: "优"}})
    code, out, _ = run("check", str(branch))
    assert code == 1
    # 5 forms and the summary are ours; the summary's text score is the fault, two quota rows and so on are notices
    assert "共 7 个文件：5 个没有错误，1 个有错误，1 个不是考核表，已跳过；错误 1 处" in out
    assert "附件2" not in out, "what is in order is only counted"
    code, out, _ = run("check", str(branch), "-v")
    assert out.count("没有问题") == 5
    assert "食堂.xlsx  不是考核表，已跳过" in out
    code, out, _ = run("recompute", str(branch))
    assert code == 1
    assert "共 7 个文件：5 个已计算，1 个有错误，1 个不是考核表，已跳过" in out
    assert (branch / "食堂.xlsx").read_bytes() == before
    (branch / "其他").mkdir()
    shutil.copy(branch / "食堂.xlsx", branch / "其他")
    assert "食堂.xlsx  不是考核表，已跳过" in run("check", str(branch / "其他"))[1]
    assert "共 1 个文件：1 个不是考核表，已跳过" in run("recompute", str(branch / "其他"))[1]
    code, out, _ = run("check", str(branch / "食堂.xlsx"))
    assert code == 1, "asked for by name it is looked at"
    assert "不是本系统的考核表" in out


def test_json_of_a_folder_lists_our_workbooks(branch: Path) -> None:
    code, out, _ = run("check", str(branch), "--json")
    assert code == 0
    assert len(json.loads(out)) == 6
    assert set(json.loads(out)[0]) == {"file", "faults", "notices"}


def test_one_person_among_the_forms_of_a_folder(branch: Path) -> None:
    code, out, _ = run("explain", str(branch), "KF021")
    assert code == 0
    assert "李桂英" in out
    assert "张文" not in out
    code, out, _ = run("explain", str(branch), "KF999")
    assert code == 1
    assert "没有工号 KF999" in out


def test_collect_into_two_summaries(month: Path, tmp_path: Path) -> None:
    everything = Path(shutil.copytree(month, tmp_path / "全部"))
    code, out, _ = run("collect", str(everything / "*" / "附件3*.xlsm"), str(everything))
    assert code == 0, out
    # the sample month: 11, 7 and 6 forms of three branches, 24 in all
    assert sorted(map(int, re.findall(r"已取 (\d+) 份附件2", out)), reverse=True) == sorted(
        (len(list(folder.glob("附件2*"))) for folder in everything.iterdir() if folder.is_dir()), reverse=True
    )


# quiet output


def test_quiet_joins_and_verbose_lists(branch: Path) -> None:
    summary = branch / "附件3 江北分公司.xlsm"
    edit(summary, {"名单_总分": {0: "优", 1: "良", 2: "中"}})
    _, out, _ = run("check", str(summary))
    assert "共3格：总分“优、良、中”不是数字" in out
    assert "个数值原文缺失，暂按假定计算" in out
    assert out.count("提示") == 1
    _, out, _ = run("check", str(summary), "-v")
    assert "总分“良”不是数字" in out
    assert "个数值原文缺失" not in out
    _, out, _ = run("check", str(summary), "--json")
    assert len(json.loads(out)[0]["faults"]) == 3, "JSON lists every cell"


def test_many_workbooks_are_one_line_each(branch: Path, tmp_path: Path) -> None:
    summary, form = branch / "附件3 江北分公司.xlsm", branch / "附件2 KF021 李桂英.xlsm"
    _, out, _ = run("recompute", str(summary), str(form))
    # 李桂英 has 96.80 in the demonstration's summary; there are 5 people
    *lines, total = out.splitlines()
    assert [line for line in lines if not line.startswith("  提示")] == [
        f"{summary}  5 人  没有变化",
        f"{form}  KF021 李桂英 总分 96.80  没有变化",
    ]
    assert total.startswith("共 2 个文件：2 个已计算")
    _, out, _ = run("recompute", str(summary), str(form), "-o", str(tmp_path / "out"))
    assert f"已写入 {tmp_path / 'out' / form.name}" in out
    _, out, _ = run("recompute", str(summary), str(form), "-v", "--dry-run")
    assert "绩效工资" in out
    _, out, _ = run("recompute", str(summary), str(form), "--dry-run")
    assert out.count("未写入") == 2


@pytest.mark.parametrize(
    ("scheme", "file", "unit", "head"),
    [
        ("gas", "城东分公司/附件3 城东分公司.xlsm", "部门 城东分公司  主管 周建国  得分 95.75  等级 优秀", "姓名 部门"),
        ("gubang", "服务小组评比表 2024-05.xlsm", "组名 城东  总分 80.00  组等级 b", "姓名 组别"),
        ("call_centre", "话务绩效表 2024-05.xlsm", "单位 热线一部  组织得分 94.35  单位等级 良好", "姓名 单位"),
    ],
)
def test_units_are_told_in_the_words_of_their_page(demonstrated, scheme: str, file: str, unit: str, head: str) -> None:
    """A group has no supervisor, and is no department; the figures are those of the pages."""
    _, told, _ = run("recompute", "--dry-run", str(demonstrated(scheme) / file))
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert " ".join(unit.split()) in lines
    assert any(head in line for line in lines)


def test_nothing_is_said_of_a_total_for_one_file(branch: Path) -> None:
    assert "个文件" not in run("check", str(branch / "附件3 江北分公司.xlsm"))[1]


# names that came out of data


DEVICES = {
    "CON": "CON_",
    "con": "con_",
    "NUL.东": "NUL_.东",
    "COM1 .x": "COM1_.x",
    "LPT²": "LPT²_",
    "CONIN$": "CONIN$_",
    "CONCORD": "CONCORD",
    "COM10": "COM10",
    "东CON": "东CON",
    "a CON": "a CON",
}


@pytest.mark.parametrize("branch_name", DEVICES)
def test_a_branch_called_like_a_device_of_windows_gets_another_folder(branch_name: str) -> None:
    # https://learn.microsoft.com/windows/win32/fileio/naming-a-file: also with an extension, in any case
    assert file_name(branch_name) == DEVICES[branch_name]


def test_a_folder_of_forms_of_such_a_branch(tmp_path: Path) -> None:
    table = tmp_path / "forms.csv"
    lines = ["分公司,工号,姓名,岗位,指标,权重,主管评分", "CON,1,李芳,前台,接听,100%,90", "东,2,张文,前台,接听,100%,90"]
    table.write_text("\n".join(lines), "utf-8")
    out = tmp_path / "out"
    assert run("new", "附件2", "-o", str(out), "--period", "2024-05", "--data", str(table))[0] == 0
    assert sorted(folder.name for folder in out.iterdir()) == ["CON_", "东"]


def nine_forms(path: Path) -> Path:
    people = [f"东,{at},员{'甲乙丙丁戊己庚辛壬'[at]},前台,接听,100%,9{at}" for at in range(9)]
    path.write_text("\n".join(["分公司,工号,姓名,岗位,指标,权重,主管评分", *people]), "utf-8")
    return path


def test_many_new_workbooks_come_from_workers_as_from_one_process(tmp_path: Path, monkeypatch) -> None:
    arguments = ("--period", "2024-05", "--data", str(nine_forms(tmp_path / "forms.csv")))
    assert run("new", "附件2", "-o", str(tmp_path / "workers"), *arguments)[0] == 0
    monkeypatch.setattr(workers, "WORTH", 10**6)
    assert run("new", "附件2", "-o", str(tmp_path / "here"), *arguments)[0] == 0
    made, there = (sorted((tmp_path / name).rglob("*.xlsm")) for name in ("workers", "here"))
    assert [path.read_bytes() for path in made] == [path.read_bytes() for path in there]
    assert len(made) == 9


def test_of_many_new_workbooks_all_are_made_or_none(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("new", "附件2", "-o", str(out), "--period", "2024-05", "--force", "--data")
    assert run(*arguments, str(nine_forms(tmp_path / "forms.csv")))[0] == 0
    made = sorted(out.rglob("附件2*.xlsm"))
    for path in made[1:]:
        path.write_bytes(b"before")
    made[0].unlink()
    lock = made[6].with_name(f"~${made[6].name}")
    lock.touch()
    code, _, err = run(*arguments, str(tmp_path / "forms.csv"))
    assert (code, lock.name in err) == (2, True)
    assert [path.read_bytes() for path in sorted(out.rglob("附件2*.xlsm"))] == [b"before"] * 8
    lock.unlink()
    assert run(*arguments, str(tmp_path / "forms.csv"))[0] == 0
    assert {generations(path)[0].run for path in made[1:]} == {"new"}


# the edge to the screen


HARMFUL = {
    "an escape": ("\x1b[2J李芳", "\\x1b[2J李芳"),
    "one in a single character": ("\x9b2J", "\\x9b2J"),
    "a bell and a carriage return": ("a\x07b\rc", "a\\x07b\\rc"),
    "a line feed": ("李芳\n  已写入", "李芳\\n  已写入"),
    "turned round": ("a\u202egpj.exe", "a\\u202egpj.exe"),
    "invisible": ("KF\u200b001", "KF\\u200b001"),
    "half a character": ("a\udce4", "a\\udce4"),
    "a tag": ("x\U000e0041", "x\\U000e0041"),
    "nothing of the kind": ("李芳 ①é，“”—…", "李芳 ①é，“”—…"),
}


@pytest.mark.parametrize("case", HARMFUL)
def test_what_could_command_a_terminal_is_written_out(case: str) -> None:
    text, shown = HARMFUL[case]
    assert visible(text) == shown


def test_names_cells_and_complaints_go_through_the_edge(branch: Path) -> None:
    summary = branch / "附件3 江北分公司.xlsm"
    edit(summary, {"名单_姓名": {0: "李\u202e桂英", 1: "张\x9b文"}, "主管_姓名": {0: "周\u200b国"}})
    for verb in (("check", "-v"), ("recompute",), ("explain",), ("recompute", "--json"), ("collect",)):
        extra = [str(branch)] if verb == ("collect",) else []
        _, out, err = run(verb[0], str(summary), *extra, *verb[1:])
        assert not re.search("[\x1b\x9b\u200b\u202e]", out + err), verb
    _, out, _ = run("recompute", str(summary), "--json", "--dry-run")
    assert [person["name"] for person in json.loads(out)[0]["people"]][:2] == ["李\u202e桂英", "张\x9b文"]
    _, _, err = run("\x1b[31mred")
    assert "\\x1b[31mred" in err
    assert "\x1b" not in err


# columns


def test_a_chinese_character_takes_two_columns() -> None:
    assert [width(text) for text in ("abc", "李芳", "a李", "，", "é", "e\u0301", "")] == [3, 4, 3, 2, 1, 1, 0]
    assert padded("李芳", 6) == "李芳  "
    assert padded("92.5", 6, "right") == "  92.5"
    assert padded("优", 6, "center") == "  优  "
    assert shortened("附件2 客服员工", 8) == "附件2 …"
    assert shortened("附件2", 5) == "附件2"


def test_lines_break_at_blanks_or_between_chinese_characters_never_before_a_comma() -> None:
    assert folded("one two three", 8) == ["one two", "three"]
    assert folded("部门名额，优秀", 8) == ["部门名", "额，优秀"]
    assert folded("使用 KPI_TOTAL 计算", 10) == ["使用", "KPI_TOTAL", "计算"]
    assert folded("", 8) == [""]


def test_a_table_lies_under_its_heads_and_folds_its_last_column() -> None:
    rows = [("姓名", "总分", "说明"), ("李芳", "93.78", "第4名"), ("欧阳娜", "9.5", "")]
    assert aligned(rows, ("left", "right")) == [
        " 姓名     总分  说明",
        " 李芳    93.78  第4名",
        " 欧阳娜    9.5",
    ]
    long = [("a", "第一第二第三第四第五第六第七第八第九第十第十一")]
    assert aligned(long, columns=30) == [
        " a  第一第二第三第四第五第六第",
        "    七第八第九第十第十一",
    ]
    assert len(aligned(long, columns=15)) == 1, "too narrow to fold into"


def test_what_is_written_out_is_measured_as_shown() -> None:
    assert table(["姓名", "分"], [["李\x1b", "1"], ["欧阳娜", "2"]]) == [
        " 姓名    分",
        " 李\\x1b  1",
        " 欧阳娜  2",
    ]


ON_A_TERMINAL = {
    "check": ("校验", "6/6"),  # 5 forms and the summary
    "demo": ("生成", "4/4"),  # the library, forms, plans, summaries
}


def on_a_terminal(*arguments: str) -> str:
    """What a command writes to a terminal where complaints and bars go."""
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-c", "from xlkpi.cli import main; main()", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=child) as process:
        os.close(child)
        shown = b""
        while True:
            try:
                piece = os.read(parent, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(parent)
    assert process.returncode == 0
    return shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("verb", ON_A_TERMINAL)
def test_a_bar_knows_its_total_on_a_terminal(branch: Path, tmp_path: Path, verb: str) -> None:
    text = on_a_terminal(verb, str(branch if verb == "check" else tmp_path))
    what, last = ON_A_TERMINAL[verb]
    assert what in text
    assert last in text
    assert all(width(line) <= 80 for line in re.split(r"[\r\n]+", re.sub(r"\x1b\[\?25[lh]", "", text)))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_one_file_needs_no_bar(branch: Path) -> None:
    assert on_a_terminal("check", str(branch / "附件3 江北分公司.xlsm")) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupted_command_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTIBLE, "demo", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "out").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "已中断，没有写入未完成的文件" in err.decode()
    assert "Traceback" not in err.decode()


def test_click_is_asked_for_no_words_of_its_own() -> None:
    # whatever a command line may be wrong in is a kind of fault that usage.py tells; a new one of click's shows here
    known = {
        "UsageError",
        "BadParameter",
        "MissingParameter",
        "NoSuchOption",
        "NoSuchCommand",
        "BadOptionUsage",
        "BadArgumentUsage",
        "NoArgsIsHelpError",
    }

    def below(kind: type) -> set[str]:
        return {kind.__name__}.union(*(below(one) for one in kind.__subclasses__()))

    assert below(click.UsageError) <= known


def test_where_a_folder_is_wanted_a_file_is_told_apart_from_nothing(tmp_path):
    (tmp_path / "附件3.xlsm").write_bytes(b"")
    assert "附件3.xlsm 是文件，这里要它所在的文件夹" in run("status", str(tmp_path / "附件3.xlsm"))[2]
    assert "没有文件夹" in run("status", str(tmp_path / "没有"))[2]
