"""Totals made of columns of partial scores: understood, held against every row, and computed in place.

Expected numbers are counted by hand from the drawn scores and the weights that the layout's truth names.
"""

from __future__ import annotations

import re

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from adopt.as_text import drawn
from adopt.drawing import Book, Formula, Sheet, places, rounded
from adopt.gathered import FIFTH, FOURTH, OPEN, THIRD, each
from adopt.layout import summary
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import understand

MADE = {
    "bilingual_summary": "F=D*0.3+E*0.7",
    "checked_calls": "I=G*0.6+H*0.4",
    "indicators_across": "G=C*0.3+D*0.3+E*0.2+F*0.2",
    "kpi_columns": "H=C*0.2+D*0.3+E*0.25+F*0.15+G*0.1",
    "matrix": "8=4*0.3+5*0.3+6*0.2+7*0.2",
    "marks_in_header_words": "H=D+E+F+G",
    "penalties_negative": "H=E+F+G",
    "shift_supervisors": "G=E*0.6+F*0.4",
    "stations": "G=C+D+E+F",
    "subtotals_in_columns": "E=B+C+D H=E+F+G",
    "tellers": "F=C*0.4+D*0.4+E*0.2",
    "three_shifts": "F=D*0.5+E*0.5",
    "two_parts_converted": "H=E+G",
    "two_raters": "G=E*0.2+F*0.8",
    "two_raters_mean": "F=D*0.5+E*0.5",
    "four_quarters": "I=E*0.25+F*0.25+G*0.25+H*0.25",
    "quarter_summary": "H=E*0.333333+F*0.333333+G*0.333333",
    "months_in_columns": "G=D*0.333333+E*0.333333+F*0.333333",
    "half_year": "J=D*0.166667+E*0.166667+F*0.166667+G*0.166667+H*0.166667+I*0.166667",
}
"""What the totals of the other open lists are made of, as their formulas and numbers were drawn; the rest of nothing."""


def understood(book, folder, name="表"):
    return understand(grids_of(save(book, folder, name))).as_json()


@each([*OPEN, *THIRD, *FOURTH])
def test_no_other_list_is_said_to_be_made_of_something(layout, tmp_path):
    answer = understood(layout.draw(), tmp_path)
    expected = summary("", made_of=MADE[layout.name])["made_of"] if layout.name in MADE else None
    told = [part.get("made_of") for part in answer.get("parts", [answer]) if part["kind"] == "summary"]
    assert all(one == expected for one in told)


def waiting(layout):
    """The layout before its totals were counted, without what contradicts itself elsewhere."""
    book = layout.draw()
    [part] = layout.parts
    page = book.sheet(part["sheet"])
    for at, cell in list(page.cells.items()):
        letter = openpyxl.utils.get_column_letter(at[1])
        results = {part["columns"].get(key) for key in ("total", "rank", "level", "coefficient")}
        inside = part["first_row"] <= at[0] <= part["last_row"]
        told = f"{part['sheet']}!{letter}{at[0]}" in layout.conflicts
        if inside and (letter in results or told):
            page.cells[at] = cell._replace(value=None)
    return book, part


def counted(book, part):
    """The totals by row, as the truth says that they are made."""
    page = book.sheet(part["sheet"])

    def number(row, letter):
        cell = page.cells.get((row, column_index_from_string(letter)))
        value = cell.value if cell else None
        return (value.value if isinstance(value, Formula) else value) or 0

    made = part["made_of"]
    [total] = [part["columns"]["total"]]
    return {
        row: rounded(round(sum(by * (number(row, at) if at else 1) for at, by in made[total].items()), 6))
        for row in range(part["first_row"], part["last_row"] + 1)
    }


UNTOLD = {"weight_row_of_95", "two_steps_merged_heads", "tellers_plain_sum", "repair_desk_form"}
"""Whose weights are not whole, of which a step was drawn wrong, without any weight, a form."""


