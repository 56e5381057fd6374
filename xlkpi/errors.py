"""What can go wrong, as one page: exceptions for what stops us, faults for what is wrong inside a workbook.

XlkpiError                  everything we raise on purpose; carries a Sentence
├── CannotRead              the file cannot be used (exit code 2)
│   └── ReadRefusal         two dozen causes, each a class: drawn in books/ooxml/refusals.py
├── CannotWrite             nothing was written, the old file stands (exit code 2)
│   └── WriteRefusal        a dozen causes, each a class: drawn in books/write_refusals.py
├── NameMissing             a workbook lacks a defined name that an action needs
└── Unusable                an argument of a command or a scheme file is wrong (exit code 2)

A Fault is a value, not an exception: one thing wrong in a user's workbook, with its place. Actions collect all of them.
This module is part of the function path: standard library only, Python 3.8 upwards.
"""

from __future__ import annotations

import enum
import errno
from dataclasses import field
from typing import Iterable, Mapping, Union

from xlkpi.records import dataclass

Words = Union[str, int, float, "Sentence"]


@dataclass(frozen=True)
class Sentence:
    """One message in the two languages we speak; `zh` and `en` are format strings over the same `values`."""

    zh: str
    en: str
    values: Mapping[str, Words] = field(default_factory=dict)

    def say(self, lang: str = "zh") -> str:
        """Return the sentence in `lang` ("zh" or "en")."""
        filled = {key: value.say(lang) if isinstance(value, Sentence) else value for key, value in self.values.items()}
        return (self.en if lang == "en" else self.zh).format(**filled)

    def __str__(self) -> str:
        return self.say()


def sentence(zh: str, en: str, /, **values: Words) -> Sentence:
    """Make a Sentence; write both languages side by side where the fault is found."""
    return Sentence(zh, en, values)


def as_argument(path: object) -> str:
    """Write a path as it can be copied into a command line, in quotes where it holds more than plain characters."""
    text = str(path)
    return f'"{text}"' if any(letter.isspace() or letter in "()&;" for letter in text) else text


REASONS: Mapping[str, str] = {
    "ENOENT": "没有这个文件或文件夹",
    "EACCES": "没有权限",
    "EPERM": "没有权限",
    "EEXIST": "已经存在",
    "EISDIR": "是一个文件夹",
    "ENOTDIR": "路径中的某一段不是文件夹",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "超出磁盘配额",
    "EFBIG": "文件太大",
    "EROFS": "磁盘是只读的",
    "ENAMETOOLONG": "文件名太长",
    "EBUSY": "文件正被占用",
    "ETXTBSY": "文件正被占用",
    "EIO": "磁盘读写出错",
    "EINVAL": "文件名里有不允许的字符",
}
"""What the operating system's errors mean, for people who read no English."""


def reason_of(error: BaseException) -> Sentence:
    """Say in both languages why the operating system refused something."""
    known = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    en = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return Sentence("{zh}", "{en}", {"zh": REASONS.get(known, en), "en": en})


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a workbook: the place (`附件3!D14`), what is wrong and what to do.

    `notice` marks what the user should know but what does not make a result unsafe; `unconfirmed` a number that the
    printed rules lost and nobody has confirmed yet: there are dozens of them, and a screen tells them in one line. So
    it does with `waiting`, work that has not begun: at the start of a month every form is one that nobody has scored.
    An `open` notice has to be settled before the workbook is approved and made final, as an unconfirmed number has.
    """

    place: str
    text: Sentence
    notice: bool = False
    unconfirmed: bool = False
    waiting: bool = False
    open: bool = False

    def say(self, lang: str = "zh") -> str:
        """Return the fault's sentence without its place."""
        return self.text.say(lang)


def unsafe(faults: Iterable[Fault]) -> bool:
    """Tell whether something is wrong that is more than a notice: results would not be safe to write."""
    return any(not fault.notice for fault in faults)


class XlkpiError(Exception):
    """Base of everything raised on purpose; `text` says in both languages what happened and what to do."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)  # made again of it in another process
        self.text = text

    def say(self, lang: str = "zh") -> str:
        """Return the sentence in `lang`."""
        return self.text.say(lang)


class CannotRead(XlkpiError):
    """The file cannot be used as it is."""


class CannotWrite(XlkpiError):
    """Nothing was written; what existed stays."""


def cannot_read(path: object, error: BaseException) -> CannotRead:
    """Say that the operating system does not let us read something."""
    zh, en = "无法读取“{path}”：{why}", "cannot read “{path}”: {why}"
    return CannotRead(sentence(zh, en, path=str(path), why=reason_of(error)))


def cannot_write(path: object, error: BaseException, zh: str = "", en: str = "") -> CannotWrite:
    """Say that the operating system does not let us write something, and in both languages what to do then."""
    told = "无法写入“{path}”：{why}" + zh, "cannot write “{path}”: {why}" + en
    return CannotWrite(sentence(*told, path=str(path), why=reason_of(error)))


class NameMissing(XlkpiError):
    """A workbook lacks a defined name that was asked for."""


class Unusable(XlkpiError):
    """An argument of a command, or a scheme file, cannot be used."""


class CellError(enum.Enum):
    """An Excel error value as it stands in a cell; never text, never None."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    GETTING_DATA = "#GETTING_DATA"
    SPILL = "#SPILL!"
    CONNECT = "#CONNECT!"
    BLOCKED = "#BLOCKED!"
    UNKNOWN = "#UNKNOWN!"
    FIELD = "#FIELD!"
    CALC = "#CALC!"

    def __str__(self) -> str:
        return str(self.value)


ERROR_NUMBERS: Mapping[CellError, int] = {
    CellError.NULL: 2000,
    CellError.DIV0: 2007,
    CellError.VALUE: 2015,
    CellError.REF: 2023,
    CellError.NAME: 2029,
    CellError.NUM: 2036,
    CellError.NA: 2042,
    CellError.GETTING_DATA: 2043,
    CellError.SPILL: 2045,
    CellError.CONNECT: 2046,
    CellError.BLOCKED: 2047,
    CellError.UNKNOWN: 2048,
    CellError.FIELD: 2049,
    CellError.CALC: 2050,
}
"""The number VBA's CVErr takes for each error."""

ERROR_CODES: Mapping[int, CellError] = {number - 2146828288: error for error, number in ERROR_NUMBERS.items()}
"""A COM client sees a cell error as a raw integer: 0x800A0000, signed, plus its number."""


__all__ = [
    "ERROR_CODES",
    "ERROR_NUMBERS",
    "CannotRead",
    "CannotWrite",
    "CellError",
    "Fault",
    "NameMissing",
    "Sentence",
    "Unusable",
    "XlkpiError",
    "as_argument",
    "cannot_read",
    "cannot_write",
    "reason_of",
    "sentence",
    "unsafe",
]
