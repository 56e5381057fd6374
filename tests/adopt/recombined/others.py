"""Workbooks of other purposes: what they are called, what stands over their columns and in one of their lines."""

from __future__ import annotations

import random
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from adopt.drawing import Book, Sheet
from adopt.layout import HABIT, NOT_OURS, Layout
from adopt.staff import NAMES


@dataclass(frozen=True)
class Other:
    """A workbook of another purpose."""

    titles: str
    columns: str
    values: str


FOREIGN = (
    Other(
        "供应商绩效考核表|供应商评分汇总表|供方业绩评价表",
        "序号|供应商名称|质量得分|交期得分|总分|等级|排名",
        "n|甲公司|38|28|66|B|1",
    ),
    Other(
        "工资表|6月工资明细|薪酬发放表",
        "序号|工号|姓名|部门|基本工资|岗位工资|绩效工资|应发工资|个税|实发工资",
        "n|K1|name|客服部|3000|800|1200|5000|30|4970",
    ),
    Other(
        "期末考试成绩表|初二3班成绩单|学生成绩统计表", "学号|姓名|语文|数学|英语|总分|班级名次", "n|name|90|88|92|270|1"
    ),
    Other(
        "考勤统计表|6月考勤汇总|员工出勤记录",
        "序号|姓名|部门|应出勤天数|实出勤天数|迟到|请假|备注",
        "n|name|客服部|22|21|1|0|",
    ),
    Other(
        "销售业绩排名表|6月销售统计|销售提成表",
        "序号|姓名|部门|销售额|完成率|提成比例|提成金额|排名",
        "n|name|一部|120000|0.95|0.02|2400|3",
    ),
    Other(
        "应聘人员面试评分表|招聘面试成绩汇总",
        "序号|姓名|应聘岗位|笔试成绩|面试得分|总分|名次",
        "n|name|客服专员|80|85|83|2",
    ),
    Other(
        "培训考试成绩表|安全培训签到表|新员工培训考核成绩",
        "序号|姓名|部门|理论成绩|实操成绩|总成绩|是否合格",
        "n|name|抢修部|80|90|85|合格",
    ),
    Other("设备点检表|车辆检查评分表|5S检查评分表", "序号|检查项目|检查标准|分值|得分|备注", "n|地面清洁|无积水|10|9|"),
    Other("客户满意度调查表|满意度问卷统计", "序号|调查项目|权重|得分|备注", "n|服务态度|20%|95|"),
    Other("文明宿舍评比表|卫生评比汇总", "宿舍号|姓名|卫生得分|纪律得分|总分|排名", "n|name|48|45|93|2"),
    Other(
        "员工花名册|通讯录",
        "序号|工号|姓名|部门|岗位|入职日期|手机号码|备注",
        "n|K1|name|客服部|客服|2020-01-01|13900000000|",
    ),
    Other(
        "项目评标打分表|投标评分汇总表",
        "序号|评审因素|评分标准|分值|投标人A得分|投标人B得分",
        "n|技术方案|完整|30|26|28",
    ),
    Other(
        "职工技能比武成绩表|歌唱比赛评分表|演讲比赛评分汇总",
        "序号|选手姓名|评委1|评委2|总分|名次",
        "n|name|9.1|9.3|18.4|2",
    ),
    Other("固定资产盘点表|库存台账", "序号|资产编号|名称|规格型号|数量|使用人|备注", "n|Z01|电脑|X1|1|name|"),
    Other("体能测试成绩表|年度体检汇总", "序号|姓名|部门|俯卧撑|3000米|总成绩|等级", "n|name|保安部|40|13|85|良好"),
)


def other(seed: int) -> Layout:
    """A workbook that is no appraisal of staff."""

    def draw() -> Book:
        rng = random.Random(f"other {seed}")
        kind = FOREIGN[seed % len(FOREIGN)]
        sheet = Sheet(rng.choice(("Sheet1", "汇总", "6月")))
        heads, values = kind.columns.split("|"), kind.values.split("|")
        titles = kind.titles.split("|")
        sheet.write(
            f"A1:{get_column_letter(len(heads))}1",
            rng.choice(("", "2025年6月", "安泰公司")) + titles[seed // len(FOREIGN) % len(titles)],
            "title",
        )
        sheet.row("A2", heads, "box center bold")
        for number in range(rng.randint(3, 9)):
            known = {"n": number + 1, "name": NAMES[number + 5]}
            for column, value in enumerate(values, 1):
                sheet.write(
                    f"{get_column_letter(column)}{number + 3}", known.get(value, _counted(value, number)), "box"
                )
        return Book([sheet])

    return Layout(f"other_{seed}", "another purpose", HABIT, draw, NOT_OURS)


def _counted(value: str, number: int) -> str | float:
    """A number as one, a little another in each line; words and long numbers as they are."""
    plain = value.replace(".", "", 1)
    return float(value) + (number if float(value) > 9 else 0) if plain.isdigit() and len(plain) < 9 else value