@each([layout for layout in FIFTH if layout.name not in UNTOLD])
def test_a_total_that_waits_is_computed_by_the_weights_that_are_told(layout, tmp_path):
    book, part = waiting(layout)
    path = save(book, tmp_path, "等")
    done = take_over(adopt(path, answers={"": {"level_rule": "own"}}), Wish(tmp_path / "出.xlsm"))
    assert [str(fault) for fault in done.faults if not fault.notice] == []
    sheet = openpyxl.load_workbook(done.out, data_only=True)[part["sheet"]]
    there = {
        row: sheet[f"{part['columns']['total']}{row}"].value for row in range(part["first_row"], part["last_row"] + 1)
    }
    want = counted(book, part)
    lacking = {int(cell.rpartition("!")[2][1:]) for cell in layout.conflicts if cell.startswith(f"{part['sheet']}!F")}
    assert {row: value for row, value in there.items() if row not in lacking} == pytest.approx(
        {row: value for row, value in want.items() if row not in lacking}
    )
    assert all(there[row] in (None, "") for row in lacking)


MARKS = ((90, 80, 70), (85, 95, 75), (78, 88, 98), (92, 82, 72), (60, 70, 80), (99, 89, 79))
"""Marks of six people by three columns."""


def listed(heads, *, weights=None, totals=None, extras=(), more=(), note="", marks=MARKS, page="汇总"):
    """A list of six people: three marks each, what is added or taken off, the total; further sheets as rows."""
    sheet = Sheet(page, "10 10 " + "12 " * 8)
    sheet.write("A1:H1", "员工绩效考核汇总表（2025年6月）", "title")
    words = ["工号", "姓名", *heads, *(word for word, _ in extras), "考核总分", "排名"]
    sheet.row("A2", words, "box center bold")
    first = 3
    if weights:
        sheet.row("A3", ["权重", None, *weights, *[None] * (len(extras) + 2)], "box center")
        first = 4
    for at, row in enumerate(marks):
        own = [values[at] for _, values in extras]
        total = totals[at] if totals else None
        line = [f"A{at + 1:03d}", f"{'陈王李张刘赵'[at]}建国", *row, *own, total, None]
        sheet.row(f"A{first + at}", line, "box center")
    if note:
        sheet.write("A12:H12", note, "left")
    return Book([sheet, *more])


def table_of(name, rows):
    sheet = Sheet(name)
    for at, row in enumerate(rows, 1):
        sheet.row(f"A{at}", row, "box center")
    return sheet


def by(*factors, base=0.0, extra=(0,) * 6, marks=MARKS):
    return [
        rounded(round(base + sum(f * m for f, m in zip(factors, row)) + more, 6)) for row, more in zip(marks, extra)
    ]


