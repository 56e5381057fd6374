"""Lists that are scored and ranked and are about no staff: firms by what stands in the cells, exams by two words.

Each stands beside one of the same shape that is an appraisal, or that a person has to be asked about.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood

FIRMS = ("杭州捷通运输", "宁波远航货运", "苏州安达物流", "义乌众诚托运", "绍兴路路通")
PEOPLE = ("陈丽华", "王建国", "李晓梅", "张志强", "刘芳")
BRANCHES = ("城东分公司", "城西分公司", "城南分公司", "城北分公司", "新区分公司")


def listed(title, head, *columns):
    rows = ["|".join(map(str, row)) for row in zip(*columns)]
    return drawn("\n".join([title + "|<" * head.count("|"), head, *rows]))


TOTALS = (94.8, 91.3, 84.8, 80.4, 74.8)
PLACES = (1, 2, 3, 4, 5)
GRADES = ("A", "A", "B", "B", "C")
RESULTS = (TOTALS, PLACES, GRADES)
SCORED = "综合得分|排名|等级"


@pytest.mark.parametrize(
    ("title", "head", "columns", "kind", "asked"),
    [
        ("6月外协运输质量考核汇总表", f"姓名|{SCORED}", (FIRMS, *RESULTS), "not_ours", False),
        ("6月外协运输质量考核汇总表", f"单位|{SCORED}", (FIRMS, *RESULTS), "not_ours", False),
        ("6月承运商考核汇总表", f"承运商名称|{SCORED}", (FIRMS, *RESULTS), "not_ours", False),
        ("6月外协运输质量考核汇总表", f"姓名|{SCORED}", (PEOPLE, *RESULTS), "summary", False),
        ("6月外协运输质量考核汇总表", f"单位|姓名|{SCORED}", (FIRMS, PEOPLE, *RESULTS), "summary", False),
        ("6月绩效考核汇总表", f"分公司|姓名|{SCORED}", (BRANCHES, PEOPLE, *RESULTS), "summary", False),
        (
            "2025年安全规程考试汇总表",
            "姓名|岗位|理论成绩|总成绩|名次",
            (PEOPLE, ("抄表员",) * 5, TOTALS, TOTALS, PLACES),
            "not_ours",
            False,
        ),
        (
            "2025年安全规程考试与绩效考核汇总表",
            "姓名|岗位|理论成绩|考核得分|名次",
            (PEOPLE, ("抄表员",) * 5, TOTALS, TOTALS, PLACES),
            "not_ours",
            True,
        ),
        (
            "2025年6月安全培训汇总表",
            "姓名|岗位|表现|考核得分|名次",
            (PEOPLE, ("抄表员",) * 5, TOTALS, TOTALS, PLACES),
            "not_ours",
            True,
        ),
    ],
)
def test_who_stands_in_the_cells_says_whether_it_is_about_staff(title, head, columns, kind, asked, tmp_path):
    found = understood(listed(title, head, *columns), tmp_path)
    assert (found.kind, any(one.field == "kind" for one in found.asked)) == (kind, asked)
    if kind == "summary":
        letter = "AB"[head.split("|").index("姓名")]
        assert found.parts[0].columns["name"] == letter
