"""Every fault in every kind of workbook that has such a block: planted in a sample, named with its cell, nothing written.

A cell that a rule guards is judged the same way wherever it stands; which cells there are follows from the kinds.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from samples import SAMPLES
from xlkpi.actions.check import check_reading
from xlkpi.actions.checks.cell_rules import complaint_of
from xlkpi.actions.checks.cell_sentences import sentences
from xlkpi.actions.create import create
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.recompute import recompute
from xlkpi.drawing.validation import ChoiceRule, DateRule, KnownRule, NumberRule, SeveralRule
from xlkpi.drawing.workbook_reading import is_blank
from xlkpi.errors import CellError
from xlkpi.schemes import kind_named, kinds, recognise, systems

KEYS = [*(kind.key for system in systems() for kind in system.kinds), "period-ecommerce"]


@pytest.fixture(scope="module")
def filled(demonstrated, tmp_path_factory):
    """One filled workbook of every kind, without a fault; of the plans one that nobody has collected."""
    folder = tmp_path_factory.mktemp("samples")
    found = {key: demonstrated(scheme) / file for key, (scheme, file) in SAMPLES.items()}
    plans = create(
        kind_named("plan"),
        folder / "plans",
        period=dt.date(2024, 5, 1),
        data=[samples() / "gas/2024-05/supervisors.csv"],
    )
    found["plan"] = plans.paths[0]
    found["period-ecommerce"] = found["period"]
    return found


def guarded(kind):
    """Every input block with its rule: table columns, fields, lines, settings, numbers of the rulebook."""
    for table in kind.tables:
        for column in table.inputs:
            yield column.name, column.rule, column.sums
    for entry in kind.fields:
        if entry.role == "input":
            yield entry.name, entry.rule, False
    for line in (line for part in kind.lines for line in part.lines if line.role == "input"):
        yield line.name, line.rule, False
    for table in kind.numbers.tables if kind.numbers else ():
        for column in table.columns:
            yield column.name, column.rule, column.sums or table.key == "quota"
    for setting in kind.numbers.settings if kind.numbers else ():
        yield setting.name, setting.rule, False


NUMERIC_LOOKS = {"points", "money", "count", "share", "plain", "weight", "weights", "factor"}
HANDED_IN = {"结果_名次", "结果_人数", "结果_系数"}
"""A form's results: `feedback` writes what 附件3 says, and a company's own form may say 第3名."""


def test_no_number_that_is_typed_is_without_a_rule():
    """A new column of numbers cannot be forgotten: 914 points once passed in the summary of a period."""
    bare = []
    for kind in kinds():
        typed = [column for table in kind.tables for column in table.inputs]
        typed += [entry for entry in kind.fields if entry.role == "input"]
        typed += [line for part in kind.lines for line in part.lines if line.role == "input"]
        bare += [(kind.key, one.name) for one in typed if one.rule is None and NUMERIC_LOOKS & {*one.looks}]
    assert [name for _, name in bare if name not in HANDED_IN] == []


def first_filled(block):
    """The first cell of a block that holds something, else its first cell."""
    cells = [(row, at) for row, line in enumerate(block) for at, cell in enumerate(line) if not is_blank(cell)]
    return cells[0] if cells else (0, 0)


def faults_after(path, changes):
    """The workbook and its cells with faults once values were put into it, without computing it."""
    book = open_book(path)
    for change in changes:
        put(book, *change)
    return book, faults_in(book)


def put(book, name, row, column, value):
    block = book.read(name)
    block[row][column] = value
    book.write(name, block)


def faults_in(book):
    """What is said of each cell with a fault."""
    reading, faults = read_book(book)
    assert reading is not None, [fault.say() for fault in faults]
    found: dict[str, str] = {}
    for fault in check_reading(reading):
        if not fault.notice:
            found[fault.place] = f"{found.get(fault.place, '')} {fault.say()}"
    return found


def wrong_values(rule, weight):
    """Values that a rule refuses, each with what is said of it."""
    if isinstance(rule, NumberRule):
        yield "优", "不是数字"
        yield "95", "文本型数字"
        yield "９５．５", "文本型数字"
        if not weight:
            above = 180.0 if rule.full else float(rule.high * 2 + 1)
            yield above, "超过 100%" if rule.share else "不在"
        if rule.whole:
            yield rule.low + 0.5, "应是整数"
        if rule.low >= 0 and not weight:
            yield -1.0, "是负数"
    elif isinstance(rule, ChoiceRule):
        yield "也许", "无法识别"
    elif isinstance(rule, KnownRule):
        yield "查无此项", "没有登记"
    elif isinstance(rule, SeveralRule):
        yield "abc", "“abc”不是等级"
        yield "a，b", "不是等级"
        yield "查无此级", "不是等级"
    elif isinstance(rule, DateRule):
        yield "五月", "不是日期"
        if rule.within:
            yield dt.datetime(2023, 1, 1), "不在考核月份"  # noqa: DTZ001 -- cells carry no zone
    yield CellError.NA, "错误值 #N/A"


@pytest.mark.parametrize("key", KEYS)
def test_a_sample_has_no_fault(filled, key):
    assert [fault.say() for fault in recompute(open_book(filled[key]), dry_run=True).faults] == []


@pytest.mark.parametrize("key", KEYS)
def test_whatever_is_typed_is_judged_at_the_door(filled, key):
    missed = []
    kind, book = kind_named(key), open_book(filled[key])
    planted = 0
    for name, rule, weight in guarded(kind):
        if kind.numbers and any(t.key == "quota" and name in {c.name for c in t.columns} for t in kind.numbers.tables):
            continue  # shares are judged row by row, below
        right = book.read(name)
        row, column = first_filled(right)
        place = book.place(name, row, column)
        for value, words in wrong_values(rule, weight):
            put(book, name, row, column, value)
            faults = faults_in(book)
            book.write(name, right)
            planted += 1
            if words not in faults.get(place, ""):
                missed.append((name, value, place, faults))
    assert missed == []
    assert planted >= 10
    assert faults_in(book) == {}, "what was put right again is right"


def words(kind):
    """Every block of words that formulas or checks compare: lists, tables and the labels of parameters."""
    long = {c.name for table in kind.tables for c in table.inputs if "wrap" in c.looks or c.after_final}
    apart = {*long, *(kind.people.get(key) for key in ("id", "name")), *(field.name for field in kind.fields)}
    yield from ((name, rule) for name, rule, _ in guarded(kind) if name not in apart)
    for table in kind.numbers.tables if kind.numbers else ():
        if not table.sentences:
            yield table.label, None


@pytest.mark.parametrize("key", KEYS)
def test_a_blank_behind_a_word_is_told_wherever_words_are_compared(filled, key):
    """An upheld appeal `是 ` was once not carried out, a post `售前 ` had other targets: nobody sees a blank."""
    kind, book = kind_named(key), open_book(filled[key])
    missed = []
    planted = 0
    for name, rule in words(kind):
        right = book.read(name)
        row, column = first_filled(right)
        word = rule.options[0] if isinstance(rule, ChoiceRule) else right[row][column]
        if isinstance(rule, NumberRule) or not isinstance(word, str):
            continue
        for spelling in ("{} ", "\u3000{}", "{}\u200b", "{}\xa0"):
            put(book, name, row, column, spelling.format(word))
            said = faults_in(book).get(book.place(name, row, column), "")
            planted += 1
            if not any(one in said for one in ("空格", "无法识别", "没有登记")):
                missed.append((name, spelling, said))
        book.write(name, right)
    assert missed == []
    assert planted or key == "form", "these have no words to compare"


def test_an_answer_is_yes_or_no_as_the_list_has_it(filled):
    """TRUE, 1 and Y are read as 是 by our functions and not by the formula that carries out an upheld appeal."""
    for answer in (True, 1.0, "Y", "是 "):
        book, faults = faults_after(filled["summary"], [("申诉_成立", 0, 0, answer)])
        assert "写法不同" in faults[book.place("申诉_成立")]


def test_a_post_that_one_of_two_lists_lacks_is_told(filled):
    """电商: 售前's own target reached nobody once the post was written otherwise, and nothing was said."""
    book = open_book(filled["shop"])
    posts, library = book.read("客服_岗位"), book.read("指标库_岗位")
    for name, cells, told in (
        ("客服_岗位", [["abc"], *posts[1:]], "“abc”不在指标库中"),
        ("客服_岗位", [[None], *posts[1:]], "没有填岗位"),
        ("指标库_岗位", [["abc"], *library[1:]], "“abc”在「月度考核」中没有人"),
    ):
        right = book.read(name)
        book.write(name, cells)
        said = [fault for fault in check_reading(read_book(book)[0]) if told in fault.say()]
        assert [(fault.place, fault.notice) for fault in said] == [(book.place(name), True)]
        book.write(name, right)


