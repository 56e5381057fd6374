"""Bases of pay that a sentence tells, one for everybody or one a post, where the list has no column of them; by hand.

2000 × 1.2 = 2400, 1600 × 1.2 = 1920, 1600 × 1 = 1600, 1600 × 0.8 = 1280; 800 × 1.2 = 960, 800, 640.
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

PEOPLE = (
    ("阮成", "班长", 95, "A", 1.2),
    ("辛晴", "收费员", 92, "A", 1.2),
    ("卓然", "收费员", 85, "B", 1),
    ("尤佳", "收费员", 84, "B", 1),
    ("封宁", "收费员", 72, "C", 0.8),
)
BY_POST = (2400, 1920, 1600, 1600, 1280)
FOR_ALL = (960, 960, 800, 800, 640)


def listed(sentence, pays=("",) * 5, posts=None, post="岗位"):
    lines = ["龙潭收费站2026年10月绩效考核表|<|<|<|<|<", f"姓名|{post}|考核得分|等级|系数|绩效工资"]
    for at, ((name, own, *rest), pay) in enumerate(zip(PEOPLE, pays)):
        lines.append("|".join(map(str, (name, posts[at] if posts else own, *rest, pay))))
    return drawn("\n".join([*lines, f"~{sentence}|<|<|<|<|<"]))


def paid(done):
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    return tuple(sheet[f"F{row}"].value for row in range(3, 8))


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("绩效工资基数：班长2000元，收费员1600元。等级及系数见公司规定。", BY_POST),
        ("绩效基数：班长2000元；收费员1600元", BY_POST),
        ("绩效基数 班长 2000、收费员 1600", BY_POST),
        ("绩效基数为收费员1600元/月，班长2000元/月。", BY_POST),
        ("奖金基数800元/人；绩效工资=基数×系数", FOR_ALL),
        ("注：1.每人绩效基数为800元。", FOR_ALL),
        ("绩效工资基数统一为800元", FOR_ALL),
    ],
)
def test_bases_in_words_fill_the_pay_and_are_told(sentence, due, tmp_path):
    done = taken_over(save(listed(sentence), tmp_path, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    assert paid(done) == due
    (told,) = [fault for fault in done.faults if "绩效基数取自" in fault.say()]
    assert "表!A8" in told.say()
    assert told.notice


@pytest.mark.parametrize(
    "sentence",
    [
        "绩效工资基数：班长2000元",  # nothing of the others
        "绩效工资基数：班长2000元，收费员1600元，副班长1800元",  # a number that belongs to nobody here
        "站长绩效基数3000元",
        "绩效基数1600元，站长绩效基数3000元",
        "绩效基数不低于800元",
        "绩效基数800-1000元",
        "绩效基数800元起",
        "绩效系数1.2",
        "绩效工资基数每年调整一次，2026年调整",
        "迟到一次扣绩效基数20%",
    ],
)
def test_other_sentences_tell_no_base(sentence, tmp_path):
    done = taken_over(save(listed(sentence), tmp_path, "a"))
    assert not any("绩效基数取自" in fault.say() for fault in done.faults)
    assert done.out is None or paid(done) == (None,) * 5


def test_two_sentences_that_differ_tell_nothing(tmp_path):
    book = listed("绩效基数800元/人")
    book.sheets[0].write("A9", "绩效基数1000元/人")
    done = taken_over(save(book, tmp_path, "a"))
    assert not any("绩效基数取自" in fault.say() for fault in done.faults)


def test_another_amount_for_those_who_lead_says_that_it_is_not_everybodys(tmp_path):
    book = listed("绩效基数1600元/人")
    book.sheets[0].write("A9", "站长绩效基数3000元")
    done = taken_over(save(book, tmp_path, "a"))
    assert not any("绩效基数取自" in fault.say() for fault in done.faults)


def test_a_post_that_the_sentence_does_not_name_tells_nothing(tmp_path):
    posts = ("班长", "收费员", "监控员", "收费员", "收费员")
    done = taken_over(save(listed("绩效基数：班长2000元，收费员1600元", posts=posts), tmp_path, "a"))
    assert not any("绩效基数取自" in fault.say() for fault in done.faults)


def test_without_a_column_of_posts_there_is_no_base_by_post(tmp_path):
    done = taken_over(save(listed("绩效基数：班长2000元，收费员1600元", post="备注"), tmp_path, "a"))
    assert not any("绩效基数取自" in fault.say() for fault in done.faults)


@pytest.mark.parametrize(
    ("pays", "wrong"),
    [(BY_POST, {}), ((*BY_POST[:2], 1700, *BY_POST[3:]), {"F5": "1600"})],
)
def test_pay_that_stands_is_held_against_the_told_bases(pays, wrong, tmp_path):
    found = understood(listed("绩效基数：班长2000元，收费员1600元", pays), tmp_path)
    assert {one.cell: one.follows for one in found.contradictions} == wrong


def test_pay_that_follows_another_way_altogether_is_not_called_wrong(tmp_path):
    found = understood(listed("绩效基数：班长2000元，收费员1600元", (2300, 2100, 1700, 1500, 900)), tmp_path)
    assert found.contradictions == ()


def test_bases_can_be_changed_where_they_were_put(tmp_path):
    done = taken_over(save(listed("绩效基数：班长2000元，收费员1600元"), tmp_path, "a"), out=tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(done.out)
    sheet = book["逐人资料"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == 1600]
    cell.value = 1700
    book.save(done.out)
    assert not [fault for fault in recompute(open_book(done.out)).faults if not fault.notice]
    assert paid(done) == (2400, 2040, 1700, 1700, 1360)


def test_somebody_of_another_post_is_told_and_not_left_without_pay(tmp_path):
    out = taken_over(save(listed("绩效基数：班长2000元；收费员1600元"), tmp_path, "a")).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["表"]["B7"] = "副班长"
    book.save(out)
    code, told, _ = run("recompute", str(out))
    assert code == 1
    assert "“副班长”不在第2-3行" in told
