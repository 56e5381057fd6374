"""Levels adjusted with reason and approver, levels typed over, and appeals that move others (rules F4, B8)."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from test_sign_off import kind_of, run
from xlkpi.actions.appeals import appeals
from xlkpi.actions.check import check
from xlkpi.actions.explain import explain
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.domain.adjust import adjusts, final_level
from xlkpi.schemes import kinds

LEVELS = ("A+", "A", "B", "C")
WHY = "连续两月零投诉"


@pytest.mark.parametrize(
    ("level", "adjusted", "reason", "approver", "counts"),
    [
        ("B", "A", WHY, "王总", True),
        ("待定", "B", WHY, "王总", True),
        ("B", "A", "一二三四五", "王总", True),
        ("B", "A", " 一二三四 ", "王总", False),
        ("B", "A", None, "王总", False),
        ("B", "A", WHY, None, False),
        ("B", None, WHY, "王总", False),
        ("B", "S", WHY, "王总", False),
        ("不参评", "A", WHY, "王总", False),
        (None, "A", WHY, "王总", False),
    ],
)
def test_an_adjustment_counts_only_whole(
    level: str | None, adjusted: str | None, reason: str | None, approver: str | None, counts: bool
) -> None:
    assert adjusts(level, adjusted, reason, approver, LEVELS) is counts
    assert final_level(level, adjusted, reason, approver, LEVELS) == (adjusted if counts else level)
    assert final_level(level, adjusted, reason, approver, LEVELS, "C") == "C"  # an upheld appeal comes later


def test_every_system_that_gives_people_levels_lets_them_be_adjusted() -> None:
    giving = {kind.key for kind in kinds() if kind.people.get("level") and "申诉_工号" in kind.by_name}
    assert giving == {kind.key for kind in kinds() if "adjusted" in kind.people} == {"summary", "groups", "calls"}


def put(book: FileBook, row: int, **cells: Value) -> None:
    """Write cells of one row of several blocks."""
    for name, value in cells.items():
        rows = book.read(name)
        rows[row] = [value]
        book.write(name, rows)


def adjusted(
    path: Path, prefix: str, row: int, level: Value, reason: Value = WHY, approver: Value = "王总"
) -> FileBook:
    book = open_book(path)
    put(book, row, **{f"{prefix}_调整等级": level, f"{prefix}_调整原因": reason, f"{prefix}_批准人": approver})
    return book


Sample = Callable[[str], Path]


def test_an_adjusted_level_decides_coefficient_pay_seats_and_rollup(sample: Sample) -> None:
    """城东分公司 of the sample month: KF001 is fourth of eleven and A; B has the coefficient 1 (rules A3)."""
    book = adjusted(sample("summary"), "名单", 0, "B")
    before = open_book(sample("summary"))
    outcome = recompute(book)
    assert outcome.faults == ()
    person = outcome.people[0]
    assert (person.level, person.coefficient) == ("B", 1.0)
    assert book.read("名单_等级")[0] == ["A"]  # the computed level stays beside it
    base, attendance = before.read("名单_绩效基数")[0][0], before.read("名单_出勤率")[0][0]
    assert isinstance(base, float)
    assert isinstance(attendance, float)
    assert person.pay == pytest.approx(base * attendance)
    assert "调整为B（王总批准）" in person.why
    given, was = book.read("名额_实评")[0], before.read("名额_实评")[0]
    assert [int(now) - int(then) for now, then in zip(given, was, strict=True)] == [0, -1, 1, 0, 0]
    assert book.read("名额_应评") == before.read("名额_应评")
    assert [row[5:] for row in book.read("汇总_表")[1:2]] == [given]
    assert any("等级调整" in notice.say() and "B " in notice.say() for notice in outcome.notices)
    assert book.read("调整_行")[:2] == [[1.0], [""]]
    told, _ = explain(book, "KF001")
    assert f"等级调整：A → B，原因：{WHY}，批准人：王总" in [line.say() for line in told[0].lines]


@pytest.mark.parametrize(
    ("key", "prefix", "row", "cells", "place", "said"),
    [
        ("summary", "名单", 0, ("B", None, "王总"), "附件3!L7", "没有写调整原因"),
        ("summary", "名单", 0, ("B", "不够好", "王总"), "附件3!L7", "调整原因“不够好”不足 5 个字"),
        ("summary", "名单", 0, ("B", WHY, None), "附件3!M7", "没有批准人"),
        ("summary", "名单", 0, (None, WHY, None), "附件3!K7", "没有调整等级"),
        ("summary", "名单", 0, ("S", WHY, "王总"), "附件3!K7", "调整等级“S”没有登记"),
        ("summary", "名单", 9, ("B", WHY, "王总"), "附件3!K16", "不参评，没有等级可以调整"),
        ("calls", "坐席", 5, ("B", WHY, "王总"), "话务绩效!T13", "不参评，没有等级可以调整"),
        ("calls", "坐席", 0, ("B", "差", "王总"), "话务绩效!U8", "不足 5 个字"),
        ("groups", "组员", 0, ("f", WHY, "王总"), "组员!L6", "调整等级“f”无法识别"),
        ("groups", "组员", 0, ("b", WHY, None), "组员!N6", "没有批准人"),
    ],
)
def test_an_adjustment_that_is_not_whole_is_told_and_nothing_is_written(
    sample: Sample,
    key: str,
    prefix: str,
    row: int,
    cells: tuple[Value, ...],
    place: str,
    said: str,
) -> None:
    path = sample(key)
    book = adjusted(path, prefix, row, *cells)
    faults = [fault for fault in check(book) if not fault.notice]
    assert [fault.place for fault in faults] == [place], faults
    assert said in faults[0].say()
    outcome = recompute(book)
    assert outcome.written_to is None
    assert [fault.place for fault in outcome.faults] == [place]


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        (("B", "标兵", None), ["附件3!L7", "附件3!M7"]),
        (("B", None, None), ["附件3!L7", "附件3!M7"]),
        ((None, "标兵", None), ["附件3!K7"]),  # a level is missing, or all of it is to be deleted
    ],
)
def test_everything_that_an_adjustment_lacks_is_told_at_once(
    sample: Sample, cells: tuple[Value, ...], places: list[str]
) -> None:
    faults = [fault for fault in check(adjusted(sample("summary"), "名单", 0, *cells)) if not fault.notice]
    assert sorted(fault.place for fault in faults) == places


def test_a_member_is_not_adjusted_out_of_the_set_of_the_group(sample: Sample) -> None:
    """rules B5: the group's level allows some levels only, whoever gives them."""
    path = sample("groups")
    groups = [row[0] for row in open_book(path).read("组员_组等级")]
    row = groups.index("c")  # allows b, c, d
    outcome = recompute(adjusted(path, "组员", row, "a"), dry_run=True)
    assert ["不能评 a，已拒绝" in fault.say() for fault in outcome.faults] == [True]
    outcome = recompute(adjusted(path, "组员", row, "d"), dry_run=True)
    assert outcome.faults == ()
    assert outcome.people[row].level == "d"


