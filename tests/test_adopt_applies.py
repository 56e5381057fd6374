"""A company's own workbooks taken over: what is written, what is refused, and that every verb then works on them."""

from __future__ import annotations

import hashlib
import json
import re

import openpyxl
import pytest

from adopt import month
from adopt.applied import applied
from adopt.drawing import Book, Formula, Sheet
from adopt.gathered import FOREIGN, OPEN, each, named
from adopt.handed_in import taken_over
from adopt.writing import save
from commands import run
from spoilt import OLE
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book, read_parts
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import undo_adoption
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.errors import CannotWrite, Unusable


def bytes_of(folder):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """The month of 安泰燃气, taken over, collected and computed by the commands a clerk would type."""
    folder = tmp_path_factory.mktemp("安泰")
    forms = folder / "考核表"
    forms.mkdir()
    for person, book in month.forms().items():
        save(book, forms, person)
    summary = save(month.summary(), folder, "汇总表")
    assert run("adopt", str(forms), "-o", str(folder / "接入"), "--map", str(folder / "表.toml"))[0] == 0
    assert run("adopt", str(summary))[0] == 0
    adopted = folder / "汇总表.xlsm"
    book = open_book(adopted)
    book.write("主管_得分", month.DEPARTMENTS)
    book.save()
    code, _, told = run("collect", str(adopted), str(folder / "接入"))
    assert (code, told) == (0, "")
    assert run("recompute", str(adopted))[0] == 0
    return folder


def test_a_month_of_adopted_forms_and_summary_comes_out_as_counted_by_hand(company):
    assert month.results(company / "汇总表.xlsm") == month.RESULTS


@pytest.mark.parametrize("person", month.PEOPLE)
def test_the_total_of_every_adopted_form_stands_in_its_own_cell(company, person):
    sheet = openpyxl.load_workbook(company / "接入" / f"{person}.xlsm", data_only=True)["考核表"]
    assert sheet["E9"].value == month.PEOPLE[person][2]


def test_both_kinds_of_forms_have_their_own_formula(company):
    percent = openpyxl.load_workbook(company / "接入" / "KF01.xlsm")["考核表"]["E9"].value
    full = openpyxl.load_workbook(company / "接入" / "QX01.xlsm")["考核表"]["E9"].value
    assert percent == "=KPI_TOTAL(主管评分,权重)"
    assert full == '=IF(COUNT(主管评分)<COUNT(权重),"",ROUND(SUM(主管评分),2))'


def test_one_block_formula_a_column(company):
    sheet = openpyxl.load_workbook(company / "汇总表.xlsm")["汇总"]
    assert {cell.ref for cell in (sheet["F3"].value, sheet["G3"].value, sheet["H3"].value, sheet["K3"].value)} == {
        "F3:F14",
        "G3:G14",
        "H3:H14",
        "K3:K14",
    }


def test_the_company_s_month_is_checked_and_explained(company):
    assert [fault for fault in check(open_book(company / "汇总表.xlsm")) if not fault.notice] == []
    _, told, _ = run("explain", str(company / "汇总表.xlsm"), "KF01")
    assert "第2名/共6人；优秀部门名额 A+1 A2 B3；第2名落在A" in told
    assert "2000 × 1.1 × 0.95 = 2090.00" in told
    _, told, _ = run("explain", str(company / "接入" / "KF01.xlsm"))
    assert "95 × 40% = 38" in told
    _, told, _ = run("explain", str(company / "接入" / "QX01.xlsm"))
    assert "38 / 40" in told


def test_a_score_above_its_full_mark_is_a_fault_of_the_adopted_form(company, tmp_path):
    book = open_book(company / "接入" / "QX01.xlsm")
    book.write("主管评分", [[41.0], [27.0], [18.0], [9.0]])
    faults = [fault.say("en") for fault in check(book) if not fault.notice]
    assert faults == ["indicator “安检入户率” is out of 40 but scored 41: mend it"]


def test_feedback_goes_into_forms_that_have_room_for_it(company):
    code, told, complaints = run("feedback", str(company / "汇总表.xlsm"), str(company / "接入"), "--dry-run")
    assert (code, complaints) == (0, ""), told


