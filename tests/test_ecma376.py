"""Every part of every kind of workbook that is built, written, taken over or made final, against the standard's schemas."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import ecma376
import ooxml_makers as makers
from adopt.gathered import FOREIGN, OPEN, each
from adopt.handed_in import taken_over
from adopt.writing import save
from commands import run
from ecma376 import findings
from samples import SAMPLES
from xlkpi.books.ooxml import patch
from xlkpi.build import ROOT

pytestmark = pytest.mark.ecma376

BUILT = sorted((ROOT / "workbooks").glob("*.xl*"))
TAKEN_OVER = [layout for layout in (*OPEN, *FOREIGN) if layout.parts][::6]


def written(folder: Path) -> dict[str, list[str]]:
    """Every workbook under a folder, and what is wrong with it."""
    found = {str(path.relative_to(folder)): findings(path) for path in sorted(folder.rglob("*.xls[xm]"))}
    assert found
    return found


def all_sound(folder: Path) -> int:
    """How many workbooks there are; none of them has a finding."""
    found = written(folder)
    assert {name: said for name, said in found.items() if said} == {}
    return len(found)


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_what_is_built(path):
    assert findings(path) == []


@pytest.mark.parametrize("scheme", sorted({scheme for scheme, _ in SAMPLES.values()}))
def test_what_a_month_writes(demonstrated, scheme):
    all_sound(demonstrated(scheme))


@pytest.mark.parametrize("key", ["summary", "form", "plan", "groups", "period"])
def test_what_is_made_final_and_opened_again(finals, tmp_path, key):
    path = Path(shutil.copy(finals(key), tmp_path))
    assert findings(path) == []
    assert run("reopen", str(path), "--name", "李强", "--reason", "更正一个评分后重做")[0] == 0
    assert findings(path) == []


def test_what_the_verbs_of_the_month_s_end_write(demonstrated, tmp_path):
    branch = Path(shutil.copytree((demonstrated("gas") / SAMPLES["summary"][1]).parent, tmp_path / "城东"))
    summary = next(branch.glob("附件3*.xlsm"))
    for words in (
        ("export", str(summary), "-o", str(tmp_path / "导出"), "--values"),
        ("slips", str(summary), "-o", str(tmp_path / "通知单")),
        ("slips", str(summary), "-o", str(tmp_path / "通知条"), "--strips"),
        ("people", str(summary), "--sort", "总分"),
        ("feedback", str(summary), str(branch)),
        ("next", "2024-06", str(branch), "-o", str(tmp_path / "下月")),
        ("new", "附件2", "-o", str(tmp_path / "附件2.xlsx"), "--plain"),
        ("rollup", str(branch), "-o", str(tmp_path / "总公司.xlsx")),
    ):
        code, said, wrong = run(*words)
        assert code == 0, (words, said, wrong)
    for folder in ("导出", "通知单", "通知条", "城东", "下月", "."):
        assert all_sound(tmp_path / folder)


def test_an_older_workbook_that_was_refreshed(tmp_path):
    path = Path(shutil.copy(ROOT / "tests/golden/first_release/summary.xlsm", tmp_path / "旧.xlsm"))
    assert run("refresh", str(path))[0] == 0
    assert findings(path) == []


@each(TAKEN_OVER)
def test_a_company_s_own_workbook_taken_over(layout, tmp_path):
    path = save(layout.draw(), tmp_path, layout.name)
    before = findings(path)
    out = taken_over(path, out=tmp_path / "out.xlsm").out
    assert set(findings(out) if out else ()) <= set(before)


@pytest.mark.parametrize("name", [*makers.MAKERS, "branch"])
def test_what_other_programs_made_and_we_changed(name, tmp_path):
    book = makers.GOLDEN / "branch.xlsx" if name == "branch" else makers.MAKERS[name](tmp_path)
    before = findings(book)
    out = patch(
        book, {"名单": {"C2": 1.5, "A3": " 新\n", "F40": True, "D2": "文字", "E2": "=1+1"}}, tmp_path / "out.xlsm"
    )
    assert findings(out) == before


# --- the check itself -------------------------------------------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (SHEET, b"<sheetData", b'<sheetData wrong="1"', "wrong"),
        (SHEET, b"<pageMargins", b"<sheetPr/><pageMargins", "not expected"),
        (SHEET, b' t="s"', b' t="strange"', "strange"),
        ("xl/styles.xml", b"<cellXfs", b"<cellXfz/><cellXfs", "cellXfz"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets/><sheets>", "Missing child"),
        ("xl/sharedStrings.xml", b"<si>", b"<si><x/>", "x"),
        ("[Content_Types].xml", b"<Default ", b'<Default More="1" ', "More"),
        ("xl/_rels/workbook.xml.rels", b"<Relationship ", b"<Relationship/><Relationship ", "required"),
        ("docProps/app.xml", b"<Application>", b"<Applicant/><Application>", "Applicant"),
        ("xl/drawings/drawing1.xml", b"<xdr:clientData", b"<xdr:client/><xdr:clientData", "client"),
        ("xl/comments1.xml", b"<authors>", b"<commentList/><authors>", "not expected"),
        ("xl/tables/table1.xml", b"<tableColumns", b"<tableColumn/><tableColumns", "not expected"),
        ("xl/charts/chart1.xml", b"<c:plotArea>", b"<c:plot/><c:plotArea>", "plot"),
    ],
)
def test_a_fault_in_any_kind_of_part_is_found(tmp_path, part, old, new, said):
    rich = tmp_path / "rich.xlsx"
    _everything(rich)
    assert findings(rich) == []
    spoiled = tmp_path / "spoiled.xlsx"
    with zipfile.ZipFile(rich) as source, zipfile.ZipFile(spoiled, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(name, data)
    assert any(one.startswith(part) and said in one for one in findings(spoiled)), findings(spoiled)


def _everything(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.add_table("A1:B3", {"columns": [{"header": "姓名"}, {"header": "得分"}]})
        sheet.write("A2", "张三")
        sheet.write_comment("B2", "按双周计划")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$B$2:$B$3"})
        sheet.insert_chart("D2", chart)


def test_what_may_be_ignored_is_ignored_and_nothing_else():
    space = f'xmlns="{ecma376.OFFICE}/x" xmlns:mc="{ecma376.MCE}" xmlns:n="new" xmlns:o="other"'
    root = etree.parse(io.BytesIO(
        f'<a {space} mc:Ignorable="n" n:b="1" o:c="2"><n:d/><o:e/>'
        '<mc:AlternateContent><mc:Choice Requires="n"><f/></mc:Choice><mc:Fallback><g/></mc:Fallback>'
        "</mc:AlternateContent><extLst><ext><n:h/></ext></extLst></a>".encode()
    )).getroot()  # fmt: skip
    names = [etree.QName(element).localname for element in ecma376.as_of_2006(root).iter()]
    assert names == ["a", "e", "g", "extLst", "ext", "h"]
    assert list(root.attrib) == ["{other}c"]
