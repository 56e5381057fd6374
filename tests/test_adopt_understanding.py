"""What `adopt` understands of the layouts: nothing wrong, nothing silent, few questions, and the same after each law."""

from __future__ import annotations

from functools import cache

import pytest

from adopt.gathered import FIFTH, FOREIGN, FOREIGN_THIRD, FOURTH, OPEN, SIXTH, THIRD, each, named
from adopt.handed_in import understood
from adopt.laws import LAWS
from adopt.score import score
from adopt.writing import save
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import understand


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """The answer about a layout, after a law or as it is, with its score."""
    folder = tmp_path_factory.mktemp("adopt")

    @cache
    def by_name(name, law):
        layout = named(name)
        changed = LAWS[law](layout) if law else layout
        if changed is None:
            pytest.skip("no such change is possible there")
        grids = grids_of(save(changed.draw(), folder, f"{layout.name}{law}"))
        said = {part["sheet"]: part["kind"] for part in layout.parts} if "kind" in layout.ask else {}
        answer = understand(grids, said).as_json()
        return answer, score(changed, answer)

    return lambda layout, law="": by_name(layout.name, law)


@each([*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH])
def test_nothing_is_wrong_and_no_contradiction_silent(layout, scored):
    _, found = scored(layout)
    assert {item for item, verdict in found.verdicts.items() if verdict == "wrong"} == set()
    assert found.silent == ()


@each([layout for layout in (*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH) if "kind" in layout.ask])
def test_where_nothing_says_that_it_is_an_appraisal_a_person_is_asked(layout, tmp_path):
    found = understood(layout.draw(), tmp_path)
    assert found.kind == "not_ours"
    assert [question.field for question in found.questions] == ["kind"]


@each([*FOREIGN, *FOREIGN_THIRD])
def test_no_foreign_workbook_is_adopted(layout, scored):
    answer, _ = scored(layout)
    assert answer["kind"] == "not_ours"
    assert answer["why"]


def test_97_percent_are_right_with_a_question_in_a_third_of_the_workbooks_at_most(scored):
    scores = [scored(layout)[1] for layout in (*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH)]
    right = sum(found.count("right") for found in scores)
    assert right >= 0.97 * sum(len(found.verdicts) for found in scores)
    assert sum(found.questions > 0 for found in scores) * 3 <= len(scores)


@pytest.mark.parametrize("law", LAWS)
@each([*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH])
def test_a_law_changes_nothing_that_is_understood(layout, law, scored):
    _, found = scored(layout, law)
    assert {item for item, verdict in found.verdicts.items() if verdict == "wrong"} == set()
    assert found.silent == ()
    assert found.count("missed") + found.questions <= 1


@each([layout for layout in (*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH) if layout.marks in {"full", "weighted"}])
def test_a_form_is_known_to_add_up_by_weights_or_out_of_full_marks(layout, scored):
    answer, _ = scored(layout)
    told = {part["marks"] for part in answer.get("parts", [answer]) if part["kind"] == "form" and part["columns"]}
    assert told <= {layout.marks}


@each([*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH])
def test_every_choice_carries_its_evidence(layout, scored):
    answer, _ = scored(layout)
    for part in answer.get("parts", [answer]):
        for key in (*part["columns"], *part["fields"], *part.get("across", ())):
            assert part["evidence"][key], key


def test_an_understanding_is_the_same_every_time(tmp_path):
    path = save(OPEN[0].draw(), tmp_path, "once")
    assert understand(grids_of(path)).as_json() == understand(grids_of(path)).as_json()