@pytest.mark.parametrize("key", KEYS)
def test_nobody_stands_twice_and_nobody_without_a_name(filled, key):
    kind = kind_named(key)
    for table in kind.tables:
        for column in table.inputs:
            block = open_book(filled[key]).read(column.name)
            used = [row for row, line in enumerate(block) if not is_blank(line[0])]
            if column.unique and len(used) > 1:
                changes = [(column.name, used[1], 0, block[used[0]][0])]
                book, faults = faults_after(filled[key], changes)
                assert "重复" in faults[book.place(column.name, used[1])]
            if column.needed == "row" and used:
                book, faults = faults_after(filled[key], [(column.name, used[0], 0, None)])
                assert "为空，请填写" in faults[book.place(column.name, used[0])]
    for line in (line for part in kind.lines for line in part.lines if line.unique):
        block = open_book(filled[key]).read(line.name)
        book, faults = faults_after(filled[key], [(line.name, 0, 1, block[0][0])])
        assert "重复" in faults[book.place(line.name, 0, 1)]


@pytest.mark.parametrize("key", KEYS)
def test_weights_levels_and_quotas_of_every_rulebook(filled, key):
    kind = kind_named(key)
    for name, _, weight in guarded(kind):
        block = open_book(filled[key]).read(name)
        numbers = [row for row, line in enumerate(block) if isinstance(line[0], float)]
        quota = kind.numbers and any(
            t.key == "quota" and name in {c.name for c in t.columns} for t in kind.numbers.tables
        )
        if weight and numbers and not quota:
            _, faults = faults_after(filled[key], [(name, numbers[0], 0, block[numbers[0]][0] + 0.05)])
            assert any("合计为" in text and "应为 100%" in text for text in faults.values()), name
    for table in kind.numbers.tables if kind.numbers else ():
        if table.key == "quota":
            first = table.columns[0].name
            share = open_book(filled[key]).read(first)[1][0]
            _, faults = faults_after(filled[key], [(first, 1, 0, (share or 0.0) - 0.1)])
            assert any("行名额比例合计为 90%" in text for text in faults.values())
            _, faults = faults_after(filled[key], [(table.label, 2, 0, open_book(filled[key]).read(table.label)[1][0])])
            assert any("重复" in text for text in faults.values())
        if table.key == "level":
            code = next(column.name for column in table.columns if column.key == "code")
            book, faults = faults_after(filled[key], [(code, 1, 0, "A+")])
            assert "A+ 与" in faults[book.place(code, 1)]
            coefficient = next(column.name for column in table.columns if column.key == "coefficient")
            book, faults = faults_after(filled[key], [(coefficient, 4, 0, -1.0)])
            assert "是负数" in faults[book.place(coefficient, 4)]
            minimum = next(column.name for column in table.columns if column.key == "minimum")
            book, faults = faults_after(filled[key], [(minimum, 1, 0, 97.0)])
            assert "应低于上一级" in faults[book.place(minimum, 1)]


