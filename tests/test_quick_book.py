"""The quick reader of many workbooks against the parser: the same values of every cell, or the parser steps in."""

# ruff: noqa: DTZ001 - the dates of a workbook have no zone

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path

import pytest

import ooxml_fuzz
import ooxml_makers as makers
from xlkpi.actions.opening import open_book
from xlkpi.books.areas import MAX_ROW, Area
from xlkpi.books.ooxml import usual
from xlkpi.books.ooxml.archive import Limits
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.usual import Odd
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.quick import QuickBook
from xlkpi.errors import CellError, NameMissing, XlkpiError
from xlkpi.schemes import kind_named

ROOT = Path(__file__).resolve().parent.parent
WORKBOOKS = sorted((ROOT / "workbooks").rglob("*.xls[mx]"))
OTHERS = sorted((ROOT / "tests" / "golden").rglob("*.xls[mx]"))


def quick(path, data=None):
    return QuickBook(WorkbookFile(Package(data or path.read_bytes(), path, Limits())))


def typed(rows):
    return [[(type(value), value) for value in row] for row in rows]


def assert_same(path):
    own, fast = open_book(path), quick(path)
    assert own.names() <= fast.names()
    for name in own.names():
        assert typed(own.read(name)) == typed(fast.read(name)), name


def cut(file, sheet, area):
    """The values of a sheet as the quick reader has them; None where it leaves the sheet to the parser."""
    try:
        cells = file.usual(sheet)
        return None if cells is None else cells.block(area)
    except (Odd, XlkpiError):
        return None


def whole(file, sheet):
    """The values of a sheet as both readers have them."""
    cells = file.sheet(sheet).cells
    right, bottom = (max((place[at] for place in cells), default=1) for at in (1, 0))
    parsed = [
        [cells[r, c].value if (r, c) in cells else None for c in range(1, right + 1)] for r in range(1, bottom + 1)
    ]
    return parsed, cut(file, sheet, Area(sheet, 1, 1, bottom, right))


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_template_reads_the_same(path):
    assert_same(path)


def test_no_sheet_of_a_template_is_left_to_the_parser():
    for path in WORKBOOKS:
        file = WorkbookFile.open(path)
        assert [sheet for sheet in file.sheets if whole(file, sheet)[1] is None] == [], path


@pytest.mark.parametrize("path", [*OTHERS, *makers.excel_made()], ids=lambda path: path.stem)
def test_what_other_programs_saved_reads_the_same(path):
    file = WorkbookFile.open(path, allow_signed=True)
    for sheet in file.sheets:
        parsed, found = whole(file, sheet)
        assert found is not None
        assert typed(found) == typed(parsed), sheet


@pytest.mark.parametrize("maker", makers.MAKERS)
def test_what_xlsxwriter_made_reads_the_same(maker, tmp_path):
    file = WorkbookFile.open(makers.MAKERS[maker](tmp_path))
    for sheet in file.sheets:
        parsed, found = whole(file, sheet)
        assert found is not None
        assert typed(found) == typed(parsed), sheet


@pytest.mark.libreoffice
@pytest.mark.skipif(not makers.soffice(), reason="no LibreOffice here")
def test_what_libreoffice_saved_again_reads_the_same(odd, tmp_path):
    path = makers.convert(odd, tmp_path / "lo", "xlsx:Calc MS Excel 2007 XML")
    file = WorkbookFile.open(path)
    assert whole(file, "附件3")[1] is not None
    assert_same(path)


def test_what_openpyxl_saved_again_reads_the_same(odd, tmp_path):
    """It spells Chinese letters as numbers (&#24352;) and empty results as <v/>."""
    import openpyxl

    book = openpyxl.load_workbook(odd)
    book.save(tmp_path / "again.xlsx")
    assert_same(tmp_path / "again.xlsx")


