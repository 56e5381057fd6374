"""Command for those who work on xlkpi: the installation package for Windows."""

from __future__ import annotations

from pathlib import Path

import typer

from xlkpi.cli.speech import words

OUT = typer.Option(
    Path(),
    "-o",
    "--out",
    metavar="FILE.zip|DIR",
    help=words("输出的 .zip 或文件夹", "the .zip to write, or its folder"),
)
MEGABYTE = 1_000_000


def register(app: typer.Typer) -> None:
    """Declare the command of this room."""
    text = words("（开发用）生成 Windows 安装包", "(for developers) make the installation package for Windows")
    app.command("bundle", help=text)(bundle)


def bundle(out: Path = OUT) -> None:
    """Fetch what is locked, pack it, say how large it is."""
    from xlkpi.setup.bundle import make

    made = make(out)
    size = f"{made.stat().st_size / MEGABYTE:.1f} MB"
    typer.echo(words(f"已写入：{made}（{size}）", f"written: {made} ({size})"))
