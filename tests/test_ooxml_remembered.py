"""What one workbook's parts said is told of another's only where all that it depends on is the same, byte for byte."""

from __future__ import annotations

import datetime as dt

import pytest

import ooxml_makers as makers
from xlkpi.books.areas import Area
from xlkpi.books.ooxml import WorkbookFile, remembered
from xlkpi.books.ooxml.refusals import DamagedPart, SheetUnclear
from xlkpi.books.ooxml.remembered import Remembered

HELP = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45413</v></c></row></sheetData>'
"""A page without a formula: a shared text, and a number that a style shows as a date."""


def shown(path):
    """The values of the page, which the quick reader has, too."""
    file = WorkbookFile.open(path)
    found = [cell.value for cell in file.sheet(file.sheets[0]).cells.values()]
    quick = file.usual(file.sheets[0])
    assert quick is None or [value for value in quick.block(Area("表", 1, 1, 1, 2))[0] if value] == found
    return found


def pack(path, *, strings="<si><t>说明</t></si>", old=b"", new=b"", **options):
    parts = makers.minimal(HELP, strings=strings, **options)
    return makers.pack(path, {name: data.replace(old, new) if old else data for name, data in parts.items()})


def test_texts_styles_and_the_calendar_are_each_workbooks_own(tmp_path):
    for _ in range(2):
        assert shown(pack(tmp_path / "a.xlsx")) == ["说明", dt.date(2024, 5, 1)]
        assert shown(pack(tmp_path / "b.xlsx", strings="<si><t>别的</t></si>")) == ["别的", dt.date(2024, 5, 1)]
        number = pack(tmp_path / "c.xlsx", old=b'<xf numFmtId="164"/>', new=b'<xf numFmtId="0"/>')
        assert shown(number) == ["说明", 45413.0]
        mac = pack(tmp_path / "d.xlsx", workbook='<workbookPr date1904="1"/>')
        assert shown(mac) == ["说明", dt.date(2028, 5, 2)]


def test_another_page_of_the_same_title_is_read(tmp_path):
    for text in ("45413", "45414", "45413"):
        file = WorkbookFile.open(pack(tmp_path / "a.xlsx", old=b"45413", new=text.encode()))
        assert file.usual(file.sheets[0]).block(Area("表", 1, 2, 1, 2)) == [[dt.date(2024, 5, int(text) - 45412)]]


def test_a_page_of_the_same_bytes_under_another_title(tmp_path):
    first, second = (
        WorkbookFile.open(pack(tmp_path / f"{title}.xlsx", old="表".encode(), new=title.encode())) for title in "甲乙"
    )
    assert [one.sheet(one.sheets[0]).name for one in (first, second)] == ["甲", "乙"]


def test_what_cannot_be_read_is_refused_every_time_with_its_own_file(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        path = makers.pack(tmp_path / name, makers.minimal(HELP.replace("45413", "五月")))
        with pytest.raises(SheetUnclear):
            shown(path)
        damaged = makers.pack(tmp_path / name, makers.minimal(HELP.replace("</row>", ""), strings="<si><t>说</t></si>"))
        with pytest.raises(DamagedPart, match=name):
            shown(damaged)


def test_no_shared_texts_and_an_empty_part_of_them_are_two_things(tmp_path):
    numbers = HELP.replace('<c r="A1" t="s"><v>0</v></c>', "")
    assert shown(makers.pack(tmp_path / "none.xlsx", makers.minimal(numbers))) == [dt.date(2024, 5, 1)]
    parts = makers.minimal(numbers, strings="<si><t>说明</t></si>") | {"xl/sharedStrings.xml": b""}
    with pytest.raises(DamagedPart):
        shown(makers.pack(tmp_path / "empty.xlsx", parts))


def test_little_is_remembered_and_what_is_asked_for_again_the_longest(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 2)
    monkeypatch.setattr(remembered, "LARGEST", 3)
    known, read = Remembered(), []

    def ask(data, *about):
        return known.of((data,), lambda: read.append(data) or (data, about), *about)

    for data in (b"a", b"b", b"a", b"c", b"a", b"b", b"long", b"long"):
        assert ask(data) == (data, ())
    assert read == [b"a", b"b", b"c", b"b", b"long", b"long"]
    assert ask(b"a", 1904) == (b"a", (1904,))
