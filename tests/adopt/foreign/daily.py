"""Everyday lists: attendance, duty roster, assets, training, invoices."""

from __future__ import annotations

import datetime as dt

from adopt.drawing import Book, Formula, Sheet, rounded
from adopt.layout import foreign
from adopt.layouts.places import NUMBERS, listing, staff
from adopt.staff import NAMES


@foreign(
    "Attendance of a month: a column a day with signs, days counted at the end; names, ids and departments as in a summary"
)
def attendance() -> Book:
    sheet = Sheet("6月考勤", "6 10 10 12 " + "3 " * 30 + "8 8 8", size=9, landscape=True)
    sheet.write("A1:AK1", "客服部2025年6月考勤表", "title")
    sheet.row(
        "A2",
        ["序号", "工号", "姓名", "部门", *range(1, 31), "出勤天数", "迟到(次)", "请假(天)"],
        "box center bold grey",
    )
    for row in range(3, 11):
        signs = ["休" if (day + row) % 7 == 0 else "假" if (day * row) % 41 == 0 else "√" for day in range(1, 31)]
        counts = [
            Formula(f'=COUNTIF(E{row}:AH{row},"√")', signs.count("√")),
            row % 3,
            Formula(f'=COUNTIF(E{row}:AH{row},"假")', signs.count("假")),
        ]
        sheet.row(f"A{row}", [row - 2, f"K{row}", NAMES[row], "热线部", *signs, *counts], "box center")
    sheet.write("A12:AK12", "考勤员：          部门负责人：", "left")
    return Book([sheet])


@foreign("A duty roster: a row a day, names of the shifts in the cells")
def duty_roster() -> Book:
    sheet = Sheet("值班表", "14 10 12 12 12 18")
    sheet.write("A1:F1", "客服热线7月值班安排表", "title")
    sheet.row("A2", ["日期", "星期", "早班", "中班", "夜班", "备注"], "box center bold blue")
    for day in range(1, 15):
        date = dt.date(2025, 7, day)
        sheet.row(
            f"A{day + 2}",
            [
                date,
                "一二三四五六日"[date.weekday()],
                NAMES[day],
                NAMES[day + 14],
                NAMES[day + 28],
                "带班：" + NAMES[day % 5 + 45] if day % 7 == 1 else None,
            ],
            "box date|box center|box center|box center|box center|box",
        )
    return Book([sheet])


@foreign("A list of fixed assets with numbers, users, departments, original value, rate of depreciation and condition")
def assets() -> Book:
    sheet = Sheet("资产清单", "10 18 14 14 10 12 12 12 12", landscape=True)
    sheet.write("A1:I1", "客服中心固定资产登记表", "title")
    sheet.row(
        "A2",
        ["资产编号", "资产名称", "规格型号", "使用部门", "使用人", "购置日期", "原值", "折旧率", "净值"],
        "box center bold grey",
    )
    things = ("电脑主机", "显示器", "话务耳麦", "打印机", "抄表终端", "检漏仪", "巡检车", "空调")
    for row, thing in enumerate(things, 3):
        price, rate = 800 + 650 * row, 0.1 + 0.05 * (row % 4)
        sheet.row(
            f"A{row}",
            [
                f"ZC{row:04d}",
                thing,
                f"X-{row * 7}",
                "热线部",
                NAMES[row],
                dt.date(2021, row, 5),
                price,
                rate,
                Formula(f"=G{row}*(1-H{row})", price * (1 - rate)),
            ],
            "box center|box|box|box center|box center|box date|box money|box pct|box money",
        )
    return Book([sheet])


@foreign(
    "A training register: who attended which course, hours, test mark and signature; near to an appraisal by 姓名 成绩 部门"
)
def training() -> Book:
    sheet = Sheet("签到", "6 12 14 14 10 10 16")
    sheet.write("A1:G1", "员工培训签到及测试成绩登记表", "title")
    sheet.row("A2", ["主题", "服务礼仪与投诉处理", None, "讲师", "许静", "日期", "2025-06-18"], "box center")
    sheet.write("B2:C2", "服务礼仪与投诉处理", "box center")
    sheet.row("A3", ["序号", "姓名", "部门", "岗位", "学时", "测试成绩", "签名"], "box center bold grey")
    for row in range(4, 14):
        sheet.row(f"A{row}", [row - 3, NAMES[row + 9], "客服部", "客服专员", 4, 70 + row * 3 % 29, None], "box center")
    return Book([sheet])


@foreign("A list of invoices with customers, amounts, tax rates and totals")
def invoices() -> Book:
    sheet = Sheet("开票明细", "8 14 22 14 10 12 14 12", landscape=True)
    sheet.write("A1:H1", "2025年6月增值税发票开具明细", "title")
    sheet.row(
        "A2", ["序号", "发票号码", "客户名称", "金额", "税率", "税额", "价税合计", "开票人"], "box center bold green"
    )
    amounts = [1200.0 + 333.5 * k for k in range(9)]
    for row, amount in enumerate(amounts, 3):
        tax = rounded(amount * 9 / 100)
        sheet.row(
            f"A{row}",
            [
                row - 2,
                f"0332{row:04d}",
                f"{NAMES[row]}餐饮店",
                amount,
                0.09,
                Formula(f"=ROUND(D{row}*E{row},2)", tax),
                Formula(f"=D{row}+F{row}", round(amount + tax, 2)),
                "章蕾",
            ],
            "box center|box text|box|box money|box center pct|box money|box money|box center",
        )
    sheet.row(
        "A12", ["合计", None, None, Formula("=SUM(D3:D11)", sum(amounts)), None, None, None, None], "box bold money"
    )
    return Book([sheet])


@foreign("Vehicles by 车队 and 驾驶员 with kilometres and fuel: no appraisal")
def fuel_of_vehicles() -> Book:
    return listing(
        "2025年6月车辆油耗统计表",
        "序号|车队|车牌号|驾驶员|里程（公里）|油耗（升）",
        *(NUMBERS, "一车队", tuple(f"浙A{at}001" for at in NUMBERS), staff(20), (900, 850, 800, 780, 700, 650), 90),
    )
