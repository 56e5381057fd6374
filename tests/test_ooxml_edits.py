"""The structure of a workbook changed in place: what goes in, what is refused, what stays."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

import ooxml_corpus as corpus
import ooxml_makers as makers
from spoilt import OLE, WITH_PASSWORD
from xlkpi.books.ooxml import Area, WorkbookFile
from xlkpi.books.ooxml.edits import (
    Button,
    Edit,
    Format,
    Highlight,
    NewArray,
    NewFormula,
    NewSheet,
    Note,
    Styled,
    Validation,
    edit_package,
    edit_workbook,
)
from xlkpi.books.ooxml.edits.edit_refusals import (
    BlockRefused,
    ButtonRefused,
    EditRefused,
    FormatRefused,
    FormulaRefused,
    NameRefused,
    NoteRefused,
    RuleRefused,
    SheetRefused,
)
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.read_back import prove
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.books.ooxml.refusals import EncryptedWorkbook, NotAWorkbook, SheetMissing, SignedWorkbook
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.books.write_refusals import ResultUnsound, ValueRefused
from xlkpi.errors import CannotRead, CannotWrite, CellError, Unusable


@pytest.fixture
def roster(tmp_path):
    """Names, departments, totals, and totals doubled by formulas, in A1:D5 of 名单."""
    return makers.MAKERS["plain"](tmp_path)


def minimal(sheet, **options):
    """The smallest workbook, in a spelling that openpyxl reads too."""
    parts = makers.minimal(sheet, **options)
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"<fill/>", b"<fill><patternFill/></fill>")
    return parts


def sheet_of(tmp_path, rows, name="book.xlsx", **parts):
    return makers.pack(tmp_path / name, minimal(f"<sheetData>{rows}</sheetData>", **parts))


def formulas(path, sheet="表"):
    """Formula by reference, as openpyxl reads them."""
    found = {}
    for row in load_workbook(path)[sheet].iter_rows():
        for cell in row:
            if cell.data_type == "f":
                found[cell.coordinate] = cell.value if isinstance(cell.value, str) else cell.value.text
    return found


def content(path, part):
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


def changed(before, after):
    old, new = corpus.parts(before), corpus.parts(after)
    return {name for name in old if new.get(name) != old[name]}, set(new) - set(old)


# Cells


def test_a_formula_with_its_result(roster):
    edit_workbook(roster, Edit(cells={"名单": {"E2": NewFormula("=SUM(C2:D2)", 277.5), "E9": NewFormula("1<2", True)}}))
    book = load_workbook(roster, data_only=True)["名单"]
    assert (book["E2"].value, book["E9"].value) == (277.5, True)
    assert formulas(roster, "名单") | {} == {
        **{f"D{row}": f"=C{row}*2" for row in range(2, 6)},
        "E2": "=SUM(C2:D2)",
        "E9": "=1<2",
    }


def test_only_the_sheet_changes(tmp_path, roster):
    out = tmp_path / "out.xlsx"
    edit_workbook(roster, Edit(cells={"名单": {"E2": NewFormula("C2", 92.5)}}), out)
    assert changed(roster, out) == ({"xl/worksheets/sheet1.xml"}, set())
    cut = content(out, "xl/worksheets/sheet1.xml").replace('<c r="E2"><f>C2</f><v>92.5</v></c>', "")
    before = content(roster, "xl/worksheets/sheet1.xml")
    assert cut.replace("A1:E5", "A1:D5").replace('r="2" spans="1:5"', 'r="2" spans="1:4"') == before


def test_without_a_result_excel_is_asked_to_compute(tmp_path):
    path = makers.pack(tmp_path / "a.xlsx", minimal("<sheetData/>"))
    edit_workbook(path, Edit(cells={"表": {"A1": NewFormula("1+1", 2)}}))
    assert "fullCalcOnLoad" not in content(path, "xl/workbook.xml")
    edit_workbook(path, Edit(cells={"表": {"A2": NewFormula("1+1")}}))
    assert '<calcPr fullCalcOnLoad="1"/>' in content(path, "xl/workbook.xml")
    assert '<c r="A2"><f>1+1</f></c>' in content(path, "xl/worksheets/sheet1.xml")


def test_an_array_formula_fills_its_area(roster):
    results = [[185.0], [162.0], ["无"], [CellError.NA]]
    edit_workbook(roster, Edit(cells={"名单": {"F2:F5": NewArray("C2:C5*2", results)}}))
    xml = content(roster, "xl/worksheets/sheet1.xml")
    assert '<c r="F2"><f t="array" ref="F2:F5">C2:C5*2</f><v>185</v></c>' in xml
    assert '<c r="F4" t="str"><v>无</v></c>' in xml
    assert '<c r="F5" t="e"><v>#N/A</v></c>' in xml
    found = WorkbookFile.open(roster).sheet("名单")
    assert found.blocks == (Area("名单", 2, 6, 5, 6),)


def test_a_formula_that_is_there_stays_unless_it_is_to_go(roster):
    edit = {"cells": {"名单": {"D2": NewFormula("C2*3", 277.5), "E2": NewFormula("1", 1)}}}
    done = edit_workbook(roster, Edit(**edit))
    assert done.kept == ("名单!D2",)
    assert formulas(roster, "名单")["D2"] == "=C2*2"
    done = edit_workbook(roster, Edit(**edit, replace_formulas=True))
    assert done.kept == ()
    assert done.before["名单!D2"].formula.text == "C2*2"
    assert done.before["名单!D2"].value == 185
    assert formulas(roster, "名单")["D2"] == "=C2*3"


def test_what_stood_there_is_told(roster):
    done = edit_workbook(roster, Edit(cells={"名单": {"C2": NewFormula("90+2.5", 92.5), "H1": "新"}}))
    assert {place: cell.value for place, cell in done.before.items()} == {"名单!C2": 92.5}


def test_a_style_is_kept_and_a_new_one_is_made_of_it(tmp_path):
    path = sheet_of(tmp_path, '<row r="1"><c r="A1" s="1"><v>45413</v></c><c r="B1" s="1"/></row>')
    cells = {
        "A1": NewFormula("TODAY()", dt.date(2024, 5, 1)),
        "B1": Styled(NewFormula("A1", 45413.0), Format(bold=True)),
    }
    edit_workbook(path, Edit(cells={"表": cells}))
    sheet = load_workbook(path)["表"]
    assert (sheet["A1"].number_format, sheet["A1"].font.b) == ('yyyy"年"m"月"', False)
    assert (sheet["B1"].number_format, sheet["B1"].font.b) == ('yyyy"年"m"月"', True)


def test_dates_in_the_workbooks_own_system(tmp_path):
    path = sheet_of(tmp_path, "", workbook='<workbookPr date1904="1"/>')
    edit_workbook(path, Edit(cells={"表": {"A1": NewFormula("B1", dt.date(2024, 5, 1))}}))
    assert "<f>B1</f><v>43951</v>" in content(path, "xl/worksheets/sheet1.xml")  # 45413 - 1462


SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:C3" si="0">A1+A$1+$A1+SUM(Q:Q)+1:1</f><v>2</v></c>'
    '<c r="C1"><f t="shared" si="0"/><v>3</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>'
    '<row r="3"><c r="A3"><v>4</v></c><c r="B3" t="str"><f t="shared" si="0"/><v>五</v></c></row>'
    '<row r="4"><c r="B4"><f t="shared" ref="B4:B5" si="1">A4*2</f><v>0</v></c></row>'
    '<row r="5"><c r="B5"><f t="shared" si="1"/><v>0</v></c></row>'
)


def test_followers_of_a_replaced_shared_formula_are_spelled_out(tmp_path):
    path = sheet_of(tmp_path, SHARED)
    edit_workbook(path, Edit(cells={"表": {"B1": NewFormula("7", 7)}}, replace_formulas=True))
    xml = content(path, "xl/worksheets/sheet1.xml")
    assert formulas(path) == {
        "B1": "=7",
        "C1": "=B1+B$1+$A1+SUM(R:R)+1:1",
        "B2": "=A2+A$1+$A2+SUM(Q:Q)+2:2",
        "B3": "=A3+A$1+$A3+SUM(Q:Q)+3:3",
        "B4": "=A4*2",
        "B5": "=A5*2",
    }
    assert '<c r="B3" t="str"><f>A3+A$1+$A3+SUM(Q:Q)+3:3</f><v>五</v></c>' in xml
    assert '<f t="shared" ref="B4:B5" si="1">A4*2</f>' in xml


def test_a_follower_alone_leaves_the_others(tmp_path):
    path = sheet_of(tmp_path, SHARED)
    edit_workbook(path, Edit(cells={"表": {"B2": NewFormula("7", 7), "B5": 8}}, replace_formulas=True))
    assert content(path, "xl/worksheets/sheet1.xml").count('si="0"') == 3
    assert "B5" not in formulas(path)


@pytest.mark.parametrize("text", ["A1:INDEX(A:A,3)", "表!A1:表!B2"])
def test_a_shared_formula_that_cannot_be_spelled_out_for_sure(tmp_path, text):
    rows = SHARED.replace("A1+A$1+$A1+SUM(Q:Q)+1:1", text)
    path = sheet_of(tmp_path, rows)
    with pytest.raises(FormulaRefused, match="共用"):
        edit_workbook(path, Edit(cells={"表": {"B1": NewFormula("7", 7)}}, replace_formulas=True))


ARRAY = (
    '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>2</v></c><c r="B1"><v>4</v></c></row>'
    '<row r="2"><c r="A2"><v>6</v></c><c r="B2"><v>8</v></c></row>'
)


def test_an_array_is_replaced_as_a_whole_or_not_at_all(tmp_path):
    path = sheet_of(tmp_path, ARRAY)
    done = edit_workbook(path, Edit(cells={"表": {"A2": NewFormula("1", 1)}}))
    assert done.kept == ("表!A2",)
    with pytest.raises(BlockRefused, match="A1:B2 只能整体替换"):
        edit_workbook(path, Edit(cells={"表": {"A2": NewFormula("1", 1)}}, replace_formulas=True))
    whole = {"A1": NewFormula("1", 1), "B1": 2, "A2": None, "B2": "文"}
    edit_workbook(path, Edit(cells={"表": whole}, replace_formulas=True))
    assert formulas(path) == {"A1": "=1"}
    assert "array" not in content(path, "xl/worksheets/sheet1.xml")
    edit_workbook(path, Edit(cells={"表": {"A1:B3": NewArray("C1:D3")}}, replace_formulas=True))
    assert WorkbookFile.open(path).sheet("表").blocks == (Area("表", 1, 1, 3, 2),)


def linked(parts, owner, kind, target, content, content_type=""):
    """The parts with one more, which a part refers to."""
    folder, _, name = owner.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    empty = f'{makers.HEAD}<Relationships xmlns="{makers.TYPES}/relationships"></Relationships>'.encode()
    link = f'<Relationship Id="rId99" Type="{makers.LINKS}/{kind}" Target="/{target}"/></Relationships>'
    parts = parts | {rels: parts.get(rels, empty).replace(b"</Relationships>", link.encode()), target: content.encode()}
    override = f'<Override PartName="/{target}" ContentType="{content_type or "application/xml"}"/></Types>'
    return parts | {"[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", override.encode())}


def with_chain():
    parts = minimal('<sheetData><row r="1"><c r="A1"><f>1</f><v>1</v></c></row></sheetData>')
    chain = f'{makers.HEAD}<calcChain xmlns="{makers.MAIN}"><c r="A1" i="1"/></calcChain>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    return linked(parts, "xl/workbook.xml", "calcChain", "xl/calcChain.xml", chain, kind)


def mentions_chain(path):
    return [name for name, data in corpus.parts(path).items() if "calcChain" in name or b"calcChain" in data]


def test_the_calculation_chain_goes_once_formulas_change(tmp_path):
    path = makers.pack(tmp_path / "a.xlsx", with_chain())
    edit_workbook(path, Edit(names={"甲": "表!$A$1"}, cells={"表": {"B1": "文字"}}))
    assert "xl/calcChain.xml" in mentions_chain(path)
    package = Package.open(path)
    edit = Edit(cells={"表": {"B2": NewFormula("A1", 1)}})
    edit_package(package, edit)
    assert package.has("xl/calcChain.xml")
    edit_workbook(path, edit)
    assert mentions_chain(path) == []


def test_a_calculation_chain_whose_entries_are_closed_by_tags_of_their_own(tmp_path):
    parts = with_chain()
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(Relationship|Override)( [^>]*)/>", rb"<\1\2></\1>", parts[name])
    path = makers.pack(tmp_path / "b.xlsx", parts)
    edit_workbook(path, Edit(cells={"表": {"B2": NewFormula("A1", 1)}}))
    assert mentions_chain(path) == []
    assert load_workbook(path)["表"]["B2"].value == "=A1"


def test_cells_of_a_pivot_table_belong_to_it(tmp_path):
    pivot = f'<pivotTableDefinition xmlns="{makers.MAIN}" name="透视"><location ref="B2:C9"/></pivotTableDefinition>'
    parts = linked(
        minimal("<sheetData/>"), "xl/worksheets/sheet1.xml", "pivotTable", "xl/pivotTables/pivotTable1.xml", pivot
    )
    path = makers.pack(tmp_path / "p.xlsx", parts)
    for cells in ({"C9": 1}, {"B2": NewFormula("1", 1)}, {"A9:B10": NewArray("1")}):
        with pytest.raises(BlockRefused, match="透视表"):
            edit_workbook(path, Edit(cells={"表": cells}))
    edit_workbook(path, Edit(cells={"表": {"B10": NewFormula("1", 1), "A2": 2}}))


def test_the_last_cell_of_a_sheet(roster):
    edit = Edit(
        cells={"名单": {"XFD1048576": NewFormula("A1", "姓名")}},
        notes=(Note("名单", "XFD1048576", "末"),),
        buttons=(Button("名单", "XFC1048575:XFD1048576", "末", "Last"),),
    )
    edit_workbook(roster, edit)
    assert formulas_of_last(roster) == "A1"
    vml = content(roster, "xl/drawings/vmlDrawing1.vml")
    for anchor in re.findall("<x:Anchor>(.*?)</x:Anchor>", vml):
        left, _, top, _, right, _, bottom, _ = map(int, anchor.split(","))
        assert 0 <= left < right <= 16383
        assert 0 <= top < bottom <= 1048575


def formulas_of_last(path):
    return WorkbookFile.open(path).sheet("名单").cells[1048576, 16384].formula.text


WRONG_FORMULAS = {
    "": "公式为空",
    "=": "公式为空",
    "SUM(A1": "公式不完整",
    "A1)": "有误",
    "1+": "公式不完整",
    "A1 2": None,  # read as what two areas share; Excel finds it to be none
    "*3": "公式不完整",
    "(A1,)": "公式不完整",
    "A1 B1": None,
    "1 + + 2": None,
    'IF(A1,"x)': "有误",
    "{1,2": "公式不完整",
    "'无此表'!A1": "没有工作表“无此表”",
    "名单:无此表!A1": "没有工作表“无此表”",
    "[1]Sheet1!A1": "没有链接",
    "@A1": "不用“@”",
    "A1\x01": "不能保存的字符",
    "1+" * 4100 + "1": "超过 8192",
    "ABS(" * 65 + "1" + ")" * 65: "嵌套超过 64 层",
    "ABS(" * 64 + "1" + ")" * 64: None,
    "IF(A1,,)": None,
    "PI()": None,
    "-A1%": None,
    "名单!$A$1:$B$2": None,
    "'名单'!A1": None,
    "OFFSET(A1,1,1):B2": None,
    "SUM((A1,B2))": None,
    "T[[#This Row],[x]]": None,
    "{1,2;3,4}": None,
}


@pytest.mark.parametrize("text", WRONG_FORMULAS, ids=lambda text: text[:20])
def test_formulas_that_excel_would_not_read(roster, text):
    edit = Edit(cells={"名单": {"H1": NewFormula(text, 1)}})
    wrong = WRONG_FORMULAS[text]
    if wrong is None:
        edit_workbook(roster, edit)
        return
    before = roster.read_bytes()
    with pytest.raises(FormulaRefused, match=wrong):
        edit_workbook(roster, edit)
    assert roster.read_bytes() == before


@pytest.mark.parametrize(
    ("cells", "refusal", "why"),
    [
        ({"F2:F3": NewFormula("1", 1)}, BlockRefused, "一个单元格的内容"),
        ({"F2": 1, "F1:F3": NewArray("1")}, BlockRefused, "写了两次"),
        ({"F2:F3": NewArray("1", [[1.0]])}, FormulaRefused, "不符"),
        ({"F2:F3": NewArray("1", [[1.0, 2.0], [1.0, 2.0]])}, FormulaRefused, "不符"),
        ({"A:A": NewArray("1")}, Unusable, "地址"),
        ({"XFE1": NewFormula("1")}, Unusable, "地址"),
        ({"A1048577": NewFormula("1")}, Unusable, "地址"),
        ({"A1:XFD1048576": NewArray("1")}, BlockRefused, "超过"),
        ({"F2": NewFormula("1", float("nan"))}, ValueRefused, "有限"),
        ({"F2": Styled(1, Format(color="red"))}, FormatRefused, "red"),
        ({"F2": Styled(1, Format(number_format=""))}, FormatRefused, "数字格式"),
        ({"F2": Styled(1, Format(horizontal="middle"))}, FormatRefused, "middle"),
    ],
)
def test_contents_that_cannot_stand_there(roster, cells, refusal, why):
    with pytest.raises(refusal, match=why):
        edit_workbook(roster, Edit(cells={"名单": cells}))


@pytest.mark.parametrize(
    ("cell", "new", "why"),
    [
        ("G1", NewFormula("1", 1), "标题"),
        ("K6", NewFormula("1", 1), "汇总行"),
        ("G2:G3", NewArray("1"), "数组公式不能写入表格"),
        ("F2:G2", NewArray("1"), "数组公式不能写入表格"),
        ("I2", NewFormula("1", 1), "计算列"),
        ("H2", NewFormula("1", 1), None),
        ("I2", 5, None),
    ],
)
def test_tables(tmp_path, cell, new, why):
    path = makers.MAKERS["tables"](tmp_path)
    parts = corpus.parts(path)
    table = re.sub(
        rb'(<tableColumn id="3" name="\xe7\xad\x89\xe7\xba\xa7")/>',
        rb"\1><calculatedColumnFormula>1+1</calculatedColumnFormula></tableColumn>",
        parts["xl/tables/table1.xml"],
    )
    assert b"calculatedColumn" in table
    path = makers.pack(tmp_path / "t.xlsx", parts | {"xl/tables/table1.xml": table})
    edit = Edit(cells={"名单": {cell: new}})
    if why is None:
        edit_workbook(path, edit)
        return
    with pytest.raises(BlockRefused, match=why):
        edit_workbook(path, edit)


@pytest.mark.parametrize("value", ['他说"好"', "a<b & c>d", "it's", "两\n行\t和\r回车", 1.5])
def test_an_attribute_says_what_was_meant_whatever_it_is(value):
    assert ET.fromstring(f"<x{attribute('v', value)}/>").get("v") == str(value)


@pytest.mark.parametrize(
    ("cell", "new", "why"),
    [
        ("G2", NewFormula("1", 1), "合并单元格 F2:H3"),
        ("F3", 5, "合并单元格 F2:H3"),
        ("E2:F2", NewArray("1"), "数组公式不能写入合并单元格"),
        ("F2", NewFormula("1", 1), None),
        ("G2", None, None),
    ],
)
def test_merged_cells(tmp_path, cell, new, why):
    path = makers.MAKERS["protected"](tmp_path)
    edit = Edit(cells={"名单": {cell: new}})
    if why is None:
        edit_workbook(path, edit)
        return
    with pytest.raises(BlockRefused, match=why):
        edit_workbook(path, edit)


def test_a_protected_sheet_stays_protected_and_its_cells_locked(tmp_path):
    path = makers.MAKERS["protected"](tmp_path)
    before = content(path, "xl/worksheets/sheet1.xml")
    cells = {"A9": Styled(NewFormula("1", 1), Format(bold=True)), "B9": Styled(2, Format(locked=False))}
    edit_workbook(path, Edit(cells={"名单": cells}, notes=(Note("名单", "A9", "注"),)))
    after = content(path, "xl/worksheets/sheet1.xml")
    assert re.findall("<sheetProtection[^>]*>", after) == re.findall("<sheetProtection[^>]*>", before) != []
    sheet = load_workbook(path)["名单"]
    assert (sheet["A9"].protection.locked, sheet["B9"].protection.locked) == (True, False)


def test_no_sheet_of_that_name(roster):
    for edit in (
        Edit(cells={"无": {"A1": 1}}),
        Edit(notes=(Note("无", "A1", "x"),)),
        Edit(buttons=(Button("无", "A1", "x", "x"),)),
        Edit(validations=(Validation("无", "A1", "custom", "TRUE"),)),
    ):
        with pytest.raises(SheetMissing):
            edit_workbook(roster, edit)


# Names


def test_names_are_added_and_replaced(tmp_path):
    path = makers.MAKERS["protected"](tmp_path)
    before = {(name.name, name.sheet): name.text for name in WorkbookFile.open(path).names}
    edit_workbook(path, Edit(names={"名单_得分": "=名单!$C$2:$C$5", "上限": "100", "标语": '"甲 & 乙"'}))
    edit_workbook(path, Edit(names={"总分": "名单!$D$2:$D$5"}, replace_names=True))
    after = {(name.name, name.sheet): name.text for name in WorkbookFile.open(path).names}
    assert after == before | {
        ("名单_得分", None): "名单!$C$2:$C$5",
        ("上限", None): "100",
        ("标语", None): '"甲 & 乙"',
        ("总分", None): "名单!$D$2:$D$5",
    }
    assert load_workbook(path).defined_names["标语"].attr_text == '"甲 & 乙"'


def test_a_name_that_is_there_already_in_that_sense_changes_nothing(tmp_path):
    path = makers.MAKERS["protected"](tmp_path)
    before = path.read_bytes()
    edit_workbook(path, Edit(names={"总分": "名单!$C$2:$C$5"}))
    assert path.read_bytes() == before


WRONG_NAMES = {
    "": "名称以文字",
    "1月": "名称以文字",
    "a b": "名称以文字",
    "a-b": "名称以文字",
    "a" * 256: "超过 255",
    "_xlnm.Print_Area": "Excel 自用",
    "A1": "单元格地址",
    "xfd1048576": "单元格地址",
    "KPI2024": "单元格地址",
    "r": "单元格地址",
    "C": "单元格地址",
    "R1C1": "单元格地址",
    "r12": "单元格地址",
    "TRUE": "逻辑值",
    "本页": "局部名称",
    "总分": "已经存在",
    "XFE1": None,
    "KPI_2024": None,
    "RC总": None,
    "R9999999C1": None,
    "工号.新": None,
    "_1": None,
    "\\路": None,
}


@pytest.mark.parametrize("name", WRONG_NAMES, ids=lambda name: name[:20])
def test_names_that_excel_does_not_allow(tmp_path, name):
    path = makers.MAKERS["protected"](tmp_path)
    edit = Edit(names={name: "名单!$A$1"})
    if WRONG_NAMES[name] is None:
        edit_workbook(path, edit)
        assert WorkbookFile.open(path).resolve(name) == Area("名单", 1, 1, 1, 1)
        return
    with pytest.raises(NameRefused, match=WRONG_NAMES[name]):
        edit_workbook(path, edit)


def test_names_of_nothing_of_tables_and_given_twice(tmp_path):
    path = makers.MAKERS["tables"](tmp_path)
    for names, why in (
        ({"甲": "无!$A$1"}, "没有工作表"),
        ({"甲": ""}, "公式为空"),
        ({"评分": "名单!$A$1"}, "同名的表格"),
        ({"乙a": "1", "乙A": "2"}, "两次"),
    ):
        with pytest.raises(NameRefused, match=why):
            edit_workbook(path, Edit(names=names))


def test_names_in_a_workbook_of_another_spelling(tmp_path):
    parts = minimal("<sheetData/>")
    for prefix, encoding in (("x", "utf-8"), ("", "utf-16")):
        colon = f"{prefix}:" if prefix else ""
        space = f"xmlns:{prefix}" if prefix else "xmlns"
        link = f'<{colon}sheet name="表" sheetId="1" r:id="rId1"/>'
        head = f'<?xml version="1.0" encoding="{encoding}"?><!-- 注 -->'
        book = f'{head}<{colon}workbook {space}="{makers.MAIN}" xmlns:r="{makers.LINKS}"><{colon}sheets>{link}</{colon}sheets></{colon}workbook>'
        path = makers.pack(tmp_path / f"book{prefix}.xlsx", parts | {"xl/workbook.xml": book.encode(encoding)})
        edit = Edit(names={"甲": "表!$A$1", "乙": "参!$B$1"}, sheets=(NewSheet("参", {"B1": 1}),))
        edit_workbook(path, edit)
        book = load_workbook(path)
        assert (book.sheetnames, book.defined_names["乙"].attr_text) == (["表", "参"], "参!$B$1")
        assert "<!-- 注 -->" in content(path, "xl/workbook.xml")


# Sheets


def test_a_sheet_behind_the_last_one(tmp_path):
    path = makers.MAKERS["charts"](tmp_path)  # its last sheet is a chart
    sheet = NewSheet(
        "参 数's",
        {
            "A1": Styled("级别", Format(bold=True, fill="D9E1F2", border=True, horizontal="center", wrap=True)),
            "B1": Styled(0.25, Format(number_format="0%", locked=False)),
            "A2": " 空 ",
            "C1": NewFormula("名单!C2*2", 185.0),
            "D1:D2": NewArray("名单!C2:C3", [[92.5], ["无"]]),
            "E1": dt.date(2024, 5, 1),
            "XFD3": True,
        },
        {"A": 18.5, "C": 0},
        merged=("A4:C5",),
        state="veryHidden",
    )
    edit_workbook(path, Edit(sheets=(sheet,), names={"参数": "'参 数''s'!$A$1:$B$2"}))
    book = load_workbook(path)
    assert book.sheetnames == ["名单", "图表", "参 数's"]
    page = book["参 数's"]
    assert page.sheet_state == "veryHidden"
    assert [str(area) for area in page.merged_cells.ranges] == ["A4:C5"]
    assert (page["A1"].value, page["A1"].font.b, page["A1"].fill.fgColor.rgb) == ("级别", True, "FFD9E1F2")
    assert (page["A1"].alignment.horizontal, page["A1"].alignment.wrap_text) == ("center", True)
    assert page["A1"].border.left.style == page["A1"].border.bottom.style == "thin"
    assert (page["B1"].value, page["B1"].number_format, page["B1"].protection.locked) == (0.25, "0%", False)
    assert (page["A2"].value, page["C1"].value, page["D1"].value.text) == (" 空 ", "=名单!C2*2", "=名单!C2:C3")
    assert page["XFD3"].value is True
    assert (page.column_dimensions["A"].width, page.column_dimensions["C"].width) == (18.5, 0)
    assert load_workbook(path, data_only=True)["参 数's"]["D2"].value == "无"
    assert WorkbookFile.open(path).resolve("参数") == Area("参 数's", 1, 1, 2, 2)


def test_a_sheet_gets_a_number_that_was_never_used(roster, tmp_path):
    parts = corpus.parts(roster)
    book = parts["xl/workbook.xml"].replace(b'sheetId="1"', b'sheetId="7"')
    path = makers.pack(tmp_path / "a.xlsx", parts | {"xl/workbook.xml": book})
    edit_workbook(path, Edit(sheets=(NewSheet("二"), NewSheet("三"))))
    assert re.findall(r'sheetId="(\d+)"', content(path, "xl/workbook.xml")) == ["7", "8", "9"]


WRONG_SHEETS = {
    "": "名称为空",
    " ": "名称为空",
    "a" * 32: "超过 31",
    "𠮷" * 16: "超过 31",
    "a/b": "不能含有",
    "a[1]": "不能含有",
    "a:b": "不能含有",
    "'a": "单引号",
    "a'": "单引号",
    "History": "Excel 自己",
    "名单": "已有同名",
    "a" * 31: None,
    "it's": None,
    "𠮷" * 15: None,
}


@pytest.mark.parametrize("name", WRONG_SHEETS)
def test_names_of_sheets(roster, name):
    edit = Edit(sheets=(NewSheet(name),))
    if WRONG_SHEETS[name] is None:
        edit_workbook(roster, edit)
        assert load_workbook(roster).sheetnames == ["名单", name]
        return
    with pytest.raises(SheetRefused, match=WRONG_SHEETS[name]):
        edit_workbook(roster, edit)


@pytest.mark.parametrize(
    "sheet",
    [
        NewSheet("参", {"A1": 1, "A1:A2": NewArray("1")}),
        NewSheet("参", {"A1:A2": 1}),
        NewSheet("参", widths={"A1": 3}),
        NewSheet("参", widths={"XFE": 3}),
        NewSheet("参", widths={"A": 256}),
        NewSheet("参", widths={"A": float("nan")}),
        NewSheet("参", merged=("A1",)),
        NewSheet("参", merged=("A1:B2", "B2:C3")),
        NewSheet("参", state="secret"),
        NewSheet("参", {"A1:XFD1048576": NewArray("1")}),
    ],
)
def test_sheets_that_excel_would_repair(roster, sheet):
    with pytest.raises(SheetRefused):
        edit_workbook(roster, Edit(sheets=(sheet,)))


def test_two_sheets_of_one_name_at_once_and_one_that_refers_to_the_other(roster):
    with pytest.raises(SheetRefused, match="已有同名"):
        edit_workbook(roster, Edit(sheets=(NewSheet("甲a"), NewSheet("甲A"))))
    one = NewSheet("一", {"A1": NewFormula("二!A1", 5.0)})
    edit_workbook(roster, Edit(sheets=(one, NewSheet("二", {"A1": 5}))))
    assert formulas(roster, "一") == {"A1": "=二!A1"}


# Formats


def test_a_format_is_added_once(roster):
    look = Format(number_format="0.00", bold=True, color="C00000", fill="FFF2CC", border=True)
    edit_workbook(roster, Edit(cells={"名单": {"E2": Styled(1, look), "E3": Styled(2, look)}}))
    once = content(roster, "xl/styles.xml")
    edit_workbook(roster, Edit(cells={"名单": {"E4": Styled(3, look)}}))
    assert content(roster, "xl/styles.xml") == once
    for group in ("fonts", "fills", "borders", "cellXfs", "numFmts"):
        found = re.search(rf'<{group} count="(\d+)"[^>]*>(.*?)</{group}>', once)
        assert int(found[1]) == len(re.findall(r"<(?:font|fill|border|xf|numFmt)[ />]", found[2])), group
    cell = load_workbook(roster)["名单"]["E4"]
    assert (cell.number_format, cell.font.b, cell.font.color.rgb, cell.fill.fgColor.rgb) == (
        "0.00",
        True,
        "FFC00000",
        "FFFFF2CC",
    )


def test_everything_else_of_a_format_stays(tmp_path):
    path = makers.MAKERS["protected"](tmp_path)  # column J in italics with two decimals, row 20 bold
    edit_workbook(
        path, Edit(cells={"名单": {"J2": Styled(1, Format(bold=True)), "A20": Styled(2, Format(italic=True))}})
    )
    sheet = load_workbook(path)["名单"]
    assert (sheet["J2"].font.i, sheet["J2"].font.b, sheet["J2"].number_format) == (True, True, "0.00")
    assert (sheet["A20"].font.i, sheet["A20"].font.b) == (True, True)
    edit_workbook(path, Edit(cells={"名单": {"J2": Styled(1, Format(bold=False, border=False, locked=True))}}))
    sheet = load_workbook(path)["名单"]
    assert (sheet["J2"].font.i, sheet["J2"].font.b, sheet["J2"].number_format) == (True, False, "0.00")


def test_a_workbook_without_styles(tmp_path):
    parts = minimal("<sheetData/>")
    del parts["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = re.sub(rb"<(?:Override|Relationship)[^>]*styles[^>]*/>", b"", parts[name])
    path = makers.pack(tmp_path / "a.xlsx", parts)
    edit_workbook(path, Edit(cells={"表": {"A1": 1}}, names={"甲": "表!$A$1"}))
    assert "xl/styles.xml" not in corpus.parts(path)
    edit_workbook(path, Edit(cells={"表": {"A1": Styled(0.5, Format(number_format="0%"))}}))
    assert load_workbook(path)["表"]["A1"].number_format == "0%"


def test_styles_that_hold_nothing(tmp_path):
    for styles in ("<styleSheet xmlns='{}'></styleSheet>", "<x:styleSheet xmlns:x='{}'/>"):
        parts = minimal("<sheetData/>") | {"xl/styles.xml": styles.format(makers.MAIN).encode()}
        path = makers.pack(tmp_path / "a.xlsx", parts)
        look = Format(number_format="0%", bold=True, fill="FF0000", border=True)
        edit_workbook(path, Edit(cells={"表": {"A1": Styled(0.5, look), "A2": Styled(1, Format(italic=True))}}))
        root = ET.fromstring(content(path, "xl/styles.xml"))
        assert [corpus.local(group) for group in root] == ["numFmts", "fonts", "fills", "borders", "cellXfs"]
        fonts = [[corpus.local(child) for child in font] for font in root[1]]
        first, second, third = root[4]
        assert fonts[int(first.get("fontId"))] == []
        assert int(first.get("fillId")) == int(first.get("borderId")) == 0
        assert fonts[int(second.get("fontId"))] == ["b"]
        assert int(second.get("fillId")) >= 2
        assert fonts[int(third.get("fontId"))] == ["i"]
        assert third.get("fillId") == third.get("borderId") == "0"


def test_a_cell_with_a_format_that_does_not_exist(tmp_path):
    path = sheet_of(tmp_path, '<row r="1"><c r="A1" s="99"/></row>')
    with pytest.raises(FormatRefused, match="99"):
        edit_workbook(path, Edit(cells={"表": {"A1": Styled(1, Format(bold=True))}}))


# Validations and conditional formats


def test_rules_beside_those_that_are_there(tmp_path):
    path = makers.MAKERS["shown"](tmp_path)
    edit = Edit(
        validations=(
            Validation("名单", "E2:E5", "list", '"优秀,良好"', error="请选择", prompt="等级"),
            Validation("名单", "F2", "decimal", "0", "100"),
            Validation("名单", "G2", "custom", "LEN(G2)<5"),
        ),
        highlights=(Highlight("名单", "E2:E5", 'E2="优秀"', Format(bold=True, fill="C6EFCE", color="006100")),),
    )
    edit_workbook(path, edit)
    once = corpus.parts(path)
    edit_workbook(path, edit)
    assert corpus.parts(path) == once
    sheet = load_workbook(path)["名单"]
    found = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation
    }
    assert found == {
        "B2:B5": ("list", '"一部,二部"', None),
        "C2:C5": ("decimal", "0", "100"),
        "E2:E5": ("list", '"优秀,良好"', None),
        "F2": ("decimal", "0", "100"),
        "G2": ("custom", "LEN(G2)<5", None),
    }
    rules = [rule for group in sheet.conditional_formatting for rule in group.rules]
    assert len({rule.priority for rule in rules}) == len(rules) == 3
    own = next(rule for rule in rules if rule.formula == ['E2="优秀"'])
    assert (own.dxf.font.b, own.dxf.fill.bgColor.rgb, own.dxf.font.color.rgb) == (True, "FFC6EFCE", "FF006100")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Validation("名单", "B3:B9", "list", '"甲"'), "已有数据验证"),
        (Validation("名单", "H2", "decimal", "0"), "界限"),
        (Validation("名单", "H2", "decimal", "0", "1", operator="equal"), "界限"),
        (Validation("名单", "H2", "list", '"甲"', "1"), "界限"),
        (Validation("名单", "H2", "list", f'"{"甲" * 256}"'), "255"),
        (Validation("名单", "H2", "list", '"甲"', error="长" * 256), "255"),
        (Validation("名单", "H2", "maybe", "1"), "没有这种"),
    ],
)
def test_rules_that_excel_would_not_take(tmp_path, rule, why):
    path = makers.MAKERS["shown"](tmp_path)
    with pytest.raises(RuleRefused, match=why):
        edit_workbook(path, Edit(validations=(rule,)))


# Notes and buttons


def test_notes_and_buttons_on_a_bare_sheet(roster):
    note = Note("名单", "D2", "原公式：=C2*2 <旧>\n第二行", author="接入 & 改")
    button = Button("名单", "F2:G3", "校验 & 查", "KpiCheck")
    edit_workbook(roster, Edit(notes=(note,), buttons=(button,)))
    comment = load_workbook(roster)["名单"]["D2"].comment
    assert (comment.text, comment.author) == ("原公式：=C2*2 <旧>\n第二行", "接入 & 改")
    vml = content(roster, "xl/drawings/vmlDrawing1.vml")
    assert "&#26657;&#39564; &amp; &#26597;" in vml  # 校验 & 查
    assert "<x:Anchor>5, 0, 1, 0, 7, 0, 3, 0</x:Anchor>" in vml
    assert "<x:FmlaMacro>[0]!KpiCheck</x:FmlaMacro>" in vml
    assert "<x:Row>1</x:Row><x:Column>3</x:Column>" in vml


def test_notes_and_buttons_beside_others(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    before = content(path, "xl/drawings/vmlDrawing1.vml")
    edit_workbook(path, Edit(notes=(Note("名单", "A3", "新"),), buttons=(Button("名单", "F8", "新钮", "SampleCall"),)))
    after = content(path, "xl/drawings/vmlDrawing1.vml")
    assert after.startswith(before.removesuffix("</xml>"))
    assert re.findall(r'id="_x0000_s(\d+)"', after) == ["1025", "1026", "1027", "1028", "1029"]
    assert after.count("<v:shapetype ") == 2
    sheet = load_workbook(path)["名单"]
    assert {cell: sheet[cell].comment.text for cell in ("A2", "A3")} == {"A2": "试用期", "A3": "新"}
    edit_workbook(path, Edit(notes=(Note("名单", "A3", "新"),), buttons=(Button("名单", "F8", "新钮", "SampleCall"),)))
    assert content(path, "xl/drawings/vmlDrawing1.vml") == after


def test_a_note_on_a_cell_that_has_one_goes_behind_it(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    for _ in range(2):
        edit_workbook(path, Edit(notes=(Note("名单", "A2", "原公式：=1"),)))
        assert load_workbook(path)["名单"]["A2"].comment.text == "试用期\n原公式：=1"
        assert content(path, "xl/drawings/vmlDrawing1.vml").count('ObjectType="Note"') == 1
        assert '<rFont val="Tahoma"/>' in content(path, "xl/comments1.xml")


def test_two_notes_for_one_cell(roster):
    edit = Edit(notes=(Note("名单", "A2", "甲"), Note("名单", "A2", "乙")))
    for _ in range(2):
        edit_workbook(roster, edit)
        assert load_workbook(roster)["名单"]["A2"].comment.text == "甲\n乙"


def test_a_note_behind_text_without_runs(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    parts = corpus.parts(path)
    plain = re.sub(rb"<text>.*</text>", "<text><t>试用期</t></text>".encode(), parts["xl/comments1.xml"])
    path = makers.pack(tmp_path / "b.xlsm", parts | {"xl/comments1.xml": plain})
    edit_workbook(path, Edit(notes=(Note("名单", "A2", "原公式：=1"),)))
    assert load_workbook(path, keep_vba=True)["名单"]["A2"].comment.text == "试用期\n原公式：=1"


def test_a_threaded_comment_is_left_alone(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    parts = corpus.parts(path)
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    author = b"<author>tc={0F3B}</author>"
    parts |= {
        rels: parts[rels].replace(b"</Relationships>", link.encode()),
        "xl/comments1.xml": re.sub(rb"<author>.*?</author>", author, parts["xl/comments1.xml"]),
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
    }
    path = makers.pack(tmp_path / "t.xlsm", parts)
    with pytest.raises(NoteRefused, match="对话式"):
        edit_workbook(path, Edit(notes=(Note("名单", "A2", "新"),)))
    edit_workbook(path, Edit(notes=(Note("名单", "A3", "新"),)))
    assert corpus.parts(path)["xl/threadedComments/threadedComment1.xml"] == b"<ThreadedComments/>"


def test_shapes_are_numbered_in_blocks_of_the_workbook(roster):
    edit_workbook(
        roster,
        Edit(sheets=(NewSheet("二"),), buttons=(Button("名单", "F2", "甲", "A_"), Button("二", "F2", "乙", "B_"))),
    )
    assert 'data="1"' in content(roster, "xl/drawings/vmlDrawing1.vml")
    assert 'data="2"' in content(roster, "xl/drawings/vmlDrawing2.vml")
    assert "_x0000_s2049" in content(roster, "xl/drawings/vmlDrawing2.vml")


def test_a_full_block_of_shapes_gets_another(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    parts = corpus.parts(path)
    vml = parts["xl/drawings/vmlDrawing1.vml"].replace(b"_x0000_s1027", b"_x0000_s2047")
    path = makers.pack(tmp_path / "b.xlsm", parts | {"xl/drawings/vmlDrawing1.vml": vml})
    edit_workbook(path, Edit(buttons=(Button("名单", "F8", "新钮", "SampleCall"),)))
    after = content(path, "xl/drawings/vmlDrawing1.vml")
    assert 'data="1,2"' in after
    assert "_x0000_s2049" in after


def test_shapes_that_no_block_was_registered_for(tmp_path):
    """As ClosedXML writes them: no list of blocks, prefixes declared on the shapes."""
    path = makers.MAKERS["controls"](tmp_path)
    parts = corpus.parts(path)
    vml = re.sub(rb"<o:shapelayout.*?</o:shapelayout>", b"", parts["xl/drawings/vmlDrawing1.vml"])
    path = makers.pack(tmp_path / "b.xlsm", parts | {"xl/drawings/vmlDrawing1.vml": vml})
    other = edit_package(
        Package.open(path), Edit(sheets=(NewSheet("二"),), buttons=(Button("二", "F2", "乙", "B_"),))
    ).package
    assert b'data="2"' in other.part("xl/drawings/vmlDrawing2.vml")
    bare = vml.replace(b' xmlns:o="urn:schemas-microsoft-com:office:office"', b"")
    path = makers.pack(tmp_path / "c.xlsm", parts | {"xl/drawings/vmlDrawing1.vml": bare})
    edit_workbook(path, Edit(buttons=(Button("名单", "F8", "新钮", "SampleCall"),)))
    after = content(path, "xl/drawings/vmlDrawing1.vml")
    assert re.search(r'<o:shapelayout xmlns:o="[^"]*" v:ext="edit"><o:idmap v:ext="edit" data="2"/>', after)
    assert re.search(r'<v:shape xmlns:o="[^"]*" id="_x0000_s2049"', after)


def test_a_drawing_that_is_no_xml_keeps_its_spelling(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    parts = corpus.parts(path)
    broken = parts["xl/drawings/vmlDrawing1.vml"].replace("检查".encode(), "检<br>查".encode())
    path = makers.pack(tmp_path / "b.xlsm", parts | {"xl/drawings/vmlDrawing1.vml": broken})
    edit_workbook(path, Edit(buttons=(Button("名单", "F8", "新钮", "SampleCall"),)))
    assert corpus.parts(path)["xl/drawings/vmlDrawing1.vml"].startswith(broken.removesuffix(b"</xml>"))


def test_a_drawing_in_an_unknown_form_is_refused(tmp_path):
    path = makers.MAKERS["controls"](tmp_path)
    parts = corpus.parts(path)
    for strange in (b"", b"<svg/>", "<xml></xml>".encode("utf-16")):
        odd = makers.pack(tmp_path / "b.xlsm", parts | {"xl/drawings/vmlDrawing1.vml": strange})
        with pytest.raises(EditRefused, match="旧式图形"):
            edit_workbook(odd, Edit(buttons=(Button("名单", "F8", "新钮", "SampleCall"),)))


def with_listed_controls(folder):
    """Buttons as Excel 2010 and later write them: in the legacy drawing, the sheet's part and its drawing."""
    parts = corpus.parts(makers.MAKERS["controls"](folder))
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    control = '<control shapeId="1040" r:id="rId7" name="Button 1"><controlPr macro="[0]!SampleCall"/></control>'
    controls = (
        f'<mc:AlternateContent {compatible} xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        f'<mc:Choice Requires="x14"><controls>{control}</controls></mc:Choice></mc:AlternateContent></worksheet>'
    )
    sheet, rels = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    link = (
        f'<Relationship Id="rId7" Type="{makers.LINKS}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/></Relationships>'
    )
    kind = '<Override PartName="/xl/ctrlProps/ctrlProp1.xml" ContentType="application/vnd.ms-excel.controlproperties+xml"/></Types>'
    parts |= {
        sheet: parts[sheet].replace(b"</worksheet>", controls.encode()),
        rels: parts[rels].replace(b"</Relationships>", link.encode()),
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", kind.encode()),
        "xl/ctrlProps/ctrlProp1.xml": b"<formControlPr/>",
    }
    return makers.pack(folder / "listed.xlsm", parts)