@pytest.fixture
def odd(tmp_path):
    """A summary that holds every type of value in cells that are read."""
    from branches import Branch, Someone, blank_summary, write_branch

    blank = blank_summary(tmp_path)
    person = Someone("00123", "  赵 磊 ", "东", 90.0)
    path = write_branch(blank, Branch("东", [person], {"东": (91.0, 91.0)}), tmp_path / "东.xlsm")
    book = open_book(path)
    values = [True, 1e-9, -0.5, "#N/A", "_x0041_", "<&>", CellError.DIV0, "12.50", dt.date(2024, 2, 29), "多\n行"]
    book.write("名单_岗位", [[value] for value in values])
    book.save()
    return path


def test_every_type_of_value_reads_the_same(odd):
    values = quick(odd).read("名单_岗位")
    assert values == open_book(odd).read("名单_岗位")
    assert values[3:7] == [["#N/A"], ["_x0041_"], ["<&>"], [CellError.DIV0]]
    assert_same(odd)


def test_what_was_written_since_is_read(odd):
    book = quick(odd)
    book.write("名单_岗位", [["主任"]])
    assert book.read("名单_岗位")[0] == ["主任"]


def test_a_block_that_is_missing_is_told(odd):
    with pytest.raises(NameMissing):
        quick(odd).read("没有")


CELLS = {
    '<row r="1"><c r="A1"><v>1.50</v></c></row>': 1.5,
    '<row r="1"><c r="A1"><v>1E-3</v></c></row>': 0.001,
    '<row r="1"><c r="A1"><v></v></c></row>': None,
    '<row r="1"><c r="A1" s="3"/></row>': None,
    '<row r="1"><c r="A1"></c></row>': None,
    '<row r="1"/><row r="2"><c r="A2"><v>2</v></c></row>': None,
    '<row r="2"><c r="A2"><v>2</v></c></row>': None,
    '<row r="1"><c r="B1"><v>2</v></c></row>': None,
    '<row r="1"><c r="A1" t="b"><v>1</v></c></row>': True,
    '<row r="1"><c r="A1" t="b"><v>0</v></c></row>': False,
    '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>': CellError.NA,
    '<row r="1"><c r="A1" t="e"><v>#新错误</v></c></row>': CellError.UNKNOWN,
    '<row r="1"><c r="A1" t="e" vm="1"><f>A2:A3</f><v>#VALUE!</v></c></row>': CellError.VALUE,
    '<row r="1"><c r="A1"><v>NaN</v></c></row>': CellError.NUM,
    '<row r="1"><c r="A1"><v>1e308</v></c><c r="B1"><v>1e308</v></c></row>': 1e308,
    '<row r="1"><c r="A1"><v>45413</v></c><c r="B1" s="1"><v>45413</v></c></row>': 45413.0,
    '<row r="1"><c r="A1"><v>1e999</v></c></row>': CellError.NUM,
    '<row r="1"><c r="A1" s="1"><v>45413</v></c></row>': dt.date(2024, 5, 1),
    '<row r="1"><c r="A1" s="2"><v>45413.5</v></c></row>': dt.datetime(2024, 5, 1, 12),
    '<row r="1"><c r="A1" s="3"><v>0.5</v></c></row>': dt.time(12),
    '<row r="1"><c r="A1" s="4"><v>1.5</v></c></row>': 1.5,
    '<row r="1"><c r="A1" t="d"><v>2024-05-01</v></c></row>': dt.date(2024, 5, 1),
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>': "共享",
    '<row r="1"><c r="A1" t="s"><v>1</v></c></row>': "富文本",
    '<row r="1"><c r="A1" t="str"><f>B1&amp;"&lt;"</f><v>a&lt;b&amp;&gt;&quot;&apos;</v></c></row>': "a<b&>\"'",
    '<row r="1"><c r="A1" t="str"><v>12.50</v></c></row>': "12.50",
    '<row r="1"><c r="A1" t="str"><v xml:space="preserve"> 空格 </v></c></row>': " 空格 ",
    '<row r="1"><c r="A1" t="str"><f t="array" ref="A1:A2">B1:B2</f><v>x</v></c></row>': "x",
    '<row r="1"><c r="A1" t="str"><f t="shared" si="0"/><v>x</v></c></row>': "x",
    '<row r="1"><c r="A1" t="str"><v>_x005F_x0041__x0042_</v></c></row>': "_x0041_B",
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&#24352;&#x4E09;&#10;</t></is></c></row>': "张三\n",
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&#32;&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;&#9;</t></is></c></row>': (
        " \ud7ff\ue000\ufffd\U00010000\U0010ffff\t"
    ),
    '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c></row>': "",
    '<row r="1"><c r="A1" t="str"><v></v></c></row>': "",
    '<row r="1"><c r="A1" t="str"><f>B1</f><v/></c></row>': "",
    '<row r="1"><c r="A1"><f>B1</f><v/></c></row>': None,
    '<row r="1" spans="1:3" ht="24" customHeight="1" x14ac:dyDescent="0.25" xmlns:x14ac="urn:x"><c r="A1"><v>7</v></c>'
    '</row><row r="2"></row><row r="3" hidden="1"/>': 7.0,
}
"""Rows in the usual spelling, and what stands in A1."""

