"""Why levels or coefficients of a list are left as they stand: the sentence that is meant, never something untrue."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over
from adopt.writing import save

LIST = """
前厅部10月考核汇总表|<|<|<
姓名|总分|等级|系数
艾米|92|{0}
毕然|84|{1}
陈思|95|{2}
邓超|81|{3}
方圆|70|{4}
~{rule}|<|<|<
"""
LETTERS = "B|1.1", "B|1.1", "A|1.3", "C|1", "C|1"
WORDS = "良|1", "良|1", "优|1.3", "中|0.7", "中|0.7"


def notices(tmp_path, rule, rows=LETTERS, *, keep=str):
    text = LIST.format(*rows, rule=rule)
    done = taken_over(save(drawn(keep(text)), tmp_path, "表"), dry_run=True)
    return {one.place: one.text.say() for one in done.faults if one.notice}


@pytest.mark.parametrize(
    ("rule", "quoted"),
    [
        ("第1名为A，第2-3名为B，其余为C。", "第1名为A，第2-3名为B，其余为C"),
        ("A、B、C由店长按30、40、30的人数掌握，得分只作参考。", "A、B、C由店长按30、40、30的人数掌握"),
    ],
)
def test_the_sentence_that_is_meant_is_quoted(rule, quoted, tmp_path):
    told = notices(tmp_path, rule)
    assert "表!A8" in told["表!C3"]
    assert quoted in told["表!C3"]
    assert ("按名次定等级" in told["表!C3"]) == rule.startswith("第")
    assert "缺得分" not in told["表!C3"]


def test_without_any_rule_it_says_so(tmp_path):
    told = notices(tmp_path, "店长：        前厅经理：")
    assert "没有写" in told["表!C3"]
    assert "缺得分" not in told["表!C3"]


def test_without_totals_they_are_what_is_missing(tmp_path):
    def blank(text):
        for number in ("92", "84", "95", "81", "70"):
            text = text.replace(f"|{number}|", "||")
        return text

    assert "得分" in notices(tmp_path, "店长：        前厅经理：", keep=blank)["表!C3"]


@pytest.mark.parametrize(
    "rule", ["90分及以上优，82-89.99分良，82分以下中；优1.3、良1.0、中0.7。", "优1.3，良1.0，中0.7"]
)
def test_coefficients_that_a_sentence_may_tell_are_quoted(rule, tmp_path):
    told = notices(tmp_path, rule, WORDS)
    assert "没有写它算多少" not in "".join(told.values())
    assert "写在“优1.3" in told["表!D3"]


def test_coefficients_of_which_nothing_is_written_are_said_to_be_so(tmp_path):
    assert "没有写" in notices(tmp_path, "90分及以上优，82-89.99分良，82分以下中。", WORDS)["表!D3"]
