"""People sorted without all of their columns: found where it is proven, put back, and nothing else is taken for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import run
from xlkpi.actions.check import check
from xlkpi.actions.checks.torn_rows import book_marks, marks_of, shifted, torn, torn_rows, turned
from xlkpi.actions.create import build_blank
from xlkpi.actions.next_month import next_month
from xlkpi.actions.opening import open_book
from xlkpi.actions.rearrange import confirm, mend, rearrange
from xlkpi.actions.saving import save
from xlkpi.drawing.workbook_reading import as_text
from xlkpi.schemes import kind_named

ID, NAME, BASE, POST = "工号", "姓名", "绩效基数", "岗位"
LEFT = (ID, NAME, POST)
"""What stands left of the computed columns: Excel sorts only these, because no array formula can be sorted."""


def roster(people):
    rows = {ID: [], NAME: [], POST: [], BASE: []}
    for number, base in enumerate(people):
        rows[ID].append([f"{number:03d}"])
        rows[NAME].append([f"员工{number}"])
        rows[POST].append([("坐席", "班长", "回访")[number % 3]])
        rows[BASE].append([base])
    return rows


def found(before, after):
    return torn(marks_of(before), marks_of(after), ID, NAME)


def turned_columns(before, after):
    return turned(marks_of(before), marks_of(after), ID, NAME, (POST,))


BASES = st.lists(st.sampled_from([1500.0, 1800.0, 2000.0, 2400.0, 3000.0]), min_size=2, max_size=30)


@given(BASES, st.randoms(use_true_random=False))
def test_a_sort_of_a_part_of_the_columns_is_found_wherever_somebody_gets_anothers_base(bases, random):
    before = roster(bases)
    order = list(range(len(bases)))
    random.shuffle(order)
    after = {**before, **{name: [before[name][row] for row in order] for name in LEFT}}
    wronged = [row for row, old in enumerate(order) if bases[row] != bases[old]]
    seen = found(before, after)
    assert (seen is not None) == bool(wronged)
    if seen is not None:
        assert seen.columns == (BASE,)
        assert list(seen.rows) == wronged


@given(BASES, st.randoms(use_true_random=False))
def test_whole_rows_may_be_sorted(bases, random):
    before = roster(bases)
    order = list(range(len(bases)))
    random.shuffle(order)
    assert found(before, {name: [rows[row] for row in order] for name, rows in before.items()}) is None


EDITS = st.lists(
    st.tuples(
        st.integers(0, 29), st.sampled_from([NAME, POST, BASE]), st.sampled_from([None, "新", 1800.0, 2000.0, 9.0])
    ),
    max_size=20,
)


@given(BASES, EDITS)
def test_edits_of_cells_are_nobodys_fault(bases, edits):
    before = roster(bases)
    after = {name: [list(row) for row in rows] for name, rows in before.items()}
    for row, name, value in edits:
        if row < len(bases):
            after[name][row] = [value]
    assert found(before, after) is None


@given(BASES, st.integers(1, 5), st.data())
def test_new_people_and_people_who_left_are_nobodys_fault(bases, count, data):
    before = roster([*bases, *[None] * count])
    for name in LEFT:
        before[name][len(bases) :] = [[None]] * count
    after = {name: [list(row) for row in rows] for name, rows in before.items()}
    for row in data.draw(st.sets(st.integers(0, len(bases) - 1))):  # left; the row is blank or somebody new's
        new = data.draw(st.booleans())
        for name, cells in after.items():
            cells[row] = [f"新{row}" if name != BASE else 1900.0] if new else [None]
    for row in range(len(bases), len(bases) + count):
        for name, cells in after.items():
            cells[row] = [f"新{row}" if name != BASE else 2000.0]
    assert found(before, after) is None


def test_cells_shifted_up_after_somebody_left_are_found():
    before = roster([1500.0, 1800.0, 2000.0, 2400.0])
    after = {**before, **{name: [*before[name][1:], [None]] for name in LEFT}}
    seen = found(before, after)
    assert seen.rows == (0, 1, 2)  # 001 has the base of 000, and so on
    assert seen.origins == {0: 1, 1: 2, 2: 3}


def test_numbers_put_right_by_hand_are_nobodys_fault_but_a_sorted_column_is():
    before = roster([1500.0, 1800.0, 2000.0, 2400.0])
    mixed_up = {**before, ID: [["001"], ["000"], ["002"], ["003"]]}
    assert found(before, mixed_up) is None
    turned = {**before, ID: [["003"], ["000"], ["001"], ["002"]]}
    assert set(found(before, turned).columns) == {NAME, POST, BASE}


def test_a_raise_for_everybody_after_rows_were_moved_by_hand_is_nobodys_fault():
    before = roster([1500.0, 2000.0, 1500.0, 2000.0])
    after = {name: [rows[row] for row in (1, 0, 3, 2)] for name, rows in before.items()}
    after[BASE] = [[2000.0]] * 4
    assert found(before, after) is None


@given(BASES, st.permutations(range(30)))
def test_a_sort_of_the_bases_alone_is_found_wherever_somebody_gets_anothers(bases, order):
    before = roster(bases)
    after = {**before, BASE: [[base] for base in sorted(bases)]}
    wronged = [row for row, base in enumerate(sorted(bases)) if base != bases[row]]
    whole = [row for row in order if row < len(bases)]  # whole rows may have moved as well
    moved = {name: [rows[row] for row in whole] for name, rows in after.items()}
    seen = turned_columns(before, moved)
    assert [one.columns for one in seen] == ([(BASE,)] if wronged else [])
    for one in seen:
        assert {whole[row] for row in one.rows} == set(wronged)
        assert one.doubtful == (len(wronged) == 2)
        back = [list(cell) for cell in moved[BASE]]
        for row, there in one.origins.items():
            back[row] = moved[BASE][there]
        assert back == [[bases[row]] for row in whole]


@given(BASES, st.data())
def test_raises_for_some_and_blanks_filled_in_are_no_change_of_places(bases, data):
    """Whoever gets a base that nobody had before; people of before who have none yet get one."""
    before = roster([base if data.draw(st.booleans()) else None for base in bases])
    rows = data.draw(st.sets(st.integers(0, len(bases) - 1), min_size=1))
    after = {**before, BASE: [[5000.0 + row] if row in rows else cell for row, cell in enumerate(before[BASE])]}
    assert turned_columns(before, after) == []


def test_posts_that_go_round_are_nobodys_fault_but_a_sort_of_them_is():
    """坐席 班长 回访 坐席 班长 回访: three of them change posts with each other, or the column is sorted."""
    before = roster([1500.0] * 6)
    rotated = {**before, POST: [["班长"], ["回访"], ["坐席"], ["坐席"], ["班长"], ["回访"]]}
    assert turned_columns(before, rotated) == []
    by_post = {**before, POST: sorted(before[POST])}
    assert [one.columns for one in turned_columns(before, by_post)] == [(POST,)]


def shifts(before, after):
    return shifted(marks_of(before), marks_of(after), ID, NAME, (POST,))


def pasted(cells, shift, spare=3):
    """A column copied and pasted some rows lower (or higher) over itself; rows left free keep what they hold."""
    rows = [*cells, *[[None]] * spare]
    for row, cell in enumerate(cells):
        if 0 <= row + shift < len(rows):
            rows[row + shift] = cell
    return rows


def with_spare_rows(bases, spare=3):
    before = roster([*bases, *[None] * spare])
    for name in LEFT:
        before[name][len(bases) :] = [[None]] * spare
    return before


@given(BASES, st.sampled_from([1, -1, 2, -2, 3, -3]))
def test_a_column_pasted_some_rows_too_low_or_too_high_is_found_wherever_two_get_anothers_base(bases, shift):
    before = with_spare_rows(bases)
    after = {**before, BASE: pasted([[base] for base in bases], shift)}
    wronged = [row for row, base in enumerate(bases) if after[BASE][row] != [base]]
    seen = shifts(before, after)
    assert not seen if len(wronged) < 2 else [one.columns for one in seen] == [(BASE,)]
    for one in seen:
        assert list(one.rows) == wronged
        assert one.doubtful == (len(wronged) == 2)
        assert after[BASE][one.rows[0]] == [bases[one.rows[0] - one.shift]]
        for row, there in one.origins.items():
            assert after[BASE][there] == [bases[row]]


def test_cells_inserted_above_a_column_leave_the_first_one_blank():
    before = with_spare_rows([1500.0, 1800.0, 2000.0, 2400.0])
    after = {**before, BASE: [[None], [1500.0], [1800.0], [2000.0], [2400.0], [None], [None]]}
    (one,) = shifts(before, after)
    assert (one.rows, one.shift) == ((1, 2, 3), 1)


@given(BASES, st.sampled_from([1, 2, 3, -1, -2, -3]))
def test_a_column_moved_away_is_found_however_many_of_the_first_have_the_same(bases, shift):
    """100 %, 100 %, 100 %, 95 %, ...: the rows left free are blank, the next ones look as they did."""
    before = with_spare_rows(bases)
    cells = [[base] for base in bases]
    free = [[None]] * abs(shift)
    moved = [*free, *cells, *[[None]] * 3][: len(bases) + 3] if shift > 0 else [*cells[-shift:], *free, *[[None]] * 3]
    after = {**before, BASE: moved[: len(bases) + 3]}
    wronged = [row for row, base in enumerate(bases) if after[BASE][row][0] not in (None, base)]
    seen = shifts(before, after)
    assert not seen if len(wronged) < 2 else [list(one.rows) for one in seen] == [wronged]
    for one in seen:
        for row, there in one.origins.items():
            assert after[BASE][there] == [bases[row]]


def test_a_part_of_a_column_pasted_a_row_too_low_is_found_beside_rows_that_stayed():
    before = with_spare_rows([1500.0, 1800.0, 2000.0, 2400.0, 3000.0, 3500.0])
    after = {**before, BASE: [[b] for b in (1500.0, 1800.0, 1800.0, 2000.0, 2400.0, 3500.0, None, None, None)]}
    (one,) = shifts(before, after)
    assert one.rows == (2, 3, 4)


@given(BASES, st.data())
def test_raises_that_nobody_had_before_are_no_shift(bases, data):
    before = with_spare_rows(bases)
    rows = data.draw(st.sets(st.integers(0, len(bases) - 1), min_size=1))
    raised = [[5000.0 + row] if row in rows else cell for row, cell in enumerate(before[BASE])]
    assert shifts(before, {**before, BASE: raised}) == []


def test_one_who_changes_his_post_for_his_neighbours_and_a_shift_beside_other_edits_tell_nothing():
    before = with_spare_rows([1500.0, 1800.0, 2000.0, 2400.0])
    assert shifts(before, {**before, POST: [["坐席"], ["坐席"], *before[POST][2:]]}) == []
    other = [[1500.0], [1500.0], [1800.0], [9999.0], *[[None]] * 3]
    assert shifts(before, {**before, BASE: other}) == []


def test_whoever_is_new_gets_nobodys_base_back():
    """Row 2 is somebody new's: what stands there is another's base, and what stood there before is none of his."""
    before = with_spare_rows([1500.0, 1800.0, 2000.0, 2400.0, 3000.0])
    after = {**before, BASE: pasted(before[BASE][:5], 1)}
    after |= {ID: [*before[ID][:2], ["新"], *before[ID][3:]], NAME: [*before[NAME][:2], ["新人"], *before[NAME][3:]]}
    (one,) = shifts(before, after)
    assert 2 not in one.origins


ATTENDED, CLASS = "出勤率", "用工"
SHARED = st.lists(
    st.tuples(st.sampled_from([1500.0, 1800.0]), st.sampled_from([None, 1.0, 0.95]), st.sampled_from(["在编", "兼职"])),
    min_size=3,
    max_size=9,
)


def put_back(column, seen):
    return [column[seen.origins.get(row, row)] for row in range(len(column))]


@given(SHARED, st.randoms(use_true_random=False), st.sampled_from([(ID, NAME), (NAME,), (ID,)]), st.data())
def test_every_column_that_stayed_goes_back_to_its_owner_or_none_does(people, random, anchors, data):
    """However few people have another value in a column (95 % of one, 100 % of all others), it is theirs."""
    before = roster([base for base, _, _ in people])
    before |= {ATTENDED: [[rate] for _, rate, _ in people], CLASS: [[kind] for _, _, kind in people]}
    order = list(range(len(people)))
    random.shuffle(order)
    after = {**before, **{name: [before[name][row] for row in order] for name in anchors}}
    edited = data.draw(st.none() | st.tuples(st.sampled_from([BASE, ATTENDED]), st.sampled_from(order)))
    if edited:
        after[edited[0]] = [[777.0] if row == edited[1] else cell for row, cell in enumerate(after[edited[0]])]
    seen = found(before, after)
    if seen is None:
        return
    if edited and edited[1] in {*seen.origins}:  # it is in the row of whoever moved: his, or of who stood there?
        assert edited[0] in seen.unproven
        return
    assert seen.provable
    for name in {*before} - {*anchors}:
        back = put_back(after[name], seen) if name in seen.columns else after[name]
        assert back == [after[name][row] if row == old else after[name][old] for row, old in enumerate(order)]


def test_a_column_typed_since_the_workbook_was_saved_cannot_be_put_back():
    before = {**roster([1500.0, 1800.0, 2000.0, 2400.0]), ATTENDED: [[None]] * 4}
    after = {**before, **{name: [before[name][row] for row in (1, 0, 3, 2)] for name in LEFT}}
    assert found(before, {**after, ATTENDED: [[1.0], [0.95], [1.0], [1.0]]}).unproven == (ATTENDED,)
    assert found(before, {**after, ATTENDED: [[1.0]] * 4}).provable  # all the same: it makes no difference
    del before[ATTENDED]  # remembered by a release that had no such column
    assert found(before, {**after, ATTENDED: [[1.0], [0.95], [1.0], [1.0]]}).unproven == (ATTENDED,)


@pytest.fixture
def summary(tmp_path) -> Path:
    path = build_blank(kind_named("summary"), tmp_path / "附件3.xlsm", period=dt.date(2024, 5, 1))
    book = open_book(path)
    people = [
        ("001", "甲", 90.0, 1500.0),
        ("002", "乙", 95.0, 1800.0),
        ("003", "丙", 85.0, 2000.0),
        ("004", "丁", None, 2400.0),
    ]
    book.write("分公司", [["城东分公司"]])
    book.write("主管_部门", [["客服部"]])
    for place, name in enumerate(("名单_工号", "名单_姓名", "名单_总分", "名单_绩效基数")):
        book.write(name, [[person[place]] for person in people])
    book.write("名单_部门", [["客服部"]] * len(people))
    book.recalculate()
    save(book)
    return path


def rows_of(path, *names):
    book = open_book(path)
    return [tuple(cells) for cells in zip(*([row[0] for row in book.read(name)][:5] for name in names), strict=True)]


def sort_left_part(path, order=(1, 0, 2, 3)):
    """What Excel does with B:H: the columns on the other side of the formulas stay."""
    book = open_book(path)
    for name in ("名单_工号", "名单_姓名", "名单_部门", "名单_总分"):
        rows = book.read(name)
        book.write(name, [rows[row] for row in order])
    book.save()


def torn_faults(path):
    return [fault for fault in check(open_book(path)) if "没有跟着" in fault.say()]


def test_a_torn_summary_says_so_is_not_written_and_is_put_back(summary):
    whole = rows_of(summary, "名单_工号", "名单_姓名", "名单_总分", "名单_绩效基数")
    sort_left_part(summary)
    fault = torn_faults(summary)[0]
    assert fault.place == "附件3!P7"
    assert not fault.notice
    assert "绩效基数没有跟着工号、姓名移动，有 2 人" in fault.say()
    assert not rearrange(open_book(summary), sort=["总分"]).done
    book = open_book(summary)
    save(book)  # a verb that writes does not make it forget
    assert torn_faults(summary)
    book = open_book(summary)
    assert mend(book).done
    save(book)
    assert not torn_faults(summary)
    mended = rows_of(summary, "名单_工号", "名单_姓名", "名单_总分", "名单_绩效基数")
    assert sorted(mended, key=str) == sorted(whole, key=str)


PERSONAL = ("名单_姓名", "名单_用工", "名单_总分", "名单_调整等级", "名单_绩效基数", "名单_出勤率")


@pytest.fixture
def attended(summary) -> Path:
    """The summary with an attendance, a class of employment and an adjusted level that few people have."""
    book = open_book(summary)
    book.write("名单_用工", [["在编"], ["在编"], ["兼职"], ["在编"]])
    book.write("名单_出勤率", [[0.95], [1.0], [1.0], [1.0]])
    for name, text in (("调整等级", "A"), ("调整原因", "全年三次抢修立功"), ("批准人", "总经理王敏")):
        book.write(f"名单_{name}", [[text], [None], [None], [None]])
    book.write("名单_总分", [[90.0], [95.0], [85.0], [80.0]])
    book.recalculate()
    save(book)
    return summary


def sort_names(path, order, **typed):
    book = open_book(path)
    rows = book.read("名单_姓名")
    book.write("名单_姓名", [rows[row] for row in order])
    for name, cells in typed.items():
        book.write(name, [[cell] for cell in cells])
    book.save()


def test_names_sorted_alone_get_everything_of_theirs_back(attended):
    whole = rows_of(attended, *PERSONAL, "名单_绩效工资")
    sort_names(attended, (3, 0, 1, 2))
    (fault,) = torn_faults(attended)
    columns = "工号、用工、总分、调整等级、调整原因、批准人、绩效基数、出勤率"
    assert f"{columns}没有跟着姓名移动，有 4 人" in fault.say()
    code, said, _ = run("people", str(attended), "--mend")
    # 工号, 总分, 绩效基数 of four; the others' single value and the one it was changed for: two cells each
    assert (code, f"已把{columns}放回本人名下：4 人，{3 * 4 + 5 * 2} 格" in said, "已写入" in said) == (0, True, True)
    assert sorted(rows_of(attended, *PERSONAL, "名单_绩效工资"), key=str) == sorted(whole, key=str)
    assert not torn_faults(attended)


@pytest.mark.parametrize(
    ("order", "typed", "said"),
    [
        ((3, 0, 1, 2), {"名单_出勤率": [0.9, 1.0, 1.0, 1.0]}, "出勤率里有上次保存以后填写或改动的内容，分不清是谁的"),
        ((3, 0, 1, 2), {"名单_姓名": ["丁", "戊", "乙", "丙"]}, "戊（附件3!B8）是新填的人或重名"),
    ],
)
def test_nothing_is_put_back_while_the_owner_of_a_cell_is_unknown(attended, order, typed, said):
    sort_names(attended, order, **typed)
    (fault,) = torn_faults(attended)
    assert said in fault.say()
    assert "--mend" not in fault.say()
    before = attended.read_bytes()
    code, out, _ = run("people", str(attended), "--mend")
    assert (code, said in out, attended.read_bytes() == before) == (1, True, True)


def test_where_nothing_is_torn_mending_writes_nothing(attended):
    before = attended.read_bytes()
    code, said, _ = run("people", str(attended), "--mend")
    assert (code, "没有发现错位的行" in said, "已写入" in said) == (0, True, False)
    assert attended.read_bytes() == before


def test_mending_after_a_shift_blanks_the_row_that_was_left(summary):
    sort_left_part(summary, (1, 2, 3, 4))
    book = open_book(summary)
    assert mend(book).done
    book.save()
    assert rows_of(summary, "名单_工号", "名单_绩效基数") == [
        ("002", 1800.0), ("003", 2000.0), ("004", 2400.0), (None, None), (None, None),
    ]  # fmt: skip


def test_a_roster_of_another_length_than_the_one_remembered_tells_nothing(summary):
    """Somebody led the names of the roster to other rows: `check` says that, and nothing is compared row by row."""
    book = open_book(summary)
    kind = kind_named("summary")
    marks = {name: rows[1:4] for name, rows in book_marks(book, kind).items()}
    assert torn_rows(book, kind, marks) == []


def test_rows_that_are_meant_so_are_confirmed(summary):
    sort_left_part(summary)
    book = open_book(summary)
    assert confirm(book).done
    book.save()
    assert not torn_faults(summary)


def base_order(path, order):
    book = open_book(path)
    rows = book.read("名单_绩效基数")
    book.write("名单_绩效基数", [rows[row] for row in order])
    book.save()


def turned_faults(path):
    return [fault for fault in check(open_book(path)) if "--as-is" in fault.say()]


def test_a_summary_whose_bases_alone_were_sorted_says_so_and_is_put_back(summary):
    whole = rows_of(summary, "名单_工号", "名单_绩效基数")
    base_order(summary, (2, 0, 1, 3))
    fault = turned_faults(summary)[0]
    assert (fault.place, fault.notice) == ("附件3!P7", False)
    assert "只有绩效基数这一列换了次序，有 3 人" in fault.say()
    before = summary.read_bytes()
    assert run("recompute", str(summary))[0] == 1
    assert summary.read_bytes() == before
    assert run("people", str(summary), "--mend")[0] == 0
    assert rows_of(summary, "名单_工号", "名单_绩效基数") == whole
    assert not turned_faults(summary)


def pasted_lower(path, *names):
    book = open_book(path)
    for name in names:
        rows = book.read(name)
        book.write(name, [rows[0], *rows[:-1]])
    book.save()


def test_a_summary_whose_columns_were_pasted_a_row_too_low_says_so_once_and_is_put_back(summary):
    names = ("名单_工号", "名单_总分", "名单_绩效基数")
    whole = rows_of(summary, *names)
    pasted_lower(summary, "名单_总分", "名单_绩效基数")
    (fault,) = turned_faults(summary)
    assert (fault.place, fault.notice) == ("附件3!H8", False)
    assert "总分、绩效基数整列下移了 1 行，有 3 人配上了别人的数据" in fault.say()
    before = summary.read_bytes()
    assert run("recompute", str(summary))[0] == 1
    assert summary.read_bytes() == before
    assert run("people", str(summary), "--mend")[0] == 0
    assert rows_of(summary, *names) == whole
    assert not turned_faults(summary)


def test_what_a_paste_has_covered_is_blank_after_mending_and_missed(summary):
    """丁's 2400 stood in the last row that was pasted over: nobody knows it any more, and 2000 is not his."""
    book = open_book(summary)
    rows = book.read("名单_绩效基数")
    book.write("名单_绩效基数", [rows[0], *rows[:3], *rows[4:]])
    book.save()
    assert run("people", str(summary), "--mend")[0] == 0
    assert rows_of(summary, "名单_绩效基数") == [(1500.0,), (1800.0,), (2000.0,), (None,), (None,)]


