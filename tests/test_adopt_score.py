"""The scorer: what an answer is worth against the truth of a layout, each number counted by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from adopt.gathered import ALL, ASIDE, GROUPS, named
from adopt.layout import Layout
from adopt.score import score, table, total


def answer_of(layout: Layout, **changes):
    return {**layout.truth, **changes}


def test_the_truth_itself_scores_everything_right():
    scores = [
        score(
            layout,
            {
                **layout.truth,
                "conflicts": [dict(zip(("sheet", "cell"), where.split("!"))) for where in layout.conflicts],
            },
        )
        for layout in ALL
    ]
    assert {found.points for found in scores} == {1.0}
    assert not any(found.silent or found.in_vain or found.needless for found in scores)


SCORED = [
    # what is answered about `plain`, counted by hand: 2 plain + 4 fields + 8 columns + 2 rows = 16 items
    ("a column at the wrong place", {"columns": {"rank": "A"}}, {}, ("right", 15, "wrong", 1), (15 - 2) / 16),
    (
        "a column left to a question",
        {"columns": {"rank": None}},
        {"questions": [{"field": "rank", "candidates": ["A", "F"]}]},
        ("right", 15, "asked", 1),
        15.5 / 16,
    ),
    ("a column left out", {"columns": {"rank": None}}, {}, ("right", 15, "missed", 1), 15 / 16),
    ("a key that is not there", {"columns": {"base_pay": "A"}}, {}, ("right", 16, "wrong", 1), (16 - 2) / 17),
    ("one row too many", {}, {"last_row": 16}, ("right", 15, "wrong", 1), (15 - 2) / 16),
]


@pytest.mark.parametrize(("note", "columns", "changes", "counts", "points"), SCORED, ids=[row[0] for row in SCORED])
def test_an_answer_is_scored(note, columns, changes, counts, points):
    plain = named("plain")
    mapped = {key: place for key, place in {**plain.truth["columns"], **columns.get("columns", {})}.items() if place}
    found = score(plain, answer_of(plain, columns=mapped, **changes))
    assert found.points == pytest.approx(points)
    for verdict, count in pairwise(counts):
        if isinstance(count, int):
            assert found.count(verdict) == count


def test_a_foreign_workbook_taken_for_ours_is_wrong():
    found = score(named("exam"), {"kind": "summary", "sheet": "初二3班", "columns": {"name": "B"}})
    assert found.count("wrong") == 3
    assert found.points == -2


def test_a_question_where_a_person_would_ask_is_right():
    layout = named("full_marks_last")
    columns = {key: letter for key, letter in layout.truth["columns"].items() if key != "score"}
    found = score(layout, answer_of(layout, columns=columns, questions=[{"field": "score", "candidates": ["D", "E"]}]))
    assert found.count("asked") == 0
    assert found.points == 1


def test_a_contradiction_that_is_not_told_is_silence():
    layout = named("total_typed_over")
    assert score(layout, layout.truth).silent == ("考核表!E10",)
    assert score(layout, answer_of(layout, conflicts=[{"sheet": "考核表", "cell": "E10"}])).silent == ()


def test_parts_are_paired_by_what_they_share_and_not_by_their_order():
    layout = named("side_by_side")
    assert score(layout, {"parts": list(reversed(layout.parts))}).points == 1
    alone = score(layout, {"parts": [layout.parts[1]]})
    assert [alone.count("right"), alone.count("missed")] == [10, 9]  # a month that stands in the title may be left out


def test_scores_are_shown_by_group():
    scores = {name: [score(layout, layout.truth) for layout in group] for name, group in GROUPS.items()}
    shown = table(scores)
    assert "right 100.0%, asked 0.0%, wrong 0.0%" in shown
    assert f"{len(ASIDE)} workbooks" in total(scores["aside"])
    assert "silent: 考核表!E10" in shown


def test_a_question_about_what_is_not_there_is_needless_unless_a_person_would_ask():
    found = score(named("plain"), answer_of(named("plain"), questions=[{"field": "pay", "candidates": []}]))
    assert (found.needless, found.questions, found.points) == (("pay",), 1, 1)
    found = score(
        named("nobody_named"), answer_of(named("nobody_named"), questions=[{"field": "name", "candidates": []}])
    )
    assert (found.needless, found.questions) == ((), 0)


def test_a_guess_shown_with_its_question_is_no_claim():
    plain = named("plain")
    columns = {**plain.truth["columns"], "base_pay": "A"}
    found = score(plain, answer_of(plain, columns=columns, questions=[{"field": "base_pay", "candidates": ["A"]}]))
    assert found.count("wrong") == 0


def test_a_contradiction_of_ones_own_is_shown_to_be_looked_at():
    found = score(named("plain"), answer_of(named("plain"), conflicts=[{"sheet": "附件3", "cell": "F5"}]))
    assert found.in_vain == ("附件3!F5",)
    assert found.points == 1


def test_a_part_that_is_not_there_is_wrong_in_all_it_says():
    layout = named("sheet_a_person")
    index = {"kind": "summary", "sheet": "目录", "columns": {"name": "B"}, "first_row": 3, "last_row": 5}
    found = score(layout, {"parts": [*layout.parts, index]})
    assert found.count("wrong") == 5
    assert {item for item, verdict in found.verdicts.items() if verdict == "wrong"} >= {"4:kind", "4:columns.name"}


def test_a_question_counts_on_its_own_sheet_and_in_its_own_part():
    layout = named("sheet_a_person")
    parts = [
        {**part, "columns": {key: at for key, at in part["columns"].items() if key != "score"}} for part in layout.parts
    ]
    asking = {"field": "score", "candidates": ["E"]}
    assert score(layout, {"parts": parts, "questions": [asking]}).count("asked") == 3
    assert score(layout, {"parts": parts, "questions": [{**asking, "sheet": "陶然"}]}).count("asked") == 1
    inside = [{**parts[0], "questions": [asking]}, *parts[1:]]
    assert score(layout, {"parts": inside}).count("asked") == 1
