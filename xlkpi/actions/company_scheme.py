"""A company's own numbers of a scheme as a file: written from the scheme or from a workbook, given back to `new`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlkpi.actions.checks.confirmed_numbers import other_numbers
from xlkpi.actions.opening import open_book, read_book
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.domain.scheme import OWN_KEYS, Scheme, load_scheme, read_scheme, scheme_ids, scheme_text
from xlkpi.drawing.confirmations import PRINTED
from xlkpi.drawing.number_spec import CONFIRMED, NUMBERS_PAGE, SETTINGS, NumberTable, Setting
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import CannotRead, Sentence, Unusable, reason_of, sentence
from xlkpi.functions.arguments import YES

SUFFIX = ".toml"
STATED_TITLE = re.compile(r"方案：(.+?)。浅黄色格")
HEAD = """\
# 本公司的考核数值，新建时用 --scheme 给出：xlkpi new 附件3 --scheme 本文件 …
# title 是制度的名称，印在“参数”页上，可改成本公司的制度名称。
# value 是数值，unit 是单位，source 是依据。assumed = true 表示原制度文件里缺失、尚未确认：
# 核对后删去 assumed = true（或写 false），把 source 改成本公司的依据，新建的工作簿里“已确认”即为“是”。
"""


def scheme_named(word: str) -> Scheme:
    """Return the scheme that comes with xlkpi under this name, or the one in a file. Raises CannotRead, Unusable."""
    return load_scheme(word) if not word.lower().endswith(SUFFIX) else _scheme_in(Path(word))


def _scheme_in(path: Path) -> Scheme:
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        zh, en = "{path} 不是有效的 UTF-8 TOML 文件：{why}", "{path} is no TOML file in UTF-8: {why}"
        raise Unusable(sentence(zh, en, path=str(path), why=str(error))) from error
    except OSError as error:
        zh, en = "无法读取方案文件 {path}：{why}", "cannot read the scheme file {path}: {why}"
        raise CannotRead(sentence(zh, en, path=str(path), why=reason_of(error))) from error
    scheme, faults = read_scheme(document, path.name)
    if faults:
        zh, en = ("；".join(f"{fault.place} {fault.say(lang)}" for fault in faults) for lang in ("zh", "en"))
        raise Unusable(Sentence("{all_zh}", "{all_en}", {"all_zh": zh, "all_en": en}))
    return scheme


def exported(source: str) -> str:
    """Return the numbers of a scheme, or those of a workbook with what was confirmed there, as the text of a file.

    Raises CannotRead, Unusable.
    """
    if source in scheme_ids():
        return HEAD + scheme_text(source)
    path = Path(source)
    if not path.suffix:
        load_scheme(source)  # says which there are
    reading, faults = read_book(open_book(path))
    if reading is None:
        raise Unusable(sentence("{path} {what}", "{path} {what}", path=str(path), what=faults[0].text))
    if reading.kind.numbers is None:
        zh = "{path} 没有“参数”页，请给出有参数的工作簿，如附件3"
        en = "{path} has no page 参数: give a workbook with one"
        raise Unusable(sentence(zh, en, path=str(path)))
    document = tomllib.loads(scheme_text(reading.kind.scheme))
    document["title"] = stated_title(reading) or document["title"]
    for table in reading.kind.numbers.tables:
        _take_table(document, reading, table, path.name)
    for row, setting in enumerate(reading.kind.numbers.settings):
        _take_setting(document, reading, setting, row, path.name)
    return HEAD + as_toml(document)


def stated_title(reading: Reading) -> str:
    """Return what a workbook calls its scheme, in the second row of its page 参数; "" where it does not say."""
    file = reading.book.file if isinstance(reading.book, FileBook) else None
    cell = file.sheet(NUMBERS_PAGE).cells.get((2, 1)) if file and NUMBERS_PAGE in file.sheets else None
    found = STATED_TITLE.match(cell.value) if cell and isinstance(cell.value, str) else None
    return found[1] if found else ""


def _is_confirmed(reading: Reading, prefix: str, row: int) -> bool:
    gone = ((one.answers, one.row) for one in other_numbers(reading) if one.who != PRINTED)
    return reading.column(prefix + CONFIRMED)[row] in (True, *YES) and (prefix + CONFIRMED, row) not in gone


def _take_table(document: dict[str, Any], reading: Reading, table: NumberTable, origin: str) -> None:
    """Put the rows of a table of the page 参数 in the place of those of the scheme."""
    before = document.get(table.key, [])
    name = "department_level" if table.key == "quota" else "name"
    found = []
    codes = [as_text(reading.column(column.name)[0]) for column in table.columns] if table.headed else []
    for row in range(table.headed, len(reading.column(table.label))):
        label = as_text(reading.column(table.label)[row])
        if not label:
            continue
        at = row - table.headed
        known = next((one for one in before if one[name] == label), before[min(at, len(before) - 1)])
        confirmed = _is_confirmed(reading, table.prefix, row)
        cells = {column.key: reading.column(column.name)[row] for column in table.columns}
        entry = {**known, name: label}
        if table.headed:
            shares = {code: value for code, value in zip(codes, cells.values(), strict=True) if not is_blank(value)}
            entry |= _told({**known, "value": known["shares"]}, shares, origin, confirmed=confirmed)
            entry["shares"] = entry.pop("value")
        else:
            for key, value in cells.items():
                if isinstance(known.get(key), dict):
                    entry[key] = _told(known[key], _plain(value), origin, confirmed=confirmed)
                else:  # the code of a level stands without unit and source
                    entry[key] = as_text(value)
        if entry.get("assumed") is False or (table.headed and confirmed):
            entry.pop("assumed", None)
        found.append(entry)
    document[table.key] = found


def _take_setting(document: dict[str, Any], reading: Reading, setting: Setting, row: int, origin: str) -> None:
    value = _plain(reading.field(setting.name))
    key = next((key for key, word in setting.words.items() if word == value), value)
    known = document["setting"][setting.key]
    confirmed = _is_confirmed(reading, SETTINGS, row)
    document["setting"][setting.key] = _told(known, key, origin, confirmed=confirmed)


def _told(known: Mapping[str, Any], value: Any, origin: str, *, confirmed: bool) -> dict[str, Any]:
    """Return a number with its value and source: a value that was changed is no longer what the document prints."""
    told = {**known, "value": value}
    if value != known["value"]:
        told["source"] = f"本公司设定，取自 {origin}；原为 {_inline(known['value'])}：{known['source']}"
    if confirmed:
        told.pop("assumed", None)
    return told


def _plain(value: Value) -> float | str:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return as_text(value)


def as_toml(document: Mapping[str, Any]) -> str:
    """Write the document of a scheme: its head, its tables, its settings."""
    lines = [f"{key} = {_inline(document[key])}" for key in OWN_KEYS if isinstance(document.get(key), str)]
    for key, entries in document.items():
        for entry in entries if isinstance(entries, list) else ():
            lines += ["", f"[[{key}]]", *(f"{name} = {_inline(value)}" for name, value in entry.items())]
    if "setting" in document:
        lines += ["", "[setting]", *(f"{key} = {_inline(value)}" for key, value in document["setting"].items())]
    return "\n".join(lines) + "\n"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else json.dumps(key, ensure_ascii=False)
