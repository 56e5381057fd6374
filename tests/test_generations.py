"""Earlier versions of a workbook: how many stay, what a broken-off run leaves, and the way back."""

# ruff: noqa: DTZ001 - stamps are local time

from __future__ import annotations

import datetime as dt
import json
import shutil

import pytest

import ooxml_makers as makers
from xlkpi.books import write_refusals as no
from xlkpi.books.changes import Change, changes_of
from xlkpi.books.generations import (
    DAYS,
    FOLDER,
    NEWEST,
    SPACE,
    STAMP,
    Generation,
    Keep,
    digest,
    expire,
    expired,
    folder_of,
    generations,
    keep,
    put_back,
    running,
)
from xlkpi.books.ooxml import WorkbookFile, patch
from xlkpi.books.undoing import undo
from xlkpi.errors import CannotRead, CellError, Unusable

NOW = dt.datetime(2024, 5, 31, 18, 30)


@pytest.fixture
def book(tmp_path):
    return makers.MAKERS["tables"](tmp_path)


def at(*ages: dt.timedelta) -> list[Generation]:
    return [Generation(None, (NOW - age).strftime(STAMP)) for age in ages]


MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
BOUNDS = {
    # case: ages, the last first; bytes of each; ages that go
    "few": ([MINUTE, HOUR, DAY], 1, []),
    "one of long ago stays, for it is the last": ([DAY * 900], 1, []),
    "over a year": ([MINUTE, DAY * 399, DAY * 401, DAY * 900], 1, [DAY * 401, DAY * 900]),
    "many of one day: the newest and the first of that day": (
        [MINUTE * n for n in range(1, 61)],
        1,
        [MINUTE * n for n in range(NEWEST + 1, 60)],
    ),
    "one a day": ([DAY * n for n in range(80)], 1, [DAY * n for n in range(NEWEST + DAYS, 80)]),
    "large ones": ([MINUTE, HOUR, DAY], SPACE // 2, [DAY]),
    "one that is over the bound alone": ([MINUTE, HOUR], SPACE + 1, [HOUR]),
}


@pytest.mark.parametrize("case", BOUNDS)
def test_how_many_stay(case):
    ages, size, gone = BOUNDS[case]
    found = at(*ages)
    assert [one.stamp for one in expired(found, [size] * len(found), NOW)] == [one.stamp for one in at(*gone)]


def test_what_is_beyond_the_bounds_is_removed_with_its_record(book):
    for day in (0, 401):
        keep(book, Keep(), now=NOW + DAY * day)
        book.write_bytes(book.read_bytes() + b"")
        patch(book, {"名单": {"C2": float(day) + 0.5}}, backup=False)
    expire(book, now=NOW + DAY * 401)
    assert sorted(path.name for path in folder_of(book).iterdir()) == [
        "20250706-183000.json",
        "20250706-183000.xlsx.old",
    ]


def test_a_record_says_what_ran_and_what_it_wrote(book):
    before = digest(book)
    with running("recompute"):
        patch(book, {"名单": {"C2": 12.5, "A3": "新名字"}})
    (one,) = generations(book)
    assert (one.run, one.before, one.after) == ("recompute", before, digest(book))
    assert one.written == {"名单": {"C2": ("", "12.5"), "A3": ("s", "新名字")}}
    assert abs(one.time - dt.datetime.now()) < dt.timedelta(minutes=1)  # noqa: DTZ005
    assert one.path.read_bytes() != book.read_bytes()


def test_stamps_rise_even_where_the_clock_goes_back(book):
    moments = [NOW, NOW, NOW - HOUR]
    stamps = []
    for number, now in enumerate(moments):
        stamps.append(keep(book, Keep(), now=now).stamp)
        patch(book, {"名单": {"C2": number + 0.5}}, backup=False)
    assert stamps == ["20240531-183000", "20240531-183001", "20240531-183002"]
    assert [one.stamp for one in generations(book)] == stamps[::-1]


def test_a_run_that_was_broken_off_is_no_run(book):
    patch(book, {"名单": {"C2": 12.5}})
    keep(book, Keep(), now=NOW + DAY * 36500)  # and killed before anything took its place
    assert len(list(folder_of(book).glob("*.old"))) == 2
    assert len(generations(book)) == 1
    patch(book, {"名单": {"C2": 13.5}})
    assert len(list(folder_of(book).glob("*.old"))) == 2, "the next save clears it away"
    assert len(generations(book)) == 2


@pytest.mark.parametrize(
    "record", ["", "{", "[]", "null", '{"run": 1}', '{"run":"a","before":"","after":"","written":{"x":1}}']
)
def test_a_spoilt_record_is_not_believed_and_the_version_stays(book, record):
    before = book.read_bytes()
    patch(book, {"名单": {"C2": 12.5}})
    next(folder_of(book).glob("*.json")).write_text(record, "utf-8")
    (one,) = generations(book)
    assert (one.run, one.written) == ("", None)
    undo(book)
    assert book.read_bytes() == before


@pytest.mark.parametrize("name", ["99999999-999999.xlsx.old", "notes.txt", "20240531.old", "20240531-183000.xlsx"])
def test_what_else_lies_in_the_folder_is_left_alone(book, name):
    patch(book, {"名单": {"C2": 12.5}})
    (folder_of(book) / name).write_text("mine")
    patch(book, {"名单": {"C2": 13.5}})
    assert (folder_of(book) / name).read_text() == "mine"
    assert len(generations(book)) == 2


def test_a_link_has_the_history_of_its_file(book, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.symlink_to(book)
    patch(link, {"名单": {"C2": 12.5}})
    assert generations(link) == generations(book) != []
    assert not (tmp_path / "elsewhere" / FOLDER).exists()


def test_without_second_names_on_the_disk_a_copy_is_kept(book, monkeypatch):
    before = book.read_bytes()

    def refused(*_):
        raise OSError(95, "not supported")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refused)
    patch(book, {"名单": {"C2": 12.5}})
    assert [one.path.read_bytes() for one in generations(book)] == [before]
    assert [path.name for path in folder_of(book).iterdir() if path.name.startswith(".~")] == []


def test_where_nothing_can_be_kept_nothing_is_written(book):
    before = book.read_bytes()
    (book.parent / FOLDER).write_text("a file of that name")
    with pytest.raises(no.WriteRefusal):
        patch(book, {"名单": {"C2": 12.5}})
    assert book.read_bytes() == before


def test_put_back_leaves_nothing_behind(book):
    before = book.read_bytes()
    patch(book, {"名单": {"C2": 12.5}})
    put_back(book)
    assert book.read_bytes() == before
    assert not (book.parent / FOLDER).exists()


# The way back.


def states(book, *values):
    """Save the values into C2 one after the other; return what the file was each time, the first state first."""
    found = [book.read_bytes()]
    for value in values:
        patch(book, {"名单": {"C2": value}})
        found.append(book.read_bytes())
    return found


def test_undo_and_undo_again(book):
    first, second = states(book, 1.5)
    undone = undo(book)
    assert book.read_bytes() == first
    assert (undone.changed_since, undone.placed.changed) == (False, True)
    undo(book)
    assert book.read_bytes() == second


def test_undo_to_an_earlier_run(book):
    first, second, _, fourth = states(book, 1.5, 2.5, 3.5)
    stamps = [one.stamp for one in generations(book)]
    undo(book, stamps[-1])
    assert book.read_bytes() == first
    undo(book)
    assert book.read_bytes() == fourth
    undo(book, stamps[-2])
    assert book.read_bytes() == second


def test_what_somebody_typed_since_is_not_lost(book):
    first, _ = states(book, 1.5)
    patch(book, {"名单": {"C3": 99.5}}, backup=False)  # as Excel would
    typed = book.read_bytes()
    assert undo(book).changed_since
    assert book.read_bytes() == first
    undo(book)
    assert book.read_bytes() == typed


def test_a_workbook_that_was_deleted_comes_back(book):
    first, _ = states(book, 1.5)
    book.unlink()
    undo(book)
    assert book.read_bytes() == first


def test_nothing_to_undo(book):
    with pytest.raises(Unusable, match="没有可撤回"):
        undo(book)
    states(book, 1.5)
    with pytest.raises(Unusable, match="没有 20240531-183000 这一次"):
        undo(book, "20240531-183000")


def test_a_version_that_was_tampered_with_is_not_put_back(book):
    _, second = states(book, 1.5)
    (one,) = generations(book)
    one.path.write_bytes(b"PK" + one.path.read_bytes()[2:-1] + b"!")
    with pytest.raises(CannotRead, match="改动过"):
        undo(book)
    assert book.read_bytes() == second


def test_undo_of_an_open_workbook_is_refused(book):
    _, second = states(book, 1.5)
    book.with_name(f"~${book.name}").write_bytes(b"")
    with pytest.raises(no.OpenElsewhere):
        undo(book)
    assert book.read_bytes() == second


# What a run changed.


def test_cells_with_their_old_and_new_values(tmp_path):
    book = makers.MAKERS["formulas"](tmp_path)
    patch(
        book,
        {
            "名单": {
                "C2": 92.5,
                "C3": 80.0,
                "A3": None,
                "H3": CellError.NA,
                "F12": False,
                "F13": dt.date(2024, 6, 1),
                "Z9": "新",
            }
        },
    )
    (one,) = generations(book)
    assert changes_of(one, book) == [  # C2 is 92.5 already
        Change("名单", 3, 1, "李四", None),
        Change("名单", 3, 3, 81.0, 80.0),
        Change("名单", 3, 8, CellError.DIV0, CellError.NA),
        Change("名单", 9, 26, None, "新"),
        Change("名单", 12, 6, True, False),
        Change("名单", 13, 6, dt.date(2024, 5, 1), dt.date(2024, 6, 1)),
    ]  # fmt: skip


def test_what_a_run_wrote_is_told_even_after_somebody_changed_the_file(book):
    states(book, 1.5)
    (one,) = generations(book)
    patch(book, {"名单": {"C3": 99.5}}, backup=False)
    assert changes_of(one, book) == [Change("名单", 2, 3, 92.5, 1.5)]


def test_a_file_that_was_replaced_whole_is_compared(book, tmp_path):
    other = tmp_path / "other.xlsx"
    shutil.copy(book, other)
    patch(other, {"名单": {"B2": "三部"}}, backup=False)
    patch(other, {"名单": {"C2": 7.5}}, book)
    (one,) = generations(book)
    assert one.written is None
    assert changes_of(one, book) == [
        Change("名单", 2, 2, "一部", "三部"),
        Change("名单", 2, 3, 92.5, 7.5),
    ]
    patch(book, {"名单": {"C3": 99.5}}, backup=False)
    assert changes_of(one, book) is None


@pytest.mark.parametrize(
    "written",
    [
        {"没有": {"A1": ["", "1"]}},
        {"名单": {"A0": ["", "1"]}},
        {"名单": {"A1": ["", "x"]}},
        {"名单": {"A1": ["e", "x"]}},
    ],
)
def test_a_spoilt_record_tells_nothing(book, written):
    states(book, 1.5)
    record = next(folder_of(book).glob("*.json"))
    record.write_text(json.dumps(json.loads(record.read_text("utf-8")) | {"written": written}), "utf-8")
    (one,) = generations(book)
    assert changes_of(one, book) is None


def test_a_workbook_saved_again_tells_from_itself(book):
    workbook = WorkbookFile.open(book)
    for value in (1.5, 2.5):
        workbook.stage("名单", {(2, 3): value})
        workbook.save()
    last, first = generations(book)
    assert changes_of(last, book) == [Change("名单", 2, 3, 1.5, 2.5)]
    assert changes_of(first, last.path) == [Change("名单", 2, 3, 92.5, 1.5)]


def test_a_record_may_be_read_by_whom_the_workbook_may(book):
    book.chmod(0o664)
    states(book, 1.5)
    modes = {path.stat().st_mode & 0o777 for path in folder_of(book).iterdir()}
    assert modes == {0o664}
