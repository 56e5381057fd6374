"""Further words of the layouts beside this file: for checking their truths and for the law of renaming; no matcher reads them."""

from __future__ import annotations

from adopt.second.vocabulary import LABELS as SECOND

_MORE = {
    "supervisor": "直接主管",
    "indicator": "质检项目 扣分项目 服务项目",
    "actual": "达成情况",
    "score": "平均得分 季度平均 上级评",
    "weighted": "权重得分",
    "total": "质检总分 考核总得分 月度考核分 本月得分",
    "rank": "班内排名",
    "base_pay": "绩效奖金基数",
    "pay": "实发绩效工资",
}
LABELS = {key: words | frozenset(_MORE.get(key, "").split()) for key, words in SECOND.items()}
