"""Our VBA modules in a project: in a new one, beside theirs, and merged with the code of their workbook."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from oletools.olevba import VBA_Parser
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

import ms_ovba
import ooxml_corpus as corpus
import ooxml_makers as makers
from xlkpi.books.ooxml.edits import Edit, NewSheet, edit_workbook
from xlkpi.books.ooxml.edits.edit_refusals import EditRefused, MacrosRefused
from xlkpi.books.ooxml.edits.macros import Document
from xlkpi.errors import CannotWrite
from xlkpi.macros.extending import vba_project
from xlkpi.macros.merging import Unmergeable, merged, public_procedures
from xlkpi.macros.vba import modules

OURS = "Option Explicit\n\nPrivate Sub Workbook_Open()\n    KpiOpen\nEnd Sub"

MERGED = {
    "nothing there": ("", OURS),
    "only options and comments": (
        "Option Explicit\n' 财务部 2019",
        "Option Explicit\n' 财务部 2019\n\nPrivate Sub Workbook_Open()\n    KpiOpen\nEnd Sub",
    ),
    "another option": (
        "Option Compare Text",
        "Option Compare Text\n\nOption Explicit\n\nPrivate Sub Workbook_Open()\n    KpiOpen\nEnd Sub",
    ),
    "another procedure": (
        "Private Sub Workbook_BeforeSave(ByVal SaveAsUI As Boolean, Cancel As Boolean)\n    x = 1\nEnd Sub",
        "Private Sub Workbook_BeforeSave(ByVal SaveAsUI As Boolean, Cancel As Boolean)\n    x = 1\nEnd Sub\n\nPrivate Sub Workbook_Open()\n    KpiOpen\nEnd Sub",
    ),
    "the same procedure": (
        "Private Sub Workbook_Open()\n    Sheet1.Activate\nEnd Sub\n\nSub Other()\nEnd Sub",
        "Private Sub Workbook_Open()\n    KpiOpen\n    Sheet1.Activate\nEnd Sub\n\nSub Other()\nEnd Sub",
    ),
    "its head over two lines, in other letters": (
        "PRIVATE SUB workbook_open _\n    ()\n    On Error Resume Next\nEND SUB",
        "PRIVATE SUB workbook_open _\n    ()\n    KpiOpen\n    On Error Resume Next\nEND SUB",
    ),
    "ours already": (OURS, OURS),
    "ours already among theirs": (
        "Sub workbook_open()\n    Hello\n    kpiopen\nEnd Sub",
        "Sub workbook_open()\n    Hello\n    kpiopen\nEnd Sub",
    ),
}


@pytest.mark.parametrize("case", MERGED)
def test_merging(case):
    theirs, expected = MERGED[case]
    assert merged(theirs, OURS) == expected
    assert merged(expected, OURS) == expected


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Sub Workbook_Open()\n    x = 1", OURS),
        ("Sub Workbook_Open()\nSub Other()\nEnd Sub", OURS),
        ("#If Mac Then\nSub Workbook_Open()\nEnd Sub\n#Else\nSub Workbook_Open()\nx = 1\nEnd Sub\n#End If", OURS),
        ("Sub Workbook_Open(x)\n    y = 1\nEnd Sub", OURS),
        ("Sub A()\n    x = 1\nEnd Sub", "Dim y As Long\n" + OURS),
        ("Sub Workbook_Open()\n    x = 1\nEnd Sub", "Sub Workbook_Open()\n    Dim y\n    y = 1\nEnd Sub"),
        ("Sub Workbook_Open()\n    x = 1\nEnd Sub", "Sub Workbook_Open()\n    Run 1, 2\nEnd Sub"),
    ],
)
def test_code_that_cannot_be_merged_for_sure(theirs, ours):
    with pytest.raises(Unmergeable):
        merged(theirs, ours)


def test_public_procedures():
    code = "Sub A()\nEnd Sub\nPrivate Sub B()\nEnd Sub\nPublic Function c(x) As Long\nEnd Function\nFriend Property Get D()\nEnd Property"
    assert public_procedures(code) == {"a", "c"}
    assert public_procedures("Option Private Module\n" + code) == set()


# Projects


def modules_of(path):
    """Module name -> code, as olevba reads it."""
    parser = VBA_Parser(str(path))
    found = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    return found


def theirs(folder, this_workbook="", **more):
    """A workbook with a project of somebody else, and its .bin."""
    path = folder / "theirs.xlsm"
    edit_workbook(
        makers.MAKERS["plain"](folder),
        Edit(
            modules={"Mine": "Sub Mine()\n    MsgBox 1\nEnd Sub\n", **more}
            | ({"ThisWorkbook": this_workbook} if this_workbook else {})
        ),
        path,
        make_project=vba_project,
    )
    return path


def add(path, sources, **options):
    return edit_workbook(path, Edit(modules=sources, **options), make_project=vba_project)


def test_an_xlsx_becomes_an_xlsm_with_our_project(tmp_path):
    out = tmp_path / "out.xlsm"
    source = makers.MAKERS["charts"](tmp_path)  # a worksheet and a chart sheet
    edit_workbook(source, Edit(modules=modules()), out, make_project=vba_project)
    found = modules_of(out)
    assert set(found) == {*modules(), "Sheet1", "Chart2"}
    assert "KpiOpen" in found["ThisWorkbook"]
    assert found["KpiButtons"].splitlines()[0] == 'Attribute VB_Name = "KpiButtons"'
    parts = corpus.parts(out)
    assert b"sheet.macroEnabled.main+xml" in parts["[Content_Types].xml"]
    assert b'codeName="ThisWorkbook"' in parts["xl/workbook.xml"]
    assert b'<sheetPr codeName="Sheet1"/>' in parts["xl/worksheets/sheet1.xml"]
    assert b'codeName="Chart2"' in parts["xl/chartsheets/sheet1.xml"]


def test_where_bin_means_something_else(tmp_path):
    """As in every workbook that was printed once."""
    parts = corpus.parts(makers.MAKERS["plain"](tmp_path))
    printer = b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
    types = re.sub(rb"(<Types[^>]*>)", rb"\1" + printer, parts["[Content_Types].xml"])
    path = makers.pack(tmp_path / "printed.xlsx", parts | {"[Content_Types].xml": types})
    out = tmp_path / "out.xlsm"
    edit_workbook(path, Edit(modules={"Ours": "Sub X()\nEnd Sub"}), out, make_project=vba_project)
    after = corpus.parts(out)["[Content_Types].xml"]
    assert printer in after
    assert b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>' in after


def test_it_has_to_be_saved_under_another_ending(tmp_path):
    path = makers.MAKERS["plain"](tmp_path)
    before = path.read_bytes()
    with pytest.raises(EditRefused, match=r"\.xlsm"):
        add(path, modules())
    assert path.read_bytes() == before


def test_a_project_of_others_keeps_its_modules(tmp_path):
    path = theirs(tmp_path, "Private Sub Workbook_Open()\n    Mine\nEnd Sub")
    before = modules_of(path)
    add(path, modules())
    after = modules_of(path)
    assert {name: after[name] for name in before if name != "ThisWorkbook"} == {
        name: code for name, code in before.items() if name != "ThisWorkbook"
    }
    lines = [line.strip() for line in after["ThisWorkbook"].splitlines() if not line.startswith("Attribute")]
    assert [line for line in lines if line] == ["Private Sub Workbook_Open()", "KpiOpen", "Mine", "End Sub"]
    ms_ovba.read(corpus.parts(path)["xl/vbaProject.bin"])
    once = path.read_bytes()
    add(path, modules())
    assert path.read_bytes() == once


def test_an_excel_made_project(tmp_path):
    """xlwings' quickstart was saved by Excel; its xlwings module is of another version than ours."""
    import xlwings

    source = Path(xlwings.__file__).with_name("quickstart_standalone.xlsm")
    before = modules_of(source)
    out = tmp_path / "out.xlsm"
    ours = {name: code for name, code in modules().items() if name not in before}
    edit_workbook(source, Edit(modules={**ours, "ThisWorkbook": OURS}), out, make_project=vba_project)
    after = modules_of(out)
    assert {name: code for name, code in after.items() if name in before and name != "ThisWorkbook"} == {
        name: code for name, code in before.items() if name != "ThisWorkbook"
    }
    assert set(after) == set(before) | set(ours)
    ms_ovba.read(corpus.parts(out)["xl/vbaProject.bin"])


