"""Weights that go by the post: every total is held against those of the person's own post.

客服专员 50% 30% 20%, 班长 30% 30% 40%, 质检员 20% 60% 20% of service, quality, discipline; totals counted by hand.
"""

from __future__ import annotations

import pytest

from adopt.drawing import Book, Sheet
from adopt.staff import NAMES
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

POSTS = {"客服专员": (0.5, 0.3, 0.2), "班长": (0.3, 0.3, 0.4), "质检员": (0.2, 0.6, 0.2)}
PEOPLE = [
    ("客服专员", 90, 80, 100, 89),  # 45 + 24 + 20
    ("客服专员", 80, 90, 90, 85),  # 40 + 27 + 18
    ("班长", 90, 80, 100, 91),  # 27 + 24 + 40
    ("班长", 70, 90, 80, 80),  # 21 + 27 + 32
    ("质检员", 90, 80, 100, 86),  # 18 + 48 + 20
    ("质检员", 100, 70, 90, 80),  # 20 + 42 + 18
]
WORDS = ("服务质量", "工作质量", "劳动纪律")


def book(people=PEOPLE, posts=POSTS, *, turned=False, times=1) -> Book:
    """A list with three partial scores and the total, and the weights by post on a sheet of their own."""
    page = Sheet("汇总", "8 10 12 10 10 10 10")
    page.write("A1:G1", "2025年6月员工绩效考核汇总表", "title")
    page.row("A2", ["序号", "姓名", "岗位", *WORDS, "考核总分"], "box center bold")
    for row, (post, *marks) in enumerate(people, 3):
        page.row(f"A{row}", [row - 2, NAMES[row], post, *marks], "box center")
    rules = Sheet("岗位权重", "14 12 12 12")
    rules.write("A1:D1", "各岗位指标权重", "title")
    if turned:
        rows = [
            ["指标", *posts],
            *([word, *(own[at] * times for own in posts.values())] for at, word in enumerate(WORDS)),
        ]
    else:
        rows = [["岗位", *WORDS], *([post, *(one * times for one in own)] for post, own in posts.items())]
    for row, values in enumerate(rows, 2):
        rules.row(f"A{row}", values, "box center")
    return Book([page, rules])


def understood(own, folder):
    return adopt(save(own, folder, "a")).understood


WAYS = [{}, {"turned": True}, {"times": 100}, {"turned": True, "times": 100}]


@pytest.mark.parametrize("way", WAYS)
def test_the_weights_of_each_post_explain_the_totals(way, tmp_path):
    found = understood(book(**way), tmp_path)
    [one] = found.parts[0].sums
    assert one.proved
    assert one.by_post == "岗位权重!A2"
    assert found.contradictions == ()
    assert found.parts[0].unread == ()


@pytest.mark.parametrize("way", WAYS)
def test_a_total_that_does_not_follow_from_the_weights_of_its_post_is_told(way, tmp_path):
    """The fourth one counted with the weights of 客服专员: 35 + 27 + 16 is 78, with those of 班长 80."""
    wrong = [*PEOPLE[:3], (*PEOPLE[3][:4], 78), *PEOPLE[4:]]
    assert [(one.cell, one.follows) for one in understood(book(wrong, **way), tmp_path).contradictions] == [
        ("G6", "80")
    ]


def test_weights_of_a_post_that_are_not_the_whole_are_told(tmp_path):
    posts = {**POSTS, "质检员": (0.2, 0.6, 0.1)}
    people = [*PEOPLE[:4], ("质检员", 90, 80, 100, 76), ("质检员", 100, 70, 90, 71)]
    [told] = understood(book(people, posts), tmp_path).contradictions
    assert (told.sheet, told.cell) == ("岗位权重", "D5")
    assert "90%" in told.why.say()


def test_somebody_whose_post_has_no_weights_is_told(tmp_path):
    people = [*PEOPLE[:5], ("文员", 100, 70, 90, 80)]
    [told] = understood(book(people), tmp_path).contradictions
    assert (told.sheet, told.cell) == ("汇总", "C8")


def test_totals_by_one_set_of_weights_are_not_held_against_those_of_posts(tmp_path):
    """Everybody by 50% 30% 20%: the table of posts explains two of six."""
    same = [(post, a, b, c, a * 0.5 + b * 0.3 + c * 0.2) for post, a, b, c, _ in PEOPLE]
    assert not any(one.by_post for one in understood(book(same), tmp_path).parts[0].sums)


@pytest.mark.parametrize("way", WAYS)
def test_blank_totals_get_no_formula_of_one_post(way, tmp_path):
    blank = [(*one[:4], None) for one in PEOPLE]
    found = take_over(adopt(save(book(blank, **way), tmp_path, "a")), Wish())
    assert not any(line.startswith("汇总!G") for line in found.added)


def test_a_list_with_weights_by_post_is_taken_over_and_its_totals_stay(tmp_path):
    found = take_over(adopt(save(book(), tmp_path, "a")), Wish())
    assert [fault.say() for fault in found.faults if not fault.notice] == []
    assert found.out is not None
    assert not any(line.startswith("汇总!G") for line in found.added)
