"""What a property company's clerk met when she took her own workbooks over: columns that nobody used, dead ends."""

from __future__ import annotations

import json

import openpyxl
import pytest

from commands import run

SCORED = ("业主满意度(30%)", "报修回访率(30%)", "物业费收缴(25%)", "日常行为(15%)")
PEOPLE = (
    ("KF001", "陈晓燕", 86, 80, 88, 96),
    ("KF002", "林芳", 77, 78, 93, 79),
    ("KF003", "黄丽娟", 87, 94, 77, 92),
    ("KF004", "何静", 82, 77, 78, 89),
)


def written(path, rows, *, merge=(), title="表", more=None):
    """Save rows as they would stand after typing them, and a second sheet where there is one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    for name, lines in (more or {}).items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    book.save(path)
    return path


@pytest.fixture
def summary(tmp_path):
    """Scores by four indicators in columns, of which the total is made."""
    rows = [
        ["安居物业客服部2025年6月绩效考核汇总表"],
        ["考核月份：2025年6月　　填报日期：2025-07-02"],
        ["序号", "工号", "姓名", *SCORED, "综合得分", "等级", "备注"],
    ]
    for at, (number, name, *scores) in enumerate(PEOPLE, 4):
        total = f"=E{at}*15%+D{at}*30%+F{at}*25%+G{at}*30%"
        rows.append([at - 3, number, name, *scores, total, "B", "6月请假1天" if at == 4 else None])
    rows.append(["以上为6月成绩"])
    return written(tmp_path / "汇总.xlsx", rows, title="客服部6月")


def test_columns_with_scores_that_nobody_uses_are_listed(summary):
    _, told, _ = run("adopt", str(summary), "--dry-run")
    assert f"没有用到：{'、'.join(f'{c} {w}' for c, w in zip('DEFG', SCORED))}；它们原样保留" in told
    assert "序号" not in told.partition("没有用到")[2].partition("\n")[0]


def test_json_lists_them_too(summary):
    _, told, _ = run("adopt", str(summary), "--dry-run", "--json")
    assert json.loads(told)["unread"] == [{"column": c, "header": w} for c, w in zip("DEFG", SCORED)]


def test_an_answered_column_is_no_longer_among_them(summary, tmp_path):
    answers = tmp_path / "答.toml"
    answers.write_text('score = "D"\n', "utf-8")
    _, told, _ = run("adopt", str(summary), "--dry-run", "--json", "--answers", str(answers))
    assert [one["column"] for one in json.loads(told)["unread"]] == ["E", "F", "G"]


def test_the_coloured_copy_shows_them_grey_with_a_note(summary, tmp_path):
    copy = tmp_path / "看.xlsx"
    run("adopt", str(summary), "--dry-run", "--preview", str(copy))
    sheet = openpyxl.load_workbook(copy)["客服部6月"]
    assert "没有用到：业主满意度(30%)" in sheet["D4"].comment.text
    greys = [
        str(rules.sqref)
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if (rule.dxf.fill.bgColor.rgb or "").endswith("D9D9D9")
    ]
    assert sorted(greys) == [f"{c}4:{c}7" for c in "DEFG"]


def test_next_month_takes_their_scores_away_and_says_what_still_tells_june(summary, tmp_path):
    folder = tmp_path / "六月"
    folder.mkdir()
    code, told, complaints = run("adopt", str(summary), "-o", str(folder / "汇总.xlsm"))
    assert code == 0, told + complaints
    code, told, complaints = run("next", "2025-07", str(folder), "-o", str(tmp_path / "七月"))
    assert code == 0, told + complaints
    sheet = openpyxl.load_workbook(tmp_path / "七月" / "汇总.xlsm")["客服部6月"]
    assert [cell.value for row in sheet["D4:G7"] for cell in row] == [None] * 16
    assert sheet["A2"].value == "考核月份：2025年7月　　填报日期：2025-07-02"
    spoken = told + complaints
    assert "上月的 4 个数已清空" in spoken
    assert "同一格里另有上月填的日期" in spoken
    assert "工作表的名称还写着上个月" in spoken
    assert "A8  这里还写着上个月" in spoken


def test_typed_scores_that_no_formula_reads_stay_and_are_told(tmp_path):
    rows = [["考核周期", "2025年6月"], ["工号", "姓名", "保洁质量", "绿化养护", "考核总分", "考核等级"]]
    rows += [["权重", None, 0.6, 0.4]]
    rows += [[f"HJ0{at}", name, 80 + at, 90, 84 + at, "B"] for at, name in enumerate(("孟庆华", "邱桂英", "侯秀珍"))]
    path = written(tmp_path / "成绩.xlsx", rows, merge=("A3:B3",))
    folder = tmp_path / "六月"
    folder.mkdir()
    code, told, complaints = run("adopt", str(path), "-o", str(folder / "成绩.xlsm"))
    assert code == 0, told + complaints
    assert "第 4-6 行，3 行有效" in told  # the row of weights is nobody
    assert "权重、" not in told
    code, told, complaints = run("next", "2025-07", str(folder), "-o", str(tmp_path / "七月"))
    sheet = openpyxl.load_workbook(tmp_path / "七月" / "成绩.xlsm").worksheets[0]
    assert [sheet["C3"].value, sheet["C4"].value, sheet["E4"].value] == [0.6, 80, None]
    assert "不是接入的项目，仍是上月的 3 个数" in told + complaints


@pytest.fixture
def unclear(tmp_path):
    """A form whose words for the indicators nobody knows."""
    rows = [
        ["保洁员月度考核评分表"],
        ["姓名：李桂芳", None, "岗位：保洁员", "2025年6月"],
        ["类别", "检查之处", "标准分", "扣分", "实得分"],
        ["质量", "大堂及电梯厅", 60, 2, "=C4-D4"],
        ["质量", "楼道及扶手", 40, None, "=C5-D5"],
        ["合计", None, None, None, "=SUM(E4:E5)"],
        ["奖励加分", None, 3],
    ]
    return written(tmp_path / "评分.xlsx", rows, title="保洁")


@pytest.mark.parametrize("answer", ["form", "考核表"])
def test_what_a_sheet_is_may_be_answered_and_is_not_asked_again(unclear, tmp_path, answer):
    answers = tmp_path / "答.toml"
    answers.write_text(f'["保洁"]\nkind = "{answer}"\nindicator = "B"\nmarks = "满分"\n', "utf-8")
    _, told, _ = run("adopt", str(unclear), "--dry-run", "--answers", str(answers))
    assert "表的种类" not in told
    assert "考核表（一人一表）  第 4-5 行" in told
    assert "C7 奖励加分" in told


def test_a_sheet_that_is_none_is_left_alone(unclear, tmp_path):
    answers = tmp_path / "答.toml"
    answers.write_text('["保洁"]\nkind = "-"\n', "utf-8")
    _, told, complaints = run("adopt", str(unclear), "--dry-run", "--answers", str(answers))
    assert "由你确认不是" in told
    assert "请确认" not in told + complaints


def test_a_sheet_without_headings_cannot_be_read_and_that_is_said(tmp_path):
    path = written(tmp_path / "散.xlsx", [["员工绩效考核"], ["李桂芳", 90], ["王秀英", 80]], title="散")
    answers = tmp_path / "答.toml"
    answers.write_text('["散"]\nkind = "form"\n', "utf-8")
    _, told, complaints = run("adopt", str(path), "--dry-run", "--answers", str(answers))
    assert "找不到一行表头" in told
    assert "请确认" not in told + complaints


@pytest.mark.parametrize(("line", "said"), [('first = "3"', "可以回答的有 branch"), ('kind = "表"', "kind 要回答")])
def test_a_wrong_answer_says_what_may_be_answered(unclear, tmp_path, line, said):
    answers = tmp_path / "答.toml"
    answers.write_text(line + "\n", "utf-8")
    _, told, complaints = run("adopt", str(unclear), "--dry-run", "--answers", str(answers))
    assert said in told + complaints
