"""The command certificate: a certificate of one's own for signing macros."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import CannotRead, sentence


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "certificate",
        certificate,
        "给没有证书的单位做一张宏签名证书",
        "Make a certificate for signing macros",
        [
            options.value(
                "--company", ("名称", "NAME"), "签名人，显示在 Excel 里", "who signs; Excel shows it", required=True
            ),
            options.out("两个文件放在哪个文件夹", "folder of the two files", required=True, folder=True),
            options.value("--years", "N", "几年有效", "years it holds", type=click.IntRange(1, 10), default=3),
            options.path(
                "--password-file",
                ("文件", "FILE"),
                "从文件第一行读密码，默认现场输入",
                "the password is its first line; else it is asked for",
            ),
        ],
        examples=(
            (
                "certificate --company 江城燃气 -o 证书",
                ".cer 用组策略发到各电脑，.pfx 由一人保管",
                "the .cer goes to the PCs, the .pfx stays with one person",
            ),
        ),
    )


def certificate(company: str, out: Path | None, years: int, password_file: Path | None) -> None:
    """Make a certificate and its key."""
    from xlkpi.setup.certificate import make_certificate

    made = make_certificate(out or Path(), company, _password(password_file), years)
    tell(
        words(
            f"已写入：{made.public}（发到各电脑的“受信任的发布者”和“受信任的根”）",
            f"written: {made.public} (for the PCs)",
        )
    )
    tell(words(f"已写入：{made.private}（含私钥，只由一人保管）", f"written: {made.private} (with the key: keep it)"))
    tell(
        words(f"有效到 {made.until}；怎样签名见 docs/excel.md", f"holds until {made.until}; how to sign: docs/excel.md")
    )


def _password(file: Path | None) -> str:
    """Read the password of the key's file, never from the command line, where others could see it."""
    if file is None:
        asked = words("给 .pfx 设一个密码", "A password for the .pfx")
        return str(click.prompt(asked, hide_input=True, confirmation_prompt=words("再输入一次", "Again")))
    try:
        return file.read_text("utf-8-sig").partition("\n")[0].strip()
    except (OSError, ValueError) as error:
        zh, en = "无法读取密码文件 {path}", "cannot read the file of the password {path}"
        raise CannotRead(sentence(zh, en, path=str(file))) from error