@pytest.mark.parametrize("key", KEYS)
def test_the_better_level_never_has_less_and_tiers_rise(filled, key):
    """A = 0.9 below B = 1 took pay from five people, 6% for 0.6‰ made 57,217 yuan a million: nothing was said."""
    kind, book = kind_named(key), open_book(filled[key])
    for column in (c for table in (kind.numbers.tables if kind.numbers else ()) for c in table.columns if c.order):
        right = book.read(column.name)
        (first,), (second,) = right[:2]
        assert first > second if column.order in ("lower", "falling") else first < second
        book.write(column.name, [[second], [first], *right[2:]])
        assert "上一" in faults_in(book)[book.place(column.name, 1)], column.name
        book.write(column.name, [[second], [second], *right[2:]])
        equal = faults_in(book).get(book.place(column.name, 1), "")
        assert ("上一" in equal) is (column.order in ("lower", "higher")), column.name
        book.write(column.name, right)


@pytest.mark.parametrize("key", KEYS)
def test_somebody_appraised_without_a_result_stops_the_month(filled, tmp_path, key):
    """The scores of the first person are taken away; the fault names the person, and the file stays as it was."""
    kind = kind_named(key)
    results = [c for table in kind.tables for c in table.columns if c.computed and c.needed == "appraised"]
    if not results:
        pytest.skip("no result of a person is computed here")
    path = Path(shutil.copy(filled[key], tmp_path))
    book = open_book(path)
    reading, _ = read_book(book)
    row = next(row for row in reading.roster if reading.appraised(row))
    for table in kind.tables:
        for column in table.inputs if table.roster else ():
            if isinstance(column.rule, NumberRule) and column.rule.points:
                block = book.read(column.name)
                block[row] = [None] * len(block[row])
                book.write(column.name, block)
    book.save()
    before = path.read_bytes()
    outcome = recompute(open_book(path))
    assert outcome.written_to is None
    assert any(reading.who(row) in fault.say() and "没有" in fault.say() for fault in outcome.faults)
    assert path.read_bytes() == before


