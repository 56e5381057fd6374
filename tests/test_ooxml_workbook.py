"""Reading and writing cells: every way a sheet may spell them, and the bytes that must come out."""

from __future__ import annotations

import datetime as dt
import re
import zipfile

import pytest

import ooxml_makers as makers
from xlkpi.books import write_refusals as no
from xlkpi.books.ooxml import Area, Cell, DefinedName, Formula, WorkbookFile, patch, refusals
from xlkpi.books.ooxml.names import Defined
from xlkpi.books.ooxml.refusals import PartMissing
from xlkpi.errors import CellError, Unusable

# ruff: noqa: DTZ001 - the dates of a workbook have no zone
SHEET = "xl/worksheets/sheet1.xml"


def make(tmp_path, rows, **options):
    sheet = rows if "<sheetData" in rows or "worksheet" in rows else f"<sheetData>{rows}</sheetData>"
    return makers.pack(tmp_path / "book.xlsx", makers.minimal(sheet, **options))


def cells(path, sheet="表"):
    return WorkbookFile.open(path).sheet(sheet).cells


def values(path):
    return {place: cell.value for place, cell in cells(path).items()}


def after(tmp_path, rows, edits, **options):
    """The sheet's XML after an edit, without its prolog."""
    path = make(tmp_path, rows, **options)
    patch(path, {"表": edits})
    text = zipfile.ZipFile(path).read(SHEET).decode()
    return re.sub(r"^<\?xml[^>]*\?>\s*", "", text)


def rows_of(text):
    return re.search(r"<sheetData ?>(.*)</sheetData>", text, re.DOTALL)[1]


# Reading


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>1</v></c>', 1.0),
        ('<c r="A1" t="n"><v> 1.5 </v></c>', 1.5),
        ('<c r="A1"><v>1E400</v></c>', CellError.NUM),
        ('<c r="A1" t="s"><v>0</v></c>', "张三"),
        ('<c r="A1" t="s"><v>1</v></c>', "红色与黑色"),
        ('<c r="A1" t="s"><v>2</v></c>', "東京"),
        ('<c r="A1" t="s"><v>3</v></c>', ""),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', ""),
        ('<c r="A1" t="str"><f>B1</f><v>x &amp; y_x000D_</v></c>', "x & y\r"),
        ('<c r="A1" t="inlineStr"><is><t>直</t></is></c>', "直"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
            "甲乙",
        ),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', CellError.DIV0),
        ('<c r="A1" t="e"><v>#NEW!</v></c>', CellError.UNKNOWN),
        ('<c r="A1" s="1"><v>45413</v></c>', dt.date(2024, 5, 1)),
        ('<c r="A1" s="2"><v>45413.5</v></c>', dt.datetime(2024, 5, 1, 12)),
        ('<c r="A1" s="3"><v>0.25</v></c>', dt.time(6)),
        ('<c r="A1" s="4"><v>1.25</v></c>', 1.25),
        ('<c r="A1" s="99"><v>1.25</v></c>', 1.25),
        ('<c r="A1" t="d"><v>2024-05-01</v></c>', dt.date(2024, 5, 1)),
        ('<c r="A1" t="d"><v>2024-05-01T12:00:00Z</v></c>', dt.datetime(2024, 5, 1, 12)),
        ("<c><v>1</v></c>", 1.0),
        ('<c r="$A$1"><v>1</v></c>', 1.0),
        ('<c r="A1"><!-- note --><v>1<!-- 2 -->2</v></c>', 12.0),
        ('<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', "a<b"),
    ],
)
def test_read(tmp_path, cell, value):
    strings = (
        "<si><t>张三</t></si><si><r><rPr><color/></rPr><t>红色</t></r><r><t>与黑色</t></r></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t/></si>'
    )
    found = cells(make(tmp_path, f'<row r="1">{cell}</row>', strings=strings))[1, 1].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("cell", ['<c r="A1"/>', '<c r="A1" s="1"><v></v></c>', '<c r="A1" t="s"><v/></c>'])
