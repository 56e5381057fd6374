"""Places to be counted inside of something that was not found: the column is asked for at once, with all else.

Totals 95 88 of 东片 and 80 78 91 of 西片: inside 1 2 and 2 3 1, of all 1 3 4 5 2.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

LISTED = """
客服月度考核汇总表|<|<|<
姓名|{head}|考核总分|{places}
高志远|东片|95|{0}
胡军|东片|88|{1}
程浩|西片|80|{2}
邓丽|西片|78|{3}
曹颖|西片|91|{4}
"""
BLANK = ("",) * 5


def book(places="组内排名", head="备用", stands=BLANK):
    return drawn(LISTED.format(*stands, head=head, places=places))


def places_of(answers, folder):
    done = take_over(adopt(save(book(), folder, "a"), answers={"表": answers}), Wish())
    assert done.out is not None, [fault.say() for fault in done.faults]
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    return [sheet[f"D{row}"].value for row in range(3, 8)]


@pytest.mark.parametrize("places", ["组内排名", "部门内名次", "网点内名次"])
def test_the_column_of_the_groups_is_asked_for(places, tmp_path):
    found = adopt(save(book(places), tmp_path, "a")).understood
    assert [(one.field, one.candidates) for one in found.asked] == [("department", ("B",))]


@pytest.mark.parametrize(
    ("answers", "places"),
    [
        ({"department": "B"}, [1, 2, 2, 3, 1]),
        ({"department": "-"}, [1, 3, 4, 5, 2]),  # the whole list is one group
    ],
)
def test_the_answer_says_among_whom_places_are_counted(answers, places, tmp_path):
    assert places_of(answers, tmp_path) == places


def test_places_of_the_companys_own_stay_blank(tmp_path):
    done = take_over(adopt(save(book(), tmp_path, "a"), answers={"表": {"department": "-", "rank": "-"}}), Wish())
    assert done.out is not None, [fault.say() for fault in done.faults]
    assert openpyxl.load_workbook(done.out)["表"]["D3"].value is None


@pytest.mark.parametrize(
    "drawing",
    [
        book("名次"),  # among all
        book(head="班组"),
        book(stands=(1, 2, 2, 3, 1)),  # filled in by hand
        drawn(LISTED.format(1, 2, 1, "", "", head="备用", places="组内排名").replace("78", "").replace("91", "")),
        drawn(
            "客服一组月度考核汇总表|<|<|<\n姓名|备用|考核总分|组内排名\n高志远|东片|95|\n胡军|东片|88|\n程浩|西片|80|"
        ),
    ],
)
def test_where_the_group_is_known_nobody_is_asked(drawing, tmp_path):
    assert adopt(save(drawing, tmp_path, "a")).understood.asked == ()


def test_it_is_asked_before_there_are_points_too(tmp_path):
    text = LISTED.format(*BLANK, head="备用", places="组内排名")
    for points in ("95", "88", "80", "78", "91"):
        text = text.replace(f"|{points}|", "||")
    assert [one.field for one in adopt(save(drawn(text), tmp_path, "a")).understood.asked] == ["department"]


def test_that_all_are_one_group_is_decided_once(tmp_path):
    path, mapping = save(book(), tmp_path, "a"), tmp_path / "m.toml"
    answers = tmp_path / "a.toml"
    answers.write_text('["表"]\ndepartment = "-"\n', encoding="utf-8")
    assert run("adopt", str(path), "--answers", str(answers), "--map", str(mapping))[0] == 0
    later = save(book(), tmp_path, "b")
    code, said, complaints = run("adopt", str(later), "--map", str(mapping))
    assert code == 0, said + complaints
    sheet = openpyxl.load_workbook(later.with_suffix(".xlsm"), data_only=True)["表"]
    assert [sheet[f"D{row}"].value for row in range(3, 8)] == [1, 3, 4, 5, 2]
