"""Many faults as few lines: what is joined, what stays apart. The expected lines are written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlkpi.actions.fault_groups import grouped, in_order
from xlkpi.errors import Fault, sentence


def no_score(place: str, name: str, *, notice: bool = False) -> Fault:
    return Fault(place, sentence("{name} 还没有总分", "{name} has no total", name=name), notice)


def no_number(place: str, value: str) -> Fault:
    return Fault(place, sentence("“{value}”不是数字", "“{value}” is not a number", value=value))


def computed(place: str, text: str) -> Fault:
    return Fault(place, sentence("{text}", "the cell says “{text}”", text=text))


def typed_over(place: str, name: str) -> Fault:
    return Fault(place, sentence("“{name}”的公式已被改成固定内容", "the formula of “{name}” is gone", name=name))


def in_a_line(file: str, line: int, value: str) -> Fault:
    return Fault(
        file, sentence("第{line}行 用工“{value}”无法识别", "line {line}: no “{value}”", line=line, value=value)
    )


def told(faults: list[Fault], lang: str = "zh") -> list[str]:
    return [f"{fault.place} {fault.say(lang)}" for fault in grouped(faults)]


JOINED = {
    "one cell stays as it is": ([no_score("附件3!F7", "李芳")], ["附件3!F7 李芳 还没有总分"]),
    "down a column": (
        [no_score("附件3!F7", "李芳"), no_score("附件3!F8", "张文")],
        ["附件3!F7:F8 共2格：李芳、张文 还没有总分"],
    ),
    "along a row, past Z": (
        [no_number("表!Z3", "优"), no_number("表!AA3", "良"), no_number("表!AB3", "优")],
        ["表!Z3:AB3 共3格：“优、良”不是数字"],
    ),
    "the same words stand once": (
        [typed_over("附件3!H7", "名单_等级"), typed_over("附件3!H8", "名单_等级")],
        ["附件3!H7:H8 共2格：“名单_等级”的公式已被改成固定内容"],
    ),
    "six pasted columns of 60 people are one line": (
        [
            typed_over(f"附件3!{column}{row}", name)
            for column, name in zip("HIJKLM", "一二三四五六")
            for row in range(7, 67)
        ],
        ["附件3!H7:M66 共360格：“一、二、三、四、五、六”的公式已被改成固定内容"],
    ),
    "more than six values are counted": (
        [no_score(f"附件3!F{row}", f"员工{row}") for row in range(1, 9)],
        ["附件3!F1:F8 共8格：员工1、员工2、员工3、员工4、员工5、员工6 等8个 还没有总分"],
    ),
    "lines of a file that say the same": (
        [in_a_line("名单.csv", line, "合同") for line in (2, 3, 4, 7, 9, 10)] + [in_a_line("名单.csv", 8, "外聘")],
        ["名单.csv 第2～4、7、9～10行 用工“合同”无法识别", "名单.csv 第8行 用工“外聘”无法识别"],
    ),
    "a notice and a fault of two lines": (
        [in_a_line("名单.csv", 2, "合同"), replace(in_a_line("名单.csv", 3, "合同"), notice=True)],
        ["名单.csv 第2行 用工“合同”无法识别", "名单.csv 第3行 用工“合同”无法识别"],
    ),
    "lines of two files": (
        [in_a_line("甲.csv", 2, "合同"), in_a_line("乙.csv", 3, "合同")],
        ["甲.csv 第2行 用工“合同”无法识别", "乙.csv 第3行 用工“合同”无法识别"],
    ),
    "in the order of the rows, however they came": (
        [no_number("表!A1", "x"), no_score("表!F8", "乙"), no_number("表!C9", "y"), no_score("表!F7", "甲")],
        ["表!A1 “x”不是数字", "表!F7:F8 共2格：甲、乙 还没有总分", "表!C9 “y”不是数字"],
    ),
    "a sentence that a cell computed, the same in each": (
        [computed("附件3!J7", "部门没有主管"), computed("附件3!J8", "部门没有主管")],
        ["附件3!J7:J8 共2格：部门没有主管"],
    ),
    "below each other in files of one folder": (
        [no_number("附件2 001.xlsm 附件2!E5", "a"), no_number("附件2 001.xlsm 附件2!E6", "b")],
        ["附件2 001.xlsm 附件2!E5:E6 共2格：“a、b”不是数字"],
    ),
}


@pytest.mark.parametrize("case", JOINED)
def test_neighbours_with_the_same_trouble_are_one_line(case: str) -> None:
    faults, lines = JOINED[case]
    assert told(faults) == lines


APART = {
    "a gap between them": [no_score("附件3!F7", "李芳"), no_score("附件3!F9", "张文")],
    "corners only": [no_score("附件3!F7", "李芳"), no_score("附件3!G8", "张文")],
    "a column between two cells": [no_score("附件3!F7", "李芳"), no_score("附件3!H7", "张文")],
    "another sheet": [no_score("附件3!F7", "李芳"), no_score("附件4!F8", "张文")],
    "another file": [no_score("a.xlsm 附件2!F7", "李芳"), no_score("b.xlsm 附件2!F8", "张文")],
    "another sentence": [no_score("附件3!F7", "李芳"), no_number("附件3!F8", "优")],
    "a fault and a notice": [no_score("附件3!F7", "李芳"), no_score("附件3!F8", "张文", notice=True)],
    "different computed sentences": [computed("附件3!J7", "没有主管"), computed("附件3!J8", "没有等级")],
    "two troubles of one cell": [no_score("附件3!F7", "李芳"), no_score("附件3!F7", "张文")],
    "files, pages and blocks": [no_score("roster.csv", "1"), no_score("附件3", "2"), no_score("附件3!A1:B2", "3")],
    "a file whose name looks like a cell": [no_score("x!ZZZ9999999", "1"), no_score("x!ZZZ9999998", "2")],
}


@pytest.mark.parametrize("case", APART)
def test_everything_else_stays_apart(case: str) -> None:
    assert grouped(APART[case]) == APART[case]


def test_faults_go_through_the_files_and_stand_once() -> None:
    found = [
        no_score("b.xlsm 附件2!F7", "李"),
        no_number("b.xlsm 附件2!A9", "y"),
        no_number("a b.csv", "x"),
        no_number("b.xlsm 附件2!A8", "y"),
        no_score("b.xlsm 附件2!F7", "李"),
    ]
    assert [fault.place for fault in in_order(found)] == [
        "b.xlsm 附件2!F7",
        "b.xlsm 附件2!A8",
        "b.xlsm 附件2!A9",
        "a b.csv",
    ]


def test_a_row_of_columns_of_different_length_is_covered_once() -> None:
    # F7:F9 and G7:G9 make a rectangle, H7:H8 a column of its own, J9 a cell
    cells = ["F7", "F8", "F9", "G7", "G8", "G9", "H7", "H8", "J9"]
    assert [fault.place for fault in grouped([no_score(f"表!{cell}", cell) for cell in cells])] == [
        "表!F7:G9",
        "表!H7:H8",
        "表!J9",
    ]


def test_unconfirmed_numbers_are_one_notice() -> None:
    def assumed(place: str, what: str) -> Fault:
        return Fault(place, sentence("{what}原文缺失", "{what} is assumed", what=what), notice=True, unconfirmed=True)

    one = [assumed("参数!D5", "系数")]
    assert grouped(one) == one
    many = [assumed("参数!D5", "系数"), no_score("附件3!F7", "李芳"), assumed("参数!D9", "比例")]
    line = "有 2 个数值原文缺失，暂按假定计算，请核对后在“已确认”一栏选“是”"
    assert told(many) == [f"参数 {line}", "附件3!F7 李芳 还没有总分"]
    assert grouped(many)[0].notice


def test_english_names_the_cells_too() -> None:
    faults = [no_score(f"附件3!F{row}", f"p{row}") for row in range(1, 9)]
    assert told(faults, "en") == ["附件3!F1:F8 8 cells: p1, p2, p3, p4, p5, p6 and 2 more has no total"]


def test_a_line_is_a_notice_where_its_cells_are() -> None:
    [one] = grouped([no_score("附件3!F7", "李芳", notice=True), no_score("附件3!F8", "张文", notice=True)])
    assert one.notice


def test_values_with_braces_are_no_templates() -> None:
    assert told([no_number("表!A1", "{x}"), no_number("表!A2", "{0}")]) == ["表!A1:A2 共2格：“{x}、{0}”不是数字"]