def other_faults(path):
    return [
        (fault.place, fault.notice, fault.say()) for fault in check(open_book(path)) if "--as-is" not in fault.say()
    ]


LOWER = {
    # four people in rows 7 to 10; what was pasted from row 8 on ends in row 11
    "of a column that was never saved": (
        {"用工": [None, "在编", "在编", "兼职", "在编"]},
        ["用工", 1, "E7", "E11", "E11"],
    ),
    "by two rows": ({"用工": [None, None, "在编", "兼职", "在编", "在编"]}, ["用工", 2, "E7", "E12", "E11"]),
    "by three rows": ({"用工": [None] * 3 + ["在编"] * 4}, ["用工", 3, "E7", "E13", "E11"]),
    # nobody types a name for 是 in a spare row, and whoever is not appraised would be somebody else
    "who is appraised": ({"参评": [None, "是", "是", "否", "是"]}, ["参评", 1, "G7", "G11", "G11"]),
    "with somebody who has none": ({"用工": [None, "在编", None, "在编", "在编"]}, ["用工", 1, "E7", "E11", "E11"]),
    "of two columns": (
        {"用工": [None, *["在编"] * 4], "出勤率": [None, 0.9, 0.95, 1.0, 1.0]},
        ["用工、出勤率", 1, "E7、Q7", "E11、Q11", "E11"],
    ),
}


