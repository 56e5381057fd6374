"""FileBook: blocks by name read, filled and computed inside real files."""

# ruff: noqa: DTZ001 - cells have no time zone

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter

from branches import typed
from xlkpi.actions.opening import spreadsheet_functions
from xlkpi.books.file import FileBook
from xlkpi.books.generations import generations
from xlkpi.domain.scheme import load_scheme
from xlkpi.drawing.building import build
from xlkpi.errors import CannotRead, CannotWrite, CellError, NameMissing
from xlkpi.schemes import kind_named

FORM = [["服务态度", 0.4, 95], ["接通率", 0.35, 88], ["投诉处理", 0.25, 92.5]]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A small form of a user's own: inputs B2:D4, named, with a total by our function and native ones."""
    path = tmp_path / "小表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("考核")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("A1", ["月份", "指标", "权重", "得分"])
        sheet.write_datetime("A2", dt.datetime(2024, 5, 1), day)
        for row, line in enumerate(FORM, 1):
            sheet.write_row(row, 1, line)
        sheet.write_formula("D7", "=KPI_TOTAL(得分,权重)", None, 0)
        sheet.write_array_formula("E2:E6", '{=IF(得分="","",得分*权重)}', None, 0)
        sheet.write_formula("D8", '=IF(D7>=90,"A","B")', None, "")
        sheet.write_formula("A7", "=EOMONTH(A2,0)", day, 0)
        sheet.write_formula("G1", "=RAND()", None, 0.5)
        for name, area in {
            "月份": "$A$2",
            "指标": "$B$2:$B$6",
            "权重": "$C$2:$C$6",
            "得分": "$D$2:$D$6",
            "加权": "$E$2:$E$6",
            "总分": "$D$7",
            "等级": "$D$8",
            "月末": "$A$7",
            "全表": "$A$1:$E$6",
        }.items():
            book.define_name(name, f"=考核!{area}")
        book.define_name("满分", "=100")
        book.define_name("整列", "=考核!$A:$A")
        second = book.add_worksheet("名单页")
        second.add_table("A1:B3", {"name": "名单", "columns": [{"header": "工号"}, {"header": "姓名"}]})
        second.write("A2", "001")
        book.define_name("名单页!备注", "=名单页!$D$1")
    return path


@pytest.fixture
def book(form: Path) -> FileBook:
    return FileBook.open(form, functions=spreadsheet_functions())


class TestNames:
    def test_names_of_one_rectangle_and_tables(self, book: FileBook) -> None:
        expected = {"月份", "指标", "权重", "得分", "加权", "总分", "等级", "月末", "全表", "名单", "备注"}
        assert book.names() == expected

    def test_reading_a_block(self, book: FileBook) -> None:
        assert book.read("权重") == [[0.4], [0.35], [0.25], [None], [None]]
        assert book.read("名单") == [["001", None], [None, None]]
        assert book.read("月份") in ([[dt.date(2024, 5, 1)]], [[dt.datetime(2024, 5, 1)]])

    def test_the_place_of_a_cell(self, book: FileBook) -> None:
        assert book.place("得分", 2) == "考核!D4"
        assert book.place("全表", 1, 3) == "考核!D2"

    def test_a_missing_name_is_named_with_its_file(self, book: FileBook) -> None:
        for call in (book.read, book.place, lambda name: book.write(name, [[1.0]])):
            with pytest.raises(NameMissing, match=r"小表\.xlsx.*“主管评分”"):
                call("主管评分")

    def test_a_name_that_is_no_rectangle_is_missing_too(self, book: FileBook) -> None:
        for name in ("满分", "整列"):
            with pytest.raises(NameMissing):
                book.read(name)

    def test_what_is_no_workbook(self, tmp_path: Path) -> None:
        path = tmp_path / "假的.xlsx"
        path.write_text("工号,姓名\n", "utf-8")
        with pytest.raises(CannotRead):
            FileBook.open(path)