def test_modules_of_other_code_are_refused_or_replaced(tmp_path):
    path = theirs(tmp_path)
    other = {"mine": "Sub Mine()\n    MsgBox 2\nEnd Sub\n"}
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match="内容不同的模块“Mine”"):
        add(path, other)
    assert path.read_bytes() == before
    add(path, other, replace_modules=True)
    assert "MsgBox 2" in modules_of(path)["Mine"]


@pytest.mark.parametrize(
    ("sources", "why"),
    [
        ({"Ours": "Public Sub mine()\nEnd Sub\n"}, "同名过程“mine”"),
        ({"Ours": "' 中文\nSub X()\nEnd Sub\n"}, "代码页"),
        ({"Debug": "Sub X()\nEnd Sub\n"}, "无法读取"),
        ({"ThisWorkbook": "Dim x\nSub A()\nEnd Sub"}, "声明"),
    ],
)
def test_modules_that_do_not_fit(tmp_path, sources, why):
    path = theirs(tmp_path, "Sub B()\n    x = 1\nEnd Sub")
    with pytest.raises(CannotWrite, match=why):
        add(path, sources)


def test_code_that_cannot_be_read_without_loss(tmp_path):
    """A byte that the project's code page (1252) does not know, in a comment of the workbook's own module."""
    path = theirs(tmp_path, "' Zz\nSub B()\nEnd Sub")
    parts = corpus.parts(path)
    project = CFB.from_bytes(parts["xl/vbaProject.bin"])
    code = decompress(project.get_stream_in_storage("VBA", "ThisWorkbook"))
    project.write_stream_in_storage("VBA", "ThisWorkbook", compress(code.replace(b"Zz", b"\x81z")))
    path = makers.pack(tmp_path / "odd.xlsm", parts | {"xl/vbaProject.bin": project.to_bytes()})
    with pytest.raises(CannotWrite, match="无损"):
        add(path, {"ThisWorkbook": OURS})
    add(path, {"Ours": "Sub X()\nEnd Sub"})
    again = CFB.from_bytes(corpus.parts(path)["xl/vbaProject.bin"])
    assert b"\x81z" in decompress(again.get_stream_in_storage("VBA", "ThisWorkbook"))


