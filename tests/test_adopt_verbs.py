"""Every verb on a company's own workbook: it does its work, or refuses with a sentence; none ends in an error of ours."""

from __future__ import annotations

import csv
import functools
import json
import shutil

import openpyxl
import pytest

from adopt import month
from adopt.applied import waiting
from adopt.drawing import Formula
from adopt.gathered import named
from adopt.writing import save
from commands import run
from xlkpi.actions.opening import open_book

SEVERAL = ("full_marks", "sections", "sheet_a_person", "summary_over_forms")
LISTS = ("plain", "sheet_a_department", "stations", "header_repeated", "people_across", "people over rows")
VERBS = {
    "look": [
        ("check", "{f}"),
        ("recompute", "{f}"),
        ("explain", "{f}"),
        ("history", "{f}"),
        ("budget", "{f}"),
        ("whatif", "{f}", "--rounding", "最大余数"),
    ],
    "sign": [
        ("sign", "{f}", "--as", "客服主管", "--name", "周建国"),
        ("status", "{d}"),
        ("finalize", "{f}", "--name", "周建国"),
        ("verify", "{f}"),
        ("reopen", "{f}", "--name", "周建国", "--reason", "分数需要更正"),
    ],
    "hand out": [
        ("slips", "{f}", "-o", "{d}/单"),
        ("export", "{f}", "--values", "-o", "{d}/值"),
        ("export", "{f}", "--payroll", "-o", "{d}/工资"),
        ("period", "季度", "{f}", "-o", "{d}/季.xlsm"),
        ("rollup", "{d}", "-o", "{d}/总.xlsx"),
        ("record", "{d}", "--ledger", "{d}/账.db"),
    ],
    "change": [
        ("people", "{f}", "--sort", "姓名"),
        ("next", "2025-12", "{d}", "-o", "{d}/下月"),
        ("collect", "{f}", "{d}"),
        ("feedback", "{f}", "{d}"),
        ("appeals", "{f}"),
        ("refresh", "{f}"),
        ("scheme", "{f}", "-o", "{d}/方案.toml"),
        ("undo", "{f}"),
    ],
}


@pytest.fixture(scope="module")
def adopted(shared, tmp_path_factory):
    """A layout without its results, adopted once."""
    folder = tmp_path_factory.mktemp("adopted")

    @functools.cache
    def of(name):
        source = save(waiting(name), folder, name)
        made = folder / f"{name}-接入.xlsm"
        code, told, complaints = run("adopt", str(source), "-o", str(made))
        assert code == 0, told + complaints
        return shared(made)

    return of


@pytest.mark.parametrize("name", [*SEVERAL, *LISTS])
@pytest.mark.parametrize("verbs", VERBS.values(), ids=VERBS)
def test_every_verb_answers(name, verbs, adopted, tmp_path):
    for verb in verbs:
        folder = tmp_path / "月"
        folder.mkdir()
        file = shutil.copy(adopted(name), folder / "表.xlsm")
        code, told, complaints = run(*(part.format(f=file, d=folder) for part in verb))
        assert code in (0, 1, 2), (verb, told, complaints)
        assert (told + complaints).strip(), verb
        assert "Traceback" not in told + complaints
        if code == 2:
            assert "没有名称" not in complaints, verb  # the name of one of our templates: nobody can find it there
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """The summary of 安泰燃气 for the branch 城东, adopted, with totals, attendance and departments' scores."""
    folder = tmp_path_factory.mktemp("安泰")
    book = month.summary()
    book.sheets[0].write("A16", "分公司：城东", "left")
    book.sheets[0].cells.pop((16, 1))
    book.sheets[0].write("L1", "分公司：城东", "left")
    path = save(book, folder, "汇总")
    assert run("adopt", str(path))[0] == 0
    made = folder / "汇总.xlsm"
    opened = open_book(made)
    opened.write("名单_总分", month.TOTALS)
    opened.write("主管_得分", month.DEPARTMENTS)
    for name in ("等级_已确认", "名额_已确认", "参数_已确认", "员工系数_已确认"):
        if name in opened.names():
            opened.write(name, [["是"] for _ in opened.read(name)])
    opened.recalculate()
    opened.save()
    return made


@pytest.fixture
def own(computed, tmp_path):
    return shutil.copy(computed, tmp_path / "汇总.xlsm")


