"""Forms ruled by another sheet, kept aside until this was built."""

from __future__ import annotations

from adopt.drawing import Book, Sheet
from adopt.layout import OFFICE, QUALITY, SHARED, form, layout
from adopt.layouts.level_sheets import FIELDS, FORM, lines_of, weighted
from adopt.staff import NAMES


@layout(
    "Three forms, the bands on a sheet 考核等级 as 90≤X≤100: two levels do not go with their totals, in one direction each",
    form("甲班", FORM, (4, 8), fields=FIELDS),
    form("乙班", FORM, (4, 8), fields=FIELDS),
    form("丙班", FORM, (4, 8), fields=FIELDS),
    conflicts=("丙班!E10",),
    seen=f"{SHARED}; {QUALITY}",
)
def bands_on_a_sheet_of_levels() -> Book:
    sheets = [Sheet(name, "8 16 24 10 10") for name in ("甲班", "乙班", "丙班")]
    weighted(sheets[0], NAMES[21], (95, 92, 96, 100, 100), "A")
    weighted(sheets[1], NAMES[22], (85, 84, 88, 90, 92), "B")
    weighted(sheets[2], NAMES[23], (93, 92, 90, 90, 95), "B")
    rules = lines_of(
        "考核等级", ("A", "90≤X≤100"), ("B", "80≤X<90"), ("C", "70≤X<80"), ("D", "X<70"), title="考核等级划分"
    )
    return Book([*sheets, rules])


@layout(
    "A form with levels in words of its own, the sheet 部门等级 has a scale of departments in other words: it says nothing of people",
    form("考核表", FORM, (4, 8), fields=FIELDS),
    seen=OFFICE,
)
def form_beside_a_scale_of_departments() -> Book:
    sheet = Sheet("考核表", "8 16 24 10 10")
    weighted(sheet, NAMES[26], (88, 85, 90, 92, 95), "良")
    rules = lines_of(
        "部门等级",
        ("优秀", "95分以上"),
        ("良好", "90-95分"),
        ("合格", "80-90分"),
        ("不合格", "80分以下"),
        title="部门考核等级",
    )
    return Book([sheet, rules])
