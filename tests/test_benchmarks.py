"""The measurements of tests/bench still run, each on as little as it takes; what they print is for people."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "bench"
SMALL = {
    "bench_calc": ["50"],
    "bench_engine": ["--rows", "50", "--repeat", "1"],
    "bench_names": ["--most", "100"],
    "bench_recompute": ["8"],
    "bench_udf": [],
}
"""Those that take little when they are given little, and what they are given."""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    here = {**os.environ, "PYTHONPATH": os.pathsep.join([str(BENCH), str(BENCH.parent)])}
    return subprocess.run(
        [sys.executable, *arguments], cwd=BENCH.parent.parent, env=here, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("script", sorted(path.stem for path in BENCH.glob("bench_*.py")))
def test_it_runs_or_at_least_finds_what_it_measures(script: str) -> None:
    small = SMALL.get(script)
    done = run("-c", f"import {script}") if small is None else run(str(BENCH / f"{script}.py"), *small)
    assert done.returncode == 0, done.stderr
    assert small is None or done.stdout.strip()