def test_a_number_that_was_confirmed_no_longer_asks_for_it(own):
    def asked():
        rows = openpyxl.load_workbook(own, data_only=True)["参数"].values
        return sum("原文缺失，请确认" in row for row in rows)

    assert asked() == 0
    book = open_book(own)
    book.write("等级_已确认", [["否"], *book.read("等级_已确认")[1:]])
    book.recalculate()
    book.save()
    assert asked() == 1


def test_slips_tell_everybody_what_came_out(own, tmp_path):
    code, told, complaints = run("slips", str(own), "-o", str(tmp_path / "单"), "--with-pay")
    assert (code, complaints) == (0, ""), told
    assert "12 人" in told


def test_the_payroll_is_what_was_counted_by_hand(own, tmp_path):
    code, told, complaints = run("export", str(own), "--payroll", "-o", str(tmp_path / "工资"))
    assert (code, complaints) == (0, ""), told
    [path] = (tmp_path / "工资").rglob("*.csv")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert {row["工号"]: float(row["金额"]) for row in rows} == {
        person: result[4] for person, result in month.RESULTS.items()
    }


def test_the_budget_adds_up_departments(own):
    _, told, _ = run("budget", str(own))
    for department in ("KF", "QX"):
        whole = sum(result[4] for person, result in month.RESULTS.items() if person.startswith(department))
        assert f"{whole:.2f}" in told.replace(",", "")


def test_another_level_of_a_department_is_tried_out(own):
    code, told, complaints = run("whatif", str(own), "--level", "抢修部=优秀")
    assert (code, complaints) == (0, ""), told
    assert "优秀" in told


def test_it_is_made_final_verified_and_reopened(own):
    before = openpyxl.load_workbook(own)["汇总"]["F3"].value.text
    code, told, complaints = run("finalize", str(own), "--name", "王芳")
    assert (code, complaints) == (0, ""), told
    assert openpyxl.load_workbook(own)["汇总"]["F3"].value == month.RESULTS["KF01"][1]
    assert run("verify", str(own))[0] == 0
    book = openpyxl.load_workbook(own, keep_vba=True)
    book["汇总"]["K3"] = 9999
    book.save(tampered := own.with_name("改.xlsm"))
    code, told, _ = run("verify", str(tampered))
    assert code == 1
    assert "K3" in told
    assert run("reopen", str(own), "--name", "王芳", "--reason", "分数需要更正")[0] == 0
    assert openpyxl.load_workbook(own)["汇总"]["F3"].value.text == before


def test_final_in_several_lists_vouches_for_all_of_them(tmp_path):
    path = save(waiting("sheet_a_department"), tmp_path, "a")
    assert run("adopt", str(path))[0] == 0
    made = tmp_path / "a.xlsm"
    assert run("finalize", str(made), "--name", "王芳")[0] == 0
    book = openpyxl.load_workbook(made, keep_vba=True)
    last = book.worksheets[2]
    cell = next(cell for row in last.iter_rows() for cell in row if isinstance(cell.value, float))
    cell.value += 1
    book.save(tmp_path / "b.xlsm")
    code, told, _ = run("verify", str(tmp_path / "b.xlsm"))
    assert code == 1
    assert cell.coordinate in told


def test_head_office_counts_it(own, tmp_path):
    code, told, _ = run("rollup", str(own.parent), "-o", str(tmp_path / "总.xlsx"))
    assert code == 0, told
    assert "1 个分公司，2 个部门，参评 12 人" in told
    assert run("record", str(own.parent), "--ledger", str(tmp_path / "账.db"))[0] == 0
    _, told, _ = run("person", "KF01", "--ledger", str(tmp_path / "账.db"))
    assert "92" in told


def test_head_office_counts_every_list_of_a_workbook(tmp_path):
    book = named("sheet_a_department").draw()
    for sheet in book.sheets:
        sheet.write("L1", "分公司：城东", "left")
    folder = tmp_path / "月"
    folder.mkdir()
    path = save(book, folder, "a")
    assert run("adopt", str(path))[0] == 0
    path.unlink()
    _, told, _ = run("rollup", str(folder), "-o", str(tmp_path / "总.xlsx"))
    assert "计入 1 个" in told
    assert "参评 18 人" in told  # 6, 5 and 7 on the three sheets