PLAIN = ("业绩", "态度", "能力")
CASES = [
    # what stands there, what the total is made of, cells that contradict
    (
        "shares without brackets",
        listed(("业绩60%", "态度占25%", "能力（权重15%）"), totals=by(0.6, 0.25, 0.15)),
        "F=C*0.6+D*0.25+E*0.15",
        "",
    ),
    (
        "shares in any order",
        listed(("业绩15%", "态度25%", "能力60%"), totals=by(0.15, 0.25, 0.6)),
        "F=C*0.15+D*0.25+E*0.6",
        "",
    ),
    ("points in a row", listed(PLAIN, weights=(50, 30, 20), totals=by(0.5, 0.3, 0.2)), "F=C*0.5+D*0.3+E*0.2", ""),
    ("no weights: the mean", listed(PLAIN, totals=by(1 / 3, 1 / 3, 1 / 3)), "F=C*0.333333+D*0.333333+E*0.333333", ""),
    ("no weights: the sum, one wrong", listed(PLAIN, totals=[*by(1, 1, 1)[:5], 266]), "F=C+D+E", "F8"),
    (
        "counts beside are no part",
        listed(("接听量", "业绩70%", "态度30%"), totals=by(0, 0.7, 0.3)),
        "F=D*0.7+E*0.3",
        "",
    ),
    (
        "totals to one decimal",
        listed(("业绩55%", "态度28%", "能力17%"), totals=[round(n + 1e-9, 1) for n in by(0.55, 0.28, 0.17)]),
        "F=C*0.55+D*0.28+E*0.17",
        "",
    ),
    (
        "full marks in heads, marks of a hundred",
        listed(("业绩（50分）", "态度（30分）", "能力（20分）"), totals=by(0.5, 0.3, 0.2)),
        "F=C*0.5+D*0.3+E*0.2",
        "",
    ),
    (
        "weights in another order on a sheet",
        listed(
            ("业绩得分", "态度得分", "能力得分"),
            totals=by(0.5, 0.3, 0.2),
            more=[table_of("参数", [["指标", "权重"], ["能力", 0.2], ["业绩", 0.5], ["态度", 0.3]])],
        ),
        "F=C*0.5+D*0.3+E*0.2",
        "",
    ),
    (
        "another sheet's numbers are no weights",
        listed(
            PLAIN,
            totals=by(1, 1, 1),
            more=[table_of("人数", [["指标", "人数"], ["业绩", 0.2], ["态度", 0.5], ["能力", 0.3]])],
        ),
        "F=C+D+E",
        "",
    ),
    (
        "extras that some have",
        listed(
            ("业绩60%", "态度40%", "备用"),
            marks=[(a, b, None) for a, b, _ in MARKS],
            extras=[("奖励分", (None, 2, None, None, 1, None)), ("扣分", (3, None, None, 1, None, None))],
            totals=by(0.6, 0.4, extra=(-3, 2, 0, -1, 1, 0)),
        ),
        "H=C*0.6+D*0.4+F-G",
        "",
    ),
    (
        "deductions that stand as negative numbers",
        listed(
            PLAIN, extras=[("扣分", (-3, None, -5, None, None, None))], totals=by(1, 1, 1, extra=(-3, 0, -5, 0, 0, 0))
        ),
        "G=C+D+E+F",
        "",
    ),
    (
        "加减分 with signs of its own",
        listed(
            PLAIN,
            weights=(0.5, 0.3, 0.2),
            extras=[("加减分", (-3, 2, None, None, None, 1))],
            totals=by(0.5, 0.3, 0.2, extra=(-3, 2, 0, 0, 0, 1)),
        ),
        "G=C*0.5+D*0.3+E*0.2+F",
        "",
    ),
    (
        "how often somebody was late takes nothing off",
        listed(
            PLAIN, weights=(0.5, 0.3, 0.2), extras=[("扣分次数", (3, 1, None, 2, None, None))], totals=by(0.5, 0.3, 0.2)
        ),
        "G=C*0.5+D*0.3+E*0.2",
        "",
    ),
    (
        "a hundred points less deductions",
        listed(
            ("备用", "说明一", "说明二"),
            marks=[(None, None, None)] * 6,
            extras=[("加分", (None, 2, None, None, None, 1)), ("扣分", (3, None, 5, 2, None, None))],
            totals=[97, 102, 95, 98, 100, 101],
        ),
        "H=100+F-G",
        "",
    ),
    (
        "one without a mark whose total counts it as nothing",
        listed(
            ("业绩60%", "态度25%", "能力15%"),
            marks=[(90, 80, None), *MARKS[1:]],
            totals=[74.0, *by(0.6, 0.25, 0.15)[1:]],
        ),
        "F=C*0.6+D*0.25+E*0.15",
        "",
    ),
    (
        "a word in the place of a mark is left to people",
        listed(
            ("业绩60%", "态度25%", "能力15%"),
            marks=[(90, "缺考", 70), *MARKS[1:]],
            totals=[70.0, *by(0.6, 0.25, 0.15)[1:]],
        ),
        "F=C*0.6+D*0.25+E*0.15",
        "",
    ),
    (
        "weights that sum to 90%",
        listed(PLAIN, weights=(0.5, 0.25, 0.15), totals=by(0.5, 0.25, 0.15)),
        "F=C*0.5+D*0.25+E*0.15",
        "E3",
    ),
    (
        "weights in heads that sum to 110%",
        listed(("业绩60%", "态度30%", "能力20%"), totals=by(0.6, 0.3, 0.2)),
        "F=C*0.6+D*0.3+E*0.2",
        "E2",
    ),
    (
        "weights that give nobody's total",
        listed(("业绩60%", "态度25%", "能力15%"), totals=[88, 71.3, 95, 60.2, 77, 81.9]),
        "",
        "F3",
    ),
    (
        "a formula with others than the heading says",
        listed(
            ("业绩60%", "态度25%", "能力15%"),
            totals=[Formula(f"=C{r}*0.5+D{r}*0.35+E{r}*0.15", t) for r, t in enumerate(by(0.5, 0.35, 0.15), 3)],
        ),
        "F=C*0.5+D*0.35+E*0.15",
        "F3",
    ),
    (
        "a formula whose weights are not whole",
        listed(PLAIN, totals=[Formula(f"=C{r}*50%+D{r}*30%+E{r}*15%", t) for r, t in enumerate(by(0.5, 0.3, 0.15), 3)]),
        "F=C*0.5+D*0.3+E*0.15",
        "F3",
    ),
    (
        "a formula that rounds each part",
        listed(
            PLAIN,
            totals=[
                Formula(f"=ROUND(C{r}*0.6,2)+ROUND((D{r}+E{r})*0.2,2)", t) for r, t in enumerate(by(0.6, 0.2, 0.2), 3)
            ],
        ),
        "F=C*0.6+D*0.2+E*0.2",
        "",
    ),
    (
        "a formula with points out of a hundred",
        listed(
            PLAIN, totals=[Formula(f"=(C{r}*60+D{r}*25+E{r}*15)/100", t) for r, t in enumerate(by(0.6, 0.25, 0.15), 3)]
        ),
        "F=C*0.6+D*0.25+E*0.15",
        "",
    ),
    (
        "SUMPRODUCT over a range apart",
        listed(
            PLAIN,
            totals=[Formula(f"=SUMPRODUCT(C{r}:E{r}*权重!$B$1:$D$1)", t) for r, t in enumerate(by(0.6, 0.2, 0.2), 3)],
            more=[table_of("权重", [["权重", 0.6, 0.2, 0.2]])],
        ),
        "F=C*0.6+D*0.2+E*0.2",
        "",
    ),
    (
        "a formula that looks elsewhere is none",
        listed(
            PLAIN,
            totals=[Formula(f"=分数!B{r}", t) for r, t in enumerate((80, 71, 90, 66, 70, 81), 3)],
            more=[table_of("分数", [["", 0], ["", 0], *[["", n] for n in (80, 71, 90, 66, 70, 81)]])],
        ),
        "",
        "",
    ),
    ("blank totals and no weights", listed(PLAIN), "", ""),
    ("blank totals and weights in heads", listed(("业绩60%", "态度25%", "能力15%")), "F=C*0.6+D*0.25+E*0.15", ""),
    (
        "blank totals, shares already counted in",
        listed(
            ("业绩60%", "态度25%", "能力15%"),
            marks=[(55, 20, 12), (50, 24, 15), (58, 22, 14), (40, 20, 10), (60, 25, 15), (52, 21, 13)],
        ),
        "F=C+D+E",
        "",
    ),
    (
        "a mark above its full mark",
        listed(
            ("业绩（50分）", "态度（30分）", "能力（20分）"),
            marks=[(45, 28, 22), (40, 25, 18), (50, 30, 20), (38, 22, 15), (48, 29, 19), (41, 27, 16)],
            totals=[95, 83, 100, 75, 96, 84],
        ),
        "F=C+D+E",
        "E3",
    ),
    (
        "blank totals, and a table of something else",
        listed(PLAIN, more=[table_of("人数", [["部门", "人数占全部"], ["业绩", 0.2], ["态度", 0.5], ["能力", 0.3]])]),
        "",
        "",
    ),
    (
        "blank totals, and how often somebody was late",
        listed(("业绩60%", "态度25%", "能力15%"), extras=[("扣分次数", (3, 1, None, 2, None, None))]),
        "G=C*0.6+D*0.25+E*0.15",
        "",
    ),
    (
        "whole numbers that come near a mean prove nothing",
        listed(
            PLAIN,
            marks=[(90, 80, 71), (85, 95, 76), (78, 88, 99), (92, 82, 73), (60, 70, 81), (99, 89, 80)],
            totals=[80, 85, 88, 82, 70, 89],
        ),
        "",
        "",
    ),
    (
        "blank totals, basic points, extras",
        listed(
            ("基本分", "备用", "说明一"),
            marks=[(100, None, None)] * 6,
            extras=[("加分", (None, 2, None, None, None, 1)), ("扣分", (3, None, 5, 2, None, None))],
        ),
        "H=C+F-G",
        "",
    ),
]


