"""What is not sure is asked: ends of a body, unknown words over results, steps of a total, two places for one field.

The tables are written as text (tests/adopt/as_text.py); each expected answer was written by hand.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn, told, wanted
from adopt.drawing import Book
from adopt.handed_in import understood
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.adopt.answers import answers_of, with_answers
from xlkpi.adopt.mapping import decided
from xlkpi.errors import Unusable

CASES = {
    "the word 签收 in a line that is filled like the others is no signature": (
        """
快递员绩效考核表|<|<|<
姓名|陈丽华|部门|北区
考核指标|权重|目标值|得分
派送量|40%|200|90
签收确认|30%|100%|95
注：投诉处理|30%|0|100
总分|||94.5
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B target=C score=D total=D7",
    ),
    "a remark between two people whose serial numbers go on": (
        """
6月绩效考核汇总表|<|<|<
序号|姓名|考核总分|等级
1|陈丽华|90|A
2|王建国|88|B
说明：经复核改分|<|<|<
3|李晓梅|86|B
""",
        (3, 6),
        "summary name=B total=C level=D month=A1",
    ),
    "a remark between two people, and nothing tells whether the list goes on behind it": (
        """
6月绩效考核汇总表|<|<|<
姓名|部门|考核得分|等级
陈丽华|热线|96|A
王建国|热线|88|B
注：等级划分|<|<|<
优秀|前部|95|A
""",
        (3, 6),
        "summary name=A department=B total=C level=D month=A1 ?last_row",
    ),
    "a title between two groups, and the places are counted over both": (
        """
6月绩效考核汇总表|<|<|<
姓名|部门|考核得分|排名
陈丽华|热线|96|=RANK(C3,C$3:C$7)→1
王建国|热线|88|=RANK(C4,C$3:C$7)→3
外包人员|<|<|<
李晓梅|热线|86|=RANK(C6,C$3:C$7)→4
张志强|热线|90|=RANK(C7,C$3:C$7)→2
""",
        (3, 7),
        "summary name=A department=B total=C rank=D month=A1",
    ),
    "people behind two blank rows": (
        """
~6月绩效考核汇总表|||
~工号|姓名|考核得分|等级
~A1|陈丽华|90|A
~A2|王建国|88|B


~A3|李晓梅|86|B
~A4|张志强|84|B
""",
        (3, 4),
        "summary employee_id=A name=B total=C level=D month=A1 ?last_row",
    ),
    "people far below, whom the formulas of the places read": (
        """
~6月绩效考核汇总表|||
~工号|姓名|考核得分|排名
~A1|陈丽华|90|=RANK(C3,C$3:C$11)→1
~A2|王建国|88|=RANK(C4,C$3:C$11)→2
~注：以下为外包|||
~注：按合同考核|||
~注：不计入平均|||
~注：另行公示|||

~A3|李晓梅|86|=RANK(C10,C$3:C$11)→3
~A4|张志强|84|=RANK(C11,C$3:C$11)→4
""",
        (3, 4),
        "summary employee_id=A name=B total=C rank=D month=A1 ?last_row",
    ),
    "names of the two who sign below the total are no line": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|热线部
考核指标|权重|得分|备注
接通率|50%|90|
满意度|50%|80|
合计|100%|85|
~员工：陈丽华||主管：李晓梅|
""",
        (4, 5),
        "form name=B2 department=D2 supervisor=C7 indicator=A weight=B score=C remark=D total=C6",
    ),
    "weights told once more below the total are no line": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|岗位|坐席|
考核指标|权重|目标值|得分|加权得分
接通率|50%|95%|90|=B4*D4→45
满意度|50%|90|80|=B5*D5→40
合计|100%|||=SUM(E4:E5)→85
权重说明|50%|50%||
""",
        (4, 5),
        "form name=B2 post=D2 indicator=A weight=B target=C score=D weighted=E total=E6",
    ),
    "a post to be written behind its colon at the edge of the page": (
        """
员工绩效考核表|<|<|<
姓名：陈丽华|<|岗位：|<
考核指标|权重|得分|加权得分
接通率|50%|90|45
满意度|50%|80|40
合计|100%||85
""",
        (4, 5),
        "form name=A2 post=C2 indicator=A weight=B score=C weighted=D total=D6",
    ),
    "another name below than in the head": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|热线部
考核指标|权重|得分|备注
接通率|50%|90|
满意度|50%|80|
合计|100%|85|
~被考核人：王建国|||
""",
        (4, 5),
        "form department=D2 indicator=A weight=B score=C remark=D total=C6 ?name",
    ),
    "words nobody knows over totals, levels, places and factors": (
        """