class TestWriting:
    def test_the_rest_of_the_block_becomes_empty(self, book: FileBook) -> None:
        book.write("得分", [[70.0]])
        assert book.read("得分") == [[70.0], [None], [None], [None], [None]]
        assert book.read("全表")[2][3] is None

    def test_text_stays_text_in_the_file(self, book: FileBook, tmp_path: Path) -> None:
        texts = ["=1+1", "0012", "+86", "@SUM(A1)", " 两头空 "]
        book.write("指标", [[one] for one in texts])
        saved = book.save(tmp_path / "另存.xlsx")
        cells = openpyxl.load_workbook(saved)["考核"]
        assert [cells.cell(row, 2).value for row in range(2, 7)] == texts
        assert "f" not in {cells.cell(row, 2).data_type for row in range(2, 7)}
        assert [row[0] for row in FileBook.open(saved).read("指标")] == texts
        calamine = python_calamine.load_workbook(saved).get_sheet_by_name("考核").to_python()
        assert [line[1] for line in calamine[1:6]] == texts

    def test_true_over_one_is_another_value(self, book: FileBook, tmp_path: Path) -> None:
        """Equal to Python, not to Excel: SUM adds the number and passes over the truth."""
        for value in (1.0, True, 1.0):
            book.write("指标", [[value]])
            book = FileBook.open(book.save(tmp_path / f"{value}.xlsx"))
            assert [type(row[0]) for row in book.read("指标")][:1] == [type(value)]

    def test_every_kind_of_value(self, book: FileBook, tmp_path: Path) -> None:
        book.write("指标", [[True], [2.5], [CellError.NA], [None], ["文"]])
        book.write("月份", [[dt.date(2024, 6, 1)]])
        saved = FileBook.open(book.save(tmp_path / "另存.xlsx"))
        assert saved.read("指标") == [[True], [2.5], [CellError.NA], [None], ["文"]]
        assert saved.read("月份") in ([[dt.date(2024, 6, 1)]], [[dt.datetime(2024, 6, 1)]])

    @pytest.mark.parametrize("name", ["总分", "加权", "全表"])
    def test_a_formula_is_never_overwritten(self, book: FileBook, name: str) -> None:
        with pytest.raises(CannotWrite, match="是公式"):
            book.write(name, [[1.0]])

    @pytest.mark.parametrize("rows", [[[1.0]] * 6, [[1.0, 2.0]]])
    def test_rows_that_do_not_fit_are_refused(self, book: FileBook, rows: list[list[float]]) -> None:
        with pytest.raises(CannotWrite, match="“得分”只有 5 行 1 列"):
            book.write("得分", rows)
        assert book.read("得分")[0] == [95.0]

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), "长" * 32_768, object()])
    def test_what_no_cell_can_hold_is_refused_and_nothing_is_kept(self, book: FileBook, value: object) -> None:
        with pytest.raises(CannotWrite):
            book.write("得分", [[1.0], [value]])  # type: ignore[list-item]
        assert book.read("得分")[0] == [95.0]

    def test_nothing_reaches_the_disk_before_save(self, book: FileBook, form: Path) -> None:
        before = form.read_bytes()
        book.write("得分", [[70.0]])
        book.recalculate()
        assert form.read_bytes() == before


class TestRecalculation:
    def test_ours_native_and_array_formulas(self, book: FileBook) -> None:
        book.recalculate()
        assert book.read("总分") == [[91.93]]  # 95 x 0.4 + 88 x 0.35 + 92.5 x 0.25 = 91.925
        assert book.read("等级") == [["A"]]
        assert book.read("加权") == [[38.0], [pytest.approx(30.8)], [23.125], [""], [""]]

    def test_a_changed_input_changes_the_results(self, book: FileBook) -> None:
        book.write("得分", [[60.0], [60.0], [60.0]])
        book.recalculate()
        assert (book.read("总分"), book.read("等级")) == ([[60.0]], [["B"]])
        book.write("得分", [[100.0], [100.0], [100.0]])
        book.recalculate()
        assert (book.read("总分"), book.read("等级")) == ([[100.0]], [["A"]])

    def test_a_cell_that_shows_dates_gets_a_date(self, book: FileBook, tmp_path: Path) -> None:
        book.recalculate()
        saved = FileBook.open(book.save(tmp_path / "另存.xlsx"), functions=spreadsheet_functions())
        assert saved.read("月末") in ([[dt.date(2024, 5, 31)]], [[dt.datetime(2024, 5, 31)]])
        saved.write("月份", [[dt.date(2024, 2, 1)]])
        saved.recalculate()
        assert saved.read("月末") in ([[dt.date(2024, 2, 29)]], [[dt.datetime(2024, 2, 29)]])

    def test_formulas_stay_and_the_empty_text_is_stored_as_excel_does(self, book: FileBook, tmp_path: Path) -> None:
        book.recalculate()
        saved = book.save(tmp_path / "另存.xlsx")
        xml = zipfile.ZipFile(saved).read("xl/worksheets/sheet1.xml").decode()
        assert re.search(r'<c r="E6"[^>]* t="str"[^>]*><v></v></c>|<c r="E6"[^>]* t="str"[^>]*><v */></c>', xml)
        assert re.search(r'<c r="D8"[^>]* t="str"[^>]*><f>IF\(D7&gt;=90,"A","B"\)</f><v>A</v></c>', xml)
        values = openpyxl.load_workbook(saved, data_only=True)["考核"]
        assert (values["D7"].value, values["D8"].value, values["E2"].value) == (91.93, "A", 38)
        assert openpyxl.load_workbook(saved)["考核"]["D7"].value == "=KPI_TOTAL(得分,权重)"

    def test_a_second_calculation_finds_nothing_to_change(self, book: FileBook, tmp_path: Path) -> None:
        book.recalculate()
        saved = book.save(tmp_path / "一.xlsx")
        again = FileBook.open(saved, functions=spreadsheet_functions())
        again.recalculate()
        other = again.save(tmp_path / "二.xlsx")
        assert other.read_bytes() == saved.read_bytes()

    def test_an_uncomputed_cell_that_nobody_needs_is_a_notice(self, book: FileBook) -> None:
        faults = book.recalculate()
        assert [(fault.place, fault.notice) for fault in faults] == [("考核!G1", True)]
        assert "RAND" in faults[0].say("zh")
        assert "--engine libreoffice" in faults[0].say("zh")
        assert "--engine libreoffice" in faults[0].say("en")

    def test_an_uncomputed_cell_that_others_need_is_a_fault(self, form: Path) -> None:
        faults = FileBook.open(form).recalculate()  # without our functions: D7 has a name, D8 needs it
        assert [(fault.place, fault.notice) for fault in faults] == [("考核!G1", True), ("考核!D7", False)]

    def test_saving_in_place_keeps_the_version_before(self, book: FileBook, form: Path) -> None:
        before = form.read_bytes()
        book.write("得分", [[60.0], [60.0], [60.0]])
        book.recalculate()
        assert book.save() == form
        assert [one.path.read_bytes() for one in generations(form)] == [before]
        assert book.read("总分") == [[60.0]]
        assert FileBook.open(form).read("总分") == [[60.0]]

    def test_saving_elsewhere_leaves_the_original(self, book: FileBook, form: Path, tmp_path: Path) -> None:
        before = form.read_bytes()
        book.recalculate()
        book.save(tmp_path / "另存.xlsx")
        assert form.read_bytes() == before

    def test_an_array_formula_over_merged_cells_does_not_stop_the_others(self, tmp_path: Path) -> None:
        path = tmp_path / "合并.xlsx"
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet()
            sheet.merge_range("A1:A2", "")
            sheet.write_array_formula("A1:A3", "{=ROW(A1:A3)*10}", None, 0)
            sheet.write_formula("B1", "=A3+1", None, 0)
            made.define_name("结果", "=Sheet1!$A$1:$B$3")
        book = FileBook.open(path)
        assert book.recalculate() == []
        saved = FileBook.open(book.save(tmp_path / "另存.xlsx"))
        assert [saved.read("结果")[0], saved.read("结果")[2][0]] == [[10.0, 31.0], 30.0]


