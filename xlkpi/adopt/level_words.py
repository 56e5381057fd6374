"""Words that levels are called by."""

from __future__ import annotations

import re

LEVEL_WORDS = frozenset(
    (
        *(
            "优秀",
            "良好",
            "合格",
            "需改进",
            "不合格",
            "优",
            "良",
            "中",
            "差",
            "好",
            "称职",
            "基本称职",
            "不称职",
            "胜任",
            "基本胜任",
        ),
        *(
            "不胜任",
            "达标",
            "不达标",
            "一般",
            "较好",
            "较差",
            "卓越",
            "杰出",
            "优良",
            "待改进",
            "基本合格",
            "及格",
            "不及格",
            "甲",
            "乙",
            "丙",
            "丁",
        ),
        *("特等", "一等", "二等", "三等", "四等", "五等", "特优", "优等", "良等", "中等", "差等"),
        *("excellent", "good", "qualified", "fair", "poor", "outstanding", "satisfactory"),
    )
)
_LEVEL = re.compile(
    r"[a-es][+\-＋－]{0,2}|[a-e]级|[一二三四五六七八九十]{1,2}[级档]|[Ⅰ-Ⅻ]级?|\d{1,2}[级档]|[甲乙丙丁]等?",
    re.IGNORECASE,
)
STARS = r"(?:[一二三四五]|(?<![\d.])[1-5])颗?星级?|★{1,5}☆{0,4}"
"""Stars in words or signs: 四星, 4星级, ★★★★☆."""
_STARS = re.compile(STARS)
_COUNT = "一二三四五"


_BILINGUAL = re.compile(r"([一-鿿]{1,4})\s*[/ ]\s*[a-z][a-z ]+")
"""A level in two languages: 优良 Good."""


def is_level(text: str) -> bool:
    """Whether a word is one of those that levels are called by."""
    word = text.strip().lower()
    if found := _BILINGUAL.fullmatch(word):
        return is_level(found[1])
    return word in LEVEL_WORDS or any(words.fullmatch(word) for words in (_LEVEL, _STARS))


def in_stars(text: str) -> str:
    """A level that is told in stars, in words: 四星 for ★★★★☆ and 4星级; empty where it is another one."""
    if not _STARS.fullmatch(text.strip()):
        return ""
    first = text.strip()[0]
    return f"{_COUNT[text.count('★') - 1] if first == '★' else first.translate(_DIGITS)}星"


_DIGITS = str.maketrans("12345", _COUNT)


def star_count(level: str) -> int:
    """How many stars a level in stars has: 4 of 四星. Raises ValueError for another level."""
    return _COUNT.index(level[0]) + 1


_BOX = re.compile(r"[□☐○◯☑☒√✓✔■●]\s*([^□☐○◯☑☒√✓✔■●\s]+)")
_TICKED = re.compile(r"[☑☒√✓✔■●]\s*([^□☐○◯☑☒√✓✔■●\s]+)")


def ticked(text: str) -> str:
    """The level that is ticked among several with boxes, □优秀 ☑良好; empty where none is, or more than one."""
    boxes, found = _BOX.findall(text), _TICKED.findall(text)
    return found[0] if len(boxes) > 1 and len(found) == 1 and all(map(is_level, boxes)) else ""
