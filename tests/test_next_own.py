"""Next month from a company's own workbooks: people, weights and formulas stay; scores, results, signatures go."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from adopt import month
from adopt.drawing import Book, Formula, Sheet
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


REMARKS = {
    "备注": "迟到两次",
    "扣分原因": "漏回访1户",
    "加减分说明": "表扬一次加2分",
}
"""Columns of what was typed about one month, with what stood there."""
STANDING = {"评分标准": "每漏一户扣2分", "考核标准": "达标得满分", "评分依据": "以系统数据为准"}
"""Columns of what holds for every month."""


@pytest.mark.parametrize("heading", [*REMARKS, *STANDING])
def test_remarks_of_the_month_are_emptied_and_standing_texts_stay(heading, tmp_path):
    text = {**REMARKS, **STANDING}[heading]
    page = Sheet("考核表", "8 18 10 10 24")
    page.write("A1:E1", "客服专员月度绩效考核表", "title")
    page.row("A2", ["姓名", "陈丽华", "考核月份", "2025年6月"], "box center")
    page.row("A3", ["序号", "考核指标", "权重", "得分", heading], "box center bold grey")
    for row, (word, weight, score) in enumerate((("及时率", 0.4, 95), ("满意度", 0.3, 90), ("差错率", 0.3, 88)), 4):
        page.row(f"A{row}", [row - 3, word, weight, score, text if row < 6 else None], "box center")
    page.row("A7", ["总分", None, None, None, None], "box center")
    adopted(Book([page]), tmp_path / "a", "表")
    told = following(tmp_path / "a", tmp_path / "b")
    sheet = openpyxl.load_workbook(tmp_path / "b/表.xlsm")["考核表"]
    stays = heading in STANDING
    assert [sheet[f"E{row}"].value for row in (3, 4, 5)] == [heading, *[text if stays else None] * 2]
    assert (f"“{heading}”E" in told) is not stays


def test_remarks_of_a_list_are_emptied_formulas_among_them_stay(tmp_path):
    page = Sheet("名单", "10 10 10 12 16 16")
    page.write("A1:F1", "2025年6月绩效结果", "title")
    page.row("A2", ["工号", "姓名", "总分", "备注", "扣分原因", "入职情况"], "box center bold grey")
    for row, total in enumerate((90, 80, 85), 3):
        page.row(f"A{row}", [f"K{row}", ("陈丽华", "王建国", "李晓梅")[row - 3], total], "box center")
    page.row("D3", ["表扬", "无", "正式"], "box")
    page.row("D4", [Formula('=IF(C4<85,"约谈","")', "约谈"), None, "试用"], "box")
    adopted(Book([page]), tmp_path / "a", "名单")
    told = following(tmp_path / "a", tmp_path / "b")
    sheet = openpyxl.load_workbook(tmp_path / "b/名单.xlsm")["名单"]
    assert [sheet[f"{at}3"].value for at in "DEF"] == [None, None, "正式"]
    assert sheet["D4"].value == '=IF(C4<85,"约谈","")'
    assert "名单!D3:E3" in told
    assert "备注、扣分原因" in told
    assert "kpi.adopt" not in told  # the sheet with what was decided is nobody's to look at


@pytest.mark.parametrize(
    ("label", "text", "stays"),
    [
        ("主管评语", "服务主动，注意报表时效", False),
        ("改进意见", "加强业务学习", False),
        ("备注", "本表一式两份，部门与人力资源部各存一份", True),
        ("说明", "得分保留两位小数", True),
    ],
)
def test_an_assessment_in_words_below_a_form_is_emptied_and_a_note_stays(label, text, stays, tmp_path):
    book = month.forms()["KF01"]
    [page] = book.sheets
    page.write("A11", label, "box center")
    page.write("B11:E11", text, "box")
    page.write("A12:E12", f"{label}：{text}", "left")
    adopted(book, tmp_path / "a", "KF01")
    told = following(tmp_path / "a", tmp_path / "b")
    sheet = openpyxl.load_workbook(tmp_path / "b/KF01.xlsm")["考核表"]
    expected = [label, text, f"{label}：{text}"] if stays else [label, None, f"{label}："]
    assert [sheet[at].value for at in ("A11", "B11", "A12")] == expected
    assert ("考核表!B11" in told) is not stays