@pytest.mark.parametrize("case", LOWER)
def test_a_column_pasted_too_low_is_told_once_and_what_it_looks_like(summary, case):
    columns, (titles, count, blank, below, place) = LOWER[case]
    book = open_book(summary)
    for name, cells in columns.items():
        book.write(f"名单_{name}", [[cell] for cell in cells])
    book.save()
    told = [(where, notice, said) for where, notice, said in other_faults(summary) if "第一个人" in said]
    said = (
        f"{titles}像是整列粘贴低了 {count} 行：第一个人 甲 空着（{blank}），最后一个人 丁 的下面却有内容（{below}）。"
    )
    assert told == [(f"附件3!{place}", False, f"{said}请把整列上移 {count} 行，不要只删这一格")]
    said = " ".join(said for _, _, said in other_faults(summary))
    assert "没有工号、姓名" not in said
    assert "空着，其余" not in said
    assert "部门“”" not in said
    before = summary.read_bytes()
    assert run("recompute", str(summary))[0] == 1
    assert run("people", str(summary), "--sort", "姓名")[0] == 1  # the rows below would be lost
    assert summary.read_bytes() == before


def test_totals_pasted_too_low_are_no_missing_totals(summary):
    book = open_book(summary)
    book.write("名单_总分", [[None], [None], [None], [None]])
    save(book)
    book.write("名单_总分", [[None], [90.0], [95.0], [85.0], [80.0]])
    book.save()
    said = [said for where, notice, said in other_faults(summary) if not notice and where.startswith("附件3!")]
    assert ["总分像是整列粘贴低了 1 行" in one for one in said] == [True], said