def test_adjusted_agents_over_their_units_seats_are_told(sample: Sample) -> None:
    """热线一部 has 7 people appraised and the level 良好: one seat A+ (rules A4), which H001 has."""
    outcome = recompute(adjusted(sample("calls"), "坐席", 1, "A+"), dry_run=True)
    assert outcome.faults == ()
    assert outcome.people[1].level == "A+"
    assert any("“热线一部”的实评人数超过名额（实评/应评）：A+ 2/1" in notice.say() for notice in outcome.notices)


def cell_of(book: openpyxl.Workbook, name: str, row: int) -> tuple[str, str]:
    sheet, area = book.defined_names[name].attr_text.replace("$", "").split("!")
    column, first = re.fullmatch(r"([A-Z]+)(\d+).*", area.partition(":")[0]).groups()  # type: ignore[union-attr]
    return sheet.strip("'"), f"{column}{int(first) + row}"


@pytest.mark.parametrize(
    ("key", "name", "row", "level", "says"),
    [
        ("summary", "名单_等级", 2, "B", "在同一行填写「调整等级」「调整原因」「批准人」"),
        ("summary", "名单_最终等级", 2, "B", "在同一行填写「调整等级」「调整原因」「批准人」"),
        ("calls", "坐席_等级", 3, "C", "在同一行填写「调整等级」「调整原因」「批准人」"),
        ("groups", "组员_等级", 3, "b", "在同一行填写「调整等级」「调整原因」「批准人」"),
        ("calls", "单位_等级", 1, "优秀", "等级由得分算出"),
    ],
)
def test_a_level_typed_over_a_result_is_told_and_never_turned_back_silently(
    sample: Sample,
    key: str,
    name: str,
    row: int,
    level: str,
    says: str,
) -> None:
    path = sample(key)
    typed = path.with_name("typed.xlsm")
    shutil.copy(path, typed)
    book = openpyxl.load_workbook(typed, keep_vba=True)
    sheet, place = cell_of(book, name, row)
    assert book[sheet][place].value != level
    book[sheet][place] = level
    book.save(typed)
    wrong = recompute(open_book(typed)).faults
    assert [fault.place for fault in wrong] == [f"{sheet}!{place}"], wrong
    assert says in wrong[0].say()
    assert wrong[0] in check(open_book(typed))


