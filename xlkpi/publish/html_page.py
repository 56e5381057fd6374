"""One HTML page without scripts and without anything fetched: key figures, sections with a chart and its table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from xlkpi.records import dataclass

NUMBER = re.compile(r"[+-]?[\d,]+(\.\d+)?%?")

SHORT = 14
"""Letters of a cell that stay in one line: a branch's name is not cut in two."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: #222; background: #fff;
  font: 15px/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0; font-size: 1.7rem; color: #1F3A5F; }
h2 { margin: 2.2rem 0 .4rem; font-size: 1.2rem; color: #1F3A5F; border-bottom: 2px solid #1F3A5F; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; list-style: none; }
a { color: #1F3A5F; } a:focus, summary:focus { outline: 3px solid #B00020; }
dl { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 1rem 0; }
dl div { min-width: 8rem; } dt { color: #555; } dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
figure { margin: .6rem 0; overflow-x: auto; } svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { border: 1px solid #777; padding: .2rem .5rem; text-align: left; vertical-align: top; }
th { background: #EEF2F7; white-space: nowrap; } th.write { width: 24%; }
td.short { white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.cut > * { border-top: 3px solid #1F3A5F; }
summary { cursor: pointer; color: #1F3A5F; } .note { color: #555; font-size: 13px; }
@page { size: A4; margin: 14mm; }
@media print {
  body { padding: 0; max-width: none; } nav, .skip { display: none; }
  h2 { break-after: avoid; } .lead, dl { break-inside: avoid; } .lead:not(:last-child) { break-after: avoid; }
  svg { max-height: 225mm; }  /* with its heading on one sheet */
  thead { display: table-header-group; } tr { break-inside: avoid; }
}
"""


@dataclass(frozen=True)
class Section:
    """A chapter: its words, a drawing, a table (numbers as text in `rows`), rows with a line above them.

    The table below a drawing can be folded away. An empty last column is one to write in.
    """

    key: str
    title: str
    words: str = ""
    drawing: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    cuts: frozenset[int] = frozenset()
    note: str = ""


def page(title: str, under: str, figures: Sequence[tuple[str, str]], sections: Sequence[Section]) -> str:
    """Return the whole page."""
    links = "".join(f'<li><a href="#{one.key}">{escape(one.title)}</a></li>' for one in sections)
    told = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in figures)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<a class="skip" href="#content">跳到正文</a><header><h1>{escape(title)}</h1><p>{escape(under)}</p></header>'
        f'<nav aria-label="目录"><ul>{links}</ul></nav><main id="content"><dl>{told}</dl>'
        + "".join(map(_section, sections))
        + "</main></body></html>\n"
    )


def _section(one: Section) -> str:
    parts = [f'<section id="{one.key}" aria-labelledby="{one.key}-title"><div class="lead">']
    parts.append(f'<h2 id="{one.key}-title">{escape(one.title)}</h2>')
    if one.words:
        parts.append(f"<p>{escape(one.words)}</p>")
    if one.drawing:
        parts.append(f"<figure>{one.drawing}</figure>")
    parts.append("</div>")
    if one.heads:
        table = _table(one)
        parts.append(f"<details open><summary>数据</summary>{table}</details>" if one.drawing else table)
    if one.note:
        parts.append(f'<p class="note">{escape(one.note)}</p>')
    return "".join([*parts, "</section>"])


def _table(one: Section) -> str:
    write = len(one.heads) - 1 if one.rows and not any(row[-1] for row in one.rows) else None
    looks = ["" if at != write else ' class="write"' for at in range(len(one.heads))]
    head = "".join(f'<th scope="col"{look}>{escape(text)}</th>' for look, text in zip(looks, one.heads, strict=True))
    body = "".join(
        ('<tr class="cut">' if at in one.cuts else "<tr>") + "".join(map(_cell, row)) + "</tr>"
        for at, row in enumerate(one.rows)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    looks = ' class="number"' if NUMBER.fullmatch(text) else ' class="short"' if len(text) <= SHORT else ""
    return f"<td{looks}>{escape(text)}</td>"