def test_empty_cells_are_not_listed(tmp_path, cell):
    assert cells(make(tmp_path, f'<row r="1">{cell}</row>')) == {}


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="B2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="what"><v>7</v></c></row>',
        '<row r="1"><c r="?"><v>7</v></c></row>',
        '<row r="0"/>',
        '<row r="x"/>',
        '<row r="1048577"/>',
        '<row r="1"><c r="A1" t="d"><v>never</v></c></row>',
        '<row r="1"><c r="A1"><f t="array" ref="?">1</f></c></row>',
    ],
)
def test_unclear(tmp_path, rows):
    with pytest.raises(refusals.SheetUnclear):
        cells(make(tmp_path, rows))


def test_formulas(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1+1</f><v>5</v></c>'
        '<c r="C1" cm="1"><f t="array" ref="C1:C2">SORT(A1:A2)</f><v>1</v></c>'
        '<c r="D1"><f t="dataTable" ref="D1:E2" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>9</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>6</v></c><c r="C2"><v>2</v></c><c r="D2"><f ca="1">NOW()</f></c></row>'
    )
    content = WorkbookFile.open(make(tmp_path, rows)).sheet("表")
    assert content.cells == {
        (1, 1): Cell(4.0, Formula("B1*2")),
        (1, 2): Cell(5.0, Formula("A1+1", "shared", Area("表", 1, 2, 3, 2), 0)),
        (1, 3): Cell(1.0, Formula("SORT(A1:A2)", "array", Area("表", 1, 3, 2, 3))),
        (1, 4): Cell(9.0, Formula("", "datatable", Area("表", 1, 4, 2, 5))),
        (2, 2): Cell(6.0, Formula("", "shared", None, 0)),
        (2, 3): Cell(2.0),
        (2, 4): Cell(None, Formula("NOW()")),
    }
    assert content.blocks == (Area("表", 1, 3, 2, 3), Area("表", 1, 4, 2, 5))


def test_implicit_positions(tmp_path):
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    assert values(make(tmp_path, rows)) == {(1, 1): 1, (1, 2): 2, (5, 3): 3, (5, 4): 4, (6, 1): 5}


def test_structure(tmp_path):
    workbook = WorkbookFile.open(makers.MAKERS["protected"](tmp_path))
    assert workbook.sheets == ("名单", "隐藏", "深藏")
    assert set(workbook.names) == {
        DefinedName("本页", "隐藏", "隐藏!$A$1"),
        DefinedName("总分", None, "名单!$C$2:$C$5"),
    }
    assert not workbook.date1904
    assert workbook.sheet("名单").protected
    assert workbook.outline("名单").protected
    assert workbook.sheet("名单").merged == workbook.outline("名单").merged == (Area("名单", 2, 6, 3, 8),)
    assert not workbook.sheet("隐藏").protected
    assert workbook.resolve("总分") == Area("名单", 2, 3, 5, 3)
    assert workbook.resolve("本页") == Area("隐藏", 1, 1, 1, 1)
    with pytest.raises(refusals.SheetMissing):
        workbook.sheet("没有")


def test_tables(tmp_path):
    workbook = WorkbookFile.open(makers.MAKERS["tables"](tmp_path))
    first, second = workbook.tables
    assert (first.name, first.sheet, first.area.reference, first.header_row) == ("评分", "名单", "G1:I5", 1)
    assert first.columns == ("工号", "分", "等级")
    assert (second.totals_row, second.body.reference) == (6, "K2:L5")
    assert workbook.resolve("评分") == Area("名单", 2, 7, 5, 9)


def test_chart_sheets_are_no_worksheets(tmp_path):
    assert WorkbookFile.open(makers.MAKERS["charts"](tmp_path)).sheets == ("名单",)


@pytest.mark.parametrize("name", ["formulas", "mac_dates"])
def test_dates_in_both_systems(tmp_path, name):
    workbook = WorkbookFile.open(makers.MAKERS[name](tmp_path))
    assert workbook.date1904 == (name == "mac_dates")
    found = workbook.sheet("名单").cells
    assert [found[row, 6].value for row in (13, 14, 15, 16)] == [
        dt.date(2024, 5, 1),
        dt.datetime(2024, 5, 1, 18, 30),
        dt.time(6, 30),
        1.75,
    ]


