"""Small tables that lead astray, each with what a person in personnel reads in it: columns, fields, questions, contradictions.

Every one was written by hand for a habit that is seen in public forms (words and shapes as in adopt/lexicon.toml, sources
a to i), and its answer beside it before the matcher was asked.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn, told, wanted
from adopt.writing import save
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import understand

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
        "form name=B2 department=D2 indicator=A weight=B score=C weighted=D total=D7 !D5 !D7",
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
        "form name=B2 department=D2 indicator=A weight=B standard=C score=D total=D6",
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
}


@pytest.mark.parametrize(("text", "rows", "expected"), CASES.values(), ids=CASES)
def test_a_table_is_read_as_a_person_reads_it(text, rows, expected, tmp_path):
    assert told(text, tmp_path) == wanted(expected)
    part = understand(grids_of(save(drawn(text), tmp_path, "表"))).parts[0]
    assert (part.first_row, part.last_row) == rows