def test_modules_with_names_in_other_letters(tmp_path):
    """A project in code page 936, as Chinese Excel makes one: its modules may have Chinese names."""
    path = theirs(tmp_path)
    with ExcelFile(str(path)) as file:
        project = file.vba_project()
        place = project.dir_raw.index(b"\x03\x00\x02\x00\x00\x00") + 6
        project.dir_raw = project.dir_raw[:place] + (936).to_bytes(2, "little") + project.dir_raw[place + 2 :]
        project.code_page = 936
        project.add_module("工资表", "Sub 计算()\n    ' 备注\nEnd Sub\n".replace("\n", "\r\n"))
        file.save(str(path))
    add(path, {"Ours": "' 中文注释\nSub X()\nEnd Sub", "ThisWorkbook": OURS})
    with ExcelFile(str(path)) as file:
        assert {"工资表", "Ours", "Mine"} <= set(file.module_names())
        assert "备注" in file.get_module("工资表")
        assert "中文注释" in file.get_module("Ours")
        assert file.validate() == []


def test_a_project_under_a_password(tmp_path):
    import xlwings

    source = Path(xlwings.__file__).parent / "addin" / "xlwings.xlam"
    with pytest.raises(CannotWrite, match="密码"):
        edit_workbook(source, Edit(modules={"Ours": "Sub X()\nEnd Sub"}), tmp_path / "a.xlam", make_project=vba_project)


def test_a_damaged_project(tmp_path):
    path = theirs(tmp_path)
    parts = corpus.parts(path)
    project = parts["xl/vbaProject.bin"]
    for broken in (
        b"",
        b"x" * 600,
        project[:700],
        project[:512] + bytes(len(project) - 512),
        project.replace("dir".encode("utf-16le"), "xyz".encode("utf-16le")),
    ):
        odd = makers.pack(tmp_path / "odd.xlsm", parts | {"xl/vbaProject.bin": broken})
        with pytest.raises(CannotWrite):
            add(odd, {"Ours": "Sub X()\nEnd Sub"})


