"""Points of levels in words that offices use: quoted, of one sign, in ordinals, with what follows from the last line."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood
from xlkpi.adopt.level_sentences import told_in


def lines(text):
    return {level: (low or 0.0) for level, (low, *_) in told_in(text)}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "90分以上为“好”，80-89分为“较好”，60-79分为“一般”，60分以下为“较差”",
            {"好": 90, "较好": 80, "一般": 60, "较差": 0},
        ),
        ("90分以上“好”，80-89分“较好”，60-79分“一般”，60分以下“较差”", {"好": 90, "较好": 80, "一般": 60, "较差": 0}),
        ("“好”：90分及以上；“较好”：80分及以上；“一般”：80分以下", {"好": 90, "较好": 80, "一般": 0}),
        ("90分以上评为「优秀」，80分以上评为「良好」，80分以下评为「合格」", {"优秀": 90, "良好": 80, "合格": 0}),
        ("85分起为好，70分起为中，低于70分为差", {"好": 85, "中": 70, "差": 0}),
        ("好 / 中 / 差：85分起为好，70分起为中，低于70分为差", {"好": 85, "中": 70, "差": 0}),
        ("90分起A，80分起B，80分以下C", {"A": 90, "B": 80, "C": 0}),
        ("95分以上一级，85分以上二级，75分以上三级，75分以下四级", {"一级": 95, "二级": 85, "三级": 75, "四级": 0}),
        ("一级：≥95分；二级：85-94分；三级：75-84分；四级：75分以下", {"一级": 95, "二级": 85, "三级": 75, "四级": 0}),
        (
            "90分以上优秀，80分以上称职，70分以上合格，70分以下退回保安公司",
            {"优秀": 90, "称职": 80, "合格": 70, "退回保安公司": 0},
        ),
        (
            "90分以上优秀，80分以上良好，60分以上合格，60分以下扣发全部绩效",
            {"优秀": 90, "良好": 80, "合格": 60, "扣发全部绩效": 0},
        ),
        ("90分以上优秀，80分以上良好，80分以下调离岗位", {"优秀": 90, "良好": 80, "调离岗位": 0}),
        (
            "（90分以上优秀，80分以上称职，70分以上合格，70分以下退回保安公司）",
            {"优秀": 90, "称职": 80, "合格": 70, "退回保安公司": 0},
        ),
        ("考核结论（90分以上为优，80分以上为良，80分以下待岗）", {"优": 90, "良": 80, "待岗": 0}),
        ("注：（90分以上优秀，80分以上良好，80分以下辞退）", {"优秀": 90, "良好": 80, "辞退": 0}),
        (
            "优秀：90分以上；良好：80分以上；合格：70分以上；70分以下：调岗",
            {"优秀": 90, "良好": 80, "合格": 70, "调岗": 0},
        ),
        (
            "优秀（90分以上）、良好（80分以上）、合格（70分以上），低于70分的退回公司",
            {"优秀": 90, "良好": 80, "合格": 70, "退回公司": 0},
        ),
    ],
)
def test_points_are_read(text, points):
    assert lines(text) == points


@pytest.mark.parametrize(
    "text",
    [
        "第1-2名为A，第3-5名为B，其余为C",  # places
        "前两名为金牌，第三至第五名为银牌，其他为铜牌",
        "一级指标占60分，二级指标占40分",
        "态度好加2分，态度差扣2分",
        "好评1次加1分，差评1次扣2分",
        "客户评价好得5分，评价中得3分",
        "二级维修响应超过30分钟扣2分",
        "80分以上的写“同意”，80分以下的写“不同意”",
        "上月70分以下调岗1人，本月90分以上2人",
        "三级安全教育95分以上合格",
        "优秀班组（月度90分以上）奖励500元，（连续三月80分以下）约谈",
    ],
)
def test_other_sentences_state_no_levels(text):
    found = lines(text)
    assert len(found) < 2 or not {"好", "一级", "A", "金牌", "同意"} & found.keys(), found


LIST = """
稽查队10月考核汇总表|<|<
姓名|总分|等次
艾米|92|{0}
毕然|84|{1}
陈思|65|{2}
邓超|50|{3}
~{rule}|<|<
"""
OF_QUOTES = "90分以上为“好”，80-89分为“较好”，60-79分为“一般”，60分以下为“较差”"


@pytest.mark.parametrize(
    ("rule", "levels", "wrong"),
    [
        (OF_QUOTES, ("好", "较好", "一般", "较差"), {}),
        (OF_QUOTES, ("好", "一般", "一般", "较差"), {"C4": "较好"}),
        ("95分以上一级，80分以上二级，60分以上三级，60分以下四级", ("一级", "二级", "三级", "四级"), {"C3": "二级"}),
        (
            "90分以上优秀，80分以上称职，60分以上合格，60分以下退回保安公司",
            ("优秀", "合格", "合格", "不合格"),
            {"C4": "称职"},
        ),
        (
            "考核结论（90分以上优秀，80分以上称职，60分以上合格，60分以下退回保安公司）",
            ("优秀", "合格", "合格", "不合格"),
            {"C4": "称职"},
        ),
    ],
)
def test_levels_that_stand_are_held_against_them(rule, levels, wrong, tmp_path):
    found = understood(drawn(LIST.format(*levels, rule=rule)), tmp_path)
    assert {one.cell: one.follows for one in found.contradictions} == wrong


def test_ranks_beside_letters_are_no_points(tmp_path):
    found = understood(drawn(LIST.format("A", "A", "B", "C", rule="第1-2名为A，第3名为B，其余为C")), tmp_path)

    assert not [one for part in found.parts for one in part.questions]
    assert found.contradictions == ()
