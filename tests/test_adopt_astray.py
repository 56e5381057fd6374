"""Small tables that lead astray, each with what a person in personnel reads in it: columns, fields, questions, contradictions.

Every one was written by hand for a habit that is seen in public forms (words and shapes as in adopt/lexicon.toml, sources
a to i), and its answer beside it before the matcher was asked.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn, told, wanted
from adopt.handed_in import understood

CASES = {
    "full marks beside weights": (
        """
员工绩效考核表|<|<|<|<|<
姓名|陈丽华|部门|客服部|岗位|班长
序号|考核指标|权重|满分|评分标准|得分
1|接通率|40%|100|每低1%扣2分|90
2|满意度|30%|100|每低1分扣1分|80
3|纪律|30%|100|迟到扣5分|100
合计||100%|||90
""",
        (4, 6),
        "form name=B2 department=D2 post=F2 indicator=B weight=C standard=E score=F total=F7",
    ),
    "points off beside what is left": (
        """
员工考核评分表|<|<|<|<
姓名：陈丽华|<|部门：客服部|<|<
考核内容|标准分|扣分原因|扣分|得分
服务态度|40|投诉一起|5|35
业务技能|30||0|30
劳动纪律|30|迟到两次|2|28
总分|100||7|93
""",
        (4, 6),
        "form name=A2 department=C2 indicator=A weight=B remark=C score=E total=E7",
    ),
    "category named once, blanks below": (
        """
月度绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核项目|考核内容|分值|评分标准|得分
工作业绩|接通率|30|低1%扣2分|28
|满意度|30|低1分扣1分|29
工作态度|纪律|20|迟到扣1分|20
|协作|20|主管评定|18
合计||100||95
""",
        (4, 7),
        "form name=B2 department=D2 indicator=B weight=C standard=D score=E total=E8",
    ),
    "first and second level of indicators": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|岗位|话务员|
一级指标|二级指标|权重|完成情况|得分
效率|接通率|40%|96%|96
^|话务量|30%|2600|98
质量|质检|30%|92|92
综合得分||||95.4
""",
        (4, 6),
        "form name=B2 post=D2 indicator=B weight=C actual=D score=E total=E7",
    ),
    "rate of completion between actual and score": (
        """
客服专员绩效考核表|<|<|<|<|<|<
被考核人|陈丽华|考核月份|2025年6月|||
指标|目标值|实际值|完成率|权重|得分|加权得分
接通率|95|96|101%|50%|100|50
满意度|90|81|90%|50%|90|45
合计||||100%||95
""",
        (4, 5),
        "form name=B2 month=D2 indicator=A target=B actual=C weight=E score=F weighted=G total=G6",
    ),
    "result in the head": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核得分|93|考核等级|A
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
""",
        (5, 6),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=B3 level=D3",
    ),
    "total, adjustment, final typed": (
        """
6月绩效考核汇总表|<|<|<|<|<
姓名|部门|考核得分|加减分|最终得分|等级
陈丽华|热线|92|2|94|A
王建国|热线|88|-1|87|B
李晓梅|热线|90|0|90|A
张志强|热线|85|3|88|B
""",
        (3, 6),
        "summary name=A department=B adjust=D total=E level=F month=A1",
    ),
    "shares of self and leader": (
        """
6月绩效考核汇总表|<|<|<|<|<
工号|姓名|自评（20%）|上级评分（80%）|综合得分|等级
K1|陈丽华|95|92|92.6|A
K2|王建国|90|88|88.4|B
K3|李晓梅|92|90|90.4|A
""",
        (3, 5),
        "summary employee_id=A name=B self_score=C score=D total=E level=F month=A1",
    ),
    "due and paid": (
        """
6月绩效奖金核算表|<|<|<|<|<|<
姓名|考核得分|绩效系数|绩效基数|应发绩效|扣款|实发绩效
陈丽华|92|1.1|2000|2200|50|2150
王建国|88|1|2000|2000|0|2000
李晓梅|96|1.2|2000|2400|100|2300
""",
        (3, 5),
        "summary name=A total=B coefficient=C base_pay=D pay=E month=A1",
    ),
    "level of last month first": (
        """
6月绩效考核汇总表|<|<|<|<
姓名|上月等级|本月得分|本月等级|备注
陈丽华|B|92|A|
王建国|A|88|B|
李晓梅|A|96|A+|表扬
""",
        (3, 5),
        "summary name=A total=C level=D remark=E month=A1",
    ),
    "department and team": (
        """
6月绩效考核汇总表|<|<|<|<
部门|班组|姓名|考核得分|等级
客服部|热线一组|陈丽华|92|A
客服部|热线二组|王建国|88|B
客服部|热线一组|李晓梅|96|A+
""",
        (3, 5),
        "summary name=C total=D level=E month=A1 ?department",
    ),
    "names of the chiefs beside the people": (
        """
6月绩效考核汇总表|<|<|<|<
考核人|被考核人|考核得分|名次|等级
秦勇|陈丽华|92|2|A
秦勇|王建国|88|3|B
秦勇|李晓梅|96|1|A+
""",
        (3, 5),
        "summary rater=A name=B total=C rank=D level=E month=A1",
    ),
    "places in the department and in the company": (
        """
6月绩效考核汇总表|<|<|<|<|<
姓名|部门|得分|部门排名|公司排名|等级
陈丽华|热线|92|2|15|A
王建国|热线|88|3|31|B
李晓梅|热线|96|1|4|A+
""",
        (3, 5),
        "summary name=A department=B total=C rank=D level=F month=A1",
    ),
    "a single place column of the whole company": (
        """
6月绩效考核汇总表|<|<|<|<
姓名|部门|得分|公司排名|等级
陈丽华|热线|92|15|A
王建国|热线|88|31|B
李晓梅|热线|96|4|A+
""",
        (3, 5),
        "summary name=A department=B total=C level=E month=A1",
    ),
    "points of a quality check beside the total": (
        """