def test_only_the_sheets_asked_for_are_read(tmp_path):
    parts = makers.minimal("<sheetData/>")
    parts[SHEET] = b"<broken"
    workbook = WorkbookFile.open(makers.pack(tmp_path / "book.xlsx", parts))
    assert workbook.sheets == ("表",)
    with pytest.raises(refusals.DamagedPart):
        workbook.sheet("表")


# The bytes of a write

ROW = (
    '<row r="2" spans="2:3" s="1" customFormat="1"><c r="B2" s="2"><v>1</v></c><c r="C2" t="s" s="3"><v>0</v></c></row>'
)


@pytest.mark.parametrize(
    ("edit", "rows"),
    [
        ({"B2": 2.5}, ROW.replace("<v>1</v>", "<v>2.5</v>")),
        ({"B2": None}, ROW.replace("><v>1</v></c>", "/>")),
        ({"B2": True}, ROW.replace('s="2"><v>1</v>', 's="2" t="b"><v>1</v>')),
        ({"B2": CellError.NA}, ROW.replace('s="2"><v>1</v>', 's="2" t="e"><v>#N/A</v>')),
        ({"B2": "a<&b"}, ROW.replace('s="2"><v>1</v>', 's="2" t="inlineStr"><is><t>a&lt;&amp;b</t></is>')),
        ({"B2": " a"}, ROW.replace('s="2"><v>1</v>', 's="2" t="inlineStr"><is><t xml:space="preserve"> a</t></is>')),
        ({"C2": 7}, ROW.replace('<c r="C2" t="s" s="3"><v>0</v></c>', '<c r="C2" s="3"><v>7</v></c>')),
        ({"A2": 1}, ROW.replace("2:3", "1:3").replace('<c r="B2"', '<c r="A2" s="1"><v>1</v></c><c r="B2"')),
        ({"E2": 1}, ROW.replace("2:3", "2:5").replace("</row>", '<c r="E2" s="1"><v>1</v></c></row>')),
        ({"A2": None}, ROW),
        ({"A1": 5}, '<row r="1"><c r="A1"><v>5</v></c></row>' + ROW),
        ({"D9": 5}, ROW + '<row r="9"><c r="D9" s="4"><v>5</v></c></row>'),
        ({"A1": None}, ROW),
    ],
)
def test_bytes_of_a_write(tmp_path, way, edit, rows):
    head = '<worksheet xmlns="{}"><dimension ref="B2:C2"/><cols><col min="4" max="5" style="4"/></cols><sheetData>{}</sheetData><x/></worksheet>'
    strings = "<si><t>张三</t></si>"
    text = after(tmp_path, makers.HEAD + head.format(makers.MAIN, ROW), edit, strings=strings)
    assert rows_of(text) == rows
    new = {"A2": "A2:C2", "E2": "B2:E2", "A1": "A1:C2", "D9": "B2:D9"}
    reference = next(iter(edit))
    widened = new.get(reference, "B2:C2") if edit[reference] is not None else "B2:C2"
    assert f'<dimension ref="{widened}"/>' in text
    assert text.endswith("<x/></worksheet>")


def test_into_an_empty_sheet(tmp_path, way):
    for empty in ("<sheetData/>", "<sheetData></sheetData>", "<sheetData />"):
        text = after(tmp_path, empty, {"B2": 1, "A1": "x"})
        assert rows_of(text) == (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="B2"><v>1</v></c></row>'
        )
        assert '<dimension ref="A1:B2"/>' in text


FORMULA_ROW = (
    '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>old</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>5</v></c>'
    '<c r="C1" cm="1"><f t="array" ref="C1:C2">SORT(A1:A2)</f><v>1</v></c><c r="D1"><f t="dataTable" ref="D1:E1" r1="A1"/><v>9</v></c>'
    '<c r="E1"><v>8</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/></c><c r="C2"><v>2</v></c></row>'
)