LEFT_TO_THE_PARSER = {
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c></row>': "富文本",
    '<row r="1"><c r="A1" t="inlineStr"><is><t>字</t><rPh sb="0" eb="1"><t>zi</t></rPh></is></c></row>': "字",
    '<row r="1"><c t="str" r="A1"><v>x</v></c></row>': "x",
    "<row><c><v>1</v></c></row>": 1.0,
    '<row r="1"><!-- <c r="A1"><v>1</v></c> --><c r="A1"><v>2</v></c></row>': 2.0,
    '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="A1"><v>1</v></c>]]></v></c></row>': '<c r="A1"><v>1</v></c>',
    '<row r="1"><?x <c r="A1"><v>1</v></c>?><c r="A1"><v>2</v></c></row>': 2.0,
    '<row r="1">\n <c r="A1">\n <v>1</v>\n </c>\n</row>': 1.0,
    '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>': "a\nb",
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>': 2.0,
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>': 2.0,
    '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>': 1.0,
    '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"/></extLst></c></row>': 1.0,
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"/></row>': 1.0,
    '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>': 1.0,
    '<row r="1"><c r="A1"><v>1</v>x</c></row>': 1.0,
    '<row r="1"><c r="A1"><v>1</v></c>x<c r="B1"><v>2</v></c></row>': 1.0,
    '<!-- <row r="1"><c r="A1"><v>1</v></c></row> --><row r="2"><c r="A2"><v>2</v></c></row>': None,
    '<?x <row r="1"><c r="A1"><v>1</v></c></row> ?><row r="2"><c r="A2"><v>2</v></c></row>': None,
    '<row r="1"><c r="A1"><is><t>1</t></is><v>2</v></c></row>': 2.0,
}
"""Rows that are spelled otherwise: rich text, comments, blanks, two cells of one name; the parser reads them."""

REFUSED = [
    '<row r="1"><c r="A2"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    '<row r="1"><c r="A1"><v>一千</v></c></row>',
    '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c>',
    '<row r="1"><c r="A1"><v>1</t></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="B2"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="B2"/><c r="C1"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    *(
        f'<row r="1"><c r="A1" t="str"><v>&#{code};</v></c></row>'
        for code in ("8", "31", "xD800", "xDFFF", "xFFFE", "xFFFF", "x110000")
    ),
    '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>\x00</v></c></row>',
    '<row r="1"><c r="A1"><f>\x00</f><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>\x00</v></c><c r="B1"><v>2</v></c></row>',
]
"""Rows that mean nothing for sure."""

STRINGS = '<si><t>共享</t><phoneticPr fontId="1" type="noConversion"/></si><si><r><t>富</t></r><r><t>文本</t></r></si>'