# of the remembered rows it is proven whose the values are: that line tells it all
def test_a_column_that_can_be_put_back_is_told_by_one_line(summary):
    rows = open_book(summary).read("名单_绩效基数")
    book = open_book(summary)
    book.write("名单_绩效基数", [[None], *rows[:-1]])
    book.save()
    bases = [fault.say() for fault in check(open_book(summary)) if "!P" in fault.place]
    assert [one.split("，")[0] for one in bases] == ["绩效基数整列下移了 1 行"], bases
    assert run("people", str(summary), "--mend")[0] == 0
    assert open_book(summary).read("名单_绩效基数") == rows


NOT_LOWER = {
    "the first one has something": ["兼职", "在编", "在编", "兼职", "在编"],
    "a gap below the last one": [None, "在编", "在编", "兼职", None, "在编"],
    "few people have anything": [None, "在编", None, None, "在编"],
    "more below than above": [None, "在编", "在编", "兼职", "在编", "在编"],
}


@pytest.mark.parametrize("case", NOT_LOWER)
def test_a_stray_cell_is_no_column_pasted_too_low(summary, case):
    book = open_book(summary)
    book.write("名单_用工", [[cell] for cell in NOT_LOWER[case]])
    book.save()
    said = [said for _, _, said in other_faults(summary)]
    assert not [one for one in said if "粘贴" in one]
    assert any("没有工号、姓名" in one for one in said)


