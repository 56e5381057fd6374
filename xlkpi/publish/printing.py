"""A page on paper: printed to PDF by a browser that is on the machine; Edge is on every Windows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from xlkpi.errors import CannotWrite, Unusable, reason_of, sentence

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
INSTALLED = (
    ("ProgramFiles(x86)", "Microsoft/Edge/Application/msedge.exe"),
    ("ProgramFiles", "Microsoft/Edge/Application/msedge.exe"),
    ("ProgramFiles", "Google/Chrome/Application/chrome.exe"),
)
ON_MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
SECONDS = 120


def find_browser() -> str:
    """Return the program of a browser that prints without a window. Raises Unusable."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    places = [Path(os.environ[root]) / inside for root, inside in INSTALLED if root in os.environ]
    if sys.platform == "darwin":
        places += [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in ON_MAC]
    found = found or next((str(path) for path in places if path.exists()), None)
    if found is None:
        zh = "没有找到能打印的浏览器（Edge、Chrome、Chromium）；请打开网页，用浏览器的“打印→另存为 PDF”"
        en = "no browser that prints (Edge, Chrome, Chromium): open the page and print it to PDF"
        raise Unusable(sentence(zh, en))
    return found


def print_pdf(html: Path, pdf: Path) -> None:
    """Print a page. Raises CannotWrite, Unusable."""
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as profile:
        out = Path(profile) / "page.pdf"
        command = [
            *(browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
            *(f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={out}"),
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            html.resolve().as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - our own words
            shutil.move(out, pdf)
        except (OSError, subprocess.SubprocessError) as error:
            why = reason_of(error) if isinstance(error, OSError) else type(error).__name__
            zh, en = "没有打印出 {path}：{why}", "{path} was not printed: {why}"
            raise CannotWrite(sentence(zh, en, path=str(pdf), why=why)) from error
