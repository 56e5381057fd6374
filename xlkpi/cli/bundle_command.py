"""Command for those who work on xlkpi: the installation package for Windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words

MEGABYTE = 1_000_000


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "bundle",
        bundle,
        "生成 Windows 安装包（内含 Python）",
        "Make the installation package for Windows, Python included",
        [
            options.out("安装包的输出文件夹", "folder for the package", folder=True),
            options.flag(
                "--release", "同时生成 wheel、源代码包和校验和", "also the wheel, the source archive and checksums"
            ),
        ],
        examples=(("bundle -o dist", "生成 dist 中的安装包", "make the package in dist"),),
    )


def bundle(out: Path | None, *, release: bool) -> None:
    """Fetch what is locked, pack it, say how large it is."""
    from xlkpi.setup.bundle import make
    from xlkpi.setup.bundle import release as everything

    folder = out or Path()
    for made in everything(folder) if release else [make(folder)]:
        size = f"{made.stat().st_size / MEGABYTE:.1f} MB"
        tell(words(f"已写入：{made}（{size}）", f"written: {made} ({size})"))
