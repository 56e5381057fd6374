"""Forms without macros: native formulas give the numbers of KPI_TOTAL, and every verb takes such a form."""

from __future__ import annotations

import csv
import datetime as dt
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xlkpi.actions.check import check
from xlkpi.actions.collect import collect, read_folder
from xlkpi.actions.create import build_blank, create
from xlkpi.actions.explain import explain
from xlkpi.actions.next_month import next_month
from xlkpi.actions.opening import open_book
from xlkpi.books.file import FileBook
from xlkpi.drawing.spec import OWN_FUNCTION
from xlkpi.drawing.style import WRONG_LOOK
from xlkpi.errors import Unusable
from xlkpi.functions import call
from xlkpi.schemes import kind_named, kinds

SAMPLES = Path(__file__).parents[1] / "workbooks" / "samples" / "gas" / "2024-05"
FORM = kind_named("form")
PLAIN = [kind for kind in kinds() if kind.plain is not None]


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return build_blank(FORM, tmp_path_factory.mktemp("plain") / "附件2.xlsx", period=dt.date(2024, 5, 1))


def _number(value):
    return float(value) if isinstance(value, int) else value


def totals(blank, scores, weights, adjust=None):
    """The total as the form's own native formula gives it (no function of ours is at hand), and as KPI_TOTAL does."""
    book = FileBook.open(blank)
    rows = [[_number(score)] for score in scores], [[_number(weight)] for weight in weights]
    book.write("主管评分", rows[0])
    book.write("权重", rows[1])
    book.write("加减分", [[adjust]])
    assert book.recalculate() == []
    found = book.read("总分")[0][0]
    meant = call("KPI_TOTAL", [*rows, adjust])
    return found or None, meant or None