@pytest.mark.parametrize("key", KEYS)
def test_numbers_in_front_of_rows_decide_nothing(filled, tmp_path, key):
    """Every 序号 is emptied, as by a clerk who numbers the rows anew: everybody keeps their own results."""
    book = openpyxl.load_workbook(filled[key], keep_vba=True)
    book.save(numbered := tmp_path / f"numbered{filled[key].suffix}")  # openpyxl rounds what it reads
    emptied = 0
    for head in [cell for page in book for row in page.iter_rows() for cell in row if cell.value == "序号"]:
        for (cell,) in head.parent.iter_rows(head.row + 1, None, head.column, head.column):
            if isinstance(cell.value, int):
                cell.value = None
                emptied += 1
    book.save(tmp_path / filled[key].name)
    before, after = (open_book(path).recalculated() for path in (numbered, tmp_path / filled[key].name))
    names = [named.name for named in kind_named(key).named if not named.name.endswith("_序号")]
    assert [name for name in names if before.read(name) != after.read(name)] == []
    assert emptied >= 10 or key in {"form", "library"}, "these have no numbers in front of their rows"


@pytest.mark.parametrize(("key", "name"), [("summary", "名单_姓名"), ("calls", "坐席_姓名")])
def test_the_four_faults_that_one_house_saw_and_the_other_did_not(filled, key, name):
    """Planted in 附件3 and in 话务绩效表: a quota row of 90%, level A+ twice, two people without a name."""
    book = open_book(filled[key])
    people = [row for row, (cell,) in enumerate(book.read(name)) if not is_blank(cell)][:2]
    share = book.read("名额比例")[1][1]
    table = next(t for t in kind_named(key).numbers.tables if t.key == "quota")
    changes = [(name, row, 0, None) for row in people]
    changes += [(table.columns[0].name, 1, 0, share - 0.1), ("等级_代码", 1, 0, "A+")]
    book, faults = faults_after(filled[key], changes)
    told = " ".join(faults.values())
    assert "合计为 90%" in told
    assert "A+ 与" in told
    assert [book.place(name, row) in faults for row in people] == [True, True]


def test_a_fault_that_only_repeats_another_is_told_once(filled):
    """rules A6: pay follows the coefficient, the coefficient follows the level; one wrong setting is one fault a row."""
    book, _ = faults_after(filled["summary"], [])
    block = book.read("名额比例")
    block[0][0] = None
    department = book.read("主管_部门")[0][0]
    book.write("名单_部门", [["无此部门" if cell == department else cell] for (cell,) in book.read("名单_部门")])
    book.recalculate()
    reading, _ = read_book(book)
    told = [fault.place for fault in sentences(reading)]
    level, coefficient, pay = (book.place(name, 0) for name in ("名单_等级", "名单_等级系数", "名单_绩效工资"))
    assert level in told
    assert coefficient not in told
    assert pay not in told


