"""What a stored result is worth: no value is replaced by an error that nothing explains; random numbers stay.

In each line the formula stands in Z50 with 7 as its stored result.
"""

from __future__ import annotations

from typing import Any

import pytest

from grids import Grid, outcome
from xlkpi.books.calc import Outcome
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml import patch
from xlkpi.errors import CellError

CELLS: dict[str, Any] = {
    "A1": "张三", "A2": "李四", "B1": 90, "B2": 0, "B3": "缺考", "C1": "=B1/B2", "D1": "=NA()", "E1": "1,5",
    "F1": 1, "F2": 2, "F3": 3,
}  # fmt: skip


def computed(formula: str, *, stored: Any = 7.0, written: tuple[str, ...] = (), **cells: Any) -> Outcome:
    return outcome(Grid({"表": {**CELLS, **cells, "Z50": formula}}, cached={"Z50": stored}, written=written))


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=B1/B2", CellError.DIV0),
        ('=VLOOKUP("王五",A1:B2,2,FALSE)', CellError.NA),
        ('=MATCH("王五",A1:A2,0)', CellError.NA),
        ("=B1+B3", CellError.VALUE),
        ("=C1*2", CellError.DIV0),
        ("=SUM(B1:C1)", CellError.DIV0),
        ("=IF(D1>1,1,2)", CellError.NA),
        ("=SQRT(-B1)", CellError.NUM),
        ("=INDEX(A1:A2,9)", CellError.REF),
        ("=#REF!+1", CellError.REF),
        ('=INDIRECT("没有!A1")', CellError.REF),
        ("=SUMPRODUCT(F1:F3/B1:B3)", CellError.DIV0),
        ('=DATEVALUE("五月")', CellError.VALUE),
    ],
)
def test_an_error_that_values_make_is_written(formula: str, error: CellError) -> None:
    found = computed(formula)
    assert found.changes["表"][50, 26] is error


@pytest.mark.parametrize(
    "formula",
    [
        "=F1:F3",  # crosses no row of the formula
        "=SUMPRODUCT(F1:F3,F1:F2)",  # shapes that do not fit
        "=SUMIFS(F1:F3,A1:A2,A1)",
        "=SUM(IF({1;2;3}>1,F1:F2))",
        "=SUMIF(F1:F3*1,1,F1:F3)",  # an array where a reference is wanted
        "=COUNTIF(7,7)",
        "=MATCH(1,A1:F3,0)",  # several rows and columns
        '=LOOKUP(2,A1:B2,{"a";"b";"c"})',
        "=SUM(A1:B2:7)",
        "=(A1,B1)",
        '=INDIRECT("[别的.xlsx]表!A1")',
        "=MMULT(F1:F3,F1:F3)",
        "=XLOOKUP(3,F1:F3,F1:F2)",
        "=OFFSET(7,1,1)",
        "=E1+1",  # 1,5 is a number in some languages
    ],
)
def test_an_error_that_nothing_explains_is_not(formula: str) -> None:
    found = computed(formula)
    assert (50, 26) not in found.changes.get("表", {})
    (left,) = found.skipped
    assert (left.row, left.column) == (50, 26)


@pytest.mark.parametrize("stored", [None, CellError.VALUE])
def test_where_no_value_was_stored_there_is_nothing_to_keep(stored: Any) -> None:
    found = computed("=SUMPRODUCT(F1:F3,F1:F2)", stored=stored)
    assert found.skipped == []


@pytest.mark.parametrize("answer", [CellError.VALUE, CellError.NA, "权重合计不是 100%"])
def test_what_our_own_functions_say_is_always_written(answer: Any) -> None:
    grid = Grid({"表": {**CELLS, "Z50": "=KPI_TOTAL(F1:F3)"}}, cached={"Z50": 7.0})
    assert outcome(grid, {"KPI_TOTAL": lambda _: answer}).changes["表"][50, 26] == answer


def test_an_error_cleared_inside_the_formula_is_no_matter() -> None:
    assert computed('=IFERROR(SUMPRODUCT(F1:F3,F1:F2),"")').changes["表"][50, 26] == ""


def test_a_certain_error_beside_a_doubt_that_was_cleared_is_written() -> None:
    found = computed("=IFERROR(SUMPRODUCT(F1:F3,F1:F2),0)+B1/B2")
    assert found.changes["表"][50, 26] is CellError.DIV0


def test_a_doubt_belongs_to_its_formula_only() -> None:
    cells = {**CELLS, "A8": "=SUMPRODUCT(F1:F3,F1:F2)", "A9": "=B1+B3"}
    found = outcome(Grid({"表": cells}, cached={"A8": 7.0, "A9": 7.0}))
    assert found.changes["表"][9, 1] is CellError.VALUE
    assert [(one.row, one.column) for one in found.skipped] == [(8, 1)]


def test_the_reason_names_the_error() -> None:
    (left,) = computed("=SUMPRODUCT(F1:F3,F1:F2)").skipped
    assert "#VALUE!" in left.why.say("zh")
    assert "#VALUE!" in left.why.say("en")


def test_one_such_cell_keeps_a_whole_array_formula() -> None:
    cells = {"A1": 1, "A2": 2, "C1": "{=A1:A2}C1:C3", "C2": 2, "C3": 9}
    found = outcome(Grid({"表": cells}, cached={"C1": 1.0}))
    assert found.changes == {}
    assert [(one.row, one.column) for one in found.skipped] == [(1, 3)]