def test_a_row_of_nobody_with_several_cells_names_them(attended):
    book = open_book(attended)
    for name, value in (("岗位", "坐席"), ("绩效基数", 1500.0)):
        rows = book.read(f"名单_{name}")
        book.write(f"名单_{name}", [*rows[:6], [value], *rows[7:]])
    book.save()
    said = [said for where, _, said in other_faults(attended) if where == "附件3!D13"]
    assert said == ["这一行没有工号、姓名，只有 D13 岗位、P13 绩效基数：请补上人员或删去"]


def test_one_blank_attendance_among_others_is_asked_about(attended):
    book = open_book(attended)
    book.write("名单_出勤率", [[0.95], [1.0], [None], [1.0]])
    save(book)
    asked = [(where, notice) for where, notice, said in other_faults(attended) if "只有 丙 的出勤率空着" in said]
    assert asked == [("附件3!Q9", True)]
    for cells in ([0.95, None, None, 1.0], [None] * 4, [1.0] * 4):
        book.write("名单_出勤率", [[cell] for cell in cells])
        save(book)
        assert not [said for _, _, said in other_faults(attended) if "出勤率空着" in said]


def test_two_bases_that_were_exchanged_are_told_until_somebody_confirms_them(summary):
    """甲 had 1500 and 乙 1800: whoever typed them the wrong way round puts them right."""
    base_order(summary, (1, 0, 2, 3))
    for _ in range(2):
        fault = turned_faults(summary)[0]
        assert (fault.notice, "有 2 人的绩效基数互相对调了" in fault.say()) == (True, True)
        book = open_book(summary)
        save(book)  # a verb that writes does not take it for granted
    assert run("people", str(summary), "--as-is")[0] == 0
    assert not turned_faults(summary)
    assert [row[0] for row in rows_of(summary, "名单_绩效基数")][:2] == [1800.0, 1500.0]


