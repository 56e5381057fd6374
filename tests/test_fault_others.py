"""A number that the others in its table have: left empty, 0 or out of scale, in every kind that has such a column.

What is told follows from the columns' declarations; which cells a table decides by is said beside each case.
"""

from __future__ import annotations

import pytest

from test_fault_matrix import KEYS, filled, put  # noqa: F401  (fixture)
from xlkpi.actions.check import check
from xlkpi.actions.explain import explain
from xlkpi.actions.opening import open_book, read_book
from xlkpi.drawing.validation import DateRule, NumberRule
from xlkpi.drawing.workbook_reading import as_text, is_blank
from xlkpi.schemes import kind_named

KINDS = [key for key in KEYS if key != "period-ecommerce"]


def columns(key, *needed):
    """Every typed column of a kind of which others' rows say that a row lacks it, with its table."""
    return [(t, c) for t in kind_named(key).tables for c in t.inputs if c.needed in needed]


def told_after(path, changes):
    """The workbook, what is wrong in each cell and what is only told of it, once values were put into it."""
    book = open_book(path)
    for change in changes:
        put(book, *change)
    wrong: dict[str, str] = {}
    told: dict[str, str] = {}
    for fault in check(book):
        said = told if fault.notice else wrong
        said[fault.place] = said.get(fault.place, "") + fault.say()
    return book, wrong, told


def faults_after(path, changes):
    return told_after(path, changes)[:2]


def notices_after(path, changes):
    return told_after(path, changes)[::2]


def deciding(path, table, column):
    """The rows that hold a number of the column, of people only those who are appraised."""
    reading, _ = read_book(open_book(path))
    rows = [row for row, cells in enumerate(reading.blocks[column.name]) if not all(map(is_blank, cells))]
    return [row for row in rows if not table.roster or reading.appraised(row)]


def test_the_kinds_that_have_a_number_which_others_must_have():
    assert {key for key in KINDS if columns(key, "others")} == {"groups", "calls", "bids", "shop", "plan", "weekly"}
    assert {key for key in KINDS if columns(key, "paid", "factor")} == {"summary", "groups", "shop"}


@pytest.mark.parametrize("key", [key for key in KINDS if columns(key, "others")])
def test_a_number_that_all_others_have_is_not_left_empty(filled, key):  # noqa: F811
    for table, column in columns(key, "others"):
        rows = deciding(filled[key], table, column)
        if not rows:
            continue  # the plan that nobody has filled in: below
        block = open_book(filled[key]).read(column.name)
        empty = [(column.name, rows[1], at, None) for at in range(len(block[0]))]
        dated = isinstance(column.rule, DateRule)
        book, faults = (notices_after if dated else faults_after)(filled[key], empty)
        place = book.place(column.name, rows[1])
        assert "空着" in faults[place], column.name
        if column.name != "单位_各项":  # two of the units have nobody who is appraised by their level
            assert f"其他 {len(rows) - 1} 行" in faults[place], column.name
        nobody = [(column.name, row, at, None) for row in range(len(block)) for at in range(len(block[0]))]
        _, faults = faults_after(filled[key], nobody)
        assert not [said for said in faults.values() if "空着" in said], "nobody has begun"


@pytest.mark.parametrize("key", KINDS)
def test_a_number_in_a_row_without_its_name_is_a_fault(filled, key):  # noqa: F811
    """Whatever is in a table by its name has one; tables that print their rows need none."""
    for table in kind_named(key).tables:
        named = table.keys[0]
        if named.role != "input" or named.values or isinstance(named.rule, NumberRule):
            continue
        numbers = [one for one in table.inputs if isinstance(one.rule, NumberRule) and one.name != named.name]
        names = open_book(filled[key]).read(named.name)
        blank = next((row for row, (name, *_) in enumerate(names) if is_blank(name)), None)
        for column in numbers if blank is not None else ():
            book, faults = faults_after(filled[key], [(column.name, blank, 0, 1.0)])
            own = {book.place(one.name, blank) for one in table.inputs}
            assert own & set(faults), column.name


