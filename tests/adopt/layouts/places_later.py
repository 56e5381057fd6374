"""More lists by the places people work at, kept aside until the words of the first ones were read."""

from __future__ import annotations

from adopt.drawing import Book
from adopt.layout import layout, summary
from adopt.layouts.places import MARKS, NUMBERS, PLACES, listing, staff


@layout(
    "Hotel: 部门 and 班组 both, 领班 for the supervisor, 序位 in the whole house",
    summary("汇总", "department=A name=C supervisor=D total=E rank=F remark=G", (3, 8), fields="month=A1"),
    optional="month department",
    seen=PLACES,
)
def hotel_housekeeping() -> Book:
    return listing(
        "客房部2025年6月绩效考核汇总",
        "部门|楼层|姓名|领班|考核总分|序位|备注",
        *("客房部", ("6F", "6F", "7F", "7F", "8F", "8F"), staff(15), "何秋生", MARKS, NUMBERS, None),
    )


@layout(
    "Couriers by 网点 without any other place, 派件量 that is no score",
    summary("汇总", "branch=B name=C total=E level=F coefficient=G", (3, 8), fields="month=A1"),
    optional="month branch",
    ask="branch department",
    seen=PLACES,
)
def couriers_by_outlet() -> Book:
    where = ("城东", "城东", "城东", "城西", "城西", "城西")
    return listing(
        "2025年6月快递员绩效考核汇总表",
        "序号|网点|快递员姓名|派件量|考核得分|等级|系数",
        *(NUMBERS, where, staff(25), (3100, 3000, 2900, 2800, 2700, 2600), MARKS, list("AABBCC"), (1.1, 1.1, 1, 1, 0.9, 0.9)),
    )  # fmt: skip


@layout(
    "Telecom: 营业厅 as the department under 分公司, 当月绩效奖金 as the pay",
    summary("汇总", "department=C name=D total=E coefficient=F base_pay=G pay=H", (4, 9), fields="branch=B2 month=D2"),
    optional="department",
    ask="department",
    seen=PLACES,
)
def telecom_halls() -> Book:
    factors = (1.2, 1.1, 1.0, 1.0, 0.9, 0.9)
    pays = tuple(round(1800 * factor, 2) for factor in factors)
    where = ("人民路", "人民路", "人民路", "解放路", "解放路", "解放路")
    return listing(
        "营业员绩效考核汇总表",
        "序号|工位号|营业厅|营业员姓名|考核得分|考核系数|奖金基数|当月绩效奖金",
        *(NUMBERS, NUMBERS, where, staff(35), MARKS, factors, 1800, pays),
        above="分公司|城北分公司|月份|2025年6月",
    )