def test_exchanged_bases_do_not_stop_next_month(summary, tmp_path):
    base_order(summary, (1, 0, 2, 3))
    done = next_month(dt.date(2024, 6, 1), summary.parent, tmp_path / "六月")
    assert len(done.paths) == 1
    assert [(fault.notice, "互相对调" in fault.say()) for fault in done.faults] == [(True, True)]


def test_next_month_does_not_go_on_from_torn_rows(summary, tmp_path):
    sort_left_part(summary)
    done = next_month(dt.date(2024, 6, 1), summary.parent, tmp_path / "六月")
    assert not done.paths
    assert any("没有跟着" in fault.say() for fault in done.faults)


def test_people_are_sorted_with_everything_of_theirs(summary):
    book = open_book(summary)
    assert rearrange(book, sort=["总分"]).done
    assert [row[0] for row in book.read("名单_工号")][:5] == ["002", "001", "003", "004", None]
    book.recalculate()
    save(book)
    assert rows_of(summary, "名单_姓名", "名单_绩效基数")[:4] == [
        ("乙", 1800.0),
        ("甲", 1500.0),
        ("丙", 2000.0),
        ("丁", 2400.0),
    ]
    assert not torn_faults(summary)
    assert all(row[0] for row in book.computes("名单_部门排名"))