def test_a_shop_in_which_nobody_works_needs_no_score(filled):  # noqa: F811
    """It decides nobody's pay: the mean of all shops is that of those with a score."""
    book = open_book(filled["shop"])
    free = next(row for row, (name,) in enumerate(book.read("店铺_名称")) if is_blank(name))
    _, faults = faults_after(filled["shop"], [("店铺_名称", free, 0, "新店")])
    assert faults == {}
    _, faults = faults_after(filled["shop"], [("店铺_名称", free, 0, "新店"), ("客服_店铺", 0, 0, "新店")])
    assert any("新店 的店铺得分空着" in said for said in faults.values())


def test_who_is_not_appraised_needs_no_rating_and_no_number_of_complaints(filled):  # noqa: F811
    for key, name in (("groups", "组员_主管评定"), ("calls", "坐席_投诉")):
        reading, _ = read_book(open_book(filled[key]))
        assert any(is_blank(reading.column(name)[row]) for row in reading.roster if not reading.appraised(row))
        assert faults_after(filled[key], [])[1] == {}


def test_months_to_come_need_no_amount_and_a_gap_before_them_is_told(filled):  # noqa: F811
    """July without its amount while August has one; November and December have not begun."""
    to_come = [(name, row, 0, None) for name in ("投标_次数", "投标_废标", "投标_中标额") for row in (10, 11)]
    assert faults_after(filled["bids"], to_come)[1] == {}
    counted = [*to_come, ("投标_次数", 10, 0, 4.0)]
    assert faults_after(filled["bids"], counted)[1] == {}, "the bids of November are counted before it is over"
    book, faults = faults_after(filled["bids"], [*to_come, ("投标_中标额", 6, 0, None)])
    assert list(faults) == [book.place("投标_中标额", 6)]
    assert "7月 的中标额空着，而其他 9 行都填了" in faults[book.place("投标_中标额", 6)]


@pytest.mark.parametrize(
    "key", [key for key in KINDS if any(c.at_most for t in kind_named(key).tables for c in t.inputs)]
)
def test_a_part_is_not_more_than_its_whole(filled, key):  # noqa: F811
    for column in (c for table in kind_named(key).tables for c in table.inputs if c.at_most):
        whole = open_book(filled[key]).read(column.at_most)[0][0]
        book, faults = faults_after(filled[key], [(column.name, 0, 0, whole + 1)])
        assert "大于" in faults[book.place(column.name)], column.name
        assert faults_after(filled[key], [(column.name, 0, 0, whole)])[1] == {}


@pytest.mark.parametrize("key", [key for key in KINDS if columns(key, "paid", "factor")])
def test_a_base_left_empty_or_out_of_scale_is_a_notice(filled, key):  # noqa: F811
    tried = 0
    for table, column in columns(key, "paid", "factor"):
        rows = deciding(filled[key], table, column)
        if len(rows) < 4:
            continue
        tried += 1
        base = open_book(filled[key]).read(column.name)[rows[1]][0]
        for value, words in ((None, "为空或为 0"), (0.0, "为空或为 0"), (base * 100, "十倍"), (base / 100, "十倍")):
            if value is not None and isinstance(column.rule, NumberRule) and value > column.rule.high:
                continue
            book, told = notices_after(filled[key], [(column.name, rows[1], 0, value)])
            assert words in told[book.place(column.name, rows[1])], (column.name, value)
            if value:
                assert f"{value:g}" not in told[book.place(column.name, rows[1])], "pay is never printed"
            assert faults_after(filled[key], [(column.name, rows[1], 0, value)])[1] == {}, "it is no fault"
        _, told = notices_after(filled[key], [(column.name, rows[1], 0, base * 3)])
        assert not any("十倍" in said for said in told.values())
    assert tried or key == "groups", "its sample has no bases"


def test_bases_of_groups_are_held_against_each_other(filled):  # noqa: F811
    bases = [("应用_基数", row, 0, 2000.0) for row in range(10)]
    ids = [as_text(cell) for (cell,) in open_book(filled["groups"]).read("组员_工号")]
    book, told = notices_after(filled["groups"], [*bases, ("应用_基数", 3, 0, 20000.0)])
    assert "十倍" in told[book.place("应用_基数", 3)]
    [said] = [said for said in told.values() if "为空或为 0" in said]
    assert f"共 {len([one for one in ids if one]) - 10 - 1} 人" in said, "one of the others is not appraised"
    assert not any("绩效基数" in text for text in notices_after(filled["groups"], [])[1].values())