def test_a_list_without_branch_or_id_is_not_summed_up_and_says_why(tmp_path):
    path = save(waiting("two_lines_a_person"), tmp_path, "a")
    assert run("adopt", str(path))[0] == 0
    path.unlink()
    for verb in (("rollup", "-o", str(tmp_path / "总.xlsx")), ("record", "--ledger", str(tmp_path / "账.db"))):
        code, told, complaints = run(verb[0], str(tmp_path), *verb[1:])
        assert code == 1
        assert "表里没有分公司、工号" in told + complaints


def test_people_are_not_moved_in_a_company_s_own_list(own):
    before = own.read_bytes()
    code, told, _ = run("people", str(own), "--sort", "姓名")
    assert code == 1
    assert "按整行排序" in told
    assert own.read_bytes() == before


def test_collecting_leaves_the_company_s_own_formulas_of_totals_alone(tmp_path):
    """The summary adds up by itself: what the forms say is compared, not written over its formulas."""
    book = month.summary()
    [page] = book.sheets
    for row, (person, (_, _, total)) in enumerate(month.PEOPLE.items(), 3):
        wrong = 1 if person == "KF02" else 0
        page.write(f"L{row}", total - wrong, "box center")
        page.write(f"E{row}", Formula(f"=L{row}*1", total - wrong), "box center n2")
    path = save(book, tmp_path, "汇总")
    forms = tmp_path / "表"
    forms.mkdir()
    for person in ("KF01", "KF02"):
        save(month.forms()[person], forms, person)
    assert run("adopt", str(forms), "-o", str(forms / "接入"))[0] == 0
    code, told, complaints = run("adopt", str(path))
    assert code == 0, told + complaints
    code, told, complaints = run("collect", str(tmp_path / "汇总.xlsm"), str(forms / "接入"))
    assert "王建国" in told + complaints
    assert "96" in told + complaints
    assert "95" in told + complaints
    assert openpyxl.load_workbook(tmp_path / "汇总.xlsm")["汇总"]["E4"].value == "=L4*1"


def test_a_quarter_of_three_months(computed, tmp_path):
    folder = tmp_path / "季"
    folder.mkdir()
    shutil.copy(computed, folder / "2025-06.xlsm")
    for now, before in ((7, 6), (8, 7), (9, 8)):
        out = folder / f"n{now}"
        source = tmp_path / f"s{before}"
        source.mkdir()
        shutil.copy(folder / f"2025-0{before}.xlsm", source)
        assert run("next", f"2025-0{now}", str(source), "-o", str(out))[0] == 0
        [made] = out.glob("*.xlsm")
        book = open_book(made)
        book.write("名单_总分", month.TOTALS)
        book.write("主管_得分", month.DEPARTMENTS)
        book.recalculate()
        book.save()
        shutil.move(made, folder / f"2025-0{now}.xlsm")
        shutil.rmtree(out)
    files = [str(folder / f"2025-0{one}.xlsm") for one in (7, 8, 9)]
    code, told, complaints = run("period", "季度", *files, "-o", str(tmp_path / "季.xlsm"))
    assert code == 0, told + complaints
    assert "陈丽华" in told
    assert "92" in told


def test_json_of_several_files_is_a_list_with_the_same_shape(tmp_path):
    for person in ("KF01", "QX01"):
        save(month.forms()[person], tmp_path, person)
    code, told, _ = run("adopt", str(tmp_path), "--dry-run", "--json")
    found = json.loads(told)
    assert code == 0
    assert [one["marks"] for one in found] == ["weighted", "full"]
    shape = {"kind", "sheet", "fields", "columns", "first_row", "last_row", "questions", "conflicts", "added", "out"}
    assert all(shape <= one.keys() for one in found)


def test_json_of_several_forms_has_parts_and_of_a_turned_table_rows(tmp_path):
    path = save(named("sheet_a_person").draw(), tmp_path, "a")
    found = json.loads(run("adopt", str(path), "--dry-run", "--json")[1])
    assert [part["kind"] for part in found["parts"]] == ["form"] * 3
    assert {"added", "out"} <= found.keys()
    path = save(named("people_across").draw(), tmp_path, "b")
    found = json.loads(run("adopt", str(path), "--dry-run", "--json")[1])
    assert set(found["across"]) >= {"name", "total"}


def test_two_people_of_one_name_in_two_folders_do_not_meet(tmp_path):
    for department in ("客服部", "抢修部"):
        (tmp_path / "表" / department).mkdir(parents=True)
        save(month.forms()["KF01" if department == "客服部" else "QX01"], tmp_path / "表" / department, "张三")
    code, told, complaints = run("adopt", str(tmp_path / "表"), "-o", str(tmp_path / "接入"))
    assert (code, complaints) == (0, "")
    assert "2 份：2 份已接入，0 份没有" in told
    made = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "接入").rglob("*.xlsm"))
    assert made == ["接入/客服部/张三.xlsm", "接入/抢修部/张三.xlsm"]


