"""The month where a general word tells it, and where its year is missing."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save

LIST = """
规划展示馆讲解员绩效考核表|<|<|<
~{0}|<|<|<
姓名|岗位|考核得分|名次
艾米|讲解员|92|1
毕然|讲解员|84|3
陈思|讲解员|90|2
"""
TITLED = """
城西片区加油站{0}员工绩效考核表|<|<|<
姓名|岗位|考核得分|名次
艾米|加油员|92|1
毕然|加油员|84|3
陈思|加油员|90|2
"""


@pytest.mark.parametrize("text", ["时间：2026年10月", "日期：2026年10月", "时间：2026.10", "考核时间：2026年10月"])
def test_a_general_word_before_a_whole_month_tells_the_month(text, tmp_path):
    assert understood(drawn(LIST.format(text)), tmp_path).parts[0].fields.get("month") == "A2"


@pytest.mark.parametrize(
    "text", ["日期：2026年10月31日", "时间：2026年10月31日", "时间：上午9点", "入职时间：2026年10月"]
)
def test_a_day_tells_when_it_was_written_and_not_the_month(text, tmp_path):
    assert "month" not in understood(drawn(LIST.format(text)), tmp_path).parts[0].fields


@pytest.mark.parametrize("month", ["10月份", "10月"])
def test_a_month_without_a_year_is_told_with_what_to_do(month, tmp_path):
    done = taken_over(save(drawn(TITLED.format(month)), tmp_path, "a"))
    (told,) = [fault for fault in done.faults if "没有写年份" in fault.say()]
    assert (told.place, told.notice) == ("表!A1", True)
    assert "10月" in told.say()


def test_a_month_with_its_year_is_not_told(tmp_path):
    done = taken_over(save(drawn(TITLED.format("2026年10月")), tmp_path, "a"))
    assert not any("年份" in fault.say() for fault in done.faults)