@pytest.mark.parametrize(("note", "book", "made", "contradicts"), CASES, ids=[case[0] for case in CASES])
def test_a_total_is_understood_and_held_against_every_row(note, book, made, contradicts, tmp_path):
    answer = understood(book, tmp_path)
    expected = summary("", made_of=made)["made_of"] if made else {}
    assert answer.get("made_of", {}) == expected
    assert {told["cell"] for told in answer["conflicts"]} == {*contradicts.split()}


@pytest.mark.parametrize("step", ["blank", "typed"])
def test_a_step_before_extra_points_is_computed_too(step, tmp_path):
    steps = by(0.6, 0.25, 0.15)
    extras = (None, 2, None, -1, None, 1)
    book = listed(
        ("业绩60%", "态度25%", "能力15%"),
        extras=[("加权得分", [None] * 6 if step == "blank" else steps), ("加减分", extras)],
    )
    answer = understood(book, tmp_path)
    assert answer["made_of"] == summary("", made_of="H=F+G F=C*0.6+D*0.25+E*0.15")["made_of"]
    done = take_over(adopt(save(book, tmp_path, "等")), Wish(tmp_path / "出.xlsm"))
    sheet = openpyxl.load_workbook(done.out, data_only=True)["汇总"]
    assert [sheet[f"F{row}"].value for row in range(3, 9)] == pytest.approx(steps)
    assert [sheet[f"H{row}"].value for row in range(3, 9)] == pytest.approx(
        [a + (b or 0) for a, b in zip(steps, extras)]
    )


