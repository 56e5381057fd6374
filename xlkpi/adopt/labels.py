"""Labels in a normal form: width, blanks, stars, colons and brackets aside, so that a lexicon can be exact."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
"""What stands in brackets in a text with plain signs (`wide`)."""
_NOISE = re.compile(r"[\s*※★☆●■◆:_/、.,，。;；\-—\"“”'‘’]+")
"""What does not change a label; a slash between two halves neither."""
_LATIN = r"[a-z][a-z0-9 .,'/&_-]*"
_CJK = "㐀-鿿豈-﫿"
_LATIN_AFTER = re.compile(rf"(?<=[{_CJK})\s/])({_LATIN}[.]?)$")
_LATIN_BEFORE = re.compile(rf"^({_LATIN})(?=[{_CJK}\s/(])")
_HAN = re.compile(f"[{_CJK}]")
_UNIT_AFTER = re.compile(r"(?<=.)(?:/(元|分|%|次|天|个|件|小时|万元|人)|%)$")
_COLON = re.compile(r"((?:(?<!\S)\S\s+)+\S|[A-Za-z][A-Za-z.' ]*[A-Za-z.]|\S+?)\s*(?:(?<!\d):|:(?!\d\d(?!\d)))")
_COUNTED = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}(?:部分|项)?[、.,:\s]|\d{1,2}(?:、|[.)](?!\d)))\s*")
_SHARE = re.compile(r"(?:占)?(\d+(?:\.\d+)?)%")


class Label(NamedTuple):
    """A label read: its readings (whole first, then the halves of a bilingual one) and what stood in brackets."""

    readings: tuple[str, ...]
    unit: str = ""

    @property
    def share(self) -> float | None:
        """A share told with the label, `自评(20%)`."""
        found = _SHARE.fullmatch(self.unit)
        return float(found[1]) / 100 if found else None


class Pair(NamedTuple):
    """A label and the value in the same cell; the value is empty where it is still to come."""

    label: Label
    value: str


def clauses(text: str) -> list[str]:
    """What a text says, cut at its semicolons, full stops and line breaks."""
    return re.split("[;；。\n]", text)


def wide(text: str) -> str:
    """Full-width letters, digits and signs as the plain ones."""
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=65536)
def label_of(text: str) -> Label:
    """Read a label; readings are empty where nothing but a unit stands there."""
    plain = wide(text).strip().lower()
    units = [unit.strip() for unit in BRACKETS.findall(plain)]
    bare = BRACKETS.sub(" ", plain).strip(" *:：\n")
    trailing = _UNIT_AFTER.search(bare)
    if trailing:
        units.append(trailing[1] or "%")
        bare = bare[: trailing.start()]
    readings = [squeezed(bare)]
    for pattern in (_LATIN_AFTER, _LATIN_BEFORE) if _HAN.search(bare) else ():  # Zhao Min is no label and min no half
        latin = pattern.search(bare)
        rest = bare[: latin.start()] + bare[latin.end() :] if latin else ""
        if latin and squeezed(rest):
            readings += [squeezed(rest), squeezed(latin[1])]
    strokes = [squeezed(part) for part in bare.split("/")]
    if len(strokes) == 2 and all(re.search(f"[{_CJK}]{{3}}", half) for half in strokes):
        readings += strokes  # 指标定义/计算公式
    inner = [squeezed(unit) for unit in units]
    readings += [word for word in inner if re.search(rf"[a-z{_CJK}]{{2}}", word) and not re.search(r"[%\d]", word)]
    return Label(tuple(dict.fromkeys(filter(None, readings))), units[0] if units else "")


def squeezed(text: str) -> str:
    """A label without blanks and signs, in small letters."""
    return _NOISE.sub("", wide(text).lower())


def unnumbered(text: str) -> str:
    """A heading without the number in front: 加减分 of 三、加减分 and of 3.加减分."""
    return _COUNTED.sub("", wide(text).strip())


def pairs_in(text: str) -> list[Pair]:
    """Labels with a colon and the values behind them in one cell: `部门：客服部    月份：2025年6月` holds two."""
    plain = wide(text)
    found = list(_COLON.finditer(plain))
    pairs = []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(plain)
        value = plain[match.end() : end].strip(" _　\n\t-—")
        if plain.lstrip().startswith("(") and value.count(")") > value.count("("):
            value = value.rstrip(") ")
        pairs.append(Pair(label_of(match[1].lstrip("([【 ")), value))
    return pairs


def looks_like_name(text: str) -> bool:
    """Whether a text could be a Chinese person's name: two to four characters, blanks inside aside."""
    return re.fullmatch(rf"[{_CJK}·]{{2,4}}|[{_CJK}][*＊某]{{1,2}}", re.sub(r"\s", "", text)) is not None


_FIRM = re.compile(
    "(?:公司|集团|物流|运输|货运|托运|速运|快运|快递|商行|商贸|贸易|有限|股份|厂|合作社|事务所|门市部|经营部)(?:[(（].*[)）])?$"
)


_OFFICE = re.compile("^[一-鿿]{2,8}(?:局|委|委员会|街道|街道办|镇|乡|管委会|办事处|支队|大队|水务集团|燃气集团)$")
"""A unit of the government or of the town: 市住建局, 城东街道."""


def looks_like_firm(text: str) -> bool:
    """Whether a text calls a firm, no person and no branch of one's own: 捷通运输, 安达管件厂, but not 城东分公司."""
    plain = re.sub(r"\s", "", text)
    if _OFFICE.search(plain):
        return True
    return len(plain) > 3 and _FIRM.search(plain) is not None and not re.search("[分子]公司$", plain)


_MONTH = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s*(?:年|[-./])\s*(?:0?[1-9]|1[0-2])\s*(?:月份?)?(?!\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d)"
    r"|(?<![\d年])(?:[1-9]|1[0-2])月份?(?!\d)|[〇○零一二三四五六七八九十]{0,4}年?(?:十[一二]?|[一二三四五六七八九])月份?)"
)
_SPAN = re.compile(r"月份?\s*(?:至|到|-|—|~|～)|季度|半年|全年|年度考核")


def month_in(text: str) -> str:
    """The month a text names, as it is written there; empty where it names none or more than one."""
    plain = _QUARTER.sub("", wide(text))
    found = [match[0] for match in _MONTH.finditer(plain)]
    return found[0].strip() if len(found) == 1 and not _SPAN.search(plain) else ""


_QUARTER = re.compile(r"第[一二三四1-4]季度(?=\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)")
"""The quarter in front of one of its months, which the month tells by itself: 第三季度9月份."""


def plain_word(text: str) -> str:
    """The first reading of a label, by which two are compared; "" where nothing but a unit stands there."""
    return next(iter(label_of(text).readings), "")


_RATED = re.compile("评|打分|得分|分数")
_MEAN = re.compile("平均|均分|均值")
_NO_RATER = re.compile("上月|上期|上年|去年|累计|排名|等级|标准")
"""Scores of another time, and what is none."""


def is_mean(heading: str) -> bool:
    """Whether a heading says that a column holds means."""
    return _MEAN.search(heading) is not None


def speaks_of_scores(heading: str) -> bool:
    """Whether a heading may be over a column of scores, be it of a rater without a key."""
    return _RATED.search(heading) is not None


def is_rater(heading: str) -> bool:
    """Whether a column may hold the scores of one of several raters: 园长打分, 自评."""
    return speaks_of_scores(heading) and not is_mean(heading) and not _NO_RATER.search(heading)