def test_feedback_asks_nothing_of_a_form_whose_person_is_not_appraised_however_the_name_is_typed(tmp_path):
    """Without 工号 the two know each other by name: 赵 磊 in the form is 赵磊 in the list."""
    form = month.form("考核表", "KF01", full=False)
    form.write("B2", "赵 磊", "box center")
    form.write("C2:D2", None, "box center")
    page = Sheet("汇总", "6 9 10 10 9 9 9")
    page.write("A1:G1", "2025年6月 员工绩效考核汇总表", "title")
    heads = ["序号", "姓名", "部门", "是否参评", "考核得分", "部门排名", "考核等级"]
    page.row("A2", heads, "box center bold grey")
    for row, (name, takes_part, total) in enumerate((("陈丽华", "是", 92), ("赵磊", "否", None)), 3):
        page.row(f"A{row}", [row - 2, name, "客服部", takes_part, total, None, None], "box center")
    for book, name in ((Book([form]), "表"), (Book([page]), "汇总表")):
        save(book, tmp_path, name)
    assert run("adopt", str(tmp_path))[0] == 0
    book = open_book(tmp_path / "表.xlsm")
    book.write("主管评分", [[None]] * 4)
    book.save()
    assert run("recompute", str(tmp_path / "汇总表.xlsm"))[0] == 0
    code, told, complaints = run("feedback", str(tmp_path / "汇总表.xlsm"), str(tmp_path), "--dry-run")
    assert (code, complaints) == (0, ""), told


def test_the_second_folder_needs_no_question(company, tmp_path):
    save(month.forms()["KF01"], tmp_path, "新人")
    code, told, _ = run("adopt", str(tmp_path), "--map", str(company / "表.toml"), "--json")
    assert code == 0
    assert json.loads(told)["out"].endswith("新人.xlsm")


def test_everything_that_was_there_is_there_byte_for_byte(tmp_path):
    """Sheets that get nothing of ours, pictures, print set-up: the very bytes."""
    path = save(named("own_parameters").draw(), tmp_path, "a")
    out = taken_over(path).out
    before, after = WorkbookFile.open(path).package, WorkbookFile.open(out).package
    same = [name for name in before.names() if after.has(name) and before.part(name) == after.part(name)]
    touched = set(before.names()) - set(same)
    assert all(
        any(word in name for word in ("workbook.xml", "Content_Types", "styles", "sheet", "calcChain"))
        for name in touched
    )
    assert {"docProps/core.xml", "xl/theme/theme1.xml"} <= set(same)


@each(OPEN)
def test_what_stood_in_a_workbook_still_stands_there(layout, tmp_path):
    """Whatever is adopted, no cell of the company's shows another value, and every formula of theirs is there."""
    path = save(layout.draw(), tmp_path, layout.name)
    out = tmp_path / "out.xlsm"
    taken = taken_over(path, out=out)
    if taken.out is None:
        return
    was, now = (openpyxl.load_workbook(one, data_only=True) for one in (path, out))
    formulas, formulas_now = openpyxl.load_workbook(path), openpyxl.load_workbook(out)
    recomputed = recompute(open_book(out), dry_run=True)
    assert not [fault for fault in recomputed.faults if "KPI_" in fault.say()]
    for sheet in was:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                there = now[sheet.title][cell.coordinate].value
                if isinstance(cell.value, int | float) and isinstance(there, int | float):
                    assert there == pytest.approx(cell.value, abs=0.0051), (sheet.title, cell.coordinate)
                elif f"{sheet.title}!{cell.coordinate} 文本改为数字" not in taken.added:
                    assert there == cell.value, (sheet.title, cell.coordinate)
                old = formulas[sheet.title][cell.coordinate].value
                if isinstance(old, str) and old.startswith("="):
                    assert formulas_now[sheet.title][cell.coordinate].value == old


@each(OPEN)
def test_adopting_twice_changes_nothing_and_undo_gives_the_original_back(layout, tmp_path):
    path = save(layout.draw(), tmp_path, layout.name)
    original = path.read_bytes()
    taken = taken_over(path)
    if taken.out is None:
        assert path.read_bytes() == original
        return
    before = taken.out.read_bytes()
    again = taken_over(taken.out)
    assert again.unchanged
    assert taken.out.read_bytes() == before
    if path.suffix == ".xlsx":
        path.unlink()
    undo_adoption(taken.out)
    assert path.read_bytes() == original
    assert path == taken.out or not taken.out.exists()


