"""Lists of staff of property, logistics, hospital, bank, hotel and call-centre companies by the places they work at."""

from __future__ import annotations

from adopt.drawing import Book, Sheet
from adopt.layout import layout, summary
from adopt.staff import NAMES

PLACES = (
    "forms of property, logistics, hotel, hospital and bank staff on such sites (小区管理处, 网点, 病区, 领班, 位次)"
)
MARKS = (96.5, 91.0, 89.5, 84.0, 82.5, 80.0)


def listing(title: str, heads: str, *columns: object, above: str = "") -> Book:
    """A title, perhaps a line above the heads, heads by `|`, six people; a column is a sequence, or one value for all."""
    names = heads.split("|")
    sheet = Sheet("汇总", " ".join(["12"] * len(names)))
    sheet.write(f"A1:{'ABCDEFGHIJKL'[len(names) - 1]}1", title, "title")
    row = 2
    if above:
        sheet.row("A2", above.split("|"), "left")
        row = 3
    sheet.row(f"A{row}", names, "box center bold grey")
    for at in range(6):
        values = [column[at] if isinstance(column, list | tuple) else column for column in columns]
        sheet.row(f"A{row + 1 + at}", values, "box center")
    return Book([sheet])


def staff(first: int) -> tuple[str, ...]:
    return tuple(NAMES[at % len(NAMES)] for at in range(first, first + 6))


NUMBERS = tuple(range(1, 7))


@layout(
    "Property: 管理处 for the department, 序位 for the place of each, 当月绩效工资 for the pay",
    summary(
        "汇总",
        "department=B name=C post=D total=E rank=F coefficient=G base_pay=H pay=I",
        (3, 8),
        fields="month=A1",
    ),
    optional="month",
    seen=PLACES,
    ranked="department",
)
def property_offices() -> Book:
    where = ("翠湖", "翠湖", "翠湖", "云栖", "云栖", "云栖")
    factors = (1.2, 1.1, 1.0, 1.0, 0.9, 0.9)
    pays = tuple(round(2000 * factor, 2) for factor in factors)
    return listing(
        "安居物业2025年6月员工绩效考核汇总表",
        "序号|管理处|姓名|岗位|考核得分|序位|绩效系数|绩效工资基数|当月绩效工资（元）",
        *(NUMBERS, where, staff(10), "维修工", MARKS, (1, 2, 3, 1, 2, 3), factors, 2000, pays),
    )


@layout(
    "Logistics: 分公司 above, 站点 for the department, drivers named below 驾驶员姓名, 排序 behind 序号",
    summary("汇总", "department=B name=C total=D rank=E level=F", (4, 9), fields="branch=B2 month=D2"),
    seen=PLACES,
    ranked="department",
)
def drivers_by_station() -> Book:
    where = ("城东站", "城东站", "城南站", "城南站", "城北站", "城北站")
    return listing(
        "驾驶员月度绩效考核表",
        "序号|所属站点|驾驶员姓名|综合得分|排序|等级",
        *(NUMBERS, where, staff(30), MARKS, (1, 2, 1, 2, 1, 2), ("A", "A", "B", "B", "C", "C")),
        above="分公司|华东分公司|月份|2025年6月",
    )


@layout(
    "Hospital: 病区, 护士姓名, 层级 that is a grade of nurses and no level, 位次",
    summary("汇总", "department=A employee_id=B name=C total=E rank=F", (3, 8), fields="month=A1"),
    optional="month",
    seen=PLACES,
    ranked="department",
)
def nurses_by_ward() -> Book:
    where = ("内一病区", "内一病区", "内一病区", "内二病区", "内二病区", "内二病区")
    ids = tuple(f"N{at:03d}" for at in range(1, 7))
    return listing(
        "护理部2025年6月护士绩效考核汇总表",
        "病区|工号|护士姓名|层级|考核得分|位次",
        *(where, ids, staff(50), ("N1", "N2", "N1", "N3", "N2", "N1"), MARKS, (1, 2, 3, 1, 2, 3)),
    )


@layout(
    "Bank: 支行 for the branch, 网点 below it for the department, tellers, 本月绩效工资",
    summary("汇总", "branch=A department=B name=C total=D coefficient=E base_pay=F pay=G", (3, 8), fields="month=A1"),
    optional="month",
    seen=PLACES,
)
def tellers_by_outlet() -> Book:
    factors = (1.2, 1.1, 1.0, 1.0, 0.9, 0.9)
    where = ("南门网点", "南门网点", "南门网点", "北门网点", "北门网点", "北门网点")
    pays = tuple(round(1500 * factor, 2) for factor in factors)
    return listing(
        "柜员2025年6月绩效考核汇总表",
        "支行|所属网点|柜员姓名|考核得分|绩效系数|绩效基数|本月绩效工资",
        *("城中支行", where, staff(60), MARKS, factors, 1500, pays),
    )


@layout(
    "Outsourced guards by 驻点, the post beside it, 班次 that is a shift and no department",
    summary("汇总", "department=B name=C post=D total=F level=G", (3, 8), fields="month=A1"),
    optional="month",
    seen=PLACES,
)
def guards_by_site() -> Book:
    where = ("科技园", "科技园", "科技园", "会展城", "会展城", "会展城")
    return listing(
        "秩序员2025年6月绩效考核汇总表",
        "序号|驻点|姓名|岗位|班次|考核得分|考核等级",
        *(NUMBERS, where, staff(70), "秩序员", ("早", "中", "晚", "早", "中", "晚"), MARKS, ("优", "优", "良", "良", "中", "中")),
    )  # fmt: skip


@layout(
    "Projects: 项目部 for the department, 填报单位（盖章） above, 序位",
    summary("汇总", "department=B employee_id=C name=D total=E rank=F", (4, 9), fields="branch=B2 month=D2"),
    seen=PLACES,
    ranked="department",
)
def project_departments() -> Book:
    ids = tuple(f"X{at:03d}" for at in range(1, 7))
    where = ("滨江项目部", "滨江项目部", "城投项目部", "城投项目部", "会展项目部", "会展项目部")
    return listing(
        "员工绩效考核汇总表",
        "序号|项目部|工号|姓名|考核得分|项目内序位",
        *(NUMBERS, where, ids, staff(80), MARKS, (1, 2, 1, 2, 1, 2)),
        above="填报单位（盖章）|城南分公司|考核月份|2025年6月",
    )