def test_words_are_sorted_upwards_and_levels_from_the_best_on(summary, sample):
    book = open_book(summary)
    assert rearrange(book, sort=["姓名"]).done
    assert [row[0] for row in book.read("名单_姓名")][:4] == ["丁", "丙", "乙", "甲"]  # 4E01, 4E19, 4E59, 7532
    book = open_book(sample("summary"))
    assert rearrange(book, sort=["等级"]).done
    book.recalculate()
    levels = [row[0] for row in book.read("名单_等级") if row[0]]
    assert levels == ["A+"] * 2 + ["A"] * 3 + ["B"] * 6 + ["不参评"]  # the sample's seats: 2, 3, 6; one not appraised


def test_people_leave_and_join(summary, tmp_path):
    joining = tmp_path / "新人.csv"
    joining.write_text(
        "分公司,工号,姓名,部门,参评,绩效基数\n城东分公司,005,戊,客服部,是,1700\n城西分公司,009,他,客服部,是,1\n",
        "utf-8",
    )
    book = open_book(summary)
    done = rearrange(book, delete=["002"], add=joining)
    assert (done.people, done.added, done.deleted) == (4, 1, 1)
    assert [row[0] for row in book.read("名单_绩效基数")][:5] == [1500.0, 2000.0, 2400.0, 1700.0, None]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"delete": ["099"]}, "名单里没有工号 099"),
        ({"sort": ["身高"]}, "名单没有“身高”这一列"),
    ],
)
def test_what_cannot_be_done_changes_nothing(summary, asked, said):
    book = open_book(summary)
    before = book.read("名单_工号")
    done = rearrange(book, **asked)
    assert not done.done
    assert any(said in fault.say() for fault in done.faults)
    assert book.read("名单_工号") == before


