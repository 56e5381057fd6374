"""CSV tables as HR exports them, good and bad; what a bad one says, and that nothing is made then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import run
from small_workbooks import of_rows
from xlkpi.actions.opening import open_book

FORMS = "分公司,工号,姓名,岗位,指标,权重,主管评分,加减分,加减分事由"
ROSTER = "分公司,工号,姓名,部门,参评,绩效基数,出勤率"
PLANS = "分公司,部门,主管,计划,主管经理评分,客户服务部评分"


def table(folder: Path, name: str, *lines: str, encoding: str = "utf-8", newline: str = "\n") -> str:
    path = folder / name
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return str(path)


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".csv")


def form_of(folder: Path, *tables: str) -> dict:
    code, out, err = run("new", "form", "-o", str(folder / "a.xlsm"), "--period", "2024-05", *_data(tables))
    assert code == 0, out + err
    code, out, _ = run("recompute", str(folder / "a.xlsm"), "--json")
    assert code == 0, out
    return json.loads(out)[0]["people"][0]


def _data(tables: tuple[str, ...]) -> list[str]:
    return [word for path in tables for word in ("--data", path)]


# 90 x 25% + 80 x 75% = 82.5, whichever way the weights are written
@pytest.mark.parametrize(("first", "second"), [("25%", "75%"), ("0.25", "0.75"), ("25", "75"), ("25％", "75％")])
def test_weights_in_every_spelling(tmp_path: Path, first: str, second: str) -> None:
    lines = (FORMS, f"甲,001,李芳,前台,满意,{first},90", "", ",,,,,,", f"甲,001,李芳,前台,接通,{second},80")
    person = form_of(tmp_path, table(tmp_path, "f.csv", *lines, encoding="utf-8-sig", newline="\r\n"))
    assert (person["id"], person["total"]) == ("001", 82.5)


# (90 + 80) / 2 + 2 = 87: the adjustment counts in whichever of the person's lines it stands
def test_an_adjustment_may_stand_in_any_line(tmp_path: Path) -> None:
    lines = (FORMS, "甲,001,李芳,前台,满意,0.5,90,,", "甲,001,李芳,前台,接通,0.5,80,2,表扬信")
    assert form_of(tmp_path, table(tmp_path, "f.csv", *lines))["total"] == 87.0


def test_two_tables_of_one_kind_are_put_together(tmp_path: Path) -> None:
    one = table(tmp_path, "1.csv", ROSTER, "东,1,甲,一部,是,2000,1", "东,2,乙,一部,是,2000,1")
    two = table(tmp_path, "2.csv", ROSTER, "东,3,丙,一部,是,2000,1")
    target = str(tmp_path / "a.xlsm")
    assert run("new", "summary", "-o", target, *_data((one, two)))[0] == 0
    _, out, _ = run("recompute", target, "--json", "--dry-run")
    assert [person["id"] for person in json.loads(out)[0]["people"]] == ["1", "2", "3"]


def test_totals_may_come_with_the_roster(tmp_path: Path) -> None:
    roster = table(tmp_path, "r.csv", ROSTER + ",总分", "东,1,甲,一部,是,2000,95%,90", "东,2,乙,一部,是,2000,,80")
    plans = table(tmp_path, "p.csv", PLANS, "东,一部,王,第1期,96,95")
    target = str(tmp_path / "a.xlsm")
    assert run("new", "summary", "-o", target, "--period", "2024-05", *_data((roster, plans)))[0] == 0
    _, out, _ = run("recompute", target, "--json", "--dry-run")
    # 优秀 of 2: 0.4 -> 0 A+, 0.6 -> 1 A, 1 B; 2000 x 1.1 x 0.95 = 2090, 2000 x 1 = 2000
    assert [(one["level"], one["pay"]) for one in json.loads(out)[0]["people"]] == [("A", 2090.0), ("B", 2000.0)]


def test_a_folder_may_have_a_dot_in_its_name(tmp_path: Path) -> None:
    data = table(tmp_path, "f.csv", FORMS, "甲,1,李芳,前台,满意,1,90", "甲,2,张娜,前台,满意,1,80")
    assert run("new", "form", "-o", str(tmp_path / "2024.05"), "--data", data)[0] == 0
    assert made(tmp_path) == ["附件2 1 李芳.xlsm", "附件2 2 张娜.xlsm"]


FAULTY: dict[str, tuple[str, tuple[tuple[str, ...], ...], int, str]] = {
    "a column is missing": ("form", (("分公司,工号,姓名,指标,权重,主管评分", "甲,1,李,满意,1,90"),), 2, "缺少列：岗位"),
    "a column twice": ("form", ((FORMS + ",权重", "甲,1,李,前台,满意,1,90,,,1"),), 2, "有两列“权重”"),
    "no lines": ("form", ((FORMS,),), 2, "只有列名，没有数据行"),
    "semicolons": ("form", ((FORMS.replace(",", ";"), "甲;1"),), 2, "列之间用英文逗号分隔"),
    "another table": ("form", ((ROSTER, "东,1,甲,一部,是,2000,1"),), 2, "是附件3 的名单"),
    "a comma in a text": ("form", ((FORMS, "甲,1,李,前台,抄,表,1,90,2,表扬"),), 1, "第2行 有 10 列，多于列名的 9 列"),
    "no 工号": ("form", ((FORMS, "甲,,李,前台,满意,1,90"),), 1, "第2行 工号为空"),
    "two adjustments": (
        "form",
        ((FORMS, "甲,1,李,前台,满意,0.5,90,2,", "甲,1,李,前台,接通,0.5,90,3,"),),
        1,
        "第3行 工号 1 的加减分前后不同：2、3",
    ),
    "two branches": (
        "form",
        ((FORMS, "甲,1,李,前台,满意,0.5,90", "乙,1,李,前台,接通,0.5,90"),),
        1,
        "第3行 工号 1 出现在两个分公司：甲、乙",
    ),
    "one file name": ("form", ((FORMS, "甲,a/1,李,前台,满意,1,90", "甲,a:1,李,前台,满意,1,90"),), 2, "文件名都是"),
    "a person in two rosters": (
        "summary",
        ((ROSTER, "东,1,甲,一部,是,2000,1"), (ROSTER, "东,1,甲,一部,是,2000,1")),
        1,
        "1.csv  第2行 工号 1 重复",
    ),
    "plans of an unknown branch": (
        "summary",
        ((ROSTER, "东,1,甲,一部,是,2000,1"), (PLANS, "东 ,一部,王,第1期,96,95", "冬,一部,王,第1期,96,95")),
        1,
        "1.csv  第3行 分公司“冬”在名单里没有人",
    ),
    "two supervisors": (
        "summary",
        ((PLANS, "东,,王,第1期,96,95", "东,,李,第2期,96,95"),),
        1,
        "第3行 部门“东”有两位主管：王、李",
    ),
    "a plan twice": (
        "summary",
        ((PLANS, "东,一部,王,第1期,96,95", "东,一部,王,第1期,90,95"),),
        1,
        "第3行 部门“一部”的计划“第1期”重复",
    ),
}


@pytest.mark.parametrize("case", FAULTY)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_faulty_table_makes_nothing(tmp_path: Path, case: str, lang: str) -> None:
    kind, contents, expected, gist = FAULTY[case]
    tables = tuple(table(tmp_path, f"{number}.csv", *lines) for number, lines in enumerate(contents))
    code, out, err = run("new", kind, "-o", str(tmp_path / "out"), *_data(tables), "--lang", lang)
    assert code == expected, out + err
    if lang == "zh":
        assert gist in out + err
    else:
        assert not any(word in out + err for word in ("请", "为空", "重复", "没有", "缺少"))
    assert made(tmp_path) == []


@pytest.mark.parametrize("score", ["nan", "inf", "1e2", "9_0", "9,5", "90分", "一千八", "-5", "101"])
def test_what_is_no_score_is_told_with_its_line_and_nothing_is_made(tmp_path: Path, score: str) -> None:
    data = table(tmp_path, "f.csv", FORMS, "甲,1,李芳,前台,守时,1,90", f'甲,2,王五,前台,满意,1,"{score}"')
    code, out, _ = run("new", "form", "-o", str(tmp_path / "a"), "--period", "2024-05", "--data", data)
    assert code == 1
    assert f"f.csv  第3行 主管评分 {score}" in out or f"f.csv  第3行 主管评分“{score}”" in out
    assert made(tmp_path) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("９３．５", 93.5), ("93.5 ", 93.5), (" 93.5", 93.5), ("93.50", 93.5), ("９３", 93.0)],
)
def test_digits_that_can_mean_only_one_number(tmp_path: Path, written: str, value: float) -> None:
    data = table(tmp_path, "f.csv", FORMS, f"甲,1,李芳,前台,满意,1,{written}")
    assert form_of(tmp_path, data)["total"] == value


HEADINGS = {
    # how HR's own list calls the columns, with a title above them
    "synonyms": "员工编号,员工姓名,所属分公司,所属部门,是否参评,绩效工资基数,考勤率",
    "stars and units": "*工号,姓 名,分公司：,部门,参评,绩效基数（元）,出勤率(%)",
    "full width": "工号,姓名,分公司,部门,参评,绩效基数,出勤率",
}


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("how", ["csv", "tabs in UTF-16", "semicolon-free GB18030", "xlsx"])
def test_a_roster_as_hr_has_it(tmp_path: Path, heading: str, how: str) -> None:
    """Title rows above the headings, other words for the columns, marks for 是, any encoding that Excel saves."""
    rows = [
        ["客服中心员工名单"],
        ["2024年5月", "", "制表：张三"],
        HEADINGS[heading].split(","),
        ["001", "赵 磊", "城东", "一部", "√", "2,000", "95%"],
        ["002", "钱多", "城东", "一部", "×", "1800", "1"],
    ]
    path = tmp_path / ("名单.xlsx" if how == "xlsx" else "名单.txt" if "tabs" in how else "名单.csv")
    if how == "xlsx":
        of_rows(path, {"名单": rows})
    else:
        mark, encoding = {"csv": (",", "utf-8-sig"), "tabs in UTF-16": ("\t", "utf-16")}.get(how, (",", "gb18030"))
        lines = [mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in rows]
        path.write_bytes("\r\n".join(lines).encode(encoding))
    plans = table(tmp_path, "plans.csv", PLANS, "城东,一部,周,第1期,95,95")
    out = tmp_path / "附件3.xlsm"
    code, told, err = run("new", "附件3", "-o", str(out), "--period", "2024-05", "--data", str(path), "--data", plans)
    assert code == 0, told + err
    assert ("按同义的名称读取" in told) is (heading == "synonyms")
    book = open_book(out)
    assert [row[0] for row in book.read("名单_工号")[:2]] == ["001", "002"]
    assert [row[0] for row in book.read("名单_参评")[:2]] == ["是", "否"]
    assert [row[0] for row in book.read("名单_绩效基数")[:2]] == [2000, 1800]
    assert [row[0] for row in book.read("名单_出勤率")[:2]] == [0.95, 1]


@pytest.mark.parametrize("word", ["身份证号", "编号", "部门编号", "手机号"])
def test_a_column_near_ours_is_not_taken_for_it(tmp_path: Path, word: str) -> None:
    data = table(tmp_path, "r.csv", f"{word},姓名,分公司,参评,绩效基数", "110101199001011234,李芳,甲,是,2000")
    code, _, err = run("new", "summary", "-o", str(tmp_path / "a.xlsm"), "--data", data)
    assert code == 2
    assert "缺少列：工号" in err


@pytest.mark.parametrize(
    ("column", "entry", "said"),
    [
        ("绩效基数", "一千八", "绩效基数“一千八”不是数字"),
        ("参评", "也许", "参评“也许”无法识别"),
        ("出勤率", "95", "超过 100%"),
    ],
)
def test_nonsense_in_a_roster_is_told_at_new(tmp_path: Path, column: str, entry: str, said: str) -> None:
    record = {
        "分公司": "甲",
        "工号": "1",
        "姓名": "李芳",
        "部门": "甲",
        "参评": "是",
        "绩效基数": "2000",
        "出勤率": "1",
    }
    data = table(tmp_path, "r.csv", ",".join(record), ",".join({**record, column: entry}.values()))
    code, out, _ = run("new", "summary", "-o", str(tmp_path / "a.xlsm"), "--data", data)
    assert code == 1
    assert "r.csv  第2行" in out
    assert said in out
    assert made(tmp_path) == []


def test_all_workbooks_are_made_or_none(tmp_path: Path) -> None:
    data = table(tmp_path, "f.csv", FORMS, "甲,1,李芳,前台,满意,1,90", "乙,2,张娜,前台,满意,1,80")
    out = tmp_path / "forms"
    out.mkdir()
    (out / "乙").write_text("a file where a folder should be")
    code, _, err = run("new", "form", "-o", str(out), "--data", data)
    assert code == 2
    assert "无法写入" in err
    assert [path.name for path in out.rglob("*")] == ["乙"]


def test_what_was_overwritten_comes_back(tmp_path: Path) -> None:
    data = table(tmp_path, "f.csv", FORMS, "甲,1,李芳,前台,满意,1,90", "乙,2,张娜,前台,满意,1,80")
    out = tmp_path / "forms"
    old = out / "甲" / "附件2 1 李芳.xlsm"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"what stood there")
    (out / "乙").write_text("a file where a folder should be")
    assert run("new", "form", "-o", str(out), "--data", data, "--force")[0] == 2
    assert old.read_bytes() == b"what stood there"


# 出勤天数 is not 出勤率: who expects it to count must see that it does not; 备注 and 序号 are for people
def test_columns_that_nothing_reads_are_named(tmp_path: Path) -> None:
    roster = table(tmp_path, "r.csv", f"序号,{ROSTER},出勤天数,备注", "1,东,1,甲,一部,是,2000,1,21,产假")
    _, out, said = run("new", "summary", "-o", str(tmp_path / "a.xlsm"), "--data", roster)
    assert "这些列没有用到：出勤天数" in out + said
    assert "备注" not in out + said


# the table of plans feeds 附件3 and the plans themselves: what the other one takes is not lost
def test_columns_that_another_workbook_reads_are_not_named(tmp_path: Path) -> None:
    plans = table(tmp_path, "p.csv", f"{PLANS},主管绩效基数,起始日期", "东,一部,王,第1期,90,90,3000,2024-05-01")
    for kind in ("summary", "plan"):
        _, out, said = run("new", kind, "-o", str(tmp_path / kind), "--period", "2024-05", "--data", plans)
        assert "没有用到" not in out + said
