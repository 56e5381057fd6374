"""What `adopt` understands of small tables written as text (tests/adopt/as_text.py).

What is expected was written by hand: places of keys, keys that are asked, cells that contradict.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn, told, wanted
from adopt.handed_in import understood

CASES = {
    "points beside scores: the product with the weight is the weighted score": (
        """
员工绩效考核表|<|<|<|<
姓名|张三丰|部门|客服部|
序号|考核项目|权重|评分|得分
1|接通率|30%|100|=C4*D4→30
2|满意度|30%|90|=C5*D5→27
3|投诉|40%|80|=C6*D6→32
合计|<|100%||89
""",
        "form name=B2 department=D2 indicator=B weight=C score=D weighted=E total=E7",
    ),
    "a weight for several lines, a category beside the indicators": (
        """
客服绩效评定表|<|<|<|<
员工姓名|李四|直接上级|王五|
考核维度|指标名称|权重|目标值|得分
解决问题|一次解决率|60%|90%|95
^|处理效率|^|80%|90
沟通|响应时间|40%|30分钟|88
总分|<|<|<|91
""",
        "form name=B2 supervisor=D2 indicator=B weight=C target=D score=E total=E7",
    ),
    "several raters, the last column is what the total weighs": (
        """
绩效考核评分表|<|<|<|<|<
姓名|赵六|部门|研发|职位|工程师
序号|考核指标|权重|直接上级评分|隔级上级评分|合计得分
1|甲|40|90|80|=D4*0.8+E4*0.2→88
2|乙|60|95|90|=D5*0.8+E5*0.2→94
合计|<|100|||=SUMPRODUCT(C4:C5,F4:F5)/100→91.6
""",
        "form name=B2 department=D2 post=F2 indicator=B weight=C score=F total=F6",
    ),
    "an English form": (
        """
Monthly Performance Review|<|<|<|<|<
Employee Name|Tina Zhu|Employee ID|E1023||
Department|Online CS|Reporting Manager|Helen Xu|Review Period|2025-06
KRA|Weightage|Target|Actual|Self Rating|Manager Rating
Response time|30%|30s|28s|95|92
Reply rate|30%|98%|97%|90|88
CSAT|40%|95%|96%|98|97
Total Score|<|<|<||=SUMPRODUCT(B5:B7,F5:F7)→92.8
Final Grade|<|<|<||A
""",
        (
            "form name=B2 employee_id=D2 department=B3 supervisor=D3 month=F3 indicator=A weight=B target=C actual=D "
            "self_score=E score=F total=F8 level=F9"
        ),
    ),
    "a form that nobody has filled in": (
        """
员工月度绩效考核表|<|<|<|<|<
姓名：||部门：||考核月份：|
岗位：||直接上级：||工号：|
序号|考核指标|权重|评分标准|自评得分|上级评分
1|||||
2|||||
合计|<|=SUM(C5:C6)→0|||=SUMPRODUCT(C5:C6,F5:F6)→0
~被考核人签字：            日期：
""",
        (
            "form name=B2 department=D2 month=F2 post=B3 supervisor=D3 employee_id=F3 indicator=B weight=C standard=D "
            "self_score=E score=F total=F7"
        ),
    ),
    "words over several columns complete the words below them": (
        """
绩效考核汇总表|<|<|<|<|<|<|<
基本信息|<|<|考核结果|<|绩效工资|<|<
工号|姓名|部门|得分|等级|基数|系数|应发
A01|陈丽华|热线部|96.5|A+|2000|1.2|=F4*G4→2400
A02|王建国|热线部|91|A|2000|1.1|=F5*G5→2200
A03|李晓梅|营业厅|86|B|1800|1|=F6*G6→1800
""",
        "summary employee_id=A name=B department=C total=D level=E base_pay=F coefficient=G pay=H",
    ),
    "a score, extra points and the final score that places are counted by": (
        """
6月员工考核汇总|<|<|<|<|<|<
序号|姓名|考核得分|加分|扣分|最终得分|名次
1|陈丽华|95|2|0|=C3+D3-E3→97|1
2|王建国|92|0|1|=C4+D4-E4→91|3
3|李晓梅|91|1|0|=C5+D5-E5→92|2
""",
        "summary name=B total=F rank=G month=A1",
    ),
    "the label right of its number": (
        """
员工考核表|<|<|<
姓名|韩磊|月份|2025年6月
考核指标|权重|得分|加权得分
甲|50%|90|45
乙|50%|80|40
|||
85|总分||
""",
        "form name=B2 month=D2 indicator=A weight=B score=C weighted=D total=A7",
    ),
    "results in one line below the table, the total below the weights": (
        """
