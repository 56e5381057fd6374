"""Pictures of a workbook's printed pages."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner

from xlkpi.actions.create import build_blank
from xlkpi.cli.app import build_app
from xlkpi.libreoffice.faults import NotInstalled
from xlkpi.libreoffice.pdf_pages import PNG_SIGNATURE, png
from xlkpi.libreoffice.preview import preview, preview_with
from xlkpi.schemes import kind_named


def read_png(data):
    """Width, height and raw rows of a PNG, by hand."""
    assert data.startswith(PNG_SIGNATURE)
    stream, chunks = io.BytesIO(data[8:]), {}
    while head := stream.read(8):
        size, kind = struct.unpack(">I4s", head)
        body = stream.read(size)
        assert struct.unpack(">I", stream.read(4))[0] == zlib.crc32(kind + body)
        chunks[kind] = body
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    pixels = zlib.decompress(chunks[b"IDAT"])
    return width, height, [pixels[row * (width * 3 + 1) + 1 : (row + 1) * (width * 3 + 1)] for row in range(height)]


def test_a_picture_of_two_by_three_pixels():
    rows = [bytes([255, 0, 0, 0, 255, 0]), bytes(6), bytes([9] * 6)]
    assert read_png(png(2, rows)) == (2, 3, rows)


@pytest.mark.libreoffice
def test_every_page_is_a_picture_with_something_on_it(office, tmp_path):
    path = tmp_path / "两页 表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number in (1, 2):
            page = book.add_worksheet(f"第{number}页")
            page.set_paper(9)
            page.write("B2", "客服员工绩效考核表")
            page.write_formula("B3", "=KPI_TOTAL({90;80},{0.5;0.5})", None, 0)
    written = preview_with(office, path, tmp_path / "图", dots_per_inch=60)
    assert [one.name for one in written] == ["两页 表-1.png", "两页 表-2.png"]
    for one in written:
        width, height, rows = read_png(one.read_bytes())
        assert abs(width - 8.27 * 60) < 3
        assert abs(height - 11.69 * 60) < 3
        assert any(row.count(255) < len(row) for row in rows)


@pytest.mark.libreoffice
@pytest.mark.slow
def test_the_command(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "你好")
    said = CliRunner().invoke(build_app(), ["preview", str(path), "-o", str(tmp_path / "out")])
    assert said.exit_code == 0, said.output
    assert (tmp_path / "out/a-1.png").exists()


def test_without_libreoffice_it_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XLKPI_SOFFICE", str(tmp_path / "soffice"))
    with pytest.raises(NotInstalled, match="请安装 LibreOffice"):
        preview(tmp_path / "a.xlsx", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("known", [True, False])
def test_the_words_that_macros_are_off_go_where_our_functions_compute(office, tmp_path, known):
    template = build_blank(kind_named("form"), tmp_path / "附件2.xlsm")
    book = openpyxl.load_workbook(template, keep_vba=True)
    for page in book:
        page.print_area = None  # the tool bar stands above what is printed
    book.save(tmp_path / "表.xlsm")
    if not known:
        with zipfile.ZipFile(tmp_path / "表.xlsm") as old, zipfile.ZipFile(tmp_path / "别的.xlsm", "w") as new:
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b"KPI_READY()", b"KPI_NOBODY()"))
        (tmp_path / "别的.xlsm").replace(tmp_path / "表.xlsm")
    picture = preview_with(office, tmp_path / "表.xlsm", tmp_path, dots_per_inch=60)[0]
    _, _, rows = read_png(picture.read_bytes())
    red = sum(
        row[at] > 150 and row[at + 1] < 110 and row[at + 2] < 110
        for row in rows[: len(rows) // 6]
        for at in range(0, len(row), 3)
    )
    assert (red == 0) == known
