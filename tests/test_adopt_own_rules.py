"""What a company's own workbook says of itself: at adoption and at every check; each case as an outsider drew it."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.adopt.told_factors import factors_in

TEAM = """
如意酒店2025年8月前台绩效评比表|<|<|<|<|<|<
姓名|点评得分(30)|入住效率(30)|会员转化(40)|考核总分|等级|等级系数|绩效奖金标准|应发绩效
吕思瑶|28|25|38|=SUM(B3:D3)|S|1.5|1200|=G3*H3
施雨薇|26|24|{mark}|=SUM(B4:D4)|{level}|1.5|900|=G4*H4
金晨|25|22|33|=SUM(B5:D5)|A|1.2|900|=G5*H5
陶然|24|20|31|=SUM(B6:D6)|B|1|900|=G6*H6
柳青青|22|21|30|=SUM(B7:D7)|{low}|1|900|=G7*H7
合计||||||||=SUM(I3:I7)
注：总分≥90为S，80≤总分<90为A，70≤总分<80为B，总分<70为C。
{factors}
"""
FACTORS = "3. 等级系数：S级1.5，A级1.2，B级1.0，C级0.7。"


def team(tmp_path, mark=40, level="S", low="B", factors=FACTORS):
    return save(drawn(TEAM.format(mark=mark, level=level, low=low, factors=factors)), tmp_path, "a")


def conflicts(path):
    return {one.cell: one.why.say() for one in adopt(path).understood.contradictions}


def sheet_of(path, *, data_only=True):
    return openpyxl.load_workbook(path, data_only=data_only).worksheets[0]


def answered(tmp_path, path, text):
    answers = tmp_path / "answers.toml"
    answers.write_text(f'["表"]\n{text}\n', encoding="utf-8")
    return run("adopt", str(path), "--answers", str(answers))


def test_a_team_that_keeps_to_its_rules_is_taken_over_without_a_word(tmp_path):
    assert conflicts(team(tmp_path)) == {}
    code, told, _ = run("adopt", str(tmp_path / "a.xlsx"))
    assert (code, "请确认" in told) == (0, False)


def test_bare_numbers_in_brackets_that_make_100_are_full_marks(tmp_path):
    assert conflicts(team(tmp_path, mark=43)) == {"D4": "满分是 40，这里却是 43"}


def test_a_corrected_level_takes_its_coefficient_and_pay_along_and_a_kept_one_stays(tmp_path):
    """26+24+36 = 86 points are A: 1.2 × 900 = 1080. 柳青青's 73 points are B; A was given and is kept."""
    path = team(tmp_path, mark=36, low="A")
    assert set(conflicts(path)) == {"F4", "F7", "G7"}
    code, told, _ = answered(tmp_path, path, 'level_rule = "thresholds"\nF4 = "改正"\nF7 = "保留"\nG7 = "保留"')
    assert code == 0, told
    assert "随填入的结果从 1350 变成 1080" in told
    sheet = sheet_of(tmp_path / "a.xlsm")
    assert [sheet[cell].value for cell in ("F4", "G4", "I4", "F7")] == ["A", 1.2, 1080, "A"]
    assert sheet_of(tmp_path / "a.xlsm", data_only=False)["F7"].value == "A"


def test_a_level_that_no_longer_follows_from_its_score_is_told_at_every_check(tmp_path):
    path = team(tmp_path)
    assert run("adopt", str(path))[0] == 0
    out = tmp_path / "a.xlsm"
    assert not [one for one in check(open_book(out)) if "F5" in one.place]
    book = openpyxl.load_workbook(out, keep_vba=True)
    book.worksheets[0]["D5"] = 20  # 25+22+20 = 67
    book.save(out)
    [told] = [one for one in check(open_book(out)) if one.place.endswith("!F5")]
    assert told.notice
    assert told.say() == "现在是 A：按表上写的分数线，67 分应为 C；请核对"