@each(OPEN)
def test_results_taken_out_come_back_as_plain_arithmetic_gives_them(layout, tmp_path):
    _, _, wrong = applied(layout, tmp_path)
    assert wrong == []


def test_most_layouts_compute_once_they_are_adopted(tmp_path):
    cells = [
        applied(layout, tmp_path)[1] for layout in OPEN if layout.name in {"plain", "own_parameters", "excel_table"}
    ]
    assert min(cells) >= 20


@each(FOREIGN)
def test_what_is_no_appraisal_is_not_written(layout, tmp_path):
    path = save(layout.draw(), tmp_path, layout.name)
    before = bytes_of(tmp_path)
    assert taken_over(path).out is None
    assert bytes_of(tmp_path) == before


def test_nothing_is_written_while_a_question_is_open(tmp_path):
    path = save(named("nobody_named").draw(), tmp_path, "a")
    before = bytes_of(tmp_path)
    code, told, _ = run("adopt", str(path))
    assert code == 1
    assert "--answers" in told
    assert "没有写入" in told
    assert bytes_of(tmp_path) == before


def test_a_total_that_does_not_follow_keeps_everything_from_being_written(tmp_path):
    path = save(named("total_typed_over").draw(), tmp_path, "a")
    before = bytes_of(tmp_path)
    taken = taken_over(path)
    assert taken.out is None
    assert [fault.place for fault in taken.faults] == ["考核表!E10"]
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize(("word", "total"), [("保留", 96.2), ("改正", 94.2)])
def test_a_contradiction_is_settled_by_an_answer_and_told_in_a_note(word, total, tmp_path):
    path = save(named("total_typed_over").draw(), tmp_path, "a")
    answers = tmp_path / "答.toml"
    answers.write_text(f'["考核表"]\nE10 = "{word}"\n', "utf-8")
    code, told, _ = run("adopt", str(path), "--answers", str(answers))
    assert code == 0, told
    book = openpyxl.load_workbook(tmp_path / "a.xlsm", data_only=True)
    assert book["考核表"]["E10"].value == total
    assert "96.2" in book["考核表"]["E10"].comment.text or "94.2" in book["考核表"]["E10"].comment.text


def test_replaced_formulas_go_into_notes(tmp_path):
    path = save(named("rank_upside_down").draw(), tmp_path, "a")
    assert taken_over(path).out is None
    taken = taken_over(path, replace=True)
    assert taken.out is not None
    sheet = openpyxl.load_workbook(taken.out, data_only=True)["排名"]
    assert [sheet[f"D{row}"].value for row in (3, 4, 5)] == [2, 1, 5]
    assert "原公式：=RANK(C3,$C$3:$C$9,1)" in sheet["D3"].comment.text
    assert all(one.replaced for one in taken.differences if one.key == "rank")


def test_a_dry_run_writes_nothing_and_says_what_it_would_add(tmp_path):
    path = save(month.forms()["KF01"], tmp_path, "a")
    before = bytes_of(tmp_path)
    code, told, _ = run("adopt", str(path), "--dry-run", "--json")
    found = json.loads(told)
    assert code == 0
    assert found["out"] is None
    assert "考核表!E9 =KPI_TOTAL(主管评分,权重)" in found["added"]
    assert bytes_of(tmp_path) == before


def test_json_says_what_the_issue_asks_for(tmp_path):
    path = save(month.summary(), tmp_path, "a")
    found = json.loads(run("adopt", str(path), "--json")[1])
    assert found.keys() >= {
        *("kind", "sheet", "fields", "columns", "first_row", "last_row"),
        *("questions", "conflicts", "added", "confidence", "out"),
    }
    assert (found["kind"], found["first_row"], found["last_row"]) == ("summary", 3, 14)
    assert found["columns"]["total"] == "E"


def test_several_forms_in_one_workbook_are_each_a_form(tmp_path):
    path = save(named("sheet_a_person").draw(), tmp_path, "a")
    out = taken_over(path).out
    people = recompute(open_book(out), dry_run=True).people
    assert [(one.name, one.total) for one in people] == [("魏东", 94.68), ("陶然", 93.68), ("姜波", people[2].total)]
    readings, _ = read_parts(open_book(out))
    assert len(readings) == 3


