"""What next month's 服务小组评比表 takes from this month's results: how long a performance score has been 0."""

from __future__ import annotations

from xlkpi.books.book import Block
from xlkpi.drawing.workbook_reading import Reading, as_number


def zero_months_so_far(reading: Reading) -> Block:
    """Return for each member the months with score 0 up to this one; without appraisal the count stays (rules B6)."""
    before, scores = reading.column("组员_此前为零"), reading.column("组员_月绩效")
    counts: Block = []
    for row in range(max(reading.roster, default=-1) + 1):
        earlier, score = as_number(before[row]), as_number(scores[row])
        if score is None or not reading.appraised(row):
            counts.append([earlier])
        else:
            counts.append([(earlier or 0.0) + 1] if score == 0 else [None])
    return counts
