"""Arguments and options that several commands take, declared once."""

from __future__ import annotations

import datetime as dt
import re

import click

from xlkpi.cli.help_page import Option
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence


def some_path() -> click.Path:
    """Return the type of a path, which shells complete; whether it can be read is said by who opens it."""
    from pathlib import Path

    return click.Path(readable=False, path_type=Path)


def files(zh: str = "", en: str = "") -> click.Argument:
    """Return the argument for one or more workbooks."""
    told = words(
        zh or "工作簿：几个文件、文件夹（含下级文件夹）或 *.xlsm 这样的通配符",
        en or "workbooks: files, folders (with all folders below) or a pattern like *.xlsm",
    )
    return click.Argument(
        ["files"], metavar=words("文件...", "FILE..."), nargs=-1, required=True, type=some_path(), help=told
    )


def summaries() -> click.Argument:
    """Return the argument for one or more summaries, before the folder of the forms."""
    told = words("附件3 文件，可以几个，也可以是文件夹或通配符", "summary workbooks: files, folders or patterns")
    metavar = words("附件3...", "SUMMARY...")
    return click.Argument(["summaries"], metavar=metavar, nargs=-1, type=some_path(), help=told)


def forms_folder() -> click.Argument:
    """Return the argument for the folder of the forms."""
    told = words("附件2 所在文件夹，下级文件夹也会查看", "folder of the forms, folders below it included")
    return click.Argument(["folder"], metavar=words("文件夹", "FORMS_DIR"), type=some_path(), help=told)


def out(zh: str, en: str, *, required: bool = False, folder: bool = False) -> Option:
    """Return `-o`, where something is written."""
    metavar = words("文件夹", "DIR") if folder else words("路径", "PATH")
    return Option(["-o", "--out"], metavar=metavar, type=some_path(), required=required, help=words(zh, en))


def as_json() -> Option:
    """Return `--json`."""
    return Option(["--json", "as_json"], is_flag=True, help=words("输出 JSON", "print JSON"))


def verbose() -> Option:
    """Return `-v`."""
    told = words("逐个单元格列出问题，不合并", "list every cell with a fault, joining none")
    return Option(["-v", "--verbose"], is_flag=True, help=told)


def force() -> Option:
    """Return `--force`."""
    return Option(["--force"], is_flag=True, help=words("覆盖已有文件（留备份）", "overwrite, with a backup"))


def dry_run(zh: str, en: str) -> Option:
    """Return `--dry-run`."""
    return Option(["--dry-run"], is_flag=True, help=words(zh, en))


def scheme(zh: str, en: str) -> Option:
    """Return `--scheme`."""
    return Option(["--scheme"], metavar=words("方案", "NAME"), default="", help=words(zh, en))


def workbook(zh: str, en: str) -> click.Argument:
    """Return the argument for one workbook."""
    return click.Argument(["file"], metavar=words("文件", "FILE"), type=some_path(), help=words(zh, en))


def with_pay(zh: str, en: str) -> Option:
    """Return `--with-pay`."""
    return Option(["--with-pay"], is_flag=True, help=words(zh, en))


def without_pay(zh: str = "不含任何工资金额", en: str = "leave every amount of pay out") -> Option:
    """Return `--without-pay`."""
    return Option(["--without-pay"], is_flag=True, help=words(zh, en))


def private_key() -> Option:
    """Return `--key`."""
    told = words("用私钥签名（keygen 生成）", "sign with this private key (made by keygen)")
    return Option(["--key"], metavar=words("私钥", "KEY"), type=some_path(), help=told)


def day(text: str | None) -> dt.date | None:
    """Return the day that `--date` names, also as Excel writes it; None where it was not given. Raises Unusable."""
    if text is None:
        return None
    try:
        return dt.date(*map(int, re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip()).groups()))  # type: ignore[union-attr]
    except (ValueError, AttributeError):
        zh, en = "--date 应如 2024-06-05，而不是“{date}”", "--date is like 2024-06-05, not “{date}”"
        raise Unusable(sentence(zh, en, date=text)) from None