@pytest.mark.parametrize(
    ("formula", "written", "holds"),
    [
        ("=SUMPRODUCT(F1:F3,F1:F2)", (), True),
        ("=SUMPRODUCT(F1:F3,F1:F2)", ("B1",), True),
        ("=SUMPRODUCT(F1:F3,F1:F2)", ("F3",), False),
        ("=SUMPRODUCT(F1:F3,G1:G2)", (), False),  # G1 was computed anew and differs
        ("=SUMPRODUCT(F1:F3,H1:H2)", (), True),  # H1 was computed anew and is the same
    ],
)
def test_the_old_result_holds_while_nothing_changed(formula: str, written: tuple[str, ...], holds: bool) -> None:
    cells = {**CELLS, "G1": "=B1+1", "H1": "=B1+2", "Z50": formula}
    grid = Grid({"表": cells}, cached={"Z50": 7.0, "G1": 5.0, "H1": 92.0, "C1": CellError.DIV0}, written=written)
    (left,) = outcome(grid).skipped
    assert left.holds is holds


class TestRandomNumbers:
    @pytest.mark.parametrize("formula", ["=RAND()", "=RANDBETWEEN(1,6)", "=ROUND(RAND()*10,0)"])
    def test_they_stay_as_stored(self, formula: str) -> None:
        found = computed(formula, A9="=Z50+1")
        assert found.changes["表"][9, 1] == 8.0
        assert (50, 26) not in found.changes["表"]
        (left,) = found.skipped
        assert (left.used, left.holds) == (True, True)

    def test_what_was_never_computed_does_not_hold(self) -> None:
        (left,) = computed("=RAND()", stored=None).skipped
        assert not left.holds


class TestInAFile:
    """The same through a file: what is kept is a notice, and is named."""

    @pytest.fixture
    def book(self, tmp_path):
        return self.made(tmp_path)

    def made(self, folder, own=""):
        """The workbook, with a formula that calls a function of ours if one is given."""
        import xlsxwriter

        path = folder / "工资.xlsx"
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet("表")
            for row, value in enumerate((10, 20, 30)):
                sheet.write_number(row, 0, value)
            sheet.write_formula("C1", "=SUMPRODUCT(A1:A3,A1:A2)", None, 7)
            sheet.write_formula("C2", "=C1*2", None, 14)
            sheet.write_formula("C3", "=100/A1", None, 10)
            if own:
                sheet.write_formula("E1", own, None, 10)
            made.define_name("合计", "=表!$C$1:$C$3")
        return path

    def test_nothing_changed_is_a_notice_although_it_is_used(self, book):
        opened = FileBook.open(book)
        faults = opened.recalculate()
        assert [(fault.place, fault.notice) for fault in faults] == [("表!C1", True)]
        assert "7" not in faults[0].say("zh")
        assert opened.read("合计") == [[7.0], [14.0], [10.0]]

    def test_the_save_is_made_and_says_so(self, tmp_path):
        from xlkpi.actions.opening import open_book
        from xlkpi.actions.recompute import recompute

        done = recompute(open_book(self.made(tmp_path, "=KPI_TOTAL(A1,1)")))
        assert done.written_to is not None
        assert done.faults == ()
        # the second notice says that the file is as it was
        assert [notice.place for notice in done.notices] == ["表!C1", "工资.xlsx"]

    def test_what_it_needs_changed_is_a_fault(self, book):
        opened = FileBook.open(book)
        opened.file.stage("表", {(1, 1): 11.0})
        opened._changed["表"] = {(1, 1): 11.0}
        assert [(fault.place, fault.notice) for fault in opened.recalculate()] == [("表!C1", False)]

    def test_a_right_error_after_a_patch_is_written(self, book):
        patch(book, {"表": {"A1": 0}})
        opened = FileBook.open(book)
        opened.recalculate()
        assert opened.read("合计")[2] == [CellError.DIV0]


class TestHiddenRows:
    """What SUBTOTAL passes over in a file: rows 2 and 3 hold 1 and 2, row 3 is hidden, row 9 too."""

    @pytest.mark.parametrize(
        ("filtered", "table", "formula", "expected"),
        [
            (False, False, "=SUBTOTAL(9,A2:A3)", 3.0),  # hidden by hand
            (False, False, "=SUBTOTAL(109,A2:A3)", 1.0),
            (True, False, "=SUBTOTAL(9,A2:A3)", 1.0),  # hidden by the filter
            (True, False, "=SUBTOTAL(9,A9:A9)", None),  # outside the filter: by hand, before or after?
            (True, False, "=SUBTOTAL(109,A9:A9)", 0.0),
            (False, True, "=SUBTOTAL(9,A2:A3)", None),  # perhaps by the table's own filter
            (False, True, "=SUBTOTAL(9,A2:A2)", 1.0),
        ],
    )
    def test_who_hid_them(self, tmp_path, filtered, table, formula, expected):
        import xlsxwriter

        path = tmp_path / "筛选.xlsx"
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet("表")
            sheet.write_column(0, 0, ["数", 1, 2])
            sheet.write_number(8, 0, 5)
            sheet.write_formula("C20", formula, None, 77)
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_row(8, None, None, {"hidden": True})
            if filtered:
                sheet.autofilter("A1:A3")
                sheet.filter_column("A", "x < 2")
            if table:
                sheet.add_table("E1:E3", {"columns": [{"header": "别的"}]})
            made.define_name("结果", "=表!$C$20")
        book = FileBook.open(path)
        faults = book.recalculate()
        assert len(faults) == (expected is None)
        assert book.read("结果") == [[77.0 if expected is None else expected]]
