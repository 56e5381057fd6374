"""What somebody asked a roll-up for, on a page of 总公司汇总: to be read, changed, and rolled up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from xlkpi.actions.folder import is_url, may_match
from xlkpi.books.book import Book
from xlkpi.drawing.canvas import Box
from xlkpi.drawing.report import Head, Report
from xlkpi.drawing.workbook_reading import as_text
from xlkpi.errors import CannotRead, Unusable, sentence
from xlkpi.records import dataclass

PAGE: Final = "来源"
NAME: Final = "汇总_来源"
"""The block of labels and what stands beside them."""
SOURCE: Final = "来源"
SPARE: Final = 5
"""Lines in which more sources can be typed."""
PATHS: Final = (("分公司名单", "branches"), ("预算表", "budget"), ("全体人员另存为", "data"))
WORDS: Final = (
    ("月份", "month"),
    ("方案", "scheme"),
    ("重算份数", "verify"),
    ("抽查条数", "draw"),
    ("抽查批次", "seed"),
)
PAY: Final = "工资"
WITH, WITHOUT = "含", "不含"
NOTE: Final = (
    "按「重新汇总」（或运行 xlkpi rollup 本文件 --again）按本页再汇总一次。来源可改，空行里可加："
    "文件夹、文件、通配符、zip 压缩包或网址；相对路径从本文件的文件夹算起。"
)


@dataclass(frozen=True)
class Order:
    """What a roll-up is made of, as it was typed; a path or pattern that is not absolute begins where we stand."""

    sources: tuple[str, ...]
    month: str = ""
    scheme: str = ""
    branches: str = ""
    budget: str = ""
    data: str = ""
    verify: str = ""
    draw: str = ""
    seed: str = ""
    pay: bool = True

    def missing(self) -> list[str]:
        """Return what is to be read and is not there; patterns and URLs are not looked for."""
        named = [one for one in (*self.sources, self.branches, self.budget) if one]
        return [one for one in named if not (is_url(one) or may_match(one) or Path(one).exists())]


def read_order(book: Book, beside: Path) -> Order:
    """Return what stands on the page of a workbook that lies in a folder. Raises NameMissing, Unusable."""
    told = [(as_text(row[0]), as_text(row[1])) for row in book.read(NAME)]
    sources = tuple(_from(beside, text) for label, text in told if label == SOURCE and text)
    if not sources:
        zh, en = "“来源”页没有写明来源，请填写文件夹", "the page 来源 names no source: fill in a folder"
        raise Unusable(sentence(zh, en))
    by_label = dict(told)
    given = {key: by_label.get(label, "") for label, key in WORDS}
    paths = {key: _from(beside, by_label.get(label, "")) for label, key in PATHS}
    return Order(sources, **given, **paths, pay=by_label.get(PAY) != WITHOUT)


def order_in(path: Path) -> Order:
    """Return what stands on the page of a workbook's file. Raises CannotRead, NameMissing, Unusable."""
    from xlkpi.actions.opening import open_book

    if not path.exists():
        zh, en = "没有 {path}，不知道汇总什么", "there is no {path}: roll up what?"
        raise CannotRead(sentence(zh, en, path=str(path)))
    return read_order(open_book(path), path.parent)


def draw_order(report: Report, order: Order, beside: Path) -> None:
    """Write the page."""
    heads = [Head("项目", 18), Head("内容", 90, ("left", "wrap", "plain_text"))]
    page = report.page(PAGE, "汇总的来源和选项", heads)
    area = page.table(PAGE, heads, _lines(order, beside), long=False)
    report.name(NAME, PAGE, Box(area.row, 0, area.rows, 2))
    page.note(NOTE, 32)
    page.note(f"汇总于 {dt.datetime.now():%Y-%m-%d %H:%M}。", 16)  # noqa: DTZ005 - the hour of who looks at it
    page.finish()


def _lines(order: Order, beside: Path) -> Iterator[Sequence[str | None]]:
    for one in order.sources:
        yield SOURCE, _seen_from(beside, one)
    for _ in range(SPARE):
        yield SOURCE, None
    for label, key in WORDS:
        yield label, getattr(order, key) or None
    for label, key in PATHS:
        yield label, _seen_from(beside, getattr(order, key)) or None
    yield PAY, WITH if order.pay else WITHOUT


def _seen_from(folder: Path, text: str) -> str:
    """A path as it is written down: from the workbook's folder where it lies below it, so that both can move."""
    if not text or is_url(text):
        return text
    whole, base = Path(text).absolute(), folder.absolute()
    return (whole.relative_to(base) if whole.is_relative_to(base) else whole).as_posix()


def _from(folder: Path, text: str) -> str:
    return text if not text or is_url(text) or Path(text).is_absolute() else str(folder / text)
