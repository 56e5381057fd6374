"""How long large and hostile workbooks take the evaluator: the table of docs/engine.md; nothing is asserted.

Run from the root: `PYTHONPATH=tests python tests/bench/bench_calc.py [rows]`.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from grids import Grid, outcome

FORMULAS = {
    "COUNTIF": "=COUNTIF(D$1:D${n},D{row})",
    "COUNTIF as rank": '=COUNTIF(B$1:B${n},">"&B{row})+1',
    "COUNTIF, growing range": "=COUNTIF(D$1:D{row},D{row})",
    "COUNTIFS, rank in department": '=COUNTIFS(A$1:A${n},A{row},B$1:B${n},">"&B{row})+1',
    "RANK": "=RANK(B{row},B$1:B${n})",
    "LARGE": "=LARGE(B$1:B${n},{row})",
    "VLOOKUP": "=VLOOKUP(D{row},D$1:D${n},1,0)",
    "VLOOKUP of texts, approximate": "=VLOOKUP(D{row},D$1:D${n},1)",
    "SUM, growing range": "=SUM(B$1:B{row})",
    "SUBTOTAL, growing range": "=SUBTOTAL(3,B$1:B{row})",
    "SUMPRODUCT of two conditions": "=SUMPRODUCT((A$1:A${n}=A{row})*(B$1:B${n}>B{row}))+1",
    "SUMPRODUCT(LEN(TEXT()))": '=SUMPRODUCT(LEN(TEXT(B$1:B${n},"0.00")))',
}


def main() -> None:
    """Measure every formula filled down."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chance = random.Random(1)
    data = {}
    for row in range(1, rows + 1):
        data |= {f"A{row}": chance.choice("一二三四五") + "部", f"B{row}": round(chance.uniform(60, 100), 2)}
        data[f"D{row}"] = f"G{row:05d}"
    for name, formula in FORMULAS.items():
        cells = {f"C{row}": formula.format(n=rows, row=row) for row in range(1, rows + 1)}
        grid = Grid({"表": data | cells})
        started = time.process_time()
        found = outcome(grid)
        seconds = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name}: {seconds:.1f} s, {rows - len(found.skipped)} of {rows} computed, peak {peak} MB", flush=True)


if __name__ == "__main__":
    main()
