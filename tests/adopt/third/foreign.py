"""Kept aside: lists of other companies that are no appraisal: overtime, contracts sold, shifts handed over, shops, wages."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, filled, places, rounded
from adopt.layout import foreign
from adopt.staff import NAMES


@foreign("Overtime of a month: hours on working days, at weekends and holidays, the rate of each, money, a sum below")
def overtime_hours() -> Book:
    sheet = Sheet("12月加班", "6 12 12 16 16 16 16 12 14 14", landscape=True)
    sheet.write("A1:J1", "2025年12月员工加班统计表", "title")
    one, two, three = (
        [at % 5 * 2 for at in range(8)],
        [at % 3 * 8 for at in range(8)],
        [8 if at == 2 else 0 for at in range(8)],
    )
    hours = [sum(all_) for all_ in zip(one, two, three)]
    money = [rounded(25 * (1.5 * a + 2 * b + 3 * c)) for a, b, c in zip(one, two, three)]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 9)),
        ("工号", "box center", [f"JB{at:03d}" for at in range(1, 9)]),
        ("姓名", "box center", NAMES[22:30]),
        ("部门", "box center", ["客服部"] * 8),
        ("平日加班（小时）", "box center", one),
        ("周末加班（小时）", "box center", two),
        ("节假日加班（小时）", "box center", three),
        ("合计", "box center", filled("=SUM(E#:G#)", 3, hours)),
        ("小时工资（元）", "box money", [25] * 8),
        ("加班费（元）", "box money", filled("=ROUND(I#*(E#*1.5+F#*2+G#*3),2)", 3, money)),
        head="box center bold grey wrap",
    )
    sheet.row(
        "A11",
        ["合计", *[None] * 6, Formula("=SUM(H3:H10)", sum(hours)), None, Formula("=SUM(J3:J10)", sum(money))],
        "box center",
    )
    return Book([sheet])


@foreign(
    "Contracts of a month by salesman: customers, amounts, money received, what is still due, a place by money received"
)
def sales_targets() -> Book:
    sheet = Sheet("回款", "6 14 12 16 16 16 10 14 8", landscape=True)
    sheet.write("A1:I1", "2025年12月销售合同及回款统计表", "title")
    signed = [180000 + at * 23500 for at in range(7)]
    received = [a - 11500 * (at * 3 % 7) for at, a in enumerate(signed)]
    due = [a - b for a, b in zip(signed, received)]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 8)),
        ("业务员", "box center", NAMES[3:10]),
        ("客户数", "box center", [6 + at % 4 for at in range(7)]),
        ("合同金额（元）", "box money", signed),
        ("回款金额（元）", "box money", received),
        ("未回款（元）", "box money", filled("=D#-E#", 3, due)),
        ("回款率", "box center pct1", filled("=E#/D#", 3, [b / a for a, b in zip(signed, received)])),
        ("区域", "box center", ["华东", "华南"] * 3 + ["华北"]),
        ("名次", "box center", filled("=RANK(E#,E$3:E$9)", 3, places(received))),
        head="box center bold blue wrap",
    )
    return Book([sheet])


@foreign(
    "Records of shifts handed over: date, shift, who gave and took over, calls, open matters, state of the equipment, signatures"
)
def shift_handover() -> Book:
    sheet = Sheet("交接班", "14 10 12 12 12 30 14 14", landscape=True)
    sheet.write("A1:H1", "呼叫中心值班长交接班记录表", "title")
    sheet.table(
        "A2",
        ("日期", "box date", [dt.date(2025, 12, at // 2 + 1) for at in range(12)]),
        ("班次", "box center", ["白班", "夜班"] * 6),
        ("交班人", "box center", NAMES[0:12]),
        ("接班人", "box center", NAMES[1:13]),
        ("来电量", "box center", [820 - at * 13 if at % 2 == 0 else 310 + at * 7 for at in range(12)]),
        ("遗留问题", "box wrap", [None, "系统升级待通知", "投诉一件待回访"] * 4),
        ("设备情况", "box center", ["正常"] * 11 + ["3号机故障"]),
        ("签名", "box", [None] * 12),
    )
    return Book([sheet])


@foreign(
    "Shops asked about by a survey firm: environment, goods, service, mean, place of the shops, what customers wish for"
)
def shop_satisfaction() -> Book:
    sheet = Sheet("门店满意度", "6 22 12 12 12 12 12 8 26", landscape=True)
    sheet.write("A1:I1", "2025年第四季度门店顾客满意度调查结果", "title")
    marks = [(88 + at * 3 % 8, 90 - at % 5, 85 + at * 5 % 11) for at in range(7)]
    means = [rounded(sum(three) / 3) for three in marks]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 8)),
        (
            "门店名称",
            "box",
            [f"{word}店" for word in ("中山路", "人民广场", "大学城", "火车站", "万达", "新区", "老街")],
        ),
        ("样本数", "box center", [120 + at * 15 for at in range(7)]),
        ("环境", "box center", [three[0] for three in marks]),
        ("商品", "box center", [three[1] for three in marks]),
        ("服务", "box center", [three[2] for three in marks]),
        ("满意度得分", "box center n2", filled("=ROUND(AVERAGE(D#:F#),2)", 3, means)),
        ("排名", "box center", filled("=RANK(G#,G$3:G$9)", 3, places(means))),
        ("主要意见", "box", ["收银排队长", None, "停车难", None, "洗手间", "试衣间少", None]),
        head="box center bold green",
    )
    return Book([sheet])


@foreign(
    "The whole payroll of a month: basic pay, pay of the post, 绩效工资, overtime, allowances, social security, tax, net pay, totals"
)
def wage_sheet() -> Book:
    sheet = Sheet("工资表", "6 12 14 14 14 14 12 12 14 12 12 14", landscape=True)
    sheet.write("A1:L1", "2025年12月员工工资发放表", "title")
    basic, post = [3200 + at % 3 * 200 for at in range(8)], [1000 + at % 2 * 300 for at in range(8)]
    bonus, over, extra = [1500 + at * 45 for at in range(8)], [at % 4 * 120 for at in range(8)], [300] * 8
    due = [sum(five) for five in zip(basic, post, bonus, over, extra)]
    social, tax = [486.5] * 8, [rounded((one - 5000) * 0.03) if one > 5000 else 0 for one in due]
    net = [rounded(a - b - c) for a, b, c in zip(due, social, tax)]
    sheet.table(
        "A2",
        ("序号", "box center", range(1, 9)),
        ("姓名", "box center", NAMES[42:50]),
        ("部门", "box center", ["运营部"] * 8),
        ("基本工资", "box money", basic),
        ("岗位工资", "box money", post),
        ("绩效工资", "box money", bonus),
        ("加班费", "box money", over),
        ("补贴", "box money", extra),
        ("应发合计", "box money", filled("=SUM(D#:H#)", 3, due)),
        ("代扣社保", "box money", social),
        ("代扣个税", "box money", tax),
        ("实发工资", "box money", filled("=ROUND(I#-J#-K#,2)", 3, net)),
    )
    sums = [
        Formula(f"=SUM({letter}3:{letter}10)", round(sum(values), 2))
        for letter, values in zip("DEFGHIJKL", (basic, post, bonus, over, extra, due, social, tax, net))
    ]
    sheet.row("A11", ["合计", None, None, *sums], "box money bold")
    return Book([sheet])