6月坐席绩效考核汇总|<|<|<|<|<
坐席工号|坐席姓名|质检得分|接通率|绩效得分|绩效等级
8001|陈丽华|95|96%|92|A
8002|王建国|90|93%|88|B
8003|李晓梅|99|98%|96|A+
""",
        (3, 5),
        "summary employee_id=A name=B total=E level=F month=A1",
    ),
    "text numbers with their units": (
        """
6月绩效考核汇总表|<|<|<|<
姓名|考核得分|名次|系数|绩效奖金
陈丽华|'92分|'第2名|'1.1|'2,200元
王建国|'88分|'第3名|'1.0|'2,000元
李晓梅|'96分|'第1名|'1.2|'2,400元
""",
        (3, 5),
        "summary name=A total=B rank=C coefficient=D pay=E month=A1",
    ),
    "waiting for results": (
        """
2025年7月员工绩效考核汇总表|<|<|<|<|<
序号|工号|姓名|考核得分|排名|等级
1|K1|陈丽华|||
2|K2|王建国|||
3|K3|李晓梅|||
""",
        (3, 5),
        "summary employee_id=B name=C total=D rank=E level=F month=A1",
    ),
    "blank form": (
        """
员工绩效考核表|<|<|<|<
姓名||部门||
考核指标|权重|评分标准|自评|上级评分
接通率|40%|低1%扣2分||
满意度|30%|低1分扣1分||
纪律|30%|迟到扣5分||
合计|100%|||
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B standard=C self_score=D score=E total=E7",
    ),
    "the rater and the date below": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
~考核人：秦勇||日期：2025年7月2日|
""",
        (4, 5),
        "form name=B2 department=D2 rater=A7 indicator=A weight=B standard=C score=D total=D6",
    ),
    "an id that is a customer's": (
        """
6月收费员绩效考核表|<|<|<|<
客户编号|员工姓名|收费额|考核得分|等级
C01|陈丽华|12000|92|A
C02|王建国|11000|88|B
C03|李晓梅|15000|96|A+
""",
        (3, 5),
        "summary name=B total=D level=E month=A1",
    ),
    "factors of the post beside those of the level": (
        """
6月绩效奖金核算表|<|<|<|<|<|<
姓名|岗位系数|考核得分|等级|绩效系数|奖金基数|应发奖金
陈丽华|1.2|92|A|1.1|2000|2200
王建国|1|88|B|1|2000|2000
李晓梅|1.1|96|A+|1.2|2000|2400
""",
        (3, 5),
        "summary name=A total=C level=D coefficient=E base_pay=F pay=G month=A1",
    ),
    "only a factor of the department": (
        """
6月绩效考核汇总表|<|<|<
姓名|部门系数|考核得分|等级
陈丽华|1.05|92|A
王建国|1.05|88|B
李晓梅|1.05|96|A+
""",
        (3, 5),
        "summary name=A total=C level=D month=A1",
    ),
    "title with a date of print": (
        """
员工绩效考核汇总表|<|<|<
~打印日期：2025-07-03|||
姓名|部门|考核得分|等级
陈丽华|热线|92|A
王建国|热线|88|B
李晓梅|热线|96|A+
""",
        (4, 6),
        "summary name=A department=B total=C level=D",
    ),
    "unit and date line": (
        """
员工绩效考核汇总表|<|<|<
~单位：城东分公司|||2025年6月
姓名|部门|考核得分|等级
陈丽华|热线|92|A
王建国|热线|88|B
李晓梅|热线|96|A+
""",
        (4, 6),
        "summary branch=A2 month=D2 name=A department=B total=C level=D",
    ),
    "a mean as the last line": (
        """
6月绩效考核汇总表|<|<|<
姓名|部门|考核得分|等级
陈丽华|热线|92|A
王建国|热线|88|B
李晓梅|热线|96|A+
部门平均分||92|
最高分||96|
""",
        (3, 5),
        "summary name=A department=B total=C level=D month=A1",
    ),
    "marks of peers and of those below": (
        """
6月员工360度绩效考核汇总|<|<|<|<|<
姓名|上级评分|同级评分|下级评分|综合得分|等级
陈丽华|92|90|95|92.2|A
王建国|88|86|90|88|B
李晓梅|96|97|94|96.1|A+
""",
        (3, 5),
        "summary name=A total=E level=F month=A1",
    ),
    "standard points and final points": (
        """
员工考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核项目|考核标准|标准分|自评分|考核分
服务|按制度|40|39|38
技能|按制度|30|30|29
纪律|按制度|30|30|30
合计||100|99|97
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A standard=B weight=C self_score=D score=E total=E7",
    ),
    "two shares that add up to one": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核指标|权重|自评（30%）|上级评（70%）|得分
接通率|50%|100|90|93
满意度|50%|90|90|90
总分||||91.5
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B self_score=C total=E6 ?score",
    ),
    "attendance in days beside the factor": (
        """
6月绩效工资核算表|<|<|<|<|<|<
姓名|出勤天数|考勤系数|考核得分|绩效系数|绩效工资基数|绩效工资
陈丽华|22|1|92|1.1|2000|2200
王建国|20|0.9|88|1|2000|1800
李晓梅|22|1|96|1.2|2000|2400
""",
        (3, 5),
        "summary name=A attendance=C total=D coefficient=E base_pay=F pay=G month=A1",
    ),
    "weak words for money that the product proves": (
        """
6月员工考核结果|<|<|<|<
姓名|考核得分|系数|标准|金额
陈丽华|92|1.1|2000|2200
王建国|88|1|2000|2000
李晓梅|96|1.2|2000|2400
""",
        (3, 5),
        "summary name=A total=B coefficient=C base_pay=D pay=E month=A1",
    ),
    "remarks with numbers": (
        """
6月绩效考核汇总表|<|<|<|<
姓名|考核得分|等级|加分|备注
陈丽华|92|A|2|3
王建国|88|B|0|
李晓梅|96|A+|1|
""",
        (3, 5),
        "summary name=A total=B level=C remark=E month=A1",
    ),
    "a serial number called id": (
        """
6月绩效考核汇总表|<|<|<
编号|姓名|考核得分|等级
1|陈丽华|92|A
2|王建国|88|B
3|李晓梅|96|A+
""",
        (3, 5),
        "summary name=B total=C level=D month=A1",
    ),
    "ids under a weak word": (
        """
6月绩效考核汇总表|<|<|<
编号|姓名|考核得分|等级
KF01|陈丽华|92|A
KF02|王建国|88|B
KF03|李晓梅|96|A+
""",
        (3, 5),
        "summary employee_id=A name=B total=C level=D month=A1",
    ),
    "weights that sum to 95": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|45%|低1分扣1分|90
