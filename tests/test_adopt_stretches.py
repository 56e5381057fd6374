"""Lists that are no one block: halves side by side, rows between, people over several rows; counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt import month
from adopt.drawing import Book, Formula, Sheet
from adopt.gathered import named
from adopt.handed_in import taken_over
from adopt.over_rows import people_over_rows
from adopt.writing import save
from commands import run
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book, read_book, read_parts


def halves(*, serials=(1, 4), ranks=(None,) * 6, departments=None, titles=("", "")) -> Book:
    """Six people in two halves side by side: 96, 88, 92 and 90, 94, 88."""
    page = Sheet("公示", "6 12 10 8 10 2 6 12 10 8 10")
    page.write("A1:K1", "2025年6月考核结果公示", "title")
    totals = ((96, 88, 92), (90, 94, 88))
    names = (("陈丽华", "王建国", "李晓梅"), ("张志强", "刘芳", "赵海燕"))
    for half, columns in enumerate(("ABCDE", "GHIJK")):
        heads = [*(["序号"] if serials else []), "姓名", "得分", "排名", *(["部门"] if departments else [])]
        at = columns if serials else columns[1:]
        if titles[half]:
            page.row(f"{at[0]}2", ["部门", titles[half]], "left")
        page.row(f"{at[0]}3", heads, "box center bold blue")
        for row in range(3):
            own = [names[half][row], totals[half][row], ranks[half * 3 + row]]
            own = [*([serials[half] + row] if serials else []), *own, *([departments[half]] if departments else [])]
            page.row(f"{at[0]}{4 + row}", own, "box center")
    return Book([page])


def ranks_in(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["公示"]
    heads = [cell for row in sheet.iter_rows(min_row=3, max_row=3) for cell in row if cell.value == "排名"]
    return [sheet.cell(row, head.column).value for head in heads for row in (4, 5, 6)]


def test_halves_numbered_through_are_one_list(tmp_path):
    out = taken_over(save(halves(), tmp_path, "a")).out
    assert ranks_in(out) == [1, 5, 3, 4, 2, 5]
    [reading] = read_parts(open_book(out))[0]
    assert len(reading.roster) == 6


def test_halves_numbered_each_from_1_are_two(tmp_path):
    assert ranks_in(taken_over(save(halves(serials=(1, 1)), tmp_path, "a")).out) == [1, 3, 2, 2, 1, 3]


def test_halves_below_departments_of_their_own_are_two(tmp_path):
    assert ranks_in(taken_over(save(halves(titles=("客服部", "抢修部")), tmp_path, "a")).out) == [1, 3, 2, 2, 1, 3]


def test_halves_in_which_nothing_is_counted_need_no_question(tmp_path):
    book = halves(serials=None)
    [page] = book.sheets
    for row in (3, 4, 5, 6):
        for column in (4, 10):
            page.cells.pop((row, column))
    taken = taken_over(save(book, tmp_path, "a"))
    assert taken.out is not None, [fault.say() for fault in taken.faults]


def test_with_departments_in_every_row_each_is_ranked_in_its_own(tmp_path):
    out = taken_over(save(halves(serials=None, departments=("客服部", "抢修部")), tmp_path, "a")).out
    assert ranks_in(out) == [1, 3, 2, 2, 1, 3]


def test_halves_of_which_nothing_tells_are_asked(tmp_path):
    code, told, _ = run("adopt", str(save(halves(serials=None), tmp_path, "a")))
    assert code == 1
    assert "公示!4" in told
    assert "是不是同一份名单" in told
    assert not (tmp_path / "a.xlsm").exists()


@pytest.mark.parametrize(("ranks", "people"), [((1, 5, 3, 4, 2, 5), [6]), ((1, 3, 2, 2, 1, 3), [3, 3])])
def test_places_that_stand_there_tell_what_the_halves_are(ranks, people, tmp_path):
    out = taken_over(save(halves(serials=None, ranks=ranks), tmp_path, "a")).out
    assert [len(one.roster) for one in read_parts(open_book(out))[0]] == people


def test_places_counted_by_formulas_over_both_halves_make_them_one(tmp_path):
    book = halves(serials=None)
    [sheet] = book.sheets
    places = {"J4": 4, "J5": 2, "J6": 5, "D4": 1, "D5": 5, "D6": 3}
    for cell, place in places.items():
        own = ("C" if cell[0] == "D" else "I") + cell[1]
        sheet.write(cell, Formula(f"=RANK({own},($C$4:$C$6,$I$4:$I$6))", place), "box center")
    out = taken_over(save(book, tmp_path, "a")).out
    assert [len(one.roster) for one in read_parts(open_book(out))[0]] == [6]


def test_a_list_with_subtotals_between_has_one_formula_a_stretch(tmp_path):
    """Twice as many people are twice the work, not four times: nobody has a formula over all people of his own."""
    page = Sheet("名单", "8 10 10 10 10")
    page.write("A1:E1", "2025年6月考核结果", "title")
    page.row("A2", ["工号", "姓名", "部门", "总分", "排名"], "box center bold grey")
    row, wanted = 3, {}
    for department, totals in (("客服部", (90, 95, 85)), ("抢修部", (70, 80)), ("安检部", (60,))):
        for total in totals:
            page.row(f"A{row}", [f"K{row}", f"陈{'丽华敏伟芳浩强'[row % 7]}", department, total, None], "box center")
            wanted[f"E{row}"] = 1 + sum(other > total for other in totals)
            row += 1
        page.write(f"A{row}:C{row}", "小计", "box center bold")
        row += 1
    out = taken_over(save(Book([page]), tmp_path, "a")).out
    sheet = openpyxl.load_workbook(out, data_only=True)["名单"]
    assert {cell: sheet[cell].value for cell in wanted} == wanted
    book = open_book(out)
    read_parts(book)[0][0].book.write("名单_总分", [[60.0], [65.0], [70.0], [75.0], [80.0], [85.0]])
    book.save(tmp_path / "b.xlsm")
    now = openpyxl.load_workbook(tmp_path / "b.xlsm")["名单"]
    assert [now[f"D{row}"].value for row in (3, 4, 5, 7, 8, 10)] == [60, 65, 70, 75, 80, 85]
    formulas = openpyxl.load_workbook(out)["名单"]
    assert [getattr(formulas[cell].value, "ref", None) for cell in ("E3", "E7", "E10")] == ["E3:E5", "E7:E8", "E10"]
    assert formulas["E6"].value is None


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("totals", [False, True])
def test_people_over_several_rows_have_a_total_and_a_place_each(full, totals, tmp_path):
    out = taken_over(save(people_over_rows(full=full, totals=totals), tmp_path, "a")).out
    sheet = openpyxl.load_workbook(out, data_only=True)["6月考核"]
    people = list((month.FULL if full else month.PERCENT).values())[:4]
    wanted = [1 + sum(other[2] > one[2] for other in people) for one in people]
    found = [(sheet[f"B{row}"].value, sheet[f"G{row}"].value, sheet[f"H{row}"].value) for row in (4, 8, 12, 16)]
    assert found == [(name, total, place) for (name, _, total), place in zip(people, wanted)]
    assert not [fault for fault in check(open_book(out)) if not fault.notice]
    before = openpyxl.load_workbook(tmp_path / "a.xlsx")["6月考核"]
    assert openpyxl.load_workbook(out)["6月考核"].merged_cells.ranges == before.merged_cells.ranges


def test_a_department_merged_over_several_people_is_that_of_each(tmp_path):
    """Two in 客服部, two in 抢修部: places are counted inside each."""
    book = people_over_rows()
    [page] = book.sheets
    page.merges = [area for area in page.merges if area[1] != 3 or area[3] != 3]
    for row in (4, 8, 12, 16):
        page.cells.pop((row, 3))
    page.write("C4:C11", "客服部", "box center")
    page.write("C12:C19", "抢修部", "box center")
    taken = taken_over(save(book, tmp_path, "a"))
    assert taken.out is not None, [fault.say() for fault in taken.faults]
    sheet = openpyxl.load_workbook(taken.out, data_only=True)["6月考核"]
    assert [sheet[f"H{row}"].value for row in (4, 8, 12, 16)] == [2, 1, 2, 1]  # 92 96, 86.4 91


def test_weights_that_total_one_are_weights_before_anybody_is_scored(tmp_path):
    book = people_over_rows()
    [page] = book.sheets
    page.write("E3", "分值", "box center bold grey")
    for (row, column), cell in list(page.cells.items()):
        if column == 5 and row > 3:
            page.cells[row, column] = cell._replace(style="box center")
        if column == 6 and row > 3:
            page.cells[row, column] = cell._replace(value=None)
    out = taken_over(save(book, tmp_path, "a")).out
    assert openpyxl.load_workbook(out)["6月考核"]["G4"].value == "=KPI_TOTAL(主管评分_2,权重_2)"


def test_lists_of_two_months_are_not_read_as_one(tmp_path):
    sheets = []
    for number, (when, people) in enumerate(
        (("2025年5月", ("陈丽华", "王建国")), ("2025年6月", ("李晓梅", "刘芳"))), 5
    ):
        page = Sheet(f"{number}月", "10 10 10 10")
        page.write("A1:D1", f"{when}考核结果", "title")
        page.row("A2", ["工号", "姓名", "总分", "排名"], "box center bold grey")
        for row, name in enumerate(people, 3):
            page.row(f"A{row}", [f"K{number}{row}", name, 80 + row, None], "box center")
        sheets.append(page)
    out = taken_over(save(Book(sheets), tmp_path, "a")).out
    reading, [*_, fault] = read_book(open_book(out))
    assert reading is None
    assert "2 份表" in fault.say()


def test_a_person_over_several_rows_is_explained_line_by_line(tmp_path):
    out = taken_over(save(people_over_rows(), tmp_path, "a")).out
    _, told, _ = run("explain", str(out), "陈丽华")
    assert "95 × 40% = 38" in told
    assert "主管表" not in told  # such a list has no levels, and nobody to blame for it
    _, told, _ = run("recompute", str(out))
    assert "错误" not in told


def test_a_change_of_a_score_changes_the_total_and_the_places(tmp_path):
    out = taken_over(save(people_over_rows(), tmp_path, "a")).out
    book = open_book(out)
    first = next(one for one in read_parts(book)[0] if one.kind.whole.key == "form")
    first.book.write("主管评分", [[100.0], [100.0], [100.0], [100.0]])
    book.recalculate()
    book.save()
    sheet = openpyxl.load_workbook(out, data_only=True)["6月考核"]
    assert [(sheet[f"G{row}"].value, sheet[f"H{row}"].value) for row in (4, 8, 12, 16)] == [
        (100, 1),
        (96, 2),
        (86.4, 4),
        (91, 3),
    ]


def test_two_totals_below_one_merged_name_are_not_guessed_at(tmp_path):
    book = people_over_rows(totals=True)
    [sheet] = book.sheets
    sheet.merges = [area for area in sheet.merges if area != (4, 7, 7, 7)]
    sheet.write("G6", 88, "box center")
    code, told, _ = run("adopt", str(save(book, tmp_path, "a")))
    assert code == 1
    assert "没有写入" in told
    assert not (tmp_path / "a.xlsm").exists()


def test_lists_of_several_departments_are_one_for_every_other_verb(tmp_path):
    path = save(named("sheet_a_department").draw(), tmp_path, "a")
    out = taken_over(path).out
    reading, _ = read_book(open_book(out))
    assert len(reading.roster) == sum(len(one.roster) for one in read_parts(open_book(out))[0])
    code, told, _ = run("slips", str(out), "-o", str(tmp_path / "单"))
    assert (code, f"{len(reading.roster)} 人" in told) == (0, True)


def test_several_people_s_forms_in_one_workbook_are_not_taken_for_the_first(tmp_path):
    path = save(named("sheet_a_person").draw(), tmp_path, "a")
    out = taken_over(path).out
    reading, [*_, fault] = read_book(open_book(out))
    assert reading is None
    assert "3 份表" in fault.say()