客服员工考核表|<|<|<|<
姓名|陈丽华|所属项目|翠湖|
考核项目|比重|评价标准|自评得分|考核得分
接听|60|a|98|97
质检|40|b|92|90
综合得分：|94.2|考核等级：|A|
""",
        "form name=B2 department=D2 indicator=A weight=B standard=C self_score=D score=E total=B6 level=D6",
    ),
    "one person's indicators side by side": (
        """
坐席月度考核表|<|<|<|<
姓名|陈丽华|月份|2025年6月|
考核指标|接听量|质检|考勤|合计
权重|30%|30%|40%|100%
得分|100|92|98|
加权得分|30|27.6|39.2|96.8
""",
        "form name=B2 month=D2 indicator=3 weight=4 score=5 weighted=6 total=E6",
    ),
    "people side by side with their mean, one pay wrong": (
        """
6月绩效工资|<|<|<|<
姓名|陈丽华|王建国|李晓梅|平均
考核得分|95|92|88|91.67
绩效等级|A+|A|B|
绩效工资基数|2000|2000|1800|
绩效系数|1.2|1.1|1|
考勤系数|1|0.9|1|
应发绩效工资|2400|1900|1800|
""",
        "summary name=2 total=3 level=4 base_pay=5 coefficient=6 attendance=7 pay=8 month=A1 !C8",  # 2000 x 1.1 x 0.9
    ),
    "head fields in brackets in one cell": (
        """
员工考核汇总表|<|<|<
~（部门：客服部     月份：2025年6月）
序号|姓名|总分|等级
1|陈丽华|95|A+
2|王建国|92|A
""",
        "summary department=A2 month=A2 name=B total=C level=D",
    ),
    "ids twice, another coefficient for the same level": (
        """
绩效考核结果|<|<|<|<
工号|姓名|考核得分|等级|系数
1001|陈丽华|96|A|1.1
1002|王建国|92|A|1.1
1002|李晓梅|86|B|1
1004|孙伟|84|B|1.2
1005|周敏|83|B|1
""",
        "summary employee_id=A name=B total=C level=D coefficient=E !A5 !E6",
    ),
    "numbers of identity cards are no ids, whatever stands over them": (
        """
6月绩效考核结果|<|<|<
编号|姓名|考核得分|等级
'110101199003073001|陈丽华|96|A
'110101199003073002|王建国|92|A
'110101199003073003|李晓梅|86|B
""",
        "summary name=B total=C level=D month=A1",
    ),
    "pay that forgets the attendance": (
        """
6月绩效工资核算表|<|<|<|<|<
姓名|绩效得分|绩效工资基数|绩效系数|考勤系数|应发绩效工资
陈丽华|96|1000|1.2|1|1200
王建国|92|1000|1.1|0.9|1100
李晓梅|86|1000|1|1|1000
""",
        "summary name=A total=B base_pay=C coefficient=D attendance=E pay=F month=A1 !F4",  # 1000 x 1.1 x 0.9 = 990
    ),
    "pay by points where there is no coefficient": (
        """
6月绩效工资核算表|<|<|<
姓名|绩效得分|绩效工资基数|应发绩效工资
陈丽华|96|1000|960
王建国|92|1000|920
李晓梅|86|1000|870
""",
        "summary name=A total=B base_pay=C pay=D month=A1 !D5",
    ),
    "comments below the total are no lines, a photo and a month above no labels": (
        """
2025年6月|<|<|<|<|<
绩效考核表|<|<|<|<|<
员工信息|姓名|陈丽华|工号|'0012|照片
^|部门|热线部|岗位|座席|^
考核指标|<|权重|目标|实际|得分
接听|<|60%|100|98|98
质检|<|40%|90|92|95
合计|<|<|<|<|96.8
自评|<|努力工作|<|<|<
主管评语|<|继续保持|<|<|<
""",
        (
            "form name=C3 employee_id=E3 department=C4 post=E4 month=A1 indicator=A weight=C target=D actual=E score=F "
            "total=F8"
        ),
    ),
    "KPI in front of a word is no English half, 员工 alone means the name": (
        """
