"""More lists of the same offices that are no appraisal: complaints, suppliers, certificates, training, dormitories, applicants."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, filled, places, rounded
from adopt.layout import foreign
from adopt.staff import NAMES


@foreign(
    "A log of complaints: number, customer, clerk who took it, grade of the complaint, result, days until it was closed"
)
def complaint_log() -> Book:
    sheet = Sheet("投诉台账", "14 12 14 30 12 10 12 10 14", landscape=True)
    sheet.write("A1:I1", "2025年10月客户投诉处理登记表", "title")
    days = [1 + at % 4 for at in range(10)]
    sheet.table(
        "A2",
        ("投诉编号", "box center", [f"TS1025{at:03d}" for at in range(1, 11)]),
        ("客户姓名", "box center", NAMES[30:40]),
        ("受理日期", "box date", [dt.date(2025, 10, at + 2) for at in range(10)]),
        ("投诉内容", "box wrap", ["账单有误", "上门超时", "态度生硬", "重复收费", "信号弱"] * 2),
        ("受理人", "box center", NAMES[2:7] * 2),
        ("投诉等级", "box center", ["一般", "重大", "一般", "一般", "较大"] * 2),
        ("处理结果", "box center", ["已办结"] * 10),
        ("用时（天）", "box center", days),
        ("是否有责", "box center", ["是", "否"] * 5),
    )
    sheet.row(
        "A13", ["合计", "10件", None, None, None, None, None, Formula("=SUM(H3:H12)", sum(days)), None], "box center"
    )
    return Book([sheet])


@foreign(
    "Suppliers of a quarter ranked: quality, delivery and price marks with shares, total, place, class and share of orders"
)
def supplier_ranking() -> Book:
    sheet = Sheet("三季度", "6 26 14 16 14 14 12 8 8 16", landscape=True)
    sheet.write("A1:J1", "2025年第三季度供应商绩效考核排名表", "title")
    firms = ("宏达包装厂", "顺通物流公司", "佳美印务公司", "正源电子公司", "汇丰五金商行", "新华制服公司")
    marks = [(96 - at * 2, 91 + at % 3, 88 + at, 90 - at) for at in range(6)]
    totals = [rounded((40 * a + 30 * b + 20 * c + 10 * d) / 100) for a, b, c, d in marks]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 7)),
        ("供应商名称", "box", firms),
        ("质量（40%）", "box center", [four[0] for four in marks]),
        ("交货期（30%）", "box center", [four[1] for four in marks]),
        ("价格（20%）", "box center", [four[2] for four in marks]),
        ("服务（10%）", "box center", [four[3] for four in marks]),
        ("综合得分", "box center n2", filled("=ROUND(C#*0.4+D#*0.3+E#*0.2+F#*0.1,2)", 3, totals)),
        ("排名", "box center", filled("=RANK(G#,G$3:G$8)", 3, places(totals))),
        ("等级", "box center", ["A" if total >= 92 else "B" for total in totals]),
        ("下季度采购份额", "box center pct", [0.25, 0.2, 0.2, 0.15, 0.1, 0.1]),
        head="box center bold blue wrap",
    )
    return Book([sheet])


@foreign(
    "Results of an examination for a certificate: staff numbers, admission numbers, theory and practice, passed or not, validity"
)
def certificate_exam() -> Book:
    sheet = Sheet("取证考试", "10 12 16 16 12 12 12 10 14", landscape=True)
    sheet.write("A1:I1", "电工上岗证取证考试成绩表", "title")
    theory, practice = [68 + at * 7 % 30 for at in range(9)], [75 + at * 5 % 24 for at in range(9)]
    passed = ["合格" if min(a, b) >= 80 else "补考" for a, b in zip(theory, practice)]
    sheet.table(
        "A2",
        ("工号", "box center", [f"W{at:03d}" for at in range(501, 510)]),
        ("姓名", "box center", NAMES[20:29]),
        ("部门", "box center", ["工程维修部"] * 9),
        ("准考证号", "box center text", [f"202510{at:04d}" for at in range(9)]),
        ("理论成绩", "box center", theory),
        ("实操成绩", "box center", practice),
        ("总成绩", "box center", filled("=E#+F#", 3, [a + b for a, b in zip(theory, practice)])),
        ("结论", "box center", filled('=IF(MIN(E#:F#)>=80,"合格","补考")', 3, passed)),
        ("证书有效期", "box date", [dt.date(2031, 10, 20)] * 9),
    )
    return Book([sheet])


@foreign(
    "A training plan: course, who teaches, for whom, hours, how it is examined, budget; a sum of hours and money below"
)
def training_plan() -> Book:
    sheet = Sheet("培训计划", "6 26 14 18 10 14 14 14 16", landscape=True)
    sheet.write("A1:I1", "2025年第四季度员工培训计划表", "title")
    hours, money = (4, 8, 6, 3, 12, 2), (800, 3000, 1500, 0, 6000, 0)
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 7)),
        ("培训项目", "box", ("服务礼仪", "投诉沟通技巧", "新系统操作", "消防演练", "班组长管理", "制度宣贯")),
        ("讲师", "box center", NAMES[33:39]),
        ("培训对象", "box center", ("全体客服", "一线坐席", "营业员", "全员", "班组长", "新员工")),
        ("学时", "box center", hours),
        ("考核方式", "box center", ("笔试", "情景演练", "上机", "签到", "论文", "笔试")),
        ("预算（元）", "box money", money),
        ("计划月份", "box center", ("10月", "10月", "11月", "11月", "12月", "12月")),
        ("责任部门", "box center", ["人力资源部"] * 6),
        head="box center bold green",
    )
    sums = [Formula("=SUM(E3:E8)", sum(hours)), None, Formula("=SUM(G3:G8)", sum(money)), None, None]
    sheet.row("A9", ["合计", None, None, None, *sums], "box center bold")
    return Book([sheet])


@foreign(
    "Weekly hygiene marks of dormitory rooms: full marks in the headers, four weeks, mean, place, a red flag; who leads the room"
)
def dormitory_scores() -> Book:
    sheet = Sheet("宿舍卫生", "10 12 12 10 10 10 10 12 8 14", landscape=True)
    sheet.write("A1:J1", "员工宿舍10月卫生检查评分汇总表", "title")
    weeks = [(92 - at % 4, 90 + at % 5, 88 + at * 2 % 9, 94 - at % 3) for at in range(8)]
    means = [rounded(sum(four) / 4) for four in weeks]
    ranks = places(means)
    sheet.table(
        "A2",
        ("房间号", "box center", [f"{at // 4 + 3}0{at % 4 + 1}" for at in range(8)]),
        ("寝室长", "box center", NAMES[50:58]),
        ("人数", "box center", [4, 4, 3, 4, 4, 2, 4, 4]),
        *((f"第{word}周", "box center", [four[at] for four in weeks]) for at, word in enumerate("一二三四")),
        ("平均得分", "box center n2", filled("=ROUND(AVERAGE(D#:G#),2)", 3, means)),
        ("名次", "box center", filled("=RANK(H#,H$3:H$10)", 3, ranks)),
        ("流动红旗", "box center", ["★" if place == 1 else None for place in ranks]),
        head="box center bold yellow",
    )
    sheet.write("A12:J12", "检查人：行政部                 满分100分，低于80分限期整改。", "left small")
    return Book([sheet])


@foreign(
    "Applicants for posts: marks of a written test and an interview with shares, a total, a place and whether they are taken"
)
def recruitment_list() -> Book:
    sheet = Sheet("招聘成绩", "6 12 8 18 16 14 14 12 8 14", landscape=True)
    sheet.write("A1:J1", "2025年秋季客服岗位招聘考试成绩汇总表", "title")
    written, spoken = [70 + at * 7 % 25 for at in range(10)], [78 + at * 5 % 18 for at in range(10)]
    totals = [rounded((40 * a + 60 * b) / 100) for a, b in zip(written, spoken)]
    ranks = places(totals)
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 11)),
        ("姓名", "box center", NAMES[10:20]),
        ("性别", "box center", ["女", "男"] * 5),
        ("毕业院校", "box center", ["××职业技术学院"] * 10),
        ("应聘岗位", "box center", ["客服专员"] * 10),
        ("笔试成绩（40%）", "box center", written),
        ("面试成绩（60%）", "box center", spoken),
        ("总成绩", "box center n2", filled("=ROUND(F#*0.4+G#*0.6,2)", 3, totals)),
        ("排名", "box center", filled("=RANK(H#,H$3:H$12)", 3, ranks)),
        ("是否录用", "box center", ["录用" if place <= 4 else "未录用" for place in ranks]),
        head="box center bold wrap",
    )
    return Book([sheet])
