"""Commands for a machine: install, uninstall, doctor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xlkpi.cli import options
from xlkpi.cli.ending import finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.office import install_extension, is_libreoffice, uninstall_extension
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import lang, words


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    only_listed = ("只列出步骤，不改动任何东西", "list the steps, change nothing")
    yield Command(
        "install",
        install,
        "把 xlkpi 装进 Excel（不需要管理员权限）或 LibreOffice",
        "Put xlkpi into Excel or LibreOffice",
        [
            _program(),
            options.dry_run(*only_listed),
            options.value(
                "--system",
                "windows|mac",
                "按哪种系统列步骤，只能与 --dry-run 同用",
                "plan for this system, with --dry-run only",
                default="",
            ),
            options.value(
                "--trust", ("文件夹", "DIR"), "设为受信任位置的文件夹", "folder of workbooks to trust", default=""
            ),
            options.value(
                ("--from", "source"),
                ("路径", "PATH"),
                "wheel 文件或源代码目录",
                "wheel or source folder to install",
                default="",
            ),
        ],
        examples=(
            ("install --dry-run", "先看每一步", "see every step first"),
            ("install libreoffice", "把函数装进 LibreOffice Calc", "put the functions into LibreOffice Calc"),
        ),
    )
    yield Command(
        "uninstall",
        uninstall,
        "删除 install 放到本机的东西",
        "Remove what install put there",
        [_program(), options.dry_run(*only_listed)],
        examples=(("uninstall", "从 Excel 里删除", "remove it from Excel"),),
    )
    yield Command(
        "doctor",
        doctor,
        "检查本机的安装，逐项说明原因和处理办法",
        "Say what of the installation is amiss",
        [
            options.path_argument(
                "workbook", ("[文件]", "[FILE]"), "同时检查一个工作簿", "also look at a workbook", required=False
            )
        ],
        examples=(
            ("doctor", "检查安装", "look at the installation"),
            ("doctor 附件3.xlsm", "这个工作簿为什么算不出来", "why this workbook does not compute"),
        ),
    )


def _program() -> click.Argument:
    return options.argument(
        "what",
        "[excel|libreoffice]",
        "哪个程序，默认 excel",
        "which program; excel by default",
        required=False,
        default="excel",
    )


def install(what: str, system: str, trust: str, source: str, *, dry_run: bool) -> None:
    """Install for the user who asks."""
    if is_libreoffice(what, "excel"):
        install_extension(dry_run=dry_run)
        return
    from xlkpi.errors import Unusable, sentence
    from xlkpi.setup.install import install as carry_out
    from xlkpi.setup.install import plan
    from xlkpi.setup.machine import Machine

    machine = Machine(system=system) if system else Machine()
    if machine.system != Machine().system and not dry_run:
        zh, en = "为其他系统只能加 --dry-run 列出步骤", "for another system the steps can only be listed: --dry-run"
        raise Unusable(sentence(zh, en))
    if system not in ("", "windows", "mac"):
        zh, en = "--system 只能是 windows 或 mac", "--system is windows or mac"
        raise Unusable(sentence(zh, en))
    steps = plan(machine, source=source or None, trust=trust or None)
    carry_out(machine, steps, tell, dry_run=dry_run)
    done = words("安装完成：请重新打开 Excel，并运行 xlkpi doctor 确认", "done: restart Excel, then run xlkpi doctor")
    tell(words("以上步骤均未执行", "none of this was done") if dry_run else done)


def uninstall(what: str, *, dry_run: bool) -> None:
    """Remove what install put on the machine."""
    if is_libreoffice(what, "excel"):
        uninstall_extension(dry_run=dry_run)
        return
    from xlkpi.setup.install import uninstall as take_away
    from xlkpi.setup.machine import Machine

    if not take_away(Machine(), tell, dry_run=dry_run):
        finish(2)


def doctor(workbook: Path | None) -> None:
    """Examine this machine; exit code 1 where something must be mended."""
    from xlkpi.setup.doctor import examine

    findings = examine(workbook=workbook)
    for finding in findings:
        for line in finding.lines(lang()):
            tell(line)
    if any(finding.wrong for finding in findings):
        finish(1)