@pytest.mark.parametrize(
    ("name", "points", "said"),
    [
        ("扣分_分值", 300.0, "这一条却扣 300 分"),
        ("投诉_扣分", 200.0, "这一条却扣 200 分"),
        ("县方_扣分", 300.0, "这一条却扣 300 分"),
        ("条目评分_扣分", 101.0, "这一条却扣 101 分"),
        ("条目评分_扣分", 100.0, "扣完了"),
    ],
)
def test_no_line_takes_more_off_than_the_section_gives(filled, name, points, said):
    """GPS: every section gives 100 points; 100 typed for 1 emptied one, and 300 was taken as well."""
    book = open_book(filled["rubric"])
    block = book.read(name)
    rows = [(row, at) for row, cells in enumerate(block) for at, cell in enumerate(cells) if isinstance(cell, float)]
    if not rows:
        pytest.skip("the sample takes nothing off here")
    row, column = rows[0]
    put(book, name, row, column, points)
    told = [fault for fault in check_reading(read_book(book)[0]) if said in fault.say()]
    assert [fault.place for fault in told] == [book.place(name, row, column)]
    assert told[0].notice is (points == 100.0)


@pytest.mark.parametrize(
    ("at", "value", "said", "notice"),
    [
        (4, 4.9, "退货率 4.9 即 490%，目标值是 5%", False),
        (1, 97.5, "消息回复率 97.5 即 9750%，目标值是 98%", False),
        (1, 1.2, "消息回复率 1.2 即 120%", True),
        (0, 16490.0, "在线时长 16490 是目标值 176 的 94 倍", False),
        (0, 1760.0, "在线时长 1760 是目标值 176 的 10 倍", True),
        (2, 3500.0, "", False),
        (1, 1.0, "", False),
    ],
)
def test_what_was_reached_is_written_as_its_target(filled, at, value, said, notice):
    """电商: 4.9 pasted for 4.9% took seven points from one person, 16490 hours were full marks, in silence."""
    book = open_book(filled["shop"])
    put(book, "客服_实际", 2, at, value)
    place = book.place("客服_实际", 2, at)
    told = [fault for fault in check_reading(read_book(book)[0]) if fault.place == place]
    assert [(fault.notice, fault.say().count(said)) for fault in told] == ([(notice, 1)] if said else [])


def test_a_target_of_98_for_98_percent_is_told_at_the_target(filled):
    """Nobody comes near 98 with 97%: everybody lost ten points. Fewer corrections than 4 may simply be good."""
    book = open_book(filled["shop"])
    put(book, "指标_目标", 1, 0, 98.0)
    faults = faults_in(book)
    assert list(faults) == [book.place("指标_目标", 1)]
    assert "消息回复率的目标值是 98，实际完成却都不超过 100%" in faults[book.place("指标_目标", 1)]


def test_parameters_that_nobody_can_mean_are_told(filled):
    """话务: a unit of 500000 calls changed 247 cells; a limit of leave of 0 took out whoever was away for a day."""
    for value, notice in ((500_000.0, False), (60_000.0, True), (50.0, False)):
        book = open_book(filled["calls"])
        put(book, "参数_单位量", 0, 0, value)
        told = [fault for fault in check_reading(read_book(book)[0]) if "月度单位话务量" in fault.say()]
        assert (book.place("参数_单位量"), notice) in [(fault.place, fault.notice) for fault in told]
        assert {fault.place for fault in told} == {book.place("参数_单位量")}
    for key in ("calls", "shop"):
        book = open_book(filled[key])
        put(book, "参数_请假上限", 0, 0, 0.0)
        reading, _ = read_book(book)
        told = [fault for check in reading.kind.results for fault in check(reading) if "请假上限是 0%" in fault.say()]
        assert [(fault.place, fault.notice) for fault in told] == [(book.place("参数_请假上限"), True)]


