"""The layouts themselves: every workbook opens, every truth names cells that hold what it says, every number comes out.

Nothing here reads a layout as `adopt` will; the numbers are counted again from the written file, and once more by
LibreOffice, so that a truth cannot be right only in the eyes of the program that drew it.
"""

from __future__ import annotations

import random
import re
import zipfile
from functools import cache

import pytest
from oletools.olevba import VBA_Parser
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openxml_audit import OpenXmlValidator

from adopt import third
from adopt.drawing import box
from adopt.gathered import (
    ALL,
    APPRAISALS,
    ASIDE,
    ASIDE2,
    ASIDE3,
    FOREIGN,
    FOREIGN_ASIDE,
    FOREIGN_ASIDE2,
    FOREIGN_ASIDE3,
    FOREIGN_THIRD,
    OPEN,
    THIRD,
    each,
    named,
)
from adopt.layout import KEYS
from adopt.recount import differing, recalculated
from adopt.second import split
from adopt.staff import NAMES
from adopt.third.vocabulary import LABELS
from adopt.vocabulary import readings
from adopt.writing import save

RESULTS = {"total", "rank", "level", "coefficient", "adjust"}
NUMBERS = {"weight", "self_score", "score", "weighted", "total", "rank", "coefficient", "base_pay", "attendance", "pay"}
LEVELS = {"A+", "A", "B", "C", "C-", "D", "优秀", "良好", "合格", "不合格", "优", "良", "中", "差"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Each workbook written once, and what openpyxl reads in it: the values that stand there."""
    folder = tmp_path_factory.mktemp("layouts")

    @cache
    def of(name):
        path = save(named(name).draw(), folder, name)
        return path, load_workbook(path, data_only=True)

    return of


def merged(sheet, row, column):
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return area.min_row, area.min_col
    return row, column


def text(sheet, row, column):
    value = sheet.cell(*merged(sheet, row, column)).value if row > 0 and column > 0 else None
    return "" if value is None else str(value)


def number(value):
    """A number, also out of `92.5分`, `30%` or `第1名`; None where there is none."""
    if isinstance(value, (int, float)):
        return float(value)
    found = re.search(
        r"-?\d+(?:\.\d+)?", str(value or "").translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    )
    return float(found[0]) / (100 if "%" in str(value) else 1) if found else None


def half_up(value):
    return int(value * 100 + 0.5 + 1e-9) / 100


def values(sheet, rows, letter):
    return [number(sheet[f"{letter}{row}"].value) for row in rows]


def test_there_are_as_many_as_were_wanted():
    assert [len(group) for group in (OPEN, ASIDE, FOREIGN, FOREIGN_ASIDE)] >= [30, 10, 7, 3]
    names = [layout.name for layout in ALL]
    assert len(set(names)) == len(names)


def test_the_second_set_is_split_as_chance_drew_it():
    """Twenty names out of all by a fixed seed: nothing was moved from the one side to the other afterwards."""
    names = sorted(split.OPEN | split.ASIDE)
    assert set(random.Random(20251126).sample(names, 20)) == split.OPEN
    assert not split.OPEN & split.ASIDE
    assert {layout.name for layout in (*ASIDE2, *FOREIGN_ASIDE2)} == split.ASIDE
    assert {layout.name for layout in (*OPEN, *FOREIGN)} >= split.OPEN


def test_the_third_set_is_split_as_chance_drew_it():
    """The list that stands in its package, drawn by the seed that stands there."""
    names = re.findall(r"^    (\w+): ", third.__doc__ or "", re.MULTILINE)
    chance = random.Random(20261126)
    appraisals, others = (
        set(chance.sample(sorted(part), count)) for part, count in ((names[:50], 20), (names[50:], 5))
    )
    assert [{layout.name for layout in group} for group in (ASIDE3, FOREIGN_ASIDE3)] == [appraisals, others]
    assert {layout.name for layout in (*THIRD, *FOREIGN_THIRD)} == {*names} - appraisals - others


@each(ALL)
def test_a_habit_is_told(layout):
    assert min(len(layout.habit), len(layout.seen)) > 40


@each(APPRAISALS)
def test_a_truth_uses_only_the_words_of_the_answer(layout):
    for part in layout.parts:
        assert set(part) <= {"kind", "sheet", "fields", "columns", "first_row", "last_row", "across", "made_of"}
        assert part["kind"] in {"form", "summary"}
        assert {*part["fields"], *part["columns"], *part.get("across", ())} <= set(KEYS)
        assert not part["columns"] or part["first_row"] <= part["last_row"]
    named = {key for part in layout.parts for group in ("fields", "columns", "across") for key in part.get(group, ())}
    assert layout.optional <= named
    assert layout.ask <= {*KEYS, "kind"}


@each([*FOREIGN, *FOREIGN_THIRD, *FOREIGN_ASIDE, *FOREIGN_ASIDE2, *FOREIGN_ASIDE3])
def test_a_foreign_workbook_has_nothing_to_understand(layout):
    assert layout.truth == {"kind": "not_ours"}


@each(ALL)
def test_openpyxl_opens_it(layout, written):
    path, book = written(layout.name)
    drawn = layout.draw()
    assert book.sheetnames == [sheet.name for sheet in drawn.sheets]
    assert (path.suffix == ".xlsm") is bool(drawn.macros)
    if drawn.macros:
        with zipfile.ZipFile(path) as parts:
            assert "xl/vbaProject.bin" in parts.namelist()
        code = {name: source for _, _, name, source in VBA_Parser(str(path)).extract_macros()}
        assert all("?" not in source for source in code.values()), "a letter that the project's code page lacks"
        assert {f"{name}.bas" for name in drawn.macros} <= set(code)


@each(ALL)
def test_no_merged_cells_overlap_and_none_hides_a_value(layout):
    for sheet in layout.draw().sheets:
        covered = [
            (row, column)
            for top, left, bottom, right in sheet.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        assert len(covered) == len(set(covered))
        anchors = {area[:2] for area in sheet.merges}
        hidden = [at for at in covered if at not in anchors and at in sheet.cells and sheet.cells[at].value is not None]
        assert hidden == [], sheet.name


def own_words(sheet, first_row, column):
    """The word nearest above a column that spans no columns to its left; below a Latin one also the word over it."""
    words = []
    for row in range(first_row - 1, max(0, first_row - 5), -1):
        word = text(sheet, row, column)
        if readings(word) and merged(sheet, row, column)[1] == column:
            words.append(word)
            if not re.fullmatch(r"[A-Za-z .]+|权重", word):  # a row of weights may stand between
                break
    return words


@each(APPRAISALS)
def test_the_word_over_each_column_is_a_word_for_its_key(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        sheet = book[part["sheet"]]
        for key, letter in part["columns"].items():
            column = column_index_from_string(letter)
            words = own_words(sheet, part["first_row"], column)
            assert any(readings(word) & LABELS[key] for word in words), (key, letter, words)
        for key, row in part.get("across", {}).items():
            words = [text(sheet, row, column) for column in (1, 2)]
            people = {text(sheet, row, column) for column in range(3, 10)} & set(NAMES)
            labelled = any(readings(word) & LABELS[key] for word in words)
            # A row of names needs no label, nor do the indicators that are themselves the header of a table of people.
            assert labelled or (key == "name" and len(people) > 3) or key in layout.optional, (key, words)


@each(APPRAISALS)
def test_the_word_beside_each_field_is_a_word_for_its_key(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        sheet = book[part["sheet"]]
        for key, cell in part["fields"].items():
            top, left, _, _ = box(cell)
            own = text(sheet, top, left)
            if key in layout.optional and re.search(r"\d|[〇一二三四五六七八九十]", own):
                continue  # the month inside a title
            before = [text(sheet, top, column) for column in range(left - 1, 0, -1)]
            inside = (
                [piece.strip("（）") for piece in re.split(r"\s{3,}", own)] if re.search(r"[:：]\s*\S", own) else []
            )
            above = [word for word in (text(sheet, top - 1, left),) if not re.search("[:：].", word)]
            words = [*inside, *[word for word in before if word and not re.search(r"[:：].", word)][:1], *above]
            if key in RESULTS:  # the label may stand far to the left, or to the right of the number
                words += [text(sheet, top, column) for column in range(1, 12)]
            assert any(readings(word) & LABELS[key] for word in words), (key, cell, words)


@each(APPRAISALS)
def test_what_stands_in_a_column_is_of_the_kind_of_its_key(layout, written):
    """People in the column of names, numbers in those of scores, and at least one value in each that has results."""
    _, book = written(layout.name)
    for part in layout.parts:
        for key, letter in part["columns"].items():
            column = column_index_from_string(letter)
            found = [
                word
                for row in layout.entries(part)
                if (word := text(book[part["sheet"]], row, column))
                and f"{part['sheet']}!{letter}{row}" not in layout.conflicts
            ]
            if key == "name":
                assert found
                assert set(found) <= set(NAMES)
            elif key in NUMBERS:
                assert all(number(word) is not None for word in found), (key, letter, found)
            elif key == "level":
                assert set(found) <= LEVELS, (letter, found)
            waits = key in {"total", "rank"} and "made_of" in part  # the marks are there, nobody has added them up
            assert found or key in {"remark", "score"} or waits, (key, letter)


ENDS = re.compile("合.*计|小计|平均|总|Average|以上|注|公示期|本表|签|加减分|等级|：")
"""What stands below a body: totals, means, notes and signatures."""


@each(APPRAISALS)
def test_a_body_begins_below_its_header_and_ends_with_its_last_line(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        key = next((key for key in ("name", "indicator", "post") if key in part["columns"]), None)
        if key is None:
            continue
        sheet, column = book[part["sheet"]], column_index_from_string(part["columns"][key])
        over = (
            part["first_row"] - 1 - (merged(sheet, part["first_row"] - 1, 4)[1] == 1)
        )  # a group's title may stand between
        weights = any(re.search("权重|^占", text(sheet, over, at)) for at in range(1, 7))
        over -= weights and "made_of" in part
        above = {name: text(sheet, over, column_index_from_string(at)) for name, at in part["columns"].items()}
        assert any(readings(word) & LABELS[name] for name, word in above.items()), above
        assert text(sheet, part["first_row"], column)
        last = sheet.cell(*merged(sheet, part["last_row"], column))
        assert last.value is not None or last.border.left.style, "the last line is one that was drawn"
        assert not ENDS.search(str(last.value or ""))
        assert part["last_row"] in layout.entries(part)
        below = text(sheet, part["last_row"] + 1, column)
        beside = text(sheet, part["last_row"] + 1, 1)
        assert below not in NAMES or ENDS.search(beside), below
        assert not below or key == "name" or ENDS.search(below + beside) or readings(below) & LABELS["total"], below


@each(APPRAISALS)
def test_fields_and_columns_are_named_by_the_first_cell_of_what_is_merged(layout, written):
    """And each field holds what it is named for; a value to come would stand empty, but none of these is."""
    _, book = written(layout.name)
    for part in layout.parts:
        sheet = book[part["sheet"]]
        for cell in part["fields"].values():
            assert sheet[cell].value is not None, cell
        for letter in part["columns"].values():
            column = column_index_from_string(letter)
            assert merged(sheet, part["first_row"], column)[1] == column, letter


@each([layout for layout in APPRAISALS if any("employee_id" in part["columns"] for part in layout.parts)])
def test_ids_are_unique(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        if letter := part["columns"].get("employee_id"):
            ids = [
                value
                for row in layout.entries(part)
                if (value := book[part["sheet"]][f"{letter}{row}"].value) is not None
            ]
            assert len(set(ids)) == len(ids) > 3


@each([layout for layout in APPRAISALS if layout.marks != "other"])
def test_the_total_of_a_form_comes_out(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        if part["kind"] != "form" or f"{part['sheet']}!{part['fields'].get('total')}" in layout.conflicts:
            continue
        sheet, columns, rows = book[part["sheet"]], part["columns"], layout.entries(part)
        lines = [
            (weight, mark or 0.0)
            for weight, mark in zip(values(sheet, rows, columns["weight"]), values(sheet, rows, columns["score"]))
            if weight is not None
        ]
        whole = sum(weight for weight, _ in lines)
        assert round(whole, 6) in {1, 100}
        expected = sum(mark if layout.marks == "full" else weight / whole * mark for weight, mark in lines)
        if "adjust" in part["fields"]:
            expected += number(sheet[part["fields"]["adjust"]].value)
        stood = number(sheet[part["fields"]["total"]].value)
        assert half_up(stood) == half_up(round(expected, 6)), layout.name
        if "weighted" in columns:
            parts = [value for value in values(sheet, rows, columns["weighted"]) if value is not None]
            assert half_up(round(sum(parts), 6)) == half_up(
                stood - (number(sheet[part["fields"]["adjust"]].value) if "adjust" in part["fields"] else 0)
            )


@each([layout for layout in APPRAISALS if layout.ranked])
def test_ranks_are_the_places_of_the_totals(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        columns = part["columns"]
        if part["kind"] != "summary" or not {"total", "rank"} <= set(columns):
            continue
        sheet = book[part["sheet"]]
        people = []
        for row in layout.entries(part):
            total_of, place = (number(sheet[f"{columns[key]}{row}"].value) for key in ("total", "rank"))
            if total_of is not None:
                group = (
                    text(sheet, row, column_index_from_string(columns["department"]))
                    if layout.ranked == "department"
                    else ""
                )
                people.append((group, total_of, place))
        for group, total_of, place in people:
            assert place == 1 + sum(other == group and more > total_of for other, more, _ in people)


@each(
    [
        layout
        for layout in APPRAISALS
        if any(
            {"base_pay", "coefficient", "pay"} <= {*part["columns"], *part.get("across", ())} for part in layout.parts
        )
    ]
)
def test_pay_is_base_times_coefficient_times_attendance(layout, written):
    _, book = written(layout.name)
    for part in layout.parts:
        sheet, turned = book[part["sheet"]], part.get("across", {})
        columns = part["columns"]
        if "pay" in turned:
            last = next(c for c in range(20, 1, -1) if sheet.cell(turned["name"], c).value not in {None, "平均"})
            first = next(c for c in range(1, 20) if number(sheet.cell(turned["base_pay"], c).value) is not None)
            people = [
                {key: number(sheet.cell(row, c).value) for key, row in turned.items()} for c in range(first, last + 1)
            ]
            places = [f"{get_column_letter(c)}{turned['pay']}" for c in range(first, last + 1)]
        elif {"base_pay", "coefficient", "pay"} <= set(columns):
            people = [
                {key: number(sheet[f"{letter}{row}"].value) for key, letter in columns.items()}
                for row in layout.entries(part)
            ]
            places = [f"{columns['pay']}{row}" for row in layout.entries(part)]
        else:
            continue
        for person, place in zip(people, places):
            if None in person.values():
                continue  # a word where a number should stand, one of the contradictions
            expected = half_up(person["base_pay"] * person["coefficient"] * person.get("attendance", 1))
            assert (half_up(round(person["pay"], 6)) == expected) is (
                f"{part['sheet']}!{place}" not in layout.conflicts
            ), place


@each([layout for layout in ALL if layout.conflicts])
def test_contradictions_stand_in_cells_that_hold_something_or_should(layout, written):
    _, book = written(layout.name)
    for where in layout.conflicts:
        sheet, _, cell = where.partition("!")
        row, column, _, _ = box(cell)
        waited = any(
            part["first_row"] <= row <= part["last_row"] and get_column_letter(column) in part["columns"].values()
            for part in layout.parts
            if part["sheet"] == sheet and part["columns"]
        )
        assert waited or number(book[sheet][cell].value) is not None or book[sheet][cell].value


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_counts_every_formula_to_the_value_that_stands(tmp_path):
    books = {layout.name: layout.draw() for layout in ALL}
    counted = recalculated([save(book, tmp_path, name) for name, book in books.items()], tmp_path)
    assert {name: wrong for name, book in books.items() if (wrong := differing(book, counted[name]))} == {}


@pytest.mark.slow
@each(ALL)
def test_the_open_xml_rules_find_nothing(layout, written):
    path, _ = written(layout.name)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
