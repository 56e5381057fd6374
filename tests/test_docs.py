"""What the README and the pages for HR tell people to type exists, with these options."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from adopt import month, writing
from commands import run
from xlkpi.adopt.understanding import Conflict, Question
from xlkpi.cli.app import build_app
from xlkpi.errors import sentence

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
GENERATED = ("commands.md", "commands.zh-CN.md")
SHELL = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`xlkpi ([^`]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def typed():
    """What begins with xlkpi: in a block of commands, whole; within a sentence, perhaps without its files."""
    for page in PAGES:
        if page.name in GENERATED:
            continue
        text = page.read_text("utf-8")
        lines = {
            line: True for block in SHELL.findall(text) for line in block.splitlines() if line.startswith("xlkpi ")
        }
        told = {
            f"xlkpi {line}": False for line in INLINE.findall(text) if not re.search(r"[A-Z]{2,}|…|\.\.\.|\||^-", line)
        }
        yield from (pytest.param(line, whole, id=f"{page.name}: {line}") for line, whole in {**told, **lines}.items())


@pytest.mark.parametrize(("line", "whole"), list(typed()))
def test_it_can_be_typed(line, whole):
    app = build_app()
    _, name, *words = shlex.split(line, comments=True)
    command = app.get_command(click.Context(app), name)
    assert command is not None, name
    try:
        command.make_context(name, words)
    except click.MissingParameter:
        assert not whole


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_links_lead_somewhere(page):
    assert [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["docs/adopt.md", "docs/adopt.zh-CN.md"])
def test_what_adopt_says_as_json_is_told(page, tmp_path):
    block = re.search(r"```json\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    told = json.loads(block[1])
    code, out, _ = run("adopt", str(writing.save(month.summary(), tmp_path, "汇总")), "--dry-run", "--json")
    assert code == 0
    said = json.loads(out)
    assert [key for key in said if key not in told] == []
    assert {type(told[key]) for key in ("fields", "columns", "across", "made_of", "evidence")} == {dict}
    why = sentence("为什么", "why")
    assert set(told["questions"][0]) == set(Question("level", ("B",), "汇总", why).as_json())
    assert set(told["conflicts"][0]) == set(Conflict("汇总", "E7", "88", "86.5", why).as_json())
