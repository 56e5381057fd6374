"""What a property company's clerk met when she took her own workbooks over: columns that nobody used, dead ends."""

from __future__ import annotations

import json

import openpyxl
import pytest

from commands import run
from small_workbooks import of_rows

SCORED = ("业主满意度(30%)", "报修回访率(30%)", "物业费收缴(25%)", "日常行为(15%)")
PEOPLE = (
    ("KF001", "陈晓燕", 86, 80, 88, 96),
    ("KF002", "林芳", 77, 78, 93, 79),
    ("KF003", "黄丽娟", 87, 94, 77, 92),
    ("KF004", "何静", 82, 77, 78, 89),
)


@pytest.fixture
def summary(tmp_path):
    """Scores by four indicators in columns, of which the total is made."""
    rows = [
        ["安居物业客服部2025年6月绩效考核汇总表"],
        ["考核月份：2025年6月　　填报日期：2025-07-02"],
        ["序号", "工号", "姓名", *SCORED, "综合得分", "等级", "备注"],
    ]
    for at, (number, name, *scores) in enumerate(PEOPLE, 4):
        total = f"=E{at}*30%+D{at}*30%+F{at}*25%+G{at}*15%"
        rows.append([at - 3, number, name, *scores, total, "B", "6月请假1天" if at == 4 else None])
    rows.append(["以上为6月成绩"])
    return of_rows(tmp_path / "汇总.xlsx", {"客服部6月": rows})


FACTS = ("业主满意度", "报修回访率", "物业费收缴", "日常行为")


@pytest.fixture
def loose(tmp_path):
    """The same columns without weights beside totals that do not come out of them: nobody knows what they are for."""
    rows = [["安居物业客服部2025年6月绩效考核汇总表"], ["考核月份：2025年6月"]]
    rows.append(["序号", "工号", "姓名", *FACTS, "综合得分", "等级", "备注"])
    for at, (number, name, *scores) in enumerate(PEOPLE, 4):
        rows.append([at - 3, number, name, *scores, 90 - at * 1.35, "B", None])
    return of_rows(tmp_path / "散.xlsx", {"客服部6月": rows})


def test_columns_with_scores_that_nobody_uses_are_listed(loose):
    _, told, _ = run("adopt", str(loose), "--dry-run")
    assert f"没有用到：{'、'.join(f'{c} {w}' for c, w in zip('DEFG', FACTS))}；它们原样保留" in told
    assert "序号" not in told.partition("没有用到")[2].partition("\n")[0]


def test_json_lists_them_too(loose):
    _, told, _ = run("adopt", str(loose), "--dry-run", "--json")
    assert json.loads(told)["unread"] == [{"column": c, "header": w} for c, w in zip("DEFG", FACTS)]


def test_an_answered_column_is_no_longer_among_them(loose, tmp_path):
    answers = tmp_path / "答.toml"
    answers.write_text('score = "D"\n', "utf-8")
    _, told, _ = run("adopt", str(loose), "--dry-run", "--json", "--answers", str(answers))
    assert [one["column"] for one in json.loads(told)["unread"]] == ["E", "F", "G"]


def test_columns_that_the_total_is_made_of_are_told_with_their_weights(summary):
    _, told, _ = run("adopt", str(summary), "--dry-run")
    assert "H 综合得分 = D×30%+E×30%+F×25%+G×15%" in told
    assert "没有用到" not in told


def test_the_coloured_copy_shows_them_grey_with_a_note(loose, tmp_path):
    copy = tmp_path / "看.xlsx"
    run("adopt", str(loose), "--dry-run", "--preview", str(copy))
    sheet = openpyxl.load_workbook(copy)["客服部6月"]
    assert "没有用到：业主满意度" in sheet["D4"].comment.text
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
    rows = [["考核周期", "2025年6月"], ["工号", "姓名", "保洁质量", "绿化养护", "考核总分", "考核等级", "服务户数"]]
    rows += [["权重", None, 0.6, 0.4]]
    for at, name in enumerate(("孟庆华", "邱桂英", "侯秀珍")):
        rows.append([f"HJ0{at}", name, 80 + at * 5, 90, 84 + at * 3, "B", 41 + at])  # 0.6 × 5 = 3
    path = of_rows(tmp_path / "成绩.xlsx", {"表": rows}, ["A3:B3"])
    folder = tmp_path / "六月"
    folder.mkdir()
    code, told, complaints = run("adopt", str(path), "-o", str(folder / "成绩.xlsm"))
    assert code == 0, told + complaints
    assert "第 4-6 行，3 行有效" in told  # the row of weights is nobody
    assert "权重、" not in told
    code, told, complaints = run("next", "2025-07", str(folder), "-o", str(tmp_path / "七月"))
    sheet = openpyxl.load_workbook(tmp_path / "七月" / "成绩.xlsm").worksheets[0]
    assert [sheet["C3"].value, sheet["C4"].value, sheet["G4"].value] == [0.6, None, 41]
    assert sheet["E4"].value == '=IF(COUNT(C4:D4)<2,"",ROUND(C4*$C$3+D4*$D$3,2))'
    assert "“服务户数”G 不是接入的项目，仍是上月的 3 个数" in told + complaints
    assert "“保洁质量、绿化养护”C、D 是总分的一项：上月的 3 个数已清空" in told + complaints


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
    return of_rows(tmp_path / "评分.xlsx", {"保洁": rows})