@pytest.mark.parametrize(
    ("reference", "value", "cell"),
    [
        ("A1", 3.5, '<c r="A1"><f>B1&amp;"x"</f><v>3.5</v></c>'),
        ("A1", "新", '<c r="A1" t="str"><f>B1&amp;"x"</f><v>新</v></c>'),
        ("A1", "", '<c r="A1" t="str"><f>B1&amp;"x"</f><v></v></c>'),
        ("A1", None, '<c r="A1"><f>B1&amp;"x"</f></c>'),
        ("A1", CellError.REF, '<c r="A1" t="e"><f>B1&amp;"x"</f><v>#REF!</v></c>'),
        ("B1", 6, '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>6</v></c>'),
        ("B2", True, '<c r="B2" t="b"><f t="shared" si="0"/><v>1</v></c>'),
        ("C1", "x", '<c r="C1" cm="1" t="str"><f t="array" ref="C1:C2">SORT(A1:A2)</f><v>x</v></c>'),
        ("C2", "y", '<c r="C2" t="str"><v>y</v></c>'),
        ("C2", 3, '<c r="C2"><v>3</v></c>'),
        ("D1", 4, '<c r="D1"><f t="dataTable" ref="D1:E1" r1="A1"/><v>4</v></c>'),
        ("E1", "z", '<c r="E1" t="str"><v>z</v></c>'),
    ],
)
def test_formulas_stay(tmp_path, way, reference, value, cell):
    text = rows_of(after(tmp_path, FORMULA_ROW, {reference: value})).replace("<v/>", "<v></v>")
    assert cell in text
    assert text.count("<f") == FORMULA_ROW.count("<f")


def test_value_metadata_goes_with_the_value(tmp_path, way):
    rows = '<row r="1"><c r="A1" t="e" vm="1" ph="1"><v>#VALUE!</v><extLst><ext uri="u"/></extLst></c></row>'
    text = after(tmp_path, rows, {"A1": 1})
    assert rows_of(text) == '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="u"/></extLst></c></row>'


def test_everything_else_stays_byte_for_byte(tmp_path):
    rows = '<row r="1" ht="15"\tx:dy="0.25" ><c  r="A1"/><c r="B1" ><v>1</v ></c >\n  </row ><row r="2"><c r="A2"><v>007</v></c></row>'
    sheet = f'{makers.HEAD}<worksheet xmlns="{makers.MAIN}" xmlns:x="urn:x"><sheetData>{rows}</sheetData></worksheet>'
    assert rows_of(after(tmp_path, sheet, {"A2": 8})) == rows.replace("007", "8")


EXOTIC = {
    "comment": '<sheetData><!-- <c r="A1"> --><row r="1"><c r="A1"><v>1</v></c><!-- x --></row></sheetData>',
    "cdata": '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="A1">]]></t></is></c></row></sheetData>',
    "instruction": '<sheetData><?x <c r="A1"><v>5</v></c>?><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
    "implicit": "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>",
    "quotes": "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>",
    "order": '<sheetData><row spans="1:1" r="1"><c s="0" r="A1"><v>1</v></c></row></sheetData>',
    "spaces": '<sheetData ><row  r = "1" ><c\nr="A1"\n><v>1</v></c\n></row ></sheetData >',
}


@pytest.mark.parametrize("name", EXOTIC)
def test_exotic_sheets(tmp_path, name):
    path = make(tmp_path, EXOTIC[name])
    before = values(path)
    patch(path, {"表": {"A1": "新", "C1": 3, "B7": True}})
    assert values(path) == before | {(1, 1): "新", (1, 3): 3.0, (7, 2): True}


def test_new_row_before_implicit_rows(tmp_path):
    path = make(tmp_path, '<row r="1"><c><v>1</v></c></row><row r="4"><c><v>4</v></c></row><row><c><v>5</v></c></row>')
    patch(path, {"表": {"A2": 2, "B5": 6}})
    assert values(path) == {(1, 1): 1, (2, 1): 2, (4, 1): 4, (5, 1): 5, (5, 2): 6}


def test_prefixed_sheet(tmp_path):
    sheet = f'{makers.HEAD}<x:worksheet xmlns:x="{makers.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    text = after(tmp_path, sheet, {"A1": 2, "B1": "x"})
    assert '<x:c r="A1"><x:v>2</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c>' in text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb2312", "utf-8-sig"])
