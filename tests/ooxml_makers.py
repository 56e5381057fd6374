"""Workbooks that other programs make, for the tests of the file engine: XlsxWriter here and now, LibreOffice on demand."""

# ruff: noqa: DTZ001 - the dates of a workbook have no zone

from __future__ import annotations

import datetime as dt
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "libreoffice"
ROWS = [["张三", "一部", 92.5], ["李四", "二部", 81], ["王五", "一部", 77.25], ["赵六", "二部", 66]]


def picture(path: Path) -> Path:
    """A small red PNG."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * 16 for _ in range(16))
    head = struct.pack(">2I5B", 16, 16, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return path


def vba_project(path: Path) -> Path:
    """The VBA project of a workbook that Excel made (xlwings' quickstart, BSD-3)."""
    import xlwings

    with zipfile.ZipFile(Path(xlwings.__file__).with_name("quickstart.xlsm")) as source:
        path.write_bytes(source.read("xl/vbaProject.bin"))
    return path


def roster(book, sheet):
    for row, (name, department, total) in enumerate(ROWS, 1):
        sheet.write_row(row, 0, [name, department, total])
        sheet.write_formula(row, 3, f"=C{row + 1}*2", None, total * 2)
    sheet.write_row(0, 0, ["姓名", "部门", "总分", "加倍"])


def charts(book, sheet, folder):
    for kind in ("column", "pie", "scatter"):
        chart = book.add_chart({"type": kind})
        chart.add_series({"values": "=名单!$C$2:$C$5", "categories": "=名单!$A$2:$A$5"})
        sheet.insert_chart(f"F{3 + 16 * len(kind)}", chart)
    page = book.add_chartsheet("图表")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=名单!$C$2:$C$5"})
    page.set_chart(chart)


def shown(book, sheet, folder):
    """Sparklines, data bars, icon sets, validations, an outline, a filter."""
    sheet.add_sparkline("F2", {"range": "名单!C2:D2", "markers": True})
    sheet.conditional_format("C2:C5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D2:D5", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("B2:B5", {"validate": "list", "source": ["一部", "二部"]})
    sheet.data_validation("C2:C5", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100})
    sheet.set_row(2, None, None, {"level": 1})
    sheet.autofilter("A1:D5")
    sheet.freeze_panes(1, 0)


def controls(book, sheet, folder):
    """Buttons, comments, a text box, VBA."""
    sheet.insert_button("F2", {"macro": "SampleCall", "caption": "汇总", "width": 80, "height": 30})
    sheet.insert_button("F5", {"macro": "SampleCall", "caption": "检查"})
    sheet.write_comment("A2", "试用期", {"author": "人力资源部"})
    sheet.insert_textbox("H2", "说明 & 备注")
    book.add_vba_project(str(vba_project(folder / "vbaProject.bin")))


def tables(book, sheet, folder):
    sheet.add_table("G1:I5", {"name": "评分", "columns": [{"header": "工号"}, {"header": "分"}, {"header": "等级"}]})
    sheet.add_table(
        "K1:L6",
        {
            "name": "合计表",
            "total_row": True,
            "columns": [{"header": "甲", "total_string": "合计"}, {"header": "乙", "total_function": "sum"}],
        },
    )


def pictures(book, sheet, folder):
    sheet.insert_image("F2", str(picture(folder / "red.png")))
    sheet.embed_image("F9", str(picture(folder / "red.png")))
    sheet.set_header("&C&G", {"image_center": str(folder / "red.png")})
    sheet.write_url("F12", "https://example.com/?a=1&b=2", string="链接")
    sheet.insert_checkbox("G9", True)


def protected(book, sheet, folder):
    sheet.protect("secret", {"sort": True})
    sheet.merge_range("F2:H3", "合并", book.add_format({"bg_color": "#ffcc00"}))
    book.add_worksheet("隐藏").hide()
    book.add_worksheet("深藏").very_hidden()
    book.define_name("总分", "=名单!$C$2:$C$5")
    book.define_name("隐藏!本页", "=隐藏!$A$1")
    sheet.set_column("J:J", 20, book.add_format({"num_format": "0.00", "italic": True}))
    sheet.set_row(19, 30, book.add_format({"bold": True}))


def formulas(book, sheet, folder):
    sheet.write_array_formula("F2:F5", "{=C2:C5*2}", None, 185)
    sheet.write_dynamic_array_formula("G2:G5", "=SORT(C2:C5)", None, 66)
    sheet.write_formula("H2", '=IF(C2>90,"优秀","")', None, "优秀")
    sheet.write_formula("H3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("H4", "=C2>1", None, True)
    red = book.add_format({"font_color": "red"})
    sheet.write_rich_string("F8", "普通", red, "红色", " & 尾")
    sheet.write("F9", "a_x0041_b")
    sheet.write("F10", " 前后空格 ")
    sheet.write("F11", "两\n行")
    sheet.write_boolean("F12", True)
    sheet.write_datetime("F13", dt.datetime(2024, 5, 1), book.add_format({"num_format": 'yyyy"年"m"月"'}))
    sheet.write_datetime("F14", dt.datetime(2024, 5, 1, 18, 30), book.add_format({"num_format": 22}))
    sheet.write_datetime("F15", dt.time(6, 30), book.add_format({"num_format": "h:mm"}))
    sheet.write_number("F16", 1.75, book.add_format({"num_format": "[h]:mm"}))
    sheet.write_blank("F17", None, red)


def mac_dates(book, sheet, folder):
    formulas(book, sheet, folder)


def plain(book, sheet, folder):
    """Nothing beyond the roster."""


OPTIONS = {"mac_dates": {"date_1904": True}}
SUFFIX = {"controls": ".xlsm"}
ADDITIONS = (plain, charts, shown, controls, tables, pictures, protected, formulas, mac_dates)


def make(folder: Path, add: Callable) -> Path:
    """Write one workbook with XlsxWriter and return its path."""
    import xlsxwriter

    path = folder / f"{add.__name__}{SUFFIX.get(add.__name__, '.xlsx')}"
    book = xlsxwriter.Workbook(path, OPTIONS.get(add.__name__, {}))
    book.set_properties({"created": dt.datetime(2024, 5, 1)})
    sheet = book.add_worksheet("名单")
    roster(book, sheet)
    add(book, sheet, folder)
    book.close()
    return path


MAKERS = {add.__name__: partial(make, add=add) for add in ADDITIONS}


def excel_made() -> list[Path]:
    """Workbooks saved by Excel itself that installed packages bring along (xlwings BSD-3, pyOpenVBA MIT)."""
    import pyopenvba
    import xlwings

    folders = (Path(pyopenvba.__file__).parent, Path(xlwings.__file__).parent)
    return sorted(path for folder in folders for path in folder.rglob("*.xl[asct][mx]"))


def soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(source: Path, folder: Path, kind: str = "xlsx") -> Path:
    """Have LibreOffice save a copy in another format; it always sees a copy of its own, never the original."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"in-{source.name}"
    shutil.copy(source, copy)
    profile = folder / "profile"
    # A virtual environment on PATH breaks the Python inside LibreOffice, so it gets a clean environment.
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    run = [soffice(), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", kind]
    subprocess.run(
        [*run, "--outdir", str(folder / "out"), str(copy)], env=clean, check=True, capture_output=True, timeout=120
    )
    result = folder / "out" / f"{copy.stem}.{kind.partition(':')[0]}"
    assert result.exists()
    return result


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def minimal(sheet: str | bytes, *, workbook: str = "", strings: str = "", space: str = MAIN) -> dict[str, bytes]:
    """The parts of the smallest workbook around one sheet's XML (`sheet` may be just its `<sheetData>`)."""
    if isinstance(sheet, str) and "<sheetData" in sheet and "worksheet" not in sheet:
        sheet = f'{HEAD}<worksheet xmlns="{space}"><dimension ref="A1"/>{sheet}</worksheet>'
    link = f'<Relationship Id="{{}}" Type="{LINKS}/{{}}" Target="{{}}"/>'
    workbook_links = link.format("rId1", "worksheet", "worksheets/sheet1.xml") + link.format(
        "rId2", "styles", "styles.xml"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    override = '<Override PartName="/xl/{}.xml" ContentType="' + kind + '.{}+xml"/>'
    types = override.format("workbook", "sheet.main") + override.format("worksheets/sheet1", "worksheet")
    types += override.format("styles", "styles")
    parts = {}
    if strings:
        workbook_links += link.format("rId3", "sharedStrings", "sharedStrings.xml")
        types += override.format("sharedStrings", "sharedStrings")
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{space}">{strings}</sst>'.encode()
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    styles = (
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs>'
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{TYPES}/content-types">{defaults}{types}</Types>'.encode(),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{TYPES}/relationships">{link.format("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>'.encode(),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{space}" xmlns:r="{LINKS}">{workbook}<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{TYPES}/relationships">{workbook_links}</Relationships>'.encode(),
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{space}">{styles}</styleSheet>'.encode(),
        **parts,
        "xl/worksheets/sheet1.xml": sheet.encode() if isinstance(sheet, str) else sheet,
    }


def pack(path: Path, parts: dict[str, bytes]) -> Path:
    """Zip parts into a file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return path
