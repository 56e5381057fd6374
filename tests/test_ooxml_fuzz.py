"""A bounded number of mutated workbooks: never a hang, never more than a gigabyte, only our own refusals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("seed", [0, 10_000])
def test_mutants(seed):
    run = [sys.executable, "-W", "ignore", str(HERE / "ooxml_fuzz.py"), str(seed), "800"]
    paths = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        run, capture_output=True, text=True, timeout=300, check=False, env=os.environ | {"PYTHONPATH": paths}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "saved" in done.stdout
