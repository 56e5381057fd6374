"""Levels and coefficients by places in a sentence: what is filled in is held against them, blanks are never guessed."""

from __future__ import annotations

import pytest

from adopt.writing import save
from test_adopt_told_rules import asked, down
from xlkpi.actions.adopt import adopt
from xlkpi.adopt.told_ranks import ranks_in

READ = [
    ("第1名为A，第2-4名为B，其余C", ((1, 1, "A"), (2, 4, "B"), (5, None, "C"))),
    ("排名前三名为优秀，其余为合格", ((1, 3, "优秀"), (4, None, "合格"))),
    ("第一名为优秀，第二至四名为良好，其余人员为合格", ((1, 1, "优秀"), (2, 4, "良好"), (5, None, "合格"))),
    ("第1名系数1.3，第2、3名1.1，其余1.0", ((1, 1, "1.3"), (2, 3, "1.1"), (4, None, "1.0"))),
]
UNREAD = (
    *("前20%为A，其余为B", "第1名A，第3名B", "前3名优秀", "末位为不合格，其余合格", "第1名奖励200元，第2名奖励100元"),
    *("第1名为A，第2名系数1.2", "第1名90分以上为A，其余为B", "前3名为优秀或良好，其余合格"),
)


@pytest.mark.parametrize(("text", "due"), READ, ids=[text for text, _ in READ])
def test_places_are_read_as_they_are_told(text, due):
    assert ranks_in(text) == due


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_rule_of_all_places_is_not_read(text):
    assert ranks_in(text) == ()


NOTE = "第1名为A，第2-4名为B，其余为C。"
RIGHT = ("A", "B", "B", "C", "B")
"""Of 95, 89, 90, 76 and 80 the places are 1, 3, 2, 5 and 4."""


def told(book, folder):
    return [(one.cell, one.follows) for one in adopt(save(book, folder, "a")).understood.contradictions]


def test_levels_are_held_against_the_places(tmp_path):
    assert told(down(NOTE, levels=RIGHT), tmp_path) == []
    assert ("C7", "B") in told(down(NOTE, levels=("A", "B", "B", "C", "C")), tmp_path)


def test_equal_totals_may_have_either_of_their_places(tmp_path):
    """Two with 90 are second and third; of two with 80 at the end one is fourth."""
    totals = (95, 90, 90, 80, 80)
    for last in (("B", "C"), ("C", "B"), ("B", "B")):
        found = told(down(NOTE, levels=("A", "B", "B", *last), totals=totals), tmp_path)
        assert [cell for cell, follows in found if follows] == []


def test_coefficients_are_held_against_the_places(tmp_path):
    note = "第1名系数1.3，第2、3名1.1，其余1.0。"
    levels = ("甲", "乙", "乙", "丙", "丙")
    right = (1.3, 1.1, 1.1, 1, 1)
    assert told(down(note, levels=levels, factors=right), tmp_path) == []
    assert told(down(note, levels=levels, factors=(1.3, 1.1, 1.3, 1, 1)), tmp_path) == [("D5", "1.1")]


def test_levels_that_are_given_otherwise_are_not_all_called_wrong(tmp_path):
    assert told(down(NOTE, levels=("A", "A", "A", "B", "A")), tmp_path) == []


def test_blank_levels_are_asked_about(tmp_path):
    assert asked(down(NOTE), tmp_path) == [("level_rule", ("own", "quotas"))]