@pytest.mark.parametrize(
    ("key", "name", "row", "value", "said"),
    [
        ("summary", "员工系数_等级", 0, "abc", "员工等级“abc”没有登记"),
        ("summary", "员工系数_等级", 0, None, "员工等级为空，而这一行填了数值"),
        ("groups", "可评_小组等级", 2, "abc", "小组等级“abc”没有登记"),
        ("groups", "标准_名称", 2, None, "事项为空，而这一行填了数值"),
        ("bids", "分档_名称", 0, None, "为空，而这一行填了数值"),
        ("summary", "参数_已确认", 0, CellError.NA, "已确认是错误值 #N/A"),
        ("summary", "参数_已确认", 0, "√", "已确认“√”无法识别"),
        ("calls", "工作日数", 0, None, "工作日数为空，请填写"),
        ("calls", "工作日数", 0, 0.0, "工作日数 0 不在 1～31 之间"),
        ("shop", "工作日数", 0, None, "工作日数为空，请填写"),
        ("weekly", "年度", 0, None, "年度为空，请填写"),
        ("form", "权重", 1, 20.0, "20 的写法与其他不同"),
    ],
)
def test_the_cell_that_is_wrong_is_the_one_that_is_named(filled, key, name, row, value, said):
    """What followed from it was told at other cells: 参评 of everybody for the working days, weights that were right."""
    book, faults = faults_after(filled[key], [(name, row, 0, value)])
    assert said in faults[book.place(name, row)]
    assert len(faults) == 1


def test_a_setting_whose_number_may_not_be_nothing_is_not_told_to_be_filled_with_0(filled):
    """0 was refused for the full mark by 20 sentences, and no way of rounding is called 0."""
    for name, zero in (("参数_满分", False), ("舍入方式", False), ("名额_参考人数", True)):
        book, faults = faults_after(filled["summary"], [(name, 0, 0, None)])
        assert ("填 0" in faults[book.place(name)]) is zero


def test_a_group_level_without_levels_for_its_members_is_told(filled):
    """服务小组: without them all members of the c groups were 待定, and the month could be finalized."""
    _, faults = faults_after(filled["groups"], [("可评_组员等级", 2, 0, None)])
    assert list(faults.values()) == [said for said in faults.values() if "组员可评等级为空" in said]
    assert len(faults) == 1
    assert faults_after(filled["groups"], [("用途_等级", 0, 0, None)])[1] == {}, "a use may list nobody"


def test_a_rule_of_several_months_that_is_blank_is_told(filled):
    """电商: without 连续末位年数 all 21 people were to be reviewed after 0 years at the bottom."""
    for key in ("period", "period-ecommerce"):
        lines = [line for part in kind_named(key).lines for line in part.lines if line.needed]
        for line in lines:
            book = open_book(filled[key])
            if line.name in book.names():
                put(book, line.name, 0, 0, None)
                assert "为空，请填写" in faults_in(book)[book.place(line.name)]


def test_a_score_that_is_gone_does_not_raise_the_mean_of_a_period(filled):
    """A blank month would be left out of the mean in silence: whoever has no result is 缺 or 不参评."""
    right = open_book(filled["period"]).read("期间_得分")
    _, faults = faults_after(filled["period"], [("期间_得分", 0, 1, None)])
    assert ["这个月空着" in said for said in faults.values()] == [True]
    for word in ("缺", "不参评", "不参评：病假"):
        assert faults_after(filled["period"], [("期间_得分", 0, 1, word)])[1] == {}
    book, faults = faults_after(filled["period"], [("期间_得分", 0, 0, right[0][0]), ("期间_得分", 1, 0, 914.0)])
    assert list(faults) == [book.place("期间_得分", 1)]
    assert "914 不在 0～100 之间" in faults[book.place("期间_得分", 1)]


def test_the_full_mark_of_a_period_is_that_of_its_months(filled):
    """115 points are right where the company counts out of 120; an older summary states nothing."""
    book, faults = faults_after(filled["period"], [("期间_得分上限", 0, 0, 120.0), ("期间_得分", 0, 0, 115.0)])
    assert faults == {}
    _, faults = faults_after(filled["period"], [("期间_得分上限", 0, 0, None), ("期间_得分", 0, 0, 115.0)])
    assert any("得分上限为空" in said for said in faults.values())
    assert any("115 不在 0～100 之间" in said for said in faults.values())
    older = recognise(set(book.names()) - {"期间_得分上限"})
    assert "期间_得分上限" not in older.names
    assert older.key == recognise(book.names()).key
    by_name = {column.name: column for table in older.tables for column in table.columns}
    assert [complaint_of(value, by_name["期间_得分"].rule) is None for value in (101.0, "缺", 914.0)] == [
        True,
        True,
        False,
    ]


