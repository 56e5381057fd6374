"""Points of levels that are all of a workbook's rule are computed with unasked; where anything says more, it is asked."""

from __future__ import annotations

import json

import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from test_adopt_level_rules import BY_NOTE, NOTE, levels, listing
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.level_sentences import told_in

WORDS = ("优", "良", "中", "差")
BY_LINE = [("等级", "最低分", "系数"), ("优", 90, 1.2), ("良", 80, 1), ("中", 60, 0.8), ("差", 0, 0.5)]

ALONE = {
    "a note below": ((NOTE,), (), WORDS),
    "a line a level": (("优：90分及以上", "良：80分（含）～90分（不含）", "中：60≤总分<80", "差：不满60分"), (), WORDS),
    "the rest": (("90分以上为优，80分以上为良，60分以上为中，其余为差。",), (), WORDS),
    "said to be the standard below": (("考核等级按以下标准评定：A≥90，80≤B<90，60≤C<80，D<60",), (), "ABCD"),
    "with what is paid": (("优：90分以上，发放110%；良：80分以上，发放100%；中：60分以上，发放80%；差：60分以下，发放50%",), (), WORDS),
    "a table of ranges": ((), [("等级", "分数段"), ("优", "90-100"), ("良", "[80,90)"), ("中", "60≤X<80"), ("差", "60分以下")], WORDS),
    "a table of lowest points": ((), BY_LINE, WORDS),
    "levels beside each other": ((), [("等级", "优", "良", "中", "差"), ("分数段", "≥90", "80~90(不含)", "60~80(不含)", "<60")], WORDS),
    "a sheet of this workbook named": (("等级及系数见《等级标准》。",), BY_LINE, WORDS),
    "words of their own": ((), [("评级", "最低分"), ("金牌", 90), ("银牌", 80), ("铜牌", 60), ("待提升", 0)], ("金牌", "银牌", "铜牌", "待提升")),
    "said twice alike": ((NOTE, "等级：优（90分及以上）、良（80分及以上）、中（60分及以上）、差（60分以下）"), (), WORDS),
    "beside sentences of something else": ((NOTE, "迟到一次扣1分，第一名奖励200元。", "本表经部门经理签字后交人力资源部。"), (), WORDS),
}  # fmt: skip