合计|95%||88.5
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D6 !B6",
    ),
    "a score above its full mark": (
        """
员工考核表|<|<|<
姓名|陈丽华|部门|客服部
考核项目|分值|考核标准|得分
服务|40|按制度|42
技能|30|按制度|29
纪律|30|按制度|28
总分|100||99
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D7 !D4",
    ),
    "a typed total that is not the sum": (
        """
员工考核表|<|<|<
姓名|陈丽华|部门|客服部
考核项目|分值|考核标准|得分
服务|40|按制度|38
技能|30|按制度|29
纪律|30|按制度|28
总分|100||97
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D7 !D7",
    ),
    "places counted from the lowest": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|排名|等级
陈丽华|92|=RANK(B3,B$3:B$6,1)→3|A
王建国|88|=RANK(B4,B$3:B$6,1)→2|B
李晓梅|96|=RANK(B5,B$3:B$6,1)→4|A+
张志强|85|=RANK(B6,B$3:B$6,1)→1|B
""",
        (3, 6),
        "summary name=A total=B rank=C level=D month=A1 !C3 !C4 !C5 !C6",
    ),
    "one total a share among points": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|备注
陈丽华|92|A|
王建国|0.88|B|
李晓梅|96|A+|
张志强|85|B|
""",
        (3, 6),
        "summary name=A total=B level=C remark=D month=A1 !B4",
    ),
    "a level above that of a better total": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|备注
陈丽华|92|A|
王建国|88|B|
李晓梅|96|A+|
张志强|85|A|
赵海燕|86|B|
孙伟|84|C|
""",
        (3, 8),
        "summary name=A total=B level=C remark=D month=A1 !C6",
    ),
    "more levels than the stated share": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|备注
陈丽华|92|A|
王建国|91|A|
李晓梅|96|A|
张志强|85|B|
赵海燕|86|B|
注：A级不超过20%。|<|<|<
""",
        (3, 7),
        "summary name=A total=B level=C remark=D month=A1 !C3 !C4",
    ),
    "a level that the stated lines do not give": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|备注
陈丽华|92|良好|
王建国|91|良好|
李晓梅|96|优秀|
张志强|85|合格|
赵海燕|89|良好|
注：95分以上为优秀，90-94分为良好，80-89分为合格，80分以下为不合格。|<|<|<
""",
        (3, 7),
        "summary name=A total=B level=C remark=D month=A1 !C7",
    ),
    "a form whose level its stated lines do not give": (
        """
员工考核表|<|<|<
姓名|陈丽华|部门|客服部
考核项目|分值|考核标准|得分
服务|40|按制度|38
技能|30|按制度|27
纪律|30|按制度|28
总分|100||93
考核等级|||优秀
评定标准：95分以上为优秀，85-94分为良好，75-84分为合格。|<|<|<
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D7 level=D8 !D8",
    ),
    "a pay that base and factor do not make": (
        """
6月绩效工资核算表|<|<|<|<
姓名|考核得分|绩效系数|绩效工资基数|绩效工资
陈丽华|92|1.1|2000|2200
王建国|88|1|2000|2100
李晓梅|96|1.2|2000|2400
""",
        (3, 5),
        "summary name=A total=B coefficient=C base_pay=D pay=E month=A1 !E4",
    ),
    "one level with two factors": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|系数
陈丽华|92|A|1.1
王建国|91|A|1.1
李晓梅|96|A+|1.2
张志强|90|A|1.2
""",
        (3, 6),
        "summary name=A total=B level=C coefficient=D month=A1 !D6",
    ),
    "a subtotal typed wrong": (
        """