def test_a_workbook_that_is_merely_older_than_its_scores_is_not_accused(sample: Sample) -> None:
    path = sample("summary")
    book = open_book(path)
    put(book, 0, 名单_总分=60.0)
    put(book, 3, 名单_总分=99.0)
    book.save()
    assert [fault for fault in check(open_book(path)) if not fault.notice] == []
    assert recompute(open_book(path)).faults == ()


def appeal(book: FileBook, person: str, day: dt.date, **more: Value) -> None:
    cells: dict[str, Value] = {"申诉_工号": person, "申诉_面谈日期": day, "申诉_面谈结果": "未解决", "申诉_日期": day}
    put(book, 0, **cells, 申诉_内容="漏计两次上门", 申诉_受理人="人力资源部", **more)


def test_an_appeal_after_its_term_is_refused_once_the_term_is_confirmed(sample: Sample) -> None:
    """Told on Wednesday 5 June 2024; Monday 10 June is a holiday, so the fifth working day is Thursday 13 June."""
    book = open_book(sample("summary"))
    put(book, 0, 告知_日期=dt.date(2024, 6, 5))
    appeal(book, "KF001", dt.date(2024, 6, 14), 申诉_答复日期=dt.date(2024, 6, 20), 申诉_成立="否")
    assert recompute(book).faults == ()
    late = [fault for fault in check(book) if "已过申诉截止日 2024-06-13" in fault.say()]
    assert [fault.notice for fault in late] == [True]
    labels = [row[0] for row in book.read("参数_项目")]
    put(book, labels.index("提出申诉的期限"), 参数_已确认="是")
    late = [fault for fault in check(book) if "已过申诉截止日 2024-06-13" in fault.say()]
    assert [(fault.notice, fault.place) for fault in late] == [(False, "申诉!F6")]
    put(book, 0, 申诉_面谈日期=dt.date(2024, 6, 13), 申诉_日期=dt.date(2024, 6, 13))
    book.recalculate()
    assert not any("申诉截止日" in fault.say() for fault in check(book))


