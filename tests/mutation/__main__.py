"""``make mutate``: breaks the rules of the warehouse one by one and lists what no unit test notices.

Exit code 0 where every broken rule was noticed, 1 where one was not, or where an exemption is out of date.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
# The folders of tests are no packages; their modules see each other by name.
sys.path[:0] = [str(HERE), str(HERE.parent / "dbt_project"), str(HERE.parent)]

from rules import RULE_MACROS, RULE_MODELS  # noqa: E402
from survey import Survey, sound_bench, survey  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the empty warehouse for its types, mutate, report."""
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("names", nargs="*", help="models or files of macros; all rules by default")
    names = parser.parse_args(arguments).names or [*RULE_MODELS, *RULE_MACROS]
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = survey(sound_bench(built_empty(Path(folder))), names)
    _print(found, time.perf_counter() - started)
    return 1 if found.survivors or found.stale_exemptions else 0


def built_empty(folder: Path) -> Path:
    """A warehouse of empty tables: every model with its columns and types."""
    from candidate_warehouse import Inputs, build

    return build(folder / "empty", Inputs(), unit_tests=False).path


def _print(found: Survey, seconds: float) -> None:
    for name, mutants, killed in found.by_file:
        print(f"{name:32} {mutants:5} broken {killed:5} noticed")
    for mutant in found.survivors:
        print(f"NOT NOTICED {mutant}")
    for exemption in found.stale_exemptions:
        print(f"EXEMPT WITHOUT NEED {exemption}")
    print(
        f"{found.mutants} rules broken, {found.killed} noticed, {len(found.exempt)} exempt with a reason, "
        f"{len(found.survivors)} not noticed; {seconds:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
