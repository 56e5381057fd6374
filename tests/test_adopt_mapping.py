"""Decided once: a mapping written and read back, drift told, answers put in, and the command line over all of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adopt import month
from adopt.gathered import OPEN, each, named
from adopt.handed_in import understood
from adopt.laws import LAWS
from adopt.writing import save
from commands import run
from xlkpi.adopt.answers import answers_of, with_answers
from xlkpi.adopt.mapping import as_toml, decided, from_toml, with_mapping
from xlkpi.errors import Unusable


@each(OPEN)
def test_a_mapping_comes_back_as_it_was_and_settles_the_same_workbook(layout, tmp_path):
    found = understood(layout.draw(), tmp_path)
    mappings = decided(found)
    assert from_toml(as_toml(mappings), "m.toml") == mappings
    again = with_mapping(found, mappings)
    assert again.drift == ()
    assert [(part.columns, part.fields) for part in again.understood.parts] == [
        (part.columns, part.fields) for part in found.parts
    ]


def test_a_column_that_moved_is_told_and_followed(tmp_path):
    layout = named("plain")
    before = decided(understood(layout.draw(), tmp_path))
    now = with_mapping(understood(LAWS["empty column"](layout).draw(), tmp_path), before)
    told = [drift.say("en") for drift in now.drift]
    assert any("“姓名” moved from C to D" in text for text in told)
    assert now.understood.parts[0].columns["name"] == "D"


def test_a_header_that_was_reworded_is_told(tmp_path):
    layout = named("plain")
    before = decided(understood(layout.draw(), tmp_path))
    old = before[0]
    gone = replace(old, columns={**old.columns, "base_pay": ("J", "绩效基数")}, labels=(*old.labels, "绩效基数"))
    now = with_mapping(understood(layout.draw(), tmp_path), [gone])
    assert [drift.say("en") for drift in now.drift] == ["sheet “附件3” has no “绩效基数” (base pay) any more"]
    assert [question.field for question in now.understood.asked] == ["base_pay"]


def test_a_mapping_of_another_layout_does_not_touch_it(tmp_path):
    mapping = decided(understood(named("bilingual").draw(), tmp_path))
    found = understood(named("plain").draw(), tmp_path)
    now = with_mapping(found, mapping)
    assert now.understood.parts[0].columns == found.parts[0].columns
    assert "not in the mapping" in now.drift[0].say("en")


def test_what_a_person_changed_in_a_mapping_counts(tmp_path):
    found = understood(named("two_raters_mean").draw(), tmp_path)
    [one] = decided(found)
    changed = replace(one, columns={**one.columns, "score": ("D", "主管经理评分")})
    now = with_mapping(found, [changed])
    assert now.understood.parts[0].columns["score"] == "D"


BAD_MAPPINGS = [
    ("no toml", "x = ["),
    ("another file", "a = 1"),
    ("an unknown kind", 'version = 1\n[[part]]\nkind = "roster"\nsheet = "a"\nlabels = []'),
    (
        "an unknown key",
        'version = 1\n[[part]]\nkind = "form"\nsheet = "a"\nlabels = []\n[part.columns]\nshoe = { column = "A", heading = "x" }',
    ),
    (
        "no column",
        'version = 1\n[[part]]\nkind = "form"\nsheet = "a"\nlabels = []\n[part.columns]\nname = { column = "1", heading = "x" }',
    ),
    ("a part without labels", 'version = 1\n[[part]]\nkind = "form"\nsheet = "a"'),
]


@pytest.mark.parametrize("text", [row[1] for row in BAD_MAPPINGS], ids=[row[0] for row in BAD_MAPPINGS])
def test_a_bad_mapping_is_refused(text):
    with pytest.raises(Unusable, match=r"m\.toml"):
        from_toml(text, "m.toml")


def test_answers_settle_questions(tmp_path):
    found = understood(named("nobody_named").draw(), tmp_path)
    assert {question.field for question in found.asked} == {"name", "employee_id"}
    answered = with_answers(found, answers_of('name = "A"\nemployee_id = "-"', "a.toml"))
    assert answered.asked == ()
    assert answered.parts[0].columns["name"] == "A"
    assert "employee_id" not in answered.parts[0].columns


def test_answers_may_be_for_one_sheet(tmp_path):
    found = understood(named("sheet_a_person").draw(), tmp_path)
    answered = with_answers(found, answers_of('["陶然"]\nremark = "C"', "a.toml"))
    assert [part.columns.get("remark") for part in answered.parts] == [None, "C", None]


@pytest.mark.parametrize("text", ['shoe = "A"', "x = [", 'name = ["A"]'])
def test_bad_answers_are_refused(text):
    with pytest.raises(Unusable):
        answers_of(text, "a.toml")


def test_an_answer_that_is_no_place_is_refused(tmp_path):
    with pytest.raises(Unusable, match=r"no column|不是列"):
        with_answers(understood(named("plain").draw(), tmp_path), {"": {"name": "第二列"}})


def test_the_command_shows_a_picture_and_writes_nothing(tmp_path):
    path = save(named("labels_left").draw(), tmp_path, "表")
    before = path.read_bytes()
    code, out, _ = run("adopt", str(path))
    assert code == 0
    assert "考核指标  B 列" in out
    assert "陈丽华" in out
    assert path.read_bytes() == before


def test_a_contradiction_makes_exit_code_1_and_names_the_cell(tmp_path):
    path = save(named("total_typed_over").draw(), tmp_path, "表")
    code, out, _ = run("adopt", str(path))
    assert code == 1
    assert "考核表!E10" in out
    assert "94.2" in out
    assert "96.2" in out


def test_a_foreign_workbook_is_told_so(tmp_path):
    path = save(named("suppliers").draw(), tmp_path, "表")
    code, out, _ = run("adopt", str(path), "--json")
    assert code == 1
    told = json.loads(out)
    assert told["kind"] == "not_ours"
    assert "供应商" in told["why"][0]


def test_a_mapping_is_written_once_and_used_for_the_next(tmp_path):
    layout = named("plain")
    first = save(layout.draw(), tmp_path, "六月")
    mapping = tmp_path / "m.toml"
    code, out, _ = run("adopt", str(first), "--map", str(mapping))
    assert (code, "m.toml" in out) == (0, True)
    second = save(LAWS["noise column"](layout).draw(), tmp_path, "七月")
    code, out, _ = run("adopt", str(second), "--map", str(mapping), "--lang", "en")
    assert "moved from" in out


def test_json_of_one_file_is_one_object_in_the_words_of_the_issue(tmp_path):
    path = save(named("plain").draw(), tmp_path, "表")
    _, out, _ = run("adopt", str(path), "--json")
    told = json.loads(out)
    assert {"kind", "sheet", "fields", "columns", "first_row", "last_row", "questions", "conflicts"} <= set(told)
    assert {"added", "confidence", "out"} <= set(told)


def test_a_missing_file_and_a_bad_mapping_end_with_2(tmp_path):
    code, _, err = run("adopt", str(tmp_path / "没有.xlsx"))
    assert (code, bool(err)) == (2, True)
    bad = tmp_path / "bad.toml"
    bad.write_text("x = [", "utf-8")
    path = save(named("plain").draw(), tmp_path, "表")
    assert run("adopt", str(path), "--map", str(bad))[0] == 2


def summary_with(word, folder, name, *, rows=12):
    """The summary of 安泰燃气 with another word over its bases, and with only so many people."""
    book = month.summary()
    [page] = book.sheets
    page.write("I2", word, "box center bold grey")
    if rows < 12:
        for (row, column), cell in list(page.cells.items()):
            if row >= 3 + rows:
                page.cells.pop((row, column))
                if row >= 15:
                    page.cells[row - 12 + rows, column] = cell
        page.merges = [
            area if area[0] < 15 else (area[0] - 12 + rows, *area[1:2], area[2] - 12 + rows, area[3])
            for area in page.merges
        ]
    return save(book, folder, name)


def test_a_reworded_header_that_is_understood_is_told_with_what_is_taken_for_it(tmp_path):
    mapping = tmp_path / "m.toml"
    assert run("adopt", str(summary_with("绩效基数", tmp_path, "六月")), "--map", str(mapping))[0] == 0
    code, told, _ = run("adopt", str(summary_with("绩效工资基数", tmp_path, "七月")), "--map", str(mapping))
    assert code == 0
    assert "找不到“绩效基数”" in told
    assert "现按 I 列“绩效工资基数”理解" in told


def test_a_reworded_header_that_is_not_understood_is_asked_with_the_place_where_it_stood(tmp_path):
    mapping = tmp_path / "m.toml"
    assert run("adopt", str(summary_with("绩效基数", tmp_path, "六月")), "--map", str(mapping))[0] == 0
    code, told, _ = run("adopt", str(summary_with("某某数", tmp_path, "七月")), "--map", str(mapping))
    assert code == 1
    assert 'base_pay = "I"' in told
    assert not (tmp_path / "七月.xlsm").exists()
    (tmp_path / "答.toml").write_text('base_pay = "I"', "utf-8")
    code, told, _ = run(
        "adopt", str(tmp_path / "七月.xlsx"), "--map", str(mapping), "--answers", str(tmp_path / "答.toml")
    )
    assert code == 0, told


def test_what_was_answered_once_is_asked_of_none_of_the_others(tmp_path):
    """A list without names: which column says who is answered once, also that there are no ids."""
    first = save(named("nobody_named").draw(), tmp_path, "一")
    answers, mapping = tmp_path / "答.toml", tmp_path / "m.toml"
    answers.write_text('name = "A"\n', "utf-8")
    code, told, _ = run("adopt", str(first), "--answers", str(answers), "--map", str(mapping))
    assert (code, "工号" in told) == (1, True)
    assert not mapping.exists()  # while something is asked, nothing is decided
    answers.write_text('name = "A"\nemployee_id = "-"\n', "utf-8")
    assert run("adopt", str(first), "--answers", str(answers), "--map", str(mapping))[0] == 0
    others = tmp_path / "其他"
    others.mkdir()
    for number in range(2, 50):
        save(named("nobody_named").draw(), others, f"第{number}份")
    code, told, _ = run("adopt", str(others), "--map", str(mapping), "-o", str(tmp_path / "接入"))
    assert code == 0, told
    assert "请确认" not in told
    assert "48 份：48 份已接入，0 份没有" in told


def test_of_another_header_the_questions_stay(tmp_path):
    """One more column makes another header: what was said of the first is not taken for said of this one."""
    first = save(named("nobody_named").draw(), tmp_path, "一")
    answers, mapping = tmp_path / "答.toml", tmp_path / "m.toml"
    answers.write_text('name = "A"\nemployee_id = "-"\n', "utf-8")
    assert run("adopt", str(first), "--answers", str(answers), "--map", str(mapping))[0] == 0
    book = named("nobody_named").draw()
    book.sheets[0].write("E2", "备注", "box center bold grey")
    code, told, _ = run("adopt", str(save(book, tmp_path, "二")), "--map", str(mapping))
    assert (code, "工号" in told) == (1, True)


def test_where_a_body_ends_is_answered(tmp_path):
    """Two rows below the list look like people: the answer is the last row that counts."""
    book = month.summary()
    [page] = book.sheets
    for row in (16, 17):
        page.row(f"A{row}", [row, f"X{row}", "张三", "客服部", None, None, None, None, 100, None, None], "box center")
    path = save(book, tmp_path, "a")
    (tmp_path / "答.toml").write_text('last_row = "14"', "utf-8")
    code, told, _ = run("adopt", str(path), "--answers", str(tmp_path / "答.toml"))
    assert code == 0, told
    assert "第 3-14 行" in told


@pytest.mark.parametrize("rows", [6, 9])
def test_a_month_with_fewer_people_needs_no_question_and_no_drift_is_told(rows, tmp_path):
    mapping = tmp_path / "m.toml"
    assert run("adopt", str(summary_with("绩效基数", tmp_path, "六月")), "--map", str(mapping))[0] == 0
    code, told, _ = run("adopt", str(summary_with("绩效基数", tmp_path, "七月", rows=rows)), "--map", str(mapping))
    assert code == 0, told
    assert told.count("提示") == told.count("是假定的")  # the scheme's numbers are told of, and nothing else
    assert f"{rows} 行有效" in told
