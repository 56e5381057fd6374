"""Levels in a company's own words: 优/良/中/差, A/B/C/D, 一等/二等/三等; everything counted by hand.

客服部 has the totals 92, 96, 86.4, 91, 85, 81.2: places 2 1 4 3 5 6. 抢修部 92, 93, 99.5, 78, 87, 92: places 3 2 1 6 5 3.
Of six people 20%, 30%, 40%, 10% are 1, 2, 2 (what is left) and 1 seats: 1.2, 1.8 and 0.6 rounded, the largest takes the rest.
"""

from __future__ import annotations

import json

import openpyxl
import pytest

from adopt import month
from adopt.drawing import Book, Sheet
from adopt.handed_in import understood
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over, undo_adoption
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.rule_tables import level_tables

TOTALS = [total for _, _, total in {**month.PERCENT, **month.FULL}.values()]
FOUR = (0.2, 0.3, 0.4, 0.1)
FACTORS = (1.3, 1.1, 1, 0.5)
WORDS = (
    ("优", "良", "中", "差"),
    ("A", "B", "C", "D"),
    ("特等", "一等", "二等", "三等"),
    ("优秀", "良好", "合格", "不合格"),
)


def with_rules(*rows, levels=None, level=None, beside="") -> Book:
    """The summary of 安泰燃气 with its totals, and these rows from A2 of a sheet 参数 on or `beside` the list."""
    book = month.summary()
    [page] = book.sheets
    for row, total in enumerate(TOTALS, 3):
        page.write(f"E{row}", total, "box center n2")
        if levels:
            page.write(f"G{row}", levels[row - 3], "box center")
    if level:
        page.row("A16", ["主管等级", level], "left")
    rules = page if beside else Sheet("参数", "14 10 10 10 10")
    for at, row in enumerate(rows, 2):
        rules.row(f"{beside or 'A'}{at}", list(row), "box center")
    return book if beside else Book([*book.sheets, rules])


def taken(book, folder, *, wish=None):
    return take_over(adopt(save(book, folder, "a")), wish or Wish())


def told(found):
    return [fault.say() for fault in found.faults if not fault.notice]


def results(path, columns="GHK"):
    sheet = openpyxl.load_workbook(path, data_only=True)["汇总"]
    return [[sheet[f"{column}{row}"].value for row in range(3, 15)] for column in columns]


def down(words, shares=FOUR, factors=FACTORS):
    """A table of levels below each other."""
    return [("等级", "系数", "比例"), *zip(words, factors, shares)]


BY_PLACE = [1, 0, 2, 1, 2, 3, 1, 1, 0, 3, 2, 1]
"""The level of everybody, 0 the best: 2nd, 1st, 4th ... place of six with 1, 2, 2, 1 seats; two share the third place."""
PAYS = [2090, 2600, 1800, 1980, 1800, 900, 2640, 3300, 3120, 1200, 2160, 2640]
"""2000 x 1.1 x 95%, 2000 x 1.3, 1800 x 1 ... 2400 x 0.5, 2400 x 1 x 90%, 2400 x 1.1."""


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_levels_coefficients_and_pay_follow_from_the_company_s_own_table(words, tmp_path):
    found = taken(with_rules(*down(words)), tmp_path)
    assert told(found) == []
    levels, factors, pays = results(found.out)
    assert levels == [words[at] for at in BY_PLACE]
    assert factors == [FACTORS[at] for at in BY_PLACE]
    assert pays == PAYS
    assert not [fault for fault in check(open_book(found.out)) if not fault.notice]


SEVEN = (0.1, 0.1, 0.3, 0.2, 0.1, 0.1, 0.1)
"""Of six people 0.6 0.6 1.8 1.2 0.6 0.6 0.6 seats: rounded 1 1 2 1 1 1 1, two too many, which the largest leaves: none."""
BY_SEVEN = [1, 0, 4, 3, 5, 6, 3, 1, 0, 6, 5, 3]
"""The level of everybody of seven, 0 the best: places 2 1 4 3 5 6 and 3 2 1 6 5 3, the third one for two."""
MANY = {
    "letters with plus": ("S", "A+", "A", "B+", "B", "C", "D"),
    "the first is the best": tuple(f"{word}级" for word in "一二三四五六七"),
    "steps by numbers": tuple(f"{at}档" for at in range(1, 8)),
}
FALLING = (1.5, 1.3, 1.1, 1, 0.9, 0.7, 0.4)


