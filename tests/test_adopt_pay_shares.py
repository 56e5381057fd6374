"""Pay as a share of the base by level, without a column of coefficients: 一等 120 %, 二等 110 %, 三等 100 %, by hand."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood

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


def conflicts(pays, tmp_path, levels=None):
    people = [
        (name, total, levels[at] if levels else level, base) for at, (name, total, level, base) in enumerate(PEOPLE)
    ]
    lines = ["|".join(map(str, (*person, pay))) for person, pay in zip(people, pays)]
    found = understood(drawn("\n".join([HEAD, *lines])), tmp_path)
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