def test_the_forms_and_the_library_can_be_plain():
    assert [kind.key for kind in PLAIN] == ["form", "library"]
    with pytest.raises(Unusable, match="附件3"):
        build_blank(kind_named("summary"), Path("没有.xlsx"))


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.key)
def test_a_plain_workbook_has_no_macro_and_no_function_of_ours_but_every_name(kind, tmp_path):
    path = build_blank(kind, tmp_path / "表.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    assert not [name for name in parts if "vba" in name.lower() or "vmlDrawing" in name]
    assert not [name for name, text in parts.items() if OWN_FUNCTION.search(text)]
    assert "macroEnabled" not in parts["[Content_Types].xml"]
    full = open_book(build_blank(kind, tmp_path / "表.xlsm"))
    book = open_book(path)
    assert book.names() == full.names()
    assert {name: book.place(name) for name in kind.names} == {name: full.place(name) for name in kind.names}


CASES = [
    # by hand: 95*.25+93*.2+98.5*.2+93.5*.15+99*.1+97.5*.1
    ([95, 93, 98.5, 93.5, 99, 97.5], [0.25, 0.2, 0.2, 0.15, 0.1, 0.1], None, 95.73),
    # half a cent: 0.5*87.25+0.5*87 = 87.125
    ([87.25, 87], [0.5, 0.5], None, 87.13),
    # 0.35*80.1+0.65*80.1 = 80.1, which binary fractions miss
    ([80.1, 80.1], [0.35, 0.65], None, 80.1),
    # 1.005 points, as binary fraction below it
    ([1.005], [1], None, 1.01),
    ([90, 80], [50, 50], -2.5, 82.5),
    ([0, 0], [0.5, 0.5], -0.125, -0.13),
]


@pytest.mark.parametrize(("scores", "weights", "adjust", "total"), CASES)
def test_a_total_by_hand(blank, scores, weights, adjust, total):
    assert totals(blank, scores, weights, adjust) == (total, total)


# typed in a program without data validation, or pasted over it: the cell itself turns red, by native formulas
@pytest.mark.parametrize(
    ("score", "full", "red"),
    [
        (110.0, 100.0, True),
        (100.0, 100.0, False),
        (100.01, 100.0, True),
        (110.0, 120.0, False),
        (-0.5, 100.0, True),
        (0.0, 100.0, False),
        ("93", 100.0, True),
        (None, 100.0, False),
    ],
)
def test_a_score_that_is_refused_is_red(blank, tmp_path, score, full, red):
    workbook = openpyxl.load_workbook(blank)
    sheet = workbook.active
    [(_, area)] = workbook.defined_names["主管评分"].destinations
    area = area.replace("$", "")
    first, last = area.split(":")
    [validation] = [one for one in sheet.data_validations.dataValidation if str(one.sqref) == area]
    assert (validation.type, validation.formula1, validation.formula2) == ("decimal", "0", "满分")
    [rules] = [one.rules for one in sheet.conditional_formatting if str(one.sqref) == area]
    shown = max(rules, key=lambda rule: -rule.priority)
    assert shown.dxf.fill.bgColor.rgb.endswith(WRONG_LOOK["bg_color"].lstrip("#"))
    sheet["Z1"] = f"={shown.formula[0].replace(first, last)}"
    sheet[last], sheet[workbook.defined_names["满分"].attr_text.split("!")[1].replace("$", "")] = score, full
    workbook.defined_names["红"] = openpyxl.workbook.defined_name.DefinedName("红", attr_text=f"'{sheet.title}'!$Z$1")
    workbook.save(tmp_path / "表.xlsx")
    book = FileBook.open(tmp_path / "表.xlsx")
    assert book.recalculate() == []
    assert book.read("红") == [[red]]


# the total is 评分 weighed by hand, 加减分 added; what is told follows from rules A1: every score and the total are of 满分
@pytest.mark.parametrize(
    ("scores", "adjust", "total", "told"),
    [
        ([100.0, 100.0], None, 100.0, ""),
        ([0.0, 0.0], None, 0.0, ""),
        ([120.0, 50.0], None, 85.0, "有评分不在 0～满分之间，总分无效"),  # a total like any other
        ([100.01, 50.0], None, 75.01, "有评分不在 0～满分之间，总分无效"),
        ([-1.0, 99.0], None, 49.0, "有评分不在 0～满分之间，总分无效"),
        ([120.0, None], None, None, "有评分不在 0～满分之间，总分无效"),
        ([98.0, 98.0], 2.01, 100.01, "总分不在 0～满分之间，请核对"),
        ([1.0, 1.0], -2.0, -1.0, "总分不在 0～满分之间，请核对"),
        ([98.0, 98.0], 2.0, 100.0, ""),
    ],
)
def test_a_total_of_impossible_scores_does_not_look_valid(tmp_path, blank, scores, adjust, total, told):
    workbook = openpyxl.load_workbook(blank)
    sheet = workbook["附件2"]
    cells = {
        name: workbook.defined_names[name].attr_text.split("!")[1].replace("$", "") for name in ("总分", "权重合计")
    }
    line, place = (cells[name].partition(":")[0] for name in ("权重合计", "总分"))
    beside = sheet[line].offset(column=1).coordinate
    red = [rule for one in sheet.conditional_formatting if place in one.sqref for rule in one.rules]
    assert {rule.dxf.fill.bgColor.rgb[-6:] for rule in red} == {WRONG_LOOK["bg_color"].lstrip("#")}
    # what stands beside the weights, and whether the total is red, read back by name
    sheet["Z1"] = "=OR(" + ",".join(rule.formula[0] for rule in red) + ")"
    for name, cell in (("红", "$Z$1"), ("说明", beside)):
        attr = f"'附件2'!{cell}"
        workbook.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(name, attr_text=attr)
    workbook.save(tmp_path / "表.xlsx")
    book = FileBook.open(tmp_path / "表.xlsx")
    rows = len(book.read("主管评分"))
    for block, values in (("权重", [0.5, 0.5]), ("主管评分", scores)):
        book.write(block, [[value] for value in [*values, *[None] * (rows - len(values))]])
    book.write("加减分", [[adjust]])
    assert book.recalculate() == []
    assert (book.read("总分")[0][0] or None) == (total or None)
    assert (book.read("说明")[0][0] or "") == told
    assert book.read("红") == [[bool(told)]]


def random_case(rng):
    """Scores and weights as people type them, in shares or percents, weights total 100%."""
    count = rng.randint(1, 12)
    cuts = sorted(rng.sample(range(1, 100), count - 1)) if count > 1 else []
    percents = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    percent_style = rng.random() < 0.3
    weights = [float(p) if percent_style else p / 100 for p in percents]
    scores = [round(rng.uniform(0, 100), rng.choice([0, 1, 2])) for _ in percents]
    return scores, weights, rng.choice([None, None, 1.0, -3.5, 0.25])


def test_random_forms_give_the_same_total(blank):
    rng = random.Random(20240501)
    for _ in range(150):
        scores, weights, adjust = random_case(rng)
        native, ours = totals(blank, scores, weights, adjust)
        assert native == ours or (isinstance(native, str) and isinstance(ours, str)), (scores, weights, adjust)


@pytest.mark.parametrize(
    ("scores", "weights", "said"),
    [
        ([90], [0.9], "权重合计须为 100%"),
        ([90, 80], [1, None], "有得分没有对应的权重"),
        (["九十"], [1], "须是数字"),
        ([28, 70], [30, 70], "百分制"),
        ([90, None], [0.5, 0.5], None),
        ([None, None], [None, None], None),
    ],
)
def test_what_is_not_right_yet_is_said_or_left_blank_like_ours(blank, scores, weights, said):
    native, ours = totals(blank, scores, weights)
    if said is None:
        assert (native, ours) == (None, None)
    else:
        assert said in native
        assert isinstance(ours, str)


def test_a_plain_form_goes_through_the_month(tmp_path):
    lines = (SAMPLES / "forms.csv").read_text("utf-8-sig").splitlines()
    person = next(csv.DictReader(lines))["工号"]
    data = tmp_path / "forms.csv"
    data.write_text("\n".join([lines[0], *(line for line in lines[1:] if person in line)]), "utf-8")
    made = create(FORM, tmp_path / "一人.xlsx", period=dt.date(2024, 5, 1), data=[data], plain=True)
    assert [path.name for path in made.paths] == ["一人.xlsx"]
    assert not [fault for fault in check(open_book(made.paths[0])) if not fault.notice]
    assert explain(open_book(made.paths[0]), person)[0][0].lines
    summaries = create(
        kind_named("summary"),
        tmp_path / "汇总",
        period=dt.date(2024, 5, 1),
        data=[SAMPLES / "roster.csv", SAMPLES / "supervisors.csv"],
    )
    counts = []
    for path in summaries.paths:
        collected, _ = collect(open_book(path), str(tmp_path), read_folder(tmp_path))
        counts.append(collected.counts.get("form", 0))
    assert sum(counts) == 1
    form = openpyxl.load_workbook(made.paths[0])
    form.active["H8"] = 110
    form.save(made.paths[0])
    [summary] = [path for path, count in zip(summaries.paths, counts, strict=True) if count]
    collected, faults = collect(open_book(summary), str(tmp_path), read_folder(tmp_path))
    assert collected.counts.get("form", 0) == 0
    wrong = [(fault.place, fault.say()) for fault in faults if not fault.notice]
    assert wrong == [("一人.xlsx 附件2!H8", "主管评分 110 不在 0～100 之间，请核对")]


def test_next_month_of_a_plain_form_is_plain(tmp_path, blank):
    folder = tmp_path / "五月"
    folder.mkdir()
    book = open_book(blank)
    book.write("工号", [["001"]])
    book.save(folder / "附件2 001.xlsx")
    done = next_month(dt.date(2024, 6, 1), folder, tmp_path / "六月")
    assert [path.name for path in done.paths] == ["附件2 001.xlsx"]
    with zipfile.ZipFile(done.paths[0]) as package:
        assert "xl/vbaProject.bin" not in package.namelist()


def test_the_name_of_a_plain_workbook_ends_in_xlsx(tmp_path):
    with pytest.raises(Unusable, match=r"\.xlsx"):
        create(FORM, tmp_path / "附件2.xlsm", plain=True)
    with pytest.raises(Unusable, match=r"\.xlsm"):
        create(FORM, tmp_path / "附件2.xlsx")