6月绩效奖金表|<|<|<|<
姓名|部门|考核得分|系数|绩效奖金
陈丽华|热线|92|1.1|2200
王建国|热线|88|1|2000
小计||||4200
李晓梅|工程|96|1.2|2400
张志强|工程|85|1|2000
小计||||4500
""",
        (3, 7),
        "summary name=A department=B total=C coefficient=D pay=E month=A1 !E8",
    ),
    "a weighted mark typed wrong": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核指标|权重|得分|加权得分
接通率|50%|96|48
满意度|30%|90|28
纪律|20%|100|20
合计|100%||96
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B score=C weighted=D total=D7 !D5",
    ),
    "a rank formula without the last one": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|排名|等级
陈丽华|92|=RANK(B3,B$3:B$5)→2|A
王建国|88|=RANK(B4,B$3:B$5)→3|B
李晓梅|96|=RANK(B5,B$3:B$5)→1|A+
张志强|97|=RANK(B6,B$3:B$5)→#N/A|A+
""",
        (3, 6),
        "summary name=A total=B rank=C level=D month=A1 !C3 !C4 !C5 !C6",
    ),
    "people without marks who do not take part": (
        """
6月绩效考核汇总表|<|<|<|<
姓名|部门|考核得分|等级|备注
陈丽华|热线|92|A|
王建国|热线|—|—|产假
李晓梅|热线|96|A+|
张志强|热线|85|B|
""",
        (3, 6),
        "summary name=A department=B total=C level=D remark=E month=A1",
    ),
    "two halves of one list": (
        """
6月绩效考核得分公示|<|<|<|<|<
姓名|得分|等级|姓名|得分|等级
陈丽华|92|A|张志强|85|B
王建国|88|B|赵海燕|86|B
李晓梅|96|A+|孙伟|84|C
""",
        (3, 5),
        "summary name=A total=B level=C month=A1",
    ),
    "people side by side": (
        """
6月员工绩效考核表|<|<|<|<
姓名|陈丽华|王建国|李晓梅|张志强
考核得分|92|88|96|85
等级|A|B|A+|B
系数|1.1|1|1.2|1
""",
        (None, None),
        "summary name=2 total=3 level=4 coefficient=5 month=A1",
    ),
    "sections with their own full marks": (
        """
员工考核评分表|<|<|<|<
姓名：陈丽华|<|部门：客服部|<|<
序号|考核内容|评分标准|分值|得分
一、工作业绩（60分）|<|<|<|<
1|接通率|低1%扣2分|30|28
2|满意度|低1分扣1分|30|29
二、工作态度（40分）|<|<|<|<
3|纪律|迟到扣1分|20|20
4|协作|主管评定|20|18
合计|<|<|100|95
""",
        (5, 9),
        "form name=A2 department=C2 indicator=B standard=C weight=D score=E total=E10",
    ),
    "indicator called mean of quality checks": (
        """
坐席绩效考核表|<|<|<
姓名|陈丽华|部门|热线部
考核指标|权重|目标值|得分
接通率|40%|95|96
质检平均分|30%|95|92
工单合计|30%|300|100
总分|||96
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B target=C score=D total=D7",
    ),
    "group totals without a number": (
        """
6月绩效考核汇总表|<|<|<|<
部门|姓名|考核得分|等级|备注
热线部|陈丽华|92|A|
热线部|王建国|88|B|
热线部小计|2人|90||
工程部|李晓梅|96|A+|
工程部|张志强|86|B|
工程部小计|2人|91||
""",
        (3, 7),
        "summary department=A name=B total=C level=D remark=E month=A1",
    ),
    "form with coefficient and pay below": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核指标|权重|评分标准|得分|备注
接通率|50%|低1%扣2分|96|
满意度|50%|低1分扣1分|90|
考核总分|<|<|93|<
考核等级|A|绩效系数|1.1|
绩效工资基数|2000|应发绩效工资|2200|
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D remark=E total=D6 level=B7 coefficient=D7 base_pay=B8 pay=D8",
    ),
    "ticked level": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
考核等级：□优秀  ☑良好  □合格  □不合格|<|<|<
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D6 level=A7",
    ),
    "english list": (
        """
Employee Performance Appraisal Summary|<|<|<|<|<
Emp ID|Employee Name|Department|Total Score|Rank|Rating
E01|Li Hua|Hotline|92|2|A
E02|Wang Jun|Hotline|88|3|B
E03|Zhao Min|Hotline|96|1|A+
""",
        (3, 5),
        "summary employee_id=A name=B department=C total=D rank=E level=F",
    ),
    "names with a mark behind": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|排名|等级
陈丽华（组长）|92|2|A
王建国|88|3|B
李晓梅（新）|96|1|A+
""",
        (3, 5),
        "summary name=A total=B rank=C level=D month=A1",
    ),
    "a line of weights below the heading": (
        """
6月坐席绩效考核汇总|<|<|<|<|<|<
工号|姓名|接通率|质检|满意度|总分|等级
||40%|30%|30%||
8001|陈丽华|95|90|92|=ROUND(C4*C$3+D4*D$3+E4*E$3,2)→92.6|A
8002|王建国|90|85|88|=ROUND(C5*C$3+D5*D$3+E5*E$3,2)→87.9|B
8003|李晓梅|99|95|97|=ROUND(C6*C$3+D6*D$3+E6*E$3,2)→97.2|A+
""",
        (4, 6),
        "summary employee_id=A name=B total=F level=G month=A1 indicator=2 weight=3",
    ),
    "unknown word over names": (
        """
6月绩效考核汇总表|<|<|<
坐席代表|考核得分|排名|等级
陈丽华|92|2|A
王建国|88|3|B
李晓梅|96|1|A+
""",
        (3, 5),
        "summary total=B rank=C level=D month=A1 ?name",
    ),
    "unknown factor with each level once": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|分配比重系数
陈丽华|92|A|1.1
王建国|88|B|1
李晓梅|96|A+|1.2
""",
        (3, 5),
        "summary name=A total=B level=C month=A1 ?coefficient",
    ),
    "head beside the table": (
        """
员工绩效考核表|<|<|<||姓名|陈丽华
考核指标|权重|评分标准|得分||部门|客服部
接通率|50%|低1%扣2分|96||月份|2025年6月
满意度|50%|低1分扣1分|90||岗位|话务员
总分|||93|||
""",
        (3, 4),
        "form name=G1 department=G2 month=G3 post=G4 indicator=A weight=B standard=C score=D total=D5",
    ),
    "labels spread with blanks": (
        """
员 工 考 核 表|<|<|<
姓  名|陈丽华|部  门|客服部
职  务|话务员|考 核 月 份|2025年6月
考 核 项 目|权 重|考 核 标 准|得 分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
合  计|||93
""",
        (5, 6),
        "form name=B2 department=D2 post=B3 month=D3 indicator=A weight=B standard=C score=D total=D7",
    ),
    "stars and required marks": (
        """
6月绩效考核汇总表|<|<|<|<
*工号|*姓名|部门★|*考核得分（百分制）|等级（A/B/C）
K1|陈丽华|热线|92|A
K2|王建国|热线|88|B
K3|李晓梅|热线|96|A
""",
        (3, 5),
        "summary employee_id=A name=B department=C total=D level=E month=A1",
    ),
    "a head field without value between others": (
        """
员工绩效考核表|<|<|<|<|<
姓名|陈丽华|岗位||考核月份|2025年6月
考核指标|权重|目标|完成|自评|得分
接通率|50%|95|96|98|96
满意度|50%|90|88|95|90
总分|||||93
""",
        (4, 5),
        "form name=B2 post=D2 month=F2 indicator=A weight=B target=C actual=D self_score=E score=F total=F6",
    ),
    "final score among three raters": (
        """
