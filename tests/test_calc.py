"""The evaluator: order of computation, names, tables, arrays, our functions, and what it refuses to guess."""

# ruff: noqa: DTZ001 - cells have no time zone

from __future__ import annotations

import datetime as dt
import gc
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grids import Grid, outcome, result, results, why_not
from natives_cases import DATA
from xlkpi.books.areas import Area
from xlkpi.books.calc import block_cache, calculate, work_limit
from xlkpi.books.calc import compile as compiling
from xlkpi.books.calc.lazy import FORMS
from xlkpi.books.calc.native import Native
from xlkpi.books.calc.natives import natives, sums
from xlkpi.books.ooxml.content import Formula
from xlkpi.books.ooxml.names import Table
from xlkpi.errors import CellError

SCORES = {"A1": 90, "A2": 80, "A3": 70, "B1": 0.5, "B2": 0.3, "B3": 0.2}


PARTS = (
    "1", "0", "-3.5", '"a"', '""', '"2024-05-01"', "TRUE", "#N/A", "A2", "C2", "C5", "G4", "I1", "E2", "H1", "C2:C7",
    "A1:E7", "O1:Q1", "K1:K5", "{1,2;3,4}", '{"a",TRUE}', "B2:B7", "G1:G7", "", '">=80"', '"*"', "1E300", "1e-9", "得分",
    "C2:C7 B4:D4", "(C2:C3,C7)", "Z1", '"yyyy年m月d日 hh:mm:ss"', '"0.00%"', "45413.5", '"C2:C3"', "99999999", "-1",
)  # fmt: skip
"""What arguments of Excel's functions may be, sensible or not."""


