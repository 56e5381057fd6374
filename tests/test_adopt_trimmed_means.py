"""A total that is the mean of the raters beside it, or of all but the best and the worst: by hand.

92 90 88 95 91 without 95 and 88 are 273 ÷ 3 = 91; 80 84 82 86 79 without 86 and 79 are 246 ÷ 3 = 82;
96 94 95 98 93 make 285 ÷ 3 = 95, 70 72 74 78 71 make 217 ÷ 3 = 72.33.
Of all five the means are 91.2, 82.2, 95.2 and 73.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save
from commands import run

HEAD = "讲解员月度考核汇总|<|<|<|<|<|<\n姓名|{raters}|{total}"
RATERS = "馆长评分|组长评分|同行评分|观众评分|专家评分"
MARKS = ((92, 90, 88, 95, 91), (80, 84, 82, 86, 79), (96, 94, 95, 98, 93), (70, 72, 74, 78, 71))
TRIMMED, MEANS = (91, 82, 95, 72.33), (91.2, 82.2, 95.2, 73)
SAID = "计分办法：去掉一个最高分、一个最低分后取平均。|<|<|<|<|<|<"
BLANK = ("", "", "", "")


def book(totals, *, said=SAID, raters=RATERS, total="最后得分", marks=MARKS):
    lines = ["|".join(map(str, row)) for row in zip(("艾米", "毕然", "常乐", "丁香"), *zip(*marks), totals)]
    return drawn("\n".join([HEAD.format(raters=raters, total=total), *lines, *filter(None, [said])]))


def taken(drawn_book, folder, *, complete=0):
    done = taken_over(save(drawn_book, folder, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    code, said, _ = run("recompute", str(done.out))
    assert code == complete, said
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    return [sheet[f"G{row}"].value for row in range(3, 7)]


def wrong(drawn_book, folder):
    return {one.cell: one.follows for one in understood(drawn_book, folder).contradictions}


@pytest.mark.parametrize("said", [SAID, "注：剔除最高分和最低分取平均分|<|<|<|<|<|<"])
def test_blank_totals_are_the_mean_without_the_best_and_the_worst(said, tmp_path):
    assert taken(book(BLANK, said=said), tmp_path) == list(TRIMMED)


@pytest.mark.parametrize("total", ["平均分", "平均得分", "最后得分（平均）"])
def test_blank_totals_headed_as_a_mean_are_the_mean_of_all(total, tmp_path):
    assert taken(book(BLANK, said="", total=total), tmp_path) == list(MEANS)


def test_a_total_waits_until_all_have_rated(tmp_path):
    marks = ((92, 90, "", 95, 91), *MARKS[1:])
    assert taken(book(BLANK, marks=marks), tmp_path, complete=1) == [None, 82, 95, 72.33]


@pytest.mark.parametrize(
    ("totals", "follows"),
    [(TRIMMED, {}), ((91, 85, 95, 72.33), {"G4": "82"}), ((91.2, 82, 95, 72.33), {"G3": "91"})],
)
def test_totals_that_stand_are_held_against_it(totals, follows, tmp_path):
    assert wrong(book(totals), tmp_path) == follows


def test_it_is_found_by_the_numbers_where_nothing_says_it(tmp_path):
    assert wrong(book((91, 85, 95, 72.33), said=""), tmp_path) == {"G4": "82"}


@pytest.mark.parametrize("made", [
    "=ROUND((SUM(B{0}:F{0})-MAX(B{0}:F{0})-MIN(B{0}:F{0}))/3,2)→{1}",
    "=ROUND(TRIMMEAN(B{0}:F{0},0.4),2)→{1}",
])  # fmt: skip
def test_a_formula_of_it_is_none_that_nobody_can_read(made, tmp_path):
    totals = [made.format(row, value) for row, value in enumerate(TRIMMED, 3)]
    (part,) = understood(book(totals), tmp_path).parts
    assert ([term.column for one in part.sums for term in one.terms], part.unread) == (list("BCDEF"), ())
    assert part.as_json("zh")["trimmed"] == ["G"]
    assert part.sums[0].said == "(B+C+D+E+F−最高−最低)÷3"


@pytest.mark.parametrize(
    ("said", "totals"),
    [
        ("去掉两个最高分和两个最低分后取平均|<|<|<|<|<|<", BLANK),
        ("", BLANK),  # nothing says how the five make it
    ],
)
def test_what_is_not_told_is_not_computed(said, totals, tmp_path):
    (part,) = understood(book(totals, said=said), tmp_path).parts
    assert part.sums == ()


@pytest.mark.parametrize(
    ("raters", "totals", "asked"),
    [
        (RATERS, MEANS, False),
        (RATERS, (91.2, 82.2, 95.2, 73.5), False),
        (RATERS, (88, 85, 91, 70), True),  # headed as the mean of all, and is another number
        ("馆长评分|组长评分|同行评分|观众评分|业务量", (91.25, 83, 95.75, 73.5), True),  # of the four
        ("第一周评分|第二周评分|第三周评分|第四周评分|第五周评分", MEANS, True),
        ("1月得分|2月得分|3月得分|4月得分|5月得分", MEANS, True),
        ("馆长评分|组长评分|同行评分|观众评分|业务量", MEANS, True),
    ],
)
def test_a_column_headed_as_a_mean_is_the_total_of_raters_alone(raters, totals, asked, tmp_path):
    found = understood(book(totals, said="", raters=raters, total="平均分"), tmp_path)
    assert bool(found.asked) is asked
    assert {one.cell for one in found.contradictions} == ({"G6"} if totals[0] == 91.2 and totals[3] == 73.5 else set())


def test_columns_of_work_are_no_raters(tmp_path):
    raters = "业务|服务|纪律|卫生|安全"
    found = understood(book(BLANK, raters=raters, total="最后得分|名次"), tmp_path)
    assert [part.sums for part in found.parts] == [()]


def test_with_another_column_of_numbers_nothing_is_made_of_raters(tmp_path):
    raters = "馆长评分|组长评分|同行评分|观众评分|业务量"
    (part,) = understood(book(BLANK, raters=raters), tmp_path).parts
    assert part.sums == ()


def test_while_somebody_has_not_rated_a_total_is_not_held_against_the_rest(tmp_path):
    """The four others without the best and the worst are 91.5: whether that is meant, nobody knows."""
    marks = ((92, 90, "", 95, 91), *MARKS[1:])
    assert wrong(book(TRIMMED, marks=marks), tmp_path) == {}