员工绩效考核表|<|<|<|<|<
姓名|陈丽华|部门|客服部||
考核指标|分值|自评|班长评分|主管评分|最终得分
服务|40|39|38|37|37
技能|30|30|29|29|29
纪律|30|30|30|30|30
合计|100|99|97|96|96
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B self_score=C ?score ?total",
    ),
    "percent of completion as the score": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
指标名称|权重|目标值|实际值|完成率
接通率|50%|95|96|101%
满意度|50%|90|88|98%
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B target=C actual=D ?score",
    ),
    "raters' marks and their mean, typed": (
        """
6月绩效考核汇总表|<|<|<|<|<
姓名|部门|经理评分|客户部评分|平均分|等级
陈丽华|热线|92|94|93|A
王建国|热线|88|86|87|B
李晓梅|热线|96|97|96.5|A+
""",
        (3, 5),
        "summary name=A department=B total=E level=F month=A1",
    ),
    "points before and after review": (
        """
6月绩效考核汇总表|<|<|<|<
姓名|部门|考核得分|复核得分|等级
陈丽华|热线|92|93|A
王建国|热线|88|88|B
李晓梅|热线|96|95|A+
""",
        (3, 5),
        "summary name=A department=B level=E month=A1 ?total",
    ),
    "weighted under a general word, by formula": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
指标|权重|目标|评分|得分
接通率|50%|95|96|=B4*D4→48
满意度|50%|90|90|=B5*D5→45
合计|100%|||93
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B target=C score=D weighted=E total=E6",
    ),
    "weighted under a general word, typed": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
指标|权重|目标|评分|得分
接通率|50%|95|96|48
满意度|50%|90|90|45
合计|100%|||93
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B target=C score=D weighted=E total=E6",
    ),
    "two words for marks, nothing filled in": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
指标|权重|目标|评分|得分
接通率|50%|95||
满意度|50%|90||
合计|100%|||
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B target=C ?score",
    ),
    "the first and the second review": (
        """
员工考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核项目|分值|自评|初评|复评
服务|40|39|38|37
技能|30|30|29|29
纪律|30|30|30|30
合计|100|99|97|96
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B self_score=C score=E total=E7",
    ),
    "standard and actual in one word": (
        """
客服考核表|<|<|<|<
姓名：陈丽华|<|月份：6月|<|<
考核指标|标准|权重|实际|得分
接通率|≥95%|50%|96%|100
满意度|≥90%|50%|88%|90
合计||||95
""",
        (4, 5),
        "form name=A2 month=C2 indicator=A standard=B weight=C actual=D score=E total=E6",
    ),
    "list of many departments with one manager each": (
        """
6月主管绩效考核汇总|<|<|<|<
部门|主管|考核得分|等级|系数
热线部|陈丽华|92|A|1.1
工程部|王建国|88|B|1
营业部|李晓梅|96|A+|1.2
""",
        (3, 5),
        "summary department=A total=C level=D coefficient=E month=A1 ?name",
    ),
    "month in each line": (
        """
绩效考核台账|<|<|<|<
月份|工号|姓名|考核得分|等级
2025年6月|K1|陈丽华|92|A
2025年6月|K2|王建国|88|B
2025年6月|K3|李晓梅|96|A+
""",
        (3, 5),
        "summary month=A employee_id=B name=C total=D level=E",
    ),
    "empty line between groups": (
        """
6月绩效考核汇总表|<|<|<
部门|姓名|考核得分|等级
热线部|陈丽华|92|A
热线部|王建国|88|B
|||
工程部|李晓梅|96|A+
工程部|张志强|86|B
""",
        (3, 7),
        "summary department=A name=B total=C level=D month=A1",
    ),
    "total row on top": (
        """
6月绩效奖金汇总表|<|<|<|<
姓名|部门|考核得分|系数|绩效奖金
合计||||6600
陈丽华|热线|92|1.1|2200
王建国|热线|88|1|2000
李晓梅|热线|96|1.2|2400
""",
        (4, 6),
        "summary name=A department=B total=C coefficient=D pay=E month=A1",
    ),
    "head with the rater and the one rated": (
        """
绩效考核表|<|<|<
考核人|秦勇|被考核人|陈丽华
考核人职务|经理|被考核人职务|话务员
考核指标|权重|标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
得分合计|||93
""",
        (5, 6),
        "form rater=B2 name=D2 post=D3 indicator=A weight=B standard=C score=D total=D7",
    ),
    "date of entry and month of the appraisal": (
        """
员工绩效考核表|<|<|<|<|<
姓名|陈丽华|入职时间|2024年3月|考核月份|2025年6月
考核指标|权重|标准|自评|主管评|备注
接通率|50%|低1%扣2分|98|96|
满意度|50%|低1分扣1分|92|90|
总分||||93|
""",
        (4, 5),
        "form name=B2 month=F2 indicator=A weight=B standard=C self_score=D score=E remark=F total=E6",
    ),
    "only a date of entry": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|入职时间|2024年3月
考核指标|权重|标准|主管评
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
""",
        (4, 5),
        "form name=B2 indicator=A weight=B standard=C score=D total=D6",
    ),
    "ids of people who are numbered through": (
        """
6月绩效考核汇总表|<|<|<
工号|姓名|考核得分|等级
1|陈丽华|92|A
2|王建国|88|B
3|李晓梅|96|A+
""",
        (3, 5),
        "summary name=B total=C level=D month=A1",
    ),
    "coefficient as a percent": (
        """
6月绩效工资表|<|<|<|<
姓名|考核得分|绩效系数|绩效基数|绩效工资
陈丽华|92|110%|2000|2200
王建国|88|100%|2000|2000
李晓梅|96|120%|2000|2400
""",
        (3, 5),
        "summary name=A total=B coefficient=C base_pay=D pay=E month=A1",
    ),
    "share paid out": (
        """
6月绩效工资表|<|<|<|<
姓名|考核得分|发放比例|绩效工资标准|应发绩效工资
陈丽华|92|110%|2000|2200
王建国|88|100%|2000|2000
李晓梅|96|120%|2000|2400
""",
        (3, 5),
        "summary name=A total=B coefficient=C base_pay=D pay=E month=A1",
    ),
    "notes with numbers between head and table": (
        """
员工绩效考核表|<|<|<
姓名：陈丽华|<|部门：客服部|<
说明：1、满分100分；2、由主管评分。|<|<|<
考核指标|权重|标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
""",
        (5, 6),
        "form name=A2 department=C2 indicator=A weight=B standard=C score=D total=D7",
    ),
    "only deductions": (
        """
员工月度考核扣分表|<|<|<
姓名|陈丽华|部门|客服部
考核项目|考核标准|标准分|扣分
服务|按制度|40|5
技能|按制度|30|0
纪律|按制度|30|2
得分|||93
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A standard=B weight=C total=D7",
    ),
    "ratings from one to five by weights": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核指标|权重|评分（1-5分）|加权得分
服务|40%|4|1.6
技能|30%|5|1.5
纪律|30%|3|0.9
总分|||4
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=B score=C weighted=D total=D7",
    ),
    "indicator over two columns": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核指标|<|权重|评分标准|得分
接通率|<|40%|低1%扣2分|96
满意度|<|30%|低1分扣1分|90
纪律|<|30%|迟到扣5分|100
合计|<|100%||95.4
""",
        (4, 6),
        "form name=B2 department=D2 indicator=A weight=C standard=D score=E total=E7",
    ),
    "head labels over two columns": (
        """
员工绩效考核表|<|<|<|<|<
姓名|<|陈丽华|岗位|<|话务员
考核月份|<|2025年6月|部门|<|客服部
序号|考核指标|权重|评分标准|自评|得分
1|接通率|50%|低1%扣2分|98|96
2|满意度|50%|低1分扣1分|92|90
合计|<|100%|||93
""",
        (5, 6),
        "form name=C2 post=F2 month=C3 department=F3 indicator=B weight=C standard=D self_score=E score=F total=F7",
    ),
    "people with several lines each": (
        """
6月KPI考核明细汇总|<|<|<|<|<
姓名|考核指标|权重|得分|总分|等级
陈丽华|接通率|50%|96|93|A
^|满意度|50%|90|^|^
王建国|接通率|50%|90|88|B
^|满意度|50%|86|^|^
""",
        (3, 6),
        "summary name=A indicator=B weight=C score=D total=E level=F month=A1",
    ),
    "a comment box at the right over all lines": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核指标|权重|评分标准|得分|主管评语