6月绩效考核评档表|<|<|<|<|<
姓名|部门|本期得数|评档|次第|兑现倍数
陈丽华|热线|96|A|1|1.2
王建国|热线|88|B|3|1
李晓梅|热线|90|A|2|1.2
张志强|热线|86|B|4|1
""",
        (3, 6),
        "summary name=A department=B month=A1 ?total ?level",
    ),
    "a place and a factor under unknown words beside a known total and level": (
        """
6月绩效考核表|<|<|<|<
姓名|考核得分|等级|次第|兑现倍数
陈丽华|96|A|1|1.2
王建国|88|B|3|1
李晓梅|90|A|2|1.2
张志强|86|B|4|1
""",
        (3, 6),
        "summary name=A total=B level=C month=A1 ?rank ?coefficient",
    ),
    "a result behind the total that the total and the extra marks make": (
        """
6月员工绩效考核汇总表|<|<|<|<
姓名|部门|考核得分|奖罚|最后结果
陈丽华|热线|96|-1|95
王建国|热线|88|2|90
李晓梅|热线|86|0|86
""",
        (3, 5),
        "summary name=A department=B month=A1 ?total",
    ),
    "places that are those of another column": (
        """
6月员工绩效考核汇总表|<|<|<|<
姓名|部门|考核得分|修正后|排名
陈丽华|热线|96|88|3
王建国|热线|90|92|1
李晓梅|热线|89|90|2
张志强|热线|86|86|4
""",
        (3, 6),
        "summary name=A department=B rank=E month=A1 ?total",
    ),
    "marks that do not give the total, beside a column that does": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|热线部|
考核指标|权重|得分|核定|备注
接通率|50%|90|92|
满意度|50%|80|86|
合计|100%|||
总分||||89
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B remark=E total=E7 ?score",
    ),
    "deductions that the marks already hold are no adjustment": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|热线部|
考核项目|分值|加减分|得分|备注
接通率|50|-2|48|
满意度|50|-5|45|
合计|100|-7|93|
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B score=D remark=E total=D6",
    ),
    "an adjustment told below that the total does not hold": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|热线部
考核项目|分值|得分|备注
接通率|50|48|
满意度|50|45|
加减分||-3|
总分||93|
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B score=C remark=D total=C7 ?adjust",
    ),
    "two columns of weights": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|热线部|
考核指标|权重|权重|得分|加权得分
接通率|50%|50|90|45
满意度|50%|50|80|40
合计|100%|100||85
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A score=D weighted=E total=E6 ?weight",
    ),
    "a legend of levels right of the list, its header one row higher": (
        """
6月员工绩效考核汇总表|<|<|<||等级|分数线|系数
姓名|部门|考核得分|等级||A|95|1.2
陈丽华|热线|96|A||B|85|1
王建国|热线|88|B||C|0|0.8
李晓梅|热线|86|B||||
""",
        (3, 5),
        "summary name=A department=B total=C level=D",
    ),
    "a legend of factors with words of its own beside the list": (
        """
6月员工绩效考核汇总表|<|<|<||||
姓名|部门|考核得分|等级||级别|分数段|系数
陈丽华|热线|96|A||A|95|1.2
王建国|热线|88|B||B|85|1
李晓梅|热线|86|B|||
张志强|热线|85|B|||
""",
        (3, 6),
        "summary name=A department=B total=C level=D month=A1",
    ),
    "factors that differ within one level": (
        """
6月员工绩效考核汇总表|<|<|<
姓名|考核得分|等级|系数
陈丽华|96|A|1.2
王建国|94|A|1
李晓梅|86|B|0.8
张志强|85|B|1.1
""",
        (3, 6),
        "summary name=A total=B level=C month=A1 ?coefficient",
    ),
    "two columns of pay of which the other one is base times coefficient": (
        """
6月绩效奖金发放表（考核）|<|<|<|<|<|<
姓名|考核得分|绩效基数|系数|绩效奖金|扣款|实发奖金
陈丽华|96|2000|1.2|2400|100|2300
王建国|88|1800|1|1800|0|1800
李晓梅|86|1800|1|1800|50|1750
""",
        (3, 5),
        "summary name=A total=B base_pay=C coefficient=D month=A1 ?pay",
    ),
    "an inspector's form is one of a person": (
        """
巡检员月度考核表|<|<|<
姓名|陈丽华|部门|管网部
考核项目|分值|扣分|得分
到位率|60|2|58
记录|40|1|39
合计|100|3|97
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B score=D total=D6",
    ),
}


@pytest.mark.parametrize(("text", "rows", "expected"), CASES.values(), ids=CASES)
def test_what_is_sure_is_understood_and_what_is_not_is_asked(text, rows, expected, tmp_path):
    found = understood(drawn(text), tmp_path)
    assert told(found)[:3] == wanted(expected)[:3]
    [part] = found.parts
    assert (part.first_row, part.last_row) == rows


