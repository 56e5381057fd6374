"""Indicators down and people across: a list of the people and a form of each, totals put in and proved; by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.take_over import take_over, undo_adoption
from xlkpi.actions.take_over_record import Wish

WEIGHTED = """
客服部2025年6月绩效考核表|<|<|<|<|<|<
考核指标|权重|考核标准|陈丽华|王建国|李晓梅|张志强
接通率|30%|≥95%|95|90|88|92
满意度|40%|≥90|90|95|84|91
质检|30%|抽检|85|100|90|90
总分|100%||{0}|{1}|{2}|{3}
排名|||{4}|{5}|{6}|{7}
"""
FULL = """
客服部2025年6月绩效考核表|<|<|<|<|<
考核项目|分值|陈丽华|王建国|李晓梅|张志强
接通率|30|28|29|25|27
满意度|40|38|39|35|36
质检|30|27|30|26|28
总分|100|{0}|{1}|{2}|{3}
排名||{4}|{5}|{6}|{7}
"""
TOTALS = {WEIGHTED: (90, 95, 87, 91), FULL: (93, 98, 86, 91)}
"""30% of 95, 40% of 90 and 30% of 85 are 28.5 + 36 + 25.5; 28 + 38 + 27 out of 30, 40 and 30."""
PLACES = {WEIGHTED: (3, 1, 4, 2), FULL: (2, 1, 4, 3)}
BLANK = ("",) * 8
FIRST = {WEIGHTED: "D", FULL: "C"}


def taken(text, folder, wish=None):
    return take_over(adopt(save(drawn(text), folder, "a")), wish or Wish())


def told(found):
    return {fault.place.rpartition("!")[2]: fault.say() for fault in found.faults if not fault.notice}


def rows(path, first):
    sheet = openpyxl.load_workbook(path, data_only=True)["表"]
    columns = [chr(ord(first) + at) for at in range(4)]
    return [tuple(sheet[f"{column}{row}"].value for column in columns) for row in (6, 7)]


@pytest.mark.parametrize("form", [WEIGHTED, FULL], ids=["weighted", "full marks"])
@pytest.mark.parametrize("standing", [False, True])
def test_totals_and_places_are_put_in_and_proved(form, standing, tmp_path):
    found = taken(form.format(*((*TOTALS[form], *PLACES[form]) if standing else BLANK)), tmp_path)
    assert told(found) == {}
    assert rows(found.out, FIRST[form]) == [TOTALS[form], PLACES[form]]
    assert any("KPI_TOTAL" in line or "SUM(主管评分" in line for line in found.added)
    assert not [fault for fault in check(open_book(found.out)) if not fault.notice]
    assert [person.name for person in recompute(open_book(found.out), dry_run=True).people][:2] == ["陈丽华", "王建国"]


@pytest.mark.parametrize("form", [WEIGHTED, FULL], ids=["weighted", "full marks"])
def test_a_wrong_total_and_a_wrong_place_are_told(form, tmp_path):
    stands = [*TOTALS[form], *PLACES[form]]
    stands[1] -= 0.5
    found = taken(form.format(*stands), tmp_path)
    assert found.out is None
    assert list(told(found)) == [f"{chr(ord(FIRST[form]) + 1)}6"]
    stands = [*TOTALS[form], *PLACES[form][:2], *PLACES[form][2:][::-1]]
    found = taken(form.format(*stands), tmp_path, Wish(out=tmp_path / "b.xlsm"))
    assert set(told(found)) == {f"{chr(ord(FIRST[form]) + at)}7" for at in (2, 3)}


def test_a_score_that_is_changed_changes_total_and_places(tmp_path):
    out = taken(WEIGHTED.format(*BLANK), tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["表"]["F3"], book["表"]["F4"], book["表"]["F5"] = 100, 100, 100
    book.save(out)
    changed = open_book(out)
    changed.recalculate()
    assert not recompute(changed).faults
    assert rows(out, "D") == [(90, 95, 100, 91), (4, 2, 1, 3)]


def test_a_score_above_its_full_mark_is_told(tmp_path):
    assert "D4" in told(taken(FULL.format(*BLANK).replace("|38|39|", "|38|49|"), tmp_path))


def test_it_is_explained_and_given_back_byte_for_byte(tmp_path):
    path = save(drawn(FULL.format(*BLANK)), tmp_path, "a")
    before = path.read_bytes()
    out = take_over(adopt(path), Wish()).out
    code, said, complaints = run("explain", str(out))
    assert code == 0, complaints
    assert "接通率：28 / 30" in said
    assert undo_adoption(out).placed.path.read_bytes() == before