接通率|50%|低1%扣2分|96|工作认真，继续努力
满意度|50%|低1分扣1分|90|^
总分|||93|
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D6",
    ),
    "group averages in a column": (
        """
6月绩效考核汇总表|<|<|<|<|<
部门|姓名|考核得分|部门平均分|排名|等级
热线|陈丽华|92|90|2|A
^|王建国|88|^|3|B
工程|李晓梅|96|91|1|A+
^|张志强|86|^|4|B
""",
        (3, 6),
        "summary department=A name=B total=C rank=E level=F month=A1",
    ),
    "two persons side by side, different words": (
        """
员工绩效考核表|<|<|<||员工绩效考核表|<|<|<
姓名：陈丽华|<|<|<||姓名：王建国|<|<|<
考核指标|权重|标准|得分||考核指标|权重|标准|得分
接通率|50%|低1%扣2分|96||接通率|50%|低1%扣2分|90
满意度|50%|低1分扣1分|90||满意度|50%|低1分扣1分|86
总分|||93||总分|||88
""",
        (4, 5),
        "form name=A2 indicator=A weight=B standard=C score=D total=D6",
    ),
    "weights as points, scores of a hundred": (
        """
员工绩效考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
考核指标|权重|评分标准|得分|加权得分
接通率|50|低1%扣2分|96|48
满意度|50|低1分扣1分|90|45
合计|100|||93
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D weighted=E total=E6",
    ),
    "level under 结果": (
        """
6月绩效考核结果|<|<|<
工号|姓名|考核得分|考核结果
K1|陈丽华|92|优秀
K2|王建国|88|良好
K3|李晓梅|76|合格
""",
        (3, 5),
        "summary employee_id=A name=B total=C level=D month=A1",
    ),
    "total under 结果": (
        """
6月绩效考核|<|<|<
工号|姓名|考核结果|绩效等级
K1|陈丽华|92|优秀
K2|王建国|88|良好
K3|李晓梅|76|合格
""",
        (3, 5),
        "summary employee_id=A name=B level=D month=A1 ?total",
    ),
    "supervisor's level in the head": (
        """
客服部6月绩效考核汇总表|<|<|<
部门主管等级|优秀|考核月份|2025年6月
姓名|考核得分|排名|等级
陈丽华|92|2|A
王建国|88|3|B
李晓梅|96|1|A+
""",
        (4, 6),
        "summary department_level=B2 month=D2 name=A total=B rank=C level=D",
    ),
    "how many of each level, below the list": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|排名|等级
陈丽华|92|2|A
王建国|88|3|B
李晓梅|96|1|A+
~|||
等级|A+|A|B
人数|1|1|1
比例|33%|33%|33%
""",
        (3, 5),
        "summary name=A total=B rank=C level=D month=A1",
    ),
    "shares of the levels in a table below": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|排名|等级
陈丽华|92|2|A
王建国|88|3|B
李晓梅|96|1|A+
~|||
等级|分数线|人数|系数
A+|95|1|1.2
A|90|1|1.1
B|85|1|1
""",
        (3, 5),
        "summary name=A total=B rank=C level=D month=A1",
    ),
    "an approval block below a form": (
        """
