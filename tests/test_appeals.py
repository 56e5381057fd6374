"""Results told, talks and appeals: the registers that every system has alike, and what may not stand in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from test_sheet_actions import MEMBERS, THREE, UPHELD, column
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.books.book import Block
from xlkpi.schemes import kind_named, kinds

JUNE = dt.date(2024, 6, 3)
GIVEN = {"组员_主管评定": column("c", "b", "c"), "申诉_更正等级": column("a", "a")}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of April, told on its last day and appealed against in May."""
    kind = kind_named("groups")
    assert kind is not None
    return build_blank(kind, tmp_path_factory.mktemp("appeals") / "g.xlsm", period=dt.date(2024, 4, 1))


@pytest.fixture
def told(blank: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of a month of one group with these blocks, notices about assumed numbers aside."""

    def said(blocks: Mapping[str, Block]) -> list[str]:
        book = open_book(blank)
        for name, rows in {**THREE, **MEMBERS, **blocks}.items():
            book.write(name, rows)
        book.recalculate()
        book.save(tmp_path / "filled.xlsm")
        return [
            f"{'notice ' if fault.notice else ''}{fault.place} {fault.say()}"
            for fault in check(open_book(tmp_path / "filled.xlsm"))
            if not fault.unconfirmed
        ]

    return said


def test_a_talk_an_appeal_a_handler_and_an_answer_in_time_are_fine(told: Callable[..., list[str]]) -> None:
    assert told({**UPHELD, **GIVEN}) == []


def test_a_talk_that_settles_it_needs_no_appeal(told: Callable[..., list[str]]) -> None:
    talk = {"申诉_工号": column("a1"), "申诉_面谈日期": column(JUNE), "申诉_面谈结果": column("已解决")}
    assert told({**talk, "组员_主管评定": GIVEN["组员_主管评定"]}) == []


WRONG: dict[str, tuple[dict[str, Block], list[str]]] = {
    "appeal before the talk": ({"申诉_面谈日期": column(JUNE)}, ["申诉!F6 申诉提出日期早于面谈日期"]),
    "no talk": ({"申诉_面谈日期": column(None, JUNE.replace(month=5))}, ["notice 申诉!D6 没有面谈记录"]),
    "settled, yet an appeal": ({"申诉_面谈结果": column("已解决")}, ["申诉!E6 面谈已解决"]),
    "an answer without an appeal": ({"申诉_日期": column(None)}, ["申诉!F6 申诉没有提出日期"]),
    "nobody handles it": ({"申诉_受理人": column(None)}, ["申诉!H6 申诉没有受理人"]),
    "an unknown handler": ({"申诉_受理人": column("工会")}, ["申诉!H6 受理人“工会”无法识别"]),
    "answered by nobody": (
        {"申诉_成立": column("否"), "申诉_更正等级": column(None), "申诉_受理人": column(None)},
        ["申诉!H6 申诉没有受理人"],
    ),
    "answered before it was raised": ({"申诉_答复日期": column(dt.date(2024, 5, 3))}, ["申诉!J6 申诉答复日期早于"]),
    "decided without a date": ({"申诉_答复日期": column(None)}, ["申诉!J6 申诉已有结论"]),
    "upheld without a correction": (
        {"申诉_更正等级": column(None)},
        ["申诉!M6 申诉成立，必须更正结果，请填写更正等级"],
    ),
    "a correction of what was not upheld": ({"申诉_成立": column("否")}, ["申诉!M6 有更正等级而申诉没有成立"]),
    "no assessor": ({"申诉_考核人": column(None)}, ["申诉!N6 申诉成立，考核人的结果须复核"]),
    "a stranger": ({"申诉_工号": column("zz")}, ["申诉!B6 工号“zz”没有登记"]),
    "two upheld for one": ({"申诉_工号": column("a1", "a1")}, ["申诉!L7 工号 a1 已有一项成立的申诉"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_careless_register_is_told_with_its_cell(told: Callable[..., list[str]], case: str) -> None:
    changes, words = WRONG[case]
    blocks = {**UPHELD, **GIVEN}
    for name, rows in changes.items():
        blocks[name] = [*rows, *blocks[name][len(rows) :]]
    found = told(blocks)
    assert len(found) == 1, found
    assert all(word in found[0] for word in words), found
    assert found[0].startswith(words[0])


def test_a_number_as_a_persons_id_is_found_and_spare_rows_stay_blank(blank: Path, tmp_path: Path) -> None:
    book = open_book(blank)
    numbers = column(1001.0, 1002.0, 1003.0)
    one = {name: rows[:1] for name, rows in UPHELD.items()}
    for name, rows in {**THREE, **MEMBERS, **one, **GIVEN}.items():
        book.write(name, rows)
    book.write("组员_工号", numbers)
    book.write("申诉_工号", column(1001.0))
    book.write("申诉_更正等级", column("a"))
    book.save(tmp_path / "n.xlsm")
    book = open_book(tmp_path / "n.xlsm")
    book.recalculate()
    assert [row[0] for row in book.read("组员_等级")[:3]] == ["a", "b", "c"]
    assert [row[0] for row in book.read("申诉_姓名")[:2]] == ["甲", ""]


def test_who_objects_has_a_talk_or_an_appeal_and_who_has_a_view_was_told(told: Callable[..., list[str]]) -> None:
    views = {"告知_日期": column(JUNE, None, JUNE), "告知_意见": column("有异议", "同意", "有异议")}
    blocks = {"组员_主管评定": GIVEN["组员_主管评定"], **views}
    talk = {"申诉_工号": column("a1"), "申诉_面谈日期": column(JUNE)}
    assert told({**blocks, **talk}) == [
        "告知!F7 乙 已表示意见，但没有告知日期，请填写",
        "notice 告知!I8 丙 有异议，「申诉」页还没有面谈或申诉的记录",
    ]


def test_the_register_stands_in_every_workbook_of_people_that_has_it_under_the_same_names() -> None:
    names = {
        "申诉_工号",
        "申诉_面谈日期",
        "申诉_日期",
        "申诉_受理人",
        "申诉_期限",
        "申诉_成立",
        "告知_日期",
        "告知_意见",
    }
    having = [kind for kind in kinds() if "申诉_工号" in kind.by_name]
    assert {"groups"} <= {kind.key for kind in having}
    for kind in having:
        assert names <= set(kind.names), kind.key