@pytest.mark.parametrize("answer", ["form", "考核表"])
def test_what_a_sheet_is_may_be_answered_and_is_not_asked_again(unclear, tmp_path, answer):
    answers = tmp_path / "答.toml"
    answers.write_text(f'["保洁"]\nkind = "{answer}"\nindicator = "B"\nmarks = "满分"\n', "utf-8")
    _, told, _ = run("adopt", str(unclear), "--dry-run", "--answers", str(answers))
    assert "表的种类" not in told
    assert "考核表（一人一表）  第 4-5 行" in told
    assert "C7 奖励加分" in told


def test_what_follows_from_an_answer_is_asked_in_the_same_run(unclear, monkeypatch):
    monkeypatch.setattr("click.prompt", lambda *_, **__: "1")
    _, told, complaints = run("adopt", str(unclear), "--dry-run", "--interactive")
    assert "考核指标：没有一列" in told
    assert "请确认" not in told + complaints


def test_a_sheet_that_is_none_is_left_alone(unclear, tmp_path):
    answers = tmp_path / "答.toml"
    answers.write_text('["保洁"]\nkind = "-"\n', "utf-8")
    _, told, complaints = run("adopt", str(unclear), "--dry-run", "--answers", str(answers))
    assert "由你确认不是" in told
    assert "请确认" not in told + complaints


def test_a_sheet_without_headings_cannot_be_read_and_that_is_said(tmp_path):
    path = of_rows(tmp_path / "散.xlsx", {"散": [["员工绩效考核"], ["李桂芳", 90], ["王秀英", 80]]})
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


@pytest.fixture
def stating(tmp_path):
    """A list whose levels are blank, with lines of its own below it."""
    rows = [["2025年6月考核汇总"], ["序号", "姓名", "总分", "等级"]]
    rows += [[at, name, 70 + 9 * at, None] for at, name in enumerate(("高志远", "胡军", "程浩"), 1)]
    rows += [["说明：总分95分以上为优秀，85分以上为良好，70分以上为合格，70分以下为不合格。"]]
    return of_rows(tmp_path / "工程.xlsx", {"工程部": rows}, ["A6:D6"])


def test_no_other_levels_are_put_in_where_the_sheet_states_its_own(stating, tmp_path):
    """By the points of the note 79 are 合格, 88 良好, 97 优秀."""
    code, told, complaints = run("adopt", str(stating), "-o", str(tmp_path / "出.xlsm"))
    assert code == 0
    assert "优秀 95、良好 85、合格 70" in told + complaints
    page = openpyxl.load_workbook(tmp_path / "出.xlsm", data_only=True)["工程部"]
    assert [page[f"D{row}"].value for row in (3, 4, 5)] == ["合格", "良好", "优秀"]


@pytest.mark.parametrize(("answer", "formula"), [("-", False), ("保留", False), ("改正", True)])
def test_which_levels_count_is_answered(stating, tmp_path, answer, formula):
    answers = tmp_path / "答.toml"
    answers.write_text(f'["工程部"]\nlevel = "{answer}"\n', "utf-8")
    code, told, complaints = run("adopt", str(stating), "-o", str(tmp_path / "出.xlsm"), "--answers", str(answers))
    assert code == 0, told + complaints
    stands = openpyxl.load_workbook(tmp_path / "出.xlsm")["工程部"]["D3"].value
    assert (stands is not None) is formula
    assert ("优秀 95、良好 85、合格 70" in told + complaints) is formula


