"""Commands for a machine: install, uninstall, doctor."""

from __future__ import annotations

from pathlib import Path

import typer

from xlkpi.cli.office import install_extension, is_libreoffice, uninstall_extension
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Sentence

DRY_RUN = typer.Option(False, "--dry-run", help=words("只列出步骤，不改动任何东西", "list the steps, change nothing"))
SYSTEM = typer.Option("", "--system", help=words("按哪种系统列步骤：windows、mac", "plan for: windows, mac"))
TRUST = typer.Option("", "--trust", help=words("设为受信任位置的文件夹", "folder of workbooks to trust"))
SOURCE = typer.Option("", "--from", help=words("wheel 文件或源代码目录", "wheel or source folder to install"))
WHAT = typer.Argument("excel", metavar="[excel|libreoffice]", help=words("装进哪个程序", "into which program"))
WORKBOOK = typer.Argument(None, metavar="[FILE]", help=words("同时检查一个工作簿", "also look at a workbook"))


def register(app: typer.Typer) -> None:
    """Declare the commands of this room."""
    app.command("install", help=words("把 xlkpi 装进 Excel（不需要管理员权限）", "Put xlkpi into Excel"))(install)
    app.command("uninstall", help=words("删除 install 放到本机的东西", "Remove what install put there"))(uninstall)
    app.command(
        "doctor", help=words("检查本机的安装，逐项说明原因和处理办法", "Say what of the installation is amiss")
    )(doctor)


def install(
    what: str = WHAT, dry_run: bool = DRY_RUN, system: str = SYSTEM, trust: str = TRUST, source: str = SOURCE
) -> None:
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
    carry_out(machine, steps, _say, dry_run=dry_run)
    done = words("安装完成：请重新打开 Excel，并运行 xlkpi doctor 确认", "done: restart Excel, then run xlkpi doctor")
    typer.echo(words("以上步骤均未执行", "none of this was done") if dry_run else done)


def uninstall(what: str = WHAT, dry_run: bool = DRY_RUN) -> None:
    """Remove what install put on the machine."""
    if is_libreoffice(what, "excel"):
        uninstall_extension(dry_run=dry_run)
        return
    from xlkpi.setup.install import uninstall as take_away
    from xlkpi.setup.machine import Machine

    if not take_away(Machine(), _say, dry_run=dry_run):
        raise typer.Exit(2)


def doctor(workbook: Path | None = WORKBOOK) -> None:
    """Examine this machine; exit code 1 where something must be mended."""
    from xlkpi.setup.doctor import examine

    findings = examine(workbook=workbook)
    for finding in findings:
        for line in finding.lines(lang()):
            typer.echo(line)
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)


def _say(text: Sentence) -> None:
    typer.echo(text.say(lang()))