@pytest.mark.parametrize("words", MANY.values(), ids=MANY)
def test_seven_levels_are_computed_as_well_as_five(words, tmp_path):
    found = taken(with_rules(*down(words, SEVEN, FALLING)), tmp_path)
    assert told(found) == []
    assert results(found.out, "GH") == [[words[at] for at in BY_SEVEN], [FALLING[at] for at in BY_SEVEN]]
    assert not [fault for fault in check(open_book(found.out)) if not fault.notice]


@pytest.mark.parametrize("words", MANY.values(), ids=MANY)
def test_seven_levels_by_their_lowest_points(words, tmp_path):
    """92 96 86.4 91 85 81.2 and 92 93 99.5 78 87 92, by 95, 92, 90, 86, 85, 80 and 0."""
    lines = (95, 92, 90, 86, 85, 80, 0)
    rows = [("等级", "系数", "最低分"), *zip(words, FALLING, lines)]
    path = save(with_rules(*rows), tmp_path, "a")
    answered = adopt(path, answers={"汇总": {"level_rule": "thresholds"}})
    found = take_over(answered, Wish())
    assert told(found) == []
    expected = [1, 0, 3, 2, 4, 5, 1, 1, 0, 6, 3, 1]
    assert results(found.out, "GH") == [[words[at] for at in expected], [FALLING[at] for at in expected]]


WAYS = {
    "the worst level first": [("等级", "系数", "比例"), *reversed(list(zip(WORDS[0], FACTORS, FOUR)))],
    "lying, levels beside each other": [("等级", *WORDS[0]), ("系数", *FACTORS), ("比例", "20%", "30%", "40%", "10%")],
    "percents as numbers of a hundred": down(WORDS[0], (20, 30, 40, 10)),
    "shares in a table of their own": [
        ("等级", "系数"),
        *zip(WORDS[0], FACTORS),
        (),
        ("等级", *WORDS[0]),
        ("占比", *FOUR),
    ],
}


@pytest.mark.parametrize("rows", WAYS.values(), ids=WAYS)
def test_it_does_not_matter_how_the_table_lies(rows, tmp_path):
    found = taken(with_rules(*rows), tmp_path)
    assert told(found) == []
    assert results(found.out) == [
        [WORDS[0][at] for at in BY_PLACE],
        [FACTORS[at] for at in BY_PLACE],
        PAYS,
    ]


def test_a_table_beside_the_list_counts_as_one_on_a_sheet_of_its_own(tmp_path):
    found = taken(with_rules(*down(WORDS[0]), beside="N"), tmp_path)
    assert told(found) == []
    assert results(found.out, "G") == [[WORDS[0][at] for at in BY_PLACE]]


TWO_WAYS = [
    ("部门等级", "甲", "乙", "丙", "丁"),
    ("优", 0.5, 0.5, None, None),
    ("良", None, 0.5, 0.5, None),
    ("差", None, None, 0.5, 0.5),
    (),
    ("等级", "系数"),
    *zip("甲乙丙丁", FACTORS),
]


def test_shares_by_the_supervisor_s_level_in_words_of_their_own(tmp_path):
    """客服部 优: 3 甲 and 3 乙. 抢修部 良: 3 乙 and 3 丙; those who share the third place get the better level."""
    out = taken(with_rules(*TWO_WAYS), tmp_path).out
    assert results(out, "G") == [[None] * 12] or set(results(out, "G")[0]) <= {None, ""}  # waits for the departments
    book = open_book(out)
    book.recalculate()
    book.write("主管_指定等级", [["优"], ["良"]])
    assert not recompute(book).faults
    [levels, factors] = results(out, "GH")
    assert "".join(levels) == "甲甲乙甲乙乙" + "乙乙乙丙丙乙"
    assert factors[:3] == [1.3, 1.3, 1.1]
    book = open_book(out)
    book.recalculate()
    book.write("主管_指定等级", [["优秀"], ["良"]])  # no level of theirs
    assert any("优秀" in fault.say() for fault in recompute(book).faults)


