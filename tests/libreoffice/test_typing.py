"""Formulas typed into LibreOffice by hand, one cell at a time."""

import pytest

pytestmark = pytest.mark.libreoffice


def test_a_typed_formula_computes_and_follows_its_cells(sheet):
    sheet.type(A1=95.0, A2=88.0, B1=0.5, B2=0.5)
    sheet.type(D1="=KPI_TOTAL(A1:A2;B1:B2)")
    assert sheet["D1"] == 91.5
    sheet.type(A1=85.0)
    assert sheet["D1"] == 86.5


def test_an_empty_cell_is_not_zero_points(sheet):
    sheet.type(D1="=KPI_SCORE(A1;100)")
    assert sheet["D1"] == ""
    sheet.type(A1=0.0)
    assert sheet["D1"] == 0.0
    sheet.type(A1=None)
    assert sheet["D1"] == ""


@pytest.mark.parametrize(
    ("formula", "error"), [("NA()", "#N/A"), ("1/0", "#DIV/0!"), ('"x"+1', "#VALUE!"), ("SQRT(-1)", "#NUM!")]
)
def test_an_error_in_a_cell_or_range_comes_out_as_the_same_error(sheet, formula, error):
    sheet.type(A1=95.0, A2=f"={formula}", B1=0.5, B2=0.5)
    sheet.type(D1="=KPI_TOTAL(A1:A2;B1:B2)", D2="=KPI_SCORE(A2;100)")
    assert (sheet["D1"], sheet["D2"]) == (error, error)


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("KPI_TOTAL(A1:A2;B1)", "得分有 2 行，权重有 1 行，行数必须一致"),
        ("KPI_TOTAL(A1:A2)", "KPI_TOTAL 缺少参数：权重"),
        ("KPI_TOTAL(A1:A2;B1:B2)", "权重合计为 50%，应为 100%"),
        ("KPI_SCORE(A3;100)", "实际完成“优”不是数字"),
        ("KPI_SCORE(A4;100)", "实际完成“95”不是数字（是文本型数字，请转换为数字）"),
        ('KPI_SCORE(A1;100;"up")', "方式“up”无法识别，可用：higher（越高越好）、lower（越低越好）、pass（达标）"),
    ],
)
def test_wrong_arguments_are_answered_with_the_sentence_excel_shows(sheet, formula, sentence):
    sheet.type(A1=95.0, A2=88.0, A3="优", A4="95", B1=0.25, B2=0.25)
    sheet.type(D1=f"={formula}")
    assert sheet["D1"] == sentence


def test_undo_takes_back_what_was_typed(sheet):
    sheet.type(A1=95.0, D1=7.0)
    sheet.type(D1="=KPI_SCORE(A1;100)")
    assert sheet["D1"] == 95.0
    sheet.ask("undo")
    assert sheet["D1"] == 7.0


def test_a_copied_formula_is_linked_too(sheet):
    sheet.type(A1=95.0)
    sheet.type(D1="=KPI_SCORE(A1;100)")
    sheet.ask("paste", sheet=0, source=[0, 3], target=[1, 3])
    assert sheet["D2"] == ""
    assert sheet.formula("D2").count("KPICELLS") == 1


def test_truth_values_and_dates_are_no_scores(sheet):
    sheet.type(A1="=TRUE()", A2="=DATE(2024;5;1)")
    sheet.type(D1="=KPI_SCORE(A1;100)", D2="=KPI_SCORE(A2;100)")
    assert (sheet["D1"], sheet["D2"]) == ("实际完成“TRUE”不是数字", "实际完成“2024-05-01”不是数字")