def test_calls_beyond_the_monthly_unit_give_more_than_a_hundred_and_914_is_still_a_fault(demonstrated):
    """rules C1: the index of calls has no upper end; the best month of the quarter is what a month can be."""
    path = next(demonstrated("call_centre").rglob("期间汇总表*.xlsm"))
    scores = [score for row in open_book(path).read("期间_得分") for score in row if isinstance(score, float)]
    assert max(scores) == pytest.approx(102.45)
    assert open_book(path).read("期间_得分上限") == [[max(scores)]]
    for wrong in (914.0, 9e9, -1.0):
        book, faults = faults_after(path, [("期间_得分", 0, 0, wrong)])
        assert list(faults) == [book.place("期间_得分", 0)]
        assert recompute(book, dry_run=True).written_to is None


def test_a_week_missed_without_a_reason_is_told_and_with_one_is_not(filled):
    book = open_book(filled["weekly"])
    book.recalculate()
    reading, _ = read_book(book)
    lacking = [fault for check in reading.kind.results for fault in check(reading) if "没有说明原因" in fault.say()]
    assert [fault.notice for fault in lacking] == [True]
    name = str(lacking[0].text.values["name"])
    missed = reading.blocks["周_未完成"]
    at = reading.line("部门_名称").index(name)
    weeks = [float(row + 1) for row, line in enumerate(missed) if line[at] is True]
    book.write("说明_周次", [[week] for week in weeks])
    book.write("说明_部门", [[name] for _ in weeks])
    book.write("说明_原因", [["缺料"] for _ in weeks])
    book.recalculate()
    reading, _ = read_book(book)
    assert not any(
        "没有说明原因" in fault.say() and name in fault.say()
        for check in reading.kind.results
        for fault in check(reading)
    )


def test_a_long_text_is_quoted_short(filled):
    """Twelve characters and an ellipsis: a sentence in a cell stays readable, and Excel takes 255 characters at most."""
    book, faults = faults_after(filled["summary"], [("名单_总分", 0, 0, "这是一段写在总分里的很长的说明文字")])
    assert "“这是一段写在总分里的很长…”不是数字" in faults[book.place("名单_总分")]


@pytest.mark.parametrize(
    ("key", "name", "row", "column", "value", "said"),
    [
        ("weekly", "周_完成", 9, 0, None, "周完成为空，后面的周却已填报"),
        ("weekly", "月_月份", 6, 0, None, "月份为空，请填写（新表是 7）"),
        ("weekly", "月_月份", 6, 0, 7.5, "月份 7.5 应是整数"),
        ("weekly", "月_月份", 6, 0, 6.0, "月份 6 与 年月计划!A17 重复"),
        ("weekly", "月_比例", 6, 0, None, "比例为空，请填写（新表是 1）"),
        ("bids", "投标_月份", 6, 0, None, "月份为空，请填写（新表是 7月）"),
        ("bids", "年度", 0, 0, None, "年度为空，请填写"),
        ("groups", "项目_成绩", 3, 0, None, "成绩没有填全，还缺 1 项"),
        ("shop", "客服_实际", 9, 0, None, "没有月度得分：在线时长为空，请补上"),
        ("shop", "指标库_目标", 0, 0, 0.0, "目标值 0 应大于 0"),
        ("shop", "指标_目标", 0, 0, 0.0, "目标值 0 应大于 0"),
        ("summary", "等级_名称", 2, 0, "abc", "等级“abc”与 参数!A16 名额比例表的“合格”对不上"),
        ("summary", "参数_答复天数", 0, 0, 500.0, "申诉答复期限 500 不在 1～60 之间"),
        ("form", "反馈_意见", 0, 0, "abc", "本人意见“abc”无法识别"),
    ],
)
def test_one_wrong_cell_is_one_fault_there(filled, key, name, row, column, value, said):
    """Said of results that follow, a fault sent HR to cells with formulas, to "第14行", to sentences in sentences."""
    book = open_book(filled[key])
    put(book, name, row, column, value)
    faults = recompute(book, dry_run=True).faults
    assert [fault.place for fault in faults] == [book.place(name, row, column)]
    assert said in faults[0].say()