def test_a_company_s_own_macros_stay(tmp_path):
    path = save(named("with_macros").draw(), tmp_path, "a")
    from xlkpi.macros.renewal import modules_in

    own = modules_in(path)
    taken_over(path)
    now = modules_in(path)
    assert own.items() <= {**now, "ThisWorkbook": own.get("ThisWorkbook", "")}.items()
    assert "KpiButtons" in now


def test_an_existing_target_an_open_file_and_another_ending_are_refused(tmp_path):
    path = save(month.forms()["KF01"], tmp_path, "a")
    (tmp_path / "a.xlsm").write_bytes(b"mine")
    with pytest.raises(CannotWrite):
        taken_over(path)
    assert (tmp_path / "a.xlsm").read_bytes() == b"mine"
    with pytest.raises(Unusable):
        taken_over(path, out=tmp_path / "b.xls")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    with pytest.raises(CannotWrite):
        taken_over(path, out=tmp_path / "c.xlsm")


def test_undo_where_nothing_was_adopted_says_so(tmp_path):
    path = save(month.forms()["KF01"], tmp_path, "a")
    code, _, told = run("adopt", str(path), "--undo")
    assert code == 2
    assert "没有接入过" in told


def test_a_mapping_that_is_no_toml_is_told_in_chinese(tmp_path):
    path = save(month.forms()["KF01"], tmp_path, "a")
    (tmp_path / "m.toml").write_text("x = [", "utf-8")
    code, _, told = run("adopt", str(path), "--map", str(tmp_path / "m.toml"))
    assert code == 2
    assert "m.toml" in told
    assert "Invalid" not in told


