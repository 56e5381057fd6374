"""Values as a sheet spells them, dates above all."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkpi.books.ooxml import styles, value_spelling
from xlkpi.books.write_refusals import ValueRefused
from xlkpi.errors import CellError

# ruff: noqa: DTZ001 - the dates of a workbook have no zone


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (None, ("", None)),
        (True, ("b", "1")),
        (False, ("b", "0")),
        (3, ("", "3")),
        (3.0, ("", "3")),
        (-0.0, ("", "0")),
        (0.1, ("", "0.1")),
        (0.1 + 0.2, ("", "0.30000000000000004")),
        (1e16, ("", "1e+16")),
        (1e-7, ("", "1e-07")),
        (2**53, ("", "9007199254740992")),
        ("", ("s", "")),
        ("张三", ("s", "张三")),
        ("=1+1", ("s", "=1+1")),
        ("12", ("s", "12")),
        ("a\r\nb\tc", ("s", "a_x000D_\nb\tc")),
        ("a_x0041_b", ("s", "a_x005F_x0041_b")),
        ("_x004_", ("s", "_x004_")),
        ("\ud800", ("s", "_xD800_")),
        ("😀", ("s", "😀")),
        (CellError.NA, ("e", "#N/A")),
        (CellError.DIV0, ("e", "#DIV/0!")),
        (CellError.SPILL, ("e", "#VALUE!")),  # as Excel itself stores the newer ones
        (dt.date(2024, 5, 1), ("", "45413")),
        (dt.datetime(2024, 5, 1, 12), ("", "45413.5")),
        (dt.time(6), ("", "0.25")),
        (dt.date(1900, 1, 1), ("", "1")),
        (dt.date(1900, 2, 28), ("", "59")),
        (dt.date(1900, 3, 1), ("", "61")),
        (dt.date(9999, 12, 31), ("", "2958465")),
    ],
)
def test_spelled(value, spelled):
    assert value_spelling.encode(value) == spelled


def test_1904():
    assert value_spelling.encode(dt.date(1904, 1, 1), date1904=True) == ("", "0")
    assert value_spelling.encode(dt.date(2024, 5, 1), date1904=True) == ("", "43951")


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, 10**400, "x" * 32_768, "😀" * 16_384, b"bytes", object(), dt.timedelta(1), 1j,
     dt.date(1899, 12, 31), dt.datetime(2024, 5, 1, tzinfo=dt.UTC)],
)  # fmt: skip
def test_refused(value):
    with pytest.raises(ValueRefused):
        value_spelling.encode(value)


def test_longest_text():
    assert value_spelling.encode("x" * 32_767)[1] == "x" * 32_767
    assert value_spelling.encode("😀" * 16_383)


def test_before_1904():
    with pytest.raises(ValueRefused):
        value_spelling.encode(dt.date(1903, 12, 31), date1904=True)


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (45413.0, "date", dt.date(2024, 5, 1)),
        (45413.5, "date", dt.datetime(2024, 5, 1, 12)),
        (45413.0, "both", dt.datetime(2024, 5, 1)),
        (45413.0, "time", dt.datetime(2024, 5, 1)),
        (0.25, "time", dt.time(6)),
        (0.25, "both", dt.time(6)),
        (0.0, "time", dt.time(0)),
        (0.0, "date", 0.0),
        (0.25, "date", 0.25),
        (1.0, "date", dt.date(1900, 1, 1)),
        (59.0, "date", dt.date(1900, 2, 28)),
        (60.0, "date", 60.0),
        (61.0, "date", dt.date(1900, 3, 1)),
        (-1.0, "date", -1.0),
        (2958465.0, "date", dt.date(9999, 12, 31)),
        (2958466.0, "date", 2958466.0),
        (1e300, "date", 1e300),
        (45413.99999999999, "date", dt.date(2024, 5, 2)),
    ],
)
def test_shown(number, kind, shown):
    found = value_spelling.moment(number, kind)
    assert (found, type(found)) == (shown, type(shown))


def test_shown_1904():
    assert value_spelling.moment(0.0, "date", date1904=True) == dt.date(1904, 1, 1)
    assert value_spelling.moment(43951.0, "date", date1904=True) == dt.date(2024, 5, 1)
    assert value_spelling.moment(2957004.0, "date", date1904=True) == 2957004.0


MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


@given(MOMENTS, st.booleans())
def test_a_moment_comes_back(moment, date1904):
    if date1904 and moment.year < 1904:
        return
    number = value_spelling.serial(moment, date1904=date1904)
    assert value_spelling.moment(number, "both", date1904=date1904) == moment


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back(number):
    assert float(value_spelling.encode(number)[1]) == number


@given(st.text(max_size=50))
def test_a_text_comes_back(text):
    assert value_spelling.unescape(value_spelling.encode(text)[1]) == text


@given(st.from_regex(r"(_x[0-9A-Fa-f]{4}_|_x00|_|5F_|x){0,8}", fullmatch=True))
def test_a_text_that_looks_escaped_comes_back(text):
    assert value_spelling.unescape(value_spelling.encode(text)[1]) == text


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", "date"),
        ('yyyy"年"m"月"', "date"),
        ("yyyy年m月d日", "date"),
        ("[$-804]yyyy年m月", "date"),
        ("mmm", "date"),
        ("dddd", "date"),
        ("aaaa", "date"),
        ('[$-411]ge"年"', "date"),
        ("yyyy/m/d h:mm", "both"),
        ("m/d/yy hh:mm:ss.000", "both"),
        ("h:mm AM/PM", "time"),
        ("上午/下午h时mm分", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm", None),
        ("[mm]:ss", None),
        ("General", None),
        ("0.00", None),
        ("0.00E+00", None),
        ("#,##0;[Red]-#,##0", None),
        ('0"日"', None),
        ('"days" 0', None),
        (r"\d0", None),
        ("_(* #,##0_);_(* (#,##0)", None),
        ("@", None),
        ("", None),
        ("[" * 300, None),
    ],
)
def test_kind_of_number_format(code, kind):
    assert styles.kind_of(code) == kind