def test_a_button_where_controls_are_listed_is_listed_too(tmp_path):
    path = with_listed_controls(tmp_path)
    before = corpus.parts(path)
    edit_workbook(path, Edit(buttons=(Button("名单", "F8:G9", "新 & 钮", "KpiCheck"),)))
    after = corpus.parts(path)
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    number = re.search('<control shapeId="(1041)" r:id="(rId[0-9]+)" name', sheet)  # free in the list as well
    assert 'macro="[0]!KpiCheck"' in sheet
    assert f'Id="{number[2]}"' in after["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    assert 'objectType="Button"' in after["xl/ctrlProps/ctrlProp2.xml"].decode()
    assert f'id="_x0000_s{number[1]}"' in after["xl/drawings/vmlDrawing1.vml"].decode()
    drawing = after["xl/drawings/drawing1.xml"].decode()
    assert drawing.startswith(before["xl/drawings/drawing1.xml"].decode().removesuffix("</xdr:wsDr>"))
    assert f'<a14:compatExt spid="_x0000_s{number[1]}"/>' in drawing
    assert "<a:t>新 &amp; 钮</a:t>" in drawing
    edit_workbook(path, Edit(buttons=(Button("名单", "F8:G9", "新 & 钮", "KpiCheck"),)))
    assert corpus.parts(path) == after


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (Edit(notes=(Note("名单", "A1:A2", "x"),)), NoteRefused),
        (Edit(notes=(Note("名单", "A1", " "),)), NoteRefused),
        (Edit(notes=(Note("名单", "A1", "长" * 32768),)), ValueRefused),
        (Edit(notes=(Note("名单", "A0", "x"),)), Unusable),
        (Edit(buttons=(Button("名单", "A1", "", "X_"),)), ButtonRefused),
        (Edit(buttons=(Button("名单", "A1", "a\x00", "X_"),)), ButtonRefused),
        (Edit(buttons=(Button("名单", "A1", "长" * 256, "X_"),)), ButtonRefused),
        (Edit(buttons=(Button("名单", "A1", "钮", "1x"),)), ButtonRefused),
        (Edit(buttons=(Button("名单", "A1", "钮", "x y"),)), ButtonRefused),
        (Edit(buttons=(Button("名单", "A1", "钮", ""),)), ButtonRefused),
    ],
)
def test_notes_and_buttons_that_are_refused(roster, edit, refusal):
    before = roster.read_bytes()
    with pytest.raises(refusal):
        edit_workbook(roster, edit)
    assert roster.read_bytes() == before