员工绩效考核表|<|<|<
姓名|陈丽华|部门|客服部
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
审批环节|意见|签名|日期
部门负责人|同意|秦勇|2025-07-01
人力资源部|同意|许静|2025-07-02
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D6",
    ),
    "two rows a person": (
        """
6月绩效评分表|<|<|<|<
姓名|评分人|业绩|态度|合计
陈丽华|自评|60|38|98
^|主管|58|36|94
王建国|自评|59|37|96
^|主管|57|35|92
""",
        (3, 6),
        "summary name=A rater=B month=A1 ?total",
    ),
    "page numbers and the header again": (
        """
6月绩效考核汇总表|<|<|<
第1页|<|<|<
姓名|部门|考核得分|等级
陈丽华|热线|92|A
王建国|热线|88|B
第2页|<|<|<
姓名|部门|考核得分|等级
李晓梅|热线|96|A+
张志强|热线|86|B
""",
        (4, 9),
        "summary name=A department=B total=C level=D month=A1",
    ),
    "three rows of header": (
        """
6月绩效考核汇总表|<|<|<|<|<
基本信息|<|考核情况|<|<|<
工号|姓名|得分情况|<|考核结果|<
^|^|业绩|态度|总分|等级
K1|陈丽华|57|35|92|A
K2|王建国|54|34|88|B
K3|李晓梅|60|36|96|A+
""",
        (5, 7),
        "summary employee_id=A name=B total=E level=F month=A1",
    ),
    "serial numbers between indicators and sub-lines": (
        """
员工考核表|<|<|<|<
姓名|陈丽华|部门|客服部|
序号|考核内容|评分标准|分值|得分
1|服务态度|无投诉|20|20
|^|使用文明用语|20|18
2|业务技能|熟练|30|28
3|劳动纪律|不迟到|30|30
合计|||100|96
""",
        (4, 7),
        "form name=B2 department=D2 indicator=B standard=C weight=D score=E total=E8",
    ),
    "rated one above, rater in the same cell": (
        """
员工绩效考核表|<|<|<
被考核人：陈丽华  考核人：秦勇  考核月份：2025年6月|<|<|<
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
""",
        (4, 5),
        "form name=A2 rater=A2 month=A2 indicator=A weight=B standard=C score=D total=D6",
    ),
    "another month's list beside": (
        """
6月绩效考核|<|<||5月绩效考核|<|<
姓名|得分|等级||姓名|得分|等级
陈丽华|92|A||陈丽华|90|A
王建国|88|B||王建国|86|B
李晓梅|96|A+||李晓梅|95|A+
""",
        (3, 5),
        "summary name=A total=B level=C",
    ),
    "results with words before the number": (
        """
员工绩效考核表|<|<|<
姓名：陈丽华|<|部门：客服部|<
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
考核总分：93分|<|考核等级：A|<
""",
        (4, 5),
        "form name=A2 department=C2 indicator=A weight=B standard=C score=D total=A6 level=C6",
    ),
    "department in the title row only": (
        """
客服部|<|<|<
6月绩效考核汇总表|<|<|<
姓名|考核得分|排名|等级
陈丽华|92|2|A
王建国|88|3|B
李晓梅|96|1|A+
""",
        (4, 6),
        "summary name=A total=B rank=C level=D month=A2",
    ),
    "remarks that end the list early": (
        """
6月绩效考核汇总表|<|<|<
姓名|考核得分|等级|备注
陈丽华|92|A|总计表扬2次
王建国|88|B|合计迟到3次
李晓梅|96|A+|
""",
        (3, 5),
        "summary name=A total=B level=C remark=D month=A1",
    ),
    "unknown words between name and total": (
        """
一线员工考核扣分统计
姓名|基础分|迟到扣分|投诉扣分|质检扣分|奖励加分|最后得分
陈丽华|100|-2|0|-3|1|96
王建国|100|0|-5|-1|0|94
李晓梅|100|0|0|-1|2|101
""",
        (3, 5),
        "summary name=A total=G",
    ),
    "a head of labels and values in turn over another": (
        """
员工绩效考核表
姓名|陈丽华|考核得分|93
部门|热线|考核等级|A
指标|权重|评分|备注
接通率|50%|96|
满意度|50%|90|
""",
        (5, 6),
        "form name=B2 department=B3 indicator=A weight=B score=C remark=D total=D2 level=D3",
    ),
    "an employee named behind a colon": (
        """
绩效考核表
员工：陈丽华||岗位：坐席
工作内容|标准分|实得分
接听电话|40|38
处理投诉|30|28
其他工作|30|30
得分||96
""",
        (4, 6),
        "form name=A2 post=C2 indicator=A weight=B score=C total=C7",
    ),
    "what is paid by the score under a general word": (
        """
6月绩效工资表
姓名|绩效工资基数|得分|应发
陈丽华|2000|92|1840
王建国|2000|88|1760
李晓梅|2000|96|1920
合计|6000||5520
""",
        (3, 5),
        "summary month=A1 name=A base_pay=B total=C ?pay",
    ),
    "supervisors with the marks of their teams": (
        """
客服主管绩效考核汇总表
主管|团队规模|团队得分|个人得分|最终得分|等级
陈丽华|12|90|92|91|A
王建国|10|88|88|88|B
李晓梅|15|96|94|95|A+
""",
        (3, 5),
        "summary total=E level=F ?name",
    ),
    "supervisors with two totals": (
        """
客服主管绩效考核汇总表
主管|综合得分|最终得分|等级
陈丽华|92|91|A
王建国|86|88|B
李晓梅|94|95|A+
""",
        (3, 5),
        "summary level=D ?name ?total",
    ),
    "team leaders with an id": (
        """
班组长绩效考核汇总表
工号|班组长|综合得分|等级
L01|陈丽华|91|A
L02|王建国|88|B
L03|李晓梅|95|A+
""",
        (3, 5),
        "summary employee_id=A total=C level=D ?name",
    ),
    "ids with zeros in front": (
        """
夜班绩效考核汇总表
序号|工号|姓名|总成绩|等级
1|'0001|陈丽华|91|A
2|'0002|王建国|88|B
3|'0003|李晓梅|95|A+
""",
        (3, 5),
        "summary employee_id=B name=C total=D level=E",
    ),
    "a total under words of its own": (
        """
坐席绩效考核表
姓名|陈丽华||
评分项|比重|得分|折算得分
开场白|40%|90|=B4*C4→36
业务|60%|95|=B5*C5→57
质检总分|<|<|=SUM(D4:D5)→93
""",
        (4, 5),
        "form name=B2 indicator=A weight=B score=C weighted=D total=D6",
    ),
    "points taken off and no marks": (
        """
秩序员月度考核扣分表
姓名|马晓东|部门|一班
考核项目|扣分标准|次数|扣分
迟到|每次扣2分|1|2
漏巡|每点扣1分|3|3
扣分合计|||5
实得分|||95
""",
        (4, 5),
        "form name=B2 department=D2 indicator=A standard=B total=D7",
    ),
    "items under words that nobody knows": (
        """
月度绩效考核评分表
被评人|陈丽华|评分人|严冬梅
序号|工作要项|配分|得分
1|工作量|40|38
2|品质|30|29
3|态度|30|28
合计||100|95
""",
        (4, 6),
        "form name=B2 rater=D2 weight=C score=D total=D7 ?indicator",
    ),
}


