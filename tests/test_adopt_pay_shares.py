"""Pay as a share of the base by level, without a column of coefficients: 一等 120 %, 二等 110 %, 三等 100 %, by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save
from commands import run
from xlkpi.adopt.told_factors import factors_in

HEAD = "10月奖金考核发放表|<|<|<|<\n姓名|合计分|等次|奖金标准|实发奖金"
PEOPLE = (
    ("周桂芳", 96, "一等", 600),
    ("褚春燕", 97, "一等", 500),
    ("钱小梅", 90, "二等", 500),
    ("吴志强", 93, "二等", 600),
    ("冯丽", 88, "二等", 400),
    ("孙建", 82, "三等", 500),
    ("李玉兰", 75, "三等", 400),
    ("卫东", 81, "三等", 500),
)
RIGHT = (720, 600, 550, 660, 440, 500, 400, 500)


def conflicts(pays, tmp_path, levels=None, said=""):
    people = [
        (name, total, levels[at] if levels else level, base) for at, (name, total, level, base) in enumerate(PEOPLE)
    ]
    lines = ["|".join(map(str, (*person, pay))) for person, pay in zip(people, pays)]
    found = understood(drawn("\n".join([HEAD, *lines, *([f"{said}|<|<|<|<"] if said else [])])), tmp_path)
    return {one.cell: one.follows for one in found.contradictions}


@pytest.mark.parametrize(
    ("pays", "wrong"),
    [
        (RIGHT, {}),
        ((*RIGHT[:5], 550, 400, 500), {"E8": "500"}),
        ((*RIGHT[:3], 600, *RIGHT[4:]), {"E6": "660"}),
        # as many paid otherwise as by a share: by what, is not told here
        ((720, 610, 540, 670, 450, 500, 410, 480), {}),
        # everybody the same share: no level counts
        ((600, 500, 500, 600, 400, 500, 400, 450), {}),
    ],
)
def test_one_level_gets_one_share_of_the_base(pays, wrong, tmp_path):
    assert conflicts(pays, tmp_path) == wrong


def test_a_level_with_one_person_has_nobody_to_compare_with(tmp_path):
    levels = ("一等", "二等", "三等", "四等", "五等", "六等", "七等", "八等")
    assert conflicts((1, 2, 3, 4, 5, 6, 7, 8), tmp_path, levels) == {}


TOLD = (
    "一等按奖金标准的120%发放，二等110%，三等100%，四等80%。",
    "一等系数1.2，二等系数1.1，三等1.0，四等0.8",
    "一等、二等、三等、四等分别按奖金标准的120%、110%、100%、80%发放",
    "一等发120%，二等发110%，三等发100%，四等发80%",
    "一等按120%计发，二等按110%，三等按100%，四等按80%",
)


@pytest.mark.parametrize("said", TOLD)
@pytest.mark.parametrize(
    ("pays", "wrong"),
    [
        (RIGHT, {}),
        ((*RIGHT[:5], 550, 440, 550), {"E8": "500", "E9": "400", "E10": "500"}),  # all of 三等, by 二等's share
        ((700, *RIGHT[1:]), {"E3": "720"}),
    ],
)
def test_a_share_that_a_sentence_tells_is_held_against_what_stands(said, pays, wrong, tmp_path):
    assert conflicts(pays, tmp_path, said=said) == wrong


def test_a_wrong_share_is_told_with_its_sheet_whatever_that_is_called(tmp_path):
    lines = ["|".join(map(str, (*who, pay))) for who, pay in zip(PEOPLE, (700, *RIGHT[1:]))]
    book = drawn("\n".join([HEAD, *lines, f"{TOLD[0]}|<|<|<|<"]))
    book.sheets[0].name = "{奖金}10月"
    [one] = understood(book, tmp_path).contradictions
    assert one.why.say() == "{奖金}10月!A11 写着“一等”是基数的 120%，应为 720"


def test_where_most_are_paid_otherwise_it_is_told_once(tmp_path):
    pays = (660, 550, 500, 600, 400, 450, 360, 450)
    found = conflicts(pays, tmp_path, said=TOLD[0])
    assert found == {"E3": ""}


@pytest.mark.parametrize(
    "said",
    [
        "一等20%，二等30%，三等40%，四等10%",  # of the people
        "一等按120%发放，二等占30%，三等占40%",
        "一等、二等分别按标准的120%、110%发放，三等2人",
        "一等人数20%，按120%发放；二等人数30%，按110%发放",
    ],
)
def test_shares_of_people_are_none_of_the_pay(said, tmp_path):
    assert factors_in(said) == {}


def blank(folder, levels=None, said=TOLD[0], pays=("",) * 8):
    people = [(*who[:2], levels[at] if levels else who[2], who[3], pays[at]) for at, who in enumerate(PEOPLE)]
    lines = ["|".join(map(str, own)) for own in people]
    return taken_over(save(drawn("\n".join([HEAD, *lines, f"{said}|<|<|<|<"])), folder, "a"))


def paid(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["表"]
    return tuple(sheet[f"E{row}"].value for row in range(3, 11))


@pytest.mark.parametrize("said", TOLD)
def test_blank_pay_is_the_told_share_of_the_base(said, tmp_path):
    done = blank(tmp_path, said=said)
    assert done.out is not None, [fault.say() for fault in done.faults]
    assert paid(done.out) == RIGHT
    assert any("系数取自 表!A11" in fault.say() and fault.notice for fault in done.faults)
    code, told, _ = run("recompute", str(done.out))
    assert code == 0, told


def test_the_shares_can_be_changed_and_a_level_without_one_is_told(tmp_path):
    out = blank(tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    [cell] = [cell for row in book["逐人资料"].iter_rows() for cell in row if cell.value == 1.2]
    cell.value = 1.5
    book["表"]["C10"] = "五等"
    book.save(out)
    code, told, _ = run("recompute", str(out))
    assert code == 1
    assert "逐人资料!B16  “五等”不在第2-5行" in told
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["表"]["C10"] = "三等"
    book.save(out)
    assert run("recompute", str(out))[0] == 0
    assert paid(out) == (900, 750, *RIGHT[2:])


def test_without_levels_there_is_no_pay_yet(tmp_path):
    done = blank(tmp_path, levels=("",) * 8)
    assert done.out is None or paid(done.out) == (None,) * 8


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        (TOLD[0], ("特等", *(who[2] for who in PEOPLE[1:]))),  # a level of which nothing is told
        ("一等20%，二等30%，三等40%，四等10%", None),
        ("奖金按等次发放", None),
    ],
)
def test_without_a_share_for_each_level_nothing_is_paid(said, levels, tmp_path):
    done = blank(tmp_path, levels=levels, said=said)
    assert done.out is None or paid(done.out) == (None,) * 8


def test_whose_level_is_wrong_is_not_told_a_second_time_for_the_pay(tmp_path):
    """钱小梅 has 90 points, which are 二等, and is paid as 二等: only the level 三等 is wrong."""
    people = [(name, total, "三等" if name == "钱小梅" else level, base) for name, total, level, base in PEOPLE]
    lines = ["|".join(map(str, (*person, pay))) for person, pay in zip(people, RIGHT)]
    rule = "~95分以上为一等，85分以上为二等，85分以下为三等|<|<|<|<"
    found = understood(drawn("\n".join([HEAD, *lines, rule])), tmp_path)
    assert {one.cell: one.follows for one in found.contradictions} == {"C5": "二等"}


def test_where_many_are_paid_otherwise_nobody_is_told(tmp_path):
    """Two of five in each level: what else they are paid by is not known here."""
    pays = {"一等": (1200, 1200, 1200, 1300, 1400), "二等": (1000, 1000, 1000, 900, 800)}
    people = [
        (f"员工{level[0]}{'甲乙丙丁戊'[at]}", 95, level, 1000, pay)
        for level, own in pays.items()
        for at, pay in enumerate(own)
    ]
    lines = ["|".join(map(str, person)) for person in people]
    assert understood(drawn("\n".join([HEAD, *lines])), tmp_path).contradictions == ()