# Whole workbooks


def test_all_or_nothing(roster):
    before = roster.read_bytes()
    edit = Edit(
        cells={"名单": {"E2": NewFormula("1", 1)}},
        names={"甲": "名单!$A$1"},
        sheets=(NewSheet("参"),),
        buttons=(Button("名单", "A1", "钮", "not a macro"),),
    )
    with pytest.raises(ButtonRefused):
        edit_workbook(roster, edit)
    assert roster.read_bytes() == before
    package = Package.open(roster)
    done = edit_package(package, Edit(names={"甲": "名单!$A$1"}))
    assert b"definedName" not in package.part("xl/workbook.xml")
    assert b"definedName" in done.package.part("xl/workbook.xml")


@pytest.mark.parametrize(
    "edit",
    [
        Edit(names={"甲": "名单!$A$1"}),
        Edit(sheets=(NewSheet("参"),)),
        Edit(cells={"名单": {"E2": NewFormula("1", 1)}}),
        Edit(cells={"名单": {"D2": NewFormula("C2*3", 1)}}),
        Edit(cells={"名单": {"E2:E3": NewArray("1")}}),
        Edit(cells={"无": {}}),
    ],
)
def test_a_result_that_is_not_what_was_asked_for_is_thrown_away(roster, edit):
    draft = Draft(Package.open(roster))
    with pytest.raises(ResultUnsound):
        prove(draft, edit, set())