def test_people_whose_forms_have_not_come_are_only_told(tmp_path):
    rows = [["秩序部2025年6月绩效工资核算表"], ["姓名", "月度考核分", "考核等级", "绩效系数", "绩效基数"]]
    look_up = '=IF(C{0}="","",VLOOKUP(C{0},等级系数!$A$2:$B$5,2,FALSE))'
    people = (
        ("王建国", None, None),
        ("张海涛", 88, "良"),
        ("刘大勇", 96, "优"),
        ("马超", 79, "中"),
        ("邓伟", 91, "良"),
    )
    rows += [[name, total, level, look_up.format(at), 800] for at, (name, total, level) in enumerate(people, 3)]
    scale = [["等级", "系数"], ["优", 1.2], ["良", 1], ["中", 0.8], ["差", 0.5]]
    path = of_rows(tmp_path / "工资.xlsx", {"工资": rows, "等级系数": scale})
    code, told, complaints = run("adopt", str(path), "-o", str(tmp_path / "出.xlsm"))
    assert code == 0, told + complaints
    assert "B3:D3  共3格：还空着，等考核表交来再填" in told + complaints
    assert openpyxl.load_workbook(tmp_path / "出.xlsm")["工资"]["D3"].value == look_up.format(3)
    assert "不在等级表中" not in told + complaints


def test_a_blank_total_beside_a_level_is_still_a_contradiction(tmp_path):
    rows = [["2025年6月绩效考核汇总表"], ["姓名", "总分", "等级"]]
    people = (("王建国", None, "B"), ("张海涛", 88, "B"), ("刘大勇", 96, "A"), ("马超", 79, "C"), ("邓伟", 91, "B"))
    path = of_rows(tmp_path / "汇总.xlsx", {"表": [*rows, *people]})
    code, told, complaints = run("adopt", str(path), "--dry-run")
    assert code != 0
    assert "这里空着" in told + complaints


def test_a_folder_goes_back_whole(summary, tmp_path):
    folder = tmp_path / "六月"
    folder.mkdir()
    (folder / "汇总.xlsx").write_bytes(summary.read_bytes())
    of_rows(folder / "别的.xlsx", {"表": [["通讯录"]]})
    assert run("adopt", str(folder / "汇总.xlsx"))[0] == 0
    code, told, complaints = run("adopt", "--undo", str(folder))
    assert code == 0, told + complaints
    assert "已退回接入前的原件" in told
    assert "别的" not in told + complaints


def test_nothing_to_go_back_to_is_said_of_a_folder(summary):
    code, told, complaints = run("adopt", "--undo", str(summary.parent))
    assert code != 0
    assert "这里没有接入过的表" in told + complaints


def test_next_of_a_file_asks_for_its_folder(summary, tmp_path):
    code, told, complaints = run("next", "2025-07", str(summary), "-o", str(tmp_path / "七月"))
    assert code != 0
    assert "是一个文件，请给它所在的文件夹" in told + complaints


def test_json_stays_json_where_the_target_exists(summary, tmp_path):
    (tmp_path / "出.xlsm").write_bytes(b"")
    code, told, complaints = run("adopt", str(summary), "-o", str(tmp_path / "出.xlsm"), "--json")
    assert code != 0
    assert "已存在，没有覆盖" in json.loads(told)["error"]
    assert complaints == ""


@pytest.mark.parametrize(("first", "rank", "listed"), [("序号", "E", []), ("班次号", None, ["A", "E"])])
def test_an_empty_column_that_may_wait_for_a_result_is_listed(first, rank, listed, tmp_path):
    """排序 beside a 序号 is the place of a person; where nothing else numbers the rows it may do that. 签名 waits for none."""
    rows = [
        ["供热客服员工月度考核结果"],
        ["月份：2025年9月"],
        [first, "工号", "姓名", "考核分数", "排序", "等级", "签名"],
        *([at, number, name, 80 + at, None, "B", None] for at, (number, name, *_) in enumerate(PEOPLE, 1)),
    ]
    path = of_rows(tmp_path / "结果.xlsx", {"考核结果": rows})
    said = json.loads(run("adopt", str(path), "--dry-run", "--json")[1])
    assert said["columns"].get("rank") == rank
    assert [one["column"] for one in said["unread"]] == listed


def test_a_form_in_which_no_total_was_found_says_so(tmp_path):
    rows = [
        ["员工月度KPI考核表"],
        ["被考核人", "任重", "考核人", "俞敏", "考核周期", "2025-09"],
        ["指标名称", "评分规则", "目标值", "完成值", "权重", "得分"],
        ["抄表到户率", "每低1%扣3分", 0.99, 0.98, 0.5, 97],
        ["水费回收率", "每低1%扣2分", 0.95, 0.94, 0.3, 98],
        ["有责投诉", "每起扣10分", 0, 0, 0.2, 100],
    ]
    path = of_rows(tmp_path / "任重.xlsx", {"Sheet1": rows})
    _, told, _ = run("adopt", str(path), "--dry-run")
    assert "没有认出总分填在哪一格，不会写入总分" in told
