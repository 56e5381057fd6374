"""The laws of the layouts: what they change and what must stay, and the words they exchange."""

from __future__ import annotations

import pytest
from openpyxl.utils import column_index_from_string

from adopt.drawing import Formula, box
from adopt.gathered import APPRAISALS, FIFTH, FOURTH, OPEN, SIXTH, THIRD, each, named
from adopt.laws import LAWS
from adopt.layout import KEYS
from adopt.moving import moved
from adopt.recount import differing, recalculated
from adopt.vocabulary import LABELS, SYNONYMS, readings
from adopt.writing import save


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("law", [law for law in LAWS if law != "renamed"])
def test_a_law_leaves_every_formula_its_value(law, tmp_path):
    """What a law moved still counts to the same, so that it moved the formulas as Excel would."""
    books = {layout.name: changed.draw() for layout in APPRAISALS if (changed := LAWS[law](layout))}
    counted = recalculated([save(book, tmp_path, name) for name, book in books.items()], tmp_path)
    assert {name: wrong for name, book in books.items() if (wrong := differing(book, counted[name]))} == {}


@pytest.mark.parametrize("law", LAWS)
def test_most_layouts_can_be_changed_by_a_law(law):
    assert sum(LAWS[law](layout) is not None for layout in OPEN) >= 15


@pytest.mark.parametrize("law", LAWS)
@each(APPRAISALS)
def test_a_law_keeps_layout_and_truth_together(law, layout):
    """After a law the truth names the cells with the same contents as before; renaming changes headers only."""
    changed = LAWS[law](layout)
    if changed is None:
        pytest.skip("no such change is possible there")
    before, after = layout.draw(), changed.draw()
    assert [sorted(part["columns"]) for part in layout.parts] == [sorted(part["columns"]) for part in changed.parts]
    for old, new in zip(layout.parts, changed.parts):
        assert contents(layout, old, before) == contents(changed, new, after)
    assert [_shown(sheet) for sheet in before.sheets] != [_shown(sheet) for sheet in after.sheets]


def _shown(sheet):
    return {at: cell.value for at, cell in sheet.cells.items()}, sorted(sheet.hidden_rows)


def value(sheet, row, column):
    """What stands in a drawn cell; of a formula its value, since its references move."""
    cell = sheet.cells.get(merged_of(sheet, row, column))
    return cell.value.value if cell and isinstance(cell.value, Formula) else cell and cell.value


def merged_of(sheet, row, column):
    inside = (area[:2] for area in sheet.merges if area[0] <= row <= area[2] and area[1] <= column <= area[3])
    return next(inside, (row, column))


def contents(layout, part, book):
    """What stands in the fields and columns of a part, without the headers."""
    sheet = book.sheet(part["sheet"])
    fields = {key: value(sheet, *box(cell)[:2]) for key, cell in part["fields"].items()}
    rows = layout.entries(part) if "first_row" in part else []
    columns = {
        key: [value(sheet, row, column_index_from_string(letter)) for row in rows]
        for key, letter in part["columns"].items()
    }
    return fields, columns, sorted(part.get("across", ()))


def test_all_that_hangs_on_a_table_moves_along():
    """Three rows down and two columns right, by hand."""
    spare = LAWS["shifted"](named("spare_rows")).draw().sheets[0]
    assert spare.hidden_rows == {9, 12}  # were 6 and 9
    assert [mark.box for mark in spare.marks if mark.kind == "conditional"] == [box("F7:F22")]  # was D4:D19
    assert spare.columns[4] == 12  # the width of the names, once column B
    aside = LAWS["shifted"](named("head_on_the_right")).draw().sheets[0]
    assert aside.hidden_columns == {5}
    assert LAWS["shifted"](named("total_typed_over")).conflicts == ("考核表!G13",)


def test_names_and_formulas_of_other_sheets_follow_a_moved_sheet():
    book = moved(named("own_parameters"), "参数", lambda row, column: (row + 3, column + 2)).draw()
    assert book.names == {"等级表": "=参数!$C$7:$E$11"}
    assert book.sheet("月度汇总").cells[4, 7].value.text == "=VLOOKUP(F4,参数!$D$7:$E$11,2,FALSE)"


def test_a_reference_in_quotes_or_in_a_table_stays():
    down = LAWS["shifted"](named("departments_merged")).draw().sheets[0]
    assert down.cells[8, 7].value.text == '=COUNTIFS(F$7:F$10,">"&F8)+1'
    table = LAWS["shifted"](named("excel_table")).draw().sheets[0]
    assert table.cells[7, 7].value.text == "=RANK(绩效台账[[#This Row],[绩效得分]],绩效台账[绩效得分])"


def test_noise_stands_in_the_lines_and_not_in_subtotals():
    noisy = LAWS["noise column"](named("header_repeated"))
    sheet = noisy.draw().sheets[0]
    at = next(place for place, cell in sheet.cells.items() if cell.value == "身份证号")
    assert sheet.cells[4, at[1]].value
    assert (10, at[1]) not in sheet.cells


@each(OPEN)
def test_renaming_gives_no_two_columns_the_same_word(layout):
    changed = LAWS["renamed"](layout)
    for part in changed.parts if changed else ():
        if part["columns"]:
            words = heads(changed, part)
            assert len(set(words)) >= len(set(heads(layout, part)))


def heads(layout, part):
    sheet = layout.draw().sheet(part["sheet"])
    return [sheet.text(part["first_row"] - 1, column_index_from_string(letter)) for letter in part["columns"].values()]


def test_synonyms_are_words_of_their_own_key():
    for kind, rows in SYNONYMS.items():
        for key, words in rows.items():
            others = {word for other, labels in rows.items() if other != key for word in labels}
            assert not others & set(words), (kind, key)


def test_the_open_words_hold_none_that_only_the_kept_aside_need():
    needed = {key: set() for key in KEYS}
    for layout in (*OPEN, *THIRD, *FOURTH, *FIFTH, *SIXTH):
        for sheet in layout.draw().sheets:
            for cell in sheet.cells.values():
                if isinstance(cell.value, str):
                    for key in KEYS:
                        needed[key] |= readings(cell.value) & LABELS[key]
    assert {key: LABELS[key] - needed[key] for key in KEYS if LABELS[key] - needed[key]} == {}


READING = [
    ("姓 名：", "姓名"),
    ("*得分\n（百分制）", "得分"),
    ("权重 Weight", "weight"),
    ("权重 Weight", "权重"),
    ("部门/Department", "部门"),
    ("工号\nStaff No.", "staffno."),
    ("岗位：楼栋管家", "岗位"),
    ("ＫＰＩ指标", "kpi指标"),
]


@pytest.mark.parametrize(("label", "reading"), READING)
def test_a_label_is_read_in_its_normal_form(label, reading):
    assert reading in readings(label)