def test_two_columns_that_wait_for_a_total_are_asked_for(tmp_path):
    book = listed(("业绩60%", "态度25%", "能力15%"), extras=[("综合得分", [None] * 6)])
    assert [(one["field"], one["candidates"]) for one in understood(book, tmp_path)["questions"]] == [
        ("total", ["F", "G"])
    ]


def test_a_blank_total_beside_marks_that_nothing_weighs_is_told(tmp_path):
    done = take_over(adopt(save(listed(PLAIN), tmp_path, "等")), Wish(dry_run=True))
    told = [fault.say() for fault in done.faults if "总分空着" in fault.say()]
    assert len(told) == 1
    assert "C 业绩、D 态度、E 能力" in told[0]


def test_contradictions_are_kept_or_mended_as_answered(tmp_path):
    totals = [*by(0.6, 0.25, 0.15)[:5], 99.9]
    path = save(listed(("业绩60%", "态度25%", "能力15%"), totals=totals), tmp_path, "矛盾")
    assert any("应为" in fault.say() for fault in take_over(adopt(path), Wish(dry_run=True)).faults)
    kept = take_over(adopt(path), Wish(tmp_path / "留.xlsm", decisions={("汇总", "F8"): "keep"})).out
    mended = take_over(adopt(path), Wish(tmp_path / "改.xlsm", replace=True)).out
    stands, note = (
        openpyxl.load_workbook(kept)["汇总"]["F8"].value,
        openpyxl.load_workbook(mended)["汇总"]["F8"].comment,
    )
    assert stands == 99.9
    assert "接入前为 99.9，按规则为 93.5" in note.text
    assert openpyxl.load_workbook(mended, data_only=True)["汇总"]["F8"].value == 93.5  # 59.4 + 22.25 + 11.85