def any_formula(chance: random.Random, depth: int) -> str:
    """A formula that nobody would write, of functions with as many arguments as they take."""
    kind = chance.random()
    if depth <= 0 or kind < 0.35:
        return chance.choice(PARTS)
    if kind < 0.45:
        sign = chance.choice(["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">=", ":", " "])
        return f"({any_formula(chance, depth - 1) or 1}{sign}{any_formula(chance, depth - 1) or 1})"
    if kind < 0.5:
        return f"-{any_formula(chance, depth - 1) or 1}%"
    name = chance.choice(sorted(natives()) + sorted(FORMS))
    if name in FORMS:
        least, most = FORMS[name].least, FORMS[name].least + 3
    else:
        function = natives()[name]
        least = len(function.takes) if function.least is None else function.least
        most = max(len(function.takes), least) + 2 * bool(function.repeats)
    arguments = [any_formula(chance, depth - 1) for _ in range(chance.randint(least, most))]
    return f"{name}({','.join(arguments)})"


def total(scores, weights, adjust=0.0):
    """A function of ours as the catalogue hands it in: rows in, a value out."""
    pairs = [(score[0], weight[0]) for score, weight in zip(scores, weights, strict=True)]
    if any(score is None for score, _ in pairs):
        return ""
    return sum(score * weight for score, weight in pairs) + (adjust or 0.0)


def ranks(scores):
    column = [line[0] for line in scores]
    return [["" if one is None else 1.0 + sum(other > one for other in column if other is not None)] for one in column]


def seen(*arguments):
    return repr(arguments)


OURS = {"KPI_TOTAL": total, "KPI_RANK": ranks, "KPI_SEEN": seen}


class TestOrder:
    def test_a_formula_is_computed_after_those_it_needs(self):
        assert results({"A1": "=B1+1", "B1": "=C1+1", "C1": 5}) == {"B1": 6.0, "A1": 7.0}

    def test_a_chain_of_five_thousand_rows_does_not_run_out_of_stack(self):
        chain = {f"A{row}": f"=A{row + 1}+1" for row in range(1, 5000)}
        assert results({**chain, "A5000": 1})["A1"] == 5000.0

    def test_a_branch_not_taken_is_not_needed(self):
        assert results({"A1": "=IF(TRUE,1,A1)"}) == {"A1": 1.0}

    def test_only_changes_are_returned(self):
        grid = Grid(
            {"表": {"A1": 2, "B1": "=A1*2", "B2": "=A1*3", "B3": '=""'}}, cached={"B1": 4.0, "B2": 5.0, "B3": ""}
        )
        assert outcome(grid).changes == {"表": {(2, 2): 6.0}}

    def test_the_empty_text_differs_from_an_empty_cell(self):
        assert results({"A1": '=IF(B1="","",B1)'}) == {"A1": ""}

    @pytest.mark.parametrize(
        ("stored", "formula", "expected"),
        [(1.0, "=TRUE()", True), (True, "=1", 1.0), (0.0, "=FALSE()", False), ("1", "=1", 1.0), (1.0, '="1"', "1")],
    )
    def test_a_condition_is_no_number_and_a_text_no_number(self, stored, formula, expected):
        changed = outcome(Grid({"表": {"A1": formula}}, cached={"A1": stored})).changes
        assert repr(changed) == repr({"表": {(1, 1): expected}})

    def test_a_result_that_excel_stored_with_another_last_bit_is_the_same(self):
        grid = Grid({"表": {"A1": "=SUM(0.1,0.2)"}}, cached={"A1": 0.30000000000000004})
        assert outcome(grid).changes == {}

    @given(st.randoms(use_true_random=False))
    def test_the_order_of_cells_in_the_file_does_not_matter(self, chance: random.Random):
        cells = {f"A{row}": (row if row < 4 else f"=SUM(A1:A{row - 1})-A{row - 3}") for row in range(1, 13)}
        cells |= {f"B{row}": f"=A{row}*SUM(B{row + 1}:B13)+1" for row in range(1, 13)}
        shuffled = dict(chance.sample(list(cells.items()), len(cells)))
        assert results(shuffled) == results(cells)

    def test_shared_formulas_move_with_their_cell(self):
        cells = {
            "A1": 1, "A2": 2, "A3": 3, "D1": 10,
            "B1": Formula("A1*$D$1", "shared", Area("表", 1, 2, 3, 2), 0),
            "B2": Formula("", "shared", None, 0),
            "B3": Formula("", "shared", None, 0),
        }  # fmt: skip
        assert results(cells) == {"B1": 10.0, "B2": 20.0, "B3": 30.0}

    def test_now_and_today_are_handed_in(self):
        cells = {"A1": "=TODAY()", "A2": "=NOW()", "A3": "=TODAY()"}
        grid = Grid({"表": cells}, cached={"A3": dt.date(2020, 1, 1)})
        found = calculate(grid, {}, now=dt.datetime(2024, 5, 31, 18)).changes["表"]
        assert found == {(1, 1): 45443.0, (2, 1): 45443.75, (3, 1): dt.date(2024, 5, 31)}


class TestReferences:
    def test_sheets_with_chinese_names_spaces_and_quotes(self):
        grid = Grid({
            "汇总": {"A1": "=参数!$B$1", "A2": "='一 月'!A1", "A3": "=SUM('O''Neil'!A:A)"},
            "参数": {"B1": 7}, "一 月": {"A1": 8}, "O'Neil": {"A1": 1, "A9": 2},
        })  # fmt: skip
        assert outcome(grid).changes == {"汇总": {(1, 1): 7.0, (2, 1): 8.0, (3, 1): 3.0}}

    def test_the_same_cell_of_several_sheets(self):
        grid = Grid({"总": {"A1": "=SUM(一月:三月!B2)"}, "一月": {"B2": 1}, "二月": {"B2": 2}, "三月": {"B2": 4}})
        assert outcome(grid).changes == {"总": {(1, 1): 7.0}}

    def test_names_of_the_workbook_and_of_the_sheet(self):
        names = {"得分": "表!$A$1:$A$3", "满分": "100", "及格": "满分*0.6", "表!调整": "表!$B$1", "调整": "表!$B$2"}
        found = results({**SCORES, "C1": "=SUM(得分)", "C2": "=及格", "C3": "=调整"}, names=names)
        assert found == {"C1": 240.0, "C2": 60.0, "C3": 0.5}

    def test_a_name_may_grow_with_the_data(self):
        names = {"得分": "OFFSET(表!$A$1,0,0,COUNT(表!$A:$A),1)"}
        assert result("=AVERAGE(得分)", SCORES, names=names) == 80.0

    def test_a_relative_name_looks_from_the_cell_that_uses_it(self):
        names = {"左边": "表!XFD1"}
        assert results({"A2": 5, "B2": "=左边*2"}, names=names) == {"B2": 10.0}

    def test_a_name_that_refers_to_itself(self):
        assert "引用了自己" in why_not("=循环", names={"循环": "循环+1"})

    def test_a_broken_name_is_the_error_excel_shows(self):
        assert result("=丢失", names={"丢失": "#REF!"}) is CellError.REF

    @pytest.mark.parametrize(
        ("formula", "expected"),
        [
            ("=SUM(名单[得分])", 170.0),
            ("=名单[[#This Row],[得分]]*2", 160.0),
            ("=名单[[#Headers],[得分]]", "得分"),
            ("=名单[[#Totals],[得分]]", 999.0),
            ("=SUM(名单[[#Data],[#Totals],[得分]])", 1169.0),
            ("=COUNTA(名单[#All])", 8.0),
            ("=COUNTA(名单)", 4.0),
            ("=COUNTA(名单[[工号]:[得分]])", 4.0),
            ("=SUM(名单[权重'[%']])", 0.0),
        ],
    )
    def test_references_into_tables(self, formula, expected):
        cells = {"A1": "工号", "B1": "得分", "C1": "权重[%]", "A2": "a", "B2": 90, "A3": "b", "B3": 80, "B4": 999}
        table = Table("名单", "表", Area("表", 1, 1, 4, 3), ("工号", "得分", "权重[%]"), 1, 4)
        assert results({**cells, "E3": formula}, tables=[table])["E3"] == expected

    def test_a_table_without_such_a_column(self):
        table = Table("名单", "表", Area("表", 1, 1, 3, 1), ("工号",), 1)
        assert "“总分”" in why_not("=名单[总分]", tables=[table])

    def test_a_plain_formula_takes_the_cell_in_its_own_row(self):
        assert results({**SCORES, "C2": "=A1:A3+1", "C9": "=A1:A3"}) == {"C2": 81.0, "C9": CellError.VALUE}

    @pytest.mark.parametrize(
        ("place", "formula", "expected"),
        [
            ("C2", "=A1:A3", 80.0),  # the cell of the range in the formula's row
            ("C9", "=A1:A3", CellError.VALUE),
            ("A9", "=A1:B1", 90.0),  # in its column
            ("C9", "=A1:B1", CellError.VALUE),
            ("C2", "=A1:B3", CellError.VALUE),  # several rows and several columns: no single cell
            ("A9", "=A1:B3", CellError.VALUE),
            ("C9", "=A1:B3", CellError.VALUE),
        ],
    )
    def test_what_a_plain_formula_takes_from_a_range(self, place, formula, expected):
        assert results({**SCORES, place: formula})[place] == expected

    def test_the_1904_calendar(self):
        cells = {"A1": dt.date(2024, 5, 1), "B1": "=A1", "B2": "=YEAR(A1)", "B3": '=TEXT(A1,"yyyy-mm-dd aaaa")'}
        grid = Grid({"表": {**cells, "B4": "=DATE(2024,5,1)=A1"}}, date1904=True)
        found = outcome(grid).changes["表"]
        assert found == {(1, 2): 43951.0, (2, 2): 2024.0, (3, 2): "2024-05-01 星期三", (4, 2): True}


class TestArrays:
    def test_the_block_is_spread_over_its_cells(self):
        assert results({**SCORES, "C1": "{=A1:A3*B1:B3}C1:C3"}) == {"C1": 45.0, "C2": 24.0, "C3": 14.0}

    def test_a_single_value_repeats(self):
        assert results({"A1": "{=1+1}A1:B2"}) == {"A1": 2.0, "A2": 2.0, "B1": 2.0, "B2": 2.0}

    def test_a_column_repeats_sideways_and_what_is_missing_is_not_available(self):
        found = results({**SCORES, "C1": "{=A1:A2}C1:D3"})
        assert found == {
            "C1": 90.0, "D1": 90.0, "C2": 80.0, "D2": 80.0, "C3": CellError.NA, "D3": CellError.NA,
        }  # fmt: skip

    def test_a_block_too_large_is_cut(self):
        assert results({**SCORES, "C1": "{=A1:B3}C1:C2"}) == {"C1": 90.0, "C2": 80.0}

    def test_empty_cells_show_as_zero_in_a_block(self):
        assert results({"A1": 1, "C1": "{=A1:A2}C1:C2"}) == {"C1": 1.0, "C2": 0.0}

    def test_other_formulas_wait_for_every_cell_of_a_block(self):
        assert results({**SCORES, "E1": "=C3", "C1": "{=A1:A3*2}C1:C3"})["E1"] == 140.0

    def test_a_spilled_array_that_would_need_other_cells_is_left_alone(self):
        assert "溢出" in why_not("{=_xlfn.UNIQUE(A1:A3)}Z50:Z51", SCORES)
        assert result("{=_xlfn.UNIQUE(A1:A3)}Z50:Z52", SCORES) == 90.0

    def test_the_sign_for_a_whole_spill(self):
        cells = {**SCORES, "C1": "{=A1:A3*2}C1:C3"}
        assert result("=SUM(_xlfn.ANCHORARRAY(C1))", cells) == 480.0
        assert result("=SUM(C1#)", cells) == 480.0


class TestWaysThroughArrays:
    """Whole columns are compared faster than single cells, and must give the same."""

    CELLS = {"A1": 0.30000000000000004, "A2": 0.3, "A3": "AB", "A4": "ab", "A5": "一部", "A6": True, "A8": 2}

    @pytest.mark.parametrize(
        ("formula", "expected"),
        [
            ("=SUMPRODUCT(--(A1:A8=0.3))", 2.0),  # equal to 15 digits
            ("=SUMPRODUCT(--(A1:A8>0.3))", 5.0),  # texts and TRUE are more than any number
            ("=SUMPRODUCT(--(A1:A8>=0.3))", 7.0),
            ("=SUMPRODUCT(--(A1:A8<=0.3))", 3.0),  # a blank is 0
            ("=SUMPRODUCT(--(A1:A8<>0.3))", 6.0),
            ("=SUMPRODUCT(--(A1:A8=0))", 1.0),
            ('=SUMPRODUCT(--(A1:A8="aB"))', 2.0),
            ('=SUMPRODUCT(--(A1:A8<>"aB"))', 6.0),
            ('=SUMPRODUCT(--(A1:A8="一部"))', 1.0),
            ('=SUMPRODUCT(--(A1:A8=""))', 1.0),
            ("=SUMPRODUCT((A1:A8=2)*(A1:A8>1))", 1.0),
            ("=SUMPRODUCT((A1:A2=0.3)*A1:A2)", 0.6),
            ("=MATCH(0.3,A2:A2)", 1.0),
            ("=MATCH(0.3,{0.1;0.30000000000000004})", 2.0),
            ("=LOOKUP(0.3,{0.1,0.30000000000000004,0.4})", 0.3),
        ],
    )
    def test_comparisons(self, formula, expected):
        assert result(formula, self.CELLS) == pytest.approx(expected)


class TestRangesBeyondTheData:
    CELLS = {"A1": "x", "A2": "x", "A3": "x", "B1": 1, "B2": 2, "B3": 4}

    def test_conditions_over_shifted_ranges(self):
        assert result('=COUNTIFS(A1:A3,"x",B2:B4,"")', self.CELLS) == 1.0
        assert result('=COUNTIFS(A1:A9,"",B1:B9,"")', self.CELLS) == 6.0
        assert result('=SUMIF(A2:A4,"x",B1:B3)', self.CELLS) == 3.0
        assert result('=SUMIF(A2:A4,"",B1:B3)', self.CELLS) == 4.0
        assert result('=SUMIF(A1:A3,"x",B3)', self.CELLS) == 4.0

    def test_two_columns_beside_two_columns_of_which_one_is_empty(self):
        cells = {"A1": "x", "B1": "y", "A2": "y", "B2": "x", "C1": 1, "C2": 2}
        grid = Grid({"表": cells, "二": {"A1": '=SUMIF(表!A1:B2,"x",表!C1:D2)', "A2": '=SUMIF(表!A1:B2,"y",表!C1:D2)'}})
        assert outcome(grid).changes["二"] == {(1, 1): 1.0, (2, 1): 2.0}

    def test_an_array_formula_below_everything_the_file_has(self):
        cells = {"A1": "=SUM(B:B)", "B5": "{=ROW(1:4)}B5:B8", "A2": "=COUNT(B1:B100)", "A3": "=MATCH(3,B:B,0)"}
        found = results(cells)
        assert [found[place] for place in ("A1", "A2", "A3")] == [10.0, 4.0, 7.0]

    def test_sheets_of_different_length(self):
        grid = Grid({"一": {"A1": "x", "A2": "x"}, "二": {"A1": 1, "A2": 2, "A9": 5, "C1": '=SUMIF(一!A:A,"",A:A)'}})
        assert outcome(grid).changes["二"] == {(1, 3): 5.0}

    def test_filled_down_formulas_differ_only_in_place(self):
        cells = {f"A{row}": row for row in range(1, 9)}
        cells |= {f"B{row}": f'=SUM(A$1:A{row})&" A{row} "&SUM({row}:{row})*0&COUNT(A:A)' for row in range(1, 4)}
        cells |= {"C4": "='A1'!A1", "D4": "='A2'!A1"}
        found = outcome(Grid({"表": cells, "A1": {"A1": 7}, "A2": {"A1": 8}}))
        assert "循环" in found.skipped[0].why.say("zh")
        cells |= {f"B{row}": f'=SUM(A$1:A{row})&" A{row} "&COUNT(A:A)' for row in range(1, 4)}
        found = outcome(Grid({"表": cells, "A1": {"A1": 7}, "A2": {"A1": 8}})).changes["表"]
        assert [found[row, 2] for row in (1, 2, 3)] == ["1 A1 8", "3 A2 8", "6 A3 8"]
        assert (found[4, 3], found[4, 4]) == (7.0, 8.0)

    def test_without_room_for_any_cache_the_answers_are_the_same(self, monkeypatch):
        """Lists that are not kept come and go, and Python gives a new one the number of one that went."""
        monkeypatch.setattr(block_cache, "_MOST", 0)
        cells = {f"{letter}{row}": float(at % 3) for at, letter in enumerate("ABCDEFGH") for row in range(1, 6)}
        pairs = ["A1:B5", "C1:D5", "E1:F5", "G1:H5"] * 9
        found = results(cells | {f"J{at}": f'=COUNTIF({pair},"<>1")' for at, pair in enumerate(pairs, 1)})
        assert [found[f"J{at}"] for at in range(1, 37)] == [5.0, 10.0, 5.0, 5.0] * 9

    def test_a_block_has_no_cell_that_lies_in_the_row_and_column_of_the_formula(self):
        """Excel's implicit intersection is one of a row or of a column with the cell; a block gives #VALUE!."""
        block = {f"{letter}{row}": row for letter in "ABC" for row in (1, 2, 3)}
        found = outcome(Grid({"表": block, "别": {"B2": "=表!A1:C3+0", "B5": "=表!A1:B1+0", "E2": "=表!A1:A3+0"}}))
        changed = found.changes.get("别", {})
        assert (changed.get((5, 2)), changed.get((2, 5))) == (1.0, 2.0)
        assert changed.get((2, 2), CellError.VALUE) == CellError.VALUE

    def test_conditions_on_numbers_and_on_truth_in_the_same_range(self):
        """1 and TRUE are one key to Python; each formula comes twice, the second time from what is remembered."""
        cells = {"A1": 1, "A2": True, "A3": 1, "A4": "1", "A5": 0, "A6": False, "D1": 2, "D2": True}
        found = results({
            **cells,
            **{f"B{row}": formula for row, formula in enumerate(
                ["=COUNTIF(A1:A6,1)", "=COUNTIF(A1:A6,TRUE)", "=COUNTIF(A1:A6,1)", "=COUNTIF(A1:A6,TRUE)",
                 "=COUNTIF(A1:A6,0)", "=COUNTIF(A1:A6,FALSE)", "=MATCH(TRUE,A1:A6,0)", "=MATCH(1,A1:A6,0)",
                 "=COUNTIFS(A1:A2,TRUE,D1:D2,TRUE)", "=COUNTIFS(A1:A2,1,D1:D2,2)"], 1)},
        })  # fmt: skip
        assert [found[f"B{row}"] for row in range(1, 11)] == [3.0, 1.0, 3.0, 1.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0]

    @pytest.mark.parametrize("formula", [
        "=COUNTIF(B$2:B$9,B2)", "=COUNTIF(B$2:B2,B2)", '=COUNTIF(B:B,"x*")', '=COUNTIF(B$3:B$6,">"&3)',
        '=COUNTIF(B$2:B$20,"")', '=COUNTIF(B$2:B$20,"<>x")', '=COUNTIFS(B$2:B$9,B2,C$3:C$10,">=2")', '=COUNTIF(B$2:B$9,"<=4")',
        '=SUMIFS(C$3:C$10,B$2:B$9,"x",C$2:C$9,"<4")', "=SUMIF(B$2:B$9,B2,C$4:C$11)", '=COUNTIFS(B$2:B$20,"",C$2:C$20,"")',
        '=COUNTIF(B$2:C$9,"x")', '=COUNTIF(B$1:B$6,">"&3)', '=COUNTIF(B$1:B$12,"<"&4)', '=COUNTIF(B$1:B$5,"<>")', '=MAXIFS(C$2:C$9,B$2:B$9,"<>",C$2:C$9,"<5")', '=COUNTIF(B$2:B$9,"3")',
    ])  # fmt: skip
    def test_an_index_finds_what_a_walk_finds(self, formula):
        """The same cells beside a formula in their columns that is still to be computed: then there is no index."""
        cells = {f"B{row}": value for row, value in enumerate(["x", 3, "3", "X", None, True, 4, "xy", 3], 2) if value}
        cells |= {f"C{row}": float(row % 6) for row in range(2, 12)}
        walked = {**cells, "B40": "=Z50", "C40": "=Z50"}
        indexed = {**cells, "B40": 1, "C40": 1}
        if "B:B" in formula:
            walked["B40"] = 1
        assert result(formula, walked) == result(formula, indexed)

    @pytest.mark.parametrize(
        ("name", "formula"),
        [
            ("SORT", "SORT(A1:A3)"), ("SORTBY", "SORTBY(A1:A3,B1:B3)"), ("UNIQUE", "UNIQUE(A1:A3)"),
            ("FILTER", "FILTER(A1:A3,A1:A3>0)"), ("SEQUENCE", "SEQUENCE(3)"),
        ],
    )  # fmt: skip
    def test_whatever_grows_is_left_to_excel(self, name, formula):
        """Three values where the file has two or four cells for them; three cells take them."""
        assert name in why_not("{=" + formula + "}Z50:Z51", SCORES)
        assert name in why_not("{=" + formula + "}Z50:Z53", SCORES)
        assert "Z52" in results({**SCORES, "Z50": "{=" + formula + "}Z50:Z52"})


class TestSubtotals:
    CELLS = {"A1": 1, "A2": 2, "A3": "=SUBTOTAL(9,A1:A2)", "A4": 4, "A5": "=1/0", "A6": "=SUBTOTAL(9,A4:A4)+0"}

    @pytest.mark.parametrize(
        ("formula", "hidden", "expected"),
        [
            ("=SUBTOTAL(9,A1:A4)", {}, 7.0),  # the inner subtotal does not count twice
            ("=SUBTOTAL(9,A1:A4)", {2: True}, 5.0),  # hidden by a filter
            ("=SUBTOTAL(9,A1:A4)", {2: False}, 7.0),  # hidden by hand
            ("=SUBTOTAL(109,A1:A4)", {2: False}, 5.0),
            ("=SUBTOTAL(9,A1:A6)", {}, CellError.DIV0),
            ("=AGGREGATE(9,6,A1:A6)", {}, 14.0),  # errors passed over, subtotals count
            ("=AGGREGATE(9,3,A1:A6)", {}, 7.0),
            ("=AGGREGATE(9,5,A1:A4)", {2: False}, 8.0),
            ("=AGGREGATE(9,4,A1:A4)", {2: False}, 10.0),
            ("=SUBTOTAL(2,A1:A2,A4:A4)", {}, 3.0),
            ("=SUBTOTAL(103,OFFSET(A1,1,0))", {2: False}, 0.0),
            ("=SUMPRODUCT(SUBTOTAL(103,OFFSET(A1,ROW(1:2)-1,0))*A1:A2)", {2: False}, 1.0),
            ("=SUBTOTAL(12,A1:A4)", {}, CellError.VALUE),
        ],
    )
    def test_what_they_pass_over(self, formula, hidden, expected):
        assert result(formula, self.CELLS, hidden=hidden) == expected

    def test_rows_of_which_nobody_knows_who_hid_them(self):
        cells = {"A1": 1, "A2": 2}
        assert "筛选" in why_not("=SUBTOTAL(9,A1:A2)", cells, hidden={2: None})
        assert result("=SUBTOTAL(9,A1:A1)", cells, hidden={2: None}) == 1.0
        assert result("=SUBTOTAL(109,A1:A2)", cells, hidden={2: None}) == 1.0


class TestOurFunctions:
    def test_nested_in_native_ones_and_the_other_way_round(self):
        names = {"得分": "表!$A$1:$A$3", "权重": "表!$B$1:$B$3"}
        cells = {**SCORES, "C1": '=IF(KPI_TOTAL(得分,权重)>=83,"A","B")', "C2": "=ROUND(kpi_total(得分,权重,1/3),1)"}
        assert results(cells, OURS, names=names) == {"C1": "A", "C2": 83.3}

    def test_in_array_formulas(self):
        cells = {**SCORES, "C1": '{=IF(KPI_RANK(A1:A3)=1,"第一",KPI_RANK(A1:A3))}C1:C3'}
        assert results(cells, OURS) == {"C1": "第一", "C2": 2.0, "C3": 3.0}

    def test_native_functions_inside_their_arguments(self):
        assert result("{=KPI_TOTAL(IF(A1:A3>75,A1:A3,0),B1:B3)}", SCORES, OURS) == 69.0

    def test_what_they_are_given(self):
        cells = {"A1": dt.date(2024, 5, 1), "A2": "=1/0", "A4": True, "A5": "95", "B1": "=A1"}
        grid = Grid({"表": {**cells, "C1": '=KPI_SEEN(A1:A5,A9,,"",1,B1)'}}, cached={"B1": dt.date(2020, 1, 1)})
        assert outcome(grid, OURS).changes["表"][1, 3] == repr((
            [[dt.datetime(2024, 5, 1)], [CellError.DIV0], [None], [True], ["95"]],
            [[None]], None, "", 1.0, [[dt.datetime(2024, 5, 1)]],
        ))  # fmt: skip

    def test_what_they_give_back(self):
        given = [[None, 1, float("nan")], [dt.date(2024, 5, 1), CellError.NA, "文"]]
        found = results({"A1": "{=KPI_ANY()}A1:C2"}, {"KPI_ANY": lambda: given})
        expected = ["", 1.0, CellError.NUM, 45413.0, CellError.NA, "文"]
        assert [found[place] for place in ("A1", "B1", "C1", "A2", "B2", "C2")] == expected

    def test_excels_prefixes_and_the_name_of_the_add_in_do_not_matter(self):
        for name in ("_xludf.KPI_SEEN", "[0]!KPI_SEEN", "[1]!KPI_SEEN", "'C:\\加载项\\[xlkpi.xlam]'!KPI_SEEN"):
            assert result(f"={name}(1)", {}, OURS) == "(1.0,)", name

    def test_a_function_that_fails_is_named(self):
        assert "KPI_TOTAL" in why_not("=KPI_TOTAL(1)", {}, OURS)

    def test_what_was_compiled_for_one_workbook_calls_the_functions_of_the_next(self):
        for answer in (1.0, 2.0):
            assert result("=OURS(A1)+0", {"A1": 5}, {"OURS": lambda _, answer=answer: answer}) == answer
        assert "OURS" in why_not("=OURS(A1)+0", {"A1": 5})
        assert result("=OURS(A1)+0", {"A1": 5}, {"ours": lambda one: one}) == 5.0

    def test_what_was_compiled_is_kept_within_bounds(self, monkeypatch):
        monkeypatch.setattr(compiling, "MOST_KEPT", 2)
        cells = {f"B{row}": f"=A{row}*{row % 5}" for row in range(1, 40)}
        names = {"甲": "=表!$A$1", "乙": "=甲+1", "丙": "=乙+1"}
        given = {f"A{row}": row for row in range(1, 40)}
        found = results({**given, **cells, "C1": "=丙"}, names=names)
        assert found == {f"B{row}": float(row * (row % 5)) for row in range(1, 40)} | {"C1": 3.0}

    def test_a_function_that_is_not_known_is_named(self):
        assert "KPI_OLD" in why_not("=KPI_OLD(1)", {}, OURS)


class TestLeftOut:
    def test_circular_formulas_keep_their_results_and_the_others_use_them(self):
        grid = Grid({"表": {"A1": "=B1", "B1": "=A1+1", "C1": "=A1*2", "D1": "=5"}}, cached={"A1": 3.0, "B1": 4.0})
        found = outcome(grid)
        assert found.changes == {"表": {(1, 3): 6.0, (1, 4): 5.0}}
        assert [(one.row, one.column, one.used) for one in found.skipped] == [(1, 1, True), (1, 2, False)]
        assert "循环引用" in found.skipped[0].why.say("zh")
        assert "circular" in found.skipped[0].why.say("en")

    def test_a_formula_that_needs_itself_through_a_range(self):
        assert "循环引用" in why_not("=SUM(Z:Z)")

    def test_a_data_table_keeps_its_results(self):
        table = Formula("", "datatable", Area("表", 2, 2, 3, 2))
        grid = Grid({"表": {"B2": table, "B3": 8, "C1": "=SUM(B2:B3)"}}, cached={"B2": 7.0})
        found = outcome(grid)
        assert found.changes == {"表": {(1, 3): 15.0}}
        assert [(one.row, one.column, one.used) for one in found.skipped] == [(2, 2, True)]

    def test_every_cell_of_an_array_formula_keeps_its_result(self):
        grid = Grid({"表": {"A1": "{=FOO()}A1:A2", "A2": 6, "B1": "=A2+1"}}, cached={"A1": 5.0})
        found = outcome(grid)
        assert found.changes == {"表": {(1, 2): 7.0}}
        assert [(one.row, one.used) for one in found.skipped] == [(1, True)]

    def test_a_shared_formula_without_its_first_cell(self):
        grid = Grid({"表": {"A1": Formula("", "shared", None, 3)}})
        assert "共享公式" in outcome(grid).skipped[0].why.say("zh")

    def test_places_come_in_the_order_of_tabs_rows_columns(self):
        grid = Grid({"二": {"B2": "=FOO()", "A3": "=FOO()", "C1": "=FOO("}, "一": {"A1": "=FOO()"}})
        assert [(one.sheet, one.row) for one in outcome(grid).skipped] == [("二", 1), ("二", 2), ("二", 3), ("一", 1)]


class TestHostile:
    """No workbook may hang us; each of these ends within seconds and says why."""

    @pytest.mark.parametrize(
        "formula",
        [
            "=" + "(" * 5000 + "1" + ")" * 5000,
            "=" + "IF(1," * 3000 + "1" + ")" * 3000,
            "=" + "-" * 8001 + "A1",
            "=" + "@" * 8000 + "A1",
            "=" + "1+" * 20_000 + "1",
            "=SUM(" + "1," * 300 + "1)",
            "=" + "{" * 100,
            "=SUM(" + "A1 " * 4000 + ")",
            '="' + "a" * 9000,
            "=A1:" * 3000 + "A2",
        ],
        ids=range(10),
    )
    def test_long_and_deep_formulas(self, formula):
        started = time.monotonic()
        outcome(Grid({"表": {"Z50": formula}}))
        assert time.monotonic() - started < 3

    def test_a_long_sum_is_no_deep_one(self):
        assert result("=" + "+".join(["1"] * 4000)) == 4000.0

    def test_names_that_multiply(self):
        names = {f"n{at}": f"n{at + 1}+n{at + 1}" for at in range(19)} | {"n19": "1"}
        started = time.monotonic()
        result_or_reason = outcome(Grid({"表": {"A1": "=n0"}}, names=names))
        assert time.monotonic() - started < 20
        assert result_or_reason.changes or result_or_reason.skipped

    def test_arrays_that_multiply(self):
        assert "太大" in why_not("{=A:A*1:1}")
        assert "太大" in why_not("=SUMPRODUCT(A1:Y1048576*1)")

    def test_whole_columns_in_arrays_take_no_time(self):
        cells = {"A1": "一部", "A2": "二部", "A3": "一部", "B1": 90, "B2": 80, "B3": 70, "C1": "=1/0"}
        started = time.monotonic()
        assert result('=SUMPRODUCT((A:A="一部")*(B:B>=70)*B:B)', cells) == 160.0
        assert result('=SUMPRODUCT(--(A:A="二部"),B:B)', cells) == 80.0
        assert result('=SUMPRODUCT(--(A:A=""))', cells) == 1_048_573.0
        assert result("=SUMPRODUCT(ISERROR(C:C)*1)", cells) == 1.0
        assert result("=COUNTBLANK(A:A)", cells) == 1_048_573.0
        assert time.monotonic() - started < 1

    @pytest.mark.slow
    def test_whole_columns_elsewhere(self):
        cells = {"A1": "一部", "A2": "二部", "A3": "一部", "B1": 90, "B2": 80, "B3": 70}
        assert result('=LOOKUP(2,1/(A:A="二部"),B:B)', cells) == 80.0
        assert result('{=SUM((A:A="一部")*B:B)}', cells) == 160.0
        assert result('{=SUM(IF(A:A="",1,0))}', cells) == 1_048_573.0
        assert result('{=MATCH(1,(A:A="一部")*(B:B<80),0)}', cells) == 3.0
        assert result("{=ROWS(A:A&B:B)}", cells) == 1_048_576.0
        assert results({**cells, "D1": "{=A:A&B:B}D1:D4"})["D4"] == ""
        assert result("=KPI_LEN(A:A)", cells, {"KPI_LEN": lambda rows: float(len(rows))}) == 1_048_576.0

    def test_an_array_formula_over_the_whole_sheet(self):
        assert "太大" in why_not("{=1}A1:XFD1048576")

    def test_far_corners_of_a_sheet(self):
        found = outcome(Grid({"表": {"A1": 1, "XFD1048576": 2, "B1": "=SUM(A:A)", "C1": "=SUM(A:XFC)"}}))
        assert found.changes == {"表": {(1, 2): 1.0}}
        assert "太大" in found.skipped[0].why.say("zh") or "循环" in found.skipped[0].why.say("zh")

    def test_wildcards_that_make_other_programs_search_for_ever(self):
        started = time.monotonic()
        assert result(f'=COUNTIF(A1,"{"*a" * 60}b")', {"A1": "a" * 30_000}) == 0.0
        why_not(f'=SEARCH("{"a*" * 60}b",A1)', {"A1": "a" * 30_000})
        assert time.monotonic() - started < 20

    @pytest.mark.parametrize("seed", range(12))
    def test_formulas_nobody_would_write(self, seed):
        chance = random.Random(seed)
        cells = dict(DATA)
        for at in range(60):
            formula = "=" + (any_formula(chance, 3) or "1")
            cells[f"Z{100 + at * 10}"] = "{" + formula + f"}}Z{100 + at * 10}:AA{102 + at * 10}" if at % 3 else formula
        found = outcome(Grid({"表": cells}, {"得分": "表!$C$2:$C$7"}))
        assert [one.why.say("zh") for one in found.skipped if "意外" in one.why.say("zh")] == []
        for value in found.changes["表"].values():
            assert type(value) in (bool, float, str, CellError, dt.date, dt.datetime)
            assert value == value

    @given(st.text(alphabet="A1$:(){}[],;'\"#@!%&<>=+-*/^ .é中_", max_size=40))
    def test_texts_that_are_no_formula(self, text):
        found = outcome(Grid({"表": {"Z50": Formula(text)}}))
        assert [one.why.say("zh") for one in found.skipped if "意外" in one.why.say("zh")] == []

    def test_a_mistake_of_ours_costs_one_formula_only(self, monkeypatch):
        def broken(*_):
            raise ZeroDivisionError("x")

        monkeypatch.setitem(sums.TABLE, "SUM", Native(broken, "r", repeats=1))
        found = outcome(Grid({"表": {"A1": "=SUM(1)", "A2": "=MAX(1)"}}))
        assert found.changes == {"表": {(2, 1): 1.0}}
        assert "ZeroDivisionError" in found.skipped[0].why.say("zh")

    @pytest.mark.parametrize(
        "formula",
        [
            "{=SUM(MMULT(ROW(1:300)*TRANSPOSE(ROW(1:300)),ROW(1:300)*TRANSPOSE(ROW(1:300))))}",
            "{=SUM(MINVERSE(ROW(1:200)*TRANSPOSE(ROW(1:200))+1))}",
            "{=MDETERM(ROW(1:200)*TRANSPOSE(ROW(1:200))+1)}",
            '=SUM(LEN(TEXT(ROW(1:60000),"0.00")))',
            "{=SUM(SORT(MOD(ROW(1:1000000)*7919,1000003)))}",
            '{=SUM(COUNTIF(A1:A9,ROW(1:1000000)&"*"))}',
        ],
    )
    def test_functions_that_ask_for_too_much_say_so(self, formula, monkeypatch):
        """A twentieth of the real limit: what stops here within a second stops there within 20 (tests/bench)."""
        monkeypatch.setattr(work_limit, "MOST_WORK", work_limit.MOST_WORK // 20)
        assert "计算量" in why_not(formula)

    def test_twenty_thousand_rows_are_computed_or_refused(self, monkeypatch):
        monkeypatch.setattr(work_limit, "MOST_WORK", work_limit.MOST_WORK // 10)
        rows = 20_000
        cells = {f"A{row}": f"{row % 7}部" for row in range(1, rows + 1)}
        cells |= {f"B{row}": float(row * 7919 % 10007) for row in range(1, rows + 1)}
        cells |= {f"C{row}": f"=COUNTIF(B$1:B${rows},B{row})" for row in range(1, rows + 1)}
        cells |= {
            f"D{row}": f"=SUMPRODUCT((A$1:A${rows}=A{row})*(B$1:B${rows}>B{row}))+1" for row in range(1, rows + 1)
        }
        found = outcome(Grid({"表": cells}))
        assert {one.column for one in found.skipped} == {4}
        assert {one.why.say("zh") for one in found.skipped} == {"工作簿的计算量太大"}
        assert found.changes["表"][1, 3] == 2.0  # 10,007 is prime: each value comes twice in 20,014 rows

    def test_the_collector_of_cycles_runs_again_afterwards(self):
        assert gc.isenabled()
        outcome(Grid({"表": {"A1": "=1"}}))
        assert gc.isenabled()

    def test_growing_texts(self):
        assert result('=REPT("a",40000)') is CellError.VALUE
        assert result('=REPT("a",32000)&REPT("b",1000)') is CellError.VALUE
        assert result('=SUBSTITUTE(REPT("a",30000),"a","bb")') is CellError.VALUE

    def test_huge_numbers(self):
        assert result("=1E308*10") is CellError.NUM
        assert result("=10^400") is CellError.NUM
        assert result("=EXP(1000)") is CellError.NUM
        assert result("=SUM(1E308,1E308)") is CellError.NUM
        assert result("=ROUND(1E300,-290)") == 1e300
        assert result("=DATE(9999,120000,1)") is CellError.NUM
        assert result("=INT(1E300)") == 1e300
