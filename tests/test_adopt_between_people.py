"""People side by side with a column of means between them: nobody, wherever it stands; places are counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

MEANS = ("人均", "平均", "平均分", "均值", "一组平均", "早班均分", "前台组小计", "合计/平均")

TURNED = """
客服组10月绩效考核表|<|<|<|<|<|<
姓名|安然|白雪|{mean}|曹颖|邓超群|欧阳合计划
接通率（40%）|90|80|85|95|70|60
质检（60%）|90|80|85|95|70|60
总分|{0}|{1}|85|{2}|{3}|{4}
名次||||||
"""
MATRIX = """
客服组10月绩效考核表|<|<|<|<|<|<|<
考核项目|分值|安然|白雪|{mean}|曹颖|邓超群|范冰
接通率|40|36|32|34|38|28|24
质检|60|54|48|51|57|42|36
总分|100|{0}|{1}|85|{2}|{3}|{4}
名次|||||||
"""
TOTALS = (90, 80, 95, 70, 60)
PLACES = {"安然": 2, "白雪": 3, "曹颖": 1, "邓超群": 4}


def layout(text, mean, totals=TOTALS):
    return drawn(text.format(*totals, mean=mean).replace("欧阳合计划", "范冰"))


def by_name(path, names, row):
    sheet = openpyxl.load_workbook(path, data_only=True)["表"]
    return {cell.value: sheet.cell(row, cell.column).value for cell in sheet[names] if cell.value}


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize(("text", "row"), [(TURNED, 6), (MATRIX, 6)], ids=["a list turned", "indicators down"])
def test_a_mean_between_people_has_no_place(text, row, mean, tmp_path):
    adoption = adopt(save(layout(text, mean), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert adoption.understood.contradictions == ()
    done = take_over(adoption, Wish())
    assert done.out is not None
    found = by_name(done.out, 2, row)
    assert found.pop(mean) is None
    assert {name: found[name] for name in (*PLACES, "范冰")} == {**PLACES, "范冰": 5}


@pytest.mark.parametrize("text", [TURNED, MATRIX], ids=["a list turned", "indicators down"])
def test_names_lead_to_the_people_and_a_recompute_follows_them(text, tmp_path):
    out = take_over(adopt(save(layout(text, "人均"), tmp_path, "a")), Wish()).out
    names = openpyxl.load_workbook(out).defined_names
    led = [names[name].attr_text for name in sorted(names) if name.startswith("名单_姓名")]
    assert led == (["表!$B$2:$C$2", "表!$E$2:$G$2"] if text is TURNED else ["表!$C$2:$D$2", "表!$F$2:$H$2"])
    book = open_book(out)
    book.recalculate()
    assert not recompute(book).faults


def test_libreoffice_computes_the_same(tmp_path):
    out = take_over(adopt(save(layout(TURNED, "人均"), tmp_path, "a")), Wish()).out
    code, told, _ = run("recompute", str(out), "--engine", "libreoffice")
    assert code == 0, told
    assert by_name(out, 2, 6) == {"姓名": "名次", "人均": None, **PLACES, "范冰": 5}


@pytest.mark.parametrize("text", [TURNED, MATRIX], ids=["a list turned", "indicators down"])
def test_a_wrong_total_behind_the_mean_is_told_at_its_person(text, tmp_path):
    wrong = (90, 80, 95, 77, 60)
    found = adopt(save(layout(text, "平均", wrong), tmp_path, "a")).understood
    assert [one.cell for one in found.contradictions] == (["F5"] if text is TURNED else ["G5"])


@pytest.mark.parametrize("text", [TURNED, MATRIX], ids=["a list turned", "indicators down"])
@pytest.mark.parametrize("name", ["均益民", "计小平", "平均之", "汇文"])
def test_a_name_with_such_signs_in_it_is_somebody(name, text, tmp_path):
    part = adopt(save(layout(text, name), tmp_path, "a")).understood.parts[0]
    assert len(part.people) == 6
