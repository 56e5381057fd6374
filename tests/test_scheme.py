"""Schemes as data: the gas scheme against the rulebook, and careless files told everything at once."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from xlkpi.domain.scheme import load_scheme, read_scheme, scheme_ids
from xlkpi.errors import Unusable

GAS = load_scheme("gas")


def number(value: float | str) -> dict[str, Any]:
    return {"value": value, "unit": "分", "source": "x"}


GOOD: dict[str, Any] = {
    "id": "x",
    "title": "样本",
    "level": [
        {"name": "优秀", "code": "A", "minimum": number(90), "coefficient": number(1.1)},
        {"name": "合格", "code": "B", "minimum": number(0), "coefficient": number(1)},
    ],
    "quota": [{"department_level": "优秀", "shares": {"A": 0.3, "B": 0.7}, "unit": "份额", "source": "x"}],
    "part": [{"name": "业务量", "weight": number(0.6)}, {"name": "服务", "weight": number(0.4)}],
    "setting": {"rounding": number("half_up")},
}


def test_the_gas_levels_are_those_of_the_rulebook() -> None:
    """rules.md A3."""
    assert [(level.name, level.code, level.minimum.value, level.coefficient.value) for level in GAS.levels] == [
        ("优秀", "A+", 95, 1.2),
        ("良好", "A", 90, 1.1),
        ("合格", "B", 85, 1),
        ("需改进", "C", 80, 0.8),
        ("不合格", "C-", 0, 0),
    ]


def test_the_gas_shares_are_those_of_the_rulebook() -> None:
    """rules.md A4."""
    assert {quota.department_level: list(quota.shares.values()) for quota in GAS.quotas} == {
        "优秀": [0.2, 0.3, 0.5, 0, 0],
        "良好": [0.1, 0.3, 0.6, 0, 0],
        "合格": [0.05, 0.25, 0.6, 0.1, 0],
        "需改进": [0, 0.2, 0.6, 0.2, 0],
        "不合格": [0, 0.1, 0.5, 0.3, 0.1],
    }


def test_what_the_copy_lost_is_marked_as_assumed_and_nothing_printed_is() -> None:
    """rules.md A3: of the coefficients only 1 and 0 survive; A4: only the rows 优秀 and 良好 are printed."""
    assert [level.coefficient.assumed for level in GAS.levels] == [True, True, False, True, False]
    assert not any(level.minimum.assumed for level in GAS.levels)
    assert [quota.assumed for quota in GAS.quotas] == [False, False, True, True, True]
    assert (GAS.settings["rounding"].value, GAS.settings["ties"].value) == ("half_up", "better")
    assert GAS.settings["advisory_below"].value == 5


def test_what_no_table_of_the_copy_prints_is_assumed() -> None:
    """rules.md A1 to A4, A6: nothing of these stands in the copy, so HR is asked before a month is final."""
    unprinted = ("advisory_below", "total_full", "composite", "employee_coefficients", "supervisor_pay")
    assert [key for key in unprinted if not GAS.settings[key].assumed] == []


@pytest.mark.parametrize("scheme_id", scheme_ids())
def test_every_number_of_every_scheme_has_unit_and_source(scheme_id: str) -> None:
    scheme = load_scheme(scheme_id)
    assert scheme.id == scheme_id
    numbers = [number for level in scheme.levels for number in (level.minimum, level.coefficient)]
    numbers += [
        *scheme.settings.values(),
        *(n for rows in scheme.tables.values() for row in rows for n in row.numbers.values()),
    ]
    assert all(number.unit and number.source for number in numbers)
    assert all(quota.unit and quota.source for quota in scheme.quotas)


def test_a_scheme_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Unusable, match="gas"):
        load_scheme("gaz")


def test_a_complete_document_has_no_faults() -> None:
    scheme, faults = read_scheme(GOOD, "x.toml")
    assert faults == []
    assert scheme.quotas[0].shares == {"A": 0.3, "B": 0.7}


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        (("level", 0, "minimum", "source"), "", "level 1.minimum", "source"),
        (("level", 0, "minimum", "unit"), None, "level 1.minimum", "unit"),
        (("level", 0, "minimum"), 90, "level 1.minimum", "value"),
        (("level", 0, "minimum", "value"), "九十", "level 1.minimum", "九十"),
        (("level", 0, "coefficient", "value"), float("nan"), "level 1.coefficient", "nan"),
        (("level", 1, "name"), "", "level 2", "name"),
        (("level",), {}, "level", "[[level]]"),
        (("quota", 0, "shares", "A"), 0.2, "quota 1", "100%"),
        (("quota", 0, "shares", "A"), "三成", "quota 1", "100%"),
        (("quota", 0, "shares", "S"), 0.0, "quota 1", "S"),
        (("quota", 0, "source"), None, "quota 1", "source"),
        (("part", 1, "weight", "value"), 0.3, "part", "100%"),
        (("part", 1, "weight", "value"), -0.4, "part", "100%"),
        (("part", 1, "weight", "value"), "四成", "part", "100%"),
        (("part", 1), {"name": "服务", "share": number(0.4)}, "part", "100%"),
        (("part", 1, "name"), "业务量", "part", "业务量"),
        (("setting", "rounding", "source"), None, "setting.rounding", "source"),
        (("setting",), 5, "setting", "setting"),
        (("title",), "", "scheme", "title"),
    ],
)
def test_a_careless_document_is_told_where(path: tuple[Any, ...], value: Any, place: str, words: str) -> None:
    document = copy.deepcopy(GOOD)
    inner: Any = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    _, faults = read_scheme(document, "x.toml")
    assert any(fault.place == f"x.toml: {place}" and words in fault.say("zh") for fault in faults), [
        (fault.place, fault.say()) for fault in faults
    ]
    assert all(fault.say("en") for fault in faults)


def test_all_faults_come_at_once() -> None:
    document = copy.deepcopy(GOOD)
    document["quota"].append(copy.deepcopy(GOOD["quota"][0]))
    document["quota"][0]["shares"]["A"] = 0.5
    document["level"][0]["minimum"]["source"] = ""
    del document["title"]
    _, faults = read_scheme(document, "x.toml")
    assert len(faults) == 4