def test_what_was_left_alone_needs_no_proof(roster):
    prove(Draft(Package.open(roster)), Edit(cells={"名单": {"D2": NewFormula("C2*3", 1), "A1": 5}}), {"名单!D2"})


def test_one_edit_on_top_of_another(roster):
    first = edit_package(Package.open(roster), Edit(sheets=(NewSheet("参", {"A1": 1}),)))
    second = edit_package(first.package, Edit(cells={"参": {"A2": NewFormula("A1", 1)}}, names={"甲": "参!$A$1"}))
    save_package(second.package, roster)
    assert WorkbookFile.open(roster).resolve("甲") == Area("参", 1, 1, 1, 1)
    assert formulas(roster, "参") == {"A2": "=A1"}


def test_nothing_asked_nothing_changed(tmp_path, roster):
    out = tmp_path / "out.xlsx"
    edit_workbook(roster, Edit(), out)
    assert out.read_bytes() == roster.read_bytes()


def strict(folder):
    return makers.pack(folder / "s.xlsx", minimal("<sheetData/>", space=makers.STRICT))


def shared(folder):
    parts = minimal("<sheetData/>")
    link = f'<Relationship Id="rId9" Type="{makers.LINKS}/revisionHeaders" Target="revisions/revisionHeaders.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", link.encode()
    )
    return makers.pack(folder / "r.xlsx", parts | {"xl/revisions/revisionHeaders.xml": b"<headers/>"})