@pytest.mark.parametrize(("notes", "rules", "words"), ALONE.values(), ids=ALONE)
def test_levels_follow_unasked_from_points_that_are_all_of_the_rule(notes, rules, words, tmp_path):
    adoption = adopt(save(listing(*notes, rules=rules), tmp_path, "a"))
    assert adoption.understood.asked == ()
    found = take_over(adoption, Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    assert levels(found.out) == [words["优良中差".index(level)] for level in BY_NOTE]


MORE = {
    "seats": (NOTE, "各等级名额由分公司核定。"),
    "the best fifth": (NOTE, "排名前20%为优。"),
    "no more than": (NOTE, "优级不超过2人。"),
    "a further condition": ("90分以上且无投诉为优，80分以上为良，60分以上为中，60分以下为差。",),
    "what forbids a level": (NOTE, "当月有有效投诉的不得评优级。"),
    "who decides": (NOTE, "优、良等级须经总经理审定。"),
    "levels of departments": (NOTE, "部门等级为优秀的，员工等级从宽。"),
    "points of departments": ("部门得分90分以上为优，80分以上为良，60分以上为中，60分以下为差。",),
    "points of one thing": ("质检得分90分以上为优，80分以上为良，60分以上为中，60分以下为差。",),
    "nothing for the best": ("80-90分为良，60-79分为中，60分以下为差。",),
    "nothing for the last": ("90分以上为优，80分以上为良，60分以上为中。",),
    "another scale": ("4.5分以上为优，4分以上为良，3分以上为中，3分以下为差。",),
    "another document": (NOTE, "等级及系数见绩效管理办法。"),
    "a place": (NOTE, "第1名直接评定为优级。"),
}


@pytest.mark.parametrize("notes", MORE.values(), ids=MORE)
def test_it_is_asked_where_anything_says_more_than_the_points(notes, tmp_path):
    [question] = adopt(save(listing(*notes), tmp_path, "a")).understood.asked
    assert question.field == "level_rule"


@pytest.mark.parametrize("rules", [
    [("部门等级", "优", "良", "中", "差"), ("优秀", "20%", "30%", "40%", "10%"), ("良好", "10%", "30%", "50%", "10%")],
    [("等级", "比例"), ("优", "20%"), ("良", "30%"), ("中", "40%"), ("差", "10%")],
    [("项目", "数"), ("优级名额", 2), ("良级名额", 3)],
])  # fmt: skip
def test_it_is_asked_where_a_table_gives_shares_or_seats(rules, tmp_path):
    [question] = adopt(save(listing(NOTE, rules=rules), tmp_path, "a")).understood.asked
    assert question.field == "level_rule"


def teams(*, with_level_of_department: bool) -> Book:
    """Two lists on sheets of their own and a third sheet with the points of both."""
    pages = []
    for name in ("一班", "二班"):
        page = Sheet(name, "8 10 10 10 12")
        page.write("A1:D1", f"{name}2025年6月员工绩效考核汇总表", "title")
        heads = ["序号", "姓名", "考核总分", "等级", *(["部门等级"] if with_level_of_department else [])]
        page.row("A2", heads, "box center bold")
        people = [("高志远", 92), ("胡军", 81), ("程浩", 59)] if name == "一班" else [("邓丽", 88), ("曹颖", 95)]
        for row, (person, total) in enumerate(people, 3):
            more = ["优秀"] if with_level_of_department else []
            page.row(f"A{row}", [row - 2, person, total, None, *more], "box center")
        pages.append(page)
    rule = Sheet("等级标准", "12 12")
    for row, line in enumerate(
        [("等级", "分数段"), ("优", "90分以上"), ("良", "80-89.99"), ("中", "60-79.99"), ("差", "60分以下")], 1
    ):
        rule.row(f"A{row}", list(line), "box center")
    return Book([*pages, rule])


def test_one_page_of_points_serves_several_lists(tmp_path):
    adoption = adopt(save(teams(with_level_of_department=False), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert [part.level_rule for part in adoption.understood.parts] == ["thresholds", "thresholds"]


def test_a_column_of_the_departments_levels_may_mean_quotas(tmp_path):
    adoption = adopt(save(teams(with_level_of_department=True), tmp_path, "a"))
    assert {one.field for one in adoption.understood.asked} == {"level_rule"}


def test_what_was_read_unasked_is_told_with_its_cell_and_how_to_say_otherwise(tmp_path):
    path = save(listing(NOTE), tmp_path, "a")
    code, said, _ = run("adopt", str(path), "--dry-run")
    assert code == 0
    [line] = [line for line in said.splitlines() if "分数线" in line]
    assert "工程部!A11" in line
    assert "优 90、良 80、中 60、差 <60" in line
    assert 'level_rule = "quotas"' in line
    assert json.loads(run("adopt", str(path), "--dry-run", "--json")[1])["level_rule"] == "thresholds"


@pytest.mark.parametrize("rule", ["quotas", "own"])
def test_another_answer_still_counts(rule, tmp_path):
    path = save(listing(NOTE), tmp_path, "a")
    [part] = adopt(path, answers={"": {"level_rule": rule}}).understood.parts
    assert part.level_rule == rule


FULL_WORDS = "等级：满90分为优；满80分不满90分为良；满60分不满80分为中；不满60分为差。"


def test_full_90_is_90_and_more(tmp_path):
    found = take_over(adopt(save(listing(FULL_WORDS), tmp_path, "a")), Wish())
    assert levels(found.out) == BY_NOTE


@pytest.mark.parametrize("typed", [(*BY_NOTE[:3], "优", *BY_NOTE[4:]), BY_NOTE])
def test_levels_are_held_against_full_90(typed, tmp_path):
    told = adopt(save(listing(FULL_WORDS, levels=typed), tmp_path, "a")).understood.contradictions
    assert [one.cell for one in told] == ([] if typed is BY_NOTE else ["D6"])


def test_a_rule_without_its_best_line_gives_and_judges_nothing(tmp_path):
    """What stands first is of the best, and was not understood: 95 points are not 良."""
    note = "等级：九成以上为优；80-90分为良；60-79.99分为中；60分以下为差。"
    [question] = adopt(save(listing(note), tmp_path, "a")).understood.asked
    assert question.candidates == ("quotas", "own")
    assert adopt(save(listing(note, levels=BY_NOTE), tmp_path, "b")).understood.contradictions == ()


def test_places_are_no_points():
    assert told_in("第1-2名为A，第3-5名为B，其余为C") == []
