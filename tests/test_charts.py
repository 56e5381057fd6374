"""Charts as they are drawn: where bars, lines and words stand in the SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from xlkpi.publish import charts
from xlkpi.publish.html_page import Section, page

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    """Every text of a drawing and where it begins from its own group, in pixels."""
    found = {}
    for one in ET.fromstring(svg).iter(f"{SVG}text"):
        place = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", one.get("transform", ""))
        found[one.text] = float(place[1]) if place else 0.0
    return found


def shapes(svg, colour, what="fill"):
    """How far to the right and how wide each shape of a colour is, from the first moves of its path."""
    found = []
    for one in ET.fromstring(svg).iter(f"{SVG}path"):
        if one.get(what, "").lower() == colour.lower():
            x, width = re.match(r"M([-\d.]+),[-\d.]+h([-\d.]+)", one.get("d")).groups()
            found.append((float(x), float(width)))
    return found


@pytest.fixture(scope="module")
def budget():
    rows = [
        {"name": "东", "value": 100.0, "shown": "100.00", "mark": 80.0, "end": 100.0},
        {"name": "西", "value": 100.0, "shown": "一百", "mark": 200.0, "end": 200.0},
        {"name": "南", "value": 100.0, "shown": "无预算", "mark": None, "end": 100.0},
    ]
    return charts.bars(rows, "元", "三个分公司的工资", mark="预算")


def test_words_stand_behind_the_bar_and_behind_its_mark(budget):
    where = texts(budget)
    assert where["100.00"] == where["无预算"]
    assert where["一百"] > 1.9 * where["100.00"]


def test_a_line_for_each_that_has_a_mark(budget):
    marks = [one for one in ET.fromstring(budget).iter(f"{SVG}path") if one.get("fill", "").lower() == "#b00020"]
    assert len(marks) == 2


def test_a_drawing_says_in_words_what_it_shows(budget):
    assert 'role="img" aria-label="三个分公司的工资"' in budget
    told = charts.bars([{"name": "甲", "value": 1.0, "shown": ""}], "分", 'A&"B"')
    assert 'aria-label="A&amp;&quot;B&quot;"' in told


def test_shares_of_each_fill_the_same_width_and_the_best_level_is_darkest():
    """东 has 1 A and 3 B, 西 10 and 30: the same shares."""
    rows = [
        {"name": name, "series": level, "value": count * times}
        for name, times in (("东", 1), ("西", 10))
        for level, count in (("A", 1), ("B", 3))
    ]
    drawn = charts.shares(rows, "占比", "等级", ["A", "B"])
    dark, light = (
        sorted({round(width) for _, width in shapes(drawn, shade) if width > 30}) for shade in charts.SHADES[:2]
    )
    assert dark == [160]
    assert light == [480]
    assert "100%" in texts(drawn)
    assert min(x for x, width in shapes(drawn, charts.SHADES[0]) if width > 30) == 0


def test_names_stay_in_the_order_given_and_one_without_a_value_keeps_its_place():
    rows = [
        {"name": "乙", "value": 1.0, "shown": "1"},
        {"name": "……", "shown": ""},
        {"name": "甲", "value": 2.0, "shown": "2"},
    ]
    drawn = charts.bars(rows, "分", "三行")
    names = [one.text for one in ET.fromstring(drawn).iter(f"{SVG}text") if one.text in ("甲", "乙", "……")]
    assert names == ["乙", "……", "甲"]


def test_lines_differ_in_their_dashes():
    rows = [{"series": name, "name": "2024-05", "value": 1} for name in ("全公司", "东")]
    rows += [{**row, "name": "2024-06", "value": 2} for row in rows]
    drawn = charts.lines(rows, "平均分", "两个月", ["全公司", "东"])
    assert "stroke-dasharray" in drawn
    assert {"全公司", "东", "2024-05", "2024-06"} <= set(texts(drawn))


def test_rows_with_a_line_above_them_and_a_column_to_write_in():
    rows = [["甲", "90", ""], ["乙", "80", ""]]
    text = page(
        "标题", "", [], [Section("one", "校准", heads=["姓名", "得分", "意见"], rows=rows, cuts=frozenset({1}))]
    )
    assert [line.startswith('<tr class="cut"><td class="short">乙') for line in re.findall(r"<tr.*?</tr>", text)] == [
        False,
        False,
        True,
    ]
    assert '<th scope="col" class="write">意见</th>' in text
    filled = page("标题", "", [], [Section("one", "校准", heads=["姓名", "意见"], rows=[["甲", ""], ["乙", "好"]])])
    assert 'class="write"' not in filled
