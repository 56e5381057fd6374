"""Sheets made to be slow: each of these would take minutes if any step grew with the square of the size."""

from __future__ import annotations

import contextlib

import pytest

import ooxml_makers as makers
from xlkpi.books.areas import reference_of
from xlkpi.books.ooxml import WorkbookFile, patch
from xlkpi.books.ooxml import refusals as no
from xlkpi.books.ooxml.styles import kind_of
from xlkpi.errors import XlkpiError

MANY = 100_000


def sheet(rows, *, head="", tail=""):
    return f'<worksheet xmlns="{makers.MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


HOSTILE = {
    "cells never closed": sheet('<row r="1"><c r="A1"/>' + '<c r="B1">' * MANY + "</row>"),
    "cells within cells": sheet('<row r="1">' + '<c r="B1">' * 10_000 + "</c>" * 10_000 + "</row>"),
    "formulas never closed": sheet('<row r="1"><c r="A1"><f t="array" ref="A1:A2"' + "<f " * MANY + "</c></row>"),
    "formulas without end": sheet('<row r="1"><c r="A1"><f t="array" ref="A1:A2">' + "<f>" * MANY + "</row>"),
    "rows never closed": sheet("".join(f'<row r="{row}">' for row in range(1, MANY))),
    "quotes": sheet('<row r="1"><c r="B1" ' + "a='\"' " * MANY + "/></row>"),
    "columns without end": sheet("<row/>", head="<cols>" + "<col " * MANY + "</cols>"),
    "many sheetData": sheet("<row/>" + "<sheetData>" * MANY),
    "deep nesting": sheet("<row>" + "<x>" * MANY + "</x>" * MANY + "</row>"),
    "comments": sheet("<!-- -->" * MANY + '<row r="1"><c r="A1"><v>1</v></c></row>'),
    "merged areas": sheet(
        '<row r="1"/>',
        tail="<mergeCells>"
        + "".join(f'<mergeCell ref="A{row}:XFD{row + 100}"/>' for row in range(2, MANY))
        + "</mergeCells>",
    ),
    "many blocks": sheet(
        "".join(
            f'<row r="{row}"><c r="A{row}"><f t="array" ref="A{row}:B{row}">1</f></c></row>' for row in range(1, 20_000)
        )
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sheets_are_done_with_in_no_time(name, tmp_path):
    path = makers.pack(tmp_path / "book.xlsx", makers.minimal(HOSTILE[name]))
    before = path.read_bytes()
    try:
        patch(path, {"表": {"A1": 1.5, "B1": "文字", "C7": "x"}}, backup=False)
    except XlkpiError:
        assert path.read_bytes() == before
    with contextlib.suppress(XlkpiError):
        WorkbookFile.open(path).sheet("表")


def test_emptying_cells_that_are_not_there(tmp_path):
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 20_001))
    path = makers.pack(tmp_path / "book.xlsx", makers.minimal(sheet(rows)))
    patch(path, {"表": {reference_of(row, column): None for row in range(1, 20_001) for column in (2, 3)}})
    assert len(WorkbookFile.open(path).sheet("表").cells) == 20_000


def test_many_values_beside_many_merged_areas(tmp_path):
    merges = "".join(f'<mergeCell ref="E{row}:F{row}"/>' for row in range(1, 20_001))
    path = makers.pack(tmp_path / "book.xlsx", makers.minimal(sheet("", tail=f"<mergeCells>{merges}</mergeCells>")))
    workbook = WorkbookFile.open(path)
    workbook.stage("表", {(row, 1): 1.0 for row in range(1, 20_001)})
    assert workbook.save() == path


def test_more_merged_areas_than_fit(tmp_path, monkeypatch):
    from xlkpi.books.ooxml import content

    monkeypatch.setattr(content, "AREAS_LIMIT", 1000)
    merges = "".join(f'<mergeCell ref="E{row}:F{row}"/>' for row in range(1, 2_000))
    path = makers.pack(tmp_path / "book.xlsx", makers.minimal(sheet("", tail=f"<mergeCells>{merges}</mergeCells>")))
    with pytest.raises(no.ContentTooLarge):
        WorkbookFile.open(path).sheet("表")


def test_more_cells_and_texts_than_fit(tmp_path, monkeypatch):
    from xlkpi.books.ooxml import content, strings

    def book(text):  # parts that were read before are remembered, so each has another text
        rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row><!--{text}-->' for row in range(1, 200))
        parts = makers.minimal(sheet(rows), strings=f"<si><t>{text}</t></si>" * 200)
        return WorkbookFile.open(makers.pack(tmp_path / f"{text}.xlsx", parts))

    assert len(book("x").sheet("表").cells) == 199
    monkeypatch.setattr(content, "CELLS_LIMIT", 100)
    with pytest.raises(no.ContentTooLarge):
        book("y").sheet("表")
    monkeypatch.setattr(content, "CELLS_LIMIT", 1000)
    monkeypatch.setattr(strings, "TEXTS_LIMIT", 100)
    with pytest.raises(no.ContentTooLarge):
        book("z").sheet("表")


def test_number_formats_made_to_be_slow():
    for piece in ("[", '"', "\\", "_", "[h", "*"):
        assert kind_of(piece * MANY) is None


def test_a_workbook_of_one_enormous_list(tmp_path):
    parts = makers.minimal(sheet(""))
    filler = b"<x/>" * (5 << 20)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", filler + b"</workbook>")
    with pytest.raises((no.ContentTooLarge, no.PackageBomb)):
        WorkbookFile.open(makers.pack(tmp_path / "book.xlsx", parts))