客服员工考核汇总表|<|<|<|<|<
员工|班组|KPI得分|加减分|总得分|等级
陈丽华|早班|95|2|=C3+D3→97|A+
王建国|早班|92|0|=C4+D4→92|A
李晓梅|晚班|88|-1|=C5+D5→87|B
合计|3人|||276|
""",
        "summary name=A department=B adjust=D total=E level=F",
    ),
    "levels side by side below a form are a legend and no field": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|月份|2025年6月
考核指标|权重|评分标准|得分
接听|60%|a|98
质检|40%|b|92
总分|<|<|95.6
~
绩效等级|A|B|C
绩效系数|1.1|1|0.8
""",
        "form name=B2 month=D2 indicator=A weight=B standard=C score=D total=D6",
    ),
    "no word for an appraisal, but people of a staff with totals and levels": (
        """
客服人员6月得分汇总|<|<|<|<
工号|姓名|部门|总分|等级
1001|陈丽华|热线|96|A
1002|王建国|热线|92|A
1003|李晓梅|营业|86|B
""",
        "summary employee_id=A name=B department=C total=D level=E month=A1",
    ),
    "whoever is not appraised has a place": (
        """
绩效考核汇总表|<|<|<|<|<
工号|姓名|是否参评|考核得分|排名|等级
1001|陈丽华|是|95|1|A
1002|王建国|否|92|2|
1003|李晓梅|是|90|3|B
""",
        "summary employee_id=A name=B eligible=C total=D rank=E level=F !E4",
    ),
    "titles of groups between the people": (
        """
6月员工考核汇总表|<|<|<|<
序号|姓名|考核得分|排名|等级
热线部|<|<|<|<
1|陈丽华|96|2|A
2|王建国|92|3|B
营业厅|<|<|<|<
3|李晓梅|97|1|A
4|孙伟|88|4|B
备注：本表一式两份|<|<|<|<
""",
        "summary name=B total=C rank=D level=E month=A1",
    ),
    "two scores of which neither is the one that counts": (
        """
前台绩效考核表|<|<|<|<|<
部门|行政部|姓名|李四|职务|前台
考核项目|评价内容|自评|领导评|本栏得分|满分
工作态度|遵守制度|9|9|9|10
^|服从安排|8|8|8|10
业务|接待礼仪|78|77|77|80
合计|<|95|94|94|100
""",
        "form department=B2 name=D2 post=F2 indicator=B self_score=C weight=F ?score ?total",
    ),
    "a supplier's scorecard": (
        """
供应商绩效考核表|<|<|<
供应商名称|恒信|考核月份|2025年6月
考核指标|权重|评分标准|得分
质量|50%|合格率|90
交期|50%|及时率|95
总分|100%||92.5
""",
        "not_ours",
    ),
    "an inspection of nobody in particular": (
        """
食堂服务考核评分表|<|<|<
考核项目|分值|评分标准|得分
卫生|50|整洁|45
口味|50|可口|40
合计|100||85
""",
        "not_ours ?kind",
    ),
    "departments instead of people": (
        """
2025年6月部门绩效考核汇总表|<|<|<|<
序号|部门|考核得分|排名|等级
1|热线部|95|1|A
2|营业厅|92|2|B
3|回访部|88|3|B
""",
        "not_ours ?kind",
    ),
    "a payroll": (
        """
2025年6月员工工资表|<|<|<|<|<
工号|姓名|部门|基本工资|绩效工资|实发工资
A1|陈丽华|客服|3000|1200|4100
A2|王建国|客服|3000|1300|4200
""",
        "not_ours",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_table_is_understood(text, expected, tmp_path):
    assert told(understood(drawn(text), tmp_path)) == wanted(expected)


RESULTS = """
6月绩效考核汇总表|<|<|<
姓名|部门|考核得分|考核结果
陈丽华|热线|95|
王建国|热线|92|
李晓梅|营业|90|
"""


@pytest.mark.parametrize(("words", "taken"), [(["优秀", "良好", "合格"], True), (["已签字", "未签字"], False)])
def test_a_list_to_choose_from_tells_what_an_empty_column_waits_for(words, taken, tmp_path):
    book = drawn(RESULTS)
    book.sheets[0].mark("validation", "D3:D5", {"validate": "list", "source": words})
    [part] = understood(book, tmp_path).parts
    assert (part.columns.get("level") == "D") is taken


def test_of_two_columns_alike_the_hidden_one_is_a_helper(tmp_path):
    book = drawn("""
6月绩效考核汇总表|<|<|<
姓名|部门|考核得分|绩效得分
陈丽华|热线|95|95
王建国|热线|92|92
李晓梅|营业|90|90
""")
    both = understood(book, tmp_path)
    assert [(question.field, question.candidates) for question in both.asked] == [("total", ("C", "D"))]
    book.sheets[0].hidden_columns = {3}
    [part] = understood(book, tmp_path).parts
    assert part.columns["total"] == "D"
