"""How well `adopt` understands the layouts of the tests: share right, asked, wrong, by group and in all.

Then how many results of adopted workbooks come out as the rules say, counted by plain arithmetic (tests/adopt/applied.py).

python tests/bench/bench_adopt.py            the open layouts and those that are no appraisal
python tests/bench/bench_adopt.py --aside    also those kept aside, for measuring only
python tests/bench/bench_adopt.py --laws     the open layouts once more after each law
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from adopt.applied import applied
from adopt.gathered import GROUPS, OPEN
from adopt.laws import LAWS
from adopt.score import score, table
from adopt.writing import save
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import understand


def answer(layout, folder):
    """What `adopt --json` says of a layout."""
    return understand(grids_of(save(layout.draw(), folder, layout.name))).as_json()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--aside", action="store_true")
    parser.add_argument("--laws", action="store_true")
    given = parser.parse_args()
    groups = {name: layouts for name, layouts in GROUPS.items() if given.aside or "aside" not in name}
    if given.laws:
        for name, law in LAWS.items():
            groups[name] = [changed for layout in OPEN if (changed := law(layout))]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        scores = {
            name: [score(layout, answer(layout, Path(folder))) for layout in layouts]
            for name, layouts in groups.items()
        }
        print(table(scores))
        for name, layouts in groups.items():
            if "foreign" not in name:
                counted = [applied(layout, Path(folder)) for layout in layouts]
                right, cells = (sum(one[at] for one in counted) for at in (0, 1))
                taken = sum(one[1] > 0 for one in counted)
                print(
                    f"{name}: {right} of {cells} adopted cells as the rules say, in {taken} of {len(layouts)} workbooks"
                )
        print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
