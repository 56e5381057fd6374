"""Days that cannot be, in every kind that has such a cell: before the period's end, in the future, the wrong order.

Which cells there are follows from the rules of their columns and fields; the samples appraise May 2024 (or 2024).
"""

from __future__ import annotations

import datetime as dt

import pytest

from test_fault_matrix import KEYS, filled, put  # noqa: F401  (fixture)
from test_fault_others import told_after
from xlkpi.actions.opening import open_book, read_book
from xlkpi.drawing.validation import PERIOD_END, DateRule
from xlkpi.drawing.workbook_reading import as_text, is_blank
from xlkpi.schemes import kind_named
from xlkpi.schemes.sign_off import period_end

KINDS = [key for key in KEYS if key != "period-ecommerce"]


def day(year: int, month: int, at: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(year, month, at, hour)  # noqa: DTZ001 -- cells carry no zone


def dated(key):
    """Name, rule and label of every typed day of which more is said than that it is one."""
    kind = kind_named(key)
    found = [(c.name, c.rule, c.title) for table in kind.tables for c in table.inputs]
    found += [(entry.name, entry.rule, entry.label or entry.name) for entry in kind.fields if entry.role == "input"]
    return [(n, rule, label) for n, rule, label in found if isinstance(rule, DateRule) and (rule.after or rule.near)]


def row_of(path, name):
    """The first row in which the column holds something, else the first."""
    block = open_book(path).read(name)
    return next((row for row, (cell, *_) in enumerate(block) if not is_blank(cell)), 0)


def test_what_is_told_or_answered_is_told_after_the_month(filled):  # noqa: F811
    kinds = {key for key in KINDS for _, rule, _ in dated(key) if rule.after == PERIOD_END}
    assert kinds == {"form", "summary", "groups", "calls", "shop", "rubric"}


@pytest.mark.parametrize("key", [key for key in KINDS if dated(key)])
def test_a_day_before_the_end_of_the_month_or_in_another_year(filled, key):  # noqa: F811
    reading, _ = read_book(open_book(filled[key]))
    end = period_end(reading)
    for name, _, label in [one for one in dated(key) if one[1].after == PERIOD_END]:
        row = row_of(filled[key], name)
        last = day(end.year, end.month, end.day)
        for value, words, notice in (
            (last - dt.timedelta(days=1), "早于考核期末", False),
            (last - dt.timedelta(days=365), "早于考核期末", False),
            (dt.datetime.now() + dt.timedelta(days=3), "还没有到", False),  # noqa: DTZ005 -- as it is typed
            (last + dt.timedelta(days=380), "一年以后，请核对年份", True),
        ):
            book, faults, told = told_after(filled[key], [(name, row, 0, value)])
            said = (told if notice else faults).get(book.place(name, row), "")
            assert words in said, (name, value)
            assert label in said, name
        for value in (last, last + dt.timedelta(hours=9)):
            book, faults, told = told_after(filled[key], [(name, row, 0, value)])
            place = book.place(name, row)
            assert "考核期末" not in faults.get(place, "") + told.get(place, ""), (name, value)


@pytest.mark.parametrize("key", [key for key in KINDS if dated(key)])
def test_a_day_does_not_come_before_what_it_follows(filled, key):  # noqa: F811
    for name, rule, _ in [one for one in dated(key) if one[1].after not in ("", PERIOD_END)]:
        row = row_of(filled[key], rule.after)
        for value, wrong in ((day(2024, 6, 2), True), (day(2024, 6, 3), False), (day(2024, 6, 4), False)):
            changes = [(rule.after, row, 0, day(2024, 6, 3, 15)), (name, row, 0, value)]
            book, faults, _ = told_after(filled[key], changes)
            assert ("早于" in faults.get(book.place(name, row), "")) is wrong, (name, value)
        book, faults, told = told_after(filled[key], [(rule.after, row, 0, None), (name, row, 0, day(2024, 6, 4))])
        asked = told.get(book.place(name, row), "")
        assert "为空，请填写" in asked or book.place(rule.after, row) in faults, name


@pytest.mark.parametrize("key", [key for key in KINDS if any(rule.near for _, rule, _ in dated(key))])
def test_a_day_of_another_year_is_asked_about(filled, key):  # noqa: F811
    for name, _, _ in [one for one in dated(key) if one[1].near]:
        row = row_of(filled[key], name)
        for year in (2021, 2042):
            book, _, told = told_after(filled[key], [(name, row, 0, day(year, 5, 20))])
            assert "请核对年份" in told.get(book.place(name, row), ""), (name, year)


def test_a_time_of_day_behind_a_date_makes_nothing_late(filled):  # noqa: F811
    """The day of the limit at half past nine is that day: groups' publication, a plan of improvement, an answer."""
    answered = [("申诉_日期", 0, 0, day(2024, 6, 13)), ("申诉_答复日期", 0, 0, day(2024, 6, 20, 17))]
    for key, changes, block, said in (
        ("groups", [("公布日期", 0, 0, day(2024, 6, 5, 9))], "按期情况", "按期公布"),
        ("groups", [("项目确定日期", 0, 0, day(2024, 4, 25, 9))], "按期情况", "按期公布"),
        ("shop", [("改进_提交日期", 0, 0, day(2024, 6, 10, 12))], "改进_情况", "按期"),
        ("summary", [("申诉_工号", 0, 0, "KF001"), *answered], "申诉_情况", "按期"),
    ):
        book = open_book(filled[key])
        for change in changes:
            put(book, *change)
        book.recalculate()
        assert book.read(block)[0] == [said], key
    late = open_book(filled["groups"])
    put(late, "公布日期", 0, 0, day(2024, 6, 6, 9))
    late.recalculate()
    assert late.read("按期情况") == [["公布逾期"]]


def test_months_of_a_period_stand_once_and_belong_together(filled):  # noqa: F811
    """The second quarter of 2024: April, May, June."""
    for value, at, place, words in (
        (day(2024, 6, 1), 1, 2, "重复"),
        (day(2024, 8, 1), 2, 2, "不在同一个季度内"),
        (day(2023, 5, 1), 1, 1, "不在同一个季度内"),
        (None, 1, 1, "月份为空"),
    ):
        book, faults, _ = told_after(filled["period"], [("期间_月份", 0, at, value)])
        assert words in faults[book.place("期间_月份", 0, place)], value
    whole = [("期间_类型", 0, 0, "年度"), ("期间_月份", 0, 2, day(2024, 12, 1))]
    assert not any("同一个" in said for said in told_after(filled["period"], whole)[1].values())


@pytest.mark.parametrize(("key", "prefix"), [("calls", "坐席"), ("shop", "客服")])
def test_somebody_regular_is_not_regular_from_next_month_on(filled, key, prefix):  # noqa: F811
    reading, _ = read_book(open_book(filled[key]))
    row = next(at for at in reading.roster if as_text(reading.column(f"{prefix}_状态")[at]) == "正式")
    changes = [(f"{prefix}_转正日期", row, 0, day(2024, 6, 2))]
    # a factor of pay would be a fault of its own for whoever is not appraised
    changes += [("工资_系数", row, 0, None)] if key == "shop" else []
    book, _, told = told_after(filled[key], changes)
    assert "转正日期 2024-06-02 却在考核月份之后" in told[book.place(f"{prefix}_转正日期", row)]


def test_a_month_of_another_year_is_told_at_the_month(filled):  # noqa: F811
    """附件3 of 2023 told about in June 2024: one line at the month instead of one for every day, and never for one."""
    told = [("告知_日期", row, 0, day(2024, 6, 6 + row)) for row in range(2)]
    for year in (2023, 2025):
        book, faults, notices = told_after(filled["summary"], [("考核月份", 0, 0, day(year, 5, 1)), *told])
        assert (
            f"考核月份 {year}-05 与表里填写的日期（2024-06-06～2024-06-07）都对不上" in faults[book.place("考核月份")]
        )
        assert not any("考核期末" in said for said in [*faults.values(), *notices.values()])
        _, faults, _ = told_after(filled["summary"], [("考核月份", 0, 0, day(year, 5, 1)), *told[:1]])
        assert not any("都对不上" in said for said in faults.values())
    late = [("考核月份", 0, 0, day(2023, 9, 1)), *told]
    assert not any("都对不上" in said for said in told_after(filled["summary"], late)[1].values()), "nine months"