WIDE = {
    "组员_其他积分": "groups",
    "坐席_话务量": "calls",
    "投标_次数": "bids",
    "投标_中标额": "bids",
    "工资_提成": "shop",
}
"""Numbers that nothing bounds but what the others have: 100 times as many calls or yuan once passed in silence."""


@pytest.mark.parametrize(("name", "key"), WIDE.items())
def test_a_number_a_hundred_times_the_others_is_a_notice(filled, name, key):  # noqa: F811
    rows = [(row, cells[0]) for row, cells in enumerate(open_book(filled[key]).read(name)) if cells[0]]
    for row, value in (rows[0], rows[-1]):
        book, faults, told = told_after(filled[key], [(name, row, 0, value * 100)])
        assert "十倍" in told[book.place(name, row)]
        assert f"{value * 100:g}" not in told[book.place(name, row)], "pay is never printed"
        assert faults == {}
        for other in (value * 2, value / 100 // 1 if key == "bids" else value):  # a month may bring little
            _, told = notices_after(filled[key], [(name, row, 0, other)])
            assert not any("十倍" in said for said in told.values())


def test_a_commission_of_somebody_on_trial_counts_as_well(filled):  # noqa: F811
    """Who is not appraised is paid 提成 none the less (D018 of the sample: 400 yuan)."""
    reading, _ = read_book(open_book(filled["shop"]).recalculated())
    [row] = [row for row in reading.roster if not reading.appraised(row)]
    book, told = notices_after(filled["shop"], [("工资_提成", row, 0, 40000.0)])
    assert "十倍" in told[book.place("工资_提成", row)]


@pytest.mark.parametrize(("key", "name", "row", "at"), [("weekly", "周_完成", 3, 1), ("groups", "项目_成绩", 1, 5)])
def test_a_number_below_a_name_a_hundred_times_the_others_is_a_notice(filled, key, name, row, at):  # noqa: F811
    """Of a department the other weeks, of an item the other groups: one slip made a group the first."""
    value = open_book(filled[key]).read(name)[row][at]
    for times, told in ((100, True), (2, False)):
        book, faults, notices = told_after(filled[key], [(name, row, at, value * times)])
        assert ("十倍" in notices.get(book.place(name, row, at), "")) is told
        assert faults == {}
        assert sum("十倍" in said for said in notices.values()) == told


def test_a_project_bonus_of_one_person_is_measured_by_the_bases(filled):  # noqa: F811
    """Bases of the sample are 4,200 to 11,000 yuan: 1,500 for a project, and a slip of the point in it."""
    for bonus, told in ((1500.0, False), (150000.0, True)):
        book, notices = notices_after(filled["shop"], [("工资_项目奖金", 20, 0, bonus)])
        assert ("十倍" in notices.get(book.place("工资_项目奖金", 20), "")) is told


def test_a_supervisor_without_a_base_is_told_unless_pay_is_computed_elsewhere(filled):  # noqa: F811
    for value in (None, 0.0):
        book, told = notices_after(filled["summary"], [("主管_基数", 0, 0, value)])
        assert "主管的绩效基数为空或为 0" in told[book.place("主管_基数")]
    _, told = notices_after(filled["summary"], [("主管_基数", 0, 0, None), ("参数_主管绩效", 0, 0, "不计算")])
    assert not any("主管的绩效基数" in said for said in told.values())
    book, told = notices_after(filled["summary"], [("主管_基数", 0, 0, 400000.0)])
    assert "十倍" in told[book.place("主管_基数")]


def test_an_attendance_of_nothing_is_a_notice(filled):  # noqa: F811
    book, told = notices_after(filled["summary"], [("名单_出勤率", 1, 0, 0.0)])
    assert "工资因此为 0 元" in told[book.place("名单_出勤率", 1)]
    assert faults_after(filled["summary"], [("名单_出勤率", 1, 0, 0.0)])[1] == {}


def test_who_is_not_appraised_has_no_level_and_no_factor_of_pay(filled):  # noqa: F811
    """Groups: 参评 is typed; the shop: it follows from 试用, and its pay has another factor for everybody."""
    for key, value in (("groups", "b"), ("shop", 1.0)):
        [column] = [c for table in kind_named(key).tables for c in table.inputs if c.only_appraised and c.rule]
        reading, _ = read_book(open_book(filled[key]).recalculated())
        row = next(row for row in reading.roster if not reading.appraised(row))
        book, faults, told = told_after(filled[key], [(column.name, row, 0, value)])
        place = book.place(column.name, row)
        if column.needed == "factor":  # it may be meant: pay on trial is no rule's
            assert f"{reading.who(row)} 不参评，填了{column.title}就会算出绩效工资" in told[place]
        else:
            assert list(faults) == [place]
            assert f"{reading.who(row)} 不参评，不能有{column.title}" in faults[place]


@pytest.mark.parametrize(("typed", "wrong"), [(1.0, True), (8.0, True), (9.0, False), (12.0, False)])
def test_a_bonus_is_not_shared_by_fewer_than_are_listed(filled, typed, wrong):  # noqa: F811
    """March has nine: 26,400 yuan shared by one are 237,600 yuan paid. More than are listed may be meant."""
    listed = open_book(filled["bids"]).recalculated().read("投标_在岗")[2][0]
    assert listed == 9
    book, faults, told = told_after(filled["bids"], [("投标_人数", 2, 0, typed)])
    place = book.place("投标_人数", 2)
    assert (list(faults) == [place]) is wrong
    assert ("多于在岗人数 9" in told.get(place, "")) is (typed > 9)
    if wrong:
        assert f"人数 {typed:g} 少于在岗人数 9" in faults[place]


@pytest.mark.parametrize("key", [key for key in KINDS if any(t.once for t in kind_named(key).tables)])
def test_two_rows_of_one_table_do_not_say_the_same(filled, key):  # noqa: F811
    for table in (table for table in kind_named(key).tables if table.once):
        columns = [column for column in table.inputs if column.title in table.once]
        blocks = [open_book(filled[key]).read(column.name) for column in columns]
        rows = range(len(blocks[0]))
        first = next(row for row in rows if not any(is_blank(block[row][0]) for block in blocks))
        free = next(row for row in rows if all(is_blank(block[row][0]) for block in blocks))
        same = [(c.name, free, 0, block[first][0]) for c, block in zip(columns, blocks, strict=True)]
        book, faults = faults_after(filled[key], same)
        assert "重复" in faults[book.place(columns[-1].name, free)]
        assert book.place(columns[-1].name, first) in faults[book.place(columns[-1].name, free)]
        other = [*same[:-1], (columns[-1].name, free, 0, "另一项")]
        _, faults = faults_after(filled[key], other)
        assert not any("重复" in said for said in faults.values())


@pytest.mark.parametrize(("one", "other", "told"), [(97.0, 9.7, True), (97.0, 67.0, True), (97.0, 67.5, False)])
def test_two_raters_of_one_plan_far_apart_are_a_notice(filled, one, other, told):  # noqa: F811
    """Three tenths of the full mark: a point slipped, or two people who mean something else."""
    names = ("主管经理评分", "客户服务部评分")
    for key, prefix in (("summary", "计划_"), ("plan", "")):
        changes = [(f"{prefix}{name}", 0, 0, score) for name, score in zip(names, (one, other), strict=True)]
        changes += [("计划名称", 0, 0, "第2期")] if key == "plan" else []
        book, faults, said = told_after(filled[key], changes)
        assert faults == {}
        assert ("相差" in said.get(book.place(f"{prefix}{names[1]}"), "")) is told


def test_a_share_of_pay_typed_for_one_person_is_held_against_the_guide(filled):  # noqa: F811
    """A 客服 gets 30% to 40% by the guide; the formula's own 30% for everybody is what is printed."""
    reading, _ = read_book(open_book(filled["shop"]).recalculated())
    row = next(row for row in reading.roster if as_text(reading.column("工资_指导")[row]) == "符合")
    for share, told in ((1.0, True), (0.35, False), (None, False)):
        book, faults, said = told_after(filled["shop"], [("工资_占比", row, 0, share)])
        assert faults == {}
        assert ("指导比例" in said.get(book.place("工资_占比", row), "")) is told


def test_plans_of_improvement_are_of_those_who_owe_one(filled):  # noqa: F811
    """The two last owe a plan and both are listed; the first place is typed over one of them."""
    reading, _ = read_book(open_book(filled["shop"]).recalculated())
    owing = [row for row in reading.roster if reading.column("得分_改进")[row] == "须提交"]
    first = next(row for row in reading.roster if reading.column("得分_排名")[row] == 1)
    listed = [as_text(one) for one in reading.column("改进_工号")]
    assert {as_text(reading.person("id", row)) for row in owing} == {one for one in listed if one}
    book, faults, told = told_after(filled["shop"], [("改进_工号", 0, 0, reading.person("id", first))])
    assert faults == {}
    assert f"{reading.who(first)} 不在须提交改进计划" in told[book.place("改进_工号")]
    lacking = next(row for row in owing if as_text(reading.person("id", row)) == listed[0])
    assert f"{reading.who(lacking)} 须提交改进计划" in told[book.place("得分_改进", lacking)]
    nobody = [
        (name, row, 0, None) for name in ("改进_工号", "改进_通知日期", "改进_提交日期", "改进_要点") for row in (0, 1)
    ]
    _, faults, told = told_after(filled["shop"], nobody)
    assert faults == {}
    assert not any("改进计划" in said for said in told.values()), "nobody has been told yet"
    book, faults = faults_after(filled["shop"], [("改进_工号", 0, 0, None)])
    assert "工号为空" in faults[book.place("改进_工号")]


@pytest.mark.parametrize(
    ("key", "name", "row", "said"),
    [
        ("shop", "店铺_得分", 1, "的店铺得分为 0，请核对"),
        ("summary", "名单_总分", 5, "的总分为 0，请核对"),
        ("bids", "投标_中标额", 6, "只有 7月 的中标额为 0，请核对"),
    ],
)
def test_a_score_of_0_that_stands_alone_is_asked_about(filled, key, name, row, said):  # noqa: F811
    """电商: a shop's score of 0 for a blank raised the pay of everybody else by half; two of them may be meant."""
    book, told = notices_after(filled[key], [(name, row, 0, 0.0)])
    assert said in told[book.place(name, row)]
    _, told = notices_after(filled[key], [(name, row, 0, 0.0), (name, row + 1, 0, 0.0)])
    assert not any("为 0，请核对" in one for one in told.values())


def test_what_stands_in_a_row_of_nobody_is_told_at_its_cell(filled):  # noqa: F811
    last = len(open_book(filled["shop"]).read("客服_实际")) - 1
    book, faults = faults_after(filled["shop"], [("客服_实际", last, 1, 1.0)])
    place = book.place("客服_实际", last, 1)
    assert f"只有 {place.rsplit('!')[-1]}" in faults[place]


def test_a_negative_share_of_a_quota_is_told_at_its_cell(filled):  # noqa: F811
    share = open_book(filled["summary"]).read("名额_2")[2][0]
    book, faults = faults_after(filled["summary"], [("名额_2", 2, 0, -share)])
    assert faults[book.place("名额_2", 2)] == f"比例 -{share:g} 是负数，请改正"


def test_who_is_not_appraised_is_told_why_there_is_no_pay_and_nothing_of_seats(filled):  # noqa: F811
    book = open_book(filled["summary"])
    put(book, "名单_参评", 0, 0, "否")
    book.recalculate()
    told = {one.id: [line.say() for line in one.lines] for one in explain(book)[0]}
    first, second = list(told)[:2]
    assert told[first][1:] == ["不参评，不占名额", "绩效工资：不参评，没有等级系数，不计算"]
    assert told[second][0].startswith("名额")