@pytest.mark.parametrize(("text", "rows", "expected"), CASES.values(), ids=CASES)
def test_a_table_is_read_as_a_person_reads_it(text, rows, expected, tmp_path):
    found = understood(drawn(text), tmp_path)
    assert told(found) == wanted(expected)
    part = found.parts[0]
    assert (part.first_row, part.last_row) == rows


OTHERS = {
    "a form of a department": """
部门绩效考核表|<|<|<
被考核部门|客服部|考核月份|2025年6月
考核指标|权重|目标值|得分
接通率|50%|95|96
满意度|50%|90|90
总分|||93
""",
    "company's key figures": """
2025年6月经营指标完成情况|<|<|<|<
指标名称|年度目标|本月完成|累计完成|完成率
收入|1200|98|590|49%
成本|800|60|380|47.5%
利润|400|38|210|52.5%
""",
    "supplier scorecard with weights": """
供应商月度绩效评分表|<|<|<
供应商|甲公司|月份|2025年6月
考核项目|权重|评分标准|得分
质量|50%|合格率|96
交期|50%|准时率|90
总分|||93
""",
    "piece wages": """
6月计件工资表|<|<|<|<
工号|姓名|件数|单价|金额
K1|陈丽华|920|1.1|1012
K2|王建国|880|1.1|968
""",
    "training scores with a level": """
新员工培训考核成绩汇总|<|<|<|<
工号|姓名|部门|总成绩|等级
K1|陈丽华|热线|92|优秀
K2|王建国|热线|88|良好
""",
    "satisfaction of owners": """
业主满意度调查统计|<|<|<
项目|权重|满意率|得分
保洁|50%|96%|96
保安|50%|90%|90
合计|100%||93
""",
    "sales ranking": """
6月销售业绩排行榜|<|<|<|<
姓名|部门|销售额|完成率|排名
陈丽华|一部|92000|92%|2
王建国|一部|88000|88%|3
李晓梅|二部|96000|96%|1
""",
    "monthly payroll with performance pay": """
2025年6月工资发放表|<|<|<|<|<|<
工号|姓名|部门|岗位工资|绩效工资|应发工资|实发工资
K1|陈丽华|热线|3000|2200|5200|4800
K2|王建国|热线|3000|2000|5000|4600
""",
    "risk register": """
安全风险评估表|<|<|<|<
序号|风险点|可能性|严重性|风险等级
1|高处作业|3|5|A
2|用电|2|4|B
""",
    "project milestones": """
项目进度考核表|<|<|<
任务名称|权重|计划完成|得分
设计|50%|6月30日|96
施工|50%|7月30日|90
""",
    "team contest": """
班组劳动竞赛评分表|<|<|<
班组|安全得分|质量得分|总分
一班|48|45|93
二班|46|47|93
""",
    "patrol checks": """
保安巡逻检查考核记录|<|<|<
日期|检查项目|扣分|责任人
6月1日|着装|2|陈丽华
6月2日|巡逻|3|王建国
""",
    "a doctor's list": """
门诊医生患者满意度排名|<|<|<
姓名|科室|满意度得分|排名
陈丽华|内科|98|1
王建国|外科|96|2
""",
    "library of indicators": """
绩效考核指标库|<|<|<
指标名称|指标定义|计算公式|适用岗位
接通率|接通比例|接通/来电|话务员
满意度|满意比例|满意/评价|话务员
""",
    "appraisal without the word for it": """
2025年6月人员名次|<|<|<|<
工号|姓名|部门|总分|等级
K1|陈丽华|热线|92|A
K2|王建国|热线|88|B
K3|李晓梅|热线|96|A
""",
    "posts in place of names": """
6月岗位绩效考核汇总表|<|<|<
岗位|人数|平均得分|等级
话务员|12|92|A
班长|3|88|B
质检员|2|96|A+
""",
    "budget of pay by department": """
6月绩效工资分配表|<|<|<|<
部门|人数|人均绩效|部门系数|绩效总额
热线|12|2000|1.1|26400
工程|8|2200|1|17600
""",
    "title with the name inside": """
陈丽华2025年6月绩效考核表|<|<|<
考核指标|权重|评分标准|得分
接通率|50%|低1%扣2分|96
满意度|50%|低1分扣1分|90
总分|||93
""",
}
"""Lists and forms of other purposes, or of nobody: told so, or asked, and never taken over."""


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_is_no_appraisal_of_people_is_not_adopted_unasked(text, tmp_path):
    assert understood(drawn(text), tmp_path).kind == "not_ours"