def test_results_that_another_program_left_out_are_computed_before_anything_is_said(tmp_path):
    assert run("adopt", str(team(tmp_path)))[0] == 0
    out = tmp_path / "a.xlsm"
    book = openpyxl.load_workbook(out, keep_vba=True)
    book.save(out)  # openpyxl keeps no result of a formula
    told = [fault.say() for fault in check(open_book(out)) if not fault.notice]
    assert told == []
    code, said, _ = run("recompute", str(out))
    assert (code, "还没有总分" in said) == (0, False)
    assert sheet_of(out)["I8"].value == 1200 * 1.5 + 900 * 1.5 + 900 * 1.2 + 900 + 900


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FACTORS, {"S": 1.5, "A": 1.2, "B": 1.0, "C": 0.7}),
        ("A级系数1.2，B级1.0，C级0.8", {"A": 1.2, "B": 1.0, "C": 0.8}),
        ("A级系数1.2，B级80分以上，C级0.8", {}),
        ("A级系数1.2，B级3人，C级0.8", {}),
        ("A级系数1.2，B级1.0，每降一级减0.2", {}),
        ("A级1.2，B级1.0", {}),
    ],
)
def test_a_coefficient_said_once_holds_for_the_levels_after_it(text, found):
    assert factors_in(text) == found


SHARES = """
外呼三组2025年10月KPI排名|<|<|<
{rule}
名次|坐席姓名|总分|评级
1|郝蕾|93|A
2|柏青|92|A
3|楚云|90|{third}
4|窦靖童|88|B
5|法图|87|B
6|海清|85|B
7|姜武|84|B
8|江珊|80|C
9|金铭|78|C
10|景甜|75|C
"""


@pytest.mark.parametrize(
    "rule",
    [
        "评级规则：按总分排名，前20%为A，其后50%为B，其余为C",
        "A级占20%，B级占50%，C级占30%",
        "总分前20%评为A，20%-70%评为B，后30%评为C。",
        "A级2人，B级5人，其余C级",
        "考核等级：前20%为A；A级系数1.2，B级1.0，C级0.8",
    ],
)
def test_more_people_with_a_level_than_a_sentence_allows(rule, tmp_path):
    def told(third):
        return conflicts(save(drawn(SHARES.format(rule=rule, third=third)), tmp_path, third))

    assert list(told("A")) == ["D6"]
    assert told("B") == {}


def test_levels_that_stand_beside_shares_in_words_are_explained_by_these(tmp_path):
    rule = "前20%为A，其后50%为B，其余为C"
    _, told, _ = run("adopt", str(save(drawn(SHARES.format(rule=rule, third="B")), tmp_path, "a")), "--dry-run")
    assert "“前20%为A，其后50%为B，其余为C”写着自己的比例" in told


PAYROLL = """
翡翠湾项目2025年10月工资发放表|<|<|<|<|<|<|<
序号|工号|姓名|基本工资|绩效工资|应发合计|养老|医疗|个税|实发工资
1|F07|华小满|3200|1762|4962|256|64|0|4642
2|F08|姚瑶|3200|1940|5140|256|64|4|4816
3|F09|易安|3000|1782|4782|240|60|0|4482
"""


def test_a_payroll_is_no_appraisal_and_nobody_is_asked(tmp_path):
    found = adopt(save(drawn(PAYROLL), tmp_path, "a")).understood
    assert (found.parts, found.asked) == ((), ())
    assert "工资表" in "".join(one.say() for one in found.why)


TWO = """
售后部2025年9月绩效考核|<|<|<|<
（一）服务顾问|<|<|<|<
工号|姓名|综合得分|名次|绩效工资
S1|冯程程|92|1|4000
S2|许文强|85|2|3600
S3|丁力军|80|3|3400
小计||||11000

（二）维修技师|<|<|<|<
工号|姓名|综合得分|名次|绩效工资
J1|武大海|95|1|4600
J2|林志刚|88|2|4300
J3|杨铁军|80|3|4000
小计||||12900
合计||||{whole}
"""


