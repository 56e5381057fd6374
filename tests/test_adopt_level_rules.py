"""Points that a workbook states for its levels: read as written, asked about, and computed with once that is answered."""

from __future__ import annotations

import json

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over, undo_adoption
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.level_sentences import is_unclear, told_in

WRITTEN = [
    # text, level and lowest and highest points with whether these belong to it (None: as the band above says)
    ("90分以上为优秀，80分以上为良好", [("优秀", 90, None, True, True), ("良好", 80, None, True, True)]),
    ("优：90分及以上；良：80分（含）至90分（不含）", [("优", 90, None, True, True), ("良", 80, 90, True, False)]),
    ("得分＞90为A，80＜得分≤90为B", [("A", 90, None, False, True), ("B", 80, 90, False, True)]),
    ("A级:[90,100]；B级:[80,90)", [("A", 90, 100, True, True), ("B", 80, 90, True, False)]),
    ("A≥90，80≤B<90，C<80", [("A", 90, None, True, True), ("B", 80, 90, True, False), ("C", None, 80, True, False)]),
    ("不低于90分为优，不满90分为良", [("优", 90, None, True, True), ("良", None, 90, True, False)]),
    ("90分以上（不含90分）为优，90分及以下为良", [("优", 90, None, False, True), ("良", None, 90, True, True)]),
    ("90分以上（不含95）为良，95分以上为优", [("良", 90, 95, True, False), ("优", 95, None, True, True)]),
    ("80分以上90分以下为良，80分以下为差", [("良", 80, 90, True, None), ("差", None, 80, True, None)]),
    ("100-90分优秀，89-80分良好", [("优秀", 90, 100, True, True), ("良好", 80, 89, True, True)]),
    ("优秀：90分以上，系数1.2；良好：80分以上，系数1.0", [("优秀", 90, None, True, True), ("良好", 80, None, True, True)]),
    ("一等95分以上、二等85分以上、三等75分以上", [("一等", 95, None, True, True), ("二等", 85, None, True, True), ("三等", 75, None, True, True)]),
    ("1.90分以上为优；2.80分以上为良", [("优", 90, None, True, True), ("良", 80, None, True, True)]),
    ("说明：1、合计为总分。2.90分以上为优，80分以上为良", [("优", 90, None, True, True), ("良", 80, None, True, True)]),
    ("4.50分以上为优；3.50分以上为良", [("优", 4.5, None, True, True), ("良", 3.5, None, True, True)]),
    ("A级不超过20%，B级不超过30%", []),
    ("其中90分以上5人，80分以上3人", []),
    ("完成率90%以上为优，80%以上为良", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bands"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_points_are_read_as_they_are_written(text, bands):
    assert [(level, *ends) for level, ends in told_in(text)] == bands
    assert not is_unclear(text)


def test_what_speaks_of_points_and_is_not_clear_is_no_rule():
    assert is_unclear("优秀90分以上80分以上良好，合格60分以上")
    assert told_in("优秀90分以上80分以上良好，合格60分以上") == []


TOTALS = (95, 90, 89.99, 80, 79.5, 60, 59.99)
NOTE = "说明：90分以上为优，80分以上为良，60分以上为中，60分以下为差。"
BY_NOTE = ["优", "优", "良", "良", "中", "中", "差"]
"""90 and 80 and 60 belong to the level that they begin: 以上 has the number itself."""
FACTORS = {"优": 1.2, "良": 1, "中": 0.8, "差": 0.5}


def listing(*notes, levels=(), rules=(), totals=TOTALS, factor=False) -> Book:
    """A list of seven people with blank (or given) levels, notes below it and perhaps a sheet of rules."""
    page = Sheet("工程部", "6 10 10 10 10 10")
    page.write("A1:F1", "2025年6月员工绩效考核汇总表", "title")
    heads = ["序号", "姓名", "考核总分", "等级", *(["系数"] if factor else [])]
    page.row("A2", heads, "box center bold")
    names = ("高志远", "胡军", "程浩", "邓丽", "曹颖", "彭飞", "曾敏")
    for row, (name, total) in enumerate(zip(names, totals), 3):
        level = levels[row - 3] if levels else None
        own = factor[row - 3] if isinstance(factor, list) else None
        page.row(f"A{row}", [row - 2, name, total, level, *([own] if factor else [])], "box center")
    for row, note in enumerate(notes, 11):
        page.write(f"A{row}:F{row}", note, "left")
    if not rules:
        return Book([page])
    sheet = Sheet("等级标准", "12 12 12")
    for row, line in enumerate(rules, 1):
        sheet.row(f"A{row}", list(line), "box center")
    return Book([page, sheet])


def taken(book, folder, rule="thresholds", **wish):
    answers = {"工程部": {"level_rule": rule}} if rule else {}
    return take_over(adopt(save(book, folder, "a"), answers=answers), Wish(**wish))


def levels(path, column="D"):
    sheet = openpyxl.load_workbook(path, data_only=True)["工程部"]
    return [sheet[f"{column}{row}"].value for row in range(3, 10)]


def test_it_is_asked_by_which_rule_blank_levels_are_given(tmp_path):
    [question] = adopt(save(listing(NOTE, "优级名额由分公司核定"), tmp_path, "a")).understood.asked
    assert (question.field, question.candidates) == ("level_rule", ("thresholds", "quotas", "own"))
    assert "优 90、良 80、中 60" in question.why.say()


def test_nothing_is_asked_where_nothing_is_stated(tmp_path):
    assert adopt(save(listing("制表：张三"), tmp_path, "a")).understood.asked == ()


STATED = {
    "one sentence": ((NOTE,), ()),
    "a line a level": (("优：90分及以上", "良：80分（含）～90分（不含）", "中：60≤总分<80", "差：不满60分"), ()),
    "a table of ranges": ((), [("等级", "分数段"), ("优", "90-100"), ("良", "[80,90)"), ("中", "60≤X<80"), ("差", "60分以下")]),
    "a table of lowest points": ((), [("等级", "最低分", "系数"), ("优", 90, 1.2), ("良", 80, 1), ("中", 60, 0.8), ("差", 0, 0.5)]),
    "a table whose lowest level has no points": ((), [("等级", "最低分"), ("优", 90), ("良", 80), ("中", 60), ("差", None)]),
    "levels beside each other": ((), [("等级", "优", "良", "中", "差"), ("分数段", "≥90", "80~90(不含)", "60~80(不含)", "<60")]),
}  # fmt: skip


@pytest.mark.parametrize(("notes", "rules"), STATED.values(), ids=STATED)
def test_levels_follow_from_the_points_that_are_stated(notes, rules, tmp_path):
    found = taken(listing(*notes, rules=rules), tmp_path)
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    assert levels(found.out) == BY_NOTE
    book = open_book(found.out)
    book.write("名单_总分", [[float(total)] for total in reversed(TOTALS)])
    assert not recompute(book).faults
    assert levels(found.out) == BY_NOTE[::-1]


def test_more_than_90_does_not_hold_90(tmp_path):
    note = "大于90分为优，大于80分小于等于90分为良，大于60分小于等于80分为中，不超过60分为差"
    assert levels(taken(listing(note), tmp_path).out) == ["优", "良", "良", "中", "中", "差", "差"]


def test_coefficients_come_of_the_table_that_calls_the_levels_the_same(tmp_path):
    out = taken(listing(NOTE, rules=[("等级", "系数"), *FACTORS.items()], factor=True), tmp_path).out
    assert levels(out, "E") == [FACTORS[level] for level in BY_NOTE]


def test_a_changed_cell_of_lowest_points_changes_the_levels(tmp_path):
    out = taken(listing(rules=STATED["a table of lowest points"][1]), tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["等级标准"]["B2"] = 95
    book.save(out)
    changed = open_book(out)
    changed.recalculate()
    assert not recompute(changed).faults
    assert levels(out)[:2] == ["优", "良"]


WRONG = {
    "a gap": ("90分以上为优，70-84分为良，60-69分为中，60分以下为差", "空档"),
    "an overlap": ("90分以上为优，80-95分为良，60-79分为中，60分以下为差", "重叠"),
    "90 in none": ("大于90分为优，80分以上90分(不含)以下为良，80分以下为差", "90 分没有等级"),
    "one level twice": (NOTE + "优：95分以上。", "两处"),
    "unreadable": ("优秀90分以上80分以上良好，合格60分以上", "没有看懂"),
}


@pytest.mark.parametrize(("note", "word"), WRONG.values(), ids=WRONG)
def test_points_that_leave_a_gap_or_overlap_cannot_be_chosen(note, word, tmp_path):
    path = save(listing(note), tmp_path, "a")
    [question] = adopt(path).understood.asked
    assert question.candidates == ("quotas", "own")
    assert word in question.why.say()
    with pytest.raises(Exception, match="level_rule"):
        adopt(path, answers={"": {"level_rule": "thresholds"}})


def test_a_total_between_whole_numbers_is_not_given_a_level_unasked(tmp_path):
    """80-89 and 90-100 say nothing of 89.5."""
    note = "90-100分为优，80-89分为良，60-79分为中，60分以下为差"
    found = taken(listing(note, totals=(95, 90, 89.5, 80, 79, 60, 59)), tmp_path)
    assert found.out is None
    assert any("89.5" in fault.say() and fault.place == "工程部!D5" for fault in found.faults)
    assert (
        levels(taken(listing(note, totals=(95, 90, 89, 80, 79, 60, 59)), tmp_path, out=tmp_path / "b.xlsm").out)
        == BY_NOTE
    )


def test_bands_to_two_decimals_leave_nothing_out(tmp_path):
    note = "优秀：90-100；良好：80-89.99；合格：60-79.99；不合格：0-59.99"
    found = taken(listing(note), tmp_path)
    assert not [fault for fault in found.faults if "小数" in fault.say()]
    assert levels(found.out) == ["优秀", "优秀", "良好", "良好", "合格", "合格", "不合格"]


SHARES = ["排名前20%为A，前80%为B，后20%为C", "A级20%左右，B级60%，C级20%", "优秀比例不超过15%"]


@pytest.mark.parametrize("note", SHARES)
def test_shares_in_a_sentence_are_asked_about(note, tmp_path):
    [question] = adopt(save(listing(note), tmp_path, "a")).understood.asked
    assert question.candidates == ("quotas", "own")
    assert note in question.why.say()


@pytest.mark.parametrize("note", ["A级系数120%", "完成率90%以上为优", "绩效奖金按20%发放"])
def test_percents_of_something_else_are_no_shares(note, tmp_path):
    assert adopt(save(listing(note), tmp_path, "a")).understood.asked == ()


def test_points_of_a_level_called_by_two_words_are_not_clear(tmp_path):
    note = "95分及以上为优秀（A+）；90分及以上为良好（A）；90分以下为合格（B）"
    [question] = adopt(save(listing(note), tmp_path, "a")).understood.asked
    assert question.candidates == ("quotas", "own")


def test_a_floor_alone_is_no_rule_for_all_levels(tmp_path):
    [question] = adopt(save(listing("60分以下为不合格"), tmp_path, "a")).understood.asked
    assert question.candidates == ("quotas", "own")
    assert "只写了部分等级" in question.why.say()


def test_own_leaves_the_levels_alone(tmp_path):
    out = taken(listing(NOTE), tmp_path, rule="own").out
    assert levels(out) == [None] * 7


def test_typed_levels_that_the_points_contradict_are_told_row_by_row(tmp_path):
    typed = [*BY_NOTE[:3], "优", *BY_NOTE[4:]]
    found = taken(listing(NOTE, levels=typed), tmp_path)
    assert found.out is None
    assert {(one.cell, one.stands, one.follows) for one in found.differences} == {("D6", "优", "良")}
    assert any(fault.place == "工程部!D6" and "良" in fault.say() for fault in found.faults)
    out = taken(listing(NOTE, levels=typed), tmp_path, replace=True, out=tmp_path / "b.xlsm").out
    assert levels(out) == BY_NOTE


BESIDE = [("等级", "分数（≥）", "系数"), ("卓越", 90, 1.3), ("优良", 80, 1.1), ("达标", 60, 1), ("待改进", 0, 0.6)]
MEDALS = [("评级", "最低分", "绩效系数"), ("金牌", 90, 1.3), ("银牌", 80, 1.1), ("铜牌", 60, 1.0), ("待提升", 0, 0.7)]
NUMBERED = "注：1.总分=各项得分之和；2.90分（含）以上为优，80分（含）—90分为良，60分（含）—80分为中，60分以下为差。"
IN_WORDS = {
    "a numbered note": ((NUMBERED,), (), ("优", "良", "中", "差")),
    "a table on another sheet": ((), BESIDE, ("卓越", "优良", "达标", "待改进")),
    "words that nobody knows": ((), MEDALS, ("金牌", "银牌", "铜牌", "待提升")),
}  # fmt: skip


@pytest.mark.parametrize(("notes", "rules", "words"), IN_WORDS.values(), ids=IN_WORDS)
@pytest.mark.parametrize("people", [3, 7])
def test_one_typed_level_too_high_stops_wherever_the_points_are_stated(notes, rules, words, people, tmp_path):
    right = [words["优良中差".index(level)] for level in BY_NOTE]
    typed = [*right[:2], words[0], *right[3:]]  # 89.99
    totals, levels_typed = ([*some[:people], *[None] * (7 - people)] for some in (TOTALS, typed))
    found = taken(listing(*notes, rules=rules, totals=totals, levels=levels_typed), tmp_path, rule="")
    assert found.out is None
    [told] = [fault for fault in found.faults if not fault.notice]
    assert told.place == "工程部!D5"
    assert f"89.99 分应为 {words[1]}" in told.say()
    kept = taken(
        listing(*notes, rules=rules, totals=totals, levels=levels_typed), tmp_path, decisions={("工程部", "D5"): "keep"}
    )
    assert levels(kept.out) == levels_typed


def test_typed_levels_that_keep_to_the_points_are_said_to_be_right(tmp_path):
    found = taken(listing(NOTE, levels=BY_NOTE), tmp_path, rule="")
    told = [fault.say() for fault in found.faults]
    assert [text for text in told if "已按它核对" in text]
    assert not [text for text in told if "缺得分" in text]


def test_levels_that_mostly_do_not_keep_to_the_points_are_asked_about(tmp_path):
    path = save(listing(NOTE, levels=["差", "差", "差", "差", "中", "中", "差"]), tmp_path, "a")
    [question] = adopt(path).understood.asked
    assert (question.field, question.candidates) == ("level_rule", ("thresholds", "quotas", "own"))
    assert "4/7" in question.why.say()
    assert adopt(path, answers={"工程部": {"level_rule": "own"}}).understood.contradictions == ()


def test_levels_of_another_scale_are_not_held_against_the_points(tmp_path):
    path = save(listing(NOTE, levels=["A+", "A", "A", "B", "B", "C", "C-"]), tmp_path, "a")
    assert adopt(path).understood.asked == ()
    assert adopt(path).understood.contradictions == ()


def test_levels_in_words_that_nobody_knows_follow_from_their_points_with_their_coefficients(tmp_path):
    book = listing(rules=MEDALS, factor=True)
    found = taken(book, tmp_path, rule="")
    assert any("金牌 90、银牌 80、铜牌 60" in fault.say() for fault in found.faults if fault.notice)
    out = found.out
    by_word = dict(zip("优良中差", ("金牌", "银牌", "铜牌", "待提升")))
    assert levels(out) == [by_word[level] for level in BY_NOTE]
    assert levels(out, "E") == [dict(row[::2] for row in MEDALS[1:])[by_word[level]] for level in BY_NOTE]


def test_points_that_are_chosen_and_stand_nowhere_are_said_to_be_missing(tmp_path):
    found = taken(listing(), tmp_path)
    told = "".join(fault.say() for fault in found.faults if not fault.notice)
    assert "没有找到写明的分数线" in told
    assert "几份名单" not in told


LINES = "级别划分：A级≥95分，90分≤B级<95分，80分≤C级<90分，D级<80分。"
WHOLE = ["排名按全店合计得分从高到低。", "不分班组，统一排名", "全体员工一起排名"]


def shifts(note, *, head="2025年6月", heading="班组", level="级别") -> Book:
    """A list of two groups, its places and levels still to come."""
    page = Sheet("考核", "8 10 10 10 10")
    page.write("A1:E1", "门店2025年6月员工绩效考核汇总表", "title")
    page.write("A2:C2", head, "left")
    page.row("A3", [heading, "姓名", "合计得分", "排名", level], "box center bold")
    people = [("一班", "高志远", 97), ("一班", "胡军", 76), ("二班", "程浩", 96), ("二班", "邓丽", 90)]
    for row, (group, name, total) in enumerate(people, 4):
        page.row(f"A{row}", [group, name, total, None, None], "box center")
    page.write("A9:E9", note, "left")
    return Book([page])


def results(path, column):
    sheet = openpyxl.load_workbook(path, data_only=True)["考核"]
    return [sheet[f"{column}{row}"].value for row in range(4, 8)]


def test_the_one_blank_column_that_may_hold_the_levels_does_where_points_of_levels_are_stated(tmp_path):
    adoption = adopt(save(shifts(LINES), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert results(take_over(adoption, Wish()).out, "E") == ["A", "D", "A", "B"]
    [question] = adopt(save(shifts("制表：张三"), tmp_path, "b")).understood.asked
    assert (question.field, question.candidates) == ("level", ("E",))


@pytest.mark.parametrize("note", WHOLE)
def test_places_are_counted_among_all_where_a_sentence_says_so(note, tmp_path):
    done = take_over(adopt(save(shifts(note), tmp_path, "a"), answers={"": {"level": "-"}}), Wish())
    assert results(done.out, "D") == [1, 4, 2, 3]
    assert any("不分班组" in fault.say() and fault.place == "考核!D4" for fault in done.faults)


@pytest.mark.parametrize("note", ["全年排名另行公布", "排名按班组"])
def test_places_are_counted_by_group_where_no_sentence_speaks_of_all(note, tmp_path):
    done = take_over(adopt(save(shifts(note), tmp_path, "a"), answers={"": {"level": "-"}}), Wish())
    assert results(done.out, "D") == [1, 2, 1, 2]


@pytest.mark.parametrize(("answer", "places"), [("A2", [1, 4, 2, 3]), ("A", [1, 2, 1, 2])])
def test_a_department_in_the_head_and_groups_in_a_column_are_asked_about(answer, places, tmp_path):
    path = save(shifts("制表：小唐", head="部门：客服一部", level="备注"), tmp_path, "a")
    [question] = adopt(path).understood.asked
    assert (question.field, question.candidates) == ("department", ("A2", "A"))
    answered = adopt(path, answers={"考核": {"department": answer}})
    [part] = answered.understood.parts
    assert (part.fields.get("department"), part.columns.get("department")) == (
        (answer, None) if answer == "A2" else (None, answer)
    )
    assert results(take_over(answered, Wish()).out, "D") == places


def test_a_column_of_departments_below_a_department_in_the_head_is_one(tmp_path):
    path = save(shifts("制表：小唐", head="部门：客服一部", heading="部门", level="备注"), tmp_path, "a")
    assert adopt(path).understood.asked == ()


UNREAD = {
    "a note that sends elsewhere": (("评级及系数见“绩效管理办法”。",), ()),
    "a table without points": ((), [("评级", "说明"), ("优", "表现突出"), ("良", "表现较好"), ("中", "表现一般")]),
    "unknown words with other numbers": ((), [("评级", "奖金"), ("金牌", 500), ("银牌", 300), ("铜牌", 0)]),
}  # fmt: skip


@pytest.mark.parametrize(("notes", "rules"), UNREAD.values(), ids=UNREAD)
def test_the_schemes_levels_are_not_put_in_unasked_where_something_speaks_of_levels(notes, rules, tmp_path):
    [question] = adopt(save(listing(*notes, rules=rules), tmp_path, "a")).understood.asked
    assert (question.field, question.candidates) == ("level_rule", ("quotas", "own"))
    assert "评级" in question.why.say()


@pytest.mark.parametrize("replace", [False, True])
def test_coefficients_of_a_note_are_not_held_against_the_schemes(replace, tmp_path):
    """The note says 1.4 of A and the list has it: the 1.1 of another scheme is no rule here."""
    note = "等级：A 90分及以上，系数1.4；B 80分及以上，系数1.2；C 80分以下，系数0.6。"
    typed = [1.4, 1.4, 1.2, 1.2, 0.6, 0.6, 0.6]
    found = taken(listing(note, levels="AABBCCC", factor=typed), tmp_path, rule="", replace=replace)
    assert [one for one in found.differences if one.key == "coefficient"] == []
    assert levels(found.out, "E") == typed


def test_one_level_is_mended_once_the_rule_is_told(tmp_path):
    book = listing(rules=BESIDE, levels=["卓越", "卓越", "卓越", "优良", "达标", "达标", "待改进"])
    wish = {("工程部", "D5"): "replace"}
    found = taken(book, tmp_path, rule="", decisions=wish)
    assert found.out is None
    assert any('level_rule = "thresholds"' in fault.say() for fault in found.faults if not fault.notice)
    assert levels(taken(book, tmp_path, decisions=wish, out=tmp_path / "b.xlsm").out)[2] == "优良"


NOTED = "A 90分及以上，系数1.3；B 80分及以上，系数1.1；C 60分及以上，系数0.9；D 60分以下，系数0.5"


def with_noted(note):
    called = [dict(zip("优良中差", "ABCD"))[level] for level in BY_NOTE]
    return listing(note, levels=[*called[:5], "C", "C"], totals=(*TOTALS[:5], 60, 61), factor=True)


def test_coefficients_of_a_note_are_those_that_are_filled_in(tmp_path):
    """A A B B C C C."""
    out = taken(with_noted(NOTED), tmp_path, rule="").out
    assert levels(out, "E") == [1.3, 1.3, 1.1, 1.1, 0.9, 0.9, 0.9]


def test_coefficients_of_a_note_that_is_not_clear_are_not_filled_in_with_the_schemes(tmp_path):
    found = taken(with_noted(NOTED.replace("系数1.3", "系数1.3或1.4")), tmp_path, rule="")
    [told] = [fault for fault in found.faults if not fault.notice]
    assert (found.out, told.place) == (None, "工程部!E3")
    assert "系数1.3" in told.say()


def test_coefficients_of_something_else_in_a_note_change_nothing(tmp_path):
    called = [dict(zip("优良中差", "ABCD"))[level] for level in BY_NOTE]
    book = listing(
        "A级：90分以上；B级：80分以上；C级：80分以下。出勤系数按0.9计",
        levels=[*called[:3], "B", "C", "C", "C"],
        factor=True,
    )
    assert taken(book, tmp_path, rule="", out=tmp_path / "b.xlsm").out is not None


def test_levels_are_not_replaced_by_quotas_where_points_are_stated(tmp_path):
    found = taken(listing(NOTE, levels=[*BY_NOTE[:3], "优", *BY_NOTE[4:]]), tmp_path, rule="", replace=True)
    assert found.out is None or "KPI_GRADES" not in "".join(found.added)


@pytest.mark.parametrize("way", ["answers", "map", "interactive"])
def test_the_rule_is_answered_in_every_way(way, tmp_path, monkeypatch):
    path = save(listing(NOTE), tmp_path, "a")
    out, told = tmp_path / "出.xlsm", tmp_path / "答.toml"
    told.write_text('["工程部"]\nlevel_rule = "按分数线"\n', "utf-8")
    given = ["--answers", str(told)]
    if way == "interactive":
        monkeypatch.setattr("click.prompt", lambda *_, **__: "1")
        given = ["--interactive"]
    if way == "map":
        mapping = tmp_path / "图.toml"
        assert run("adopt", str(path), "--dry-run", "--map", str(mapping), *given)[0] == 0
        assert 'level_rule = "thresholds"' in mapping.read_text("utf-8")
        given = ["--map", str(mapping)]
    code, said, complaints = run("adopt", str(path), "-o", str(out), *given)
    assert code == 0, said + complaints
    assert levels(out) == BY_NOTE
    assert json.loads(run("adopt", str(out), "--json")[1])["level_rule"] == "thresholds"


def test_it_is_given_back_byte_for_byte(tmp_path):
    path = save(listing(NOTE), tmp_path, "a")
    before = path.read_bytes()
    out = take_over(adopt(path, answers={"": {"level_rule": "thresholds"}}), Wish()).out
    assert undo_adoption(out).placed.path.read_bytes() == before
