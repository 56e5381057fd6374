"""Charts as plain SVG, drawn by Vega without a browser: the page holds no script, and prints as it looks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from xlkpi.errors import Unusable, sentence

DARK, LIGHT, EDGE, INK = "#1F3A5F", "#B9C7DA", "#1F3A5F", "#222222"
SHADES = ("#1F3A5F", "#4F74A3", "#8FA9C9", "#C9D6E5", "#E9EEF4", "#F7F9FB")
"""From the best level to the last; told apart on a black and white print, and each has an edge."""
DASHES = ([1, 0], [8, 3], [3, 3], [8, 3, 2, 3], [2, 2], [12, 4])
FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"
WIDE, STEP, TALL = 640, 28, 740
"""Pixels: a chart's width, from one bar to the next, and the most that it is tall, which a sheet of paper holds."""
CONFIG: Mapping[str, Any] = {
    "font": FONT,
    "background": "white",
    "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "labelLimit": 180},
    "legend": {"labelColor": INK, "labelFontSize": 12, "title": None, "orient": "top"},
    "view": {"stroke": None},
}

Rows = Sequence[Mapping[str, Any]]


def _named(rows: Rows) -> dict[str, Any]:
    """The names in the order of the rows; one without a value keeps its place."""
    names = list(dict.fromkeys(row["name"] for row in rows))
    return {"field": "name", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": {"title": None}}


def _step(rows: Rows) -> float:
    return min(STEP, TALL / max(1, len({row["name"] for row in rows})))


def bars(rows: Rows, title: str, about: str, *, mark: str = "") -> str:
    """Draw a bar for each `name` and `value`, in the order given, with what is `shown` behind it.

    `mark` names a line drawn at each one's `mark`; the words then stand behind its `end`, the greater of the two.
    """
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "color": LIGHT, "stroke": EDGE},
            "encoding": {"x": {"field": "value", "type": "quantitative", "axis": {"title": title}}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 4, "color": INK},
            "encoding": {
                "x": {"field": "end" if mark else "value", "type": "quantitative"},
                "text": {"field": "shown"},
            },
        },
    ]
    if mark:
        layers.append(
            {
                "transform": [{"filter": "datum.mark != null"}],
                "mark": {"type": "tick", "color": "#B00020", "thickness": 3, "size": _step(rows) - 6},
                "encoding": {"x": {"field": "mark", "type": "quantitative"}},
            }
        )
    return _svg({"height": {"step": _step(rows)}, "encoding": {"y": _named(rows)}, "layer": layers}, rows, about)


def pairs(rows: Rows, title: str, about: str, series: Sequence[str]) -> str:
    """Draw bars beside each other for each `name`: `series` names them, filled the last, outlined one before it."""
    shades = ["#FFFFFF", DARK][-len(series) :]
    spec = {
        "mark": {"type": "bar", "stroke": EDGE},
        "encoding": {
            "x": {**_named(rows), "axis": {"title": None, "labelAngle": 0}},
            "xOffset": {"field": "series", "sort": list(series)},
            "y": {"field": "value", "type": "quantitative", "axis": {"title": title}},
            "color": {"field": "series", "scale": {"domain": list(series), "range": shades}},
        },
        "height": 240,
    }
    return _svg(spec, rows, about)


def shares(rows: Rows, title: str, about: str, order: Sequence[str]) -> str:
    """Draw a bar of 100% for each `name`, cut by `series` in the given order at its `value`."""
    numbered = [{**row, "place": list(order).index(row["series"])} for row in rows]
    spec = {
        "mark": {"type": "bar", "stroke": EDGE, "strokeWidth": 0.8},
        "encoding": {
            "y": _named(rows),
            "x": {
                "field": "value",
                "type": "quantitative",
                "stack": "normalize",
                "axis": {"title": title, "format": "%"},
            },
            "color": {"field": "series", "sort": list(order), "scale": {"domain": list(order), "range": list(SHADES)}},
            "order": {"field": "place"},
        },
        "height": {"step": _step(rows)},
    }
    return _svg(spec, numbered, about)


def spans(rows: Rows, title: str, about: str) -> str:
    """Draw for each `name` a line from `low` to `high`, a thick one over `below` to `above`, and a dot at `value`."""
    x = {"type": "quantitative", "scale": {"zero": False}, "axis": {"title": title}}
    layers = [
        {
            "mark": {"type": "rule", "color": DARK, "size": size},
            "encoding": {"x": {"field": start, **x}, "x2": {"field": end}},
        }
        for start, end, size in (("low", "high", 1.5), ("below", "above", 7))
    ]
    dot = {"type": "point", "filled": True, "color": "white", "stroke": DARK, "size": 70, "opacity": 1}
    layers.append({"mark": dot, "encoding": {"x": {"field": "value", **x}}})
    return _svg({"height": {"step": _step(rows)}, "encoding": {"y": _named(rows)}, "layer": layers}, rows, about)


def lines(rows: Rows, title: str, about: str, order: Sequence[str]) -> str:
    """Draw a line for each `series` over the months in `name`; they differ in dashes as in shade."""
    shown = {"domain": list(order), "range": [list(dash) for dash in DASHES[: len(order)]]}
    spec = {
        "mark": {"type": "line", "point": {"filled": True, "color": DARK}, "color": DARK},
        "encoding": {
            "x": {"field": "name", "type": "ordinal", "axis": {"title": None, "labelAngle": 0}},
            "y": {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": {"title": title}},
            "strokeDash": {"field": "series", "scale": shown, "legend": {"symbolType": "stroke", "symbolSize": 900}},
        },
        "height": 240,
    }
    return _svg(spec, rows, about)


def _svg(spec: Mapping[str, Any], rows: Rows, about: str) -> str:
    """Return the drawing, named for who cannot see it. Raises Unusable where the package is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        zh, en = "报告请先安装：pip install 'xlkpi[report]'", "for reports install: pip install 'xlkpi[report]'"
        raise Unusable(sentence(zh, en)) from error
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDE,
        "config": dict(CONFIG),
        "data": {"values": [dict(row) for row in rows]},
        **spec,
    }
    drawn = str(vl_convert.vegalite_to_svg(whole))
    # one picture with one name: a screen reader need not walk through its ticks, for the numbers stand in the table
    drawn = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(about, quote=True)}" ', 1)
