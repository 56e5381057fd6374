"""Pay that a sentence makes of columns of the list: read and computed where every word of it is a column.

By hand: 4000 × 1.2 × 22 ÷ 22 = 4800; 2000 × 1.2 × 21 ÷ 22 = 2290.909… → 2290.91; 2000 × 1 × 11 ÷ 22 = 1000.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save
from commands import run
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute

HEAD = "姓名|考核得分|等级|绩效基数|绩效系数|应出勤（天）|实出勤（天）|{further}|绩效工资|备注"
PEOPLE = (
    ("陈丽华", 96, "优秀", 4000, 1.2, 22, 22, 200),
    ("王建国", 94, "优秀", 2000, 1.2, 22, 21, 0),
    ("李晓梅", 88, "良好", 2000, 1, 22, 11, 100),
    ("张志强", 86, "良好", 3000, 1, 22, 22, 50),
    ("刘芳", 84, "良好", 2000, 1, 20, 20, ""),
)
DAYS = "绩效工资=绩效基数×绩效系数×实出勤÷应出勤"
BY_DAYS = (4800, 2290.91, 1000, 3000, 2000)


def listed(sentence, *, pays=("",) * 5, further="全勤奖", head=HEAD, first=1):
    width = head.count("|")
    lines = ["|".join(["2025年6月绩效考核汇总表", *["<"] * width]), head.format(further=further)]
    lines += ["|".join(map(str, (*person[:8], pay, ""))) for person, pay in zip(PEOPLE, pays)]
    lines += ["~" + "|".join([f"{at}、{text}", *["<"] * width]) for at, text in enumerate(sentence.split("#"), first)]
    return drawn("\n".join(lines))


def paid(book, tmp_path):
    done = taken_over(save(book, tmp_path, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    return [sheet[f"I{row}"].value for row in range(3, 8)]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        (DAYS, BY_DAYS),
        (f"{DAYS}。", BY_DAYS),
        ("绩效工资 = 绩效基数 * 绩效系数 / 应出勤天数 * 实际出勤天数", BY_DAYS),
        ("绩效工资＝绩效基数×绩效系数×（实出勤÷应出勤）", BY_DAYS),
        ("绩效工资＝绩效基数×绩效系数÷（应出勤÷实出勤）", BY_DAYS),
        (f"{DAYS}，四舍五入到元", (4800, 2291, 1000, 3000, 2000)),
        ("绩效工资=绩效基数×绩效系数＋全勤奖", (5000, 2400, 2100, 3050, 2000)),
        ("绩效工资=绩效基数×绩效系数-全勤奖", (4600, 2400, 1900, 2950, 2000)),
        ("应发绩效=绩效基数×考核得分÷100", (3840, 1880, 1760, 2580, 1680)),
        ("应发绩效=绩效基数×考核得分%", (3840, 1880, 1760, 2580, 1680)),
        ("应发绩效=绩效基数×(考核得分/100)×绩效系数", (4608, 2256, 1760, 2580, 1680)),
        ("绩效工资=1000×绩效系数", (1200, 1200, 1000, 1000, 1000)),
        ("绩效工资=绩效基数×80%×绩效系数", (3840, 1920, 1600, 2400, 1600)),
    ],
)
def test_blank_pay_follows_the_sentence_when_each_word_of_it_is_a_column_or_a_number(sentence, due, tmp_path):
    assert paid(listed(sentence), tmp_path) == list(due)


def test_it_is_told_by_which_sentence_pay_is_computed_and_how_to_say_otherwise(tmp_path):
    done = taken_over(save(listed(DAYS), tmp_path, "a"))
    (told,) = [fault for fault in done.faults if "实出勤" in fault.say()]
    assert told.notice
    assert told.place == "表!I3"
    assert "表!A8" in told.say()
    assert 'pay = "保留"' in told.say()
    kept = taken_over(save(listed(DAYS), tmp_path, "b"), decisions={("表", "pay"): "keep"})
    assert kept.out is not None
    assert openpyxl.load_workbook(kept.out)["表"]["I3"].value is None


def test_pay_waits_for_what_it_is_made_of_and_not_for_what_is_only_added(tmp_path):
    path = save(listed(DAYS), tmp_path, "a")
    book = openpyxl.load_workbook(path)
    book["表"]["G4"] = None
    book.save(path)
    done = taken_over(path)
    assert [openpyxl.load_workbook(done.out, data_only=True)["表"][f"I{row}"].value for row in (3, 4, 5)] == [
        4800,
        None,
        1000,
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "绩效工资=绩效基数×绩效系数×公司效益系数",
        f"{DAYS}，试用期员工减半",
        "绩效工资=绩效基数×绩效系数×实出勤÷应出勤#绩效工资=绩效基数×绩效系数＋全勤奖",
        "绩效工资=绩效基数×绩效系数×实出勤÷",
        "绩效工资=绩效基数×（绩效系数＋实出勤",
        "绩效工资=绩效基数×等级×实出勤÷应出勤",
        "绩效工资=绩效基数×考核得分",  # ninety times the base: points of a hundred are meant
    ],
)
def test_a_sentence_that_is_not_wholly_understood_is_asked_as_before(sentence, tmp_path):
    done = taken_over(save(listed(sentence), tmp_path, "a"))
    assert done.out is None
    assert any("请按它先在这一列写好公式" in fault.say() for fault in done.faults)


@pytest.mark.parametrize("who", ["主管", "部门经理", "站长"])
def test_pay_of_those_who_lead_is_nobody_elses(who, tmp_path):
    done = taken_over(save(listed(f"{who}绩效工资=绩效基数×绩效系数×150%"), tmp_path, "a"))
    assert done.out is None  # whether anybody here leads is not known: it is asked


@pytest.mark.parametrize("who", ["员工", "客服人员", "每人", "计算方法：", "2）"])
def test_pay_of_the_staff_is_everybodys(who, tmp_path):
    assert paid(listed(f"{who}{DAYS}"), tmp_path) == list(BY_DAYS)


def test_base_times_coefficient_in_words_is_the_rule_itself(tmp_path):
    assert paid(listed("绩效工资=绩效基数×绩效系数"), tmp_path) == [4800, 2400, 2000, 3000, 2000]
    done = taken_over(save(listed("绩效工资=绩效系数×绩效基数"), tmp_path, "b"))
    assert not any("写明的公式" in fault.say() for fault in done.faults)


@pytest.mark.parametrize(
    ("pays", "wrong"),
    [
        (BY_DAYS, {}),
        ((4800, 2400, 1000, 3000, 2000), {"I4": "2290.91"}),
        # most are paid otherwise: what the sentence leaves out is not known here, nobody is accused by it
        ((4800, 2400, 2000, 3000, 2100), {"I7": "2000"}),
    ],
)
def test_pay_that_stands_is_held_against_the_sentence_that_most_of_it_follows(pays, wrong, tmp_path):
    found = understood(listed(DAYS, pays=pays), tmp_path)
    assert {one.cell: one.follows for one in found.contradictions} == wrong


def test_two_columns_of_one_name_are_not_chosen_between(tmp_path):
    head = HEAD.replace("应出勤（天）", "实出勤（小时）")
    done = taken_over(save(listed("绩效工资=绩效基数×绩效系数×实出勤÷22", head=head), tmp_path, "a"))
    assert done.out is None


def test_coefficients_written_as_120_and_100_are_not_multiplied_as_they_stand(tmp_path):
    path = save(listed(DAYS), tmp_path, "a")
    book = openpyxl.load_workbook(path)
    for row, coefficient in enumerate((120, 120, 100, 100, 100), 3):
        book["表"][f"E{row}"] = coefficient
    book.save(path)
    done = taken_over(path)
    assert any("绩效工资空着，也没有接入" in fault.say() for fault in done.faults)
    assert openpyxl.load_workbook(done.out)["表"]["I3"].value is None


def test_a_sentence_written_twice_is_one_sentence(tmp_path):
    assert paid(listed(f"{DAYS}#{DAYS}"), tmp_path) == list(BY_DAYS)


def test_recompute_pays_by_the_sentence_when_days_change(tmp_path):
    done = taken_over(save(listed(DAYS), tmp_path, "a"), out=tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(done.out)
    book["表"]["G3"] = 11
    book.save(done.out)
    outcome = recompute(open_book(done.out))
    assert not [fault for fault in outcome.faults if not fault.notice], [fault.say() for fault in outcome.faults]
    assert openpyxl.load_workbook(done.out, data_only=True)["表"]["I3"].value == 2400


def test_explain_does_not_call_it_base_times_coefficient(tmp_path):
    """2000 × 1.2 is 2400; by 21 of 22 days it is 2290.91."""
    done = taken_over(save(listed(DAYS), tmp_path, "a"))
    said = run("explain", str(done.out), "王建国")[1]
    assert "2290.91 元，由 表!I4 按公司自己的算法算出" in said
    said = run("explain", str(done.out), "陈丽华")[1]
    assert "4000 × 1.2 × 1 = 4800.00 元" in said


GENERAL = HEAD.replace("绩效工资", "奖金").replace("绩效基数", "奖金基数")


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("奖金=奖金基数×绩效系数", set()),
        ("奖金 = 奖金基数 × 绩效系数 × 实出勤 ÷ 应出勤", set()),
        ("奖金由总经理批准后发放", {"pay"}),
        ("年终奖金=奖金基数×12", {"pay"}),  # another thing that ends with the same word
    ],
)
def test_a_sentence_that_makes_it_of_the_base_says_which_column_is_the_pay(sentence, asked, tmp_path):
    (part,) = understood(listed(sentence, head=GENERAL), tmp_path).parts
    assert {question.field for question in part.questions} == asked
    assert (part.columns.get("pay") == "I") is not bool(asked)