def test_a_name_that_an_adopted_workbook_lost_is_a_fault(tmp_path):
    path = save(month.summary(), tmp_path, "a")
    out = taken_over(path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    del book.defined_names["名单_总分"]
    book.save(out)
    assert ["名单_总分" in fault.say() for fault in check(open_book(out))] == [True]


def test_a_whole_column_is_settled_by_one_answer(tmp_path):
    path = save(named("other_ladder").draw(), tmp_path, "a")
    assert taken_over(path).out is None
    answers = tmp_path / "答.toml"
    answers.write_text('level = "保留"\n', "utf-8")
    code, told, _ = run("adopt", str(path), "--answers", str(answers))
    assert code == 0, told
    before, after = (openpyxl.load_workbook(one)["2025-06"] for one in (path, tmp_path / "a.xlsm"))
    assert [before[f"E{row}"].value for row in range(3, 10)] == [after[f"E{row}"].value for row in range(3, 10)]


def test_how_a_form_adds_up_is_asked_where_nothing_tells(tmp_path):
    """Weights of 40, 30, 20, 10 without a score yet may be percents or full marks."""
    book = month.forms()["QX01"]
    [sheet] = book.sheets
    sheet.write("D4", "权重", "box center bold grey")
    for row in range(5, 9):
        sheet.write(f"E{row}", None, "box center")
    path = save(book, tmp_path, "a")
    [fault] = taken_over(path).faults
    assert fault.place == "考核表!D5"
    answers = tmp_path / "答.toml"
    for word, formula in (("加权", "=KPI_TOTAL(主管评分,权重)"), ("满分", "=IF(COUNT(主管评分)<COUNT(权重)")):
        answers.write_text(f'marks = "{word}"\n', "utf-8")
        out = tmp_path / f"{word}.xlsm"
        assert run("adopt", str(path), "--answers", str(answers), "-o", str(out))[0] == 0
        assert openpyxl.load_workbook(out)["考核表"]["E9"].value.startswith(formula)
    answers.write_text('marks = "随便"\n', "utf-8")
    assert run("adopt", str(path), "--answers", str(answers))[0] == 2


def test_a_preview_is_a_coloured_copy_with_the_same_values(tmp_path):
    path = save(month.summary(), tmp_path, "a")
    copy = tmp_path / "看.xlsx"
    assert run("adopt", str(path), "--dry-run", "--preview", str(copy))[0] == 0
    before, after = openpyxl.load_workbook(path)["汇总"], openpyxl.load_workbook(copy)["汇总"]
    assert [[cell.value for cell in row] for row in before] == [[cell.value for cell in row] for row in after]
    assert "总分" in after["E3"].comment.text
    assert len(after.conditional_formatting) > 5


def test_questions_are_asked_one_by_one_and_answered_on_the_spot(tmp_path, monkeypatch):
    path = save(named("nobody_named").draw(), tmp_path, "a")
    answers = ["A", "0"]  # the column that says who; there are no ids

    def prompt(_, **__):
        return answers.pop(0)

    monkeypatch.setattr("click.prompt", prompt)
    code, told, _ = run("adopt", str(path), "--interactive")
    assert answers == []
    assert code == 0, told
    assert (tmp_path / "a.xlsm").exists()


def test_a_workbook_with_a_password_and_one_of_old_are_told(tmp_path):
    for name, content in (
        ("锁.xlsx", OLE + bytes(2000)),
        ("旧.xls", OLE[:4] + bytes(600)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        code, _, told = run("adopt", str(path))
        assert code == 2
        assert told.strip()


def test_merged_departments_and_rows_between_are_ranked_inside_each_department(tmp_path):
    """A list with a subtotal below each department: the subtotals keep their formulas and are nobody's rank."""
    book = month.summary()
    [sheet] = book.sheets
    sheet.merges = [area for area in sheet.merges if area[0] != 15]
    for row in range(3, 16):
        for column in "ABCDEFGHIJK":
            sheet.write(f"{column}{row}", None, "box center")
    rows = [*month.PERCENT, None, *month.FULL, None]
    for row, person in enumerate(rows, 3):
        if person is None:
            sheet.write(f"B{row}", "小计", "box center bold")
            above = sum(month.BASES[name] for name in rows[row - 9 : row - 3])
            sheet.write(f"I{row}", Formula(f"=SUM(I{row - 6}:I{row - 1})", above), "box money")
            continue
        sheet.row(
            f"A{row}", [row - 2, person, month.PEOPLE[person][0], "客服部" if row < 9 else "抢修部"], "box center"
        )
        sheet.row(f"E{row}", [month.PEOPLE[person][2], None, None, None], "box center n2")
        sheet.row(
            f"I{row}", [month.BASES[person], month.ATTENDANCE.get(person), None], "box money|box center pct|box money"
        )
    path = save(book, tmp_path, "a")
    taken = taken_over(path)
    assert taken.out is not None, [fault.say() for fault in taken.faults]
    adopted = open_book(taken.out)
    adopted.write("主管_得分", month.DEPARTMENTS)
    assert not recompute(adopted).faults
    assert month.results(taken.out) == month.RESULTS
    subtotal = openpyxl.load_workbook(taken.out)["汇总"]
    assert (subtotal["B9"].value, subtotal["F9"].value, subtotal["I9"].value) == ("小计", None, "=SUM(I3:I8)")


def test_coefficients_of_the_company_s_own_table_are_those_that_count(tmp_path):
    """Its 参数 says A+ 1.5 and A 1.3: pay follows these, not the scheme's assumed 1.2 and 1.1."""
    book = month.summary()
    rules = Sheet("参数", "12 10 10")
    rules.row("A1", ["考核等级", "等级系数"], "box center bold")
    for row, (level, factor) in enumerate((("A+", 1.5), ("A", 1.3), ("B", 1), ("C", 0.8), ("C-", 0)), 2):
        rules.row(f"A{row}", [level, factor], "box center")
    path = save(Book([*book.sheets, rules]), tmp_path, "a")
    out = taken_over(path).out
    adopted = open_book(out)
    adopted.write("名单_总分", month.TOTALS)
    adopted.write("主管_得分", month.DEPARTMENTS)
    assert not recompute(adopted).faults
    sheet = openpyxl.load_workbook(out, data_only=True)["汇总"]
    assert [sheet[f"{column}4"].value for column in "GHK"] == ["A+", 1.5, 3000]  # 2000 x 1.5
    assert [sheet[f"{column}3"].value for column in "GHK"] == ["A", 1.3, 2470]  # 2000 x 1.3 x 95%


def test_levels_called_as_departments_are_have_their_coefficients(tmp_path):
    """优秀 is A+, 合格 is B: the company's words stay, the coefficients are those of these levels."""
    page = Sheet("名单", "8 10 10 10 10")
    page.write("A1:E1", "2025年6月考核结果", "title")
    page.row("A2", ["工号", "姓名", "总分", "等级", "等级系数"], "box center bold grey")
    for row, (name, total, level) in enumerate(
        (("陈丽华", 96, "优秀"), ("王建国", 86, "合格"), ("李晓梅", 91, "良好")), 3
    ):
        page.row(f"A{row}", [f"K{row}", name, total, level, None], "box center")
    path = save(Book([page]), tmp_path, "a")
    answers = tmp_path / "答.toml"
    answers.write_text('level = "保留"', "utf-8")
    assert run("adopt", str(path), "--answers", str(answers))[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsm", data_only=True)["名单"]
    assert [(sheet[f"D{row}"].value, sheet[f"E{row}"].value) for row in (3, 4, 5)] == [
        ("优秀", 1.2),
        ("合格", 1),
        ("良好", 1.1),
    ]


def test_numbers_kept_as_text_are_numbers_that_look_as_before(tmp_path):
    book = month.forms()["KF01"]
    for row, score in enumerate(("95分", "90分", "85", "100分"), 5):
        book.sheets[0].write(f"E{row}", score, "box center")
    out = taken_over(save(book, tmp_path, "a")).out
    sheet = openpyxl.load_workbook(out, data_only=True)["考核表"]
    assert [sheet[f"E{row}"].value for row in (5, 6, 7, 8)] == [95, 90, 85, 100]
    assert [sheet[f"E{row}"].number_format for row in (5, 7)] == ['General"分"', "General"]
    assert sheet["E9"].value == 92


def test_a_pay_that_forgets_attendance_keeps_everything_from_being_written(tmp_path):
    """2000 x 1.1 are 2200, but at 95% attendance the rules give 2090."""
    book = month.summary()
    [page] = book.sheets
    for row, result in enumerate(month.RESULTS.values(), 3):
        page.row(f"E{row}", list(result[:4]), "box center n2")
        page.write(f"K{row}", 2200 if row == 3 else result[4], "box money")
    path = save(book, tmp_path, "a")
    taken = taken_over(path)
    assert taken.out is None
    assert {fault.place for fault in taken.faults if not fault.notice} == {"汇总!K3"}
    assert any("2090" in fault.say() for fault in taken.faults)


@pytest.mark.parametrize("name", ["plain", "sheet_a_person", "labels_left"])
def test_buttons_stand_beside_everything(name, tmp_path):
    path = save(named(name).draw(), tmp_path, "a")
    out = taken_over(path, out=tmp_path / "b.xlsm").out
    before = openpyxl.load_workbook(path)
    package = WorkbookFile.open(out).package
    drawings = [package.part(one).decode() for one in package.names() if "vmlDrawing" in one]
    anchors = [
        int(found[1])
        for text in drawings
        for found in re.finditer(r'ObjectType="Button".*?<x:Anchor>\s*(\d+)', text, re.DOTALL)
    ]
    assert anchors
    assert min(anchors) >= max(sheet.max_column for sheet in before.worksheets)


def test_a_number_as_text_that_their_own_formulas_passed_over_is_told_before_it_counts(tmp_path):
    """95 is a text, which RANK does not see: as a number it would take the first place and move the others."""
    page = Sheet("名单", "8 10 10 10")
    page.write("A1:D1", "2025年6月考核结果", "title")
    page.row("A2", ["工号", "姓名", "总分", "排名"], "box center bold grey")
    for row, (name, total, place) in enumerate((("陈丽华", 90, 1), ("王建国", "95", ""), ("李晓梅", 85, 2)), 3):
        rank = Formula(f'=IFERROR(RANK(C{row},C$3:C$5),"")', place)
        page.row(f"A{row}", [f"K{row}", name, total, rank], "box center")
    path = save(Book([page]), tmp_path, "a")
    taken = taken_over(path)
    assert taken.out is None
    assert [fault.place for fault in taken.faults if "接入后这里会从" in fault.say()] == ["名单!D3", "名单!D5"]


def test_a_pay_in_whole_yuan_is_told_not_passed_over(tmp_path):
    """2004 x 1.1 x 95% are 2094.18; 2094 was typed: eighteen fen are told, not lost."""
    book = month.summary()
    [page] = book.sheets
    for row, result in enumerate(month.RESULTS.values(), 3):
        page.row(f"E{row}", list(result[:4]), "box center n2")
        page.write(f"K{row}", 2094 if row == 3 else result[4], "box money")
    page.write("I3", 2004, "box money")
    taken = taken_over(save(book, tmp_path, "a"))
    assert taken.out is None
    assert [fault.place for fault in taken.faults if "2094.18" in fault.say()] == ["汇总!K3"]
