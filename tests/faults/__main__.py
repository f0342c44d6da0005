"""``make faults SEED=n``: puts faults into invented filings as received, counts what would be published.

Exit code 0 where nine of ten faults in all and three of four of every kind are found, and clean filings
raise fewer than two review items per hundred figures; 1 otherwise. With ``--unusual`` the faults of rarer
kinds that would be published are listed and nothing is judged: decision 13 says which of them stay unseen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
# The folders of tests are no packages; their modules see each other by name.
sys.path[:0] = [str(HERE), str(HERE.parent)]

from seeding import Size, run_seed  # noqa: E402
from tables import alarms_of, is_good_enough, print_misses, print_table  # noqa: E402
from unusual import ROOM_FOR_UNUSUAL, inject_unusual  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one or several seeds; the table by kind is over all of them."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("seeds", nargs="+", type=int, help="each makes another province")
    parser.add_argument("--each", type=int, default=10, help="faults of every kind and seed")
    parser.add_argument("--keep", type=Path, help="keep the homes under this folder")
    parser.add_argument("--unusual", action="store_true", help="faults of rarer kinds, one of each")
    parser.add_argument("--misses", action="store_true", help="list what was missed, and the false alarms")
    given = parser.parse_args(arguments)
    runs = []
    for seed in given.seeds:
        with tempfile.TemporaryDirectory() as folder:
            place = given.keep / f"seed{seed}" if given.keep else Path(folder)
            if given.unusual:
                runs.append(run_seed(seed, ROOM_FOR_UNUSUAL, place, injecting=inject_unusual))
            else:
                runs.append(run_seed(seed, Size.of(given.each), place))
    if given.unusual:
        print_misses(runs)
        return 0
    print_table(runs)
    if given.misses:
        print_misses(runs)
        print(alarms_of(runs))
    return 0 if is_good_enough(runs) else 1


if __name__ == "__main__":
    sys.exit(main())