def test_a_change_in_the_company_s_table_changes_levels_and_pay(tmp_path):
    out = taken(with_rules(*down(WORDS[0])), tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    rules = book["参数"]
    for row, (factor, share) in enumerate(((2, 0), (1.5, 1), (1, 0), (0.5, 0)), 3):
        rules[f"B{row}"], rules[f"C{row}"] = factor, share
    book.save(out)
    changed = open_book(out)
    changed.recalculate()
    assert not recompute(changed).faults
    assert results(out, "GH") == [["良"] * 12, [1.5] * 12]


def test_what_is_computed_is_given_back_byte_for_byte(tmp_path):
    path = save(with_rules(*down(WORDS[1])), tmp_path, "a")
    before = path.read_bytes()
    out = take_over(adopt(path), Wish()).out
    assert undo_adoption(out).placed.path.read_bytes() == before
    assert path.read_bytes() == before


def test_levels_that_stand_otherwise_stay_and_are_told_person_by_person(tmp_path):
    levels = [WORDS[0][at] for at in BY_PLACE]
    levels[3], levels[9] = "优", "中"
    found = taken(with_rules(*down(WORDS[0]), levels=levels), tmp_path)
    cells = {(one.cell, one.stands, one.follows) for one in found.differences if one.key == "level"}
    assert cells == {("G6", "优", "良"), ("G12", "中", "差")}
    assert found.out is None or results(found.out, "G") == [levels]


def test_levels_that_stand_as_they_follow_are_computed_from_now_on(tmp_path):
    found = taken(with_rules(*down(WORDS[0]), levels=[WORDS[0][at] for at in BY_PLACE]), tmp_path)
    assert told(found) == []
    assert openpyxl.load_workbook(found.out)["汇总"]["G3"].value is not None
    assert any("KPI_GRADES" in line for line in found.added)


def test_a_level_may_be_written_with_its_class_word_or_without(tmp_path):
    levels = ["ABCD"[at] for at in BY_PLACE]
    found = taken(with_rules(*down(("A级", "B级", "C级", "D级")), levels=levels), tmp_path)
    assert told(found) == []
    assert results(found.out) == [levels, [FACTORS[at] for at in BY_PLACE], PAYS]


def test_two_levels_make_a_scale(tmp_path):
    """Half of six are 3: the better half is 合格."""
    found = taken(with_rules(("等级", "系数", "比例"), ("合格", 1, 0.5), ("不合格", 0.5, 0.5)), tmp_path)
    assert told(found) == []
    assert results(found.out, "G")[0][:6] == ["合格", "合格", "不合格", "合格", "不合格", "不合格"]


def test_last_month_s_levels_of_people_are_no_table_of_levels(tmp_path):
    rows = [
        ("姓名", "等级", "系数"),
        ("陈丽华", "优", 1.5),
        ("王建国", "良", 1.2),
        ("李晓梅", "优", 1.5),
        ("张志强", "中", 1),
    ]
    found = taken(with_rules(*rows, levels=["AB"[at > 1] for at in BY_PLACE]), tmp_path)
    assert not any("等级" in fault.say() and "叫法" in fault.say() for fault in found.faults)


UNCLEAR = {
    "which level is the best": (down(("A", "B", "C", "D"), factors=(1, 1.3, 0.5, 1.1)), "最高"),
    "coefficients against the words": (down(("差", "中", "良", "优")), "最高"),
    "two scales": ([*down(WORDS[0]), (), *down(WORDS[1])], "几"),
    "shares that are not the whole": (down(WORDS[0], (0.2, 0.3, 0.4, 0.2)), "100%"),
    "thirteen levels": ([("等级", "系数", "比例"), *((f"{at}级", 2 - at / 10, 0.04 + 0.04 * (at < 13)) for at in range(1, 14))], "12"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "word"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_unclear_in_the_company_s_table_is_told_and_nothing_written(rows, word, tmp_path):
    found = taken(with_rules(*rows), tmp_path)
    assert found.out is None
    assert any(word in fault for fault in told(found)), told(found)


def test_coefficients_alone_give_no_levels(tmp_path):
    """Who gets which level is stated nowhere: the scheme's shares are not taken for a scale that it does not know."""
    found = taken(with_rules(("等级", "系数"), *zip(WORDS[0], FACTORS)), tmp_path)
    assert found.out is None
    assert any("比例" in fault and "等级" in fault for fault in told(found)), told(found)
    path = save(with_rules(("等级", "系数"), *zip(WORDS[0], FACTORS)), tmp_path, "b")
    found = take_over(adopt(path, answers={"": {"level_rule": "own"}}), Wish())
    assert told(found) == []
    assert results(found.out, "G") == [[None] * 12]


def test_a_table_that_calls_levels_otherwise_than_the_list_is_not_used_and_told(tmp_path):
    """Neither its coefficients nor those of the scheme's A and B are taken for levels of a scale nobody states."""
    levels = ["AB"[at > 1] for at in BY_PLACE]
    found = taken(with_rules(*down(WORDS[0]), levels=levels), tmp_path)
    assert found.out is None
    assert any("不一致" in fault for fault in told(found))


def test_levels_given_by_the_company_get_the_coefficients_of_its_table(tmp_path):
    levels = [WORDS[0][at] for at in BY_PLACE]
    found = taken(with_rules(("等级", "系数"), *zip(WORDS[0], FACTORS), levels=levels), tmp_path)
    assert told(found) == []
    assert results(found.out) == [levels, [FACTORS[at] for at in BY_PLACE], PAYS]


COUNTED = [("等级", *WORDS[0]), ("人数", 1, 2, 2, 1), ("占比", 0.2, 0.3, 0.4, 0.1)]


def test_a_table_of_how_many_had_each_level_is_no_rule(tmp_path):
    found = taken(with_rules(*COUNTED), tmp_path)
    assert found.out is None or set(results(found.out, "G")[0]) <= {None, ""}


def test_json_names_the_cells_that_count(tmp_path):
    path = save(with_rules(*down(WORDS[0])), tmp_path, "a")
    found = json.loads(run("adopt", str(path), "--dry-run", "--json")[1])
    assert any("优、良、中、差" in fault["message"] and "参数!C3" in fault["message"] for fault in found["faults"])


def test_every_verb_works_with_them(tmp_path):
    out = taken(with_rules(*down(WORDS[0])), tmp_path).out
    (tmp_path / "a.xlsx").unlink()
    for name in ("等级_已确认", "名额_已确认", "参数_已确认", "员工系数_已确认"):
        book = open_book(out)
        book.recalculate()
        book.write(name, [["是"] for _ in book.read(name)])
        book.save()
    code, said, complaints = run("explain", str(out))
    assert code == 0, complaints
    assert "全体部门名额 优1 良2 中2 差1" in said
    for verb in (("whatif", "{f}", "--rounding", "最大余数"), ("export", "{f}", "--payroll", "-o", "{d}/工资")):
        code, said, complaints = run(*(part.format(f=out, d=tmp_path) for part in verb))
        assert code == 0, (verb, said, complaints)
    code, said, complaints = run("next", "2025-07", str(tmp_path), "-o", str(tmp_path / "七月"))
    assert code == 0, said + complaints
    [made] = (tmp_path / "七月").glob("*.xlsm")
    assert results(made, "G") == [[None] * 12]
    code, said, complaints = run("finalize", str(out), "--name", "王芳")
    assert code == 0, said + complaints


POSTS = [("级别", "岗位系数"), ("A", 1.3), ("B", 1.1), ("C", 1), ("D", 0.5)]


def test_coefficients_of_something_else_are_not_those_of_levels(tmp_path):
    levels = ["ABCD"[at] for at in BY_PLACE]
    found = taken(with_rules(*POSTS, levels=levels), tmp_path)
    assert found.out is None or set(results(found.out, "H")[0]) <= {None, ""}


def test_shares_that_tell_what_came_out_below_the_list_are_no_rule(tmp_path):
    book = with_rules(levels=[WORDS[0][at] for at in BY_PLACE])
    [page, _] = book.sheets
    page.row("M18", ["等级", *WORDS[0]], "box center")
    page.row("M19", ["占比", 0.1667, 0.4167, 0.25, 0.1666], "box center")
    found = taken(Book([page]), tmp_path)
    assert not any("KPI_GRADES" in line for line in found.added)


@pytest.mark.parametrize("levels", [("A+", "A", "B"), ("A+", "A", "A+"), ("A", "B", "A")])
def test_levels_of_people_who_stand_over_columns_are_results_and_no_table(tmp_path, levels):
    """Three people with three levels and coefficients look like a table that lies on its side."""
    sheet = Sheet("班组", "16 12 12 12")
    rows = [
        ["抢修一班绩效考核汇总"],
        ["月份", "2025年6月"],
        ["姓名", "苗苗", "凤霞", "花蕊"],
        ["工号", "Q011", "Q012", "Q013"],
        ["考核得分", 95.7, 90.8, 85.5],
        ["等级", *levels],
        ["绩效系数", *({"A+": 1.2, "A": 1.1, "B": 1}[level] for level in levels)],
    ]
    for row, values in enumerate(rows, 1):
        sheet.row(f"A{row}", values)
    found = understood(Book([sheet]), tmp_path)
    [part] = found.parts
    assert part.across["level"] == 6
    grids = grids_of(tmp_path / "表.xlsx")
    assert level_tables(grids, found.parts) == []