def signed(folder):
    return makers.pack(folder / "d.xlsx", minimal("<sheetData/>") | {"_xmlsignatures/sig1.xml": b"<x/>"})


def encrypted(folder):
    path = folder / "e.xlsx"
    path.write_bytes(OLE + bytes(504) + WITH_PASSWORD)
    return path


def binary(folder):
    parts = minimal("<sheetData/>")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
    return makers.pack(folder / "b.xlsb", parts | {"xl/workbook.bin": b"\x83\x01"})


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (strict, EditRefused),
        (shared, EditRefused),
        (signed, SignedWorkbook),
        (encrypted, EncryptedWorkbook),
        (binary, NotAWorkbook),
    ],
)
def test_workbooks_that_are_not_touched(tmp_path, make, refusal):
    path = make(tmp_path)
    before = path.read_bytes()
    with pytest.raises(refusal) as caught:
        edit_workbook(path, Edit(names={"甲": "1"}))
    assert isinstance(caught.value, (CannotRead, CannotWrite))
    assert path.name in caught.value.say("zh")
    assert path.read_bytes() == before


def test_a_signed_workbook_if_told_so(tmp_path):
    path = signed(tmp_path)
    edit_workbook(path, Edit(names={"甲": "1"}), allow_signed=True)
    assert load_workbook(path).defined_names["甲"].attr_text == "1"


def test_the_ending_has_to_fit(tmp_path, roster):
    for out in ("a.xlsm", "a.xltx", "a"):
        with pytest.raises(EditRefused, match=r"\.xlsx"):
            edit_workbook(roster, Edit(), tmp_path / out)
        assert not (tmp_path / out).exists()


def test_an_ending_that_never_fitted_is_left_to_its_owner(tmp_path, roster):
    odd = roster.rename(tmp_path / "a.bak")
    edit_workbook(odd, Edit(names={"甲": "1"}))
    assert [name.name for name in WorkbookFile.open(odd).names] == ["甲"]
