"""Lists as a clerk has them: merged cells, sums, second sheets, loose headings; and what must be asked instead of guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from commands import run
from small_workbooks import of_rows
from xlkpi.actions.opening import open_book

ROSTER = ["分公司", "工号", "姓名", "参评", "绩效基数"]
LI, WANG = ["城东", "001", "李芳", "是", "2400"], ["城东", "002", "王磊", "是", "2200"]
SCORES = ["分公司", "工号", "姓名", "岗位", "指标", "权重", "主管评分"]


def text(path: Path, *rows: Sequence[str]) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")
    return path


def new(kind: str, data: Path) -> tuple[int, str, Path]:
    """Make a summary, or a folder of forms; the exit code, what was said, where."""
    out = data.parent / ("out.xlsm" if kind == "summary" else "out")
    code, said, err = run("new", kind, "-o", str(out), "--period", "2024-05", "--data", str(data))
    return code, said + err, out


def roster(data: Path) -> tuple[str, list[tuple[object, ...]]]:
    """What was said and the people of the summary made: 工号, name, appraised, base."""
    code, said, out = new("summary", data)
    assert code == 0, said
    book = open_book(out)
    names = ("名单_工号", "名单_姓名", "名单_参评", "名单_绩效基数")
    rows = zip(*([row[0] for row in book.read(name)] for name in names), strict=True)
    return said, [row for row in rows if row[0] is not None or row[1] is not None]


def test_a_merged_branch_counts_for_its_rows_only(tmp_path: Path) -> None:
    rows = [["名单"], ROSTER, LI, ["", *WANG[1:]], ["", "003", "赵敏", "否", "1800"], ["", "004", "钱多", "是", "1"]]
    data = of_rows(tmp_path / "r.xlsx", {"名单": rows}, ["A1:E1", "A3:A5"])
    code, said, _ = new("summary", data)
    assert code == 1
    assert "合并的单元格已填到它所在的各行：分公司（第4～5行）" in said
    assert "第6行 分公司为空" in said
    assert "第5行 分公司" not in said


def test_headings_in_two_rows_of_merged_cells(tmp_path: Path) -> None:
    rows = [["分公司", "工号", "姓名", "考核", ""], ["", "", "", "参评", "绩效基数"], LI, WANG]
    data = of_rows(tmp_path / "r.xlsx", {"名单": rows}, ["A1:A2", "B1:B2", "C1:C2", "D1:E1"])
    _, people = roster(data)
    assert people == [("001", "李芳", "是", 2400.0), ("002", "王磊", "是", 2200.0)]


def test_units_below_merged_headings_are_no_person(tmp_path: Path) -> None:
    rows = [ROSTER, ["", "", "", "", "（元）"], LI, WANG]
    data = of_rows(tmp_path / "r.xlsx", {"名单": rows}, ["A1:A2", "B1:B2", "C1:C2", "D1:D2"])
    assert [name for _, name, *_ in roster(data)[1]] == ["李芳", "王磊"]


# 2400 in one cell for two people: each of them, or both together?
def test_a_merged_amount_is_asked_about(tmp_path: Path) -> None:
    data = of_rows(tmp_path / "r.xlsx", {"名单": [ROSTER, LI, [*WANG[:4], ""]]}, ["E2:E3"])
    code, said, out = new("summary", data)
    assert code == 1
    assert "第2～3行的绩效基数是合并的单元格" in said
    assert not out.exists()


ASIDE = [
    ["合计", "", "2人", "", "4600"],
    ["城东", "", "小计", "", "4600"],
    ["", "", "合  计", "", "4600"],
    ["平均", "", "", "", "2300"],
    ["城东分公司小计：2人", "", "", "", "4600"],
    ["制表人：张三", "", "审核：", "", "日期：2024-5-31"],
    ["制表人", "张三", "", "", ""],
    ["备注：产假人员不参评", "", "", "", ""],
    ROSTER,
]


@pytest.mark.parametrize("row", ASIDE, ids="".join)
def test_a_sum_or_a_signature_is_no_person(tmp_path: Path, row: list[str]) -> None:
    said, people = roster(text(tmp_path / "r.csv", ROSTER, LI, WANG, row))
    assert [name for _, name, *_ in people] == ["李芳", "王磊"]
    assert "第4行是合计、制表人等" in said


# people whose rows look a little like a sum or a signature are people
@pytest.mark.parametrize("name", ["平均", "何审核", "人数", "总平均"])
def test_a_whole_row_is_a_person_whatever_the_name(tmp_path: Path, name: str) -> None:
    said, people = roster(text(tmp_path / "r.csv", ROSTER, LI, ["城东", "003", name, "是", "1800"]))
    assert [found for _, found, *_ in people] == ["李芳", name]
    assert "没有当作" not in said


# a remark beside somebody whose base is still open makes no sum of him
def test_a_remark_is_no_sum(tmp_path: Path) -> None:
    said, people = roster(text(tmp_path / "r.csv", [*ROSTER, "备注"], [*LI[:4], "", "合计"]))
    assert [name for _, name, *_ in people] == ["李芳"]
    assert "没有当作" not in said


def test_who_made_the_table_in_the_columns_of_people(tmp_path: Path) -> None:
    head = ["工号", "姓名", "分公司", "参评", "绩效基数"]
    said, people = roster(
        text(tmp_path / "r.csv", head, ["1", "李", "城东", "是", "1"], ["制表人", "张三", "", "", ""])
    )
    assert [name for _, name, *_ in people] == ["李"]
    assert "第3行是合计、制表人等" in said


# a person without 工号 is not passed over as if it were a sum
def test_a_row_that_lacks_something_is_told(tmp_path: Path) -> None:
    code, said, _ = new("summary", text(tmp_path / "r.csv", ROSTER, LI, ["城东", "", "王磊", "是", "2200"]))
    assert code == 1
    assert "第3行 工号为空" in said


def test_a_persons_total_below_the_indicators(tmp_path: Path) -> None:
    rows = [SCORES, ["城东", "1", "李", "前台", "守时", "40%", "90"], ["城东", "1", "李", "前台", "满意", "60%", "80"]]
    data = text(tmp_path / "f.csv", *rows, ["城东", "1", "李", "前台", "合计", "100%", "84"])
    code, said, _ = new("form", data)
    assert code == 0, said
    assert "第4行是合计" in said


def test_a_person_merged_over_the_indicators(tmp_path: Path) -> None:
    rows = [SCORES, ["城东", "1", "李", "前台", "守时", 0.4, 90], ["", "", "", "", "满意", 0.6, 80]]
    data = of_rows(tmp_path / "f.xlsx", {"评分": rows}, ["A2:A3", "B2:B3", "C2:C3", "D2:D3"])
    code, said, out = new("form", data)
    assert code == 0, said
    [form] = out.rglob("*.xlsm")
    assert open_book(form).read("总分")[0][0] == 84  # 90 x 40% + 80 x 60%


def test_the_sheet_whose_headings_fit(tmp_path: Path) -> None:
    said, people = roster(of_rows(tmp_path / "r.xlsx", {"说明": [["填表说明"], ["先看"]], "名单": [ROSTER, LI]}))
    assert [name for _, name, *_ in people] == ["李芳"]
    assert "读取的工作表：名单；没有读取：说明" in said


def test_two_sheets_that_fit_are_named(tmp_path: Path) -> None:
    code, said, _ = new("summary", of_rows(tmp_path / "r.xlsx", {"四月": [ROSTER, LI], "五月": [ROSTER, LI, WANG]}))
    assert code == 2
    assert "四月、五月" in said


def test_a_roster_and_plans_in_one_workbook(tmp_path: Path) -> None:
    plans = [["分公司", "主管", "计划", "主管经理评分", "客户服务部评分"], ["城东", "周", "第1期", 95, 96]]
    code, said, out = new("summary", of_rows(tmp_path / "r.xlsx", {"名单": [ROSTER, LI], "计划": plans}))
    assert code == 0, said
    book = open_book(out)
    assert (book.read("名单_姓名")[0][0], book.read("主管_姓名")[0][0]) == ("李芳", "周")


def test_of_a_workbook_no_commas_are_spoken(tmp_path: Path) -> None:
    code, said, _ = new("summary", of_rows(tmp_path / "r.xlsx", {"表": [["甲", "乙"], [1, 2]]}))
    assert code == 2
    assert "列无法识别" in said
    assert "逗号" not in said
    assert "逗号" in new("summary", text(tmp_path / "r.csv", ["甲", "乙"], ["1", "2"]))[1]


def test_loose_words_where_nothing_else_fits(tmp_path: Path) -> None:
    rows = [["单位", "编号", "姓名", "编制", "参评", "月绩效工资"], ["城东", "K7", "李芳", "在编", "是", "2400"]]
    said, people = roster(text(tmp_path / "r.csv", *rows))
    assert people == [("K7", "李芳", "是", 2400.0)]
    for pair in ("单位→分公司", "编号→工号", "编制→用工", "月绩效工资→绩效基数"):
        assert pair in said


# each word stands for something else here
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [["单位", "所属单位", "工号", "姓名", "参评", "绩效基数"], ["城东", "总公司", "1", "李", "是", "1"]],
            "单位",
        ),
        (
            [
                ["单位", "编号", "姓名", "参评", "绩效基数"],
                ["城东", "1", "李", "是", "1"],
                ["城东", "2", "王", "是", "1"],
            ],
            "编号",
        ),
        ([["分公司", "编号", "姓名", "参评", "绩效基数"], ["城东", "110101199001011234", "李", "是", "1"]], "编号"),
        ([["单位", "工号", "姓名", "参评", "绩效基数"], ["3", "1", "李", "是", "1"]], "单位"),
        ([["分公司", "工号", "姓名", "参评", "月绩效工资"], ["城东", "1", "李", "是", "按档"]], "月绩效工资"),
    ],
    ids=["two of them", "a running number", "an identity card", "a number of units", "no amount"],
)
def test_loose_words_that_mean_something_else_are_asked_about(tmp_path: Path, rows: list[list[str]], told: str) -> None:
    code, said, _ = new("summary", text(tmp_path / "r.csv", *rows))
    assert code == 2
    assert "请把它改名为" in said
    assert f"“{told}”如果就是" in said
    assert "第1行读作列名" in said


@pytest.mark.parametrize(("points", "taken"), [(("90", "80"), True), (("36", "48"), False)], ids=["scores", "weighted"])
def test_scores_are_told_from_weighted_scores(tmp_path: Path, points: tuple[str, str], *, taken: bool) -> None:
    head = [*SCORES[:-1], "得分"]
    rows = [
        ["城东", "1", "李", "前台", "守时", "40%", points[0]],
        ["城东", "1", "李", "前台", "满意", "60%", points[1]],
    ]
    code, said, _ = new("form", text(tmp_path / "f.csv", head, *rows))
    assert (code == 0) is taken, said
    assert ("得分→主管评分" in said) is taken
    assert ("“得分”如果就是主管评分" in said) is not taken


# the unit of measure of an indicator is no branch
def test_a_unit_of_measure_is_no_branch(tmp_path: Path) -> None:
    rows = [["单位", *SCORES[1:]], ["次数", "1", "李", "前台", "守时", "100%", "90"]]
    code, said, _ = new("form", text(tmp_path / "f.csv", *rows))
    assert code == 2
    assert "“单位”如果就是分公司" in said


def test_a_missing_column_names_the_row_read_and_the_headings_left(tmp_path: Path) -> None:
    rows = [["", "名单"], ["分公司", "工号", "姓名", "参评", "月薪"], ["城东", "1", "李", "是", 2400]]
    code, said, _ = new("summary", of_rows(tmp_path / "r.xlsx", {"五月": rows}))
    assert code == 2
    assert "工作表“五月”第2行读作列名，缺少列：绩效基数" in said
    assert "没有认出的列名：月薪" in said


@pytest.mark.parametrize("written", ["2,400元", "￥2,400", "¥2400.00", "２４００", "2400元/月", "2 400"])
def test_an_amount_of_money(tmp_path: Path, written: str) -> None:
    said, people = roster(text(tmp_path / "r.csv", ROSTER, [*LI[:4], f'"{written}"']))
    assert people[0][3] == 2400
    assert ("按数字读取" in said) is any(mark in written for mark in "元￥¥")


@pytest.mark.parametrize("written", ["2.4千", "2,40", "约2400", "2400美元", "$2400", "2400-2600"])
def test_what_is_no_amount_for_certain(tmp_path: Path, written: str) -> None:
    code, said, _ = new("summary", text(tmp_path / "r.csv", ROSTER, [*LI[:4], f'"{written}"']))
    assert code == 1
    assert "第2行 绩效基数" in said


@pytest.mark.parametrize(
    ("written", "read"), [("参评", "是"), ("不参评", "否"), ("不参评：产假", "否"), ("√", "是"), ("×", "否")]
)
def test_words_for_yes_and_no(tmp_path: Path, written: str, read: str) -> None:
    _, people = roster(text(tmp_path / "r.csv", ROSTER, [*LI[:3], written, "2400"]))
    assert people[0][2] == read


def test_spaces_in_names_and_full_width_numbers(tmp_path: Path) -> None:
    said, people = roster(text(tmp_path / "r.csv", ROSTER, ["城东", "ＫＦ００１", "赵　磊", "是", "2400"]))
    assert people[0][:2] == ("KF001", "赵磊")
    assert "第2行的工号、姓名去掉了空格" in said


# 30% + 60% = 90%; the other form is right and is not told
def test_weights_are_added_up_before_anything_is_made(tmp_path: Path) -> None:
    rows = [
        ["城东", "1", "李", "前台", "守时", "100%", "90"],
        ["城东", "2", "王", "前台", "守时", "30%", "90"],
        ["城东", "2", "王", "前台", "满意", "60%", "80"],
    ]
    code, said, out = new("form", text(tmp_path / "f.csv", SCORES, *rows))
    assert code == 1
    assert "2 王（第3～4行）的权重合计为 90%，应为 100%" in said
    assert "1 李" not in said
    assert not out.exists()


def test_scores_out_of_one_are_asked_about(tmp_path: Path) -> None:
    rows = [
        ["城东", "1", "李", "前台", "守时", "40%", "0.985"],
        ["城东", "1", "李", "前台", "满意", "60%", "1"],
        ["城东", "2", "王", "前台", "守时", "40%", "0.5"],
        ["城东", "2", "王", "前台", "满意", "60%", "95"],
        ["城东", "3", "赵", "前台", "守时", "100%", "0"],
    ]
    code, said, out = new("form", text(tmp_path / "f.csv", SCORES, *rows))
    assert code == 1
    assert "1 李（第2～3行）的主管评分都不超过 1（1），满分是 100：是不是应为 100？" in said
    assert "2 王" not in said
    assert "第4行 主管评分 0.5 像是 50%，请填 50" in said
    assert "3 赵" not in said  # nothing is a score
    assert not out.exists()


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (("7", "12", "31", "1003", "KF008"), "第2～4行的工号比别人短，可能丢了前面的 0（如 7 应为 0007）"),
        (("1", "2", "9", "10", "30"), ""),
        (("1003", "1004", "998"), ""),
        (("7", "8", "9", "10"), ""),
        (("KF1", "KF1003"), ""),
    ],
)
def test_numbers_that_all_lost_their_zeros_are_asked_about(tmp_path: Path, ids: tuple[str, ...], told: str) -> None:
    names = "甲乙丙丁戊己庚"
    rows = [["城东", one, f"李{names[at]}", "是", "2000"] for at, one in enumerate(ids)]
    code, said, _ = new("summary", text(tmp_path / "r.csv", ROSTER, *rows))
    assert code == 0, said
    assert ("可能丢了" in said) is bool(told)
    assert told in said


def test_faults_come_in_the_order_of_the_lines_and_once(tmp_path: Path) -> None:
    rows = [["", "1", "李", "是", "x"], ["城东", "1", "王", "也许", "y"], ["", "", "", "是", "1"]]
    _, said, _ = new("summary", text(tmp_path / "r.csv", ROSTER, *rows))
    lines = [int(found[1]) for line in said.splitlines() if (found := re.search(r"第(\d+)", line))]
    assert lines == sorted(lines)
    assert len(said.splitlines()) == len(set(said.splitlines()))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("钱 多多", "钱多多"),
        ("钱　多", "钱多"),
        ("赵磊 钱多", "赵磊 钱多"),
        ("欧阳 娜娜", "欧阳 娜娜"),
        ("Li Na", "Li Na"),
    ],
)
def test_a_name_loses_its_blanks_where_it_can_be_one_person_only(tmp_path: Path, written: str, read: str) -> None:
    said, people = roster(text(tmp_path / "r.csv", ROSTER, ["城东", "001", written, "是", "2400"]))
    assert people[0][1] == read
    assert ("去掉了空格" in said) == (written != read)


def test_ids_that_excel_shortened_are_told_and_kept(tmp_path: Path) -> None:
    rows = [["城东", number, f"员{number}", "是", "2400"] for number in ("1", "2", "010", "A7")]
    said, people = roster(text(tmp_path / "r.csv", ROSTER, *rows))
    assert "第2～3行的工号比别人短，可能丢了前面的 0（如 1 应为 001）" in said
    assert [person[0] for person in people] == ["1", "2", "010", "A7"]


def test_numbers_without_zeros_of_different_length_are_nothing_to_tell(tmp_path: Path) -> None:
    rows = [["城东", number, f"员{number}", "是", "2400"] for number in ("8", "9", "10", "100")]
    said, _ = roster(text(tmp_path / "r.csv", ROSTER, *rows))
    assert "比别人短" not in said


@pytest.mark.parametrize(("typed", "base"), [("２４００．５", 2400.5), ("２４００", 2400.0), ("2４00", 2400.0)])
def test_digits_of_a_chinese_keyboard_are_numbers_and_told(tmp_path: Path, typed: str, base: float) -> None:
    said, people = roster(text(tmp_path / "r.csv", ROSTER, ["城东", "001", "李芳", "是", typed]))
    assert people[0][3] == base
    assert "第2行的全角数字按半角读取" in said


def test_weights_with_and_without_a_percent_sign_are_of_one_unit(tmp_path: Path) -> None:
    lines = [
        ["城东", "001", "李芳", "坐席", f"指标{n}", weight, "90"] for n, weight in enumerate(("40%", "35", "２５"))
    ]
    lines += [["城东", "002", "王磊", "坐席", f"指标{n}", weight, "90"] for n, weight in enumerate(("40%", "0.6"))]
    code, said, out = new("form", text(tmp_path / "s.csv", SCORES, *lines))
    assert code == 0, said
    totals = [open_book(path).read("总分")[0][0] for path in sorted(out.rglob("*.xlsm"))]
    assert totals == [90.0, 90.0]


# 25 + 50 + 0.25: 0.25 is a quarter of a percent beside 25, and nobody means that
def test_a_share_among_percents_is_named(tmp_path: Path) -> None:
    lines = [["城东", "001", "李芳", "坐席", f"指标{n}", weight, "90"] for n, weight in enumerate(("25", "50", "0.25"))]
    code, said, _ = new("form", text(tmp_path / "s.csv", SCORES, *lines))
    assert code == 1
    assert "第4行的 0.25 的写法与其他不同：请都写成 25% 或都写成 25" in said


def test_a_branch_called_unit_in_a_list_of_forms(tmp_path: Path) -> None:
    lines = [["城东分公司", "001", "李芳", "坐席", "守时", "100%", "90"]]
    code, said, out = new("form", text(tmp_path / "s.csv", ["单位", *SCORES[1:]], *lines))
    assert code == 0, said
    [form] = out.rglob("*.xlsm")
    assert open_book(form).read("分公司") == [["城东分公司"]]


def test_other_words_in_a_list_of_plans(tmp_path: Path) -> None:
    head = ["分公司", "主管", "计划", "经理评分", "客服部打分", "绩效基数"]
    plans = text(tmp_path / "p.csv", head, ["城东", "王敏", "第1期", "90", "92", "3000"])
    people = text(tmp_path / "r.csv", ROSTER, LI)
    out = tmp_path / "s.xlsm"
    made = ("new", "summary", "-o", str(out), "--period", "2024-05", "--data", str(people), "--data", str(plans))
    code, said, _ = run(*made)
    assert code == 0, said
    assert open_book(out).read("主管_基数")[0] == [3000.0]
    assert open_book(out).read("计划_客户服务部评分")[0] == [92.0]


def test_the_days_of_a_plan_by_other_words(tmp_path: Path) -> None:
    head = ["分公司", "主管", "计划", "主管经理评分", "客户服务部评分", "开始日期", "结束日期"]
    plans = text(tmp_path / "p.csv", head, ["城东", "王敏", "第1期", "90", "92", "2024-05-06", "2024-05-17"])
    code, said, out = new("plan", plans)
    assert code == 0, said
    [plan] = [out] if out.is_file() else out.rglob("*.xlsm")
    assert str(open_book(plan).read("起始日期")[0][0])[:10] == "2024-05-06"
    assert str(open_book(plan).read("截止日期")[0][0])[:10] == "2024-05-17"