def test_encodings(tmp_path, encoding):
    declared = encoding.removesuffix("-sig").removesuffix("-le")
    if encoding == "gb2312":
        declared = "iso-8859-1"  # what the parser knows without help
    rows = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&#24352;é</t></is></c></row></sheetData>'
    sheet = f'<?xml version="1.0" encoding="{declared}"?><worksheet xmlns="{makers.MAIN}">{rows}</worksheet>'
    data = sheet.encode("iso-8859-1" if encoding == "gb2312" else encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    path = makers.pack(tmp_path / "book.xlsx", makers.minimal(data))
    patch(path, {"表": {"B1": "新"}})
    assert values(path) == {(1, 1): "张é", (1, 2): "新"}


def test_strict_file(tmp_path):
    path = make(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', space=makers.STRICT)
    patch(path, {"表": {"A1": 2, "B2": "x"}})
    assert values(path) == {(1, 1): 2, (2, 2): "x"}


@pytest.mark.parametrize(
    "sheet",
    [
        "<sheetData/><sheetData/>",
        "<sheetDatata/>",
        '<sheetData><row r="1"><c r="A11"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="2"/><row r="1"/></sheetData>',
        '<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>',
        '<sheetData xmlns:mc="urn:mc"><mc:AlternateContent><row r="1"/></mc:AlternateContent></sheetData>',
    ],
)
def test_sheets_that_can_be_read_in_two_ways(tmp_path, sheet):
    path = make(tmp_path, sheet)
    before = path.read_bytes()
    with pytest.raises(refusals.SheetUnclear) as caught:
        patch(path, {"表": {"A1": 2, "C1": 3}})
    assert path.read_bytes() == before
    assert "{" not in caught.value.say("zh")
    assert ("<mc:AlternateContent>" in caught.value.say("zh")) == ("mc:" in sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        '<worksheet xmlns="{}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><cut',
        '<worksheet xmlns="{}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"></row></sheetData></worksheet>',
        '<worksheet xmlns="{}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
    ],
)
@pytest.mark.parametrize("reference", ["A1", "C1", "A9"])
def test_a_damaged_sheet_is_refused_as_damaged(tmp_path, sheet, reference):
    path = make(tmp_path, sheet.format(makers.MAIN))
    before = path.read_bytes()
    with pytest.raises(refusals.DamagedPart, match=r"XML 第 1 行第 [0-9]+ 列有误"):
        patch(path, {"表": {reference: 2}})
    assert path.read_bytes() == before


def test_no_worksheet_at_all(tmp_path):
    path = make(tmp_path, '<worksheet xmlns="urn:other"><sheetData/></worksheet>')
    with pytest.raises(refusals.SheetUnclear):
        patch(path, {"表": {"A1": 2}})


# Refusals to write


def test_merged_interior(tmp_path):
    path = makers.MAKERS["protected"](tmp_path)
    with pytest.raises(no.MergedInterior, match=r"名单!G3.*F2:H3"):
        patch(path, {"名单": {"G3": 1}})
    patch(path, {"名单": {"F2": "可以", "G3": None}})
    assert cells(path, "名单")[2, 6].value == "可以"


def test_result_of_a_formula_under_a_merged_cell(tmp_path):
    sheet = (
        '<worksheet xmlns="{}"><sheetData><row r="1"><c r="B1"><f>1+1</f><v>2</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )
    path = make(tmp_path, sheet.format(makers.MAIN))
    patch(path, {"表": {"B1": 3}})
    assert values(path) == {(1, 2): 3.0}


def test_table_header(tmp_path):
    path = makers.MAKERS["tables"](tmp_path)
    with pytest.raises(no.TableHeader, match="评分"):
        patch(path, {"名单": {"H1": "总分"}})
    patch(path, {"名单": {"H1": "分", "H2": 90}})
    assert cells(path, "名单")[2, 8].value == 90


def test_nothing_is_staged_where_one_value_is_refused(tmp_path):
    workbook = WorkbookFile.open(makers.MAKERS["plain"](tmp_path))
    with pytest.raises(no.ValueRefused):
        workbook.stage("名单", {(2, 3): 1.0, (3, 3): float("nan")})
    workbook.save()
    assert workbook.sheet("名单").cells[2, 3].value == 92.5


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (1048577, 1), (1, 16385), (-1, 1)])
def test_places_outside_the_sheet(tmp_path, place):
    with pytest.raises(no.ValueRefused):
        WorkbookFile.open(makers.MAKERS["plain"](tmp_path)).stage("名单", {place: 1})