class TestTemplates:
    def test_five_people_of_a_department_rated_excellent(self, tmp_path: Path) -> None:
        blank = build(kind_named("summary"), tmp_path / "空白.xlsm", load_scheme("gas"), period=dt.date(2024, 5, 1))
        book = FileBook.open(blank, functions=spreadsheet_functions())
        scores = [96.0, 91.0, 91.0, 88.0, 88.0]
        columns = {
            "名单_工号": [f"G{at}" for at in range(5)],
            "名单_姓名": ["甲", "乙", "丙", "丁", "戊"],
            "名单_部门": ["客服部"] * 5,
            "名单_参评": ["是"] * 5,
            "名单_总分": scores,
            "主管_部门": ["客服部"],
            "计划_部门": ["客服部"],
            "计划_名称": ["五月上"],
            "计划_主管经理评分": [96.0],
            "计划_客户服务部评分": [98.0],
        }
        typed(book, columns)
        assert [fault for fault in book.recalculate() if not fault.notice] == []
        saved = FileBook.open(book.save(tmp_path / "附件3.xlsm"))
        assert saved.read("主管_得分")[:2] == [[97.0], [""]]
        assert saved.read("主管_等级")[0] == ["优秀"]
        assert [row[0] for row in saved.read("名单_部门排名")[:6]] == [1.0, 2.0, 2.0, 4.0, 4.0, ""]
        assert [row[0] for row in saved.read("名单_等级")[:6]] == ["A+", "A", "A", "B", "B", ""]

    def test_a_form_only_its_sheet_changes(self, tmp_path: Path) -> None:
        blank = build(kind_named("form"), tmp_path / "附件2.xlsm", load_scheme("gas"))
        book = FileBook.open(blank, functions=spreadsheet_functions())
        columns = {
            "指标": ["服务态度", "接通率", "投诉处理"],
            "权重": [0.4, 0.35, 0.25],
            "主管评分": [95.0, 88.0, 92.5],
            "加减分": [1.0],
        }
        typed(book, columns)
        assert book.recalculate() == []
        assert book.read("总分") == [[92.93]]  # 91.925 + 1 = 92.925, half away from zero
        saved = book.save(tmp_path / "张三.xlsm")
        with zipfile.ZipFile(blank) as old, zipfile.ZipFile(saved) as new:
            changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert all(re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) for name in changed)