def test_it_is_signed_step_by_step_and_status_shows_how_far_it_has_come(own):
    before = openpyxl.load_workbook(own)
    assert run("sign", str(own), "--as", "主管经理", "--name", "李四")[0] == 1  # 制表人 and 客服主管 come first
    for role, name in (("制表人", "张三"), ("客服主管", "王五"), ("主管经理", "李四")):
        code, told, complaints = run("sign", str(own), "--as", role, "--name", name)
        assert code == 0, told + complaints
    assert "经理已审" in run("status", str(own.parent))[1]
    after = openpyxl.load_workbook(own)
    shown = [sheet.title for sheet in after if sheet.sheet_state == "visible"]
    assert shown == [sheet.title for sheet in before if sheet.sheet_state == "visible"]
    assert [[cell.value for cell in row] for row in before["汇总"]][3] == [[c.value for c in r] for r in after["汇总"]][
        3
    ]
    opened = open_book(own)
    opened.write("名单_总分", [[90.0] for _ in range(12)])
    opened.recalculate()
    opened.save()
    assert "签批后内容有变" in run("check", str(own))[1]
    code, told, _ = run("finalize", str(own), "--name", "王芳")  # who begins to sign here signs it all here
    assert code == 1
    assert "总经理" in told


def test_next_month_is_signed_anew(own, tmp_path):
    assert run("sign", str(own), "--as", "制表人", "--name", "张三")[0] == 0
    code, told, complaints = run("next", "2025-07", str(own.parent), "-o", str(tmp_path / "七月"))
    assert code == 0, told + complaints
    [made] = (tmp_path / "七月").glob("*.xlsm")
    book = open_book(made)
    assert {row[0] for name in ("签批_姓名", "签批_日期", "kpi_signed") for row in book.read(name)} == {None}
    assert book.read("签批_岗位")[1][0] == "客服主管"


def test_collecting_says_that_levels_wait_for_the_supervisors(own, tmp_path):
    opened = open_book(own)
    opened.write("主管_得分", [[None], [None]])
    opened.recalculate()
    opened.save()
    forms = tmp_path / "表"
    forms.mkdir()
    for person in ("KF01", "QX01"):
        assert run("adopt", str(save(month.forms()[person], forms, person)))[0] == 0
        (forms / f"{person}.xlsx").unlink()
    _, told, complaints = run("collect", str(own), str(forms))
    for department in ("客服部", "抢修部"):
        assert f"“{department}” 6 人有总分、还没有等级" in told + complaints
    assert "主管得分或指定等级" in told + complaints


def test_a_companys_own_summary_goes_from_draft_to_fed_back(own):
    """By commands alone: signed in order, final, filed and fed back; genuine all the while, and a changed pay is found."""
    for role in ("制表人", "客服主管", "主管经理", "总经理"):
        assert run("sign", str(own), "--as", role, "--name", role)[0] == 0
    assert run("sign", str(own), "--as", "客户服务部", "--name", "赵敏")[0] == 1, "filed is what is final"
    assert run("finalize", str(own), "--name", "王芳")[0] == 0
    for role, state in (("客户服务部", "已备案"), ("人力资源部", "已反馈")):
        code, told, complaints = run("sign", str(own), "--as", role, "--name", role)
        assert (code, f"→ {state}" in told) == (0, True), told + complaints
    assert [run(verb, str(own))[0] for verb in ("check", "verify")] == [0, 0]
    [standing] = json.loads(run("status", str(own.parent), "--json")[1])["workbooks"]
    assert (standing["state"], standing["faults"]) == ("已反馈", 0)
    book = openpyxl.load_workbook(own, keep_vba=True)
    book["汇总"]["K3"] = 2091
    book.save(own)
    for verb in ("check", "verify"):
        code, told, _ = run(verb, str(own))
        assert (code, "汇总!K3" in told) == (1, True), told
    assert run("reopen", str(own), "--name", "王芳", "--reason", "更正一处笔误")[0] == 0
    assert run("recompute", str(own))[0] == 0
    assert openpyxl.load_workbook(own, data_only=True)["汇总"]["K3"].value == 2090