def test_bad_arguments_of_patch(tmp_path):
    path = makers.MAKERS["plain"](tmp_path)
    with pytest.raises(refusals.SheetMissing):
        patch(path, {"没有": {"A1": 1}})
    for reference in ("A1:B2", "A0", "XFE1", "A1048577", "1A", ""):
        with pytest.raises(Unusable, match=f"单元格地址“{reference}”有误"):
            patch(path, {"名单": {reference: 1}})


# Formulas replaced, full calculation


CHAIN = '<?xml version="1.0"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>'


def with_chain(tmp_path):
    parts = makers.minimal(f"<sheetData>{FORMULA_ROW}</sheetData>")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    parts["xl/calcChain.xml"] = CHAIN.encode()
    links, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    link = f'<Relationship Id="rId9" Type="{makers.LINKS}/calcChain" Target="calcChain.xml"/></Relationships>'
    parts[links] = parts[links].replace(b"</Relationships>", link.encode())
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", override.encode())
    return makers.pack(tmp_path / "book.xlsx", parts)


def test_the_chain_stays_while_formulas_stay(tmp_path):
    path = with_chain(tmp_path)
    patch(path, {"表": {"A1": 1}})
    assert zipfile.ZipFile(path).read("xl/calcChain.xml") == CHAIN.encode()


def test_replacing_a_formula_drops_the_chain_whole(tmp_path, way):
    path = with_chain(tmp_path)
    patch(path, {"表": {"A1": 1}}, replace_formulas=True)
    assert cells(path)[1, 1] == Cell(1.0)
    archive = zipfile.ZipFile(path)
    assert "xl/calcChain.xml" not in archive.namelist()
    assert b"calcChain" not in archive.read("[Content_Types].xml") + archive.read("xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize("reference", ["B1", "C1", "C2", "D1", "E1", "B2"])
def test_a_formula_that_covers_others_is_not_replaced(tmp_path, reference):
    path = with_chain(tmp_path)
    if reference == "B2":  # the child of a shared formula stands alone
        patch(path, {"表": {reference: 1}}, replace_formulas=True)
        assert cells(path)[2, 2] == Cell(1.0)
    else:
        with pytest.raises(no.FormulaBound, match=r"B1:B2|C1:C2|D1:E1"):
            patch(path, {"表": {reference: 1}}, replace_formulas=True)


@pytest.mark.parametrize("calc", ["", '<calcPr calcId="1" fullCalcOnLoad="0"/>', "<calcPr/>"])
def test_full_calculation(tmp_path, calc):
    parts = makers.minimal("<sheetData/>")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", b"</sheets>" + calc.encode())
    path = makers.pack(tmp_path / "book.xlsx", parts)
    patch(path, {"表": {"A1": 1}})
    assert zipfile.ZipFile(path).read("xl/workbook.xml") == parts["xl/workbook.xml"]
    patch(path, {"表": {"A1": 1}}, full_calculation=True)
    text = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
    assert len(re.findall(r'<calcPr[^>]* fullCalcOnLoad="1"/>', text)) == text.count("fullCalcOnLoad") == 1
    assert text.index("</sheets>") < text.index("<calcPr")


def test_importing_the_engine_stays_light():
    import subprocess
    import sys

    check = "import sys, xlkpi.books.ooxml; print(sorted({'lxml','pandas','openpyxl','numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", [" 前", "后 ", "\t前", "后\n", "两\n行", " ", "中 间"])
def test_blanks_at_the_ends_are_told_to_be_kept(way, tmp_path, text):
    """Excel drops them where the XML does not say so; a reader that is no XML parser sees it in the bytes."""
    path = make(tmp_path, '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>"x"</f><v>x</v></c></row>')
    patch(path, {"表": {"A1": text, "B1": text, "C1": text}})
    xml = zipfile.ZipFile(path).read(SHEET).decode()
    at_the_end = text != text.strip() or "\n" in text
    assert len(re.findall(r'<t xml:space="preserve">', xml)) == (2 if at_the_end else 0)
    assert len(re.findall(r'<v xml:space="preserve">', xml)) == (1 if at_the_end else 0)
    assert {place: cell.value for place, cell in cells(path).items()} == dict.fromkeys([(1, 1), (1, 2), (1, 3)], text)