def small(tmp_path, rows):
    strings = STRINGS if 't="s"' in rows else ""
    names = "<definedNames><definedName name='甲'>表!$A$1</definedName></definedNames>"
    return makers.pack(
        tmp_path / "小.xlsx", _named(makers.minimal(f"<sheetData>{rows}</sheetData>", strings=strings), names)
    )


def _named(parts, names):
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", b"</sheets>" + names.encode())
    return parts


@pytest.mark.parametrize(("rows", "value"), CELLS.items())
def test_a_cell_in_the_usual_spelling(rows, value, tmp_path):
    path = small(tmp_path, rows)
    assert typed(quick(path).read("甲")) == typed(open_book(path).read("甲")) == typed([[value]])
    assert cut(WorkbookFile.open(path), "表", Area("表", 1, 1, 1, 1)) is not None


@pytest.mark.parametrize(("rows", "value"), LEFT_TO_THE_PARSER.items())
def test_a_cell_in_another_spelling(rows, value, tmp_path):
    path = small(tmp_path, rows)
    assert typed(quick(path).read("甲")) == typed(open_book(path).read("甲")) == typed([[value]])
    assert cut(WorkbookFile.open(path), "表", Area("表", 1, 1, 1, 1)) is None


@pytest.mark.parametrize("rows", REFUSED)
def test_what_the_parser_refuses_is_not_read(rows, tmp_path):
    path = small(tmp_path, rows)
    with pytest.raises(XlkpiError):
        open_book(path).read("甲")
    with pytest.raises(XlkpiError):
        quick(path).read("甲")


@pytest.mark.parametrize(
    "sheet",
    [
        '<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><!-- --></worksheet>',
        (
            '<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
            '<row r="1"><c r="A1"><v>2</v></c></row></worksheet>'
        ),
        (
            '<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData>'
            "</x:worksheet>"
        ),
        '<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet><!-- -->',
    ],
)
def test_a_sheet_in_another_spelling_is_left_to_the_parser(sheet, tmp_path):
    path = makers.pack(tmp_path / "小.xlsx", makers.minimal(sheet.format(main=makers.MAIN)))
    file = WorkbookFile.open(path)
    assert cut(file, "表", Area("表", 1, 1, 1, 1)) is None


def test_what_markup_means_depends_on_the_workbook_it_stands_in(tmp_path):
    rows = '<row r="1"><c r="A1" s="1"><v>45413</v></c></row>'
    path = small(tmp_path, rows)
    assert quick(path).read("甲") == [[dt.date(2024, 5, 1)]]
    names = "<definedNames><definedName name='甲'>表!$A$1</definedName></definedNames>"
    parts = _named(makers.minimal(f"<sheetData>{rows}</sheetData>"), names)
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'<xf numFmtId="164"/>', b'<xf numFmtId="0"/>')
    assert quick(makers.pack(tmp_path / "另.xlsx", parts)).read("甲") == [[45413.0]]


def test_more_markup_than_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(usual, "_KNOWN_LIMIT", 3)
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 20))
    file = WorkbookFile.open(small(tmp_path, rows))
    assert cut(file, "表", Area("表", 1, 1, 19, 1)) == [[float(at)] for at in range(1, 20)]
    assert len(usual._KNOWN) <= 3


def test_what_stands_for_values_in_markup_that_is_remembered_is_never_taken_for_one(tmp_path):
    """The markup of these two rows is the same but for a character that no XML holds."""
    sound = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert quick(small(tmp_path, sound)).read("甲") == [[1.0]]
    for damaged in (sound.replace(">1<", ">\0<"), sound.replace(">2<", ">\0<")):
        file = WorkbookFile.open(small(tmp_path, damaged))
        assert cut(file, "表", Area("表", 1, 1, 1, 1)) is None


def test_a_very_long_row_is_read_and_not_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(usual, "_LONGEST", 100)
    usual._KNOWN.clear()
    cells = "".join(f'<c r="{letter}1"><v>{at}</v></c>' for at, letter in enumerate("ABCDEFGH"))
    file = WorkbookFile.open(small(tmp_path, f'<row r="1">{cells}</row>'))
    assert cut(file, "表", Area("表", 1, 1, 1, 8)) == [[float(at) for at in range(8)]]
    assert not usual._KNOWN