def test_open_appeals_tell_the_working_days_over_their_term(sample: Sample) -> None:
    book = open_book(sample("shop"))
    person = str(book.read("客服_工号")[0][0])
    appeal(book, person, dt.date(2024, 6, 5))
    assert recompute(book).faults == ()
    cases, faults = appeals(open_book(book_path(book)))
    [late] = faults
    assert (late.notice, "超期未答复，期限为 2024-06-13" in late.say()) == (True, True)
    assert (cases[0].person, cases[0].due, cases[0].situation) == (person, dt.date(2024, 6, 13), "超期未答复")
    assert cases[0].left is not None
    assert cases[0].left < -100
    assert any("超期未答复，期限为 2024-06-13" in fault.say() for fault in check(open_book(book_path(book))))
    said = run("appeals", str(book_path(book))).output
    assert "超期" in said
    assert "人力资源部" in said


def book_path(book: FileBook) -> Path:
    return book.save()


def test_who_else_moves_is_told_before_a_corrected_score_is_applied(sample: Sample) -> None:
    """H003 has 92.17 and rank 4 behind 97.42 and 94.74; with 99 he overtakes both and A and B change hands."""
    path = sample("calls")
    before = path.read_bytes()
    cases, faults = appeals(open_book(path), {"H003": "99"})
    assert faults == []
    moves = {
        move.after.id: (move.before.rank, move.after.rank, move.before.level, move.after.level)
        for move in cases[0].moves
    }
    assert moves == {"H003": (4, 2, "B", "A"), "H004": (2, 3, "A", "A"), "H005": (3, 4, "A", "B")}
    assert path.read_bytes() == before
    book = open_book(path)
    appeal(
        book,
        "H003",
        dt.date(2024, 6, 6),
        申诉_答复日期=dt.date(2024, 6, 7),
        申诉_成立="是",
        申诉_更正得分=99.0,
        申诉_考核人="何勇",
    )
    cases, _ = appeals(book)
    assert {move.after.id for move in cases[0].moves} == {"H003", "H004", "H005"}
    assert recompute(book).people[2].level == "A"
    cases, _ = appeals(book)  # applied or not: the same people
    assert {move.after.id for move in cases[0].moves} == {"H003", "H004", "H005"}


def test_a_managers_corrected_score_counts_and_ranks(sample: Sample) -> None:
    """gps: managers are named, have no 工号; ranks are among those of the same form."""
    path = sample("rubric")
    names = [str(cell) for cell in open_book(path).read("人员_姓名")[0] if cell]
    done = run("appeals", str(path), "--try", f"{names[0]}=100")
    assert done.code == 0
    assert "→ 100.00" in done.output
    assert "4 → 1" in done.output
    book = open_book(path)
    answered = {"申诉_答复日期": dt.date(2024, 6, 7), "申诉_成立": "是", "申诉_考核人": "刘总", "申诉_受理人": "办公室"}
    appeal(book, names[0], dt.date(2024, 6, 6))
    put(book, 0, 申诉_更正得分=100.0, **answered)
    outcome = recompute(book)
    assert outcome.faults == ()
    assert (outcome.people[0].total, outcome.people[0].rank) == (100.0, 1)
    appeal(book, "陌生人", dt.date(2024, 6, 6))
    assert any("姓名“陌生人”没有登记" in fault.say() for fault in check(book))


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ("H003", "--try 应如"),
        ("ZZ=90", "名单里没有 ZZ"),
        ("H003=好", "不是数字"),
        ("H003=180", "不在 0～100 之间"),
        ("H006=90", "不参评，没有结果可以更正"),
    ],
)
def test_what_cannot_be_tried_is_told(sample: Sample, tried: str, said: str) -> None:
    done = run("appeals", str(sample("calls")), "--try", tried)
    assert done.code in (1, 2)
    assert said in done.output + done.complaint


def test_a_form_has_no_register_of_appeals(tmp_path: Path) -> None:
    from xlkpi.actions.create import build_blank

    path = build_blank(kind_of("form"), tmp_path / "f.xlsm", period=dt.date(2024, 5, 1))
    done = run("appeals", str(path))
    assert done.code == 1
    assert "没有申诉登记" in done.output