def test_a_signed_project(tmp_path):
    path = theirs(tmp_path)
    parts = corpus.parts(path)
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
    rels = f'{makers.HEAD}<Relationships xmlns="{makers.TYPES}/relationships"><Relationship Id="rId1" Type="{kind}" Target="vbaProjectSignature.bin"/></Relationships>'
    override = b'<Override PartName="/xl/vbaProjectSignature.bin" ContentType="application/vnd.ms-office.vbaProjectSignature"/></Types>'
    parts |= {
        "xl/_rels/vbaProject.bin.rels": rels.encode(),
        "xl/vbaProjectSignature.bin": b"signature",
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", override),
    }
    path = makers.pack(tmp_path / "signed.xlsm", parts)
    with pytest.raises(MacrosRefused, match="签名"):
        add(path, {"Ours": "Sub X()\nEnd Sub"})
    edit_workbook(path, Edit(modules={"Ours": "Sub X()\nEnd Sub"}), make_project=vba_project, allow_signed=True)
    assert not any(b"Signature" in data or "Signature" in name for name, data in corpus.parts(path).items())
    assert "Ours" in modules_of(path)


def test_code_names_that_are_there_are_kept_and_new_ones_are_free(tmp_path):
    parts = corpus.parts(makers.MAKERS["protected"](tmp_path))  # three sheets
    sheet = parts["xl/worksheets/sheet1.xml"]
    named = sheet.replace(b"<dimension", b'<sheetPr codeName="Sheet2"/><dimension')
    assert named != sheet
    path = makers.pack(tmp_path / "named.xlsx", parts | {"xl/worksheets/sheet1.xml": named})
    out = tmp_path / "out.xlsm"
    edit_workbook(
        path, Edit(modules={"Ours": "Sub X()\nEnd Sub"}, sheets=(NewSheet("新"),)), out, make_project=vba_project
    )
    names = set(modules_of(out))
    assert names == {"ThisWorkbook", "Ours", "Sheet2", "Sheet3", "Sheet4", "Sheet5"}
    after = corpus.parts(out)
    assert after["xl/worksheets/sheet1.xml"] == named


def test_code_names_that_a_new_project_cannot_spell(tmp_path):
    """Russian Excel names them so, and pays no heed to them as long as there is no project."""
    parts = corpus.parts(makers.MAKERS["plain"](tmp_path))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"<dimension", '<sheetPr codeName="Лист1"/><dimension'.encode())
    book = re.sub(rb"<workbookPr", '<workbookPr codeName="ЭтаКнига"'.encode(), parts["xl/workbook.xml"])
    path = makers.pack(tmp_path / "ru.xlsx", parts | {"xl/worksheets/sheet1.xml": sheet, "xl/workbook.xml": book})
    out = tmp_path / "out.xlsm"
    edit_workbook(path, Edit(modules={"ThisWorkbook": OURS}), out, make_project=vba_project)
    assert set(modules_of(out)) == {"ThisWorkbook", "Sheet1"}
    after = corpus.parts(out)
    assert b'codeName="ThisWorkbook"' in after["xl/workbook.xml"]
    assert b'<sheetPr codeName="Sheet1"/>' in after["xl/worksheets/sheet1.xml"]
    with pytest.raises(CannotWrite, match="代码页"):
        vba_project(None, [Document("ЭтаКнига", "workbook"), Document("Sheet1", "worksheet")], {"ThisWorkbook": OURS})


def test_a_workbook_of_another_tongue_has_another_name_for_its_own_module(tmp_path):
    path = theirs(tmp_path)
    made = vba_project(
        None, [Document("DieseArbeitsmappe", "workbook"), Document("Tabelle1", "worksheet")], {"ThisWorkbook": OURS}
    )
    parts = corpus.parts(path)
    book = parts["xl/workbook.xml"].replace(b'codeName="ThisWorkbook"', b'codeName="DieseArbeitsmappe"')
    path = makers.pack(tmp_path / "de.xlsm", parts | {"xl/vbaProject.bin": made, "xl/workbook.xml": book})
    add(path, modules())
    assert "KpiOpen" in modules_of(path)["DieseArbeitsmappe"]


def test_nothing_that_makes_macros(tmp_path):
    with pytest.raises(MacrosRefused):
        edit_workbook(makers.MAKERS["plain"](tmp_path), Edit(modules={"A_": ""}), tmp_path / "o.xlsm")


def test_the_same_bytes_on_every_run(tmp_path):
    documents = [Document("ThisWorkbook", "workbook"), Document("Sheet1", "worksheet")]
    one, two = (vba_project(None, documents, modules()) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(theirs(tmp_path)) as archive:
        existing = archive.read("xl/vbaProject.bin")
    assert vba_project(existing, documents, {"Mine": "Sub Mine()\n    MsgBox 1\nEnd Sub\n"}) == existing
