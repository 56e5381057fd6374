"""A blank form beside filled ones of the same layout: the cell of its total is theirs, or a person is asked."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Formula, Sheet
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

MARKS = ((18, 28, 19, 27), (20, 29, 19, 28), (16, 25, 15, 23))
WEIGHTS = (20, 30, 20, 30)


def form(name: str, marks=(), *, total: str = "F", heads=("分值", "自评", "组长评分")) -> Sheet:
    """A form with the sum of its full marks beside the one of the marks, which stands in the column given."""
    page = Sheet(name, "6 16 20 8 8 8 14")
    page.write("A1:G1", "客服代表月度考评表", "title")
    page.row("A2", [f"姓名：{name}", None, "工号：80123", "组别：一组", None, "考评月份：2025-06"])
    page.row("A3", ["序号", "考评项目", "考评标准", *heads, "扣分原因"], "box center bold")
    for at, (item, weight) in enumerate(zip(("接通与时效", "业务准确", "服务规范", "工单质量"), WEIGHTS)):
        own = marks[at] if marks else None
        page.row(f"A{4 + at}", [at + 1, item, "见细则", weight, own, own, None], "box center")
    page.row("A8", ["总分", None, None, None, None, None, None], "box center")
    page.write("D8", Formula("SUM(D4:D7)", 100), "box center")
    if marks:
        page.write(f"{total}8", Formula(f"SUM({total}4:{total}7)", sum(marks)), "box center")
    return page


def asked_and_total(book, folder):
    understood = adopt(save(book, folder, "a")).understood
    blank = next(part for part in understood.parts if part.sheet == "邓倩倩")
    return [(one.field, one.candidates) for one in understood.asked], blank.fields.get("total")


def filled(**how) -> list[Sheet]:
    return [form(name, marks, **how) for name, marks in zip(("王小燕", "罗兰", "石磊"), MARKS)]


def test_a_blank_form_has_its_total_where_its_sisters_have_it(tmp_path):
    assert asked_and_total(Book([*filled(), form("邓倩倩")]), tmp_path) == ([], "F8")


def test_alone_a_blank_form_is_asked_about(tmp_path):
    asked, total = asked_and_total(Book([form("邓倩倩")]), tmp_path)
    assert ("total" in {field for field, _ in asked}) or total == "F8"


@pytest.mark.parametrize("heads", [("分值", "自评", "主管评分")])
def test_forms_with_other_words_settle_nothing(heads, tmp_path):
    asked, total = asked_and_total(Book([*filled(heads=heads), form("邓倩倩")]), tmp_path)
    assert ("total" in {field for field, _ in asked}) or total == "F8"
    alone, _ = asked_and_total(Book([form("邓倩倩")]), tmp_path)
    assert asked == alone


def below_each_other(scored: int, label: str = "总分") -> Book:
    """Three forms below each other, of which the first ones are scored."""
    page = Sheet("考核", "12 10 10 12")
    page.write("A1:D1", "员工绩效考核表", "title")
    for at, name in enumerate(("高志远", "胡军", "程浩")):
        top = 2 + 6 * at
        done = at < scored
        page.row(f"A{top}", ["姓名", name, "月份", "2025年6月"])
        page.row(f"A{top + 1}", ["指标", "分值", "得分", "备注"], "box center bold")
        page.row(f"A{top + 2}", ["工作质量", 50, 45 if done else None, None], "box center")
        page.row(f"A{top + 3}", ["工作效率", 50, 40 if done else None, None], "box center")
        page.row(f"A{top + 4}", [label if at < 2 else "总分", None, 85 if done else None, None], "box center")
    return Book([page])


def test_forms_below_each_other_have_their_totals_alike(tmp_path):
    found = adopt(save(below_each_other(1), tmp_path, "a")).understood
    assert [part.fields.get("total") for part in found.parts] == ["C6", "C12", "C18"]


def test_a_row_with_another_word_is_not_the_total(tmp_path):
    found = adopt(save(below_each_other(2, "合计得分"), tmp_path, "a")).understood
    assert [part.fields.get("total") for part in found.parts][:2] == ["C6", "C12"]
    assert found.parts[2].fields.get("total") != "C12"


def test_forms_that_nobody_has_scored_keep_no_other_from_its_result(tmp_path):
    """With 50 and 40 the first one has 90; the others are told as open."""
    out = take_over(adopt(save(below_each_other(1), tmp_path, "a")), Wish()).out
    book = open_book(out)
    book.write("主管评分", [[50.0], [40.0]])
    done = recompute(book)
    assert done.faults == ()
    assert [fault.place for fault in done.notices if fault.waiting] == ["考核!C10", "考核!C16"]
    assert openpyxl.load_workbook(out, data_only=True)["考核"]["C6"].value == 90


def test_while_nobody_is_scored_nothing_is_written(tmp_path):
    out = take_over(adopt(save(below_each_other(1), tmp_path, "a")), Wish()).out
    book = open_book(out)
    book.write("主管评分", [[None], [None]])
    done = recompute(book)
    assert [fault.place for fault in done.faults] == ["考核!C4", "考核!C10", "考核!C16"]
    assert openpyxl.load_workbook(out, data_only=True)["考核"]["C6"].value == 85


def test_sisters_that_do_not_agree_settle_nothing(tmp_path):
    """One has its total one column further."""
    sisters = [*filled(), form("周敏", MARKS[0], total="G")]
    alone, _ = asked_and_total(Book([form("邓倩倩")]), tmp_path)
    asked, total = asked_and_total(Book([*sisters, form("邓倩倩")]), tmp_path)
    assert total != "G8"
    assert asked == alone or total == "F8"