@pytest.mark.parametrize("rows", [2, 127, 128, 129, 256, 300, 5000])
@pytest.mark.parametrize("top", [1, 100, 128, 129])
def test_merged_areas_of_any_height_cover_what_is_in_them(tmp_path, rows, top):
    bottom = top + rows - 1
    sheet = f'<sheetData/><mergeCells><mergeCell ref="B{top}:C{bottom}"/></mergeCells>'
    path = make(tmp_path, f'<worksheet xmlns="{makers.MAIN}">{sheet}</worksheet>')
    covered = {f"B{top + 1}", f"B{bottom}", f"C{top}", f"C{bottom}", f"C{(top + bottom) // 2}"}
    for place in covered:
        with pytest.raises(no.MergedInterior):
            patch(path, {"表": {place: 1}})
    free = {f"B{top}", f"A{bottom}", f"D{top}", f"B{bottom + 1}", *([f"B{top - 1}"] if top > 1 else [])}
    patch(path, {"表": dict.fromkeys(free, 1)})
    assert len(cells(path)) == len(free)


INLINE = {
    # what a cell of type inlineStr holds -> what Excel shows
    "<is><t>甲</t></is>": "甲",
    "<v>1.0</v><is><r><t>1.</t></r></is>": "1.",
    "<is><t>1.</t></is><v>1.0</v>": "1.",
    "<f>A2</f><v>POI rocks!</v>": "POI rocks!",
    "<v/>": "",
    "": None,
}


@pytest.mark.parametrize("inner", INLINE)
def test_inline_text_that_other_programs_spell_oddly(tmp_path, inner):
    """readxl's test file carries `<v>` beside `<is>`; LibreOffice 4.1 marked the text result of a formula as inline."""
    path = make(tmp_path, f'<row r="1"><c r="A1" t="inlineStr">{inner}</c></row>')
    found = cells(path).get((1, 1))
    assert (None if found is None else found.value) == INLINE[inner]


def test_a_module_sheet_of_excel_95_is_no_part_that_is_missing(tmp_path):
    parts = makers.minimal('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    old = parts["xl/workbook.xml"].decode()
    names = '<definedNames><definedName name="本页" localSheetId="1">表!$A$1</definedName></definedNames>'
    new = old.replace("<sheets>", '<sheets><sheet name="Module1" sheetId="7" state="veryHidden" r:id=""/>')
    parts["xl/workbook.xml"] = new.replace("</sheets>", f"</sheets>{names}").encode()
    path = makers.pack(tmp_path / "old.xlsm", parts)
    assert WorkbookFile.open(path).sheets == ("表",)
    assert WorkbookFile.open(path).names[0].sheet == "表", "the module counts as a sheet where scopes are counted"
    patch(path, {"表": {"A1": 2}})
    assert cells(path)[1, 1].value == 2


def test_a_sheet_that_was_to_have_a_part_is_missing(tmp_path):
    parts = makers.minimal("<sheetData/>")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'r:id="rId1"', b'r:id="rId99"')
    with pytest.raises(PartMissing):
        WorkbookFile.open(makers.pack(tmp_path / "book.xlsx", parts))


class Counted(str):
    """A text that counts how often it is made ready for comparison."""

    __slots__ = ()
    times = 0

    def casefold(self):
        Counted.times += 1
        return super().casefold()


def test_looking_up_a_name_does_not_go_through_all_names():
    """Ten times the names, ten times the work, not a hundred times: what was quadratic took a minute for 100,000."""
    work = []
    for count in (100, 1000):
        Counted.times = 0
        names = [DefinedName(Counted(f"名{number}"), None, "表!$A$1") for number in range(count)]
        known = Defined(names, ["表"])
        assert all(known.resolve(f"名{number}") for number in range(count))
        work.append(Counted.times)
    assert work[1] <= work[0] * 10
