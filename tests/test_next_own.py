"""Next month from a company's own workbooks: people, weights and formulas stay; scores, results, signatures go."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from adopt import month
from adopt.drawing import Book, Sheet
from adopt.over_rows import people_over_rows
from adopt.writing import save
from commands import run
from xlkpi.actions.next_own import retold
from xlkpi.actions.opening import open_book

JULY = dt.date(2025, 7, 1)


def adopted(book, folder, name):
    folder.mkdir(exist_ok=True)
    path = save(book, folder, name)
    code, told, complaints = run("adopt", str(path))
    assert code == 0, told + complaints
    path.unlink()
    return path.with_suffix(".xlsm")


def following(folder, out):
    code, told, complaints = run("next", "2025-07", str(folder), "-o", str(out))
    assert code == 0, told + complaints
    return told


def test_a_form_keeps_who_and_what_and_loses_the_scores(tmp_path):
    book = month.forms()["KF01"]
    [page] = book.sheets
    page.write("A11", "员工签字：陈丽华", "left")
    page.row("C11", ["主管签字", "周建国", "日期：2025-6-30", "编号：", "A-07"], "left")
    adopted(book, tmp_path / "2025-06", "KF01")
    following(tmp_path / "2025-06", tmp_path / "2025-07")
    was, now = (openpyxl.load_workbook(tmp_path / one / "KF01.xlsm")["考核表"] for one in ("2025-06", "2025-07"))
    changed = {
        cell.coordinate: now[cell.coordinate].value
        for row in was.iter_rows()
        for cell in row
        if cell.value != now[cell.coordinate].value
    }
    assert changed == {
        "D3": dt.datetime.fromisoformat("2025-07-01"),
        **dict.fromkeys(("E5", "E6", "E7", "E8", "D11")),
        "A11": "员工签字：",
        "E11": "日期：",
    }
    assert now["E9"].value == "=KPI_TOTAL(主管评分,权重)"
    assert not openpyxl.load_workbook(tmp_path / "2025-07/KF01.xlsm", data_only=True)["考核表"]["E9"].value
    looks = [(cell.number_format, cell.font.b, cell.border.left.style) for row in was.iter_rows() for cell in row]
    assert looks == [
        (now[cell.coordinate].number_format, now[cell.coordinate].font.b, now[cell.coordinate].border.left.style)
        for row in was.iter_rows()
        for cell in row
    ]


def test_the_last_day_of_a_month_stays_the_last(tmp_path):
    book = month.forms()["KF01"]
    book.sheets[0].write("D3", dt.date(2025, 6, 30), "box center month")
    adopted(book, tmp_path / "a", "表")
    following(tmp_path / "a", tmp_path / "b")
    assert openpyxl.load_workbook(tmp_path / "b/表.xlsm")["考核表"]["D3"].value == dt.datetime.fromisoformat(
        "2025-07-31"
    )


def test_a_summary_keeps_people_and_bases_and_its_title_tells_the_month(tmp_path):
    path = adopted(month.summary(), tmp_path / "2025-06", "汇总 2025-06")
    book = open_book(path)
    book.write("名单_总分", [[92.0]] * 12)
    book.write("主管_得分", month.DEPARTMENTS)
    book.write("主管_指定等级", [["优秀"]])
    book.recalculate()
    book.save()
    following(tmp_path / "2025-06", tmp_path / "2025-07")
    now = open_book(tmp_path / "2025-07/汇总 2025-07.xlsm")
    sheet = openpyxl.load_workbook(tmp_path / "2025-07/汇总 2025-07.xlsm", data_only=True)["汇总"]
    assert sheet["A1"].value == "安泰燃气 2025年7月 员工绩效考核汇总表"
    for name in ("名单_姓名", "名单_工号", "名单_绩效基数", "名单_部门", "主管_部门", "名额比例", "等级_系数"):
        assert now.read(name) == book.read(name), name
    for name in ("名单_总分", "名单_出勤率", "主管_得分", "主管_指定等级", "主管_等级", "名单_等级", "名单_绩效工资"):
        assert {value or None for row in now.read(name) for value in row} == {None}, name
    formulas = openpyxl.load_workbook(tmp_path / "2025-07/汇总 2025-07.xlsm")["汇总"]
    assert formulas["F3"].value.text == "=KPI_RANK(名单_总分,名单_部门)"


def test_the_month_after_is_scored_collected_and_computed(tmp_path):
    for person, book in month.forms().items():
        adopted(book, tmp_path / "表", person)
    adopted(month.summary(), tmp_path / "汇总", "汇总")
    following(tmp_path / "表", tmp_path / "七月表")
    following(tmp_path / "汇总", tmp_path / "七月汇总")
    for person, (_, scores, _) in month.PEOPLE.items():
        book = open_book(tmp_path / f"七月表/{person}.xlsm")
        book.write("主管评分", [[float(score)] for score in scores])
        book.recalculate()
        book.save()
    summary = tmp_path / "七月汇总/汇总.xlsm"
    book = open_book(summary)
    book.write("主管_得分", month.DEPARTMENTS)
    book.write("名单_出勤率", [[month.ATTENDANCE.get(person)] for person in month.BASES])
    book.save()
    code, told, complaints = run("collect", str(summary), str(tmp_path / "七月表"))
    assert (code, complaints) == (0, ""), told
    assert run("recompute", str(summary))[0] == 0
    assert month.results(summary) == month.RESULTS


def test_people_over_several_rows_are_scored_afresh(tmp_path):
    adopted(people_over_rows(), tmp_path / "a", "六月")
    following(tmp_path / "a", tmp_path / "b")
    sheet = openpyxl.load_workbook(tmp_path / "b/六月.xlsm", data_only=True)["6月考核"]
    assert [sheet[f"{column}4"].value for column in "BCDEF"] == ["陈丽华", "客服部", "安检入户率", 0.4, None]
    assert {sheet[f"{column}{row}"].value or None for column in "FGH" for row in range(4, 20)} == {None}
    assert sheet["A1"].value == "2025年7月 员工绩效考核表"


def test_what_tells_the_old_month_below_the_list_is_told(tmp_path):
    book = month.summary()
    [page] = book.sheets
    page.write("A18", "公示至 2025年6月30日止", "left")
    adopted(book, tmp_path / "a", "汇总")
    told = following(tmp_path / "a", tmp_path / "b")
    assert "A18" in told
    assert openpyxl.load_workbook(tmp_path / "b/汇总.xlsm")["汇总"]["A18"].value == "公示至 2025年6月30日止"


def test_a_list_with_a_column_for_signatures_keeps_its_header(tmp_path):
    page = Sheet("名单", "10 10 10 12 10")
    page.write("A1:E1", "2025年6月绩效结果", "title")
    page.row("A2", ["工号", "姓名", "总分", "本人签字", "备注"], "box center bold grey")
    for row, total in enumerate((90, 80, 85), 3):
        page.row(f"A{row}", [f"K{row}", ("陈丽华", "王建国", "李晓梅")[row - 3], total, None, None], "box center")
    adopted(Book([page]), tmp_path / "a", "名单")
    following(tmp_path / "a", tmp_path / "b")
    sheet = openpyxl.load_workbook(tmp_path / "b/名单.xlsm")["名单"]
    assert [sheet[f"{column}2"].value for column in "ABCDE"] == ["工号", "姓名", "总分", "本人签字", "备注"]
    assert [sheet[f"{column}3"].value for column in "ABC"] == ["K3", "陈丽华", None]


@pytest.mark.parametrize(
    ("word", "said"), [("", "看不出是哪一个月"), ("2025年7月", "不能续到"), ("2025年8月", "不能续到")]
)
def test_a_month_that_is_not_told_or_not_before_is_refused(word, said, tmp_path):
    book = month.forms()["KF01"]
    [page] = book.sheets
    page.write("D3", word or None, "box center")
    adopted(book, tmp_path / "a", "表")
    code, told, complaints = run("next", "2025-07", str(tmp_path / "a"), "-o", str(tmp_path / "b"))
    assert code != 0
    assert said in told + complaints
    assert not (tmp_path / "b").exists()


def test_a_final_workbook_is_reopened_first(tmp_path):
    path = adopted(month.forms()["KF01"], tmp_path / "a", "表")
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    code, told, complaints = run("next", "2025-07", str(tmp_path / "a"), "-o", str(tmp_path / "b"))
    assert code != 0
    assert "reopen" in told + complaints


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("2025年6月绩效考核表", "2025年7月绩效考核表"),
        ("考核月份：2025-06", "考核月份：2025-07"),
        ("2025.6 考核", "2025.7 考核"),
        ("202506", "202507"),
        ("2025/06/30", "2025/07/30"),
        ("2025 年 06 月", "2025 年 07 月"),
    ],
)
def test_a_month_is_written_as_it_was(text, new):
    assert retold(text, JULY) == new