def test_a_group_named_like_another_is_told_at_its_name(filled):
    """组员 of the second group were then said to belong to none, and nothing of the name that stands twice."""
    book, faults = faults_after(
        filled["groups"], [("组_名称", 0, 1, open_book(filled["groups"]).read("组_名称")[0][0])]
    )
    assert "组名 城东 与 评比!E7 重复" in faults[book.place("组_名称", 0, 1)]
    book, faults = faults_after(filled["groups"], [("组_名称", 0, 1, "城西 ")])
    assert "空格" in faults[book.place("组_名称", 0, 1)]


def test_what_speaks_of_a_column_or_an_element_of_an_argument_is_told_there(filled):
    """评比: a text among the values; 管理人员: more successes than tries; 电商: a text among what was reached."""
    for key, name, row, column, value, said in (
        ("groups", "项目_成绩", 3, 1, "优", "成绩“优”不是数字"),
        ("rubric", "公司_次数", 0, 0, 1e6, "次数 1000000 大于总数"),
        ("shop", "客服_实际", 4, 1, "优", "实际完成“优”不是数字"),
    ):
        book = open_book(filled[key])
        put(book, name, row, column, value)
        book.recalculate()
        told = sentences(read_book(book)[0])
        assert [fault.place for fault in told] == [book.place(name, row, column)], told
        assert said in told[0].say()


def test_a_count_below_0_that_stands_alone_is_asked_about(filled):
    """服务小组: -17 people trained changed the ranks in silence; where several are below 0, they may be growth."""
    for columns, told in (((0,), True), ((0, 1), False)):
        book = open_book(filled["groups"])
        for column in columns:
            put(book, "项目_成绩", 3, column, -17.0)
        said = [fault for fault in check_reading(read_book(book)[0]) if "是负数" in fault.say()]
        assert [(fault.place, fault.notice) for fault in said] == [(book.place("项目_成绩", 3), True)] * told


def test_a_month_without_a_plan_is_asked_about(filled):
    book = open_book(filled["weekly"])
    put(book, "月_比例", 6, 0, 0.0)
    said = [fault for fault in check_reading(read_book(book)[0]) if fault.place == book.place("月_比例", 6)]
    assert [(fault.say(), fault.notice) for fault in said] == [("比例为 0（新表是 1），请核对", True)]


def test_a_line_of_the_last_plan_says_how_far_it_got_once_another_does(filled):
    """双周计划: left empty, what was not done was no longer carried over."""
    tasks = [("上期_事项", row, 0, f"事项{row}") for row in range(3)]
    states = [("上期_完成情况", row, 0, "完成") for row in range(2)]
    assert faults_after(filled["plan"], tasks)[1] == {}
    book, faults = faults_after(filled["plan"], [*tasks, *states])
    assert faults == {book.place("上期_完成情况", 2): " 事项2 的完成情况空着，而其他 2 行都填了，请填写"}


def test_weights_of_which_half_are_written_otherwise_are_all_named(filled):
    block = open_book(filled["shop"]).read("合成_权重")
    _, faults = faults_after(filled["shop"], [("合成_权重", 1, 0, block[1][0] * 100)])
    assert any(f"{block[0][0]:g}、{block[1][0] * 100:g} 的写法与其他不同" in said for said in faults.values())


def test_before_anybody_scored_a_plan_its_scores_are_awaited(filled):
    """附件3 as it is made: the supervisors' plans come with the first collect."""
    book = open_book(filled["summary"])
    for name in ("计划_主管经理评分", "计划_客户服务部评分"):
        book.write(name, [[None]])
    told = [fault for fault in check_reading(read_book(book)[0]) if not fault.notice]
    assert [(fault.place, fault.waiting) for fault in told] == [("汇总!C7", True), ("汇总!D7", True)]
    for name in ("计划_部门", "计划_名称"):
        book.write(name, [[None]])
    told = [fault for fault in check_reading(read_book(book)[0]) if not fault.notice]
    assert [("没有双周计划评分" in fault.say(), fault.waiting) for fault in told] == [(True, True)]
