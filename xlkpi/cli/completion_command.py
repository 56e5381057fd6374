"""The command that prints what a shell needs to complete our commands, options and kinds."""

from __future__ import annotations

from collections.abc import Iterator

import click

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.errors import Unusable, sentence

SHELLS = ("bash", "zsh", "fish", "powershell")


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "completion",
        completion,
        "输出命令行补全脚本：按 Tab 补全命令、选项和文件名",
        "Print the script for completion with Tab",
        [
            options.argument(
                "shell",
                "|".join(SHELLS),
                "哪种命令行",
                "which shell",
                shell_complete=lambda _context, _parameter, typed: [one for one in SHELLS if one.startswith(typed)],
            )
        ],
        examples=(
            (
                "completion bash >> ~/.bashrc",
                "重新打开终端后生效（bash 4.4 以上）",
                "for bash 4.4 or newer; open a new terminal",
            ),
            ("completion zsh >> ~/.zshrc", "放在 compinit 之后", "after compinit"),
            ("completion fish > ~/.config/fish/completions/xlkpi.fish", "立即生效", "at once"),
            ("completion powershell >> $PROFILE", "重新打开 PowerShell 后生效", "open a new PowerShell"),
        ),
    )


def completion(shell: str) -> None:
    """Print the script of a shell. Raises Unusable."""
    from click.shell_completion import ShellComplete, get_completion_class

    found = get_completion_class(shell) if shell in SHELLS else None
    if found is None:
        zh, en = "没有 {shell} 的补全，可用：{known}", "there is no completion for {shell}; use {known}"
        raise Unusable(sentence(zh, en, shell=shell, known=", ".join(SHELLS)))
    script = found(click.get_current_context().find_root().command, {}, "xlkpi", "_XLKPI_COMPLETE")
    # the base class's source(): the one for bash starts the bash of this machine, and complains about it in English
    click.echo(ShellComplete.source(script))