WORDED = [("90分" if at == 0 else row[0], *row[1:]) for at, row in enumerate(MARKS)]
LACKING = [(90, 80, None), *MARKS[1:]]
WRITTEN = [
    # what stands there, the formula and the value of the first person
    (
        "weights as points",
        listed(PLAIN, weights=(50, 30, 20), totals=by(0.5, 0.3, 0.2)),
        'IF(COUNT(C4:E4)<3,"",ROUND(C4*$C$3/100+D4*$D$3/100+E4*$E$3/100,2))',
        83,  # 45 + 24 + 14
    ),
    (
        "what is blank counts nothing here",
        listed(("业绩60%", "态度25%", "能力15%"), marks=LACKING, totals=[74, *by(0.6, 0.25, 0.15)[1:]]),
        'IF(COUNT(C3:E3)=0,"",ROUND(C3*60%+D3*25%+E3*15%,2))',
        74,  # 54 + 20
    ),
    (
        "a mark kept as text, and a dash among the extras",
        listed(("业绩60%", "态度25%", "能力15%"), marks=WORDED, extras=[("加减分", ("—", 2, None, None, None, 1))]),
        'IF(COUNT(C3:E3)<3,"",ROUND(C3*60%+D3*25%+E3*15%+N(F3),2))',
        84.5,  # 54 + 20 + 10.5
    ),
    (
        "a mean",
        listed(PLAIN, totals=by(1 / 3, 1 / 3, 1 / 3)),
        'IF(COUNT(C3:E3)=0,"",ROUND(AVERAGE(C3:E3),2))',
        80,
    ),
    (
        "a hundred points less deductions",
        listed(PLAIN, marks=[(None,) * 3] * 6, extras=[("扣分", (3, None, 5, 2, None, None))], totals=[97, 100, 95, 98, 100, 100]),
        'IF(B3="","",ROUND(100-N(F3),2))',
        97,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("note", "book", "formula", "value"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_the_formula_reads_what_stands_there(note, book, formula, value, tmp_path):
    done = take_over(adopt(save(book, tmp_path, "表")), Wish(tmp_path / "出.xlsm"))
    assert [fault.say() for fault in done.faults if not fault.notice] == []
    row = re.search(r"[BC](\d)", formula)[1]
    sheet = openpyxl.load_workbook(done.out)["汇总"]
    total = next(cell.column_letter for cell in sheet[2] if cell.value == "考核总分")
    assert sheet[f"{total}{row}"].value == f"={formula}"
    assert openpyxl.load_workbook(done.out, data_only=True)["汇总"][f"{total}{row}"].value == value


@pytest.mark.parametrize(("by_step", "asked"), [(True, [["H", "F"]]), (False, [])])
def test_places_counted_by_a_step_leave_the_total_to_a_person(by_step, asked, tmp_path):
    steps, extras = by(0.6, 0.25, 0.15), (None, -9, None, 9, None, 1)
    finals = [rounded(step + (extra or 0)) for step, extra in zip(steps, extras)]
    book = listed(("业绩60%", "态度25%", "能力15%"), extras=[("综合得分", steps), ("加减分", extras)], totals=finals)
    for at, place in enumerate(places(steps if by_step else finals)):
        book.sheets[0].row(f"I{at + 3}", [place], "box center")
    answer = understood(book, tmp_path)
    assert [one["candidates"] for one in answer["questions"]] == asked
    assert answer["columns"].get("total") == (None if by_step else "H")


CARED = """
护理部6月员工考核汇总表|<|<|<|<|<|<|<|<
姓名|岗位|基本分|扣分项目|<|<|<|表扬加分|本月得分
^|^|^|护理操作|护理记录|家属投诉|考勤纪律|^|^
陈丽华|护理员|100|0|1|0|0|2|{0}
王建国|护理员|100|3|2|0|1|0|{1}
李晓梅|护工|100|5|2|5|2|0|{2}
张志强|护工|100|2|0|0|0|1|{3}
"""


@pytest.mark.parametrize("totals", [("", "", "", ""), (101, 94, 86, 99)])
def test_points_taken_off_under_one_heading_leave_the_points_of_the_beginning(totals, tmp_path):
    path = save(drawn(CARED.format(*totals)), tmp_path, "a")
    [part] = adopt(path).understood.parts
    assert {term.column: term.factor for term in part.sums[0].terms} == dict(zip("CDEFGH", (1, -1, -1, -1, -1, 1)))
    out = take_over(adopt(path), Wish()).out
    sheet = openpyxl.load_workbook(out, data_only=True)["表"]
    assert [sheet[f"I{row}"].value for row in (4, 5, 6, 7)] == [101, 94, 86, 99]


def test_a_typed_total_that_the_points_taken_off_do_not_leave_is_told(tmp_path):
    [part] = adopt(save(drawn(CARED.format(101, 94, 86, 98)), tmp_path, "a")).understood.parts
    assert [conflict.cell for conflict in part.conflicts] == ["I7"]
