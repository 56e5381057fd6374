"""Recomputing with LibreOffice: results in place, everything else as it was, what it cannot do is named."""

import http.server
import json
import os
import signal
import threading
import urllib.request
import zipfile

import pytest
import xlsxwriter
from click.testing import CliRunner

from xlkpi.actions.opening import open_book
from xlkpi.books.generations import generations
from xlkpi.cli.app import build_app
from xlkpi.errors import CellError
from xlkpi.libreoffice.faults import Died
from xlkpi.libreoffice.office_book import LibreOfficeBook, one_libreoffice
from xlkpi.libreoffice.preview import preview_with

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def book_file(tmp_path):
    """A workbook whose cached results are all wrong."""
    path = tmp_path / "核算.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("核算")
        page.write_column("A1", [95, 88, 88, 70])
        page.write_column("B1", ["", "x"])
        page.write_array_formula("C1:C4", "{=KPI_RANK(A1:A4)}", None, 9)
        page.write_formula("D1", "=SUMPRODUCT((A1:A4>80)*A1:A4)", None, 1)
        page.write_formula("D2", "=NOSUCHFUNCTION(A1)", None, 42)
        page.write_formula("D3", "=A1>A2", None, False)
        page.write_formula("D4", "=1/0", None, 5)
        page.write_formula("D5", '=IF(A1>90,"优","")', None, "旧")
        page.write_formula("D6", "=DATE(2024,A1-90,31)", book.add_format({"num_format": "yyyy-mm-dd"}), 45000)
        page.write_formula("D7", "=HYPERLINK(B2,C1)", None, "旧")
        book.define_name("成绩", "=核算!$A$1:$A$4")
        book.define_name("名次", "=核算!$C$1:$C$4")
    return path


def cells(path):
    return {place: cell.value for place, cell in open_book(path).file.sheet("核算").cells.items()}


def test_results_are_written_in_place(book_file, office):
    before = {name: zipfile.ZipFile(book_file).read(name) for name in zipfile.ZipFile(book_file).namelist()}
    book = LibreOfficeBook.open(book_file).use(office)
    (fault,) = book.recalculate()
    assert fault.place == "核算!D2"
    assert "LibreOffice 也算不出" in fault.say()
    book.save()
    found = cells(book_file)
    assert [found[row, 3] for row in (1, 2, 3, 4)] == [1.0, 2.0, 2.0, 4.0]
    assert found[1, 4] == 271.0
    assert found[2, 4] == 42.0
    assert found[3, 4] is True
    assert found[4, 4] is CellError.DIV0
    assert found[5, 4] == "优"
    assert found[6, 4].isoformat() == "2024-05-31"
    with zipfile.ZipFile(book_file) as archive:
        changed = [name for name in archive.namelist() if archive.read(name) != before[name]]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert len(generations(book_file)) == 1


def test_it_computes_from_what_was_written_and_not_yet_saved(book_file, office):
    book = LibreOfficeBook.open(book_file).use(office)
    book.write("成绩", [[60], [88], [88], [70]])
    book.recalculate()
    assert book.read("名次") == [[4.0], [1.0], [1.0], [3.0]]
    assert cells(book_file)[1, 3] == 9.0


def test_computing_twice_changes_nothing_more(book_file, office):
    book = LibreOfficeBook.open(book_file).use(office)
    book.recalculate()
    book.save()
    first = book_file.read_bytes()
    again = LibreOfficeBook.open(book_file).use(office)
    again.recalculate()
    assert again._changed == {}
    again.save(book_file.with_name("again.xlsx"))
    assert book_file.read_bytes() == first


@pytest.fixture
def web():
    """A web server on this machine: its address, and what it was asked for."""
    asked = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"5")

        def log_message(self, *_):  # every request, refused ones too
            asked.append(self.path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_no_workbook_reaches_the_network(web, tmp_path, office):
    address, asked = web
    path = tmp_path / "外泄.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("核算")
        page.write_formula("A1", f'=WEBSERVICE("{address}/gone?pay=8000")', None, "旧")
        page.write_formula("A2", "=1+1", None, 0)
    book = LibreOfficeBook.open(path).use(office)
    (fault,) = book.recalculate()
    assert fault.place == "核算!A1"
    assert "不连接网络" in fault.say()
    assert preview_with(office, path, tmp_path / "图")
    assert asked == []
    book.save()
    assert cells(path) == {(1, 1): "旧", (2, 1): 2.0}
    assert urllib.request.urlopen(f"{address}/here").read() == b"5", "the server would have noticed"


@pytest.mark.slow
def test_several_files_share_one_libreoffice_and_a_new_one_follows_if_it_dies(book_file):
    with one_libreoffice() as open_here:
        first, second = open_here(book_file), open_here(book_file)
        assert first.office is second.office
        assert len(first.recalculate()) == len(second.recalculate()) == 1
        os.kill(first.office.pid, signal.SIGKILL)
        with pytest.raises(Died):
            first.recalculate()
        third = open_here(book_file)
        assert third.office is not first.office
        assert len(third.recalculate()) == 1


@pytest.mark.slow
def test_the_command(book_file):
    said = CliRunner().invoke(build_app(), ["recompute", "--engine", "libreoffice", "--json", str(book_file)])
    (outcome,) = json.loads(said.stdout)
    assert said.exit_code == 1
    assert [fault["place"] for fault in outcome["faults"]] == ["核算!D2"]
    assert cells(book_file)[1, 3] == 9.0  # a fault: nothing is written


@pytest.mark.slow
def test_the_command_without_libreoffice(book_file, monkeypatch):
    monkeypatch.setenv("XLKPI_SOFFICE", str(book_file.with_name("soffice")))
    said = CliRunner().invoke(build_app(), ["recompute", "--engine", "libreoffice", "--json", str(book_file)])
    assert said.exit_code == 2
    assert "没有找到 LibreOffice" in said.stdout
