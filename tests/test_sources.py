"""What a reader sees as printed is printed: every source line of every scheme names a place of its document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from places_loader import DOCUMENT_OF, Place, load_places
from xlkpi.domain.scheme import Number, Scheme, load_scheme, scheme_ids

PLACES = load_places()
LOST = "原文"
OWN = "原文未列：由公司"
"""What no document prints because a company fills it in itself, month by month."""


def is_own(number: Number) -> bool:
    """A number that a company fills in itself is 0 until it does."""
    return number.source.startswith(OWN) and number.value == 0


"""How the source of an assumed number begins that no place of the document prints: 原文未列, 原文未说明, 原文缺失 ..."""


def numbers_of(scheme: Scheme) -> Iterator[tuple[str, Number]]:
    """Every number of a scheme with the words to find it by; a share of a quota counts as a number."""
    for level in scheme.levels:
        yield f"level {level.code} minimum", level.minimum
        yield f"level {level.code} coefficient", level.coefficient
    for quota in scheme.quotas:
        for code, share in quota.shares.items():
            yield f"quota {quota.department_level} {code}", Number(share, quota.unit, quota.source, quota.assumed)
    for table, rows in scheme.tables.items():
        for row in rows:
            yield from ((f"{table} {row.name} {column}", number) for column, number in row.numbers.items())
    yield from scheme.settings.items()


def place_of(number: Number, document: str) -> Place | None:
    """The place a source line begins with, up to its colon."""
    head = number.source.partition("：")[0]
    return next((place for place in PLACES if (place.document, place.name) == (document, head)), None)


def written(value: float | str) -> str:
    """A value as the list of places writes it."""
    return f"{value:g}" if isinstance(value, float) else value


NUMBERS = [(scheme, where, number) for scheme in scheme_ids() for where, number in numbers_of(load_scheme(scheme))]


@pytest.mark.parametrize(("scheme", "where", "number"), NUMBERS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_source_names_a_place_of_its_document_or_says_that_it_is_lost(
    scheme: str, where: str, number: Number
) -> None:
    place = place_of(number, DOCUMENT_OF[scheme])
    lost = number.source.startswith(LOST) and (number.assumed or is_own(number))
    assert place is not None or lost, (where, number.source)


@pytest.mark.parametrize(("scheme", "where", "number"), NUMBERS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_value_that_is_not_assumed_is_among_those_the_place_prints(scheme: str, where: str, number: Number) -> None:
    place = place_of(number, DOCUMENT_OF[scheme])
    assert number.assumed or is_own(number) or (place is not None and written(number.value) in place.values), (
        where,
        number.value,
    )


def test_every_scheme_has_its_document_and_every_place_stands_once() -> None:
    assert sorted(DOCUMENT_OF) == list(scheme_ids())
    assert [key for key, count in Counter((place.document, place.name) for place in PLACES).items() if count > 1] == []


def test_a_note_that_is_not_in_the_document_is_found() -> None:
    invented = Number(5.0, "人", "员工评级比例分配表注：部门不足5人时比例仅供参考")
    assert place_of(invented, "000") is None


def test_sources_that_users_read_elsewhere_claim_nothing_invented() -> None:
    """Words that once stood in a workbook as if they were printed."""
    invented = ("评级比例分配表注", "经理考核细则", "留岗察看3个月")
    schemes = Path(__file__).resolve().parent.parent / "xlkpi" / "schemes"
    assert [
        (path.name, words) for path in schemes.rglob("*.toml") for words in invented if words in path.read_text("utf-8")
    ] == []


DUTIES = (5, 6, 3, 5, 6, 5, 3, 4, 5, 3, 4, 2, 4, 2, 4, 3, 8, 7)
"""Numbered duties of the director's 18 sections, counted in the document."""


def test_the_director_has_79_duties_in_18_sections_numbered_as_printed() -> None:
    scheme = load_scheme("gps")
    sections = [row.name for row in scheme.tables["section"]]
    found = [(str(row["section"].value), str(row["number"].value)) for row in scheme.tables["duty"]]
    assert found == [
        (section, f"{place}.{number}")
        for place, (section, count) in enumerate(zip(sections, DUTIES, strict=True), 1)
        for number in range(1, count + 1)
    ]
    assert len(found) == 79


def test_the_assistant_has_a_form_of_his_own() -> None:
    scheme = load_scheme("gps")
    assert [row.name for row in scheme.tables["assistant_section"]] == ["协助配合", "组织会议"]
    assert [str(row["number"].value) for row in scheme.tables["assistant_duty"]] == [
        *(f"1.{number}" for number in range(1, 6)),
        "2.1",
    ]
    forms = {row.name: str(row["form"].value) for row in scheme.tables["post"]}
    assert (forms["客服主任"], forms["客服主任助理"]) == ("18项标准", "助理标准")


def test_a_bid_bonus_is_asked_about_before_it_is_final() -> None:
    """rules C4: bounds, rates, people, starting point and whole-or-sliced contradict the printed bonuses."""
    scheme = load_scheme("call_centre")
    assert all(number.assumed for row in scheme.tables["tier"] for number in row.numbers.values())
    assert all(scheme.settings[key].assumed for key in ("people", "start", "tier_mode", "supervisor_rate"))
    assert [
        (row["bound"].value, row["rate"].value, row["staff_rate"].value) for row in scheme.tables["tier_other"]
    ] == [
        (8000, 0.0005, 0.00007),
        (9000, 0.00055, 0.00009),
        (9500, 0.00058, 0.0001),
        (10000, 0.00062, 0.00013),
        (10500, 0.00065, 0.00015),
    ]