def test_other_encodings_are_left_to_the_parser(tmp_path):
    sheet = f'<worksheet xmlns="{makers.MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>é</v></c></row></sheetData></worksheet>'
    for declared, encoding in (("ISO-8859-1", "latin-1"), ("UTF-8", "latin-1")):
        data = f'<?xml version="1.0" encoding="{declared}"?>{sheet}'.encode(encoding)
        file = WorkbookFile.open(makers.pack(tmp_path / "小.xlsx", makers.minimal(data)))
        assert cut(file, "表", Area("表", 1, 1, 1, 1)) is None


@pytest.mark.parametrize("cell", ["XFD1", f"A{MAX_ROW}", f"XFD{MAX_ROW}"])
def test_a_stray_cell_in_the_last_corner_costs_nothing(cell, tmp_path):
    row = cell.lstrip("AXFD")
    rows = '<row r="1"><c r="A1"><v>5</v></c></row>' if row != "1" else ""
    first = '<c r="A1"><v>5</v></c>' if row == "1" else ""
    path = small(tmp_path, f'{rows}<row r="{row}">{first}<c r="{cell}"><v>1</v></c></row>')
    assert quick(path).read("甲") == [[5.0]]


def test_a_row_that_is_not_closed_is_left_to_the_parser(tmp_path):
    path = small(tmp_path, '<row r="1"><c r="A1"><v>1</v></c><row r="2"><c r="A2"><v>2</v></c></row>')
    assert cut(WorkbookFile.open(path), "表", Area("表", 1, 1, 2, 1)) is None


def test_rows_that_nobody_asks_for_are_not_looked_at(tmp_path):
    path = small(tmp_path, '<row r="1"><c r="A1"><v>5</v></c></row><row r="2"><c r="A2"><v>一千</v></c></row>')
    assert quick(path).read("甲") == [[5.0]]


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_sheet_never_reads_otherwise(seed, tmp_path):
    """Bytes of a sheet changed, cut and repeated: what the quick reader takes and the parser reads is the same."""
    luck = random.Random(seed)
    tail = ('<c r="B1" s="3"/><c r="C1"><v>7</v></c></row>', '<c r="B1" t="str"><v>b</v></c></row>', "</row>")
    sound = [one.replace("</row>", luck.choice(tail), 1) for one in sorted(CELLS) if "A2" not in one]
    some = enumerate(luck.sample(sound, 8), 1)
    rows = "".join(re.sub(r'"([ABC]?)1"', rf'"\g<1>{at}"', one) for at, one in some)
    sound = makers.minimal(f"<sheetData>{rows}</sheetData>", strings=STRINGS)
    for _ in range(25):
        parts = dict(sound)
        parts["xl/worksheets/sheet1.xml"] = ooxml_fuzz.mutate_bytes(sound["xl/worksheets/sheet1.xml"], luck)
        file = WorkbookFile.open(makers.pack(tmp_path / "小.xlsx", parts))
        found = cut(file, "表", Area("表", 1, 1, 12, 3))
        try:
            cells = file.sheet("表").cells
        except XlkpiError:
            continue
        parsed = [[cells[r, c].value if (r, c) in cells else None for c in range(1, 4)] for r in range(1, 13)]
        assert found is None or typed(found) == typed(parsed)


def test_all_kinds_that_head_office_takes_are_known():
    from xlkpi.headoffice.filed import summed_up

    taken = {key for key in ("summary", "plan", "groups", "calls", "shop", "rubric") if summed_up(kind_named(key))}
    assert taken == {"summary", "plan", "groups", "calls", "shop", "rubric"}
    assert not any(
        summed_up(kind_named(key)) for key in ("form", "library", "bids", "period", "weekly") if kind_named(key)
    )
