"""Rules of levels as companies write them in a sentence, with what a person reads in each; drawn before they were read.

`bands` are the lowest points of each level, `factors` the coefficients; None where a person would ask. Nothing of a public form
was copied, only how such sentences are built: notes under appraisal lists of property, logistics, water and call-centre companies on
document-sharing sites (发放110%, 其余合格, 系数分别为), and the clauses of appraisal rules (考核结果分为…四个等级).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Told(NamedTuple):
    """A sentence and what it says."""

    text: str
    bands: Mapping[str, float] | None = None
    factors: Mapping[str, float] | None = None


OPEN = (
    Told(
        "说明：90分及以上为优，发放110%；80分及以上为良，发放100%；80分以下为中，发放85%。",
        {"优": 90, "良": 80, "中": 0},
        {"优": 1.1, "良": 1, "中": 0.85},
    ),
    Told("注：95分以上（含）优秀，85分以上（含）良好，其余合格。", {"优秀": 95, "良好": 85, "合格": 0}),
    Told(
        "考核结果分为优秀、良好、合格、不合格四个等级，系数分别为1.2、1.0、0.8、0.5。",
        None,
        {"优秀": 1.2, "良好": 1, "合格": 0.8, "不合格": 0.5},
    ),
    Told("绩效系数：A级1.2倍，B级1.0倍，C级0.8倍，D级0倍", None, {"A": 1.2, "B": 1, "C": 0.8, "D": 0}),
    Told(
        "90分以上为优秀（含90分），80-89分为良好，60-79分为合格，60分以下为不合格",
        {"优秀": 90, "良好": 80, "合格": 60, "不合格": 0},
    ),
    Told(
        "A级：≥95分，系数1.2；B级：85≤X＜95，系数1.0；C级：＜85分，系数0.7",
        {"A": 95, "B": 85, "C": 0},
        {"A": 1.2, "B": 1, "C": 0.7},
    ),
    Told("优秀、良好、合格的绩效系数依次为1.15、1、0.9", None, {"优秀": 1.15, "良好": 1, "合格": 0.9}),
    Told(
        "95分以上优（绩效工资按120%发放），85分以上良（按100%发放），其他为差（按80%发放）",
        {"优": 95, "良": 85, "差": 0},
        {"优": 1.2, "良": 1, "差": 0.8},
    ),
    Told("优秀系数1.2，良好系数1.0，合格系数0.8", None, {"优秀": 1.2, "良好": 1, "合格": 0.8}),
    Told("甲等系数为1.3；乙等系数为1.1；丙等系数为0.9", None, {"甲等": 1.3, "乙等": 1.1, "丙等": 0.9}),
    # a person would ask: more words than numbers, two numbers for one, another kind of coefficient
    Told("优秀、良好、合格、不合格，系数分别为1.2、1.0、0.8"),
    Told("优秀系数1.2或1.3，良好系数1.0"),
    Told("A级岗位系数1.2，B级岗位系数1.0，C级岗位系数0.8"),
    Told("优秀系数1.0～1.2，良好系数0.9～1.0"),
    Told("本月合格率95%，优秀员工3名，不合格工单扣2分"),
    Told("优秀系数1.2，良好系数1.0；优秀系数1.3"),
)
KEPT = (
    Told(
        "90（含）分以上为A，按标准的120%发放；75（含）分以上为B，按标准的100%发放；75分以下为C，按标准的70%发放。",
        {"A": 90, "B": 75, "C": 0},
        {"A": 1.2, "B": 1, "C": 0.7},
    ),
    Told("评定等级：总分≥90优秀，≥80良好，其余为一般", {"优秀": 90, "良好": 80, "一般": 0}),
    Told(
        "等级分A、B、C、D四级，对应绩效系数为1.3、1.1、0.9、0.6",
        None,
        {"A": 1.3, "B": 1.1, "C": 0.9, "D": 0.6},
    ),
    Told("优秀（1.2）、良好（1.0）、合格（0.8）为绩效系数", None, {"优秀": 1.2, "良好": 1, "合格": 0.8}),
    Told(
        "85分及以上为优秀，绩效系数1.1；70～84分为称职，绩效系数1.0；70分以下为不称职，绩效系数0.8",
        {"优秀": 85, "称职": 70, "不称职": 0},
        {"优秀": 1.1, "称职": 1, "不称职": 0.8},
    ),
    Told("A、B、C三档分别按绩效工资的110%、100%、90%计发", None, {"A": 1.1, "B": 1, "C": 0.9}),
    Told("A级系数1.2，B级1.0，区域系数0.8"),
    Told("优秀1.2，良好1.0，其中新员工优秀1.1系数"),
)
"""Kept aside until the reader was done; scored at the end."""
