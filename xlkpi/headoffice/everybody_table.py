"""Everybody as a table for other programs: CSV that Excel opens, or Parquet; written row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from xlkpi.actions.exports import drafted, write_table
from xlkpi.drawing.report import Cell
from xlkpi.errors import Unusable, sentence
from xlkpi.headoffice.company_pages import PersonColumn

AT_ONCE = 50_000
SUFFIXES = (".csv", ".parquet")


def check_export(path: Path) -> None:
    """Refuse what cannot be written before anything is read. Raises Unusable."""
    if path.suffix.lower() not in SUFFIXES:
        zh, en = "--data 应是 .csv 或 .parquet 文件：{path}", "--data takes a .csv or .parquet file: {path}"
        raise Unusable(sentence(zh, en, path=str(path)))
    if path.suffix.lower() == ".parquet":
        try:
            import pyarrow.parquet  # noqa: F401 - whether it is there
        except ImportError as error:
            zh = "写 Parquet 请先安装：pip install 'xlkpi[headoffice]'，或改用 .csv"
            en = "to write Parquet install: pip install 'xlkpi[headoffice]', or use .csv"
            raise Unusable(sentence(zh, en)) from error


def export(path: Path, columns: Sequence[PersonColumn], rows: Iterable[Sequence[Cell]]) -> None:
    """Write everybody. Raises CannotWrite; what existed stays then."""
    if path.suffix.lower() == ".csv":
        write_table(path, [column.title for column in columns], ([_text(value) for value in row] for row in rows))
    else:
        _parquet(path, columns, rows)


def _text(value: Cell) -> str | float:
    """A value as it stands in a CSV: 4, not 4.0."""
    if value is None:
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _parquet(path: Path, columns: Sequence[PersonColumn], rows: Iterable[Sequence[Cell]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(c.title, pa.float64() if c.number else pa.string()) for c in columns])
    with drafted(path) as beside, pq.ParquetWriter(beside, schema) as writer:
        for some in _batches(rows):
            arrays: list[Any] = [pa.array(values, field.type) for values, field in zip(some, schema, strict=True)]
            writer.write_table(pa.table(arrays, schema=schema))


def _batches(rows: Iterable[Sequence[Cell]]) -> Iterator[list[tuple[Cell, ...]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield list(zip(*some, strict=True))
