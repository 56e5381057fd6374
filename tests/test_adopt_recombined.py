"""Workbooks put together at random from public habits: nothing wrong, nothing silent, no question where all is plain."""

from __future__ import annotations

import pytest

from adopt import recombined
from adopt.handed_in import understood
from adopt.score import score

SEEDS = range(60)


def scored(layout, folder):
    return score(layout, understood(layout.draw(), folder).as_json())


@pytest.mark.parametrize(
    "draw",
    [recombined.form, recombined.stacked, recombined.summary, recombined.partial],
    ids=lambda draw: draw.__name__,
)
def test_what_is_put_together_at_random_is_understood(draw, tmp_path):
    scores = [scored(draw(seed), tmp_path) for seed in SEEDS]
    wrong = {one.name: item for one in scores for item, verdict in one.verdicts.items() if verdict == "wrong"}
    assert wrong == {}
    assert {one.name: one.silent for one in scores if one.silent} == {}
    assert {one.name: one.in_vain for one in scores if one.in_vain} == {}
    right, items = sum(one.count("right") for one in scores), sum(len(one.verdicts) for one in scores)
    assert right >= 0.99 * items
    assert sum(one.questions > 0 for one in scores) * 20 <= len(scores)


@pytest.mark.parametrize("seed", range(0, 45, 3))
def test_another_trade_is_not_taken_for_an_appraisal(seed, tmp_path):
    layout = recombined.other(seed)
    assert understood(layout.draw(), tmp_path).kind == "not_ours"


def test_a_seed_draws_the_same_workbook_every_time():
    assert recombined.form(7).draw() == recombined.form(7).draw()
    assert recombined.summary(7).draw() != recombined.summary(8).draw()