FOREIGN = {
    "an exam for new staff": "新员工上岗考核成绩|<|<|<\n姓名|部门|成绩|等级\n陈丽华|热线|96|优秀\n王建国|热线|88|良好",
    "stations with their heads": "6月各站点考核得分|<|<|<\n站点|站长|得分|排名\n东门|陈丽华|96|1\n北桥|王建国|88|2",
    "departments": "6月安全考核表|<|<|<\n被考核部门|分值|扣分|得分\n热线部|100|5|95\n工程部|100|8|92",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_what_only_sounds_like_an_appraisal_is_not_adopted_unasked(text, tmp_path):
    assert understood(drawn(text), tmp_path).kind == "not_ours"


@pytest.mark.parametrize(
    "text",
    [
        FOREIGN["an exam for new staff"],
        "9月得分\n姓名|得分\n陈丽华|96\n王建国|88\n李晓梅|90",
        "录音质检评分\n姓名|陈丽华|||\n评分项|比重|说明|得分\n开场白|40%||90\n业务|60%||95",
    ],
)
def test_people_or_indicators_with_scores_are_never_passed_over_in_silence(text, tmp_path):
    assert [question.field for question in understood(drawn(text), tmp_path).questions] == ["kind"]


@pytest.mark.parametrize("title", ["供应商评分表", "演讲比赛得分", "面试评分汇总"])
def test_another_subject_is_not_asked_about(title, tmp_path):
    text = f"{title}\n姓名|组别|得分\n陈丽华|热线|96\n王建国|热线|88\n李晓梅|在线|90"
    found = understood(drawn(text), tmp_path)
    assert (found.kind, found.questions) == ("not_ours", ())


def test_a_mean_of_months_is_the_first_of_the_totals_that_are_asked(tmp_path):
    text = """
上半年绩效考核汇总|<|<|<|<|<
姓名|部门|4月|5月|6月|平均分
陈丽华|热线|96|95|97|96
王建国|热线|88|90|92|90
李晓梅|热线|86|87|88|87
"""
    [question] = understood(drawn(text), tmp_path).asked
    assert (question.field, question.candidates[0]) == ("total", "F")


END = CASES["people behind two blank rows"][0]


def test_the_end_of_a_body_can_be_answered(tmp_path):
    found = understood(drawn(END), tmp_path)
    [question] = found.asked
    assert question.candidates == ("4", "8")
    [part] = with_answers(found, answers_of("last_row = 8", "answers.toml")).parts
    assert (part.last_row, part.questions) == (8, ())


@pytest.mark.parametrize("answer", ['"C"', "2", '"末行"'])
def test_an_end_that_is_no_row_of_the_body_is_refused(answer, tmp_path):
    found = understood(drawn(END), tmp_path)
    with pytest.raises(Unusable, match="行号"):
        with_answers(found, answers_of(f"last_row = {answer}", "answers.toml"))


TWO_FORMS = """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|热线部
考核指标|权重|得分|加权得分
接通率|50%|90|=B4*C4→45
满意度|50%|80|=B5*C5→40
合计|100%||=SUM(D4:D5)→85
员工绩效考核表|<|<|<
姓名|王建国|部门|热线部
考核指标|权重|得分|加权得分
接通率|50%|96|=B10*C10→48
满意度|50%|90|=B11*C11→45
合计|100%||=SUM(D10:D11)→93
"""


def test_two_forms_without_anything_between_them_are_two(tmp_path):
    parts = understood(drawn(TWO_FORMS), tmp_path).parts
    assert [(part.fields["name"], part.first_row, part.last_row, part.fields["total"]) for part in parts] == [
        ("B2", 4, 5, "D6"),
        ("B8", 10, 11, "D12"),
    ]
    assert [part.questions for part in parts] == [(), ()]


SCORES = "9月得分\n姓名|得分\n陈丽华|96\n王建国|88\n李晓梅|90"
CHECKED = "录音质检评分\n姓名|陈丽华|||\n评分项|比重|说明|得分\n开场白|40%||90\n业务|60%||95"
SURE = "6月员工绩效考核汇总表\n姓名|部门|考核总分|等级\n陈丽华|热线|96|A\n王建国|热线|88|B"


def sheets(folder, **texts):
    found = []
    for name, text in texts.items():
        [sheet] = drawn(text).sheets
        sheet.name = name
        found.append(sheet)
    return save(Book(found), folder, "几张")


def test_every_doubtful_sheet_is_asked_about_also_once_one_was_answered(tmp_path):
    path = sheets(tmp_path, 甲=SCORES, 乙=CHECKED, 丙=SCORES)
    assert [one.sheet for one in adopt(path).understood.asked] == ["甲", "乙", "丙"]
    told = adopt(path, answers={"甲": {"kind": "summary"}}).understood
    assert [one.sheet for one in told.asked if one.field == "kind"] == ["乙", "丙"]
    told = adopt(path, answers={"甲": {"kind": "summary"}, "乙": {"kind": "-"}, "丙": {"kind": "-"}}).understood
    assert [part.sheet for part in told.parts] == ["甲"]
    assert not [one for one in told.asked if one.field == "kind"]


def test_doubtful_sheets_beside_a_sure_one_are_told_and_can_be_taken_over(tmp_path):
    path = sheets(tmp_path, 汇总=SURE, 甲=SCORES, 乙=CHECKED, 说明="制度说明")
    adoption = adopt(path)
    assert adoption.understood.asked == ()
    assert [fault.place for fault in adoption.faults() if fault.notice] == ["甲", "乙"]
    assert [one["sheet"] for one in adoption.as_json()["left_out"]] == ["甲", "乙"]
    told = adopt(path, answers={"乙": {"kind": "form"}, "甲": {"kind": "-"}}).understood
    assert [part.sheet for part in told.parts] == ["汇总", "乙"]


def test_what_was_said_of_a_sheet_is_not_asked_again_with_its_mapping(tmp_path):
    path = sheets(tmp_path, 甲=SCORES, 丙=SCORES)
    told = adopt(path, answers={"甲": {"kind": "summary"}, "丙": {"kind": "-"}}).understood
    again = adopt(path, decided(told)).understood
    assert [part.sheet for part in again.parts] == ["甲"]
    assert [one.sheet for one in again.left_out] == ["丙"]


CARE = """
福安养老院护理员6月考核汇总表|<|<|<|<|<|<
序号|护理员|所在楼层|基本分|扣分|本月得分|等次
1|陈丽华|2楼|100|3||
2|王建国|2楼|100|||
3|李晓梅|3楼|100|5||
"""
CLASSES = """
阳光幼儿园教职工绩效考核汇总表（6月）|<|<|<|<|<
班级|{0}|岗位|总分|等级|绩效基数
大一班|苏小曼|主班|95|甲|1500
大一班|蔡琴|配班|88|乙|1200
中一班|阮玲|保育员|79|丙|1000
"""
PUPILS = """
考核汇总表|<|<|<
班级|姓名|总分|等级
一班|苏小曼|95|甲
一班|蔡琴|88|乙
二班|阮玲|79|丙
"""
POST = """
员工月度绩效考核表|<|<|<
姓名|郭子豪|岗位|{0}
考核指标|权重|目标值|评分
营业额|60%|100|90
服务|40%|100|80
合计|||=B4*D4+B5*D5→86
"""
GUARD = """
队员月度考核表|<|<|<
队员|马国强|岗位|门岗
考核指标|权重|目标值|评分
巡逻|60%|100|90
登记|40%|100|80
"""


def test_people_are_listed_under_their_trade(tmp_path):
    [part] = understood(drawn(CARE), tmp_path).parts
    assert (part.kind, part.columns["name"], part.questions) == ("summary", "B", ())


def test_the_answered_kind_decides_whatever_the_headings_seem_to_say(tmp_path):
    path = save(drawn(CARE.replace("护理员|所", "护理人|所")), tmp_path, "a")
    for sheet in ("", "表"):
        [part] = adopt(path, answers={sheet: {"kind": "summary", "name": "B"}}).understood.parts
        assert (part.kind, part.columns["name"], part.columns["total"]) == ("summary", "B", "F")
    [part] = adopt(path, answers={"": {"kind": "form", "indicator": "B"}}).understood.parts
    assert part.kind == "form"


@pytest.mark.parametrize("who", ["姓名", "教师姓名"])
def test_a_heading_of_another_subject_asks_where_all_else_is_an_appraisal(who, tmp_path):
    path = save(drawn(CLASSES.format(who)), tmp_path, "a")
    assert [one.field for one in adopt(path).understood.asked] == ["kind"]
    [part] = adopt(path, answers={"": {"kind": "summary"}}).understood.parts
    assert part.columns["name"] == "B"


def test_pupils_are_not_asked_about(tmp_path):
    found = understood(drawn(PUPILS), tmp_path)
    assert (found.parts, found.asked) == ((), ())


@pytest.mark.parametrize("post", ["门市销售", "培训主管", "学生管理"])
def test_a_post_does_not_say_what_a_form_is_about(post, tmp_path):
    [part] = understood(drawn(POST.format(post)), tmp_path).parts
    assert part.fields["post"] == "D2"


def test_a_name_beside_a_trade_is_asked_for(tmp_path):
    [part] = understood(drawn(GUARD), tmp_path).parts
    assert [(one.field, one.candidates) for one in part.questions] == [("name", ("B2",))]