def test_nobody_joins_twice_and_a_full_roster_takes_nobody(summary, tmp_path):
    twice = tmp_path / "名单.csv"
    twice.write_text("分公司,工号,姓名,部门,参评,绩效基数\n城东分公司,001,甲,客服部,是,1700\n", "utf-8")
    assert "已在名单中" in rearrange(open_book(summary), add=twice).faults[0].say()
    many = tmp_path / "很多.csv"
    lines = [f"城东分公司,A{n:03d},新{n},客服部,是,1700" for n in range(60)]
    many.write_text("\n".join(["分公司,工号,姓名,部门,参评,绩效基数", *lines]), "utf-8")
    assert any("放不下" in fault.say() for fault in rearrange(open_book(summary), add=many).faults)


def test_in_a_matrix_of_everybody_the_columns_move_with_the_people(tmp_path):
    path = build_blank(kind_named("calls"), tmp_path / "话务.xlsm")
    book = open_book(path)
    ids = ["a", "b", "c"]
    book.write("坐席_工号", [[one] for one in ids])
    book.write("坐席_姓名", [[one.upper()] for one in ids])
    book.write("互评_评分", [[90.0, 91.0, 92.0], [80.0, 81.0, 82.0], [70.0, 71.0, 72.0]])
    book.recalculate()
    scores = {(i, j): book.read("互评_评分")[x][y] for x, i in enumerate(ids) for y, j in enumerate(ids)}
    assert rearrange(book, delete=["a"], sort=["姓名"]).done
    after = [as_text(row[0]) for row in book.read("坐席_工号")][:2]
    assert after == ["b", "c"]
    block = book.read("互评_评分")
    assert all(block[x][y] == scores[i, j] for x, i in enumerate(after) for y, j in enumerate(after))
    assert block[2][:3] == [None] * 3


def test_a_form_has_no_roster_to_change(tmp_path):
    path = build_blank(kind_named("form"), tmp_path / "附件2.xlsm")
    assert "没有可以增减的人员名单" in rearrange(open_book(path), sort=["总分"]).faults[0].say()
