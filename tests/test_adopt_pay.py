"""Pay in a company's own list: by its own formula, flat by level, typed over; the wrong beside the right, by hand.

Bases 4000 and 2000, coefficients 1.2 and 1, 部门系数 1.1: 4000 × 1.2 × 1.1 = 5280, 2000 × 1 × 1.1 = 2200.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save

TITLE = "2025年6月员工绩效考核汇总表|<|<|<|<|<|<"
HEAD = "姓名|考核得分|等级|绩效基数|个人系数|{own}|绩效工资|备注"
PEOPLE = (
    ("陈丽华", 96, "优秀", 4000, 1.2, 1.1, 5280),
    ("王建国", 94, "优秀", 2000, 1.2, 1.1, 2640),
    ("李晓梅", 88, "良好", 2000, 1, 1.1, 2200),
    ("张志强", 86, "良好", 3000, 1, 1, 3000),
    ("刘芳", 84, "良好", 2000, 1, 0.9, 1800),
)


def listed(pays, *, own="部门系数", further=None, last=""):
    lines = []
    for row, ((*person, factor, _), pay) in enumerate(zip(PEOPLE, pays), 3):
        extra = factor if further is None else further[row - 3]
        lines.append("|".join(map(str, (*person, extra, pay.format(row) if isinstance(pay, str) else pay, ""))))
    return drawn("\n".join([TITLE, HEAD.format(own=own), *lines, *([last] if last else [])]))


BY_FORMULA = [f"=ROUND(D{{0}}*E{{0}}*F{{0}},2)→{person[-1]}" for person in PEOPLE]
TYPED = [person[-1] for person in PEOPLE]
AWARDS = (200, 0, 100, 50, 0)
WITH_AWARDS = [base * coefficient + award for (*_, base, coefficient, _, _), award in zip(PEOPLE, AWARDS)]
"""4800 + 200, 2400, 2000 + 100, 3000 + 50, 2000."""


def told(book, tmp_path):
    return {conflict.cell: conflict.follows for conflict in understood(book, tmp_path).contradictions}


@pytest.mark.parametrize(
    ("pays", "own", "further", "wrong"),
    [
        (BY_FORMULA, "部门系数", None, {}),
        ([*BY_FORMULA[:4], "2000"], "部门系数", None, {"G7": "1800"}),
        (TYPED, "部门系数", None, {}),
        ([*TYPED[:4], 2000], "部门系数", None, {"G7": "1800"}),
        (WITH_AWARDS, "奖罚", AWARDS, {}),
        ([*WITH_AWARDS[:2], 2000, *WITH_AWARDS[3:]], "奖罚", AWARDS, {"G5": "2100"}),
        ([4800, 2400, 2000, 3000, 2000], "部门系数", None, {}),
        ([4800, 2400, 2200, 3000, 2000], "部门系数", None, {"G5": "2000"}),
    ],
)
def test_what_else_pay_is_made_of_is_read_in_its_formula_or_in_most_numbers(pays, own, further, wrong, tmp_path):
    assert told(listed(pays, own=own, further=further), tmp_path) == wrong


def test_pay_by_a_formula_of_their_own_stays_and_is_told(tmp_path):
    done = taken_over(save(listed(BY_FORMULA), tmp_path, "a"))
    assert done.differences == []
    assert any("绩效工资还要算上 F 部门系数" in fault.say() for fault in done.faults)
    sheet = openpyxl.load_workbook(done.out)["表"]
    assert sheet["G3"].value == "=ROUND(D3*E3*F3,2)"


def test_blank_pay_beside_a_coefficient_that_nothing_explains_is_asked(tmp_path):
    path = save(listed([""] * 5), tmp_path, "a")
    done = taken_over(path)
    assert done.out is None
    assert any("F 部门系数 没有用到，看不出绩效工资要不要乘它" in fault.say() for fault in done.faults)
    done = taken_over(save(listed([""] * 5, own="入职年数"), tmp_path, "b"))
    assert done.out is not None
    assert openpyxl.load_workbook(done.out, data_only=True)["表"]["G3"].value == 4800


@pytest.mark.parametrize("nothing", ["0", ""])
@pytest.mark.parametrize("pay", ["", "=D{0}*E{0}→2000"])
def test_who_does_not_take_part_gets_nothing_or_zero(nothing, pay, tmp_path):
    head = "姓名|考核得分|等级|绩效基数|个人系数|是否参评|绩效工资|备注"
    people = [
        f"{name}|{total}|{level}|{base}|{factor}|是|{pay.format(row) or base * factor}|"
        for row, (name, total, level, base, factor, *_) in enumerate(PEOPLE, 3)
    ]
    book = drawn("\n".join([TITLE, head, *people, f"周敏|||2000||否|{nothing}|产假"]))
    for line, (_, _, _, base, factor, *_) in enumerate(PEOPLE, 3):  # what the formulas give
        cell = book.sheets[0].cells[line, 7]
        if pay:
            book.sheets[0].cells[line, 7] = cell._replace(value=cell.value._replace(value=float(base * factor)))
    done = taken_over(save(book, tmp_path, "a"), dry_run=True)
    assert [fault.say() for fault in done.faults if not fault.notice and "G8" in fault.place] == []
    assert [one.cell for one in done.differences if one.key == "pay"] == []


FLAT = (
    ("A", 1500),
    ("A", 1500),
    ("B", 1200),
    ("B", 1200),
    ("B", 1200),
    ("B", 1200),
    ("C", 900),
    ("C", 900),
    ("C", 900),
)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [({}, {}), ({4: 1500}, {"D7": "1200"}), ({2: 1000, 3: 1100, 7: 800}, {})],
)
def test_one_level_has_one_pay_where_no_base_stands(changed, wrong, tmp_path):
    """Where several have another pay than their level, it is made of something that is not told: nobody is blamed."""
    names = ("陈丽华", "王建国", "李晓梅", "张志强", "刘芳", "周敏", "吴浩", "郑伟", "孙静")
    rows = [
        f"{name}|{95 - 2 * at}|{level}|{changed.get(at, pay)}"
        for at, (name, (level, pay)) in enumerate(zip(names, FLAT))
    ]
    assert told(drawn("\n".join(["6月绩效考核公示|<|<|<", "姓名|考核得分|等级|绩效工资", *rows])), tmp_path) == wrong


OWN = "姓名|考核得分|绩效系数|里程补贴"


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        (("C5", "1.2"), {"C5": "0.88"}),
        (("C5", "0.88"), {}),
        (("D6", "500"), {"D6": "258"}),
        (("D6", "258"), {}),
        (("D6", "产假"), {}),
        (("D6", "—"), {}),
    ],
)
def test_a_cell_typed_into_a_column_of_formulas_is_told_whatever_the_column_means(cell, wrong, tmp_path):
    rows = [
        [name, str(total), f"=B{row}/100→{total / 100}", f"=B{row}*3→{total * 3}"]
        for row, (name, total, *_) in enumerate(PEOPLE, 3)
    ]
    place, value = cell
    rows[int(place[1]) - 3]["ABCD".index(place[0])] = value
    book = drawn("\n".join(["6月绩效考核汇总表|<|<|<", OWN, *("|".join(row) for row in rows)]))
    assert told(book, tmp_path) == wrong


def test_formulas_that_do_not_give_what_stands_beside_them_accuse_nobody(tmp_path):
    """A workbook that no Excel has computed since something changed: 300 stands where B3*3 is 288."""
    rows = [
        f"{name}|{total}|{'500' if row == 5 else f'=B{row}*3→300'}" for row, (name, total, *_) in enumerate(PEOPLE, 3)
    ]
    assert told(drawn("\n".join(["6月绩效考核汇总表|<|<", "姓名|考核得分|里程补贴", *rows])), tmp_path) == {}


def test_a_level_that_no_table_knows_is_told_by_its_cell(tmp_path):
    """The third line of the list stands in row 5 of the sheet."""
    rows = [f"{name}|{total}|{level}|2000|1|" for name, total, level in zip("甲乙丙丁", (96, 94, 88, 80), "优优称良")]
    rows = [row.replace("称", "称职").replace("优", "优秀").replace("良", "良好") for row in rows]
    names = ("陈丽华", "王建国", "李晓梅", "张志强")
    rows = [name + row[1:] for name, row in zip(names, rows)]
    book = drawn(
        "\n".join(["2025年6月员工绩效考核汇总表|<|<|<|<|<", "姓名|考核得分|等级|绩效基数|系数|绩效工资", *rows])
    )
    told = [fault.say() for fault in taken_over(save(book, tmp_path, "a"), dry_run=True).faults]
    assert any("C5 的“称职”不在" in one for one in told), told
    assert not any("第3行" in one or "名额比例表" in one for one in told), told
