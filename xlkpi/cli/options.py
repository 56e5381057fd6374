"""Arguments and options that several commands take, declared once."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlkpi.cli.help_page import Option
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _SomePath(click.ParamType[Path]):
    """A path, which shells complete; whether it can be read is said by who opens it.

    Click's own looks for translations of its English name at every start.
    """

    name = "path"

    def convert(self, value: Any, _parameter: click.Parameter | None, _context: click.Context | None) -> Path:
        """Return what was typed as a path."""
        return Path(value)

    def shell_complete(self, _context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        """Let the shell itself list files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(typed, type="file")]


def _metavar(told: str | tuple[str, str]) -> str:
    return told if isinstance(told, str) else words(*told)


def value(names: str | tuple[str, ...], metavar: str | tuple[str, str], zh: str, en: str, **more: Any) -> Option:
    """Return an option with a value; `metavar` stands for that on the help page, in one word or both languages."""
    return Option([names] if isinstance(names, str) else names, metavar=_metavar(metavar), help=words(zh, en), **more)


def path(names: str | tuple[str, ...], metavar: tuple[str, str], zh: str, en: str, **more: Any) -> Option:
    """Return an option whose value is a path."""
    return value(names, metavar, zh, en, type=_SomePath(), **more)


def flag(names: str | tuple[str, ...], zh: str, en: str, **more: Any) -> Option:
    """Return an option that is there or not."""
    return Option([names] if isinstance(names, str) else names, is_flag=True, help=words(zh, en), **more)


def argument(name: str, metavar: str | tuple[str, str], zh: str, en: str, **more: Any) -> click.Argument:
    """Return an argument."""
    return click.Argument([name], metavar=_metavar(metavar), help=words(zh, en), **more)


def path_argument(name: str, metavar: tuple[str, str], zh: str, en: str, **more: Any) -> click.Argument:
    """Return an argument that is a path, or several."""
    return argument(name, metavar, zh, en, type=_SomePath(), **more)


def files(zh: str = "", en: str = "") -> click.Argument:
    """Return the argument for one or more workbooks."""
    zh = zh or "工作簿：几个文件、文件夹（含下级文件夹）或 *.xlsm 这样的通配符"
    en = en or "workbooks: files, folders (with all folders below) or a pattern like *.xlsm"
    return path_argument("files", ("文件...", "FILE..."), zh, en, nargs=-1, required=True)


def summaries() -> click.Argument:
    """Return the argument for one or more summaries, before the folder of the forms."""
    zh, en = "附件3 文件，可以几个，也可以是文件夹或通配符", "summary workbooks: files, folders or patterns"
    return path_argument("summaries", ("附件3...", "SUMMARY..."), zh, en, nargs=-1)


def forms_folder() -> click.Argument:
    """Return the argument for the folder of the forms."""
    zh, en = "附件2 所在文件夹，下级文件夹也会查看", "folder of the forms, folders below it included"
    return path_argument("folder", ("文件夹", "FORMS_DIR"), zh, en)


def out(zh: str, en: str, *, required: bool = False, folder: bool = False) -> Option:
    """Return `-o`, where something is written."""
    metavar = ("文件夹", "DIR") if folder else ("路径", "PATH")
    return path(("-o", "--out"), metavar, zh, en, required=required)


def as_json() -> Option:
    """Return `--json`."""
    return flag(("--json", "as_json"), "输出 JSON", "print JSON")


def verbose() -> Option:
    """Return `-v`."""
    return flag(("-v", "--verbose"), "逐个单元格列出问题，不合并", "list every cell with a fault, joining none")


def force() -> Option:
    """Return `--force`."""
    return flag("--force", "覆盖已有文件（留备份）", "overwrite, with a backup")


def dry_run(zh: str, en: str) -> Option:
    """Return `--dry-run`."""
    return flag("--dry-run", zh, en)


def scheme(zh: str, en: str) -> Option:
    """Return `--scheme`."""
    return value("--scheme", ("方案", "NAME"), zh, en, default="")


def workbook(zh: str, en: str) -> click.Argument:
    """Return the argument for one workbook."""
    return path_argument("file", ("文件", "FILE"), zh, en)


def with_pay(zh: str, en: str) -> Option:
    """Return `--with-pay`."""
    return flag("--with-pay", zh, en)


def without_pay(zh: str = "不含任何工资金额", en: str = "leave every amount of pay out") -> Option:
    """Return `--without-pay`."""
    return flag("--without-pay", zh, en)


def private_key() -> Option:
    """Return `--key`."""
    zh, en = "用私钥签名（keygen 生成）", "sign with this private key (made by keygen)"
    return path("--key", ("私钥", "KEY"), zh, en)


def day(text: str | None) -> dt.date | None:
    """Return the day that `--date` names, also as Excel writes it; None where it was not given. Raises Unusable."""
    if text is None:
        return None
    try:
        return dt.date(*map(int, re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip()).groups()))  # type: ignore[union-attr]
    except (ValueError, AttributeError):
        zh, en = "--date 应如 2024-06-05，而不是“{date}”", "--date is like 2024-06-05, not “{date}”"
        raise Unusable(sentence(zh, en, date=text)) from None


def parted(text: str) -> tuple[str, str]:
    """Return WORD and VALUE of WORD=VALUE, the sign full-width too; the word is empty where none is given."""
    word, _, given = text.replace("＝", "=").rpartition("=")
    return word.strip(), given.strip()


def pair(name: str, text: str, like: str) -> tuple[str, str]:
    """Return the same where neither may be left out. Raises Unusable."""
    if not all(parted(text)):
        zh, en = "{name} 应如 {like}，而不是“{text}”", "{name} is like {like}, not “{text}”"
        raise Unusable(sentence(zh, en, name=name, like=like, text=text))
    return parted(text)
