"""Put the commands together, and turn what stops us into one sentence and an exit code.

Exit codes: 0 fine, 1 faults in a workbook, 2 cannot read or write (or a wrong command line).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable

import click

from xlkpi import __version__
from xlkpi.cli.help_page import Command, Commands, Option
from xlkpi.cli.screen import complain
from xlkpi.cli.speech import choose_language, words
from xlkpi.cli.usage import usage_errors
from xlkpi.errors import XlkpiError, reason_of, sentence

SHELVES = (
    (
        "每月考核",
        "The month",
        (
            *("new", "adopt", "collect", "check", "recompute", "feedback", "explain", "next", "people"),
            *("history", "undo", "period", "scheme", "confirm", "preview", "demo"),
        ),
    ),
    (
        "月末",
        "The month's end",
        (
            *("whatif", "budget", "sign", "status", "finalize", "verify", "reopen", "keygen"),
            *("export", "slips", "appeals"),
        ),
    ),
    ("总公司", "Head office", ("rollup", "report", "record", "person", "erase")),
    ("本机安装", "This machine", ("install", "uninstall", "doctor", "refresh", "certificate", "completion")),
    ("给开发和维护人员", "For programmers", ("functions", "call", "build", "bundle")),
)
"""Groups of the help page and the commands in each, in this order."""

ROOMS = {
    "new_commands": ("new", "check"),
    "collect_command": ("collect",),
    "adopt_command": ("adopt",),
    "recompute_command": ("recompute",),
    "feedback_command": ("feedback",),
    "sign_commands": ("sign", "status"),
    "confirm_command": ("confirm",),
    "appeals_command": ("appeals",),
    "explain_command": ("explain",),
    "whatif_command": ("whatif",),
    "budget_command": ("budget",),
    "export_command": ("export",),
    "slips_command": ("slips",),
    "final_commands": ("finalize", "verify", "reopen", "keygen"),
    "history_commands": ("history", "undo"),
    "next_command": ("next",),
    "people_command": ("people",),
    "ledger_commands": ("record", "person", "erase"),
    "period_command": ("period",),
    "rollup_command": ("rollup",),
    "report_command": ("report",),
    "scheme_command": ("scheme",),
    "preview_command": ("preview",),
    "demo_command": ("demo",),
    "setup_commands": ("install", "uninstall", "doctor"),
    "refresh_command": ("refresh",),
    "certificate_command": ("certificate",),
    "completion_command": ("completion",),
    "function_commands": ("functions", "call"),
    "build_command": ("build",),
    "bundle_command": ("bundle",),
}
"""Modules of this package and the commands each declares: a start loads the one it needs, not all of them."""

INTERRUPTED = 130
"""The exit code of a program that somebody stopped with Ctrl+C."""


def build_app() -> Commands:
    """Declare the commands in the language in use; each one itself when it is asked for."""
    shelves = [(words(zh, en), names) for zh, en, names in SHELVES]
    version = Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_tell_version,
        help=words("显示版本", "show the version"),
    )
    about = words("在 Excel 工作簿里完成月度绩效考核。", "Monthly employee appraisal inside Excel workbooks.")
    return Commands(about, shelves, _declared, [version])


def _declared(name: str) -> Command:
    """Return a command from the module that declares it."""
    room = next(room for room, names in ROOMS.items() if name in names)
    commands: Iterable[Command] = importlib.import_module(f"xlkpi.cli.{room}").commands()
    return next(command for command in commands if command.name == name)


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"xlkpi {__version__}")
        context.exit()


def main() -> None:
    """Run the command line."""
    _speak_utf8()
    try:
        sys.exit(_run(sys.argv[1:]))
    except XlkpiError as error:
        complain(error.text)
        sys.exit(2)
    except BrokenPipeError:
        sys.stdout = None  # whoever read our output has gone; nothing is left to flush
        sys.exit(1)
    except OSError as error:
        zh, en = "无法读写 {path}：{why}", "cannot read or write {path}: {why}"
        complain(sentence(zh, en, path=str(error.filename or ""), why=reason_of(error)))
        sys.exit(2)


def _run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    given = choose_language(arguments)
    app = build_app()
    from xlkpi.books.generations import running

    try:
        with usage_errors(), running(given[0] if given else ""):
            code = app.main(given, prog_name="xlkpi", standalone_mode=False)
    except click.Abort:
        complain(sentence("已中断，没有写入未完成的文件", "interrupted; no unfinished file was written"))
        return INTERRUPTED
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    return int(code or 0)


def _speak_utf8() -> None:
    """Say Chinese on consoles and pipes whose code page has none."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
