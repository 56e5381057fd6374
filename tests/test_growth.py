"""Twice the people, twice the work: what a verb does grows with rows and files, not with their square.

Counted in calls of Python, never in time. `check` once went through the whole roster for every person in it: nobody saw it
with 60 people, and 2,000 took 6 seconds.
"""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from branches import inbox_of
from xlkpi.actions.check import check
from xlkpi.actions.collect import collect, read_folder
from xlkpi.actions.create import build_blank, create
from xlkpi.actions.opening import open_book, read_parts
from xlkpi.actions.people import people_of
from xlkpi.actions.recompute import recompute
from xlkpi.headoffice.rolling_up import Wanted, roll_up
from xlkpi.schemes import kind_named

FEW, MANY = 100, 400
ROSTERS = (
    "summary",
    "groups",
    "shop",
    "rubric",
)  # of 话务绩效表 every person rates every other: its square is the rule


def calls(work):
    """How many functions of Python are entered while the work is done."""
    count = 0

    def entered(_frame, event, _what):
        nonlocal count
        count += event == "call"

    sys.setprofile(entered)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def with_people(kind, count, folder):
    path = build_blank(kind, folder / f"{kind.key}-{count}.xlsm", rows=count)
    book = open_book(path)
    whose = {key: kind.people[key] for key in ("id", "name") if key in kind.people}
    for key, name in whose.items():
        book.write(name, [[f"{key}{at:04d}"] for at in range(len(book.read(name)))])
    book.save(path)
    return path


@pytest.mark.parametrize("key", ROSTERS)
@pytest.mark.parametrize(
    "work",
    [
        lambda path: check(open_book(path)),
        lambda path: recompute(open_book(path), dry_run=True),
        lambda path: [people_of(one) for one in read_parts(open_book(path))[0]],
    ],
    ids=["check", "recompute", "people"],
)
def test_four_times_the_people_are_hardly_more_than_four_times_the_calls(work, key, tmp_path):
    kind = kind_named(key)
    few, many = (with_people(kind, count, tmp_path) for count in (FEW, MANY))
    work(few)  # what is loaded and remembered once is not counted
    assert calls(lambda: work(many)) < 4.4 * calls(lambda: work(few))


def forms_of(folder, count):
    """A folder of so many scored forms of one branch, and the summary with their people."""
    people = [(f"K{at:03d}", f"员工{at:03d}") for at in range(count)]
    scores = [f"东,{number},{name},前台,{what},50%,9{what[-1]}" for number, name in people for what in ("甲1", "乙2")]
    folder.mkdir()
    (folder / "评分.csv").write_text("\n".join(["分公司,工号,姓名,岗位,指标,权重,主管评分", *scores]), "utf-8")
    roster = [f"东,{number},{name},是,2000" for number, name in people]
    (folder / "名单.csv").write_text("\n".join(["分公司,工号,姓名,参评,绩效基数", *roster]), "utf-8")
    month = dt.date(2024, 5, 1)
    create(kind_named("form"), folder / "附件2", period=month, data=[folder / "评分.csv"])
    [summary] = create(kind_named("summary"), folder / "汇总", period=month, data=[folder / "名单.csv"]).paths
    return folder / "附件2", summary


def collected(forms, summary):
    book = open_book(summary)
    done, faults = collect(book, str(forms), read_folder(forms))
    assert not [fault.say() for fault in faults if not fault.notice and "没有登记" not in fault.say()]
    return done


def test_collecting_four_times_the_forms_is_hardly_more_than_four_times_the_calls(tmp_path):
    few, many = forms_of(tmp_path / "few", 12), forms_of(tmp_path / "many", 48)
    assert collected(*few).counts["form"] == 12
    assert calls(lambda: collected(*many)) < 4.4 * calls(lambda: collected(*few))


def test_rolling_up_four_times_the_branches_is_hardly_more_than_four_times_the_calls(tmp_path):
    def rolled(inbox):
        return roll_up([str(inbox)], tmp_path / "总公司汇总.xlsx", Wanted(), overwrite=True, map_=map)

    few, many = (inbox_of(tmp_path / str(count), count) for count in (12, 48))
    assert rolled(few).files["counted"] == 12
    assert calls(lambda: rolled(many)) < 4.4 * calls(lambda: rolled(few))