@pytest.mark.parametrize(("whole", "told"), [(23900, []), ("=E7+E14", []), (12900, []), (23800, ["E15"])])
def test_a_grand_total_holds_the_lists_above_it_too(whole, told, tmp_path):
    assert list(conflicts(save(drawn(TWO.format(whole=whole)), tmp_path, "a"))) == told


FORM = """
热线话务员月度考核表|<|<|<|<
姓名|田小禾|月份|2025年11月|
序号|考核指标|权重|得分|加权得分
1|接通率|60%|100|60
2|服务态度|40%|95|38
{words}|12345工单表扬一件加1分|||1
综合得分||||99
考核等级|A|考核人|贺云（班长）|本人确认
"""


@pytest.mark.parametrize("words", ["加减分", "三、加减分", "3.加减分", "（三）加减分项", "三、加分项", "奖惩加减分"])
def test_points_added_behind_a_number_are_found(words, tmp_path):
    found = adopt(save(drawn(FORM.format(words=words)), tmp_path, "a")).understood
    assert found.contradictions == ()
    fields = found.parts[0].fields
    assert fields["adjust"] == "E6"
    assert fields["rater"] == "D8"
    assert "supervisor" not in fields, "贺云（班长） is somebody, and 本人确认 waits for a signature"


def team_sheets(tmp_path, *, typed=False):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "汇总"
    page.append(["鸿达4S店售后服务部2025年10月绩效汇总"])
    page.append(["序号", "组别", "姓名", "绩效得分", "名次", "绩效基数", "当月绩效"])
    for at, (group, name, score) in enumerate(
        [
            ("机电组", "武大海", 92),
            ("机电组", "林志刚", 88),
            ("机电组", "杨铁军", 95),
            ("钣喷组", "郭小涛", 90),
            ("钣喷组", "穆易", 85),
            ("钣喷组", "曲三", 80),
        ]
    ):
        total = score if typed else f"={group}!D{3 + at % 3}"
        page.append([at + 1, group, name, total, None, 3000, f"=ROUND(F{3 + at}*D{3 + at}/100,2)"])
        if group not in book.sheetnames:
            book.create_sheet(group).append([f"{group}10月绩效打分表"])
            book[group].append(["姓名", "效率(50%)", "质量(50%)", "得分"])
        row = 3 + at % 3
        book[group].append([name, score - 2, score + 2, f"=B{row}*50%+C{row}*50%"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_sheets_of_teams_that_only_feed_a_summary_are_left_out_and_named(tmp_path):
    found = adopt(team_sheets(tmp_path)).understood
    assert [part.sheet for part in found.parts] == ["汇总"]
    assert [one.sheet for one in found.left_out] == ["机电组", "钣喷组"]
    code, told, _ = run("adopt", str(tmp_path / "a.xlsx"))
    assert code == 0
    assert "“汇总”的总分取自这一张，同一批人不接入两次" in told
    assert [row[4].value for row in sheet_of(tmp_path / "a.xlsm").iter_rows(3, 8)] == [2, 3, 1, 1, 2, 3]


def test_sheets_of_teams_beside_a_typed_summary_are_taken_or_asked(tmp_path):
    found = adopt(team_sheets(tmp_path, typed=True)).understood
    assert {part.sheet for part in found.parts} == {"汇总", "机电组", "钣喷组"}


def test_a_total_of_nothing_is_told_and_not_only_counted_as_0(tmp_path):
    """The company's SUM over three blank cells is 0, and 0 is the lowest level."""
    path = team(tmp_path)
    book = openpyxl.load_workbook(path)
    for row in range(3, 8):
        for column in "FG":
            book.worksheets[0][f"{column}{row}"] = None
    book.save(path)
    assert answered(tmp_path, path, 'level_rule = "thresholds"')[0] == 0
    out = tmp_path / "a.xlsm"
    book = openpyxl.load_workbook(out, keep_vba=True)
    for column in "BCD":
        book.worksheets[0][f"{column}4"] = None
    book.save(out)
    [told] = [one for one in check(open_book(out)) if one.place == "表!E4"]
    assert "各项都空着，总分却是 0" in told.say()


def test_pay_made_of_a_blank_result_is_no_error_of_the_person(tmp_path):
    """The company's formula multiplies our blank coefficient to #VALUE!: only the missing score is told."""
    path = team(tmp_path)
    book = openpyxl.load_workbook(path)
    for row, total in zip(range(3, 8), (91, 90, 80, 75, 73)):
        for column, value in zip("BCDEFG", (None, None, None, total, None, None)):
            book.worksheets[0][f"{column}{row}"] = value
    book.save(path)
    assert answered(tmp_path, path, 'level_rule = "thresholds"')[0] == 0
    out = tmp_path / "a.xlsm"
    book = openpyxl.load_workbook(out, keep_vba=True)
    book.worksheets[0]["E4"] = None
    book.save(out)
    told = [one.place for one in check(open_book(out)) if not one.notice]
    assert told == ["表!E4"]


SHIFT = """
12345热线话务一班10月份考核结果|<|<|<|<
姓名|业务量化|质量考核|总得分|班内名次|等次|奖金系数
高洁|52|23|=B3+C3|||
梁宇航|65|30|=B4+C4|||
宋佳|62|28|=B5+C5|||
等次：总得分95分（含）以上为优秀，85分（含）至95分为良好，85分以下为合格。奖金系数：优秀1.3，良好1.1，合格1.0。
"""


def test_a_small_shift_is_taken_over_and_every_later_command_works(tmp_path):
    """Three people without a column for their department: the title names the one shift. 75, 95 and 90 points."""
    path = save(drawn(SHIFT), tmp_path, "a")
    code, told, _ = answered(tmp_path, path, 'level_rule = "thresholds"')
    assert code == 0, told
    out = tmp_path / "a.xlsm"
    rows = [[cell.value for cell in row[4:7]] for row in sheet_of(out).iter_rows(3, 5)]
    assert rows == [[3, "合格", 1], [1, "优秀", 1.3], [2, "良好", 1.1]]
    for command in (["check", str(out)], ["recompute", str(out)], ["slips", str(out), "-o", str(tmp_path / "s")]):
        code, told, _ = run(*command)
        assert code == 0, told


def test_places_inside_of_something_that_nothing_names_are_still_asked(tmp_path):
    text = SHIFT.replace("话务一班10月份", "10月份话务员")
    code, told, _ = answered(tmp_path, save(drawn(text), tmp_path, "a"), 'level_rule = "thresholds"')
    assert code == 1
    assert "看不出谁属于哪一个" in told


GROUPS = """
外呼营销中心2025年6月绩效考核汇总|<|<|<
外呼一组　　组长：王海燕
工号|姓名|综合得分|组内排名
101|陈思雨|90|
102|李嘉豪|85|
103|张雅琴|88|
小计||263|

外呼二组　　组长：孙立军
工号|姓名|综合得分|组内排名
201|周婷|80|
202|吴昊天|95|
203|郑晓敏|70|
小计||245|
"""


def test_the_line_above_a_list_behind_a_blank_row_is_its_own(tmp_path):
    adoption = adopt(save(drawn(GROUPS), tmp_path, "a"))
    assert [part.fields.get("supervisor") for part in adoption.understood.parts] == ["A2", "A9"]
    assert run("adopt", str(tmp_path / "a.xlsx"))[0] == 0
    ranks = [sheet_of(tmp_path / "a.xlsm").cell(row, 4).value for row in (4, 5, 6, 11, 12, 13)]
    assert ranks == [1, 3, 2, 2, 1, 3], "each list is a group of its own"


def test_correcting_one_typed_cell_leaves_the_formulas_beside_it(tmp_path):
    """Pay is base times coefficient; one of five was typed 100 too high."""
    path = team(tmp_path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["I5"] = 1180
    book.save(path)
    assert "I5" in conflicts(path)
    assert answered(tmp_path, path, 'I5 = "改正"')[0] == 0
    sheet = sheet_of(tmp_path / "a.xlsm", data_only=False)
    assert sheet["I4"].value == "=G4*H4"
    assert sheet_of(tmp_path / "a.xlsm")["I5"].value == 1080


def test_one_rule_of_levels_on_three_sheets_is_one_question(tmp_path):
    book = openpyxl.Workbook()
    for name in ("一班", "二班", "三班"):
        page = book.create_sheet(name)
        page.append([f"热线话务{name}10月份考核结果"])
        page.append(["姓名", "总得分", "班内名次", "等次"])
        for who, total in (("高洁", 75), ("梁航", 95), ("宋佳", 90)):
            page.append([who + name[0], total])
    book.remove(book.worksheets[0])
    book.create_sheet("考核办法").append(["总得分95分以上为优秀，85分至95分为良好，85分以下为合格；优秀名额另定。"])
    book.save(tmp_path / "a.xlsx")
    code, told, _ = run("adopt", str(tmp_path / "a.xlsx"))
    assert code == 1
    assert told.count("请确认等级怎么定") == 1
    assert "一班、二班、三班" in told
    text = "".join(f'["{name}"]\nlevel_rule = "thresholds"\n' for name in ("一班", "二班", "三班"))
    (tmp_path / "answers.toml").write_text(text, encoding="utf-8")
    code, told, _ = run("adopt", str(tmp_path / "a.xlsx"), "--answers", str(tmp_path / "answers.toml"))
    assert code == 0, told


STORE = """
渝味道餐饮2025年11月门店员工评级表|<|<|<|<|<
解放碑店
姓名|得分|店内排名|等级|系数|绩效奖基数|绩效奖金
唐小兵|87||||600|
袁梦|78||||800|
余涛|68||||800|
董洁|79||||1000|
贺强|81||||600|
"""


def test_a_share_of_what_the_others_leave_and_a_heading_that_says_of_whom(tmp_path):
    """A 20%, B 其余, C 10% of five people: one A; 0.5 rounds up to one C, as the shares are rounded here."""
    book = openpyxl.load_workbook(save(drawn(STORE), tmp_path, "a"))
    rules = book.create_sheet("评级规则")
    for row in (["级别", "名额比例（占本店人数）", "系数"], ["A", "20%", 1.3], ["B", "其余", 1], ["C", "10%", 0.7]):
        rules.append(row)
    book.save(tmp_path / "a.xlsx")
    code, told, _ = run("adopt", str(tmp_path / "a.xlsx"))
    assert code == 0, told
    rows = [[cell.value for cell in row[2:7]] for row in sheet_of(tmp_path / "a.xlsm").iter_rows(4, 8)]
    assert rows == [
        [1, "A", 1.3, 600, 780],
        [4, "B", 1, 800, 800],
        [5, "C", 0.7, 800, 560],
        [3, "B", 1, 1000, 1000],
        [2, "B", 1, 600, 600],
    ]


ONE_BASE = """
咨询部课程顾问2025年10月绩效考核汇总|<|<|<
绩效基数：|2000|
顾问姓名|总分|评定等级|系数|绩效工资
司马婧|91|优秀|1.5|
窦骁|84|良好|1.2|
池田|70|合格|1|
"""


def test_one_pay_base_above_the_list_is_everybodys(tmp_path):
    code, told, _ = run("adopt", str(save(drawn(ONE_BASE), tmp_path, "a")))
    assert code == 0, told
    assert [sheet_of(tmp_path / "a.xlsm").cell(row, 5).value for row in (4, 5, 6)] == [3000, 2400, 2000]


def test_units_with_somebody_to_call_are_no_people(tmp_path):
    rows = "市住建局|95|1|赵工\n市交通局|94|2|李工\n城东街道|90|3|王工\n水务集团|85|4|周工"
    text = f"\n热线承办单位10月办件考核通报|<|<|<\n承办单位|综合得分|排名|联络员\n{rows}\n"
    found = adopt(save(drawn(text), tmp_path, "a")).understood
    assert (found.parts, found.asked) == ((), ())


def test_an_answer_takes_a_sheet_that_feeds_the_summary_over_too(tmp_path):
    path = team_sheets(tmp_path)
    (tmp_path / "answers.toml").write_text('["机电组"]\nkind = "summary"\n', encoding="utf-8")
    _, told, _ = run("adopt", str(path), "--answers", str(tmp_path / "answers.toml"), "--dry-run")
    assert "机电组  汇总表" in told
    assert "钣喷组  没有接入" in told


def test_the_word_for_shops_names_no_shop(tmp_path):
    text = STORE.replace("解放碑店\n", "各门店评级\n")
    assert "看不出谁属于哪一个" in run("adopt", str(save(drawn(text), tmp_path, "a")))[1]


def test_every_department_may_round_its_share_up(tmp_path):
    """A级占20% of three people is one of three in each department: three of nine, where 20% of nine are two."""
    people = [
        (group, f"{group[0]}{who}", score, level)
        for group in ("甲组", "乙组", "丙组")
        for who, score, level in (("一鸣", 95, "A"), ("二龙", 85, "B"), ("三立", 75, "B"))
    ]
    rows = "\n".join("|".join(map(str, row)) for row in people)
    text = f"\n2025年10月考核结果|<|<|<\nA级占20%，其余B级|<|<|<\n部门|姓名|总分|等级\n{rows}\n"
    assert conflicts(save(drawn(text), tmp_path, "a")) == {}


def test_somebody_away_may_have_nothing_and_0_points(tmp_path):
    text = TEAM.replace("|绩效奖金标准|应发绩效", "|绩效奖金标准|应发绩效|备注").format(
        mark=40, level="S", low="B", factors=FACTORS
    )
    path = save(drawn(text), tmp_path, "a")
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for cell in ("B7", "C7", "D7", "F7", "G7"):
        page[cell] = None
    book.save(path)
    assert conflicts(path).get("E7") == "各项都空着，总分却是 0"
    page["J7"] = "产假"
    book.save(path)
    assert "E7" not in conflicts(path)


def test_two_sentences_of_coefficients_are_no_rule():
    assert factors_in("员工系数：A级1.2，B级1.0。班长系数：A级1.5，B级1.2。") == {}


def test_an_error_that_no_blank_explains_is_told(tmp_path):
    path = team(tmp_path)
    assert run("adopt", str(path))[0] == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsm", keep_vba=True)
    book.worksheets[0]["I4"] = "=G4*H4/0"
    book.save(tmp_path / "a.xlsm")
    assert "表!I4" in [one.place for one in check(open_book(tmp_path / "a.xlsm")) if not one.notice]


@pytest.mark.parametrize(
    "note",
    [
        "评级：90分（含）以上优，系数1.2；80分（含）以上不足90分良，系数1.0；80分以下差，系数0.7。",
        "90分以上优，80分以上不足90分良，80分以下差；系数：优1.2，良1.0，差0.7",
    ],
)
def test_points_with_the_level_right_behind_them(note, tmp_path):
    """93.9 is 优, 83.75 良, 72.35 差."""
    text = f"\n2025年10月柜员绩效考核汇总|<|<|<\n姓名|考核得分|等级|绩效系数\n沙溢|93.9||\n米雪|83.75||\n倪萍萍|72.35||\n{note}\n"
    code, told, _ = answered(tmp_path, save(drawn(text), tmp_path, "a"), 'level_rule = "thresholds"')
    assert code == 0, told
    rows = [[cell.value for cell in row[2:4]] for row in sheet_of(tmp_path / "a.xlsm").iter_rows(3, 5)]
    assert rows == [["优", 1.2], ["良", 1], ["差", 0.7]]
