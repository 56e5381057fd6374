"""Workbooks of Excel opened in LibreOffice: every formula of ours finds the add-in and gets its cells as they are."""

import pytest
import xlsxwriter

from .conftest import Sheet

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def opened(office, tmp_path):
    """Write a workbook with XlsxWriter, open it, and look at its first sheet."""
    opened = []

    def open_(fill, macros=0):
        path = tmp_path / "考核 表.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("一月 '份")
            for row, (score, weight) in enumerate([(92, 0.5), (98.5, 0.3), (91.5, 0.2)]):
                page.write_row(row, 0, [score, weight])
            fill(book, page)
        answer = office.ask("open", url=path.as_uri(), macros=macros)
        opened.append(answer["document"])
        return Sheet(office, answer["document"])

    yield open_
    for document in opened:
        office.ask("close", document=document)


def test_ranges_names_and_nested_calls(opened):
    def fill(book, page):
        book.define_name("得分", "='一月 ''份'!$A$1:$A$3")
        book.define_name("第一项", "='一月 ''份'!$A$1")
        book.define_name("合计", "=KPI_TOTAL('一月 ''份'!$A$1:$A$3,'一月 ''份'!$B$1:$B$3)")
        page.write_formula("D1", "=KPI_TOTAL(得分,B1:B3)")
        page.write_formula("D2", "=ROUND(KPI_TOTAL(得分,$B$1:$B$3,第一项-90),1)")
        page.write_formula("D3", '=IF(KPI_SCORE(第一项,100)>90,"优",KPI_LEVEL("a)(;",1,2))')
        page.write_formula("D4", "=合计*2")
        page.write_formula("D5", "=kpi_total('一月 ''份'!A1:A3,'一月 ''份'!B1:B3)")

    page = opened(fill)
    assert [page[f"D{row}"] for row in range(1, 6)] == [93.85, 95.9, "优", 187.7, 93.85]


def test_the_document_counts_as_unchanged(opened):
    page = opened(lambda _, page: page.write_formula("D1", "=KPI_TOTAL(A1:A3,B1:B3)"))
    assert page.ask("modified") is False


def test_a_stale_result_in_the_file_is_not_believed(opened):
    page = opened(lambda _, page: page.write_formula("D1", "=KPI_TOTAL(A1:A3,B1:B3)", None, 12))
    assert page["D1"] == 93.85


@pytest.mark.parametrize("protection", [None, "", "secret"])
def test_blocks_on_protected_sheets(opened, protection):
    def fill(_, page):
        page.write_formula("A5", "=NA()")
        page.write_array_formula("D1:D5", "{=KPI_SCORE(A1:A5,100)}")
        page.write_formula("E1", "=KPI_SCORE(A9,100)")
        if protection is not None:
            page.protect(protection)

    page = opened(fill)
    assert page["E1"] == ""
    if protection == "secret":  # the block cannot be linked again: an error stays an error, though not the same one
        assert page["D1"] == "#VALUE!"
    else:
        assert [page[f"D{row}"] for row in range(1, 6)] == [92.0, 98.5, 91.5, "", "#N/A"]


def test_a_password_does_not_keep_sound_blocks_from_computing(opened):
    def fill(_, page):
        page.write_array_formula("D1:D3", "{=KPI_SCORE(A1:A3,100)}")
        page.protect("secret")

    page = opened(fill)
    assert [page[f"D{row}"] for row in range(1, 4)] == [92.0, 98.5, 91.5]


def test_a_block_follows_its_inputs(opened):
    page = opened(lambda _, page: page.write_array_formula("D1:D3", "{=KPI_RANK(A1:A3)}"))
    assert [page[f"D{row}"] for row in range(1, 4)] == [2.0, 1.0, 3.0]
    page.type(A3=99.0)
    assert [page[f"D{row}"] for row in range(1, 4)] == [3.0, 2.0, 1.0]
    page.type(A3=None)
    assert [page[f"D{row}"] for row in range(1, 4)] == [2.0, 1.0, ""]


def test_a_wide_array_constant_and_text_with_separators(opened):
    def fill(_, page):
        page.write_formula("D1", '=KPI_TOTAL({90;80},{0.5;0.5})&"；(KPI_TOTAL(A1;B1"')
        page.write_formula("D2", "=SUM(KPI_TOTAL(A1:A3,B1:B3),KPI_SCORE(A1,B1*200))")

    page = opened(fill)
    assert (page["D1"], page["D2"]) == ("85；(KPI_TOTAL(A1;B1", 185.85)


def test_a_workbook_of_1904_counts_its_days_from_there(office, tmp_path):
    import datetime as dt

    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet()
        page.write_datetime("A1", dt.date(2024, 5, 6), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_formula("B1", "=KPI_DEADLINE(A1,1)-A1")
    answer = office.ask("open", url=path.as_uri())
    assert Sheet(office, answer["document"])["B1"] == 1.0
    office.ask("close", document=answer["document"])
